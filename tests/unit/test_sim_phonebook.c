/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phonebooks of the simulated phone (27.007 8.11..8.14). */
#include "sim_support.h"

#define OK      "\r\nOK\r\n"
#define CME(n)  "\r\n+CME ERROR: " #n "\r\n"
#define LINE(s) "\r\n" s "\r\n"
#define O       "echo=off"
#define PIN     "echo=off&pin=1234"
#define E       "AT+CMEE=1;"
#define ANN     "AT+CPBW=1,\"+491\",145,\"Ann\"\r"

static const struct sim_row select_rows[] = {
	{"at first (27.007 8.11)", O, "AT+CPBS?\r", LINE("+CPBS: \"SM\",0,250") OK},
	{"test", O, "AT+CPBS=?\r",
	 LINE("+CPBS: (\"SM\",\"ME\",\"ON\",\"FD\",\"EN\",\"LD\",\"DC\",\"RC\",\"MC\")") OK},
	{"the phone's", O, "AT+CPBS=\"ME\";+CPBS?\r", LINE("+CPBS: \"ME\",0,100") OK},
	{"own numbers", O, "AT+CPBS=\"ON\";+CPBS?;+CPBR=1,3\r",
	 LINE("+CPBS: \"ON\",1,3") LINE("+CPBR: 1,\"+491700000000\",145,\"\"") OK},
	{"emergency numbers", O, "AT+CPBS=EN;+CPBR=1,2\r",
	 LINE("+CPBR: 1,\"112\",129,\"\"") LINE("+CPBR: 2,\"911\",129,\"\"") OK},
	{"in UCS2 (gammu)", O, "AT+CSCS=\"UCS2\";+CPBS=\"004D0045\";+CPBS?\r",
	 LINE("+CPBS: \"ME\",0,100") OK},
	{"in UCS2, but in ASCII (gnokii)", O, "AT+CSCS=\"UCS2\";+CPBS=\"ME\";+CPBS?\r",
	 LINE("+CPBS: \"ME\",0,100") OK},
	{"unknown", O, E "+CPBS=\"XX\"\r", CME(50)},
	{"two", O, E "+CPBS=\"SM\",\"ME\"\r", CME(50)},
	{"bare", O, E "+CPBS\r", CME(50)},
	{"locked", PIN, E "+CPBS?\r", CME(11)},
};

static const struct sim_row read_rows[] = {
	{"test (27.007 8.12)", O, "AT+CPBR=?\r", LINE("+CPBR: (1-250),20,18") OK},
	{"test of the phone's", O, "AT+CPBS=\"ME\";+CPBR=?\r", LINE("+CPBR: (1-100),20,30") OK},
	{"one", O, ANN "AT+CPBR=1\r", OK LINE("+CPBR: 1,\"+491\",145,\"Ann\"") OK},
	{"an empty one", O, "AT+CPBR=1\r", OK},
	{"a range", O, ANN "AT+CPBW=250,\"0171\",129,\"Bob\"\rAT+CPBR=1,250\r",
	 OK OK LINE("+CPBR: 1,\"+491\",145,\"Ann\"") LINE("+CPBR: 250,\"0171\",129,\"Bob\"") OK},
	{"index 0", O, E "+CPBR=0\r", CME(21)},
	{"index too large", O, E "+CPBR=251\r", CME(21)},
	{"range too large", O, E "+CPBR=1,251\r", CME(21)},
	{"range backwards", O, E "+CPBR=3,2\r", CME(21)},
	{"no index", O, E "+CPBR=\r", CME(21)},
	{"three", O, E "+CPBR=1,2,3\r", CME(50)},
	{"bare", O, E "+CPBR\r", CME(50)},
	{"locked", PIN, E "+CPBR=1\r", CME(11)},
	{"find (27.007 8.13)", O, ANN "AT+CPBW=7,\"1\",129,\"Anton\"\rAT+CPBF=\"An\"\r",
	 OK OK LINE("+CPBF: 1,\"+491\",145,\"Ann\"") LINE("+CPBF: 7,\"1\",129,\"Anton\"") OK},
	{"find whatever has a number", O, ANN "AT+CPBF=\"\"\r",
	 OK LINE("+CPBF: 1,\"+491\",145,\"Ann\"") OK},
	{"find nothing", O, ANN E "+CPBF=\"nn\"\r", OK CME(22)},
	{"find what is not of the character set", O, E "+CSCS=\"UCS2\";+CPBF=\"0\"\r", CME(25)},
	{"find, test", O, "AT+CPBF=?\r", LINE("+CPBF: 20,18") OK},
	{"find, bare", O, E "+CPBF\r", CME(50)},
};

