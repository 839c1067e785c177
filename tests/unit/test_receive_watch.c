/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the phone is alive: when it is asked, what is tried, and what is said of it. */
#include "receive_notice_support.h"

/* Octets come from the phone. */
static void talk(struct noticing *noticing)
{
	phone_do(noticing->phone, "urc ^RSSI: 12");
	assert_int_equal(session_poll(&noticing->phone->modem->session, NULL), SMSMODEM_OK);
}

static void prepared(struct noticing *noticing, const char *options)
{
	noticing_open(noticing, options);
	assert_int_equal(smsmodem_prepare(noticing->phone->modem, NULL), SMSMODEM_OK);
	phone_count_anew(noticing->phone);
}

static int ask(struct noticing *noticing, bool *drain)
{
	return watch_ask(noticing->phone->modem, drain, NULL);
}

static void test_deadline(void **state)
{
	struct noticing noticing;
	bool drain;

	(void)state;
	prepared(&noticing, "");
	struct phone *phone = noticing.phone;
	struct smsmodem *modem = phone->modem;
	int64_t start_ms = phone->now_ms;

	assert_int_equal(watch_deadline_ms(modem), start_ms + 60000);
	phone->now_ms += 1000;
	assert_int_equal(watch_deadline_ms(modem), start_ms + 60000);
	talk(&noticing);
	assert_int_equal(watch_deadline_ms(modem), phone->now_ms + 60000);
	/* one that talks is asked, too */
	for (int i = 0; i < 5; i++) {
		phone->now_ms += 59000;
		talk(&noticing);
		assert_true(watch_deadline_ms(modem) > phone->now_ms);
	}
	assert_int_equal(watch_deadline_ms(modem), start_ms + 300000);
	assert_int_equal(ask(&noticing, &drain), SMSMODEM_OK);
	assert_int_equal(watch_deadline_ms(modem), phone->now_ms + 60000);
	watch_soon(modem);
	assert_int_equal(watch_deadline_ms(modem), 0);
	assert_int_equal(ask(&noticing, &drain), SMSMODEM_OK);
	assert_int_equal(watch_deadline_ms(modem), phone->now_ms + 60000);
	noticing.receiver.options.watch_ms = 5000;
	assert_int_equal(watch_deadline_ms(modem), phone->now_ms + 5000);
	noticing.receiver.options.watch_ms = -1;
	assert_int_equal(watch_deadline_ms(modem), -1);
	noticing_close(&noticing);
}

/* What the counts say. */
static void test_counts(void **state)
{
	struct noticing noticing;
	char text[NOTICED_SIZE];
	bool drain;

	(void)state;
	prepared(&noticing, "storage=me=5,sm=5");
	assert_int_equal(ask(&noticing, &drain), SMSMODEM_OK);
	assert_false(drain);
	assert_string_equal(noticing.phone->written, "AT\rAT+CPMS?\r");
	phone_do(noticing.phone, "deliver +491701234567 one");
	assert_int_equal(ask(&noticing, &drain), SMSMODEM_OK);
	assert_true(drain);
	assert_int_equal(ask(&noticing, &drain), SMSMODEM_OK);
	assert_false(drain); /* the same as before */
	for (int i = 0; i < 3; i++)
		phone_do(noticing.phone, "deliver +491701234567 more");
	noticed(&noticing, text);
	assert_string_equal(text, "");
	assert_int_equal(ask(&noticing, &drain), SMSMODEM_OK);
	assert_true(drain);
	/* now and then all the same */
	int drained = 0;
	for (int i = 0; i < 20; i++) {
		assert_int_equal(ask(&noticing, &drain), SMSMODEM_OK);
		drained += drain;
	}
	assert_int_equal(drained, 2);
	noticing_close(&noticing);
}

/* A phone that knows no +CPMS? is alive all the same. */
static void test_refusal(void **state)
{
	struct noticing noticing;
	bool drain;

	(void)state;
	noticing_open(&noticing, "profile=handsfree");
	assert_int_equal(ask(&noticing, &drain), SMSMODEM_OK);
	assert_non_null(strstr(smsmodem_result(noticing.phone->modem), "ERROR"));
	assert_false(drain);
	noticing_close(&noticing);
}

