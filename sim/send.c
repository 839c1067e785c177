/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that take a message: +CMGS, +CMGW, +CMGC with a payload, +CMSS without (27.005 3.5, 4.3
 * to 4.6).
 */
#include "phone.h"
#include <string.h>

/* --- the command, up to its prompt --- */

static struct sim_result prompt_open(struct smsmodem_sim *sim, enum sim_prompt prompt)
{
	sim->prompt = prompt;
	return SIM_RESULT_NO_ANSWER;
}

static struct sim_result prompt_pdu_length(struct smsmodem_sim *sim,
					   const struct sim_arguments *arguments)
{
	sim->prompt_length = 0;
	if (!sim_argument_number(arguments, 0, SMSMODEM_PDU_MAX, &sim->prompt_length) ||
	    sim->prompt_length == 0)
		return SIM_RESULT_CMS(304);
	return SIM_RESULT_OK;
}

/* What the command says of the payload to come; SIM_OK when it is in order. */
static struct sim_result prompt_arguments(struct smsmodem_sim *sim, struct sim_call *call,
					  struct sim_arguments *arguments)
{
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, arguments) ||
	    arguments->count > 3)
		return SIM_RESULT_CMS(302);
	if (sim->settings.cmgf != 1)
		return prompt_pdu_length(sim, arguments);
	return sim_address_argument(sim, arguments, 0, &sim->prompt_to) ? SIM_RESULT_OK
									: SIM_RESULT_CMS(305);
}

struct sim_result sim_run_cmgs(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	struct sim_result result = prompt_arguments(sim, call, &arguments);

	(void)command;
	if (result.kind != SIM_OK)
		return result;
	sim->attempts++;
	return sim_prompt_to_send(sim);
}

/* 27.005 3.5.3: in text mode a message may be kept without a number. */
static struct sim_result cmgw_arguments(struct smsmodem_sim *sim, struct sim_call *call,
					struct sim_arguments *arguments)
{
	static char nothing[] = "";
	bool has_number = call->form == SIM_FORM_SET && call->arguments[0] != ',' &&
			  call->arguments[0] != '\0';

	if (sim->settings.cmgf != 1 || has_number)
		return prompt_arguments(sim, call, arguments);
	sim->prompt_to = (struct smsmodem_address){.toa = 0x81};
	if (call->form == SIM_FORM_EXECUTE)
		call->arguments = nothing;
	else if (call->form != SIM_FORM_SET)
		return SIM_RESULT_CMS(302);
	if (!sim_arguments(call->arguments, arguments) || arguments->count > 3)
		return SIM_RESULT_CMS(302);
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cmgw(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	struct sim_result result = cmgw_arguments(sim, call, &arguments);
	bool text_mode = sim->settings.cmgf == 1;

	(void)command;
	if (result.kind != SIM_OK)
		return result;
	/* 27.005 4.4, 3.5.3: <stat> is argument 1 in PDU mode, 2 in text mode. */
	const char *stat = arguments.values[text_mode ? 2 : 1];
	sim->prompt_stat = stat[0] ? sim_stat_parse(stat, text_mode) : SIM_STAT_UNSENT;
	if (sim->prompt_stat < 0 || sim->prompt_stat > SIM_STAT_SENT)
		return SIM_RESULT_CMS(text_mode ? 305 : 304);
	sim_prompt(sim);
	return prompt_open(sim, SIM_PROMPT_WRITE);
}

/* Text mode of +CMGC: <fo>,<ct>[,<pid>[,<mn>[,<da>[,<toda>]]]] and hexadecimal (27.005 3.5.5). */
static bool cmgc_text(struct smsmodem_sim *sim, const struct sim_arguments *arguments)
{
	int fo = -1, ct = -1, pid = 0, mn = 0;

	sim->prompt_to = (struct smsmodem_address){.toa = 0x81};
	if (!sim_argument_number(arguments, 0, 255, &fo) || fo < 0 || (fo & 3) != 2 ||
	    !sim_argument_number(arguments, 1, 255, &ct) || ct < 0 ||
	    !sim_argument_number(arguments, 2, 255, &pid) ||
	    !sim_argument_number(arguments, 3, 255, &mn))
		return false;
	return !arguments->values[4][0] || sim_address_argument(sim, arguments, 4, &sim->prompt_to);
}

struct sim_result sim_run_cmgc(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;

	(void)command;
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments))
		return SIM_RESULT_CMS(302);
	if (sim->settings.cmgf == 1) {
		if (arguments.count > 6 || !cmgc_text(sim, &arguments))
			return SIM_RESULT_CMS(305);
	} else {
		struct sim_result result = prompt_pdu_length(sim, &arguments);
		if (result.kind != SIM_OK)
			return result;
	}
	sim->attempts++;
	sim_prompt(sim);
	return prompt_open(sim, SIM_PROMPT_COMMAND);
}

