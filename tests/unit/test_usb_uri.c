/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * usb:VID:PID[:SERIAL][#INTERFACE][?port=TOPOLOGY]: reading it, the port it means, and the one that
 * means a port.
 */
#include "ports.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

/* An ordinary machine: two adapters with serial numbers, a stick of three ports, two equal phones.
 */
static const struct smsmodem_port ports[] = {
	{.path = "/dev/ttyS0", .interface = -1},
	{.path = "/dev/ttyUSB0",
	 .is_usb = true,
	 .vid = 0x0403,
	 .pid = 0x6001,
	 .interface = 0,
	 .topology = "1-1",
	 .serial = "PHONE1"},
	{.path = "/dev/ttyUSB1",
	 .is_usb = true,
	 .vid = 0x0403,
	 .pid = 0x6001,
	 .interface = 0,
	 .topology = "1-2",
	 .serial = "PHONE2"},
	{.path = "/dev/ttyUSB2",
	 .is_usb = true,
	 .vid = 0x12D1,
	 .pid = 0x1506,
	 .interface = 0,
	 .topology = "1-3"},
	{.path = "/dev/ttyUSB3",
	 .is_usb = true,
	 .vid = 0x12D1,
	 .pid = 0x1506,
	 .interface = 1,
	 .topology = "1-3"},
	{.path = "/dev/ttyUSB4",
	 .is_usb = true,
	 .vid = 0x12D1,
	 .pid = 0x1506,
	 .interface = 0x0A,
	 .topology = "1-3"},
	{.path = "/dev/ttyACM0",
	 .is_usb = true,
	 .vid = 0x0421,
	 .pid = 0x0001,
	 .interface = 1,
	 .topology = "1-4.1"},
	{.path = "/dev/ttyACM1",
	 .is_usb = true,
	 .vid = 0x0421,
	 .pid = 0x0001,
	 .interface = 1,
	 .topology = "1-4.2"},
	{.path = "/dev/ttyACM2",
	 .is_usb = true,
	 .vid = 0x0421,
	 .pid = 0x0002,
	 .interface = -1,
	 .topology = "1-5",
	 .serial = "a #?%\xC3\xA9"},
	/* two ports of one interface, as some adapters have */
	{.path = "/dev/ttyUSB5",
	 .is_usb = true,
	 .vid = 0x9710,
	 .pid = 0x7840,
	 .interface = 0,
	 .topology = "2-1"},
	{.path = "/dev/ttyUSB6",
	 .is_usb = true,
	 .vid = 0x9710,
	 .pid = 0x7840,
	 .interface = 0,
	 .topology = "2-1"},
};

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

/* --- the URI of a port --- */

static const char *const uri_rows[COUNT(ports)] = {
	NULL,
	"usb:0403:6001:PHONE1",
	"usb:0403:6001:PHONE2",
	"usb:12d1:1506#0",
	"usb:12d1:1506#1",
	"usb:12d1:1506#a",
	"usb:0421:0001?port=1-4.1",
	"usb:0421:0001?port=1-4.2",
	"usb:0421:0002",
	NULL,
	NULL,
};

static void test_uri(void **state)
{
	char uri[SMSMODEM_USB_URI_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(ports); i++) {
		bool found = smsmodem_port_uri(&ports[i], ports, COUNT(ports), uri);
		assert_int_equal(found, uri_rows[i] != NULL);
		assert_string_equal(uri, uri_rows[i] ? uri_rows[i] : "");
	}
	/* alone, each needs no more than its ids */
	assert_true(smsmodem_port_uri(&ports[1], &ports[1], 1, uri));
	assert_string_equal(uri, "usb:0403:6001");
}

/* With its serial number, which is still its own when others like it have come. */
static void test_uri_by_serial(void **state)
{
	char uri[SMSMODEM_USB_URI_SIZE];

	(void)state;
	assert_true(port_uri_by_serial(&ports[1], &ports[1], 1, uri));
	assert_string_equal(uri, "usb:0403:6001:PHONE1");
	assert_true(port_uri_by_serial(&ports[3], &ports[3], 1, uri));
	assert_string_equal(uri, "usb:12d1:1506");
	assert_true(port_uri_by_serial(&ports[7], ports, COUNT(ports), uri));
	assert_string_equal(uri, "usb:0421:0001?port=1-4.2");
	assert_false(port_uri_by_serial(&ports[9], ports, COUNT(ports), uri));
	assert_string_equal(uri, "");
}

/* Where one is missing that has the same ids, it is the serial number that tells why. */
static void test_serial_number_is_shown(void **state)
{
	const struct usb_wanted wanted = {0x0403, 0x6001, -1, "PHONE1", ""};
	const struct smsmodem_port *port;
	struct smsmodem_error error;

	(void)state;
	assert_int_equal(usb_choose(&wanted, "0403:6001:PHONE1", &ports[2], 1, &port, &error),
			 SMSMODEM_E_NODEVICE);
	assert_string_equal(error.text, "no port is usb:0403:6001:PHONE1; there is "
					"usb:0403:6001:PHONE2 (/dev/ttyUSB1)");
}

/* What is plugged in later changes nothing: each name holds alone as among all. */
static void test_lasting(void **state)
{
	char uri[SMSMODEM_USB_URI_SIZE], alone[SMSMODEM_USB_URI_SIZE];
	struct smsmodem_error error;
	struct usb_wanted wanted;

	(void)state;
	for (size_t i = 0; i < COUNT(ports); i++) {
		bool found = smsmodem_port_lasting_uri(&ports[i], ports, COUNT(ports), uri);

		assert_int_equal(found, uri_rows[i] != NULL);
		if (!found)
			continue;
		assert_int_equal(usb_wanted_parse(uri + 4, &wanted, &error), SMSMODEM_OK);
		assert_true(usb_wanted_match(&wanted, &ports[i]));
		assert_string_equal(wanted.serial, ports[i].serial);
		if (!ports[i].serial[0])
			assert_string_equal(wanted.topology, ports[i].topology);
		assert_int_equal(wanted.interface, ports[i].interface);
		assert_true(smsmodem_port_lasting_uri(&ports[i], &ports[i], 1, alone));
		assert_string_equal(alone, uri);
	}
}

static void test_uri_escapes(void **state)
{
	struct smsmodem_port two[2] = {ports[8], ports[8]};
	char uri[SMSMODEM_USB_URI_SIZE];

	(void)state;
	memcpy(two[1].serial, "b", 2);
	assert_true(smsmodem_port_uri(&two[0], two, 2, uri));
	assert_string_equal(uri, "usb:0421:0002:a%20%23%3F%25\xC3\xA9");
	assert_true(smsmodem_port_uri(&two[1], two, 2, uri));
	assert_string_equal(uri, "usb:0421:0002:b");
}

/* Serial numbers of all lengths: what has no room is not cut to something else. */
static void test_uri_bounds(void **state)
{
	static const char fills[] = "A#";

	(void)state;
	for (size_t fill = 0; fill < 2; fill++) {
		for (size_t length = 1; length < sizeof ports[0].serial; length++) {
			struct smsmodem_port two[2] = {ports[1], ports[2]};
			struct {
				char uri[SMSMODEM_USB_URI_SIZE], canary[8];
			} out = {.canary = "canary"};
			/* with an interface that is needed, too */
			struct smsmodem_port three[3];
			size_t octets = 14 + length * (fill ? 3 : 1);

			memset(two[0].serial, 0, sizeof two[0].serial);
			memset(two[0].serial, fills[fill], length);
			/* nor by where they are plugged in */
			two[0].topology[0] = two[1].topology[0] = '\0';
			memcpy(three, two, sizeof two);
			three[2] = two[0];
			three[2].interface = 1;
			assert_int_equal(smsmodem_port_uri(&two[0], two, 2, out.uri),
					 octets < SMSMODEM_USB_URI_SIZE);
			assert_string_equal(out.canary, "canary");
			assert_int_equal(smsmodem_port_uri(&three[0], three, 3, out.uri),
					 octets + 2 < SMSMODEM_USB_URI_SIZE);
			assert_string_equal(out.canary, "canary");
		}
	}
}

static void random_port(struct smsmodem_port *port, size_t number)
{
	static const char *const serials[] = {"", "A", "B", "a:b", "#1", "%41", "x y"};

	*port = (struct smsmodem_port){
		.is_usb = rand() % 8 != 0,
		.vid = (uint16_t)(0x0403 + rand() % 2),
		.pid = (uint16_t)(0x6001 + rand() % 2),
		.interface = rand() % 4 - 1,
	};
	(void)snprintf(port->path, sizeof port->path, "/dev/ttyUSB%zu", number);
	(void)snprintf(port->topology, sizeof port->topology, "1-%d", rand() % 3);
	(void)snprintf(port->serial, sizeof port->serial, "%s",
		       serials[(size_t)rand() % COUNT(serials)]);
}

/* Whether another port is the same device's, and has no other interface. */
static bool has_twin(const struct smsmodem_port *port, const struct smsmodem_port *some,
		     size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (&some[i] != port && some[i].is_usb && some[i].vid == port->vid &&
		    some[i].pid == port->pid && strcmp(some[i].topology, port->topology) == 0 &&
		    (port->interface < 0 || some[i].interface == port->interface))
			return true;
	return false;
}

/* What is said of a port is read back as that port, on any machine. */
static void test_round_trip(void **state)
{
	unsigned seed = (unsigned)time(NULL);

	(void)state;
	print_message("seed %u\n", seed);
	srand(seed);
	for (int round = 0; round < 3000; round++) {
		struct smsmodem_port some[8];
		size_t count = (size_t)(rand() % 8) + 1;

		for (size_t i = 0; i < count; i++)
			random_port(&some[i], i);
		for (size_t i = 0; i < count; i++) {
			char uri[SMSMODEM_USB_URI_SIZE];
			const struct smsmodem_port *port;
			struct usb_wanted wanted;

			if (!smsmodem_port_uri(&some[i], some, count, uri)) {
				assert_true(!some[i].is_usb || has_twin(&some[i], some, count));
				continue;
			}
			assert_int_equal(usb_wanted_parse(uri + 4, &wanted, NULL), SMSMODEM_OK);
			assert_int_equal(usb_choose(&wanted, uri, some, count, &port, NULL),
					 SMSMODEM_OK);
			assert_ptr_equal(port, &some[i]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_choose),
		cmocka_unit_test(test_choose_of_none),
		cmocka_unit_test(test_choose_of_many),
		cmocka_unit_test(test_uri),
		cmocka_unit_test(test_uri_by_serial),
		cmocka_unit_test(test_serial_number_is_shown),
		cmocka_unit_test(test_lasting),
		cmocka_unit_test(test_uri_escapes),
		cmocka_unit_test(test_uri_bounds),
		cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
