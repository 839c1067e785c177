/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Supplementary services of calls (27.007 7.6..7.12). */
#include "phone.h"
#include <string.h>

#define CLASS_VOICE_DATA_FAX 7
#define STATUS_QUERY         2

/* +CLIP, +COLP, +CLIR: reading also says that the network provides the service. */
struct sim_result sim_run_provisioned(struct smsmodem_sim *sim, const struct sim_command *command,
				      struct sim_call *call)
{
	const int *setting = (const int *)(const void *)((const char *)sim + command->setting);

	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "%s: %d,%s", command->name, *setting, command->fixed);
		return SIM_RESULT_OK;
	}
	if (call->form == SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	return sim_run_setting(sim, command, call);
}

/* AT+CCFC=<reason>,<mode>[,...]: no call is forwarded, nor can one be. */
struct sim_result sim_run_ccfc(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int reason = -1;
	int mode = -1;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    !sim_argument_number(&arguments, 0, 5, &reason) || reason < 0 ||
	    !sim_argument_number(&arguments, 1, 4, &mode) || mode < 0)
		return SIM_RESULT_CME(50);
	if (mode != STATUS_QUERY)
		return SIM_RESULT_CME(4);
	if (!sim_registered(sim))
		return SIM_RESULT_CME(30);
	sim->due_ms += sim->network_latency_ms;
	sim_info(sim, "+CCFC: 0,%d", CLASS_VOICE_DATA_FAX);
	return SIM_RESULT_OK;
}

/* AT+CCWA[=[<n>[,<mode>[,<class>]]]]: no second call waits, nor can it. */
struct sim_result sim_run_ccwa(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int *presented = &sim->settings.phone.ccwa;
	int mode = -1;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CCWA: %d", *presented);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 3 || !sim_argument_number(&arguments, 0, 1, presented) ||
	    !sim_argument_number(&arguments, 1, 2, &mode))
		return SIM_RESULT_CME(50);
	if (mode == 0 || mode == 1)
		return SIM_RESULT_CME(4);
	if (mode == STATUS_QUERY)
		sim_info(sim, "+CCWA: 0,%d", CLASS_VOICE_DATA_FAX);
	return SIM_RESULT_OK;
}
