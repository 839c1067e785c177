/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scan by bluetoothd, which is played: what is told of what it remembers and finds, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bluez_adapters.h"
#include "bluez_fake.h"
#include <fcntl.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define DUN          "00001103-0000-1000-8000-00805F9B34FB"
#define MAP          "00001132-0000-1000-8000-00805f9b34fb"
#define PAIRED       "00:11:22:33:44:66"
#define SEEN_ONCE    "00:11:22:33:44:55" /* FAKE_DEVICE */
#define NEW          "00:11:22:33:44:77"

static const struct object remembered[] = {
	{.adapter = "hci1", .address = SEEN_ONCE, .name = "Once", .alias = "Once", .uuid = {MAP}},
	{.adapter = "hci1",
	 .address = PAIRED,
	 .name = "K800i",
	 .alias = "Work phone",
	 .paired = true,
	 .uuid = {MAP}},
	{.adapter = "hci0", .address = "00:11:22:33:44:88", .name = "Elsewhere", .paired = true},
};

static void objects_remembered(sd_bus_message *reply)
{
	objects_from(reply, remembered, COUNT(remembered));
}

static void send_changed(sd_bus *bus, const char *path, const char *name, const char *type,
			 int value)
{
	sd_bus_message *signal = NULL;

	if (sd_bus_message_new_signal(bus, &signal, path, "org.freedesktop.DBus.Properties",
				      "PropertiesChanged") >= 0 &&
	    sd_bus_message_append(signal, "sa{sv}as", "org.bluez.Device1", 1, name, type, value,
				  0) >= 0 &&
	    sd_bus_message_set_sender(signal, FAKE_OWNER) >= 0)
		(void)sd_bus_send(bus, signal, NULL);
	sd_bus_message_unref(signal);
}

/* One that is remembered answers; one of another controller, and a type that is none of it, do not
 * count; then there is a new one, without a name. */
static void added_and_changed(sd_bus_message *signal)
{
	static const struct object object = {.adapter = "hci1",
					     .address = NEW,
					     .alias = "00-11-22-33-44-77",
					     .device_class = 0x5A020C,
					     .rssi_dbm = -70,
					     .uuid = {DUN, MAP}};
	sd_bus *bus = sd_bus_message_get_bus(signal);

	send_changed(bus, FAKE_DEVICE, "RSSI", "u", 5);
	send_changed(bus, FAKE_DEVICE, "RSSI", "n", -55);
	send_changed(bus, "/org/bluez/hci0/dev_00_11_22_33_44_66", "RSSI", "n", -1);
	send_changed(bus, "/org/bluez/hci1/dev_00_11_22_33_44_66", "Trusted", "b", true);
	send_changed(bus, "/org/bluez/hci1", "RSSI", "n", -1);
	object_body(signal, &object);
}

/** The scan of the second controller, with a deadline that does not come. */
static struct smsmodem_bt_scan *open_scan(int64_t timeout_ms, int cancel_fd)
{
	const struct smsmodem_bt_options options = {"hci1", timeout_ms, cancel_fd};
	struct smsmodem_bt_scan *scan;
	struct smsmodem_error error;

	if (smsmodem_bt_scan_open(&options, &scan, &error) != SMSMODEM_OK)
		fail_msg("%s", error.text);
	return scan;
}

static struct smsmodem_bt_device next_device(struct smsmodem_bt_scan *scan)
{
	struct smsmodem_bt_device device;
	struct smsmodem_error error;

	assert_int_equal(smsmodem_bt_scan_next(scan, -1, &device, &error), SMSMODEM_BT_DEVICE);
	assert_string_equal(device.adapter, "hci1");
	assert_true(device.pairing_known);
	return device;
}

