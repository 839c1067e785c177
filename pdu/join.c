/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reassembly (23.040 9.2.3.24.1). A part that completes its message is never stored, so that what
 * waits is incomplete, and one part gives out at most one message.
 */
#include "pdu.h"
#include <string.h>

static bool join_is_part(const struct smsmodem_tpdu *tpdu)
{
	const struct smsmodem_concat *concat = &tpdu->concat;

	return concat->ref_bits && concat->seq >= 1 && concat->seq <= concat->total;
}

static bool join_same_address(const struct smsmodem_address *a, const struct smsmodem_address *b)
{
	return a->toa == b->toa && strncmp(a->text, b->text, sizeof a->text) == 0;
}

/* References of 8 and 16 bits are separate, and say nothing without the sender and the total. */
static bool join_same_message(const struct smsmodem_tpdu *a, const struct smsmodem_tpdu *b)
{
	return a->concat.ref == b->concat.ref && a->concat.total == b->concat.total &&
	       a->concat.ref_bits == b->concat.ref_bits && a->kind == b->kind &&
	       join_same_address(&a->peer, &b->peer);
}

static bool join_same_data(const struct smsmodem_tpdu *a, const struct smsmodem_tpdu *b)
{
	return a->udl == b->udl && a->ud_len == b->ud_len && a->ud_len <= sizeof a->ud &&
	       memcmp(a->ud, b->ud, a->ud_len) == 0;
}

/* Move the stored parts of a message, and perhaps one more that is not stored, out in order. */
static void join_take(struct pdu_join *join, const struct smsmodem_tpdu *key,
		      const struct smsmodem_tpdu *last, struct smsmodem_message *message)
{
	const struct smsmodem_tpdu *by_seq[SMSMODEM_PARTS_MAX + 1] = {0};
	uint8_t total = key->concat.total;
	size_t count = 0;

	if (last)
		by_seq[last->concat.seq] = last;
	for (size_t i = 0; i < join->capacity; i++) {
		struct pdu_join_part *place = &join->places[i];

		if (!place->order || !join_same_message(&place->tpdu, key))
			continue;
		by_seq[place->tpdu.concat.seq] = &place->tpdu;
		/* The key may be a stored part itself: it stays readable in its freed place. */
		place->order = 0;
	}
	for (size_t seq = 1; seq <= total; seq++)
		if (by_seq[seq])
			join->out[count++] = *by_seq[seq];
	*message = (struct smsmodem_message){.parts = join->out, .count = count, .total = total};
}

/* What is stored of the message that a part belongs to. */
struct join_found {
	struct pdu_join_part *free;   /* any free place */
	struct pdu_join_part *same;   /* the same part */
	struct pdu_join_part *oldest; /* first part of the oldest other message */
	uint64_t opened;              /* of its own message; 0: none is stored */
	size_t count;                 /* parts of it */
};

static struct join_found join_find(const struct pdu_join *join, const struct smsmodem_tpdu *tpdu)
{
	struct join_found found = {0};

	for (size_t i = 0; i < join->capacity; i++) {
		struct pdu_join_part *place = &join->places[i];

		if (!place->order) {
			found.free = place;
		} else if (join_same_message(&place->tpdu, tpdu)) {
			found.opened = place->opened;
			found.count++;
			if (place->tpdu.concat.seq == tpdu->concat.seq)
				found.same = place;
		} else if (!found.oldest || place->opened < found.oldest->opened) {
			found.oldest = place;
		}
	}
	return found;
}

static void join_store(struct pdu_join *join, struct pdu_join_part *place, uint64_t opened,
		       const struct smsmodem_tpdu *tpdu)
{
	join->order++;
	place->tpdu = *tpdu;
	place->order = join->order;
	place->opened = opened ? opened : join->order;
}

/* Room is made by the oldest other message; the part then goes into the place of its key. */
static int join_displace(struct pdu_join *join, struct pdu_join_part *key, uint64_t opened,
			 const struct smsmodem_tpdu *tpdu, struct smsmodem_message *message)
{
	join_take(join, &key->tpdu, NULL, message);
	join_store(join, key, opened, tpdu);
	return 1;
}

int pdu_join_add(struct pdu_join *join, const struct smsmodem_tpdu *tpdu,
		 struct smsmodem_message *message)
{
	if (!tpdu)
		return 0;
	if (!join_is_part(tpdu)) {
		join->out[0] = *tpdu;
		*message = (struct smsmodem_message){.parts = join->out, .count = 1, .total = 1};
		return 1;
	}
	struct join_found found = join_find(join, tpdu);
	if (found.same && join_same_data(&found.same->tpdu, tpdu))
		return 0;
	/* Another part of the same number: the sender has come round to this reference again. */
	if (found.same)
		return join_displace(join, found.same, 0, tpdu, message);
	if (found.count + 1U == tpdu->concat.total) {
		join_take(join, tpdu, tpdu, message);
		return 1;
	}
	if (!found.free && found.oldest)
		return join_displace(join, found.oldest, found.opened, tpdu, message);
	if (!found.free)
		return SMSMODEM_E_SPACE;
	join_store(join, found.free, found.opened, tpdu);
	return 0;
}

int pdu_join_flush(struct pdu_join *join, struct smsmodem_message *message)
{
	const struct pdu_join_part *oldest = NULL;

	for (size_t i = 0; i < join->capacity; i++) {
		const struct pdu_join_part *place = &join->places[i];

		if (place->order && (!oldest || place->opened < oldest->opened))
			oldest = place;
	}
	if (!oldest)
		return 0;
	join_take(join, &oldest->tpdu, NULL, message);
	return 1;
}
