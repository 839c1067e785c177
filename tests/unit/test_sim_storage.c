/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memories: which there are, what they hold, and what is sent from them (27.005 3.2.2, 3.5). */
#include "sim_dialogue.h"

#define OK      "\r\nOK\r\n"
#define PROMPT  "\r\n> "
#define CMS(n)  "\r\n+CMS ERROR: " #n "\r\n"
#define WRITE   "AT+CMGW=18\r" SIM_PDU "\032"
#define KEPT(n) PROMPT "\r\n+CMGW: " #n "\r\n" OK
#define CMEE    "AT+CMEE=1\r"

static const struct sim_dialogue cpms_rows[] = {
	{"test",
	 NULL,
	 {"AT+CPMS=?\r"},
	 "\r\n+CPMS: (\"ME\",\"SM\",\"MT\",\"SR\",\"BM\"),(\"ME\",\"SM\",\"MT\"),(\"ME\",\"SM\","
	 "\"MT\")\r\n" OK},
	{"test without what has no places",
	 "echo=off&storage=sr=0,bm=0",
	 {"AT+CPMS=?\r"},
	 "\r\n+CPMS: (\"ME\",\"SM\",\"MT\"),(\"ME\",\"SM\",\"MT\"),(\"ME\",\"SM\",\"MT\")\r\n" OK},
	{"one",
	 NULL,
	 {"AT+CPMS=\"SM\";+CPMS?\r"},
	 "\r\n+CPMS: 0,20,0,100,0,100\r\n\r\n+CPMS: \"SM\",0,20,\"ME\",0,100,\"ME\",0,100\r\n" OK},
	{"two, without quotes", NULL, {"AT+CPMS=sm,MT\r"}, "\r\n+CPMS: 0,20,0,120,0,100\r\n" OK},
	{"three", NULL, {"AT+CPMS=\"SR\",\"SM\",\"MT\"\r"}, "\r\n+CPMS: 0,20,0,20,0,120\r\n" OK},
	{"a gap leaves it",
	 NULL,
	 {"AT+CPMS=\"SM\",,\"SM\"\r"},
	 "\r\n+CPMS: 0,20,0,100,0,20\r\n" OK},
	{"option storage",
	 "echo=off&storage=sm=5,me=7,sr=2,bm=1",
	 {"AT+CPMS=\"SR\",\"SM\",\"MT\"\r", "AT+CPMS=\"BM\"\r"},
	 "\r\n+CPMS: 0,2,0,5,0,12\r\n" OK "\r\n+CPMS: 0,1,0,5,0,12\r\n" OK},
	{"reports are not written",
	 NULL,
	 {CMEE, "AT+CPMS=\"SR\",\"SR\"\r", "AT+CPMS=ME,ME,BM\r"},
	 OK CMS(303) CMS(303)},
	{"refused",
	 NULL,
	 {CMEE, "AT+CPMS=\"XX\"\r", "AT+CPMS=\"\"\r", "AT+CPMS=\r", "AT+CPMS\r",
	  "AT+CPMS=ME,ME,ME,ME\r", "AT+CPMS=ME,XX;+CPMS?\r"},
	 OK CMS(302) CMS(302) CMS(302) CMS(302) CMS(302) CMS(302)},
	{"a memory without places",
	 "echo=off&storage=sr=0",
	 {CMEE, "AT+CPMS=\"SR\"\r"},
	 OK CMS(302)},
	{"locked card",
	 "echo=off&pin=1234",
	 {CMEE, "AT+CPMS=?\r", "AT+CPMS?\r"},
	 OK CMS(311) CMS(311)},
};

static void test_cpms(void **state)
{
	(void)state;
	sim_check_dialogues(cpms_rows, SIM_COUNT(cpms_rows));
}

#define MT "echo=off&storage=me=2,sm=2"

