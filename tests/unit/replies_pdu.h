/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What gammu and ModemManager make of the PDUs that they have in their tests. */
#ifndef REPLIES_PDU_H
#define REPLIES_PDU_H

#include "replies_support.h"
#include <smsmodem/pdu.h>

struct decoded {
	struct smsmodem_tpdu tpdu;
	char text[SMSMODEM_TEXT_SIZE(1)];
};

static void decode_row(const struct reply_row *row, struct decoded *decoded)
{
	struct smsmodem_error error;
	int result = smsmodem_decode(row->raw, strlen(row->raw), NULL, &decoded->tpdu, &error);

	row_assert(row, result == SMSMODEM_OK, error.text);
	row_assert(row, smsmodem_text(&decoded->tpdu, 1, decoded->text, sizeof decoded->text) >= 0,
		   "text");
}

/* --- gammu: a backup file, "Number = "+420800123456"" --- */

/* A value without its quotes, "" if the file has none. */
static void backup_value(const struct reply_row *row, const char *key, char *value, size_t size)
{
	static char file[4096];
	const char *line;
	size_t length, name = strlen(key);

	reply_unescape(row->expected_text, file, sizeof file);
	value[0] = '\0';
	for (int n = 0; (line = reply_split(file, n, &length)); n++) {
		if (length < name + 3 || strncmp(line, key, name) != 0 || line[name] != ' ')
			continue;
		const char *from = line + name + 3;
		length -= name + 3;
		if (length >= 2 && *from == '"') {
			from++;
			length -= 2;
		}
		assert_in_range(snprintf(value, size, "%.*s", (int)length, from), 0, size - 1);
	}
}

/* The text in its pieces, Text00, Text01, ... */
static void backup_text(const struct reply_row *row, char *value, size_t size)
{
	char key[] = "Text00";
	size_t length = 0;

	for (value[0] = '\0'; key[5] <= '9'; key[5]++) {
		backup_value(row, key, value + length, size - length);
		length += strlen(value + length);
	}
}

/* A text as UTF-16 in hexadecimal, as the file has it; of the basic plane only. */
static void write_utf16(const char *text, char *hex, size_t size)
{
	size_t length = 0;

	hex[0] = '\0';
	for (const unsigned char *octet = (const unsigned char *)text; *octet;) {
		unsigned value = *octet < 0x80   ? *octet
				 : *octet < 0xE0 ? *octet & 0x1F
						 : *octet & 0x0F;
		int more = *octet < 0x80 ? 0 : *octet < 0xE0 ? 1 : 2;

		for (octet++; more > 0; more--)
			value = value << 6 | (*octet++ & 0x3F);
		assert_in_range(snprintf(hex + length, size - length, "%04x", value), 4,
				size - length - 1);
		length += 4;
	}
}

static void check_backup(const struct reply_row *row)
{
	static struct decoded decoded;
	static char value[2048], hex[2048];

	decode_row(row, &decoded);
	backup_value(row, "Number", value, sizeof value);
	row_assert(row, *value && strcmp(decoded.tpdu.peer.text, value) == 0, value);
	backup_value(row, "SMSC", value, sizeof value);
	row_assert(row, *value && strcmp(decoded.tpdu.smsc.text, value) == 0, value);
	backup_text(row, value, sizeof value);
	write_utf16(decoded.text, hex, sizeof hex);
	/* the file has the text before it was encoded: the default alphabet has no s with caron */
	char *caron = strstr(value, "0161006b0061");
	if (caron && strncmp(hex + (caron - value), "0073", 4) == 0)
		memcpy(caron, "0073", 4);
	/* and it cuts what one message cannot hold */
	size_t whole = strlen(value), length = strlen(hex);
	bool cut = length < whole && (length == 4 * 160 || length == 4 * 70);
	row_assert(row, whole > 0 && strncmp(hex, value, length) == 0, hex);
	row_assert(row, length == whole || cut, hex);
	backup_value(row, "Coding", value, sizeof value);
	bool ucs2 = smsmodem_dcs_decode(decoded.tpdu.dcs).encoding == SMSMODEM_ENCODING_UCS2;
	row_assert(row, strcmp(value, ucs2 ? "Unicode" : "Default") == 0, value);
	/* what it calls sent has a time, and is a DELIVER on the SIM */
	backup_value(row, "Sent", value, sizeof value);
	bool deliver = decoded.tpdu.kind == SMSMODEM_KIND_DELIVER;
	row_assert(row, deliver == (*value != '\0'), "kind");
	const struct smsmodem_time *time = &decoded.tpdu.scts;
	(void)snprintf(hex, sizeof hex, "%04d%02d%02dT%02d%02d%02d", time->year, time->month,
		       time->day, time->hour, time->minute, time->second);
	row_assert(row, !deliver || strcmp(hex, value) == 0, hex);
}

