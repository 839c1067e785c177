/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines of the simulated phone: syntax, settings, errors. */
#include "sim_support.h"

#define OK    "\r\nOK\r\n"
#define ERROR "\r\nERROR\r\n"

static const struct sim_row syntax_rows[] = {
	{"attention", "echo=off", "AT\r", OK},
	{"lower case (V.250 5.2.1)", "echo=off", "at\r", OK},
	{"echo as received", NULL, "aT\r", "aT\r" OK},
	{"echo keeps the LF", NULL, "AT\r\n", "AT\r" OK "\n"},
	{"no AT, no answer", "echo=off", "hello\r", ""},
	{"empty line", "echo=off", "\r\r\n", ""},
	{"garbage before the prefix", "echo=off", "zz#AT\r", OK},
	{"half a line before the prefix", "echo=off", "AT+CMAT\r", ERROR},
	{"line feeds, NUL and ESC are ignored", "echo=off", "A\n\033T\r", OK},
	{"backspace (V.250 5.2.2)", "echo=off", "ATX9\b\b+CSQ\r", "\r\n+CSQ: 20,99\r\n" OK},
	{"backspace on nothing", "echo=off", "\b\bAT\r", OK},
	{"blanks", "echo=off", "AT + CMGF = 1 ; + CMGF ?\r", "\r\n+CMGF: 1\r\n" OK},
	{"A/ repeats (V.250 5.2.4)", "echo=off", "AT+CSQ\rA/",
	 "\r\n+CSQ: 20,99\r\n" OK "\r\n+CSQ: 20,99\r\n" OK},
	{"A/ at first", "echo=off", "A/", ""},
	{"ATE0 is echoed itself", NULL, "ATE0\rAT\r", "ATE0\r" OK OK},
	{"ATE1", "echo=off", "ATE1\rAT\r", OK "AT\r" OK},
	{"ATE is ATE0", NULL, "ATE\rAT\r", "ATE\r" OK OK},
	{"ATE2", "echo=off", "ATE2\r", ERROR},
	{"combined (V.250 5.4.1)", NULL, "ATE0V1+CMEE=1;+CPIN?;+CMGF=0\rAT\r",
	 "ATE0V1+CMEE=1;+CPIN?;+CMGF=0\r\r\n+CPIN: READY\r\n" OK OK},
	{"combined basic", "echo=off", "AT&FE0Q0V1X4&C1&D2S0=0\r", OK},
	{"semicolons to spare", "echo=off", "ATE0;;+CMGF=0;\r", OK},
	{"the first error ends the line (V.250 5.6)", "echo=off",
	 "AT+CMGF=1;+NO;+CMGF=0\rAT+CMGF?\r", ERROR "\r\n+CMGF: 1\r\n" OK},
	{"semicolon in quotes", "echo=off", "AT+CSCS=\";\";+CSQ\r", ERROR},
	{"quote without end", "echo=off", "AT+CSCS=\"GSM;+CSQ\r", ERROR},
	{"digit for a command", "echo=off", "AT5\r", ERROR},
	{"name too long", "echo=off", "AT+ABCDEFGHIJKLMNOPQRSTUVWXYZ\r", ERROR},
	{"question and more", "echo=off", "AT+CSQ?x\r", ERROR},
	{"number too long", "echo=off", "ATE0000000000000001\r", ERROR},
	{"ATV0 (V.250 6.2.6)", "echo=off", "ATV0\rAT+CSQ\rAT+NO\r", "0\r+CSQ: 20,99\r\n0\r4\r"},
	{"ATQ1 (V.250 6.2.5)", "echo=off", "ATQ1\rAT+CSQ\rATQ0\r", "\r\n+CSQ: 20,99\r\n" OK},
	{"ATZ", "echo=off", "ATE1+CMGF=1;Z\rAT+CMGF?\r", OK "\r\n+CMGF: 0\r\n" OK},
	{"S3?", "echo=off", "ATS3?\r", "\r\n013\r\n" OK},
	{"S without a number", "echo=off", "ATS\r", ERROR},
	{"data call", "echo=off", "ATDT123\r", "\r\nNO CARRIER\r\n"},
	{"voice call", "echo=off", "ATD123;\rATH\r", OK OK},
};

static void test_syntax(void **state)
{
	(void)state;
	sim_check_rows(syntax_rows, SIM_COUNT(syntax_rows));
}

