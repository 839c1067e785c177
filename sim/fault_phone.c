/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to the phone as a whole, and when. */
#include "phone.h"

static void unplug_now(struct smsmodem_sim *sim, int number)
{
	(void)number;
	sim_unplug(sim);
}

void sim_fault_begin(struct smsmodem_sim *sim, const struct sim_fault *fault)
{
	int64_t due_ms = sim->now_ms + fault->number;

	if (fault->kind == SIM_FAULT_FULL)
		sim->full = true;
	else if (fault->kind == SIM_FAULT_REBOOT_LATER)
		(void)sim_later(sim, due_ms, sim_reboot, 0);
	else if (fault->kind == SIM_FAULT_UNPLUG_LATER)
		(void)sim_later(sim, due_ms, unplug_now, 0);
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
	const struct sim_fault *fault = NULL;

	for (size_t i = 0; i < sim->fault_count && !fault; i++)
		if (sim->faults[i].kind == SIM_FAULT_SILENT)
			fault = &sim->faults[i];
	return fault && sim->commands - fault->since >= fault->at;
}