static const struct sim_dialogue places_rows[] = {
	{"MT is ME with SM behind it",
	 MT,
	 {"AT+CPMS=MT,MT,MT\r", WRITE, WRITE, WRITE, "AT+CMGD=?\r", "AT+CPMS=SM\r", "AT+CMGD=?\r"},
	 "\r\n+CPMS: 0,4,0,4,0,4\r\n" OK KEPT(1) KEPT(2) KEPT(3) "\r\n+CMGD: (1-3),(0-4)\r\n" OK
								 "\r\n+CPMS: 1,2,3,4,3,4\r\n" OK
								 "\r\n+CMGD: (1),(0-4)\r\n" OK},
	{"MT is read and deleted by its own indexes",
	 MT,
	 {"AT+CPMS=MT,SM\r", WRITE, "AT+CMGR=3\r", "AT+CMGD=3\r", "AT+CPMS?\r"},
	 "\r\n+CPMS: 0,4,0,2,0,2\r\n" OK KEPT(
		 1) "\r\n+CMGR: 2,,18\r\n" SIM_PDU "\r\n" OK OK
		    "\r\n+CPMS: \"MT\",0,4,\"SM\",0,2,\"ME\",0,2\r\n" OK},
	{"MT is listed in order",
	 MT,
	 {"AT+CPMS=SM,SM,SM\r", WRITE, "AT+CPMS=MT,ME\r", WRITE, "AT+CMGL=4\r"},
	 "\r\n+CPMS: 0,2,0,2,0,2\r\n" OK KEPT(1) "\r\n+CPMS: 1,4,0,2,1,2\r\n" OK KEPT(
		 1) "\r\n+CMGL: 1,2,,18\r\n" SIM_PDU "\r\n\r\n+CMGL: 3,2,,18\r\n" SIM_PDU
		    "\r\n" OK},
	{"no index behind MT's last",
	 MT,
	 {"AT+CMEE=1;+CPMS=MT\r", "AT+CMGR=5\r", "AT+CMGD=5\r", "AT+CMGR=511\r"},
	 "\r\n+CPMS: 0,4,0,2,0,2\r\n" OK CMS(321) CMS(321) CMS(321)},
	{"full",
	 "echo=off&storage=me=1",
	 {CMEE, WRITE, WRITE, "AT+CMGD=1\r", WRITE},
	 OK KEPT(1) PROMPT CMS(322) OK KEPT(1)},
	{"full by a control command",
	 NULL,
	 {CMEE, "!full on", WRITE, "!full off", WRITE},
	 OK PROMPT CMS(322) KEPT(1)},
	{"sent from mem2",
	 NULL,
	 {CMEE, "AT+CPMS=ME,SM\r", WRITE, "AT+CMGR=1\r", "AT+CMSS=1\r", "AT+CPMS=SM;+CMGL=3\r"},
	 OK "\r\n+CPMS: 0,100,0,20,0,100\r\n" OK KEPT(1)
		 CMS(321) "\r\n+CMSS: 0\r\n" OK
			  "\r\n+CPMS: 1,20,1,20,0,100\r\n\r\n+CMGL: 1,3,,18\r\n" SIM_PDU "\r\n" OK},
	{"+CMSS refused",
	 NULL,
	 {CMEE, WRITE, "AT+CMSS=2\r", "AT+CMSS=101\r", "AT+CMSS=\r", "AT+CMSS\r",
	  "AT+CMSS=1,\"x\"\r", "AT+CMSS=1,\"1\",129,1\r", "AT+CMSS=?\r"},
	 OK KEPT(1) CMS(321) CMS(321) CMS(321) CMS(302) CMS(304) CMS(302) OK},
};

static void test_places(void **state)
{
	(void)state;
	sim_check_dialogues(places_rows, SIM_COUNT(places_rows));
}

static const struct sim_dialogue cmgd_rows[] = {
	{"nothing to delete", NULL, {"AT+CMGD=?\r"}, "\r\n+CMGD: (),(0-4)\r\n" OK},
	{"what there is to delete",
	 NULL,
	 {WRITE WRITE WRITE WRITE WRITE WRITE, "AT+CMGD=2\r", "AT+CMGD=?\r"},
	 KEPT(1) KEPT(2) KEPT(3) KEPT(4) KEPT(5) KEPT(6) OK "\r\n+CMGD: (1,3-6),(0-4)\r\n" OK},
	{"one and three",
	 NULL,
	 {WRITE WRITE WRITE, "AT+CMGD=2\r", "AT+CMGD=?\r"},
	 KEPT(1) KEPT(2) KEPT(3) OK "\r\n+CMGD: (1,3),(0-4)\r\n" OK},
	{"flag 1: read",
	 NULL,
	 {WRITE, "!deliver +1 a", "!deliver +1 b", "AT+CMGF=1;+CMGR=3\r", "AT+CMGD=9,1;+CMGD=?\r"},
	 KEPT(1) "\r\n+CMGR: \"REC UNREAD\",\"+1\",,\"26/01/01,00:00:00+00\"\r\nb\r\n" OK
		 "\r\n+CMGD: (1,2),(0-4)\r\n" OK},
	{"flag 2: and sent",
	 NULL,
	 {WRITE WRITE, "AT+CMSS=2\r", "AT+CMGD=1,2;+CMGD=?\r"},
	 KEPT(1) KEPT(2) "\r\n+CMSS: 0\r\n" OK "\r\n+CMGD: (1),(0-4)\r\n" OK},
	{"flag 3: and not sent",
	 NULL,
	 {WRITE, "!deliver +1 a", "AT+CMGD=,3;+CMGD=?\r"},
	 KEPT(1) "\r\n+CMGD: (2),(0-4)\r\n" OK},
	{"flag 4: all",
	 NULL,
	 {WRITE, "!deliver +1 a", "AT+CMGD=1,4;+CMGD=?\r"},
	 KEPT(1) "\r\n+CMGD: (),(0-4)\r\n" OK},
	{"flag 0: the index",
	 NULL,
	 {WRITE WRITE, "AT+CMGD=1,0;+CMGD=?\r"},
	 KEPT(1) KEPT(2) "\r\n+CMGD: (2),(0-4)\r\n" OK},
	{"refused",
	 NULL,
	 {CMEE, "AT+CMGD=0\r", "AT+CMGD=101\r", "AT+CMGD=1,5\r", "AT+CMGD=\r", "AT+CMGD\r",
	  "AT+CMGD?\r", "AT+CMGD=1,1,1\r"},
	 OK CMS(321) CMS(321) CMS(302) CMS(321) CMS(302) CMS(302) CMS(302)},
};

