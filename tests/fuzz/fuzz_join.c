/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reassembly: pairs of octets are parts of few messages, steps of time, or moves of the arrays. No
 * part is lost or given out twice, never more wait than may, and only what has come before counts
 * as a duplicate.
 */
#include "join.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

enum {
	PLACES_MAX = 31,
	SIZE = 64,
	REMEMBERED = 8
};

struct run {
	struct pdu_join join;
	struct pdu_join_fingerprint remembered[REMEMBERED];
	struct smsmodem_tpdu out[PLACES_MAX + 1]; /* more cannot wait */
	bool come[1 << 12];                       /* parts by their two octets */
	uint8_t waiting[1 << 12];
	int64_t now_ms;
};

static void require(bool condition)
{
	if (!condition)
		abort();
}

static void *fresh(size_t count, size_t size)
{
	void *new = calloc(count, size);

	require(new != NULL);
	return new;
}

/* Arrays of exactly their size elsewhere, as when they grow or shrink. */
static void move(struct pdu_join *join)
{
	const struct pdu_join old = *join;

	pdu_join_move(join, fresh(SIZE, sizeof *join->parts), fresh(SIZE, sizeof *join->open),
		      fresh(SIZE, sizeof *join->buckets), SIZE);
	free(old.parts);
	free(old.open);
	free(old.buckets);
}

/* 12 bits: key 2, stamped 1, total 3, number 5, data 1, which is its day too. */
static struct smsmodem_tpdu part_of(unsigned bits)
{
	struct smsmodem_tpdu tpdu = {
		.kind = SMSMODEM_KIND_DELIVER,
		.scts = {.year = 2026,
			 .month = 2,
			 .day = bits >> 11 & 1 ? 1 : 28,
			 .valid = bits >> 2 & 1},
		.udl = 2,
		.ud_len = 2,
		.ud = {(uint8_t)(bits >> 8), (uint8_t)bits},
		.concat = {.ref_bits = bits & 1 ? 16 : 8,
			   .total = (uint8_t)(bits >> 3 & 7),
			   .seq = (uint8_t)(bits >> 6 & 31)},
	};

	tpdu.peer.text[0] = bits & 2 ? '1' : '2';
	if (tpdu.concat.total == 7)
		tpdu.concat.total = 30;
	return tpdu;
}

static void check_message(struct run *run, const struct smsmodem_message *message)
{
	const struct smsmodem_tpdu *first = &message->parts[0];
	unsigned days = 0;

	require(message->count >= 1 && message->count <= message->total);
	for (size_t i = 0; i < message->count; i++) {
		const struct smsmodem_tpdu *part = &message->parts[i];

		require(run->waiting[part->ud[0] << 8 | part->ud[1]]-- > 0);
		days |= part->scts.valid ? 1U << part->scts.day : 0;
		require(i == 0 || part->concat.seq > message->parts[i - 1].concat.seq);
		require(part->concat.ref_bits == first->concat.ref_bits &&
			part->concat.total == first->concat.total &&
			part->peer.text[0] == first->peer.text[0]);
	}
	require((days & (days - 1)) == 0); /* of one */
	require(message->total == 1 || message->total == first->concat.total);
}

static void add(struct run *run, unsigned bits)
{
	const struct smsmodem_tpdu tpdu = part_of(bits);
	const struct smsmodem_tpdu *next = &tpdu;
	size_t before = run->join.parts_used, given = 0;
	struct smsmodem_message message;
	int result;

	run->waiting[bits]++;
	for (; (result = pdu_join_add(&run->join, next, run->now_ms, &message)) > 0; next = NULL) {
		given += message.count;
		check_message(run, &message);
	}
	require(result == 0 && run->join.parts_used <= run->join.capacity);
	size_t after = run->join.parts_used + given;
	require(after == before || after == before + 1);
	if (after == before) {
		require(run->come[bits]);
		run->waiting[bits]--;
	}
	run->come[bits] = true;
}

static void step(struct run *run, unsigned bits)
{
	struct smsmodem_message message;

	switch (bits >> 14) {
	case 0:
	case 1: add(run, bits & 0xFFF); return;
	case 2:
		run->now_ms += bits & 63;
		move(&run->join);
		return;
	default:
		if (pdu_join_flush(&run->join, &message) > 0)
			check_message(run, &message);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	struct run *run = calloc(1, sizeof *run);
	struct smsmodem_message message;

	require(run != NULL);
	if (length >= 2) {
		run->join.capacity = octets[0] & PLACES_MAX;
		run->join.expiry_ms = octets[1];
	}
	run->join.out = run->out;
	run->join.recent = (struct pdu_join_recent){run->remembered, REMEMBERED, 0};
	move(&run->join);
	for (size_t i = 2; i + 1 < length; i += 2)
		step(run, (unsigned)octets[i] << 8 | octets[i + 1]);
	while (pdu_join_flush(&run->join, &message) > 0)
		check_message(run, &message);
	require(run->join.parts_used == 0 && pdu_join_deadline(&run->join) == INT64_MAX);
	for (size_t i = 0; i < sizeof run->waiting; i++)
		require(run->waiting[i] == 0);
	free(run->join.parts);
	free(run->join.open);
	free(run->join.buckets);
	free(run);
	return 0;
}
