/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices by bluetoothd, which is played: what it knows, what is done with it, and what it refuses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bluez_adapters.h"
#include "bluez_fake.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define SPP          "00001101-0000-1000-8000-00805f9b34fb"
#define DUN          "00001103-0000-1000-8000-00805F9B34FB"
#define MAP          "00001132-0000-1000-8000-00805f9b34fb"
#define OBEX         "00001105-0000-1000-8000-00805f9b34fb"

static const struct bt_wait unlimited = {-1, -1};
static const struct smsmodem_bt_options plain = SMSMODEM_BT_OPTIONS_INIT;
static const struct smsmodem_bt_options on_hci1 = {"hci1", 0, -1};

static const struct object known[] = {
	{.adapter = "hci1",
	 .address = "00:11:22:33:44:55",
	 .name = "K800i",
	 .alias = "Work phone",
	 .paired = true,
	 .trusted = true,
	 .device_class = 0x5A0204,
	 .rssi_dbm = -60,
	 .uuid = {DUN, MAP, OBEX}},
	{.adapter = "hci1", .address = "00:11:22:33:44:66", .name = "Twin", .paired = true},
	{.adapter = "hci1", .address = "00:11:22:33:44:77", .alias = "twin", .paired = true},
	{.adapter = "hci0", .address = "00:11:22:33:44:88", .name = "Stranger", .uuid = {SPP}},
	{.adapter = "hci0", .address = "00:11:22:33:44:55", .name = "K800i", .paired = true},
};

static void objects_known(sd_bus_message *reply)
{
	objects_from(reply, known, COUNT(known));
}

static const struct fake_scene usual = {.objects = objects_known};

/* --- the list --- */

static void test_devices(void **state)
{
	struct smsmodem_bt_device *devices;
	struct smsmodem_error error;
	struct fake fake;
	size_t count;

	(void)state;
	fake_start(&fake, &usual);
	assert_int_equal(smsmodem_bt_devices(&plain, &devices, &count, &error), SMSMODEM_OK);
	assert_int_equal(count, 5);
	const struct smsmodem_bt_device *phone = &devices[0];
	assert_string_equal(phone->address, "00:11:22:33:44:55");
	assert_string_equal(phone->name, "K800i");
	assert_string_equal(phone->alias, "Work phone");
	assert_string_equal(phone->adapter, "hci1");
	assert_int_equal(phone->device_class, 0x5A0204);
	assert_true(phone->has_rssi && phone->rssi_dbm == -60);
	assert_true(phone->pairing_known && phone->paired && phone->trusted && !phone->connected);
	assert_true(phone->services_known);
	assert_int_equal(phone->services, SMSMODEM_BT_DUN | SMSMODEM_BT_MAP);
	assert_false(devices[1].services_known || devices[1].trusted || devices[1].has_rssi);
	assert_int_equal(devices[3].services, SMSMODEM_BT_SPP);
	assert_false(devices[3].paired);
	free(devices);
	assert_int_equal(smsmodem_bt_devices(&on_hci1, &devices, &count, &error), SMSMODEM_OK);
	assert_int_equal(count, 3);
	free(devices);
	fake_stop(&fake);
}

static void test_none(void **state)
{
	struct smsmodem_bt_device *devices;
	struct smsmodem_error error;
	struct fake fake;
	size_t count = 7;

	(void)state;
	fake_start(&fake, &(struct fake_scene){0});
	assert_int_equal(smsmodem_bt_devices(&plain, &devices, &count, &error), SMSMODEM_OK);
	assert_true(devices == NULL && count == 0);
	fake_stop(&fake);
}

/* --- objects that are not as they should be --- */

static void odd_device(sd_bus_message *m, const char *path, const char *types, ...)
{
	va_list values;

	(void)sd_bus_message_open_container(m, 'e', OBJECT_TYPES);
	(void)sd_bus_message_append(m, "o", path);
	(void)sd_bus_message_open_container(m, 'a', "{sa{sv}}");
	(void)sd_bus_message_open_container(m, 'e', "sa{sv}");
	(void)sd_bus_message_append(m, "s", "org.bluez.Device1");
	va_start(values, types);
	(void)sd_bus_message_appendv(m, types, values);
	va_end(values);
	(void)sd_bus_message_close_container(m);
	(void)sd_bus_message_close_container(m);
	(void)sd_bus_message_close_container(m);
}