static const struct sim_row command_rows[] = {
	{"identity", "echo=off", "AT+CGMI;+CGMM;+CGMR;+CGSN\r",
	 "\r\nsmsmodem\r\n\r\nsimulated phone\r\n\r\n1\r\n\r\n490154203237518\r\n" OK},
	{"identity, V.250 names", "echo=off", "AT+GMI;+GSN\r",
	 "\r\nsmsmodem\r\n\r\n490154203237518\r\n" OK},
	{"ATI", "echo=off", "ATI\r", "\r\nsmsmodem simulated phone\r\n" OK},
	{"test of an identity", "echo=off", "AT+CGMI=?\r", OK},
	{"set of an identity", "echo=off", "AT+CGMI=1\r", ERROR},
	{"IMSI", "echo=off", "AT+CIMI\r", "\r\n001010123456789\r\n" OK},
	{"IMSI of another number", "echo=off&number=%2B4917112345678", "AT+CIMI\r",
	 "\r\n001017112345678\r\n" OK},
	{"IMSI that was given", "echo=off&imsi=262011234567890&number=123", "AT+CIMI\r",
	 "\r\n262011234567890\r\n" OK},
	{"IMSI of a short number", "echo=off&number=123", "AT+CIMI\r",
	 "\r\n001010000000123\r\n" OK},
	{"registration", "echo=off", "AT+CREG?;+CGREG?;+CEREG?\r",
	 "\r\n+CREG: 0,1\r\n\r\n+CGREG: 0,1\r\n\r\n+CEREG: 0,1\r\n" OK},
	{"registration with a cell", "echo=off", "AT+CREG=2;+CREG?\r",
	 "\r\n+CREG: 2,1,\"00C3\",\"0001A2B3\",7\r\n" OK},
	{"registration out of range", "echo=off", "AT+CMEE=1;+CREG=3\r", "\r\n+CME ERROR: 50\r\n"},
	{"operator", "echo=off", "AT+COPS?\r", "\r\n+COPS: 0,0,\"simulated network\",7\r\n" OK},
	{"battery", "echo=off", "AT+CBC\r", "\r\n+CBC: 0,80\r\n" OK},
	{"clock", "echo=off", "AT+CCLK?\r", "\r\n+CCLK: \"26/01/01,00:00:00+00\"\r\n" OK},
	{"own number", "echo=off&number=%2B4915112345", "AT+CNUM\r",
	 "\r\n+CNUM: ,\"+4915112345\",145\r\n" OK},
	{"service centre", "echo=off", "AT+CSCA?\r", "\r\n+CSCA: \"+491710760000\",145\r\n" OK},
	{"service centre set", "echo=off", "AT+CSCA=\"1234\",129;+CSCA?\r",
	 "\r\n+CSCA: \"1234\",129\r\n" OK},
	{"service centre of the card", "echo=off&smsc=%2B491722270333", "AT+CSCA?\r",
	 "\r\n+CSCA: \"+491722270333\",145\r\n" OK},
	{"no service centre (27.005 3.2.5)", "echo=off&smsc=none",
	 "AT+CSCA?;+CMEE=1\rAT+CMGS=18\r" SIM_PDU "\032",
	 "\r\n+CSCA: \"\",129\r\n" OK "\r\n> \r\n+CMS ERROR: 330\r\n"},
	{"no service centre but the message's", "echo=off&smsc=none",
	 "AT+CMGS=18\r02912101000C91947110325476000005E8329BFD06\032", "\r\n> \r\n+CMGS: 0\r\n" OK},
	{"no service centre, and then one", "echo=off&smsc=none",
	 "AT+CSCA=\"+491722270333\"\rAT+CMGS=18\r" SIM_PDU "\032", OK "\r\n> \r\n+CMGS: 0\r\n" OK},
	{"service centre no number", "echo=off", "AT+CMEE=1;+CSCA=\"x!\"\r",
	 "\r\n+CMS ERROR: 330\r\n"},
	{"storage", "echo=off", "AT+CPMS?\r",
	 "\r\n+CPMS: \"ME\",0,100,\"ME\",0,100,\"ME\",0,100\r\n" OK},
	{"storage set", "echo=off", "AT+CPMS=\"SM\",\"ME\"\r",
	 "\r\n+CPMS: 0,20,0,100,0,100\r\n" OK},
	{"storage unknown", "echo=off", "AT+CMEE=1;+CPMS=\"XX\"\r", "\r\n+CMS ERROR: 302\r\n"},
	{"storage test", "echo=off", "AT+CPMS=?\r",
	 "\r\n+CPMS: (\"ME\",\"SM\",\"MT\",\"SR\",\"BM\"),(\"ME\",\"SM\",\"MT\"),"
	 "(\"ME\",\"SM\",\"MT\")\r\n" OK},
	{"indications", "echo=off", "AT+CNMI=2,1;+CNMI?\r", "\r\n+CNMI: 2,1,0,0,0\r\n" OK},
	{"indications, a gap", "echo=off", "AT+CNMI=2,1,0,1;+CNMI=,0;+CNMI?\r",
	 "\r\n+CNMI: 2,0,0,1,0\r\n" OK},
	{"indications out of range set nothing", "echo=off", "AT+CMEE=1;+CNMI=1,9\rAT+CNMI?\r",
	 "\r\n+CMS ERROR: 303\r\n\r\n+CNMI: 0,0,0,0,0\r\n" OK},
	{"indications test", "echo=off", "AT+CNMI=?\r",
	 "\r\n+CNMI: (0-3),(0-3),(0-3),(0-2),(0,1)\r\n" OK},
	{"format out of range", "echo=off", "AT+CMEE=1;+CMGF=2\r", "\r\n+CMS ERROR: 303\r\n"},
	{"service", "echo=off", "AT+CSMS=1;+CSMS?\r",
	 "\r\n+CSMS: 1,1,1\r\n\r\n+CSMS: 1,1,1,1\r\n" OK},
	{"character set", "echo=off", "AT+CSCS=\"UCS2\";+CSCS?\r", "\r\n+CSCS: \"UCS2\"\r\n" OK},
	{"too many arguments", "echo=off", "AT+CNMI=1,1,1,1,1,1,1,1,1,1\r", ERROR},
};

