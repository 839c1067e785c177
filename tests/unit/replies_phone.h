/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows about the phone expect. */
#ifndef REPLIES_PHONE_H
#define REPLIES_PHONE_H

#include "phone_charset.h"
#include "replies_support.h"
#include <limits.h>

/* What ModemManager's tests expect, of {"result": {...}}, [{"result": ...}, ...] or {...}. */
static json_t *expected_value(const struct reply_row *row, const char *key)
{
	json_t *first =
		json_is_array(row->expected) ? json_array_get(row->expected, 0) : row->expected;
	json_t *result = json_object_get(first, "result");

	return json_object_get(result ? result : first, key);
}

static const char *expected_string(const struct reply_row *row, const char *key)
{
	return json_string_value(expected_value(row, key));
}

static void check_final(const struct reply_row *row)
{
	const char *line, *last = "";
	size_t length, last_length = 0;

	for (int n = 0; (line = reply_split(row->raw, n, &length)); n++) {
		last = line;
		last_length = length;
	}
	bool cms = strncmp(last, "+CMS ERROR", 10) == 0;
	row_assert(row, row->final.result == (cms ? AT_RESULT_CMS : AT_RESULT_CME), "result");
	/* of "+CME ERROR:" without a code ModemManager waits for ever; here it ends the command */
	size_t at = strcspn(last, "0123456789\r\n");
	long code = at < last_length ? strtol(last + at, NULL, 10) : -1;
	row_assert(row, row->final.code == code, "code");
}

/* --- registration and network --- */

static void check_creg(const struct reply_row *row)
{
	static const char *const states[] = {
		"IDLE",    "HOME",    "SEARCHING",     "DENIED",
		"UNKNOWN", "ROAMING", "HOME_SMS_ONLY", "ROAMING_SMS_ONLY"};
	const char *expected = expected_string(row, "state");
	char line[4096];
	int stat = -1;

	reply_find(row, "+C", line, sizeof line);
	int result = at_reply_creg(line, &stat);
	/* never given to this parser: what it could take for an answer is refused, or the same */
	if (strcmp(row->kind, "urc") == 0 && result == SMSMODEM_E_DATA)
		return;
	if (strcmp(row->id, "00728") == 0) { /* nothing but OK */
		row_assert(row, result == SMSMODEM_E_DATA && !*line, line);
		return;
	}
	row_assert(row, result == SMSMODEM_OK && stat >= 0 && stat < (int)COUNT(states), line);
	if (expected)
		row_assert(row, strcmp(strstr(expected, "STATE_") + 6, states[stat]) == 0, line);
	else /* of gammu, by hand */
		row_assert(row, stat == (strcmp(row->id, "00732") == 0 ? 5 : 1), line);
}

static void check_csq(const struct reply_row *row)
{
	char line[4096];
	int dbm;

	reply_find(row, "+CSQ:", line, sizeof line);
	row_assert(row, strcmp(line, "+CSQ: 17,99") == 0, "no expectation");
	row_assert(row, at_reply_csq(line, &dbm) == SMSMODEM_OK && dbm == -79, "dBm");
}

static void check_cesq(const struct reply_row *row)
{
	static const char *const levels[] = {"rssi", "rscp", "rsrp"};
	char line[4096];
	int dbm, checked = 0;

	reply_find(row, "+CESQ:", line, sizeof line);
	row_assert(row, at_reply_cesq(line, &dbm) == SMSMODEM_OK, "refused");
	for (size_t i = 0; i < COUNT(levels); i++) {
		const char *level = expected_string(row, levels[i]);
		row_assert(row, !level || dbm == (int)strtol(level, NULL, 10), "dBm");
		checked += level != NULL;
	}
	row_assert(row, checked == 1, "no expectation");
}

static void check_cops(const struct reply_row *row)
{
	const char *expected = expected_string(row, "operator");
	char line[4096], name[64];

	if (!expected)
		expected = strcmp(row->id, "00693") == 0 ? "21401" : "vodafone ES";
	reply_find(row, "+COPS:", line, sizeof line);
	row_assert(row, at_reply_cops(line, name, sizeof name) == SMSMODEM_OK, "refused");
	row_assert(row, strcmp(name, expected) == 0, name);
}

static void check_cpin(const struct reply_row *row)
{
	char line[4096];
	enum at_pin pin = AT_PIN_OTHER;

	reply_find(row, "+CPIN:", line, sizeof line);
	row_assert(row, at_reply_cpin(line, &pin) == SMSMODEM_OK && pin == AT_PIN_READY, line);
}

