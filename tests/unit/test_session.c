/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single commands: what the session makes of answers, silence, noise, and what comes too late. */
#include "puppet_support.h"

struct session_row {
	const char *name, *line, *data;
	struct puppet_rule rules[4];
	int code;
	const char *result;   /* final result as the modem gave it */
	const char *response; /* lines, joined by '|' */
};

static const struct session_row rows[] = {
	{"OK", "AT", NULL, {{.line = "AT", .answer = PUPPET_OK}}, SMSMODEM_OK, "OK", ""},
	{"a line",
	 "AT+CSQ",
	 NULL,
	 {{.line = "AT", .answer = "\r\n+CSQ: 20,99\r\n" PUPPET_OK}},
	 SMSMODEM_OK,
	 "OK",
	 "+CSQ: 20,99"},
	{"several lines and records",
	 "AT+CMGL=4",
	 NULL,
	 {{.line = "AT",
	   .answer = "\r\n+CMGL: 1,1,,2\r\n0AB\r\n+CMGL: 2,1,,2\r\nOK\r\nmore\r\n" PUPPET_OK}},
	 SMSMODEM_OK,
	 "OK",
	 "+CMGL: 1,1,,2|0AB|+CMGL: 2,1,,2|OK|more"},
	{"ERROR",
	 "AT+X",
	 NULL,
	 {{.line = "AT", .answer = PUPPET_ERROR}},
	 SMSMODEM_E_REFUSED,
	 "ERROR",
	 ""},
	{"refused behind a line",
	 "AT+X",
	 NULL,
	 {{.line = "AT", .answer = "\r\nhalf\r\n\r\n+CME ERROR: 3\r\n"}},
	 SMSMODEM_E_REFUSED,
	 "+CME ERROR: 3",
	 "half"},
	{"busy for now",
	 "AT+X",
	 NULL,
	 {{.line = "AT", .answer = "\r\n+CME ERROR: 14\r\n"}},
	 SMSMODEM_E_TEMPORARY,
	 "+CME ERROR: 14",
	 ""},
	{"PIN",
	 "AT+X",
	 NULL,
	 {{.line = "AT", .answer = "\r\n+CME ERROR: SIM PIN required\r\n"}},
	 SMSMODEM_E_PIN,
	 "+CME ERROR: SIM PIN required",
	 ""},
	{"silence", "AT", NULL, {{.line = "", .answer = NULL}}, SMSMODEM_E_TIMEOUT, "", ""},
	{"an answer at the deadline",
	 "AT",
	 NULL,
	 {{.line = "AT", .answer = PUPPET_OK, .after_ms = 5000}},
	 SMSMODEM_OK,
	 "OK",
	 ""},
	{"an answer after it",
	 "AT",
	 NULL,
	 {{.line = "AT", .answer = PUPPET_OK, .after_ms = 5001}},
	 SMSMODEM_E_TIMEOUT,
	 "",
	 ""},
	{"half an answer",
	 "AT+CSQ",
	 NULL,
	 {{.line = "AT", .answer = "\r\n+CSQ: 20,99\r\n"}},
	 SMSMODEM_E_TIMEOUT,
	 "",
	 "+CSQ: 20,99"},
	{"data at the prompt",
	 "AT+X",
	 "text",
	 {{.line = "AT+X", .answer = "\r\n> "}, {.line = "text\x1A", .answer = PUPPET_OK}},
	 SMSMODEM_OK,
	 "OK",
	 ""},
	{"no prompt",
	 "AT+X",
	 "text",
	 {{.line = "AT+X"}, {.line = "\x1B", .answer = PUPPET_OK}},
	 SMSMODEM_E_TIMEOUT,
	 "",
	 ""},
	{"no prompt, and no answer to ESC",
	 "AT+X",
	 "text",
	 {{.line = ""}},
	 SMSMODEM_E_TIMEOUT,
	 "",
	 ""},
	{"no answer to the data",
	 "AT+X",
	 "text",
	 {{.line = "AT+X", .answer = "\r\n> "}, {.line = ""}},
	 SMSMODEM_E_UNKNOWN,
	 "",
	 ""},
	{"the data refused",
	 "AT+X",
	 "text",
	 {{.line = "AT+X", .answer = "\r\n> "},
	  {.line = "text\x1A", .answer = "\r\n+CMS ERROR: 38\r\n"}},
	 SMSMODEM_E_TEMPORARY,
	 "+CMS ERROR: 38",
	 ""},
	{"a prompt and nothing to give",
	 "AT+CMGS=18",
	 NULL,
	 {{.line = "AT+CMGS", .answer = "\r\n> "}, {.line = "\x1B", .answer = PUPPET_OK}},
	 SMSMODEM_E_USAGE,
	 "",
	 ""},
	/* what does not end */
	{"lines without end",
	 "AT",
	 NULL,
	 {{.line = "AT", .answer = "\r\n+X: 1", .forever = true}},
	 SMSMODEM_E_LINK,
	 "",
	 NULL},
	{"a line without end",
	 "AT",
	 NULL,
	 {{.line = "AT", .answer = "x", .forever = true}},
	 SMSMODEM_E_TIMEOUT,
	 "",
	 ""},
	{"NULs without end",
	 "AT",
	 NULL,
	 {{.line = "AT", .answer = "\r\n", .forever = true}},
	 SMSMODEM_E_TIMEOUT,
	 "",
	 ""},
	{"unsolicited lines without end",
	 "AT",
	 NULL,
	 {{.line = "AT", .answer = "\r\nRING", .forever = true}},
	 SMSMODEM_E_TIMEOUT,
	 "",
	 ""},
	{"overlong lines without end after the data",
	 "AT+X",
	 "text",
	 {{.line = "AT+X", .answer = "\r\n> "},
	  {.line = "text\x1A", .answer = "x", .forever = true}},
	 SMSMODEM_E_UNKNOWN,
	 "",
	 ""},
	{"lines without end after the data",
	 "AT+X",
	 "text",
	 {{.line = "AT+X", .answer = "\r\n> "},
	  {.line = "text\x1A", .answer = "\r\n+X: 1", .forever = true}},
	 SMSMODEM_E_UNKNOWN,
	 "",
	 NULL},
	/* what cannot be said */
	{"two lines in one", "AT\rATD112;", NULL, {{.line = ""}}, SMSMODEM_E_USAGE, "", ""},
	{"an ESC", "AT\x1B", NULL, {{.line = ""}}, SMSMODEM_E_USAGE, "", ""},
	{"Ctrl-Z in the data",
	 "AT+X",
	 "a\x1A"
	 "b",
	 {{.line = ""}},
	 SMSMODEM_E_USAGE,
	 "",
	 ""},
};

