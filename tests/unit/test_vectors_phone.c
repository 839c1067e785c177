/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies of real modems about USSD, phonebooks, clock, message centre and character sets, through
 * the functions that a program calls. What a row means is in the tables here; each row of those
 * categories is in one of them.
 */
#include "pdu_support.h"
#include "phonebook.h"
#include "puppet_support.h"
#include "ussd.h"
#include <jansson.h>

#define REFUSED "!"

static const struct {
	const char *id;
	enum phone_charset set; /* that the modem was in */
	const char *meaning;    /* REFUSED: it is none */
} rows[] = {
	/* +CUSD: state, coding, text */
	{"01001", PHONE_CHARSET_UNKNOWN,
	 "1 -1 Kontostand: 3.00 EUR Bitte wählen Sie: 1 Konto aufladen 2 CallNow Transfer"},
	{"01003", PHONE_CHARSET_GSM,
	 "2 15 Havi keret: 0Ft. Feltöltött egyenleg: 7777Ft,(ebböl vàsàrlàsra is fordìthatò: "
	 "7777Ft). Dìjcsomag: Bencsò A. Uj Telekom önkiszolgàlò: *111#"},
	{"01004", PHONE_CHARSET_UNKNOWN,
	 "0 72 Для справки о балансе наберите *105#. Услуга бесплатна."},
	{"01103", PHONE_CHARSET_UNKNOWN, "2 -1 "},
	/* +CPBR: place, type, number, name; or the ranges */
	{"00735", PHONE_CHARSET_UCS2, "16 129  Steve  Vinson"},
	{"00736", PHONE_CHARSET_GSM, "81 129 #121# My Tempo"},
	{"00739", PHONE_CHARSET_UCS2, "6 129  Stanley Paul"},
	{"00740", PHONE_CHARSET_GSM, "1 145 +60122256476 "},
	{"01014", PHONE_CHARSET_UNKNOWN, "1 145 +31234657899 Mama GSM"},
	{"01015", PHONE_CHARSET_UNKNOWN, "6 129  Stanley Paul"},
	{"01016", PHONE_CHARSET_UNKNOWN, "1 145 +60122256476 "},
	{"01017", PHONE_CHARSET_UNKNOWN, "419 129 030450566735 Virchow Klinikum St. 31"},
	{"01018", PHONE_CHARSET_HEX, "419 129 030450566735 Virchow Klinikum St. 31@"},
	{"01019", PHONE_CHARSET_UCS2, "212 128 mlaubner@web.de Manfred Laubner"},
	{"01020", PHONE_CHARSET_UNKNOWN, "1 145 +33616918685 hPlipiep"},
	{"01022", PHONE_CHARSET_UNKNOWN, "1-250 50 14"},
	{"01034", PHONE_CHARSET_UNKNOWN, "2 129 *100# gg get balance"},
	/* +CSCA: the number */
	{"00994", PHONE_CHARSET_UNKNOWN, ""},
	{"00995", PHONE_CHARSET_UNKNOWN, "+97254120032"},
	{"00997", PHONE_CHARSET_UNKNOWN, "+6281100000"},
	{"00998", PHONE_CHARSET_UNKNOWN, "+447802092035"},
	{"01030", PHONE_CHARSET_UNKNOWN, "+393731353535353135353135"},
	{"01031", PHONE_CHARSET_UNKNOWN, "+971555515515"},
	/* +CSCS: the sets, or the one; of the last row the modem's +CUSD */
	{"00113", PHONE_CHARSET_UNKNOWN, "GSM IRA UCS2"},
	{"00115", PHONE_CHARSET_UNKNOWN, "GSM IRA UCS2 UTF-8 8859-1"},
	{"00689", PHONE_CHARSET_UNKNOWN, "GSM IRA UCS2"},
	{"00734", PHONE_CHARSET_UNKNOWN, "GSM"},
	{"01011", PHONE_CHARSET_UNKNOWN, "GSM"},
	{"01040", PHONE_CHARSET_UNKNOWN,
	 "2 0 Maaf, permintaan Anda tidak dapat kami proses. Silakan coba beberapa saat lagi."},
};

static const char *wanted_of(const char *id, enum phone_charset *set)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i].id, id) == 0) {
			*set = rows[i].set;
			return rows[i].meaning;
		}
	fail_msg("row %s is in no table here", id);
	return NULL;
}

/* --- what each line means --- */

static void mean_cusd(const char *line, enum phone_charset set, char *out, size_t size)
{
	struct smsmodem_ussd answer;

	if (ussd_line(line, set, &answer) < 0)
		(void)snprintf(out, size, REFUSED);
	else
		(void)snprintf(out, size, "%d %d %s", (int)answer.state, answer.dcs, answer.text);
}

static void mean_cpbr(const char *line, enum phone_charset set, char *out, size_t size)
{
	struct smsmodem_entry entry;
	int first, last, number, name;

	if (strchr(line, '(') && at_reply_cpbr_test(line, &first, &last, &number, &name) == 0)
		(void)snprintf(out, size, "%d-%d %d %d", first, last, number, name);
	else if (phonebook_entry(line, set, &entry) < 0)
		(void)snprintf(out, size, REFUSED);
	else
		(void)snprintf(out, size, "%d %d %s %s", entry.index, entry.type, entry.number,
			       entry.name);
}

