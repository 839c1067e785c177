/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the vectors assert of a push, key by key. */
#ifndef WAP_KEYS_H
#define WAP_KEYS_H

#include "vectors_support.h"
#include "wbxml_canonical.h"
#include <smsmodem/push.h>
#include <strings.h>

/** A row, as far as it could be read: its SMS, and the whole push if all parts have been seen. */
struct wap_row {
	const struct vector *vector;
	bool is_tpdu;
	struct smsmodem_tpdu tpdu;
	struct smsmodem_push *push; /* NULL: parts are missing yet */
	const uint8_t *octets;      /* all of it */
	size_t length;
};

static inline const char *wap_string(const struct wap_row *row, const char *key)
{
	const struct smsmodem_push_field *field = smsmodem_push_find(row->push, key);

	return field && field->kind == SMSMODEM_PUSH_TEXT ? field->text : NULL;
}

static inline bool wap_is_string(const struct wap_row *row, const char *key, const json_t *value)
{
	const char *text = wap_string(row, key);

	return text && json_is_string(value) && strcmp(text, json_string_value(value)) == 0;
}

/* Names of tokens: sources begin them with a capital letter. */
static inline bool wap_is_name(const struct wap_row *row, const char *key, const json_t *value)
{
	const char *text = wap_string(row, key);

	return text && json_is_string(value) && strcasecmp(text, json_string_value(value)) == 0;
}

static inline bool wap_is_number(const struct wap_row *row, const char *key, const json_t *value)
{
	const struct smsmodem_push_field *field = smsmodem_push_find(row->push, key);

	return field && field->kind == SMSMODEM_PUSH_NUMBER && json_is_integer(value) &&
	       field->number == json_integer_value(value);
}

/* --- of the SMS --- */

static bool wap_peer(const struct wap_row *row, const json_t *v)
{
	return row->is_tpdu && strcmp(row->tpdu.peer.text, json_string_value(v)) == 0;
}

static bool wap_smsc(const struct wap_row *row, const json_t *v)
{
	return row->is_tpdu && strcmp(row->tpdu.smsc.text, json_string_value(v)) == 0;
}

static bool wap_is_member(const json_t *object, const char *key, int number)
{
	const json_t *value = json_object_get(object, key);

	return json_is_integer(value) && json_integer_value(value) == number;
}

static bool wap_concat(const struct wap_row *row, const json_t *v)
{
	const struct smsmodem_concat *concat = &row->tpdu.concat;

	return json_object_size(v) == 4 && wap_is_member(v, "bits", concat->ref_bits) &&
	       wap_is_member(v, "ref", concat->ref) && wap_is_member(v, "seq", concat->seq) &&
	       wap_is_member(v, "total", concat->total);
}

static bool wap_ports(const struct wap_row *row, const json_t *v)
{
	const struct smsmodem_ports *ports = &row->tpdu.ports;

	return json_object_size(v) == 3 && wap_is_member(v, "bits", ports->bits) &&
	       wap_is_member(v, "dst", ports->dst) && wap_is_member(v, "src", ports->src);
}

static bool wap_part(const struct wap_row *row, const json_t *v)
{
	return json_integer_value(v) == row->tpdu.concat.seq;
}

static bool wap_parts(const struct wap_row *row, const json_t *v)
{
	return json_integer_value(v) == row->tpdu.concat.total;
}

static bool wap_prefix(const struct wap_row *row, const json_t *v)
{
	uint8_t wanted[64];
	size_t length = octets_of(json_string_value(v), wanted, sizeof wanted);

	return row->length >= length && memcmp(row->octets, wanted, length) == 0;
}

/* --- of the push --- */

static bool wap_is_mms(const struct wap_row *row, const json_t *v)
{
	bool is = smsmodem_push_kind(row->push) == SMSMODEM_PUSH_MMS;

	return json_is_boolean(v) && json_is_true(v) == is;
}

static bool wap_is_push(const struct wap_row *row, const json_t *v)
{
	return json_is_true(v) && smsmodem_push_find(row->push, "tid");
}

static bool wap_tid(const struct wap_row *row, const json_t *v)
{
	return wap_is_number(row, "tid", v);
}

static bool wap_content_type(const struct wap_row *row, const json_t *v)
{
	return wap_is_string(row, "content_type", v);
}

static bool wap_xml(const struct wap_row *row, const json_t *v)
{
	const char *xml = smsmodem_push_xml_text(row->push, 0);
	/* a text is given as it came */
	bool text = strncmp(wap_string(row, "content_type"), "text/", 5) == 0;

	if (xml && !text)
		assert_same_xml(row->vector->id, xml, json_string_value(v), false);
	return xml && (!text || strcmp(xml, json_string_value(v)) == 0);
}

