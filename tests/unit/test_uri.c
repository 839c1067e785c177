/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Device URIs: queries, numbers, schemes, and the settings of a serial line. */
#include "transports.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct options_row {
	const char *text;
	int count;
	const char *rest;
	const char *joined; /* name=value of all, ';' behind each */
};

static const struct options_row options_rows[] = {
	{"/dev/ttyUSB0", 0, "/dev/ttyUSB0", ""},
	{"", 0, "", ""},
	{"/dev/x?", 0, "/dev/x", ""},
	{"/dev/x?a=b", 1, "/dev/x", "a=b;"},
	{"?a=b", 1, "", "a=b;"},
	{"x?a=1&b=2&c=3", 3, "x", "a=1;b=2;c=3;"},
	{"x?a=", 1, "x", "a=;"},
	{"x?a=b=c", 1, "x", "a=b=c;"},
	{"x?a=b?c", 1, "x", "a=b?c;"},
	{"x?a", SMSMODEM_E_USAGE, NULL, NULL},
	{"x?=b", SMSMODEM_E_USAGE, NULL, NULL},
	{"x?a=b&", SMSMODEM_E_USAGE, NULL, NULL},
	{"x?&a=b", SMSMODEM_E_USAGE, NULL, NULL},
	{"x?a=b&&c=d", SMSMODEM_E_USAGE, NULL, NULL},
	{"x?a=1&b=2&c=3&d=4", SMSMODEM_E_USAGE, NULL, NULL},
};

static void test_options(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(options_rows); i++) {
		const struct options_row *row = &options_rows[i];
		struct uri_option options[3];
		struct smsmodem_error error = {0};
		char text[64], joined[64] = "";

		print_message("row '%s'\n", row->text);
		snprintf(text, sizeof text, "%s", row->text);
		int count = uri_options(text, options, COUNT(options), &error);
		assert_int_equal(count, row->count);
		if (count < 0) {
			assert_int_equal(error.code, count);
			assert_true(error.text[0]);
			continue;
		}
		assert_string_equal(text, row->rest);
		for (int k = 0; k < count; k++) {
			size_t used = strlen(joined);
			snprintf(joined + used, sizeof joined - used, "%s=%s;", options[k].name,
				 options[k].value);
		}
		assert_string_equal(joined, row->joined);
	}
}

struct number_row {
	const char *text;
	int min, max;
	bool good;
	int value;
};

static const struct number_row number_rows[] = {
	{"1", 1, 65535, true, 1},       {"65535", 1, 65535, true, 65535},
	{"0", 0, 9, true, 0},           {"007", 1, 9, true, 7},
	{"0", 1, 65535, false, 0},      {"65536", 1, 65535, false, 0},
	{"", 0, 9, false, 0},           {"+1", 0, 9, false, 0},
	{"-1", -5, 9, false, 0},        {" 1", 0, 9, false, 0},
	{"1 ", 0, 9, false, 0},         {"0x1", 0, 9, false, 0},
	{"1\n", 0, 9, false, 0},        {"99999999999999999999", 0, 9, false, 0},
	{"4294967297", 0, 9, false, 0},
};

static void test_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(number_rows); i++) {
		const struct number_row *row = &number_rows[i];
		int value = -7;

		print_message("row '%s'\n", row->text);
		assert_int_equal(uri_number(row->text, row->min, row->max, &value), row->good);
		assert_int_equal(value, row->good ? row->value : -7);
	}
}

struct settings_row {
	const char *query;
	struct tty_settings settings;
};

static const struct settings_row settings_rows[] = {
	{"", {115200, TTY_PARITY_NONE, 8, 1, TTY_FLOW_NONE}},
	{"?baud=9600", {9600, TTY_PARITY_NONE, 8, 1, TTY_FLOW_NONE}},
	{"?baud=250000", {250000, TTY_PARITY_NONE, 8, 1, TTY_FLOW_NONE}},
	{"?parity=none", {115200, TTY_PARITY_NONE, 8, 1, TTY_FLOW_NONE}},
	{"?parity=even&bits=7", {115200, TTY_PARITY_EVEN, 7, 1, TTY_FLOW_NONE}},
	{"?parity=odd&bits=5", {115200, TTY_PARITY_ODD, 5, 1, TTY_FLOW_NONE}},
	{"?bits=6&stop=2", {115200, TTY_PARITY_NONE, 6, 2, TTY_FLOW_NONE}},
	{"?bits=8&stop=1&flow=none", {115200, TTY_PARITY_NONE, 8, 1, TTY_FLOW_NONE}},
	{"?flow=rtscts", {115200, TTY_PARITY_NONE, 8, 1, TTY_FLOW_RTSCTS}},
	{"?flow=xonxoff", {115200, TTY_PARITY_NONE, 8, 1, TTY_FLOW_XONXOFF}},
	{"?baud=300&baud=1200", {1200, TTY_PARITY_NONE, 8, 1, TTY_FLOW_NONE}},
};

