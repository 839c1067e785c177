/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bluetoothd that refuses, is silent, goes, or was never there; and the bus under it. */
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bluez_adapters.h"
#include "bluez_fake.h"
#include "bus.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct bt_wait unlimited = {-1, -1};
static const struct smsmodem_bt_options plain = SMSMODEM_BT_OPTIONS_INIT;
static const struct smsmodem_bt_options hasty = {NULL, 50, -1};

static void objects_one(sd_bus_message *reply)
{
	objects_from(reply, &(struct object){.adapter = "hci1", .address = "00:11:22:33:44:55"}, 1);
}

/* --- what is refused, and silence --- */

struct failure {
	const char *name;
	struct fake_scene scene;
	int code;
	const char *text; /* a part of the sentence */
};

static const struct failure failures[] = {
	{"no bluetoothd",
	 {.refused = "GetNameOwner", .with = "org.freedesktop.DBus.Error.NameHasNoOwner"},
	 SMSMODEM_E_NODEVICE,
	 "systemctl start bluetooth"},
	{"the policy of the bus",
	 {.refused = "GetManagedObjects", .with = "org.freedesktop.DBus.Error.AccessDenied"},
	 SMSMODEM_E_PERMISSION,
	 "D-Bus does not let this user"},
	{"off",
	 {.refused = "GetManagedObjects", .with = "org.bluez.Error.NotReady"},
	 SMSMODEM_E_NODEVICE,
	 "bluetoothctl power on"},
	{"bluetoothd died meanwhile",
	 {.refused = "GetManagedObjects", .with = "org.freedesktop.DBus.Error.ServiceUnknown"},
	 SMSMODEM_E_NODEVICE,
	 "is not running"},
	{"its text is shown without what fools a terminal",
	 {.refused = "GetManagedObjects", .with = "org.bluez.Error.Failed"},
	 SMSMODEM_E_REFUSED,
	 "said ?[31mso (org.bluez.Error.Failed)"},
	{"an error of nobody's",
	 {.refused = "GetManagedObjects", .with = "x.y"},
	 SMSMODEM_E_REFUSED,
	 "x.y"},
	{"silence of bluetoothd",
	 {.silent = "GetManagedObjects"},
	 SMSMODEM_E_TIMEOUT,
	 "does not answer"},
	{"silence of the bus", {.silent = "GetNameOwner"}, SMSMODEM_E_TIMEOUT, "does not answer"},
	{"a bus that does not greet", {.silent = "Hello"}, SMSMODEM_E_LINK, "broke"},
	{"the bus ends", {.hangs_up = "GetManagedObjects"}, SMSMODEM_E_LINK, "broke"},
	{"the bus ends at once", {.hangs_up = "Hello"}, SMSMODEM_E_LINK, "broke"},
	{"bluetoothd ends", {.owner_goes = "GetManagedObjects"}, SMSMODEM_E_LINK, "went away"},
	{"strangers talk",
	 {.silent = "GetManagedObjects", .strangers = 100},
	 SMSMODEM_E_TIMEOUT,
	 "does not answer"},
};

static void test_failures(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(failures); i++) {
		const struct failure *row = &failures[i];
		struct smsmodem_bt_device *devices;
		struct smsmodem_error error = {.code = 0};
		struct fake fake;
		size_t count;

		fake_start(&fake, &row->scene);
		/* only silence is to take the whole time, however busy this machine is */
		int code = smsmodem_bt_devices(row->scene.silent ? &hasty : &plain, &devices,
					       &count, &error);
		fake_stop(&fake);
		if (code != row->code || error.code != code || !strstr(error.text, row->text))
			fail_msg("%s: %d '%s'", row->name, code, error.text);
		assert_true(devices == NULL && count == 0);
	}
}

/* Signals of others, and ours that nobody waits for, do not keep a reply from coming. */
static void test_strangers_are_not_believed(void **state)
{
	struct fake_scene scene = {.objects = objects_one, .strangers = 100};
	struct smsmodem_bt_device *devices;
	struct smsmodem_error error;
	struct fake fake;
	size_t count;

	(void)state;
	fake_start(&fake, &scene);
	assert_int_equal(smsmodem_bt_devices(&plain, &devices, &count, &error), SMSMODEM_OK);
	assert_int_equal(count, 1);
	free(devices);
	fake_stop(&fake);
}

/* What others send without an end does not keep us beyond the time. */
static void test_flood(void **state)
{
	struct smsmodem_bt_device *devices;
	struct smsmodem_error error;
	struct fake fake;
	size_t count;

	(void)state;
	fake_start(&fake, &(struct fake_scene){.floods = "GetManagedObjects"});
	int64_t begin_ms = clock_now_ms();
	assert_int_equal(smsmodem_bt_devices(&hasty, &devices, &count, &error), SMSMODEM_E_TIMEOUT);
	int64_t took_ms = clock_now_ms() - begin_ms;
	fake_stop(&fake);
	assert_in_range(took_ms, 25, 20000);
}

