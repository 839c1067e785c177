/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reassembly (23.040 9.2.3.24.1). A message waits in a bucket of the hash table and in the queue of
 * those that wait, oldest first; what is complete, has expired or makes room moves to the queue of
 * those that are ready, of which each call gives out one.
 *
 * A reference counts per sender, whatever the ports are: a part without the ports of the others,
 * which should repeat them (9.2.3.24.4), belongs to them still.
 */
#include "join.h"
#include "pdu.h"
#include <string.h>

/* --- keys --- */

static bool join_is_part(const struct smsmodem_tpdu *tpdu)
{
	const struct smsmodem_concat *concat = &tpdu->concat;

	return concat->ref_bits && concat->seq >= 1 && concat->seq <= concat->total;
}

/* References of 8 and 16 bits are separate, and say nothing without the sender and the total. */
static struct pdu_join_key join_key(const struct smsmodem_tpdu *tpdu)
{
	const struct smsmodem_concat *concat = &tpdu->concat;
	struct pdu_join_key key = {
		.kind = (uint8_t)tpdu->kind,
		.toa = tpdu->peer.toa,
		.ref_bits = concat->ref_bits,
		.total = concat->total,
		.ref = concat->ref,
	};

	memcpy(key.address, tpdu->peer.text, strnlen(tpdu->peer.text, sizeof key.address));
	return key;
}

static bool join_same_data(const struct smsmodem_tpdu *a, const struct smsmodem_tpdu *b)
{
	return a->udl == b->udl && a->ud_len == b->ud_len && a->ud_len <= sizeof a->ud &&
	       memcmp(a->ud, b->ud, a->ud_len) == 0;
}

static uint32_t join_find(const struct pdu_join *join, uint32_t hash,
			  const struct pdu_join_key *key)
{
	uint32_t index = join->buckets[hash & (join->size - 1)];

	for (; index; index = join->open[index].chain) {
		const struct pdu_join_open *open = &join->open[index];

		if (open->hash == hash && memcmp(&open->key, key, sizeof *key) == 0)
			break;
	}
	return index;
}

/* --- the parts that have come, by their numbers --- */

static bool join_has_seq(const struct pdu_join_open *open, uint8_t seq)
{
	return open->seen[seq / 64] >> seq % 64 & 1;
}

/* Parts with a lower number. */
static size_t join_rank(const struct pdu_join_open *open, uint8_t seq)
{
	uint64_t below = ((uint64_t)1 << seq % 64) - 1;
	int rank = __builtin_popcountll(open->seen[seq / 64] & below);

	for (unsigned word = 0; word < seq / 64U; word++)
		rank += __builtin_popcountll(open->seen[word]);
	return (size_t)rank;
}

static const struct pdu_join_part *join_part(const struct pdu_join *join,
					     const struct pdu_join_open *open, uint8_t seq)
{
	const struct pdu_join_part *part = &join->parts[open->parts];

	while (part->tpdu.concat.seq != seq)
		part = &join->parts[part->next];
	return part;
}

/* Parts of one message reach the centre within hours: its TP-SCTS tells those of another. */
#define JOIN_APART_S (INT64_C(3) * 24 * 60 * 60)

static bool join_is_apart(const struct pdu_join_open *open, const struct smsmodem_tpdu *tpdu)
{
	if (!open->stamped || !tpdu->scts.valid)
		return false;
	int64_t apart_s = pdu_time_seconds(&tpdu->scts) - open->stamp_s;
	return apart_s > JOIN_APART_S || apart_s < -JOIN_APART_S;
}

/* Whether a part shows that the sender has come round to a reference. */
static bool join_is_another(const struct pdu_join *join, const struct pdu_join_open *open,
			    const struct smsmodem_tpdu *tpdu)
{
	uint8_t seq = tpdu->concat.seq;

	return join_is_apart(open, tpdu) ||
	       (join_has_seq(open, seq) &&
		!join_same_data(&join_part(join, open, seq)->tpdu, tpdu));
}

/* --- queues and buckets --- */

static void join_append(struct pdu_join *join, struct pdu_join_queue *queue, uint32_t index)
{
	join->open[index].older = queue->newest;
	join->open[index].newer = 0;
	if (queue->newest)
		join->open[queue->newest].newer = index;
	else
		queue->oldest = index;
	queue->newest = index;
}

static void join_remove(struct pdu_join *join, struct pdu_join_queue *queue, uint32_t index)
{
	const struct pdu_join_open *open = &join->open[index];

	*(open->older ? &join->open[open->older].newer : &queue->oldest) = open->newer;
	*(open->newer ? &join->open[open->newer].older : &queue->newest) = open->older;
}

