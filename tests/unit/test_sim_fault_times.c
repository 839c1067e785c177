/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults that begin, end, or happen later: to the phone as a whole and to the network. */
#include "sim_support.h"

#define OK     "\r\nOK\r\n"
#define ERROR  "\r\nERROR\r\n"
#define PROMPT "\r\n> "
#define SEND   "AT+CMGS=18\r" SIM_PDU "\032"
#define SENT   PROMPT "\r\n+CMGS: 0\r\n" OK

static void test_network_back(void **state)
{
	struct smsmodem_sim *sim =
		sim_start("echo=off&fault=network-lost@1&fault=network-back=500");
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT+CREG=1\r" SEND, 0),
			    OK PROMPT ERROR "\r\n+CREG: 2\r\n");
	assert_int_equal(smsmodem_sim_deadline(sim), 500);
	assert_string_equal(sim_say(sim, &reply, "", 500), "\r\n+CREG: 1\r\n");
	assert_string_equal(sim_say(sim, &reply, SEND, 500), SENT);
	smsmodem_sim_free(sim);
}

/* It is there again by itself, or when it is told; as after power on. */
static void test_replug(void **state)
{
	struct smsmodem_sim *sim = sim_start("fault=unplug-submit@1&fault=replug=2000");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "ATE0\r" SEND, 100);
	assert_true(smsmodem_sim_gone(sim));
	assert_int_equal(smsmodem_sim_deadline(sim), 2100);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 2099), "");
	assert_true(smsmodem_sim_gone(sim));
	assert_string_equal(sim_say(sim, &reply, "AT\r", 2100), "AT\r" OK);
	assert_false(smsmodem_sim_gone(sim));
	sim_do(sim, "fault none", 2200);
	sim_do(sim, "unplug", 2200);
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	sim_do(sim, "plug", 2300);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 2300), "AT\r" OK);
	sim_do(sim, "replug 50", 2300);
	assert_int_equal(smsmodem_sim_deadline(sim), 2350);
	smsmodem_sim_free(sim);
}

static void test_later(void **state)
{
	struct smsmodem_sim *sim =
		sim_start("fault=reboot-later=1000&fault=unplug-later=3000&echo=off");
	struct sim_reply reply;

	(void)state;
	assert_int_equal(smsmodem_sim_deadline(sim), 1000);
	assert_string_equal(sim_say(sim, &reply, "", 1000), "\r\nRDY\r\n\r\n+CPIN: READY\r\n");
	assert_false(smsmodem_sim_gone(sim));
	/* the restart is over once; it does not keep the phone from going */
	assert_int_equal(smsmodem_sim_deadline(sim), 3000);
	sim_say(sim, &reply, "", 3000);
	assert_true(smsmodem_sim_gone(sim));
	smsmodem_sim_free(sim);
}

/* What has begun ends with the faults: what was to come, the network, the memory that was full. */
static void test_clear(void **state)
{
	static const char *const commands[] = {"clear-faults", "fault none"};
	struct sim_reply reply;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(commands); i++) {
		struct smsmodem_sim *sim =
			sim_start("echo=off&fault=unplug-later=3000&fault=reboot-later=2000"
				  "&fault=network-lost&fault=network-back=1000");
		sim_do(sim, "network roaming", 0);
		sim_say(sim, &reply, SEND, 0);
		assert_string_equal(sim_say(sim, &reply, "AT+CREG?\r", 1), "\r\n+CREG: 0,2\r\n" OK);
		sim_do(sim, commands[i], 2);
		assert_string_equal(sim_say(sim, &reply, "AT+CREG?\r", 2), "\r\n+CREG: 0,5\r\n" OK);
		assert_int_equal(smsmodem_sim_deadline(sim), -1);
		/* a restart that the computer wants is no fault */
		sim_say(sim, &reply, "AT+CFUN=1,1\r", 3);
		sim_do(sim, commands[i], 4);
		assert_int_equal(smsmodem_sim_deadline(sim), 503);
		smsmodem_sim_free(sim);
	}
}

