/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reassembly: any order, duplicates also after the end, references that come again, what is whose.
 */
#include "join_support.h"

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof *fixture);

	if (!fixture)
		return -1;
	fixture_start(fixture, 0, 0);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	fixture_end(*state);
	free(*state);
	return 0;
}

struct single_row {
	const char *name;
	struct smsmodem_concat concat;
};

static const struct single_row single_rows[] = {
	{"none", {0}},
	{"one of one", {.ref_bits = 8, .ref = 1, .total = 1, .seq = 1}},
	/* 23.040 9.2.3.24.1: to be ignored */
	{"number above the total", {.ref_bits = 8, .ref = 1, .total = 2, .seq = 3}},
	{"number 0", {.ref_bits = 16, .ref = 1, .total = 2, .seq = 0}},
	{"total 0", {.ref_bits = 16, .ref = 1, .total = 0, .seq = 1}},
	{"number 255 of none", {.ref_bits = 0, .ref = 1, .total = 0, .seq = 255}},
};

static void test_single(void **state)
{
	for (size_t i = 0; i < COUNT(single_rows); i++) {
		struct smsmodem_tpdu tpdu = part_of("+1", 0, 0, 0, 'a');

		tpdu.concat = single_rows[i].concat;
		for (int twice = 0; twice < 2; twice++) {
			assert_int_equal(add_tpdu(*state, &tpdu), 1);
			assert_message(*state, "a", 1);
		}
	}
}

/* Every order of four parts. */
static void test_orders(void **state)
{
	for (unsigned order = 0; order < 256; order++) {
		unsigned seq[4] = {order & 3, order >> 2 & 3, order >> 4 & 3, order >> 6};
		unsigned seen = 1U << seq[0] | 1U << seq[1] | 1U << seq[2] | 1U << seq[3];

		if (seen != 15)
			continue;
		for (size_t i = 0; i < 4; i++)
			assert_int_equal(add(*state, "+1", 7, 4, seq[i] + 1, (char)('a' + seq[i])),
					 i == 3);
		assert_message(*state, "abcd", 4);
	}
}

/* All 255 parts there can be, backwards and with an odd step. */
static void test_longest(void **state)
{
	struct fixture *fixture = *state;

	for (unsigned step = 101; step <= 254; step += 153)
		for (unsigned i = 1; i <= 255; i++)
			assert_int_equal(
				add(fixture, "+1", 7, 255, i * step % 255 + 1, (char)(i * step)),
				i == 255);
	assert_int_equal(fixture->message.count, 255);
	for (size_t i = 0; i < 255; i++)
		assert_int_equal(fixture->message.parts[i].concat.seq, i + 1);
}

