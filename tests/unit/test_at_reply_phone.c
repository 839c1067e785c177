/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies about the phone: the forms of the field are read, and what is in doubt is refused. */
#include "at_reply_support.h"
#include <limits.h>

struct number_row {
	const char *line, *number; /* NULL: refused */
};

static void check_numbers(int (*reply)(const char *line, char *number, size_t size),
			  const struct number_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char number[32] = "?";
		int result = reply(rows[i].line, number, sizeof number);
		bool good = rows[i].number
				    ? result == SMSMODEM_OK && strcmp(number, rows[i].number) == 0
				    : result == SMSMODEM_E_DATA;
		if (!good)
			fail_msg("'%s': %d, '%s'", rows[i].line, result, number);
	}
}

/* 27.007 7.6, 7.12 */
static void test_clip(void **state)
{
	static const struct number_row rows[] = {
		{"+CLIP: \"+481239823991\",145,\"\",128,\"\",0", "+481239823991"},
		{"+CLIP: \"481239823991\",145", "+481239823991"},
		{"+CLIP: \"0171123\",129,,,\"Mum\",0", "0171123"},
		{"+CLIP:\"0171123\",129", "0171123"},
		{"+CLIP: \"0171123\"", "0171123"},
		{"+CLIP: 0171123,129", "0171123"},
		{"+CLIP: \"\",128", ""},
		{"+CLIP: ,128,,,,1", ""},
		{"+CLIP: ,,,,,2", ""},
		{"+CLIP: \"002B0034003900310037\",145", "+4917"},
		{"+CCWA: \"123456789\",129,1,,0,,,", "123456789"},
		{"+CCWA: \"110\",129,1", "110"},
		{"+CLIP: 0,1", NULL},
		{"+CLIP: 1", NULL},
		{"+CLIP: (0-1)", NULL},
		{"+CCWA: 0,255", NULL}, /* ModemManager: call waiting is off */
		{"+CCWA: 2,1", NULL},
		{"+CCWA: (0-1)", NULL},
		{"+CLIP: \"0171\",x", NULL},
		{"+CLIP: \"0171\",300", NULL},
		{"+CLIP: \"01\x1B[2J71\",129", NULL},
		{"+CLIP: \"01\xC3\xA4\",129", NULL},
		{"+CLIP: \"01234567890123456789012345678901234567890\",129", NULL},
		{"+CLIP:", NULL},
		{"+CLIP", NULL},
		{"+COLP: \"0171\",129", NULL},
		{"", NULL},
	};

	(void)state;
	check_numbers(at_reply_clip, rows, COUNT(rows));
}

