/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phone that hangs, and one whose computer is not told what comes. */
#include "sim_dialogue.h"

#define OK     "\r\nOK\r\n"
#define PROMPT "\r\n> "
#define BOOTED "\r\nRDY\r\n\r\n+CPIN: READY\r\n"
#define CMTI   "\r\n+CMTI: \"ME\",1\r\n"
#define HANG   "echo=off&fault=hang"
/* "hi" from +1234 of class 0 */
#define FLASH                                           \
	"079194710167000004049121430010621010000000000" \
	"2E834"

static const struct sim_dialogue hang_rows[] = {
	{"nothing is said", HANG, {"AT\r", "A/", "!urc X", "!deliver +1 a", "@60000"}, ""},
	{"from a command line on", HANG "@2", {"AT\r", "AT\r", "AT\r"}, OK},
	{"told", NULL, {"AT\r", "!fault hang", "AT\r"}, OK},
	{"nothing is done, and what comes is kept",
	 HANG "@3",
	 {"AT+CNMI=2,1\r", "!deliver +1 a", "AT+CMGD=?\r", "AT+CMGD=1\r", "!deliver +1 b",
	  "!reboot", "AT+CMGD=?\r"},
	 OK CMTI "\r\n+CMGD: (1),(0-4)\r\n" OK BOOTED "\r\n+CMGD: (1,2),(0-4)\r\n" OK},
	{"AT+CFUN=1,1 brings it back half a second later",
	 HANG,
	 {"AT\r", "ate0;+cfun=1,1\r", "AT\r", "@499", "AT\r", "@500", "AT\r"},
	 BOOTED OK},
	{"no other +CFUN does", HANG, {"AT+CFUN=1\r", "AT+CFUN=1,0\r", "@600", "AT\r"}, ""},
	{"neither does a payload that says so",
	 NULL,
	 {"AT+CMGS=18\r", "!fault hang", "AT+CFUN=1,1\032", "@600", "AT\r", "!reboot", "AT\r"},
	 PROMPT BOOTED OK},
	{"unplugged and plugged it lives", HANG, {"AT\r", "!replug 10", "@10", "AT\r"}, OK},
	{"and so without the fault", HANG, {"AT\r", "!clear-faults", "AT\r"}, OK},
	{"a restart leaves the other faults",
	 HANG "&fault=nocombine",
	 {"!reboot", "ATE0V1\r"},
	 BOOTED "\r\nERROR\r\n"},
};

static void test_hang(void **state)
{
	(void)state;
	sim_check_dialogues(hang_rows, SIM_COUNT(hang_rows));
}

static const struct sim_dialogue unheard_rows[] = {
	{"no line comes by itself",
	 "echo=off&fault=urc-lost=1",
	 {"AT+CNMI=2,1;+CPMS?\r", "!deliver +1 a", "!urc X", "!ring +1", "ATV0\r", "@6000",
	  "ATV1;+CMGD=?\r"},
	 "\r\n+CPMS: \"ME\",0,100,\"ME\",0,100,\"ME\",0,100\r\n" OK "0\r"
	 "\r\n+CMGD: (1),(0-4)\r\n" OK},
	{"and of 0 all do", "echo=off&fault=urc-lost=0", {"!urc X"}, "\r\nX\r\n"},
	{"what was not seen goes to memory when its time is over (27.005 3.4.4)",
	 "echo=off&fault=urc-lost=1",
	 {"AT+CSMS=1;+CNMI=2,2\r", "!deliver +1 a", "@15000", "AT+CMGD=?\r"},
	 "\r\n+CSMS: 1,1,1\r\n" OK "\r\n+CMGD: (1),(0-4)\r\n" OK},
	{"class 0 is kept", "echo=off", {"AT+CNMI=2,1\r", "!deliver-pdu " FLASH}, OK CMTI},
	{"or comes by itself, whatever is stored",
	 "echo=off&fault=flash-direct",
	 {"AT+CNMI=2,1\r", "!deliver-pdu " FLASH, "!deliver +1 a"},
	 OK "\r\n+CMT: ,17\r\n" FLASH "\r\n" CMTI},
	{"but not if nothing is to be told",
	 "echo=off&fault=flash-direct",
	 {"AT+CNMI=2,0\r", "!deliver-pdu " FLASH, "AT+CMGD=?\r"},
	 OK "\r\n+CMGD: (1),(0-4)\r\n" OK},
};

static void test_unheard(void **state)
{
	(void)state;
	sim_check_dialogues(unheard_rows, SIM_COUNT(unheard_rows));
}

/* About one in so many. */
static void test_some_unheard(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off&fault=urc-lost=4");
	struct sim_reply reply = {.length = 0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		sim_do(sim, "urc X", 0);
	sim_drain(sim, &reply, 0);
	assert_in_range(reply.length / strlen("\r\nX\r\n"), 700, 800);
	smsmodem_sim_free(sim);
}

#define UNREAD(name, pdu_length) "\r\n" name "0,," #pdu_length "\r\n"
#define HI                       "0791947101670000040491214300006210100000000002E834\r\n"
#define READ                     "\r\n+CMGR: 1,,17\r\n" HI OK

/* Personalities that show a message without taking it for read. */
static const struct sim_dialogue show_rows[] = {
	{"SIM800: <mode> of +CMGR and +CMGL",
	 "echo=off&profile=simcom",
	 {"AT+CNMI=2,0;+CMGF=0\r", "!deliver +1234 hi", "AT+CMGL=4,1\r", "AT+CMGR=1,1\r",
	  "AT+CMGR=1,0\r", "AT+CMGR=1\r"},
	 OK UNREAD("+CMGL: 1,", 17) HI OK UNREAD("+CMGR: ", 17) HI OK UNREAD("+CMGR: ", 17)
		 HI OK READ},
	{"SIM800: there are two",
	 "echo=off&profile=simcom",
	 {"AT+CMEE=1;+CMGL=4,2\r"},
	 "\r\n+CMS ERROR: 302\r\n"},
	{"MC35i: ^SMGL and ^SMGR",
	 "echo=off&profile=siemens",
	 {"AT+CNMI=2,0;+CMGF=0\r", "!deliver +1234 hi", "AT^SMGL=?\r", "AT^SMGR=?\r", "AT^SMGL=4\r",
	  "AT^SMGR=1\r", "AT+CMGR=1\r", "AT+CMGR=1\r"},
	 OK "\r\n^SMGL: (0-4)\r\n" OK OK UNREAD("^SMGL: 1,", 17) HI OK UNREAD("^SMGR: ", 17)
		 HI OK UNREAD("+CMGR: ", 17) HI OK READ},
	{"by the book there is neither",
	 "echo=off",
	 {"!deliver +1234 hi", "AT^SMGL=4\r", "AT^SMGR=1\r", "AT^SMGL=?\r", "AT+CMGL=4,1\r",
	  "AT+CMGR=1,1\r"},
	 "\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n"},
};

static void test_show(void **state)
{
	(void)state;
	sim_check_dialogues(show_rows, SIM_COUNT(show_rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hang),
		cmocka_unit_test(test_unheard),
		cmocka_unit_test(test_some_unheard),
		cmocka_unit_test(test_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