static void objects_odd(sd_bus_message *reply)
{
	static char long_name[9000], long_path[300];

	memset(long_name, 'n', sizeof long_name - 1);
	memset(long_path, 'p', sizeof long_path - 1);
	long_path[0] = '/';
	objects_begin(reply);
	odd_device(reply, "/no/properties", "a{sv}", 0);
	odd_device(reply, "/no/address", "a{sv}", 1, "Name", "s", "nameless");
	odd_device(reply, "/bad/address", "a{sv}", 1, "Address", "s", "00:11:22:33:44");
	odd_device(reply, "/address/of/another/type", "a{sv}", 1, "Address", "u", 17);
	odd_device(reply, long_path, "a{sv}", 1, "Address", "s", "00:11:22:33:44:01");
	odd_device(reply, "/types", "a{sv}", 9, "Address", "s", "00:11:22:33:44:02", "Name", "u", 1,
		   "Paired", "s", "yes", "UUIDs", "s", DUN, "Class", "as", 1, "phone", "RSSI", "i",
		   -1, "Adapter", "s", "/org/bluez/hci0", "Trusted", "a{sv}", 1, "x", "b", 1,
		   "Alias", "v", "s", "inner");
	odd_device(reply, "/fooling", "a{sv}", 3, "Address", "s", "00:11:22:33:44:03", "Name", "s",
		   "a\033[2J\n\xE2\x80\xAE"
		   "b",
		   "Adapter", "o", "/");
	odd_device(reply, "/huge", "a{sv}", 4, "Address", "s", "00-11-22-33-44-0a", "Name", "s",
		   long_name, "UUIDs", "as", 3, "", long_name, DUN, "Adapter", "o", long_path);
	objects_end(reply);
}

static void test_odd_objects(void **state)
{
	struct smsmodem_bt_device *devices;
	struct smsmodem_error error;
	struct fake fake;
	size_t count;

	(void)state;
	fake_start(&fake, &(struct fake_scene){.objects = objects_odd});
	assert_int_equal(smsmodem_bt_devices(&plain, &devices, &count, &error), SMSMODEM_OK);
	fake_stop(&fake);
	assert_int_equal(count, 3);
	const struct smsmodem_bt_device *device = &devices[0];
	assert_string_equal(device->address, "00:11:22:33:44:02");
	assert_true(!device->name[0] && !device->alias[0] && !device->adapter[0]);
	assert_false(device->paired || device->trusted || device->has_rssi);
	assert_false(device->services_known || device->device_class);
	assert_string_equal(devices[1].name, "a?[2J??b");
	assert_string_equal(devices[1].adapter, "");
	assert_string_equal(devices[2].address, "00:11:22:33:44:0A");
	assert_int_equal(strlen(devices[2].name), SMSMODEM_BT_NAME_SIZE - 1);
	assert_string_equal(devices[2].adapter, "");
	assert_int_equal(devices[2].services, SMSMODEM_BT_DUN);
	free(devices);
}

static void objects_many(sd_bus_message *reply)
{
	objects_begin(reply);
	for (unsigned i = 0; i < 5000; i++) {
		char address[SMSMODEM_BT_ADDRESS_SIZE];

		(void)snprintf(address, sizeof address, "00:11:22:33:%02X:%02X", i >> 8 & 0xFF,
			       i & 0xFF);
		object_add(reply, &(struct object){.adapter = "hci0", .address = address});
	}
	objects_end(reply);
}

static void test_bounded(void **state)
{
	struct smsmodem_bt_device *devices;
	struct smsmodem_error error;
	struct fake fake;
	size_t count;

	(void)state;
	fake_start(&fake, &(struct fake_scene){.objects = objects_many});
	assert_int_equal(smsmodem_bt_devices(&plain, &devices, &count, &error), SMSMODEM_OK);
	assert_int_equal(count, 1024);
	free(devices);
	fake_stop(&fake);
}

static void reply_text(sd_bus_message *reply)
{
	(void)sd_bus_message_append(reply, "s", "no objects");
}

static void reply_other_dictionary(sd_bus_message *reply)
{
	(void)sd_bus_message_append(reply, "a{ss}", 1, "a", "b");
}

static void reply_nothing(sd_bus_message *reply)
{
	(void)reply;
}

static void test_no_objects(void **state)
{
	static void (*const replies[])(sd_bus_message *) = {reply_text, reply_other_dictionary,
							    reply_nothing};

	(void)state;
	for (size_t i = 0; i < COUNT(replies); i++) {
		struct smsmodem_bt_device *devices;
		struct smsmodem_error error;
		struct fake fake;
		size_t count;

		fake_start(&fake, &(struct fake_scene){.objects = replies[i]});
		assert_int_equal(smsmodem_bt_devices(&plain, &devices, &count, &error),
				 SMSMODEM_E_DATA);
		assert_null(devices);
		fake_stop(&fake);
	}
}

/* --- names --- */

