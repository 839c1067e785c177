/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The usb: URI that means a port, which is read back as that one. */
#include "usb_uri_table.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

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
