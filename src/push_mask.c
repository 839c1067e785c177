/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in a provisioning document that came as text (OMA-TS-ProvCont). */
#include "push_private.h"
#include <stdlib.h>
#include <string.h>

static const char stars[] = "****"; /* how long it is, is a secret too */

/* What has been seen of an element. */
struct element {
	bool is_name;      /* the value that is read is that of the attribute "name" */
	bool is_value;     /* or of "value" */
	size_t start, end; /* of the attribute "value", in the text */
	char name[64];
	size_t name_len;
};

struct masked {
	const char *xml;
	size_t copied; /* of it */
	char *out;
	size_t length;
};

static void copy(struct masked *masked, size_t end)
{
	memcpy(masked->out + masked->length, masked->xml + masked->copied, end - masked->copied);
	masked->length += end - masked->copied;
	masked->copied = end;
}

static void take_attribute(struct element *element, const char *name, size_t at)
{
	element->is_name = strcmp(name, "name") == 0;
	element->is_value = strcmp(name, "value") == 0;
	if (element->is_value)
		element->start = element->end = at;
}

static void take_piece(struct element *element, const struct smsmodem_wbxml_event *event, size_t at)
{
	if (element->is_value)
		element->end = at;
	if (!element->is_name || event->length > sizeof element->name - 1 - element->name_len)
		return;
	memcpy(element->name + element->name_len, event->text, event->length);
	element->name_len += event->length;
	element->name[element->name_len] = '\0';
}

static void hide(const struct element *element, struct masked *masked)
{
	if (element->end <= element->start || element->start < masked->copied)
		return;
	copy(masked, element->start);
	memcpy(masked->out + masked->length, stars, sizeof stars - 1);
	masked->length += sizeof stars - 1;
	masked->copied = element->end;
}

/* @return false: the text ended within the element */
static bool walk(struct push_scan *scan, struct element *element, struct masked *masked)
{
	struct smsmodem_wbxml_event event;
	int result;

	while ((result = push_scan_next(scan, &event)) > 0) {
		if (event.kind == SMSMODEM_WBXML_OPEN)
			*element = (struct element){0};
		else if (event.kind == SMSMODEM_WBXML_ATTRIBUTE)
			take_attribute(element, event.name, scan->at);
		else if (event.kind == SMSMODEM_WBXML_TEXT)
			take_piece(element, &event, scan->at);
		else if (event.kind == SMSMODEM_WBXML_CONTENT &&
			 smsmodem_prov_is_secret(element->name))
			hide(element, masked);
	}
	return result == 0;
}

char *push_mask(const char *xml, size_t length)
{
	struct push_scan scan = {.text = xml, .length = length};
	struct element element = {0};
	/* an element with a name and a value is far longer than the stars */
	struct masked masked = {.xml = xml, .out = malloc(2 * length + sizeof stars)};

	if (!masked.out)
		return NULL;
	if (!walk(&scan, &element, &masked))
		hide(&element, &masked); /* it may have been one */
	copy(&masked, length);
	masked.out[masked.length] = '\0';
	return masked.out;
}
