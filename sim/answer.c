/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone says (V.250 5.7), and what the faults make of it. */
#include "phone.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sim_echo(struct smsmodem_sim *sim, const void *octets, size_t count)
{
	if (sim->settings.echo || sim_fault(sim, SIM_FAULT_ECHO_STUCK))
		sim_wire_put(sim, octets, count, sim->now_ms);
}

void sim_put(struct smsmodem_sim *sim, const void *octets, size_t count)
{
	sim_wire_put(sim, octets, count, sim->due_ms);
}

static void sim_put_text(struct smsmodem_sim *sim, const char *text)
{
	sim_put(sim, text, strlen(text));
}

void sim_answer_begin(struct smsmodem_sim *sim)
{
	sim->due_ms = sim->now_ms + sim->latency_ms;
	sim->opened = false;
	sim->answering = true;
}

static void sim_garbage(struct smsmodem_sim *sim)
{
	char octets[16];
	size_t count = 1 + sim_random(sim) % sizeof octets;

	for (size_t i = 0; i < count; i++)
		octets[i] = (char)(sim_random(sim) & 0xFF);
	sim_put(sim, octets, count);
}

/* Before the first octet of an answer. */
static void sim_open(struct smsmodem_sim *sim)
{
	if (sim->opened)
		return;
	sim->opened = true;
	if (sim_fault(sim, SIM_FAULT_GARBAGE))
		sim_garbage(sim);
	if (sim_fault(sim, SIM_FAULT_URC))
		sim_put_text(sim, "\r\n+CMTI: \"ME\",1\r\n");
}

/* V.250 6.2.6: ATV0 takes off the CR LF before an information text. */
static void sim_put_line(struct smsmodem_sim *sim, const void *text, size_t count)
{
	if (sim->settings.verbose)
		sim_put_text(sim, "\r\n");
	sim_put(sim, text, count);
	sim_put_text(sim, "\r\n");
}

void sim_info(struct smsmodem_sim *sim, const char *format, ...)
{
	char text[640];
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	sim_open(sim);
	sim_put_line(sim, text, strlen(text));
}

void sim_record(struct smsmodem_sim *sim, const char *header, const void *data, size_t count)
{
	sim_info(sim, "%s", header);
	sim_put(sim, data, count);
	sim_put_text(sim, "\r\n");
}

void sim_prompt(struct smsmodem_sim *sim)
{
	sim_open(sim);
	if (sim_fault(sim, SIM_FAULT_PROMPT_BARE))
		sim_put_text(sim, ">");
	else if (sim_fault(sim, SIM_FAULT_PROMPT_CRLF))
		sim_put_text(sim, "\r\n>\r\n");
	else if (sim_fault(sim, SIM_FAULT_PROMPT_NOSPACE))
		sim_put_text(sim, "\r\n>");
	else
		sim_put_text(sim, "\r\n> ");
}

/* A result code: words, or a digit when ATV0 (V.250 5.7.1). */
static void sim_put_result(struct smsmodem_sim *sim, const char *word, const char *digit)
{
	if (sim->settings.verbose) {
		sim_put_line(sim, word, strlen(word));
	} else {
		sim_put_text(sim, digit);
		sim_put_text(sim, "\r");
	}
}

/* 27.007 9.1: AT+CMEE chooses between a bare ERROR, a number and a text. */
static void sim_put_error(struct smsmodem_sim *sim, const char *name, int number, const char *text)
{
	char line[128];
	int cmee = sim_fault(sim, SIM_FAULT_TEXT_ERRORS) ? 2 : sim->settings.cmee;

	if (cmee == 0) {
		sim_put_result(sim, "ERROR", "4");
		return;
	}
	int length = cmee == 2 && text ? snprintf(line, sizeof line, "%s: %s", name, text)
				       : snprintf(line, sizeof line, "%s: %d", name, number);
	if (length > 0)
		sim_put_line(sim, line, strlen(line));
}

static void sim_put_final(struct smsmodem_sim *sim, struct sim_result result)
{
	switch (result.kind) {
	case SIM_OK: sim_put_result(sim, "OK", "0"); break;
	case SIM_ERROR: sim_put_result(sim, "ERROR", "4"); break;
	case SIM_NO_CARRIER: sim_put_result(sim, "NO CARRIER", "3"); break;
	case SIM_UNKNOWN_COMMAND:
		if (sim_fault(sim, SIM_FAULT_VENDOR_FINAL))
			sim_put_result(sim, "COMMAND NOT SUPPORT", "4");
		else
			sim_put_result(sim, "ERROR", "4");
		break;
	case SIM_CME:
		sim_put_error(sim, "+CME ERROR", result.number, sim_cme_text(result.number));
		break;
	case SIM_CMS:
		sim_put_error(sim, "+CMS ERROR", result.number, sim_cms_text(result.number));
		break;
	case SIM_NO_ANSWER: break;
	}
}

void sim_final(struct smsmodem_sim *sim, struct sim_result result)
{
	if (result.kind != SIM_NO_ANSWER) {
		sim_open(sim);
		if (sim_fault(sim, SIM_FAULT_URC))
			sim_put_text(sim, "\r\n+CREG: 1\r\n");
		if (!sim->settings.quiet)
			sim_put_final(sim, result);
	}
	sim->answering = false;
	if (sim->prompt == SIM_PROMPT_NONE)
		sim_queue_move(&sim->output, &sim->held, sim->due_ms);
}

void sim_urc(struct smsmodem_sim *sim, const char *line, const void *data, size_t count)
{
	/* V.250 5.7.1, 27.005 3.5.1: nothing unsolicited gets into an answer or a payload. */
	bool busy = sim->answering || sim->prompt != SIM_PROMPT_NONE;
	struct sim_queue *queue = busy ? &sim->held : &sim->output;

	if (sim->gone || sim->endless || sim_fault(sim, SIM_FAULT_SILENT))
		return;
	sim_queue_put(queue, "\r\n", 2, sim->now_ms);
	sim_queue_put(queue, line, strlen(line), sim->now_ms);
	sim_queue_put(queue, "\r\n", 2, sim->now_ms);
	if (!data)
		return;
	sim_queue_put(queue, data, count, sim->now_ms);
	sim_queue_put(queue, "\r\n", 2, sim->now_ms);
}
