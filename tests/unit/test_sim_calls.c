/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voice calls of the simulated phone, out and in. */
#include "sim_support.h"

#define OK         "\r\nOK\r\n"
#define ERROR      "\r\nERROR\r\n"
#define NO_CARRIER "\r\nNO CARRIER\r\n"
#define CME(n)     "\r\n+CME ERROR: " #n "\r\n"
#define LINE(s)    "\r\n" s "\r\n"
#define O          "echo=off"
#define PIN        "echo=off&pin=1234"
#define E          "AT+CMEE=1;"
#define DIAL       "ATD+491;\r"

static const struct sim_row dial_rows[] = {
	{"voice (27.007 6.2)", O, DIAL "AT+CLCC\r", OK LINE("+CLCC: 1,0,2,0,0,\"+491\",145") OK},
	{"lower case, tones and pauses (V.250 6.3.1)", O, "atdt 0171-23,w4 ;\rAT+CLCC\r",
	 OK LINE("+CLCC: 1,0,2,0,0,\"0171234\",129") OK},
	{"commands behind it", O, "ATD1;+CPAS\r", LINE("+CPAS: 4") OK},
	{"commands before it", O, "AT+CRC=1;D1;\r", OK},
	{"data", O, "ATD123\r", NO_CARRIER},
	{"no digits", O, "ATD;\r", NO_CARRIER},
	{"too many digits", O, "ATD123456789012345678901;\r", NO_CARRIER},
	{"no network", O "&fault=noreg", DIAL, NO_CARRIER},
	{"locked", PIN, DIAL, NO_CARRIER},
	{"radio off", O, "AT+CFUN=4\r" DIAL, OK NO_CARRIER},
	{"a second one", O, E "D1;\rATD2;\r", OK CME(3)},
	{"by index (27.007 6.3)", O, "AT+CPBW=3,\"55\",129,\"Eve\"\rATD>3;\rAT+CLCC\r",
	 OK OK LINE("+CLCC: 1,0,2,0,0,\"55\",129,\"Eve\"") OK},
	{"by memory and index", O, "ATD>EN1;\rAT+CLCC\r",
	 OK LINE("+CLCC: 1,0,2,0,0,\"112\",129") OK},
	{"by name", O, "AT+CPBW=3,\"55\",129,\"Eve\"\rATD>\"Eve\";\r", OK OK},
	{"by a name that nobody has", O, E "D>\"Eva\";\r", CME(22)},
	{"by an empty index", O, E "D>3;\r", CME(22)},
	{"by an index too large", O, E "D>251;\r", CME(22)},
	{"hang up (V.250 6.3.6)", O, DIAL "ATH\rAT+CLCC\r", OK OK OK},
	{"hang up by 0", O, DIAL "ATH0\r", OK OK},
	{"hang up by 1", O, "ATH1\r", ERROR},
	{"hang up nothing", O, "ATH\rAT+CHUP\r", OK OK},
	{"hang up (27.007 6.5)", O, DIAL "AT+CHUP;+CLCC\r", OK OK},
	{"ATH does nothing (27.007 6.20)", O, "AT+CVHU=1;D1;\rATH\rAT+CPAS\r",
	 OK OK LINE("+CPAS: 4") OK},
	{"ATZ ends it (V.250 6.1.1)", O, DIAL "ATZ\rAT+CLCC\r", OK OK OK},
	{"radio off ends it", O, DIAL "AT+CFUN=4;+CPAS\r", OK LINE("+CPAS: 0") OK},
	{"answer nothing (V.250 6.3.5)", O, "ATA\r", NO_CARRIER},
	{"answer one's own", O, DIAL "ATA\r", OK NO_CARRIER},
	{"answer with a number", O, "ATA1\r", ERROR},
	{"why it ended (27.007 6.10)", O, "AT+CEER\rATD1;\rATH\rAT+CEER\r",
	 LINE("+CEER: No cause information available") OK OK OK LINE("+CEER: Normal call clearing")
		 OK},
	{"tones need a call", O, E "+VTS=1\r", CME(3)},
	{"no tones", O, E "+VTS=E\r", CME(50)},
	{"ready", O, "AT+CPAS;+CPAS=?\r", LINE("+CPAS: 0") LINE("+CPAS: (0,3,4)") OK},
	{"hold nothing", O, E "+CHLD=1\r", CME(3)},
	{"hold, test", O, "AT+CHLD=?\r", LINE("+CHLD: (0,1,2)") OK},
	{"hold, no number", O, E "+CHLD=\r", CME(50)},
	{"give up dialling", O, DIAL "AT+CHLD=1;+CPAS\r", OK LINE("+CPAS: 0") OK},
	{"hold dialling", O, DIAL E "+CHLD=2\r", OK CME(3)},
	{"calling line (27.007 7.6)", O, "AT+CLIP=?;+CLIP?;+CLIP=1;+CLIP?\r",
	 LINE("+CLIP: (0,1)") LINE("+CLIP: 0,1") LINE("+CLIP: 1,1") OK},
	{"calling line, out of range", O, E "+CLIP=2\r", CME(50)},
	{"calling line, bare", O, E "+CLIP\r", CME(50)},
	{"calling line, locked", PIN, E "+CLIP?\r", CME(11)},
	{"own line hidden (27.007 7.7)", O, "AT+CLIR=?;+CLIR?;+CLIR=2;+CLIR?\r",
	 LINE("+CLIR: (0-2)") LINE("+CLIR: 0,4") LINE("+CLIR: 2,4") OK},
	{"connected line (27.007 7.8)", O, "AT+COLP=?;+COLP?\r",
	 LINE("+COLP: (0,1)") LINE("+COLP: 0,1") OK},
	{"forwarding (27.007 7.11)", O, "AT+CCFC=?;+CCFC=0,2\r",
	 LINE("+CCFC: (0-5)") LINE("+CCFC: 0,7") OK},
	{"forwarding, set", O, E "+CCFC=0,3,\"1\"\r", CME(4)},
	{"forwarding, no network", O "&fault=noreg", E "+CCFC=0,2\r", CME(30)},
	{"forwarding, no mode", O, E "+CCFC=0\r", CME(50)},
	{"waiting (27.007 7.12)", O, "AT+CCWA=?;+CCWA?;+CCWA=1,2;+CCWA?\r",
	 LINE("+CCWA: (0,1)") LINE("+CCWA: 0") LINE("+CCWA: 0,7") LINE("+CCWA: 1") OK},
	{"waiting, set", O, E "+CCWA=1,1\r", CME(4)},
	{"notifications (27.007 7.17)", O, "AT+CSSN=?;+CSSN=1,1;+CSSN?\r",
	 LINE("+CSSN: (0,1),(0,1)") LINE("+CSSN: 1,1") OK},
};

