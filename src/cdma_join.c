/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins parts of CDMA messages; what waits is bounded, so that looking at all of it is too. */
#include "cdma.h"
#include <stdlib.h>
#include <string.h>

#define JOIN_CAPACITY       1024
#define JOIN_CAPACITY_LEAST 256
#define JOIN_CAPACITY_MOST  4096

struct join_place {
	struct smsmodem_cdma *cdma; /* owned */
	uint64_t opened;            /* the order in which its message began */
};

struct smsmodem_cdma_join {
	struct join_place *places;
	size_t capacity, used;
	uint64_t order;
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

struct smsmodem_cdma_join *smsmodem_cdma_join_new(size_t capacity)
{
	struct smsmodem_cdma_join *join = calloc(1, sizeof *join);

	if (!join)
		return NULL;
	join->capacity = capacity ? capacity : JOIN_CAPACITY;
	if (join->capacity < JOIN_CAPACITY_LEAST)
		join->capacity = JOIN_CAPACITY_LEAST;
	if (join->capacity > JOIN_CAPACITY_MOST)
		join->capacity = JOIN_CAPACITY_MOST;
	join->places = calloc(join->capacity, sizeof *join->places);
	if (join->places)
		return join;
	free(join);
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
	free(join);
}

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
		return join_take(join, found.opened, message);
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
	if (!cdma)
		return 0;
	struct smsmodem_cdma *copy = malloc(sizeof *copy);
	if (!copy)
		return SMSMODEM_E_MEMORY;
	*copy = *cdma;
	if (join_key(copy, &key))
		return join_put(join, copy, message);
	join->out[join->out_count++] = copy;
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