static size_t rule_count(const struct session_row *row)
{
	size_t count = 0;

	while (count < COUNT(row->rules) && row->rules[count].line)
		count++;
	return count;
}

static struct puppet *open_row(const struct session_row *row)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	return puppet_open(row->rules, rule_count(row), &options);
}

static void response(const struct smsmodem *modem, char *text, size_t size)
{
	size_t length = 0;
	const char *line;

	text[0] = '\0';
	for (size_t i = 0; (line = smsmodem_response(modem, i)) != NULL; i++) {
		int count = snprintf(text + length, size - length, "%s%s", i ? "|" : "", line);
		assert_in_range(count, 0, size - length - 1);
		length += (size_t)count;
	}
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct session_row *row = &rows[i];
		struct puppet *puppet = open_row(row);
		struct smsmodem_error error = {0};
		char text[1024];
		int code = smsmodem_command(puppet->modem, row->line, row->data, 5000, &error);
		if (code != row->code || (code < 0 && error.code != code))
			fail_msg("%s: %d (%d %s)", row->name, code, error.code, error.text);
		assert_string_equal(smsmodem_result(puppet->modem), row->result);
		if (row->response) {
			response(puppet->modem, text, sizeof text);
			assert_string_equal(text, row->response);
		}
		/* every call ends by its time, that for ESC and an overrun added */
		assert_true(puppet->now_ms <= 2 * 5000 + 1000 + 300);
		puppet_close(puppet);
	}
}

/* --- what came too late is nobody's
 * --------------------------------------------------------------- */

#define MARKER "\r\n+CMEE: 1\r\n" PUPPET_OK

/* A modem whose first command was not answered in time. */
static struct puppet *open_and_time_out(const struct puppet_rule *rules, size_t count)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, count, &options);

	assert_int_equal(smsmodem_command(puppet->modem, "AT+FIRST", NULL, 5000, NULL),
			 SMSMODEM_E_TIMEOUT);
	return puppet;
}

static void test_late_answer(void **state)
{
	static const struct puppet_rule rules[] = {
		{.line = "AT+FIRST", .answer = "\r\n+CMGS: 7\r\n" PUPPET_OK, .after_ms = 5500},
		{.line = "AT+CMEE?", .answer = MARKER},
		{.line = "AT+SECOND", .answer = "\r\n+CMGS: 8\r\n" PUPPET_OK},
	};
	struct smsmodem_error error = {0};

	(void)state;
	struct puppet *puppet = open_and_time_out(rules, COUNT(rules));
	/* the answer to the first is on its way; the marker is answered behind it */
	assert_int_equal(smsmodem_command(puppet->modem, "AT+SECOND", NULL, 5000, &error),
			 SMSMODEM_OK);
	assert_string_equal(smsmodem_response(puppet->modem, 0), "+CMGS: 8");
	assert_null(smsmodem_response(puppet->modem, 1));
	assert_int_equal(puppet_heard(puppet, "AT+SECOND"), 1);
	puppet_close(puppet);
}

