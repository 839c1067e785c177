/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown_json.h"
#include <stdlib.h>
#include <string.h>

#define IEI_SPECIAL 0x01 /* special SMS message indication (23.040 9.2.3.24.2) */

void shown_set(json_t *object, const char *key, json_t *value)
{
	(void)json_object_set_new(object, key, value);
}

json_t *shown_hex(const uint8_t *octets, size_t count)
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

void shown_set_time(json_t *object, const char *key, const struct smsmodem_time *time)
{
	int zone = abs(time->zone_minutes);
	char octets[32];

	if (time->valid) {
		shown_set(object, key,
			  json_sprintf("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", time->year,
				       time->month, time->day, time->hour, time->minute,
				       time->second, time->zone_minutes < 0 ? '-' : '+', zone / 60,
				       zone % 60));
		return;
	}
	(void)snprintf(octets, sizeof octets, "%s_octets", key);
	shown_set(object, key, json_null());
	shown_set(object, octets, shown_hex(time->octets, sizeof time->octets));
}

void shown_set_address(json_t *object, const char *key, const struct smsmodem_address *address)
{
	char type[32];

	(void)snprintf(type, sizeof type, "%s_type", key);
	shown_set(object, key, output_string(address->text, strlen(address->text)));
	shown_set(object, type, json_string(smsmodem_ton_name(smsmodem_address_ton(address))));
}

void shown_set_smsc(json_t *object, const struct smsmodem_tpdu *tpdu)
{
	const char *smsc = tpdu->smsc.text;

	shown_set(object, "smsc", *smsc ? output_string(smsc, strlen(smsc)) : json_null());
}

void shown_set_pid(json_t *object, uint8_t pid)
{
	shown_set(object, "pid", json_integer(pid));
	if (pid)
		shown_set(object, "pid_text", json_string(smsmodem_pid_text(pid)));
}

void shown_set_dcs(json_t *object, uint8_t octet)
{
	struct smsmodem_dcs dcs = smsmodem_dcs_decode(octet);

	shown_set(object, "dcs", json_integer(octet));
	shown_set(object, "class",
		  dcs.message_class >= 0 ? json_integer(dcs.message_class) : json_null());
	shown_set(object, "encoding", json_string(smsmodem_encoding_name(dcs.encoding)));
	if (dcs.auto_delete)
		shown_set(object, "auto_delete", json_true());
	if (dcs.mwi)
		shown_set(object, "mwi",
			  json_pack("{s:b, s:b, s:i, s:s}", "active", dcs.mwi_active, "discard",
				    dcs.mwi_discard, "type", dcs.mwi_type, "type_name",
				    shown_waiting_name(dcs.mwi_type)));
}

const char *shown_waiting_name(unsigned type)
{
	static const char *const names[] = {"voice", "fax", "e-mail", "other"};

	return names[type & 3];
}

static void set_special(json_t *object, const struct smsmodem_ie *ie)
{
	json_t *list = json_object_get(object, "indications");

	if (!list) {
		list = json_array();
		shown_set(object, "indications", list);
	}
	(void)json_array_append_new(list,
				    json_pack("{s:i, s:s, s:i, s:b}", "type", ie->data[0] & 0x7F,
					      "type_name", shown_waiting_name(ie->data[0]), "count",
					      ie->data[1], "store", ie->data[0] & 0x80));
}

void shown_set_header(json_t *object, const struct smsmodem_tpdu *tpdu)
{
	json_t *list = json_array();
	struct smsmodem_ie ie;
	size_t position = 0;

	while (smsmodem_udh_next(tpdu, &position, &ie) > 0) {
		(void)json_array_append_new(list, json_pack("{s:i, s:s, s:o}", "iei", ie.iei,
							    "name", smsmodem_iei_name(ie.iei),
							    "data", shown_hex(ie.data, ie.length)));
		if (ie.iei == IEI_SPECIAL && ie.length >= 2)
			set_special(object, &ie);
	}
	if (tpdu->ports.bits)
		shown_set(object, "ports",
			  json_pack("{s:i, s:i}", "dst", tpdu->ports.dst, "src", tpdu->ports.src));
	if (tpdu->shift.locking || tpdu->shift.single)
		shown_set(object, "shift",
			  json_pack("{s:i, s:i}", "locking", tpdu->shift.locking, "single",
				    tpdu->shift.single));
	if (tpdu->udh_len > 0)
		shown_set(object, "udh", list);
	else
		json_decref(list);
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

bool shown_set_content(json_t *object, const struct smsmodem_message *message)
{
	struct shown_content content = shown_content(message);

	if (!content.octets)
		return false;
	if (content.is_text)
		shown_set(object, "text", output_string(content.octets, content.length));
	else
		shown_set(object, "data",
			  shown_hex((const uint8_t *)content.octets, content.length));
	free(content.octets);
	return true;
}
