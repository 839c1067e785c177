/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of a test form (V.250 5.4.4.4). */
#include "reply.h"

bool reply_lists_begin(struct reply_lists *lists, const char *line, const char *prefix)
{
	struct at_cursor cursor;

	*lists = (struct reply_lists){.bare = true};
	if (!at_cursor_begin(&cursor, line, prefix))
		return false;
	lists->rest = *cursor.next ? cursor.next : NULL;
	return true;
}

static void next_list(struct reply_lists *lists)
{
	lists->lists++;
	lists->filled = false;
}

/*
 * Wavecom's Q2 has one pair of parentheses too many around all of its lists, and others forget to
 * close one: a '(' begins a list unless nothing has come since the last one.
 */
static void open_list(struct reply_lists *lists)
{
	if (!lists->open || lists->filled)
		next_list(lists);
	lists->open = true;
	lists->bare = false;
}

bool reply_lists_next(struct reply_lists *lists, struct smsmodem_at_item *item)
{
	while (smsmodem_at_next_item(&lists->rest, item)) {
		if (item->kind == SMSMODEM_AT_ITEM_OPEN) {
			open_list(lists);
			continue;
		}
		if (item->kind == SMSMODEM_AT_ITEM_CLOSE) {
			lists->open = false;
			continue;
		}
		if (!lists->open)
			next_list(lists);
		if (item->kind == SMSMODEM_AT_ITEM_ABSENT)
			continue;
		lists->filled = true;
		return true;
	}
	return false;
}