static bool wap_location(const struct wap_row *row, const json_t *v)
{
	return wap_is_string(row, "location", v);
}

static bool wap_expiry(const struct wap_row *row, const json_t *v)
{
	return wap_is_number(row, "expiry_seconds", v);
}

static bool wap_from(const struct wap_row *row, const json_t *v)
{
	return wap_is_string(row, "from", v);
}

static bool wap_subject(const struct wap_row *row, const json_t *v)
{
	return wap_is_string(row, "subject", v);
}

static bool wap_class(const struct wap_row *row, const json_t *v)
{
	return wap_is_name(row, "class", v);
}

static bool wap_size(const struct wap_row *row, const json_t *v)
{
	return wap_is_number(row, "size", v);
}

static bool wap_message_type(const struct wap_row *row, const json_t *v)
{
	return wap_is_string(row, "message_type", v);
}

static bool wap_version(const struct wap_row *row, const json_t *v)
{
	return wap_is_string(row, "version", v);
}

static bool wap_transaction(const struct wap_row *row, const json_t *v)
{
	return wap_is_string(row, "transaction", v);
}

/* The MAC that a source has for the document, made here with what both share. */
static bool wap_mac(const struct wap_row *row, const json_t *v, enum smsmodem_prov_sec sec)
{
	const struct smsmodem_prov_keys keys = {
		.pin = json_string_value(json_object_get(v, "pin")),
		.imsi = json_string_value(json_object_get(v, "imsi")),
	};
	const char *wanted = json_string_value(json_object_get(v, "hmac_sha1"));
	char mac[SMSMODEM_MAC_SIZE];
	const uint8_t *body;
	size_t length = smsmodem_push_body(row->push, &body);

	return json_object_size(v) == 2 && wanted &&
	       smsmodem_prov_mac(sec, &keys, body, length, mac, NULL) == SMSMODEM_OK &&
	       strcasecmp(mac, wanted) == 0;
}

static bool wap_userpin(const struct wap_row *row, const json_t *v)
{
	return wap_mac(row, v, SMSMODEM_SEC_USERPIN);
}

static bool wap_netpin(const struct wap_row *row, const json_t *v)
{
	return wap_mac(row, v, SMSMODEM_SEC_NETWPIN);
}

struct wap_key {
	const char *key;
	bool (*check)(const struct wap_row *, const json_t *);
	bool of_part;        /* known once the part is */
	const char *ignored; /* why, instead */
};

static const struct wap_key wap_keys[] = {
	{"oa", wap_peer, true, NULL},
	{"smsc", wap_smsc, true, NULL},
	{"concat", wap_concat, true, NULL},
	{"ports", wap_ports, true, NULL},
	{"part", wap_part, true, NULL},
	{"parts", wap_parts, true, NULL},
	{"reassembled_hex_prefix", wap_prefix, false, NULL},
	{"is_mms", wap_is_mms, false, NULL},
	{"is_wap_push", wap_is_push, false, NULL},
	{"tid", wap_tid, false, NULL},
	{"content_type", wap_content_type, false, NULL},
	{"xml", wap_xml, false, NULL},
	{"content_location", wap_location, false, NULL},
	{"expiry_relative_s", wap_expiry, false, NULL},
	{"from", wap_from, false, NULL},
	{"subject", wap_subject, false, NULL},
	{"message_class", wap_class, false, NULL},
	{"message_size", wap_size, false, NULL},
	{"message_type", wap_message_type, false, NULL},
	{"mms_version", wap_version, false, NULL},
	{"transaction_id", wap_transaction, false, NULL},
	{"mac_userpin", wap_userpin, false, NULL},
	{"mac_networkpin", wap_netpin, false, NULL},
	{"layer", NULL, true, "how the row is read"},
	{"group", NULL, true, "how it is joined"},
	{"udh", NULL, true, "given to the decoder"},
	{"reassembled", NULL, true, "its keys are looked at"},
	{"note", NULL, true, "a comment"},
	{"origin", NULL, true, "a comment"},
	{"fields_by", NULL, true, "a comment"},
};

static const struct wap_key *wap_key_find(const char *key)
{
	for (size_t i = 0; i < COUNT(wap_keys); i++)
		if (strcmp(wap_keys[i].key, key) == 0)
			return &wap_keys[i];
	return NULL;
}

#endif
