/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls: with the simulated phone, and with phones that tell of them otherwise. */
#include "phone_support.h"
#include "puppet_support.h"
#include <smsmodem/phone.h>

#define LINE(text) "\r\n" text "\r\n"
#define BEGIN                                                            \
	{                                                                \
		.line = "ATE0", .answer = LINE("+CPIN: READY") PUPPET_OK \
	}
#define REST                                    \
	{                                       \
		.line = "", .answer = PUPPET_OK \
	}

static int wait_for(struct smsmodem *modem, struct smsmodem_call *call, int64_t timeout_ms)
{
	struct smsmodem_error error = {0};
	int result = smsmodem_call_wait(modem, call, timeout_ms, &error);

	if (result < 0)
		fail_msg("%s", error.text);
	return result;
}

static void test_course(void **state)
{
	static const char *const profiles[] = {"", "profile=nokia", "profile=huawei",
					       "profile=quirky"};
	struct smsmodem_error error = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(profiles); i++) {
		struct phone *phone = phone_open(profiles[i]);
		struct smsmodem_call call;

		if (smsmodem_call(phone->modem, "+49 170/123", &call, &error) < 0)
			fail_msg("%s: %s", profiles[i], error.text);
		assert_int_equal(phone_count(phone, "ATD+49170123;"), 1);
		assert_int_equal(call.state, SMSMODEM_CALL_DIALING);
		assert_int_equal(wait_for(phone->modem, &call, 10000), 1);
		assert_int_equal(call.state, SMSMODEM_CALL_RINGING);
		assert_int_equal(wait_for(phone->modem, &call, 10000), 1);
		assert_int_equal(call.state, SMSMODEM_CALL_CONNECTED);
		int64_t before_ms = phone->now_ms;
		assert_int_equal(wait_for(phone->modem, &call, 5000), 0);
		assert_in_range(phone->now_ms - before_ms, 5000, 6000);
		phone_do(phone, "hangup-call");
		assert_int_equal(wait_for(phone->modem, &call, 10000), 1);
		assert_int_equal(call.state, SMSMODEM_CALL_ENDED);
		assert_true(call.answered);
		assert_non_null(strstr(call.reason, "NO CARRIER (Normal call clearing)"));
		assert_int_equal(wait_for(phone->modem, &call, 10000), 0);
		assert_int_equal(smsmodem_call_end(phone->modem, &call, &error), 0);
		assert_int_equal(phone_count(phone, "AT+CHUP"), 0);
		phone_close(phone);
	}
}

static void test_busy(void **state)
{
	struct phone *phone = phone_open("");
	struct smsmodem_error error = {0};
	struct smsmodem_call call;

	(void)state;
	assert_int_equal(smsmodem_command(phone->modem, "ATX4", NULL, 0, &error), 0);
	assert_int_equal(smsmodem_call(phone->modem, "123", &call, &error), 0);
	phone_do(phone, "hangup-call");
	assert_int_equal(wait_for(phone->modem, &call, 10000), 1);
	assert_int_equal(call.state, SMSMODEM_CALL_ENDED);
	assert_false(call.answered);
	assert_string_equal(call.reason, "BUSY (User busy)");
	phone_close(phone);
}

static void test_hang_up(void **state)
{
	struct phone *phone = phone_open("");
	struct smsmodem_error error = {0};
	struct smsmodem_call call;

	(void)state;
	assert_int_equal(smsmodem_call(phone->modem, "123", &call, &error), 0);
	phone->head.cancel_fd = phone->cancel_pipe[0];
	assert_int_equal(write(phone->cancel_pipe[1], "!", 1), 1);
	assert_int_equal(smsmodem_call_wait(phone->modem, &call, 10000, &error),
			 SMSMODEM_E_CANCELLED);
	assert_int_equal(smsmodem_call_end(phone->modem, &call, &error), 0);
	assert_string_equal(call.reason, "hung up here");
	phone->head.cancel_fd = -1;
	assert_int_equal(smsmodem_command(phone->modem, "AT+CLCC", NULL, 0, &error), 0);
	assert_null(smsmodem_response(phone->modem, 0));
	phone_close(phone);
}

/* A phone that answers ATD when the other side has (27.007 7.8): told, or interrupted. */
static void test_dial_waits(void **state)
{
	struct phone *phone = phone_open("");
	struct smsmodem_error error = {0};
	struct smsmodem_call call;

	(void)state;
	assert_int_equal(smsmodem_command(phone->modem, "AT+COLP=1", NULL, 0, &error), 0);
	assert_int_equal(smsmodem_call(phone->modem, "123", &call, &error), 0);
	assert_int_equal(call.state, SMSMODEM_CALL_CONNECTED);
	assert_true(call.answered);
	assert_int_equal(smsmodem_call_end(phone->modem, &call, &error), 0);
	phone->head.cancel_fd = phone->cancel_pipe[0];
	phone->cancel_on = "ATD456";
	assert_int_equal(smsmodem_call(phone->modem, "456", &call, &error), SMSMODEM_E_CANCELLED);
	assert_int_equal(phone_count(phone, "AT+CHUP"), 2);
	assert_int_equal(call.state, SMSMODEM_CALL_ENDED);
	phone->head.cancel_fd = -1;
	assert_int_equal(smsmodem_command(phone->modem, "AT+CLCC", NULL, 0, &error), 0);
	assert_null(smsmodem_response(phone->modem, 0));
	phone_close(phone);
}

