/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages without a time stamp, which some centres and phones make: two with the same words are
 * two, as soon as the first is gone from the phone, and one for as long as it is not.
 */
#include "receive_support.h"

/* From +491701234567, TP-SCTS all zero, "hello". */
static const char message[] = "deliver-pdu 079194710167000004"
			      "0C919471103254760000"
			      "00000000000000"
			      "05E8329BFD06";
static const char line[] = "sms +491701234567 hello\n";

static void expect_times(const struct desk *desk, int times)
{
	char log[200] = "";

	for (int i = 0; i < times; i++)
		(void)snprintf(log + strlen(log), sizeof log - strlen(log), "%s", line);
	desk_expect(desk, log);
	assert_int_equal(desk->redelivered, 0);
}

static void test_again(void **state)
{
	static const enum smsmodem_receive_way ways[] = {SMSMODEM_RECEIVE_STORED,
							 SMSMODEM_RECEIVE_POLL};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		const struct smsmodem_receive_options options = {.way = ways[i]};
		struct desk *desk = desk_start("", &options);

		for (int times = 1; times <= 3; times++) {
			phone_do(desk->phone, message);
			assert_int_equal(desk_run(desk, 60000), 0);
			expect_times(desk, times);
			assert_int_equal(desk_stored(desk, "ME"), 0);
		}
		desk_close(desk);
	}
}

static void test_again_without_journal(void **state)
{
	const struct smsmodem_receive_options options = {.no_journal = true};
	struct desk *desk = desk_start("", &options);

	(void)state;
	for (int times = 1; times <= 3; times++) {
		phone_do(desk->phone, message);
		assert_int_equal(desk_run(desk, 60000), 0);
		expect_times(desk, times);
	}
	desk_close(desk);
}

/* It is in two places: that is one, and is known until both are gone. */
static void test_copies(void **state)
{
	struct desk *desk = desk_open("", NULL);

	(void)state;
	assert_int_equal(smsmodem_prepare(desk->phone->modem, NULL), SMSMODEM_OK);
	phone_do(desk->phone, message);
	phone_do(desk->phone, message);
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	expect_times(desk, 1);
	assert_int_equal(desk_stored(desk, "ME"), 0);
	phone_do(desk->phone, message);
	assert_int_equal(desk_run(desk, 1000), 0);
	expect_times(desk, 2);
	desk_close(desk);
}

/* Taken, but not yet deleted: after a crash it is still the same. */
static void test_killed_before_it_is_deleted(void **state)
{
	struct desk *desk = desk_start("", NULL);

	(void)state;
	phone_do(desk->phone, message);
	assert_int_equal(desk_next(desk, 1000), 1);
	assert_int_equal(receive_commit(desk->phone->modem, false, NULL), SMSMODEM_OK);
	desk_kill(desk);
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	expect_times(desk, 1);
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_kill(desk);
	desk_receive(desk);
	phone_do(desk->phone, message);
	assert_int_equal(desk_run(desk, 1000), 0);
	expect_times(desk, 2);
	desk_close(desk);
}

/* With a time stamp the same is the same, even when it is gone. */
static void test_stamped(void **state)
{
	static const char stamped[] = "deliver-pdu 079194710167000004"
				      "0C919471103254760000"
				      "62101020000000"
				      "05E8329BFD06";
	struct desk *desk = desk_start("", NULL);

	(void)state;
	for (int i = 0; i < 2; i++) {
		phone_do(desk->phone, stamped);
		assert_int_equal(desk_run(desk, 1000), 0);
		expect_times(desk, 1);
		assert_int_equal(desk_stored(desk, "ME"), 0);
	}
	desk_close(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_again),   cmocka_unit_test(test_again_without_journal),
		cmocka_unit_test(test_copies),  cmocka_unit_test(test_killed_before_it_is_deleted),
		cmocka_unit_test(test_stamped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
