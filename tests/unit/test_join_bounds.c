/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reassembly and its bounds: time, places, memory, and hashes that are equal by chance. */
#include "join_support.h"

/* --- expiry --- */

/* Counted from the first part of each; what comes at the time itself is late. */
static void test_expiry(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_start(&fixture, 0, 100);
	fixture.now_ms = -50; /* of any clock */
	assert_int_equal(smsmodem_join_deadline(fixture.join), INT64_MAX);
	assert_int_equal(add(&fixture, "+1", 1, 3, 1, 'a'), 0);
	assert_int_equal(smsmodem_join_deadline(fixture.join), 50);
	fixture.now_ms = 0;
	assert_int_equal(add(&fixture, "+2", 1, 3, 1, 'x'), 0);
	fixture.now_ms = 49;
	assert_int_equal(add(&fixture, "+1", 1, 3, 2, 'b'), 0);
	assert_int_equal(smsmodem_join_deadline(fixture.join), 50);
	fixture.now_ms = 50;
	assert_int_equal(add(&fixture, "+1", 1, 3, 3, 'c'), 1);
	assert_message(&fixture, "ab", 3);
	assert_int_equal(smsmodem_join_deadline(fixture.join), 100);
	assert_int_equal(add(&fixture, "+2", 1, 3, 2, 'y'), 0);
	fixture.now_ms = 99;
	assert_int_equal(add_tpdu(&fixture, NULL), 0);
	fixture.now_ms = 100;
	assert_int_equal(add_tpdu(&fixture, NULL), 1);
	assert_message(&fixture, "xy", 3);
	assert_int_equal(smsmodem_join_deadline(fixture.join), 150);
	fixture.now_ms = INT64_MAX;
	assert_int_equal(add_tpdu(&fixture, NULL), 1);
	assert_message(&fixture, "c", 3);
	fixture_end(&fixture);
}

/* One call gives out one message: those that have expired, by age, then what the part did. */
static void test_several_ready(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_start(&fixture, 0, 100);
	for (unsigned i = 0; i < 5; i++)
		assert_int_equal(add(&fixture, "+1", i, 2, 1, (char)('a' + i)), 0);
	fixture.now_ms = 100;
	assert_int_equal(add(&fixture, "+1", 9, 1, 1, 'z'), 1);
	for (unsigned i = 0; i < 5; i++) {
		const char letter[2] = {(char)('a' + i), '\0'};

		assert_letters(&fixture, letter, 2);
		assert_int_equal(smsmodem_join_deadline(fixture.join), 100);
		assert_int_equal(add_tpdu(&fixture, NULL), 1);
	}
	assert_message(&fixture, "z", 1);
	fixture_end(&fixture);
}

/* A clock that goes back is taken as standing; a deadline that no clock reaches is none. */
static void test_odd_times(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_start(&fixture, 0, 100);
	fixture.now_ms = 1000;
	assert_int_equal(add(&fixture, "+1", 1, 2, 1, 'a'), 0);
	fixture.now_ms = 10;
	assert_int_equal(add(&fixture, "+1", 2, 2, 1, 'b'), 0);
	assert_flushed(&fixture, "a", 2);
	assert_int_equal(smsmodem_join_deadline(fixture.join), 1100);
	assert_flushed(&fixture, "b", 2);
	fixture.now_ms = INT64_MAX - 99;
	assert_int_equal(add(&fixture, "+1", 1, 2, 1, 'a'), 0);
	assert_int_equal(smsmodem_join_deadline(fixture.join), INT64_MAX);
	assert_flushed(&fixture, "a", 2);
	fixture_end(&fixture);

	fixture_start(&fixture, 0, 0); /* for ever */
	assert_int_equal(add(&fixture, "+1", 1, 2, 1, 'a'), 0);
	fixture.now_ms = INT64_MAX;
	assert_int_equal(smsmodem_join_deadline(fixture.join), INT64_MAX);
	assert_int_equal(add_tpdu(&fixture, NULL), 0);
	assert_int_equal(add(&fixture, "+1", 1, 2, 2, 'b'), 1);
	assert_message(&fixture, "ab", 2);
	fixture_end(&fixture);
}

/* --- places --- */

/* The public least: 255 parts wait, and the oldest other message makes room, never its own. */
static void test_capacity(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_start(&fixture, 1, 0); /* is too few, and taken as 255 */
	assert_int_equal(add(&fixture, "+1", 1, 255, 1, 'a'), 0);
	assert_int_equal(add(&fixture, "+2", 1, 9, 3, 'n'), 0);
	assert_int_equal(add(&fixture, "+2", 1, 9, 1, 'm'), 0);
	for (unsigned seq = 2; seq <= 253; seq++)
		assert_int_equal(add(&fixture, "+1", 1, 255, seq, 'a'), 0);
	assert_int_equal(add(&fixture, "+1", 1, 255, 254, 'a'), 1);
	assert_message(&fixture, "mn", 9);
	assert_int_equal(add(&fixture, "+3", 1, 9, 1, 'x'), 0);
	assert_int_equal(add(&fixture, "+1", 1, 255, 255, 'a'), 1); /* needs no room */
	assert_int_equal(fixture.message.count, 255);
	assert_flushed(&fixture, "x", 9);
	fixture_end(&fixture);
}

