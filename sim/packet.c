/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packet data, as much as is asked before messages: one context, never active (27.007 10.1). */
#include "phone.h"
#include <string.h>

static const char *const types[] = {"IP", "IPV6", "IPV4V6"};

#define TYPES (sizeof types / sizeof types[0])

static struct sim_result cgdcont_set(struct smsmodem_sim *sim,
				     const struct sim_arguments *arguments)
{
	const char *apn = arguments->values[2];
	int cid = 0;

	if (!sim_argument_number(arguments, 0, 1, &cid) || cid != 1 || strlen(apn) >= SIM_APN_SIZE)
		return SIM_RESULT_CME(50);
	if (arguments->count == 1) {
		sim->radio.pdp_type[0] = '\0';
		return SIM_RESULT_OK;
	}
	for (size_t i = 0; i < TYPES; i++) {
		if (strcmp(types[i], arguments->values[1]) != 0)
			continue;
		memcpy(sim->radio.pdp_type, types[i], strlen(types[i]) + 1);
		memcpy(sim->radio.apn, apn, strlen(apn) + 1);
		return SIM_RESULT_OK;
	}
	return SIM_RESULT_CME(50);
}

struct sim_result sim_run_cgdcont(struct smsmodem_sim *sim, const struct sim_command *command,
				  struct sim_call *call)
{
	struct sim_arguments arguments;

	(void)command;
	if (call->form == SIM_FORM_SET && sim_arguments(call->arguments, &arguments))
		return cgdcont_set(sim, &arguments);
	for (size_t i = 0; call->form == SIM_FORM_TEST && i < TYPES; i++)
		sim_info(sim, "+CGDCONT: (1),\"%s\",,,(0),(0)", types[i]);
	if (call->form != SIM_FORM_READ)
		return call->form == SIM_FORM_TEST ? SIM_RESULT_OK : SIM_RESULT_CME(50);
	if (sim->radio.pdp_type[0])
		sim_info(sim, "+CGDCONT: 1,\"%s\",\"%s\",\"\",0,0", sim->radio.pdp_type,
			 sim->radio.apn);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cgact(struct smsmodem_sim *sim, const struct sim_command *command,
				struct sim_call *call)
{
	struct sim_arguments arguments;
	int state = -1;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		if (sim->radio.pdp_type[0])
			sim_info(sim, "+CGACT: 1,0");
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    !sim_argument_number(&arguments, 0, 1, &state) || state < 0)
		return SIM_RESULT_CME(50);
	return state == 0 ? SIM_RESULT_OK : SIM_RESULT_CME(30);
}
