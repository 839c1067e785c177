/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong around a submit: at its prompt, before the network has it, and in the answer. */
#include "phone.h"
#include <string.h>

#define GARBAGE_LENGTH 24

/* 23.040 9.2.2.1 and 9.2.2.3: a DELIVER "Howdy" and a STATUS-REPORT that end in no result. */
#define DELIVER_HEADER "+CMT: ,24"
#define DELIVER_PDU                                            \
	"0791947101670000040C91947121436587000062101021000000" \
	"05C8F79B9C07"
#define REPORT_HEADER "+CDS: 26"
#define REPORT_PDU                             \
	"079194710167000006070C91947121436587" \
	"621010210000006210102100000000"
/* 27.005 3.4.1: in text mode the line below the header is the text, whatever it is. */
#define TEXT_HEADER "+CMT: \"+491712345678\",,\"26/01/01,12:00:00+00\""

static bool hits(const struct smsmodem_sim *sim, enum sim_fault_kind kind)
{
	return sim_fault_at(sim, kind, sim->attempts) != NULL;
}

/* A result instead of the prompt; SIM_OK: none was asked for. */
static struct sim_result prompt_refused(struct smsmodem_sim *sim)
{
	const struct sim_fault *fault = sim_fault_at(sim, SIM_FAULT_CMS_PROMPT, sim->attempts);

	if (fault)
		return SIM_RESULT_CMS(fault->number);
	fault = sim_fault_at(sim, SIM_FAULT_CME_PROMPT, sim->attempts);
	if (fault)
		return SIM_RESULT_CME(fault->number);
	return hits(sim, SIM_FAULT_ERROR_PROMPT) ? SIM_RESULT_ERROR : SIM_RESULT_OK;
}

static void prompt_garbage(struct smsmodem_sim *sim)
{
	char text[GARBAGE_LENGTH + 1];

	for (size_t i = 0; i < GARBAGE_LENGTH; i++)
		text[i] = (char)('a' + sim_random(sim) % 26);
	text[GARBAGE_LENGTH] = '\0';
	sim_info(sim, "%s", text);
}

/* Something else than a prompt or a result; the command is forgotten. */
static bool prompt_forgotten(struct smsmodem_sim *sim)
{
	if (hits(sim, SIM_FAULT_BUSY_PROMPT))
		sim_info(sim, "BUSY");
	else if (hits(sim, SIM_FAULT_GARBAGE_PROMPT))
		prompt_garbage(sim);
	else if (hits(sim, SIM_FAULT_REBOOT_PROMPT))
		sim_reboot(sim, 0);
	else if (hits(sim, SIM_FAULT_UNPLUG_PROMPT))
		sim_unplug(sim);
	else
		return false;
	return true;
}

struct sim_result sim_prompt_to_send(struct smsmodem_sim *sim)
{
	const struct sim_fault *late = sim_fault_at(sim, SIM_FAULT_LATE_PROMPT, sim->attempts);
	struct sim_result result = prompt_refused(sim);

	if (result.kind != SIM_OK)
		return result;
	if (prompt_forgotten(sim))
		return SIM_RESULT_NO_ANSWER;
	sim->prompt = SIM_PROMPT_SEND;
	sim->due_ms += late ? late->number : 0;
	if (hits(sim, SIM_FAULT_CUT_PROMPT))
		sim_put(sim, "\r\n", 2);
	else if (!hits(sim, SIM_FAULT_SILENT_PROMPT))
		sim_prompt(sim);
	if (hits(sim, SIM_FAULT_URC_PROMPT))
		sim_put(sim, "\r\n+CREG: 1\r\n", 12);
	return SIM_RESULT_NO_ANSWER;
}

/* An error that was asked for, or SIM_OK. */
static struct sim_result submit_refused(const struct smsmodem_sim *sim, const char *to)
{
	const struct sim_fault *fault = sim_fault_to(sim, SIM_FAULT_CMS, to);

	if (fault)
		return SIM_RESULT_CMS(fault->number);
	fault = sim_fault_to(sim, SIM_FAULT_CME, to);
	if (fault)
		return SIM_RESULT_CME(fault->number);
	return sim_fault_to(sim, SIM_FAULT_ERROR, to) ? SIM_RESULT_ERROR : SIM_RESULT_OK;
}

static void network_back(struct smsmodem_sim *sim, int number)
{
	(void)number;
	sim_network_lose(sim, false);
	sim_inbox_try(sim);
}

void sim_fault_network_back(struct smsmodem_sim *sim)
{
	sim_not_later(sim, network_back);
	sim_network_lose(sim, false);
}

