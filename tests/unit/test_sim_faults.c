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
	{"echo only", "fault=echo=only", "AT\rATE0\rAT+CMGS=18\r\x01\xFF\033",
	 "AT\rATE0\rAT+CMGS=18\r\x01\xFF\033"},
	{"echo only, and it was off", "echo=off&fault=echo=only", "AT\r", "AT\r"},
	{"echo only, and it is silent", "fault=echo=only&fault=silent", "AT\r", ""},
	{"text only (27.005 3.2.3)", "echo=off&fault=text-only",
	 "AT+CMGF=?;+CMGF?\rAT+CMEE=1;+CMGF=0\rAT+CMGF\rAT+CMGF=1;+CMGF?\r",
	 "\r\n+CMGF: (1)\r\n\r\n+CMGF: 1\r\n" OK "\r\n+CMS ERROR: 303\r\n"
	 "\r\n+CMS ERROR: 303\r\n\r\n+CMGF: 1\r\n" OK},
	{"text only, as it leaves the factory", "echo=off&fault=text-only",
	 "AT&F;+CMGF?\rATZ;+CMGF?\r", "\r\n+CMGF: 1\r\n" OK "\r\n+CMGF: 1\r\n" OK},
	{"text only, a PDU is a text", "echo=off&fault=text-only", SEND, SENT},
	{"both modes", "echo=off", "AT+CMGF=?;+CMGF?\rAT+CMGF=1;+CMGF;+CMGF?\r",
	 "\r\n+CMGF: (0,1)\r\n\r\n+CMGF: 0\r\n" OK "\r\n+CMGF: 0\r\n" OK},
	{"nocombine, semicolon", "echo=off&fault=nocombine", "AT+CSQ;+CSQ\r", ERROR},
	{"nocombine, basic", "echo=off&fault=nocombine", "ATE0V1\r", ERROR},
	{"nocombine, one", "echo=off&fault=nocombine", "AT+CSQ\r", "\r\n+CSQ: 20,99\r\n" OK},
	{"nocombine, none", "echo=off&fault=nocombine", "AT\r", OK},
	{"nocombine, ';' in quotes", "echo=off&fault=nocombine",
	 "AT+CPBW=1,\"123456\",129,\"a;b\"\r", OK},
	{"nocombine, voice call", "echo=off&fault=nocombine", "ATD+491711111111;\r", OK},
	{"nocombine, behind a voice call", "echo=off&fault=nocombine", "ATD+491711111111;+CSQ\r",
	 ERROR},
	{"numeric", "echo=off&fault=numeric", "AT\rATV1\rATZ\r", "0\r" OK "0\r"},
	{"vendor-final", "echo=off&fault=vendor-final", "AT+NO\r", "\r\nCOMMAND NOT SUPPORT\r\n"},
	{"several at once", "fault=echo=stuck&fault=prompt=bare&fault=error", "ATE0\r" SEND,
	 "ATE0\r" OK "AT+CMGS=18\r>" SIM_PDU "\032" ERROR},
};

/* At the prompt, before it was taken, and in the answer. What has not been read is lost to a
 * restart. */