/* --- memory --- */

static int allocations_left = -1; /* -1: no limit */

/* The library's growth comes here: it is linked statically. */
void *reallocarray(void *old, size_t count, size_t size)
{
	if (allocations_left == 0)
		return NULL;
	if (allocations_left > 0)
		allocations_left--;
	assert_true(size && count <= SIZE_MAX / size);
	return realloc(old, count * size);
}

/* It is the first member. */
static struct pdu_join *inner(const struct fixture *fixture)
{
	return (struct pdu_join *)fixture->join;
}

static char letter_of(unsigned i)
{
	return (char)('a' + i % 26);
}

/* Without memory a part is refused, nothing else is lost, and later it is taken. */
static void test_no_memory(void **state)
{
	struct fixture fixture;
	unsigned failures = 0;

	(void)state;
	fixture_start(&fixture, 0, 0);
	for (unsigned i = 0; i < 3000; i++) {
		int allowed = 0, result;

		do {
			allocations_left = allowed++;
			result = add(&fixture, "+1", i & 255, 2 + (i >> 8), 1, letter_of(i));
			failures += result == SMSMODEM_E_MEMORY;
		} while (result == SMSMODEM_E_MEMORY);
		assert_int_equal(result, 0);
	}
	allocations_left = -1;
	assert_int_equal(failures, 3 * 5); /* three arrays of 256, 512, ... 4096 */
	for (unsigned i = 0; i < 3000; i++) {
		const char letter[2] = {letter_of(i), '\0'};

		assert_flushed(&fixture, letter, 2 + (i >> 8));
	}
	fixture_end(&fixture);
}

/* Arrays follow what waits, up and down. */
static void test_memory(void **state)
{
	struct fixture fixture;
	const unsigned count = 10000;

	(void)state;
	fixture_start(&fixture, 0, 0);
	for (unsigned i = 0; i < 3 * count; i++) { /* much passes, little waits */
		assert_int_equal(add(&fixture, "+1", i & 255, 2, 1, 'a'), 0);
		assert_int_equal(add(&fixture, "+1", i & 255, 2, 2, 'b'), 1);
	}
	assert_int_equal(inner(&fixture)->size, 256);
	for (unsigned i = 0; i < count; i++)
		assert_int_equal(add(&fixture, "+1", i & 255, 2 + i / 256, 2, letter_of(i)), 0);
	assert_int_equal(inner(&fixture)->size, 16384);
	for (unsigned i = 0; i < count; i++) {
		struct smsmodem_tpdu tpdu =
			part_of("+1", i & 255, 2 + i / 256, 2, (char)(letter_of(i) - 32));
		const char letter[2] = {letter_of(i), '\0'};

		assert_int_equal(add_tpdu(&fixture, &tpdu), 1); /* come round: the old one */
		assert_letters(&fixture, letter, 2 + i / 256);
	}
	for (unsigned i = count; i-- > 1;) { /* also while some wait */
		assert_int_equal(smsmodem_join_flush(fixture.join, &fixture.message), 1);
		assert_true(inner(&fixture)->size <= 256 || inner(&fixture)->size < 4 * (i + 1));
		assert_true(inner(&fixture)->size > i);
	}
	assert_int_equal(inner(&fixture)->size, 256);
	assert_flushed(&fixture, (const char[2]){(char)(letter_of(count - 1) - 32), '\0'},
		       2 + (count - 1) / 256);
	assert_int_equal(add(&fixture, "+1", 1, 2, 1, 'a'), 0);
	assert_int_equal(add(&fixture, "+1", 1, 2, 2, 'b'), 1);
	assert_message(&fixture, "ab", 2);
	fixture_end(&fixture);
}

