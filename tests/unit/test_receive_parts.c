/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts: in any order, twice, too many for the memory, too late, and across the program's death. */
#include "receive_parts.h"
#include "receive_support.h"

#define FROM   "+491701234567"
#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

/* A text of so many parts, "text N aaaa...". */
static void make(struct parts *parts, int n, size_t count)
{
	char text[1300];
	size_t length = (size_t)snprintf(text, sizeof text, "text %d ", n);

	memset(text + length, 'a' + n, sizeof text - length);
	text[count > 1 ? count * 153 - 20 : 100] = '\0';
	parts_make(parts, FROM, text, n, n);
	assert_int_equal(parts->count, count);
}

/* @param order of parts, as digits; '-' lets the program take what there is, '!' kills it */
struct order_row {
	const char *name, *options, *order;
	size_t count;
	enum smsmodem_receive_way way;
	bool no_journal;
};

static const struct order_row orders[] = {
	{"in order", "", "123", 3, SMSMODEM_RECEIVE_AUTO, false},
	{"one by one", "", "1-2-3-", 3, SMSMODEM_RECEIVE_AUTO, false},
	{"reversed", "", "3-2-1-", 3, SMSMODEM_RECEIVE_AUTO, false},
	{"twice, at once", "", "1122", 2, SMSMODEM_RECEIVE_AUTO, false},
	{"twice, later", "", "1-1-2-2-1-", 2, SMSMODEM_RECEIVE_AUTO, false},
	{"killed in between", "", "2-!1-!3-!", 3, SMSMODEM_RECEIVE_AUTO, false},
	{"killed before they are read", "", "2!1!3!", 3, SMSMODEM_RECEIVE_AUTO, false},
	{"more than the memory has places", "storage=me=3,sm=1", "1-2-3-4-5-6-7-8-", 8,
	 SMSMODEM_RECEIVE_AUTO, false},
	{"more, all at once", "storage=me=3,sm=1", "87654321", 8, SMSMODEM_RECEIVE_AUTO, false},
	{"more, and killed", "storage=me=3,sm=1", "12-!3-!4-5-!6-7-!8-", 8, SMSMODEM_RECEIVE_AUTO,
	 false},
	{"more, without a journal", "storage=me=3,sm=1", "1-2-3-4-5-6-7-8-", 8,
	 SMSMODEM_RECEIVE_AUTO, true},
	{"forwarded", "", "3-1-2-", 3, SMSMODEM_RECEIVE_DIRECT, false},
	{"forwarded, twice", "", "3-3-1-1-2-2-", 3, SMSMODEM_RECEIVE_DIRECT, false},
	{"forwarded, and killed", "", "3-!1-!2-!", 3, SMSMODEM_RECEIVE_DIRECT, false},
	{"forwarded, and killed at once", "", "3!1!2!", 3, SMSMODEM_RECEIVE_DIRECT, false},
	{"asked for", "", "2-1-3-", 3, SMSMODEM_RECEIVE_POLL, false},
	{"quirky, killed", "profile=quirky", "2-!1-!3-!", 3, SMSMODEM_RECEIVE_AUTO, false},
};

static void order_step(struct desk *desk, const struct parts *parts, char step)
{
	if (step == '-') {
		assert_int_equal(desk_run(desk, 11000), 0);
	} else if (step == '!') {
		desk_kill(desk);
		desk_receive(desk);
	} else {
		phone_do(desk->phone, parts->command[step - '1']);
	}
}

static void test_orders(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		const struct order_row *row = &orders[i];
		const struct smsmodem_receive_options options = {.way = row->way,
								 .no_journal = row->no_journal};
		struct desk *desk = desk_start(row->options, &options);
		struct parts parts;

		print_message("%s\n", row->name);
		make(&parts, (int)i, row->count);
		for (const char *step = row->order; *step; step++)
			order_step(desk, &parts, *step);
		/* much later nothing more comes of it */
		desk_pass(desk, 2 * DAY_MS);
		assert_int_equal(desk->events, 1);
		assert_int_equal(desk->redelivered, 0);
		assert_null(strchr(desk->log, '/'));
		assert_int_equal(desk_stored(desk, "ME"), 0);
		desk_close(desk);
	}
}

/* Two messages of one sender, and one of another with the same reference. */
static void test_interleaved(void **state)
{
	struct desk *desk = desk_start("", NULL);
	struct parts parts[3];

	(void)state;
	for (int i = 0; i < 3; i++)
		make(&parts[i], i, 2);
	for (int part = 1; part >= 0; part--)
		for (int i = 0; i < 3; i++)
			phone_do(desk->phone, parts[i].command[part]);
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk->events, 3);
	assert_null(strchr(desk->log, '/'));
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

