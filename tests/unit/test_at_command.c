/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines, and how long they may take. */
#include "at_support.h"

static void test_lengths(void **state)
{
	static const struct {
		int length;
		const char *cmgs, *cmgw;
	} rows[] = {
		{1, "AT+CMGS=1", "AT+CMGW=1"},
		{18, "AT+CMGS=18", "AT+CMGW=18"},
		{164, "AT+CMGS=164", "AT+CMGW=164"},
	};
	char line[16];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(at_command_cmgs(line, sizeof line, rows[i].length),
				 strlen(rows[i].cmgs));
		assert_string_equal(line, rows[i].cmgs);
		assert_int_equal(at_command_cmgw(line, sizeof line, rows[i].length),
				 strlen(rows[i].cmgw));
		assert_string_equal(line, rows[i].cmgw);
	}
}

/* 27.007 8.3: a PIN is 4 to 8 digits (TS 11.11 9.3). */
static void test_pin(void **state)
{
	static const struct {
		const char *pin, *line; /* NULL: refused */
	} rows[] = {
		{"1234", "AT+CPIN=\"1234\""},
		{"00000000", "AT+CPIN=\"00000000\""},
		{"123", NULL},
		{"123456789", NULL},
		{"", NULL},
		{"12a4", NULL},
		{"12 4", NULL},
		{"1234\n", NULL},
		{" 1234", NULL},
		{"-123", NULL},
		{"1234\",\"0000", NULL},
		{"\xD9\xA1\xD9\xA2\xD9\xA3\xD9\xA4", NULL}, /* Arabic digits */
	};
	char line[32];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int result = at_command_cpin(line, sizeof line, rows[i].pin);
		assert_int_equal(result,
				 rows[i].line ? (int)strlen(rows[i].line) : SMSMODEM_E_DATA);
		if (rows[i].line)
			assert_string_equal(line, rows[i].line);
	}
}

static void check_capacity(int (*build)(char *line, size_t size), int length)
{
	for (size_t size = 0; size <= (size_t)length + 2; size++) {
		char line[64];
		memset(line, CANARY, sizeof line);
		int result = build(line, size);
		assert_int_equal(result, size > (size_t)length ? length : SMSMODEM_E_SPACE);
		for (size_t i = size; i < sizeof line; i++)
			assert_int_equal(line[i], CANARY);
	}
}

static int build_cmgs(char *line, size_t size)
{
	return at_command_cmgs(line, size, 164);
}

static int build_cmgw(char *line, size_t size)
{
	return at_command_cmgw(line, size, 164);
}

static int build_cpin(char *line, size_t size)
{
	return at_command_cpin(line, size, "1234");
}

static void test_capacities(void **state)
{
	(void)state;
	check_capacity(build_cmgs, 11);
	check_capacity(build_cmgw, 11);
	check_capacity(build_cpin, 14);
}

static void test_timeouts(void **state)
{
	static const struct {
		const char *line;
		int64_t timeout_ms;
	} rows[] = {
		{"AT", 10000},
		{"AT+CSQ", 10000},
		{"AT+COPS?", 10000},
		{"AT+COPS=?", 180000},
		{"at+cops=0", 180000},
		{"AT+CMGS=18", 60000},
		{"AT+CMGW=18", 10000},
		{"AT+CMGL=4", 60000},
		{"ATE0+CMEE=1;+CPIN=\"1\"", 30000},
		{"AT+CPIN?", 10000},
		{"AT+CUSD=1,\"*100#\"", 90000},
		{"ATD112;", 90000},
		{"ATH", 30000},
		{"", 10000},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (at_command_timeout_ms(rows[i].line) != rows[i].timeout_ms)
			fail_msg("%s: %lld ms", rows[i].line,
				 (long long)at_command_timeout_ms(rows[i].line));
}

/* 27.005 3.5.1, 3.5.3, 3.5.5, 4.4, 3.4.4 */
static void test_prompting(void **state)
{
	static const struct {
		const char *line;
		bool prompts;
	} rows[] = {
		{"AT+CMGS=18", true},  {"AT+CMGS=\"+49\"", true}, {"at+cmgs=18", true},
		{"AT+CMGW=18", true},  {"AT+CMGW", true},         {"AT+CMGC=18", true},
		{"AT+CNMA=1,3", true}, {"ATE0;+CMGS=18", true},   {"AT", false},
		{"AT+CMGS", false},    {"AT+CMGS?", false},       {"AT+CMSS=1", false},
		{"AT+CMGL=4", false},  {"AT+CNMA", false},        {"", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (at_command_prompts(rows[i].line) != rows[i].prompts)
			fail_msg("%s", rows[i].line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lengths),    cmocka_unit_test(test_pin),
		cmocka_unit_test(test_capacities), cmocka_unit_test(test_timeouts),
		cmocka_unit_test(test_prompting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
