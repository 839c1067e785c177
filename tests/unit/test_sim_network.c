/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated phone and its network: registration, operators, signal, indicators, power. */
#include "sim_support.h"

#define OK      "\r\nOK\r\n"
#define ERROR   "\r\nERROR\r\n"
#define CME(n)  "\r\n+CME ERROR: " #n "\r\n"
#define LINE(s) "\r\n" s "\r\n"
#define O       "echo=off"
#define PIN     "echo=off&pin=1234"
#define E       "AT+CMEE=1;"

static const struct sim_row registration_rows[] = {
	{"test (27.007 7.2)", O, "AT+CREG=?\r", LINE("+CREG: (0-2)") OK},
	{"bare", O, "AT+CREG=2;+CREG\rAT+CREG?\r", OK LINE("+CREG: 0,1") OK},
	{"too large", O, E "+CREG=3\r", CME(50)},
	{"two arguments", O, E "+CREG=1,1\r", CME(50)},
	{"locked", PIN, "AT+CREG?;+CGREG?;+CEREG?\r",
	 LINE("+CREG: 0,0") LINE("+CGREG: 0,0") LINE("+CEREG: 0,0") OK},
	{"no service, no place", O "&fault=noreg", "AT+CREG=2;+CREG?\r", LINE("+CREG: 2,2") OK},
	{"at home", O "&network=home", "AT+CREG?\r", LINE("+CREG: 0,1") OK},
	{"not searching", O "&network=off", "AT+CREG?;+CEREG?\r",
	 LINE("+CREG: 0,0") LINE("+CEREG: 0,0") OK},
	{"searching", O "&network=searching", "AT+CREG?;+CGREG?\r",
	 LINE("+CREG: 0,2") LINE("+CGREG: 0,2") OK},
	{"denied", O "&network=denied", "AT+CREG?;+CEREG?;+COPS?\r",
	 LINE("+CREG: 0,3") LINE("+CEREG: 0,3") LINE("+COPS: 0") OK},
	{"roaming", O "&network=roaming", "AT+CREG?;+COPS?\r",
	 LINE("+CREG: 0,5") LINE("+COPS: 0,0,\"partner network\",2") OK},
	{"messages and nothing else (27.007 7.2)", O "&network=sms-only",
	 "AT+CREG=2;+CREG?;+CGREG?;+CEREG?\rAT+CMGS=18\r" SIM_PDU "\032",
	 LINE("+CREG: 2,6,\"00C3\",\"0001A2B3\",7") LINE("+CGREG: 0,1") LINE("+CEREG: 0,1") OK
	 "\r\n> " LINE("+CMGS: 0") OK},
	{"nothing goes where it is denied", O "&network=denied", E "+CMGS=18\r" SIM_PDU "\032",
	 "\r\n> " LINE("+CMS ERROR: 331")},
	{"detached (27.007 10.1.9)", O, "AT+CGATT?;+CGATT=0;+CGATT?;+CGREG?;+CREG?\r",
	 LINE("+CGATT: 1") LINE("+CGATT: 0") LINE("+CGREG: 0,0") LINE("+CREG: 0,1") OK},
	{"attach without a network", O "&fault=noreg", E "+CGATT=1\r", CME(30)},
	{"attach, no number", O, E "+CGATT=\r", CME(50)},
	{"attach, test", O, "AT+CGATT=?\r", LINE("+CGATT: (0,1)") OK},
};

