/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phone that says what another one said, and things that happen by a timetable. */
#include "script.h"
#include "phone.h"
#include <smsmodem/transcript.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void script_event(struct smsmodem_sim *sim, long line, const char *text)
{
	sim_event_add(sim, &(struct smsmodem_sim_event){
				   .kind = SMSMODEM_SIM_SCRIPT,
				   .script_line = line,
				   .text = text,
			   });
}

/* --- playing records --- */

static void script_control(struct smsmodem_sim *sim, const struct sim_script_record *record)
{
	struct sim_script *script = sim->script;
	struct smsmodem_error error;

	script->controlling = true;
	if (smsmodem_sim_control(sim, script->control.octets + record->start, sim->now_ms, &error) <
	    0)
		script_event(sim, record->line, error.text);
	script->controlling = false;
}

/* An echo has what came, not the stars that the script has for it. */
static void script_say(struct smsmodem_sim *sim, const struct sim_script_record *record)
{
	struct sim_script *script = sim->script;
	const struct sim_script_step *masked = script->masked;
	const char *octets = script->from.octets + record->start, *echo = NULL;
	size_t length = record->length, stars = masked ? masked->end - masked->start - 1 : 0;

	if (masked)
		echo = memmem(octets, length, script->to.octets + masked->start, stars);
	if (echo) {
		size_t before = (size_t)(echo - octets);

		script->masked = NULL;
		sim_wire_put(sim, octets, before, sim->now_ms);
		sim_wire_put(sim, script->typed, script->typed_length, sim->now_ms);
		octets = echo + stars;
		length -= before + stars;
	}
	sim_wire_put(sim, octets, length, sim->now_ms);
}

/* Say and do what is next, up to the end or to what the computer has to say. */
static void script_play(struct smsmodem_sim *sim, bool at_once)
{
	struct sim_script *script = sim->script;

	sim_not_later(sim, sim_script_action);
	while (script->record < script->record_end && !sim->gone) {
		const struct sim_script_record *record = &script->records[script->record];
		int64_t due_ms = record->time_ms + script->offset_ms;
		if (record->direction == '>' && script->strict)
			return;
		bool waits = record->direction != '>' && !at_once && !script->no_delays;
		if (waits && due_ms > sim->now_ms && sim_later(sim, due_ms, sim_script_action, 0))
			return;
		script->record++;
		if (record->direction == '<')
			script_say(sim, record);
		else if (record->direction == '!')
			script_control(sim, record);
	}
}

void sim_script_action(struct smsmodem_sim *sim, int number)
{
	(void)number;
	if (sim->script)
		script_play(sim, false);
}

static void script_begin(struct smsmodem_sim *sim)
{
	struct sim_script *script = sim->script;
	size_t first = 0;

	while (first < script->record_count && script->records[first].direction != '>')
		first++;
	script->record = 0;
	script->record_end = script->strict || script->timetable ? script->record_count : first;
	script->offset_ms = sim->now_ms;
	script->step = 0;
	script->position = 0;
	script->line_length = 0;
	script->masked = NULL;
	script->anew = false;
	script_play(sim, false);
}

void sim_script_rewind(struct smsmodem_sim *sim)
{
	if (sim->script && !sim->script->timetable && !sim->script->controlling)
		script_begin(sim);
}

void sim_script_unplugged(struct smsmodem_sim *sim)
{
	if (sim->script && !sim->script->timetable && !sim->script->controlling)
		sim->script->anew = true;
}

void sim_script_resume(struct smsmodem_sim *sim)
{
	if (!sim->script || sim->script->controlling)
		return;
	if (sim->script->anew)
		script_begin(sim);
	else
		script_play(sim, false);
}

/* --- telling of what does not fit --- */

/* Octets for showing, cut where they are too many. */
static void show(const char *octets, size_t length, char *text, size_t size)
{
	bool cut = length > SIM_SCRIPT_SHOWN_MAX;

	text[0] = '\0';
	(void)smsmodem_transcript_escape(octets, cut ? SIM_SCRIPT_SHOWN_MAX : length, text,
					 size - 3);
	if (cut)
		memcpy(text + strlen(text), "...", sizeof "...");
}

/* What came; a PIN in it is nobody's to read. */
static void show_line(struct sim_script *script, char *text, size_t size)
{
	char masked[SIM_SHOWN_SIZE];

	script->line[script->line_length] = '\0';
	sim_mask(script->line, masked);
	if (strstr(masked, "****"))
		show(masked, strlen(masked), text, size);
	else
		show(script->line, script->line_length, text, size);
}

#define SHOWN_SIZE (SMSMODEM_TRANSCRIPT_ESCAPED_SIZE(SIM_SCRIPT_SHOWN_MAX) + 3)

static bool has_prefix(const char *line)
{
	for (; *line; line++)
		if (strncasecmp(line, "AT", 2) == 0)
			return true;
	return false;
}

/* A command line for the events, without its end. */
static void script_tell(struct smsmodem_sim *sim, char end)
{
	struct sim_script *script = sim->script;

	script->line[script->line_length] = '\0';
	if (end == '\r')
		script->line[script->line_length - 1] = '\0';
	if (end == '\r' && has_prefix(script->line))
		sim_event_command(sim, script->line);
	if (end == '\r')
		script->line[script->line_length - 1] = '\r';
}

