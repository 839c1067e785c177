/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message of text mode as a TPDU, as far as the phone tells (27.005 3.1, 3.4.3). */
#include "ascii.h"
#include "at_words.h"
#include "pdu.h"
#include "storage.h"
#include <limits.h>
#include <string.h>

#define FO_NO_MORE    0x04 /* first octet (23.040 9.2.3) */
#define FO_LOOP       0x08
#define FO_REPORT     0x20
#define FO_UDHI       0x40
#define FO_REPLY_PATH 0x80
#define TOA_UNKNOWN   0x81
#define TOA_PLUS      0x91
#define TOA_NAME      0xD0
#define DCS_8BIT      0x04
#define DCS_UCS2      0x08

/* --- the header --- */

static bool is_number(const char *text)
{
	const char *digits = text + (*text == '+');

	return digits[strspn(digits, "0123456789*#abcABC")] == '\0';
}

/* A number, which some phones give as it is in every character set, or a name. */
static void read_address_text(const struct storage *storage, const char *given, int toa, char *text,
			      size_t size)
{
	bool name = (toa & 0x70) == (TOA_NAME & 0x70);

	memcpy(text, given, strlen(given) + 1);
	phone_number_plain(text);
	bool plain = strcmp(text, given) == 0;
	bool coded = plain && storage->charset == PHONE_CHARSET_UCS2 && words_is_ucs2(given);
	if (!name && is_number(text) && !coded)
		return;
	if (phone_text_decode(storage->charset, given, text, size) < 0)
		text[0] = '\0';
}

static void read_address(const struct storage *storage, const char *given, int toa,
			 struct smsmodem_address *address)
{
	char text[4 * AT_TEXT_SIZE];

	read_address_text(storage, given, toa >= 0 ? toa : 0, text, sizeof text);
	bool plus = text[0] != '+' && text[0] && (toa & 0xF0) == 0x90 && is_number(text);
	size_t length = strlen(text);
	while (length + plus >= sizeof address->text ||
	       (length > 0 && length < strlen(text) &&
		((unsigned char)text[length] & 0xC0) == 0x80))
		length--;
	address->text[0] = '+';
	memcpy(address->text + plus, text, length);
	address->text[length + plus] = '\0';
	address->toa = (uint8_t)(toa >= 0          ? toa
				 : *text == '\0'   ? 0
				 : *text == '+'    ? TOA_PLUS
				 : is_number(text) ? TOA_UNKNOWN
						   : TOA_NAME);
}

/* @return whether its zone is known, or there is none to be known */
static bool read_time(const char *given, struct smsmodem_time *time)
{
	struct at_clock clock;

	*time = (struct smsmodem_time){.valid = false};
	if (at_text_time(given, &clock) < 0)
		return true;
	bool known = clock.quarters != INT_MIN;
	*time = (struct smsmodem_time){
		.year = (uint16_t)clock.year,
		.month = (uint8_t)clock.month,
		.day = (uint8_t)clock.day,
		.hour = (uint8_t)clock.hour,
		.minute = (uint8_t)clock.minute,
		.second = (uint8_t)clock.second,
		.zone_minutes = (int16_t)(known ? clock.quarters * 15 : 0),
		.valid = true,
	};
	pdu_time_encode(time, time->octets);
	return known;
}

static enum smsmodem_kind kind_of(const struct at_text_header *header)
{
	bool out = header->stat == SMSMODEM_STAT_UNSENT || header->stat == SMSMODEM_STAT_SENT;

	switch (header->kind) {
	case AT_TEXT_REPORT: return SMSMODEM_KIND_STATUS_REPORT;
	case AT_TEXT_COMMAND: return SMSMODEM_KIND_COMMAND;
	case AT_TEXT_MESSAGE:
	case AT_TEXT_PAGE: break;
	}
	return out ? SMSMODEM_KIND_SUBMIT : SMSMODEM_KIND_DELIVER;
}

