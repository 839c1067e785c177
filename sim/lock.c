/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facility locks and their passwords (27.007 7.4, 7.5). */
#include "phone.h"
#include <string.h>

#define CLASS_VOICE_DATA_FAX 7

enum facility_kind {
	FACILITY_PIN, /**< the lock of the card */
	FACILITY_OFF, /**< there, and never on */
	FACILITY_NETWORK
};

struct facility {
	const char *name;
	enum facility_kind kind;
};

static const struct facility facilities[] = {
	{"SC", FACILITY_PIN},     {"PS", FACILITY_OFF},     {"FD", FACILITY_OFF},
	{"AO", FACILITY_NETWORK}, {"OI", FACILITY_NETWORK}, {"OX", FACILITY_NETWORK},
	{"AI", FACILITY_NETWORK}, {"IR", FACILITY_NETWORK}, {"AB", FACILITY_NETWORK},
	{"AG", FACILITY_NETWORK}, {"AC", FACILITY_NETWORK},
};

static const struct facility *facility_find(const char *name)
{
	for (size_t i = 0; i < sizeof facilities / sizeof facilities[0]; i++)
		if (strcmp(facilities[i].name, name) == 0)
			return &facilities[i];
	return NULL;
}

static struct sim_result lock_query(struct smsmodem_sim *sim, const struct facility *facility)
{
	if (facility->kind == FACILITY_NETWORK)
		sim_info(sim, "+CLCK: 0,%d", CLASS_VOICE_DATA_FAX);
	else
		sim_info(sim, "+CLCK: %d", facility->kind == FACILITY_PIN && sim->pin_enabled);
	return SIM_RESULT_OK;
}

/* <mode> 0 and 1; what is as it is wanted needs no PIN, but a wrong one counts all the same. */
static struct sim_result lock_set(struct smsmodem_sim *sim, const struct facility *facility,
				  const struct sim_arguments *arguments, bool on)
{
	if (facility->kind != FACILITY_PIN)
		return SIM_RESULT_CME(4);
	if (!arguments->values[2][0])
		return SIM_RESULT_CME(11);
	struct sim_result result = sim_pin_check(sim, arguments->values[2]);
	if (result.kind == SIM_OK)
		sim->pin_enabled = on;
	return result;
}

/* AT+CLCK=<fac>,<mode>[,<passwd>[,<class>]] */
struct sim_result sim_run_clck(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int mode = -1;
	int class = CLASS_VOICE_DATA_FAX;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 4 || !sim_argument_number(&arguments, 1, 2, &mode) || mode < 0 ||
	    !sim_argument_number(&arguments, 3, 255, &class))
		return SIM_RESULT_CME(50);
	const struct facility *facility = facility_find(arguments.values[0]);
	if (!facility)
		return SIM_RESULT_CME(50);
	if (mode == 2)
		return lock_query(sim, facility);
	return lock_set(sim, facility, &arguments, mode == 1);
}

/* AT+CPWD=<fac>,<oldpwd>,<newpwd>: a card changes its PIN only while it asks for it. */
struct sim_result sim_run_cpwd(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count != 3 || strcmp(arguments.values[0], "SC") != 0 ||
	    !sim_pin_is_legal(arguments.values[2]))
		return SIM_RESULT_CME(50);
	if (!sim->pin_enabled)
		return SIM_RESULT_CME(3);
	struct sim_result result = sim_pin_check(sim, arguments.values[1]);
	if (result.kind == SIM_OK)
		memcpy(sim->pin, arguments.values[2], strlen(arguments.values[2]) + 1);
	return result;
}