static void join_hang(struct pdu_join *join, uint32_t index)
{
	uint32_t *bucket = &join->buckets[join->open[index].hash & (join->size - 1)];

	join->open[index].chain = *bucket;
	*bucket = index;
}

static void join_unhang(struct pdu_join *join, uint32_t index)
{
	uint32_t *link = &join->buckets[join->open[index].hash & (join->size - 1)];

	while (*link != index)
		link = &join->open[*link].chain;
	*link = join->open[index].chain;
}

/* --- messages --- */

static int64_t join_expires(const struct pdu_join *join, int64_t since_ms)
{
	if (join->expiry_ms <= 0 || since_ms > INT64_MAX - join->expiry_ms)
		return INT64_MAX;
	return since_ms + join->expiry_ms;
}

/* Among those that wait by its deadline; nearly always it is the last. */
static void join_wait(struct pdu_join *join, uint32_t index)
{
	struct pdu_join_queue *queue = &join->waiting;
	uint32_t before = queue->newest;

	while (before && join->open[before].deadline_ms > join->open[index].deadline_ms)
		before = join->open[before].older;
	uint32_t behind = before ? join->open[before].newer : queue->oldest;
	join->open[index].older = before;
	join->open[index].newer = behind;
	*(before ? &join->open[before].newer : &queue->oldest) = index;
	*(behind ? &join->open[behind].older : &queue->newest) = index;
}

/* A part that has been waiting for longer than what is there. */
static void join_since(struct pdu_join *join, uint32_t index, int64_t since_ms)
{
	int64_t deadline_ms = join_expires(join, since_ms);

	if (deadline_ms >= join->open[index].deadline_ms)
		return;
	join_remove(join, &join->waiting, index);
	join->open[index].deadline_ms = deadline_ms;
	join_wait(join, index);
}

static uint32_t join_open(struct pdu_join *join, uint32_t hash, const struct pdu_join_key *key,
			  int64_t since_ms)
{
	uint32_t index = join->open_free;

	if (index)
		join->open_free = join->open[index].chain;
	else
		index = ++join->open_fresh;
	join->open[index] = (struct pdu_join_open){
		.deadline_ms = join_expires(join, since_ms), .hash = hash, .key = *key};
	join_hang(join, index);
	join_wait(join, index);
	return index;
}

static void join_store(struct pdu_join *join, struct pdu_join_open *open, uint64_t fingerprint,
		       const struct smsmodem_tpdu *tpdu)
{
	uint32_t index = join->parts_free;
	uint8_t seq = open->key.total == 1 ? 1 : tpdu->concat.seq;

	if (index)
		join->parts_free = join->parts[index].next;
	else
		index = ++join->parts_fresh;
	join->parts[index].next = open->parts;
	join->parts[index].fingerprint = fingerprint;
	join->parts[index].tpdu = *tpdu;
	open->parts = index;
	if (!open->stamped && tpdu->scts.valid) {
		open->stamped = true;
		open->stamp_s = pdu_time_seconds(&tpdu->scts);
	}
	open->seen[seq / 64] |= (uint64_t)1 << seq % 64;
	open->count++;
	join->parts_used++;
}

/* No part can come to it any more. */
static void join_close(struct pdu_join *join, uint32_t index)
{
	join_unhang(join, index);
	join_remove(join, &join->waiting, index);
	join_append(join, &join->ready, index);
}

static void join_complete(struct pdu_join *join, uint32_t index)
{
	for (uint32_t part = join->open[index].parts; part; part = join->parts[part].next)
		pdu_join_recent_add(&join->recent, join->parts[part].fingerprint);
	join_close(join, index);
}

static void join_expire(struct pdu_join *join)
{
	while (join->waiting.oldest && !join->patient) {
		int64_t deadline_ms = join->open[join->waiting.oldest].deadline_ms;

		if (deadline_ms == INT64_MAX || deadline_ms > join->now_ms)
			break;
		join_close(join, join->waiting.oldest);
	}
}

/* Room is made by the oldest message, if possible not the one that has just got a part. */
static void join_bound(struct pdu_join *join, uint32_t own)
{
	uint32_t oldest = join->waiting.oldest;

	if (join->parts_used <= join->capacity || join->ready.oldest)
		return;
	if (oldest == own && join->open[own].newer)
		oldest = join->open[own].newer;
	join_close(join, oldest);
}