/* 27.007 7.15 */
static void test_cusd(void **state)
{
	static const struct {
		const char *line;
		int result, m;
		const char *text;
		int dcs;
	} rows[] = {
		{"+CUSD: 0,\"Your balance is 3.50\",15", SMSMODEM_OK, 0, "Your balance is 3.50",
		 15},
		{"+CUSD:1,\"1. Top up\",0", SMSMODEM_OK, 1, "1. Top up", 0},
		{"+CUSD: 1,\"Kontostand\"", SMSMODEM_OK, 1, "Kontostand", -1},
		{"+CUSD: 0,\"00410042\",72", SMSMODEM_OK, 0, "00410042", 72},
		{"+CUSD: 0,00410042,72", SMSMODEM_OK, 0, "00410042", 72},
		{"+CUSD: 0,00410042", SMSMODEM_OK, 0, "00410042", -1},
		{"+CUSD: 0, \"AB\" , 15", SMSMODEM_OK, 0, "AB", 15},
		{"+CUSD: 0,\"Say \"yes\", or \"no\"\",15", SMSMODEM_OK, 0, "Say \"yes\", or \"no\"",
		 15},
		{"+CUSD: 0,\"a,b,15\",68", SMSMODEM_OK, 0, "a,b,15", 68},
		{"+CUSD: 0,\"\",15", SMSMODEM_OK, 0, "", 15},
		{"+CUSD: 0,\"AB\",", SMSMODEM_OK, 0, "AB", -1},
		{"+CUSD: 0,\"AB\",x", SMSMODEM_OK, 0, "AB", -1},
		{"+CUSD: 0,\"AB\",256", SMSMODEM_OK, 0, "AB", -1},
		{"+CUSD: 0,\"AB\",-5", SMSMODEM_OK, 0, "AB", -1},
		{"+CUSD: 1,\"Menu:", SMSMODEM_OK, 1, "Menu:", -1}, /* goes on below */
		{"+CUSD: 1,\"The \"best\" of", SMSMODEM_OK, 1, "The \"best\" of", -1},
		{"+CUSD: 2", SMSMODEM_OK, 2, "", -1},
		{"+CUSD: 4", SMSMODEM_OK, 4, "", -1},
		{"+CUSD: 5,,", SMSMODEM_OK, 5, "", -1},
		{"+CUSD: 2,\"\"", SMSMODEM_OK, 2, "", -1},
		{"+CUSD: 6", SMSMODEM_E_DATA, 0, "", 0},
		{"+CUSD: -1", SMSMODEM_E_DATA, 0, "", 0},
		{"+CUSD: (0-2)", SMSMODEM_E_DATA, 0, "", 0},
		{"+CUSD: \"AB\",15", SMSMODEM_E_DATA, 0, "", 0},
		{"+CUSD:", SMSMODEM_E_DATA, 0, "", 0},
		{"+CUSDX: 0", SMSMODEM_E_DATA, 0, "", 0},
		{"", SMSMODEM_E_DATA, 0, "", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[64] = "?";
		int m = -9, dcs = -9;
		int result = at_reply_cusd(rows[i].line, &m, text, sizeof text, &dcs);
		bool same = m == rows[i].m && strcmp(text, rows[i].text) == 0 && dcs == rows[i].dcs;
		if (result != rows[i].result || (result == SMSMODEM_OK && !same))
			fail_msg("'%s': %d, %d, '%s', %d", rows[i].line, result, m, text, dcs);
	}
	char text[4];
	int m, dcs;
	assert_int_equal(at_reply_cusd("+CUSD: 0,\"ABC\",15", &m, text, 4, &dcs), SMSMODEM_OK);
	assert_int_equal(at_reply_cusd("+CUSD: 0,\"ABCD\",15", &m, text, 4, &dcs), SMSMODEM_E_DATA);
	assert_int_equal(at_reply_cusd("+CUSD: 2", &m, text, 0, &dcs), SMSMODEM_E_DATA);
}

/* 27.007 8.12, 8.13; the forms of gammu's tests */
static void test_entry(void **state)
{
	static const struct {
		const char *line;
		int index; /* -1: refused */
		const char *number;
		int type;
		const char *text;
	} rows[] = {
		{"+CPBR: 1,\"0171\",129,\"Mum\"", 1, "0171", 129, "Mum"},
		{"+CPBR:1,\"0171\",129,\"Mum\"", 1, "0171", 129, "Mum"},
		{"+CPBR: 0,\"0171\",129,\"Mum\"", 0, "0171", 129, "Mum"},
		{"+CPBF: 1,\"0171\",129,\"Mum\"", 1, "0171", 129, "Mum"},
		{"+CPBR: 16,\"\",,\"005300740065\",,,,,,,", 16, "", -1, "005300740065"},
		{"+CPBR: 6,\"\",,\"005300740061\"", 6, "", -1, "005300740061"},
		{"+CPBR: 81,\"#121#\",129,\"My Tempo\",0", 81, "#121#", 129, "My Tempo"},
		{"+CPBR: 1,\"+60122256476\",145,\"\",\"08/07/04\",\"17:24:55\"", 1, "+60122256476",
		 145, ""},
		{"+CPBR: 1,,\"+31234657899\",145,\"Mama GSM\",\"2007/11/02,09:27\"", 1,
		 "+31234657899", 145, "Mama GSM"},
		{"+CPBR: 419,\"030450566735\",129,56697263686F77", 419, "030450566735", 129,
		 "56697263686F77"},
		{"+CPBR: 212,\"me@web.de\",128,004D0061", 212, "me@web.de", 128, "004D0061"},
		{"+CPBR: 2,\"*100#\",129,\"gg get balance\",0", 2, "*100#", 129, "gg get balance"},
		{"+CPBR: 3,\"0171\",129,\"Smith, John\"", 3, "0171", 129, "Smith, John"},
		{"+CPBR: 3,\"0171\",129,\"T-Mobile \"D1\"\"", 3, "0171", 129, "T-Mobile \"D1\""},
		{"+CPBR: 3,\"0171\",129,\"Smith (home)\"", 3, "0171", 129, "Smith (home)"},
		{"+CPBR: 3,\"0171\",129,Smith (home)", 3, "0171", 129, "Smith (home)"},
		{"+CPBR: 3,\"0171\",129,12", 3, "0171", 129, "12"},
		{"+CPBR: 3,\"0171\",129,", 3, "0171", 129, ""},
		{"+CPBR: 3,0171,129,Mum", 3, "0171", 129, "Mum"},
		{"+CPBR: 3,\"0171\",129", -1, "", 0, ""},
		{"+CPBR: 3,\"0171\"", -1, "", 0, ""},
		{"+CPBR: (1-250),40,16", -1, "", 0, ""},
		{"+CPBR: 3,\"0171\",x,\"Mum\"", -1, "", 0, ""},
		{"+CPBR: 3,\"0171\",300,\"Mum\"", -1, "", 0, ""},
		{"+CPBR: -3,\"0171\",129,\"Mum\"", -1, "", 0, ""},
		{"+CPBR: 99999999999,\"0171\",129,\"Mum\"", -1, "", 0, ""},
		{"+CPBR: ,\"0171\",129,\"Mum\"", -1, "", 0, ""},
		{"+CPBR: \"Mum\",\"0171\",129,3", -1, "", 0, ""},
		{"+CPBR:", -1, "", 0, ""},
		{"+CPBW: 1,\"0171\",129,\"Mum\"", -1, "", 0, ""},
		{"", -1, "", 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct at_entry entry;
		int result = at_reply_cpbr(rows[i].line, &entry);
		bool same = entry.index == rows[i].index && entry.type == rows[i].type &&
			    strcmp(entry.number, rows[i].number) == 0 &&
			    strcmp(entry.text, rows[i].text) == 0;
		if (rows[i].index < 0 ? result != SMSMODEM_E_DATA : result != SMSMODEM_OK || !same)
			fail_msg("'%s': %d, %d, '%s', %d, '%s'", rows[i].line, result, entry.index,
				 entry.number, entry.type, entry.text);
	}
}

/* What does not fit is refused, and what just fits is not. */
static void test_entry_sizes(void **state)
{
	struct at_entry entry;
	char line[1024], long_text[600];

	(void)state;
	memset(long_text, 'A', sizeof long_text);
	for (int length = 62; length < 66; length++) {
		(void)snprintf(line, sizeof line, "+CPBR: 1,\"%.*s\",129,\"\"", length, long_text);
		assert_int_equal(at_reply_cpbr(line, &entry),
				 length < 64 ? SMSMODEM_OK : SMSMODEM_E_DATA);
	}
	for (int length = 510; length < 514; length++) {
		(void)snprintf(line, sizeof line, "+CPBR: 1,\"\",129,\"%.*s\"", length, long_text);
		assert_int_equal(at_reply_cpbr(line, &entry),
				 length < 512 ? SMSMODEM_OK : SMSMODEM_E_DATA);
	}
}

/* 27.007 8.12 */
static void test_entry_range(void **state)
{
	static const struct {
		const char *line;
		int first, last, number, text; /* first -1: refused */
	} rows[] = {
		{"+CPBR: (1-250),40,16", 1, 250, 40, 16},
		{"+CPBR:(1-250),40,16,24", 1, 250, 40, 16},
		{"+CPBR: (1-250),50,14,,,,40,20", 1, 250, 50, 14}, /* of gammu's tests */
		{"+CPBR: (0-99),(40),(16)", 0, 99, 40, 16},
		{"+CPBR: 1-250,40,16", 1, 250, 40, 16},
		{"+CPBR: (1-100,200-250),40,16", 1, 250, 40, 16},
		{"+CPBR: (101-200,1-100),40,16", 1, 200, 40, 16},
		{"+CPBR: (1),40,16", 1, 1, 40, 16},
		{"+CPBR: (1-250)", 1, 250, -1, -1},
		{"+CPBR: (1-250),,16", 1, 250, -1, 16},
		{"+CPBR: (1-250),x,16", 1, 250, -1, 16},
		{"+CPBR: (250-1),40,16", -1, 0, 0, 0},
		{"+CPBR: (),40,16", -1, 0, 0, 0},
		{"+CPBR: (1-99999999999),40,16", -1, 0, 0, 0},
		{"+CPBR: \"0171\",129", -1, 0, 0, 0},
		{"+CPBR:", -1, 0, 0, 0},
		{"+CPBF: (1-250)", -1, 0, 0, 0},
		{"", -1, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int first, last, number, text;
		int result = at_reply_cpbr_test(rows[i].line, &first, &last, &number, &text);
		bool same = first == rows[i].first && last == rows[i].last &&
			    number == rows[i].number && text == rows[i].text;
		if (rows[i].first < 0 ? result != SMSMODEM_E_DATA : result != SMSMODEM_OK || !same)
			fail_msg("'%s': %d, %d-%d, %d, %d", rows[i].line, result, first, last,
				 number, text);
	}
}

#define NO_ZONE INT_MIN
#define REFUSED                     \
	{                           \
		0, 0, 0, 0, 0, 0, 0 \
	}

/* 27.007 8.15; the forms of ModemManager's tests */
static void test_clock(void **state)
{
	static const struct {
		const char *line;
		struct at_clock time; /* year 0: refused */
	} rows[] = {
		{"+CCLK: \"14/08/05,04:00:21\"", {2014, 8, 5, 4, 0, 21, NO_ZONE}},
		{"+CCLK: \"14/08/05,04:00:21+40\"", {2014, 8, 5, 4, 0, 21, 40}},
		{"+CCLK: \"15/02/28,20:30:40-32\"", {2015, 2, 28, 20, 30, 40, -32}},
		{"+CCLK: 17/07/26,11:42:15+01", {2017, 7, 26, 11, 42, 15, 1}},
		{"+CCLK:   17/07/26,11:42:15+01", {2017, 7, 26, 11, 42, 15, 1}},
		{"+CCLK:\"17/07/26,11:42:15+1\"", {2017, 7, 26, 11, 42, 15, 1}},
		{"+CCLK: \"2009/8/18,19:11:45\"", {2009, 8, 18, 19, 11, 45, NO_ZONE}},
		{"+CCLK: \"24/02/29,00:00:00+00\"", {2024, 2, 29, 0, 0, 0, 0}},
		{"+CCLK: \"80/01/06,00:00:00-00\"", {1980, 1, 6, 0, 0, 0, 0}},
		{"+CCLK: \"70/01/01,23:59:59+96\"", {1970, 1, 1, 23, 59, 59, 96}},
		{"+CCLK: \"69/12/31,23:59:59\"", {2069, 12, 31, 23, 59, 59, NO_ZONE}},
		{"+CCLK: \"23/02/29,00:00:00\"", REFUSED},
		{"+CCLK: \"23/04/31,00:00:00\"", REFUSED},
		{"+CCLK: \"00/00/00,00:00:00\"", REFUSED},
		{"+CCLK: \"14/13/05,04:00:21\"", REFUSED},
		{"+CCLK: \"14/08/32,04:00:21\"", REFUSED},
		{"+CCLK: \"14/08/05,24:00:21\"", REFUSED},
		{"+CCLK: \"14/08/05,04:60:21\"", REFUSED},
		{"+CCLK: \"14/08/05,04:00:60\"", REFUSED},
		{"+CCLK: \"14/08/05,04:00:21+97\"", REFUSED},
		{"+CCLK: \"14/08/05,04:00:21+\"", REFUSED},
		{"+CCLK: \"14/08/05,04:00:21+040\"", REFUSED},
		{"+CCLK: \"14/08/05,04:00\"", REFUSED},
		{"+CCLK: \"14/08/05\"", REFUSED},
		{"+CCLK: \"14-08-05,04:00:21\"", REFUSED},
		{"+CCLK: \"14/08/05,04:00:21Z\"", REFUSED},
		{"+CCLK: \"14/08/05,04:00:-1\"", REFUSED},
		{"+CCLK: \"2170/08/05,04:00:21\"", REFUSED},
		{"+CCLK: \"99999/08/05,04:00:21\"", REFUSED},
		{"+CCLK: \"1969/08/05,04:00:21\"", REFUSED},
		{"+CCLK: \"\"", REFUSED},
		{"+CCLK:", REFUSED},
		{"+CCLKX: \"14/08/05,04:00:21\"", REFUSED},
		{"2014-08-05T04:00:21+10:00", REFUSED},
		{"", REFUSED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct at_clock time;
		int result = at_reply_cclk(rows[i].line, &time);
		bool same = memcmp(&time, &rows[i].time, sizeof time) == 0;
		if (rows[i].time.year == 0 ? result != SMSMODEM_E_DATA
					   : result != SMSMODEM_OK || !same)
			fail_msg("'%s': %d, %d/%d/%d,%d:%d:%d%+d", rows[i].line, result, time.year,
				 time.month, time.day, time.hour, time.minute, time.second,
				 time.quarters);
	}
}

/* What any line may give, and no more. */
static void check_any(const char *line)
{
	char text[24];
	int number, values[4];
	struct at_entry entry;
	struct at_clock time;

	if (at_reply_cusd(line, &number, text, sizeof text, values) == SMSMODEM_OK)
		assert_true(number >= 0 && number <= 5 && values[0] >= -1 && values[0] <= 255);
	if (at_reply_clip(line, text, sizeof text) == SMSMODEM_OK)
		for (const char *c = text; *c; c++)
			assert_in_range((unsigned char)*c, ' ', '~');
	if (at_reply_cpbr(line, &entry) == SMSMODEM_OK)
		assert_true(entry.index >= 0 && entry.type >= -1 && entry.type <= 255);
	if (at_reply_cpbr_test(line, &values[0], &values[1], &values[2], &values[3]) == SMSMODEM_OK)
		assert_true(values[0] >= 0 && values[1] >= values[0] && values[2] >= -1 &&
			    values[3] >= -1);
	if (at_reply_cclk(line, &time) == SMSMODEM_OK)
		assert_true(time.year >= 1970 && time.year < 2070 && time.day >= 1 &&
			    time.day <= 31);
}

static void test_any(void **state)
{
	static const char *const prefixes[] = {"+CUSD", "+CLIP", "+CCWA",
					       "+CPBR", "+CPBF", "+CCLK"};
	static const char *const lines[] = {
		"+CUSD: 1,\"Say \"yes\", or \"no\"\",15",
		"+CUSD: 1,00410042,72",
		"+CLIP: \"+481239823991\",145,\"\",128,\"\",0",
		"+CCWA: \"002B0034\",145,1",
		"+CPBR: 1,,\"+31234657899\",145,\"Mama GSM\",\"2007/11/02,09:27\"",
		"+CPBR: (1-250),50,14,,,,40,20",
		"+CCLK: \"14/08/05,04:00:21+40\"",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		reply_truncations(lines[i], check_any);
	reply_soup(prefixes, COUNT(prefixes), check_any);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clip),        cmocka_unit_test(test_cusd),
		cmocka_unit_test(test_entry),       cmocka_unit_test(test_entry_sizes),
		cmocka_unit_test(test_entry_range), cmocka_unit_test(test_clock),
		cmocka_unit_test(test_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
