/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts that wait for others stay in the phone as long as there is room. When a memory fills up,
 * the journal holds them instead: a card of 20 places must not be blocked by a message of 30 parts,
 * or by parts whose others never come.
 */
#include "receive_core.h"

#define UNKNOWN_MAX 8 /* places that may be taken where the phone does not tell how many it has */

/* Without a journal a part that is not in the phone is lost with this process: only when it must
 * be. */
static bool is_crowded(const struct smsmodem *modem, const struct memory *memory)
{
	int64_t used = (int64_t)memory->known + memory->others;

	if (memory->total <= 0)
		return used >= UNKNOWN_MAX;
	return modem->receiver->journal ? used * 5 >= (int64_t)memory->total * 4
					: used >= memory->total;
}

static bool is_to_be_moved(const struct smsmodem *modem, const struct arrival *arrival)
{
	const struct arrivals *arrivals = modem->receiver->arrivals;

	if (!arrival->used || arrival->delivery || !arrival->places)
		return false;
	return is_crowded(modem, &arrivals->memory[arrivals->place[arrival->places].memory]);
}

static bool any_crowded(const struct smsmodem *modem)
{
	const struct arrivals *arrivals = modem->receiver->arrivals;

	for (size_t i = 0; i < arrivals->memories; i++)
		if (is_crowded(modem, &arrivals->memory[i]))
			return true;
	return false;
}

/* The journal has them. */
static void move_out(struct smsmodem *modem, uint32_t moved)
{
	struct arrivals *arrivals = modem->receiver->arrivals;

	while (moved) {
		struct arrival *arrival = &arrivals->arrival[moved];

		while (arrival->places)
			place_doom(arrivals, arrival->places);
		moved = arrival->next;
		arrival->next = 0;
	}
}

int hold_parts(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	uint32_t moved = 0;
	int result = SMSMODEM_OK;

	if (modem->receiver->options.keep || !any_crowded(modem))
		return 0;
	for (uint32_t i = 1; i <= arrivals->arrival_pool.fresh && result == SMSMODEM_OK; i++) {
		struct arrival *arrival = &arrivals->arrival[i];

		if (!is_to_be_moved(modem, arrival))
			continue;
		result = arrival->held ? SMSMODEM_OK : keep_see(modem, i, true, error);
		arrival->next = moved;
		moved = i;
	}
	if (result == SMSMODEM_OK && moved)
		result = receive_commit(modem, true, error);
	if (result < 0)
		return result;
	move_out(modem, moved);
	return moved ? 1 : 0;
}

int hold_reload(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	struct journal_held held;

	while (arrivals->reload && arrivals->waiting < ARRIVALS_MAX) {
		int result = journal_next_held(modem->receiver->journal, &arrivals->reload_position,
					       &held, error);
		if (result < 0)
			return journal_lost(modem, result);
		if (result == 0) {
			arrivals->reload = false;
			arrivals->reload_position = 0;
			return SMSMODEM_OK;
		}
		result = arrive_held(modem, &held, error);
		if (result < 0)
			return result;
	}
	return SMSMODEM_OK;
}
