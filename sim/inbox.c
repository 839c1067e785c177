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
		int64_t one_ms = sim->inbox.waiting[i].due_ms;
		if (one_ms > now_ms && one_ms < due_ms)
			due_ms = one_ms;
	}
	sim_not_later(sim, inbox_due);
	if (due_ms < INT64_MAX)
		(void)sim_later(sim, due_ms, inbox_due, 0);
}

void sim_inbox_try(struct smsmodem_sim *sim)
{
	struct sim_inbox *inbox = &sim->inbox;
	size_t i = 0;

	if (inbox->trying)
		return;
	inbox->trying = true;
	while (sim_registered(sim) && !sim->gone && i < inbox->count)
		if (inbox_take(sim, &inbox->waiting[i]))
			inbox_remove(inbox, i);
		else
			i++;
	inbox->trying = false;
	inbox_wait(sim);
}

void sim_inbox_retry(struct smsmodem_sim *sim)
{
	for (size_t i = 0; i < sim->inbox.count; i++)
		sim->inbox.waiting[i].refused = false;
	sim_inbox_try(sim);
}
