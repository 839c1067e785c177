/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone.h"
#include <stdlib.h>
#include <string.h>

struct sim_chunk {
	struct sim_chunk *next;
	int64_t due_ms;
	size_t count;
	char octets[];
};

static void sim_queue_append(struct sim_queue *queue, struct sim_chunk *chunk)
{
	chunk->next = NULL;
	if (queue->tail) {
		/* A wire keeps its order: nothing overtakes what was said before. */
		if (chunk->due_ms < queue->tail->due_ms)
			chunk->due_ms = queue->tail->due_ms;
		queue->tail->next = chunk;
	} else {
		queue->head = chunk;
	}
	queue->tail = chunk;
	queue->count += chunk->count;
}

static struct sim_chunk *sim_queue_pop(struct sim_queue *queue)
{
	struct sim_chunk *chunk = queue->head;

	if (!chunk)
		return NULL;
	queue->head = chunk->next;
	if (!queue->head)
		queue->tail = NULL;
	queue->count -= chunk->count - queue->taken;
	queue->taken = 0;
	return chunk;
}

void sim_queue_put(struct sim_queue *queue, const void *octets, size_t count, int64_t due_ms)
{
	if (count == 0 || count > SIM_OUTPUT_MAX - queue->count)
		return;
	struct sim_chunk *chunk = malloc(sizeof *chunk + count);
	if (!chunk)
		return;
	chunk->due_ms = due_ms;
	chunk->count = count;
	memcpy(chunk->octets, octets, count);
	sim_queue_append(queue, chunk);
}

size_t sim_queue_take(struct sim_queue *queue, void *octets, size_t size, int64_t now_ms)
{
	size_t done = 0;

	while (done < size && queue->head && queue->head->due_ms <= now_ms) {
		size_t count = queue->head->count - queue->taken;
		if (count > size - done)
			count = size - done;
		memcpy((char *)octets + done, queue->head->octets + queue->taken, count);
		done += count;
		queue->taken += count;
		queue->count -= count;
		if (queue->taken == queue->head->count)
			free(sim_queue_pop(queue));
	}
	return done;
}

int64_t sim_queue_due(const struct sim_queue *queue)
{
	return queue->head ? queue->head->due_ms : -1;
}

int64_t sim_queue_end(const struct sim_queue *queue)
{
	return queue->tail ? queue->tail->due_ms : -1;
}

void sim_queue_move(struct sim_queue *to, struct sim_queue *from, int64_t due_ms)
{
	struct sim_chunk *chunk;

	while ((chunk = sim_queue_pop(from)) != NULL) {
		if (chunk->due_ms < due_ms)
			chunk->due_ms = due_ms;
		sim_queue_append(to, chunk);
	}
}

void sim_queue_clear(struct sim_queue *queue)
{
	struct sim_chunk *chunk;

	while ((chunk = sim_queue_pop(queue)) != NULL)
		free(chunk);
}