/* The centre sends a part once more, and stamps it anew: other octets, the same part. */
static void test_stamped_anew(void **state)
{
	struct desk *desk = desk_start("", NULL);
	struct parts parts[2];
	char text[300];

	(void)state;
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	parts_make(&parts[0], FROM, text, 7, 1);
	parts_make(&parts[1], FROM, text, 7, 2);
	phone_do(desk->phone, parts[0].command[0]);
	assert_int_equal(desk_run(desk, 1000), 0);
	phone_do(desk->phone, parts[1].command[0]);
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk_stored(desk, "ME"), 1);
	desk_kill(desk);
	desk_receive(desk);
	phone_do(desk->phone, parts[1].command[1]);
	desk_pass(desk, 2 * DAY_MS);
	assert_int_equal(desk->events, 1);
	assert_null(strchr(desk->log, '/'));
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

/* --- never complete --- */

static void test_expiry(void **state)
{
	struct desk *desk = desk_start("", NULL);
	struct parts parts;

	(void)state;
	make(&parts, 1, 3);
	phone_do(desk->phone, parts.command[0]);
	desk_pass(desk, DAY_MS / 2);
	phone_do(desk->phone, parts.command[2]);
	desk_pass(desk, DAY_MS / 2 - 60000);
	assert_int_equal(desk->events, 0);
	assert_int_equal(desk_stored(desk, "ME"), 2);
	assert_int_equal(desk_next(desk, 61000), 1);
	assert_non_null(strstr(desk->log, " 2/3\n"));
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

/* The journal has known a part for so long; a clock that jumped loses nothing. */
static void seen_before(struct desk *desk, const char *command, int64_t age_s)
{
	const char *hex = strchr(command, ' ') + 1;
	uint8_t octets[SMSMODEM_PDU_MAX];
	struct journal *journal;
	struct received pdu;
	struct journal_id id;

	assert_int_equal(received_read(hex, -1, &pdu), SMSMODEM_OK);
	size_t count = received_plain(&pdu, octets);
	assert_int_equal(journal_open(desk->dir, &journal, NULL), SMSMODEM_OK);
	assert_int_equal(session_ask(&desk->phone->modem->session, "AT+CIMI", 0, NULL), 0);
	assert_int_equal(
		journal_phone(journal, lines_get(&desk->phone->modem->session.response, 0), NULL),
		SMSMODEM_OK);
	journal_identify(journal, octets, count, &id);
	assert_int_equal(journal_see(journal, &id, clock_wall_s() - age_s, NULL, 0, NULL), 0);
	assert_int_equal(journal_commit(journal, true, NULL), SMSMODEM_OK);
	journal_close(journal);
}

/* The others came while nobody looked: it is complete, however long the first has waited. */
static void test_completed_while_away(void **state)
{
	struct desk *desk = desk_open("", NULL);
	struct parts parts;

	(void)state;
	make(&parts, 1, 3);
	assert_int_equal(smsmodem_prepare(desk->phone->modem, NULL), SMSMODEM_OK);
	seen_before(desk, parts.command[0], 48 * 3600);
	seen_before(desk, parts.command[1], 48 * 3600);
	for (size_t i = 0; i < parts.count; i++)
		phone_do(desk->phone, parts.command[i]);
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk->events, 1);
	assert_null(strchr(desk->log, '/'));
	desk_close(desk);
}

static void test_expiry_counts_from_the_first(void **state)
{
	static const struct {
		const char *name;
		int64_t age_s, left_ms;
	} rows[] = {
		{"23 hours", 23 * 3600, DAY_MS / 24},
		{"two days", 48 * 3600, 0},
		{"from the future", -48 * 3600, DAY_MS},
		{"before the clock was set", INT64_C(40) * 365 * 86400, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct desk *desk = desk_open("", NULL);
		struct parts parts;

		print_message("%s\n", rows[i].name);
		make(&parts, 1, 2);
		assert_int_equal(smsmodem_prepare(desk->phone->modem, NULL), SMSMODEM_OK);
		seen_before(desk, parts.command[0], rows[i].age_s);
		phone_do(desk->phone, parts.command[0]);
		desk_receive(desk);
		if (rows[i].left_ms > 0)
			desk_pass(desk, rows[i].left_ms - 60000);
		assert_int_equal(desk->events, 0);
		assert_int_equal(desk_next(desk, 120000), 1);
		assert_non_null(strstr(desk->log, " 1/2\n"));
		desk_close(desk);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orders),
		cmocka_unit_test(test_interleaved),
		cmocka_unit_test(test_stamped_anew),
		cmocka_unit_test(test_expiry),
		cmocka_unit_test(test_completed_while_away),
		cmocka_unit_test(test_expiry_counts_from_the_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
