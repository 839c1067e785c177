/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader of WBXML comes to, written as XML. */
#include "sink.h"
#include "wbxml_tokens.h"
#include <stdio.h>
#include <string.h>

#define CHARSET_UTF_8 106
#define REPLACEMENT   0xFFFD
#define MASKED        "****"
#define NAMES_MAX     64

struct writer {
	struct pdu_sink sink;
	unsigned flags;
	uint32_t charset;
	unsigned depth;
	uint64_t nested, mixed; /* by depth: it has elements in it, text */
	bool tag;               /* the start of an element lacks its > */
	bool value;             /* the value of an attribute lacks its quote */
	bool secret;            /* the element holds one, in its attribute "value" */
	bool hidden;            /* this is it, or it has been given before */
	unsigned veiled;        /* elements that are open within the contents of such one */
	/* attributes of the element by where they begin in the XML */
	size_t names[NAMES_MAX], name_count;
};

/* --- characters --- */

static void put_octets(struct writer *writer, const char *octets, size_t count)
{
	struct pdu_sink *sink = &writer->sink;

	if (count > pdu_sink_room(sink)) {
		sink->full = true;
		return;
	}
	memcpy(sink->text + sink->used, octets, count);
	sink->used += count;
}

static void put(struct writer *writer, const char *text)
{
	put_octets(writer, text, strlen(text));
}

static void put_reference(struct writer *writer, uint32_t character)
{
	char text[16];
	int count = snprintf(text, sizeof text, "&#%u;", (unsigned)character);

	put_octets(writer, text, (size_t)count);
}

static bool is_unicode(const struct writer *writer)
{
	return writer->charset == CHARSET_UTF_8;
}

/* XML 1.0 2.2; and of the rest those that control a terminal. */
static bool is_allowed(uint32_t character)
{
	if (character == '\t' || character == '\n' || character == '\r')
		return true;
	return character >= 0x20 && (character < 0x7F || character > 0x9F) && character != 0xFFFE &&
	       character != 0xFFFF;
}

static void put_character(struct writer *writer, uint32_t character)
{
	if (!is_allowed(character))
		character = REPLACEMENT;
	switch (character) {
	case '&': put(writer, "&amp;"); return;
	case '<': put(writer, "&lt;"); return;
	case '>': put(writer, "&gt;"); return;
	case '"': put(writer, "&quot;"); return;
	case '\t':
	case '\n':
	case '\r': put_reference(writer, character); return;
	default: break;
	}
	if (character < 0x80 || is_unicode(writer))
		pdu_sink_put(&writer->sink, character);
	else
		put_reference(writer, character);
}

/* --- texts --- */

static void put_text(struct writer *writer, const char *text, size_t length)
{
	for (size_t at = 0; at < length && !writer->sink.full;) {
		uint32_t character = (uint8_t)text[at];
		int count = 1;

		if (character < 0x80) {
			put_character(writer, character);
		} else if (!is_unicode(writer)) {
			put_octets(writer, text + at, 1);
		} else {
			count = pdu_utf8_get(text + at, length - at, &character);
			put_character(writer, count > 0 ? character : REPLACEMENT);
		}
		at += count > 0 ? (size_t)count : 1;
	}
}

static void put_hex(struct writer *writer, const char *octets, size_t length)
{
	char digits[3];

	for (size_t i = 0; i < length && !writer->sink.full; i++) {
		(void)snprintf(digits, sizeof digits, "%02X", (uint8_t)octets[i]);
		put_octets(writer, digits, 2);
	}
}

static bool is_name_octet(char octet)
{
	return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z') ||
	       (octet >= '0' && octet <= '9') || (octet & 0x80) || (octet && strchr("_:-.", octet));
}

/* A name that the document spells may be anything; what XML does not allow becomes "_". */
static void put_name(struct writer *writer, const char *name)
{
	if (*name == '\0' || (*name >= '0' && *name <= '9') || *name == '-' || *name == '.')
		put_octets(writer, "_", 1);
	for (; *name && !writer->sink.full; name++)
		put_octets(writer, is_name_octet(*name) ? name : "_", 1);
}

/* --- events --- */

static void put_line(struct writer *writer)
{
	if (!(writer->flags & SMSMODEM_XML_INDENT))
		return;
	put(writer, "\n");
	for (unsigned i = 0; i < writer->depth; i++)
		put(writer, "  ");
}

static void end_value(struct writer *writer)
{
	if (writer->value)
		put(writer, "\"");
	writer->value = writer->hidden = false;
}

static void end_tag(struct writer *writer)
{
	if (writer->tag)
		put(writer, ">");
	writer->tag = false;
}

/* The bit of a level; no document is so deep that two share one. */
static uint64_t level(unsigned depth)
{
	return UINT64_C(1) << (depth & 63);
}

