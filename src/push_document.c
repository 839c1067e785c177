/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What documents say: elements and attributes to fields, whether they came as WBXML or as text. */
#include "pdu.h"
#include "push_private.h"
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX ((size_t)64 * 1024) /* octets of one value */
#define UTF_8    106

/* Where it is said, and what it is called. Attributes come before contents. */
struct document_row {
	enum smsmodem_push_kind kind;
	const char *element, *attribute; /* NULL: the element's contents */
	struct push_label label;
};

static const struct document_row rows[] = {
	{SMSMODEM_PUSH_SI, "indication", "href", {"href", "URL", false}},
	{SMSMODEM_PUSH_SI, "indication", NULL, {"text", "text", false}},
	{SMSMODEM_PUSH_SI, "indication", "action", {"action", "action", false}},
	{SMSMODEM_PUSH_SI, "indication", "created", {"created", "created", false}},
	{SMSMODEM_PUSH_SI, "indication", "si-expires", {"expires", "expires", false}},
	{SMSMODEM_PUSH_SI, "indication", "si-id", {"id", "identifier", false}},
	{SMSMODEM_PUSH_SL, "sl", "href", {"href", "URL", false}},
	{SMSMODEM_PUSH_SL, "sl", "action", {"action", "action", false}},
	{SMSMODEM_PUSH_CO, "invalidate-object", "uri", {"objects", "object", true}},
	{SMSMODEM_PUSH_CO, "invalidate-service", "uri", {"services", "service", true}},
	{SMSMODEM_PUSH_EMN, "emn", "mailbox", {"mailbox", "mailbox", false}},
	{SMSMODEM_PUSH_EMN, "emn", "timestamp", {"timestamp", "time", false}},
	{SMSMODEM_PUSH_XML, "o-dd:uid", NULL, {"uids", "content", true}},
};

/* A walk through the events of a document. */
struct walk {
	struct smsmodem_push *push;
	uint32_t charset; /* of what comes; what is kept of another than UTF-8 is UTF-8 */
	size_t depth;
	const char *elements[SMSMODEM_WBXML_DEPTH]; /* of a row, or NULL */
	const struct document_row *row;             /* that text goes to, or NULL */
	char *text;                                 /* owned */
	size_t length, size;
};

static const struct document_row *find_row(const struct walk *walk, const char *attribute)
{
	const char *element = walk->depth > 0 ? walk->elements[walk->depth - 1] : NULL;

	for (size_t i = 0; element && i < sizeof rows / sizeof rows[0]; i++) {
		const struct document_row *row = &rows[i];
		if (row->kind != walk->push->kind || strcmp(row->element, element) != 0)
			continue;
		if (attribute ? row->attribute && strcmp(row->attribute, attribute) == 0
			      : !row->attribute)
			return row;
	}
	return NULL;
}

/* What the text has gone to is complete. */
static void end_text(struct walk *walk)
{
	if (walk->row && (walk->length > 0 || walk->row->attribute))
		push_put_text(walk->push, walk->row->label, UTF_8, walk->text ? walk->text : "",
			      walk->length);
	walk->row = NULL;
	walk->length = 0;
}

static void add_text(struct walk *walk, const char *text, size_t length)
{
	if (!walk->row || length == 0)
		return;
	if (length > TEXT_MAX - walk->length) {
		push_problem(walk->push, "a value is over %zu octets long", TEXT_MAX);
		length = TEXT_MAX - walk->length;
	}
	if (walk->length + length > walk->size) {
		size_t size = 2 * (walk->length + length);
		char *more = realloc(walk->text, size);

		if (!more) {
			walk->push->out_of_memory = true;
			return;
		}
		walk->text = more;
		walk->size = size;
	}
	memcpy(walk->text + walk->length, text, length);
	walk->length += length;
}

/* A piece of it; entities are characters of Unicode in every set (WAP-192-WBXML 5.8.4.1). */
static void add_piece(struct walk *walk, const struct smsmodem_wbxml_event *event)
{
	char character[8];
	size_t count;

	if (!walk->row || walk->charset == UTF_8) {
		add_text(walk, event->text, event->length);
		return;
	}
	if (event->character) {
		int length = pdu_utf8_put(event->character, character, sizeof character);

		add_text(walk, character, length > 0 ? (size_t)length : 0);
		return;
	}
	char *text = push_utf8(walk->push, walk->charset, event->text, event->length, &count);
	if (text)
		add_text(walk, text, count);
	free(text);
}

