/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to the phone as a whole, and when. */
#include "phone.h"

static void unplug_now(struct smsmodem_sim *sim, int number)
{
	(void)number;
	sim_unplug(sim);
}

/* Not that of AT+CFUN=1,1, which no clearing of faults takes back. */
static void reboot_now(struct smsmodem_sim *sim, int number)
{
	sim_reboot(sim, number);
}

void sim_fault_begin(struct smsmodem_sim *sim, const struct sim_fault *fault)
{
	int64_t due_ms = sim->now_ms + fault->number;

	if (fault->kind == SIM_FAULT_REBOOT_LATER)
		(void)sim_later_outside(sim, due_ms, reboot_now, 0);
	else if (fault->kind == SIM_FAULT_UNPLUG_LATER)
		(void)sim_later_outside(sim, due_ms, unplug_now, 0);
	else if (fault->kind == SIM_FAULT_TEXT_ONLY)
		sim->settings.cmgf = 1;
}

void sim_fault_end(struct smsmodem_sim *sim)
{
	sim_not_later(sim, reboot_now);
	sim_not_later(sim, unplug_now);
	sim_fault_network_back(sim);
}

bool sim_full(const struct smsmodem_sim *sim)
{
	return sim->full || sim_fault(sim, SIM_FAULT_FULL);
}

void sim_fault_start(struct smsmodem_sim *sim)
{
	for (size_t i = 0; i < sim->fault_count; i++)
		sim_fault_begin(sim, &sim->faults[i]);
}

void sim_fault_unplugged(struct smsmodem_sim *sim)
{
	const struct sim_fault *replug = sim_fault_at(sim, SIM_FAULT_REPLUG, 0);

	sim->replug_ms = replug ? sim->now_ms + replug->number : SIM_NEVER;
}

bool sim_fault_silent(const struct smsmodem_sim *sim)
{
	for (size_t i = 0; i < sim->fault_count; i++) {
		const struct sim_fault *fault = &sim->faults[i];
		if (fault->kind == SIM_FAULT_SILENT && sim->commands - fault->since >= fault->at)
			return true;
	}
	return false;
}

bool sim_fault_dead(const struct smsmodem_sim *sim)
{
	return sim_fault_silent(sim) || sim_fault(sim, SIM_FAULT_ECHO_ONLY);
}
