/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and deleting what the memories hold (27.005 3.4.2, 3.4.3, 3.5.4). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define HEX_SIZE (2 * SMSMODEM_PDU_MAX + 1)
/* The longest has two of three places, and each is three digits and a comma. */
#define INDEX_LIST_SIZE (SIM_INDEX_MAX / 3 * 8 + 32)

static enum sim_memory_id memory_reading(const struct smsmodem_sim *sim)
{
	return (enum sim_memory_id)sim->settings.memories[0];
}

/* PDU mode: <stat>,[<alpha>],<length> and the PDU; the length leaves out the SMSC address. */
static void place_show_pdu(struct smsmodem_sim *sim, const char *start, enum sim_text_form form,
			   const struct sim_place *place)
{
	bool no_stat = form == SIM_TEXT_CMGR && sim_quirk(sim, SIM_QUIRK_NO_STAT);
	bool whole = sim_quirk(sim, SIM_QUIRK_LENGTH_WITH_SMSC);
	const struct sim_pdu *pdu = &place->pdu;
	char header[64], hex[HEX_SIZE], stat[4] = "";

	if (!no_stat)
		(void)snprintf(stat, sizeof stat, "%d", place->stat);
	(void)snprintf(header, sizeof header, "%s%s,%s%zu", start, stat,
		       sim_quirk(sim, SIM_QUIRK_NO_ALPHA) ? "" : ",",
		       whole ? pdu->length : pdu->length - pdu->smsc_length);
	size_t length = sim_profile_hex(sim, pdu->octets, pdu->length, hex, sizeof hex);
	if (length > 0)
		sim_record(sim, header, hex, length);
}

/** How messages are shown. */
struct show {
	const char *name; /**< of the command, in the answer */
	enum sim_text_form form;
	bool unread; /**< what has not been read stays so */
};

static void place_show(struct smsmodem_sim *sim, const char *start, const struct show *show,
		       struct sim_place *place)
{
	enum sim_text_form form = show->form;
	enum sim_stat stat = (enum sim_stat)place->stat;
	struct sim_text_record record;
	char header[sizeof record.header + 32];

	if (sim->settings.cmgf != 1 || !sim_text_record(sim, &place->pdu, stat, form, &record)) {
		place_show_pdu(sim, start, form, place);
	} else {
		(void)snprintf(header, sizeof header, "%s%s", start, record.header);
		if (record.has_data)
			sim_record(sim, header, record.data, record.data_length);
		else
			sim_info(sim, "%s", header);
	}
	if (place->stat == SIM_STAT_UNREAD && !show->unread)
		place->stat = SIM_STAT_READ;
}

/* Some phones show a message without taking it for read. @return false: wrong arguments */
static bool show_unread(const struct smsmodem_sim *sim, const struct sim_arguments *arguments,
			struct show *show)
{
	int mode = 0;

	show->unread = show->name[0] == '^';
	if (arguments->count == 1)
		return true;
	if (arguments->count != 2 || !sim_quirk(sim, SIM_QUIRK_SHOW_MODE) ||
	    !sim_argument_number(arguments, 1, 1, &mode))
		return false;
	show->unread = mode == 1;
	return true;
}

static bool show_is_known(const struct smsmodem_sim *sim, const struct show *show)
{
	return show->name[0] != '^' || sim_quirk(sim, SIM_QUIRK_SHOW_SIEMENS);
}

/* No argument: what was received and not read. */
static int cmgl_stat(struct smsmodem_sim *sim, struct sim_call *call, struct show *show)
{
	struct sim_arguments arguments;

	if (call->form == SIM_FORM_EXECUTE)
		return SIM_STAT_UNREAD;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    !show_unread(sim, &arguments, show))
		return -1;
	return sim_stat_parse(arguments.values[0], sim->settings.cmgf == 1);
}

static void cmgl_show(struct smsmodem_sim *sim, int stat, const struct show *show)
{
	enum sim_memory_id id = memory_reading(sim);
	struct sim_place *place;
	char start[32];

	for (int i = 0; (place = sim_memory_at(sim, id, i)) != NULL; i++) {
		if (!place->used || (stat != SIM_STAT_ALL && place->stat != stat))
			continue;
		(void)snprintf(start, sizeof start, "%s: %d,", show->name,
			       sim_profile_first(sim) + i);
		place_show(sim, start, show, place);
	}
}