struct hung_row {
	const char *name;
	const char *fault;
	bool reset;
	int result;
	const char *events;
	const char *last; /* that was written, or NULL */
};

static const struct hung_row hung_rows[] = {
	{"a question that is lost", "drop-out=1", false, SMSMODEM_E_LINK,
	 "hung: the modem does not answer any more; try again, or reset it\n", NULL},
	{"nothing is answered", "silent", false, SMSMODEM_E_LINK,
	 "hung: the modem does not answer any more; try again, or reset it\n", NULL},
	{"nothing is answered, and it may be reset", "silent", true, SMSMODEM_E_LINK,
	 "hung: the modem does not answer any more; try again, or reset it\n"
	 "reset: the phone does not answer: it is started anew (AT+CFUN=1,1)\n",
	 "\x1B\rAT+CFUN=1,1\r"},
	{"what keeps messages hangs", "silent@2", false, SMSMODEM_E_LINK, NULL, NULL},
};

static void test_hung(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(hung_rows); i++) {
		const struct hung_row *row = &hung_rows[i];
		struct noticing noticing;
		struct smsmodem_error error = {0};
		char text[NOTICED_SIZE], fault[64];
		bool drain = true;

		prepared(&noticing, "");
		noticing.receiver.options.reset = row->reset;
		(void)snprintf(fault, sizeof fault, "fault %s", row->fault);
		phone_do(noticing.phone, fault);
		int64_t start_ms = noticing.phone->now_ms;
		int result = watch_ask(noticing.phone->modem, &drain, &error);
		noticed(&noticing, text);
		if (result != row->result || (row->events && strcmp(text, row->events) != 0))
			fail_msg("%s: %d, '%s', %s", row->name, result, text, error.text);
		assert_non_null(strstr(error.text, "hangs"));
		assert_false(drain);
		assert_true(noticing.phone->now_ms - start_ms < 60000);
		if (row->last)
			assert_non_null(strstr(noticing.phone->written, row->last));
		assert_int_equal(strstr(noticing.phone->written, "+CFUN") != NULL, row->reset);
		noticing_close(&noticing);
	}
}

/* Waits as the phone does, and cures it once it has been hailed by a marker. */
static int curing_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
		       struct smsmodem_error *error)
{
	struct phone *phone = phone_of(transport);

	if (strstr(phone->written, "AT+CMEE?"))
		phone_do(phone, "clear-faults");
	return phone_wait(transport, want_write, deadline_ms, error);
}

/* One that comes to itself while it is asked again is not said to hang. */
static void test_late(void **state)
{
	struct noticing noticing;
	char text[NOTICED_SIZE];
	bool drain;

	(void)state;
	prepared(&noticing, "");
	struct transport_ops ops = *noticing.phone->head.ops;
	ops.wait = curing_wait;
	noticing.phone->head.ops = &ops;
	phone_do(noticing.phone, "fault silent");
	assert_int_equal(ask(&noticing, &drain), SMSMODEM_OK);
	assert_int_equal(phone_count(noticing.phone, "AT+CPMS?\r"), 1);
	noticed(&noticing, text);
	assert_string_equal(text, "");
	noticing_close(&noticing);
}

static void test_gone(void **state)
{
	struct noticing noticing;
	char text[NOTICED_SIZE];
	bool drain;

	(void)state;
	prepared(&noticing, "");
	phone_do(noticing.phone, "unplug");
	assert_int_equal(ask(&noticing, &drain), SMSMODEM_E_LINK);
	noticed(&noticing, text);
	assert_string_equal(text, ""); /* it has gone; it does not hang */
	noticing_close(&noticing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_deadline), cmocka_unit_test(test_counts),
		cmocka_unit_test(test_refusal),  cmocka_unit_test(test_hung),
		cmocka_unit_test(test_late),     cmocka_unit_test(test_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
