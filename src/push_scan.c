/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * XML that came as text, for what SI and SL say. It is from outside: no definition of the document
 * is read, no entity but the five and characters by number is replaced, names need not match.
 */
#include "pdu.h"
#include "push_private.h"
#include <stdlib.h>
#include <string.h>

#define NAME_END " \t\r\n/>=<"
#define BLANKS   " \t\r\n"

static const char *here(const struct push_scan *scan)
{
	return scan->text + scan->at;
}

static bool begins(const struct push_scan *scan, const char *with)
{
	size_t count = strlen(with);

	return scan->length - scan->at >= count && memcmp(here(scan), with, count) == 0;
}

/* Go behind a mark. @return octets before it, or -1: it is missing */
static long skip_past(struct push_scan *scan, const char *mark)
{
	const char *end = memmem(here(scan), scan->length - scan->at, mark, strlen(mark));
	const char *start = here(scan);

	if (!end)
		return -1;
	scan->at = (size_t)(end - scan->text) + strlen(mark);
	return end - start;
}

/* <!DOCTYPE ... [ ... ]>, whose brackets may have ">" in them. */
static bool skip_declaration(struct push_scan *scan)
{
	size_t plain = strcspn(here(scan), "[>");

	scan->at += plain;
	if (scan->at < scan->length && *here(scan) == '[' && skip_past(scan, "]") < 0)
		return false;
	return skip_past(scan, ">") >= 0;
}

static void take_name(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	size_t length = strcspn(here(scan), NAME_END);
	size_t kept = length < sizeof scan->name ? length : sizeof scan->name - 1;

	memcpy(scan->name, here(scan), kept);
	scan->name[kept] = '\0';
	scan->at += length;
	event->name = scan->name;
}

static int take_text(struct push_scan *scan, struct smsmodem_wbxml_event *event, size_t length)
{
	*event = (struct smsmodem_wbxml_event){
		.kind = SMSMODEM_WBXML_TEXT, .text = here(scan), .length = length};
	scan->at += length;
	return 1;
}

/* --- entities --- */

static uint32_t named_entity(const char *name, size_t length)
{
	static const struct {
		const char *name;
		char character;
	} entities[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

	for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++)
		if (strlen(entities[i].name) == length &&
		    memcmp(name, entities[i].name, length) == 0)
			return (uint32_t)entities[i].character;
	return 0;
}

/* &...; where it is one that is known; else the ampersand stands for itself. */
static int take_entity(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	const char *name = here(scan) + 1;
	size_t length = strcspn(name, ";&< \t\r\n\"'");
	uint32_t character = 0;

	if (name[length] == ';' && name[0] == '#' && length > 1 && length < 10) {
		bool hex = name[1] == 'x';
		char *end;
		unsigned long number = strtoul(name + 1 + hex, &end, hex ? 16 : 10);

		character = end == name + length && number > 0 && number <= 0x10FFFF
				    ? (uint32_t)number
				    : 0xFFFD;
	} else if (name[length] == ';') {
		character = named_entity(name, length);
	}
	if (!character)
		return take_text(scan, event, 1);
	int count = pdu_utf8_put(character, scan->character, sizeof scan->character);
	if (count < 0) /* a surrogate */
		count = pdu_utf8_put(0xFFFD, scan->character, sizeof scan->character);
	*event = (struct smsmodem_wbxml_event){
		.kind = SMSMODEM_WBXML_TEXT, .text = scan->character, .length = (size_t)count};
	scan->at += length + 2;
	return 1;
}

/* --- where it is --- */

static int take_cdata(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	scan->at += strlen("<![CDATA[");
	const char *text = here(scan);
	long length = skip_past(scan, "]]>");
	*event = (struct smsmodem_wbxml_event){.kind = SMSMODEM_WBXML_TEXT,
					       .text = text,
					       .length = length > 0 ? (size_t)length : 0};
	return length < 0 ? SMSMODEM_E_PDU : 1;
}

static int take_close(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	scan->at += 2;
	event->kind = SMSMODEM_WBXML_CLOSE;
	take_name(scan, event);
	return skip_past(scan, ">") < 0 ? SMSMODEM_E_PDU : 1;
}

/* @return 2: it was nothing that has an event */
static int take_markup(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	if (begins(scan, "<!--"))
		return skip_past(scan, "-->") < 0 ? SMSMODEM_E_PDU : 2;
	if (begins(scan, "<?"))
		return skip_past(scan, "?>") < 0 ? SMSMODEM_E_PDU : 2;
	if (begins(scan, "<![CDATA["))
		return take_cdata(scan, event);
	if (begins(scan, "<!"))
		return skip_declaration(scan) ? 2 : SMSMODEM_E_PDU;
	if (begins(scan, "</"))
		return take_close(scan, event);
	scan->at++;
	event->kind = SMSMODEM_WBXML_OPEN;
	take_name(scan, event);
	scan->state = PUSH_SCAN_TAG;
	return 1;
}

static int in_content(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	if (*here(scan) == '<')
		return take_markup(scan, event);
	if (*here(scan) == '&')
		return take_entity(scan, event);
	return take_text(scan, event, strcspn(here(scan), "<&"));
}

static int end_tag(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	event->kind = SMSMODEM_WBXML_CONTENT;
	event->empty = begins(scan, "/>");
	scan->at += event->empty ? 2 : 1;
	scan->state = event->empty ? PUSH_SCAN_EMPTY : PUSH_SCAN_CONTENT;
	return 1;
}

static int in_tag(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	scan->at += strspn(here(scan), BLANKS);
	if (begins(scan, ">") || begins(scan, "/>"))
		return end_tag(scan, event);
	if (begins(scan, "<") || begins(scan, "/") || scan->at >= scan->length)
		return SMSMODEM_E_PDU;
	event->kind = SMSMODEM_WBXML_ATTRIBUTE;
	take_name(scan, event);
	scan->at += strspn(here(scan), BLANKS);
	if (!begins(scan, "="))
		return SMSMODEM_E_PDU;
	scan->at++;
	scan->at += strspn(here(scan), BLANKS);
	if (!begins(scan, "\"") && !begins(scan, "'"))
		return SMSMODEM_E_PDU;
	scan->quote = scan->text[scan->at++];
	scan->state = PUSH_SCAN_VALUE;
	return 1;
}

static int in_value(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	const char ends[] = {scan->quote, '&', '\0'};

	if (*here(scan) == scan->quote) {
		scan->at++;
		scan->state = PUSH_SCAN_TAG;
		return 2;
	}
	if (*here(scan) == '&')
		return take_entity(scan, event);
	return take_text(scan, event, strcspn(here(scan), ends));
}

int push_scan_next(struct push_scan *scan, struct smsmodem_wbxml_event *event)
{
	int result = 2;

	while (result == 2) {
		*event = (struct smsmodem_wbxml_event){.kind = SMSMODEM_WBXML_END};
		if (scan->state == PUSH_SCAN_EMPTY) {
			event->kind = SMSMODEM_WBXML_CLOSE;
			event->name = scan->name; /* of an attribute by now: nobody asks */
			scan->state = PUSH_SCAN_CONTENT;
			return 1;
		}
		if (scan->at >= scan->length)
			return scan->state == PUSH_SCAN_CONTENT ? 0 : SMSMODEM_E_PDU;
		result = scan->state == PUSH_SCAN_TAG     ? in_tag(scan, event)
			 : scan->state == PUSH_SCAN_VALUE ? in_value(scan, event)
							  : in_content(scan, event);
	}
	return result;
}