static void test_dial(void **state)
{
	(void)state;
	sim_check_rows(dial_rows, SIM_COUNT(dial_rows));
}

/* Dialling, ringing there, answered; the other side ends it. */
static void test_outgoing(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CMER=3,0,0,1\r", 0);
	assert_string_equal(sim_say(sim, &reply, DIAL, 0), OK LINE("+CIEV: 6,1"));
	assert_string_equal(sim_say(sim, &reply, "AT+CLCC\r", 1000),
			    LINE("+CLCC: 1,0,3,0,0,\"+491\",145") OK);
	assert_string_equal(sim_say(sim, &reply, "AT+CLCC\r", 3000),
			    LINE("+CLCC: 1,0,0,0,0,\"+491\",145") OK);
	assert_string_equal(sim_say(sim, &reply, "AT+VTS=1,\"*\",#\r", 3000), OK);
	assert_string_equal(sim_say(sim, &reply, "AT+CHLD=2;+CLCC;+CHLD=2;+CLCC\r", 3000),
			    LINE("+CLCC: 1,0,1,0,0,\"+491\",145")
				    LINE("+CLCC: 1,0,0,0,0,\"+491\",145") OK);
	sim_do(sim, "hangup-call", 9000);
	assert_string_equal(sim_say(sim, &reply, "", 9000), NO_CARRIER LINE("+CIEV: 6,0"));
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	smsmodem_sim_free(sim);
}

