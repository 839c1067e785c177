/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferred memories: to read and delete, to write and send, to receive (27.005 3.2.2). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define PREFERRED 3

/* Status reports and broadcasts are read where they are; nothing else is put there. */
static bool memory_allowed(size_t preferred, enum sim_memory_id id)
{
	return preferred == 0 || (id != SIM_MEMORY_SR && id != SIM_MEMORY_BM);
}

static int memory_find(const struct smsmodem_sim *sim, const char *name)
{
	for (int i = 0; i < SIM_MEMORIES; i++)
		if (strcmp(sim_memory_name((enum sim_memory_id)i), name) == 0 &&
		    sim_memory_total(sim, (enum sim_memory_id)i) > 0)
			return i;
	return -1;
}

static void cpms_read(struct smsmodem_sim *sim)
{
	const char *comma = sim_quirk(sim, SIM_QUIRK_CPMS_SPACES) ? ", " : ",";
	const uint8_t *ids = sim->settings.memories;
	char text[128] = "";
	size_t length = 0;

	for (size_t i = 0; i < PREFERRED; i++) {
		enum sim_memory_id id = (enum sim_memory_id)ids[i];
		int count = snprintf(text + length, sizeof text - length, "%s\"%s\",%d,%d",
				     i > 0 ? comma : "", sim_memory_name(id),
				     sim_memory_used(sim, id), sim_memory_total(sim, id));
		length += count > 0 ? (size_t)count : 0;
	}
	sim_info(sim, "+CPMS: %s", text);
}

static void cpms_answer(struct smsmodem_sim *sim)
{
	int used[PREFERRED], total[PREFERRED];

	for (size_t i = 0; i < PREFERRED; i++) {
		enum sim_memory_id id = (enum sim_memory_id)sim->settings.memories[i];
		used[i] = sim_memory_used(sim, id);
		total[i] = sim_memory_total(sim, id);
	}
	sim_info(sim, "+CPMS: %d,%d,%d,%d,%d,%d", used[0], total[0], used[1], total[1], used[2],
		 total[2]);
}

static void cpms_test(struct smsmodem_sim *sim)
{
	static const enum sim_memory_id order[] = {SIM_MEMORY_ME, SIM_MEMORY_SM, SIM_MEMORY_MT,
						   SIM_MEMORY_SR, SIM_MEMORY_BM};
	char text[128] = "";
	size_t length = 0;

	for (size_t i = 0; i < PREFERRED; i++) {
		const char *before = i > 0 ? ",(" : "(";
		for (size_t j = 0; j < sizeof order / sizeof order[0]; j++) {
			if (!memory_allowed(i, order[j]) || sim_memory_total(sim, order[j]) == 0)
				continue;
			int count = snprintf(text + length, sizeof text - length, "%s\"%s\"",
					     before, sim_memory_name(order[j]));
			length += count > 0 ? (size_t)count : 0;
			before = ",";
		}
		text[length++] = ')';
		text[length] = '\0';
	}
	sim_info(sim, "+CPMS: %s", text);
}

/* All of them or none. @return the code of an error, 0: done */
static int cpms_set(struct smsmodem_sim *sim, const struct sim_arguments *arguments)
{
	uint8_t fresh[PREFERRED];

	memcpy(fresh, sim->settings.memories, sizeof fresh);
	for (size_t i = 0; i < arguments->count; i++) {
		if (arguments->count > 1 && arguments->values[i][0] == '\0')
			continue;
		int id = memory_find(sim, arguments->values[i]);
		if (id < 0)
			return 302;
		if (!memory_allowed(i, (enum sim_memory_id)id))
			return 303;
		if (sim_memory_busy(sim, (enum sim_memory_id)id))
			return 314;
		fresh[i] = (uint8_t)id;
	}
	memcpy(sim->settings.memories, fresh, sizeof fresh);
	return 0;
}

struct sim_result sim_run_cpms(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		cpms_read(sim);
		return SIM_RESULT_OK;
	}
	if (call->form == SIM_FORM_TEST) {
		cpms_test(sim);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > PREFERRED)
		return SIM_RESULT_CMS(302);
	int failure = cpms_set(sim, &arguments);
	if (failure > 0)
		return SIM_RESULT_CMS(failure);
	if (!sim_quirk(sim, SIM_QUIRK_CPMS_SILENT))
		cpms_answer(sim);
	return SIM_RESULT_OK;
}