static void test_cmgd(void **state)
{
	(void)state;
	sim_check_dialogues(cmgd_rows, SIM_COUNT(cmgd_rows));
}

/* What +CMGD=? lists when each gap-th of 510 places is empty. */
static void cmgd_expected(char *text, int gap)
{
	text += snprintf(text, 32, "\r\n+CMGD: (");
	for (int i = 1; i <= 510; i += gap) {
		int last = i + gap - 2 < 510 ? i + gap - 2 : 510;
		text += snprintf(text, 8, "%s%d", i > 1 ? "," : "", i);
		if (last > i)
			text += snprintf(text, 8, "%c%d", last > i + 1 ? '-' : ',', last);
	}
	(void)snprintf(text, 32, "),(0-4)\r\n" OK);
}

/* Long lists; the longest has two of three places of MT. */
static void test_cmgd_longest(void **state)
{
	struct sim_reply reply;
	char line[32], expected[2048];

	(void)state;
	for (int gap = 2; gap <= 5; gap++) {
		struct smsmodem_sim *sim = sim_start("echo=off&storage=me=255,sm=255");
		sim_say(sim, &reply, "AT+CPMS=MT,MT,MT\r", 0);
		for (int i = 0; i < 510; i++)
			sim_do(sim, "deliver +1 x", 0);
		for (int i = gap; i <= 510; i += gap) {
			(void)snprintf(line, sizeof line, "AT+CMGD=%d\r", i);
			sim_say(sim, &reply, line, 0);
		}
		cmgd_expected(expected, gap);
		assert_string_equal(sim_say(sim, &reply, "AT+CMGD=?\r", 0), expected);
		smsmodem_sim_free(sim);
	}
}

/* SUBMIT, DELIVER, STATUS-REPORT and COMMAND of 12 octets: each by its <stat> only. */
static const struct sim_dialogue cmgw_rows[] = {
	{"a COMMAND",
	 NULL,
	 {"AT+CMGW=10\r",
	  "00020001000304912143"
	  "00\032",
	  "AT+CMSS=1\r"},
	 KEPT(1) "\r\n+CMSS: 0\r\n" OK},
	{"a report that was received",
	 NULL,
	 {"AT+CMGW=25,0\r",
	  "0006000C91947100000000"
	  "6210100000000062101000000000"
	  "00\032",
	  "AT+CMGF=1;+CMGR=1\r"},
	 KEPT(1) "\r\n+CMGR: \"REC UNREAD\",6,0,\"+491700000000\",145,\"26/01/01,00:00:00+00\","
		 "\"26/01/01,00:00:00+00\",0\r\n" OK},
	{"a SUBMIT that was received",
	 NULL,
	 {CMEE, "AT+CMGW=18,0\r", SIM_PDU "\032"},
	 OK PROMPT CMS(304)},
	{"a DELIVER that is to be sent",
	 NULL,
	 {CMEE, "AT+CMGW=17,2\r",
	  "00"
	  "040491214300006210100000000002E834\032"},
	 OK PROMPT CMS(304)},
	{"a COMMAND that is cut",
	 NULL,
	 {CMEE, "AT+CMGW=7\r", "0002000100030491\032"},
	 OK PROMPT CMS(304)},
	{"no such <stat>", NULL, {CMEE, "AT+CMGW=18,4\r"}, OK CMS(304)},
};

static void test_cmgw(void **state)
{
	(void)state;
	sim_check_dialogues(cmgw_rows, SIM_COUNT(cmgw_rows));
}

