/* SPDX-License-Identifier: GPL-3.0-or-later */
/* USSD with phones that the simulated one is not: what they take, and when they say what. */
#include "puppet_support.h"
#include <smsmodem/phone.h>

#define LINE(text) "\r\n" text "\r\n"
#define CODE       "*100#"
#define PLAIN      "AT+CUSD=1,\"*100#\",15"
#define PACKED     "AT+CUSD=1,\"AA180C3602\",15"
#define UCS2       "AT+CUSD=1,\"002A0031003000300023\",15"
#define BALANCE    LINE("+CUSD: 0,\"Balance\",15")

/* Bring-up: whatever is not of the table is OK. */
#define FIRST                                                            \
	{                                                                \
		.line = "ATE0", .answer = LINE("+CPIN: READY") PUPPET_OK \
	}
#define LAST                                    \
	{                                       \
		.line = "", .answer = PUPPET_OK \
	}

struct form_row {
	const char *name;
	struct puppet_rule rules[6];
	int result;
	enum smsmodem_ussd_state state;
	const char *text;
	const char *log; /* codes that were said, in order */
};

static const struct form_row form_rows[] = {
	{"behind OK", {{.line = PLAIN, .answer = PUPPET_OK BALANCE}}, 0, 0, "Balance", PLAIN},
	{"long behind OK",
	 {{.line = PLAIN, .answer = PUPPET_OK BALANCE, .after_ms = 50000}},
	 0,
	 0,
	 "Balance",
	 PLAIN},
	{"before OK (Telit)",
	 {{.line = PLAIN, .answer = BALANCE PUPPET_OK}},
	 0,
	 0,
	 "Balance",
	 PLAIN},
	{"and never OK", {{.line = PLAIN, .answer = BALANCE}}, 0, 0, "Balance", PLAIN},
	{"before an ERROR",
	 {{.line = PLAIN, .answer = BALANCE PUPPET_ERROR}},
	 0,
	 0,
	 "Balance",
	 PLAIN},
	{"of several lines, behind OK",
	 {{.line = PLAIN, .answer = PUPPET_OK LINE("+CUSD: 1,\"Menu\r\n1 a\n\n2 b\",15")}},
	 0,
	 SMSMODEM_USSD_MENU,
	 "Menu\n1 a\n2 b",
	 PLAIN},
	{"of several lines, before OK",
	 {{.line = PLAIN, .answer = LINE("+CUSD: 1,\"Menu\r\n1 a\",15") PUPPET_OK}},
	 0,
	 SMSMODEM_USSD_MENU,
	 "Menu\n1 a",
	 PLAIN},
	{"never closed",
	 {{.line = PLAIN, .answer = PUPPET_OK LINE("+CUSD: 1,\"Menu\r\n1 a")}},
	 0,
	 SMSMODEM_USSD_MENU,
	 "Menu\n1 a",
	 PLAIN},
	{"plain is an error (Huawei E160)",
	 {{.line = PLAIN, .answer = PUPPET_ERROR},
	  {.line = PACKED, .answer = PUPPET_OK LINE("+CUSD: 0,\"C8329BFD06DDDF723619\",15")}},
	 0,
	 0,
	 "Hello world",
	 PLAIN "|" PACKED},
	{"plain ends at once (gammu #374, Huawei)",
	 {{.line = PLAIN, .answer = PUPPET_OK LINE("+CUSD: 2")},
	  {.line = PACKED, .answer = PUPPET_OK LINE("+CUSD: 0,\"C8329BFD06DDDF723619\",15")}},
	 0,
	 0,
	 "Hello world",
	 PLAIN "|" PACKED},
	{"it ends at once, whatever is said",
	 {{.line = "AT+CUSD=1", .answer = PUPPET_OK LINE("+CUSD: 2")}},
	 SMSMODEM_E_REFUSED,
	 SMSMODEM_USSD_ENDED,
	 "",
	 PLAIN "|" PACKED},
	{"ended with a text",
	 {{.line = PLAIN, .answer = PUPPET_OK LINE("+CUSD: 2,\"Maaf\",0")}},
	 0,
	 SMSMODEM_USSD_ENDED,
	 "Maaf",
	 PLAIN},
	{"not supported is not said again",
	 {{.line = PLAIN, .answer = PUPPET_OK LINE("+CUSD: 4")}},
	 SMSMODEM_E_REFUSED,
	 SMSMODEM_USSD_UNSUPPORTED,
	 "",
	 PLAIN},
	{"the network's time",
	 {{.line = PLAIN, .answer = PUPPET_OK LINE("+CUSD: 5")}},
	 SMSMODEM_E_TEMPORARY,
	 SMSMODEM_USSD_TIMEOUT,
	 "",
	 PLAIN},
	{"another client",
	 {{.line = PLAIN, .answer = PUPPET_OK LINE("+CUSD: 3")}},
	 SMSMODEM_E_TEMPORARY,
	 SMSMODEM_USSD_TAKEN,
	 "",
	 PLAIN},
	{"UCS-2 only",
	 {{.line = PLAIN, .answer = LINE("+CME ERROR: 25")},
	  {.line = PACKED, .answer = LINE("+CME ERROR: 25")},
	  {.line = UCS2, .answer = PUPPET_OK LINE("+CUSD: 0,\"00480069\",15")}},
	 0,
	 0,
	 "Hi",
	 PLAIN "|" PACKED "|" UCS2},
	{"refused in every form",
	 {{.line = "AT+CUSD=1", .answer = LINE("+CME ERROR: 4")}},
	 SMSMODEM_E_REFUSED,
	 0,
	 "",
	 PLAIN "|" PACKED "|" UCS2},
	{"a refusal of the card is no question of form",
	 {{.line = "AT+CUSD=1", .answer = LINE("+CME ERROR: 11")}},
	 SMSMODEM_E_PIN,
	 0,
	 "",
	 PLAIN},
	{"in UCS2 by another program",
	 {{.line = "AT+CSCS?", .answer = LINE("+CSCS: \"UCS2\"") PUPPET_OK},
	  {.line = UCS2, .answer = PUPPET_OK LINE("+CUSD: 0,\"00480069\",15")}},
	 0,
	 0,
	 "Hi",
	 UCS2},
	{"what follows is no number",
	 {{.line = PLAIN, .answer = PUPPET_OK LINE("+CUSD: 9,\"x\",15")}},
	 SMSMODEM_E_DATA,
	 0,
	 "",
	 PLAIN},
};

