/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDU comes: known or not, and what becomes of it. */
#include "receive_core.h"
#include <string.h>

static void identify(const struct receiver *receiver, const struct received *pdu,
		     struct journal_id *id)
{
	uint8_t plain[SMSMODEM_PDU_MAX];
	size_t count = received_plain(pdu, plain);

	if (receiver->journal)
		journal_identify(receiver->journal, plain, count, id);
	else
		taken_identify(receiver->arrivals, plain, count, id);
}

/* What is to be known of a message for as long as a place holds it. */
static void place_judge(struct place *place, const struct received *pdu)
{
	struct smsmodem_tpdu tpdu;
	bool decoded = received_decode(pdu, &tpdu, NULL) == SMSMODEM_OK;

	/* 23.040 9.2.3.9: a later message of such a type takes its place */
	place->replaceable |= decoded && tpdu.pid >= 0x41 && tpdu.pid <= 0x47;
	place->unstamped = !decoded || !tpdu.scts.valid;
}

static void place_seen(struct smsmodem *modem, uint32_t index)
{
	struct place *place = &modem->receiver->arrivals->place[index];

	place->generation = modem->receiver->generation;
	place->read_ms = session_now_ms(&modem->session);
	place->listed = true;
}

/* @return 0: it cannot be remembered, and stays where it is */
static uint32_t place_note(struct smsmodem *modem, const struct origin *origin,
			   const struct received *pdu, const struct journal_id *id,
			   uint32_t arrival)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	uint32_t index = place_add(arrivals, (size_t)origin->memory, origin->index, id, arrival);

	if (!index)
		return 0;
	place_seen(modem, index);
	arrivals->grown = true;
	arrivals->news++;
	place_judge(&arrivals->place[index], pdu);
	return index;
}

int place_lose(struct smsmodem *modem, uint32_t index, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	const struct place lost = arrivals->place[index];
	uint32_t arrival = lost.arrival;

	place_drop(arrivals, index);
	if (!arrival && lost.unstamped && !place_holds(arrivals, &lost.id))
		return keep_renew(modem, &lost.id, error);
	if (!arrival || arrivals->arrival[arrival].places || arrivals->arrival[arrival].held)
		return SMSMODEM_OK;
	return keep_see(modem, arrival, true, error);
}

/* Whether a place holds what it did. What does not is forgotten. @return 1, 0, or a failure */
static int place_is_same(struct smsmodem *modem, const struct origin *origin,
			 const struct journal_id *id, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	uint32_t index = place_find(arrivals, (size_t)origin->memory, origin->index);

	if (!index)
		return 0;
	if (memcmp(&arrivals->place[index].id, id, sizeof *id) != 0)
		return place_lose(modem, index, error);
	place_seen(modem, index);
	return 1;
}

/* --- what is known already --- */

/* It is at another place, too, or the network sent it again, to which nobody answered. */
static int arrive_again(struct smsmodem *modem, uint32_t arrival, const struct received *pdu,
			const struct origin *origin, struct smsmodem_error *error)
{
	const struct arrival *known = &modem->receiver->arrivals->arrival[arrival];

	if (origin->memory >= 0)
		(void)place_note(modem, origin, pdu, &known->id, arrival);
	else if (!known->places && !known->held)
		return keep_see(modem, arrival, true, error);
	return SMSMODEM_OK;
}

/* What is kept is to be known for as long as it is there. */
static int arrive_taken(struct smsmodem *modem, const struct journal_id *id,
			const struct received *pdu, const struct origin *origin,
			struct smsmodem_error *error)
{
	uint32_t place = origin->memory >= 0 ? place_note(modem, origin, pdu, id, 0) : 0;

	if (place && !modem->receiver->options.keep)
		place_doom(modem->receiver->arrivals, place);
	return origin->memory >= 0 ? keep_seen(modem, id, error) : SMSMODEM_OK;
}

/* --- what is new --- */

static bool is_part(const struct smsmodem_tpdu *tpdu)
{
	const struct smsmodem_concat *concat = &tpdu->concat;

	return tpdu->kind == SMSMODEM_KIND_DELIVER && concat->ref_bits && concat->seq >= 1 &&
	       concat->seq <= concat->total && concat->total > 1;
}

static int no_memory(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
}