/* --- numbers --- */

/* A row and the text that is read of it; NULL: it is refused. */
struct text_row {
	const char *id, *text;
};

static void check_text_row(const struct reply_row *row, const struct text_row *rows, size_t count,
			   const char *text)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(rows[i].id, row->id) != 0)
			continue;
		row_assert(row,
			   rows[i].text ? text && strcmp(text, rows[i].text) == 0 : text == NULL,
			   text ? text : "refused");
		return;
	}
	fail_msg("%s: no expectation", row->id);
}

static void check_csca(const struct reply_row *row)
{
	static const struct text_row rows[] = {
		{"00994", ""}, /* gammu: to fail or degrade; it is what the phone has: none */
		{"00995", "+97254120032"},
		{"00997", "+6281100000"},
		{"00998", "+447802092035"},
		/* septets in hexadecimal cannot be told from digits, and no phone is put into
		   the HEX set for it */
		{"01030", "+393731353535353135353135"},
		{"01031", "+971555515515"},
	};
	char line[4096], number[40];

	reply_find(row, "+CSCA:", line, sizeof line);
	int result = at_reply_csca(line, number, sizeof number);
	check_text_row(row, rows, COUNT(rows), result == SMSMODEM_OK ? number : NULL);
}

static void check_cnum(const struct reply_row *row)
{
	const char *expected = expected_string(row, "expected");
	char line[4096], number[32], told[64];

	reply_find(row, "+CNUM:", line, sizeof line);
	row_assert(row, at_reply_cnum(line, number, sizeof number) == SMSMODEM_OK, "refused");
	(void)snprintf(told, sizeof told, "{ \"%s\", NULL }", number);
	row_assert(row, expected && strcmp(expected, told) == 0, told);
}

static void check_clip(const struct reply_row *row)
{
	static const struct text_row rows[] = {
		{"00284", "123456789"},
		{"00285", NULL},
		{"00287", NULL},
		{"00289", NULL},
		{"00291", NULL}, /* whether call waiting is on */
		{"00555", NULL}, /* +CRING */
		{"01090", "+481239823991"},
	};
	char line[4096], number[32];

	reply_find(row, "+C", line, sizeof line);
	row_assert(row, *line, "no line");
	int result = at_reply_clip(line, number, sizeof number);
	check_text_row(row, rows, COUNT(rows), result == SMSMODEM_OK ? number : NULL);
}

/* Identification: any line is a text; what stands before its colon can be taken off. */
static void check_text(const struct reply_row *row)
{
	static const struct {
		const char *key, *prefix;
	} keys[] = {{"manf", "Manufacturer"}, {"model", "Model"}, {"revision", "Revision"}};
	char line[4096], text[256];

	for (int n = 0; reply_line(row, 'L', n, line, sizeof line); n++)
		row_assert(row,
			   at_reply_text(line, "+CGMM", text, sizeof text) == SMSMODEM_OK &&
				   strcmp(text, line) == 0,
			   line);
	for (size_t i = 0; row->expected && i < COUNT(keys); i++) {
		const char *expected = expected_string(row, keys[i].key);
		reply_find(row, keys[i].prefix, line, sizeof line);
		row_assert(row,
			   at_reply_text(line, keys[i].prefix, text, sizeof text) == SMSMODEM_OK,
			   line);
		row_assert(row,
			   expected && strncmp(expected + 1, text, strlen(text)) == 0 &&
				   strcmp(expected + 1 + strlen(text), "\n") == 0,
			   text);
	}
}

/* --- USSD, character sets, phonebook, clock --- */

static void check_cusd(const struct reply_row *row)
{
	static const struct {
		const char *id;
		int m, dcs;
		const char *begin, *end;
	} rows[] = {
		{"01001", 1, -1, "Kontostand: 3.00 EUR Bitte w{hlen Sie", "Transfer"},
		{"01003", 2, 15, "00480061007600690020006B", "0031003100310023"},
		{"01004", 0, 72, "0414043B044F002004410", "04300442043D0430002E"},
		{"01040", 2, 0, "Maaf, permintaan Anda", "beberapa saat lagi."},
		{"01103", 2, -1, "", ""},
	};
	char line[4096], text[2048];
	int m, dcs;

	row_assert(row, reply_line(row, 'U', 0, line, sizeof line), "nothing");
	row_assert(row, at_reply_cusd(line, &m, text, sizeof text, &dcs) == SMSMODEM_OK, line);
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].id, row->id) != 0)
			continue;
		size_t length = strlen(text), end = strlen(rows[i].end);
		row_assert(row, m == rows[i].m && dcs == rows[i].dcs, "state, coding");
		row_assert(row, strncmp(text, rows[i].begin, strlen(rows[i].begin)) == 0, text);
		row_assert(row, length >= end && strcmp(text + length - end, rows[i].end) == 0,
			   text);
		return;
	}
	fail_msg("%s: no expectation", row->id);
}

