/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes wrong in months: the phone is pulled out, restarts, fills, hangs; the line has garbage
 * on it. Each message comes exactly once all the same.
 */
#include "receive_world.h"

struct way_row {
	const char *name, *options;
	bool direct;
};

static const struct way_row ways[] = {
	{"stored", "", false},
	{"direct", "", true},
	{"huawei", "profile=huawei", false},
	{"siemens", "profile=siemens", false},
	{"simcom", "profile=simcom", false},
	{"a small SIM", "storage=me=2,sm=5", false},
};

static void test_unplugged_for_an_hour(void **state)
{
	struct smsmodem_event event;
	struct world here;

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		world_open(&here, ways[i].options, ways[i].direct);
		deliver(0);
		deliver_long(1);
		take_through(1000);
		deliver(2);
		/* given out, and not yet acknowledged */
		assert_int_equal(smsmodem_next(here.phone->modem, &event, 1000, NULL), 1);
		assert_int_equal(event.kind, SMSMODEM_EVENT_SMS);
		note_sms(&event);
		uint64_t token = event.token;
		phone_do(here.phone, "unplug");
		assert_int_equal(smsmodem_next(here.phone->modem, NULL, 0, NULL), SMSMODEM_E_LINK);
		modem_shut(here.phone->modem);
		deliver(3);
		deliver_long(4);
		here.phone->now_ms += 3600000;
		/* its ack is good while there is no phone */
		assert_int_equal(smsmodem_ack(here.phone->modem, token, NULL), SMSMODEM_OK);
		phone_do(here.phone, "plug");
		deliver(5);
		assert_int_equal(reopen_with(here.phone->modem, &here.phone->head, NULL),
				 SMSMODEM_OK);
		take_through(20000);
		expect_once(ways[i].name, 6);
		world_close();
	}
}

/* A fault at every command that is sent while messages come. */
static void sweep(const struct way_row *way, const char *fault)
{
	struct world here;
	bool struck = true;

	for (int n = 0; struck && n < 400; n++) {
		char what[80];
		(void)snprintf(what, sizeof what, "%s, %s at write %d", way->name, fault, n);
		world_open(&here, way->options, way->direct);
		here.strike = fault;
		here.strike_in = n;
		for (int i = 0; i < 3; i++)
			deliver(i);
		deliver_long(3);
		take_through(30000);
		struck = here.strike == NULL;
		here.strike = NULL;
		deliver(4);
		/* one that talks all the time, and has forgotten +CNMI, is asked after 5 minutes */
		take_through(320000);
		expect_once(what, 5);
		world_close();
	}
	assert_false(struck);
}

static void test_unplug_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		sweep(&ways[i], "unplug");
}

static void test_reboot_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		sweep(&ways[i], "reboot");
}

static void test_silence_anywhere(void **state)
{
	(void)state;
	sweep(&ways[0], "fault silent");
}

static void with_garbage(const struct way_row *way, uint32_t seed, bool inside)
{
	struct world here;
	char what[80];

	(void)snprintf(what, sizeof what, "%s, seed %u%s", way->name, (unsigned)seed,
		       inside ? ", inside" : "");
	world_open(&here, way->options, way->direct);
	here.noise = seed;
	here.inside = inside;
	for (int n = 0; n < 10; n++) {
		deliver(n);
		take_through(n % 3 ? 10 : 1000);
	}
	deliver_long(10);
	here.noise = 0;
	take_through(700000);
	expect_once(what, 11);
	world_close();
}

static void test_garbage(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		for (uint32_t seed = 1; seed <= 20; seed++)
			with_garbage(&ways[i], seed, false);
}

static void test_garbage_inside(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		for (uint32_t seed = 1; seed <= 20; seed++)
			with_garbage(&ways[i], seed, true);
}

static void test_faults_of_the_line(void **state)
{
	static const char *const options[] = {"fault=urc",
					      "fault=garbage",
					      "fault=nocombine",
					      "fault=text-errors",
					      "fault=echo=stuck",
					      "fault=echo=double",
					      "latency=300&jitter=200",
					      "baud=9600"};
	struct world here;

	(void)state;
	for (size_t i = 0; i < COUNT(options); i++) {
		world_open(&here, options[i], false);
		for (int n = 0; n < 10; n++) {
			deliver(n);
			if (n % 2)
				take_through(1000);
		}
		deliver_long(10);
		take_through(70000);
		expect_once(options[i], 11);
		world_close();
	}
}

/* More than fits: the network keeps the rest, and gets rid of it. */
static void test_full(void **state)
{
	struct smsmodem_event event;
	struct world here;

	(void)state;
	world_open(&here, "storage=me=3,sm=3", false);
	for (int i = 0; i < 30; i++)
		deliver(i);
	deliver_long(30);
	take_through(130000);
	expect_once("full", 31);
	/* full of what nobody takes */
	uint64_t tokens[TEXTS_MAX];
	size_t held = 0;
	for (int i = 31; i < 50; i++)
		deliver(i);
	while (smsmodem_next(here.phone->modem, &event, 130000, NULL) > 0) {
		if (event.kind == SMSMODEM_EVENT_SMS) {
			note_sms(&event);
			tokens[held++] = event.token;
		}
		here.storage += event.kind == SMSMODEM_EVENT_STORAGE;
		assert_true(held < TEXTS_MAX);
	}
	assert_true(here.storage > 0);
	for (size_t i = 0; i < held; i++)
		assert_int_equal(smsmodem_ack(here.phone->modem, tokens[i], NULL), SMSMODEM_OK);
	take_through(130000);
	expect_once("full and then taken", 50);
	world_close();
}

/* The phone says that it is full, and is not any more. */
static void test_full_for_a_while(void **state)
{
	struct world here;

	(void)state;
	world_open(&here, "", false);
	phone_do(here.phone, "full on");
	for (int i = 0; i < 5; i++)
		deliver(i);
	take_through(130000);
	assert_true(here.storage > 0);
	phone_do(here.phone, "full off");
	take_through(130000);
	expect_once("full for a while", 5);
	world_close();
}

/* It hangs for ten minutes, is opened again in vain, and comes back. */
static void test_hang(void **state)
{
	struct smsmodem_error error = {0};
	struct world here;

	(void)state;
	world_open(&here, "", false);
	deliver(0);
	take_through(1000);
	phone_do(here.phone, "fault silent");
	deliver(1);
	deliver_long(2);
	assert_int_equal(take_all(600000), SMSMODEM_E_LINK);
	struct smsmodem_event event;
	assert_int_equal(smsmodem_next(here.phone->modem, &event, 0, &error), 1);
	assert_int_equal(event.kind, SMSMODEM_EVENT_LINK);
	assert_int_equal(event.state, SMSMODEM_LINK_HUNG);
	modem_shut(here.phone->modem);
	for (int i = 0; i < 10; i++) {
		here.phone->now_ms += 60000;
		assert_int_equal(reopen_with(here.phone->modem, &here.phone->head, &error),
				 SMSMODEM_E_NOMODEM);
	}
	phone_do(here.phone, "clear-faults");
	deliver(3);
	take_through(1000);
	expect_once("hang", 4);
	world_close();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unplugged_for_an_hour),
		cmocka_unit_test(test_unplug_anywhere),
		cmocka_unit_test(test_reboot_anywhere),
		cmocka_unit_test(test_silence_anywhere),
		cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_garbage_inside),
		cmocka_unit_test(test_faults_of_the_line),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_full_for_a_while),
		cmocka_unit_test(test_hang),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