static void join_accept(struct pdu_join *join, const struct smsmodem_tpdu *tpdu, int64_t since_ms)
{
	const struct pdu_join_key key = join_key(tpdu);
	uint64_t hash = pdu_siphash(&join->key, &key, sizeof key);
	uint64_t fingerprint = pdu_join_fingerprint(&join->key, hash, tpdu);

	if (pdu_join_recent_has(&join->recent, fingerprint))
		return;
	uint32_t index = join_find(join, (uint32_t)hash, &key);
	if (index && join_is_another(join, &join->open[index], tpdu)) {
		join_close(join, index);
		index = 0;
	}
	if (index && join_has_seq(&join->open[index], tpdu->concat.seq))
		return;
	if (index)
		join_since(join, index, since_ms);
	else
		index = join_open(join, (uint32_t)hash, &key, since_ms);
	join_store(join, &join->open[index], fingerprint, tpdu);
	if (join->open[index].count == key.total)
		join_complete(join, index);
	else
		join_bound(join, index);
}

static void join_single(struct pdu_join *join, const struct smsmodem_tpdu *tpdu)
{
	uint32_t index = join_open(join, 0, &(struct pdu_join_key){.total = 1}, join->now_ms);

	join_store(join, &join->open[index], 0, tpdu);
	join_close(join, index);
}

/* Give out what has been ready for longest. */
static int join_give(struct pdu_join *join, struct smsmodem_message *message)
{
	uint32_t index = join->ready.oldest;

	if (!index)
		return 0;
	struct pdu_join_open *open = &join->open[index];
	join_remove(join, &join->ready, index);
	while (open->parts) {
		struct pdu_join_part *part = &join->parts[open->parts];
		uint32_t next = part->next;

		join->out[open->count > 1 ? join_rank(open, part->tpdu.concat.seq) : 0] =
			part->tpdu;
		part->next = join->parts_free;
		join->parts_free = open->parts;
		open->parts = next;
	}
	join->parts_used -= open->count;
	open->chain = join->open_free;
	join->open_free = index;
	*message = (struct smsmodem_message){
		.parts = join->out, .count = open->count, .total = open->key.total};
	return 1;
}

/* --- what the caller does --- */

bool pdu_join_full(const struct pdu_join *join)
{
	return join->parts_used + 1 >= join->size;
}

/* One message, with its parts in the order that they are in. @return its new place */
static uint32_t join_move_open(struct pdu_join *join, const struct pdu_join *old, uint32_t index)
{
	uint32_t place = ++join->open_fresh, *link = &join->open[place].parts;

	join->open[place] = old->open[index];
	for (uint32_t part = old->open[index].parts; part; part = old->parts[part].next) {
		*link = ++join->parts_fresh;
		join->parts[*link] = old->parts[part];
		link = &join->parts[*link].next;
	}
	return place;
}

void pdu_join_move(struct pdu_join *join, struct pdu_join_part *parts, struct pdu_join_open *open,
		   uint32_t *buckets, uint32_t size)
{
	const struct pdu_join old = *join;

	join->parts = parts;
	join->open = open;
	join->buckets = buckets;
	join->size = size;
	join->parts_fresh = join->parts_free = join->open_fresh = join->open_free = 0;
	join->waiting = join->ready = (struct pdu_join_queue){0};
	for (uint32_t index = old.waiting.oldest; index; index = old.open[index].newer) {
		uint32_t place = join_move_open(join, &old, index);

		join_hang(join, place);
		join_append(join, &join->waiting, place);
	}
	for (uint32_t index = old.ready.oldest; index; index = old.open[index].newer)
		join_append(join, &join->ready, join_move_open(join, &old, index));
}

int pdu_join_add_since(struct pdu_join *join, const struct smsmodem_tpdu *tpdu, int64_t since_ms,
		       int64_t now_ms, struct smsmodem_message *message)
{
	if (tpdu && pdu_join_full(join))
		return SMSMODEM_E_SPACE;
	if (now_ms > join->now_ms)
		join->now_ms = now_ms;
	join_expire(join);
	if (tpdu && join_is_part(tpdu))
		join_accept(join, tpdu, since_ms < join->now_ms ? since_ms : join->now_ms);
	else if (tpdu)
		join_single(join, tpdu);
	return join_give(join, message);
}

int pdu_join_add(struct pdu_join *join, const struct smsmodem_tpdu *tpdu, int64_t now_ms,
		 struct smsmodem_message *message)
{
	return pdu_join_add_since(join, tpdu, INT64_MAX, now_ms, message);
}

int64_t pdu_join_deadline(const struct pdu_join *join)
{
	if (join->ready.oldest)
		return join->now_ms;
	return join->waiting.oldest ? join->open[join->waiting.oldest].deadline_ms : INT64_MAX;
}

int pdu_join_flush(struct pdu_join *join, struct smsmodem_message *message)
{
	if (!join->ready.oldest && join->waiting.oldest)
		join_close(join, join->waiting.oldest);
	return join_give(join, message);
}