/* --- ModemManager: the arguments of a call in its tests --- */

/* The next argument, strings put together and unescaped; NULL is "". @return behind it */
static const char *next_argument(const char *from, char *value, size_t size)
{
	static char literal[4096];
	size_t length = 0;

	for (value[0] = '\0'; *from && *from != ',' && *from != ')'; from++) {
		if (*from != '"')
			continue;
		const char *end = strchr(from + 1, '"');
		assert_non_null(end);
		assert_in_range(
			snprintf(literal, sizeof literal, "%.*s", (int)(end - from - 1), from + 1),
			0, sizeof literal - 1);
		reply_unescape(literal, value + length, size - length);
		length += strlen(value + length);
		from = end;
	}
	return *from ? from + 1 : from;
}

/* common_test_part_from_pdu (pdu, sizeof (pdu), smsc, number, time, multipart, text, data, size) */
static void check_part(const struct reply_row *row)
{
	static struct decoded decoded;
	static char smsc[64], number[64], time[64], text[2048], told[64];
	const char *rest = strchr(row->expected_text, '(');

	row_assert(row, rest, "no expectation");
	decode_row(row, &decoded);
	rest = strstr(rest, "sizeof") ? strchr(strstr(rest, "sizeof"), ')') + 2
				      : strchr(rest, ',') + 1;
	rest = next_argument(rest, smsc, sizeof smsc);
	rest = next_argument(rest, number, sizeof number);
	rest = next_argument(rest, time, sizeof time);
	bool parts = strncmp(rest + strspn(rest, " "), "TRUE", 4) == 0;
	rest = next_argument(rest, text, sizeof text);
	(void)next_argument(rest, text, sizeof text);
	row_assert(row, strcmp(decoded.tpdu.smsc.text, smsc) == 0, smsc);
	/* it does not tell the type of a number that it takes for national */
	row_assert(row, strcmp(decoded.tpdu.peer.text, number) == 0, number);
	const struct smsmodem_time *scts = &decoded.tpdu.scts;
	int zone = abs(scts->zone_minutes);
	(void)snprintf(told, sizeof told, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", scts->year,
		       scts->month, scts->day, scts->hour, scts->minute, scts->second,
		       scts->zone_minutes < 0 ? '-' : '+', zone / 60, zone % 60);
	row_assert(row, !*time || strcmp(told, time) == 0, told);
	row_assert(row, parts == (decoded.tpdu.concat.ref_bits > 0), "parts");
	row_assert(row, !*text || strcmp(decoded.text, text) == 0, decoded.text);
}

static void check_pdu_row(const struct reply_row *row)
{
	struct smsmodem_tpdu tpdu;
	char pdu[4096];

	row_assert(row, reply_line(row, 'D', 0, pdu, sizeof pdu) && strcmp(pdu, row->raw) == 0,
		   "line below a header");
	if (strstr(row->expected_text, "[SMSBackup000]"))
		check_backup(row);
	else if (strstr(row->expected_text, "g_assert (part == NULL)"))
		row_assert(row,
			   smsmodem_decode(row->raw, strlen(row->raw), NULL, &tpdu, NULL) ==
				   SMSMODEM_E_PDU,
			   "a PDU that is cut is taken");
	else
		check_part(row);
}

#endif
