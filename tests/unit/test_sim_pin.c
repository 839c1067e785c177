/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of the simulated phone's card: PIN, PUK, their counters, +CLCK and +CPWD. */
#include "sim_support.h"

#define OK     "\r\nOK\r\n"
#define ERROR  "\r\nERROR\r\n"
#define CME(n) "\r\n+CME ERROR: " #n "\r\n"

#define PIN    "echo=off&pin=1234"

static const struct sim_row pin_rows[] = {
	{"asked", PIN, "AT+CPIN?\r", "\r\n+CPIN: SIM PIN\r\n" OK},
	{"right", PIN, "AT+CPIN=\"1234\"\rAT+CPIN?\r", OK "\r\n+CPIN: READY\r\n" OK},
	{"without quotes", PIN, "AT+CPIN=1234\r", OK},
	{"wrong", PIN, "AT+CMEE=1;+CPIN=\"4321\"\rAT+CPINR\r",
	 "\r\n+CME ERROR: 16\r\n\r\n+CPINR: SIM PIN,2,3\r\n\r\n+CPINR: SIM PUK,10,10\r\n" OK},
	{"right after wrong counts anew", PIN, "AT+CPIN=\"4321\"\rAT+CPIN=\"1234\";+CPINR\r",
	 ERROR "\r\n+CPINR: SIM PIN,3,3\r\n\r\n+CPINR: SIM PUK,10,10\r\n" OK},
	{"the last attempt", PIN "&pin-attempts=1", "AT+CPIN=1111\rAT+CPIN?\r",
	 ERROR "\r\n+CPIN: SIM PUK\r\n" OK},
	{"PUK and a new PIN", PIN "&pin_attempts=0&puk=87654321",
	 "AT+CPIN=\"87654321\",\"9999\"\rAT+CPIN?\r", OK "\r\n+CPIN: READY\r\n" OK},
	{"PUK alone", PIN "&pin-attempts=0", "AT+CMEE=1;+CPIN=\"12345678\"\r",
	 "\r\n+CME ERROR: 12\r\n"},
	{"PUK wrong", PIN "&pin-attempts=0", "AT+CMEE=1;+CPIN=\"1\",\"1234\"\r",
	 "\r\n+CME ERROR: 16\r\n"},
	{"no PIN wanted", "echo=off", "AT+CMEE=1;+CPIN=\"1234\"\r", "\r\n+CME ERROR: 3\r\n"},
	{"what is no PIN costs no attempt (27.007 8.3)", PIN,
	 "AT+CMEE=1;+CPIN=1\rAT+CPIN=12a4\rAT+CPINR=\"SIM PIN\"\r",
	 CME(16) CME(16) "\r\n+CPINR: SIM PIN,3,3\r\n" OK},
	{"SMS while locked (27.005 3.2.5)", PIN, "AT+CMEE=1;+CMGL\r", "\r\n+CMS ERROR: 311\r\n"},
	{"SMS while blocked", PIN "&pin-attempts=0", "AT+CMEE=1;+CMGS=18\r",
	 "\r\n+CMS ERROR: 316\r\n"},
	{"card while locked (27.007 9.2.1)", PIN, "AT+CMEE=1;+CIMI\r", "\r\n+CME ERROR: 11\r\n"},
	{"card while blocked", PIN "&pin-attempts=0", "AT+CMEE=1;+CNUM\r",
	 "\r\n+CME ERROR: 12\r\n"},
	{"bring-up while locked", PIN, "ATE0V1+CMEE=1;+CPIN?;+CMGF=0\r",
	 "\r\n+CPIN: SIM PIN\r\n" OK},
};

static void test_pin(void **state)
{
	(void)state;
	sim_check_rows(pin_rows, SIM_COUNT(pin_rows));
}

static void test_pin_dead(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off&pin=1234&pin-attempts=0");
	struct sim_reply reply;

	(void)state;
	for (int i = 0; i < 10; i++)
		sim_say(sim, &reply, "AT+CMEE=1;+CPIN=\"1111\",\"1234\"\r", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CPIN?\r", 0), "\r\n+CME ERROR: 13\r\n");
	assert_string_equal(sim_say(sim, &reply, "AT+CMGL\r", 0), "\r\n+CMS ERROR: 313\r\n");
	smsmodem_sim_free(sim);
}

struct start_row {
	const char *name, *options, *expected;
};

static const struct start_row start_rows[] = {
	{"open", "echo=off", "\r\nRDY\r\n\r\n+CPIN: READY\r\n"},
	{"PIN", PIN, "\r\nRDY\r\n\r\n+CPIN: SIM PIN\r\n"},
	{"PUK", PIN "&pin-attempts=0", "\r\nRDY\r\n\r\n+CPIN: SIM PUK\r\n"},
	{"a personality, PUK", PIN "&pin-attempts=0&profile=quirky",
	 "\r*EMRDY: 1\r\r+CPIN: SIM PUK\r\r+ZUSIMR:2\r"},
};

/* What the phone says of its card after power on. */
static void test_pin_start(void **state)
{
	struct sim_reply reply;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(start_rows); i++) {
		struct smsmodem_sim *sim = sim_start(start_rows[i].options);
		sim_do(sim, "reboot", 0);
		if (strcmp(sim_say(sim, &reply, "", 2000), start_rows[i].expected) != 0)
			fail_msg("%s: [%s]", start_rows[i].name, reply.text);
		smsmodem_sim_free(sim);
	}
}

#define FREE "echo=off"

