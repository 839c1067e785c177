/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One command, one event at a time. See the rules in at.h; each was learnt from a program without
 * it. */
#include "ascii.h"
#include "at.h"
#include <ctype.h>
#include <string.h>

#define ESC         '\x1B'
#define CTRL_Z      '\x1A'
#define NO_DEADLINE (-1)

void at_engine_init(struct at_engine *engine)
{
	engine->state = AT_STATE_IDLE;
	engine->numeric = true;
	engine->marker = false;
	engine->has_data = false;
	engine->may_prompt = false;
	engine->data_gone = false;
	engine->following = false;
	engine->header_ours = false;
	engine->deadline_ms = NO_DEADLINE;
	engine->data_timeout_ms = 0;
	engine->command[0] = '\0';
	engine->data_length = 0;
	engine->header[0] = '\0';
	engine->output_length = 0;
	engine->output_done = 0;
	at_lexer_init(&engine->lexer);
}

/* Put octets behind what waits to be written. */
static int engine_queue(struct at_engine *engine, const char *octets, size_t count)
{
	if (engine->output_done == engine->output_length)
		engine->output_done = engine->output_length = 0;
	if (count > sizeof engine->output - engine->output_length)
		return SMSMODEM_E_SPACE;
	memcpy(engine->output + engine->output_length, octets, count);
	engine->output_length += count;
	return SMSMODEM_OK;
}

/* --- starting a command --- */

static int engine_keep_data(struct at_engine *engine, const char *data)
{
	engine->has_data = data != NULL;
	engine->data_gone = false;
	engine->data_length = 0;
	if (!data)
		return SMSMODEM_OK;
	size_t length = strlen(data);
	if (length + 1 > sizeof engine->data)
		return SMSMODEM_E_SPACE;
	memcpy(engine->data, data, length);
	engine->data[length] = CTRL_Z;
	engine->data_length = length + 1;
	return SMSMODEM_OK;
}

int at_engine_submit(struct at_engine *engine, const struct at_command *command, int64_t now_ms)
{
	size_t length = strlen(command->line);

	if (engine->state != AT_STATE_IDLE)
		return SMSMODEM_E_BUG;
	if (length + 1 > sizeof engine->command)
		return SMSMODEM_E_SPACE;
	if (engine_keep_data(engine, command->data) < 0)
		return SMSMODEM_E_SPACE;
	memcpy(engine->command, command->line, length);
	engine->command[length] = '\r';
	if (engine_queue(engine, engine->command, length + 1) < 0)
		return SMSMODEM_E_SPACE;
	engine->command[length] = '\0';
	if (ascii_casestr(command->line, "V0"))
		engine->numeric = true;
	engine->may_prompt = command->data || at_command_prompts(command->line);
	engine->marker = command->marker;
	engine->state = AT_STATE_RUNNING;
	engine->deadline_ms = now_ms + command->timeout_ms;
	engine->data_timeout_ms = command->data_timeout_ms;
	return SMSMODEM_OK;
}

int at_engine_resync(struct at_engine *engine, const char *line, bool marker, int64_t now_ms,
		     int64_t timeout_ms)
{
	static const char escape[] = {ESC, '\r'};
	const struct at_command command = {
		.line = line, .timeout_ms = timeout_ms, .marker = marker};

	engine->state = AT_STATE_IDLE;
	engine->following = false;
	engine->output_done = engine->output_length = 0;
	if (engine_queue(engine, escape, sizeof escape) < 0)
		return SMSMODEM_E_BUG;
	return at_engine_submit(engine, &command, now_ms);
}

bool at_engine_abort(struct at_engine *engine, int64_t now_ms, int64_t timeout_ms)
{
	static const char escape[] = {ESC};

	if (engine->state == AT_STATE_DATA && engine->data_gone)
		return false;
	/* drop what has not been written: the data must not get its Ctrl-Z any more */
	engine->output_done = engine->output_length = 0;
	if (engine_queue(engine, escape, sizeof escape) < 0)
		return false;
	engine->state = AT_STATE_ABORTING;
	engine->deadline_ms = now_ms + timeout_ms;
	return true;
}

void at_engine_lose(struct at_engine *engine)
{
	engine->state = AT_STATE_LOST;
	engine->deadline_ms = NO_DEADLINE;
	engine->output_done = engine->output_length = 0;
}

/* --- output --- */

const char *at_engine_output(const struct at_engine *engine, size_t *count)
{
	*count = engine->output_length - engine->output_done;
	return engine->output + engine->output_done;
}

void at_engine_written(struct at_engine *engine, size_t count, int64_t now_ms)
{
	engine->output_done += count;
	if (engine->output_done < engine->output_length || engine->state != AT_STATE_DATA ||
	    engine->data_gone)
		return;
	engine->data_gone = true;
	engine->deadline_ms = now_ms + engine->data_timeout_ms;
}

bool at_engine_handed_over(const struct at_engine *engine)
{
	return engine->data_gone;
}

/* --- what a line is --- */

static bool running(const struct at_engine *engine)
{
	return engine->state == AT_STATE_RUNNING || engine->state == AT_STATE_DATA ||
	       engine->state == AT_STATE_ABORTING;
}

static bool starts_with_at(const char *line)
{
	return (line[0] == 'A' || line[0] == 'a') && (line[1] == 'T' || line[1] == 't');
}

/* The modem's echo of the command, once or twice, or of the data behind the prompt. */
static bool is_echo(const struct at_engine *engine, const char *line)
{
	if (strcmp(line, engine->command) == 0)
		return true;
	if (engine->state == AT_STATE_ABORTING && line[0] == ESC && line[1] == '\0')
		return true;
	if (!engine->has_data || engine->data_length == 0 || engine->state != AT_STATE_DATA)
		return false;
	size_t text_length = engine->data_length - 1;
	if (text_length == 0)
		return line[0] == CTRL_Z && line[1] == '\0';
	return strncmp(line, engine->data, text_length) == 0 &&
	       (line[text_length] == '\0' || line[text_length] == CTRL_Z);
}

