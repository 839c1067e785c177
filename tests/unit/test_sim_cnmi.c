/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where what comes goes: +CNMI, +CSMS, +CNMA, and what the network keeps (27.005 3.4). */
#include "sim_dialogue.h"

#define OK     "\r\nOK\r\n"
#define PROMPT "\r\n> "
/* "hi" from +1234 at 2026-01-01T00:00:00Z, by its TP-DCS. */
#define SMSC "0791947101670000"
#define PDU_DCS(dcs)      \
	SMSC "0404912143" \
	     "00" dcs "6210100000000002E834"
#define HI     SMSC "040491214300006210100000000002E834"
#define HI_CMT "\r\n+CMT: ,17\r\n" HI "\r\n"
/* by TP-PID and digits of the sender */
#define REPLACE(pid, from) SMSC "040481" from pid "006210100000000002E834"
#define OTHER_SMSC         "0791947101670010"
#define NONE               PDU_DCS("00")
#define CLASS(n)           PDU_DCS("1" #n)
#define MWI_DISCARD        PDU_DCS("C8")
#define MWI_STORE          PDU_DCS("D8")
#define CMT(pdu)           "\r\n+CMT: ,17\r\n" pdu "\r\n"
#define ME(n)              "\r\n+CMTI: \"ME\"," #n "\r\n"
#define SM(n)              "\r\n+CMTI: \"SM\"," #n "\r\n"
/* a report of message 0 to +491701234567, delivered */
#define SENT PROMPT "\r\n+CMGS: 0\r\n" OK
#define SEND "AT+CMGS=18\r" SIM_PDU "\032"
#define REPORT                                                  \
	SMSC "06000C919471103254766210100000000062101000000000" \
	     "00"
#define CDS "\r\n+CDS: 25\r\n" REPORT "\r\n"

