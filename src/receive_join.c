/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts become messages; the tag of a part is the number of its arrival. */
#include "join_private.h"
#include "receive_core.h"

/* A phone that does not show all that it has is not waited for any longer. */
#define PATIENCE_MS (INT64_C(10) * 60 * 1000)

/* What came out of the join is ready. */
static void gather(struct arrivals *arrivals, const struct smsmodem_message *message)
{
	for (size_t i = 0; i < message->count; i++)
		arrivals->arrival[message->parts[i].tag].next =
			i + 1 < message->count ? message->parts[i + 1].tag : 0;
	delivery_add(arrivals, message->parts[0].tag, message->count, message->total);
}

static void gather_all(struct smsmodem *modem, int result, struct smsmodem_message *message)
{
	struct receiver *receiver = modem->receiver;

	while (result == 1) {
		gather(receiver->arrivals, message);
		result = smsmodem_join_add(receiver->join, NULL, session_now_ms(&modem->session),
					   message);
	}
}

/*
 * The clock that outlives us may jump: what is from the future has just come, what is older than a
 * message may get has waited that long.
 */
static int64_t waiting_since_ms(const struct smsmodem *modem, int64_t seen_s)
{
	int64_t age_s = seen_s > 0 ? clock_wall_s() - seen_s : 0;
	int64_t most_s = modem->receiver->options.expiry_ms / 1000 + 1;

	if (age_s < 0)
		age_s = 0;
	if (age_s > most_s)
		age_s = most_s;
	return session_now_ms(&modem->session) - age_s * 1000;
}

/* The join has it already, from another PDU: the network sent it twice, with other TP-SCTS, say. */
static int part_is_double(struct smsmodem *modem, uint32_t index, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	int result = keep_taken(modem, &arrivals->arrival[index].id, error);

	if (result < 0)
		return result;
	while (arrivals->arrival[index].places) {
		uint32_t place = arrivals->arrival[index].places;

		if (modem->receiver->options.keep)
			place_keep(arrivals, place);
		else
			place_doom(arrivals, place);
	}
	arrival_drop(arrivals, index);
	return SMSMODEM_OK;
}

int join_part(struct smsmodem *modem, uint32_t index, struct smsmodem_tpdu *tpdu, int64_t seen_s,
	      struct smsmodem_error *error)
{
	struct receiver *receiver = modem->receiver;
	struct arrival *arrival = &receiver->arrivals->arrival[index];
	struct smsmodem_message message;
	size_t before = join_parts(receiver->join);
	int result = arrival->held ? SMSMODEM_OK : keep_see(modem, index, false, error);

	if (result < 0)
		return result;
	arrival->parts = tpdu->concat.total;
	tpdu->tag = index;
	result = join_add_since(receiver->join, tpdu, waiting_since_ms(modem, seen_s),
				session_now_ms(&modem->session), &message);
	if (result < 0)
		return smsmodem_error_set(error, result, "out of memory");
	size_t after = join_parts(receiver->join) + (result == 1 ? message.count : 0);
	gather_all(modem, result, &message);
	return after == before ? part_is_double(modem, index, error) : SMSMODEM_OK;
}

void join_begin(struct smsmodem *modem)
{
	modem->receiver->arrivals->patience_ms = session_now_ms(&modem->session) + PATIENCE_MS;
	join_wait_on(modem->receiver->join, true);
}

void join_drained(struct smsmodem *modem)
{
	modem->receiver->arrivals->patience_ms = 0;
	join_wait_on(modem->receiver->join, false);
}

/* A part may have waited since before the clock began. */
int64_t join_deadline_ms(const struct smsmodem *modem)
{
	int64_t deadline_ms = smsmodem_join_deadline(modem->receiver->join);
	int64_t least_ms = modem->receiver->arrivals->patience_ms;

	if (deadline_ms == INT64_MAX)
		return -1;
	return deadline_ms > least_ms ? deadline_ms : least_ms;
}

void join_expire(struct smsmodem *modem)
{
	struct smsmodem_message message;

	join_drained(modem);
	int result = smsmodem_join_add(modem->receiver->join, NULL, session_now_ms(&modem->session),
				       &message);

	gather_all(modem, result, &message);
}
