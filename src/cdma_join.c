/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins parts of CDMA messages; what waits is bounded, so that looking at all of it is too. */
#include "cdma.h"
#include "join.h"
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define JOIN_CAPACITY       1024
#define JOIN_CAPACITY_LEAST 256
#define JOIN_CAPACITY_MOST  4096
#define JOIN_REMEMBERED     4096 /* fingerprints, of 16 octets each; a power of two */

struct join_place {
	struct smsmodem_cdma *cdma; /* owned */
	uint64_t opened;            /* the order in which its message began */
};

struct smsmodem_cdma_join {
	struct join_place *places;
	size_t capacity, used;
	uint64_t order;
	struct pdu_hash_key key;
	struct pdu_join_recent recent; /* of those that were given out complete */
	/* what was given out, freed by the next call */
	struct smsmodem_cdma *out[SMSMODEM_PARTS_MAX];
	size_t out_count;
};

/* How the parts of a message are told from others'. */
struct join_key {
	bool wap;
	unsigned part, total; /* from 1 */
	uint16_t ref;
	uint8_t ref_bits;
};

/* @return false: it is whole by itself */
static bool join_key(const struct smsmodem_cdma *cdma, struct join_key *key)
{
	const struct smsmodem_cdma_wap *wap = &cdma->data.wap;
	const struct smsmodem_concat *concat = &cdma->data.concat;

	*key = (struct join_key){.wap = wap->valid};
	if (wap->valid) {
		key->part = wap->segment + 1U;
		key->total = wap->total;
		key->ref = cdma->message_id;
	} else if (concat->ref_bits) {
		key->part = concat->seq;
		key->total = concat->total;
		key->ref = concat->ref;
		key->ref_bits = concat->ref_bits;
	}
	return key->total > 1;
}

bool smsmodem_cdma_part(const struct smsmodem_cdma *cdma, unsigned *part, unsigned *total)
{
	struct join_key key;
	bool several = join_key(cdma, &key);

	*part = key.part;
	*total = key.total;
	return several;
}

static bool join_same(const struct smsmodem_cdma *a, const struct smsmodem_cdma *b)
{
	struct join_key one, two;

	return join_key(a, &one) && join_key(b, &two) && one.wap == two.wap &&
	       one.total == two.total && one.ref == two.ref && one.ref_bits == two.ref_bits &&
	       a->type == b->type && strcmp(a->from.text, b->from.text) == 0 &&
	       strcmp(a->to.text, b->to.text) == 0;
}

static bool join_same_data(const struct smsmodem_cdma *a, const struct smsmodem_cdma *b)
{
	return a->data.length == b->data.length &&
	       memcmp(a->data.octets, b->data.octets, a->data.length) == 0;
}

/* --- what comes again when its message has been given out --- */

/* All that a part says; what is not used of it is 0. */
struct join_whole {
	char from[SMSMODEM_CDMA_ADDRESS_SIZE], to[SMSMODEM_CDMA_ADDRESS_SIZE];
	uint16_t teleservice;
	uint8_t bearer[SMSMODEM_CDMA_BEARER_MAX];
};

/*
 * What tells a part that is sent again from all others, or 0: nothing does. The message identifier
 * does (C.S0015-B 4.5.1), which every segment of a datagram has, also one that is alone; a text of
 * one part may be sent again because it is meant again.
 */
static uint64_t join_fingerprint(const struct smsmodem_cdma_join *join,
				 const struct smsmodem_cdma *cdma)
{
	struct join_whole whole = {.teleservice = cdma->teleservice};
	struct join_key key;

	if (cdma->type != SMSMODEM_CDMA_POINT_TO_POINT ||
	    !(cdma->subs.there >> SMSMODEM_CDMA_SUB_MESSAGE_ID & 1) ||
	    !(join_key(cdma, &key) || key.wap))
		return 0;
	memcpy(whole.from, cdma->from.text, strnlen(cdma->from.text, sizeof whole.from));
	memcpy(whole.to, cdma->to.text, strnlen(cdma->to.text, sizeof whole.to));
	memcpy(whole.bearer, cdma->bearer, cdma->bearer_len);
	return pdu_siphash(&join->key, &whole, sizeof whole) | 1;
}

static void join_remember(struct smsmodem_cdma_join *join)
{
	for (size_t i = 0; i < join->out_count; i++)
		pdu_join_recent_add(&join->recent, join_fingerprint(join, join->out[i]));
}

/* --- making and freeing one --- */

/* Without random octets all works, but a sender could choose what collides. */
static struct pdu_hash_key join_hash_key(const struct smsmodem_cdma_join *join)
{
	struct pdu_hash_key key;

	if (getrandom(&key, sizeof key, GRND_NONBLOCK) != (ssize_t)sizeof key)
		key = (struct pdu_hash_key){{(uintptr_t)join, (uintptr_t)&key}};
	return key;
}

static size_t join_capacity(size_t capacity)
{
	if (capacity == 0)
		return JOIN_CAPACITY;
	if (capacity < JOIN_CAPACITY_LEAST)
		return JOIN_CAPACITY_LEAST;
	return capacity < JOIN_CAPACITY_MOST ? capacity : JOIN_CAPACITY_MOST;
}

struct smsmodem_cdma_join *smsmodem_cdma_join_new(size_t capacity)
{
	struct smsmodem_cdma_join *join = calloc(1, sizeof *join);