/* --- the payload --- */

static bool pdu_from_hex(const char *hex, size_t length, struct sim_pdu *pdu)
{
	size_t bad;
	int count = pdu_hex_decode(hex, length, pdu->octets, sizeof pdu->octets, &bad);

	if (count < 1 || pdu->octets[0] + 1 >= count)
		return false;
	pdu->length = (size_t)count;
	pdu->smsc_length = (size_t)pdu->octets[0] + 1;
	return true;
}

/* PDU mode; blanks and line ends within the hex are passed over. */
static struct sim_result payload_pdu(struct smsmodem_sim *sim, struct sim_pdu *pdu)
{
	char hex[SIM_LINE_MAX + 1];
	size_t length = 0;

	for (size_t i = 0; i < sim->line_length; i++)
		if (sim->line[i] != ' ')
			hex[length++] = sim->line[i];
	if (sim->overlong || !pdu_from_hex(hex, length, pdu))
		return SIM_RESULT_CMS(304);
	if (pdu->length - pdu->smsc_length != (size_t)sim->prompt_length)
		return SIM_RESULT_CMS(304);
	return SIM_RESULT_OK;
}

static bool pdu_is_command(const struct sim_pdu *pdu)
{
	/* 23.040 9.2.2.4: the first octet to TP-CT, TP-MN, TP-DA of at least two octets, TP-CDL */
	return pdu->length - pdu->smsc_length >= 8 && (pdu->octets[pdu->smsc_length] & 3) == 2;
}

/* What may be kept: by <stat> a DELIVER or report that was received, a SUBMIT or COMMAND. */
static bool pdu_fits_stat(const struct sim_pdu *pdu, int stat)
{
	bool received = stat <= SIM_STAT_READ, second = (pdu->octets[pdu->smsc_length] & 3) == 2;
	struct smsmodem_decode_options options = {.tpdu_length = -1};
	struct smsmodem_tpdu tpdu;

	if (!received && second)
		return pdu_is_command(pdu);
	options.kind = !received ? SMSMODEM_KIND_SUBMIT
		       : second  ? SMSMODEM_KIND_STATUS_REPORT
				 : SMSMODEM_KIND_DELIVER;
	return pdu_decode(pdu->octets, pdu->length, &options, &tpdu, NULL) >= 0;
}

static struct sim_result payload_write(struct smsmodem_sim *sim, const struct sim_pdu *pdu)
{
	enum sim_memory_id id = (enum sim_memory_id)sim->settings.memories[1];

	if (!pdu_fits_stat(pdu, sim->prompt_stat))
		return SIM_RESULT_CMS(304);
	struct sim_stored stored = sim_memory_store(sim, id, pdu, (enum sim_stat)sim->prompt_stat);
	if (stored.index < 0)
		return SIM_RESULT_CMS(322);
	sim_info(sim, "+CMGW: %d", stored.index_asked);
	return SIM_RESULT_OK;
}

/* +CMGC in text mode: <cdata> is hexadecimal, and nobody reads it. */
static struct sim_result payload_command(struct smsmodem_sim *sim)
{
	struct sim_pdu pdu;
	size_t bad;

