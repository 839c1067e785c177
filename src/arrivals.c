/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of PDUs, found by their identity, which is a keyed hash already. */
#include "arrivals_pool.h"
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct arrivals *arrivals_new(void)
{
	struct arrivals *arrivals = calloc(1, sizeof *arrivals);

	if (!arrivals)
		return NULL;
	arrivals->transaction = 2; /* 1 is one before this process */
	arrivals->renew_ms = arrivals->mistrust_ms = -1;
	/* without random octets a sender could choose what collides, and all else works */
	if (getrandom(arrivals->key, sizeof arrivals->key, GRND_NONBLOCK) !=
	    (ssize_t)sizeof arrivals->key)
		arrivals->key[0][0] = (uintptr_t)arrivals;
	return arrivals;
}

void arrivals_free(struct arrivals *arrivals)
{
	if (!arrivals)
		return;
	taken_free(&arrivals->taken);
	free(arrivals->arrival);
	free(arrivals->place);
	free(arrivals->delivery);
	free(arrivals);
}

bool pool_grow(struct pool *pool, void **entries, size_t entry_size)
{
	uint32_t size = pool->size ? 2 * pool->size : 64;

	if (pool->free || pool->fresh + 1 < pool->size)
		return true;
	void *grown = reallocarray(*entries, size, entry_size);
	if (!grown)
		return false;
	*entries = grown;
	pool->size = size;
	return true;
}

uint32_t pool_fresh(struct pool *pool)
{
	pool->used++;
	return ++pool->fresh;
}

uint32_t id_bucket(const struct journal_id *id)
{
	uint32_t half;

	memcpy(&half, id->octets, sizeof half);
	return half % ARRIVALS_BUCKETS;
}

bool id_same(const struct journal_id *a, const struct journal_id *b)
{
	return memcmp(a->octets, b->octets, sizeof a->octets) == 0;
}

uint32_t arrival_find(const struct arrivals *arrivals, const struct journal_id *id)
{
	uint32_t index = arrivals->arrival_buckets[id_bucket(id)];

	while (index && !id_same(&arrivals->arrival[index].id, id))
		index = arrivals->arrival[index].chain;
	return index;
}

uint32_t arrival_add(struct arrivals *arrivals, const struct journal_id *id,
		     const struct received *pdu)
{
	struct pool *pool = &arrivals->arrival_pool;
	void *entries = arrivals->arrival;

	/* a message has one at least, so that there is room for it, too, when it is complete */
	if (!delivery_room(arrivals) || !pool_grow(pool, &entries, sizeof *arrivals->arrival))
		return 0;
	arrivals->arrival = entries;
	uint32_t index = pool->free, *bucket = &arrivals->arrival_buckets[id_bucket(id)];
	if (index) {
		pool->free = arrivals->arrival[index].chain;
		pool->used++;
	} else {
		index = pool_fresh(pool);
	}
	arrivals->arrival[index] = (struct arrival){
		.id = *id, .pdu = *pdu, .chain = *bucket, .stat = -1, .parts = 1, .used = true};
	*bucket = index;
	return index;
}

void arrival_drop(struct arrivals *arrivals, uint32_t index)
{
	struct arrival *arrival = &arrivals->arrival[index];
	uint32_t *link = &arrivals->arrival_buckets[id_bucket(&arrival->id)];

	while (*link != index)
		link = &arrivals->arrival[*link].chain;
	*link = arrival->chain;
	arrival->used = false;
	arrival->chain = arrivals->arrival_pool.free;
	arrivals->arrival_pool.free = index;
	arrivals->arrival_pool.used--;
}