static void test_numbers(void **state)
{
	static const char *const bad[] = {
		"",    "+",     "abc",
		"1;2", "1\rAT", "12+3",
		"1,2", "1p2",   "12345678901234567890123456789012345678901234567890"};
	struct phone *phone = phone_open("");
	struct smsmodem_error error = {0};
	struct smsmodem_call call;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (smsmodem_call(phone->modem, bad[i], &call, &error) != SMSMODEM_E_NUMBER)
			fail_msg("%s", bad[i]);
	assert_int_equal(phone_count(phone, "ATD"), 0);
	phone_close(phone);
}

struct phone_row {
	const char *name;
	struct puppet_rule rules[5];
	int result;
	bool answered;
	const char *states; /* a letter for each that is reached */
	const char *reason;
};

static const struct phone_row phone_rows[] = {
	{"refused",
	 {{.line = "ATD", .answer = LINE("NO CARRIER")}},
	 SMSMODEM_E_REFUSED,
	 false,
	 "e",
	 "NO CARRIER"},
	{"busy, and why",
	 {{.line = "ATD", .answer = LINE("BUSY")},
	  {.line = "AT+CEER", .answer = LINE("+CEER: User busy") PUPPET_OK}},
	 SMSMODEM_E_REFUSED,
	 false,
	 "e",
	 "BUSY (User busy)"},
	{"an error",
	 {{.line = "ATD", .answer = LINE("+CME ERROR: 3")}},
	 SMSMODEM_E_REFUSED,
	 false,
	 "e",
	 "+CME ERROR: 3"},
	{"Huawei tells by itself",
	 {{.line = "ATD",
	   .answer = PUPPET_OK LINE("^ORIG:1,0") LINE("^CONF:1") LINE("^CONN:1,0")
		   LINE("^CEND:1,5,104,16") LINE("NO CARRIER")},
	  {.line = "AT+CLCC", .answer = PUPPET_ERROR}},
	 0,
	 true,
	 "drce",
	 "the call was ended"},
	{"none answers, which is told at last",
	 {{.line = "ATD", .answer = PUPPET_OK LINE("NO ANSWER"), .after_ms = 40000},
	  {.line = "AT+CLCC", .answer = PUPPET_ERROR}},
	 0,
	 false,
	 "de",
	 "NO ANSWER"},
	{"it vanishes from the list",
	 {{.line = "AT+CLCC", .answer = LINE("+CLCC: 1,0,0,0,0,\"1\",129") PUPPET_OK, .times = 2}},
	 0,
	 true,
	 "dce",
	 "the other side hung up"},
	{"another call is in the list, one of data, and what is none",
	 {{.line = "AT+CLCC",
	   .answer = LINE("+CLCC: 2,1,4,0,0") LINE("+CLCC: 3,0,0,1,0") LINE("+CLCC: x")
		   LINE("+CLCC: 1,0,3,0,0") PUPPET_OK,
	   .times = 1},
	  {.line = "AT+CLCC", .answer = PUPPET_OK LINE("NO CARRIER")}},
	 0,
	 false,
	 "dre",
	 "the other side hung up"},
};

static void test_phones(void **state)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(phone_rows); i++) {
		const struct phone_row *row = &phone_rows[i];
		struct puppet_rule rules[8] = {BEGIN};
		struct smsmodem_error error = {0};
		struct smsmodem_call call;
		char states[8] = "";
		size_t count = 1, reached = 0;

		for (size_t j = 0; j < COUNT(row->rules) && row->rules[j].line; j++)
			rules[count++] = row->rules[j];
		rules[count++] = (struct puppet_rule)REST;
		struct puppet *puppet = puppet_open(rules, count, &options);
		int result = smsmodem_call(puppet->modem, "1", &call, &error);
		do
			states[reached++] = "drce"[call.state];
		while (result == 0 && reached < 7 && call.state != SMSMODEM_CALL_ENDED &&
		       wait_for(puppet->modem, &call, 100000) == 1);
		states[reached] = '\0';
		if (result != row->result || strcmp(states, row->states) != 0 ||
		    strcmp(call.reason, row->reason) != 0 || call.answered != row->answered)
			fail_msg("%s: %d %s, %s, \"%s\"", row->name, result, error.text, states,
				 call.reason);
		puppet_close(puppet);
	}
}

/* Without +CHUP it is ATH (V.250 6.3.6). */
static void test_ath(void **state)
{
	static const struct puppet_rule rules[] = {
		BEGIN, {.line = "AT+CHUP", .answer = PUPPET_ERROR}, REST};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_error error = {0};
	struct smsmodem_call call;

	(void)state;
	assert_int_equal(smsmodem_call(puppet->modem, "1", &call, &error), 0);
	assert_int_equal(smsmodem_call_end(puppet->modem, &call, &error), 0);
	assert_int_equal(puppet_heard(puppet, "ATH"), 1);
	puppet_close(puppet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_course),  cmocka_unit_test(test_busy),
		cmocka_unit_test(test_hang_up), cmocka_unit_test(test_dial_waits),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_phones),
		cmocka_unit_test(test_ath),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
