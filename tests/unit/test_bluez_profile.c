/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record given to bluetoothd by ProfileManager1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>

#include <cmocka.h>

#include "bluez_fake.h"
#include "record.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define METHOD       "RegisterProfile"

static const struct {
	const char *name;
	struct fake_scene scene;
	int code;
	const char *log;
} rows[] = {
	{"taken", {0}, SMSMODEM_OK, METHOD},
	{"others on the bus do not count", {.strangers = 3}, SMSMODEM_OK, METHOD},
	{"the policy of the bus",
	 {.refused = METHOD, .with = "org.freedesktop.DBus.Error.AccessDenied"},
	 SMSMODEM_E_PERMISSION,
	 METHOD},
	{"no bluetoothd",
	 {.refused = "GetNameOwner", .with = "org.freedesktop.DBus.Error.NameHasNoOwner"},
	 SMSMODEM_E_NODEVICE,
	 ""},
	{"a bus that ends", {.hangs_up = METHOD}, SMSMODEM_E_LINK, METHOD},
	{"a bluetoothd that ends", {.owner_goes = METHOD}, SMSMODEM_E_LINK, METHOD},
};

static void test_register(void **state)
{
	struct smsmodem_error error;
	struct bt_profile *profile;
	struct fake fake;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int epoll_fd = epoll_create1(EPOLL_CLOEXEC);

		fake_start(&fake, &rows[i].scene);
		int code = bt_profile_register("name", "<record/>", epoll_fd, &profile, &error);
		if (code == SMSMODEM_OK)
			assert_int_equal(bt_profile_work(profile), 1);
		bt_profile_close(profile);
		fake_stop(&fake);
		close(epoll_fd);
		if (code != rows[i].code)
			fail_msg("%s: %d %s", rows[i].name, code, error.text);
		if (strcmp(fake.log, rows[i].log) != 0)
			fail_msg("%s: %s", rows[i].name, fake.log);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_register)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