/* 27.005 3.4.1 <mt> by class; the memory is that of 23.038 4. */
static const struct sim_dialogue mt_rows[] = {
	{"mt 0: kept, said to nobody",
	 NULL,
	 {"AT+CNMI=2,0\r", "!deliver-pdu " NONE, "AT+CMGR=1\r"},
	 OK "\r\n+CMGR: 0,,17\r\n" NONE "\r\n" OK},
	{"mt 1: no class", NULL, {"AT+CNMI=2,1\r", "!deliver-pdu " NONE}, OK ME(1)},
	{"mt 1: class 0", NULL, {"AT+CNMI=2,1\r", "!deliver-pdu " CLASS(0)}, OK ME(1)},
	{"mt 1: class 1", NULL, {"AT+CNMI=2,1\r", "!deliver-pdu " CLASS(1)}, OK ME(1)},
	{"mt 1: class 2 is the card's",
	 NULL,
	 {"AT+CNMI=2,1\r", "!deliver-pdu " CLASS(2)},
	 OK SM(1)},
	{"mt 1: class 3", NULL, {"AT+CNMI=2,1\r", "!deliver-pdu " CLASS(3)}, OK ME(1)},
	{"mt 1: waiting message, to be stored",
	 NULL,
	 {"AT+CNMI=2,1\r", "!deliver-pdu " MWI_STORE},
	 OK ME(1)},
	{"mt 1: waiting message, to be discarded",
	 NULL,
	 {"AT+CNMI=2,1\r", "!deliver-pdu " MWI_DISCARD, "AT+CMGL=4\r"},
	 OK OK},
	{"mt 2: no class",
	 NULL,
	 {"AT+CNMI=2,2\r", "!deliver-pdu " NONE, "AT+CMGL=4\r"},
	 OK CMT(NONE) OK},
	{"mt 2: class 0", NULL, {"AT+CNMI=2,2\r", "!deliver-pdu " CLASS(0)}, OK CMT(CLASS(0))},
	{"mt 2: class 1", NULL, {"AT+CNMI=2,2\r", "!deliver-pdu " CLASS(1)}, OK CMT(CLASS(1))},
	{"mt 2: class 2 is stored", NULL, {"AT+CNMI=2,2\r", "!deliver-pdu " CLASS(2)}, OK SM(1)},
	{"mt 2: class 3", NULL, {"AT+CNMI=2,2\r", "!deliver-pdu " CLASS(3)}, OK CMT(CLASS(3))},
	{"mt 2: waiting message, to be stored",
	 NULL,
	 {"AT+CNMI=2,2\r", "!deliver-pdu " MWI_STORE},
	 OK ME(1)},
	{"mt 2: waiting message, to be discarded",
	 NULL,
	 {"AT+CNMI=2,2\r", "!deliver-pdu " MWI_DISCARD},
	 OK CMT(MWI_DISCARD)},
	{"mt 3: no class", NULL, {"AT+CNMI=2,3\r", "!deliver-pdu " NONE}, OK ME(1)},
	{"mt 3: class 2", NULL, {"AT+CNMI=2,3\r", "!deliver-pdu " CLASS(2)}, OK SM(1)},
	{"mt 3: class 3", NULL, {"AT+CNMI=2,3\r", "!deliver-pdu " CLASS(3)}, OK CMT(CLASS(3))},
	{"mem3 is SM",
	 NULL,
	 {"AT+CNMI=2,1;+CPMS=\"ME\",\"ME\",\"SM\"\r", "!deliver-pdu " NONE},
	 "\r\n+CPMS: 0,100,0,100,0,20\r\n" OK SM(1)},
	{"mem3 is MT: the memory that has it is named",
	 "echo=off&storage=me=1,sm=2",
	 {"AT+CNMI=2,1;+CPMS=\"MT\",\"MT\",\"MT\"\r", "!deliver +1234 hi", "!deliver +1234 hi",
	  "AT+CMGD=?\r"},
	 "\r\n+CPMS: 0,3,0,3,0,3\r\n" OK ME(1) SM(1) "\r\n+CMGD: (1,2),(0-4)\r\n" OK},
	{"the first free place",
	 NULL,
	 {"AT+CNMI=2,1\r", "!deliver +1 a", "!deliver +1 b", "AT+CMGD=1\r", "!deliver +1 c"},
	 OK ME(1) ME(2) OK ME(1)},
	{"type 0 is for nobody (23.040 9.2.3.9)",
	 NULL,
	 {"AT+CNMI=2,2\r", "!deliver-pdu " SMSC "040491214340006210100000000002E834",
	  "AT+CMGL=4\r"},
	 OK OK},
	{"a replacing message (23.040 9.2.3.9)",
	 NULL,
	 {"AT+CNMI=2,1\r", "!deliver-pdu " REPLACE("41", "2143"), "!deliver +1 a",
	  "!deliver-pdu " REPLACE("41", "2143"), "!deliver-pdu " REPLACE("42", "2143"),
	  "!deliver-pdu " REPLACE("41", "2153"), "AT+CMGD=?\r"},
	 OK ME(1) ME(2) ME(1) ME(3) ME(4) "\r\n+CMGD: (1-4),(0-4)\r\n" OK},
	{"a replacing message of another service centre (23.040 9.2.3.9)",
	 NULL,
	 {"AT+CNMI=2,1\r", "!deliver-pdu " REPLACE("41", "2143"),
	  "!deliver-pdu " OTHER_SMSC "040481214341006210100000000002E834"},
	 OK ME(1) ME(2)},
	{"+CMT in text mode",
	 NULL,
	 {"AT+CNMI=2,2;+CMGF=1\r", "!deliver +1234 hi"},
	 OK "\r\n+CMT: \"+1234\",,\"26/01/01,00:00:00+00\"\r\nhi\r\n"},
	{"+CMT in text mode, details",
	 NULL,
	 {"AT+CNMI=2,2;+CMGF=1;+CSDH=1\r", "!deliver +1234 hi"},
	 OK "\r\n+CMT: \"+1234\",,\"26/01/01,00:00:00+00\",145,4,0,0,\"+491710760000\",145,2\r\nhi"
	    "\r\n"},
};

static void test_mt(void **state)
{
	(void)state;
	sim_check_dialogues(mt_rows, SIM_COUNT(mt_rows));
}