/* --- strict --- */

static void script_deviates(struct smsmodem_sim *sim, size_t position)
{
	struct sim_script *script = sim->script;
	char expected[SHOWN_SIZE], got[SHOWN_SIZE], text[2 * SHOWN_SIZE + 64];
	const struct sim_script_step *step = NULL;

	for (size_t i = 0; i < script->step_count && !step; i++)
		if (script->steps[i].end > position)
			step = &script->steps[i];
	long line = script->records[script->record_count - 1].line;
	if (step) {
		line = step->line;
		show(script->to.octets + step->start, step->end - step->start, expected,
		     sizeof expected);
	}
	show_line(script, got, sizeof got);
	(void)snprintf(text, sizeof text, "line %ld of the script: expected %s%s%s, got \"%s\"",
		       line, step ? "\"" : "", step ? expected : "nothing more", step ? "\"" : "",
		       got);
	script_event(sim, line, text);
	sim_unplug(sim);
}

/* Go behind the records whose octets have all come, and say what follows. */
static void script_follow(struct smsmodem_sim *sim)
{
	struct sim_script *script = sim->script;

	script_play(sim, false);
	while (script->record < script->record_count) {
		const struct sim_script_record *record = &script->records[script->record];
		if (record->direction != '>' || script->position < record->start + record->length)
			return;
		script->record++;
		script->offset_ms = sim->now_ms - record->time_ms;
		script_play(sim, false);
	}
}

static void script_remember(struct sim_script *script, char octet)
{
	if (script->line_length < SIM_LINE_MAX)
		script->line[script->line_length++] = octet;
}

/* The step that ends here taught who the numbers are. */
static void strict_learn(struct sim_script *script)
{
	for (size_t i = 0; i < script->step_count; i++)
		if (script->steps[i].end == script->position)
			sim_script_learn(script, &script->steps[i]);
}

static void strict_octet(struct smsmodem_sim *sim, char octet)
{
	struct sim_script *script = sim->script;
	size_t before;

	/* who speaks has waited enough: what was said before goes first */
	script_play(sim, true);
	script_follow(sim);
	before = script->position;
	script_remember(script, octet);
	if (!sim_script_match(script, &script->position, octet)) {
		script_deviates(sim, before);
		return;
	}
	if (sim_script_ends(octet)) {
		strict_learn(script);
		script_tell(sim, octet);
		script->line_length = 0;
	}
	script_follow(sim);
}

/* --- tolerant --- */

static void script_refuses(struct smsmodem_sim *sim, bool payload)
{
	static const char answer[] = "\r\nERROR\r\n";
	struct sim_script *script = sim->script;
	char got[SHOWN_SIZE], text[SHOWN_SIZE + 64];

	if (!payload && !has_prefix(script->line))
		return;
	show_line(script, got, sizeof got);
	(void)snprintf(text, sizeof text, "not in the script: \"%s\"", got);
	script_event(sim, 0, text);
	sim_wire_put(sim, answer, sizeof answer - 1, sim->now_ms + sim->latency_ms);
}

static void script_step(struct smsmodem_sim *sim, const struct sim_script_step *step)
{
	struct sim_script *script = sim->script;

	sim_script_learn(script, step);
	script->step = (size_t)(step - script->steps) + 1;
	script->record = step->first;
	script->record_end = step->last;
	script->offset_ms = sim->now_ms - step->time_ms;
	script_play(sim, false);
}

static void tolerant_octet(struct smsmodem_sim *sim, char octet)
{
	struct sim_script *script = sim->script;

	if (script->line_length == 0 && octet == '\n')
		return;
	script_remember(script, octet);
	if (!sim_script_ends(octet))
		return;
	script->line[script->line_length - 1] = octet;
	script_play(sim, true);
	script_tell(sim, octet);
	const struct sim_script_step *step = sim_script_find(script);
	if (step)
		script_step(sim, step);
	else
		script_refuses(sim, octet == '\x1A');
	script->line_length = 0;
}

/* --- for the phone --- */

bool sim_script_input(struct smsmodem_sim *sim, char octet)
{
	if (!sim->script || sim->script->timetable)
		return false;
	if (sim->script->strict)
		strict_octet(sim, octet);
	else
		tolerant_octet(sim, octet);
	return true;
}

int smsmodem_sim_script(struct smsmodem_sim *sim, const char *text, size_t length, unsigned flags,
			struct smsmodem_error *error)
{
	struct sim_script *script = calloc(1, sizeof *script);

	if (!script)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	script->strict = flags & SMSMODEM_SIM_SCRIPT_STRICT;
	script->no_delays = flags & SMSMODEM_SIM_SCRIPT_NO_DELAYS;
	int result = sim_script_load(script, text, length, error);
	if (result < 0) {
		sim_script_free(script);
		return result;
	}
	sim_not_later(sim, sim_script_action);
	sim_script_free(sim->script);
	sim->script = script;
	script_begin(sim);
	return SMSMODEM_OK;
}
