/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for the codec's reassembly: it grows with what waits, and is given back when nothing does.
 */
#include "join.h"
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

/* Give arrays back that something large has left empty. */
static void join_shrink(struct pdu_join *join)
{
	if (join->parts_used || join->size <= JOIN_SIZE_MIN)
		return;
	free(join->parts);
	free(join->open);
	free(join->buckets);
	pdu_join_resize(join, NULL, NULL, NULL, 0);
}

void smsmodem_join_free(struct smsmodem_join *join)
{
	if (!join)
		return;
	free(join->join.parts);
	free(join->join.open);
	free(join->join.buckets);
	free(join->join.recent.entries);
	free(join);
}

/* What has grown when another thing cannot stays as it is, and is large enough. */
static int join_grow(struct pdu_join *join)
{
	uint32_t size = join->size ? 2 * join->size : JOIN_SIZE_MIN;
	struct pdu_join_part *parts = reallocarray(join->parts, size, sizeof *parts);

	if (!parts)
		return SMSMODEM_E_MEMORY;
	join->parts = parts;
	struct pdu_join_open *open = reallocarray(join->open, size, sizeof *open);
	if (!open)
		return SMSMODEM_E_MEMORY;
	join->open = open;
	uint32_t *buckets = reallocarray(join->buckets, size, sizeof *buckets);
	if (!buckets)
		return SMSMODEM_E_MEMORY;
	memset(buckets, 0, size * sizeof *buckets);
	pdu_join_resize(join, parts, open, buckets, size);
	return SMSMODEM_OK;
}

int smsmodem_join_add(struct smsmodem_join *join, const struct smsmodem_tpdu *tpdu, int64_t now_ms,
		      struct smsmodem_message *message)
{
	if (tpdu && pdu_join_full(&join->join) && join_grow(&join->join) < 0)
		return SMSMODEM_E_MEMORY;
	int result = pdu_join_add(&join->join, tpdu, now_ms, message);
	join_shrink(&join->join);
	return result;
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
