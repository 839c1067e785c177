/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reassembly: any order, duplicates, references that come again, and bounded memory. */
#include "pdu_support.h"

#define PLACES 8

struct fixture {
	struct pdu_join join;
	struct pdu_join_part places[SMSMODEM_PARTS_MAX];
	struct smsmodem_tpdu out[SMSMODEM_PARTS_MAX];
	struct smsmodem_message message;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof *fixture);

	if (!fixture)
		return -1;
	fixture->join = (struct pdu_join){
		.places = fixture->places, .capacity = PLACES, .out = fixture->out};
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	free(*state);
	return 0;
}

/* Part seq of total, from a sender, its data one letter. */
static struct smsmodem_tpdu part_of(const char *from, unsigned ref, unsigned total, unsigned seq,
				    char letter)
{
	struct smsmodem_tpdu tpdu = {
		.kind = SMSMODEM_KIND_DELIVER,
		.peer.toa = 0x91,
		.udl = 1,
		.ud_len = 1,
		.ud = {(uint8_t)letter},
		.concat = {.ref_bits = 8,
			   .ref = (uint16_t)ref,
			   .total = (uint8_t)total,
			   .seq = (uint8_t)seq},
	};

	memcpy(tpdu.peer.text, from, strlen(from));
	return tpdu;
}

static int add(struct fixture *fixture, const char *from, unsigned ref, unsigned total,
	       unsigned seq, char letter)
{
	struct smsmodem_tpdu tpdu = part_of(from, ref, total, seq, letter);
	int result = pdu_join_add(&fixture->join, &tpdu, &fixture->message);

	if (result != 1)
		assert_int_equal(pdu_join_add(&fixture->join, NULL, &fixture->message), 0);
	return result;
}

/* What came out last: the letters of its parts, and whether it is complete. */
static void assert_message(struct fixture *fixture, const char *letters, size_t total)
{
	const struct smsmodem_message *message = &fixture->message;

	assert_int_equal(message->count, strlen(letters));
	assert_int_equal(message->total, total);
	for (size_t i = 0; i < message->count; i++)
		assert_int_equal(message->parts[i].ud[0], letters[i]);
	assert_int_equal(pdu_join_add(&fixture->join, NULL, &fixture->message), 0);
}

static void assert_empty(struct fixture *fixture)
{
	assert_int_equal(pdu_join_flush(&fixture->join, &fixture->message), 0);
}

static void test_single(void **state)
{
	struct fixture *fixture = *state;
	struct smsmodem_tpdu tpdu = part_of("+1", 1, 1, 1, 'a');

	tpdu.concat = (struct smsmodem_concat){0};
	assert_int_equal(pdu_join_add(&fixture->join, &tpdu, &fixture->message), 1);
	assert_message(fixture, "a", 1);
	assert_int_equal(add(fixture, "+1", 1, 1, 1, 'b'), 1); /* one of one */
	assert_message(fixture, "b", 1);
	assert_int_equal(add(fixture, "+1", 1, 2, 3, 'c'), 1); /* an illegal number */
	assert_message(fixture, "c", 1);
	assert_int_equal(add(fixture, "+1", 1, 2, 0, 'd'), 1);
	assert_message(fixture, "d", 1);
	assert_empty(fixture);
}

/* Every order of four parts. */
static void test_orders(void **state)
{
	struct fixture *fixture = *state;

	for (unsigned order = 0; order < 256; order++) {
		unsigned seq[4] = {order & 3, order >> 2 & 3, order >> 4 & 3, order >> 6};
		unsigned seen = 1U << seq[0] | 1U << seq[1] | 1U << seq[2] | 1U << seq[3];

		if (seen != 15)
			continue;
		for (size_t i = 0; i < 4; i++)
			assert_int_equal(add(fixture, "+1", 7, 4, seq[i] + 1, (char)('a' + seq[i])),
					 i == 3);
		assert_message(fixture, "abcd", 4);
		assert_empty(fixture);
	}
}