static void test_commands(void **state)
{
	(void)state;
	sim_check_rows(command_rows, SIM_COUNT(command_rows));
}

static const struct sim_row error_rows[] = {
	{"CME at 0", "echo=off", "AT+CMEE=9\r", ERROR},
	{"CME at 1 (27.007 9.2)", "echo=off", "AT+CMEE=1;+CMEE=9\r", "\r\n+CME ERROR: 50\r\n"},
	{"CME at 2", "echo=off", "AT+CMEE=2;+CMEE=9\r", "\r\n+CME ERROR: Incorrect parameters\r\n"},
	{"CMS at 0", "echo=off", "AT+CMGR=1\r", ERROR},
	{"CMS at 1 (27.005 3.2.5)", "echo=off", "AT+CMEE=1;+CMGR=1\r", "\r\n+CMS ERROR: 321\r\n"},
	{"CMS at 2", "echo=off", "AT+CMEE=2;+CMGR=1\r", "\r\n+CMS ERROR: invalid memory index\r\n"},
	{"unknown command at 1", "echo=off", "AT+CMEE=1;+NO\r", ERROR},
	{"CMEE read", "echo=off", "AT+CMEE=2;+CMEE?\r", "\r\n+CMEE: 2\r\n" OK},
	{"text-errors", "echo=off&fault=text-errors", "AT+CMGR=1\r",
	 "\r\n+CMS ERROR: invalid memory index\r\n"},
};

static void test_errors(void **state)
{
	(void)state;
	sim_check_rows(error_rows, SIM_COUNT(error_rows));
}

struct shown_row {
	const char *input, *shown;
};

static const struct shown_row shown_rows[] = {
	{"AT+CSQ\r", "AT+CSQ"},
	{"at+csq \r", "at+csq "},
	{"AT+CPIN?\r", "AT+CPIN?"},
	{"AT+CPIN=\"1234\"\r", "AT+CPIN=\"****\""},
	{"at + cpin = 1234\r", "AT+CPIN=\"****\""},
	{"AT+CPIN=\"12345678\",\"1234\"\r", "AT+CPIN=\"****\",\"****\""},
	{"AT+CPIN=\"1234\r", "AT+CPIN=\"****\""},
	{"ATE0+CPIN=1234;+CMGF=0\r", "ATE0+CPIN=\"****\";+CMGF=0"},
	{"AT+CPIN=1;+CPIN=2\r", "AT+CPIN=\"****\";+CPIN=\"****\""},
	{"AT+CLCK=\"SC\",2\r", "AT+CLCK=\"SC\",2"},
	{"AT+CLCK=\"SC\",1,\"1234\"\r", "AT+CLCK=\"SC\",1,\"****\""},
	{"AT+CPWD=\"SC\",\"1234\",\"4321\"\r", "AT+CPWD=\"SC\",\"****\",\"****\""},
	{"AT\x80\xFF\r", "AT??"},
};

