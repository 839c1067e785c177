/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes that came: decoded, asked, freed. */
#include "push_private.h"
#include <stdlib.h>
#include <string.h>

#define WSP_SECURE_LAST 9203 /* 9200..9203: WSP, with or without sessions and security */

void smsmodem_push_free(struct smsmodem_push *push)
{
	if (!push)
		return;
	for (struct push_block *block = push->blocks, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	free(push->fields.fields);
	free(push->headers.fields);
	free(push->octets);
	free(push->xml);
	free(push);
}

/* --- decoding --- */

static struct smsmodem_push *new_push(const uint8_t *octets, size_t length,
				      struct smsmodem_error *error)
{
	struct smsmodem_push *push = NULL;

	if (length > SMSMODEM_DATAGRAM_MAX) {
		(void)smsmodem_error_set(error, SMSMODEM_E_PDU,
					 "a push of %zu octets: no 255 parts hold more than %d",
					 length, SMSMODEM_DATAGRAM_MAX);
		return NULL;
	}
	push = calloc(1, sizeof *push);
	/* exactly as long as it is, so that nothing behind it is read unseen */
	if (push && (push->octets = malloc(length ? length : 1)) != NULL) {
		if (length > 0)
			memcpy(push->octets, octets, length);
		push->length = push->body_len = length;
		push->body = push->octets;
		return push;
	}
	free(push);
	(void)smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	return NULL;
}

/* What went wrong on the way to the end. */
static int finish(struct smsmodem_push *push, int result, struct smsmodem_push **out,
		  struct smsmodem_error *error)
{
	if (result >= 0)
		push_find_secrets(push);
	if (result >= 0 && push->problem[0])
		push_put_text(push, (struct push_label){PUSH_PROBLEM_KEY, "damaged", false}, 0,
			      push->problem, strlen(push->problem));
	if (result >= 0 && push->out_of_memory)
		result = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (result < 0) {
		smsmodem_push_free(push);
		return result;
	}
	*out = push;
	return SMSMODEM_OK;
}

static int read_wsp(struct smsmodem_push *push, const struct smsmodem_prov_keys *keys,
		    struct smsmodem_error *error)
{
	int result = push_read_wsp(push, error);

	if (result >= 0)
		push_read_body(push, keys);
	return result;
}

/* The settings of phones before OMA's are WSP, at a port of their own. */
static int read_settings(struct smsmodem_push *push, const struct smsmodem_prov_keys *keys,
			 struct smsmodem_error *error)
{
	push->smart = SMSMODEM_SMART_SETTINGS;
	push->secrets = true;
	int result = read_wsp(push, keys, error);
	if (result >= 0 && push->kind == SMSMODEM_PUSH_XML)
		push->kind = SMSMODEM_PUSH_SMART;
	return result;
}

static bool is_wsp(const struct smsmodem_ports *ports)
{
	return !ports || ports->dst == SMSMODEM_PORT_PUSH ||
	       ports->dst == SMSMODEM_PORT_PUSH_SECURE ||
	       (ports->src >= SMSMODEM_PORT_WSP && ports->src <= WSP_SECURE_LAST &&
		smsmodem_smart_kind_of(ports->dst) == SMSMODEM_SMART_NONE);
}

int smsmodem_push_decode(const uint8_t *octets, size_t length, const struct smsmodem_ports *ports,
			 const struct smsmodem_prov_keys *keys, struct smsmodem_push **push,
			 struct smsmodem_error *error)
{
	bool wsp = is_wsp(ports);
	enum smsmodem_smart_kind kind =
		wsp ? SMSMODEM_SMART_NONE : smsmodem_smart_kind_of(ports->dst);
	int result;

	*push = NULL;
	if (!wsp && kind == SMSMODEM_SMART_NONE)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "nothing that is known comes to port %d", ports->dst);
	struct smsmodem_push *made = new_push(octets, length, error);
	if (!made)
		return length > SMSMODEM_DATAGRAM_MAX ? SMSMODEM_E_PDU : SMSMODEM_E_MEMORY;
	if (kind == SMSMODEM_SMART_SETTINGS)
		result = read_settings(made, keys, error);
	else
		result = wsp ? read_wsp(made, keys, error)
			     : push_read_smart(made, ports->dst, error);
	return finish(made, result, push, error);
}

int smsmodem_push_decode_body(const uint8_t *octets, size_t length, const char *content_type,
			      const struct smsmodem_prov_keys *keys, struct smsmodem_push **push,
			      struct smsmodem_error *error)
{
	const char *type = content_type ? content_type : push_guess(octets, length);
	struct smsmodem_wsp wsp;

	*push = NULL;
	if (!type && smsmodem_wsp_decode(octets, length, &wsp, NULL) >= 0)
		return smsmodem_push_decode(octets, length, NULL, keys, push, error);
	if (!type)
		return smsmodem_error_set(error, SMSMODEM_E_PDU,
					  "no document that is known, no MMS message and no push");
	struct smsmodem_push *made = new_push(octets, length, error);
	if (!made)
		return length > SMSMODEM_DATAGRAM_MAX ? SMSMODEM_E_PDU : SMSMODEM_E_MEMORY;
	push_put_type(made, type, 0);
	push_read_body(made, keys);
	return finish(made, SMSMODEM_OK, push, error);
}

/* --- asking --- */

enum smsmodem_push_kind smsmodem_push_kind(const struct smsmodem_push *push)
{
	return push->kind;
}

const char *smsmodem_push_type(const struct smsmodem_push *push)
{
	switch (push->kind) {
	case SMSMODEM_PUSH_SI: return "si";
	case SMSMODEM_PUSH_SL: return "sl";
	case SMSMODEM_PUSH_MMS: return "mms";
	case SMSMODEM_PUSH_DM: return "dm";
	case SMSMODEM_PUSH_SMART:
		return push->profile ? "profile" : smsmodem_smart_name(push->smart);
	case SMSMODEM_PUSH_XML:
	case SMSMODEM_PUSH_CO:
	case SMSMODEM_PUSH_EMN:
	case SMSMODEM_PUSH_PROV: return "xml";
	case SMSMODEM_PUSH_OTHER: break;
	}
	return "other";
}

size_t smsmodem_push_fields(const struct smsmodem_push *push,
			    const struct smsmodem_push_field **fields)
{
	*fields = push->fields.fields;
	return push->fields.count;
}

const struct smsmodem_push_field *smsmodem_push_find(const struct smsmodem_push *push,
						     const char *key)
{
	for (size_t i = 0; i < push->fields.count; i++)
		if (strcmp(push->fields.fields[i].key, key) == 0)
			return &push->fields.fields[i];
	return NULL;
}

size_t smsmodem_push_headers(const struct smsmodem_push *push,
			     const struct smsmodem_push_field **headers)
{
	*headers = push->headers.fields;
	return push->headers.count;
}

const struct smsmodem_bitmap *smsmodem_push_bitmap(const struct smsmodem_push *push)
{
	return push->has_bitmap ? &push->bitmap : NULL;
}

size_t smsmodem_push_body(const struct smsmodem_push *push, const uint8_t **body)
{
	*body = push->body;
	return push->body_len;
}
