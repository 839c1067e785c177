/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the simulated network joins the parts of what is sent (23.040 9.2.3.24.1). */
#include "sim_support.h"
#include <smsmodem/pdu.h>

#define OK   "\r\nOK\r\n"
#define SEND "AT+CMGS=18\r" SIM_PDU "\032"

/* Parts out of order, one of them twice, another message between them. */
static void test_submit_join(void **state)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct smsmodem_encoder encoder;
	struct smsmodem_sim_event event;
	struct smsmodem_pdu pdus[2];
	struct sim_reply reply;
	char text[201], input[1024];

	(void)state;
	memset(text, 'y', 200);
	text[200] = '\0';
	submit.to = "123";
	submit.text = text;
	submit.text_len = 200;
	assert_int_equal(smsmodem_encode_begin(&encoder, &submit, NULL), 2);
	for (int i = 0; i < 2; i++)
		assert_int_equal(smsmodem_encode_next(&encoder, &pdus[i], NULL), 1);
	for (int i = 0; i < 3; i++) {
		const struct smsmodem_pdu *pdu = &pdus[i < 2];
		assert_false(sim_next_submit(sim, &event));
		(void)snprintf(input, sizeof input, "AT+CMGS=%d\r%s\032", pdu->length, pdu->hex);
		sim_say(sim, &reply, input, 0);
	}
	assert_true(sim_next_submit(sim, &event));
	assert_string_equal(event.text, text);
	assert_int_equal(event.parts, 2);
	(void)snprintf(input, sizeof input, "%s %s", pdus[0].hex, pdus[1].hex);
	assert_string_equal(event.pdu, input);
	assert_false(sim_next_submit(sim, &event));
	smsmodem_sim_free(sim);
}

/* 23.040 9.2.3.24.8: a reference of 16 bits is another one than that of 8 bits. */
static void test_submit_references(void **state)
{
	static const char *const parts[] = {
		"AT+CMGS=20\r0041000C91947110325476000407050003020201"
		"41\032",
		"AT+CMGS=21\r0041000C9194711032547600040806080400020202"
		"42\032",
		"AT+CMGS=20\r0041000C91947110325476000407050003020202"
		"43\032",
	};
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct smsmodem_sim_event event;
	struct sim_reply reply;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(parts); i++) {
		assert_false(sim_next_submit(sim, &event));
		sim_say(sim, &reply, parts[i], 0);
		assert_non_null(strstr(reply.text, OK));
	}
	assert_true(sim_next_submit(sim, &event));
	assert_string_equal(event.data, "4143");
	smsmodem_sim_free(sim);
}

/* What never completes is bounded: later messages still arrive. */
static void test_submit_flood(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct smsmodem_sim_event event;
	struct sim_reply reply;
	char input[128];

	(void)state;
	for (unsigned i = 0; i < 600; i++) {
		(void)snprintf(input, sizeof input,
			       "AT+CMGS=17\r004100038121F3000408060804%04X0301AA\032", i);
		sim_say(sim, &reply, input, 0);
		if (!strstr(reply.text, OK))
			fail_msg("%u: %s", i, reply.text);
	}
	assert_false(sim_next_submit(sim, &event));
	sim_say(sim, &reply, SEND, 0);
	assert_true(sim_next_submit(sim, &event));
	assert_string_equal(event.text, "hello");
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_submit_join),
		cmocka_unit_test(test_submit_references),
		cmocka_unit_test(test_submit_flood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
