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
	else if (fault->kind == SIM_FAULT_SIM_BUSY)
		sim->card_ms = due_ms;
	else if (fault->kind == SIM_FAULT_TEXT_ONLY)
		sim->settings.cmgf = 1;
}

void sim_fault_end(struct smsmodem_sim *sim)
{
	sim_not_later(sim, reboot_now);
	sim_not_later(sim, unplug_now);
	sim->card_ms = sim->now_ms;
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

/* From a command line on. */
static bool fault_has_begun(const struct smsmodem_sim *sim, enum sim_fault_kind kind)
{
	for (size_t i = 0; i < sim->fault_count; i++) {
		const struct sim_fault *fault = &sim->faults[i];
		if (fault->kind == kind && sim->commands - fault->since >= fault->at)
			return true;
	}
	return false;
}

bool sim_fault_hangs(const struct smsmodem_sim *sim)
{
	return fault_has_begun(sim, SIM_FAULT_HANG);
}

bool sim_fault_silent(const struct smsmodem_sim *sim)
{
	return fault_has_begun(sim, SIM_FAULT_SILENT) || sim_fault_hangs(sim);
}

void sim_fault_restarted(struct smsmodem_sim *sim)
{
	size_t left = 0;

	for (size_t i = 0; i < sim->fault_count; i++)
		if (sim->faults[i].kind != SIM_FAULT_HANG)
			sim->faults[left++] = sim->faults[i];
	sim->fault_count = left;
}

bool sim_fault_unsaid(struct smsmodem_sim *sim)
{
	const struct sim_fault *lost = sim_fault_at(sim, SIM_FAULT_URC_LOST, 0);

	return lost && lost->number > 0 && sim_random(sim) % (uint64_t)lost->number == 0;
}

bool sim_fault_dead(const struct smsmodem_sim *sim)
{
	return sim_fault_silent(sim) || sim_fault(sim, SIM_FAULT_ECHO_ONLY);
}
