/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a line of commands (V.250 5.6). */
#include "phone.h"
#include <string.h>

const struct sim_command_table *const sim_tables[SIM_TABLES] = {
	&sim_table_v250,
	&sim_table_phone,
	&sim_table_sms,
};

static const struct sim_command *command_find(const char *name)
{
	for (size_t i = 0; i < SIM_TABLES; i++)
		for (size_t j = 0; j < sim_tables[i]->count; j++)
			if (strcmp(sim_tables[i]->rows[j].name, name) == 0)
				return &sim_tables[i]->rows[j];
	return NULL;
}

/* 27.007 9.2.1 has 11..13 for a card that is locked, 27.005 3.2.5 has 311, 316 and 313. */
static struct sim_result command_locked(enum sim_lock lock, enum sim_need need)
{
	static const int cme[] = {[SIM_LOCK_PIN] = 11, [SIM_LOCK_PUK] = 12, [SIM_LOCK_DEAD] = 13};
	static const int cms[] = {
		[SIM_LOCK_PIN] = 311, [SIM_LOCK_PUK] = 316, [SIM_LOCK_DEAD] = 313};

	return need == SIM_NEEDS_SMS ? SIM_RESULT_CMS(cms[lock]) : SIM_RESULT_CME(cme[lock]);
}

static struct sim_result command_test(struct smsmodem_sim *sim, const struct sim_command *command)
{
	if (!command->test)
		return SIM_RESULT_ERROR;
	if (command->test[0])
		sim_info(sim, "%s: %s", command->name, command->test);
	return SIM_RESULT_OK;
}

static struct sim_result command_run(struct smsmodem_sim *sim, struct sim_call *call)
{
	const struct sim_command *command = command_find(call->name);
	struct sim_result result;

	if (sim_profile_answer(sim, call, &result))
		return result;
	if (!command)
		return sim_profile_unknown(sim);
	if (call->form == SIM_FORM_TEST && !command->own_test)
		return command_test(sim, command);
	if (sim->lock != SIM_LOCK_NONE && command->need != SIM_NEEDS_NOTHING)
		return command_locked(sim->lock, command->need);
	return command->run(sim, command, call);
}

static bool line_is_combined(const char *normal)
{
	char copy[SIM_LINE_MAX + 1];
	struct sim_call call;
	int count = 0;

	memcpy(copy, normal, strlen(normal) + 1);
	for (char *cursor = copy; count < 2 && sim_next_call(&cursor, &call) > 0;)
		count++;
	return count > 1;
}

void sim_run_line(struct smsmodem_sim *sim, const char *line)
{
	char normal[SIM_LINE_MAX + 1];
	struct sim_result result = SIM_RESULT_OK;
	struct sim_call call;
	char *cursor = normal;
	int more = 1;

	sim_normalize(line, normal);
	if (sim_quirk(sim, SIM_QUIRK_NOCOMBINE) && line_is_combined(normal))
		result = SIM_RESULT_ERROR;
	/* V.250 5.6: from left to right, the first that fails ends the line with the one result. */
	while (result.kind == SIM_OK && (more = sim_next_call(&cursor, &call)) > 0)
		result = command_run(sim, &call);
	if (more < 0)
		result = SIM_RESULT_ERROR;
	/* whatever the line changed, there may be room now for what the network keeps */
	sim_inbox_try(sim);
	sim_final(sim, result);
}
