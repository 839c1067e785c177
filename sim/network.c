/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registration (27.007 7.2, 10.1.20, 10.1.22) and what it is made of. */
#include "phone.h"
#include <stdio.h>
#include <string.h>

struct registration {
	const char *name;
	size_t setting;
	bool packet; /**< also needs +CGATT */
};

#define SETTING(field) offsetof(struct smsmodem_sim, settings.field)

static const struct registration registrations[SIM_REGISTRATIONS] = {
	{"+CREG", SETTING(creg), false},
	{"+CGREG", SETTING(cgreg), true},
	{"+CEREG", SETTING(cereg), true},
};

void sim_radio_defaults(struct sim_radio *radio)
{
	*radio = (struct sim_radio){
		.offered = SIM_NETWORK_HOME,
		.signal = 20,
		.battery = 80,
		.pdp_type = "IP",
		.apn = "internet",
	};
}

bool sim_network_parse(const char *name, enum sim_network_stat *stat)
{
	static const struct {
		const char *name;
		enum sim_network_stat stat;
	} states[] = {
		{"off", SIM_NETWORK_OFF},         {"home", SIM_NETWORK_HOME},
		{"roaming", SIM_NETWORK_ROAMING}, {"searching", SIM_NETWORK_SEARCHING},
		{"denied", SIM_NETWORK_DENIED},   {"sms-only", SIM_NETWORK_SMS_ONLY},
	};

	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		if (strcmp(states[i].name, name) != 0)
			continue;
		*stat = states[i].stat;
		return true;
	}
	return false;
}

int sim_network_unknown(struct smsmodem_error *error)
{
	return smsmodem_error_set(
		error, SMSMODEM_E_USAGE,
		"network wants home, roaming, searching, denied, sms-only or off");
}

/* Only +CREG knows of "SMS only" (27.007 7.2); the packet domain says home. */
static int registration_stat(const struct smsmodem_sim *sim,
			     const struct registration *registration)
{
	enum sim_network_stat stat = sim_registration(sim);

	if (registration->packet && !sim->radio.attached)
		return SIM_NETWORK_OFF;
	if (registration->packet && stat == SIM_NETWORK_SMS_ONLY)
		return SIM_NETWORK_HOME;
	return (int)stat;
}

static int registration_setting(const struct smsmodem_sim *sim, size_t setting)
{
	return *(const int *)(const void *)((const char *)sim + setting);
}

void sim_radio_start(struct smsmodem_sim *sim)
{
	sim->radio.mode = SIM_MODE_AUTOMATIC;
	sim->radio.attached = true;
	for (size_t i = 0; i < SIM_REGISTRATIONS; i++)
		sim->radio.registrations[i] = registration_stat(sim, &registrations[i]);
}

void sim_network_lose(struct smsmodem_sim *sim, bool lost)
{
	sim->radio.lost = lost;
	if (sim->voice.used && !sim_registered(sim))
		(void)sim_voice_hangup(sim, "", NULL);
	sim_changes(sim);
}

void sim_network_set(struct smsmodem_sim *sim, enum sim_network_stat stat)
{
	sim->radio.offered = stat;
	sim_network_lose(sim, false);
}

/* A network chosen by hand is not home: the second is a partner's, the third lets nobody in. */
static enum sim_network_stat network_chosen(const struct sim_radio *radio)
{
	static const enum sim_network_stat stats[] = {SIM_NETWORK_HOME, SIM_NETWORK_ROAMING,
						      SIM_NETWORK_DENIED};
	bool offered = radio->offered == SIM_NETWORK_HOME || radio->offered == SIM_NETWORK_ROAMING;

	if (!offered || radio->mode != SIM_MODE_MANUAL)
		return radio->offered;
	return stats[radio->operator_chosen];
}

enum sim_network_stat sim_registration(const struct smsmodem_sim *sim)
{
	if (sim->settings.cfun != 1 || sim->lock != SIM_LOCK_NONE ||
	    sim->radio.mode == SIM_MODE_DEREGISTERED)
		return SIM_NETWORK_OFF;
	if (sim->radio.lost || sim_fault(sim, SIM_FAULT_NOREG))
		return SIM_NETWORK_SEARCHING;
	return network_chosen(&sim->radio);
}

bool sim_registered(const struct smsmodem_sim *sim)
{
	enum sim_network_stat stat = sim_registration(sim);

	return stat == SIM_NETWORK_HOME || stat == SIM_NETWORK_ROAMING ||
	       stat == SIM_NETWORK_SMS_ONLY;
}

/* <n> of 2 adds where the phone is, if it is anywhere. */
static void registration_text(int n, int stat, char *text, size_t size)
{
	bool located = n == 2 && (stat == SIM_NETWORK_HOME || stat == SIM_NETWORK_ROAMING ||
				  stat == SIM_NETWORK_SMS_ONLY);

	(void)snprintf(text, size, "%d%s", stat, located ? ",\"00C3\",\"0001A2B3\",7" : "");
}

void sim_registrations_announce(struct smsmodem_sim *sim)
{
	for (size_t i = 0; i < SIM_REGISTRATIONS; i++) {
		const struct registration *registration = &registrations[i];
		int n = registration_setting(sim, registration->setting);
		int stat = registration_stat(sim, registration);
		char text[32], line[48];
		if (stat == sim->radio.registrations[i])
			continue;
		sim->radio.registrations[i] = stat;
		registration_text(n, stat, text, sizeof text);
		(void)snprintf(line, sizeof line, "%s: %s", registration->name, text);
		if (n > 0)
			sim_urc(sim, line, NULL, 0);
	}
}

static const struct registration *registration_find(const char *name)
{
	size_t i = 0;

	while (i + 1 < SIM_REGISTRATIONS && strcmp(registrations[i].name, name) != 0)
		i++;
	return &registrations[i];
}

struct sim_result sim_run_creg(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	int *setting = (int *)(void *)((char *)sim + command->setting);
	struct sim_arguments arguments;
	char text[32];

	if (call->form == SIM_FORM_EXECUTE) {
		*setting = 0;
	} else if (call->form == SIM_FORM_SET) {
		if (!sim_arguments(call->arguments, &arguments) || arguments.count > 1 ||
		    !sim_argument_number(&arguments, 0, 2, setting))
			return SIM_RESULT_CME(50);
	} else {
		registration_text(*setting,
				  registration_stat(sim, registration_find(command->name)), text,
				  sizeof text);
		sim_info(sim, "%s: %d,%s", command->name, *setting, text);
	}
	return SIM_RESULT_OK;
}

/* 27.007 10.1.9: attached to the packet domain. */
struct sim_result sim_run_cgatt(struct smsmodem_sim *sim, const struct sim_command *command,
				struct sim_call *call)
{
	struct sim_arguments arguments;
	int attached = -1;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CGATT: %d", sim->radio.attached && sim_registered(sim));
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 1 || !sim_argument_number(&arguments, 0, 1, &attached) ||
	    attached < 0)
		return SIM_RESULT_CME(50);
	if (attached && !sim_registered(sim))
		return SIM_RESULT_CME(30);
	sim->radio.attached = attached == 1;
	return SIM_RESULT_OK;
}