static void read_first(const struct at_text_header *header, struct smsmodem_tpdu *tpdu)
{
	bool submit = tpdu->kind == SMSMODEM_KIND_SUBMIT;
	unsigned fo = header->fo >= 0 ? (unsigned)header->fo : FO_NO_MORE;

	tpdu->no_more = !submit && fo & FO_NO_MORE;
	tpdu->reject_duplicates = submit && fo & FO_NO_MORE;
	tpdu->loop_prevention = !submit && fo & FO_LOOP && !(tpdu->kind == SMSMODEM_KIND_COMMAND);
	tpdu->reply_path = fo & FO_REPLY_PATH;
	tpdu->status_report = fo & FO_REPORT;
	if (header->fo < 0 && submit)
		tpdu->reject_duplicates = false;
}

static void read_envelope(const struct storage *storage, const struct at_text_header *header,
			  struct smsmodem_stored *stored)
{
	struct smsmodem_tpdu *tpdu = &stored->tpdu;

	pdu_clear(tpdu);
	tpdu->kind = kind_of(header);
	read_first(header, tpdu);
	read_address(storage, header->address, header->toa, &tpdu->peer);
	if (header->smsc[0])
		read_address(storage, header->smsc, header->smsc_toa, &tpdu->smsc);
	bool zone = read_time(header->time, &tpdu->scts);
	zone = read_time(header->discharged, &tpdu->discharged) && zone;
	bool coded = header->dcs >= 0 || header->kind == AT_TEXT_REPORT;
	stored->unknown = (zone ? 0U : SMSMODEM_UNKNOWN_ZONE) |
			  (coded ? 0U : SMSMODEM_UNKNOWN_CODING) |
			  (header->toa >= 0 ? 0U : SMSMODEM_UNKNOWN_TYPE);
	tpdu->pid = (uint8_t)(header->pid >= 0 ? header->pid : 0);
	tpdu->dcs = (uint8_t)(header->dcs >= 0 ? header->dcs : 0);
	if (header->kind == AT_TEXT_COMMAND)
		tpdu->command = (uint8_t)header->mr;
	else if (header->mr >= 0)
		tpdu->mr = (uint8_t)header->mr;
	if (header->status >= 0)
		tpdu->status = (uint8_t)header->status;
}

/* --- the data: text, or TP-UD in hexadecimal --- */

static int read_hex(const char *data, uint8_t *octets)
{
	size_t bad;

	return *data ? pdu_hex_decode(data, strlen(data), octets, SMSMODEM_UD_MAX, &bad)
		     : SMSMODEM_E_DATA;
}

/* Whether octets begin with a header that makes sense, as nothing else looks like one. */
static bool has_header(const uint8_t *octets, size_t count)
{
	struct pdu_udh udh = {.concat = {.ref_bits = 0}};

	if (count < 2 || octets[0] < 3 || (size_t)octets[0] + 1 >= count)
		return false;
	pdu_udh_read(octets, (size_t)octets[0] + 1, &udh);
	return udh.concat.ref_bits || udh.ports.bits;
}

static void take_octets(struct smsmodem_tpdu *tpdu, const uint8_t *octets, size_t count,
			const struct at_text_header *header, bool has_udh)
{
	struct pdu_udh udh = {.concat = {.ref_bits = 0}};
	bool septets = smsmodem_dcs_decode(tpdu->dcs).encoding == SMSMODEM_ENCODING_GSM7;
	size_t most = septets ? count * 8 / 7 : count;

	memcpy(tpdu->ud, octets, count);
	tpdu->ud_len = (uint8_t)count;
	bool told = header->length >= 0 && (size_t)header->length <= most;
	tpdu->udl = (uint8_t)(told ? (size_t)header->length : most);
	if (!has_udh || (size_t)octets[0] + 1 > count)
		return;
	tpdu->udh_len = (uint8_t)(octets[0] + 1);
	pdu_udh_read(octets, tpdu->udh_len, &udh);
	tpdu->concat = udh.concat;
	tpdu->ports = udh.ports;
	tpdu->shift = udh.shift;
}