static const struct sim_row submit_rows[] = {
	{"cms-prompt, once", "echo=off&fault=cms-prompt=314@1", "AT+CMEE=1\rAT+CMGS=18\r" SEND,
	 OK "\r\n+CMS ERROR: 314\r\n" SENT},
	{"cme-prompt", "echo=off&fault=cme-prompt=14", "AT+CMEE=1\rAT+CMGS=18\r",
	 OK "\r\n+CME ERROR: 14\r\n"},
	{"error-prompt", "echo=off&fault=error-prompt@1", "AT+CMGS=18\r" SEND, ERROR SENT},
	{"busy-prompt", "echo=off&fault=busy-prompt@1", "AT+CMGS=18\r" SEND, "\r\nBUSY\r\n" SENT},
	{"cut-prompt", "echo=off&fault=cut-prompt@1", "AT+CMGS=18\r\033" SEND, "\r\n" OK SENT},
	{"urc=prompt", "echo=off&fault=urc=prompt", SEND,
	 PROMPT "\r\n+CREG: 1\r\n\r\n+CMGS: 0\r\n" OK},
	{"reboot-prompt", "echo=off&fault=reboot-prompt@1", "AT+CMGS=18\r" SEND,
	 "\r\nRDY\r\n\r\n+CPIN: READY\r\n" SENT},
	{"cms for a recipient", "echo=off&fault=cms=28/%2B4917*", "AT+CMEE=1\r" SEND,
	 OK PROMPT "\r\n+CMS ERROR: 28\r\n"},
	{"cms for one digit of any", "echo=off&fault=cms=28/*170123456?", "AT+CMEE=1\r" SEND,
	 OK PROMPT "\r\n+CMS ERROR: 28\r\n"},
	{"cms for another", "echo=off&fault=cms=28/%2B4916*", SEND, SENT},
	{"cms for one too long", "echo=off&fault=cms=28/%2B491701234567?", SEND, SENT},
	{"cms for a recipient, once", "echo=off&fault=cms=28/*@1", "AT+CMEE=1\r" SEND SEND,
	 OK PROMPT "\r\n+CMS ERROR: 28\r\n" SENT},
	{"cut-error", "echo=off&fault=cut-error", SEND, PROMPT "\r\n+CMS ERR"},
	{"lost-submit", "echo=off&fault=lost-submit@1", SEND SEND, PROMPT SENT},
	{"reboot-submit", "echo=off&pin=1234&fault=reboot-submit@1", "AT+CPIN=1234\r" SEND,
	 "\r\nRDY\r\n\r\n+CPIN: SIM PIN\r\n"},
	{"reboot-sent", "fault=reboot-sent@1", "ATE0\r" SEND "AT\r",
	 "\r\nRDY\r\n\r\n+CPIN: READY\r\nAT\r" OK},
	{"network-lost", "echo=off&fault=network-lost@2", "AT+CMEE=1\r" SEND SEND "AT+CREG?\r",
	 OK SENT PROMPT "\r\n+CMS ERROR: 331\r\n\r\n+CREG: 0,2\r\n" OK},
	{"urc=cmt", "echo=off&fault=urc=cmt@1", SEND,
	 PROMPT "\r\n+CMT: ,24\r\n"
		"0791947101670000040C9194712143658700006210102100000005C8F79B9C07"
		"\r\n\r\n+CMGS: 0\r\n" OK},
	{"urc=ok", "echo=off&fault=urc=ok", SEND,
	 PROMPT "\r\n+CMT: \"+491712345678\",,\"26/01/01,12:00:00+00\"\r\nOK\r\n"
		"\r\n+CMGS: 0\r\n" OK},
	{"cut-submit", "echo=off&fault=cut-submit@1", SEND SEND,
	 PROMPT "\r\n+CMG" PROMPT "\r\n+CMGS: 1\r\n" OK},
	{"no-mr", "echo=off&fault=no-mr", SEND, PROMPT OK},
	{"silent-submit takes a TP-MR (23.040 9.2.3.6)", "echo=off&fault=silent-submit@1",
	 SEND SEND, PROMPT PROMPT "\r\n+CMGS: 1\r\n" OK},
	{"reboot-sent takes one", "echo=off&fault=reboot-sent@1", SEND SEND,
	 "\r\nRDY\r\n\r\n+CPIN: READY\r\n" PROMPT "\r\n+CMGS: 1\r\n" OK},
	{"the earliest of two that silence", "fault=silent@4&fault=silent@2", "AT\rAT\rAT\r",
	 "AT\r" OK "AT\r"},
	{"no-ok", "echo=off&fault=no-ok", SEND, PROMPT "\r\n+CMGS: 0\r\n"},
	{"urc=middle", "echo=off&fault=urc=middle", SEND,
	 PROMPT "\r\n+CMGS: 0\r\n\r\n+CREG: 1\r\n" OK},
	{"answer-twice", "echo=off&fault=answer-twice", SEND,
	 PROMPT "\r\n+CMGS: 0\r\n" OK "\r\n+CMGS: 0\r\n" OK},
	{"silent from the third command on", "fault=silent@3", "AT\rAT\rAT\rAT\r",
	 "AT\r" OK "AT\r" OK "AT\r"},
	{"every octet lost", "fault=drop-out=1", "AT\r", ""},
	{"every octet to the phone lost", "fault=drop-in=1", "AT\r", ""},
	{"every octet from it twice", "echo=off&fault=double-out=1", "AT\r",
	 "\r\r\n\nOOKK\r\r\n\n"},
	{"every octet to it twice", "fault=double-in=1", "A/", "AA//"},
};

static void test_rows(void **state)
{
	(void)state;
	sim_check_rows(fault_rows, SIM_COUNT(fault_rows));
	sim_check_rows(submit_rows, SIM_COUNT(submit_rows));
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
	{"fault=lost-submit", false, false},
	{"fault=cut-error", false, false},
	{"fault=cut-submit", true, false},
	{"fault=no-ok", true, false},
	{"fault=no-mr", true, false},
	{"fault=answer-twice", true, false},
	{"fault=reboot-prompt", false, false},
	{"fault=reboot-submit", false, false},
	{"fault=reboot-sent", true, false},
	{"fault=unplug-lost", false, true},
	{"fault=unplug-lost/%2B48*", true, false},
	{"fault=network-lost", false, false},
	{"fault=full", true, false},
};

static void test_taken(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIM_COUNT(taken_rows); i++) {
		struct smsmodem_sim *sim = sim_start(taken_rows[i].options);
		struct smsmodem_sim_event event;
		struct sim_reply reply;
		sim_say(sim, &reply, SEND, 0);
		if (smsmodem_sim_taken(sim) != taken_rows[i].taken)
			fail_msg("%s: %lu taken", taken_rows[i].options, smsmodem_sim_taken(sim));
		if (sim_next_submit(sim, &event) != taken_rows[i].taken ||
		    smsmodem_sim_gone(sim) != taken_rows[i].gone)
			fail_msg("%s", taken_rows[i].options);
		smsmodem_sim_free(sim);
	}
}