static const struct sim_dialogue mode_rows[] = {
	{"mode 0 keeps indications until another",
	 NULL,
	 {"AT+CNMI=0,1\r", "!deliver +1 a", "!deliver +1 b", "AT\r", "AT+CNMI=1\r"},
	 OK OK OK ME(1) ME(2)},
	{"mode 0 keeps messages too",
	 NULL,
	 {"AT+CNMI=0,2\r", "!deliver +1234 hi", "AT+CNMI=3\r"},
	 OK OK HI_CMT},
	{"what is kept comes once",
	 NULL,
	 {"AT+CNMI=0,1\r", "!deliver +1 a", "AT+CNMI=2\r", "AT+CNMI=0\r", "AT+CNMI=2\r"},
	 OK OK ME(1) OK OK},
	{"bfr 1 forgets", NULL, {"AT+CNMI=0,1,0,0,1\r", "!deliver +1 a", "AT+CNMI=2\r"}, OK OK},
	{"mode 1 says it at once", NULL, {"AT+CNMI=1,1\r", "!deliver +1 a"}, OK ME(1)},
	{"mode 2 waits for a payload's end",
	 NULL,
	 {"AT+CNMI=2,1\r", "AT+CMGS=18\r", "!deliver +1 a", SIM_PDU "\032"},
	 OK PROMPT "\r\n+CMGS: 0\r\n" OK ME(1)},
	{"mode 3 does likewise",
	 NULL,
	 {"AT+CNMI=3,1\r", "AT+CMGS=18\r", "!deliver +1 a", SIM_PDU "\032"},
	 OK PROMPT "\r\n+CMGS: 0\r\n" OK ME(1)},
	{"power off loses what the phone kept",
	 NULL,
	 {"AT+CNMI=0,1\r", "!deliver +1 a", "!reboot", "AT+CNMI=2,1\r", "AT+CMGD=?\r"},
	 OK "\r\nRDY\r\n\r\n+CPIN: READY\r\n" OK "\r\n+CMGD: (1),(0-4)\r\n" OK},
	{"read", NULL, {"AT+CNMI=2,1,0,1,1;+CNMI?\r"}, "\r\n+CNMI: 2,1,0,1,1\r\n" OK},
	{"bare command", NULL, {"AT+CNMI=2,1,0,1,1;+CNMI;+CNMI?\r"}, "\r\n+CNMI: 0,0,0,0,0\r\n" OK},
	{"out of range",
	 NULL,
	 {"AT+CMEE=1;+CNMI=4\r", "AT+CNMI=0,0,0,3\r", "AT+CNMI=0,0,0,0,2\r"},
	 "\r\n+CMS ERROR: 303\r\n\r\n+CMS ERROR: 303\r\n\r\n+CMS ERROR: 303\r\n"},
	{"six of them", NULL, {"AT+CMEE=1;+CNMI=0,0,0,0,0,0\r"}, "\r\n+CMS ERROR: 303\r\n"},
	{"locked card", "echo=off&pin=1234", {"AT+CMEE=1;+CNMI=2,1\r"}, "\r\n+CMS ERROR: 311\r\n"},
};

static void test_mode(void **state)
{
	(void)state;
	sim_check_dialogues(mode_rows, SIM_COUNT(mode_rows));
}

/* The buffer is bounded: indications of stored messages may go, messages themselves do not. */
static void test_mode_bounded(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct sim_reply reply;
	size_t count = 0;

	(void)state;
	sim_say(sim, &reply, "AT+CNMI=0,2\r", 0);
	for (int i = 0; i < 60; i++)
		sim_do(sim, "deliver +1 x", 0);
	sim_say(sim, &reply, "AT+CNMI=2\r", 0);
	for (const char *at = reply.text; (at = strstr(at, "+CMT: ")) != NULL; at++)
		count++;
	assert_int_equal(count, 60);
	sim_say(sim, &reply, "AT+CNMI=0,1\r", 0);
	for (int i = 0; i < 60; i++)
		sim_do(sim, "deliver +1 x", 0);
	sim_say(sim, &reply, "AT+CNMI=2\r", 0);
	assert_null(strstr(reply.text, "\"ME\",44\r"));
	assert_non_null(strstr(reply.text, "\"ME\",45\r"));
	assert_non_null(strstr(reply.text, "\"ME\",60\r"));
	smsmodem_sim_free(sim);
}

