/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers and text of a PDU replaced where they are, so that every length stays what it was. Times,
 * flags, references and ports stay too: they are what a report of a fault is about.
 */
#include "pdu.h"
#include "transcript_redact.h"
#include <string.h>

#define PDU_OCTETS_MAX 256

/* Digits of semi-octets (23.040 9.1.2.3), low first, to characters and back. */
static void redact_semi_octets(struct redact_numbers *numbers, uint8_t *octets, size_t count)
{
	char digits[2 * PDU_OCTETS_MAX] = "";
	size_t run = 0;

	for (size_t i = 0; i < 2 * count; i++)
		digits[i] = (char)('0' + (octets[i / 2] >> (i % 2 ? 4 : 0) & 15));
	for (size_t i = 0; i <= 2 * count; i++) {
		if (i < 2 * count && digits[i] <= '9') {
			run++;
			continue;
		}
		if (run > 0)
			redact_digits(numbers, digits + i - run, run);
		run = 0;
	}
	for (size_t i = 0; i < count; i++) {
		unsigned low = (unsigned char)digits[2 * i],
			 high = (unsigned char)digits[2 * i + 1];
		octets[i] = (uint8_t)((low - '0') | (high - '0') << 4);
	}
}

static void write_septets(uint8_t *octets, size_t count, size_t septets, unsigned fill_bits)
{
	uint8_t text[160];

	if (septets > sizeof text)
		septets = sizeof text;
	memset(text, 'x', sizeof text);
	memset(octets, 0, count);
	(void)pdu_gsm7_pack(text, septets, fill_bits, octets, count);
}

static void redact_smsc(struct redact_numbers *numbers, uint8_t *octets, size_t count)
{
	if (count > 2)
		redact_semi_octets(numbers, octets + 2, count - 2);
}

static void redact_address(struct redact_numbers *numbers, uint8_t *octets, size_t count)
{
	if (count <= 2)
		return;
	if ((octets[1] >> 4 & 7) == SMSMODEM_TON_ALPHANUMERIC)
		write_septets(octets + 2, count - 2, octets[0] * 4U / 7, 0);
	else
		redact_semi_octets(numbers, octets + 2, count - 2);
}

/* Elements that hold no text: concatenation, ports, indications, language (23.040 9.2.3.24). */
static bool element_is_harmless(uint8_t iei)
{
	return iei <= 0x01 || iei == 0x04 || iei == 0x05 || iei == 0x08 || iei == 0x24 ||
	       iei == 0x25;
}

static bool redact_header(uint8_t *ud, size_t length)
{
	struct smsmodem_ie element;
	size_t position = 0;
	int result;

	while ((result = pdu_udh_next(ud, length, &position, &element)) > 0)
		if (!element_is_harmless(element.iei))
			memset(ud + (element.data - ud), 0, element.length);
	return result == 0;
}

static void redact_content(const struct smsmodem_tpdu *tpdu, uint8_t *octets, size_t count)
{
	enum smsmodem_encoding encoding = smsmodem_dcs_decode(tpdu->dcs).encoding;
	unsigned header_bits = tpdu->udh_len * 8U;
	unsigned fill_bits = (7 - header_bits % 7) % 7;

	memset(octets, 'x', count);
	if (encoding == SMSMODEM_ENCODING_UCS2)
		for (size_t i = 0; i < count; i += 2)
			octets[i] = 0;
	if (encoding != SMSMODEM_ENCODING_GSM7 || count * 8 < fill_bits)
		return;
	size_t room = (count * 8 - fill_bits) / 7, header = (header_bits + 6) / 7;
	size_t septets = tpdu->udl > header ? tpdu->udl - header : 0;
	write_septets(octets, count, septets < room ? septets : room, fill_bits);
}

static size_t validity_length(const struct smsmodem_tpdu *tpdu)
{
	if (tpdu->kind != SMSMODEM_KIND_SUBMIT || tpdu->validity.format == SMSMODEM_VALIDITY_NONE)
		return 0;
	return tpdu->validity.format == SMSMODEM_VALIDITY_RELATIVE ? 1 : 7;
}

/* TP-PI and what it says is there (23.040 9.2.3.27); 0: the report ends before it */
static size_t optional_length(const uint8_t *octets, size_t left)
{
	size_t count = 0;

	if (left == 0)
		return 0;
	uint8_t present = octets[0];
	while (count < left && octets[count++] & 0x80)
		;
	return count + (present & 1) + (present >> 1 & 1) + (present >> 2 & 1);
}

/* Octets between the address and the user data: 23.040 9.2.2.1, 9.2.2.2, 9.2.2.3. */
static size_t fields_length(const struct smsmodem_tpdu *tpdu, const uint8_t *octets, size_t left)
{
	const size_t report = 7 + 7 + 1;

	if (tpdu->kind == SMSMODEM_KIND_STATUS_REPORT)
		return left < report ? report
				     : report + optional_length(octets + report, left - report);
	return 2 + (tpdu->kind == SMSMODEM_KIND_DELIVER ? 7 : validity_length(tpdu)) + 1;
}

/* Where no header told the length, only what fits to the octet and the calendar is a PDU. */
static bool is_likely(const struct smsmodem_tpdu *tpdu)
{
	return tpdu->kind == SMSMODEM_KIND_SUBMIT || tpdu->scts.valid;
}

static bool redact_octets(struct redact_numbers *numbers, uint8_t *octets, size_t length,
			  int announced)
{
	const struct smsmodem_decode_options options = {.tpdu_length = announced};
	struct smsmodem_address address;
	struct smsmodem_tpdu tpdu;
	size_t smsc = 0;

	if (pdu_decode(octets, length, &options, &tpdu, NULL) < 0)
		return false;
	if (announced < 0 || (size_t)announced != length)
		smsc = (size_t)pdu_smsc_decode(octets, length, &address);
	size_t peer = smsc + (tpdu.kind == SMSMODEM_KIND_DELIVER ? 1 : 2);
	size_t fields = peer + (size_t)pdu_address_decode(octets + peer, length - peer, &address);
	size_t ud = fields + fields_length(&tpdu, octets + fields, length - fields);
	size_t end = ud + tpdu.ud_len;
	if (end > length || (announced < 0 && (end != length || !is_likely(&tpdu))))
		return false;
	if (tpdu.udh_len > 0 && !redact_header(octets + ud, tpdu.udh_len))
		return false;
	redact_smsc(numbers, octets, smsc);
	redact_address(numbers, octets + peer, fields - peer);
	redact_content(&tpdu, octets + ud + tpdu.udh_len, (size_t)tpdu.ud_len - tpdu.udh_len);
	memset(octets + end, 0, length - end);
	return true;
}

bool redact_pdu(struct redact_numbers *numbers, char *hex, size_t length, int announced)
{
	uint8_t octets[PDU_OCTETS_MAX];
	char text[2 * PDU_OCTETS_MAX + 1];
	size_t bad;
	int count = pdu_hex_decode(hex, length, octets, sizeof octets, &bad);

	if (count <= 0 || !redact_octets(numbers, octets, (size_t)count, announced))
		return false;
	(void)pdu_hex_encode(octets, (size_t)count, text, sizeof text);
	memcpy(hex, text, length);
	return true;
}
