/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for the codec's reassembly. */
#include "pdu.h"
#include <stdlib.h>

struct smsmodem_join {
	struct pdu_join join;
};

struct smsmodem_join *smsmodem_join_new(const struct smsmodem_join_options *options)
{
	size_t capacity = options && options->capacity ? options->capacity : 4096;
	struct smsmodem_join *new = calloc(1, sizeof *new);

	if (!new)
		return NULL;
	if (capacity < SMSMODEM_PARTS_MAX)
		capacity = SMSMODEM_PARTS_MAX;
	new->join.capacity = capacity;
	new->join.places = calloc(capacity, sizeof *new->join.places);
	new->join.out = calloc(SMSMODEM_PARTS_MAX, sizeof *new->join.out);
	if (new->join.places &&new->join.out)
		return new;
	smsmodem_join_free(new);
	return NULL;
}

void smsmodem_join_free(struct smsmodem_join *join)
{
	if (!join)
		return;
	free(join->join.places);
	free(join->join.out);
	free(join);
}

int smsmodem_join_add(struct smsmodem_join *join, const struct smsmodem_tpdu *tpdu,
		      int64_t now_ms, struct smsmodem_message *message)
{
	(void)now_ms;
	return pdu_join_add(&join->join, tpdu, message);
}

int smsmodem_join_flush(struct smsmodem_join *join, struct smsmodem_message *message)
{
	return pdu_join_flush(&join->join, message);
}