static const struct sim_dialogue ds_rows[] = {
	{"ds 0: nothing",
	 NULL,
	 {SEND, "!report 0 delivered", "AT+CPMS=\"SR\"\r"},
	 SENT "\r\n+CPMS: 0,20,0,100,0,100\r\n" OK},
	{"ds 1: +CDS", NULL, {"AT+CNMI=2,0,0,1\r", SEND, "!report 0 delivered"}, OK SENT CDS},
	{"ds 1 in text mode",
	 NULL,
	 {"AT+CNMI=2,0,0,1;+CMGF=0\r", SEND, "AT+CMGF=1\r", "@61000", "!report 0 failed"},
	 OK SENT OK "\r\n+CDS: 6,0,\"+491701234567\",145,\"26/01/01,00:01:01+00\","
		    "\"26/01/01,00:01:01+00\",67\r\n"},
	{"pending (23.040 9.2.3.15)",
	 NULL,
	 {"AT+CNMI=2,0,0,1\r", SEND, "AT+CMGF=1\r", "!report 0 pending"},
	 OK SENT OK "\r\n+CDS: 6,0,\"+491701234567\",145,\"26/01/01,00:00:00+00\","
		    "\"26/01/01,00:00:00+00\",32\r\n"},
	{"ds 2: stored in SR and read there",
	 NULL,
	 {"AT+CNMI=2,0,0,2\r", SEND, "!report 0 delivered", "AT+CPMS=\"SR\"\r", "AT+CMGR=1\r",
	  "AT+CMGL=4\r"},
	 OK SENT "\r\n+CDSI: \"SR\",1\r\n\r\n+CPMS: 1,20,0,100,0,100\r\n" OK
		 "\r\n+CMGR: 0,,25\r\n" REPORT "\r\n" OK "\r\n+CMGL: 1,1,,25\r\n" REPORT "\r\n" OK},
	{"SR in text mode has no data line",
	 NULL,
	 {"AT+CNMI=2,0,0,2\r", SEND, "!report 0 delivered", "AT+CMGF=1;+CPMS=\"SR\"\r",
	  "AT+CMGR=1\r", "AT+CMGL=\"ALL\"\r"},
	 OK SENT "\r\n+CDSI: \"SR\",1\r\n\r\n+CPMS: 1,20,0,100,0,100\r\n" OK
		 "\r\n+CMGR: \"REC UNREAD\",6,0,\"+491701234567\",145,\"26/01/01,00:00:00+00\","
		 "\"26/01/01,00:00:00+00\",0\r\n" OK
		 "\r\n+CMGL: 1,\"REC READ\",6,0,\"+491701234567\",145,\"26/01/01,00:00:00+00\","
		 "\"26/01/01,00:00:00+00\",0\r\n" OK},
	{"a report as a PDU", NULL, {"AT+CNMI=2,2,0,1\r", "!deliver-pdu " REPORT}, OK CDS},
	{"SR full: the network keeps it",
	 "echo=off&storage=sr=1",
	 {"AT+CNMI=2,0,0,2\r", SEND, "!report 0 delivered", "!report 0 failed",
	  "AT+CPMS=\"SR\";+CMGD=1\r"},
	 OK SENT "\r\n+CDSI: \"SR\",1\r\n\r\n+CPMS: 1,1,0,100,0,100\r\n" OK
		 "\r\n+CDSI: \"SR\",1\r\n"},
};

static void test_ds(void **state)
{
	(void)state;
	sim_check_dialogues(ds_rows, SIM_COUNT(ds_rows));
}

#define PHASE2 "AT+CSMS=1;+CNMI=2,2,0,1;+CMEE=1\r"
#define BEGUN  "\r\n+CSMS: 1,1,1\r\n" OK

