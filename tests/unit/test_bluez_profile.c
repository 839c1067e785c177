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
	const struct bt_wait wait = bt_wait_for(10000, 0, -1);
	struct smsmodem_error error;
	struct bt_profile *profile;
	struct fake fake;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int epoll_fd = epoll_create1(EPOLL_CLOEXEC);

		fake_start(&fake, &rows[i].scene);
		int code =
			bt_profile_register("name", "<record/>", epoll_fd, &wait, &profile, &error);
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

/* Who is asked says nothing: the wait's time counts, and its descriptor, of which 5 s are more. */
static void test_silence(void **state)
{
	static const char *const silent[] = {"GetNameOwner", METHOD};
	struct smsmodem_error error;
	struct bt_profile *profile;
	struct fake fake;
	int cancel[2];

	(void)state;
	assert_int_equal(pipe(cancel), 0);
	for (size_t i = 0; i < 2 * COUNT(silent); i++) {
		const struct fake_scene scene = {.silent = silent[i % 2]};
		const struct bt_wait wait = bt_wait_for(i < 2 ? 30 : 60000, 0, cancel[0]);
		int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
		int64_t start_ms = clock_now_ms();

		if (i == 2)
			assert_int_equal(write(cancel[1], "", 1), 1);
		fake_start(&fake, &scene);
		int code =
			bt_profile_register("name", "<record/>", epoll_fd, &wait, &profile, &error);
		assert_null(profile);
		fake_stop(&fake);
		close(epoll_fd);
		assert_int_equal(code, i < 2 ? SMSMODEM_E_TIMEOUT : SMSMODEM_E_CANCELLED);
		assert_true(clock_now_ms() - start_ms < 4000);
	}
	close(cancel[0]);
	close(cancel[1]);
}

/* The bus itself ends: nobody will be back, and nobody says so. */
static void test_bus_ends(void **state)
{
	const struct fake_scene scene = {0};
	const struct bt_wait wait = bt_wait_for(10000, 0, -1);
	struct bt_record_holder holder = {.epoll_fd = epoll_create1(EPOLL_CLOEXEC), .sdpd_fd = -1};
	struct fake fake;

	(void)state;
	fake_start(&fake, &scene);
	assert_int_equal(bt_profile_register("name", "<record/>", holder.epoll_fd, &wait,
					     &holder.profile, NULL),
			 SMSMODEM_OK);
	bt_record_hold_work(&holder);
	assert_true(bt_record_is_held(&holder));
	assert_string_equal(holder.text, "held by bluetoothd");
	assert_int_equal(shutdown(sd_bus_get_fd(fake.bus), SHUT_RDWR), 0);
	fake_stop(&fake);
	bt_record_hold_work(&holder);
	assert_false(bt_record_is_held(&holder));
	assert_non_null(strstr(holder.text, "none any more, as the system bus ended"));
	bt_record_hold_close(&holder);
	close(holder.epoll_fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_register),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_bus_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
