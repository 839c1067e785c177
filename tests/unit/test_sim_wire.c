/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated phone's wire: its speed, its latency, and what gets lost on it. */
#include "sim_support.h"

#define OK "\r\nOK\r\n"

/* 9600 baud are 960 octets a second: what comes, and then what is said to it, octet by octet. */
static void test_baud(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off&baud=9600");
	struct sim_reply reply;
	char line[97];

	(void)state;
	memset(line, ' ', sizeof line);
	memcpy(line, "AT", 2);
	line[95] = '\r';
	line[96] = '\0';
	assert_string_equal(sim_say(sim, &reply, line, 1000), "");
	/* 96 octets are 100 ms; the answer's first octet has come 1.04 ms later */
	assert_int_equal(smsmodem_sim_deadline(sim), 1102);
	assert_string_equal(sim_say(sim, &reply, "", 1102), "\r");
	assert_string_equal(sim_say(sim, &reply, "", 1105), "\n"
							    "OK");
	assert_string_equal(sim_say(sim, &reply, "", 1107), "\r\n");
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	smsmodem_sim_free(sim);
}

/* Between latency and latency + jitter, and all of it; the same seed makes the same times. */
static void test_jitter(void **state)
{
	struct smsmodem_sim *sims[2] = {sim_start("echo=off&latency=20&jitter=3&seed=7"),
					sim_start("echo=off&latency=20&jitter=3&seed=7")};
	struct sim_reply reply;
	int seen[4] = {0};

	(void)state;
	for (int i = 0; i < 200; i++) {
		int64_t now_ms = i * 1000;
		sim_say(sims[0], &reply, "AT\r", now_ms);
		sim_say(sims[1], &reply, "AT\r", now_ms);
		int64_t after_ms = smsmodem_sim_deadline(sims[0]) - now_ms;
		assert_in_range(after_ms, 20, 23);
		assert_int_equal(smsmodem_sim_deadline(sims[1]) - now_ms, after_ms);
		seen[after_ms - 20]++;
	}
	for (size_t i = 0; i < SIM_COUNT(seen); i++)
		assert_true(seen[i] > 20);
	smsmodem_sim_free(sims[0]);
	smsmodem_sim_free(sims[1]);
}

/* About one octet in N, and none that no fault is on. */
static void test_noise(void **state)
{
	static const struct {
		const char *options;
		size_t least, most; /* octets of 100 answers of 600 */
	} cases[] = {
		{"", 600, 600},
		{"&fault=drop-out=10", 500, 580},
		{"&fault=double-out=10", 620, 700},
		{"&fault=garble-out=10", 600, 600},
		{"&fault=drop=0", 600, 600},
	};
	struct sim_reply reply;
	char options[64];

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(cases); i++) {
		(void)snprintf(options, sizeof options, "echo=off&seed=3%s", cases[i].options);
		struct smsmodem_sim *sim = sim_start(options);
		size_t octets = 0, right = 0;
		for (int j = 0; j < 100; j++) {
			right += strcmp(sim_say(sim, &reply, "AT\r", 0), OK) == 0;
			octets += reply.length;
		}
		assert_in_range(octets, cases[i].least, cases[i].most);
		bool none = i == 0 || i == 4;
		assert_true(none ? right == 100 : right > 20 && right < 90);
		smsmodem_sim_free(sim);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_baud),
		cmocka_unit_test(test_jitter),
		cmocka_unit_test(test_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
