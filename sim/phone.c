/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life of the simulated phone, and its wire. */
#include "phone.h"
#include <stdlib.h>
#include <string.h>

void sim_settings_reset(struct smsmodem_sim *sim)
{
	sim->settings = (struct sim_settings){
		.echo = sim->echo_at_start,
		.verbose = !sim_fault(sim, SIM_FAULT_NUMERIC),
		.cfun = 1,
		/* 27.005 3.1.2: SUBMIT with relative validity of 24 hours */
		.csmp = {17, 167, 0, 0},
		.memories = {SIM_MEMORY_ME, SIM_MEMORY_ME, SIM_MEMORY_ME},
	};
}

static void sim_wire_clear(struct smsmodem_sim *sim)
{
	sim_queue_clear(&sim->output);
	sim_queue_clear(&sim->held);
	sim->line_length = 0;
	sim->overlong = false;
	sim->prompt = SIM_PROMPT_NONE;
	sim->endless = false;
	sim->answering = false;
}

void sim_power_on(struct smsmodem_sim *sim)
{
	sim_wire_clear(sim);
	sim->schedule.count = 0;
	sim_settings_reset(sim);
	sim->last[0] = '\0';
	if (sim->lock == SIM_LOCK_NONE && sim->pin[0])
		sim->lock = SIM_LOCK_PIN;
	if (sim->lock == SIM_LOCK_PIN && sim->pin_attempts == 0)
		sim->lock = SIM_LOCK_PUK;
}

void sim_hang_up(struct smsmodem_sim *sim)
{
	sim_wire_clear(sim);
}

void sim_unplug(struct smsmodem_sim *sim)
{
	sim_wire_clear(sim);
	sim->gone = true;
}

struct smsmodem_sim *smsmodem_sim_new(const char *options, struct smsmodem_error *error)
{
	struct smsmodem_sim *sim = calloc(1, sizeof *sim);

	if (!sim) {
		(void)smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
		return NULL;
	}
	sim->neighbour = sim;
	if (sim_options(sim, options ? options : "", error) < 0) {
		smsmodem_sim_free(sim);
		return NULL;
	}
	sim->deliver_ref = 1;
	sim_power_on(sim);
	return sim;
}

void smsmodem_sim_free(struct smsmodem_sim *sim)
{
	if (!sim)
		return;
	sim_neighbours_leave(sim);
	sim_wire_clear(sim);
	sim_pending_free(sim);
	sim_events_free(sim);
	free(sim);
}

bool smsmodem_sim_gone(const struct smsmodem_sim *sim)
{
	return sim->gone;
}