static int settings_of(const char *query, struct tty_settings *settings,
		       struct smsmodem_error *error)
{
	struct uri_option options[8];
	char text[64];

	snprintf(text, sizeof text, "%s", query);
	int count = uri_options(text, options, COUNT(options), error);
	assert_true(count >= 0);
	return tty_settings_parse(options, (size_t)count, settings, error);
}

static void test_settings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(settings_rows); i++) {
		const struct tty_settings *want = &settings_rows[i].settings;
		struct tty_settings got = {0};

		print_message("row '%s'\n", settings_rows[i].query);
		assert_int_equal(settings_of(settings_rows[i].query, &got, NULL), SMSMODEM_OK);
		assert_int_equal(got.baud, want->baud);
		assert_int_equal(got.parity, want->parity);
		assert_int_equal(got.bits, want->bits);
		assert_int_equal(got.stop, want->stop);
		assert_int_equal(got.flow, want->flow);
	}
}

struct refusal_row {
	const char *query;
	const char *names; /* what the sentence must offer */
};

static const struct refusal_row refusal_rows[] = {
	{"?speed=9600", "baud, parity, bits, stop and flow"},
	{"?Baud=9600", "baud, parity, bits, stop and flow"},
	{"?baud=", "115200"},
	{"?baud=fast", "115200"},
	{"?baud=0", "115200"},
	{"?baud=-1", "115200"},
	{"?parity=mark", "none, even or odd"},
	{"?bits=4", "5, 6, 7 or 8"},
	{"?bits=9", "5, 6, 7 or 8"},
	{"?stop=1.5", "1 or 2"},
	{"?flow=dtrdsr", "none, rtscts or xonxoff"},
	{"?baud=9600&flow=", "none, rtscts or xonxoff"},
};

static void test_settings_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refusal_rows); i++) {
		struct tty_settings settings;
		struct smsmodem_error error = {0};

		print_message("row '%s'\n", refusal_rows[i].query);
		assert_int_equal(settings_of(refusal_rows[i].query, &settings, &error),
				 SMSMODEM_E_USAGE);
		assert_non_null(strstr(error.text, refusal_rows[i].names));
	}
}

static void test_no_scheme(void **state)
{
	static const char *const uris[] = {"",       "COM3", "ttyUSB0", "dev/ttyUSB0", "http://x",
					   "TTY:/x", "tcp",  ":",       "tcp-liste:1", "simx:"};
	const struct transport_options options = {.timeout_ms = 0, .cancel_fd = -1};

	(void)state;
	for (size_t i = 0; i < COUNT(uris); i++) {
		struct transport *transport = (struct transport *)&state;
		struct smsmodem_error error = {0};

		print_message("row '%s'\n", uris[i]);
		assert_int_equal(transport_open(uris[i], &options, &transport, &error),
				 SMSMODEM_E_USAGE);
		assert_null(transport);
		assert_non_null(strstr(error.text, "tcp:HOST:PORT"));
	}
}

/* --- what is no endpoint --- */

static const char *const bad_uris[] = {
	"tcp:",
	"tcp::",
	"tcp:2000",
	"tcp:host",
	"tcp::2000",
	"tcp:host:",
	"tcp:host:0",
	"tcp:host:65536",
	"tcp:host:-1",
	"tcp:host:+1",
	"tcp:host:1x",
	"tcp:host: 1",
	"tcp:::1:2000",
	"tcp:[]:2000",
	"tcp:[::1:2000",
	"tcp:::1]:2000",
	"tcp:[::1]2000",
	"tcp:[[::1]]:2000",
	"tcp:127.0.0.1:2000?nodelay=1",
	"tcp-listen:",
	"tcp-listen:0",
	"tcp-listen:x",
	"tcp-listen:host:",
	"tcp-listen::2000",
	"tcp-listen:[::]",
	"tcp-listen:70000",
};

static void test_bad_endpoints(void **state)
{
	const struct transport_options options = {.timeout_ms = 0, .cancel_fd = -1};
	struct transport *transport;
	struct smsmodem_error error;
	char uri[600] = "tcp:";

	(void)state;
	for (size_t i = 0; i < COUNT(bad_uris); i++) {
		print_message("row '%s'\n", bad_uris[i]);
		assert_int_equal(transport_open(bad_uris[i], &options, &transport, &error),
				 SMSMODEM_E_USAGE);
		assert_null(transport);
		assert_non_null(strstr(error.text, "PORT"));
	}
	/* at every length of the host, its capacity included, nothing but a code comes of it */
	for (size_t length = 240; length < 300; length++) {
		memset(uri + 4, 'a', length);
		snprintf(uri + 4 + length, sizeof uri - 4 - length, ":2000");
		int code = transport_open(uri, &options, &transport, &error);
		assert_int_equal(code, length < 256 ? SMSMODEM_E_NODEVICE : SMSMODEM_E_USAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options),   cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_settings),  cmocka_unit_test(test_settings_refused),
		cmocka_unit_test(test_no_scheme), cmocka_unit_test(test_bad_endpoints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
