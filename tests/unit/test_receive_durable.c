/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal is everybody's: nothing in it stays open while a phone is waited for, and what is
 * acknowledged is written, whether the link is there or not.
 */
#include "receive_parts.h"
#include "receive_support.h"

#define FROM "+491701234567"
#define CMT  "+CMT: ,24"
#define PDU  "0791947101670000040B919471103254F6000062113221000040056F775D4E07"

static struct transport_ops slow; /* the phone's, a few octets at a time */
static struct desk *watched;      /* whose journal is looked at */
static bool withheld, torn;
static int waits;

/* Another process that writes does not find it locked. */
static bool is_free(const struct desk *desk)
{
	struct journal *other;
	const struct journal_id id = {{1}};

	assert_int_equal(journal_open(desk->dir, &other, NULL), SMSMODEM_OK);
	journal_patience(other, 0);
	bool free = journal_see(other, &id, 1, NULL, 0, NULL) == SMSMODEM_OK;
	journal_close(other);
	return free;
}

static ssize_t slow_read(struct transport *transport, void *octets, size_t size,
			 struct smsmodem_error *error)
{
	withheld = !withheld;
	if (withheld)
		return 0;
	return phone_read(transport, octets, size < 40 ? size : 40, error);
}

static int slow_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
		     struct smsmodem_error *error)
{
	if (!want_write && withheld && watched->phone->modem->receiver) {
		waits++;
		assert_false(watched->phone->modem->receiver->arrivals->uncommitted);
		return TRANSPORT_READABLE;
	}
	return phone_wait(transport, want_write, deadline_ms, error);
}

/* No record of a list is a PDU. */
static ssize_t torn_read(struct transport *transport, void *octets, size_t size,
			 struct smsmodem_error *error)
{
	ssize_t count = phone_read(transport, octets, size, error);

	for (ssize_t i = 2; torn && i + 2 < count; i++)
		if (memcmp((char *)octets + i - 2, "\r\n07", 4) == 0)
			((char *)octets)[i + 1] = 'Z';
	return count;
}

static void hook(struct desk *desk,
		 ssize_t (*read_some)(struct transport *, void *, size_t, struct smsmodem_error *),
		 int (*wait_for)(struct transport *, bool, int64_t, struct smsmodem_error *))
{
	slow = *desk->phone->head.ops;
	slow.read = read_some;
	slow.wait = wait_for;
	desk->phone->head.ops = &slow;
	watched = desk;
	waits = 0;
}

/* All that is listed is known, and noted as seen once more. */
static void test_slow_list(void **state)
{
	const struct smsmodem_receive_options keep = {.keep = true};
	struct desk *desk = desk_start("", &keep);
	char command[64];

	(void)state;
	for (int i = 0; i < 20; i++) {
		(void)snprintf(command, sizeof command, "deliver " FROM " %d", i);
		phone_do(desk->phone, command);
	}
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk->events, 20);
	desk_kill(desk);
	desk_receive(desk);
	hook(desk, slow_read, slow_wait);
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk->events, 20);
	assert_true(waits > 20);
	assert_true(is_free(desk));
	desk_close(desk);
}

/* Two wait; the link goes while the first is being handled. */
static void test_acknowledged_without_link(void **state)
{
	struct desk *desk = desk_start("", NULL);
	struct smsmodem *modem = desk->phone->modem;

	(void)state;
	desk->no_ack = true;
	phone_do(desk->phone, "deliver " FROM " one");
	phone_do(desk->phone, "deliver " FROM " two");
	assert_int_equal(desk_next(desk, 1000), 1);
	assert_int_equal(smsmodem_next(modem, NULL, 100, NULL), 1);
	phone_do(desk->phone, "unplug");
	for (int i = 0; i < 5 && smsmodem_next(modem, NULL, 100, NULL) >= 0; i++)
		;
	assert_true(modem->receiver->arrivals->broken);
	assert_int_equal(smsmodem_ack(modem, desk->token, NULL), SMSMODEM_OK);
	assert_true(is_free(desk));
	phone_do(desk->phone, "plug");
	desk_kill(desk);
	desk->no_ack = false;
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " two\n");
	desk_close(desk);
}

