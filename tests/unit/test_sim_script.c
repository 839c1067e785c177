/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phone that plays a script: what it answers, when, and what it says of what does not fit. */
#include "sim_support.h"
#include <stdlib.h>

#define STRICT SMSMODEM_SIM_SCRIPT_STRICT
#define FAST   SMSMODEM_SIM_SCRIPT_NO_DELAYS

static struct smsmodem_sim *play(const char *script, unsigned flags)
{
	struct smsmodem_sim *sim = sim_start(NULL);
	struct smsmodem_error error;

	if (smsmodem_sim_script(sim, script, strlen(script), flags, &error) < 0)
		fail_msg("%s: %s", script, error.text);
	return sim;
}

/* Say it in pieces, and take all that comes for a minute. */
static void say(struct smsmodem_sim *sim, struct sim_reply *reply, const char *input, size_t piece)
{
	size_t length = strlen(input);
	int64_t now_ms = 0, due_ms;

	reply->length = 0;
	sim_drain(sim, reply, 0);
	for (size_t done = 0; done < length; done += piece) {
		size_t count = length - done < piece ? length - done : piece;
		smsmodem_sim_input(sim, input + done, count, now_ms);
		sim_drain(sim, reply, now_ms);
	}
	while ((due_ms = smsmodem_sim_deadline(sim)) >= 0 && due_ms < 60000) {
		now_ms = due_ms > now_ms ? due_ms : now_ms;
		sim_drain(sim, reply, now_ms);
	}
}

/* The text of the first event of the script, or "". */
static void first_event(struct smsmodem_sim *sim, char *text, size_t size)
{
	struct smsmodem_sim_event event;

	text[0] = '\0';
	while (smsmodem_sim_next_event(sim, &event)) {
		if (event.kind != SMSMODEM_SIM_SCRIPT)
			continue;
		(void)snprintf(text, size, "%ld: %s", event.script_line, event.text);
		return;
	}
}

struct row {
	const char *name, *script;
	unsigned flags;
	const char *input, *expected, *event;
	bool gone;
};

#define SEND                                                                              \
	"0.000 > \"AT+CMGS=18\\r\"\n0.010 < \"\\r\\n> \"\n0.020 > \"" SIM_PDU "\\x1A\"\n" \
	"1.000 < \"\\r\\n+CMGS: 7\\r\\n\\r\\nOK\\r\\n\"\n"

