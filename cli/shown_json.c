/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown.h"
#include <stdlib.h>
#include <string.h>

static void set(json_t *object, const char *key, json_t *value)
{
	(void)json_object_set_new(object, key, value);
}

static json_t *hex_json(const uint8_t *octets, size_t count)
{
	static const char digits[] = "0123456789ABCDEF";
	char *hex = malloc(2 * count + 1);

	if (!hex)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		hex[2 * i] = digits[octets[i] >> 4];
		hex[2 * i + 1] = digits[octets[i] & 15];
	}
	json_t *string = json_stringn(hex, 2 * count);
	free(hex);
	return string;
}

static json_t *time_json(const struct smsmodem_time *time)
{
	int zone = abs(time->zone_minutes);

	if (!time->valid)
		return json_null();
	return json_sprintf("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", time->year, time->month,
			    time->day, time->hour, time->minute, time->second,
			    time->zone_minutes < 0 ? '-' : '+', zone / 60, zone % 60);
}

static json_t *validity_json(const struct smsmodem_validity *validity)
{
	switch (validity->format) {
	case SMSMODEM_VALIDITY_NONE: break;
	case SMSMODEM_VALIDITY_RELATIVE:
		return json_pack("{s:s, s:i}", "format", "relative", "seconds",
				 (int)validity->seconds);
	case SMSMODEM_VALIDITY_ABSOLUTE:
		return json_pack("{s:s, s:o}", "format", "absolute", "until",
				 time_json(&validity->until));
	case SMSMODEM_VALIDITY_ENHANCED:
		return json_pack("{s:s, s:o}", "format", "enhanced", "octets",
				 hex_json(validity->octets, sizeof validity->octets));
	}
	return json_null();
}

static json_t *udh_json(const struct smsmodem_tpdu *tpdu)
{
	json_t *list = json_array();
	struct smsmodem_ie ie;
	size_t position = 0;

	while (smsmodem_udh_next(tpdu, &position, &ie) > 0)
		(void)json_array_append_new(list, json_pack("{s:i, s:o}", "iei", ie.iei, "data",
							    hex_json(ie.data, ie.length)));
	return list;
}

struct shown_content shown_content(const struct smsmodem_message *message)
{
	enum smsmodem_encoding encoding = smsmodem_dcs_decode(message->parts[0].dcs).encoding;
	size_t size = SMSMODEM_TEXT_SIZE(message->count);
	struct shown_content content = {
		.is_text = encoding == SMSMODEM_ENCODING_GSM7 || encoding == SMSMODEM_ENCODING_UCS2,
		.octets = malloc(size),
	};

	if (!content.octets)
		return content;
	int length = content.is_text
			     ? smsmodem_text(message->parts, message->count, content.octets, size)
			     : smsmodem_data(message->parts, message->count,
					     (uint8_t *)content.octets, size);
	content.length = length > 0 ? (size_t)length : 0;
	return content;
}

/* The text, or the data where it is no text. false: out of memory */
static bool set_content(json_t *object, const struct smsmodem_message *message)
{
	struct shown_content content = shown_content(message);

	if (!content.octets)
		return false;
	if (content.is_text)
		set(object, "text", output_string(content.octets, content.length));
	else
		set(object, "data", hex_json((const uint8_t *)content.octets, content.length));
	free(content.octets);
	return true;
}

static void set_concat(json_t *object, const struct smsmodem_message *message)
{
	const struct smsmodem_concat *concat = &message->parts[0].concat;
	bool here[SMSMODEM_PARTS_MAX + 1] = {false};

	set(object, "parts", json_integer((json_int_t)(concat->ref_bits ? concat->total : 1)));
	if (!concat->ref_bits)
		return;
	set(object, "ref", json_integer(concat->ref));
	set(object, "ref_bits", json_integer(concat->ref_bits));
	if (message->total == 1) /* shown for itself, not joined */
		set(object, "part", json_integer(concat->seq));
	if (message->count >= message->total)
		return;
	json_t *missing = json_array();
	for (size_t i = 0; i < message->count; i++)
		here[message->parts[i].concat.seq] = true;
	for (int i = 1; i <= concat->total; i++)
		if (!here[i])
			(void)json_array_append_new(missing, json_integer(i));
	set(object, "incomplete", json_true());
	set(object, "missing", missing);
}

static void set_address(json_t *object, const char *key, const struct smsmodem_address *address)
{
	char type[32];

	(void)snprintf(type, sizeof type, "%s_type", key);
	set(object, key, output_string(address->text, strlen(address->text)));
	set(object, type, json_string(smsmodem_ton_name(smsmodem_address_ton(address))));
}

static void set_direction(json_t *object, const struct smsmodem_tpdu *tpdu)
{
	if (tpdu->kind == SMSMODEM_KIND_SUBMIT) {
		set_address(object, "to", &tpdu->peer);
		set(object, "mr", json_integer(tpdu->mr));
		set(object, "validity", validity_json(&tpdu->validity));
		if (tpdu->reject_duplicates)
			set(object, "reject_duplicates", json_true());
	} else {
		set_address(object, "from", &tpdu->peer);
		set(object, "time", time_json(&tpdu->scts));
	}
	if (tpdu->status_report)
		set(object, "report", json_true());
	if (tpdu->reply_path)
		set(object, "reply_path", json_true());
}

json_t *shown_report_json(const struct smsmodem_tpdu *report)
{
	enum smsmodem_delivery delivery = smsmodem_delivery_of(report->status);
	json_t *object = json_object();

	set(object, "kind", json_string("status-report"));
	set(object, "ref", json_integer(report->mr));
	set_address(object, "to", &report->peer);
	set(object, "time", time_json(&report->scts));
	set(object, "discharged", time_json(&report->discharged));
	set(object, "status", json_integer(report->status));
	set(object, "state", json_string(smsmodem_delivery_name(delivery)));
	set(object, "status_text", json_string(smsmodem_delivery_text(report->status)));
	return object;
}

json_t *shown_json(const struct smsmodem_message *message)
{
	const struct smsmodem_tpdu *tpdu = &message->parts[0];
	struct smsmodem_dcs dcs = smsmodem_dcs_decode(tpdu->dcs);

	if (tpdu->kind == SMSMODEM_KIND_STATUS_REPORT)
		return shown_report_json(tpdu);
	json_t *object = json_object();
	set(object, "kind", json_string(tpdu->kind == SMSMODEM_KIND_SUBMIT ? "submit" : "deliver"));
	set(object, "smsc",
	    tpdu->smsc.text[0] ? output_string(tpdu->smsc.text, strlen(tpdu->smsc.text))
			       : json_null());
	set_direction(object, tpdu);
	set(object, "pid", json_integer(tpdu->pid));
	set(object, "dcs", json_integer(tpdu->dcs));
	set(object, "class",
	    dcs.message_class >= 0 ? json_integer(dcs.message_class) : json_null());
	set(object, "encoding", json_string(smsmodem_encoding_name(dcs.encoding)));
	if (!set_content(object, message)) {
		json_decref(object);
		return NULL;
	}
	set_concat(object, message);
	if (tpdu->ports.bits)
		set(object, "ports",
		    json_pack("{s:i, s:i}", "dst", tpdu->ports.dst, "src", tpdu->ports.src));
	if (tpdu->udh_len > 0)
		set(object, "udh", udh_json(tpdu));
	if (dcs.mwi)
		set(object, "mwi",
		    json_pack("{s:b, s:b, s:i}", "active", dcs.mwi_active, "discard",
			      dcs.mwi_discard, "type", dcs.mwi_type));
	return object;
}
