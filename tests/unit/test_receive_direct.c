/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone forwards is acknowledged when the journal has it, and not before. */
#include "receive_parts.h"
#include "receive_support.h"
#include <signal.h>
#include <sys/resource.h>

#define FROM "+491701234567"

static const struct smsmodem_receive_options direct = {.way = SMSMODEM_RECEIVE_DIRECT};

static void test_acknowledged(void **state)
{
	struct desk *desk = desk_start("", &direct);

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	phone_count_anew(desk->phone);
	phone_do(desk->phone, "deliver " FROM " one");
	phone_do(desk->phone, "deliver " FROM " two");
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " two\n");
	assert_int_equal(phone_count(desk->phone, "AT+CNMA"), 2);
	assert_int_equal(phone_count(desk->phone, "AT+CMG"), 0);
	desk_close(desk);
}

/* It was acknowledged to the network, and nobody took it: it is in the journal alone. */
static void test_killed_with_it(void **state)
{
	struct desk *desk = desk_start("", &direct);

	(void)state;
	phone_do(desk->phone, "deliver " FROM " one");
	assert_int_equal(smsmodem_next(desk->phone->modem, NULL, 1000, NULL), 1);
	assert_int_equal(phone_count(desk->phone, "AT+CNMA"), 1);
	desk_kill(desk);
	desk_receive(desk);
	assert_int_equal(desk_next(desk, 1000), 1);
	desk_expect(desk, "sms " FROM " one\n");
	desk_kill(desk);
	desk_receive(desk);
	/* none waits, so that the acknowledgement was written at once */
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk->events, 1);
	desk_close(desk);
}

/* Nothing can be written: as on a disk that is full. */
static void disk_full(bool full)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = full ? 1 : limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_true(signal(SIGXFSZ, full ? SIG_IGN : SIG_DFL) != SIG_ERR);
}

static void test_disk_full(void **state)
{
	static const enum smsmodem_receive_way ways[] = {SMSMODEM_RECEIVE_DIRECT,
							 SMSMODEM_RECEIVE_STORED};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		const struct smsmodem_receive_options options = {.way = ways[i]};
		struct desk *desk = desk_start("", &options);

		assert_int_equal(desk_run(desk, 1000), 0);
		phone_count_anew(desk->phone);
		disk_full(true);
		phone_do(desk->phone, "deliver " FROM " one");
		for (int tries = 0; tries < 3; tries++)
			assert_int_equal(desk_next(desk, 1000), SMSMODEM_E_OUTPUT);
		disk_full(false);
		assert_true(desk->error.text[0]);
		assert_int_equal(desk->events, 0);
		assert_int_equal(phone_count(desk->phone, "AT+CNMA"), 0);
		assert_int_equal(phone_count(desk->phone, "AT+CMGD"), 0);
		/* the network tries again, or the phone has kept it */
		assert_int_equal(desk_run(desk, 120000), 0);
		desk_expect(desk, "sms " FROM " one\n");
		phone_do(desk->phone, "deliver " FROM " two");
		assert_int_equal(desk_run(desk, 120000), 0);
		desk_expect(desk, "sms " FROM " one\nsms " FROM " two\n");
		desk_close(desk);
	}
}

/* What was acknowledged when the disk was full is written later. */
static void test_disk_full_at_ack(void **state)
{
	const struct smsmodem_receive_options keep = {.keep = true};
	struct desk *desk = desk_start("", &keep);
	struct smsmodem_error error;

	(void)state;
	desk->no_ack = true;
	phone_do(desk->phone, "deliver " FROM " one");
	assert_int_equal(desk_next(desk, 1000), 1);
	disk_full(true);
	int acked = smsmodem_ack(desk->phone->modem, desk->token, &error);
	assert_int_equal(desk_next(desk, 100), acked == SMSMODEM_OK ? SMSMODEM_E_OUTPUT : 0);
	assert_int_equal(phone_count(desk->phone, "AT+CMGD"), 0);
	disk_full(false);
	if (acked < 0)
		assert_int_equal(smsmodem_ack(desk->phone->modem, desk->token, &error), 0);
	assert_int_equal(desk_next(desk, 100), 0);
	assert_int_equal(desk_stored(desk, "ME"), 1);
	desk_kill(desk);
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk->events, 1);
	desk_close(desk);
}

/* More than memory is to hold, and nobody takes them. */
static void test_flood(void **state)
{
	struct desk *desk = desk_start("", &direct);
	char command[64];

	(void)state;
	for (int i = 0; i < 1500; i++) {
		(void)snprintf(command, sizeof command, "deliver " FROM " %d", i);
		phone_do(desk->phone, command);
		assert_true(smsmodem_next(desk->phone->modem, NULL, 0, NULL) >= 0);
		phone_count_anew(desk->phone);
	}
	assert_true(desk->phone->modem->receiver->arrivals->waiting <= ARRIVALS_MAX);
	for (int i = 0; i < 1500; i++) {
		(void)snprintf(command, sizeof command, "sms " FROM " %d\n", i);
		desk_clear(desk);
		assert_int_equal(desk_next(desk, 1000), 1);
		desk_expect(desk, command);
		phone_count_anew(desk->phone);
	}
	assert_int_equal(desk_next(desk, 1000), 0);
	desk_close(desk);
}

/* One that started anew without a word gets +CSMS=1 again, too, or it would not wait for +CNMA. */
static void test_left_and_restarted(void **state)
{
	struct desk *desk = desk_start("fault=urc-lost=1", &direct);

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	phone_do(desk->phone, "deliver " FROM " one");
	desk_kill(desk);
	desk_receive(desk);
	phone_do(desk->phone, "reboot");
	assert_int_equal(desk_run(desk, 5000), 0);
	assert_int_equal(session_ask(&desk->phone->modem->session, "AT+CSMS?", 0, NULL),
			 SMSMODEM_OK);
	assert_memory_equal(session_find(&desk->phone->modem->session, "+CSMS:"), "+CSMS: 1", 8);
	desk_close(desk);
}

/* A class 0 message comes directly in every way, if the phone forwards it at all. */
/* Its predecessor died with one that the phone waits for: when that gives up, it tells no more. */
static void test_left_by_another(void **state)
{
	struct desk *desk = desk_start("acknowledge=15000", &direct);

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	phone_do(desk->phone, "deliver " FROM " one");
	desk_kill(desk);
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 20000), 0);
	phone_do(desk->phone, "deliver " FROM " two");
	assert_int_equal(desk_run(desk, 25000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " two\n");
	phone_do(desk->phone, "deliver " FROM " three");
	assert_int_equal(desk_run(desk, 100), 0);
	assert_int_equal(desk->events, 3);
	desk_close(desk);
}

static void test_flash(void **state)
{
	static const char flash[] = "deliver-pdu 079194710167000004"
				    "0B919471103254F6001062113221000040056F775D4E07";
	struct desk *desk = desk_start("fault=flash-direct", NULL);

	(void)state;
	phone_do(desk->phone, flash);
	assert_int_equal(desk_run(desk, 30000), 0);
	phone_do(desk->phone, "deliver " FROM " two");
	assert_int_equal(desk_run(desk, 30000), 0);
	assert_int_equal(desk->events, 2);
	desk_close(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_acknowledged),    cmocka_unit_test(test_killed_with_it),
		cmocka_unit_test(test_disk_full),       cmocka_unit_test(test_disk_full_at_ack),
		cmocka_unit_test(test_left_by_another), cmocka_unit_test(test_left_and_restarted),
		cmocka_unit_test(test_flood),           cmocka_unit_test(test_flash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