static void write_open(struct writer *writer, const struct smsmodem_wbxml *wbxml, const char *name)
{
	uint64_t parent = level(writer->depth);

	end_tag(writer);
	if (writer->depth > 0 && !(writer->mixed & parent))
		put_line(writer);
	writer->nested |= parent;
	writer->depth++;
	writer->nested &= ~(parent << 1);
	writer->mixed &= ~(parent << 1);
	put(writer, "<");
	put_name(writer, name);
	writer->tag = true;
	writer->name_count = 0;
	writer->secret = writer->flags & SMSMODEM_XML_MASK && pdu_wbxml_names_secret(wbxml);
}

/* Whether what was written from a place on is how an attribute before it begins. */
static bool is_repeated(const struct writer *writer, size_t start)
{
	const char *text = writer->sink.text;
	size_t length = writer->sink.used - start;

	for (size_t i = 0; i < writer->name_count; i++)
		if (memcmp(text + writer->names[i], text + start, length) == 0)
			return true;
	return false;
}

static void write_attribute(struct writer *writer, const char *name)
{
	end_value(writer);
	size_t start = writer->sink.used;
	put(writer, " ");
	put_name(writer, name);
	put(writer, "=\"");
	if (writer->sink.full) {
		writer->sink.used = start; /* it may be one that is not to be there */
		return;
	}
	if (is_repeated(writer, start)) {
		writer->sink.used = start;
		writer->hidden = true;
		return;
	}
	if (writer->name_count < NAMES_MAX)
		writer->names[writer->name_count++] = start;
	writer->value = true;
	writer->hidden = writer->secret && pdu_wbxml_is_value(name);
	if (writer->hidden)
		put(writer, MASKED);
}

static void write_text(struct writer *writer, const struct smsmodem_wbxml_event *event)
{
	if (writer->hidden || event->length == 0)
		return;
	if (!writer->value) {
		end_tag(writer);
		writer->mixed |= level(writer->depth);
	}
	if (event->opaque)
		put_hex(writer, event->text, event->length);
	else if (event->character)
		put_character(writer, event->character);
	else
		put_text(writer, event->text, event->length);
}

static void write_close(struct writer *writer, const char *name)
{
	uint64_t own = level(writer->depth);

	writer->depth--;
	if (writer->tag) {
		put(writer, "/>");
		writer->tag = false;
		return;
	}
	if (writer->nested & own && !(writer->mixed & own))
		put_line(writer);
	put(writer, "</");
	put_name(writer, name);
	put(writer, ">");
}

/* The contents of an element whose name is a secret's are one too. */
static void write_content(struct writer *writer, bool empty)
{
	end_value(writer);
	if (!writer->secret || empty)
		return;
	end_tag(writer);
	put(writer, MASKED);
	writer->mixed |= level(writer->depth);
	writer->veiled = 1;
}

/* @return whether the event is within what is veiled */
static bool pass_veiled(struct writer *writer, enum smsmodem_wbxml_kind kind)
{
	if (writer->veiled == 0)
		return false;
	if (kind == SMSMODEM_WBXML_OPEN)
		writer->veiled++;
	else if (kind == SMSMODEM_WBXML_CLOSE)
		writer->veiled--;
	return writer->veiled > 0;
}

static void write_event(struct writer *writer, const struct smsmodem_wbxml *wbxml,
			const struct smsmodem_wbxml_event *event)
{
	if (pass_veiled(writer, event->kind))
		return;
	switch (event->kind) {
	case SMSMODEM_WBXML_OPEN: write_open(writer, wbxml, event->name); break;
	case SMSMODEM_WBXML_ATTRIBUTE: write_attribute(writer, event->name); break;
	case SMSMODEM_WBXML_CONTENT: write_content(writer, event->empty); break;
	case SMSMODEM_WBXML_TEXT: write_text(writer, event); break;
	case SMSMODEM_WBXML_CLOSE: write_close(writer, event->name); break;
	case SMSMODEM_WBXML_END: break;
	}
}

int smsmodem_wbxml_xml(const uint8_t *octets, size_t length, const char *content_type,
		       unsigned flags, char *xml, size_t size, struct smsmodem_error *error)
{
	struct writer writer = {.sink = {.text = xml, .size = size - 1}, .flags = flags};
	struct smsmodem_wbxml wbxml;
	struct smsmodem_wbxml_event event;

	if (size == 0)
		return smsmodem_error_set(error, SMSMODEM_E_SPACE, "there is no room for XML");
	xml[0] = '\0';
	int result = smsmodem_wbxml_begin(&wbxml, octets, length, content_type, error);
	if (result < 0)
		return result;
	writer.charset = wbxml.charset;
	while (!writer.sink.full && (result = smsmodem_wbxml_next(&wbxml, &event, error)) > 0)
		write_event(&writer, &wbxml, &event);
	xml[writer.sink.used] = '\0';
	if (writer.sink.full)
		return smsmodem_error_set(error, SMSMODEM_E_SPACE,
					  "the document's XML needs more than %zu octets", size);
	return result < 0 ? result : (int)writer.sink.used;
}