/* Alone, or with others. */
static int arrive_message(struct smsmodem *modem, uint32_t arrival, int64_t seen_s,
			  struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	struct smsmodem_tpdu tpdu;

	if (received_decode(&arrivals->arrival[arrival].pdu, &tpdu, NULL) == SMSMODEM_OK &&
	    is_part(&tpdu))
		return join_part(modem, arrival, &tpdu, seen_s, error);
	delivery_add(arrivals, arrival, 1, 1);
	return SMSMODEM_OK;
}

/* It came to nothing: as if it had never come. */
static int arrive_undo(struct arrivals *arrivals, uint32_t arrival, int result)
{
	while (arrivals->arrival[arrival].places)
		place_drop(arrivals, arrivals->arrival[arrival].places);
	arrival_drop(arrivals, arrival);
	return result;
}

static int arrive_new(struct smsmodem *modem, const struct journal_id *id,
		      const struct received *pdu, const struct origin *origin,
		      const struct journal_entry *entry, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	uint32_t index = arrival_add(arrivals, id, pdu);

	if (!index)
		return no_memory(error);
	arrivals->arrival[index].stat = (int8_t)origin->stat;
	arrivals->arrival[index].offered = entry->state == JOURNAL_OFFERED;
	arrivals->arrival[index].progress = entry->progress;
	arrivals->arrival[index].held = entry->held ? 1 : 0;
	if (origin->memory >= 0) {
		(void)place_note(modem, origin, pdu, id, index);
	} else if (!entry->held) {
		int result = keep_see(modem, index, true, error);
		if (result < 0)
			return arrive_undo(arrivals, index, result);
	}
	int result = arrive_message(modem, index, entry->seen_s, error);
	return result < 0 ? arrive_undo(arrivals, index, result) : result;
}

/* There are too many: the journal alone has it until there is room. */
static int arrive_later(struct smsmodem *modem, const struct journal_id *id,
			const struct received *pdu, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	uint32_t index = arrival_add(arrivals, id, pdu);

	if (!index)
		return no_memory(error);
	int result = keep_see(modem, index, true, error);
	arrival_drop(arrivals, index);
	arrivals->reload = true;
	return result;
}

int arrive(struct smsmodem *modem, const struct received *pdu, const struct origin *origin,
	   struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	struct journal_entry entry;
	struct journal_id id;
	int result = SMSMODEM_OK;

	identify(modem->receiver, pdu, &id);
	if (origin->memory >= 0)
		result = place_is_same(modem, origin, &id, error);
	if (result != 0)
		return result < 0 ? result : SMSMODEM_OK;
	uint32_t known = arrival_find(arrivals, &id);
	if (known)
		return arrive_again(modem, known, pdu, origin, error);
	result = keep_find(modem, &id, &entry, error);
	if (result < 0)
		return result;
	bool kept = entry.state == JOURNAL_OFFERED && entry.progress == ARRIVAL_KEPT;
	if (kept && !modem->receiver->options.keep)
		entry.progress = 0;
	else if (kept && origin->memory >= 0)
		entry.state = JOURNAL_TAKEN;
	if (entry.state == JOURNAL_TAKEN)
		return arrive_taken(modem, &id, pdu, origin, error);
	if (origin->memory < 0 && modem->receiver->journal && arrivals->waiting >= ARRIVALS_MAX)
		return arrive_later(modem, &id, pdu, error);
	return arrive_new(modem, &id, pdu, origin, &entry, error);
}

int arrive_instead(struct smsmodem *modem, uint32_t place, const struct received *pdu,
		   struct smsmodem_error *error)
{
	static const struct origin nowhere = {-1, -1, -1};
	struct journal_id id;

	identify(modem->receiver, pdu, &id);
	if (memcmp(&modem->receiver->arrivals->place[place].id, &id, sizeof id) == 0)
		return SMSMODEM_OK;
	return arrive(modem, pdu, &nowhere, error);
}

int arrive_held(struct smsmodem *modem, const struct journal_held *held,
		struct smsmodem_error *error)
{
	static const struct origin nowhere = {-1, -1, -1};
	struct journal_entry entry = held->entry;
	struct received pdu;

	if (arrival_find(modem->receiver->arrivals, &held->id))
		return SMSMODEM_OK;
	received_restore(held->octets, held->length, &pdu);
	entry.held = true;
	return arrive_new(modem, &held->id, &pdu, &nowhere, &entry, error);
}