/*
 * Whether the command asks for lines with this line's prefix: "+CREG: 2,1" answers "AT+CREG?", and
 * then it is no unsolicited result even though the table has it.
 */
static bool is_expected(const struct at_engine *engine, const char *line)
{
	const char *colon = strchr(line, ':');
	const char *found = engine->command;

	if (!colon || colon == line || ascii_isalnum((unsigned char)line[0]))
		return false;
	size_t length = (size_t)(colon - line);
	while ((found = strchr(found, line[0])) != NULL) {
		if (ascii_ncasecmp(found, line, length) == 0 &&
		    !ascii_isalnum((unsigned char)found[length]))
			return true;
		found++;
	}
	return false;
}

/* Commands that dial, answer or go back on line end with the results of a call (V.250 6.3). */
static bool calls(const struct at_engine *engine)
{
	const char *line = engine->command;

	return starts_with_at(line) && line[2] != '\0' && strchr("DdAaOo", line[2]) != NULL;
}

/* --- events --- */

/* Keep a line that announces another one. false: it is too long to be such a line. */
static bool engine_keep_header(struct at_engine *engine, bool ours)
{
	size_t length = engine->lexer.length;

	if (length > AT_HEADER_MAX)
		return false;
	memcpy(engine->header, engine->lexer.text, length + 1);
	engine->following = true;
	engine->header_ours = ours;
	return true;
}

static void engine_give_line(struct at_engine *engine, struct at_event *event, bool ours)
{
	const char *line = engine->lexer.text;

	if (at_lines_following(line) > 0 && engine_keep_header(engine, ours))
		return;
	event->kind = ours ? AT_EVENT_LINE : AT_EVENT_URC;
	event->line = line;
}

static void engine_give_record(struct at_engine *engine, struct at_event *event)
{
	engine->following = false;
	event->kind = engine->header_ours ? AT_EVENT_LINE : AT_EVENT_URC;
	event->line = engine->header;
	event->data = engine->lexer.text;
}

static void engine_give_final(struct at_engine *engine, struct at_final final,
			      struct at_event *event)
{
	const char *line = engine->lexer.text;

	if (!isdigit((unsigned char)line[0]))
		engine->numeric = false;
	event->kind = AT_EVENT_FINAL;
	event->line = line;
	event->final = final;
	/* data that waits to be written must not go out behind a refusal; its prompt is still open
	 */
	if (engine->state == AT_STATE_DATA && !engine->data_gone) {
		at_engine_lose(engine);
		return;
	}
	engine->state = AT_STATE_IDLE;
	engine->deadline_ms = NO_DEADLINE;
}

/* A whole line while a command runs. */
static void engine_take_line(struct at_engine *engine, struct at_event *event)
{
	const char *line = engine->lexer.text;

	if (is_echo(engine, line))
		return;
	bool ours = is_expected(engine, line);
	if (engine->marker && !ours) {
		/* only the response to the marker proves that what follows is no older answer */
		if (at_urc_match(line).known)
			engine_give_line(engine, event, false);
		return;
	}
	engine->marker = false;
	struct at_final final = {AT_RESULT_NONE, -1};
	if (!ours)
		final = at_final_match(line, engine->numeric, calls(engine));
	if (final.result != AT_RESULT_NONE)
		engine_give_final(engine, final, event);
	else
		engine_give_line(engine, event, ours || !at_urc_match(line).known);
}

static void engine_take_prompt(struct at_engine *engine, struct at_event *event)
{
	event->kind = AT_EVENT_PROMPT;
	if (!engine->has_data)
		return;
	engine->state = AT_STATE_DATA;
	if (engine_queue(engine, engine->data, engine->data_length) < 0)
		engine->data_length = 0; /* cannot be: the command line has gone out */
}

static void engine_take(struct at_engine *engine, enum at_token token, struct at_event *event)
{
	switch (token) {
	case AT_TOKEN_PROMPT: engine_take_prompt(engine, event); break;
	case AT_TOKEN_OVERLONG:
		engine->following = false;
		event->kind = AT_EVENT_OVERLONG;
		event->line = engine->lexer.text;
		break;
	case AT_TOKEN_LINE:
		if (engine->following)
			engine_give_record(engine, event);
		else if (running(engine))
			engine_take_line(engine, event);
		else
			engine_give_line(engine, event, false);
		break;
	case AT_TOKEN_NONE: break;
	}
}

size_t at_engine_feed(struct at_engine *engine, const uint8_t *octets, size_t count,
		      struct at_event *event)
{
	size_t used = 0;

	*event = (struct at_event){.kind = AT_EVENT_NONE};
	while (used < count && event->kind == AT_EVENT_NONE) {
		enum at_token token;
		bool prompt = engine->state == AT_STATE_RUNNING && engine->may_prompt &&
			      !engine->following;
		used += at_lexer_feed(&engine->lexer, octets + used, count - used, prompt, &token);
		engine_take(engine, token, event);
	}
	return used;
}

/* --- time --- */

int64_t at_engine_deadline(const struct at_engine *engine)
{
	return running(engine) ? engine->deadline_ms : NO_DEADLINE;
}

bool at_engine_tick(struct at_engine *engine, int64_t now_ms, struct at_event *event)
{
	*event = (struct at_event){.kind = AT_EVENT_NONE};
	if (!running(engine) || now_ms < engine->deadline_ms)
		return false;
	at_engine_lose(engine);
	event->kind = AT_EVENT_TIMEOUT;
	return true;
}
