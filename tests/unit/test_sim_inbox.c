/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network keeps for a phone that cannot take it: how much, in what order, and none of it
 * is lost (23.040 3.2.5). */
#include "sim_dialogue.h"

#define OK       "\r\nOK\r\n"
#define KEPT_MAX 256
#define SMSC     "0791947101670000"
/* "hi" from +1234, by its TP-DCS; a replacing message */
#define PDU_DCS(dcs) SMSC "040491214300" dcs "6210100000000002E834"
#define REPLACING                            \
	SMSC "04049121434100621010000000000" \
	     "2E834"
#define TWO_PARTS                                                                          \
	"12345678901234567890123456789012345678901234567890123456789012345678901234567890" \
	"12345678901234567890123456789012345678901234567890123456789012345678901234567890x"

static int tell(struct smsmodem_sim *sim, const char *command)
{
	struct smsmodem_error error = {0};
	int result = smsmodem_sim_control(sim, command, 0, &error);

	assert_int_equal(result, error.code);
	return result;
}

static void deliver(struct smsmodem_sim *sim, int from, int to)
{
	char line[64];

	for (int i = from; i < to; i++) {
		(void)snprintf(line, sizeof line, "deliver +1 %d", i);
		sim_do(sim, line, 0);
	}
}

/* Of the one place that there is. */
static void read_texts(struct smsmodem_sim *sim, int from, int to)
{
	struct sim_reply reply;
	char expected[64];

	for (int i = from; i < to; i++) {
		(void)snprintf(expected, sizeof expected, "\r\n%d\r\n" OK, i);
		assert_non_null(strstr(sim_say(sim, &reply, "AT+CMGR=1\r", 0), expected));
		assert_string_equal(sim_say(sim, &reply, "AT+CMGD=1\r", 0), OK);
	}
}

static struct smsmodem_sim *phone_of_one_place(void)
{
	struct smsmodem_sim *sim = sim_start("echo=off&storage=me=1,sm=1");
	struct sim_reply reply;

	sim_say(sim, &reply, "AT+CMGF=1\r", 0);
	return sim;
}

static void test_bounded_and_in_order(void **state)
{
	struct smsmodem_sim *sim = phone_of_one_place();
	struct sim_reply reply;

	(void)state;
	deliver(sim, 0, KEPT_MAX + 1);
	assert_int_equal(tell(sim, "deliver +1 too much"), SMSMODEM_E_TEMPORARY);
	assert_int_equal(tell(sim, "deliver-pdu " PDU_DCS("00")), SMSMODEM_E_TEMPORARY);
	read_texts(sim, 0, 1);
	deliver(sim, KEPT_MAX + 1, KEPT_MAX + 2);
	assert_int_equal(tell(sim, "deliver +1 too much"), SMSMODEM_E_TEMPORARY);
	read_texts(sim, 1, KEPT_MAX + 2);
	assert_string_equal(sim_say(sim, &reply, "AT+CMGL=\"ALL\"\r", 0), OK);
	smsmodem_sim_free(sim);
}

/* What is wrong is so whether there is room or not. */
static void test_full_and_wrong(void **state)
{
	struct smsmodem_sim *sim = phone_of_one_place();

	(void)state;
	deliver(sim, 0, KEPT_MAX + 1);
	assert_int_equal(tell(sim, "deliver +1"), SMSMODEM_E_USAGE);
	assert_int_equal(tell(sim, "deliver a-name-that-is-too-long x"), SMSMODEM_E_NUMBER);
	assert_int_equal(tell(sim, "deliver-pdu 00zz"), SMSMODEM_E_USAGE);
	assert_int_equal(tell(sim, "report 0 delivered"), SMSMODEM_E_USAGE);
	smsmodem_sim_free(sim);
}

static size_t count_of(const char *text, const char *what)
{
	size_t count = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		count++;
	return count;
}

/* A message comes whole or not at all, and takes no reference when it does not come. */
static void test_parts(void **state)
{
	struct smsmodem_sim *sim = phone_of_one_place();
	struct sim_reply reply;

	(void)state;
	deliver(sim, 0, KEPT_MAX);
	assert_int_equal(tell(sim, "deliver +1 " TWO_PARTS), SMSMODEM_E_TEMPORARY);
	read_texts(sim, 0, 1);
	sim_do(sim, "deliver +1 " TWO_PARTS, 0);
	assert_int_equal(tell(sim, "deliver +1 one more"), SMSMODEM_E_TEMPORARY);
	read_texts(sim, 1, KEPT_MAX);
	sim_say(sim, &reply, "AT+CMGF=0;+CMGR=1\r", 0);
	/* the 257th that came: the reference is the low octet of that */
	assert_int_equal(count_of(reply.text, "050003010201"), 1);
	sim_say(sim, &reply, "AT+CMGD=1\r", 0);
	sim_say(sim, &reply, "AT+CMGR=1\r", 0);
	assert_int_equal(count_of(reply.text, "050003010202"), 1);
	smsmodem_sim_free(sim);
}

