/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that the computer acknowledges (27.005 3.2.1 +CSMS, 3.4.4 +CNMA). */
#include "phone.h"
#include <string.h>

/* 27.005 3.4.4: no more goes to the computer, and what it did not take goes to memory. */
static void acknowledge_late(struct smsmodem_sim *sim, int number)
{
	const struct sim_arrival late = sim->indications.unacknowledged;

	(void)number;
	sim->indications.awaited = false;
	sim->settings.cnmi[1] = 0;
	sim->settings.cnmi[3] = 0;
	if (late.kind == SIM_ARRIVAL_REPORT)
		(void)sim_memory_store(sim, sim_memory_of_reports(sim), &late.pdu, SIM_STAT_UNREAD);
	else if (!sim_direct_take(sim, &late))
		sim_inbox_return(sim, &late);
	sim_inbox_try(sim);
}

void sim_acknowledge_await(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	sim->indications.unacknowledged = *arrival;
	sim->indications.awaited = true;
	sim->indications.timed = false;
	if (!sim->answering && sim->prompt == SIM_PROMPT_NONE)
		sim_acknowledge_seen(sim);
}

/* 27.005 3.4.4 NOTE: the time is the network's, but nobody acknowledges what he cannot see. */
void sim_acknowledge_seen(struct smsmodem_sim *sim)
{
	struct sim_indications *indications = &sim->indications;
	int64_t seen_ms = sim_queue_end(&sim->output);

	if (!indications->awaited || indications->timed)
		return;
	if (seen_ms < sim->now_ms)
		seen_ms = sim->now_ms;
	indications->timed = true;
	(void)sim_later(sim, seen_ms + sim->acknowledge_ms, acknowledge_late, 0);
}

/* RP-ACK, or RP-ERROR after which the network keeps the message. */
static struct sim_result acknowledge(struct smsmodem_sim *sim, bool refused)
{
	struct sim_indications *indications = &sim->indications;

	if (!indications->awaited)
		return SIM_RESULT_CMS(340);
	sim_not_later(sim, acknowledge_late);
	indications->awaited = false;
	indications->unacknowledged.refused = refused;
	if (refused)
		sim_inbox_return(sim, &indications->unacknowledged);
	else
		sim_carried(sim, &indications->unacknowledged.origin);
	return SIM_RESULT_OK;
}

/* PDU mode: <n>[,<length>] */
static struct sim_result acknowledge_set(struct smsmodem_sim *sim, struct sim_call *call)
{
	struct sim_arguments arguments;
	int n = -1, length = 0;

	if (!sim_arguments(call->arguments, &arguments) || arguments.count > 2 ||
	    !sim_argument_number(&arguments, 0, 2, &n) || n < 0 ||
	    !sim_argument_number(&arguments, 1, SMSMODEM_PDU_MAX, &length))
		return SIM_RESULT_CMS(304);
	if (length == 0 || n == 0)
		return acknowledge(sim, n == 2);
	if (!sim->indications.awaited)
		return SIM_RESULT_CMS(340);
	sim_prompt(sim);
	sim->prompt = SIM_PROMPT_ACKNOWLEDGE;
	sim->prompt_length = length;
	sim->prompt_stat = n;
	return SIM_RESULT_NO_ANSWER;
}

struct sim_result sim_run_cnma(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	bool text_mode = sim->settings.cmgf == 1;

	if (call->form == SIM_FORM_TEST) {
		if (!text_mode)
			sim_info(sim, "%s: (0-2)", command->name);
		return SIM_RESULT_OK;
	}
	if (call->form == SIM_FORM_EXECUTE)
		return acknowledge(sim, false);
	if (call->form != SIM_FORM_SET || text_mode)
		return SIM_RESULT_CMS(302);
	return acknowledge_set(sim, call);
}

/* A DELIVER-REPORT for RP-ACK, or for RP-ERROR with TP-FCS (23.040 9.2.2.1a), with or without an
 * SMSC address. */
static bool acknowledge_pdu(const struct smsmodem_sim *sim, const uint8_t *octets, size_t count)
{
	size_t length = (size_t)sim->prompt_length;
	size_t minimum = sim->prompt_stat == 2 ? 3 : 2;

	if (count != length && (count == 0 || count != length + 1 + octets[0]))
		return false;
	return length >= minimum && (octets[count - length] & 3) == 0;
}

struct sim_result sim_acknowledge_payload(struct smsmodem_sim *sim)
{
	uint8_t octets[SMSMODEM_PDU_MAX];
	size_t bad;
	int count = pdu_hex_decode(sim->line, sim->line_length, octets, sizeof octets, &bad);

	if (sim->overlong || count < 0 || !acknowledge_pdu(sim, octets, (size_t)count))
		return SIM_RESULT_CMS(304);
	return acknowledge(sim, sim->prompt_stat == 2);
}

struct sim_result sim_run_csms(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int service = -1;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CSMS: %s%d,1,1,1", sim_quirk(sim, SIM_QUIRK_CSMS_EXTRA) ? "0," : "",
			 sim->settings.csms);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count != 1 || !sim_argument_number(&arguments, 0, 1, &service) || service < 0)
		return SIM_RESULT_CMS(303);
	sim->settings.csms = service;
	/* phase 2 has no acknowledgement: what was shown has been taken */
	if (service == 0)
		(void)acknowledge(sim, false);
	sim_info(sim, "+CSMS: 1,1,1");
	return SIM_RESULT_OK;
}
