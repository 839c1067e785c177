/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone says (V.250 5.7), and what the faults make of it. */
#include "phone.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sim_echo(struct smsmodem_sim *sim, const void *octets, size_t count)
{
	bool echo = sim->settings.echo || sim_quirk(sim, SIM_QUIRK_ECHO_STUCK);

	if (echo && !sim_quirk(sim, SIM_QUIRK_ECHO_NEVER))
		sim_wire_put(sim, octets, count, sim_arrived_ms(sim));
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
	sim->due_ms = sim_arrived_ms(sim) + sim_latency(sim);
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

static const char *line_end(const struct smsmodem_sim *sim)
{
	return sim_quirk(sim, SIM_QUIRK_LINE_CR) ? "\r" : "\r\n";
}

/* V.250 6.2.6: ATV0 takes off the CR LF before an information text. */
static void sim_put_line(struct smsmodem_sim *sim, const void *text, size_t count)
{
	if (sim->settings.verbose)
		sim_put_text(sim, line_end(sim));
	sim_put(sim, text, count);
	sim_put_text(sim, line_end(sim));
}

void sim_info(struct smsmodem_sim *sim, const char *format, ...)
{
	char text[1024]; /* more than any header and any list of names has */
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (length >= 0)
		sim_info_octets(sim, text, strlen(text));
}

void sim_info_octets(struct smsmodem_sim *sim, const void *octets, size_t count)
{
	sim_open(sim);
	sim_put_line(sim, octets, count);
}

void sim_record(struct smsmodem_sim *sim, const char *header, const void *data, size_t count)
{
	sim_info(sim, "%s", header);
	if (sim_quirk(sim, SIM_QUIRK_RECORD_BLANK))
		sim_put_text(sim, line_end(sim));
	sim_put(sim, data, count);
	sim_put_text(sim, line_end(sim));
}

void sim_prompt(struct smsmodem_sim *sim)
{
	sim_open(sim);
	if (sim_quirk(sim, SIM_QUIRK_PROMPT_BARE))
		sim_put_text(sim, ">");
	else if (sim_quirk(sim, SIM_QUIRK_PROMPT_CRLF))
		sim_put_text(sim, "\r\n>\r\n");
	else if (sim_quirk(sim, SIM_QUIRK_PROMPT_NOSPACE))
		sim_put_text(sim, "\r\n>");
	else if (sim_quirk(sim, SIM_QUIRK_PROMPT_NOLINE))
		sim_put_text(sim, "> ");
	else
		sim_put_text(sim, "\r\n> ");
}

/* A result code: words, or a digit when ATV0 (V.250 5.7.1). */
static void sim_put_result(struct smsmodem_sim *sim, const char *word, const char *digit)
{
	if (sim->settings.verbose) {
		if (sim_quirk(sim, SIM_QUIRK_LINE_BLANK))
			sim_put_text(sim, line_end(sim));
		sim_put_text(sim, line_end(sim));
		sim_put_text(sim, word);
		if (sim_quirk(sim, SIM_QUIRK_RESULT_BLANK))
			sim_put_text(sim, "  ");
		sim_put_text(sim, line_end(sim));
	} else {
		sim_put_text(sim, digit);
		sim_put_text(sim, "\r");
	}
}

static int sim_cmee(const struct smsmodem_sim *sim)
{
	int cmee = sim->settings.cmee;

	if (sim_quirk(sim, SIM_QUIRK_TEXT_ERRORS))
		return 2;
	return cmee == 2 && sim_quirk(sim, SIM_QUIRK_NUMERIC_ERRORS) ? 1 : cmee;
}

/* 27.007 9.1: AT+CMEE chooses between a bare ERROR, a number and a text. */
static void sim_put_error(struct smsmodem_sim *sim, const char *name, int number, const char *text)
{
	char line[128];
	int cmee = sim_cmee(sim);

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
	case SIM_BUSY: sim_put_result(sim, "BUSY", "7"); break;
	case SIM_UNKNOWN_COMMAND:
		if (sim_quirk(sim, SIM_QUIRK_VENDOR_FINAL))
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
	int delay_ms = sim->profile ? sim->profile->urc_delay_ms : 0;
	const char *inside = sim_profile_inside(sim);

	if (result.kind != SIM_NO_ANSWER) {
		sim_open(sim);
		if (sim_fault(sim, SIM_FAULT_URC))
			sim_put_text(sim, "\r\n+CREG: 1\r\n");
		if (inside)
			sim_info(sim, "%s", inside);
		if (!sim->settings.quiet)
			sim_put_final(sim, result);
		if (sim_quirk(sim, SIM_QUIRK_ERROR_OK) && result.kind != SIM_OK)
			sim_put_result(sim, "OK", "0");
	}
	sim->answering = false;
	if (sim->prompt == SIM_PROMPT_NONE) {
		sim_wire_release(sim, sim->due_ms + delay_ms);
		sim_acknowledge_seen(sim);
	}
	sim_changes(sim);
}

/* V.250 5.7.1, 27.005 3.5.1: nothing unsolicited gets into an answer or a payload. */
static void urc_put(struct smsmodem_sim *sim, const void *octets, size_t count)
{
	if (sim->answering || sim->prompt != SIM_PROMPT_NONE)
		sim_queue_put(&sim->held, octets, count, sim->now_ms);
	else
		sim_wire_put(sim, octets, count, sim->now_ms);
}

void sim_urc(struct smsmodem_sim *sim, const char *line, const void *data, size_t count)
{
	const char *end = line_end(sim);

	if (sim->gone || sim->endless || sim_fault_dead(sim) || sim_fault_unsaid(sim))
		return;
	urc_put(sim, end, strlen(end));
	urc_put(sim, line, strlen(line));
	urc_put(sim, end, strlen(end));
	if (!data)
		return;
	if (sim_quirk(sim, SIM_QUIRK_RECORD_BLANK))
		urc_put(sim, end, strlen(end));
	urc_put(sim, data, count);
	urc_put(sim, end, strlen(end));
}

/* V.250 6.2.5, 6.2.6: ATQ1 keeps them back, ATV0 makes them a digit and CR. */
void sim_urc_result(struct smsmodem_sim *sim, const char *word, const char *digit)
{
	if (sim->settings.quiet)
		return;
	if (sim->settings.verbose) {
		sim_urc(sim, word, NULL, 0);
		return;
	}
	if (sim->gone || sim->endless || sim_fault_dead(sim) || sim_fault_unsaid(sim))
		return;
	urc_put(sim, digit, strlen(digit));
	urc_put(sim, "\r", 1);
}