static const struct sim_row write_rows[] = {
	{"test (27.007 8.14)", O, "AT+CPBW=?\r", LINE("+CPBW: (1-250),20,(129,145,161),18") OK},
	{"type from the number", O, "AT+CPBW=1,\"+491\",,\"A\";+CPBW=2,\"491\";+CPBR=1,2\r",
	 LINE("+CPBR: 1,\"+491\",145,\"A\"") LINE("+CPBR: 2,\"491\",129,\"\"") OK},
	{"plus from the type", O, "AT+CPBW=1,\"491\",145,\"A\";+CPBR=1\r",
	 LINE("+CPBR: 1,\"+491\",145,\"A\"") OK},
	{"next free", O, ANN "AT+CPBW=,\"22\",129,\"B\";+CPBW?;+CPBR=2\r",
	 OK LINE("+CPBW: 2") LINE("+CPBR: 2,\"22\",129,\"B\"") OK},
	{"nothing written", O, "AT+CPBW?\r", LINE("+CPBW: -1") OK},
	{"delete", O, ANN "AT+CPBW=1;+CPBR=1;+CPBS?\r", OK LINE("+CPBS: \"SM\",0,250") OK},
	{"delete nothing", O, "AT+CPBW=9\r", OK},
	{"delete without an index", O, E "+CPBW=\r", CME(21)},
	{"index 0", O, E "+CPBW=0,\"1\"\r", CME(21)},
	{"index too large", O, E "+CPBW=251,\"1\"\r", CME(21)},
	{"20 digits", O, "AT+CPBW=1,\"+12345678901234567890\",145,\"x\"\r", OK},
	{"21 digits", O, E "+CPBW=1,\"+123456789012345678901\",145,\"x\"\r", CME(26)},
	{"no number", O, E "+CPBW=1,\"\",129,\"x\"\r", CME(27)},
	{"no digits", O, E "+CPBW=1,\"12x\",129,\"x\"\r", CME(27)},
	{"no type", O, E "+CPBW=1,\"12\",5,\"x\"\r", CME(50)},
	{"18 characters", O, "AT+CPBW=1,\"1\",129,\"123456789012345678\"\r", OK},
	{"19 characters", O, E "+CPBW=1,\"1\",129,\"1234567890123456789\"\r", CME(24)},
	{"no characters", O, E "+CSCS=\"UCS2\"\rAT+CPBW=1,\"1\",129,\"00zz\"\r", OK CME(25)},
	{"five arguments", O, E "+CPBW=1,\"1\",129,\"x\",1\r", CME(50)},
	{"bare", O, E "+CPBW\r", CME(50)},
	{"fixed dialling wants PIN2", O, E "+CPBS=\"FD\";+CPBW=1,\"1\"\r", CME(17)},
	{"emergency numbers", O, E "+CPBS=\"EN\";+CPBW=1\r", CME(3)},
	{"missed calls are not written", O, E "+CPBS=\"MC\";+CPBW=1,\"1\"\r", CME(3)},
	{"missed calls are deleted", O, "AT+CPBS=\"MC\";+CPBW=1\r", OK},
	{"own number", O, "AT+CPBS=\"ON\";+CPBW=1,\"+4912\",145,\"me\";+CNUM\r",
	 LINE("+CNUM: \"me\",\"+4912\",145") OK},
	{"in UCS2", O,
	 "AT+CSCS=\"UCS2\"\rAT+CPBW=1,\"1\",129,\"017D006F00EB0022\";+CPBR=1\rAT+CSCS=\"IRA\";+"
	 "CPBR=1\r",
	 OK LINE("+CPBR: 1,\"1\",129,\"017D006F00EB0022\"") OK LINE("+CPBR: 1,\"1\",129,\"?o?\"\"")
		 OK},
};

