/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From octets to command lines and payloads (V.250 5.2, 27.005 3.5.1). */
#include "phone.h"
#include "script.h"
#include <string.h>
#include <strings.h>

#define CTRL_Z    0x1A
#define ESCAPE    0x1B
#define BACKSPACE 0x08
#define DELETE    0x7F

static void line_append(struct smsmodem_sim *sim, char octet)
{
	if (sim->line_length < SIM_LINE_MAX)
		sim->line[sim->line_length++] = octet;
	else
		sim->overlong = true;
}

static void line_back(struct smsmodem_sim *sim)
{
	if (sim->line_length > 0 && !sim->overlong)
		sim->line_length--;
}

static void line_clear(struct smsmodem_sim *sim)
{
	sim->line_length = 0;
	sim->overlong = false;
}

/* The first "AT", as the hunt for the line's prefix skips whatever is before it (V.250 5.2.1). */
static const char *line_prefix(const char *line)
{
	for (; *line; line++)
		if (strncasecmp(line, "AT", 2) == 0)
			return line;
	return NULL;
}

static void line_count(struct smsmodem_sim *sim, const char *line)
{
	sim->commands++;
	sim_event_command(sim, line);
}

static void line_run(struct smsmodem_sim *sim)
{
	line_count(sim, sim->last);
	if (sim_fault_hangs(sim)) {
		sim_power_hangs(sim, line_prefix(sim->last) + 2);
		return;
	}
	sim_profile_noise(sim);
	sim_profile_overtake(sim);
	sim_answer_begin(sim);
	if (sim_fault_at(sim, SIM_FAULT_ENDLESS, sim->commands)) {
		sim->endless = true;
		return;
	}
	sim_run_line(sim, line_prefix(sim->last) + 2);
}

static void line_done(struct smsmodem_sim *sim)
{
	bool overlong = sim->overlong;

	if (sim_quirk(sim, SIM_QUIRK_ECHO_DOUBLE)) {
		sim_echo(sim, sim->line, sim->line_length);
		sim_echo(sim, "\r", 1);
	}
	sim->line[sim->line_length] = '\0';
	if (overlong) {
		if (line_prefix(sim->line))
			line_count(sim, sim->line);
		line_clear(sim);
		sim_answer_begin(sim);
		sim_final(sim, SIM_RESULT_ERROR);
		return;
	}
	const char *command = line_prefix(sim->line);
	if (command)
		memcpy(sim->last, sim->line, sim->line_length + 1);
	line_clear(sim);
	if (command)
		line_run(sim);
}

/* V.250 5.2.4: "A/" repeats the line before it and needs no CR. */
static bool line_is_repeat(const struct smsmodem_sim *sim)
{
	return sim->line_length == 2 && strncasecmp(sim->line, "A/", 2) == 0 && sim->last[0];
}

static void command_octet(struct smsmodem_sim *sim, char octet)
{
	if (octet == '\r') {
		line_done(sim);
	} else if (octet == BACKSPACE || octet == DELETE) {
		line_back(sim);
	} else if ((unsigned char)octet >= ' ') {
		/* Other control characters are no part of a command line (V.250 5.2.2). */
		line_append(sim, octet);
		if (line_is_repeat(sim)) {
			line_clear(sim);
			line_run(sim);
		}
	}
}

static void payload_abort(struct smsmodem_sim *sim)
{
	sim->prompt = SIM_PROMPT_NONE;
	sim_answer_begin(sim);
	sim_final(sim, SIM_RESULT_OK);
	line_clear(sim);
}

static void payload_done(struct smsmodem_sim *sim)
{
	if (sim_quirk(sim, SIM_QUIRK_ECHO_DOUBLE))
		sim_echo(sim, sim->line, sim->line_length);
	sim->line[sim->line_length] = '\0';
	if (sim_fault_hangs(sim)) {
		sim->prompt = SIM_PROMPT_NONE;
	} else {
		sim_answer_begin(sim);
		sim_payload(sim);
	}
	line_clear(sim);
}

/* 27.005 3.3.1: in text mode a CR begins a new line of the text, and a new prompt. */
static void payload_newline(struct smsmodem_sim *sim)
{
	if (sim->settings.cmgf == 0)
		return;
	line_append(sim, '\n');
	sim->due_ms = sim_arrived_ms(sim) + sim_latency(sim);
	sim_put(sim, "\r\n> ", 4);
}

/* NUL and LF fill up a line, but that 0 is '@' in the GSM alphabet (23.038 6.2.1). */
static bool is_filler(const struct smsmodem_sim *sim, char octet)
{
	bool alphabet = sim->settings.cmgf == 1 && sim->settings.charset == SIM_CHARSET_GSM;

	return octet == '\n' || (octet == '\0' && !alphabet);
}

static void payload_octet(struct smsmodem_sim *sim, char octet)
{
	if (octet == CTRL_Z)
		payload_done(sim);
	else if (octet == ESCAPE)
		payload_abort(sim);
	else if (octet == '\r')
		payload_newline(sim);
	else if (octet == BACKSPACE || octet == DELETE)
		line_back(sim);
	else if (!is_filler(sim, octet))
		line_append(sim, octet);
}

void sim_line_octet(struct smsmodem_sim *sim, char octet)
{
	if (sim_script_input(sim, octet))
		return;
	/* nobody is at home behind it: a loop of the wire, or a module that hangs */
	if (sim_fault(sim, SIM_FAULT_ECHO_ONLY)) {
		sim_wire_put(sim, &octet, 1, sim_arrived_ms(sim));
		return;
	}
	sim_echo(sim, &octet, 1);
	if (sim->prompt == SIM_PROMPT_NONE)
		command_octet(sim, octet);
	else
		payload_octet(sim, octet);
}