struct sim_result sim_run_cmgl(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	static const char text_test[] =
		"(\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\")";

	struct show show = {.name = command->name, .form = SIM_TEXT_CMGL};

	if (!show_is_known(sim, &show))
		return sim_profile_unknown(sim);
	if (call->form == SIM_FORM_TEST) {
		sim_info(sim, "%s: %s", command->name,
			 sim->settings.cmgf == 1 ? text_test : "(0-4)");
		return SIM_RESULT_OK;
	}
	int stat = cmgl_stat(sim, call, &show);
	if (stat < 0)
		return SIM_RESULT_CMS(302);
	if (sim_memory_busy(sim, memory_reading(sim)))
		return SIM_RESULT_CMS(314);
	cmgl_show(sim, stat, &show);
	return SIM_RESULT_OK;
}

/* The place that argument 0 names, or NULL. */
static struct sim_place *place_argument(struct smsmodem_sim *sim,
					const struct sim_arguments *arguments)
{
	int index = -1;

	if (!sim_argument_number(arguments, 0, SIM_INDEX_MAX, &index))
		return NULL;
	return sim_memory_place(sim, memory_reading(sim), index);
}

/* An empty place is an error, nothing at all, or what the card is filled with. */
static struct sim_result place_show_empty(struct smsmodem_sim *sim)
{
	if (!sim->profile || !sim->profile->empty_place)
		return SIM_RESULT_CMS(321);
	sim_info(sim, "%s", sim->profile->empty_place);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cmgr(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct show show = {.name = command->name, .form = SIM_TEXT_CMGR};
	struct sim_arguments arguments;
	char start[32];

	if (!show_is_known(sim, &show))
		return sim_profile_unknown(sim);
	if (call->form == SIM_FORM_TEST)
		return SIM_RESULT_OK;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    !show_unread(sim, &arguments, &show))
		return SIM_RESULT_CMS(302);
	if (sim_memory_busy(sim, memory_reading(sim)))
		return SIM_RESULT_CMS(314);
	struct sim_place *place = place_argument(sim, &arguments);
	if (!place)
		return SIM_RESULT_CMS(321);
	if (!place->used)
		return place_show_empty(sim);
	(void)snprintf(start, sizeof start, "%s: ", command->name);
	place_show(sim, start, &show, place);
	return SIM_RESULT_OK;
}

/* --- +CMGD --- */

/* <delflag> 1..4 (27.005 3.5.4): each deletes what the one before it does, and more. */
static void delete_by_flag(struct smsmodem_sim *sim, int flag)
{
	static const int since[] = {[SIM_STAT_UNREAD] = 4,
				    [SIM_STAT_READ] = 1,
				    [SIM_STAT_UNSENT] = 3,
				    [SIM_STAT_SENT] = 2};
	struct sim_place *place;

	for (int i = 0; (place = sim_memory_at(sim, memory_reading(sim), i)) != NULL; i++)
		if (flag >= since[place->stat])
			place->used = false;
}

/* How many places follow each other with something in them, from the i-th on. */
static int used_run(struct smsmodem_sim *sim, int i)
{
	const struct sim_place *place;
	int count = 0;

	while ((place = sim_memory_at(sim, memory_reading(sim), i + count)) != NULL && place->used)
		count++;
	return count;
}

/* "1,3,5-8": the indexes that hold something. @return its length */
static size_t used_list(struct smsmodem_sim *sim, char *list, size_t size)
{
	int total = sim_memory_total(sim, memory_reading(sim));
	size_t length = 0;
	int run;

	for (int i = 0; i < total; i += run + 1) {
		int index = sim_profile_first(sim) + i;
		run = used_run(sim, i);
		if (run > 0)
			length += (size_t)snprintf(list + length, size - length, "%s%d",
						   length > 0 ? "," : "", index);
		if (run > 1)
			length += (size_t)snprintf(list + length, size - length, "%c%d",
						   run > 2 ? '-' : ',', index + run - 1);
	}
	list[length] = '\0';
	return length;
}

static struct sim_result cmgd_test(struct smsmodem_sim *sim)
{
	static const char head[] = "+CMGD: (", tail[] = "),(0-4)";
	char text[sizeof head + INDEX_LIST_SIZE + sizeof tail];
	size_t length = sizeof head - 1;

	memcpy(text, head, sizeof head);
	length += used_list(sim, text + length, INDEX_LIST_SIZE);
	memcpy(text + length, tail, sizeof tail);
	sim_info_octets(sim, text, length + sizeof tail - 1);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cmgd(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int flag = 0;

	(void)command;
	if (call->form == SIM_FORM_TEST)
		return cmgd_test(sim);
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 2 || !sim_argument_number(&arguments, 1, 4, &flag))
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