static void test_rows(void **state)
{
	(void)state;
	sim_check_rows(select_rows, SIM_COUNT(select_rows));
	sim_check_rows(read_rows, SIM_COUNT(read_rows));
	sim_check_rows(write_rows, SIM_COUNT(write_rows));
}

/* '@' is octet 0 in the GSM alphabet; the line has it all the same. */
static void test_gsm_zero(void **state)
{
	static const char expected[] = "\r\n+CPBR: 1,\"1\",129,\"a\0b\"\r\n" OK;
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CSCS=\"UCS2\";+CPBW=1,\"1\",129,\"006100400062\"\r", 0);
	assert_string_equal(reply.text, OK);
	sim_say(sim, &reply, "AT+CSCS=\"GSM\"\r", 0);
	sim_say(sim, &reply, "AT+CPBR=1\r", 0);
	assert_int_equal(reply.length, sizeof expected - 1);
	assert_memory_equal(reply.text, expected, sizeof expected - 1);
	smsmodem_sim_free(sim);
}

/* A phonebook takes as many as it has places, keeps them over a start, and then says so. */
static void test_full(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CMEE=1;+CPBS=\"ME\"\r", 0);
	for (int i = 0; i < 100; i++)
		assert_string_equal(sim_say(sim, &reply, "AT+CPBW=,\"1\",129,\"x\"\r", 0), OK);
	assert_string_equal(sim_say(sim, &reply, "AT+CPBW=,\"1\",129,\"x\"\r", 0), CME(20));
	sim_say(sim, &reply, "AT+CPBW=50\r", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CPBW=,\"1\",129,\"x\";+CPBW?\r", 0),
			    LINE("+CPBW: 50") OK);
	sim_do(sim, "reboot", 0);
	sim_say(sim, &reply, "", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CPBS=\"ME\";+CPBS?\r", 0),
			    LINE("+CPBS: \"ME\",100,100") OK);
	smsmodem_sim_free(sim);
}

/* Ten calls are kept of each kind, the newest as the first. */
static void test_call_lists(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;
	char line[32];

	(void)state;
	sim_say(sim, &reply, "AT+CPBW=1,\"3\",129,\"Three\"\r", 0);
	for (int i = 1; i <= 12; i++) {
		(void)snprintf(line, sizeof line, "ATD%d;\r", i);
		assert_string_equal(sim_say(sim, &reply, line, 0), OK);
		sim_say(sim, &reply, "ATH\r", 0);
	}
	sim_say(sim, &reply, "AT+CPBS=\"LD\";+CPBS?;+CPBR=1;+CPBR=10\r", 0);
	assert_string_equal(reply.text, LINE("+CPBS: \"LD\",10,10") LINE("+CPBR: 1,\"12\",129,\"\"")
						LINE("+CPBR: 10,\"3\",129,\"Three\"") OK);
	sim_do(sim, "ring +77", 0);
	sim_say(sim, &reply, "ATA\rATH\r", 0);
	sim_do(sim, "ring +88", 0);
	sim_say(sim, &reply, "ATH\r", 0);
	sim_do(sim, "ring withheld", 0);
	sim_say(sim, &reply, "ATH\r", 0);
	sim_say(sim, &reply, "AT+CPBS=\"RC\";+CPBR=1,10;+CPBS=\"MC\";+CPBR=1,10\r", 0);
	assert_string_equal(reply.text,
			    LINE("+CPBR: 1,\"+77\",145,\"\"") LINE("+CPBR: 1,\"+88\",145,\"\"") OK);
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_gsm_zero),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_call_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