static const struct sim_row operator_rows[] = {
	{"long (27.007 7.3)", O, "AT+COPS=3,0;+COPS?\r",
	 LINE("+COPS: 0,0,\"simulated network\",7") OK},
	{"short", O, "AT+COPS=3,1;+COPS?\r", LINE("+COPS: 0,1,\"simulated\",7") OK},
	{"number", O, "AT+COPS=3,2\rAT+COPS?\r", OK LINE("+COPS: 0,2,\"00101\",7") OK},
	{"automatic, with a format", O, "AT+COPS=0,2;+COPS?\r", LINE("+COPS: 0,2,\"00101\",7") OK},
	{"format only", O, E "+COPS=3\r", CME(50)},
	{"format and a name", O, E "+COPS=3,2,\"x\"\r", CME(50)},
	{"by hand", O, "AT+COPS=1,2,\"00101\";+COPS?;+CREG?\r",
	 LINE("+COPS: 1,0,\"simulated network\",7") LINE("+CREG: 0,1") OK},
	{"by hand, a partner's", O, "AT+COPS=1,0,\"partner network\";+COPS?;+CREG?\r",
	 LINE("+COPS: 1,0,\"partner network\",2") LINE("+CREG: 0,5") OK},
	{"by hand, with a technology", O, "AT+COPS=1,2,\"00102\",2;+COPS=3,1;+COPS?\r",
	 LINE("+COPS: 1,1,\"partner\",2") OK},
	{"by hand, forbidden", O, E "+COPS=1,2,\"00103\"\rAT+COPS?;+CREG?\r",
	 CME(32) LINE("+COPS: 1") LINE("+CREG: 0,3") OK},
	{"by hand, unknown", O, E "+COPS=1,2,\"26201\"\r", CME(30)},
	{"by hand, else automatic", O, "AT+COPS=4,2,\"00103\";+COPS?\r",
	 LINE("+COPS: 0,0,\"simulated network\",7") OK},
	{"deregistered", O, "AT+COPS=2;+COPS?;+CREG?;+CSQ\r",
	 LINE("+COPS: 2") LINE("+CREG: 0,0") LINE("+CSQ: 99,99") OK},
	{"and back", O, "AT+COPS=2;+COPS=0;+CREG?\r", LINE("+CREG: 0,1") OK},
	{"no arguments are automatic", O, "AT+COPS=2;+COPS=;+CREG?\r", LINE("+CREG: 0,1") OK},
	{"deregistered: no messages (27.005 3.2.5)", O, E "+COPS=2\rAT+CMGS=18\r" SIM_PDU "\032",
	 OK "\r\n> " LINE("+CMS ERROR: 331")},
	{"no such mode", O, E "+COPS=5\r", CME(50)},
	{"no such format", O, E "+COPS=3,3\r", CME(50)},
	{"bare", O, E "+COPS\r", CME(50)},
	{"locked", PIN, E "+COPS?\r", CME(11)},
	{"locked, test", PIN, E "+COPS=?\r", CME(11)},
	{"names (27.007 7.21)", O, "AT+COPN\r",
	 LINE("+COPN: \"00101\",\"simulated network\"") LINE("+COPN: \"00102\",\"partner network\"")
		 LINE("+COPN: \"00103\",\"foreign network\"") OK},
	{"names, read", O, E "+COPN?\r", CME(50)},
};

