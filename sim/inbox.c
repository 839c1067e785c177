/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network's side: what it has for the phone and keeps until the phone takes it (23.040 3.2.5).
 */
#include "phone.h"
#include <string.h>

static void inbox_remove(struct sim_inbox *inbox, size_t i)
{
	inbox->count--;
	memmove(&inbox->waiting[i], &inbox->waiting[i + 1],
		(inbox->count - i) * sizeof inbox->waiting[0]);
}

void sim_inbox_return(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	struct sim_inbox *inbox = &sim->inbox;

	if (inbox->count < SIM_INBOX_MAX)
		inbox->waiting[inbox->count++] = *arrival;
}

void sim_inbox_add(struct smsmodem_sim *sim, enum sim_arrival_kind kind, const struct sim_pdu *pdu)
{
	sim_inbox_add_arrival(sim, &(struct sim_arrival){.kind = kind, .pdu = *pdu});
}

void sim_inbox_add_arrival(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	sim_inbox_return(sim, arrival);
	sim_inbox_try(sim);
}

/* Only once: what is not acknowledged comes again. */
static bool inbox_take(struct smsmodem_sim *sim, struct sim_arrival *arrival)
{
	struct sim_origin origin = arrival->origin;

	arrival->origin.report = false;
	if (!sim_direct_take(sim, arrival)) {
		arrival->origin.report = origin.report;
		return false;
	}
	if (origin.report)
		sim_carried(sim, &origin);
	return true;
}

void sim_inbox_try(struct smsmodem_sim *sim)
{
	struct sim_inbox *inbox = &sim->inbox;
	size_t i = 0;

	if (inbox->trying)
		return;
	inbox->trying = true;
	while (sim_registered(sim) && !sim->gone && i < inbox->count)
		if (!inbox->waiting[i].refused && inbox_take(sim, &inbox->waiting[i]))
			inbox_remove(inbox, i);
		else
			i++;
	inbox->trying = false;
}

void sim_inbox_retry(struct smsmodem_sim *sim)
{
	for (size_t i = 0; i < sim->inbox.count; i++)
		sim->inbox.waiting[i].refused = false;
	sim_inbox_try(sim);
}