static const struct row rows[] = {
	{"an answer", "0 > \"AT\\r\"\n0 < \"\\r\\nOK\\r\\n\"\n", 0, "AT\r", "\r\nOK\r\n", "",
	 false},
	{"the echo is the recording's", "0 > \"AT\\r\"\n0 < \"AT\\r\\r\\nOK\\r\\n\"\n", 0, "AT\r",
	 "AT\r\r\nOK\r\n", "", false},
	{"a message", SEND, 0, "AT+CMGS=18\r" SIM_PDU "\x1A", "\r\n> \r\n+CMGS: 7\r\n\r\nOK\r\n",
	 "", false},
	{"a message, strictly", SEND, STRICT, "AT+CMGS=18\r" SIM_PDU "\x1A",
	 "\r\n> \r\n+CMGS: 7\r\n\r\nOK\r\n", "", false},
	{"records say nothing", "0 > \"A\"\n0 > \"T\\rAT\"\n0 > \"I\\r\"\n0 < \"i\"\n", 0,
	 "AT\rATI\r", "i", "", false},
	{"an echo octet by octet", "0 > \"A\"\n0 < \"A\"\n0 > \"T\\r\"\n0 < \"T\\rOK\"\n", 0,
	 "AT\r", "AT\rOK", "", false},
	{"the same, strictly", "0 > \"A\"\n0 < \"A\"\n0 > \"T\\r\"\n0 < \"T\\rOK\"\n", STRICT,
	 "AT\r", "AT\rOK", "", false},
	{"from the present place on", "0 > \"AT\\r\"\n0 < \"1\"\n0 > \"AT\\r\"\n0 < \"2\"\n", 0,
	 "AT\rAT\rAT\r", "121", "", false},
	{"in another order", "0 > \"ATA\\r\"\n0 < \"a\"\n0 > \"ATB\\r\"\n0 < \"b\"\n", 0,
	 "ATB\rATA\r", "ba", "", false},
	{"what is not in it", "0 > \"AT\\r\"\n0 < \"\\r\\nOK\\r\\n\"\n", 0, "ATI\rAT\r",
	 "\r\nERROR\r\n\r\nOK\r\n", "0: not in the script: \"ATI\\r\"", false},
	{"a payload that is not in it", SEND, 0, "AT+CMGS=18\r00\x1A", "\r\n> \r\nERROR\r\n",
	 "0: not in the script: \"00\\x1A\"", false},
	{"no PIN is told", "0 > \"AT\\r\"\n", 0, "AT+CPIN=\"1234\"\r", "\r\nERROR\r\n",
	 "0: not in the script: \"AT+CPIN=\\\"****\\\"\"", false},
	{"not even a command", "0 > \"AT\\r\"\n", 0, "\r\nhello\r\x1B", "", "", false},
	{"LF behind CR", "0 > \"AT\\r\"\n0 < \"1\"\n", 0, "AT\r\n", "1", "", false},
	{"LF behind CR in the script", "0 > \"AT\\r\\n\"\n0 < \"1\"\n", 0, "AT\rAT\r\n", "11", "",
	 false},
	{"no LF, strictly", "0 > \"AT\\r\"\n0 < \"1\"\n", STRICT, "AT\r\n", "1",
	 "2: line 2 of the script: expected nothing more, got \"\\n\"", true},
	{"another octet, strictly", "# x\n0 > \"AT\\r\"\n0 < \"1\"\n0 > \"ATI3\\r\"\n", STRICT,
	 "AT\rATE", "1", "4: line 4 of the script: expected \"ATI3\\r\", got \"ATE\"", true},
	{"another order, strictly", "0 > \"ATA\\r\"\n0 < \"a\"\n0 > \"ATB\\r\"\n0 < \"b\"\n",
	 STRICT, "ATB\r", "", "1: line 1 of the script: expected \"ATA\\r\", got \"ATB\"", true},
	{"a mask", "0 > \"AT+CPIN=****\\r\"\n0 < \"OK\"\n", 0, "AT+CPIN=\"1234\"\r", "OK", "",
	 false},
	{"a mask in the echo", "0 > \"AT+CPIN=****\\r\"\n0 < \"AT+CPIN=****\\r\\r\\nOK\"\n", 0,
	 "AT+CPIN=\"1234\"\r", "AT+CPIN=\"1234\"\r\r\nOK", "", false},
	{"a mask in the echo, strictly",
	 "0 > \"AT+CPIN=****\\r\"\n0 < \"AT+CPIN=****\\r\\r\\nOK\"\n", STRICT, "AT+CPIN=1234\r",
	 "AT+CPIN=1234\r\r\nOK", "", false},
	{"a mask that is no echo", "0 > \"AT+CPIN=****\\r\"\n0 < \"+CPIN=****\"\n", 0,
	 "AT+CPIN=1234\r", "+CPIN=****", "", false},
	{"a mask, strictly", "0 > \"AT+CPIN=****\\r\"\n0 < \"OK\"\n", STRICT,
	 "AT+CPIN=\"12345678\",\"1234\"\r", "OK", "", false},
	{"a mask of nothing", "0 > \"AT+CPIN=****\\r\"\n0 < \"OK\"\n", STRICT, "AT+CPIN=\r", "OK",
	 "", false},
	{"no mask elsewhere", "0 > \"AT+CPIN=****\\r\"\n0 < \"OK\"\n", 0, "AT+CPUK=\"1\"\r",
	 "\r\nERROR\r\n", "0: not in the script: \"AT+CPUK=\\\"1\\\"\\r\"", false},
	{"before anything is said", "0 < \"\\r\\nRDY\\r\\n\"\n0 > \"AT\\r\"\n0 < \"1\"\n", 0,
	 "AT\r", "\r\nRDY\r\n1", "", false},
	{"ESC and what follows", "0 > \"\\x1B\\rAT\\r\"\n0 < \"1\"\n", 0, "\x1B\rAT\r", "1", "",
	 false},
	{"text in lines",
	 "0 > \"AT+CMGS=\\\"1\\\"\\r\"\n0 < \"> \"\n0 > \"a\\r\"\n0 < \"> \"\n"
	 "0 > \"b\\x1A\"\n0 < \"OK\"\n",
	 0, "AT+CMGS=\"1\"\ra\rb\x1A", "> > OK", "", false},
	{"a command of the script", "0 > \"AT\\r\"\n0 < \"1\"\n0 ! \"urc RING\"\n0 < \"2\"\n", 0,
	 "AT\r", "1\r\nRING\r\n2", "", false},
	{"a wrong one", "0 > \"AT\\r\"\n0 ! \"jump\"\n0 < \"2\"\n", 0, "AT\r", "2", "2: no command",
	 false},
	{"one that ends it", "0 > \"AT\\r\"\n0 ! \"unplug\"\n0 < \"2\"\n", 0, "AT\r", "", "", true},
	{"one that begins anew", "0 ! \"hangup\"\n0 < \"1\"\n0 > \"AT\\r\"\n0 < \"2\"\n", 0, "AT\r",
	 "12", "", false},
	{"a timetable", "0 ! \"urc RING\"\n2 ! \"urc RING\"\n", 0, "ATE0\r",
	 "\r\nRING\r\nATE0\r\r\nOK\r\n\r\nRING\r\n", "", false},
	{"a timetable with a reboot", "1 ! \"reboot\"\n2 ! \"urc RING\"\n", 0, "",
	 "\r\nRDY\r\n\r\n+CPIN: READY\r\n\r\nRING\r\n", "", false},
	{"a timetable with faults", "0 ! \"urc A\"\n1 ! \"unplug\"\n", 0, "", "\r\nA\r\n", "",
	 true},
	{"a redacted number",
	 "# redacted\n0 > \"AT+CMGS=\\\"+999000000000\\\"\\r\"\n"
	 "0 < \"+CDS: 6,1,\\\"+999000000000\\\",145\"\n",
	 0, "AT+CMGS=\"+491701234567\"\r", "+CDS: 6,1,\"+491701234567\",145", "", false},
	{"its length counts", "# redacted\n0 > \"AT+CMGS=\\\"+99900\\\"\\r\"\n0 < \"1\"\n", 0,
	 "AT+CMGS=\"+491701\"\r", "\r\nERROR\r\n",
	 "0: not in the script: \"AT+CMGS=\\\"+491701\\\"\\r\"", false},
	{"not redacted", "0 > \"AT+CMGS=\\\"+99900\\\"\\r\"\n0 < \"1\"\n", 0,
	 "AT+CMGS=\"+49170\"\r", "\r\nERROR\r\n",
	 "0: not in the script: \"AT+CMGS=\\\"+49170\\\"\\r\"", false},
	{"a redacted name", "# redacted\n0 > \"AT+CPBF=\\\"xxxx\\\"\\r\"\n0 < \"1\"\n", STRICT,
	 "AT+CPBF=\"Anna\"\r", "1", "", false},
	{"a redacted payload",
	 "# redacted\n0 > \"AT+CMGS=18\\r\"\n0 < \"> \"\n"
	 "0 > \"0001000C91990900000000000005783C1E8F07\\x1A\"\n"
	 "0 < \"0006000C919909000000006211\"\n",
	 0, "AT+CMGS=18\r" SIM_PDU "\x1A", "> 0006000C919471103254766211", "", false},
};