/* A modem without +CMEE gets AT, and what comes until it is quiet is dropped. */
static void test_late_answer_without_marker(void **state)
{
	static const struct puppet_rule rules[] = {
		{.line = "AT+FIRST"},
		{.line = "AT+CMEE?", .answer = PUPPET_ERROR},
		{.line = "AT+SECOND", .answer = "\r\n+CMGS: 8\r\n" PUPPET_OK},
		{.line = "AT", .answer = PUPPET_OK "\r\n+CMGS: 7\r\n" PUPPET_OK},
	};
	struct smsmodem_error error = {0};

	(void)state;
	struct puppet *puppet = open_and_time_out(rules, COUNT(rules));
	assert_int_equal(smsmodem_command(puppet->modem, "AT+SECOND", NULL, 5000, &error),
			 SMSMODEM_OK);
	assert_string_equal(smsmodem_response(puppet->modem, 0), "+CMGS: 8");
	puppet_close(puppet);
}

/* One that starts anew has forgotten what it was asked, or is asked just then. */
static void test_asked_before_a_restart(void **state)
{
	static const struct puppet_rule rules[] = {
		{.line = "AT+FIRST", .answer = "\r\nRDY\r\n"},
		{.line = "AT+CMEE?", .answer = MARKER},
		{.line = "AT+SECOND", .answer = "\r\nRDY\r\n" PUPPET_OK},
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);

	(void)state;
	assert_int_equal(smsmodem_command(puppet->modem, "AT+FIRST", NULL, 60000, NULL),
			 SMSMODEM_E_TIMEOUT);
	assert_in_range(puppet->now_ms, 1000, 5000);
	assert_int_equal(smsmodem_command(puppet->modem, "AT+SECOND", NULL, 60000, NULL),
			 SMSMODEM_OK);
	puppet_close(puppet);
}

static void test_lost_for_good(void **state)
{
	static const struct puppet_rule rules[] = {{.line = ""}};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_error error = {0};

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(smsmodem_command(puppet->modem, "AT+CSQ", NULL, 5000, &error),
				 SMSMODEM_E_TIMEOUT);
	/* never said again while the answer to it might still come */
	assert_int_equal(puppet_heard(puppet, "AT+CSQ"), 1);
	puppet_close(puppet);
}