static void test_shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIM_COUNT(shown_rows); i++) {
		struct smsmodem_sim *sim = sim_start(NULL);
		struct smsmodem_sim_event event = {0};
		struct sim_reply reply;
		sim_say(sim, &reply, shown_rows[i].input, 0);
		assert_true(smsmodem_sim_next_event(sim, &event));
		assert_int_equal(event.kind, SMSMODEM_SIM_COMMAND);
		assert_string_equal(event.line, shown_rows[i].shown);
		assert_false(smsmodem_sim_next_event(sim, &event));
		smsmodem_sim_free(sim);
	}
}

struct option_row {
	const char *options;
	int code;
};

static const struct option_row option_rows[] = {
	{"", SMSMODEM_OK},
	{"&&echo=on&", SMSMODEM_OK},
	{"latency=20&network_latency=5&network-latency=7", SMSMODEM_OK},
	{"fault=cms%3D500%402", SMSMODEM_OK},
	{"fault=cms=500@2&fault=late=10", SMSMODEM_OK},
	{"colour=red", SMSMODEM_E_USAGE},
	{"echo", SMSMODEM_E_USAGE},
	{"echo=maybe", SMSMODEM_E_USAGE},
	{"latency=", SMSMODEM_E_USAGE},
	{"latency=-1", SMSMODEM_E_USAGE},
	{"latency=99999999999999999999", SMSMODEM_E_USAGE},
	{"pin=12", SMSMODEM_E_USAGE},
	{"pin=123456789", SMSMODEM_E_USAGE},
	{"pin=12a4", SMSMODEM_E_USAGE},
	{"pin-attempts=11", SMSMODEM_E_USAGE},
	{"number=abc%21", SMSMODEM_E_NUMBER},
	{"smsc=none&network=sms-only", SMSMODEM_OK},
	{"smsc=", SMSMODEM_E_NUMBER},
	{"network=", SMSMODEM_E_USAGE},
	{"network=5", SMSMODEM_E_USAGE},
	{"echo=%4", SMSMODEM_E_USAGE},
	{"echo=%zz", SMSMODEM_E_USAGE},
	{"echo=o%00n", SMSMODEM_E_USAGE},
	{"fault=", SMSMODEM_E_USAGE},
	{"fault=nothing", SMSMODEM_E_USAGE},
	{"fault=cms", SMSMODEM_E_USAGE},
	{"fault=cms=", SMSMODEM_E_USAGE},
	{"fault=cms=500@0", SMSMODEM_E_USAGE},
	{"fault=cms=500@", SMSMODEM_E_USAGE},
	{"fault=urc@2", SMSMODEM_E_USAGE},
	{"fault=cms=65536", SMSMODEM_E_USAGE},
};

static void test_options(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIM_COUNT(option_rows); i++) {
		struct smsmodem_error error = {0};
		struct smsmodem_sim *sim = smsmodem_sim_new(option_rows[i].options, &error);
		if ((sim != NULL) != (option_rows[i].code == SMSMODEM_OK) ||
		    error.code != option_rows[i].code)
			fail_msg("%s: %d %s", option_rows[i].options, error.code, error.text);
		smsmodem_sim_free(sim);
	}
}

/* What was wrong is named, a secret is not repeated. */
static void test_option_texts(void **state)
{
	struct smsmodem_error error = {0};

	(void)state;
	assert_null(smsmodem_sim_new("fault=bogus", &error));
	assert_non_null(strstr(error.text, "'bogus'"));
	assert_non_null(strstr(error.text, "smsmodem-sim(1)"));
	assert_null(smsmodem_sim_new("fault=cms", &error));
	assert_non_null(strstr(error.text, "cms=N[/PATTERN][@K]"));
	assert_null(smsmodem_sim_new("pin=77777777777", &error));
	assert_null(strstr(error.text, "7777"));
}

static void test_overlong(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct sim_reply reply;
	char line[2100];

	(void)state;
	memset(line, 'A', sizeof line);
	line[1] = 'T';
	line[2099] = '\0';
	assert_string_equal(sim_say(sim, &reply, line, 0), "");
	assert_string_equal(sim_say(sim, &reply, "\bAT\r", 0), ERROR);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 0), OK);
	memset(line, ' ', sizeof line);
	memcpy(line, "AT", 2);
	memcpy(line + 2048, "\r", 2);
	assert_string_equal(sim_say(sim, &reply, line, 0), OK);
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_syntax),   cmocka_unit_test(test_commands),
		cmocka_unit_test(test_errors),   cmocka_unit_test(test_shown),
		cmocka_unit_test(test_options),  cmocka_unit_test(test_option_texts),
		cmocka_unit_test(test_overlong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