static const struct sim_dialogue cnma_rows[] = {
	{"acknowledged",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA\r", "AT+CNMA\r"},
	 BEGUN HI_CMT OK "\r\n+CMS ERROR: 340\r\n"},
	{"acknowledged by 0 and 1",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA=0\r", "!deliver +1234 hi", "AT+CNMA=1\r"},
	 BEGUN HI_CMT OK HI_CMT OK},
	{"the next waits",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "!deliver +1234 hi", "AT\r", "AT+CNMA\r", "AT+CNMA\r"},
	 BEGUN HI_CMT OK OK HI_CMT OK},
	{"a report waits as well",
	 NULL,
	 {PHASE2, SEND, "!deliver +1234 hi", "!report 0 delivered", "AT+CNMA\r", "AT+CNMA\r"},
	 BEGUN SENT HI_CMT OK CDS OK},
	{"what is stored needs none",
	 NULL,
	 {"AT+CSMS=1;+CNMI=2,1;+CMEE=1\r", "!deliver +1 a", "AT+CNMA\r"},
	 BEGUN ME(1) "\r\n+CMS ERROR: 340\r\n"},
	{"phase 2 needs none",
	 NULL,
	 {"AT+CNMI=2,2;+CMEE=1\r", "!deliver +1234 hi", "!deliver +1234 hi", "AT+CNMA\r"},
	 OK HI_CMT HI_CMT "\r\n+CMS ERROR: 340\r\n"},
	{"nobody acknowledges: mt and ds are 0, the message is kept",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "@14999", "AT+CNMI?\r", "@15000", "AT+CNMI?\r", "AT+CNMA\r",
	  "AT+CMGR=1\r"},
	 BEGUN HI_CMT "\r\n+CNMI: 2,2,0,1,0\r\n" OK "\r\n+CNMI: 2,0,0,0,0\r\n" OK
		      "\r\n+CMS ERROR: 340\r\n\r\n+CMGR: 0,,17\r\n" HI "\r\n" OK},
	{"nobody acknowledges a report",
	 NULL,
	 {PHASE2, SEND, "!report 0 delivered", "@15000", "AT+CNMI?\r", "AT+CPMS=\"SR\";+CMGR=1\r"},
	 BEGUN SENT CDS "\r\n+CNMI: 2,0,0,0,0\r\n" OK
			"\r\n+CPMS: 1,20,0,100,0,100\r\n\r\n+CMGR: 0,,25\r\n" REPORT "\r\n" OK},
	{"refused: it comes again when indications are asked for anew",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA=2\r", "AT\r", "AT+CNMI=2\r", "AT+CNMA\r"},
	 BEGUN HI_CMT OK OK OK HI_CMT OK},
	{"refused: it comes again after power on, into the memory",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA=2\r", "!reboot", "AT+CMGR=1\r"},
	 BEGUN HI_CMT OK "\r\nRDY\r\n\r\n+CPIN: READY\r\n\r\n+CMGR: 0,,17\r\n" HI "\r\n" OK},
	{"power off before the acknowledgement",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "!reboot", "@20000", "AT+CMGR=1\r"},
	 BEGUN HI_CMT "\r\nRDY\r\n\r\n+CPIN: READY\r\n\r\n+CMGR: 0,,17\r\n" HI "\r\n" OK},
	{"a DELIVER-REPORT, with an SMSC address",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA=1,2\r", "000000\032", "AT+CNMA\r"},
	 BEGUN HI_CMT PROMPT OK "\r\n+CMS ERROR: 340\r\n"},
	{"a DELIVER-REPORT, without one",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA=1,2\r", "0000\032"},
	 BEGUN HI_CMT PROMPT OK},
	{"a DELIVER-REPORT with TP-FCS",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA=2,3\r", "00D300\032", "AT+CNMI=2\r"},
	 BEGUN HI_CMT PROMPT OK OK HI_CMT},
	{"no DELIVER-REPORT",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA=1,2\r", "0100\032", "AT+CNMA=1,2\r", "00\032",
	  "AT+CNMA=1,2\r", "x\032", "AT+CNMA=2,2\r", "0000\032", "AT+CNMA\r"},
	 BEGUN HI_CMT PROMPT "\r\n+CMS ERROR: 304\r\n" PROMPT "\r\n+CMS ERROR: 304\r\n" PROMPT
			     "\r\n+CMS ERROR: 304\r\n" PROMPT "\r\n+CMS ERROR: 304\r\n" OK},
	{"ESC acknowledges nothing",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA=1,2\r", "\033", "AT+CNMA\r"},
	 BEGUN HI_CMT PROMPT OK OK},
	{"too late for the payload",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "AT+CNMA=1,2\r", "@15000", "0000\032"},
	 BEGUN HI_CMT PROMPT "\r\n+CMS ERROR: 340\r\n"},
	{"no prompt when none is expected",
	 NULL,
	 {"AT+CMEE=1;+CNMA=1,2\r"},
	 "\r\n+CMS ERROR: 340\r\n"},
	{"wrong arguments",
	 NULL,
	 {"AT+CMEE=1;+CNMA=3\r", "AT+CNMA=\r", "AT+CNMA=1,300\r", "AT+CNMA=1,2,3\r"},
	 "\r\n+CMS ERROR: 304\r\n\r\n+CMS ERROR: 304\r\n\r\n+CMS ERROR: 304\r\n\r\n+CMS ERROR: "
	 "304\r\n"},
	{"no read", NULL, {"AT+CMEE=1;+CNMA?\r"}, "\r\n+CMS ERROR: 302\r\n"},
	{"text mode has only the bare command",
	 NULL,
	 {"AT+CMGF=1;"
	  "+CSMS=1;+CNMI=2,2;+CMEE=1\r",
	  "!deliver +1234 hi", "AT+CNMA=0\r", "AT+CNMA\r"},
	 BEGUN "\r\n+CMT: \"+1234\",,\"26/01/01,00:00:00+00\"\r\nhi\r\n\r\n+CMS ERROR: 302\r\n" OK},
	{"test in PDU mode and in text mode",
	 NULL,
	 {"AT+CNMA=?;+CMGF=1;+CNMA=?\r"},
	 "\r\n+CNMA: (0-2)\r\n" OK},
	{"locked card", "echo=off&pin=1234", {"AT+CMEE=1;+CNMA\r"}, "\r\n+CMS ERROR: 311\r\n"},
	{"back to phase 2: nothing is awaited any more",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "!deliver +1234 hi", "AT+CSMS=0\r", "@20000", "AT+CNMI?\r"},
	 BEGUN HI_CMT BEGUN HI_CMT "\r\n+CNMI: 2,2,0,1,0\r\n" OK},
	{"mode 0: the message stays with the network",
	 NULL,
	 {PHASE2, "AT+CNMI=0\r", "!deliver +1234 hi", "!deliver +1234 hi", "AT+CNMI=2\r",
	  "AT+CNMA\r"},
	 BEGUN OK OK HI_CMT OK HI_CMT},
	{"service",
	 NULL,
	 {"AT+CSMS=?;+CSMS?\r", "AT+CMEE=1;+CSMS=2\r", "AT+CSMS=\r", "AT+CSMS\r"},
	 "\r\n+CSMS: (0,1)\r\n\r\n+CSMS: 0,1,1,1\r\n" OK
	 "\r\n+CMS ERROR: 303\r\n\r\n+CMS ERROR: 303\r\n\r\n+CMS ERROR: 303\r\n"},
};