static void check_row(const struct row *row, size_t piece)
{
	struct sim_reply reply;
	char event[512];
	struct smsmodem_sim *sim = play(row->script, row->flags);

	say(sim, &reply, row->input, piece);
	first_event(sim, event, sizeof event);
	/* what was not read when the phone went is lost */
	if ((!row->gone || piece == 1) && strcmp(reply.text, row->expected) != 0)
		fail_msg("%s, pieces of %zu:\nwanted [%s]\ngot    [%s] %s", row->name, piece,
			 row->expected, reply.text, event);
	if (strncmp(event, row->event, strlen(row->event)) != 0 || !*event != !*row->event)
		fail_msg("%s, pieces of %zu:\nwanted %s\ngot    %s", row->name, piece, row->event,
			 event);
	assert_int_equal(smsmodem_sim_gone(sim), row->gone);
	smsmodem_sim_free(sim);
}

/* Whatever the pieces, the answers are the same. */
static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIM_COUNT(rows); i++)
		for (size_t piece = 1; piece <= strlen(rows[i].input) + 1; piece++)
			check_row(&rows[i], piece);
}

/* --- time --- */

static void test_delays(void **state)
{
	struct smsmodem_sim *sim = play(SEND, 0);
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT+CMGS=18\r", 5000), "");
	assert_int_equal(smsmodem_sim_deadline(sim), 5010);
	sim_drain(sim, &reply, 5010);
	assert_string_equal(reply.text, "\r\n> ");
	assert_string_equal(sim_say(sim, &reply, SIM_PDU "\x1A", 7000), "");
	sim_drain(sim, &reply, 7979);
	assert_string_equal(reply.text, "");
	sim_drain(sim, &reply, 7980);
	assert_string_equal(reply.text, "\r\n+CMGS: 7\r\n\r\nOK\r\n");
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	smsmodem_sim_free(sim);
}

static void test_no_delays(void **state)
{
	struct smsmodem_sim *sim = play(SEND, FAST);
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT+CMGS=18\r", 5000), "\r\n> ");
	smsmodem_sim_free(sim);
}