static void test_told(void **state)
{
	const struct fake_scene scene = {.objects = objects_remembered, .added = added_and_changed};
	struct smsmodem_bt_device device;
	struct smsmodem_error error;
	struct fake fake;

	(void)state;
	fake_start(&fake, &scene);
	struct smsmodem_bt_scan *scan = open_scan(60000, -1);
	device = next_device(scan);
	assert_string_equal(device.address, PAIRED);
	assert_string_equal(device.alias, "Work phone");
	assert_true(device.paired && !device.has_rssi && device.services_known);
	device = next_device(scan);
	assert_string_equal(device.address, SEEN_ONCE);
	assert_string_equal(device.name, "Once");
	assert_true(device.has_rssi && device.rssi_dbm == -55 && !device.paired);
	assert_int_equal(device.services, SMSMODEM_BT_MAP);
	assert_false(device.services_known); /* only advertised */
	device = next_device(scan);
	assert_string_equal(device.address, PAIRED);
	assert_true(device.trusted && device.paired && !device.has_rssi);
	assert_string_equal(device.alias, "Work phone");
	device = next_device(scan);
	assert_string_equal(device.address, NEW);
	assert_string_equal(device.alias, ""); /* made up of the address */
	assert_int_equal(device.device_class, 0x5A020C);
	assert_int_equal(device.services, SMSMODEM_BT_DUN | SMSMODEM_BT_MAP);
	assert_true(device.services_known);
	assert_int_equal(smsmodem_bt_scan_next(scan, 0, &device, &error), SMSMODEM_BT_NOTHING);
	smsmodem_bt_scan_close(scan);
	fake_stop(&fake);
	assert_string_equal(fake.log, "SetDiscoveryFilter(Transport=bredr) StartDiscovery "
				      "GetManagedObjects StopDiscovery");
}

/** It ends on time; not while one that answered has no name. */
static void test_end(void **state)
{
	static void (*const added[])(sd_bus_message * signal) = {NULL, added_and_changed};

	(void)state;
	for (size_t i = 0; i < COUNT(added); i++) {
		const struct fake_scene scene = {.objects = objects_remembered, .added = added[i]};
		struct smsmodem_bt_device device;
		struct smsmodem_error error;
		struct fake fake;
		int result;

		fake_start(&fake, &scene);
		struct smsmodem_bt_scan *scan = open_scan(100, -1);
		int64_t began_ms = clock_now_ms();
		do
			result = smsmodem_bt_scan_next(scan, 150, &device, &error);
		while (result == SMSMODEM_BT_DEVICE);
		assert_int_equal(result, added[i] ? SMSMODEM_BT_NOTHING : SMSMODEM_BT_END);
		assert_true(clock_now_ms() - began_ms >= 50);
		smsmodem_bt_scan_close(scan);
		fake_stop(&fake);
	}
}

static void test_failures(void **state)
{
	static const struct {
		struct fake_scene scene;
		int code;
	} rows[] = {
		{{.refused = "StartDiscovery", .with = "org.bluez.Error.NotReady"},
		 SMSMODEM_E_NODEVICE},
		{{.refused = "StartDiscovery", .with = "org.freedesktop.DBus.Error.AccessDenied"},
		 SMSMODEM_E_PERMISSION},
		{{.refused = "GetManagedObjects",
		  .with = "org.freedesktop.DBus.Error.UnknownObject"},
		 SMSMODEM_E_NODEVICE},
		{{.hangs_up = "StartDiscovery"}, SMSMODEM_E_LINK},
		{{.owner_goes = "StartDiscovery"}, SMSMODEM_E_LINK},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct smsmodem_bt_options options = {"hci1", 1000, -1};
		struct smsmodem_bt_scan *scan;
		struct smsmodem_error error = {.text = ""};
		struct fake fake;

		fake_start(&fake, &rows[i].scene);
		assert_int_equal(smsmodem_bt_scan_open(&options, &scan, &error), rows[i].code);
		assert_null(scan);
		assert_true(error.text[0] != '\0');
		fake_stop(&fake);
	}
}

static void test_cancelled(void **state)
{
	const struct fake_scene scene = {.objects = objects_none};
	struct smsmodem_bt_device device;
	struct smsmodem_error error;
	struct fake fake;
	int cancel[2];

	(void)state;
	assert_int_equal(pipe2(cancel, O_CLOEXEC), 0);
	fake_start(&fake, &scene);
	struct smsmodem_bt_scan *scan = open_scan(60000, cancel[0]);
	assert_int_equal(write(cancel[1], "", 1), 1);
	assert_int_equal(smsmodem_bt_scan_next(scan, -1, &device, &error), SMSMODEM_E_CANCELLED);
	smsmodem_bt_scan_close(scan);
	fake_stop(&fake);
	assert_non_null(strstr(fake.log, "StopDiscovery"));
	close(cancel[0]);
	close(cancel[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_end),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_cancelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
