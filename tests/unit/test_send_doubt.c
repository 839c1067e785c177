/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that do not say what they seem to, and modems that forget: nothing is claimed of them. */
#include "puppet_support.h"
#include <inttypes.h>

#define TO     "+491701234567"
#define READY  "\r\n+CPIN: READY\r\n" PUPPET_OK
#define PROMPT "\r\n> "
#define PREPARE                                   \
	{                                         \
		.line = "ATE0V1", .answer = READY \
	}
#define SUBMIT                                       \
	{                                            \
		.line = "AT+CMGS=", .answer = PROMPT \
	}
#define MARKER                                                             \
	{                                                                  \
		.line = "AT+CMEE?", .answer = "\r\n+CMEE: 1\r\n" PUPPET_OK \
	}
#define PAYLOAD "0001"

struct doubt_row {
	const char *name;
	struct puppet_rule rules[PUPPET_RULES_MAX];
	unsigned flags;
	int code;
	enum smsmodem_status status;
	int ref; /* -2: there is none to look at */
};

#define UNKNOWN SMSMODEM_E_UNKNOWN, SMSMODEM_STATUS_UNKNOWN, -2
#define SENT(n) SMSMODEM_OK, SMSMODEM_STATUS_SENT, n

static const struct doubt_row rows[] = {
	/* 27.005 3.5.1: +CMGS names what was sent; OK alone also answers an ESC */
	{"OK alone", {PREPARE, SUBMIT, {.line = PAYLOAD, .answer = PUPPET_OK}}, 0, UNKNOWN},
	{"OK behind another line",
	 {PREPARE, SUBMIT, {.line = PAYLOAD, .answer = "\r\n+CMGW: 3\r\n" PUPPET_OK}},
	 0,
	 UNKNOWN},
	{"+CMGS, then ERROR",
	 {PREPARE, SUBMIT, {.line = PAYLOAD, .answer = "\r\n+CMGS: 3\r\n" PUPPET_ERROR}},
	 0,
	 UNKNOWN},
	{"+CMGS, then +CMS ERROR",
	 {PREPARE, SUBMIT, {.line = PAYLOAD, .answer = "\r\n+CMGS: 3\r\n\r\n+CMS ERROR: 38\r\n"}},
	 0,
	 UNKNOWN},
	{"a reference that is none",
	 {PREPARE, SUBMIT, {.line = PAYLOAD, .answer = "\r\n+CMGS: x\r\n" PUPPET_OK}},
	 0,
	 SENT(-1)},
	{"storing is named by +CMGW",
	 {PREPARE,
	  {.line = "AT+CMGW=", .answer = PROMPT},
	  {.line = PAYLOAD, .answer = "\r\n+CMGW: 7\r\n" PUPPET_OK}},
	 SMSMODEM_SEND_STORE,
	 SENT(7)},
	{"storing, OK alone",
	 {PREPARE, {.line = "AT+CMGW=", .answer = PROMPT}, {.line = PAYLOAD, .answer = PUPPET_OK}},
	 SMSMODEM_SEND_STORE,
	 UNKNOWN},
	/* a late answer to what was sent before this */
	{"+CMGS before the prompt",
	 {PREPARE,
	  {.line = "AT+CMGS=", .answer = "\r\n+CMGS: 200\r\n" PROMPT},
	  {.line = PAYLOAD, .answer = "\r\n+CMGS: 3\r\n" PUPPET_OK}},
	 0,
	 SENT(3)},
	{"+CMGS before the prompt, and none behind it",
	 {PREPARE,
	  {.line = "AT+CMGS=", .answer = "\r\n+CMGS: 200\r\n" PROMPT},
	  {.line = PAYLOAD, .answer = PUPPET_OK}},
	 0,
	 UNKNOWN},
	/* 27.005 3.2.5, 27.007 9.2.1: the phone gave up waiting for the network */
	{"network timeout",
	 {PREPARE, SUBMIT, {.line = PAYLOAD, .answer = "\r\n+CMS ERROR: 332\r\n"}},
	 0,
	 UNKNOWN},
	{"network timeout of +CME",
	 {PREPARE, SUBMIT, {.line = PAYLOAD, .answer = "\r\n+CME ERROR: 31\r\n"}},
	 0,
	 UNKNOWN},
	/* it has started anew */
	{"started anew behind the payload",
	 {PREPARE, SUBMIT, {.line = PAYLOAD, .answer = "\r\nRDY\r\n"}},
	 0,
	 UNKNOWN},
	{"started anew before the prompt",
	 {PREPARE, {.line = "AT+CMGS=", .answer = "\r\n^SYSSTART\r\n"}},
	 0,
	 SMSMODEM_E_TEMPORARY,
	 SMSMODEM_STATUS_FAILED,
	 -2},
	{"a word of it within a text",
	 {PREPARE,
	  SUBMIT,
	  {.line = PAYLOAD, .answer = "\r\n+CMT: ,1\r\nRDY\r\n\r\n+CMGS: 3\r\n" PUPPET_OK}},
	 0,
	 SENT(3)},
};

