/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in a provisioning document that came as text (OMA-TS-ProvCont). */
#include "push_private.h"
#include "wbxml_tokens.h"
#include <stdlib.h>
#include <string.h>

static const char stars[] = "****"; /* how long it is, is a secret too */

/* What has been seen of an element; a hostile one may have either attribute several times. */
struct element {
	bool is_name;      /* the value that is read is that of the attribute "name" */
	bool is_value;     /* or of "value" */
	bool secret;       /* a name said so */
	size_t start, end; /* from the first "value" to the end of the last, in the text */
	char name[64];
	size_t name_len;
};

struct masked {
	const char *xml;
	size_t copied; /* of it */
	char *out;
	size_t length;
	bool any; /* there are stars in it */
	/* elements that are open within the contents of one that names a secret, and where these
	 * begin */
	size_t veiled, contents;
};

static void copy(struct masked *masked, size_t end)
{
	memcpy(masked->out + masked->length, masked->xml + masked->copied, end - masked->copied);
	masked->length += end - masked->copied;
	masked->copied = end;
}

static void end_name(struct element *element)
{
	element->secret |= smsmodem_prov_is_secret(element->name);
	element->name_len = 0;
	element->name[0] = '\0';
}

static void take_attribute(struct element *element, const char *name, size_t at)
{
	end_name(element);
	element->is_name = pdu_wbxml_is_name(name);
	element->is_value = pdu_wbxml_is_value(name);
	if (element->is_value && !element->start)
		element->start = element->end = at;
}

static void take_piece(struct element *element, const struct smsmodem_wbxml_event *event, size_t at)
{
	if (element->is_value)
		element->end = at;
	if (!element->is_name)
		return;
	if (event->length > sizeof element->name - 1 - element->name_len) {
		element->secret = true; /* longer than any that is known */
		return;
	}
	memcpy(element->name + element->name_len, event->text, event->length);
	element->name_len += event->length;
	element->name[element->name_len] = '\0';
}

static void put_stars(struct masked *masked)
{
	memcpy(masked->out + masked->length, stars, sizeof stars - 1);
	masked->length += sizeof stars - 1;
	masked->any = true;
}

static void hide(const struct element *element, struct masked *masked)
{
	if (element->end <= element->start || element->start < masked->copied)
		return;
	copy(masked, element->start);
	put_stars(masked);
	masked->copied = element->end;
}

static void end_attributes(struct element *element, struct masked *masked, bool empty, size_t at)
{
	end_name(element);
	if (element->secret) {
		hide(element, masked);
		masked->veiled = !empty;
		masked->contents = at;
	}
	*element = (struct element){0};
}

/* The contents of an element whose name is a secret's are one too. @param at where the event begins
 */
static void take_veiled(struct masked *masked, enum smsmodem_wbxml_kind kind, size_t at)
{
	if (kind == SMSMODEM_WBXML_OPEN)
		masked->veiled++;
	if (kind != SMSMODEM_WBXML_CLOSE || --masked->veiled > 0 || at <= masked->contents)
		return;
	copy(masked, masked->contents);
	put_stars(masked);
	masked->copied = at;
}

/* @return false: the text ended within the element */
static bool walk(struct push_scan *scan, struct element *element, struct masked *masked)
{
	struct smsmodem_wbxml_event event;
	size_t at = scan->at;
	int result;

	for (; (result = push_scan_next(scan, &event)) > 0; at = scan->at) {
		if (masked->veiled > 0) {
			take_veiled(masked, event.kind, at);
		} else if (event.kind == SMSMODEM_WBXML_OPEN) {
			*element = (struct element){0};
		} else if (event.kind == SMSMODEM_WBXML_ATTRIBUTE) {
			take_attribute(element, event.name, scan->at);
		} else if (event.kind == SMSMODEM_WBXML_TEXT) {
			take_piece(element, &event, scan->at);
		} else if (event.kind == SMSMODEM_WBXML_CONTENT) {
			end_attributes(element, masked, event.empty, scan->at);
		}
	}
	if (result == 0 && masked->veiled == 0)
		return true;
	if (masked->veiled > 0)
		scan->at = masked->contents;
	return false;
}

/* Behind a tag, or a declaration without a subset of its own; 0: it is another. */
static size_t tag_end(const char *xml, size_t length, size_t at)
{
	bool declared = length - at > 9 && memcmp(xml + at, "<!DOCTYPE", 9) == 0;
	bool prolog = length - at > 5 && memcmp(xml + at, "<?xml", 5) == 0;
	char quote = 0;

	if (length - at > 1 && strchr("!?", xml[at + 1]) && !declared && !prolog)
		return 0;
	for (; at < length && (quote || xml[at] != '>'); at++) {
		if (declared && xml[at] == '[')
			return 0;
		if (xml[at] == quote)
			quote = 0;
		else if (!quote && (xml[at] == '"' || xml[at] == '\''))
			quote = xml[at];
	}
	return at < length ? at + 1 : length;
}

/*
 * Where something begins that is no element: comments, entities and text may repeat what is a
 * secret, and are not looked into.
 */
static size_t elements_end(const char *xml, size_t length)
{
	size_t at = length >= 3 && memcmp(xml, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	while (at < length) {
		bool blank = xml[at] == ' ' || (xml[at] >= '\t' && xml[at] <= '\r');
		size_t next = blank ? at + 1 : xml[at] == '<' ? tag_end(xml, length, at) : 0;

		if (next == 0)
			return at;
		at = next;
	}
	return length;
}

char *push_mask(const char *xml, size_t length, bool only_elements, bool *any)
{
	struct push_scan scan = {.text = xml,
				 .length = only_elements ? elements_end(xml, length) : length};
	struct element element = {0};
	/* an element with a name and a value is far longer than the stars */
	struct masked masked = {.xml = xml, .out = malloc(2 * length + 2 * sizeof stars)};

	*any = true;
	if (!masked.out)
		return NULL;
	if (walk(&scan, &element, &masked) && scan.length == length) {
		copy(&masked, length);
	} else {
		hide(&element, &masked); /* it may have been one */
		if (scan.at > masked.copied)
			copy(&masked, scan.at);
		if (masked.copied < length)
			put_stars(&masked); /* nobody knows what it is */
	}
	masked.out[masked.length] = '\0';
	*any = masked.any;
	return masked.out;
}
