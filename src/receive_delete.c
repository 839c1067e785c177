/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deleting what was taken (27.005 3.5.4 +CMGD), several places a line where the phone allows it. A
 * place is looked at first if something else may be there: when the phone was away since it was
 * read, or that is a while ago, or the network replaces what is there.
 */
#include "receive_record.h"
#include <stdio.h>
#include <string.h>

#define FRESH_MS        10000
#define DELETE_LINE_MAX 200 /* characters that phones take; V.250 5.2.1 asks for less */
#define PAUSE_MS        500
#define BATCH_MAX       20
#define LOOK_MAX        8 /* places that are looked at one by one; of more, all are */
#define TRIES_MAX       3 /* then it stays: it is known for what it is */

/* Places that one line deletes. */
struct batch {
	char line[DELETE_LINE_MAX + 1];
	size_t length, count;
	uint32_t places[BATCH_MAX];
	bool shown; /* the line shows what is in its one place, too */
};

static bool is_fresh(const struct smsmodem *modem, const struct place *place)
{
	int64_t age_ms = session_now_ms(&modem->session) - place->read_ms;

	if (place->generation != modem->receiver->generation)
		return false;
	return age_ms <= FRESH_MS && (place->checked || !place->replaceable);
}

/* --- looking --- */

static size_t stale_count(const struct smsmodem *modem, const struct memory *memory)
{
	const struct arrivals *arrivals = modem->receiver->arrivals;
	size_t count = 0;

	for (uint32_t i = memory->doomed; i; i = arrivals->place[i].next)
		count += !is_fresh(modem, &arrivals->place[i]);
	return count;
}

static void all_checked(struct arrivals *arrivals, const struct memory *memory)
{
	for (uint32_t i = memory->doomed; i; i = arrivals->place[i].next)
		arrivals->place[i].checked = true;
}

/* The first that is not fresh is read, whereupon it is, or it is no longer to be deleted. */
static int look_at_one(struct smsmodem *modem, size_t memory, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	uint32_t i = arrivals->memory[memory].doomed;

	while (i && is_fresh(modem, &arrivals->place[i]))
		i = arrivals->place[i].next;
	if (!i)
		return SMSMODEM_OK;
	int index = arrivals->place[i].index;
	int result = place_read(modem, memory, index, error);
	i = place_find(arrivals, memory, index);
	if (i)
		arrivals->place[i].checked = true;
	return result;
}

static int look(struct smsmodem *modem, size_t memory, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	size_t stale = stale_count(modem, &arrivals->memory[memory]);
	int result = SMSMODEM_OK;

	if (stale > LOOK_MAX && !arrivals->no_cmgl) {
		arrivals->memory[memory].dirty = true;
		result = memory_read(modem, memory, error);
		all_checked(arrivals, &arrivals->memory[memory]);
		return result;
	}
	for (; stale > 0 && result == SMSMODEM_OK; stale--)
		result = look_at_one(modem, memory, error);
	return result;
}

/* --- deleting --- */

static bool batch_add(struct batch *batch, int index)
{
	char one[24];
	int count = snprintf(one, sizeof one, "%s+CMGD=%d", batch->count ? ";" : "AT", index);

	if (batch->count == BATCH_MAX || batch->length + (size_t)count > DELETE_LINE_MAX)
		return false;
	memcpy(batch->line + batch->length, one, (size_t)count + 1);
	batch->length += (size_t)count;
	return true;
}

/* Where something new may come at any moment, one line shows what it deletes. */
static void batch_show(struct batch *batch, const struct place *place, uint32_t index)
{
	(void)snprintf(batch->line, sizeof batch->line, "AT+CMGR=%d;+CMGD=%d", place->index,
		       place->index);
	batch->places[batch->count++] = index;
	batch->shown = true;
}

/* As many as go into a line, of those that are fresh. */
static void batch_fill(const struct smsmodem *modem, size_t memory, struct batch *batch)
{
	const struct arrivals *arrivals = modem->receiver->arrivals;
	size_t most = arrivals->no_combined ? 1 : BATCH_MAX;

	*batch = (struct batch){.length = 0};
	for (uint32_t i = arrivals->memory[memory].doomed; i && batch->count < most;
	     i = arrivals->place[i].next) {
		if (!is_fresh(modem, &arrivals->place[i]))
			continue;
		if (arrivals->place[i].replaceable && !arrivals->no_combined) {
			if (batch->count > 0)
				continue;
			batch_show(batch, &arrivals->place[i], i);
			return;
		}
		if (!batch_add(batch, arrivals->place[i].index))
			return;
		batch->places[batch->count++] = i;
	}
}