static const struct sim_row lock_rows[] = {
	{"facilities (27.007 7.4)", FREE, "AT+CLCK=?\r",
	 "\r\n+CLCK: (\"SC\",\"PS\",\"FD\",\"AO\",\"OI\",\"OX\",\"AI\",\"IR\",\"AB\",\"AG\",\"AC\")"
	 "\r\n" OK},
	{"off", FREE, "AT+CLCK=\"SC\",2\r", "\r\n+CLCK: 0\r\n" OK},
	{"on", PIN, "AT+CPIN=1234;+CLCK=\"SC\",2\r", "\r\n+CLCK: 1\r\n" OK},
	{"switch on with the PIN of the card", FREE,
	 "AT+CLCK=\"SC\",1,\"0000\"\rAT+CLCK=\"SC\",2\r", OK "\r\n+CLCK: 1\r\n" OK},
	{"switch off", PIN, "AT+CPIN=1234\rAT+CLCK=\"SC\",0,\"1234\";+CLCK=\"SC\",2\r",
	 OK "\r\n+CLCK: 0\r\n" OK},
	{"wrong PIN counts", FREE, "AT+CMEE=1;+CLCK=\"SC\",1,\"9999\"\rAT+CPINR=\"SIM PIN\"\r",
	 CME(16) "\r\n+CPINR: SIM PIN,2,3\r\n" OK},
	{"three wrong ones lock", FREE, "AT+CLCK=\"SC\",1,\"9999\"\rA/A/AT+CPIN?\r",
	 ERROR ERROR ERROR "\r\n+CPIN: SIM PUK\r\n" OK},
	{"no attempt left, though no PIN is asked for", FREE "&pin-attempts=0",
	 "AT+CMEE=1;+CPIN?\rAT+CLCK=\"SC\",1,\"0000\"\r", "\r\n+CPIN: SIM PUK\r\n" OK CME(12)},
	{"no PIN given", FREE, "AT+CMEE=1;+CLCK=\"SC\",1\r", CME(11)},
	{"barring is a service of the network", FREE, "AT+CLCK=\"AO\",2\r",
	 "\r\n+CLCK: 0,7\r\n" OK},
	{"barring cannot be set", FREE, "AT+CMEE=1;+CLCK=\"AO\",1,\"0000\"\r", CME(4)},
	{"no such facility", FREE, "AT+CMEE=1;+CLCK=\"XX\",2\r", CME(50)},
	{"no such mode", FREE, "AT+CMEE=1;+CLCK=\"SC\",3\r", CME(50)},
	{"no mode", FREE, "AT+CMEE=1;+CLCK=\"SC\"\r", CME(50)},
	{"bare", FREE, "AT+CMEE=1;+CLCK\r", CME(50)},
	{"locked", PIN, "AT+CMEE=1;+CLCK=\"SC\",2\r", CME(11)},
	{"change (27.007 7.5)", PIN,
	 "AT+CPIN=1234\rAT+CPWD=\"SC\",\"1234\",\"8888\"\rAT+CLCK=\"SC\",0,\"8888\"\r", OK OK OK},
	{"change with a wrong one", PIN, "AT+CPIN=1234\rAT+CMEE=1;+CPWD=\"SC\",\"1\",\"8888\"\r",
	 OK CME(16)},
	{"change to what is no PIN", PIN, "AT+CPIN=1234\rAT+CMEE=1;+CPWD=\"SC\",\"1234\",\"88\"\r",
	 OK CME(50)},
	{"change while it is off", FREE, "AT+CMEE=1;+CPWD=\"SC\",\"0000\",\"1111\"\r", CME(3)},
	{"change, test", FREE, "AT+CPWD=?\r", "\r\n+CPWD: (\"SC\",8)\r\n" OK},
	{"counters of the PUK (27.007 8.65)", FREE, "AT+CPINR=\"SIM PUK\"\r",
	 "\r\n+CPINR: SIM PUK,10,10\r\n" OK},
	{"counters of what is not there", FREE, "AT+CMEE=1;+CPINR=\"SIM PIN3\"\r", CME(50)},
	{"PIN test", FREE, "AT+CPIN=?\r", OK},
	{"PIN bare", FREE, "AT+CMEE=1;+CPIN\r", CME(50)},
	{"two PINs where one is wanted", PIN, "AT+CMEE=1;+CPIN=\"1234\",\"1111\"\r", CME(50)},
};

static void test_lock(void **state)
{
	(void)state;
	sim_check_rows(lock_rows, SIM_COUNT(lock_rows));
}

/* A lock that is switched on is asked for after the next start, one switched off is not. */
static void test_reboot(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CLCK=\"SC\",1,\"0000\"\r", 0);
	sim_do(sim, "reboot", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CREG?\r", 0),
			    "\r\nRDY\r\n\r\n+CPIN: SIM PIN\r\n\r\n+CREG: 0,0\r\n" OK);
	assert_string_equal(sim_say(sim, &reply, "AT+CREG=1;+CPIN=\"0000\"\r", 0),
			    OK "\r\n+CREG: 1\r\n");
	sim_say(sim, &reply, "AT+CLCK=\"SC\",0,\"0000\"\r", 0);
	sim_do(sim, "reboot", 0);
	assert_string_equal(sim_say(sim, &reply, "", 0), "\r\nRDY\r\n\r\n+CPIN: READY\r\n");
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pin),       cmocka_unit_test(test_pin_dead),
		cmocka_unit_test(test_pin_start), cmocka_unit_test(test_lock),
		cmocka_unit_test(test_reboot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