/* 27.005 3.5.5, 4.6; 23.040 9.2.2.4. */
static const struct sim_dialogue cmgc_rows[] = {
	{"PDU mode",
	 NULL,
	 {"AT+CMGC=?\r", "AT+CMGC=10\r", "0002000100030491214300\032"},
	 OK PROMPT "\r\n+CMGC: 0\r\n" OK},
	{"text mode",
	 NULL,
	 {"AT+CMGF=1\r", "AT+CMGC=2,0,0,1,\"+1234\",145\r", "AABB\032", "AT+CMGC=34,2\r", "\032"},
	 OK PROMPT "\r\n+CMGC: 0\r\n" OK PROMPT "\r\n+CMGC: 1\r\n" OK},
	{"a SUBMIT", NULL, {CMEE, "AT+CMGC=18\r", SIM_PDU "\032"}, OK PROMPT CMS(304)},
	{"text mode, no hexadecimal",
	 NULL,
	 {"AT+CMEE=1;+CMGF=1\r", "AT+CMGC=2,0\r", "xy\032"},
	 OK PROMPT CMS(305)},
	{"ESC", NULL, {"AT+CMGC=10\r", "\033"}, PROMPT OK},
	{"refused",
	 NULL,
	 {CMEE, "AT+CMGC\r", "AT+CMGC?\r", "AT+CMGC=\r", "AT+CMGC=300\r", "AT+CMGF=1;+CMGC=1,0\r",
	  "AT+CMGC=2\r", "AT+CMGC=2,300\r", "AT+CMGC=2,0,0,0,\"x\"\r"},
	 OK CMS(302) CMS(302) CMS(304) CMS(304) CMS(305) CMS(305) CMS(305) CMS(305)},
	{"the network refuses it",
	 "echo=off&fault=cms=38@1",
	 {CMEE, "AT+CMGC=10\r", "0002000100030491214300\032"},
	 OK PROMPT CMS(38)},
};

static void test_cmgc(void **state)
{
	(void)state;
	sim_check_dialogues(cmgc_rows, SIM_COUNT(cmgc_rows));
}

#define SEND    "AT+CMGS=18\r" SIM_PDU "\032"
#define SENT(n) PROMPT "\r\n+CMGS: " #n "\r\n" OK

/* 27.005 3.5.6. */
static const struct sim_dialogue cmms_rows[] = {
	{"1 falls back to 0",
	 NULL,
	 {"AT+CMMS=?;+CMMS=1;+CMMS?\r", "@4999", "AT+CMMS?\r", "@5000", "AT+CMMS?\r"},
	 "\r\n+CMMS: (0-2)\r\n\r\n+CMMS: 1\r\n" OK "\r\n+CMMS: 1\r\n" OK "\r\n+CMMS: 0\r\n" OK},
	{"a message keeps it",
	 NULL,
	 {"AT+CMMS=1\r", "@4000", SEND, "@8999", "AT+CMMS?\r", "@9000", "AT+CMMS?\r"},
	 OK SENT(0) "\r\n+CMMS: 1\r\n" OK "\r\n+CMMS: 0\r\n" OK},
	{"2 stays", NULL, {"AT+CMMS=2\r", "@60000", "AT+CMMS?\r"}, OK "\r\n+CMMS: 2\r\n" OK},
	{"refused", NULL, {CMEE, "AT+CMMS=3\r", "AT+CMMS=\r"}, OK CMS(303) CMS(303)},
};

static void test_cmms(void **state)
{
	(void)state;
	sim_check_dialogues(cmms_rows, SIM_COUNT(cmms_rows));
}

static void test_option_refused(void **state)
{
	static const char *const options[] = {
		"storage=",       "storage=me",    "storage=me=",         "storage=me=0",
		"storage=me=256", "storage=xx=1",  "storage=me=1,",       "storage=me=1,,sm=1",
		"storage=me=-1",  "storage=me1=1", "storage=me=00000001", "storage=mt=5",
	};

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(options); i++) {
		struct smsmodem_error error = {0};
		struct smsmodem_sim *sim = smsmodem_sim_new(options[i], &error);
		if (sim || error.code != SMSMODEM_E_USAGE || !strstr(error.text, "storage"))
			fail_msg("%s: %s", options[i], error.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cpms), cmocka_unit_test(test_places),
		cmocka_unit_test(test_cmgd), cmocka_unit_test(test_cmgd_longest),
		cmocka_unit_test(test_cmgw), cmocka_unit_test(test_cmgc),
		cmocka_unit_test(test_cmms), cmocka_unit_test(test_option_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
