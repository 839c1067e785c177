/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sysfs and udev's links say of a port, on trees made for the test; and this machine's ports.
 */
#include "ports.h"
#include "transports.h"
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* --- a tree --- */

/* Files end with their text, links with their target, directories with nothing. */
static const struct {
	char kind;
	const char *path, *content;
} tree[] = {
	/* a stick with the driver option: the port, its interface, the device (Linux 6.12) */
	{'f', "devices/usb1/1-1/1-1.4/idVendor", "12d1\n"},
	{'f', "devices/usb1/1-1/1-1.4/idProduct", "1506\n"},
	{'f', "devices/usb1/1-1/1-1.4/1-1.4:1.10/bInterfaceNumber", "0a\n"},
	{'l', "devices/usb1/1-1/1-1.4/1-1.4:1.10/driver", "../../../../../bus/usb/drivers/option"},
	{'d', "devices/usb1/1-1/1-1.4/1-1.4:1.10/ttyUSB0", NULL},
	{'l', "devices/usb1/1-1/1-1.4/1-1.4:1.10/ttyUSB0/driver",
	 "../../../../../../bus/usb-serial/drivers/option1"},
	{'l', "class/ttyUSB0/device", "../../devices/usb1/1-1/1-1.4/1-1.4:1.10/ttyUSB0"},
	/* a phone with the driver cdc_acm: the interface is the port */
	{'f', "devices/usb2/2-1/idVendor", "0421\n"},
	{'f', "devices/usb2/2-1/idProduct", "0001\n"},
	{'f', "devices/usb2/2-1/2-1:1.1/bInterfaceNumber", "01\n"},
	{'l', "devices/usb2/2-1/2-1:1.1/driver", "../../../../bus/usb/drivers/cdc_acm"},
	{'l', "class/ttyACM0/device", "../../devices/usb2/2-1/2-1:1.1"},
	/* a 16550, below the two devices of the bus serial-base (Linux 6.5) */
	{'l', "devices/pnp0/00:04/driver", "../../../bus/pnp/drivers/serial"},
	{'l', "devices/pnp0/00:04/00:04:0/driver", "../../../../bus/serial-base/drivers/ctrl"},
	{'l', "devices/pnp0/00:04/00:04:0/00:04:0.0/driver",
	 "../../../../../bus/serial-base/drivers/port"},
	{'l', "class/ttyS0/device", "../../devices/pnp0/00:04/00:04:0/00:04:0.0"},
	/* a port whose hardware has gone, and one with nonsense for numbers */
	{'l', "class/ttyUSB1/device", "../../devices/gone"},
	{'f', "devices/bad/1-9/idVendor", "\n"},
	{'f', "devices/bad/1-9/1-9:1.0/bInterfaceNumber", "0x\n"},
	{'d', "devices/bad/1-9/1-9:1.0/ttyUSB2", NULL},
	{'l', "class/ttyUSB2/device", "../../devices/bad/1-9/1-9:1.0/ttyUSB2"},
	{'f', "devices/big/1-8/idVendor", "0403\n"},
	{'f', "devices/big/1-8/1-8:1.0/bInterfaceNumber", "100\n"},
	{'l', "devices/big/1-8/1-8:1.0/driver", "driver-whose-name-is-far-longer-than-its-room-is"},
	{'l', "class/ttyUSB3/device", "../../devices/big/1-8/1-8:1.0"},
	/* two ports that are bound to phones, and what only looks so (Linux 6.12) */
	{'f', "rfcomm/rfcomm10/address", "00:aa:01:01:00:24\n"},
	{'f', "rfcomm/rfcomm10/channel", "30\n"},
	{'f', "rfcomm/rfcomm2/address", "00:AA:01:01:00:42\n"},
	{'f', "rfcomm/rfcomm2/channel", "5\n"},
	{'f', "rfcomm/rfcomm3/address", "00:AA:01:01:00:42:99\n"},
	{'f', "rfcomm/rfcomm3/channel", "5\n"},
	{'f', "rfcomm/rfcomm4/address", "00:AA:01:01:00:42\n"},
	{'f', "rfcomm/rfcomm4/channel", "500\n"},
	{'d', "rfcomm/rfcomm5", NULL},
	{'d', "rfcomm/rfcomm", NULL},
	{'d', "rfcomm/rfcomm1x", NULL},
	{'d', "rfcomm/rfcomm12345", NULL},
	{'d', "rfcomm/ttyS0", NULL},
	/* udev's links */
	{'f', "dev/ttyUSB0", ""},
	{'f', "dev/ttyACM0", ""},
	{'f', "dev/other", ""},
	{'l', "by-id/usb-HUAWEI-if0a-port0", "../dev/ttyUSB0"},
	{'l', "by-id/usb-HUAWEI-alias", "../dev/ttyUSB0"},
	{'l', "by-id/usb-HUAWEI\033[31m", "../dev/ttyUSB0"}, /* no terminal gets that */
	{'l', "by-id/usb-HUAWEI\377", "../dev/ttyUSB0"},
	{'l', "by-id/usb-Nokia-if01", "../dev/ttyACM0"},
	{'l', "by-id-2/usb-HUAWEI-alias", "../dev/ttyUSB0"},
	{'l', "by-id-2/usb-HUAWEI-if0a-port0", "../dev/ttyUSB0"},
	{'l', "by-id-2/usb-HUAWEI-if01", "../dev/ttyUSB0"},
	{'l', "by-id-2/usb-HUAWEI-if02", "../dev/ttyUSB0"},
	{'l', "by-id-2/usb-HUAWEI-if03", "../dev/ttyUSB0"},
	{'l', "by-id-2/usb-HUAWEI-if04", "../dev/ttyUSB0"},
	{'l', "by-id-2/usb-HUAWEI-if05", "../dev/ttyUSB0"},
	{'l', "by-id-2/usb-HUAWEI-if06", "../dev/ttyUSB0"},
	{'l', "by-id/usb-gone", "../dev/ttyUSB7"},
	{'l', "by-id/usb-other", "../dev/other"},
	/* all devices of the bus */
	{'l', "bus/devices/1-1.4", "../../devices/usb1/1-1/1-1.4"},
	{'l', "bus/devices/2-1", "../../devices/usb2/2-1"},
	{'l', "bus/devices/2-1:1.1", "../../devices/usb2/2-1/2-1:1.1"},
};