/* The last words of a link that broke are written, too. */
static void test_noted_without_link(void **state)
{
	struct desk *desk = desk_start("", NULL);
	struct smsmodem *modem = desk->phone->modem;
	struct smsmodem_error error;

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(receive_line(modem, CMT, PDU, &error), SMSMODEM_OK);
	assert_false(is_free(desk));
	phone_do(desk->phone, "unplug");
	assert_int_equal(smsmodem_next(modem, NULL, 100, NULL), SMSMODEM_E_LINK);
	assert_true(is_free(desk));
	desk_close(desk);
}

/* What was rolled back is not acknowledged to the network, and comes again. */
static void test_lost_with_another(void **state)
{
	const struct smsmodem_receive_options direct = {.way = SMSMODEM_RECEIVE_DIRECT};
	struct desk *desk = desk_start("", &direct);
	struct smsmodem *modem = desk->phone->modem;
	const struct arrivals *arrivals = modem->receiver->arrivals;

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	phone_count_anew(desk->phone);
	assert_int_equal(receive_line(modem, CMT, PDU, NULL), SMSMODEM_OK);
	assert_int_equal(arrivals->acks_due, 1);
	journal_close(modem->receiver->journal);
	assert_int_equal(journal_open(desk->dir, &modem->receiver->journal, NULL), SMSMODEM_OK);
	assert_int_equal(journal_lost(modem, SMSMODEM_E_OUTPUT), SMSMODEM_E_OUTPUT);
	assert_int_equal(smsmodem_next(modem, NULL, 10, NULL), 1);
	assert_int_equal(phone_count(desk->phone, "AT+CNMA"), 0);
	assert_true(arrivals->renew_ms > 0);
	desk_close(desk);
}

/* A commit that was not durable does not make the next one needless. */
static void test_durable_after_plain(void **state)
{
	const struct smsmodem_receive_options direct = {.way = SMSMODEM_RECEIVE_DIRECT};
	struct desk *desk = desk_start("", &direct);
	struct smsmodem *modem = desk->phone->modem;
	const struct arrivals *arrivals = modem->receiver->arrivals;

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(receive_line(modem, CMT, PDU, NULL), SMSMODEM_OK);
	assert_int_equal(receive_commit(modem, false, NULL), SMSMODEM_OK);
	assert_true(arrivals->unsynced);
	assert_int_equal(direct_acknowledge(modem, NULL), SMSMODEM_OK);
	assert_false(arrivals->unsynced);
	desk_close(desk);
}

/* It is told once, and makes nobody read the memory again and again. */
static void test_unreadable(void **state)
{
	struct desk *desk = desk_open("", NULL);

	(void)state;
	hook(desk, torn_read, phone_wait);
	torn = true;
	assert_int_equal(smsmodem_prepare(desk->phone->modem, NULL), SMSMODEM_OK);
	phone_do(desk->phone, "deliver " FROM " one");
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 100000), 0);
	desk_expect(desk, "event 6\n");
	phone_count_anew(desk->phone);
	assert_int_equal(desk_run(desk, 100000), 0);
	desk_expect(desk, "event 6\n");
	assert_int_equal(phone_count(desk->phone, "AT+CMG"), 0);
	assert_int_equal(desk_stored(desk, "ME"), 1);
	torn = false;
	desk->phone->modem->receiver->arrivals->memory[0].dirty = true;
	desk->phone->modem->receiver->arrivals->memory[1].dirty = true;
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "event 6\nsms " FROM " one\n");
	desk_close(desk);
}

/* A forwarded one that nobody can ask for again. */
static void test_unreadable_forwarded(void **state)
{
	struct desk *desk = desk_start("", NULL);

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	desk->phone->modem->receiver->arrivals->acks = false;
	assert_int_equal(receive_line(desk->phone->modem, CMT, "07Z", NULL), SMSMODEM_OK);
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "event 6\n");
	desk_close(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slow_list),
		cmocka_unit_test(test_acknowledged_without_link),
		cmocka_unit_test(test_noted_without_link),
		cmocka_unit_test(test_lost_with_another),
		cmocka_unit_test(test_durable_after_plain),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_unreadable_forwarded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