static void mean_csca(const char *line, char *out, size_t size)
{
	if (at_reply_csca(line, out, size) < 0)
		(void)snprintf(out, size, REFUSED);
}

static void mean_cscs(const char *line, char *out, size_t size)
{
	static const char *const names[] = {"", "GSM", "IRA", "UCS2", "HEX", "UTF-8", "8859-1"};
	unsigned sets = strchr(line, '(') ? phone_charset_test(line)
					  : PHONE_CHARSET_BIT(phone_charset_reply(line));
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 1; i < COUNT(names); i++)
		if (sets >> i & 1)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used ? " " : "",
						 names[i]);
}

/* --- clocks: what ModemManager reads, as ISO 8601 --- */

static void clock_row(const char *id, const char *raw, const char *expected)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	json_t *json = json_loads(expected, 0, NULL);
	const char *input = json_string_value(json_object_get(json, "str"));
	const char *iso = json_string_value(json_object_get(json, "iso8601"));
	struct smsmodem_error error = {0};
	struct smsmodem_clock clock;
	char answer[256], text[40];

	assert_non_null(json);
	(void)snprintf(answer, sizeof answer, "\r\n%s\r\n" PUPPET_OK, input ? input : raw);
	const struct puppet_rule rules[] = {{.line = "AT+CCLK?", .answer = answer},
					    {.line = "", .answer = PUPPET_OK}};
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	if (smsmodem_clock(puppet->modem, &clock, &error) < 0)
		fail_msg("%s: %s", id, error.text);
	puppet_close(puppet);
	/* a clock without a zone is none of UTC's, as they say, but its own */
	bool zone = json_integer_value(json_object_get(json, "offset")) != 0;
	assert_int_equal(clock.has_zone, zone);
	assert_int_equal(clock.zone_minutes, json_integer_value(json_object_get(json, "offset")));
	assert_true(smsmodem_clock_text(&clock, text, sizeof text) > 0);
	if (strncmp(text, iso ? iso : raw, strlen(text)) != 0)
		fail_msg("%s: %s", id, text);
	json_decref(json);
}

/* --- rows --- */

/* The first line of a reply with "\r" and "\n" of two characters that has a prefix. */
static bool line_of(const char *raw, const char *prefix, char *line, size_t size)
{
	const char *found = strstr(raw, prefix);

	if (!found)
		return false;
	size_t length = 0;
	while (found[length] && strncmp(found + length, "\\r", 2) != 0 &&
	       strncmp(found + length, "\\n", 2) != 0)
		length++;
	assert_true(length < size);
	memcpy(line, found, length);
	line[length] = '\0';
	return true;
}

static void row_check(const char *id, const char *raw)
{
	enum phone_charset set;
	const char *wanted = wanted_of(id, &set);
	char line[4096], meaning[2048] = "";

	if (line_of(raw, "+CUSD:", line, sizeof line))
		mean_cusd(line, set, meaning, sizeof meaning);
	else if (line_of(raw, "+CPBR:", line, sizeof line))
		mean_cpbr(line, set, meaning, sizeof meaning);
	else if (line_of(raw, "+CSCA:", line, sizeof line))
		mean_csca(line, meaning, sizeof meaning);
	else if (line_of(raw, "+CSCS:", line, sizeof line))
		mean_cscs(line, meaning, sizeof meaning);
	if (strcmp(meaning, wanted) != 0)
		fail_msg("%s: \"%s\" is not \"%s\"", id, meaning, wanted);
}

static void test_rows(void **state)
{
	static const char *const categories[] = {"cusd", "cpbr", "csca", "cscs", "cclk"};
	static const int counts[] = {4, 13, 6, 6, 18};
	const char *folder = getenv("SMSMODEM_VECTORS");
	char path[4096], *text = NULL;
	size_t size = 0;
	int seen[COUNT(categories)] = {0};

	(void)state;
	if (!folder)
		skip();
	assert_in_range(snprintf(path, sizeof path, "%s/replies.tsv", folder), 1, sizeof path - 1);
	FILE *stream = fopen(path, "re");
	assert_non_null(stream);
	while (getline(&text, &size, stream) >= 0) {
		char *rest = text, *fields[10];
		for (size_t i = 0; i < COUNT(fields); i++)
			fields[i] = strsep(&rest, "\t\n");
		for (size_t i = 0; fields[9] && i < COUNT(categories); i++) {
			if (strcmp(fields[1], categories[i]) != 0)
				continue;
			seen[i]++;
			if (strcmp(fields[1], "cclk") == 0)
				clock_row(fields[0], fields[7], fields[9]);
			else
				row_check(fields[0], fields[7]);
		}
	}
	free(text);
	assert_int_equal(fclose(stream), 0);
	for (size_t i = 0; i < COUNT(categories); i++)
		assert_int_equal(seen[i], counts[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