static int send_text(struct puppet *puppet, unsigned flags, struct smsmodem_sending *sending,
		     struct smsmodem_error *error)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;

	submit.to = TO;
	submit.text = "hello";
	submit.text_len = 5;
	*error = (struct smsmodem_error){0};
	return smsmodem_send(puppet->modem, sending, &submit, flags, error);
}

static void test_rows(void **state)
{
	static const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	static struct smsmodem_sending sending; /* large */
	struct smsmodem_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct doubt_row *row = &rows[i];
		size_t count = 0;
		while (row->rules[count].line)
			count++;
		struct puppet *puppet = puppet_open(row->rules, count, &options);
		int64_t begun_ms = puppet->now_ms;
		int code = send_text(puppet, row->flags, &sending, &error);
		if (code != row->code || sending.status != row->status ||
		    (row->ref > -2 && sending.refs[0] != row->ref))
			fail_msg("%s: %d %s, ref %d: %s", row->name, code,
				 smsmodem_status_name(sending.status), sending.refs[0], error.text);
		/* all of it has been said, so nothing is waited for */
		if (puppet->now_ms - begun_ms > 2000)
			fail_msg("%s: after %" PRId64 " ms", row->name, puppet->now_ms - begun_ms);
		assert_true(puppet_heard(puppet, PAYLOAD) <= 1);
		puppet_close(puppet);
	}
}

/* Who starts anew has forgotten PDU mode and error numbers: they are said again before the next. */
static void test_prepared_anew(void **state)
{
	static const struct {
		const char *name, *answer; /* to the first payload */
		int times;                 /* that the modem is prepared for two messages */
	} cases[] = {
		{"sent", "\r\n+CMGS: 3\r\n" PUPPET_OK, 1},
		{"refused with a number", "\r\n+CMS ERROR: 21\r\n", 1},
		{"refused without one", PUPPET_ERROR, 2},
		{"it wants its PIN again", "\r\n+CMS ERROR: 311\r\n", 2},
		{"started anew", "\r\nRDY\r\n", 2},
		{"started anew after the answer", "\r\n+CMGS: 3\r\n" PUPPET_OK "\r\nRDY\r\n", 2},
		{"no answer", NULL, 2},
	};
	static const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	static struct smsmodem_sending sending;
	struct smsmodem_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct puppet_rule rules[] = {
			PREPARE,
			MARKER,
			SUBMIT,
			{.line = PAYLOAD, .answer = cases[i].answer, .times = 1},
			{.line = PAYLOAD, .answer = "\r\n+CMGS: 4\r\n" PUPPET_OK},
			{.line = "AT+CREG?", .answer = "\r\n+CREG: 0,1\r\n" PUPPET_OK},
			{.line = "\x1B"},
		};
		struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
		(void)send_text(puppet, 0, &sending, &error);
		int code = send_text(puppet, 0, &sending, &error);
		if (code != SMSMODEM_OK || sending.refs[0] != 4)
			fail_msg("%s, the next: %d %s\n%s", cases[i].name, code, error.text,
				 puppet->log);
		if (puppet_heard(puppet, "ATE0V1") != cases[i].times)
			fail_msg("%s: %s", cases[i].name, puppet->log);
		assert_int_equal(puppet_heard(puppet, PAYLOAD), 2);
		puppet_close(puppet);
	}
}

/* What answers one marker late must not pass for the answer to the same one asked anew. */
static void test_a_marker_is_not_asked_twice(void **state)
{
	static const struct puppet_rule rules[] = {PREPARE, {.line = "AT+CMGS=", .answer = PROMPT}};
	static const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	static const char *const markers[] = {"AT+CMEE?", "AT+CMGF?", "AT+CSMS?", "AT+CNMI?",
					      "AT+CSCS?", "AT+CPMS?", "AT+CSCA?", "AT+CPBS?"};
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);

	(void)state;
	assert_int_equal(send_text(puppet, 0, &sending, &error), SMSMODEM_E_UNKNOWN);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(send_text(puppet, 0, &sending, &error), SMSMODEM_E_TIMEOUT);
	for (size_t i = 0; i < COUNT(markers); i++)
		assert_int_equal(puppet_heard(puppet, markers[i]), 1);
	puppet_close(puppet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_prepared_anew),
		cmocka_unit_test(test_a_marker_is_not_asked_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
