/* SPDX-License-Identifier: GPL-3.0-or-later */
/* USSD in the simulated phone (27.007 7.15). */
#include "sim_support.h"

#define OK      "\r\nOK\r\n"
#define CME(n)  "\r\n+CME ERROR: " #n "\r\n"
#define LINE(s) "\r\n" s "\r\n"
#define O       "echo=off"
#define E       "AT+CMEE=1;"

static const struct sim_row rows[] = {
	{"test", O, "AT+CUSD=?\r", LINE("+CUSD: (0-2)") OK},
	{"setting", O, "AT+CUSD?;+CUSD=1;+CUSD?\r", LINE("+CUSD: 0") LINE("+CUSD: 1") OK},
	{"no such setting", O, E "+CUSD=3\r", CME(50)},
	{"no such scheme", O, E "+CUSD=1,\"*100#\",256\r", CME(50)},
	{"four arguments", O, E "+CUSD=1,\"*100#\",15,1\r", CME(50)},
	{"bare", O, E "+CUSD\r", CME(50)},
	{"too long", O, E "+CUSD=1,\"*1234567890123456789012345678901234567890#\"\r", CME(25)},
	{"no network", O "&fault=noreg", E "+CUSD=1,\"*100#\",15\r", CME(30)},
	{"no session to end", O, "AT+CUSD=2\r", OK},
	{"locked", "echo=off&pin=1234", E "+CUSD=1\r", CME(11)},
};

static void test_rows(void **state)
{
	(void)state;
	sim_check_rows(rows, SIM_COUNT(rows));
}

struct answer_row {
	const char *name, *options, *input, *expected;
};

#define ASK "AT+CUSD=1,\"*100#\",15\r"

/* The answer comes by itself, behind the OK. */
static const struct answer_row answer_rows[] = {
	{"the known code", O, ASK, OK LINE("+CUSD: 0,\"Balance: 10.00\",15")},
	{"no scheme", O, "AT+CUSD=1,\"*100#\"\r", OK LINE("+CUSD: 0,\"Balance: 10.00\",15")},
	{"a code of an option", O "&ussd=*1%23:3%20euros&ussd=*2%23:b", "AT+CUSD=1,\"*1#\",15\r",
	 OK LINE("+CUSD: 0,\"3 euros\",15")},
	{"the known code, otherwise", O "&ussd=*100%23:x", ASK, OK LINE("+CUSD: 0,\"x\",15")},
	{"an unknown code", O, "AT+CUSD=1,\"*999#\",15\r", OK LINE("+CUSD: 4")},
	{"not shown", O, "AT+CUSD=0,\"*100#\",15\r", OK},
	{"scheme 72 (23.038 5)", O, "AT+CUSD=1,\"002A0031003000300023\",72\r",
	 OK LINE("+CUSD: 0,\"Balance: 10.00\",15")},
	{"in UCS2", O "&ussd=*1%23:a", "AT+CSCS=\"UCS2\"\rAT+CUSD=1,\"002A00310023\",15\r",
	 OK OK LINE("+CUSD: 0,\"0061\",15")},
	{"an answer that the default alphabet has not", O "&ussd=*1%23:%C5%BD",
	 "AT+CUSD=1,\"*1#\",15\r", OK LINE("+CUSD: 0,\"017D\",72")},
	{"an answer with a 0 in the alphabet", O "&ussd=*1%23:%40", "AT+CUSD=1,\"*1#\",15\r",
	 OK LINE("+CUSD: 0,\"0040\",72")},
	{"dialled (22.030 6.5.2)", O, "AT+CUSD=1\rATD*100#;\r",
	 OK OK LINE("+CUSD: 0,\"Balance: 10.00\",15")},
	{"given up before it comes", O, ASK "AT+CUSD=2\r", OK OK},
	{"a menu", O "&ussd-menu=*1%23:1%20or%202&ussd=2:two", "AT+CUSD=1,\"*1#\",15\r",
	 OK LINE("+CUSD: 1,\"1 or 2\",15")},
	{"packed (23.038 6.1.2.3)", O "&fault=ussd=packed", "AT+CUSD=1,\"AA180C3602\",15\r",
	 OK LINE("+CUSD: 0,\"C2303BEC1E9775A018CC058301\",15")},
	{"packed, of seven characters", O "&fault=ussd=packed&ussd=*12345%23:1%20or%202%2C",
	 "AT+CUSD=1,\"AA986C46AB8D1A\",15\r", OK LINE("+CUSD: 0,\"31D05B0E92B11A\",15")},
	{"packed, and the computer fills with 0", O "&fault=ussd=packed&ussd=*12345%23:a",
	 "AT+CUSD=1,\"AA986C46AB8D00\",15\r", OK LINE("+CUSD: 0,\"61\",15")},
	{"packed, plain is refused", O "&fault=ussd=packed", E "+CUSD=1,\"*100#\",15\r", CME(25)},
	{"packed, and the default alphabet has it not", O "&fault=ussd=packed&ussd=*100%23:%C5%BD",
	 "AT+CUSD=1,\"AA180C3602\",15\r", OK LINE("+CUSD: 0,\"017D\",72")},
	{"all in UCS2", O "&fault=ussd=ucs2&ussd=*1%23:a", "AT+CUSD=1,\"002A00310023\",15\r",
	 OK LINE("+CUSD: 0,\"0061\",72")},
	{"all in UCS2, plain is refused", O "&fault=ussd=ucs2", E "+CUSD=1,\"*100#\",15\r",
	 CME(25)},
	{"an E-series stick", O "&profile=huawei", "AT+CUSD=1,\"AA180C3602\",15\r",
	 "\r\n" OK "\r\n+CUSD: 0,\"C2303BEC1E9775A018CC058301\",15\r\n"},
};

