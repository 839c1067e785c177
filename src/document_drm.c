/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DRM rights (OMA-Download-DRMREL). libwbxml2 0.11 drops the prefixes of their names, which it then
 * finds no tokens of. So document_read gives it names without a colon, and here the literals that
 * it makes of them become the tokens that they have.
 */
#include "document.h"
#include <smsmodem/wbxml.h>
#include <string.h>
#include <wbxml_tokens.h>

#define KEY_MAX   96
#define KEY_VALUE 0x0C /* ds:KeyValue, whose base64 is sent as octets */

struct drm_writer {
	uint8_t *octets;
	size_t used, size;
	size_t tag_at;
	bool full, in_attributes, has_attributes, is_key;
};

static void put(struct drm_writer *out, uint8_t octet)
{
	if (out->used < out->size)
		out->octets[out->used++] = octet;
	else
		out->full = true;
}

static void put_string(struct drm_writer *out, const char *text, size_t length)
{
	put(out, PDU_WBXML_STR_I);
	for (size_t i = 0; i < length; i++)
		put(out, (uint8_t)text[i]);
	put(out, '\0');
}

static bool is_name(const char *token, const char *name, size_t length)
{
	if (strlen(token) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (token[i] != name[i] && (token[i] != ':' || name[i] != '.'))
			return false;
	return true;
}

/* @return its token, or 0: there is none */
static uint8_t token_of(const struct pdu_wbxml_list *list, const char *name, size_t length)
{
	for (size_t i = 0; i < list->count; i++)
		if (is_name(list->tokens[i].name, name, length))
			return (uint8_t)list->tokens[i].key;
	return 0;
}

/* RFC 4648 4 @return the six bits of a character, or -1 */
static int base64_value(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* @return octets written, or -1: it is no base64, or too long for a key */
static int base64_decode(const char *text, size_t length, uint8_t octets[KEY_MAX])
{
	uint32_t bits = 0;
	unsigned count = 0;
	int used = 0;

	while (length > 0 && text[length - 1] == '=')
		length--;
	for (size_t i = 0; i < length; i++) {
		int value = base64_value(text[i]);

		if (value < 0 || used >= KEY_MAX)
			return -1;
		bits = bits << 6 | (uint32_t)value;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		octets[used++] = (uint8_t)(bits >> count);
	}
	return used;
}

static bool put_key(struct drm_writer *out, const char *text, size_t length)
{
	uint8_t octets[KEY_MAX];
	int count = base64_decode(text, length, octets);

	if (count < 0)
		return false;
	put(out, PDU_WBXML_OPAQUE);
	put(out, (uint8_t)count);
	for (int i = 0; i < count; i++)
		put(out, octets[i]);
	return true;
}

static bool put_text(struct drm_writer *out, const struct smsmodem_wbxml_event *event)
{
	const struct pdu_wbxml_language *drm = pdu_wbxml_languages[SMSMODEM_WBXML_DRMREL];
	uint8_t token = out->in_attributes ? token_of(&drm->values, event->text, event->length) : 0;

	if (out->is_key && !out->in_attributes)
		return put_key(out, event->text, event->length);
	if (token)
		put(out, token);
	else
		put_string(out, event->text, event->length);
	return true;
}

static bool put_tag(struct drm_writer *out, const char *name)
{
	const struct pdu_wbxml_language *drm = pdu_wbxml_languages[SMSMODEM_WBXML_DRMREL];
	uint8_t token = token_of(&drm->tags, name, strlen(name));

	out->tag_at = out->used;
	out->is_key = token == KEY_VALUE;
	out->in_attributes = true;
	out->has_attributes = false;
	put(out, token | PDU_WBXML_HAS_CONTENT);
	return token;
}

static bool put_attribute(struct drm_writer *out, const char *name)
{
	const struct pdu_wbxml_language *drm = pdu_wbxml_languages[SMSMODEM_WBXML_DRMREL];
	uint8_t token = token_of(&drm->attributes, name, strlen(name));

	out->has_attributes = true;
	put(out, token);
	return token;
}

static void put_contents(struct drm_writer *out, bool empty)
{
	if (out->full)
		return;
	if (out->has_attributes) {
		out->octets[out->tag_at] |= PDU_WBXML_HAS_ATTRIBUTES;
		put(out, PDU_WBXML_END);
	}
	if (empty)
		out->octets[out->tag_at] &= (uint8_t)~PDU_WBXML_HAS_CONTENT;
	out->in_attributes = false;
}

/* @return false: rights have no such element, attribute or key */
static bool put_event(struct drm_writer *out, const struct smsmodem_wbxml_event *event,
		      bool *was_empty)
{
	switch (event->kind) {
	case SMSMODEM_WBXML_OPEN: return put_tag(out, event->name);
	case SMSMODEM_WBXML_ATTRIBUTE: return put_attribute(out, event->name);
	case SMSMODEM_WBXML_CONTENT:
		*was_empty = event->empty;
		put_contents(out, event->empty);
		return true;
	case SMSMODEM_WBXML_TEXT: return put_text(out, event);
	case SMSMODEM_WBXML_CLOSE:
		if (!*was_empty)
			put(out, PDU_WBXML_END);
		*was_empty = false;
		return true;
	case SMSMODEM_WBXML_END:
	default: return true;
	}
}

static int refuse(const struct smsmodem_wbxml_event *event, struct smsmodem_error *error)
{
	char name[64] = "";

	if (event->kind == SMSMODEM_WBXML_TEXT)
		return smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"the ds:KeyValue of the rights is no base64 of at most %d "
			"octets",
			KEY_MAX);
	for (size_t i = 0; i < sizeof name - 1 && event->name[i]; i++)
		name[i] = event->name[i];
	for (char *dot = strchr(name, '.'); dot; dot = strchr(dot, '.'))
		*dot = ':';
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "DRM rights have no \"%s\": its elements begin with o-ex:, "
				  "o-dd: or ds:, as OMA-Download-DRMREL has them",
				  name);
}

int document_drm(const uint8_t *literals, size_t length, uint8_t *wbxml, size_t size,
		 struct smsmodem_error *error)
{
	/* Version 1.3, DRMREL 1.0, UTF-8, no string table. */
	static const uint8_t head[] = {0x03, 0x0E, 0x6A, 0x00};
	struct drm_writer out = {.octets = wbxml, .size = size};
	struct smsmodem_wbxml_event event;
	struct smsmodem_wbxml reader;
	bool was_empty = false;
	int code = smsmodem_wbxml_begin(&reader, literals, length, NULL, NULL);

	for (size_t i = 0; i < sizeof head; i++)
		put(&out, head[i]);
	while (code >= 0 && (code = smsmodem_wbxml_next(&reader, &event, NULL)) > 0)
		if (!put_event(&out, &event, &was_empty))
			return refuse(&event, error);
	if (code < 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the rights cannot be made binary");
	if (out.full)
		return smsmodem_error_set(error, SMSMODEM_E_SPACE,
					  "the rights do not fit %zu octets", size);
	return (int)out.used;
}
