/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phone is read again where what it said may not have been all. */
#include "receive_support.h"

#define FROM "+491701234567"

/* A stray OK ended a command in the place of its own, and so on: one is left over in the end. */
static void test_result_left_over(void **state)
{
	struct desk *desk = desk_start("", NULL);
	struct session *session = &desk->phone->modem->session;

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(session_ask(session, "AT+CNMI=2,0", 0, NULL), SMSMODEM_OK);
	phone_do(desk->phone, "deliver " FROM " one");
	assert_int_equal(desk_run(desk, 10000), 0);
	desk_expect(desk, "");
	phone_do(desk->phone, "urc OK");
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "sms " FROM " one\n");
	desk_close(desk);
}

/* One that says OK behind each ERROR, for nothing, is not asked without end. */
static void test_results_for_nothing(void **state)
{
	struct desk *desk = desk_start("", NULL);

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	phone_count_anew(desk->phone);
	for (int i = 0; i < 600; i++) {
		phone_do(desk->phone, "urc OK");
		assert_int_equal(desk_run(desk, 1000), 0);
	}
	assert_in_range(phone_count(desk->phone, "AT+CMGL"), 5, 30);
	desk_close(desk);
}

/* A card that has just started is read when it can be, and until then there may be more. */
static void test_memory_of_a_busy_sim(void **state)
{
	struct desk *desk = desk_open("", NULL);
	struct session *session = &desk->phone->modem->session;
	struct smsmodem_error error = {0};

	(void)state;
	assert_int_equal(smsmodem_unread(desk->phone->modem, &error), SMSMODEM_E_USAGE);
	assert_int_equal(session_ask(session, "AT+CPMS=\"SM\",\"SM\",\"SM\"", 0, NULL),
			 SMSMODEM_OK);
	phone_do(desk->phone, "deliver " FROM " one");
	phone_do(desk->phone, "fault sim-busy=4000");
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 100), 0);
	desk_expect(desk, "");
	assert_int_equal(smsmodem_unread(desk->phone->modem, &error), SMSMODEM_E_TEMPORARY);
	assert_non_null(strstr(error.text, "memory SM is not read"));
	assert_int_equal(desk_run(desk, 8000), 0);
	desk_expect(desk, "sms " FROM " one\n");
	assert_int_equal(smsmodem_unread(desk->phone->modem, &error), SMSMODEM_OK);
	desk_close(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_result_left_over),
		cmocka_unit_test(test_results_for_nothing),
		cmocka_unit_test(test_memory_of_a_busy_sim),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