static void test_duplicates(void **state)
{
	for (int i = 0; i < 3; i++)
		assert_int_equal(add(*state, "+1", 7, 3, 2, 'b'), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(add(*state, "+1", 7, 3, 3, 'c'), 0);
	assert_int_equal(add(*state, "+1", 7, 3, 2, 'b'), 0);
	assert_int_equal(add(*state, "+1", 7, 3, 1, 'a'), 1);
	assert_message(*state, "abc", 3);
}

struct resent_row {
	const char *name;
	enum smsmodem_kind kind;
	uint8_t second; /* of TP-SCTS, that was 1 */
	bool valid;
	char letter; /* that was a */
	bool dropped;
};

static const struct resent_row resent_rows[] = {
	{"the same", SMSMODEM_KIND_DELIVER, 1, true, 'a', true},
	{"other time", SMSMODEM_KIND_DELIVER, 2, true, 'a', false},
	{"no time", SMSMODEM_KIND_DELIVER, 1, false, 'a', false},
	{"other data", SMSMODEM_KIND_DELIVER, 1, true, 'x', false},
	{"a SUBMIT has no time", SMSMODEM_KIND_SUBMIT, 1, true, 'a', false},
};

/* A part that comes again when its message is complete opens no new one. */
static void test_resent(void **state)
{
	for (size_t i = 0; i < COUNT(resent_rows); i++) {
		const struct resent_row *row = &resent_rows[i];
		struct smsmodem_tpdu first = part_at(part_of("+1", (unsigned)i, 2, 1, 'a'), 1);
		struct smsmodem_tpdu second = part_at(part_of("+1", (unsigned)i, 2, 2, 'b'), 1);
		struct smsmodem_tpdu again =
			part_at(part_of("+1", (unsigned)i, 2, 1, row->letter), row->second);
		const char letter[2] = {row->letter, '\0'};

		first.kind = second.kind = again.kind = row->kind;
		again.scts.valid = row->valid;
		assert_int_equal(add_tpdu(*state, &first), 0);
		assert_int_equal(add_tpdu(*state, &second), 1);
		assert_message(*state, "ab", 2);
		assert_int_equal(add_tpdu(*state, &again), 0);
		if (!row->dropped)
			assert_flushed(*state, letter, 2);
		assert_int_equal(smsmodem_join_flush(((struct fixture *)*state)->join,
						     &((struct fixture *)*state)->message),
				 0);
	}
}

/* Also a part of what was given out incomplete is taken again: the rest may follow. */
static void test_resent_incomplete(void **state)
{
	struct smsmodem_tpdu first = part_at(part_of("+1", 1, 2, 1, 'a'), 1);
	struct smsmodem_tpdu second = part_at(part_of("+1", 1, 2, 2, 'b'), 1);

	assert_int_equal(add_tpdu(*state, &first), 0);
	assert_flushed(*state, "a", 2);
	assert_int_equal(add_tpdu(*state, &first), 0);
	assert_int_equal(add_tpdu(*state, &second), 1);
	assert_message(*state, "ab", 2);
}

/* A late copy of the old message while a new one has the reference is neither's. */
static void test_resent_into_next(void **state)
{
	struct smsmodem_tpdu old[2], new[2];

	for (unsigned i = 0; i < 2; i++) {
		old[i] = part_at(part_of("+1", 1, 2, i + 1, (char)('a' + i)), 1);
		new[i] = part_at(part_of("+1", 1, 2, i + 1, (char)('x' + i)), 2);
	}
	assert_int_equal(add_tpdu(*state, &old[0]), 0);
	assert_int_equal(add_tpdu(*state, &old[1]), 1);
	assert_message(*state, "ab", 2);
	assert_int_equal(add_tpdu(*state, &new[0]), 0);
	assert_int_equal(add_tpdu(*state, &old[0]), 0);
	assert_int_equal(add_tpdu(*state, &old[1]), 0);
	assert_int_equal(add_tpdu(*state, &new[1]), 1);
	assert_message(*state, "xy", 2);
}

/* Same reference and number with other data: a new message; the old one is given out first. */
static void test_reused_reference(void **state)
{
	assert_int_equal(add(*state, "+1", 7, 3, 1, 'a'), 0);
	assert_int_equal(add(*state, "+1", 7, 3, 2, 'b'), 0);
	assert_int_equal(add(*state, "+1", 7, 3, 1, 'x'), 1);
	assert_message(*state, "ab", 3);
	assert_int_equal(add(*state, "+1", 7, 3, 3, 'z'), 0);
	assert_int_equal(add(*state, "+1", 7, 3, 2, 'y'), 1);
	assert_message(*state, "xyz", 3);
}

/* A part as the centre took it on a day, at an hour, of a zone. */
static struct smsmodem_tpdu part_on(unsigned seq, char letter, uint8_t month, uint8_t day,
				    uint8_t hour, int16_t zone_minutes)
{
	struct smsmodem_tpdu tpdu = part_at(part_of("+1", 7, 3, seq, letter), 0);

	tpdu.scts.month = month;
	tpdu.scts.day = day;
	tpdu.scts.hour = hour;
	tpdu.scts.zone_minutes = zone_minutes;
	pdu_time_encode(&tpdu.scts, tpdu.scts.octets);
	return tpdu;
}

struct apart_row {
	const char *name;
	uint8_t month, day, hour;
	int16_t zone_minutes;
	bool other;
};

/* From 2026-03-01 12:00 UTC. */
static const struct apart_row apart_rows[] = {
	{"at once", 3, 1, 12, 0, false},
	{"three days later", 3, 4, 12, 0, false},
	{"and an hour", 3, 4, 13, 0, true},
	{"which is one of the zone", 3, 4, 13, 60, false},
	{"which is one of the zone, and more", 3, 4, 12, -15, true},
	{"three days earlier, in February", 2, 26, 12, 0, false},
	{"and an hour", 2, 26, 11, 0, true},
	{"half a year later", 9, 1, 12, 0, true},
};

/* Senders come round to a reference: what the centre took days apart is of two messages. */
static void test_apart(void **state)
{
	for (size_t i = 0; i < COUNT(apart_rows); i++) {
		const struct apart_row *row = &apart_rows[i];
		struct smsmodem_tpdu first = part_on(2, 'b', 3, 1, 12, 0);
		struct smsmodem_tpdu second = part_on(1, (char)('0' + i), row->month, row->day,
						      row->hour, row->zone_minutes);
		const char late[2] = {(char)('0' + i), '\0'},
			   both[3] = {(char)('0' + i), 'b', '\0'};

		print_message("  %s\n", row->name);
		assert_int_equal(add_tpdu(*state, &first), 0);
		assert_int_equal(add_tpdu(*state, &second), row->other);
		if (row->other)
			assert_message(*state, "b", 3);
		assert_flushed(*state, row->other ? late : both, 3);
	}
}

/* The same part again is another one too; of what has no time nothing is known. */
static void test_apart_same(void **state)
{
	struct smsmodem_tpdu first = part_on(2, 'b', 3, 1, 12, 0), second = first;

	assert_int_equal(add_tpdu(*state, &first), 0);
	second.scts.valid = false;
	assert_int_equal(add_tpdu(*state, &second), 0);
	second = part_on(2, 'b', 3, 9, 12, 0);
	assert_int_equal(add_tpdu(*state, &second), 1);
	assert_message(*state, "b", 3);
	second = part_on(1, 'a', 6, 9, 12, 0);
	second.scts.valid = false;
	assert_int_equal(add_tpdu(*state, &second), 0);
	assert_flushed(*state, "ab", 3);
	/* the first counts, so that a chain of parts is not for ever */
	first = part_on(1, 'a', 3, 1, 12, 0);
	assert_int_equal(add_tpdu(*state, &first), 0);
	second = part_on(2, 'b', 3, 3, 12, 0);
	assert_int_equal(add_tpdu(*state, &second), 0);
	second = part_on(3, 'c', 3, 5, 12, 0);
	assert_int_equal(add_tpdu(*state, &second), 1);
	assert_message(*state, "ab", 3);
	assert_flushed(*state, "c", 3);
	/* the first that has one */
	first = part_on(2, 'b', 3, 1, 12, 0);
	second = part_on(1, 'a', 6, 9, 12, 0);
	first.scts.valid = false;
	assert_int_equal(add_tpdu(*state, &first), 0);
	second.scts.valid = true;
	assert_int_equal(add_tpdu(*state, &second), 0);
	second = part_on(3, 'c', 6, 19, 12, 0);
	assert_int_equal(add_tpdu(*state, &second), 1);
	assert_message(*state, "ab", 3);
	assert_flushed(*state, "c", 3);
}

struct key_row {
	const char *name;
	const char *from;
	uint8_t toa;
	enum smsmodem_kind kind;
	uint8_t ref_bits;
	uint16_t ref;
	uint8_t total;
	bool other; /* than the first one */
};

static const struct key_row key_rows[] = {
	{"all the same", "+1", 0x91, SMSMODEM_KIND_DELIVER, 8, 7, 2, false},
	{"sender", "+2", 0x91, SMSMODEM_KIND_DELIVER, 8, 7, 2, true},
	{"longer sender", "+12", 0x91, SMSMODEM_KIND_DELIVER, 8, 7, 2, true},
	{"no sender", "", 0x91, SMSMODEM_KIND_DELIVER, 8, 7, 2, true},
	{"type of address", "+1", 0x81, SMSMODEM_KIND_DELIVER, 8, 7, 2, true},
	{"direction", "+1", 0x91, SMSMODEM_KIND_SUBMIT, 8, 7, 2, true},
	{"size of the reference", "+1", 0x91, SMSMODEM_KIND_DELIVER, 16, 7, 2, true},
	{"reference", "+1", 0x91, SMSMODEM_KIND_DELIVER, 8, 8, 2, true},
	{"high octet of it", "+1", 0x91, SMSMODEM_KIND_DELIVER, 8, 0x107, 2, true},
	{"total", "+1", 0x91, SMSMODEM_KIND_DELIVER, 8, 7, 3, true},
};

/* A second part that differs in any of the key does not complete the first one's message. */
static void test_keys(void **state)
{
	for (size_t i = 0; i < COUNT(key_rows); i++) {
		const struct key_row *row = &key_rows[i];
		struct smsmodem_tpdu other = part_of(row->from, row->ref, row->total, 2, 'x');

		other.peer.toa = row->toa;
		other.kind = row->kind;
		other.concat.ref_bits = row->ref_bits;
		assert_int_equal(add(*state, "+1", 7, 2, 1, 'a'), 0);
		assert_int_equal(add_tpdu(*state, &other), !row->other);
		if (row->other) {
			assert_int_equal(add(*state, "+1", 7, 2, 2, 'b'), 1);
			assert_message(*state, "ab", 2);
			assert_flushed(*state, "x", row->total);
		}
	}
}

/*
 * A reference is the sender's, not that of a port (23.040 9.2.3.24.1), and parts may differ in how
 * they were handled on their way.
 */
static void test_not_keys(void **state)
{
	struct smsmodem_tpdu other = part_at(part_of("+1", 7, 2, 2, 'b'), 9);

	memcpy(other.smsc.text, "+44", 4);
	other.ports = (struct smsmodem_ports){.bits = 16, .dst = 2948, .src = 9200};
	other.pid = 0x41;
	other.dcs = 4;
	other.no_more = true;
	assert_int_equal(add(*state, "+1", 7, 2, 1, 'a'), 0);
	assert_int_equal(add_tpdu(*state, &other), 1);
	assert_message(*state, "ab", 2);
	assert_int_equal(((struct fixture *)*state)->message.parts[1].ports.dst, 2948);
}

static void test_flush_order(void **state)
{
	assert_int_equal(add(*state, "+1", 1, 3, 2, 'b'), 0);
	assert_int_equal(add(*state, "+2", 1, 3, 1, 'x'), 0);
	assert_int_equal(add(*state, "+1", 1, 3, 1, 'a'), 0);
	assert_flushed(*state, "ab", 3);
	assert_flushed(*state, "x", 3);
}

/* Nothing was ever added. */
static void test_nothing(void **state)
{
	struct smsmodem_join *join = smsmodem_join_new(NULL);

	(void)state;
	assert_non_null(join);
	smsmodem_join_free(join);
	smsmodem_join_free(NULL);
	assert_int_equal(add_tpdu(*state, NULL), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_single),
		TEST(test_orders),
		TEST(test_longest),
		TEST(test_duplicates),
		TEST(test_resent),
		TEST(test_resent_incomplete),
		TEST(test_resent_into_next),
		TEST(test_reused_reference),
		TEST(test_apart),
		TEST(test_apart_same),
		TEST(test_keys),
		TEST(test_not_keys),
		TEST(test_flush_order),
		TEST(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
