/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for the simulated phone whatever it is told. */
#include "sim_support.h"
#include <stdlib.h>

#define OK "\r\nOK\r\n"

static const char dialogue[] =
	"ATE1\rAT+CMEE=1;+CPIN?\r\nAT+CNMI=2,1,0,0,0\rA/AT+CMGS=18\r" SIM_PDU "\032"
	"AT+CMGS=18\r00\033AT+CMGL=4\rAT+CMGF=1;+CMGL=\"ALL\"\rAT+NO\rATE0V0\rAT+CSQ\r";

static const char *const split_options[] = {
	"loopback=on",
	"loopback=on&fault=urc",
	"fault=garbage&seed=7",
	"fault=echo=double",
	"fault=nocombine&fault=prompt=crlf",
	"fault=cms=38@1&latency=10",
	"fault=text-only&smsc=none&network=sms-only",
};

/* Everything that is said to the whole dialogue, cut at two places. */
static void split(const char *options, size_t first, size_t second, struct sim_reply *reply)
{
	struct smsmodem_sim *sim = sim_start(options);
	size_t length = sizeof dialogue - 1;

	reply->length = 0;
	smsmodem_sim_input(sim, dialogue, first, 0);
	sim_drain(sim, reply, 0);
	smsmodem_sim_input(sim, dialogue + first, second - first, 0);
	sim_drain(sim, reply, 0);
	smsmodem_sim_input(sim, dialogue + second, length - second, 0);
	sim_drain(sim, reply, 1000);
	smsmodem_sim_free(sim);
}

static void test_splits(void **state)
{
	struct sim_reply whole, cut;
	size_t length = sizeof dialogue - 1;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(split_options); i++) {
		split(split_options[i], length, length, &whole);
		assert_true(whole.length > 200);
		for (size_t at = 0; at <= length; at++) {
			split(split_options[i], at, at + (length - at) / 2, &cut);
			if (cut.length != whole.length ||
			    memcmp(cut.text, whole.text, cut.length) != 0)
				fail_msg("%s cut at %zu", split_options[i], at);
		}
	}
}

/* Octet by octet in and out gives the same. */
static void test_octets(void **state)
{
	struct smsmodem_sim *sim = sim_start(split_options[0]);
	struct sim_reply whole, single = {.length = 0};
	size_t length = sizeof dialogue - 1;

	(void)state;
	split(split_options[0], length, length, &whole);
	for (size_t i = 0; i < length; i++) {
		smsmodem_sim_input(sim, dialogue + i, 1, 0);
		while (smsmodem_sim_output(sim, single.text + single.length, 1, 0) == 1)
			single.length++;
	}
	smsmodem_sim_free(sim);
	assert_int_equal(single.length, whole.length);
	assert_memory_equal(single.text, whole.text, whole.length);
}

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Pieces that lead deeper than octets alone would. */
static const char *const pieces[] = {
	"AT",
	"+CMGS=",
	"+CMGW=",
	"18",
	"\r",
	SIM_PDU,
	"\032",
	"\033",
	"\"",
	",",
	";",
	"=",
	"?",
	"+CMGF=1",
	"+CMGF=0",
	"+CMGL",
	"+CMGR=1",
	"+CMGD=1,4",
	"+CPMS=\"SM\"",
	"\b",
	"A/",
	"E1",
	"+CSCS=\"UCS2\"",
	"+CNMI=2,2",
	"+CMSS=1",
	"=1,\"",
	"+CPIN=\"",
	"\"0041\"",
};

static const char *const controls[] = {
	"deliver +1 hi", "deliver Bank \xE2\x82\xAC",
	"urc X",         "ring +1",
	"full on",       "full off",
	"reboot",        "deliver-pdu 00",
};

static void babble(struct smsmodem_sim *sim, uint64_t *seed, int64_t now_ms)
{
	uint64_t what = next_random(seed);
	const char *piece = pieces[(what >> 8) % SIM_COUNT(pieces)];
	char octet = (char)(what >> 16 & 0xFF);

	if (what % 16 == 0)
		(void)smsmodem_sim_control(sim, controls[(what >> 8) % SIM_COUNT(controls)], now_ms,
					   NULL);
	else if (what % 16 < 4)
		smsmodem_sim_input(sim, &octet, 1, now_ms);
	else
		smsmodem_sim_input(sim, piece, strlen(piece), now_ms);
}

static void test_babble(void **state)
{
	uint64_t seed = 0x5EED;
	const char *given = getenv("SMSMODEM_SEED");
	struct sim_reply reply;

	(void)state;
	if (given)
		seed = strtoull(given, NULL, 0) | 1;
	for (int round = 0; round < 60; round++) {
		struct smsmodem_sim *sim = sim_start("loopback=on&latency=3");
		int64_t now_ms = 0;
		for (int i = 0; i < 500; i++) {
			now_ms += (int64_t)(next_random(&seed) % 10);
			babble(sim, &seed, now_ms);
			reply.length = 0;
			sim_drain(sim, &reply, now_ms);
		}
		/* Out of any prompt, line or setting it comes back. */
		char last[64];
		smsmodem_sim_input(sim, "\033\r", 2, now_ms);
		while (smsmodem_sim_output(sim, last, sizeof last, now_ms + 1000) > 0)
			;
		sim_do(sim, "reboot", now_ms + 1000);
		smsmodem_sim_input(sim, "ATE0\rAT\r", 8, now_ms + 1000);
		reply.length = 0;
		sim_drain(sim, &reply, now_ms + 2000);
		assert_memory_equal(reply.text + reply.length - 6, OK, 6);
		smsmodem_sim_free(sim);
	}
}

/* Answers that nobody takes are bounded, and so are events. */
static void test_bounds(void **state)
{
	struct smsmodem_sim *sim = sim_start(NULL);
	struct smsmodem_sim_event event;
	char octets[4096];
	size_t total = 0, count = 0, events = 0;

	(void)state;
	for (int i = 0; i < 5000; i++)
		smsmodem_sim_input(sim, "AT+CLAC\r", 8, 0);
	while ((count = smsmodem_sim_output(sim, octets, sizeof octets, 0)) > 0)
		total += count;
	assert_true(total > 1000000);
	assert_true(total <= 1024 * 1024);
	while (smsmodem_sim_next_event(sim, &event))
		events++;
	assert_int_equal(events, 256);
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_splits),
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_babble),
		cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