static void test_cnma(void **state)
{
	(void)state;
	sim_check_dialogues(cnma_rows, SIM_COUNT(cnma_rows));
}

static const struct sim_dialogue inbox_rows[] = {
	{"memory full: the network keeps it until a place is free",
	 "echo=off&storage=me=1",
	 {"AT+CNMI=2,1\r", "!deliver +1 a", "!deliver +1 b", "!deliver +1 c", "AT+CMGD=1\r",
	  "AT+CMGD=1\r"},
	 OK ME(1) OK ME(1) OK ME(1)},
	{"full on and off",
	 NULL,
	 {"AT+CNMI=2,1\r", "!full on", "!deliver +1 a", "!full off"},
	 OK ME(1)},
	{"full memory, the computer takes it",
	 "echo=off&storage=me=1",
	 {"AT+CNMI=2,1\r", "!deliver +1 a", "!deliver +1234 hi", "AT+CNMI=2,2\r"},
	 OK ME(1) OK HI_CMT},
	{"class 2 waits for the card, others do not",
	 "echo=off&storage=sm=1",
	 {"AT+CNMI=2,1\r", "!deliver-pdu " CLASS(2), "!deliver-pdu " CLASS(2), "!deliver +1 a",
	  "AT+CPMS=\"SM\";+CMGD=1\r"},
	 OK SM(1) ME(1) "\r\n+CPMS: 1,1,1,100,1,100\r\n" OK SM(1)},
	{"nothing comes without a network",
	 NULL,
	 {"AT+CNMI=2,1;+COPS=2\r", "!deliver +1 a", "AT+COPS=0\r"},
	 OK OK ME(1)},
	{"nothing comes while the network is gone",
	 NULL,
	 {"AT+CNMI=2,1\r", "!network off", "!deliver +1 a", "AT\r", "!network home"},
	 OK OK ME(1)},
	{"locked card: nothing comes before the PIN",
	 "echo=off&pin=1234",
	 {"!deliver +1 a", "AT+CPIN=\"1234\"\r", "AT+CPMS?\r"},
	 OK "\r\n+CPMS: \"ME\",1,100,\"ME\",1,100,\"ME\",1,100\r\n" OK},
};

static void test_inbox(void **state)
{
	(void)state;
	sim_check_dialogues(inbox_rows, SIM_COUNT(inbox_rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mt),   cmocka_unit_test(test_mode),
		cmocka_unit_test(test_ds),   cmocka_unit_test(test_mode_bounded),
		cmocka_unit_test(test_cnma), cmocka_unit_test(test_inbox),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