static void test_find(void **state)
{
	static const struct {
		const char *name, *adapter;
		int code;
		const char *found; /* the address, or a part of the sentence */
	} rows[] = {
		{"Work phone", NULL, SMSMODEM_OK, "00:11:22:33:44:55"},
		{"K800i", NULL, SMSMODEM_OK, "00:11:22:33:44:55"},
		{"k800I", "hci0", SMSMODEM_OK, "00:11:22:33:44:55"},
		{"work phone", "hci0", SMSMODEM_E_NODEVICE, "(paired: 00:11:22:33:44:55)"},
		{"Work", NULL, SMSMODEM_E_NODEVICE,
		 "(paired: Work phone, 00:11:22:33:44:66, twin, 00:11:22:33:44:55)"},
		{"TWIN", NULL, SMSMODEM_E_USAGE, "00:11:22:33:44:66, 00:11:22:33:44:77;"},
		{"Stranger", NULL, SMSMODEM_E_PERMISSION, "smsmodem bt pair 00:11:22:33:44:88`"},
		{"Stranger", "hci0", SMSMODEM_E_PERMISSION,
		 "`smsmodem bt pair 00:11:22:33:44:88 --adapter hci0`"},
		{"K800i/1", NULL, SMSMODEM_E_NODEVICE,
		 "'K800i/1'; with a name the channel is an option: 'bt:K800i?channel=1'"},
		{"K800i/x1", NULL, SMSMODEM_E_NODEVICE, "'K800i/x1' (paired: "},
		{"Work", "hci0", SMSMODEM_E_NODEVICE,
		 "by `smsmodem bt scan --adapter hci0` and pair it by `smsmodem bt pair ADDRESS "
		 "--adapter hci0`"},
		{"Stranger", "hci1", SMSMODEM_E_NODEVICE, "no paired device is called"},
		{"", NULL, SMSMODEM_E_NODEVICE, "no paired device is called ''"},
	};
	struct fake fake;

	(void)state;
	fake_start(&fake, &usual);
	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[SMSMODEM_BT_ADDRESS_SIZE] = "";
		struct smsmodem_error error;
		bdaddr_t address;
		int code =
			bt_bluez_find(rows[i].name, rows[i].adapter, &unlimited, &address, &error);

		if (code == SMSMODEM_OK)
			bt_address_format(&address, text);
		if (code != rows[i].code || !strstr(code < 0 ? error.text : text, rows[i].found))
			fail_msg("%s: %d '%s' '%s'", rows[i].name, code, text, error.text);
	}
	fake_stop(&fake);
}

static void objects_paired_many(sd_bus_message *reply)
{
	objects_begin(reply);
	for (unsigned i = 0; i < 100; i++) {
		char address[SMSMODEM_BT_ADDRESS_SIZE];

		(void)snprintf(address, sizeof address, "00:11:22:33:44:%02X", i);
		object_add(reply, &(struct object){.adapter = "hci1",
						   .address = address,
						   .alias = "one of a hundred",
						   .paired = true});
	}
	objects_end(reply);
}

static void test_find_among_many(void **state)
{
	struct smsmodem_error error;
	struct fake fake;
	bdaddr_t address;

	(void)state;
	fake_start(&fake, &(struct fake_scene){.objects = objects_paired_many});
	assert_int_equal(bt_bluez_find("One of a hundred", NULL, &unlimited, &address, &error),
			 SMSMODEM_E_USAGE);
	assert_non_null(strstr(error.text, "44:00, 00:11:22:33:44:01, "));
	assert_non_null(strstr(error.text, ", ...; name one by its address"));
	assert_int_equal(bt_bluez_find("another", NULL, &unlimited, &address, &error),
			 SMSMODEM_E_NODEVICE);
	assert_non_null(strstr(error.text, ", ...); find it"));
	fake_stop(&fake);
}

static void test_is_paired(void **state)
{
	static const struct {
		const char *address, *adapter;
		int paired;
	} rows[] = {
		{"00:11:22:33:44:55", NULL, 1},   {"00:11:22:33:44:66", "hci1", 1},
		{"00:11:22:33:44:66", "hci0", 0}, {"00:11:22:33:44:88", NULL, 0},
		{"00:11:22:33:44:99", NULL, 0},
	};
	struct fake fake;
	bdaddr_t address;

	(void)state;
	fake_start(&fake, &usual);
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_true(bt_address_parse(rows[i].address, &address));
		assert_int_equal(bt_bluez_is_paired(&address, rows[i].adapter, &unlimited),
				 rows[i].paired);
	}
	fake_stop(&fake);
	assert_int_equal(bt_bluez_is_paired(&address, NULL, &unlimited), SMSMODEM_E_CONFIG);
}

