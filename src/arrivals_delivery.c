/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages on their way to the caller: ready in the order in which they came, given out, deferred
 * in the order of their time, acknowledged.
 */
#include "arrivals_pool.h"
#include <stdlib.h>

#define TOKEN_SLOT 0xFFFFFFU /* low bits of a token: the entry */

static void queue_append(struct arrivals *arrivals, struct queue *queue, uint32_t index)
{
	arrivals->delivery[index].next = 0;
	if (queue->last)
		arrivals->delivery[queue->last].next = index;
	else
		queue->first = index;
	queue->last = index;
}

static uint32_t queue_shift(struct arrivals *arrivals, struct queue *queue)
{
	uint32_t index = queue->first;

	if (!index)
		return 0;
	queue->first = arrivals->delivery[index].next;
	if (!queue->first)
		queue->last = 0;
	return index;
}

bool delivery_room(struct arrivals *arrivals)
{
	struct pool *pool = &arrivals->delivery_pool;
	uint32_t size = pool->size ? pool->size : 64;

	while (size <= arrivals->arrival_pool.used + 2)
		size *= 2;
	if (size == pool->size)
		return true;
	void *grown = size < TOKEN_SLOT
			      ? reallocarray(arrivals->delivery, size, sizeof *arrivals->delivery)
			      : NULL;
	if (!grown)
		return false;
	arrivals->delivery = grown;
	pool->size = size;
	return true;
}

static uint32_t delivery_fresh(struct arrivals *arrivals)
{
	struct pool *pool = &arrivals->delivery_pool;
	uint32_t index = pool->free;

	if (!index)
		return pool_fresh(pool);
	pool->free = arrivals->delivery[index].next;
	pool->used++;
	return index;
}

void delivery_add(struct arrivals *arrivals, uint32_t first, size_t count, size_t total)
{
	uint32_t index = delivery_fresh(arrivals);
	struct delivery *delivery = &arrivals->delivery[index];
	*delivery = (struct delivery){
		.token = ++arrivals->tokens << 24 | index,
		.first = first,
		.count = (uint16_t)count,
		.total = (uint16_t)total,
		.state = DELIVERY_READY,
		.used = true,
	};
	for (uint32_t i = first; i; i = arrivals->arrival[i].next) {
		struct arrival *arrival = &arrivals->arrival[i];

		arrival->delivery = index;
		delivery->redelivered = delivery->redelivered || arrival->offered;
		if (arrival->progress > delivery->progress)
			delivery->progress = arrival->progress;
	}
	arrivals->waiting += delivery->count;
	queue_append(arrivals, &arrivals->ready, index);
}

uint32_t delivery_find(const struct arrivals *arrivals, uint64_t token)
{
	uint32_t index = (uint32_t)(token & TOKEN_SLOT);

	if (index == 0 || index > arrivals->delivery_pool.fresh)
		return 0;
	const struct delivery *delivery = &arrivals->delivery[index];
	return delivery->used && delivery->token == token && delivery->state == DELIVERY_GIVEN
		       ? index
		       : 0;
}

int64_t delivery_deadline_ms(const struct arrivals *arrivals)
{
	uint32_t first = arrivals->deferred.first;

	return first ? arrivals->delivery[first].due_ms : -1;
}

uint32_t delivery_next(struct arrivals *arrivals, int64_t now_ms)
{
	uint32_t first = arrivals->deferred.first;

	if (first && arrivals->delivery[first].due_ms <= now_ms)
		return first;
	return arrivals->ready.first;
}

void delivery_give(struct arrivals *arrivals, uint32_t index)
{
	bool deferred = arrivals->deferred.first == index;

	(void)queue_shift(arrivals, deferred ? &arrivals->deferred : &arrivals->ready);
	arrivals->delivery[index].state = DELIVERY_GIVEN;
}

void delivery_defer(struct arrivals *arrivals, uint32_t index, int64_t due_ms)
{
	uint32_t *link = &arrivals->deferred.first, last = 0;

	while (*link && arrivals->delivery[*link].due_ms <= due_ms) {
		last = *link;
		link = &arrivals->delivery[*link].next;
	}
	arrivals->delivery[index].state = DELIVERY_READY;
	arrivals->delivery[index].due_ms = due_ms;
	arrivals->delivery[index].next = *link;
	*link = index;
	if (arrivals->deferred.last == last)
		arrivals->deferred.last = index;
}

void delivery_take(struct arrivals *arrivals, uint32_t index)
{
	arrivals->delivery[index].state = DELIVERY_TAKEN;
	queue_append(arrivals, &arrivals->acked, index);
}

uint32_t delivery_done(struct arrivals *arrivals)
{
	uint32_t index = queue_shift(arrivals, &arrivals->acked);

	if (!index)
		return 0;
	struct delivery *delivery = &arrivals->delivery[index];
	arrivals->waiting -= delivery->count;
	delivery->used = false;
	delivery->next = arrivals->delivery_pool.free;
	arrivals->delivery_pool.free = index;
	arrivals->delivery_pool.used--;
	return delivery->first;
}