static const struct sim_row radio_rows[] = {
	{"signal (27.007 8.5)", O "&signal=31", "AT+CSQ\r", LINE("+CSQ: 31,99") OK},
	{"no signal", O "&signal=99", "AT+CSQ;+CESQ\r",
	 LINE("+CSQ: 99,99") LINE("+CESQ: 99,99,255,255,255,255") OK},
	{"extended (27.007 8.69)", O, "AT+CESQ\r", LINE("+CESQ: 99,99,255,255,20,48") OK},
	{"extended, weakest", O "&signal=0", "AT+CESQ\r", LINE("+CESQ: 99,99,255,255,20,8") OK},
	{"signal, test", O, "AT+CSQ=?;+CESQ=?\r",
	 LINE("+CSQ: (0-31,99),(99)") LINE("+CESQ: (99),(99),(255),(255),(0-34,255),(0-97,255)")
		 OK},
	{"signal, read", O, E "+CSQ?\r", CME(50)},
	{"battery (27.007 8.4)", O "&battery=5", "AT+CBC;+CBC=?\r",
	 LINE("+CBC: 0,5") LINE("+CBC: (0),(0-100)") OK},
	{"battery, set", O, E "+CBC=1\r", CME(50)},
	{"context (27.007 10.1.1)", O, "AT+CGDCONT?\r",
	 LINE("+CGDCONT: 1,\"IP\",\"internet\",\"\",0,0") OK},
	{"context, set", O, "AT+CGDCONT=1,\"IPV4V6\",\"a.b\";+CGDCONT?;+CGACT?\r",
	 LINE("+CGDCONT: 1,\"IPV4V6\",\"a.b\",\"\",0,0") LINE("+CGACT: 1,0") OK},
	{"context, taken away", O, "AT+CGDCONT=1;+CGDCONT?;+CGACT?\r", OK},
	{"context, another", O, E "+CGDCONT=2,\"IP\",\"x\"\r", CME(50)},
	{"context, no such type", O, E "+CGDCONT=1,\"X25\",\"x\"\r", CME(50)},
	{"context, activated", O, E "+CGACT=1,1\r", CME(30)},
	{"context, not activated", O, "AT+CGACT=0,1\r", OK},
	{"indicators (27.007 8.9)", O, "AT+CIND=?;+CIND?\r",
	 LINE("+CIND: "
	      "(\"battchg\",(0-5)),(\"signal\",(0-5)),(\"service\",(0,1)),(\"sounder\",(0,1)),"
	      "(\"message\",(0,1)),(\"call\",(0,1)),(\"vox\",(0,1)),(\"roam\",(0,1)),"
	      "(\"smsfull\",(0,1))") LINE("+CIND: 4,3,1,0,0,0,0,0,0") OK},
	{"indicators, set", O, E "+CIND=1\r", CME(3)},
	{"indicators, bare", O, E "+CIND\r", CME(50)},
	{"reports of them (27.007 8.10)", O, "AT+CMER=?;+CMER=3,0,0,1;+CMER?\r",
	 LINE("+CMER: (0-3),(0),(0),(0,1),(0,1)") LINE("+CMER: 3,0,0,1,0") OK},
	{"reports, keys", O, E "+CMER=3,1\r", CME(50)},
	{"power (27.007 8.2)", O, "AT+CFUN=?;+CFUN?\r",
	 LINE("+CFUN: (0,1,4),(0,1)") LINE("+CFUN: 1") OK},
	{"radio off", O, "AT+CFUN=4;+CFUN?;+CREG?;+COPS?;+CSQ\r",
	 LINE("+CFUN: 4") LINE("+CREG: 0,0") LINE("+COPS: 0") LINE("+CSQ: 99,99") OK},
	{"off and on", O, "AT+CFUN=0;+CFUN=1;+CREG?\r", LINE("+CREG: 0,1") OK},
	{"ATZ leaves the radio off", O, "AT+CFUN=4\rATZ\rAT+CFUN?\r", OK OK LINE("+CFUN: 4") OK},
	{"no such power", O, E "+CFUN=2\r", CME(50)},
	{"no power", O, E "+CFUN=\r", CME(50)},
	{"no such reset", O, E "+CFUN=1,2\r", CME(50)},
};

static void test_rows(void **state)
{
	(void)state;
	sim_check_rows(registration_rows, SIM_COUNT(registration_rows));
	sim_check_rows(operator_rows, SIM_COUNT(operator_rows));
	sim_check_rows(radio_rows, SIM_COUNT(radio_rows));
}

/* Looking for networks takes a while. */
static void test_search(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT+COPS=?\r", 0), "");
	assert_string_equal(sim_say(sim, &reply, "", 1999), "");
	assert_string_equal(sim_say(sim, &reply, "", 2000),
			    LINE("+COPS: (2,\"simulated network\",\"simulated\",\"00101\",7),"
				 "(1,\"partner network\",\"partner\",\"00102\",2),"
				 "(3,\"foreign network\",\"foreign\",\"00103\",0),"
				 ",(0-4),(0-2)") OK);
	sim_say(sim, &reply, "AT+COPS=2;+COPS=?\r", 2000);
	sim_say(sim, &reply, "", 4000);
	assert_non_null(strstr(reply.text, "(1,\"simulated network\""));
	smsmodem_sim_free(sim);
}

struct change_row {
	const char *name, *setup, *control, *expected;
};

