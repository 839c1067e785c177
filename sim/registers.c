/* SPDX-License-Identifier: GPL-3.0-or-later */
/* S-parameters, and the settings as a whole (V.250 6.1.1, 6.1.2, 6.2.1, 6.3.8). */
#include "phone.h"
#include <stdlib.h>

struct register_range {
	uint8_t minimum, maximum;
};

/* The characters of S3..S5 are what they always are: no line would be understood without them. */
static const struct register_range ranges[SIM_REGISTERS] = {
	{0, 255}, {0, 255}, {0, 255}, {13, 13}, {10, 10}, {8, 8},   {2, 10},
	{1, 255}, {0, 255}, {0, 255}, {1, 254}, {0, 255}, {0, 255},
};

struct sim_result sim_run_sregister(struct smsmodem_sim *sim, const struct sim_command *command,
				    struct sim_call *call)
{
	uint8_t *registers = sim->settings.phone.registers;
	long number;

	(void)command;
	if (!sim_number(call->digits, SIM_REGISTERS - 1, &number))
		return SIM_RESULT_ERROR;
	if (call->form == SIM_FORM_READ) {
		/* V.250 5.3.2: three digits */
		sim_info(sim, "%03d", registers[number]);
	} else if (call->form == SIM_FORM_SET) {
		/* V.250 5.3.1: no digits are 0 */
		long value = strtol(call->arguments, NULL, 10);
		if (value < ranges[number].minimum || value > ranges[number].maximum)
			return SIM_RESULT_ERROR;
		registers[number] = (uint8_t)value;
	}
	return SIM_RESULT_OK;
}

void sim_settings_restore(struct smsmodem_sim *sim)
{
	if (sim->has_saved)
		sim->settings = sim->saved;
	else
		sim_settings_reset(sim);
}

/* Neither turns the radio on or off: +CFUN is the state of the phone (27.007 8.2). */
static struct sim_result settings_again(struct smsmodem_sim *sim, const struct sim_call *call,
					void (*again)(struct smsmodem_sim *sim))
{
	int cfun = sim->settings.cfun;
	long profile = 0;

	if (call->digits[0] && (!sim_number(call->digits, 1, &profile) || profile > 0))
		return SIM_RESULT_ERROR;
	again(sim);
	sim->settings.cfun = cfun;
	return SIM_RESULT_OK;
}

/* V.250 6.1.1: a call ends. */
struct sim_result sim_run_reset(struct smsmodem_sim *sim, const struct sim_command *command,
				struct sim_call *call)
{
	(void)command;
	struct sim_result result = settings_again(sim, call, sim_settings_restore);
	if (result.kind == SIM_OK)
		sim_voice_end(sim);
	return result;
}

struct sim_result sim_run_factory(struct smsmodem_sim *sim, const struct sim_command *command,
				  struct sim_call *call)
{
	(void)command;
	return settings_again(sim, call, sim_settings_reset);
}

/* AT&W is in no specification, and in every modem: what ATZ and the next start come back to. */
struct sim_result sim_run_save(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	long profile = 0;

	(void)command;
	if (call->digits[0] && (!sim_number(call->digits, 1, &profile) || profile > 0))
		return SIM_RESULT_ERROR;
	sim->saved = sim->settings;
	sim->saved.cfun = 1;
	sim->has_saved = true;
	return SIM_RESULT_OK;
}