/* After an answer without end nothing hangs, and nothing is said that it would be an answer to. */
static void test_after_the_endless(void **state)
{
	static const struct puppet_rule rules[] = {
		{.line = "AT+FIRST", .answer = "\r\nOK\r\nERROR", .forever = true, .times = 1},
	};
	static const struct puppet_rule lines[] = {
		{.line = "AT+FIRST", .answer = "\r\n+X: 1", .forever = true, .times = 1},
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct smsmodem_error error = {0};

	(void)state;
	struct puppet *puppet = puppet_open(lines, COUNT(lines), &options);
	assert_int_equal(smsmodem_command(puppet->modem, "AT+FIRST", NULL, 5000, &error),
			 SMSMODEM_E_LINK);
	assert_int_equal(smsmodem_command(puppet->modem, "AT+SECOND", NULL, 5000, &error),
			 SMSMODEM_E_TIMEOUT);
	assert_int_equal(puppet_heard(puppet, "AT+SECOND"), 0);
	puppet_close(puppet);
	puppet = puppet_open(rules, COUNT(rules), &options);
	assert_int_equal(smsmodem_command(puppet->modem, "AT+FIRST", NULL, 5000, &error),
			 SMSMODEM_OK);
	assert_int_equal(smsmodem_expect(puppet->modem, "+CMTI", 5000, &error), SMSMODEM_E_TIMEOUT);
	assert_true(puppet->now_ms <= 5000 + 300);
	puppet_close(puppet);
}

static void test_too_long_a_command(void **state)
{
	static const struct puppet_rule rules[] = {{.line = "", .answer = PUPPET_OK}};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_error error = {0};
	static char line[AT_OUTPUT_MAX + 1];

	(void)state;
	memset(line, 'A', AT_OUTPUT_MAX);
	assert_int_equal(smsmodem_command(puppet->modem, line, NULL, 5000, &error),
			 SMSMODEM_E_USAGE);
	assert_string_equal(puppet->log, "");
	assert_int_equal(smsmodem_command(puppet->modem, "AT", NULL, 5000, &error), SMSMODEM_OK);
	puppet_close(puppet);
}

/* --- unsolicited lines
 * ---------------------------------------------------------------------------- */

static void test_expect(void **state)
{
	static const struct puppet_rule rules[] = {
		{.line = "AT+A",
		 .answer = "\r\nRING\r\n\r\n+CMT: ,23\r\n00AB\r\n" PUPPET_OK
			   "\r\n+CMTI: \"SM\",3\r\n"},
		{.line = "AT+B", .answer = PUPPET_OK "\r\n+CUSD: 0,\"x\",15\r\n"},
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_error error = {0};

	(void)state;
	assert_int_equal(smsmodem_command(puppet->modem, "AT+A", NULL, 5000, &error), SMSMODEM_OK);
	assert_null(smsmodem_response(puppet->modem, 0));
	/* what came during the command is kept, with its second line */
	assert_int_equal(smsmodem_expect(puppet->modem, "+CMT:", 5000, &error), SMSMODEM_OK);
	assert_string_equal(smsmodem_response(puppet->modem, 0), "+CMT: ,23");
	assert_string_equal(smsmodem_response(puppet->modem, 1), "00AB");
	assert_null(smsmodem_response(puppet->modem, 2));
	assert_int_equal(smsmodem_expect(puppet->modem, "+cmti", 5000, &error), SMSMODEM_OK);
	assert_string_equal(smsmodem_response(puppet->modem, 0), "+CMTI: \"SM\",3");
	assert_null(smsmodem_response(puppet->modem, 1));
	int64_t before_ms = puppet->now_ms;
	assert_int_equal(smsmodem_expect(puppet->modem, "+CUSD", 5000, &error), SMSMODEM_E_TIMEOUT);
	assert_int_equal(puppet->now_ms - before_ms, 5000);
	assert_int_equal(smsmodem_command(puppet->modem, "AT+B", NULL, 5000, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_expect(puppet->modem, "+CUSD", 5000, &error), SMSMODEM_OK);
	puppet_close(puppet);
}

/* --- lists of lines
 * ------------------------------------------------------------------------------- */

static void test_lines(void **state)
{
	struct lines lines = {0};

	(void)state;
	assert_null(lines_get(&lines, 0));
	assert_true(lines_add(&lines, "a", 8));
	assert_true(lines_add(&lines, "", 8));
	assert_true(lines_add(&lines, "bcde", 8));
	assert_false(lines_add(&lines, "", 8)); /* 2 + 1 + 5 octets are 8 */
	assert_int_equal(lines.count, 3);
	assert_string_equal(lines_get(&lines, 1), "");
	assert_string_equal(lines_get(&lines, 2), "bcde");
	assert_null(lines_get(&lines, 3));
	lines_drop(&lines, 2);
	assert_string_equal(lines_get(&lines, 0), "bcde");
	assert_int_equal(lines.count, 1);
	lines_drop(&lines, 5);
	assert_null(lines_get(&lines, 0));
	for (int i = 0; i < 5000; i++)
		assert_true(lines_add(&lines, "0123456789", 1 << 20));
	assert_string_equal(lines_get(&lines, 4999), "0123456789");
	lines_free(&lines);
	assert_null(lines_get(&lines, 0));
}

/*
 * A refusal that comes together with the prompt: the data must not go out behind it, with whatever
 * is asked next, as nobody would know that it was sent after all.
 */
static void test_refusal_with_the_prompt(void **state)
{
	static const char *const refusals[] = {"\r\n> \r\nERROR\r\n", "\r\n> \r\nOK\r\n",
					       "\r\n> \r\n+CMS ERROR: 38\r\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		const struct puppet_rule rules[] = {
			{.line = "AT+CMGS", .answer = refusals[i]},
			{.line = "AT+CMEE?", .answer = "\r\n+CMEE: 1\r\n" PUPPET_OK},
			{.line = "AT", .answer = PUPPET_OK},
		};
		struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
		struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);

		(void)smsmodem_command(puppet->modem, "AT+CMGS=18", "0123", 5000, NULL);
		assert_int_equal(puppet_heard(puppet, "\x1B"), 1);
		assert_int_equal(smsmodem_command(puppet->modem, "AT+CSQ", NULL, 5000, NULL),
				 SMSMODEM_OK);
		assert_int_equal(puppet_heard(puppet, "0123"), 0);
		assert_int_equal(puppet_heard(puppet, "AT+CSQ"), 1);
		puppet_close(puppet);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_late_answer),
		cmocka_unit_test(test_late_answer_without_marker),
		cmocka_unit_test(test_asked_before_a_restart),
		cmocka_unit_test(test_lost_for_good),
		cmocka_unit_test(test_after_the_endless),
		cmocka_unit_test(test_too_long_a_command),
		cmocka_unit_test(test_refusal_with_the_prompt),
		cmocka_unit_test(test_expect),
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