static void check_cscs(const struct reply_row *row)
{
	const unsigned three = PHONE_CHARSET_BIT(PHONE_CHARSET_IRA) |
			       PHONE_CHARSET_BIT(PHONE_CHARSET_GSM) |
			       PHONE_CHARSET_BIT(PHONE_CHARSET_UCS2);
	char line[4096];

	if (strcmp(row->id, "01040") == 0) { /* an answer to something earlier */
		check_cusd(row);
		return;
	}
	reply_find(row, "+CSCS:", line, sizeof line);
	if (!strchr(line, '(')) {
		row_assert(row, phone_charset_reply(line) == PHONE_CHARSET_GSM, line);
		return;
	}
	unsigned expected = three;
	if (strcmp(row->id, "00115") == 0)
		expected |= PHONE_CHARSET_BIT(PHONE_CHARSET_LATIN1) |
			    PHONE_CHARSET_BIT(PHONE_CHARSET_UTF8);
	row_assert(row, phone_charset_test(line) == expected, line);
}

static void check_cpbr(const struct reply_row *row)
{
	static const struct {
		const char *id;
		struct at_entry entry;
	} rows[] = {
		{"00735", {16, -1, "", "005300740065007600650020002000560069006E0073006F006E"}},
		{"00736", {81, 129, "#121#", "My Tempo"}},
		{"00739", {6, -1, "", "005300740061006E006C006500790020005000610075006C"}},
		{"00740", {1, 145, "+60122256476", ""}},
		{"01014", {1, 145, "+31234657899", "Mama GSM"}},
		{"01015", {6, -1, "", "005300740061006E006C006500790020005000610075006C"}},
		{"01016", {1, 145, "+60122256476", ""}},
		{"01017",
		 {419, 129, "030450566735", "56697263686F77204B6C696E696B756D2053742E20333100"}},
		{"01018",
		 {419, 129, "030450566735", "56697263686F77204B6C696E696B756D2053742E20333100"}},
		{"01019",
		 {212, 128, "mlaubner@web.de",
		  "004D0061006E00660072006500640020004C006100750062006E00650072"}},
		{"01020", {1, 145, "+33616918685", "68506C6970696570"}},
		{"01034", {2, 129, "*100#", "gg get balance"}},
	};
	char line[4096];
	struct at_entry entry;
	int first, last, number, text;

	reply_find(row, "+CPBR:", line, sizeof line);
	if (strcmp(row->kind, "test") == 0) {
		row_assert(row,
			   at_reply_cpbr_test(line, &first, &last, &number, &text) == SMSMODEM_OK,
			   line);
		row_assert(row, first == 1 && last == 250 && number == 50 && text == 14, line);
		row_assert(row, at_reply_cpbr(line, &entry) == SMSMODEM_E_DATA, line);
		return;
	}
	row_assert(row, at_reply_cpbr(line, &entry) == SMSMODEM_OK, line);
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].id, row->id) != 0)
			continue;
		row_assert(row,
			   entry.index == rows[i].entry.index && entry.type == rows[i].entry.type &&
				   strcmp(entry.number, rows[i].entry.number) == 0 &&
				   strcmp(entry.text, rows[i].entry.text) == 0,
			   line);
		return;
	}
	fail_msg("%s: no expectation", row->id);
}

/* In some rows the table has the reply and the time that it is the other way round. */
static void check_cclk(const struct reply_row *row)
{
	const char *line = row->raw, *iso8601 = expected_string(row, "iso8601");
	struct at_clock time;
	char told[64];

	if (!iso8601) {
		iso8601 = row->raw;
		line = expected_string(row, "str");
	}
	row_assert(row, line && at_reply_cclk(line, &time) == SMSMODEM_OK, "refused");
	int zone = time.quarters == INT_MIN ? 0 : 15 * time.quarters;
	row_assert(row, json_integer_value(expected_value(row, "offset")) == zone, "offset");
	(void)snprintf(told, sizeof told, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", time.year,
		       time.month, time.day, time.hour, time.minute, time.second,
		       zone < 0 ? '-' : '+', abs(zone) / 60, abs(zone) % 60);
	row_assert(row, strcmp(told, iso8601) == 0, told);
}

#endif
