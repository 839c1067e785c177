/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The radio side and the clock (27.007 7, 8). */
#include "phone.h"
#include <string.h>

/* 27.007 7.2, 10.1.20, 10.1.22: home network, or not registered and searching. */
struct sim_result sim_run_creg(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	int *setting = (int *)(void *)((char *)sim + command->setting);
	int stat = sim_fault(sim, SIM_FAULT_NOREG) ? 2 : 1;
	struct sim_arguments arguments;

	if (call->form == SIM_FORM_EXECUTE) {
		*setting = 0;
	} else if (call->form == SIM_FORM_SET) {
		if (!sim_arguments(call->arguments, &arguments) ||
		    !sim_argument_number(&arguments, 0, 2, setting))
			return SIM_RESULT_CME(50);
	} else if (*setting == 2 && stat == 1) {
		sim_info(sim, "%s: 2,1,\"00C3\",\"0001A2B3\",7", command->name);
	} else {
		sim_info(sim, "%s: %d,%d", command->name, *setting, stat);
	}
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cops(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	(void)command;
	if (call->form != SIM_FORM_READ)
		return SIM_RESULT_OK;
	if (sim_fault(sim, SIM_FAULT_NOREG))
		sim_info(sim, "+COPS: 0");
	else
		sim_info(sim, "+COPS: 0,0,\"simulated network\",7");
	return SIM_RESULT_OK;
}

/* 27.007 8.5: 20 is -73 dBm, 99 not known. */
struct sim_result sim_run_csq(struct smsmodem_sim *sim, const struct sim_command *command,
			      struct sim_call *call)
{
	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	sim_info(sim, "+CSQ: %d,99", sim_fault(sim, SIM_FAULT_NOREG) ? 99 : 20);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cclk(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct smsmodem_time time = sim_time(sim->now_ms);

	(void)command;
	if (call->form != SIM_FORM_READ)
		return SIM_RESULT_CME(4);
	sim_info(sim, "+CCLK: \"%02d/%02d/%02d,%02d:%02d:%02d+00\"", time.year % 100, time.month,
		 time.day, time.hour, time.minute, time.second);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cnum(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	sim_info(sim, "+CNUM: ,\"%s\",%d", sim->number.text, sim->number.toa);
	return SIM_RESULT_OK;
}

/* 27.007 8.2: <rst> of 1 starts the phone's settings anew. */
struct sim_result sim_run_cfun(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int reset = 0;
	int fun = 1;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CFUN: %d", sim->settings.cfun);
		return SIM_RESULT_OK;
	}
	if (call->form == SIM_FORM_SET &&
	    (!sim_arguments(call->arguments, &arguments) ||
	     !sim_argument_number(&arguments, 0, 4, &fun) || fun == 2 || fun == 3 ||
	     !sim_argument_number(&arguments, 1, 1, &reset)))
		return SIM_RESULT_CME(50);
	if (reset)
		sim_settings_reset(sim);
	sim->settings.cfun = fun;
	return SIM_RESULT_OK;
}