static void make_parents(const char *path)
{
	char copy[2 * PATH_MAX];

	(void)snprintf(copy, sizeof copy, "%s", path);
	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		(void)mkdir(copy, 0755);
		*slash = '/';
	}
}

static const char *below(const char *root, const char *name)
{
	static char path[2 * PATH_MAX];

	(void)snprintf(path, sizeof path, "%s/%s", root, name);
	return path;
}

static void make_entry(const char *root, char kind, const char *name, const char *content)
{
	const char *path = below(root, name);

	make_parents(path);
	if (kind == 'd')
		assert_int_equal(mkdir(path, 0755), 0);
	else if (kind == 'l')
		assert_int_equal(symlink(content, path), 0);
	else {
		FILE *file = fopen(path, "we");
		assert_non_null(file);
		assert_true(fputs(content, file) >= 0);
		assert_int_equal(fclose(file), 0);
	}
}

static int setup(void **state)
{
	static char root[PATH_MAX];
	const char *place = getenv("TMPDIR");

	(void)snprintf(root, sizeof root, "%s/smsmodem-ports-XXXXXX", place ? place : "/tmp");
	if (!mkdtemp(root))
		return -1;
	for (size_t i = 0; i < COUNT(tree); i++)
		make_entry(root, tree[i].kind, tree[i].path, tree[i].content);
	*state = root;
	return 0;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path);
}

