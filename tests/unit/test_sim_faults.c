/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong in the simulated phone when it is asked to. */
#include "sim_support.h"

#define OK     "\r\nOK\r\n"
#define ERROR  "\r\nERROR\r\n"
#define PROMPT "\r\n> "
#define SEND   "AT+CMGS=18\r" SIM_PDU "\032"
#define SENT   PROMPT "\r\n+CMGS: 0\r\n" OK

static const struct sim_row fault_rows[] = {
	{"cms, every one", "echo=off&fault=cms=500", "AT+CMEE=1\r" SEND SEND,
	 OK PROMPT "\r\n+CMS ERROR: 500\r\n" PROMPT "\r\n+CMS ERROR: 500\r\n"},
	{"cms, the second", "echo=off&fault=cms=38@2", "AT+CMEE=1\r" SEND SEND SEND,
	 OK SENT PROMPT "\r\n+CMS ERROR: 38\r\n" PROMPT "\r\n+CMGS: 1\r\n" OK},
	{"cme", "echo=off&fault=cme=14", "AT+CMEE=1\r" SEND, OK PROMPT "\r\n+CME ERROR: 14\r\n"},
	{"cms without a text", "echo=off&fault=cms=999&fault=text-errors", SEND,
	 PROMPT "\r\n+CMS ERROR: 999\r\n"},
	{"error", "echo=off&fault=error@1", "AT+CMEE=2\r" SEND SEND, OK PROMPT ERROR SENT},
	{"silent-prompt", "echo=off&fault=silent-prompt@1", "AT+CMGS=18\r\033" SEND, OK SENT},
	{"silent-submit", "echo=off&fault=silent-submit", SEND "AT\r", PROMPT OK},
	{"silent", "fault=silent", "AT\r" SEND, ""},
	{"noreg", "echo=off&fault=noreg", "AT+CREG?;+CEREG?;+CSQ;+COPS?\r",
	 "\r\n+CREG: 0,2\r\n\r\n+CEREG: 0,2\r\n\r\n+CSQ: 99,99\r\n\r\n+COPS: 0\r\n" OK},
	{"urc around a bare answer", "fault=urc", "AT\r",
	 "AT\r\r\n+CMTI: \"ME\",1\r\n\r\n+CREG: 1\r\n" OK},
	{"urc around a line", "fault=urc", "AT+CSQ\r",
	 "AT+CSQ\r\r\n+CMTI: \"ME\",1\r\n\r\n+CSQ: 20,99\r\n\r\n+CREG: 1\r\n" OK},
	{"prompt bare", "echo=off&fault=prompt=bare", "AT+CMGS=18\r", ">"},
	{"prompt crlf", "echo=off&fault=prompt=crlf", "AT+CMGS=18\r", "\r\n>\r\n"},
	{"prompt nospace", "echo=off&fault=prompt=nospace", "AT+CMGS=18\r", "\r\n>"},
	{"echo stuck", "fault=echo=stuck", "ATE0\rAT\r", "ATE0\r" OK "AT\r" OK},
	{"echo double", "fault=echo=double",
	 "AT\r"
	 "ATE0\rAT\r",
	 "AT\rAT\r" OK "ATE0\rATE0\r" OK OK},
	{"echo double of a payload", "fault=echo=double", "AT+CMGS=18\r00\033",
	 "AT+CMGS=18\rAT+CMGS=18\r" PROMPT "00\033" OK},
	{"nocombine, semicolon", "echo=off&fault=nocombine", "AT+CSQ;+CSQ\r", ERROR},
	{"nocombine, basic", "echo=off&fault=nocombine", "ATE0V1\r", ERROR},
	{"nocombine, one", "echo=off&fault=nocombine", "AT+CSQ\r", "\r\n+CSQ: 20,99\r\n" OK},
	{"nocombine, none", "echo=off&fault=nocombine", "AT\r", OK},
	{"numeric", "echo=off&fault=numeric", "AT\rATV1\rATZ\r", "0\r" OK "0\r"},
	{"vendor-final", "echo=off&fault=vendor-final", "AT+NO\r", "\r\nCOMMAND NOT SUPPORT\r\n"},
	{"several at once", "fault=echo=stuck&fault=prompt=bare&fault=error", "ATE0\r" SEND,
	 "ATE0\r" OK "AT+CMGS=18\r>" SIM_PDU "\032" ERROR},
};

