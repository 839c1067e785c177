/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that take a message: +CMGS, +CMGW with a payload, +CMSS without (27.005 3.5, 4.3). */
#include "phone.h"
#include <string.h>

/* Text mode: argument 0 is a number in the character set of +CSCS. */
static bool prompt_recipient(struct smsmodem_sim *sim, const struct sim_arguments *arguments)
{
	struct smsmodem_address address;
	const char *number = arguments->values[0];

	return sim_charset_decode(sim->settings.charset, number, strlen(number), sim->prompt_to,
				  sizeof sim->prompt_to) >= 0 &&
	       pdu_address_parse(sim->prompt_to, &address, NULL) >= 0;
}

/* What the command says of the payload to come; SIM_OK when it is in order. */
static struct sim_result prompt_arguments(struct smsmodem_sim *sim, struct sim_call *call,
					  struct sim_arguments *arguments)
{
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, arguments))
		return SIM_RESULT_CMS(302);
	if (sim->settings.cmgf == 1)
		return prompt_recipient(sim, arguments) ? SIM_RESULT_OK : SIM_RESULT_CMS(305);
	sim->prompt_length = 0;
	if (!sim_argument_number(arguments, 0, SMSMODEM_PDU_MAX, &sim->prompt_length) ||
	    sim->prompt_length == 0)
		return SIM_RESULT_CMS(304);
	return SIM_RESULT_OK;
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
	if (sim_fault_at(sim, SIM_FAULT_UNPLUG_PROMPT, sim->attempts)) {
		sim_unplug(sim);
		return SIM_RESULT_NO_ANSWER;
	}
	if (!sim_fault_at(sim, SIM_FAULT_SILENT_PROMPT, sim->attempts))
		sim_prompt(sim);
	sim->prompt = SIM_PROMPT_SEND;
	return SIM_RESULT_NO_ANSWER;
}

struct sim_result sim_run_cmgw(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	struct sim_result result = prompt_arguments(sim, call, &arguments);
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
	sim->prompt = SIM_PROMPT_WRITE;
	return SIM_RESULT_NO_ANSWER;
}

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

/* Text mode: the phone makes the PDU, of one part as phones do. */
static struct sim_result payload_text(struct smsmodem_sim *sim, struct sim_pdu *pdu)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	char text[3 * SIM_LINE_MAX + 1];
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu part;
	int length = sim_charset_decode(sim->settings.charset, sim->line, sim->line_length, text,
					sizeof text);

	if (sim->overlong || length < 0)
		return SIM_RESULT_CMS(305);
	submit.to = sim->prompt_to;
	submit.text = text;
	submit.text_len = (size_t)length;
	submit.report = (sim->settings.csmp[0] & 0x20) != 0;
	submit.max_parts = 1;
	if (smsmodem_encode_begin(&encoder, &submit, NULL) < 0 ||
	    smsmodem_encode_next(&encoder, &part, NULL) != 1)
		return SIM_RESULT_CMS(305);
	return pdu_from_hex(part.hex, part.hex_len, pdu) ? SIM_RESULT_OK : SIM_RESULT_CMS(305);
}

static struct sim_result payload_write(struct smsmodem_sim *sim, const struct sim_pdu *pdu)
{
	enum sim_memory_id id = (enum sim_memory_id)sim->settings.memories[1];
	struct smsmodem_decode_options options = {.tpdu_length = -1};
	struct smsmodem_tpdu tpdu;

	options.kind =
		sim->prompt_stat <= SIM_STAT_READ ? SMSMODEM_KIND_DELIVER : SMSMODEM_KIND_SUBMIT;
	if (pdu_decode(pdu->octets, pdu->length, &options, &tpdu, NULL) < 0)
		return SIM_RESULT_CMS(304);
	int index = sim_memory_store(sim, id, pdu, (enum sim_stat)sim->prompt_stat);
	if (index == 0)
		return SIM_RESULT_CMS(322);
	sim_info(sim, "+CMGW: %d", index);
	return SIM_RESULT_OK;
}

void sim_payload(struct smsmodem_sim *sim)
{
	enum sim_prompt prompt = sim->prompt;
	struct sim_pdu pdu;

	sim->prompt = SIM_PROMPT_NONE;
	struct sim_result result =
		sim->settings.cmgf == 1 ? payload_text(sim, &pdu) : payload_pdu(sim, &pdu);
	if (result.kind == SIM_OK)
		result = prompt == SIM_PROMPT_WRITE ? payload_write(sim, &pdu)
						    : sim_submit(sim, &pdu, "+CMGS");
	sim_final(sim, result);
}

/* Put another recipient into a stored SUBMIT (27.005 3.5.2 <da>). */
static bool cmss_readdress(const char *number, struct sim_pdu *pdu)
{
	struct smsmodem_decode_options options = {
		.kind = SMSMODEM_KIND_SUBMIT,
		.tpdu_length = -1,
	};
	struct smsmodem_tpdu tpdu;

	if (pdu_decode(pdu->octets, pdu->length, &options, &tpdu, NULL) < 0 ||
	    pdu_address_parse(number, &tpdu.peer, NULL) < 0)
		return false;
	int length = pdu_encode(&tpdu, pdu->octets, sizeof pdu->octets, &pdu->smsc_length);
	pdu->length = length < 0 ? 0 : (size_t)length;
	return length > 0;
}

struct sim_result sim_run_cmss(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	struct sim_pdu pdu;
	int index = 0;

	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    !sim_argument_number(&arguments, 0, SIM_PLACES_MAX, &index))
		return SIM_RESULT_CMS(302);
	struct sim_place *place =
		sim_memory_place(sim, (enum sim_memory_id)sim->settings.memories[1], index);
	if (!place || !place->used)
		return SIM_RESULT_CMS(321);
	if (place->stat <= SIM_STAT_READ)
		return SIM_RESULT_CMS(302);
	memcpy(pdu.octets, place->pdu, place->length);
	pdu.length = place->length;
	pdu.smsc_length = (size_t)place->pdu[0] + 1;
	if (arguments.values[1][0] && !cmss_readdress(arguments.values[1], &pdu))
		return SIM_RESULT_CMS(302);
	sim->attempts++;
	struct sim_result result = sim_submit(sim, &pdu, command->name);
	if (result.kind == SIM_OK)
		place->stat = SIM_STAT_SENT;
	return result;
}