/* From this submit on, until it is back. */
static void network_lost(struct smsmodem_sim *sim)
{
	const struct sim_fault *back = sim_fault_at(sim, SIM_FAULT_NETWORK_BACK, 0);

	sim_network_lose(sim, true);
	sim_not_later(sim, network_back);
	if (back)
		(void)sim_later_outside(sim, sim->now_ms + back->number, network_back, 0);
}

/* The message is lost on its way, and there is no result. */
static bool submit_lost(struct smsmodem_sim *sim, const char *to)
{
	if (sim_fault_to(sim, SIM_FAULT_CUT_ERROR, to))
		sim_put(sim, "\r\n+CMS ERR", 10);
	else if (sim_fault_to(sim, SIM_FAULT_REBOOT_SUBMIT, to))
		sim_reboot(sim, 0);
	else if (sim_fault_to(sim, SIM_FAULT_UNPLUG_LOST, to))
		sim_unplug(sim);
	else if (!sim_fault_to(sim, SIM_FAULT_LOST_SUBMIT, to))
		return false;
	return true;
}

struct sim_result sim_fault_before(struct smsmodem_sim *sim, const char *to)
{
	struct sim_result result = submit_refused(sim, to);

	if (hits(sim, SIM_FAULT_NETWORK_LOST))
		network_lost(sim);
	if (result.kind != SIM_OK)
		return result;
	if (!sim_registered(sim))
		return SIM_RESULT_CMS(331);
	return submit_lost(sim, to) ? SIM_RESULT_NO_ANSWER : SIM_RESULT_OK;
}

/* It was taken, and that is the last that is heard of it. */
static bool answer_lost(struct smsmodem_sim *sim, const char *to)
{
	if (sim_fault_to(sim, SIM_FAULT_UNPLUG_SUBMIT, to))
		sim_unplug(sim);
	else if (sim_fault_to(sim, SIM_FAULT_REBOOT_SENT, to))
		sim_reboot(sim, 0);
	else if (!sim_fault_to(sim, SIM_FAULT_SILENT_SUBMIT, to))
		return false;
	return true;
}

/* Some phones do not wait for the answer's end with what they have to say. */
static void answer_interrupted(struct smsmodem_sim *sim, const char *to)
{
	if (sim_fault_to(sim, SIM_FAULT_URC_CMT, to))
		sim_record(sim, DELIVER_HEADER, DELIVER_PDU, sizeof DELIVER_PDU - 1);
	if (sim_fault_to(sim, SIM_FAULT_URC_CDS, to))
		sim_record(sim, REPORT_HEADER, REPORT_PDU, sizeof REPORT_PDU - 1);
	if (sim_fault_to(sim, SIM_FAULT_URC_OK, to))
		sim_record(sim, TEXT_HEADER, "OK", 2);
	if (sim_fault_to(sim, SIM_FAULT_URC_ERROR, to))
		sim_record(sim, TEXT_HEADER, "+CMS ERROR: 500", 15);
}

static void answer_late(struct smsmodem_sim *sim, enum sim_fault_kind kind, const char *to)
{
	const struct sim_fault *late = sim_fault_to(sim, kind, to);

	sim->due_ms += late ? late->number : 0;
}

struct sim_result sim_fault_after(struct smsmodem_sim *sim, const char *to, const char *name)
{
	/* 23.040 9.2.3.6: the next message has another, whatever is heard of this one */
	int mr = sim->mr++;

	if (answer_lost(sim, to))
		return SIM_RESULT_NO_ANSWER;
	sim->due_ms += sim->network_latency_ms;
	answer_late(sim, SIM_FAULT_LATE, to);
	answer_interrupted(sim, to);
	if (sim_fault_to(sim, SIM_FAULT_CUT_SUBMIT, to)) {
		sim_put(sim, "\r\n+CMG", 6);
		return SIM_RESULT_NO_ANSWER;
	}
	if (!sim_fault_to(sim, SIM_FAULT_NO_MR, to))
		sim_info(sim, "%s: %d", name, mr);
	if (sim_fault_to(sim, SIM_FAULT_URC_MIDDLE, to))
		sim_info(sim, "+CREG: 1");
	if (sim_fault_to(sim, SIM_FAULT_ANSWER_TWICE, to)) {
		sim_info(sim, "OK");
		sim_info(sim, "%s: %d", name, mr);
	}
	if (sim_fault_to(sim, SIM_FAULT_NO_OK, to))
		return SIM_RESULT_NO_ANSWER;
	answer_late(sim, SIM_FAULT_OK_LATE, to);
	return SIM_RESULT_OK;
}
