/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deleting places of a phone's memory, and nothing else. */
#include "puppet_support.h"
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

/* --- phones that say OK to a line and have done the first of its commands --- */

#define PDU(digit)    "07919471060040340404A121430000620141717300000" digit "D4F29C0E"
#define RECORD(digit) "\r\n+CMGR: 1,,19\r\n" PDU(digit) "\r\n" PUPPET_OK
#define NOTHING       "\r\n+CMS ERROR: 321\r\n"

struct in_part_row {
	const char *name;
	const char *second, *third; /* what is there after the line */
	bool content_known;
	int looked, deleted_singly;
};

static const struct in_part_row in_part_rows[] = {
	{"all of it", NOTHING, NOTHING, true, 0, 0},
	{"all of it, and content is not known", NOTHING, NOTHING, false, 0, 0},
	{"an empty place is no refusal", NOTHING, "\r\n+CMGR: 0,,0\r\n\r\n" PUPPET_OK, false, 0, 0},
	{"another has come there", NOTHING, RECORD("1"), true, 0, 0},
	{"the first alone", RECORD("4"), RECORD("4"), true, 1, 2},
	{"the first alone, and content is not known", RECORD("4"), RECORD("4"), false, 1, 2},
	{"all but the last", NOTHING, RECORD("4"), true, 1, 1},
	{"all but the last, and content is not known", NOTHING, RECORD("4"), false, 1, 1},
};

static void check_in_part(const struct in_part_row *row)
{
	const struct puppet_rule rules[] = {
		{.line = "ATE0", .answer = "\r\n+CPIN: READY\r\n" PUPPET_OK},
		{.line = "AT+CMGR=9", .answer = RECORD("4")},
		{.line = "AT+CMGR=1", .answer = NOTHING},
		{.line = "AT+CMGR=2", .answer = row->second},
		{.line = "AT+CMGR=3", .answer = row->third},
		{.line = "AT+CMGD=1;+CMGD=2;+CMGD=3", .answer = PUPPET_OK},
		{.line = "AT+CMGD=1", .answer = NOTHING},
		{.line = "", .answer = PUPPET_OK},
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_stored stored;
	struct smsmodem_error error = {0};

	assert_int_equal(smsmodem_read(puppet->modem, NULL, 9, &stored, &error), 1);
	uint64_t content = row->content_known ? stored.content : 0;
	struct smsmodem_place places[] = {
		{1, content, false}, {2, content, false}, {3, content, false}};
	int result = smsmodem_delete(puppet->modem, NULL, places, 3, &error);
	int singly = puppet_heard(puppet, "AT+CMGD=2") + puppet_heard(puppet, "AT+CMGD=3");
	if (result < 0 || puppet_heard(puppet, "AT+CMGR=2") != row->looked ||
	    singly != row->deleted_singly || !places[0].deleted || !places[1].deleted ||
	    !places[2].deleted)
		fail_msg("%s: %d %s\n%s", row->name, result, error.text, puppet->log);
	assert_int_equal(puppet_heard(puppet, "AT+CMGD=1;"), 1);
	assert_int_equal(puppet_heard(puppet, "AT+CMGD=1|"), 0);
	puppet_close(puppet);
}

static void test_line_done_in_part(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(in_part_rows); i++)
		check_in_part(&in_part_rows[i]);
}

/* A line that has been done whole is trusted from then on. */
static void test_looks_once(void **state)
{
	struct smsmodem_place places[24];
	struct phone *phone = phone_open("");
	struct smsmodem_error error;

	(void)state;
	for (int i = 0; i < 24; i++) {
		phone_do(phone, "deliver +491701 hello");
		places[i] = (struct smsmodem_place){i + 1, 0, false};
	}
	assert_int_equal(smsmodem_delete(phone->modem, NULL, places, 24, &error), SMSMODEM_OK);
	assert_int_equal(phone_count(phone, "AT+CMGR="), 1);
	assert_int_equal(phone_count(phone, "AT+CMGD="), 3);
	phone_close(phone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_delete),
		cmocka_unit_test(test_delete_refused),
		cmocka_unit_test(test_delete_leaves_what_came_meanwhile),
		cmocka_unit_test(test_line_done_in_part),
		cmocka_unit_test(test_looks_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