/* The codes of a log, '|' between them. */
static void said(const struct puppet *puppet, char *codes, size_t size)
{
	size_t used = 0;

	codes[0] = '\0';
	for (const char *line = puppet->log; *line; line = strchr(line, '|') + 1) {
		if (strncmp(line, "AT+CUSD=1", 9) != 0)
			continue;
		used += (size_t)snprintf(codes + used, size - used, "%s%.*s", used ? "|" : "",
					 (int)strcspn(line, "|"), line);
		assert_true(used < size);
	}
}

static void test_forms(void **state)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(form_rows); i++) {
		const struct form_row *row = &form_rows[i];
		struct puppet_rule rules[8] = {FIRST};
		struct smsmodem_error error = {0};
		struct smsmodem_ussd answer;
		size_t count = 1;
		char codes[1024];

		for (size_t j = 0; j < COUNT(row->rules) && row->rules[j].line; j++)
			rules[count++] = row->rules[j];
		rules[count++] = (struct puppet_rule)LAST;
		struct puppet *puppet = puppet_open(rules, count, &options);
		int result = smsmodem_ussd(puppet->modem, CODE, 0, &answer, &error);
		said(puppet, codes, sizeof codes);
		if (result != row->result || answer.state != row->state ||
		    strcmp(answer.text, row->text) != 0 || strcmp(codes, row->log) != 0)
			fail_msg("%s: %d %s\nstate %d \"%s\"\nsaid %s", row->name, result,
				 error.text, (int)answer.state, answer.text, codes);
		puppet_close(puppet);
	}
}

/* What the phone took once is how the whole session goes on. */
static void test_session_form(void **state)
{
	static const struct puppet_rule rules[] = {
		FIRST,
		{.line = PLAIN, .answer = PUPPET_ERROR},
		{.line = PACKED, .answer = PUPPET_OK LINE("+CUSD: 1,\"Menu\",15")},
		{.line = "AT+CUSD=1,\"31\",15", .answer = PUPPET_OK LINE("+CUSD: 0,\"one\",15")},
		LAST,
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_error error = {0};
	struct smsmodem_ussd answer;

	(void)state;
	assert_int_equal(smsmodem_ussd(puppet->modem, CODE, 0, &answer, &error), 0);
	assert_int_equal(answer.state, SMSMODEM_USSD_MENU);
	assert_int_equal(smsmodem_ussd(puppet->modem, "1", 0, &answer, &error), 0);
	assert_string_equal(answer.text, "one");
	assert_int_equal(puppet_heard(puppet, "AT+CUSD=1,\"1\""), 0);
	puppet_close(puppet);
}

/* Eight septets are seven octets; seven would look like eight, and are padded (23.038 6.1.2.3.1).
 */
static void test_padding(void **state)
{
	static const struct puppet_rule rules[] = {
		FIRST,
		{.line = "AT+CUSD=1,\"*12345#\"", .answer = PUPPET_ERROR},
		{.line = "AT+CUSD=1,\"AA986C46AB8D1A\",15", .answer = PUPPET_OK BALANCE},
		{.line = "AT+CUSD=1", .answer = PUPPET_ERROR},
		LAST,
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_error error = {0};
	struct smsmodem_ussd answer;

	(void)state;
	assert_int_equal(smsmodem_ussd(puppet->modem, "*12345#", 0, &answer, &error), 0);
	puppet_close(puppet);
}

/* A text that is not of the GSM alphabet goes in UTF-16 by its <dcs> (23.038 5). */
static void test_ucs2_code(void **state)
{
	static const struct puppet_rule rules[] = {
		FIRST,
		{.line = "AT+CUSD=1,\"0414\",72", .answer = PUPPET_OK BALANCE},
		LAST,
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_error error = {0};
	struct smsmodem_ussd answer;

	(void)state;
	assert_int_equal(smsmodem_ussd(puppet->modem, "Д", 0, &answer, &error), 0);
	assert_string_equal(answer.text, "Balance");
	puppet_close(puppet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_session_form),
		cmocka_unit_test(test_padding),
		cmocka_unit_test(test_ucs2_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
