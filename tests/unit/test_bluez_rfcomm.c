/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a channel cannot be connected to: what is said where a played bluetoothd knows of a pairing,
 * knows of none, or is not there. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bluez_adapters.h"
#include "bluez_fake.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PHONE        "00:11:22:33:44:55"

static const struct bt_wait unlimited = {-1, -1};

static void objects_paired(sd_bus_message *reply)
{
	objects_from(
		reply,
		&(struct object){.adapter = "hci1", .address = PHONE, .paired = true, .bonded = 1},
		1);
}

static void objects_connected(sd_bus_message *reply)
{
	objects_from(
		reply,
		&(struct object){.adapter = "hci1", .address = PHONE, .paired = true, .bonded = -1},
		1);
}

enum daemon {
	NO_DAEMON,
	UNKNOWN,
	CONNECTED, /* with a key for that connection */
	PAIRED
};

struct row {
	const char *name;
	int sys_errno, security;
	bool is_recorded;
	enum daemon daemon;
	int code;
	const char *text, *lacks; /* parts of the sentence, and what must not be in it */
};

#define PAIR "`smsmodem bt pair " PHONE "`"

static const struct row rows[] = {
	{"refused", ECONNREFUSED, 0, false, NO_DAEMON, SMSMODEM_E_NODEVICE,
	 "no service is there, or it is in use, or it wants to be paired", NULL},
	{"refused, offered", ECONNREFUSED, 0, true, NO_DAEMON, SMSMODEM_E_NODEVICE,
	 "which it offers: it is in use, or it wants to be paired", "no service"},
	{"refused, not paired", ECONNREFUSED, 0, false, UNKNOWN, SMSMODEM_E_PERMISSION,
	 "is not paired with this computer, and refuses channel 5: pair it with " PAIR
	 ", or look with `smsmodem bt services " PHONE "`",
	 NULL},
	{"refused, offered, not paired", ECONNREFUSED, 0, true, UNKNOWN, SMSMODEM_E_PERMISSION,
	 "refuses channel 5, which it offers: pair it with " PAIR, "bt services"},
	{"refused, a key for one connection", ECONNREFUSED, 0, true, CONNECTED,
	 SMSMODEM_E_PERMISSION, "is not paired", NULL},
	{"refused, paired", ECONNREFUSED, 0, false, PAIRED, SMSMODEM_E_NODEVICE,
	 "no service is there, or it is in use, or the pairing was removed there", "bt pair"},
	{"refused, offered, paired", ECONNREFUSED, 0, true, PAIRED, SMSMODEM_E_NODEVICE,
	 "which it offers: it is in use, or the pairing was removed there", "bt pair"},
	{"reset", ECONNRESET, 0, true, NO_DAEMON, SMSMODEM_E_PERMISSION,
	 "wants pairing; bluetoothd keeps the keys: have it running (`systemctl start bluetooth`)",
	 "try again"},
	{"reset, secure", ECONNRESET, BT_SECURITY_MEDIUM, true, NO_DAEMON, SMSMODEM_E_PERMISSION,
	 "pair with " PAIR, "try again"},
	{"reset, secure, not paired", ECONNRESET, BT_SECURITY_MEDIUM, true, UNKNOWN,
	 SMSMODEM_E_PERMISSION, "pair with " PAIR, "try again"},
	{"reset, not paired", ECONNRESET, 0, true, UNKNOWN, SMSMODEM_E_LINK, "try again",
	 "bt pair"},
	{"reset, paired", ECONNRESET, BT_SECURITY_HIGH, true, PAIRED, SMSMODEM_E_LINK, "try again",
	 "bt pair"},
	{"silent", ETIMEDOUT, 0, true, NO_DAEMON, SMSMODEM_E_NODEVICE, "has not answered in time",
	 "bluetoothd"},
	{"silent, secure", ETIMEDOUT, BT_SECURITY_MEDIUM, true, NO_DAEMON, SMSMODEM_E_NODEVICE,
	 "bluetoothd keeps the keys", NULL},
	{"the key is refused", EBADE, 0, true, PAIRED, SMSMODEM_E_PERMISSION,
	 "does not accept the key: remove the pairing there", NULL},
	{"no key", EBADE, 0, true, UNKNOWN, SMSMODEM_E_PERMISSION, PAIR, NULL},
	{"busy", EBUSY, 0, true, NO_DAEMON, SMSMODEM_E_BUSY,
	 "channel 5 of " PHONE " is in use by another program of this computer", NULL},
	{"absent", EHOSTDOWN, BT_SECURITY_HIGH, true, UNKNOWN, SMSMODEM_E_NODEVICE,
	 "does not answer", "bluetoothd"},
};

static void run_row(const struct row *row)
{
	static void (*const objects[])(sd_bus_message *) = {[UNKNOWN] = objects_none,
							    [CONNECTED] = objects_connected,
							    [PAIRED] = objects_paired};
	struct bt_channel channel = {
		.number = 5, .is_recorded = row->is_recorded, .security = row->security};
	struct smsmodem_error error = {.code = 0};
	struct fake fake;
	bdaddr_t address;

	assert_true(bt_address_parse(PHONE, &address));
	channel.from = &adapters[1];
	channel.to = &address;
	if (row->daemon != NO_DAEMON)
		fake_start(&fake, &(struct fake_scene){.objects = objects[row->daemon]});
	int code = bt_rfcomm_error(&channel, row->sys_errno, &unlimited, &error);
	if (row->daemon != NO_DAEMON)
		fake_stop(&fake);
	if (code != row->code || error.code != code || error.sys_errno != row->sys_errno ||
	    !strstr(error.text, row->text) || (row->lacks && strstr(error.text, row->lacks)))
		fail_msg("%s: %d %d %d '%s'", row->name, code, error.code, error.sys_errno,
			 error.text);
}

static void test_sentences(void **state)
{
	(void)state;
	assert_int_equal(setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", 1), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		run_row(&rows[i]);
		assert_int_equal(setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", 1), 0);
	}
}

/* Also while bluetoothd is asked. */
static void test_cancelled(void **state)
{
	struct bt_channel channel = {.from = &adapters[1], .number = 5};
	struct smsmodem_error error;
	struct fake fake;
	bdaddr_t address;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "", 1), 1);
	assert_true(bt_address_parse(PHONE, &address));
	channel.to = &address;
	fake_start(&fake, &(struct fake_scene){.silent = "GetManagedObjects"});
	assert_int_equal(
		bt_rfcomm_error(&channel, ECONNREFUSED, &(struct bt_wait){-1, ends[0]}, &error),
		SMSMODEM_E_CANCELLED);
	fake_stop(&fake);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_cancelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
