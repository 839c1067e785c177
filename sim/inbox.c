/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network's side: what it has for the phone and keeps until the phone takes it (23.040 3.2.5).
 */
#include "phone.h"
#include <string.h>

void sim_inbox_start(struct smsmodem_sim *sim)
{
	for (size_t i = 0; i < SIM_INBOX_SLOTS; i++)
		sim->inbox.order[i] = (uint16_t)i;
}

static struct sim_arrival *inbox_at(struct sim_inbox *inbox, size_t i)
{
	return &inbox->slots[inbox->order[i]];
}

/* Its slot is the first of the free ones then. */
static void inbox_remove(struct sim_inbox *inbox, size_t i)
{
	uint16_t slot = inbox->order[i];

	inbox->count--;
	memmove(&inbox->order[i], &inbox->order[i + 1],
		(inbox->count - i) * sizeof inbox->order[0]);
	inbox->order[inbox->count] = slot;
}

int sim_inbox_room(const struct smsmodem_sim *sim, int count, struct smsmodem_error *error)
{
	if (sim->inbox.count + (size_t)count <= SIM_INBOX_MAX)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_TEMPORARY,
				  "the network keeps %zu messages for the phone, and at most %d: "
				  "try again when the phone has taken some",
				  sim->inbox.count, SIM_INBOX_MAX);
}

void sim_inbox_return(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	struct sim_inbox *inbox = &sim->inbox;

	if (inbox->count < SIM_INBOX_SLOTS)
		*inbox_at(inbox, inbox->count++) = *arrival;
}

/* What decides on where it goes, so that it is decoded once and not at each try. */
static void arrival_read(struct sim_arrival *arrival)
{
	static const struct smsmodem_decode_options options = {
		.kind = SMSMODEM_KIND_DELIVER,
		.tpdu_length = -1,
	};
	const struct sim_pdu *pdu = &arrival->pdu;
	struct smsmodem_tpdu tpdu;

	arrival->read = arrival->kind == SIM_ARRIVAL_MESSAGE &&
			pdu_decode(pdu->octets, pdu->length, &options, &tpdu, NULL) >= 0;
	arrival->pid = arrival->read ? tpdu.pid : 0;
	arrival->dcs = (struct smsmodem_dcs){.message_class = -1};
	if (arrival->read)
		arrival->dcs = smsmodem_dcs_decode(tpdu.dcs);
}

/* An answer that is being given is as late as its last octet, and so is what comes behind it. */
static int64_t inbox_now(const struct smsmodem_sim *sim)
{
	return sim->answering ? sim->due_ms : sim->now_ms;
}

static bool inbox_take(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	return !arrival->refused && arrival->due_ms <= inbox_now(sim) &&
	       sim_direct_take(sim, arrival);
}

static void inbox_due(struct smsmodem_sim *sim, int number)
{
	(void)number;
	sim_inbox_try(sim);
}

/* One entry in the schedule, for the first that is still on its way. */
static void inbox_wait(struct smsmodem_sim *sim)
{
	int64_t now_ms = inbox_now(sim), due_ms = INT64_MAX;

	for (size_t i = 0; i < sim->inbox.count; i++) {
		int64_t one_ms = inbox_at(&sim->inbox, i)->due_ms;
		if (one_ms > now_ms && one_ms < due_ms)
			due_ms = one_ms;
	}
	sim_not_later(sim, inbox_due);
	if (due_ms < INT64_MAX)
		(void)sim_later(sim, due_ms, inbox_due, 0);
}

/* From the i-th on: those before it would go nowhere. */
static void inbox_try_from(struct smsmodem_sim *sim, size_t i)
{
	struct sim_inbox *inbox = &sim->inbox;

	if (inbox->trying)
		return;
	inbox->trying = true;
	while (i < inbox->count && !sim->gone && sim_registered(sim))
		if (inbox_take(sim, inbox_at(inbox, i)))
			inbox_remove(inbox, i);
		else
			i++;
	inbox->trying = false;
	inbox->full = 0;
	inbox_wait(sim);
}

void sim_inbox_try(struct smsmodem_sim *sim)
{
	inbox_try_from(sim, 0);
}

void sim_inbox_retry(struct smsmodem_sim *sim)
{
	for (size_t i = 0; i < sim->inbox.count; i++)
		inbox_at(&sim->inbox, i)->refused = false;
	sim_inbox_try(sim);
}

void sim_inbox_add(struct smsmodem_sim *sim, enum sim_arrival_kind kind, const struct sim_pdu *pdu)
{
	sim_inbox_add_arrival(sim, &(struct sim_arrival){.kind = kind, .pdu = *pdu});
}

void sim_inbox_add_arrival(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	struct sim_arrival read = *arrival;
	size_t before = sim->inbox.count;

	arrival_read(&read);
	sim_inbox_return(sim, &read);
	inbox_try_from(sim, before);
}
