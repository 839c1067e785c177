/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that are one switch, one number or one answer. */
#include "phone.h"
#include <string.h>

struct sim_result sim_run_nothing(struct smsmodem_sim *sim, const struct sim_command *command,
				  struct sim_call *call)
{
	(void)sim;
	(void)command;
	(void)call;
	return SIM_RESULT_OK;
}

/* V.250 5.3.1: no number means 0. */
static bool basic_value(const struct sim_call *call, int maximum, int *value)
{
	long number = 0;

	if (call->digits[0] && !sim_number(call->digits, maximum, &number))
		return false;
	*value = (int)number;
	return true;
}

/* ATE, ATV, ATQ (V.250 6.2.4..6.2.6); the setting is a bool. */
struct sim_result sim_run_basic(struct smsmodem_sim *sim, const struct sim_command *command,
				struct sim_call *call)
{
	bool *setting = (bool *)((char *)sim + command->setting);
	int value;

	if (!basic_value(call, 1, &value))
		return SIM_RESULT_ERROR;
	*setting = value == 1;
	return SIM_RESULT_OK;
}

/* ATL, ATM, ATX, AT&C, AT&D and the like; the setting is an int. */
struct sim_result sim_run_number(struct smsmodem_sim *sim, const struct sim_command *command,
				 struct sim_call *call)
{
	int *setting = (int *)(void *)((char *)sim + command->setting);

	return basic_value(call, command->maximum, setting) ? SIM_RESULT_OK : SIM_RESULT_ERROR;
}

struct sim_result sim_run_fixed(struct smsmodem_sim *sim, const struct sim_command *command,
				struct sim_call *call)
{
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	sim_info(sim, "%s", command->fixed);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_setting(struct smsmodem_sim *sim, const struct sim_command *command,
				  struct sim_call *call)
{
	int *setting = (int *)(void *)((char *)sim + command->setting);
	struct sim_arguments arguments;

	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "%s: %d", command->name, *setting);
		return SIM_RESULT_OK;
	}
	if (call->form == SIM_FORM_EXECUTE) {
		*setting = 0;
		return SIM_RESULT_OK;
	}
	if (!sim_arguments(call->arguments, &arguments) || arguments.count > 1 ||
	    arguments.values[0][0] == '\0' ||
	    !sim_argument_number(&arguments, 0, command->maximum, setting))
		return command->cms ? SIM_RESULT_CMS(303) : SIM_RESULT_CME(50);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_clac(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	for (size_t i = 0; i < SIM_TABLES; i++)
		for (size_t j = 0; j < sim_tables[i]->count; j++)
			if (sim_tables[i]->rows[j].name[0] != '^')
				sim_info(sim, "AT%s", sim_tables[i]->rows[j].name);
	return SIM_RESULT_OK;
}
