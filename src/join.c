/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for the codec's reassembly: it grows and shrinks with what waits. */
#include "join.h"
#include "join_private.h"
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
	JOIN_CAPACITY = 65536,       /* where nothing is said */
	JOIN_CAPACITY_MAX = 1 << 30, /* indices are of 32 bits, sizes powers of two */
	JOIN_REMEMBERED_MAX = 65536, /* fingerprints, of 16 octets each */
	JOIN_SIZE_MIN = 256,
};

struct smsmodem_join {
	struct pdu_join join;
	struct smsmodem_tpdu out[SMSMODEM_PARTS_MAX];
};

/* Without random octets all works, but a sender could choose what collides. */
static struct pdu_hash_key join_key(const struct smsmodem_join *join)
{
	struct pdu_hash_key key;

	if (getrandom(&key, sizeof key, GRND_NONBLOCK) != (ssize_t)sizeof key)
		key = (struct pdu_hash_key){{(uintptr_t)join, (uintptr_t)&key}};
	return key;
}

static size_t join_capacity(const struct smsmodem_join_options *options)
{
	size_t capacity = options && options->capacity ? options->capacity : JOIN_CAPACITY;

	if (capacity < SMSMODEM_PARTS_MAX)
		capacity = SMSMODEM_PARTS_MAX;
	return capacity < JOIN_CAPACITY_MAX ? capacity : JOIN_CAPACITY_MAX;
}

static uint32_t join_power_of_two(size_t least)
{
	uint32_t power = JOIN_SIZE_MIN;

	while (power < least)
		power *= 2;
	return power;
}

struct smsmodem_join *smsmodem_join_new(const struct smsmodem_join_options *options)
{
	size_t capacity = join_capacity(options);
	struct smsmodem_join *join = calloc(1, sizeof *join);

	if (!join)
		return NULL;
	join->join = (struct pdu_join){
		.key = join_key(join),
		.capacity = capacity,
		.expiry_ms = options ? options->expiry_ms : 0,
		.now_ms = INT64_MIN,
		.out = join->out,
		.recent.size = join_power_of_two(
			capacity < JOIN_REMEMBERED_MAX ? capacity : JOIN_REMEMBERED_MAX),
	};
	join->join.recent.entries =
		calloc(join->join.recent.size, sizeof *join->join.recent.entries);
	if (join->join.recent.entries)
		return join;
	smsmodem_join_free(join);
	return NULL;
}

static void join_free_arrays(const struct pdu_join *join)
{
	free(join->parts);
	free(join->open);
	free(join->buckets);
}

void smsmodem_join_free(struct smsmodem_join *join)
{
	if (!join)
		return;
	join_free_arrays(&join->join);
	free(join->join.recent.entries);
	free(join);
}

/* Without memory all stays as it is. */
static int join_resize(struct pdu_join *join, uint32_t size)
{
	const struct pdu_join old = *join;
	struct pdu_join new = {.size = size};

	if (size > 0) {
		new.parts = reallocarray(NULL, size, sizeof *new.parts);
		new.open = new.parts ? reallocarray(NULL, size, sizeof *new.open) : NULL;
		new.buckets = new.open ? reallocarray(NULL, size, sizeof *new.buckets) : NULL;
		if (!new.buckets) {
			join_free_arrays(&new);
			return SMSMODEM_E_MEMORY;
		}
		memset(new.buckets, 0, size * sizeof *new.buckets);
	}
	pdu_join_move(join, new.parts, new.open, new.buckets, size);
	join_free_arrays(&old);
	return SMSMODEM_OK;
}

static int join_grow(struct pdu_join *join)
{
	return join_resize(join, join->size ? 2 * join->size : JOIN_SIZE_MIN);
}

/*
 * Give memory back. After a move the arrays are half empty at least and a quarter full, so that
 * what has to come or go until the next one is in proportion to what that moves.
 */
static void join_shrink(struct pdu_join *join)
{
	if (join->size <= JOIN_SIZE_MIN || join->parts_used > join->size / 4)
		return;
	(void)join_resize(join, join->parts_used ? join->size / 2 : 0);
}

int join_add_since(struct smsmodem_join *join, const struct smsmodem_tpdu *tpdu, int64_t since_ms,
		   int64_t now_ms, struct smsmodem_message *message)
{
	if (tpdu && pdu_join_full(&join->join) && join_grow(&join->join) < 0)
		return SMSMODEM_E_MEMORY;
	int result = pdu_join_add_since(&join->join, tpdu, since_ms, now_ms, message);
	join_shrink(&join->join);
	return result;
}

int smsmodem_join_add(struct smsmodem_join *join, const struct smsmodem_tpdu *tpdu, int64_t now_ms,
		      struct smsmodem_message *message)
{
	return join_add_since(join, tpdu, INT64_MAX, now_ms, message);
}

void join_wait_on(struct smsmodem_join *join, bool patient)
{
	join->join.patient = patient;
}

size_t join_parts(const struct smsmodem_join *join)
{
	return join->join.parts_used;
}

int64_t smsmodem_join_deadline(const struct smsmodem_join *join)
{
	return pdu_join_deadline(&join->join);
}

int smsmodem_join_flush(struct smsmodem_join *join, struct smsmodem_message *message)
{
	int result = pdu_join_flush(&join->join, message);

	join_shrink(&join->join);
	return result;
}