/* The other side has said all after a minute, also one that called; an ended call ends once. */
static void test_other_side_parts(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, DIAL, 0);
	assert_string_equal(sim_say(sim, &reply, "", 62999), "");
	assert_string_equal(sim_say(sim, &reply, "AT+CEER;+CPAS\r", 63000),
			    NO_CARRIER LINE("+CEER: Normal call clearing") LINE("+CPAS: 0") OK);
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	sim_do(sim, "ring +491", 70000);
	assert_string_equal(sim_say(sim, &reply, "ATA\r", 71000), LINE("RING") OK);
	assert_string_equal(sim_say(sim, &reply, "", 130999), "");
	assert_string_equal(sim_say(sim, &reply, "", 131000), NO_CARRIER);
	sim_say(sim, &reply, DIAL, 140000);
	sim_do(sim, "answer-call", 140000);
	assert_string_equal(sim_say(sim, &reply, "ATH\r", 150000), OK);
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	smsmodem_sim_free(sim);
}

/* V.250 6.2.7: the other side is busy. */
static void test_busy(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, DIAL, 0);
	sim_do(sim, "hangup-call", 500);
	assert_string_equal(sim_say(sim, &reply, "AT+CEER\r", 500),
			    LINE("BUSY") LINE("+CEER: User busy") OK);
	sim_say(sim, &reply, "ATX1D1;\r", 1000);
	sim_do(sim, "hangup-call", 1000);
	assert_string_equal(sim_say(sim, &reply, "ATV0\r", 1000), NO_CARRIER "0\r");
	sim_say(sim, &reply, "ATX4D1;\r", 2000);
	sim_do(sim, "hangup-call", 2000);
	assert_string_equal(sim_say(sim, &reply, "", 2000), "7\r");
	smsmodem_sim_free(sim);
}

/* 27.007 7.8: the result comes once the other side has answered. */
static void test_connected_line(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT+COLP=1;D+491;\r", 0), "");
	assert_string_equal(sim_say(sim, &reply, "", 2999), "");
	assert_string_equal(sim_say(sim, &reply, "", 3000), LINE("+COLP: \"+491\",145") OK);
	smsmodem_sim_free(sim);
}

static void test_picked_up(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;
	struct smsmodem_error error;

	(void)state;
	assert_int_equal(smsmodem_sim_control(sim, "answer-call", 0, &error), SMSMODEM_E_USAGE);
	sim_say(sim, &reply, DIAL, 0);
	sim_do(sim, "answer-call", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CLCC\r", 0),
			    LINE("+CLCC: 1,0,0,0,0,\"+491\",145") OK);
	smsmodem_sim_free(sim);
}

struct ring_row {
	const char *name, *setup, *control, *expected;
};

static const struct ring_row ring_rows[] = {
	{"alone (V.250 6.3.4)", "AT\r", "ring +491", LINE("RING")},
	{"who calls", "AT+CLIP=1\r", "ring +491", LINE("RING") LINE("+CLIP: \"+491\",145")},
	{"who calls, nationally", "AT+CLIP=1\r", "ring 0171",
	 LINE("RING") LINE("+CLIP: \"0171\",129")},
	{"who calls, by name", "AT+CLIP=1;+CPBW=1,\"+491\",145,\"Ann\"\r", "ring +491",
	 LINE("RING") LINE("+CLIP: \"+491\",145,,,\"Ann\",0")},
	{"who calls is withheld", "AT+CLIP=1\r", "ring withheld",
	 LINE("RING") LINE("+CLIP: \"\",128,,,,1")},
	{"which kind (27.007 6.11)", "AT+CRC=1\r", "ring +491", LINE("+CRING: VOICE")},
	{"in digits", "ATV0\r", "ring +491", "2\r"},
	{"quiet", "ATQ1\r", "ring +491", ""},
};

