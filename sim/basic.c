/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of V.250, and those that are one number or one answer. */
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

/* ATE, ATV, ATQ (V.250 6.2.4..6.2.6); the setting is a bool, no number means 0. */
struct sim_result sim_run_basic(struct smsmodem_sim *sim, const struct sim_command *command,
				struct sim_call *call)
{
	bool *setting = (bool *)((char *)sim + command->setting);
	long value = 0;

	if (call->digits[0] && !sim_number(call->digits, 1, &value))
		return SIM_RESULT_ERROR;
	*setting = value == 1;
	return SIM_RESULT_OK;
}

struct sim_result sim_run_reset(struct smsmodem_sim *sim, const struct sim_command *command,
				struct sim_call *call)
{
	(void)command;
	(void)call;
	sim_settings_reset(sim);
	return SIM_RESULT_OK;
}

/* V.250 6.2.1..6.2.3: CR, LF and BS are what they always are. */
struct sim_result sim_run_sregister(struct smsmodem_sim *sim, const struct sim_command *command,
				    struct sim_call *call)
{
	static const char *const values[] = {"000", "000", "000", "013", "010", "008"};
	long number;

	(void)command;
	if (!sim_number(call->digits, 255, &number))
		return SIM_RESULT_ERROR;
	if (call->form == SIM_FORM_READ)
		sim_info(sim, "%s",
			 (size_t)number < sizeof values / sizeof values[0] ? values[number]
									   : "000");
	return SIM_RESULT_OK;
}

/* A dial string that ends with ';' is a voice call, any other wants data (27.007 6.1). */
struct sim_result sim_run_dial(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	size_t length = strlen(call->arguments);

	(void)command;
	if (sim->lock != SIM_LOCK_NONE || length == 0 || call->arguments[length - 1] != ';')
		return (struct sim_result){SIM_NO_CARRIER, 0};
	return SIM_RESULT_OK;
}

struct sim_result sim_run_fixed(struct smsmodem_sim *sim, const struct sim_command *command,
				struct sim_call *call)
{
	bool basic = command->name[0] != '+';

	if (!basic && call->form != SIM_FORM_EXECUTE)
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
	if (!sim_arguments(call->arguments, &arguments) || arguments.values[0][0] == '\0' ||
	    !sim_argument_number(&arguments, 0, command->maximum, setting))
		return command->cms ? SIM_RESULT_CMS(303) : SIM_RESULT_CME(50);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_clac(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	(void)command;
	(void)call;
	for (size_t i = 0; i < SIM_TABLES; i++)
		for (size_t j = 0; j < sim_tables[i]->count; j++)
			sim_info(sim, "AT%s", sim_tables[i]->rows[j].name);
	return SIM_RESULT_OK;
}
