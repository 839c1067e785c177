/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choice of a network (27.007 7.3) and the names of networks (27.007 7.21). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define SEARCH_MS 2000 /* that looking for networks takes */

struct operator
{
	const char *names[3]; /**< by <format>: long, short, number */
	int stat;             /**< when it is not the current one: 1 available, 3 forbidden */
	int act;              /**< 7 E-UTRAN, 2 UTRAN, 0 GSM */
};

/* Country 001 is the test network of ITU-T E.212. */
static const struct operator operators[] = {
	{{"simulated network", "simulated", "00101"}, 1, 7},
	{{"partner network", "partner", "00102"}, 1, 2},
	{{"foreign network", "foreign", "00103"}, 3, 0},
};

#define OPERATORS (sizeof operators / sizeof operators[0])

static size_t operator_current(const struct smsmodem_sim *sim)
{
	if (sim->radio.mode == SIM_MODE_MANUAL)
		return sim->radio.operator_chosen;
	return sim_registration(sim) == SIM_NETWORK_ROAMING ? 1 : 0;
}

static void cops_search(struct smsmodem_sim *sim)
{
	char line[512];
	size_t length = 0;

	for (size_t i = 0; i < OPERATORS; i++) {
		const struct operator* net = & operators[i];
		bool current = sim_registered(sim) && operator_current(sim) == i;
		int count = snprintf(line + length, sizeof line - length,
				     "%s(%d,\"%s\",\"%s\",\"%s\",%d)", i > 0 ? "," : "",
				     current ? 2 : net->stat, net->names[0], net->names[1],
				     net->names[2], net->act);
		length += count > 0 ? (size_t)count : 0;
	}
	sim->due_ms += SEARCH_MS;
	sim_info(sim, "+COPS: %s,,(0-4),(0-2)", line);
}

static void cops_read(struct smsmodem_sim *sim)
{
	const struct operator* net = & operators[operator_current(sim)];
	int format = sim->settings.phone.cops_format;

	if (sim_registered(sim))
		sim_info(sim, "+COPS: %d,%d,\"%s\",%d", (int)sim->radio.mode, format,
			 net->names[format], net->act);
	else
		sim_info(sim, "+COPS: %d", (int)sim->radio.mode);
}

static bool operator_find(const char *name, int format, size_t *found)
{
	for (size_t i = 0; i < OPERATORS; i++)
		if (strcmp(operators[i].names[format], name) == 0) {
			*found = i;
			return true;
		}
	return false;
}

/* A network that refuses leaves the phone without one, or with <mode> 4 with its own. */
static struct sim_result cops_choose(struct smsmodem_sim *sim, enum sim_network_mode mode,
				     const char *name, int format)
{
	size_t chosen;
	bool known = operator_find(name, format, &chosen);

	if (mode == SIM_MODE_EITHER && (!known || operators[chosen].stat == 3)) {
		sim->radio.mode = SIM_MODE_AUTOMATIC;
		return SIM_RESULT_OK;
	}
	if (!known)
		return SIM_RESULT_CME(30);
	sim->radio.mode = SIM_MODE_MANUAL;
	sim->radio.operator_chosen = chosen;
	return operators[chosen].stat == 3 ? SIM_RESULT_CME(32) : SIM_RESULT_OK;
}

static struct sim_result cops_set(struct smsmodem_sim *sim, const struct sim_arguments *arguments)
{
	int mode = SIM_MODE_AUTOMATIC;
	int format = -1;
	int act = 0;

	if (arguments->count > 4 || !sim_argument_number(arguments, 0, 4, &mode) ||
	    !sim_argument_number(arguments, 1, 2, &format) ||
	    !sim_argument_number(arguments, 3, 9, &act))
		return SIM_RESULT_CME(50);
	if (mode == SIM_MODE_FORMAT) {
		if (format < 0 || arguments->count > 2)
			return SIM_RESULT_CME(50);
		sim->settings.phone.cops_format = format;
		return SIM_RESULT_OK;
	}
	if (mode == SIM_MODE_MANUAL || mode == SIM_MODE_EITHER)
		return cops_choose(sim, (enum sim_network_mode)mode, arguments->values[2],
				   format < 0 ? 0 : format);
	if (format >= 0)
		sim->settings.phone.cops_format = format;
	sim->radio.mode = (enum sim_network_mode)mode;
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cops(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;

	(void)command;
	if (call->form == SIM_FORM_TEST)
		cops_search(sim);
	else if (call->form == SIM_FORM_READ)
		cops_read(sim);
	else if (call->form == SIM_FORM_SET && sim_arguments(call->arguments, &arguments))
		return cops_set(sim, &arguments);
	else
		return SIM_RESULT_CME(50);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_copn(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	(void)command;
	if (call->form != SIM_FORM_EXECUTE)
		return SIM_RESULT_CME(50);
	for (size_t i = 0; i < OPERATORS; i++)
		sim_info(sim, "+COPN: \"%s\",\"%s\"", operators[i].names[2], operators[i].names[0]);
	return SIM_RESULT_OK;
}