static void test_ring(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIM_COUNT(ring_rows); i++) {
		struct smsmodem_sim *sim = sim_start(O);
		struct sim_reply reply;
		sim_say(sim, &reply, ring_rows[i].setup, 0);
		sim_do(sim, ring_rows[i].control, 0);
		for (int64_t ms = 0; ms <= 20000; ms += 5000)
			if (strcmp(sim_say(sim, &reply, "", ms), ring_rows[i].expected) != 0)
				fail_msg("%s at %ld: [%s]", ring_rows[i].name, (long)ms,
					 reply.text);
		smsmodem_sim_free(sim);
	}
}

/* Nobody answers: the fifth ring is the last. */
static void test_missed(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_do(sim, "ring +491", 0);
	sim_say(sim, &reply, "", 24999);
	assert_string_equal(reply.text,
			    LINE("RING") LINE("RING") LINE("RING") LINE("RING") LINE("RING"));
	assert_string_equal(sim_say(sim, &reply, "ATS1?\r", 24999), LINE("005") OK);
	assert_string_equal(sim_say(sim, &reply, "", 25000), NO_CARRIER);
	assert_string_equal(sim_say(sim, &reply, "AT+CEER;+CPAS;S1?\r", 25000),
			    LINE("+CEER: No answer") LINE("+CPAS: 0") LINE("000") OK);
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	smsmodem_sim_free(sim);
}

static void test_incoming(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;
	struct smsmodem_error error;

	(void)state;
	sim_do(sim, "ring +491", 0);
	assert_int_equal(smsmodem_sim_control(sim, "ring +492", 0, &error), SMSMODEM_E_USAGE);
	assert_string_equal(sim_say(sim, &reply, "AT+CLCC;+CPAS\r", 0),
			    LINE("RING") LINE("+CLCC: 1,1,4,0,0,\"+491\",145") LINE("+CPAS: 3") OK);
	assert_string_equal(sim_say(sim, &reply, "ATA\rAT+CLCC\r", 1000),
			    OK LINE("+CLCC: 1,1,0,0,0,\"+491\",145") OK);
	assert_string_equal(sim_say(sim, &reply, "", 60000), "");
	sim_do(sim, "hangup-call", 60000);
	assert_string_equal(sim_say(sim, &reply, "", 60000), NO_CARRIER);
	assert_int_equal(smsmodem_sim_control(sim, "hangup-call", 0, &error), SMSMODEM_E_USAGE);
	/* the caller gives up; and the phone refuses */
	sim_do(sim, "ring +491", 70000);
	sim_do(sim, "hangup-call", 71000);
	assert_string_equal(sim_say(sim, &reply, "", 80000), LINE("RING") NO_CARRIER);
	sim_do(sim, "ring +491", 90000);
	assert_string_equal(sim_say(sim, &reply, "AT+CHLD=0\r", 90000), LINE("RING") OK);
	assert_string_equal(sim_say(sim, &reply, "", 99000), "");
	smsmodem_sim_free(sim);
}

/* V.250 6.3.8 */
static void test_automatic(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "ATS0=2\r", 0);
	sim_do(sim, "ring +491", 0);
	assert_string_equal(sim_say(sim, &reply, "", 30000), LINE("RING") LINE("RING"));
	assert_string_equal(sim_say(sim, &reply, "AT+CPAS\r", 30000), LINE("+CPAS: 4") OK);
	smsmodem_sim_free(sim);
}

/* Power off ends everything, and no ring comes after it. */
static void test_reboot(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_do(sim, "ring +491", 0);
	sim_do(sim, "reboot", 1000);
	assert_string_equal(sim_say(sim, &reply, "", 60000), LINE("RDY") LINE("+CPIN: READY"));
	assert_string_equal(sim_say(sim, &reply, "AT+CLCC\r", 60000), OK);
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dial),
		cmocka_unit_test(test_outgoing),
		cmocka_unit_test(test_busy),
		cmocka_unit_test(test_connected_line),
		cmocka_unit_test(test_picked_up),
		cmocka_unit_test(test_ring),
		cmocka_unit_test(test_missed),
		cmocka_unit_test(test_incoming),
		cmocka_unit_test(test_automatic),
		cmocka_unit_test(test_reboot),
		cmocka_unit_test(test_other_side_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
