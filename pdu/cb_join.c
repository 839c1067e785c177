/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages to messages, in memory that the caller gives. */
#include "cb.h"
#include <string.h>

bool smsmodem_cb_complete(const struct smsmodem_cb *cb)
{
	return cb->pages > SMSMODEM_CB_PAGES_MAX ||
	       (~(unsigned)cb->present & ((1U << cb->pages) - 1)) == 0;
}

/* 23.041 9.4.1.2: pages of a message differ in their number and their contents only. */
static bool cb_same(const struct smsmodem_cb *a, const struct smsmodem_cb *b)
{
	return a->message_id == b->message_id && a->serial == b->serial && a->dcs == b->dcs &&
	       a->pages == b->pages && a->form == b->form;
}

static void cb_take_out(struct smsmodem_cb_join *join, size_t i, struct smsmodem_cb *message)
{
	*message = join->open[i];
	join->count--;
	memmove(&join->open[i], &join->open[i + 1], (join->count - i) * sizeof join->open[0]);
}

static void cb_merge(struct smsmodem_cb *open, const struct smsmodem_cb *cb)
{
	for (unsigned n = 1; n <= SMSMODEM_CB_PAGES_MAX; n++)
		if (!(open->present >> (n - 1) & 1) && (cb->present >> (n - 1) & 1))
			open->page[n - 1] = cb->page[n - 1];
	open->present |= cb->present;
	pdu_cb_language(open);
}

int smsmodem_cb_join_add(struct smsmodem_cb_join *join, const struct smsmodem_cb *cb,
			 struct smsmodem_cb *message)
{
	size_t i = 0;
	int given = 0;

	if (smsmodem_cb_complete(cb)) {
		*message = *cb;
		return 1;
	}
	while (i < join->count && !cb_same(&join->open[i], cb))
		i++;
	if (i == SMSMODEM_CB_OPEN_MAX) {
		cb_take_out(join, 0, message);
		given = 1;
		i--;
	}
	if (i == join->count) {
		join->open[join->count++] = *cb;
		return given;
	}
	cb_merge(&join->open[i], cb);
	if (!smsmodem_cb_complete(&join->open[i]))
		return 0;
	cb_take_out(join, i, message);
	return 1;
}

int smsmodem_cb_join_flush(struct smsmodem_cb_join *join, struct smsmodem_cb *message)
{
	if (join->count == 0)
		return 0;
	cb_take_out(join, 0, message);
	return 1;
}