/* What it is coded in where only its length tells: of octets those, of 7-bit text septets. */
static uint8_t guess_coding(const char *data, size_t count, size_t udh_len,
			    const struct at_text_header *header)
{
	if (udh_len > 0 && header->length >= 0 && (size_t)header->length != count)
		return 0;
	return words_is_ucs2(data + 2 * udh_len) ? DCS_UCS2 : DCS_8BIT;
}

static bool read_octets_told(const char *data, const struct at_text_header *header,
			     struct smsmodem_tpdu *tpdu)
{
	bool udhi = header->fo >= 0 && header->fo & FO_UDHI;
	bool septets = smsmodem_dcs_decode(tpdu->dcs).encoding == SMSMODEM_ENCODING_GSM7;
	uint8_t octets[SMSMODEM_UD_MAX];
	int count = septets && !udhi ? SMSMODEM_E_DATA : read_hex(data, octets);

	if (count < 0)
		return false;
	take_octets(tpdu, octets, (size_t)count, header, udhi);
	return true;
}

/*
 * +CMGL does not tell the coding. In UCS2 a text has four digits for each of the characters that
 * <length> counts, and else one; what has two for each is octets. Of HEX that is a text, too.
 */
static bool read_octets_guessed(const struct storage *storage, const char *data,
				const struct at_text_header *header, struct smsmodem_tpdu *tpdu)
{
	uint8_t octets[SMSMODEM_UD_MAX];
	int count = read_hex(data, octets);

	if (count < 0)
		return false;
	bool udh = has_header(octets, (size_t)count);
	bool two = header->length == count;
	if (!udh && !(two && (storage->charset != PHONE_CHARSET_HEX || words_is_ucs2(data))))
		return false;
	size_t udh_len = udh ? octets[0] + 1U : 0;
	tpdu->dcs = guess_coding(data, (size_t)count, udh_len, header);
	take_octets(tpdu, octets, (size_t)count, header, udh);
	return true;
}

/* Digits that are no more than the characters that they are to be stand for themselves. */
static enum phone_charset charset_of(const struct storage *storage, const char *data,
				     const struct at_text_header *header)
{
	bool hex = storage->charset == PHONE_CHARSET_UCS2 || storage->charset == PHONE_CHARSET_HEX;

	if (hex && header->length >= 0 && strlen(data) <= (size_t)header->length)
		return PHONE_CHARSET_UTF8;
	/* some phones give UCS-2 as it is, whatever the character set */
	if (!hex && header->dcs < 0 && words_is_ucs2(data))
		return PHONE_CHARSET_UCS2;
	return storage->charset;
}

static void read_data(const struct storage *storage, const struct storage_record *record,
		      const struct at_text_header *header, struct storage_strings *strings,
		      struct smsmodem_stored *stored)
{
	const char *data = record->data;
	bool octets = header->dcs >= 0 ? read_octets_told(data, header, &stored->tpdu)
				       : read_octets_guessed(storage, data, header, &stored->tpdu);

	if (octets || header->kind == AT_TEXT_REPORT || header->kind == AT_TEXT_COMMAND)
		return;
	if (phone_text_decode(charset_of(storage, data, header), data, strings->text,
			      sizeof strings->text) < 0)
		strings->text[0] = '\0';
	stored->text = strings->text;
}

int storage_text_read(const struct storage *storage, const struct storage_record *record,
		      struct storage_strings *strings, struct smsmodem_stored *stored)
{
	struct at_text_header header;

	if (at_reply_text_header(record->line, &header) < 0)
		return SMSMODEM_E_DATA;
	stored->index = header.index;
	stored->stat = (enum smsmodem_stat)header.stat;
	read_envelope(storage, &header, stored);
	read_data(storage, record, &header, strings, stored);
	if (header.kind == AT_TEXT_PAGE)
		smsmodem_error_set(&strings->why, SMSMODEM_E_DATA,
				   "it is a page of cell broadcast: %.300s",
				   stored->text ? stored->text : record->data);
	return 1;
}
