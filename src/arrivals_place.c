/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which place of which memory holds what, as it was read last. */
#include "arrivals_pool.h"

static uint32_t place_bucket(size_t memory, int index)
{
	return ((uint32_t)index * 2654435761U >> 8 ^ (uint32_t)memory * 977U) % ARRIVALS_BUCKETS;
}

uint32_t place_find(const struct arrivals *arrivals, size_t memory, int index)
{
	uint32_t i = arrivals->place_buckets[place_bucket(memory, index)];

	while (i && (arrivals->place[i].index != index || arrivals->place[i].memory != memory))
		i = arrivals->place[i].chain;
	return i;
}

/* Whether several places hold the same: what is deleted there is looked at first. */
static bool place_hang(struct arrivals *arrivals, uint32_t index, uint32_t arrival)
{
	uint32_t *places = &arrivals->arrival[arrival].places;

	arrivals->place[index].next = *places;
	*places = index;
	return arrivals->place[index].next != 0;
}

uint32_t place_add(struct arrivals *arrivals, size_t memory, int index, const struct journal_id *id,
		   uint32_t arrival)
{
	struct pool *pool = &arrivals->place_pool;
	void *entries = arrivals->place;

	if (pool->used >= ARRIVALS_PLACES || !pool_grow(pool, &entries, sizeof *arrivals->place))
		return 0;
	arrivals->place = entries;
	uint32_t i = pool->free, *bucket = &arrivals->place_buckets[place_bucket(memory, index)];
	if (i) {
		pool->free = arrivals->place[i].chain;
		pool->used++;
	} else {
		i = pool_fresh(pool);
	}
	arrivals->place[i] = (struct place){
		.id = *id,
		.chain = *bucket,
		.arrival = arrival,
		.index = index,
		.memory = (uint8_t)memory,
		.used = true,
		.listed = true,
	};
	*bucket = i;
	if (arrival)
		arrivals->place[i].replaceable = place_hang(arrivals, i, arrival);
	arrivals->memory[memory].known++;
	return i;
}

static void place_unhang(struct arrivals *arrivals, uint32_t index)
{
	uint32_t arrival = arrivals->place[index].arrival;

	if (!arrival)
		return;
	uint32_t *link = &arrivals->arrival[arrival].places;
	while (*link != index)
		link = &arrivals->place[*link].next;
	*link = arrivals->place[index].next;
	arrivals->place[index].arrival = 0;
	arrivals->place[index].next = 0;
}

/* What is deleted is the first of the list, or near. */
void place_spare(struct arrivals *arrivals, uint32_t index)
{
	struct memory *memory = &arrivals->memory[arrivals->place[index].memory];
	uint32_t *link = &memory->doomed, before = 0;

	if (!arrivals->place[index].doomed)
		return;
	while (*link != index) {
		before = *link;
		link = &arrivals->place[before].next;
	}
	*link = arrivals->place[index].next;
	if (memory->doomed_last == index)
		memory->doomed_last = before;
	arrivals->place[index].doomed = false;
	arrivals->place[index].next = 0;
}

void place_drop(struct arrivals *arrivals, uint32_t index)
{
	struct place *place = &arrivals->place[index];
	uint32_t *link = &arrivals->place_buckets[place_bucket(place->memory, place->index)];

	place_unhang(arrivals, index);
	place_spare(arrivals, index);
	while (*link != index)
		link = &arrivals->place[*link].chain;
	*link = place->chain;
	arrivals->memory[place->memory].known--;
	place->used = false;
	place->chain = arrivals->place_pool.free;
	arrivals->place_pool.free = index;
	arrivals->place_pool.used--;
}

bool place_holds(const struct arrivals *arrivals, const struct journal_id *id)
{
	for (uint32_t i = 1; i <= arrivals->place_pool.fresh; i++)
		if (arrivals->place[i].used && id_same(&arrivals->place[i].id, id))
			return true;
	return false;
}

void place_doom(struct arrivals *arrivals, uint32_t index)
{
	struct place *place = &arrivals->place[index];
	struct memory *memory = &arrivals->memory[place->memory];

	if (place->doomed)
		return;
	place_unhang(arrivals, index);
	place->doomed = true;
	place->checked = false;
	place->next = 0;
	if (memory->doomed_last)
		arrivals->place[memory->doomed_last].next = index;
	else
		memory->doomed = index;
	memory->doomed_last = index;
}

void place_keep(struct arrivals *arrivals, uint32_t index)
{
	place_unhang(arrivals, index);
}