/* What is no text, such as a date that is none. */
static void add_hex(struct walk *walk, const char *octets, size_t length)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; walk->row && i < length; i++) {
		const char pair[] = {digits[(octets[i] >> 4) & 15], digits[octets[i] & 15]};

		add_text(walk, pair, sizeof pair);
	}
}

/* A constant, as the name is only lent. */
static const char *known_element(const struct smsmodem_push *push, const char *name)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].kind == push->kind && strcmp(rows[i].element, name) == 0)
			return rows[i].element;
	return NULL;
}

static bool open_element(struct walk *walk, const char *name)
{
	if (walk->depth == SMSMODEM_WBXML_DEPTH) {
		push_problem(walk->push, "its elements are more than %d deep",
			     SMSMODEM_WBXML_DEPTH);
		return false;
	}
	const char *element = known_element(walk->push, name);

	walk->elements[walk->depth++] = element;
	walk->push->told |= element != NULL;
	return true;
}

static bool take(struct walk *walk, const struct smsmodem_wbxml_event *event)
{
	if (event->kind != SMSMODEM_WBXML_TEXT)
		end_text(walk);
	switch (event->kind) {
	case SMSMODEM_WBXML_OPEN: return open_element(walk, event->name);
	case SMSMODEM_WBXML_ATTRIBUTE: walk->row = find_row(walk, event->name); break;
	case SMSMODEM_WBXML_CONTENT: walk->row = find_row(walk, NULL); break;
	case SMSMODEM_WBXML_TEXT:
		if (event->opaque)
			add_hex(walk, event->text, event->length);
		else
			add_piece(walk, event);
		break;
	case SMSMODEM_WBXML_CLOSE: walk->depth -= walk->depth > 0; break;
	case SMSMODEM_WBXML_END: break;
	}
	return true;
}

static size_t place_of(const struct smsmodem_push_field *field)
{
	size_t i = 0;

	while (i < sizeof rows / sizeof rows[0] && strcmp(rows[i].label.key, field->key) != 0)
		i++;
	return i;
}

void push_order(struct smsmodem_push *push, size_t first)
{
	struct push_list *list = &push->fields;

	for (size_t i = first + 1; i < list->count; i++) {
		struct smsmodem_push_field field = list->fields[i];
		size_t at = i;

		for (; at > first && place_of(&list->fields[at - 1]) > place_of(&field); at--)
			list->fields[at] = list->fields[at - 1];
		list->fields[at] = field;
	}
}

static void end_walk(struct walk *walk)
{
	end_text(walk);
	free(walk->text);
}

void push_read_wbxml(struct smsmodem_push *push)
{
	struct smsmodem_wbxml_event event;
	struct smsmodem_wbxml wbxml;
	struct smsmodem_error error;
	struct walk walk = {.push = push};
	int result = smsmodem_wbxml_begin(&wbxml, push->body, push->body_len, push->content_type,
					  &error);

	walk.charset = result < 0 ? 0 : wbxml.charset;
	bool going = result >= 0;
	while (going) {
		result = smsmodem_wbxml_next(&wbxml, &event, &error);
		going = result > 0 && take(&walk, &event);
	}
	if (result < 0)
		push_problem(push, "%s", error.text);
	end_walk(&walk);
}

void push_read_markup(struct smsmodem_push *push)
{
	struct smsmodem_wbxml_event event;
	struct walk walk = {.push = push, .charset = UTF_8};
	struct push_scan scan = {.state = PUSH_SCAN_CONTENT};
	char *text = push_utf8(push, push->charset, push->body, push->body_len, &scan.length);
	int result = 0;

	scan.text = text;
	bool going = text != NULL;
	while (going) {
		result = push_scan_next(&scan, &event);
		going = result > 0 && take(&walk, &event);
	}
	if (result < 0)
		push_problem(push, "the XML ends within markup, or is none, at octet %zu", scan.at);
	end_walk(&walk);
	free(text);
}
