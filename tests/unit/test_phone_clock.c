/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phone's clock (27.007 8.15), and its message centre (27.005 3.3.1). */
#include "phone_support.h"
#include "puppet_support.h"
#include <smsmodem/phone.h>

#define LINE(text) "\r\n" text "\r\n"
#define BEGIN                                                            \
	{                                                                \
		.line = "ATE0", .answer = LINE("+CPIN: READY") PUPPET_OK \
	}
#define REST                                    \
	{                                       \
		.line = "", .answer = PUPPET_OK \
	}

/* --- ISO 8601 --- */

static const struct {
	const char *text;
	const char *again; /* NULL: it is no time */
	int64_t seconds;
} time_rows[] = {
	{"2026-11-23T08:01:02+01:00", "2026-11-23T08:01:02+01:00", 1795417262},
	{"2026-11-23 08:01:02+0100", "2026-11-23T08:01:02+01:00", 1795417262},
	{"2026-11-23T08:01:02+01", "2026-11-23T08:01:02+01:00", 1795417262},
	{"2026-11-23T07:01:02Z", "2026-11-23T07:01:02+00:00", 1795417262},
	{"2026-11-23T07:01:02", "2026-11-23T07:01:02", 1795417262},
	{"2026-11-23T07:01", "2026-11-23T07:01:00", 1795417260},
	{"2015-02-28T20:30:40-08:00", "2015-02-28T20:30:40-08:00", 1425184240},
	{"1970-01-01T00:00:00Z", "1970-01-01T00:00:00+00:00", 0},
	{"2000-02-29T23:59:59Z", "2000-02-29T23:59:59+00:00", 951868799},
	{"2099-12-31T23:59:59Z", "2099-12-31T23:59:59+00:00", 4102444799},
	{"2026-02-29T00:00:00Z", NULL, 0},
	{"2026-13-01T00:00:00Z", NULL, 0},
	{"2026-11-31T00:00:00Z", NULL, 0},
	{"2026-11-23T24:00:00Z", NULL, 0},
	{"2026-11-23T23:60:00Z", NULL, 0},
	{"2026-11-23T23:00:60Z", NULL, 0},
	{"2026-11-23T08:01:02+99:00", NULL, 0},
	{"2026-11-23T08:01:02+01:60", NULL, 0},
	{"2026-11-23T08:01:02+01:00x", NULL, 0},
	{"2026-11-23T08:01:02 ", NULL, 0},
	{"2026-11-23", NULL, 0},
	{"now", NULL, 0},
	{"", NULL, 0},
};

static void test_times(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(time_rows); i++) {
		struct smsmodem_clock clock;
		char text[40];
		int result = smsmodem_clock_parse(time_rows[i].text, &clock);

		if (!time_rows[i].again) {
			if (result != SMSMODEM_E_DATA)
				fail_msg("%s is a time", time_rows[i].text);
			continue;
		}
		if (result < 0)
			fail_msg("%s is no time", time_rows[i].text);
		assert_int_equal(smsmodem_clock_text(&clock, text, sizeof text),
				 strlen(time_rows[i].again));
		assert_string_equal(text, time_rows[i].again);
		assert_int_equal(smsmodem_clock_seconds(&clock), time_rows[i].seconds);
		assert_int_equal(smsmodem_clock_text(&clock, text, strlen(text)), SMSMODEM_E_SPACE);
	}
}

/* --- what phones say --- */

static const struct {
	const char *name, *line;
	int result;
	const char *text;
} told_rows[] = {
	/* ModemManager test-modem-helpers.c, cclk_tests */
	{"no zone", "+CCLK: \"14/08/05,04:00:21\"", 0, "2014-08-05T04:00:21"},
	{"east", "+CCLK: \"14/08/05,04:00:21+40\"", 0, "2014-08-05T04:00:21+10:00"},
	{"west", "+CCLK: \"15/02/28,20:30:40-32\"", 0, "2015-02-28T20:30:40-08:00"},
	{"a quarter, no quotes", "+CCLK: 17/07/26,11:42:15+01", 0, "2017-07-26T11:42:15+00:15"},
	{"blanks", "+CCLK:   17/07/26,11:42:15+01", 0, "2017-07-26T11:42:15+00:15"},
	{"four digits of a year", "+CCLK: \"2014/08/05,04:00:21+00\"", 0,
	 "2014-08-05T04:00:21+00:00"},
	{"a clock that was never set", "+CCLK: \"70/01/01,00:00:10+00\"", 0,
	 "1970-01-01T00:00:10+00:00"},
	{"nor this one", "+CCLK: \"00/00/00,00:00:00\"", SMSMODEM_E_DATA, NULL},
	{"no such day", "+CCLK: \"14/02/30,04:00:21\"", SMSMODEM_E_DATA, NULL},
	{"no time", "+CCLK: \"\"", SMSMODEM_E_DATA, NULL},
	{"nothing", "+CREG: 1", SMSMODEM_E_DATA, NULL},
};

static void test_told(void **state)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(told_rows); i++) {
		char answer[128], text[40] = "";
		(void)snprintf(answer, sizeof answer, "\r\n%s\r\n" PUPPET_OK, told_rows[i].line);
		const struct puppet_rule rules[] = {
			BEGIN, {.line = "AT+CCLK?", .answer = answer}, REST};
		struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
		struct smsmodem_clock clock;
		struct smsmodem_error error = {0};

		int result = smsmodem_clock(puppet->modem, &clock, &error);
		if (result == 0)
			(void)smsmodem_clock_text(&clock, text, sizeof text);
		if (result != told_rows[i].result ||
		    (result == 0 && strcmp(text, told_rows[i].text) != 0))
			fail_msg("%s: %d %s %s", told_rows[i].name, result, error.text, text);
		puppet_close(puppet);
	}
}