/* Nor does it where there is nothing to wait for. */
static void test_flood_in_passing(void **state)
{
	static const struct bt_bus_method flood = {"/", BUS_OBJECTS, "GetManagedObjects"};
	const struct bt_wait wait = bt_wait_for(60000, 0, -1);
	struct smsmodem_error error;
	sd_bus_message *message;
	struct bt_bus bus;
	struct fake fake;

	(void)state;
	fake_start(&fake, &(struct fake_scene){.floods = "GetManagedObjects"});
	assert_int_equal(bt_bus_open(&bus, &wait, &error), SMSMODEM_OK);
	assert_int_equal(bt_bus_begin(&bus, &flood, &message, &error), SMSMODEM_OK);
	assert_int_equal(bt_bus_send(&bus, message, 0, NULL, &error), SMSMODEM_OK);
	assert_int_equal(fd_wait(bt_bus_fd(&bus), POLLIN, -1, wait.deadline_ms, &error), POLLIN);
	int64_t begin_ms = clock_now_ms();
	for (int i = 0; i < 3; i++)
		assert_int_equal(bt_bus_next(&bus, 0, &message, &error), 0);
	int64_t took_ms = clock_now_ms() - begin_ms;
	bt_bus_close(&bus);
	fake_stop(&fake);
	assert_in_range(took_ms, 0, 20000);
}

static void test_no_bus(void **state)
{
	struct smsmodem_bt_device *devices;
	struct smsmodem_error error;
	size_t count;

	(void)state;
	setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", 1);
	assert_int_equal(smsmodem_bt_devices(&plain, &devices, &count, &error),
			 SMSMODEM_E_NODEVICE);
	assert_non_null(strstr(error.text, "no D-Bus system bus"));
	assert_int_equal(bt_bluez_available(&unlimited, &error), SMSMODEM_E_NODEVICE);
}

static void test_cancelled(void **state)
{
	struct smsmodem_bt_options options = SMSMODEM_BT_OPTIONS_INIT;
	struct smsmodem_bt_device *devices;
	struct smsmodem_error error;
	struct fake fake;
	size_t count;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "", 1), 1);
	options.cancel_fd = ends[0];
	fake_start(&fake, &(struct fake_scene){.silent = "GetManagedObjects"});
	assert_int_equal(smsmodem_bt_devices(&options, &devices, &count, &error),
			 SMSMODEM_E_CANCELLED);
	fake_stop(&fake);
	close(ends[0]);
	close(ends[1]);
}

static void test_controller_first(void **state)
{
	const struct smsmodem_bt_options options = {"hci7", 0, -1};
	struct smsmodem_error error;

	(void)state;
	assert_int_equal(smsmodem_bt_remove(&options, "00:11:22:33:44:55", &error),
			 SMSMODEM_E_NODEVICE);
	assert_string_equal(error.text, "there is no controller hci7");
}

/* doc/device-api, doc/adapter-api; D-Bus Specification: every name that a user may come to see. */
static void test_names(void **state)
{
	static const struct {
		const char *name;
		int code;
	} rows[] = {
		{"org.freedesktop.DBus.Error.NoReply", SMSMODEM_E_TIMEOUT},
		{"org.freedesktop.DBus.Error.Disconnected", SMSMODEM_E_LINK},
		{"org.freedesktop.DBus.Error.LimitsExceeded", SMSMODEM_E_TEMPORARY},
		{"org.freedesktop.DBus.Error.UnknownObject", SMSMODEM_E_NODEVICE},
		{"org.bluez.Error.AlreadyExists", SMSMODEM_E_BUSY},
		{"org.bluez.Error.AuthenticationCanceled", SMSMODEM_E_REFUSED},
		{"org.bluez.Error.AuthenticationFailed", SMSMODEM_E_REFUSED},
		{"org.bluez.Error.AuthenticationRejected", SMSMODEM_E_REFUSED},
		{"org.bluez.Error.AuthenticationTimeout", SMSMODEM_E_TIMEOUT},
		{"org.bluez.Error.Blocked", SMSMODEM_E_NODEVICE},
		{"org.bluez.Error.Busy", SMSMODEM_E_BUSY},
		{"org.bluez.Error.ConnectionAttemptFailed", SMSMODEM_E_NODEVICE},
		{"org.bluez.Error.DoesNotExist", SMSMODEM_E_NODEVICE},
		{"org.bluez.Error.InProgress", SMSMODEM_E_BUSY},
		{"org.bluez.Error.NotAuthorized", SMSMODEM_E_PERMISSION},
		{"org.bluez.Error.NotPermitted", SMSMODEM_E_PERMISSION},
		{"org.bluez.Error.NotReady", SMSMODEM_E_NODEVICE},
		{"org.bluez.Error.Failed", SMSMODEM_E_REFUSED},
		{"", SMSMODEM_E_REFUSED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_error error = {.code = 0};

		if (bt_bus_error(rows[i].name, NULL, &error) != rows[i].code ||
		    error.code != rows[i].code || strlen(error.text) < 20)
			fail_msg("%s: %d '%s'", rows[i].name, error.code, error.text);
		assert_int_equal(bt_bus_error(rows[i].name, "why", NULL), rows[i].code);
	}
}

static void test_numbers(void **state)
{
	static const struct {
		int sys_errno, code;
	} rows[] = {
		{ENOMEM, SMSMODEM_E_MEMORY},    {EACCES, SMSMODEM_E_PERMISSION},
		{EPERM, SMSMODEM_E_PERMISSION}, {EINVAL, SMSMODEM_E_BUG},
		{ECONNRESET, SMSMODEM_E_LINK},  {EBADMSG, SMSMODEM_E_LINK},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_error error = {.code = 0};

		assert_int_equal(bt_bus_broke(-rows[i].sys_errno, &error), rows[i].code);
		assert_int_equal(error.code, rows[i].code);
		assert_int_equal(bt_bus_broke(-rows[i].sys_errno, NULL), rows[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_strangers_are_not_believed),
		cmocka_unit_test(test_flood),
		cmocka_unit_test(test_flood_in_passing),
		cmocka_unit_test(test_no_bus),
		cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_controller_first),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