/* Each refused, and the text says what there is. */
static void test_specs(void **state)
{
	static const char *const wrong[] = {
		"",
		"nonsense",
		"cms",
		"cms=",
		"cms=x",
		"cms=65536",
		"cms=1@0",
		"cms=1@x",
		"cms=1/",
		"cms=1/@1",
		"error/",
		"urc@1",
		"silent/1",
		"urc/1",
		"drop=1@2",
		"late=99999999999",
		"error=1",
		"cms-prompt=1/+49*",
		"cms=1/1234567890123456789012345678901234567890",
	};
	struct smsmodem_error error;
	struct smsmodem_sim *sim = sim_start(NULL);
	char command[80];

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(wrong); i++) {
		(void)snprintf(command, sizeof command, "fault %s", wrong[i]);
		if (smsmodem_sim_control(sim, command, 0, &error) != SMSMODEM_E_USAGE)
			fail_msg("'%s' was taken", command);
		assert_non_null(strstr(error.text, "no fault"));
	}
	smsmodem_sim_free(sim);
}

/* While it runs: @K counts from then on, and all of it can be taken back. */
static void test_control(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off&fault=full");
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, SEND, 0), PROMPT "\r\n+CMGS: 0\r\n" OK);
	sim_do(sim, "fault error@2", 1);
	assert_string_equal(sim_say(sim, &reply, SEND, 1), PROMPT "\r\n+CMGS: 1\r\n" OK);
	assert_string_equal(sim_say(sim, &reply, SEND, 1), PROMPT ERROR);
	assert_string_equal(sim_say(sim, &reply, SEND, 1), PROMPT "\r\n+CMGS: 2\r\n" OK);
	sim_do(sim, "fault silent@2", 2);
	assert_string_equal(sim_say(sim, &reply, "AT\rAT\r", 2), OK);
	sim_do(sim, "fault none", 3);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 3), OK);
	/* the memory that was full has room again */
	assert_string_equal(sim_say(sim, &reply, "AT+CMGW=18\r" SIM_PDU "\032", 3),
			    PROMPT "\r\n+CMGW: 1\r\n" OK);
	sim_do(sim, "fault error", 4);
	sim_do(sim, "clear-faults", 4);
	sim_do(sim, "network searching", 4);
	assert_string_equal(sim_say(sim, &reply, SEND, 4), PROMPT ERROR);
	sim_do(sim, "network roaming", 4);
	assert_string_equal(sim_say(sim, &reply, "AT+CREG?\r", 4), "\r\n+CREG: 0,5\r\n" OK);
	sim_do(sim, "latency 10", 5);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 5), "");
	assert_int_equal(smsmodem_sim_deadline(sim), 15);
	smsmodem_sim_free(sim);
}

/* It counts as the others do, and is told of. */
static void test_overlong_line(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off&fault=silent@2");
	struct smsmodem_sim_event event;
	struct sim_reply reply;
	char line[3002] = "AT+";

	(void)state;
	memset(line + 3, 'x', 2997);
	line[3000] = '\r';
	assert_string_equal(sim_say(sim, &reply, line, 0), ERROR);
	assert_true(smsmodem_sim_next_event(sim, &event));
	assert_int_equal(event.kind, SMSMODEM_SIM_COMMAND);
	assert_memory_equal(event.line, "AT+xxxx", 7);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 1), "");
	smsmodem_sim_free(sim);
}

/* One that has gone says nothing more, whatever it is told. */
static void test_gone(void **state)
{
	static const char *const lost[] = {"urc X",  "ring withheld", "hangup-call", "answer-call",
					   "ussd X", "ussd-menu X",   "cb X",        "cb-pdu 00"};
	struct smsmodem_sim *sim = sim_start("latency=10");
	struct smsmodem_error error;
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT\r", 0);
	sim_do(sim, "unplug", 1);
	assert_true(smsmodem_sim_gone(sim));
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	sim_do(sim, "deliver +1 x", 2);
	for (size_t i = 0; i < SIM_COUNT(lost); i++)
		assert_int_equal(smsmodem_sim_control(sim, lost[i], 2, &error),
				 SMSMODEM_E_NODEVICE);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 100), "");
	sim_do(sim, "plug", 101);
	assert_string_equal(sim_say(sim, &reply, "", 101), "");
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
		cmocka_unit_test(test_rows),          cmocka_unit_test(test_taken),
		cmocka_unit_test(test_gone),          cmocka_unit_test(test_late),
		cmocka_unit_test(test_endless),       cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_specs),         cmocka_unit_test(test_control),
		cmocka_unit_test(test_overlong_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