static void test_rows(void **state)
{
	(void)state;
	sim_check_rows(fault_rows, SIM_COUNT(fault_rows));
}

struct taken_row {
	const char *options;
	bool taken, gone;
};

/* Whether the message was handed over, and whether the phone is still there. */
static const struct taken_row taken_rows[] = {
	{NULL, true, false},
	{"fault=silent-submit", true, false},
	{"fault=unplug-submit", true, true},
	{"fault=unplug-submit@2", true, false},
	{"fault=unplug-prompt", false, true},
	{"fault=unplug-prompt@1", false, true},
	{"fault=cms=500", false, false},
	{"fault=cme=500", false, false},
	{"fault=error", false, false},
	{"fault=noreg", false, false},
	{"fault=silent", true, false},
	{"fault=urc&fault=garbage", true, false},
	{"fault=late=5000", true, false},
};

static void test_taken(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIM_COUNT(taken_rows); i++) {
		struct smsmodem_sim *sim = sim_start(taken_rows[i].options);
		struct smsmodem_sim_event event;
		struct sim_reply reply;
		sim_say(sim, &reply, SEND, 0);
		if (sim_next_submit(sim, &event) != taken_rows[i].taken ||
		    smsmodem_sim_gone(sim) != taken_rows[i].gone)
			fail_msg("%s", taken_rows[i].options);
		smsmodem_sim_free(sim);
	}
}

/* One that has gone says nothing more, whatever it is told. */
static void test_gone(void **state)
{
	struct smsmodem_sim *sim = sim_start("latency=10");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT\r", 0);
	sim_do(sim, "unplug", 1);
	assert_true(smsmodem_sim_gone(sim));
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	sim_do(sim, "deliver +1 x", 2);
	sim_do(sim, "urc X", 2);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 100), "");
	smsmodem_sim_free(sim);
}

static void test_late(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off&fault=late=5000@1");
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, SEND, 0), PROMPT);
	assert_int_equal(smsmodem_sim_deadline(sim), 5000);
	/* What is asked meanwhile is answered after it, as the wire keeps its order. */
	assert_string_equal(sim_say(sim, &reply, "AT\r", 4999), "");
	assert_string_equal(sim_say(sim, &reply, "", 5000), "\r\n+CMGS: 0\r\n" OK OK);
	assert_string_equal(sim_say(sim, &reply, SEND, 6000), PROMPT "\r\n+CMGS: 1\r\n" OK);
	smsmodem_sim_free(sim);
}

static void test_endless(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off&fault=endless@2");
	struct sim_reply reply;
	char line[8];

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT\r", 5), OK);
	smsmodem_sim_input(sim, "AT\r", 3, 7);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(smsmodem_sim_deadline(sim), 7);
		assert_int_equal(smsmodem_sim_output(sim, line, 7, 7), 7);
		assert_memory_equal(line, "\r\n+X: 1", 7);
	}
	assert_int_equal(smsmodem_sim_output(sim, line, 0, 7), 0);
	smsmodem_sim_free(sim);
}

/* The same seed makes the same garbage, another seed another; the answer is behind it. */
static void test_garbage(void **state)
{
	struct smsmodem_sim *sims[3] = {sim_start("fault=garbage&seed=1&echo=off"),
					sim_start("fault=garbage&seed=1&echo=off"),
					sim_start("fault=garbage&seed=2&echo=off")};
	struct sim_reply replies[3];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		sim_say(sims[i], &replies[i], "AT\r", 0);
		assert_true(replies[i].length > 6);
		assert_memory_equal(replies[i].text + replies[i].length - 6, OK, 6);
		smsmodem_sim_free(sims[i]);
	}
	assert_int_equal(replies[0].length, replies[1].length);
	assert_memory_equal(replies[0].text, replies[1].text, replies[0].length);
	assert_true(replies[0].length != replies[2].length ||
		    memcmp(replies[0].text, replies[2].text, replies[0].length) != 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),    cmocka_unit_test(test_taken),
		cmocka_unit_test(test_gone),    cmocka_unit_test(test_late),
		cmocka_unit_test(test_endless), cmocka_unit_test(test_garbage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
