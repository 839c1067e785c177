/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text mode (27.005 3.1, 3.4) and its character sets (27.007 5.5). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

/* One character in a set; returns its octets, at most 8. */
static size_t character_encode(enum sim_charset charset, uint32_t character, char out[9])
{
	uint8_t septets[2];

	if (charset == SIM_CHARSET_UCS2 && character > 0xFFFF)
		return (size_t)snprintf(out, 9, "%04X%04X",
					(unsigned)(0xD800 + ((character - 0x10000) >> 10)),
					(unsigned)(0xDC00 + (character & 0x3FF)));
	if (charset == SIM_CHARSET_UCS2)
		return (size_t)snprintf(out, 9, "%04X", (unsigned)character);
	if (charset == SIM_CHARSET_GSM) {
		int count = pdu_gsm7_from_character(character, septets);
		out[0] = '?';
		for (int i = 0; i < count; i++)
			out[i] = (char)septets[i];
		return count > 0 ? (size_t)count : 1;
	}
	out[0] = (char)(character < 0x80 ? character : '?');
	return 1;
}

size_t sim_charset_encode(enum sim_charset charset, const char *text, char *out, size_t size)
{
	size_t length = strlen(text);
	size_t done = 0;

	while (length > 0) {
		uint32_t character;
		char octets[9];
		int step = pdu_utf8_get(text, length, &character);
		if (step <= 0)
			break;
		size_t count = character_encode(charset, character, octets);
		if (count > size - done)
			break;
		memcpy(out + done, octets, count);
		done += count;
		text += step;
		length -= (size_t)step;
	}
	return done;
}

static int ucs2_decode(const char *in, size_t count, char *text, size_t size)
{
	uint8_t octets[SIM_LINE_MAX / 2];
	size_t bad;
	int length = pdu_hex_decode(in, count, octets, sizeof octets, &bad);

	if (length < 0 || length % 2 != 0)
		return SMSMODEM_E_DATA;
	length = pdu_utf16_to_utf8(octets, (size_t)length, text, size - 1);
	return length < 0 ? SMSMODEM_E_DATA : length;
}

static int gsm_decode(const char *in, size_t count, char *text, size_t size)
{
	uint8_t septets[SIM_LINE_MAX];

	if (count > sizeof septets)
		return SMSMODEM_E_DATA;
	for (size_t i = 0; i < count; i++) {
		if ((unsigned char)in[i] > 0x7F)
			return SMSMODEM_E_DATA;
		septets[i] = (uint8_t)in[i];
	}
	int length = pdu_gsm7_to_utf8(septets, count, text, size - 1);
	return length < 0 ? SMSMODEM_E_DATA : length;
}

static int ira_decode(const char *in, size_t count, char *text, size_t size)
{
	if (count >= size)
		return SMSMODEM_E_DATA;
	for (size_t i = 0; i < count; i++)
		if ((unsigned char)in[i] > 0x7F)
			return SMSMODEM_E_DATA;
	memcpy(text, in, count);
	return (int)count;
}

int sim_charset_decode(enum sim_charset charset, const char *in, size_t count, char *text,
		       size_t size)
{
	int length = charset == SIM_CHARSET_UCS2  ? ucs2_decode(in, count, text, size)
		     : charset == SIM_CHARSET_GSM ? gsm_decode(in, count, text, size)
						  : ira_decode(in, count, text, size);
	if (length >= 0)
		text[length] = '\0';
	return length;
}

static const char *const stat_names[] = {"REC UNREAD", "REC READ", "STO UNSENT", "STO SENT", "ALL"};

const char *sim_stat_name(int stat)
{
	return stat_names[stat];
}

int sim_stat_parse(const char *text, bool text_mode)
{
	long number;

	if (!text_mode)
		return sim_number(text, SIM_STAT_ALL, &number) ? (int)number : -1;
	for (int i = 0; i <= SIM_STAT_ALL; i++)
		if (strcmp(text, stat_names[i]) == 0)
			return i;
	return -1;
}

/* The data line: characters, or hex of what is no text (27.005 3.1 <data>). */
static bool record_data(const struct smsmodem_sim *sim, const struct smsmodem_tpdu *tpdu,
			struct sim_text_record *record)
{
	char text[SMSMODEM_TEXT_SIZE(1)];
	uint8_t data[SMSMODEM_UD_MAX];
	enum smsmodem_encoding encoding = smsmodem_dcs_decode(tpdu->dcs).encoding;

	if (encoding == SMSMODEM_ENCODING_GSM7 || encoding == SMSMODEM_ENCODING_UCS2) {
		if (smsmodem_text(tpdu, 1, text, sizeof text) < 0)
			return false;
		record->data_length = sim_charset_encode(sim->settings.charset, text, record->data,
							 sizeof record->data);
		return true;
	}
	int length = smsmodem_data(tpdu, 1, data, sizeof data);
	if (length < 0)
		return false;
	length = pdu_hex_encode(data, (size_t)length, record->data, sizeof record->data);
	record->data_length = length < 0 ? 0 : (size_t)length;
	return length >= 0;
}

static void time_text(const struct smsmodem_time *time, char text[32])
{
	int quarters = (time->zone_minutes < 0 ? -time->zone_minutes : time->zone_minutes) / 15;

	(void)snprintf(text, 32, "%02d/%02d/%02d,%02d:%02d:%02d%c%02d", time->year % 100,
		       time->month, time->day, time->hour, time->minute, time->second,
		       time->zone_minutes < 0 ? '-' : '+', quarters);
}

/* What +CSDH=1 adds (27.005 3.4.2, 3.4.3). */
static void record_details(const struct smsmodem_sim *sim, const struct sim_place *place,
			   const struct smsmodem_tpdu *tpdu, enum sim_text_form form,
			   char details[96])
{
	uint8_t first = place->pdu[1 + place->pdu[0]];

	details[0] = '\0';
	if (!sim->settings.csdh)
		return;
	if (form == SIM_TEXT_CMGL)
		(void)snprintf(details, 96, ",%d,%d", tpdu->peer.toa, tpdu->udl);
	else
		(void)snprintf(details, 96, ",%d,%d,%d,%d,\"%s\",%d,%d", tpdu->peer.toa, first,
			       tpdu->pid, tpdu->dcs, tpdu->smsc.text, tpdu->smsc.toa, tpdu->udl);
}

bool sim_text_record(const struct smsmodem_sim *sim, const struct sim_place *place,
		     enum sim_text_form form, struct sim_text_record *record)
{
	bool received = place->stat <= SIM_STAT_READ;
	struct smsmodem_decode_options options = {
		.kind = received ? SMSMODEM_KIND_DELIVER : SMSMODEM_KIND_SUBMIT,
		.tpdu_length = -1,
	};
	struct smsmodem_tpdu tpdu;
	char peer[8 * SMSMODEM_ADDRESS_SIZE], stat[24] = "", time[32] = "", details[96];

	if (pdu_decode(place->pdu, place->length, &options, &tpdu, NULL) < 0)
		return false;
	size_t length =
		sim_charset_encode(sim->settings.charset, tpdu.peer.text, peer, sizeof peer - 1);
	peer[length] = '\0';
	if (form != SIM_TEXT_CMT)
		(void)snprintf(stat, sizeof stat, "\"%s\",", sim_stat_name(place->stat));
	if (received)
		time_text(&tpdu.scts, time);
	record_details(sim, place, &tpdu, form, details);
	(void)snprintf(record->header, sizeof record->header, "%s\"%s\",,%s%s%s%s", stat, peer,
		       received ? "\"" : "", time, received ? "\"" : "", details);
	return record_data(sim, &tpdu, record);
}