/* `full on` is not the fault's to take back. */
static void test_clear_full(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off&fault=full");
	struct sim_reply reply;

	(void)state;
	sim_do(sim, "full on", 0);
	sim_do(sim, "clear-faults", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CMGW=18\r" SIM_PDU "\032", 1), PROMPT ERROR);
	sim_do(sim, "full off", 2);
	assert_string_equal(sim_say(sim, &reply, "AT+CMGW=18\r" SIM_PDU "\032", 3),
			    PROMPT "\r\n+CMGW: 1\r\n" OK);
	smsmodem_sim_free(sim);
}

/* What the phone has forgotten happens to it all the same. */
static void test_outside_outlives_power_off(void **state)
{
	static const char *const restarts[] = {"reboot", "replug 0", "hangup"};
	struct sim_reply reply;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(restarts); i++) {
		struct smsmodem_sim *sim =
			sim_start("echo=off&fault=network-lost@1&fault=network-back=500"
				  "&fault=unplug-later=1000");
		sim_say(sim, &reply, SEND, 0);
		sim_do(sim, restarts[i], 100);
		sim_say(sim, &reply, "ATE0\r", 400);
		assert_string_equal(sim_say(sim, &reply, "AT+CREG?\r", 499),
				    "\r\n+CREG: 0,2\r\n" OK);
		assert_string_equal(sim_say(sim, &reply, "AT+CREG?\r", 500),
				    "\r\n+CREG: 0,1\r\n" OK);
		sim_say(sim, &reply, "", 1000);
		assert_true(smsmodem_sim_gone(sim));
		smsmodem_sim_free(sim);
	}
}

/* However often the network is lost or a fault is given, what the phone does later has room. */
static void test_schedule_has_room(void **state)
{
	struct smsmodem_sim *sim =
		sim_start("echo=off&fault=network-lost&fault=network-back=86400000");
	struct sim_reply reply;

	(void)state;
	for (int i = 0; i < 100; i++)
		sim_say(sim, &reply, SEND, 0);
	for (int round = 0; round < 4; round++) {
		sim_do(sim, "fault none", 1);
		for (int i = 0; i < 32; i++)
			sim_do(sim, "fault reboot-later=86000000", 1);
	}
	sim_say(sim, &reply, "AT+CUSD=1,\"*100#\"\r", 2);
	assert_non_null(strstr(reply.text, "+CUSD: 0,\"Balance"));
	sim_do(sim, "ring +491701234567", 3);
	assert_string_equal(sim_say(sim, &reply, "", 3), "\r\nRING\r\n");
	smsmodem_sim_free(sim);
}

/* Who takes nothing does not hold up what the phone does by itself. */
static void test_action_deadline(void **state)
{
	struct smsmodem_sim *sim = sim_start("fault=unplug-later=1000&fault=replug=500");
	struct sim_reply reply;

	(void)state;
	sim_do(sim, "urc HELLO", 10);
	assert_int_equal(smsmodem_sim_deadline(sim), 10);
	assert_int_equal(smsmodem_sim_action_deadline(sim), 1000);
	assert_int_equal(smsmodem_sim_output(sim, reply.text, 0, 1000), 0);
	assert_true(smsmodem_sim_gone(sim));
	assert_int_equal(smsmodem_sim_action_deadline(sim), 1500);
	assert_int_equal(smsmodem_sim_output(sim, reply.text, 0, 1500), 0);
	assert_false(smsmodem_sim_gone(sim));
	assert_int_equal(smsmodem_sim_action_deadline(sim), -1);
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_network_back),
		cmocka_unit_test(test_replug),
		cmocka_unit_test(test_later),
		cmocka_unit_test(test_clear),
		cmocka_unit_test(test_clear_full),
		cmocka_unit_test(test_outside_outlives_power_off),
		cmocka_unit_test(test_schedule_has_room),
		cmocka_unit_test(test_action_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