static void test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIM_COUNT(answer_rows); i++) {
		struct smsmodem_sim *sim = sim_start(answer_rows[i].options);
		struct sim_reply reply;
		sim_say(sim, &reply, answer_rows[i].input, 0);
		sim_drain(sim, &reply, 1);
		if (strcmp(reply.text, answer_rows[i].expected) != 0)
			fail_msg("%s: [%s]", answer_rows[i].name, reply.text);
		smsmodem_sim_free(sim);
	}
}

static void test_latency(void **state)
{
	struct smsmodem_sim *sim = sim_start(O "&latency=20&network-latency=700");
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, ASK, 0), "");
	assert_string_equal(sim_say(sim, &reply, "", 20), OK);
	assert_string_equal(sim_say(sim, &reply, "", 719), "");
	assert_string_equal(sim_say(sim, &reply, "", 720), LINE("+CUSD: 0,\"Balance: 10.00\",15"));
	smsmodem_sim_free(sim);
}

#define ANSWER(n) "AT+CUSD=1,\"" #n "\",15\r"

/* A menu is answered by an option, by whoever plays the network, or by nobody. */
static void test_session(void **state)
{
	struct smsmodem_sim *sim = sim_start(O "&ussd-menu=*1%23:menu&ussd=2:two");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CUSD=1,\"*1#\",15\r", 0);
	assert_string_equal(sim_say(sim, &reply, "", 0), "");
	assert_string_equal(sim_say(sim, &reply, ANSWER(2), 1), OK LINE("+CUSD: 0,\"two\",15"));
	sim_say(sim, &reply, ANSWER(7), 2);
	assert_string_equal(sim_say(sim, &reply, "", 2), "");
	assert_string_equal(sim_say(sim, &reply, ANSWER(7), 3), OK LINE("+CUSD: 4"));

	sim_do(sim, "ussd-menu 1 or 2", 10);
	assert_string_equal(sim_say(sim, &reply, "", 10), LINE("+CUSD: 1,\"1 or 2\",15"));
	assert_string_equal(sim_say(sim, &reply, ANSWER(1), 11), OK);
	assert_string_equal(sim_say(sim, &reply, "", 20000), "");
	sim_do(sim, "ussd one", 20000);
	assert_string_equal(sim_say(sim, &reply, "", 20000), LINE("+CUSD: 0,\"one\",15"));
	assert_string_equal(sim_say(sim, &reply, "", 90000), "");

	sim_do(sim, "ussd-menu again", 100000);
	sim_say(sim, &reply, ANSWER(1), 100000);
	assert_string_equal(sim_say(sim, &reply, "", 129999), "");
	assert_string_equal(sim_say(sim, &reply, "", 130000), LINE("+CUSD: 5"));

	sim_do(sim, "ussd-menu once more", 200000);
	sim_say(sim, &reply, "AT+CUSD=2\r", 200000);
	assert_string_equal(sim_say(sim, &reply, ANSWER(1), 200000), OK LINE("+CUSD: 4"));
	smsmodem_sim_free(sim);
}

static void test_unasked(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_do(sim, "ussd hello", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CUSD=1\r", 0), OK);
	sim_do(sim, "ussd hello", 0);
	assert_string_equal(sim_say(sim, &reply, "", 0), LINE("+CUSD: 0,\"hello\",15"));
	smsmodem_sim_free(sim);
}

static const char *const bad_options[] = {
	"ussd=",
	"ussd=x",
	"ussd=:x",
	"ussd=*1%23:a%22b",
	"ussd=*1%23:a%0Ab",
	"ussd-menu",
	"ussd=1234567890123456789012345678901234567890:x",
};

static void test_bad(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct smsmodem_error error;
	char options[17 * 9 + 1] = "";
	char text[256] = "ussd ";

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(bad_options); i++) {
		assert_null(smsmodem_sim_new(bad_options[i], &error));
		assert_int_equal(error.code, SMSMODEM_E_USAGE);
	}
	for (int i = 0; i < 17; i++)
		(void)snprintf(options + 9 * i, 10, "ussd=a:b&");
	assert_null(smsmodem_sim_new(options, &error));
	options[9 * 16] = '\0';
	smsmodem_sim_free(sim_start(options));
	memset(text + 5, 'x', 183);
	assert_int_equal(smsmodem_sim_control(sim, text, 0, &error), SMSMODEM_E_USAGE);
	text[5 + 182] = '\0';
	assert_int_equal(smsmodem_sim_control(sim, text, 0, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_sim_control(sim, "ussd-menu a\"b", 0, &error), SMSMODEM_E_USAGE);
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),    cmocka_unit_test(test_answers),
		cmocka_unit_test(test_latency), cmocka_unit_test(test_session),
		cmocka_unit_test(test_unasked), cmocka_unit_test(test_bad),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