/* --- one of them --- */

static void test_trust_and_remove(void **state)
{
	static const struct {
		const char *name;
		const char *adapter, *address;
		int what; /* 0: remove, 1: trust, -1: trust no more */
		int code;
		const char *log;
	} rows[] = {
		{"trust", "hci1", "00:11:22:33:44:66", 1, SMSMODEM_OK,
		 "/org/bluez/hci1/dev_00_11_22_33_44_66:Set.Trusted=1"},
		{"no more, in lower case", "hci0", "00-11-22-33-44-88", -1, SMSMODEM_OK,
		 "/org/bluez/hci0/dev_00_11_22_33_44_88:Set.Trusted=0"},
		{"forget", NULL, "00:11:22:33:44:88", 0, SMSMODEM_OK,
		 "/org/bluez/hci0:RemoveDevice(/org/bluez/hci0/dev_00_11_22_33_44_88)"},
		{"forget on both controllers", NULL, "00:11:22:33:44:55", 0, SMSMODEM_OK,
		 "/org/bluez/hci1:RemoveDevice(/org/bluez/hci1/dev_00_11_22_33_44_55) "
		 "/org/bluez/hci0:RemoveDevice(/org/bluez/hci0/dev_00_11_22_33_44_55)"},
		{"not known there", "hci1", "00:11:22:33:44:88", 0, SMSMODEM_E_NODEVICE, ""},
		{"not known", NULL, "00:11:22:33:44:99", 1, SMSMODEM_E_NODEVICE, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct smsmodem_bt_options options = {rows[i].adapter, 0, -1};
		struct smsmodem_error error = {.code = 0};
		struct fake fake;

		fake_start(&fake, &usual);
		int code = rows[i].what ? smsmodem_bt_trust(&options, rows[i].address,
							    rows[i].what > 0, &error)
					: smsmodem_bt_remove(&options, rows[i].address, &error);
		fake_stop(&fake);
		char log[1024];
		(void)snprintf(log, sizeof log, "GetManagedObjects%s%s", *rows[i].log ? " " : "",
			       rows[i].log);
		if (code != rows[i].code || strcmp(fake.log, log) != 0)
			fail_msg("%s: %d '%s' [%s]", rows[i].name, code, error.text, fake.log);
	}
}

static void test_unknown(void **state)
{
	static const struct {
		const char *adapter;
		int what; /* as above */
		const char *says;
	} rows[] = {
		{NULL, 0, "does not know 00:11:22:33:44:99: there is nothing to forget"},
		{"hci1", 0, "does not know 00:11:22:33:44:99 on hci1: there is nothing to forget"},
		{NULL, -1, "does not know 00:11:22:33:44:99: there is nothing to take back"},
		{NULL, 1, "`smsmodem bt pair 00:11:22:33:44:99` makes it known"},
		{"hci1", 1, "`smsmodem bt pair 00:11:22:33:44:99 --adapter hci1` makes it known"},
	};
	struct fake fake;

	(void)state;
	fake_start(&fake, &usual);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct smsmodem_bt_options options = {rows[i].adapter, 0, -1};
		const char *address = "00:11:22:33:44:99";
		struct smsmodem_error error = {.code = 0};
		int code = rows[i].what
				   ? smsmodem_bt_trust(&options, address, rows[i].what > 0, &error)
				   : smsmodem_bt_remove(&options, address, &error);

		if (code != SMSMODEM_E_NODEVICE || !strstr(error.text, rows[i].says))
			fail_msg("row %zu: %d '%s'", i, code, error.text);
	}
	fake_stop(&fake);
}

static void test_refused(void **state)
{
	struct fake_scene scene = usual;
	struct smsmodem_error error;
	struct fake fake;

	(void)state;
	scene.refused = "RemoveDevice";
	scene.with = "org.bluez.Error.DoesNotExist";
	fake_start(&fake, &scene);
	assert_int_equal(smsmodem_bt_remove(&plain, "00:11:22:33:44:88", &error),
			 SMSMODEM_E_NODEVICE);
	fake_stop(&fake);
	assert_int_equal(smsmodem_bt_trust(&plain, "phone", true, &error), SMSMODEM_E_USAGE);
	assert_non_null(strstr(error.text, "'phone' is no Bluetooth address"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_devices),         cmocka_unit_test(test_none),
		cmocka_unit_test(test_odd_objects),     cmocka_unit_test(test_bounded),
		cmocka_unit_test(test_no_objects),      cmocka_unit_test(test_find),
		cmocka_unit_test(test_find_among_many), cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_is_paired),       cmocka_unit_test(test_trust_and_remove),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