static void test_duplicates(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(add(fixture, "+1", 7, 2, 2, 'b'), 0);
	assert_int_equal(add(fixture, "+1", 7, 2, 2, 'b'), 0);
	assert_int_equal(add(fixture, "+1", 7, 2, 1, 'a'), 1);
	assert_message(fixture, "ab", 2);
	assert_empty(fixture);
}

/* Same reference and number with other data: a new message; the old one is given out first. */
static void test_reused_reference(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(add(fixture, "+1", 7, 3, 1, 'a'), 0);
	assert_int_equal(add(fixture, "+1", 7, 3, 2, 'b'), 0);
	assert_int_equal(add(fixture, "+1", 7, 3, 1, 'x'), 1);
	assert_message(fixture, "ab", 3);
	assert_int_equal(add(fixture, "+1", 7, 3, 3, 'z'), 0);
	assert_int_equal(add(fixture, "+1", 7, 3, 2, 'y'), 1);
	assert_message(fixture, "xyz", 3);
	assert_empty(fixture);
}

struct key_row {
	const char *name;
	const char *from;
	uint8_t toa;
	enum smsmodem_kind kind;
	uint8_t ref_bits;
	uint16_t ref;
	uint8_t total;
};

static const struct key_row key_rows[] = {
	{"sender", "+2", 0x91, SMSMODEM_KIND_DELIVER, 8, 7, 2},
	{"type of address", "+1", 0x81, SMSMODEM_KIND_DELIVER, 8, 7, 2},
	{"direction", "+1", 0x91, SMSMODEM_KIND_SUBMIT, 8, 7, 2},
	{"size of the reference", "+1", 0x91, SMSMODEM_KIND_DELIVER, 16, 7, 2},
	{"reference", "+1", 0x91, SMSMODEM_KIND_DELIVER, 8, 8, 2},
	{"total", "+1", 0x91, SMSMODEM_KIND_DELIVER, 8, 7, 3},
};

/* A second part that differs in any of the key does not complete the first one's message. */
static void test_keys(void **state)
{
	struct fixture *fixture = *state;

	for (size_t i = 0; i < COUNT(key_rows); i++) {
		const struct key_row *row = &key_rows[i];
		struct smsmodem_tpdu other = part_of(row->from, row->ref, row->total, 2, 'x');

		other.peer.toa = row->toa;
		other.kind = row->kind;
		other.concat.ref_bits = row->ref_bits;
		assert_int_equal(add(fixture, "+1", 7, 2, 1, 'a'), 0);
		assert_int_equal(pdu_join_add(&fixture->join, &other, &fixture->message), 0);
		assert_int_equal(add(fixture, "+1", 7, 2, 2, 'b'), 1);
		assert_message(fixture, "ab", 2);
		assert_int_equal(pdu_join_flush(&fixture->join, &fixture->message), 1);
		assert_message(fixture, "x", row->total);
		assert_empty(fixture);
	}
}

/* The oldest message by its first part makes room, never the one that the part belongs to. */
static void test_full(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(add(fixture, "+1", 1, 9, 1, 'a'), 0);
	assert_int_equal(add(fixture, "+2", 1, 9, 1, 'm'), 0);
	assert_int_equal(add(fixture, "+2", 1, 9, 3, 'o'), 0);
	for (unsigned seq = 2; seq <= PLACES - 2; seq++)
		assert_int_equal(add(fixture, "+1", 1, 9, seq, (char)('a' + seq - 1)), 0);
	assert_int_equal(add(fixture, "+1", 1, 9, 9, 'i'), 1);
	assert_message(fixture, "mo", 9);
	assert_int_equal(add(fixture, "+3", 1, 9, 1, 'x'), 0);
	assert_int_equal(add(fixture, "+3", 1, 9, 2, 'y'), 1);
	assert_message(fixture, "abcdefi", 9);
	assert_int_equal(pdu_join_flush(&fixture->join, &fixture->message), 1);
	assert_message(fixture, "xy", 9);
	assert_empty(fixture);
}

/* A part that completes its message needs no room. */
static void test_full_completes(void **state)
{
	struct fixture *fixture = *state;

	for (unsigned seq = 1; seq <= PLACES; seq++)
		assert_int_equal(add(fixture, "+1", 1, PLACES + 1, seq, (char)('a' + seq - 1)), 0);
	assert_int_equal(add(fixture, "+1", 1, PLACES + 1, PLACES + 1, 'i'), 1);
	assert_message(fixture, "abcdefghi", PLACES + 1);
	assert_empty(fixture);
}

