/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that keep some numbers, each of a list that their test form names (V.250 5.4.4). */
#include "phone.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_MAX 1000000

const struct sim_parameters sim_parameters_factory = {
	/* V.250 6.2.1..6.2.3, 6.3.8..6.3.12; S2 and S12 are the guard of the usual escape */
	.registers = {0, 0, 43, 13, 10, 8, 2, 50, 2, 6, 14, 95, 50},
	.progress = 4,
	.loudness = 2,
	.speaker = 1,
	.carrier = 1,
	.terminal = 2,
	.icf = {3, 3},
	.ifc = {2, 2},
	.clvl = 5,
	.csta = 129,
	.cgsms = 1,
	.ws46 = 25,
	.cbst = {7, 0, 1},
};

bool sim_test_allows(const char *test, size_t i, long value)
{
	for (test = strchr(test, '('); i > 0 && test; i--)
		test = strchr(test + 1, '(');
	while (test && *test != ')' && *test != '\0') {
		char *end;
		long first = strtol(test + 1, &end, 10);
		long last = *end == '-' ? strtol(end + 1, &end, 10) : first;
		if (value >= first && value <= last)
			return true;
		test = end;
	}
	return false;
}

static size_t parameter_count(const char *test)
{
	size_t count = 0;

	for (; *test; test++)
		count += *test == '(';
	return count;
}

static void parameters_read(struct smsmodem_sim *sim, const struct sim_command *command,
			    const int *values, size_t count)
{
	char line[96];
	size_t length = 0;

	for (size_t i = 0; i < count && length < sizeof line; i++) {
		int more = snprintf(line + length, sizeof line - length, "%s%d", i > 0 ? "," : "",
				    values[i]);
		length += more > 0 ? (size_t)more : 0;
	}
	sim_info(sim, "%s: %s", command->name, line);
}

/* All of them or none; what is absent stays as it is. */
static bool parameters_set(const struct sim_command *command, char *text, int *values, size_t count)
{
	struct sim_arguments arguments;
	int fresh[SIM_ARGUMENTS] = {0};

	if (!sim_arguments(text, &arguments) || arguments.count > count)
		return false;
	memcpy(fresh, values, count * sizeof *values);
	for (size_t i = 0; i < arguments.count; i++)
		if (!sim_argument_number(&arguments, i, VALUE_MAX, &fresh[i]) ||
		    !sim_test_allows(command->test, i, fresh[i]))
			return false;
	memcpy(values, fresh, count * sizeof *values);
	return true;
}

struct sim_result sim_run_parameters(struct smsmodem_sim *sim, const struct sim_command *command,
				     struct sim_call *call)
{
	int *values = (int *)(void *)((char *)sim + command->setting);
	size_t count = parameter_count(command->test);

	if (call->form == SIM_FORM_READ) {
		parameters_read(sim, command, values, count);
		return SIM_RESULT_OK;
	}
	if (call->form == SIM_FORM_SET && parameters_set(command, call->arguments, values, count))
		return SIM_RESULT_OK;
	return SIM_RESULT_CME(50);
}