/* Who speaks before the phone had said all hears the rest first. */
static void test_impatience(void **state)
{
	static const char script[] =
		"0 > \"AT\\r\"\n1 < \"a\"\n9 < \"b\"\n9 > \"ATI\\r\"\n10 < \"i\"\n";
	struct sim_reply reply;

	(void)state;
	for (unsigned flags = 0; flags <= STRICT; flags++) {
		struct smsmodem_sim *sim = play(script, flags);
		assert_string_equal(sim_say(sim, &reply, "AT\r", 0), "");
		assert_string_equal(sim_say(sim, &reply, "ATI\r", 2000), "ab");
		sim_drain(sim, &reply, 3000);
		assert_string_equal(reply.text, "abi");
		smsmodem_sim_free(sim);
	}
}

/* Each client hears it from the beginning. */
static void test_rewind(void **state)
{
	static const char script[] =
		"0 < \"boot\"\n0 > \"AT\\r\"\n0 < \"1\"\n0 > \"AT\\r\"\n0 < \"2\"\n";
	struct sim_reply reply;

	(void)state;
	for (unsigned flags = 0; flags <= STRICT; flags++) {
		struct smsmodem_sim *sim = play(script, flags);
		assert_string_equal(sim_say(sim, &reply, "AT\r", 0), "boot1");
		sim_do(sim, "hangup", 10);
		assert_string_equal(sim_say(sim, &reply, "AT\rAT\r", 20), "boot12");
		smsmodem_sim_free(sim);
	}
}

/* Who deviates, or whose phone was pulled out, comes again to its beginning. */
static void test_replug(void **state)
{
	static const char script[] = "0 > \"AT\\r\"\n0 < \"1\"\n0 > \"ATI\\r\"\n0 < \"2\"\n";
	struct sim_reply reply;

	(void)state;
	for (unsigned flags = 0; flags <= STRICT; flags++) {
		struct smsmodem_sim *sim = play(script, flags);
		assert_string_equal(sim_say(sim, &reply, "AT\rAT", 0), "1");
		sim_do(sim, "replug 10", 0);
		assert_string_equal(sim_say(sim, &reply, "AT\rATI\r", 10), "12");
		smsmodem_sim_free(sim);
	}
	struct smsmodem_sim *sim = play(script, STRICT);
	sim_say(sim, &reply, "AT\rATX", 0);
	assert_true(smsmodem_sim_gone(sim));
	sim_do(sim, "plug", 10);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 10), "1");
	smsmodem_sim_free(sim);
}

/* Where the script has it, it goes on behind. */
static void test_replug_of_the_script(void **state)
{
	static const char script[] =
		"0 > \"AT\\r\"\n0 < \"1\"\n0 ! \"replug 10\"\n0 > \"ATI\\r\"\n0 < \"2\"\n";
	struct smsmodem_sim *sim = play(script, STRICT);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT\r", 0);
	assert_string_equal(sim_say(sim, &reply, "ATI\r", 10), "2");
	smsmodem_sim_free(sim);
}

/* Other numbers later are put into the answers too. */
static void test_learning_again(void **state)
{
	static const char script[] =
		"# redacted\n0 > \"AT+CMGS=\\\"999000\\\"\\r\"\n0 < \"=\\\"999000\\\"\"\n";
	struct smsmodem_sim *sim = play(script, 0);
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT+CMGS=\"123456\"\r", 0), "=\"123456\"");
	assert_string_equal(sim_say(sim, &reply, "AT+CMGS=\"654321\"\r", 0), "=\"654321\"");
	smsmodem_sim_free(sim);
}

static void test_bad_scripts(void **state)
{
	static const struct {
		const char *script, *why;
	} bad[] = {
		{"", "nothing in it"},
		{"# nothing\n", "nothing in it"},
		{"0 > \"AT\\r\"\nhello\n", "script, line 2: a line begins"},
		{"1 > \"AT\\r\"\n0 < \"\"\n", "line 2: the time goes back"},
		{"# smsmodem transcript 7\n0 > \"\"\n", "line 1: another version"},
	};
	struct smsmodem_error error;
	struct sim_reply reply;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(bad); i++) {
		struct smsmodem_sim *sim = sim_start("echo=off");
		assert_int_equal(
			smsmodem_sim_script(sim, bad[i].script, strlen(bad[i].script), 0, &error),
			SMSMODEM_E_DATA);
		if (!strstr(error.text, bad[i].why))
			fail_msg("%s", error.text);
		assert_string_equal(sim_say(sim, &reply, "AT\r", 0), "\r\nOK\r\n");
		smsmodem_sim_free(sim);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_delays),
		cmocka_unit_test(test_no_delays),
		cmocka_unit_test(test_impatience),
		cmocka_unit_test(test_rewind),
		cmocka_unit_test(test_replug),
		cmocka_unit_test(test_replug_of_the_script),
		cmocka_unit_test(test_learning_again),
		cmocka_unit_test(test_bad_scripts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