/* What has been given out is remembered for as many parts as there is room, and no longer. */
static void test_remembered(void **state)
{
	struct fixture fixture;
	struct smsmodem_tpdu parts[2];

	(void)state;
	fixture_start(&fixture, 255, 0);
	for (unsigned i = 0; i < 2; i++)
		parts[i] = part_at(part_of("+1", 7, 2, i + 1, (char)('a' + i)), 1);
	assert_int_equal(add_tpdu(&fixture, &parts[0]), 0);
	assert_int_equal(add_tpdu(&fixture, &parts[1]), 1);
	uint32_t room = inner(&fixture)->recent.size - 1;
	assert_int_equal(room, 255);
	for (unsigned i = 3; i < room; i++) {
		struct smsmodem_tpdu other = part_at(part_of("+2", i, 1, 1, 'x'), 1);

		assert_int_equal(add_tpdu(&fixture, &other), 1);
		assert_int_equal(add_tpdu(&fixture, &other), 0);
		assert_int_equal(add_tpdu(&fixture, &parts[0]), 0);
		assert_int_equal(inner(&fixture)->parts_used, 0);
	}
	for (unsigned i = 0; i < 2; i++) {
		struct smsmodem_tpdu other = part_at(part_of("+3", i, 1, 1, 'x'), 1);

		assert_int_equal(add_tpdu(&fixture, &other), 1);
		/* one still fits, the other drives the part out that was taken first */
		assert_int_equal(add_tpdu(&fixture, &parts[1]), 0);
		assert_int_equal(inner(&fixture)->parts_used, i);
	}
	assert_flushed(&fixture, "b", 2);
	fixture_end(&fixture);
}

/* --- equal hashes --- */

struct pair_row {
	const char *name;
	const char *from;
	uint8_t toa;
	enum smsmodem_kind kind;
	uint8_t ref_bits;
	uint16_t ref;
	uint8_t total;
};

static const struct pair_row pair_rows[] = {
	{"sender", "+2", 0x91, SMSMODEM_KIND_DELIVER, 8, 7, 2},
	{"type of address", "+1", 0x81, SMSMODEM_KIND_DELIVER, 8, 7, 2},
	{"direction", "+1", 0x91, SMSMODEM_KIND_SUBMIT, 8, 7, 2},
	{"size of the reference", "+1", 0x91, SMSMODEM_KIND_DELIVER, 16, 7, 2},
	{"reference", "+1", 0x91, SMSMODEM_KIND_DELIVER, 8, 8, 2},
	{"total", "+1", 0x91, SMSMODEM_KIND_DELIVER, 8, 7, 3},
};

/* A message whose hash is made that of another one is still not the other one. */
static void test_equal_hashes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pair_rows); i++) {
		const struct pair_row *row = &pair_rows[i];
		struct smsmodem_tpdu tpdu = part_of(row->from, row->ref, row->total, 2, 'x');
		struct fixture fixture, other;

		tpdu.peer.toa = row->toa;
		tpdu.kind = row->kind;
		tpdu.concat.ref_bits = row->ref_bits;
		fixture_start(&fixture, 0, 0);
		fixture_start(&other, 0, 0);
		inner(&other)->key = inner(&fixture)->key;
		assert_int_equal(add_tpdu(&other, &tpdu), 0);
		uint32_t hash = inner(&other)->open[1].hash;
		assert_int_equal(add(&fixture, "+1", 7, 2, 1, 'a'), 0);
		struct pdu_join *join = inner(&fixture);
		join->buckets[join->open[1].hash & (join->size - 1)] = 0;
		join->buckets[hash & (join->size - 1)] = 1;
		join->open[1].hash = hash;
		assert_int_equal(add_tpdu(&fixture, &tpdu), 0);
		assert_flushed(&fixture, "a", 2);
		assert_flushed(&fixture, "x", row->total);
		assert_flushed(&other, "x", row->total);
		fixture_end(&fixture);
		fixture_end(&other);
	}
}

struct hash_row {
	uint64_t key[2];
	const char *text;
	uint64_t hash;
};

/* What CPython 3.11 with PYTHONHASHSEED=0 says of bytes; the last is of the Rust library's tests.
 */
static const struct hash_row hash_rows[] = {
	{{0, 0}, "a", 0x407448D2B89B1813},
	{{0, 0}, "1234567", 0xA33D651594FDAE81},
	{{0, 0}, "12345678", 0x3489982430560A87},
	{{0, 0}, "123456789", 0x0FBC0F0007965FCF},
	{{0x0706050403020100, 0x0F0E0D0C0B0A0908}, "", 0xABAC0158050FC4DC},
};

static void test_siphash(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(hash_rows); i++) {
		const struct hash_row *row = &hash_rows[i];
		struct pdu_hash_key key = {{row->key[0], row->key[1]}};
		char *exact = exact_copy(row->text, strlen(row->text));

		assert_true(pdu_siphash(&key, exact, strlen(row->text)) == row->hash);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_expiry),     cmocka_unit_test(test_several_ready),
		cmocka_unit_test(test_odd_times),  cmocka_unit_test(test_capacity),
		cmocka_unit_test(test_no_memory),  cmocka_unit_test(test_memory),
		cmocka_unit_test(test_remembered), cmocka_unit_test(test_equal_hashes),
		cmocka_unit_test(test_siphash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
