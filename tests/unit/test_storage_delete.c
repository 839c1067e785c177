/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deleting places of a phone's memory, and nothing else. */
#include "storage_support.h"

static void test_delete(void **state)
{
	static const char *const options[] = {"", "fault=nocombine", "fault=text-only",
					      "fault=text-only&fault=nocombine"};
	struct smsmodem_place places[40];
	struct smsmodem_error error;
	struct log log;

	(void)state;
	for (size_t i = 0; i < COUNT(options); i++) {
		struct phone *phone = phone_open(options[i]);
		for (int j = 0; j < 41; j++)
			phone_do(phone, "deliver +491701 hello");
		for (int j = 0; j < 40; j++)
			places[j] = (struct smsmodem_place){j + 1, 0, false};
		assert_int_equal(smsmodem_delete(phone->modem, "me", places, COUNT(places), &error),
				 SMSMODEM_OK);
		for (int j = 0; j < 40; j++)
			assert_true(places[j].deleted);
		assert_int_equal(list(phone, NULL, &log), 0);
		assert_string_equal(log.text, "ME 41 unread +491701: hello\n");
		assert_int_equal(smsmodem_delete(phone->modem, "me", NULL, 0, &error), SMSMODEM_OK);
		places[0] = (struct smsmodem_place){70000, 0, false};
		assert_int_equal(smsmodem_delete(phone->modem, NULL, places, 1, &error),
				 SMSMODEM_E_USAGE);
		phone_close(phone);
	}
}

/* One of several that cannot be: the others go, and which it was is told. */
static void test_delete_refused(void **state)
{
	struct smsmodem_place places[] = {{1, 0, false}, {200, 0, false}, {2, 0, false}};
	struct phone *phone = phone_open("");
	struct smsmodem_error error;
	struct log log;

	(void)state;
	for (int i = 0; i < 3; i++)
		phone_do(phone, "deliver +491701 hello");
	assert_int_equal(smsmodem_delete(phone->modem, NULL, places, 3, &error),
			 SMSMODEM_E_REFUSED);
	assert_true(places[0].deleted && !places[1].deleted && places[2].deleted);
	assert_non_null(strstr(error.text, "200"));
	assert_int_equal(list(phone, NULL, &log), 0);
	assert_string_equal(log.text, "ME 3 unread +491701: hello\n");
	phone_close(phone);
}

/*
 * A combined line that is refused in its middle has emptied places, and what comes into one of them
 * before it is tried again is another message.
 */
static void test_delete_leaves_what_came_meanwhile(void **state)
{
	struct smsmodem_place places[] = {{1, 0, false}, {200, 0, false}, {2, 0, false}};
	struct phone *phone = phone_open("");
	struct smsmodem_stored stored;
	struct smsmodem_error error;
	struct log log;

	(void)state;
	phone_do(phone, "deliver +491701 old");
	phone_do(phone, "deliver +491701 old too");
	for (size_t i = 0; i < 3; i += 2) {
		assert_int_equal(
			smsmodem_read(phone->modem, NULL, places[i].index, &stored, &error), 1);
		places[i].content = stored.content;
	}
	/* the first has gone, and another is there */
	assert_int_equal(session_ask(&phone->modem->session, "AT+CMGD=1", 0, &error), SMSMODEM_OK);
	phone_do(phone, "fault nocombine");
	phone_do(phone, "deliver +491701 new");
	assert_int_equal(smsmodem_delete(phone->modem, NULL, places, 3, &error),
			 SMSMODEM_E_REFUSED);
	assert_true(places[0].deleted && places[2].deleted);
	assert_int_equal(list(phone, NULL, &log), 0);
	/* looking at it has made it read */
	assert_string_equal(log.text, "ME 1 read +491701: new\n");
	phone_close(phone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_delete),
		cmocka_unit_test(test_delete_refused),
		cmocka_unit_test(test_delete_leaves_what_came_meanwhile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
