/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life of the simulated phone, and its wire. */
#include "phone.h"
#include "script.h"
#include <stdlib.h>
#include <string.h>

void sim_settings_reset(struct smsmodem_sim *sim)
{
	sim->settings = (struct sim_settings){
		.echo = sim->echo_at_start,
		.verbose = !sim_quirk(sim, SIM_QUIRK_NUMERIC),
		.cfun = 1,
		.cmgf = sim_fault(sim, SIM_FAULT_TEXT_ONLY),
		/* 27.005 3.1.2: SUBMIT with relative validity of 24 hours */
		.csmp = {.fo = 17, .vp = 167},
		.memories = {SIM_MEMORY_ME, SIM_MEMORY_ME, SIM_MEMORY_ME},
		.phone = sim_parameters_factory,
	};
	sim_profile_settings(sim);
}

void sim_power_on(struct smsmodem_sim *sim)
{
	sim_wire_clear(sim);
	sim_schedule_power_off(sim);
	sim->noisy = false;
	sim_settings_restore(sim);
	sim_direct_reset(sim);
	sim->last[0] = '\0';
	if (sim->lock == SIM_LOCK_NONE && sim->pin_enabled)
		sim->lock = SIM_LOCK_PIN;
	if (sim->lock == SIM_LOCK_PIN && sim->pin_attempts == 0)
		sim->lock = SIM_LOCK_PUK;
	sim_voice_clear(sim);
	sim_ussd_clear(sim);
	sim_radio_start(sim);
	sim_inbox_retry(sim);
	sim_script_resume(sim);
}

void sim_hang_up(struct smsmodem_sim *sim)
{
	sim_wire_clear(sim);
	sim_script_rewind(sim);
}

void sim_unplug(struct smsmodem_sim *sim)
{
	sim_wire_clear(sim);
	sim->gone = true;
	sim_fault_unplugged(sim);
	sim_script_unplugged(sim);
}

void sim_plug(struct smsmodem_sim *sim)
{
	sim->gone = false;
	sim->replug_ms = SIM_NEVER;
	sim_fault_restarted(sim);
	sim_power_on(sim);
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
	sim_inbox_start(sim);
	sim_phonebook_start(sim);
	sim_power_on(sim);
	sim_fault_start(sim);
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
	sim_script_free(sim->script);
	free(sim);
}

bool smsmodem_sim_gone(const struct smsmodem_sim *sim)
{
	return sim->gone;
}