static int teardown(void **state)
{
	return nftw(*state, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* --- sysfs --- */

static const struct {
	const char *path;
	int interface;
	const char *driver, *topology;
} class_rows[] = {
	{"/dev/ttyUSB0", 0x0A, "option", "1-1.4"},
	{"/dev/ttyACM0", 1, "cdc_acm", "2-1"},
	{"/dev/ttyS0", -1, "serial", ""},
	{"/dev/ttyUSB1", -1, "", ""},
	{"/dev/ttyUSB2", -1, "", ""},
	{"/dev/ttyUSB3", -1, "driver-whose-name-is-far-longer", "1-8"},
	{"/dev/ttyUSB9", -1, "", ""},
	{"/dev/..", -1, "", ""},
	{"", -1, "", ""},
};

static void test_class(void **state)
{
	for (size_t i = 0; i < COUNT(class_rows); i++) {
		struct smsmodem_port port = {.interface = 77};

		print_message("row '%s'\n", class_rows[i].path);
		(void)snprintf(port.path, sizeof port.path, "%s", class_rows[i].path);
		port_read_class(below(*state, "class"), &port);
		assert_int_equal(port.interface, class_rows[i].interface);
		assert_string_equal(port.driver, class_rows[i].driver);
		assert_string_equal(port.topology, class_rows[i].topology);
	}
}

static void test_class_that_is_not_there(void **state)
{
	struct smsmodem_port port = {.path = "/dev/ttyUSB0"};
	static char deep[PATH_MAX + 100];

	(void)state;
	port_read_class("/nonexistent", &port);
	assert_int_equal(port.interface, -1);
	memset(deep, '/', sizeof deep - 1);
	port_read_class(deep, &port);
	assert_int_equal(port.interface, -1);
	ports_read_links(deep, &port, 1);
	ports_read_links("/nonexistent", &port, 1);
	assert_string_equal(port.by_id, "");
}

/* --- links --- */

/* Of two that lead to a port the first by name counts, whichever was made first. */
static void test_links_of_one_port(void **state)
{
	static const char *const folders[] = {"by-id", "by-id-2"};

	for (size_t i = 0; i < COUNT(folders); i++) {
		struct smsmodem_port port = {0};
		char expected[64];
		const char *path = below(*state, "dev/ttyUSB0");

		assert_true(strlen(path) < sizeof port.path);
		memcpy(port.path, path, strlen(path) + 1);
		ports_read_links(below(*state, folders[i]), &port, 1);
		(void)snprintf(expected, sizeof expected, "/%s/usb-HUAWEI-alias", folders[i]);
		assert_non_null(strstr(port.by_id, expected));
	}
}

static void test_links(void **state)
{
	static const char *const names[] = {"dev/ttyUSB0", "dev/ttyACM0", "dev/none"};
	static const char *const links[] = {"by-id/usb-HUAWEI-alias", "by-id/usb-Nokia-if01", NULL};
	struct smsmodem_port ports[COUNT(names)] = {0};

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *path = below(*state, names[i]);
		assert_true(strlen(path) < sizeof ports[i].path);
		memcpy(ports[i].path, path, strlen(path) + 1);
	}
	ports_read_links(below(*state, "by-id"), ports, COUNT(ports));
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(ports[i].by_id, links[i] ? below(*state, links[i]) : "");
}

static void test_device_without_port(void **state)
{
	static const struct {
		struct usb_wanted wanted;
		bool there;
	} rows[] = {
		{{0x12D1, 0x1506, -1, "", ""}, true},
		{{0x0421, 0x0001, 3, "any", ""}, true},
		{{0x12D1, 0x0001, -1, "", ""}, false},
		{{0x0403, 0x6001, -1, "", ""}, false},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(usb_device_present(below(*state, "bus/devices"), &rows[i].wanted),
				 rows[i].there);
	assert_false(usb_device_present("/nonexistent", &rows[0].wanted));
}

/* --- Bluetooth --- */

static const struct {
	const char *path, *topology;
} rfcomm_rows[] = {
	{"/dev/rfcomm2", "bt:00:AA:01:01:00:42/5"},
	{"/dev/rfcomm3", ""},
	{"/dev/rfcomm4", ""},
	{"/dev/rfcomm5", ""},
	{"/dev/rfcomm10", "bt:00:AA:01:01:00:24/30"},
};

/* One of them is there already: libserialport lists a port that is connected. */
static void test_rfcomm(void **state)
{
	struct smsmodem_port *ports = calloc(2, sizeof *ports);
	struct smsmodem_error error;
	size_t count = 2;

	assert_non_null(ports);
	(void)snprintf(ports[0].path, sizeof ports[0].path, "/dev/ttyS0");
	(void)snprintf(ports[1].path, sizeof ports[1].path, "/dev/rfcomm10");
	assert_int_equal(ports_add_rfcomm(below(*state, "rfcomm"), &ports, &count, &error),
			 SMSMODEM_OK);
	assert_int_equal(count, COUNT(rfcomm_rows) + 1);
	assert_string_equal(ports[0].driver, "");
	for (size_t i = 0; i < COUNT(rfcomm_rows); i++) {
		size_t at = 0;

		while (at < count && strcmp(ports[at].path, rfcomm_rows[i].path) != 0)
			at++;
		print_message("row '%s'\n", rfcomm_rows[i].path);
		assert_true(at < count);
		assert_string_equal(ports[at].topology, rfcomm_rows[i].topology);
		assert_string_equal(ports[at].driver, "rfcomm");
		assert_false(ports[at].is_usb);
	}
	free(ports);
	ports = NULL;
	count = 0;
	assert_int_equal(ports_add_rfcomm("/nonexistent", &ports, &count, &error), SMSMODEM_OK);
	assert_null(ports);
}

/* --- this machine --- */

static void test_this_machine(void **state)
{
	struct smsmodem_port *ports = NULL;
	struct smsmodem_error error = {0};
	size_t count = 99;

	(void)state;
	int code = smsmodem_ports(&ports, &count, &error);
	if (code == SMSMODEM_E_CONFIG) {
		assert_non_null(strstr(error.text, "libserialport"));
		assert_int_equal(count, 0);
		return;
	}
	assert_int_equal(code, SMSMODEM_OK);
	print_message("%zu ports\n", count);
	assert_int_equal(count == 0, ports == NULL);
	for (size_t i = 0; i < count; i++) {
		print_message("%s %s %s\n", ports[i].path, ports[i].driver, ports[i].by_id);
		assert_memory_equal(ports[i].path, "/dev/", 5);
		if (i > 0)
			assert_true(strverscmp(ports[i - 1].path, ports[i].path) < 0);
	}
	free(ports);
}

static const struct {
	const char *uri;
	int code;
	const char *part;
} open_rows[] = {
	/* no vendor has this number */
	{"usb:ffff:ffff", SMSMODEM_E_NODEVICE, "no port is usb:ffff:ffff; there is "},
	{"usb:ffff:ffff:X#01?baud=9600", SMSMODEM_E_NODEVICE, "no port is usb:ffff:ffff:X#01; "},
	{"usb:ffff:ffff?port=1-1.4", SMSMODEM_E_NODEVICE, "no port is usb:ffff:ffff?port=1-1.4; "},
	{"usb:ffff:ffff#1?baud=9600&port=1-2&flow=none", SMSMODEM_E_NODEVICE,
	 "no port is usb:ffff:ffff#1?port=1-2; "},
	{"usb:ffff:ffff?port=1-1&port=1-2", SMSMODEM_E_NODEVICE, "usb:ffff:ffff?port=1-2; "},
	{"usb:ffff:ffff?port=", SMSMODEM_E_USAGE, "?port=TOPOLOGY"},
	{"usb:ffff:ffff?port=/dev/ttyUSB0", SMSMODEM_E_USAGE, "?port=TOPOLOGY"},
	{"usb:", SMSMODEM_E_USAGE, "usb:VID:PID"},
	{"usb:/dev/ttyUSB0", SMSMODEM_E_USAGE, "usb:VID:PID"},
	{"usb:?baud=9600", SMSMODEM_E_USAGE, "usb:VID:PID"},
};

static void test_open(void **state)
{
	const struct transport_options options = {.timeout_ms = 0, .cancel_fd = -1};
	struct smsmodem_port *ports;
	size_t count;
	bool blind = ports_find(&ports, &count, NULL) == SMSMODEM_E_CONFIG;

	(void)state;
	free(ports);
	for (size_t i = 0; i < COUNT(open_rows); i++) {
		struct transport *transport;
		struct smsmodem_error error = {0};
		bool looked = open_rows[i].code == SMSMODEM_E_NODEVICE;

		print_message("row '%s'\n", open_rows[i].uri);
		assert_int_equal(transport_open(open_rows[i].uri, &options, &transport, &error),
				 blind && looked ? SMSMODEM_E_CONFIG : open_rows[i].code);
		assert_null(transport);
		if (!blind || !looked)
			assert_non_null(strstr(error.text, open_rows[i].part));
	}
}

/* What is no port on USB has no name as such, and nothing is left of what was there. */
static void test_path_uri(void **state)
{
	static const char *const none[] = {"/dev/null", "/dev/tty",  "/nonexistent",
					   "",          "/dev/ptmx", "/sys/class/tty"};
	struct smsmodem_port *ports;
	char uri[SMSMODEM_USB_URI_SIZE], path_uri[SMSMODEM_USB_URI_SIZE];
	size_t count;

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		(void)snprintf(uri, sizeof uri, "usb:0403:6001");
		assert_false(smsmodem_path_uri(none[i], uri));
		assert_string_equal(uri, "");
	}
	(void)ports_find(&ports, &count, NULL);
	for (size_t i = 0; i < count; i++) {
		bool found = port_uri_by_serial(&ports[i], ports, count, uri);
		assert_int_equal(smsmodem_path_uri(ports[i].path, path_uri), found);
		assert_string_equal(path_uri, uri);
	}
	free(ports);
}

/* Longer than any URI may be. */
static void test_open_too_long(void **state)
{
	const struct transport_options options = {.timeout_ms = 0, .cancel_fd = -1};
	static char uri[4096] = "usb:0403:6001:";
	struct transport *transport;
	struct smsmodem_error error;

	(void)state;
	memset(uri + 14, 'A', sizeof uri - 15);
	assert_int_equal(transport_open(uri, &options, &transport, &error), SMSMODEM_E_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_class),
		cmocka_unit_test(test_rfcomm),
		cmocka_unit_test(test_class_that_is_not_there),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_links_of_one_port),
		cmocka_unit_test(test_device_without_port),
		cmocka_unit_test(test_this_machine),
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_path_uri),
		cmocka_unit_test(test_open_too_long),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