static void test_set(void **state)
{
	static const char *const times[] = {"2026-11-23T08:01:02+01:00",
					    "2026-12-31T23:59:58-11:45", "2000-01-01T00:00:00Z"};
	struct phone *phone = phone_open("");
	struct smsmodem_clock clock;
	struct smsmodem_error error;
	char text[40];

	(void)state;
	for (size_t i = 0; i < COUNT(times); i++) {
		assert_int_equal(smsmodem_clock_parse(times[i], &clock), 0);
		assert_int_equal(smsmodem_set_clock(phone->modem, &clock, &error), 0);
		assert_int_equal(smsmodem_clock(phone->modem, &clock, &error), 0);
		assert_true(smsmodem_clock_text(&clock, text, sizeof text) > 0);
		assert_string_equal(text, i < 2 ? times[i] : "2000-01-01T00:00:00+00:00");
	}
	clock.zone_minutes = 67;
	assert_int_equal(smsmodem_set_clock(phone->modem, &clock, &error), SMSMODEM_E_DATA);
	clock.zone_minutes = clock.month = 0;
	assert_int_equal(smsmodem_set_clock(phone->modem, &clock, &error), SMSMODEM_E_DATA);
	phone_close(phone);
}

/* A phone that takes no zone. */
static void test_set_without_zone(void **state)
{
	static const struct puppet_rule rules[] = {
		BEGIN,
		{.line = "AT+CCLK=\"26/11/23,08:01:02+04\"", .answer = PUPPET_ERROR},
		REST,
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_clock clock;
	struct smsmodem_error error;

	(void)state;
	assert_int_equal(smsmodem_clock_parse("2026-11-23T08:01:02+01:00", &clock), 0);
	assert_int_equal(smsmodem_set_clock(puppet->modem, &clock, &error), 0);
	assert_int_equal(puppet_heard(puppet, "AT+CCLK=\"26/11/23,08:01:02\""), 1);
	puppet_close(puppet);
}

/* --- the message centre --- */

static const struct {
	const char *name, *line;
	int result;
	const char *number;
} smsc_rows[] = {
	/* gammu tests/at-smsc, at-smsc-failing, at-parser.c */
	{"none", "+CSCA: \"\",129", 0, ""},
	{"UCS-2 without quotes", "+CSCA: 002B00390037003200350034003100320030003000330032,145", 0,
	 "+97254120032"},
	{"no plus", "+CSCA: \"6281100000\",145", 0, "+6281100000"},
	{"UCS-2", "+CSCA: \"002B003400340037003800300032003000390032003000330035\",145", 0,
	 "+447802092035"},
	{"plain", "+CSCA: \"+971555515515\",145", 0, "+971555515515"},
	{"nothing", "+CREG: 1", SMSMODEM_E_DATA, ""},
};

static void test_smsc(void **state)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(smsc_rows); i++) {
		char answer[256], number[SMSMODEM_NUMBER_SIZE];
		(void)snprintf(answer, sizeof answer, "\r\n%s\r\n" PUPPET_OK, smsc_rows[i].line);
		const struct puppet_rule rules[] = {
			BEGIN, {.line = "AT+CSCA?", .answer = answer}, REST};
		struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
		struct smsmodem_error error = {0};

		int result = smsmodem_smsc(puppet->modem, number, &error);
		if (result != smsc_rows[i].result || strcmp(number, smsc_rows[i].number) != 0)
			fail_msg("%s: %d \"%s\"", smsc_rows[i].name, result, number);
		puppet_close(puppet);
	}
}

static void test_set_smsc(void **state)
{
	static const char *const sets[] = {"GSM", "IRA", "UCS2"};
	struct smsmodem_error error = {0};
	char number[SMSMODEM_NUMBER_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(sets); i++) {
		struct phone *phone = phone_open("smsc=none");
		char line[40];
		(void)snprintf(line, sizeof line, "AT+CSCS=\"%s\"", sets[i]);
		assert_int_equal(smsmodem_command(phone->modem, line, NULL, 0, &error), 0);
		assert_int_equal(smsmodem_smsc(phone->modem, number, &error), 0);
		assert_string_equal(number, "");
		if (smsmodem_set_smsc(phone->modem, "+49 171 0760000", &error) < 0)
			fail_msg("%s: %s", sets[i], error.text);
		assert_int_equal(smsmodem_smsc(phone->modem, number, &error), 0);
		assert_string_equal(number, "+491710760000");
		assert_int_equal(smsmodem_set_smsc(phone->modem, "no", &error), SMSMODEM_E_NUMBER);
		phone_close(phone);
	}
}

/* One that says OK and keeps the old one is not believed. */
static void test_smsc_liar(void **state)
{
	static const struct puppet_rule rules[] = {
		BEGIN,
		{.line = "AT+CSCA?", .answer = LINE("+CSCA: \"+491\",145") PUPPET_OK},
		REST,
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_error error = {0};

	(void)state;
	assert_int_equal(smsmodem_set_smsc(puppet->modem, "+492", &error), SMSMODEM_E_REFUSED);
	assert_non_null(strstr(error.text, "+491"));
	puppet_close(puppet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_times),     cmocka_unit_test(test_told),
		cmocka_unit_test(test_set),       cmocka_unit_test(test_set_without_zone),
		cmocka_unit_test(test_smsc),      cmocka_unit_test(test_set_smsc),
		cmocka_unit_test(test_smsc_liar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
