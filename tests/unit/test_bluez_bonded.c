/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys that are kept, and those that end with their connection: a played bluetoothd has both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bluez_adapters.h"
#include "bluez_fake.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PHONE        "00:11:22:33:44:55"
#define EXISTS       "org.bluez.Error.AlreadyExists"

static const struct bt_wait unlimited = {-1, -1};
static const struct smsmodem_bt_options plain = SMSMODEM_BT_OPTIONS_INIT;

/* What bluetoothd says of the phone, each time that it is asked; the last for ever. */
static const struct object *states;
static size_t states_left;

static void objects_states(sd_bus_message *reply)
{
	objects_from(reply, states, states->address ? 1 : 0);
	if (states_left > 1) {
		states++;
		states_left--;
	}
}

#define STATE(is_paired, is_bonded)                                                        \
	{                                                                                  \
		.adapter = "hci1", .address = PHONE, .name = "K800i", .paired = is_paired, \
		.bonded = is_bonded                                                        \
	}
#define GONE                    \
	{                       \
		.adapter = NULL \
	}

/* doc/device-api: Bonded is there since BlueZ 5.65. */
static void test_known(void **state)
{
	static const struct {
		const char *name;
		struct object phone;
		bool paired;
	} rows[] = {
		{"an older bluetoothd, paired", STATE(true, 0), true},
		{"an older bluetoothd, not paired", STATE(false, 0), false},
		{"paired", STATE(true, 1), true},
		{"not paired", STATE(false, -1), false},
		{"a key for one connection", STATE(true, -1), false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_bt_device *devices;
		struct smsmodem_error error;
		struct fake fake;
		bdaddr_t address;
		size_t count;

		states = &rows[i].phone;
		states_left = 1;
		fake_start(&fake, &(struct fake_scene){.objects = objects_states});
		assert_true(bt_address_parse(PHONE, &address));
		int code = smsmodem_bt_devices(&plain, &devices, &count, &error);
		int paired = bt_bluez_is_paired(&address, "hci1", &unlimited);
		int found = bt_bluez_find("K800i", NULL, &unlimited, &address, &error);
		fake_stop(&fake);
		assert_int_equal(code, SMSMODEM_OK);
		assert_int_equal(count, 1);
		if (devices->paired != rows[i].paired || paired != rows[i].paired ||
		    found != (rows[i].paired ? SMSMODEM_OK : SMSMODEM_E_PERMISSION))
			fail_msg("%s: %d %d %d", rows[i].name, devices->paired, paired, found);
		free(devices);
	}
}

struct pairing_row {
	const char *name;
	struct object states[3];
	size_t count;
	const char *refused, *with;
	bool once; /* refused */
	int begin, next;
	const char *text, *log;
};

#define PAIRS " RegisterAgent(NoInputNoOutput) Pair"

static void added_phone(sd_bus_message *signal)
{
	object_body(signal, &(struct object)STATE(false, -1));
}

static const struct pairing_row pairings[] = {
	{.name = "paired already",
	 .states = {STATE(true, 1)},
	 .count = 1,
	 .log = "GetManagedObjects"},
	{.name = "a key for one connection",
	 .states = {STATE(true, -1), STATE(false, -1)},
	 .count = 2,
	 .log = "GetManagedObjects Disconnect GetManagedObjects" PAIRS " UnregisterAgent"},
	{.name = "forgotten with its connection",
	 .states = {STATE(true, -1), GONE},
	 .count = 2,
	 .log = "GetManagedObjects Disconnect GetManagedObjects "
		"SetDiscoveryFilter(Transport=bredr) StartDiscovery StopDiscovery" PAIRS
		" UnregisterAgent"},
	{.name = "not disconnected",
	 .states = {STATE(true, -1), STATE(true, -1)},
	 .count = 2,
	 .refused = "Disconnect",
	 .with = "org.bluez.Error.NotConnected",
	 .log = "GetManagedObjects Disconnect GetManagedObjects" PAIRS " UnregisterAgent"},
	{.name = "paired meanwhile",
	 .states = {STATE(false, -1), STATE(true, 1)},
	 .count = 2,
	 .refused = "Pair",
	 .with = EXISTS,
	 .log = "GetManagedObjects" PAIRS " GetManagedObjects UnregisterAgent"},
	{.name = "connected anew",
	 .states = {STATE(true, -1), STATE(false, -1), STATE(true, -1)},
	 .count = 3,
	 .refused = "Pair",
	 .with = EXISTS,
	 .next = SMSMODEM_E_BUSY,
	 .text = PHONE " is connected with a key for that connection alone",
	 .log = "GetManagedObjects Disconnect GetManagedObjects" PAIRS
		" GetManagedObjects UnregisterAgent"},
	{.name = "forgotten meanwhile",
	 .states = {STATE(false, -1), GONE},
	 .count = 2,
	 .refused = "Pair",
	 .with = EXISTS,
	 .next = SMSMODEM_E_BUSY,
	 .text = PHONE " is connected with a key for that connection alone",
	 .log = "GetManagedObjects" PAIRS " GetManagedObjects UnregisterAgent"},
	{.name = "the end of the old link takes the pairing along",
	 .states = {STATE(true, -1), STATE(false, -1), STATE(false, -1)},
	 .count = 3,
	 .refused = "Pair",
	 .with = "org.bluez.Error.AuthenticationCanceled",
	 .once = true,
	 .log = "GetManagedObjects Disconnect GetManagedObjects" PAIRS
		" GetManagedObjects Pair UnregisterAgent"},
	{.name = "forgotten between the look and Pair",
	 .states = {STATE(false, -1), GONE},
	 .count = 2,
	 .refused = "Pair",
	 .with = "org.freedesktop.DBus.Error.UnknownObject",
	 .once = true,
	 .log = "GetManagedObjects" PAIRS " GetManagedObjects SetDiscoveryFilter(Transport=bredr) "
		"StartDiscovery StopDiscovery Pair UnregisterAgent"},
	{.name = "forgotten for good",
	 .states = {STATE(false, -1), STATE(false, -1)},
	 .count = 2,
	 .refused = "Pair",
	 .with = "org.freedesktop.DBus.Error.UnknownObject",
	 .next = SMSMODEM_E_NODEVICE,
	 .text = "does not know this device",
	 .log = "GetManagedObjects" PAIRS " GetManagedObjects Pair UnregisterAgent"},
	{.name = "cancelled over there",
	 .states = {STATE(false, -1)},
	 .count = 1,
	 .refused = "Pair",
	 .with = "org.bluez.Error.AuthenticationCanceled",
	 .next = SMSMODEM_E_REFUSED,
	 .text = "cancelled",
	 .log = "GetManagedObjects" PAIRS " UnregisterAgent"},
	{.name = "bluetoothd ends as it disconnects",
	 .states = {STATE(true, -1)},
	 .count = 1,
	 .refused = "Disconnect",
	 .with = "org.freedesktop.DBus.Error.Disconnected",
	 .begin = SMSMODEM_E_LINK,
	 .text = "went away",
	 .log = "GetManagedObjects Disconnect"},
};

static void test_pairing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pairings); i++) {
		const struct pairing_row *row = &pairings[i];
		struct smsmodem_bt_step step = {.kind = SMSMODEM_BT_CONFIRM};
		struct smsmodem_bt_pairing *pairing;
		struct smsmodem_error error = {.code = 0};
		struct fake fake;

		states = row->states;
		states_left = row->count;
		fake_start(&fake, &(struct fake_scene){.objects = objects_states,
						       .added = added_phone,
						       .refused = row->refused,
						       .with = row->with,
						       .refused_once = row->once});
		int begin = smsmodem_bt_pair(&plain, PHONE, SMSMODEM_BT_NO_INPUT_NO_OUTPUT,
					     &pairing, &error);
		int next = begin < 0 ? 0 : smsmodem_bt_pair_next(pairing, &step, &error);
		smsmodem_bt_pair_close(pairing);
		fake_stop(&fake);
		if (begin != row->begin || next != row->next || strcmp(fake.log, row->log) != 0 ||
		    (row->text && !strstr(error.text, row->text)))
			fail_msg("%s: %d %d '%s' [%s]", row->name, begin, next, error.text,
				 fake.log);
		if (begin == SMSMODEM_OK && next == SMSMODEM_OK)
			assert_int_equal(step.kind, SMSMODEM_BT_PAIRED);
	}
}

