/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of reassembly share. */
#ifndef JOIN_SUPPORT_H
#define JOIN_SUPPORT_H

#include "join.h"
#include "pdu_support.h"

struct fixture {
	struct smsmodem_join *join;
	struct smsmodem_message message;
	int64_t now_ms;
};

static inline void fixture_start(struct fixture *fixture, size_t capacity, int64_t expiry_ms)
{
	const struct smsmodem_join_options options = {capacity, expiry_ms};

	*fixture = (struct fixture){.join = smsmodem_join_new(&options)};
	assert_non_null(fixture->join);
}

/** Nothing is left in it. */
static inline void fixture_end(struct fixture *fixture)
{
	assert_int_equal(smsmodem_join_deadline(fixture->join), INT64_MAX);
	assert_int_equal(smsmodem_join_flush(fixture->join, &fixture->message), 0);
	smsmodem_join_free(fixture->join);
}

/** Part seq of total, from a sender, its data one letter, without a time stamp. */
static inline struct smsmodem_tpdu part_of(const char *from, unsigned ref, unsigned total,
					   unsigned seq, char letter)
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

/** The same as the centre took it at a second. */
static inline struct smsmodem_tpdu part_at(struct smsmodem_tpdu tpdu, uint8_t second)
{
	tpdu.scts = (struct smsmodem_time){
		.year = 2026, .month = 11, .day = 22, .second = second, .valid = true};
	pdu_time_encode(&tpdu.scts, tpdu.scts.octets);
	return tpdu;
}

static inline int add_tpdu(struct fixture *fixture, const struct smsmodem_tpdu *tpdu)
{
	return smsmodem_join_add(fixture->join, tpdu, fixture->now_ms, &fixture->message);
}

/** Add one; when nothing comes out, nothing is ready either. */
static inline int add(struct fixture *fixture, const char *from, unsigned ref, unsigned total,
		      unsigned seq, char letter)
{
	struct smsmodem_tpdu tpdu = part_of(from, ref, total, seq, letter);
	int result = add_tpdu(fixture, &tpdu);

	if (result == 0)
		assert_int_equal(add_tpdu(fixture, NULL), 0);
	return result;
}

/** What came out last: the letters of its parts, and how many there should be. */
static inline void assert_letters(const struct fixture *fixture, const char *letters, size_t total)
{
	const struct smsmodem_message *message = &fixture->message;

	assert_int_equal(message->count, strlen(letters));
	assert_int_equal(message->total, total);
	for (size_t i = 0; i < message->count; i++)
		assert_int_equal(message->parts[i].ud[0], letters[i]);
}

/** Likewise, and nothing else is ready. */
static inline void assert_message(struct fixture *fixture, const char *letters, size_t total)
{
	assert_letters(fixture, letters, total);
	assert_int_equal(add_tpdu(fixture, NULL), 0);
}

static inline void assert_flushed(struct fixture *fixture, const char *letters, size_t total)
{
	assert_int_equal(smsmodem_join_flush(fixture->join, &fixture->message), 1);
	assert_letters(fixture, letters, total);
}

static inline void shuffle(struct random *random, size_t *order, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t other = random_below(random, (uint32_t)i), held = order[i - 1];

		order[i - 1] = order[other];
		order[other] = held;
	}
}

#endif