static void test_too_small(void **state)
{
	struct fixture *fixture = *state;

	fixture->join.capacity = 1;
	assert_int_equal(add(fixture, "+1", 1, 3, 1, 'a'), 0);
	assert_int_equal(add(fixture, "+1", 1, 3, 2, 'b'), SMSMODEM_E_SPACE);
	fixture->join.capacity = 0;
	assert_int_equal(add(fixture, "+1", 1, 3, 2, 'b'), SMSMODEM_E_SPACE);
}

static void test_flush_order(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(add(fixture, "+1", 1, 3, 2, 'b'), 0);
	assert_int_equal(add(fixture, "+2", 1, 3, 1, 'x'), 0);
	assert_int_equal(add(fixture, "+1", 1, 3, 1, 'a'), 0);
	assert_int_equal(pdu_join_flush(&fixture->join, &fixture->message), 1);
	assert_message(fixture, "ab", 3);
	assert_int_equal(pdu_join_flush(&fixture->join, &fixture->message), 1);
	assert_message(fixture, "x", 3);
	assert_empty(fixture);
}

static size_t random_message(struct random *random, char *text, size_t characters)
{
	size_t used = 0;

	for (size_t i = 0; i < characters; i++) {
		uint32_t character = 1 + random_below(random, 0x10FFFF);
		int octets = pdu_utf8_put(character, text + used, 4);

		assert_true(octets > 0);
		used += (size_t)octets;
	}
	return used;
}

/* Text to parts, shuffled and every one twice, back to the text. */
static void test_round_trip(void **state)
{
	struct fixture *fixture = *state;
	struct random random = random_start();
	static char text[4 * 1000], back[SMSMODEM_TEXT_SIZE(SMSMODEM_PARTS_MAX)];
	static struct smsmodem_tpdu parts[2 * SMSMODEM_PARTS_MAX];

	fixture->join.capacity = SMSMODEM_PARTS_MAX;
	for (unsigned round = 0; round < 300; round++) {
		struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
		struct smsmodem_encoder encoder;
		struct smsmodem_pdu pdu;
		unsigned complete = 0;
		size_t count = 0;

		submit.to = "123";
		submit.text = text;
		submit.text_len = random_message(&random, text, 1 + random_below(&random, 1000));
		submit.ref_bits = round % 2 ? 16 : 8;
		submit.ref = (uint16_t)round;
		int total = smsmodem_encode_begin(&encoder, &submit, NULL);
		assert_true(total > 0);
		for (; smsmodem_encode_next(&encoder, &pdu, NULL) == 1; count++)
			assert_int_equal(
				smsmodem_decode(pdu.hex, pdu.hex_len, NULL, &parts[count], NULL),
				SMSMODEM_OK);
		/* All twice; the last of the shuffled firsts must not come again: it would open
		 * anew. */
		for (size_t i = count; i > 1; i--) {
			size_t other = random_below(&random, (uint32_t)i);
			struct smsmodem_tpdu held = parts[i - 1];

			parts[i - 1] = parts[other];
			parts[other] = held;
		}
		for (size_t i = 0; i < count; i++)
			for (size_t twice = 0; twice < (i + 1 < count ? 2 : 1); twice++)
				complete += (unsigned)pdu_join_add(&fixture->join, &parts[i],
								   &fixture->message);
		assert_int_equal(complete, 1);
		assert_int_equal(fixture->message.count, total);
		assert_int_equal(smsmodem_text(fixture->message.parts, fixture->message.count, back,
					       sizeof back),
				 submit.text_len);
		assert_memory_equal(back, text, submit.text_len);
		assert_empty(fixture);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_single),     TEST(test_orders),           TEST(test_duplicates),
		TEST(test_keys),       TEST(test_reused_reference), TEST(test_full),
		TEST(test_too_small),  TEST(test_full_completes),   TEST(test_flush_order),
		TEST(test_round_trip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
