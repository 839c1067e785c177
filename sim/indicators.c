/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators, and their changes by themselves (27.007 8.9, 8.10). */
#include "phone.h"
#include <stdio.h>

enum indicator {
	INDICATOR_BATTCHG,
	INDICATOR_SIGNAL,
	INDICATOR_SERVICE,
	INDICATOR_SOUNDER,
	INDICATOR_MESSAGE,
	INDICATOR_CALL,
	INDICATOR_VOX,
	INDICATOR_ROAM,
	INDICATOR_SMSFULL
};

static bool message_unread(struct smsmodem_sim *sim)
{
	const struct sim_place *place;

	for (int i = 0; (place = sim_memory_at(sim, SIM_MEMORY_MT, i)) != NULL; i++)
		if (place->used && place->stat == SIM_STAT_UNREAD)
			return true;
	return false;
}

static bool message_full(const struct smsmodem_sim *sim)
{
	enum sim_memory_id id = (enum sim_memory_id)sim->settings.memories[2];

	return sim_full(sim) || sim_memory_used(sim, id) >= sim_memory_total(sim, id);
}

static void indicators_now(struct smsmodem_sim *sim, int values[SIM_INDICATORS])
{
	int signal = sim_signal(sim);
	bool incoming = sim->voice.used && sim->voice.stat == SIM_VOICE_INCOMING;

	values[INDICATOR_BATTCHG] = (sim->radio.battery + 10) / 20;
	values[INDICATOR_SIGNAL] = signal == SIM_SIGNAL_NONE ? 0 : (signal * 5 + 15) / 31;
	values[INDICATOR_SERVICE] = sim_registered(sim);
	values[INDICATOR_SOUNDER] = incoming;
	values[INDICATOR_MESSAGE] = message_unread(sim);
	values[INDICATOR_CALL] = sim->voice.used && !incoming;
	values[INDICATOR_VOX] = 0;
	values[INDICATOR_ROAM] = sim_registration(sim) == SIM_NETWORK_ROAMING;
	values[INDICATOR_SMSFULL] = message_full(sim);
}

/* The counting of messages is left out where nobody wants to know. */
static void indicators_announce(struct smsmodem_sim *sim)
{
	const int *cmer = sim->settings.phone.cmer;
	int values[SIM_INDICATORS];
	char line[24];

	if (cmer[0] == 0 || cmer[3] == 0)
		return;
	indicators_now(sim, values);
	for (int i = 0; i < SIM_INDICATORS; i++) {
		if (values[i] == sim->radio.indicators[i])
			continue;
		sim->radio.indicators[i] = values[i];
		(void)snprintf(line, sizeof line, "+CIEV: %d,%d", i + 1, values[i]);
		sim_urc(sim, line, NULL, 0);
	}
}

void sim_changes(struct smsmodem_sim *sim)
{
	sim_registrations_announce(sim);
	indicators_announce(sim);
}

struct sim_result sim_run_cind(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	int v[SIM_INDICATORS];

	(void)command;
	/* 27.007 8.9: a phone may keep all of them to itself */
	if (call->form != SIM_FORM_READ)
		return SIM_RESULT_CME(call->form == SIM_FORM_SET ? 3 : 50);
	indicators_now(sim, v);
	sim_info(sim, "+CIND: %d,%d,%d,%d,%d,%d,%d,%d,%d", v[0], v[1], v[2], v[3], v[4], v[5], v[6],
		 v[7], v[8]);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cmer(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_result result = sim_run_parameters(sim, command, call);

	if (call->form == SIM_FORM_SET && result.kind == SIM_OK)
		indicators_now(sim, sim->radio.indicators);
	return result;
}
