/* SPDX-License-Identifier: GPL-3.0-or-later */
/* usb:VID:PID[:SERIAL][#INTERFACE][?port=TOPOLOGY]: reading it, and the port it means. */
#include "usb_uri_table.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* --- reading --- */

static const struct {
	const char *text;
	struct usb_wanted wanted;
} good_rows[] = {
	{"0403:6001", {0x0403, 0x6001, -1, "", ""}},
	{"12D1:14aC", {0x12D1, 0x14AC, -1, "", ""}},
	{"403:1", {0x0403, 0x0001, -1, "", ""}},
	{"0403:6001#00", {0x0403, 0x6001, 0, "", ""}},
	{"0403:6001#2", {0x0403, 0x6001, 2, "", ""}},
	{"0403:6001#fF", {0x0403, 0x6001, 0xFF, "", ""}},
	{"0403:6001:PHONE1", {0x0403, 0x6001, -1, "PHONE1", ""}},
	{"0403:6001:PHONE1#0a", {0x0403, 0x6001, 10, "PHONE1", ""}},
	/* the serial number is the rest: some are hardware addresses */
	{"0403:6001:00:1b:af:00", {0x0403, 0x6001, -1, "00:1b:af:00", ""}},
	{"0403:6001:a%20b%23%3F%25#01", {0x0403, 0x6001, 1, "a b#?%", ""}},
	{"0403:6001:%c3%A9", {0x0403, 0x6001, -1, "\xC3\xA9", ""}},
	{"0403:6001:a b", {0x0403, 0x6001, -1, "a b", ""}},
	{"0403:6001:x%2B+", {0x0403, 0x6001, -1, "x++", ""}},
	/* where it is plugged in (Documentation/ABI: sysfs-bus-usb) */
	{"12d1:1506?port=1-1.4", {0x12D1, 0x1506, -1, "", "1-1.4"}},
	{"12d1:1506#2?port=3-12.1.2", {0x12D1, 0x1506, 2, "", "3-12.1.2"}},
	{"0403:6001:A%3Fb?port=1-1", {0x0403, 0x6001, -1, "A?b", "1-1"}},
	{"0403:6001:A#0?port=0123456789012345678901234567890",
	 {0x0403, 0x6001, 0, "A", "0123456789012345678901234567890"}},
};

static void test_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good_rows); i++) {
		const struct usb_wanted *expected = &good_rows[i].wanted;
		struct usb_wanted wanted;
		struct smsmodem_error error;

		print_message("row '%s'\n", good_rows[i].text);
		assert_int_equal(usb_wanted_parse(good_rows[i].text, &wanted, &error), SMSMODEM_OK);
		assert_int_equal(wanted.vid, expected->vid);
		assert_int_equal(wanted.pid, expected->pid);
		assert_int_equal(wanted.interface, expected->interface);
		assert_string_equal(wanted.serial, expected->serial);
		assert_string_equal(wanted.topology, expected->topology);
	}
}

static const char *const bad_rows[] = {
	"",
	":",
	"0403",
	"0403:",
	":6001",
	"0403:6001:",
	"0403:6001:#00",
	"0403:6001#",
	"0403:6001#100",
	"0403:6001#x",
	"0403:6001#00:A",
	"0403:6001:A#00#01",
	"0403:6001 ",
	" 0403:6001",
	"0x403:6001",
	"+403:6001",
	"00403:6001",
	"0403:60011",
	"0403-6001",
	"FTDI:6001",
	"0403:6001:a%",
	"0403:6001:a%2",
	"0403:6001:a%zz",
	"0403:6001:a%00b",
	"0403:6001?",
	"0403:6001?port",
	"0403:6001?port=",
	"0403:6001:?port=1-1",
	"0403:6001#?port=1-1",
	"0403:6001?port=1-1#00",
	"0403:6001?port=1-1&baud=9600",
	"0403:6001?port=1-1:1.0",
	"0403:6001?baud=9600",
	"0403:6001?port=01234567890123456789012345678901",
	/* one octet more than a serial number has room for */
	"0403:6001:"
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
};

static void test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_rows); i++) {
		struct usb_wanted wanted;
		struct smsmodem_error error = {0};

		print_message("row '%s'\n", bad_rows[i]);
		assert_int_equal(usb_wanted_parse(bad_rows[i], &wanted, &error), SMSMODEM_E_USAGE);
		assert_non_null(strstr(error.text, "usb:VID:PID[:SERIAL][#INTERFACE]"));
	}
}

/* Every start of a good one is read within its bounds, whatever it means. */
static void test_truncated(void **state)
{
	static const char text[] = "0403:6001:a%20b#0a?port=1-1.4";

	(void)state;
	for (size_t length = 0; length <= strlen(text); length++) {
		char *exact = malloc(length + 1);
		struct usb_wanted wanted;

		assert_non_null(exact);
		memcpy(exact, text, length);
		exact[length] = '\0';
		(void)usb_wanted_parse(exact, &wanted, NULL);
		free(exact);
	}
}

/* --- which port --- */