	if (!join)
		return NULL;
	join->key = join_hash_key(join);
	join->capacity = join_capacity(capacity);
	join->places = calloc(join->capacity, sizeof *join->places);
	join->recent.size = JOIN_REMEMBERED;
	join->recent.entries = calloc(JOIN_REMEMBERED, sizeof *join->recent.entries);
	if (join->places && join->recent.entries)
		return join;
	smsmodem_cdma_join_free(join);
	return NULL;
}

static void join_free_out(struct smsmodem_cdma_join *join)
{
	while (join->out_count > 0)
		free(join->out[--join->out_count]);
}

void smsmodem_cdma_join_free(struct smsmodem_cdma_join *join)
{
	if (!join)
		return;
	join_free_out(join);
	for (size_t i = 0; i < join->used; i++)
		free(join->places[i].cdma);
	free(join->places);
	free(join->recent.entries);
	free(join);
}

/* --- parts --- */

static int join_by_part(const void *a, const void *b)
{
	const struct smsmodem_cdma *const *one = a, *const *two = b;
	struct join_key first, second;

	(void)join_key(*one, &first);
	(void)join_key(*two, &second);
	return (first.part > second.part) - (first.part < second.part);
}

/* Give out the message that a part belongs to. */
static int join_take(struct smsmodem_cdma_join *join, uint64_t opened,
		     struct smsmodem_cdma_message *message)
{
	size_t kept = 0;
	struct join_key key;

	for (size_t i = 0; i < join->used; i++) {
		if (join->places[i].opened == opened && join->out_count < SMSMODEM_PARTS_MAX)
			join->out[join->out_count++] = join->places[i].cdma;
		else
			join->places[kept++] = join->places[i];
	}
	join->used = kept;
	if (join->out_count == 0)
		return 0;
	qsort(join->out, join->out_count, sizeof(struct smsmodem_cdma *), join_by_part);
	bool several = join_key(join->out[0], &key);
	*message = (struct smsmodem_cdma_message){(const struct smsmodem_cdma *const *)join->out,
						  join->out_count, several ? key.total : 1};
	return 1;
}

static void join_store(struct smsmodem_cdma_join *join, struct smsmodem_cdma *cdma, uint64_t opened)
{
	join->places[join->used++] = (struct join_place){cdma, opened ? opened : ++join->order};
}

/* What is there of the message of a part. */
struct join_found {
	uint64_t opened; /* 0: nothing */
	size_t count;
	const struct smsmodem_cdma *same; /* the part itself */
};

static struct join_found join_find(const struct smsmodem_cdma_join *join,
				   const struct smsmodem_cdma *cdma)
{
	struct join_found found = {0};
	struct join_key key, other;

	(void)join_key(cdma, &key);
	for (size_t i = 0; i < join->used; i++) {
		const struct smsmodem_cdma *waits = join->places[i].cdma;

		if (!join_same(waits, cdma))
			continue;
		found.opened = join->places[i].opened;
		found.count++;
		if (join_key(waits, &other) && other.part == key.part)
			found.same = waits;
	}
	return found;
}

/* @return as smsmodem_cdma_join_add; the copy is owned by the join */
static int join_put(struct smsmodem_cdma_join *join, struct smsmodem_cdma *copy,
		    struct smsmodem_cdma_message *message)
{
	struct join_found found = join_find(join, copy);
	struct join_key key;

	(void)join_key(copy, &key);
	if (found.same && join_same_data(found.same, copy)) {
		free(copy);
		return 0;
	}
	/* another part of the same number: the sender has come round to this reference again */
	if (found.same) {
		int result = join_take(join, found.opened, message);
		join_store(join, copy, 0);
		return result;
	}
	if (found.count + 1 == key.total) {
		join->out[join->out_count++] = copy;
		int result = join_take(join, found.opened, message);
		join_remember(join);
		return result;
	}
	if (join->used < join->capacity) {
		join_store(join, copy, found.opened);
		return 0;
	}
	int result = smsmodem_cdma_join_flush(join, message);
	found = join_find(join, copy); /* the oldest may have been its own */
	join_store(join, copy, found.opened);
	return result;
}

int smsmodem_cdma_join_add(struct smsmodem_cdma_join *join, const struct smsmodem_cdma *cdma,
			   struct smsmodem_cdma_message *message)
{
	struct join_key key;

	join_free_out(join);
	if (!cdma || pdu_join_recent_has(&join->recent, join_fingerprint(join, cdma)))
		return 0;
	struct smsmodem_cdma *copy = malloc(sizeof *copy);
	if (!copy)
		return SMSMODEM_E_MEMORY;
	*copy = *cdma;
	if (join_key(copy, &key))
		return join_put(join, copy, message);
	join->out[join->out_count++] = copy;
	join_remember(join);
	*message = (struct smsmodem_cdma_message){(const struct smsmodem_cdma *const *)join->out, 1,
						  1};
	return 1;
}

int smsmodem_cdma_join_flush(struct smsmodem_cdma_join *join, struct smsmodem_cdma_message *message)
{
	uint64_t oldest = 0;

	join_free_out(join);
	for (size_t i = 0; i < join->used; i++)
		if (oldest == 0 || join->places[i].opened < oldest)
			oldest = join->places[i].opened;
	return oldest ? join_take(join, oldest, message) : 0;
}
