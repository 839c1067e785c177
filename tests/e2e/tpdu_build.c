/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encode TPDUs that the program has no options for: a line of JSON in, its PDU in hexadecimal out.
 * Keys that are absent are 0, false or empty.
 *
 *    kind deliver|submit, mr, pid, dcs, more, lp, rp, report, rd
 *    smsc, peer: [type of address, text]
 *    scts: [year, month, day, hour, minute, second, minutes of the zone]
 *    relative: seconds | absolute: as scts | enhanced: 14 digits
 *    udh: digits, with UDHL; and text: characters of the default alphabet, or data: digits
 */
#include "pdu.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void require(bool condition, const char *what)
{
	if (condition)
		return;
	(void)fprintf(stderr, "tpdu_build: %s\n", what);
	exit(1);
}

static long long number(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static bool flag(const json_t *object, const char *key)
{
	return json_is_true(json_object_get(object, key));
}

static size_t digits(const json_t *object, const char *key, uint8_t *octets, size_t size)
{
	const char *hex = json_string_value(json_object_get(object, key));
	size_t bad;
	int count = pdu_hex_decode(hex ? hex : "", hex ? strlen(hex) : 0, octets, size, &bad);

	require(count >= 0, key);
	return (size_t)count;
}

static void take_address(const json_t *pair, struct smsmodem_address *address)
{
	const char *text = json_string_value(json_array_get(pair, 1));

	if (!text)
		return;
	require(strlen(text) < sizeof address->text, "address");
	address->toa = (uint8_t)json_integer_value(json_array_get(pair, 0));
	memcpy(address->text, text, strlen(text) + 1);
}

static struct smsmodem_time take_time(const json_t *list)
{
	int field[7] = {0};

	for (size_t i = 0; i < 7; i++)
		field[i] = (int)json_integer_value(json_array_get(list, i));
	return (struct smsmodem_time){.year = (uint16_t)field[0],
				      .month = (uint8_t)field[1],
				      .day = (uint8_t)field[2],
				      .hour = (uint8_t)field[3],
				      .minute = (uint8_t)field[4],
				      .second = (uint8_t)field[5],
				      .zone_minutes = (int16_t)field[6],
				      .valid = true};
}

static void take_validity(const json_t *object, struct smsmodem_validity *validity)
{
	const json_t *absolute = json_object_get(object, "absolute");

	if (absolute) {
		validity->format = SMSMODEM_VALIDITY_ABSOLUTE;
		validity->until = take_time(absolute);
	} else if (json_object_get(object, "relative")) {
		validity->format = SMSMODEM_VALIDITY_RELATIVE;
		validity->seconds = (uint32_t)number(object, "relative");
	} else if (json_object_get(object, "enhanced")) {
		validity->format = SMSMODEM_VALIDITY_ENHANCED;
		(void)digits(object, "enhanced", validity->octets, sizeof validity->octets);
	}
}

/* The text behind the header, from the next border of septets on (23.040 9.2.3.24). */
static void take_text(const char *text, struct smsmodem_tpdu *tpdu)
{
	uint8_t septets[162];
	size_t count = 0, length = strlen(text), step;
	size_t header_bits = (size_t)8 * tpdu->udh_len, header = (header_bits + 6) / 7;

	for (size_t at = 0; at < length; at += step) {
		uint32_t character = 0;
		int octets = pdu_utf8_get(text + at, length - at, &character);
		int one = pdu_gsm7_from_character(character, septets + count);

		require(octets > 0 && one > 0, "text");
		step = (size_t)octets;
		count += (size_t)one;
		require(header + count <= 160, "long text");
	}
	int octets =
		pdu_gsm7_pack(septets, count, (unsigned)(7 * header - header_bits),
			      tpdu->ud + tpdu->udh_len, sizeof tpdu->ud - (size_t)tpdu->udh_len);
	require(octets >= 0, "packing");
	tpdu->ud_len = (uint8_t)(tpdu->udh_len + octets);
	tpdu->udl = (uint8_t)(header + count);
}

static void take_user_data(const json_t *object, struct smsmodem_tpdu *tpdu)
{
	const char *text = json_string_value(json_object_get(object, "text"));

	tpdu->udh_len = (uint8_t)digits(object, "udh", tpdu->ud, SMSMODEM_UD_MAX);
	if (text) {
		take_text(text, tpdu);
		return;
	}
	size_t count = digits(object, "data", tpdu->ud + tpdu->udh_len,
			      SMSMODEM_UD_MAX - (size_t)tpdu->udh_len);
	tpdu->udl = tpdu->ud_len = (uint8_t)(tpdu->udh_len + count);
}

static void build(const json_t *object)
{
	const char *kind = json_string_value(json_object_get(object, "kind"));
	struct smsmodem_tpdu tpdu = {0};
	uint8_t octets[SMSMODEM_PDU_MAX];
	char hex[2 * SMSMODEM_PDU_MAX + 1];

	tpdu.kind =
		kind && strcmp(kind, "submit") == 0 ? SMSMODEM_KIND_SUBMIT : SMSMODEM_KIND_DELIVER;
	take_address(json_object_get(object, "smsc"), &tpdu.smsc);
	take_address(json_object_get(object, "peer"), &tpdu.peer);
	tpdu.mr = (uint8_t)number(object, "mr");
	tpdu.pid = (uint8_t)number(object, "pid");
	tpdu.dcs = (uint8_t)number(object, "dcs");
	tpdu.no_more = !flag(object, "more");
	tpdu.loop_prevention = flag(object, "lp");
	tpdu.reply_path = flag(object, "rp");
	tpdu.status_report = flag(object, "report");
	tpdu.reject_duplicates = flag(object, "rd");
	tpdu.scts = take_time(json_object_get(object, "scts"));
	take_validity(object, &tpdu.validity);
	take_user_data(object, &tpdu);
	int count = pdu_encode(&tpdu, octets, sizeof octets, NULL);
	require(count > 0, "pdu_encode refuses it");
	require(pdu_hex_encode(octets, (size_t)count, hex, sizeof hex) > 0, "hex");
	require(puts(hex) >= 0, "output");
}

int main(void)
{
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stdin) >= 0) {
		json_t *object = json_loads(line, 0, NULL);

		require(json_is_object(object), "a line is no JSON");
		build(object);
		json_decref(object);
	}
	free(line);
	return 0;
}