/* What comes by itself, once, and only where it is asked for. */
static const struct change_row change_rows[] = {
	{"nobody asked", "AT\r", "signal 3", ""},
	{"signal", "AT+CMER=3,0,0,1\r", "signal 3", LINE("+CIEV: 2,0")},
	{"signal, the same bars", "AT+CMER=3,0,0,1\r", "signal 19", ""},
	{"battery", "AT+CMER=3,0,0,1\r", "battery 100", LINE("+CIEV: 1,5")},
	{"mode 0", "AT+CMER=0,0,0,1\r", "battery 100", ""},
	{"no indicators", "AT+CMER=3,0,0,0\r", "battery 100", ""},
	{"message", "AT+CMER=3,0,0,1\r", "deliver +1 x", LINE("+CIEV: 5,1")},
	{"full", "AT+CMER=3,0,0,1\r", "full on", LINE("+CIEV: 9,1")},
	{"ring", "AT+CMER=3,0,0,1\r", "ring +1", LINE("RING") LINE("+CIEV: 4,1")},
};

static void test_changes(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIM_COUNT(change_rows); i++) {
		const struct change_row *row = &change_rows[i];
		struct smsmodem_sim *sim = sim_start(O);
		struct sim_reply reply;
		sim_say(sim, &reply, row->setup, 0);
		sim_do(sim, row->control, 0);
		if (strcmp(sim_say(sim, &reply, "", 0), row->expected) != 0)
			fail_msg("%s: [%s]", row->name, reply.text);
		sim_do(sim, "urc X", 0);
		if (strcmp(sim_say(sim, &reply, "", 0), LINE("X")) != 0)
			fail_msg("%s, again: [%s]", row->name, reply.text);
		smsmodem_sim_free(sim);
	}
}

/* Changes of registration, all three kinds of it, behind the result that made them. */
static void test_registration_changes(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CREG=1;+CGREG=2\r", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+COPS=2\r", 0),
			    OK LINE("+CREG: 0") LINE("+CGREG: 0"));
	assert_string_equal(sim_say(sim, &reply, "AT+COPS=1,2,\"00102\"\r", 0),
			    OK LINE("+CREG: 5") LINE("+CGREG: 5,\"00C3\",\"0001A2B3\",7"));
	assert_string_equal(sim_say(sim, &reply, "AT+CFUN=4\r", 0),
			    OK LINE("+CREG: 0") LINE("+CGREG: 0"));
	assert_string_equal(sim_say(sim, &reply, "AT\r", 0), OK);
	smsmodem_sim_free(sim);
}

/* 27.007 8.2 <rst>: the answer, then everything anew. */
static void test_reset(void **state)
{
	struct smsmodem_sim *sim = sim_start("pin=1234");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "ATE0\rAT+CPIN=1234;+CMGF=1;+CREG=1\r", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CFUN=1,1\r", 0), OK);
	assert_int_equal(smsmodem_sim_deadline(sim), 500);
	assert_string_equal(sim_say(sim, &reply, "", 499), "");
	assert_string_equal(sim_say(sim, &reply, "", 500), LINE("RDY") LINE("+CPIN: SIM PIN"));
	assert_string_equal(sim_say(sim, &reply, "AT+CMGF?\r", 500),
			    "AT+CMGF?\r" LINE("+CMGF: 0") OK);
	smsmodem_sim_free(sim);
}

static const char *const bad_controls[] = {
	"signal", "signal 32", "signal 98", "signal x", "battery 101", "battery", "battery -1",
};

static void test_bad_controls(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct smsmodem_error error;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(bad_controls); i++)
		assert_int_equal(smsmodem_sim_control(sim, bad_controls[i], 0, &error),
				 SMSMODEM_E_USAGE);
	assert_null(smsmodem_sim_new("signal=32", &error));
	assert_null(smsmodem_sim_new("battery=", &error));
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),    cmocka_unit_test(test_search),
		cmocka_unit_test(test_changes), cmocka_unit_test(test_registration_changes),
		cmocka_unit_test(test_reset),   cmocka_unit_test(test_bad_controls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