/* What the computer did not acknowledge comes back to a network that is full. */
static void test_given_back(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CSMS=1;+CNMI=2,2\r", 0);
	deliver(sim, 0, KEPT_MAX + 1);
	assert_int_equal(tell(sim, "deliver +1 too much"), SMSMODEM_E_TEMPORARY);
	sim_do(sim, "reboot", 0);
	sim_say(sim, &reply, "AT+CSMS=1;+CNMI=2,2\r", 0);
	size_t came = count_of(reply.text, "+CMT:");
	/* after the restart it is the memory's, as +CNMI is what it was at power on */
	sim_say(sim, &reply, "AT+CMGD=?\r", 0);
	assert_non_null(strstr(reply.text, "+CMGD: (1-100)"));
	for (int i = 0; i < 2 * KEPT_MAX && strstr(reply.text, "+CMGD: (1-100)"); i++)
		sim_say(sim, &reply, "AT+CMGD=1;+CMGD=?\r", 0);
	for (; strstr(sim_say(sim, &reply, "AT+CNMA\r", 0), "+CMT:"); came++)
		;
	assert_int_equal(came, KEPT_MAX + 1 - 100);
	smsmodem_sim_free(sim);
}

/* A memory that is full keeps nothing from another, and what replaces needs no place. */
static const struct sim_dialogue past_rows[] = {
	{"class 2 is for the card (23.038 4)",
	 "echo=off&storage=me=1,sm=1",
	 {"AT+CNMI=2,1\r", "!deliver +1 a", "!deliver +1 b", "!deliver-pdu " PDU_DCS("12")},
	 OK "\r\n+CMTI: \"ME\",1\r\n\r\n+CMTI: \"SM\",1\r\n"},
	{"a replacing message (23.040 9.2.3.9)",
	 "echo=off&storage=me=1,sm=1",
	 {"AT+CNMI=2,1\r", "!deliver-pdu " REPLACING, "!deliver +1 a", "!deliver-pdu " REPLACING},
	 OK "\r\n+CMTI: \"ME\",1\r\n\r\n+CMTI: \"ME\",1\r\n"},
	{"the one that waited longest is first",
	 "echo=off&storage=me=1,sm=1",
	 {"AT+CNMI=2,1;+CMGF=1\r", "!deliver +1 a", "!deliver +1 b", "!deliver +1 c",
	  "AT+CMGD=1;+CMGD=?\r", "AT+CMGR=1\r"},
	 OK "\r\n+CMTI: \"ME\",1\r\n\r\n+CMGD: (),(0-4)\r\n" OK "\r\n+CMTI: \"ME\",1\r\n"
	    "\r\n+CMGR: \"REC UNREAD\",\"+1\",,\"26/01/01,00:00:00+00\"\r\nb\r\n" OK},
};

static void test_past_the_full(void **state)
{
	(void)state;
	sim_check_dialogues(past_rows, SIM_COUNT(past_rows));
}

/* Phones of the network are not asked to wait: what they send is kept beside. */
static void test_of_another_phone(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off&storage=me=1&number=%2B491111111");
	struct smsmodem_sim *other = sim_start("echo=off&number=%2B492222222");
	struct sim_reply reply;
	size_t unread = 0;

	(void)state;
	smsmodem_sim_connect(sim, other);
	deliver(sim, 0, KEPT_MAX + 1);
	sim_say(other, &reply, "AT+CMGF=1\r", 0);
	sim_say(other, &reply, "AT+CMGS=\"+491111111\"\rfrom a phone\032", 0);
	assert_non_null(strstr(reply.text, "+CMGS: 0"));
	sim_say(sim, &reply, "AT+CMGF=1\r", 0);
	for (; strstr(sim_say(sim, &reply, "AT+CMGR=1;+CMGD=1\r", 0), "REC UNREAD"); unread++)
		if (unread == KEPT_MAX + 1)
			assert_non_null(strstr(reply.text, "from a phone"));
	assert_int_equal(unread, KEPT_MAX + 2);
	smsmodem_sim_free(other);
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bounded_and_in_order),
		cmocka_unit_test(test_full_and_wrong),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_given_back),
		cmocka_unit_test(test_past_the_full),
		cmocka_unit_test(test_of_another_phone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
