/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is noted of PDUs and messages: in the journal, or in memory where there is none. A
 * transaction that fails takes along what was noted in it: what was acknowledged is noted again
 * with the next one, and what was to be held is not held.
 */
#include "receive_core.h"

/* Who asks for the next message at once has this one written along with it. */
#define COMMIT_MS 20

static struct arrivals *arrivals_of(const struct smsmodem *modem)
{
	return modem->receiver->arrivals;
}

int journal_lost(struct smsmodem *modem, int result)
{
	struct arrivals *arrivals = arrivals_of(modem);

	if (result >= 0)
		return result;
	for (uint32_t i = 1; i <= arrivals->arrival_pool.fresh; i++)
		if (arrivals->arrival[i].held == arrivals->transaction)
			arrivals->arrival[i].held = 0;
	/* what the network waits for is not known any more: it is to come again */
	if (arrivals->acks_due > 0)
		direct_unacknowledged(modem);
	arrivals->acks_due = 0;
	arrivals->retake = true;
	arrivals->uncommitted = false;
	arrivals->transaction++;
	return result;
}

static int noted(struct smsmodem *modem, int result)
{
	if (result < 0)
		return journal_lost(modem, result);
	if (!arrivals_of(modem)->uncommitted)
		arrivals_of(modem)->commit_ms = session_now_ms(&modem->session) + COMMIT_MS;
	arrivals_of(modem)->uncommitted = true;
	return SMSMODEM_OK;
}

int keep_find(struct smsmodem *modem, const struct journal_id *id, struct journal_entry *entry,
	      struct smsmodem_error *error)
{
	struct journal *journal = modem->receiver->journal;
	int result = 0;

	*entry = (struct journal_entry){0};
	if (journal)
		result = journal_lost(modem, journal_find(journal, id, entry, error));
	else if (taken_has(&arrivals_of(modem)->taken, id))
		entry->state = JOURNAL_TAKEN;
	return result < 0 ? result : SMSMODEM_OK;
}

int keep_see(struct smsmodem *modem, uint32_t arrival, bool hold, struct smsmodem_error *error)
{
	struct journal *journal = modem->receiver->journal;
	struct arrivals *arrivals = arrivals_of(modem);
	struct arrival *entry = &arrivals->arrival[arrival];

	if (!journal)
		return SMSMODEM_OK;
	int result =
		journal_see(journal, &entry->id, clock_wall_s(), hold ? entry->pdu.octets : NULL,
			    hold ? entry->pdu.length : 0, error);
	if (result == SMSMODEM_OK && hold)
		entry->held = arrivals->transaction;
	return noted(modem, result);
}

int keep_seen(struct smsmodem *modem, const struct journal_id *id, struct smsmodem_error *error)
{
	struct journal *journal = modem->receiver->journal;

	return journal ? noted(modem, journal_see(journal, id, clock_wall_s(), NULL, 0, error))
		       : SMSMODEM_OK;
}

int keep_taken(struct smsmodem *modem, const struct journal_id *id, struct smsmodem_error *error)
{
	struct journal *journal = modem->receiver->journal;

	if (journal)
		return noted(modem, journal_take(journal, id, 1, clock_wall_s(), error));
	if (taken_add(&arrivals_of(modem)->taken, id))
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
}

int keep_renew(struct smsmodem *modem, const struct journal_id *id, struct smsmodem_error *error)
{
	struct journal *journal = modem->receiver->journal;

	if (journal)
		return noted(modem, journal_renew(journal, id, error));
	taken_remove(&arrivals_of(modem)->taken, id);
	return SMSMODEM_OK;
}

/* Identities of a message's parts. */
static size_t collect(struct arrivals *arrivals, uint32_t delivery)
{
	size_t count = 0;

	for (uint32_t i = arrivals->delivery[delivery].first; i && count < SMSMODEM_PARTS_MAX;
	     i = arrivals->arrival[i].next)
		arrivals->ids[count++] = arrivals->arrival[i].id;
	return count;
}

int keep_offer(struct smsmodem *modem, uint32_t delivery, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);

	if (!modem->receiver->journal)
		return SMSMODEM_OK;
	return noted(modem, journal_offer(modem->receiver->journal, arrivals->ids,
					  collect(arrivals, delivery), clock_wall_s(), error));
}

/* All of it stays in the phone. */
static bool is_kept(const struct smsmodem *modem, uint32_t delivery)
{
	const struct arrivals *arrivals = arrivals_of(modem);
	bool kept = modem->receiver->options.keep;

	for (uint32_t i = arrivals->delivery[delivery].first; i && kept;
	     i = arrivals->arrival[i].next)
		kept = arrivals->arrival[i].places && !arrivals->arrival[i].held;
	return kept;
}

int keep_take(struct smsmodem *modem, uint32_t delivery, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);
	size_t count = collect(arrivals, delivery);

	/* a look is not all that is to come of it: who deletes it later is to have had it */
	if (modem->receiver->journal && is_kept(modem, delivery))
		return noted(modem, journal_progress(modem->receiver->journal, arrivals->ids, count,
						     ARRIVAL_KEPT, error));
	if (modem->receiver->journal)
		return noted(modem, journal_take(modem->receiver->journal, arrivals->ids, count,
						 clock_wall_s(), error));
	for (size_t i = 0; i < count; i++)
		if (!taken_add(&arrivals->taken, &arrivals->ids[i]))
			return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	return SMSMODEM_OK;
}

int keep_progress(struct smsmodem *modem, uint32_t delivery, int progress,
		  struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);

	if (!modem->receiver->journal)
		return SMSMODEM_OK;
	return noted(modem, journal_progress(modem->receiver->journal, arrivals->ids,
					     collect(arrivals, delivery), progress, error));
}

/* --- commit --- */

static int take_again(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);
	int result = SMSMODEM_OK;

	arrivals->retake = false;
	for (uint32_t i = arrivals->acked.first; i && result == SMSMODEM_OK;
	     i = arrivals->delivery[i].next)
		result = keep_take(modem, i, error);
	return result;
}

/* What was taken is in its places for nothing now. */
static void arrival_done(struct smsmodem *modem, uint32_t index)
{
	struct arrivals *arrivals = arrivals_of(modem);

	while (arrivals->arrival[index].places) {
		uint32_t place = arrivals->arrival[index].places;

		if (modem->receiver->options.keep)
			place_keep(arrivals, place);
		else
			place_doom(arrivals, place);
	}
	arrival_drop(arrivals, index);
}

static void finish_acked(struct smsmodem *modem)
{
	struct arrivals *arrivals = arrivals_of(modem);
	uint32_t first;

	while ((first = delivery_done(arrivals)) != 0)
		while (first) {
			uint32_t next = arrivals->arrival[first].next;

			arrival_done(modem, first);
			first = next;
		}
}

int receive_commit(struct smsmodem *modem, bool durable, struct smsmodem_error *error)
{
	struct arrivals *arrivals = arrivals_of(modem);
	struct journal *journal = modem->receiver->journal;

	if (journal && arrivals->retake) {
		int result = take_again(modem, error);
		if (result < 0)
			return result;
	}
	if (journal && (arrivals->uncommitted || (durable && arrivals->unsynced))) {
		int result = journal_commit(journal, durable, error);
		if (result < 0)
			return journal_lost(modem, result);
		arrivals->uncommitted = false;
		arrivals->unsynced = !durable;
		arrivals->transaction++;
	}
	finish_acked(modem);
	return SMSMODEM_OK;
}