static int batch_done(struct smsmodem *modem, const struct batch *batch, size_t count,
		      struct smsmodem_error *error)
{
	int result = SMSMODEM_OK;

	for (size_t i = 0; i < count; i++) {
		int lost = place_lose(modem, batch->places[i], error);

		if (result == SMSMODEM_OK)
			result = lost;
	}
	return result;
}

/* Some of them may be gone, and something else may be there. */
static void batch_failed(struct smsmodem *modem, const struct batch *batch)
{
	struct arrivals *arrivals = modem->receiver->arrivals;

	for (size_t i = 0; i < batch->count; i++) {
		arrivals->place[batch->places[i]].generation = modem->receiver->generation - 1;
		arrivals->place[batch->places[i]].checked = false;
	}
}

/*
 * A phone that cuts a long line off, or does the first command of it alone, may say OK: the first
 * time the last place is looked at.
 */
static int batch_check(struct smsmodem *modem, size_t memory, const struct batch *batch,
		       struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	uint32_t last = batch->places[batch->count - 1];
	int index = arrivals->place[last].index;
	int result = place_read(modem, memory, index, error);

	if (result < 0) {
		batch_failed(modem, batch);
		return result;
	}
	uint32_t there = place_find(arrivals, memory, index);
	arrivals->combined = !there || !arrivals->place[there].doomed;
	arrivals->no_combined = !arrivals->combined;
	if (arrivals->combined)
		return batch_done(modem, batch, batch->count - 1, error);
	batch_failed(modem, batch);
	return SMSMODEM_OK;
}

static void batch_refused(struct smsmodem *modem, const struct batch *batch)
{
	struct arrivals *arrivals = modem->receiver->arrivals;

	if (batch->count > 1 || batch->shown)
		arrivals->no_combined = true;
	else if (++arrivals->place[batch->places[0]].tries == TRIES_MAX)
		place_spare(arrivals, batch->places[0]);
}

/* What the line has shown is gone: is it not what was looked at, it is taken in from here. */
static int batch_rescue(struct smsmodem *modem, const struct batch *batch,
			struct smsmodem_error *error)
{
	const struct lines *response = &modem->session.response;
	struct record record = {.pdu.length = 0};

	for (size_t i = 0; batch->shown && i < response->count; i++)
		if (strncmp(lines_get(response, i), "+CMGR:", 6) == 0 &&
		    record_read(lines_get(response, i), lines_get(response, i + 1), &record) ==
			    RECORD_GOOD)
			return arrive_instead(modem, batch->places[0], &record.pdu, error);
	return SMSMODEM_OK;
}

static int batch_delete(struct smsmodem *modem, size_t memory, const struct batch *batch,
			struct smsmodem_error *error)
{
	int result = session_ask(&modem->session, batch->line, 0, error);

	if (result == SMSMODEM_OK)
		result = batch_rescue(modem, batch, error);
	if (result == SMSMODEM_OK && (batch->count > 1 || batch->shown) &&
	    !modem->receiver->arrivals->combined)
		return batch_check(modem, memory, batch, error);
	if (result == SMSMODEM_OK)
		return batch_done(modem, batch, batch->count, error);
	batch_failed(modem, batch);
	if (result != SMSMODEM_E_REFUSED)
		return result;
	batch_refused(modem, batch);
	return SMSMODEM_OK;
}

int memory_delete(struct smsmodem *modem, size_t memory, struct smsmodem_error *error)
{
	struct memory *doomed = &modem->receiver->arrivals->memory[memory];
	struct batch batch = {.count = 0};
	int result = memory_select(modem, memory, error);

	if (result == SMSMODEM_OK)
		result = look(modem, memory, error);
	if (result == SMSMODEM_OK)
		batch_fill(modem, memory, &batch);
	if (result == SMSMODEM_OK && batch.count > 0)
		result = batch_delete(modem, memory, &batch, error);
	if (result < 0)
		return memory_failed(modem, memory, result, error);
	doomed->failures = 0;
	/* what cannot be looked at now may be another time */
	doomed->retry_ms =
		batch.count > 0 || !doomed->doomed ? 0 : session_now_ms(&modem->session) + PAUSE_MS;
	return SMSMODEM_OK;
}