static const struct {
	const char *text;
	int code;
	const char *path; /* or a part of the sentence */
} choose_rows[] = {
	{"0403:6001:PHONE1", SMSMODEM_OK, "/dev/ttyUSB0"},
	{"0403:6001:PHONE2", SMSMODEM_OK, "/dev/ttyUSB1"},
	{"0403:6001:PHONE2#00", SMSMODEM_OK, "/dev/ttyUSB1"},
	{"12d1:1506#0", SMSMODEM_OK, "/dev/ttyUSB2"},
	{"12d1:1506#0A", SMSMODEM_OK, "/dev/ttyUSB4"},
	{"421:2", SMSMODEM_OK, "/dev/ttyACM2"},
	{"0403:6001", SMSMODEM_E_USAGE,
	 "usb:0403:6001 is several ports: usb:0403:6001:PHONE1 (/dev/ttyUSB0), "
	 "usb:0403:6001:PHONE2 (/dev/ttyUSB1); say which"},
	{"0403:6001#00", SMSMODEM_E_USAGE, "usb:0403:6001#00 is several ports: "},
	{"12d1:1506", SMSMODEM_E_USAGE,
	 "usb:12d1:1506#0 (/dev/ttyUSB2), usb:12d1:1506#1 (/dev/ttyUSB3), "
	 "usb:12d1:1506#a (/dev/ttyUSB4); say which"},
	{"0421:0001", SMSMODEM_E_USAGE,
	 "usb:0421:0001 is several ports: usb:0421:0001?port=1-4.1 (/dev/ttyACM0), "
	 "usb:0421:0001?port=1-4.2 (/dev/ttyACM1); say which"},
	{"0421:0001?port=1-4.2", SMSMODEM_OK, "/dev/ttyACM1"},
	{"0421:0001#1?port=1-4.1", SMSMODEM_OK, "/dev/ttyACM0"},
	{"12d1:1506?port=1-3", SMSMODEM_E_USAGE,
	 "usb:12d1:1506#0?port=1-3 (/dev/ttyUSB2), usb:12d1:1506#1?port=1-3 (/dev/ttyUSB3), "},
	{"0421:0002?port=1-4", SMSMODEM_E_NODEVICE,
	 "no port is usb:0421:0002?port=1-4; there is usb:0403:6001?port=1-1 (/dev/ttyUSB0), "},
	{"0421:0001?port=1-4", SMSMODEM_E_NODEVICE, "no port is"},
	{"9710:7840#00", SMSMODEM_E_USAGE,
	 "/dev/ttyUSB5 (plugged in at 2-1), /dev/ttyUSB6 (plugged in at 2-1); give the "
	 "/dev/serial/by-path link"},
	{"9710:7840?port=2-1", SMSMODEM_E_USAGE, "by-path"},
	/* serial numbers are compared as they are */
	{"0403:6001:phone1", SMSMODEM_E_NODEVICE,
	 "no port is usb:0403:6001:phone1; there is usb:0403:6001:PHONE1 (/dev/ttyUSB0), "},
	{"0403:6001:PHONE", SMSMODEM_E_NODEVICE, "no port is"},
	{"0403:6001:PHONE1#01", SMSMODEM_E_NODEVICE, "no port is"},
	{"12d1:1506#03", SMSMODEM_E_NODEVICE, "no port is"},
	/* a port without serial number is not the one with it */
	{"12d1:1506:X", SMSMODEM_E_NODEVICE, "no port is"},
	/* what is not on USB has ids of 0 */
	{"0:0", SMSMODEM_E_NODEVICE, "no port is"},
};

static void test_choose(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(choose_rows); i++) {
		const struct smsmodem_port *port;
		struct usb_wanted wanted;
		struct smsmodem_error error = {0};

		print_message("row '%s'\n", choose_rows[i].text);
		assert_int_equal(usb_wanted_parse(choose_rows[i].text, &wanted, &error),
				 SMSMODEM_OK);
		int code = usb_choose(&wanted, choose_rows[i].text, ports, COUNT(ports), &port,
				      &error);
		assert_int_equal(code, choose_rows[i].code);
		if (code == SMSMODEM_OK) {
			assert_string_equal(port->path, choose_rows[i].path);
			continue;
		}
		assert_int_equal(error.code, code);
		if (!strstr(error.text, choose_rows[i].path))
			fail_msg("%s", error.text);
	}
}

static void test_choose_of_none(void **state)
{
	const struct smsmodem_port *port;
	const struct usb_wanted wanted = {0x0403, 0x6001, -1, "", ""};
	struct smsmodem_error error;

	(void)state;
	/* ports that are not on USB are nothing to choose from */
	for (size_t count = 0; count < 2; count++) {
		assert_int_equal(usb_choose(&wanted, "0403:6001", ports, count, &port, &error),
				 SMSMODEM_E_NODEVICE);
		assert_null(port);
		assert_string_equal(error.text,
				    "no port is usb:0403:6001; there is no serial port on USB at "
				    "all: is it plugged in and switched on?");
	}
}

/* A list that is too long says so, and what to do still follows. */
static void test_choose_of_many(void **state)
{
	static struct smsmodem_port many[100];
	const struct usb_wanted wanted = {1, 2, -1, "", ""};
	const struct smsmodem_port *port;
	struct smsmodem_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(many); i++) {
		many[i] = (struct smsmodem_port){
			.is_usb = true, .vid = 1, .pid = 2, .interface = (int)i};
		(void)snprintf(many[i].path, sizeof many[i].path, "/dev/ttyUSB%zu", i);
		memset(many[i].serial, 'a' + (char)(i % 26), i);
	}
	for (size_t count = 2; count <= COUNT(many); count++) {
		assert_int_equal(usb_choose(&wanted, "1:2", many, count, &port, &error),
				 SMSMODEM_E_USAGE);
		assert_non_null(strstr(error.text, "; say which"));
		if (count > 20)
			assert_non_null(strstr(error.text, ", ...; say which"));
		assert_int_equal(usb_choose(&wanted, "1:2", many + 1, 1, &port, &error),
				 SMSMODEM_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),           cmocka_unit_test(test_bad),
		cmocka_unit_test(test_truncated),      cmocka_unit_test(test_choose),
		cmocka_unit_test(test_choose_of_none), cmocka_unit_test(test_choose_of_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
