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
	engine->text_left = 0;
	engine->deadline_ms = NO_DEADLINE;
	engine->data_timeout_ms = 0;
	engine->command[0] = '\0';
	engine->data_length = 0;
	engine->header[0] = '\0';
	engine->glued[0] = '\0';
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
	engine->text_left = 0;
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
	engine->glued[0] = '\0';
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

/* --- texts of text mode, which may have several lines (27.005 3.4.3) --- */

/* Characters of a line as <length> counts them: those of the extension table are two (23.038). */
static int text_length(const char *line)
{
	int length = 0;

	for (; *line; line++) {
		bool euro = strncmp(line, "\xE2\x82\xAC", 3) == 0;
		length += euro || strchr("^{}\\[~]|", *line) ? 2 : (*line & 0xC0) != 0x80;
	}
	return length;
}

static void engine_begin_text(struct at_engine *engine)
{
	int left = engine->header_ours ? at_text_following(engine->header) : 0;

	left -= text_length(engine->lexer.text);
	engine->text_left = left > 0 ? left : 0;
}

/*
 * Whether this line is still of the text, whatever it looks like: with the line ends before it it
 * is no longer than what is to come. An OK behind the text is.
 */
static bool engine_text_goes_on(struct at_engine *engine)
{
	const struct at_lexer *lexer = &engine->lexer;
	int length = (int)(lexer->crs + lexer->lfs) + text_length(lexer->text);
	bool goes_on = length <= engine->text_left;

	engine->text_left = goes_on ? engine->text_left - length : 0;
	return goes_on;
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

/* A line as it is. */
static void engine_give_plain(const struct at_engine *engine, struct at_event *event)
{
	const struct at_lexer *lexer = &engine->lexer;

	event->kind = AT_EVENT_LINE;
	event->line = lexer->text;
	event->ends = lexer->crs > lexer->lfs ? lexer->crs : lexer->lfs;
}

static void engine_give_line(struct at_engine *engine, struct at_event *event, bool ours)
{
	if (at_lines_following(engine->lexer.text) > 0 && engine_keep_header(engine, ours))
		return;
	engine_give_plain(engine, event);
	if (!ours)
		event->kind = AT_EVENT_URC;
}

/*
 * Some phones send no line end between a PDU and the next header (gammu at-sms.c). The header is
 * kept as soon as this record, whose strings are in its place, has been seen.
 */
static void engine_find_glued(struct at_engine *engine)
{
	char *text = engine->lexer.text;
	size_t digits = strspn(text, "0123456789ABCDEFabcdef");
	bool glued = digits > 0 && strncmp(text + digits, "+CMGL:", 6) == 0;

	if (!glued || !engine->header_ours || at_is_text_header(engine->header) ||
	    engine->lexer.length - digits > AT_HEADER_MAX)
		return;
	memcpy(engine->glued, text + digits, engine->lexer.length - digits + 1);
	text[digits] = '\0';
}

static void engine_take_glued(struct at_engine *engine)
{
	if (!engine->glued[0])
		return;
	memcpy(engine->header, engine->glued, sizeof engine->header);
	engine->glued[0] = '\0';
	engine->following = true;
	engine->header_ours = true;
}

static void engine_give_record(struct at_engine *engine, struct at_event *event)
{
	engine->following = false;
	engine_find_glued(engine);
	event->kind = engine->header_ours ? AT_EVENT_LINE : AT_EVENT_URC;
	event->line = engine->header;
	event->data = engine->lexer.text;
	engine_begin_text(engine);
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

	if (engine->text_left > 0 && engine_text_goes_on(engine)) {
		engine_give_plain(engine, event);
		event->text = true;
		return;
	}
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
	engine_take_glued(engine);
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

void at_engine_extend(struct at_engine *engine, int64_t now_ms, int64_t timeout_ms)
{
	if (running(engine) && engine->deadline_ms < now_ms + timeout_ms)
		engine->deadline_ms = now_ms + timeout_ms;
}

void at_engine_curtail(struct at_engine *engine, int64_t now_ms, int64_t timeout_ms)
{
	if (running(engine) && engine->deadline_ms > now_ms + timeout_ms)
		engine->deadline_ms = now_ms + timeout_ms;
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
