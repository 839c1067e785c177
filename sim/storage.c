/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and deleting what the memories hold (27.005 3.2.2, 3.4.2, 3.4.3, 3.5.4). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define HEX_SIZE (2 * SMSMODEM_PDU_MAX + 1)

static int memory_find(const char *name)
{
	for (int i = 0; i < SIM_MEMORIES; i++)
		if (strcmp(sim_memory_name((enum sim_memory_id)i), name) == 0)
			return i;
	return -1;
}

static void cpms_read(struct smsmodem_sim *sim)
{
	const uint8_t *ids = sim->settings.memories;
	char text[128] = "";
	size_t length = 0;

	for (size_t i = 0; i < 3; i++) {
		enum sim_memory_id id = (enum sim_memory_id)ids[i];
		int count = snprintf(text + length, sizeof text - length, "%s\"%s\",%d,%d",
				     i > 0 ? "," : "", sim_memory_name(id),
				     sim_memory_used(sim, id), sim_memory_total(id));
		length += count > 0 ? (size_t)count : 0;
	}
	sim_info(sim, "+CPMS: %s", text);
}

static void cpms_answer(struct smsmodem_sim *sim)
{
	int used[3], total[3];

	for (size_t i = 0; i < 3; i++) {
		enum sim_memory_id id = (enum sim_memory_id)sim->settings.memories[i];
		used[i] = sim_memory_used(sim, id);
		total[i] = sim_memory_total(id);
	}
	sim_info(sim, "+CPMS: %d,%d,%d,%d,%d,%d", used[0], total[0], used[1], total[1], used[2],
		 total[2]);
}

struct sim_result sim_run_cpms(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	uint8_t fresh[3];

	(void)command;
	if (call->form == SIM_FORM_READ) {
		cpms_read(sim);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 3)
		return SIM_RESULT_CMS(302);
	memcpy(fresh, sim->settings.memories, sizeof fresh);
	for (size_t i = 0; i < arguments.count; i++) {
		int id = memory_find(arguments.values[i]);
		if (id < 0)
			return SIM_RESULT_CMS(302);
		fresh[i] = (uint8_t)id;
	}
	memcpy(sim->settings.memories, fresh, sizeof fresh);
	cpms_answer(sim);
	return SIM_RESULT_OK;
}

static enum sim_memory_id memory_reading(const struct smsmodem_sim *sim)
{
	return (enum sim_memory_id)sim->settings.memories[0];
}

/* PDU mode: <stat>,[<alpha>],<length> and the PDU; the length leaves out the SMSC address. */
static void place_show_pdu(struct smsmodem_sim *sim, const char *start,
			   const struct sim_place *place)
{
	char header[64], hex[HEX_SIZE];
	int tpdu_length = place->length - 1 - place->pdu[0];

	(void)snprintf(header, sizeof header, "%s%d,,%d", start, place->stat, tpdu_length);
	int length = pdu_hex_encode(place->pdu, place->length, hex, sizeof hex);
	if (length > 0)
		sim_record(sim, header, hex, (size_t)length);
}

static void place_show(struct smsmodem_sim *sim, const char *start, enum sim_text_form form,
		       struct sim_place *place)
{
	struct sim_text_record record;
	char header[sizeof record.header + 32];

	if (sim->settings.cmgf == 1 && sim_text_record(sim, place, form, &record)) {
		(void)snprintf(header, sizeof header, "%s%s", start, record.header);
		sim_record(sim, header, record.data, record.data_length);
	} else {
		place_show_pdu(sim, start, place);
	}
	if (place->stat == SIM_STAT_UNREAD)
		place->stat = SIM_STAT_READ;
}

/* No argument: what was received and not read. */
static int cmgl_stat(struct smsmodem_sim *sim, struct sim_call *call)
{
	struct sim_arguments arguments;

	if (call->form == SIM_FORM_EXECUTE)
		return SIM_STAT_UNREAD;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count != 1)
		return -1;
	return sim_stat_parse(arguments.values[0], sim->settings.cmgf == 1);
}

struct sim_result sim_run_cmgl(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	enum sim_memory_id id = memory_reading(sim);
	int stat = cmgl_stat(sim, call);
	char start[32];

	(void)command;
	if (stat < 0)
		return SIM_RESULT_CMS(302);
	for (int i = 1; i <= sim_memory_total(id); i++) {
		struct sim_place *place = sim_memory_place(sim, id, i);
		if (!place->used || (stat != SIM_STAT_ALL && place->stat != stat))
			continue;
		(void)snprintf(start, sizeof start, "+CMGL: %d,", i);
		place_show(sim, start, SIM_TEXT_CMGL, place);
	}
	return SIM_RESULT_OK;
}

/* The place that argument 0 names, or NULL. */
static struct sim_place *place_argument(struct smsmodem_sim *sim,
					const struct sim_arguments *arguments)
{
	int index = 0;

	if (!sim_argument_number(arguments, 0, SIM_PLACES_MAX, &index))
		return NULL;
	return sim_memory_place(sim, memory_reading(sim), index);
}

struct sim_result sim_run_cmgr(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments))
		return SIM_RESULT_CMS(302);
	struct sim_place *place = place_argument(sim, &arguments);
	if (!place || !place->used)
		return SIM_RESULT_CMS(321);
	place_show(sim, "+CMGR: ", SIM_TEXT_CMGR, place);
	return SIM_RESULT_OK;
}

/* <delflag> 1..4 (27.005 3.5.4): each deletes what the one before it does, and more. */
static void delete_by_flag(struct smsmodem_sim *sim, int flag)
{
	static const int since[] = {[SIM_STAT_UNREAD] = 4,
				    [SIM_STAT_READ] = 1,
				    [SIM_STAT_UNSENT] = 3,
				    [SIM_STAT_SENT] = 2};
	struct sim_memory *memory = &sim->memories[memory_reading(sim)];

	for (size_t i = 0; i < SIM_PLACES_MAX; i++)
		if (flag >= since[memory->places[i].stat])
			memory->places[i].used = false;
}

struct sim_result sim_run_cmgd(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int flag = 0;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    !sim_argument_number(&arguments, 1, 4, &flag))
		return SIM_RESULT_CMS(302);
	if (flag > 0) {
		delete_by_flag(sim, flag);
		return SIM_RESULT_OK;
	}
	struct sim_place *place = place_argument(sim, &arguments);
	if (!place)
		return SIM_RESULT_CMS(321);
	place->used = false;
	return SIM_RESULT_OK;
}