/* --- what changes while it is looked at --- */

static void send_changed(sd_bus *bus, const char *types, ...)
{
	sd_bus_message *signal = NULL;
	va_list values;

	va_start(values, types);
	if (sd_bus_message_new_signal(bus, &signal, FAKE_DEVICE, "org.freedesktop.DBus.Properties",
				      "PropertiesChanged") >= 0 &&
	    sd_bus_message_append(signal, "s", "org.bluez.Device1") >= 0 &&
	    sd_bus_message_appendv(signal, types, values) >= 0 &&
	    sd_bus_message_append(signal, "as", 0) >= 0 &&
	    sd_bus_message_set_sender(signal, FAKE_OWNER) >= 0)
		(void)sd_bus_send(bus, signal, NULL);
	va_end(values);
	sd_bus_message_unref(signal);
}

static void changes(sd_bus_message *signal)
{
	sd_bus *bus = sd_bus_message_get_bus(signal);

	send_changed(bus, "a{sv}", 1, "Paired", "b", 1);
	send_changed(bus, "a{sv}", 1, "RSSI", "n", -60);
	if (states->bonded)
		send_changed(bus, "a{sv}", 2, "Bonded", "b", 1, "Paired", "b", 1);
	send_changed(bus, "a{sv}", 1, "Paired", "b", 0);
	object_body(signal, &(struct object){.adapter = "hci1", .address = "00:11:22:33:44:77"});
}

/* What is told of the phone, until another device comes. */
static void test_changes(void **state)
{
	static const struct {
		struct object phone;
		const char *told;
	} rows[] = {
		{STATE(false, 0), "paired,unheard paired,heard unpaired,heard "},
		{STATE(false, -1), "unpaired,heard paired,heard unpaired,heard "},
	};
	static const struct smsmodem_bt_options on_hci1 = {"hci1", 60000, -1};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_bt_device device;
		struct smsmodem_bt_scan *scan;
		struct smsmodem_error error;
		char told[200] = "";
		struct fake fake;

		states = &rows[i].phone;
		states_left = 1;
		fake_start(&fake,
			   &(struct fake_scene){.objects = objects_states, .added = changes});
		assert_int_equal(smsmodem_bt_scan_open(&on_hci1, &scan, &error), SMSMODEM_OK);
		while (smsmodem_bt_scan_next(scan, -1, &device, &error) == SMSMODEM_BT_DEVICE &&
		       strcmp(device.address, PHONE) == 0 && strlen(told) < 100)
			(void)snprintf(told + strlen(told), sizeof told - strlen(told), "%s,%s ",
				       device.paired ? "paired" : "unpaired",
				       device.has_rssi ? "heard" : "unheard");
		smsmodem_bt_scan_close(scan);
		fake_stop(&fake);
		assert_string_equal(told, rows[i].told);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_pairing),
		cmocka_unit_test(test_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
