/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a process remembers by itself of what was taken: a ring, and a table of what is in it. */
#include "arrivals_pool.h"
#include "siphash.h"
#include <stdlib.h>
#include <string.h>

void taken_identify(const struct arrivals *arrivals, const void *octets, size_t count,
		    struct journal_id *id)
{
	for (size_t i = 0; i < 2; i++) {
		const struct pdu_hash_key key = {{arrivals->key[i][0], arrivals->key[i][1]}};
		uint64_t hash = pdu_siphash(&key, octets, count);

		memcpy(id->octets + i * sizeof hash, &hash, sizeof hash);
	}
}

bool taken_has(const struct taken *taken, const struct journal_id *id)
{
	uint32_t index = taken->ids ? taken->buckets[id_bucket(id)] : 0;

	while (index && !id_same(&taken->ids[index], id))
		index = taken->chains[index];
	return index != 0;
}

static bool taken_make(struct taken *taken)
{
	if (taken->ids)
		return true;
	taken->ids = calloc(ARRIVALS_TAKEN + 1, sizeof *taken->ids);
	taken->chains = calloc(ARRIVALS_TAKEN + 1, sizeof *taken->chains);
	taken->buckets = calloc(ARRIVALS_BUCKETS, sizeof *taken->buckets);
	if (taken->ids && taken->chains && taken->buckets)
		return true;
	taken_free(taken);
	return false;
}

static void taken_forget(struct taken *taken, uint32_t index)
{
	uint32_t *link = &taken->buckets[id_bucket(&taken->ids[index])];

	while (*link && *link != index)
		link = &taken->chains[*link];
	if (*link)
		*link = taken->chains[index];
}

void taken_remove(struct taken *taken, const struct journal_id *id)
{
	uint32_t index = taken->ids ? taken->buckets[id_bucket(id)] : 0;

	while (index && !id_same(&taken->ids[index], id))
		index = taken->chains[index];
	if (index)
		taken_forget(taken, index);
}

bool taken_add(struct taken *taken, const struct journal_id *id)
{
	if (!taken_make(taken))
		return false;
	if (taken_has(taken, id))
		return true;
	taken->next = taken->next % ARRIVALS_TAKEN + 1;
	taken_forget(taken, taken->next);
	uint32_t *bucket = &taken->buckets[id_bucket(id)];
	taken->ids[taken->next] = *id;
	taken->chains[taken->next] = *bucket;
	*bucket = taken->next;
	return true;
}

void taken_free(struct taken *taken)
{
	free(taken->ids);
	free(taken->chains);
	free(taken->buckets);
	*taken = (struct taken){0};
}