	if (sim->settings.cmgf == 1) {
		uint8_t octets[SMSMODEM_PDU_MAX];
		if (sim->overlong ||
		    pdu_hex_decode(sim->line, sim->line_length, octets, sizeof octets, &bad) < 0)
			return SIM_RESULT_CMS(305);
	} else {
		struct sim_result result = payload_pdu(sim, &pdu);
		if (result.kind != SIM_OK || !pdu_is_command(&pdu))
			return SIM_RESULT_CMS(304);
	}
	return sim_submit_command(sim, "+CMGC");
}

static struct sim_result payload_message(struct smsmodem_sim *sim, enum sim_prompt prompt)
{
	bool received = prompt == SIM_PROMPT_WRITE && sim->prompt_stat <= SIM_STAT_READ;
	struct sim_pdu pdu;
	struct sim_result result =
		sim->settings.cmgf == 1 ? sim_compose(sim, received, &pdu) : payload_pdu(sim, &pdu);

	if (result.kind != SIM_OK)
		return result;
	return prompt == SIM_PROMPT_WRITE ? payload_write(sim, &pdu)
					  : sim_submit(sim, &pdu, "+CMGS");
}

void sim_payload(struct smsmodem_sim *sim)
{
	enum sim_prompt prompt = sim->prompt;
	struct sim_result result;

	sim->prompt = SIM_PROMPT_NONE;
	if (prompt == SIM_PROMPT_ACKNOWLEDGE)
		result = sim_acknowledge_payload(sim);
	else if (prompt == SIM_PROMPT_COMMAND)
		result = payload_command(sim);
	else
		result = payload_message(sim, prompt);
	sim_link_keep(sim);
	sim_inbox_try(sim);
	sim_final(sim, result);
}

/* --- from storage --- */

/* Put another recipient into a stored SUBMIT (27.005 3.5.2 <da>). */
static bool cmss_readdress(const struct smsmodem_sim *sim, const struct sim_arguments *arguments,
			   struct sim_pdu *pdu)
{
	static const struct smsmodem_decode_options options = {
		.kind = SMSMODEM_KIND_SUBMIT,
		.tpdu_length = -1,
	};
	struct smsmodem_tpdu tpdu;

	if (pdu_decode(pdu->octets, pdu->length, &options, &tpdu, NULL) < 0)
		return false;
	if (!arguments->values[1][0])
		return tpdu.peer.text[0] != '\0';
	if (!sim_address_argument(sim, arguments, 1, &tpdu.peer))
		return false;
	int length = pdu_encode(&tpdu, pdu->octets, sizeof pdu->octets, &pdu->smsc_length);
	pdu->length = length < 0 ? 0 : (size_t)length;
	return length > 0;
}

static struct sim_result cmss_send(struct smsmodem_sim *sim, const struct sim_arguments *arguments,
				   struct sim_pdu pdu, const char *name)
{
	bool command = pdu_is_command(&pdu);

	if (!command && !cmss_readdress(sim, arguments, &pdu))
		return SIM_RESULT_CMS(sim->settings.cmgf == 1 ? 305 : 304);
	sim->attempts++;
	return command ? sim_submit_command(sim, name) : sim_submit(sim, &pdu, name);
}

struct sim_result sim_run_cmss(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int index = -1;

	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 3 || !sim_argument_number(&arguments, 0, SIM_INDEX_MAX, &index))
		return SIM_RESULT_CMS(302);
	struct sim_place *place =
		sim_memory_place(sim, (enum sim_memory_id)sim->settings.memories[1], index);
	if (!place || !place->used)
		return SIM_RESULT_CMS(321);
	if (place->stat <= SIM_STAT_READ)
		return SIM_RESULT_CMS(302);
	struct sim_result result = cmss_send(sim, &arguments, place->pdu, command->name);
	if (result.kind == SIM_OK)
		place->stat = SIM_STAT_SENT;
	sim_link_keep(sim);
	return result;
}
