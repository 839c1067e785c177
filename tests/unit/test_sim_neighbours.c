/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two phones in one network: who is reached, when it arrives, and when that is reported. */
#include "sim_dialogue.h"

#define OK "\r\nOK\r\n"
/* "hello" to +491702222222, a status report wanted. */
#define SEND        "AT+CMGS=18\r0021000C91947120222222000005E8329BFD06\032"
#define PEER        "echo=off&number=%2B491702222222"
#define PEER_STEPS  4
#define STEP_SIZE   32
#define SENDER_CNMI "AT+CNMI=2,0,0,1\r"

/* 27.005 3.5.1: the sender's network may take a minute; the other phone is not held up by it. */
static void test_arrival_later(void **state)
{
	struct smsmodem_sim *sender = sim_start("echo=off&network-latency=60000");
	struct smsmodem_sim *peer = sim_start(PEER);
	struct sim_reply reply;

	(void)state;
	smsmodem_sim_connect(sender, peer);
	sim_say(peer, &reply, "AT+CNMI=2,1\r", 0);
	sim_say(sender, &reply, SEND, 0);
	assert_string_equal(sim_say(peer, &reply, "AT+CMGL=4\r", 0), OK);
	assert_int_equal(smsmodem_sim_deadline(peer), 60000);
	assert_string_equal(sim_say(peer, &reply, "AT\r", 59999), OK);
	assert_string_equal(sim_say(peer, &reply, "", 60000), "\r\n+CMTI: \"ME\",1\r\n");
	sim_say(peer, &reply, "AT+CMGF=1;+CMGR=1\r", 60000);
	assert_non_null(strstr(reply.text, "\"26/01/01,00:01:00+00\""));
	assert_int_equal(smsmodem_sim_deadline(peer), -1);
	smsmodem_sim_free(sender);
	smsmodem_sim_free(peer);
}

/* What is on its way comes after a power off as well. */
static void test_arrival_rebooted(void **state)
{
	struct smsmodem_sim *sender = sim_start("echo=off&network-latency=1000");
	struct smsmodem_sim *peer = sim_start(PEER);
	struct sim_reply reply;

	(void)state;
	smsmodem_sim_connect(sender, peer);
	sim_say(sender, &reply, SEND, 0);
	sim_do(peer, "reboot", 500);
	sim_say(peer, &reply, "AT+CNMI=2,1\r", 999);
	assert_string_equal(sim_say(peer, &reply, "", 1000), "\r\n+CMTI: \"ME\",1\r\n");
	smsmodem_sim_free(sender);
	smsmodem_sim_free(peer);
}

struct report_row {
	const char *name, *setup;
	const char *steps[PEER_STEPS]; /**< of the peer, which has what was sent */
	int64_t until_ms;
	int reports; /**< that the sender has then */
};

/* 23.040 9.2.3.15: TP-ST 0 is "received by the SME", which is RP-ACK's to say (24.011 7.3.3). */
static const struct report_row report_rows[] = {
	{"stored", "AT+CNMI=2,1\r", {NULL}, 0, 1},
	{"handed over", "AT+CNMI=2,2\r", {NULL}, 0, 1},
	{"not acknowledged yet", "AT+CSMS=1;+CNMI=2,2\r", {NULL}, 14999, 0},
	{"acknowledged", "AT+CSMS=1;+CNMI=2,2\r", {"AT+CNMA\r"}, 0, 1},
	{"refused", "AT+CSMS=1;+CNMI=2,2\r", {"AT+CNMA=2\r"}, 20000, 0},
	{"refused, and acknowledged when it comes again",
	 "AT+CSMS=1;+CNMI=2,2\r",
	 {"AT+CNMA=2\r", "AT+CNMI=2\r", "AT+CNMA\r"},
	 0,
	 1},
	{"refused with a DELIVER-REPORT",
	 "AT+CSMS=1;+CNMI=2,2\r",
	 {"AT+CNMA=2,3\r", "00D300\032"},
	 0,
	 0},
	{"too late, and stored", "AT+CSMS=1;+CNMI=2,2\r", {NULL}, 15000, 1},
	{"back to phase 2", "AT+CSMS=1;+CNMI=2,2\r", {"AT+CSMS=0\r"}, 0, 1},
	{"no place", "AT+CPMS=SM,SM,SM\r", {NULL}, 0, 0},
	{"a place again", "AT+CPMS=SM,SM,SM\r", {"AT+CMGD=1\r"}, 0, 1},
};

static int report_count(const struct report_row *row)
{
	struct smsmodem_sim *sender = sim_start("echo=off");
	struct smsmodem_sim *peer = sim_start(PEER "&storage=sm=1");
	struct sim_reply reply, heard = {.length = 0};
	int count = 0;

	smsmodem_sim_connect(sender, peer);
	sim_say(sender, &reply, SENDER_CNMI, 0);
	sim_say(peer, &reply, "AT+CPMS=ME,SM;+CMGW=18\r" SIM_PDU "\032", 0);
	sim_say(peer, &reply, row->setup, 0);
	smsmodem_sim_input(sender, SEND, strlen(SEND), 0);
	sim_drain(sender, &heard, 0);
	for (size_t i = 0; i < PEER_STEPS && row->steps[i]; i++)
		sim_say(peer, &reply, row->steps[i], 0);
	sim_say(peer, &reply, "", row->until_ms);
	sim_drain(sender, &heard, row->until_ms);
	for (const char *at = heard.text; (at = strstr(at, "+CDS: 25")) != NULL; at++)
		count++;
	smsmodem_sim_free(sender);
	smsmodem_sim_free(peer);
	return count;
}

static void test_reports(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIM_COUNT(report_rows); i++) {
		int count = report_count(&report_rows[i]);
		if (count != report_rows[i].reports)
			fail_msg("%s: %d reports", report_rows[i].name, count);
	}
}

struct number_row {
	const char *number;
	bool reached;
};

/* Against +491701234567 (E.164 6, annex A): prefixes 00 and 0, a number of the same town. */
static const struct number_row number_rows[] = {
	{"+491701234567", true},
	{"00491701234567", true},
	{"491701234567", true},
	{"01701234567", true},
	{"1234567", true},
	{"234567", false},
	{"7", false},
	{"+1234567", false},
	{"001234567", false},
	{"+447701234567", false},
	{"+1701234567", false},
	{"+491701234568", false},
	{"+4491701234567", false},
};

static void test_numbers(void **state)
{
	struct smsmodem_sim *sender = sim_start("echo=off");
	struct smsmodem_sim *peer = sim_start("echo=off&number=%2B491701234567");
	struct sim_reply reply;
	char line[2 * STEP_SIZE];

	(void)state;
	smsmodem_sim_connect(sender, peer);
	sim_say(sender, &reply, "AT+CMGF=1\r", 0);
	sim_say(peer, &reply, "AT+CNMI=2,1\r", 0);
	for (size_t i = 0; i < SIM_COUNT(number_rows); i++) {
		(void)snprintf(line, sizeof line, "AT+CMGS=\"%s\"\rhi\032", number_rows[i].number);
		sim_say(sender, &reply, line, 0);
		assert_non_null(strstr(reply.text, "+CMGS:"));
		bool reached = strstr(sim_say(peer, &reply, "", 0), "+CMTI") != NULL;
		if (reached != number_rows[i].reached)
			fail_msg("%s: %s", number_rows[i].number, reached ? "reached" : "not");
	}
	smsmodem_sim_free(sender);
	smsmodem_sim_free(peer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arrival_later),
		cmocka_unit_test(test_arrival_rebooted),
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
