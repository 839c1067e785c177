/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Listening to a modem that somebody else talks to: the rules of at/engine.c for what a line is,
 * but nothing is sent, no time runs out, and commands may be sent while one runs.
 */
#include "at_listener.h"
#include "ascii.h"
#include <stdlib.h>
#include <string.h>

#define CTRL_Z   '\x1A'
#define ESC      '\x1B'

#define ECHO_MAX (2 * (size_t)AT_OUTPUT_MAX)

struct smsmodem_at_listener {
	struct at_lexer lexer;
	bool numeric;     /* ATV0 is possible: no verbose result has been seen */
	bool waits;       /* a command runs */
	unsigned due;     /* results that may come: of commands sent while another ran, too */
	bool prompts;     /* the command asks for data, and its end has not been given */
	unsigned passed;  /* prompts that are passed over: between lines given at once */
	bool glued;       /* the line begins right behind a prompt */
	bool prompted;    /* a prompt has come since the command */
	bool following;   /* the next line belongs to header */
	bool header_ours; /* header is of the response */
	unsigned feeds;   /* LF since header */
	size_t echo_length;
	char command[AT_OUTPUT_MAX];
	char echo[ECHO_MAX]; /* what was sent and may come back, each line ended with CR */
	char header[AT_LINE_MAX + 1];
};

static void listener_begin(struct smsmodem_at_listener *listener)
{
	memset(listener, 0, sizeof *listener);
	listener->numeric = true;
	at_lexer_init(&listener->lexer);
}

struct smsmodem_at_listener *smsmodem_at_listener_new(void)
{
	struct smsmodem_at_listener *listener = malloc(sizeof *listener);

	if (listener)
		listener_begin(listener);
	return listener;
}

void smsmodem_at_listener_free(struct smsmodem_at_listener *listener)
{
	free(listener);
}

void smsmodem_at_listener_reset(struct smsmodem_at_listener *listener)
{
	listener_begin(listener);
}

bool smsmodem_at_listener_waits(const struct smsmodem_at_listener *listener)
{
	return listener->waits;
}

/* --- what is sent --- */

static bool is_end(char octet)
{
	return octet == '\r' || octet == '\n';
}

/* Make room by forgetting the oldest. */
static void echo_drop(struct smsmodem_at_listener *listener, size_t room)
{
	size_t drop = 0;

	while (listener->echo_length - drop + room > ECHO_MAX) {
		const char *end = memchr(listener->echo + drop, '\r', listener->echo_length - drop);

		drop = end ? (size_t)(end - listener->echo) + 1 : listener->echo_length;
	}
	listener->echo_length -= drop;
	memmove(listener->echo, listener->echo + drop, listener->echo_length);
}

/* A line that is longer than any that can be heard is not kept. */
static void echo_keep(struct smsmodem_at_listener *listener, const char *line, size_t length)
{
	if (length == 0 || length > AT_LINE_MAX)
		return;
	echo_drop(listener, length + 1);
	memcpy(listener->echo + listener->echo_length, line, length);
	listener->echo_length += length;
	listener->echo[listener->echo_length++] = '\r';
}

void smsmodem_at_listener_sent(struct smsmodem_at_listener *listener, const char *line)
{
	size_t length = strlen(line);

	if (line[strspn(line, " \t\r\n")] == '\0')
		return;
	if (!listener->waits) {
		listener->due = 0;
		listener->echo_length = 0;
	}
	echo_keep(listener, line, length);
	listener->waits = true;
	listener->due++;
	if (ascii_casecmp(line, "A/") != 0) { /* that repeats the last one (V.250 5.2.4) */
		length = length < sizeof listener->command ? length : sizeof listener->command - 1;
		memcpy(listener->command, line, length);
		listener->command[length] = '\0';
	}
	listener->numeric |= ascii_casestr(listener->command, "V0") != NULL;
	listener->prompts = at_command_prompts(listener->command);
	listener->prompted = false;
	listener->passed = 0;
}

void smsmodem_at_listener_data(struct smsmodem_at_listener *listener, const char *data, bool last)
{
	while (*data) {
		size_t length = strcspn(data, "\r\n");

		echo_keep(listener, data, length);
		data += length;
		if (*data == '\0')
			break;
		data += data[0] == '\r' && data[1] == '\n' ? 2 : 1;
		listener->passed += *data != '\0';
	}
	if (last)
		listener->prompts = false;
}

/* --- what a line is --- */

/* Without the Ctrl-Z or ESC that ended the data. */
static size_t without_end(const char *line, size_t length)
{
	while (length > 0 && (line[length - 1] == CTRL_Z || line[length - 1] == ESC))
		length--;
	return length;
}

/* The ESC that gave up what was before comes back in front of the next line. */
static size_t skip_escape(const char *line, size_t length)
{
	size_t skip = 0;

	while (skip < length && line[skip] == ESC)
		skip++;
	return skip;
}

/* Whether a line is one that was sent, or that one twice; or only its beginning. */
static bool is_sent(const struct smsmodem_at_listener *listener, const char *line, size_t length,
		    bool beginning)
{
	const char *sent = listener->echo, *end = listener->echo + listener->echo_length;

	for (const char *stop; sent < end; sent = stop + 1) {
		stop = memchr(sent, '\r', (size_t)(end - sent));
		size_t count = (size_t)(stop - sent);
		size_t once = length < count ? length : count;
		if (memcmp(line, sent, once) != 0 || length > 2 * count)
			continue;
		if (memcmp(line + once, sent, length - once) != 0)
			continue;
		if (beginning || length == count || length == 2 * count)
			return true;
	}
	return false;
}

static struct at_final final_of(const struct smsmodem_at_listener *listener, const char *line)
{
	return at_final_match(line, listener->numeric, at_listener_calls(listener->command));
}

/*
 * What was sent, come back. A result is none, as a text may be "OK", unless it stands where only
 * what is typed can.
 */
static bool is_echo(const struct smsmodem_at_listener *listener, const char *line)
{
	size_t length = strlen(line);
	size_t typed = without_end(line, length);

	if (typed == 0)
		return listener->prompted;
	size_t skip = skip_escape(line, typed);
	line += skip;
	length -= skip;
	typed -= skip;
	if (!listener->glued && typed == length &&
	    final_of(listener, line).result != AT_RESULT_NONE)
		return false;
	if (line[0] != '>')
		return is_sent(listener, line, typed, false);
	/* given before the prompt came, which is glued to it */
	size_t prompt = 1 + (line[1] == ' ');
	return is_sent(listener, line, typed, false) ||
	       (typed > prompt && is_sent(listener, line + prompt, typed - prompt, false));
}

static enum smsmodem_at_result result_of(enum at_result result)
{
	switch (result) {
	case AT_RESULT_OK:
	case AT_RESULT_CONNECT: return SMSMODEM_AT_OK;
	case AT_RESULT_CALL: return SMSMODEM_AT_CALL;
	case AT_RESULT_ERROR:
	case AT_RESULT_CMS:
	case AT_RESULT_CME:
	case AT_RESULT_NONE: break;
	}
	return SMSMODEM_AT_ERROR;
}

/* --- what is heard --- */

static void hear(struct smsmodem_at_listener *listener, enum smsmodem_at_heard_kind kind,
		 struct smsmodem_at_heard *heard)
{
	heard->kind = kind;
	heard->line = listener->lexer.text;
	heard->length = listener->lexer.length;
	heard->code = -1;
}

static void hear_final(struct smsmodem_at_listener *listener, struct at_final final,
		       struct smsmodem_at_heard *heard)
{
	hear(listener, SMSMODEM_AT_FINAL, heard);
	heard->result = result_of(final.result);
	heard->code = final.code;
	heard->cms = final.result == AT_RESULT_CMS;
	if (heard->line[0] < '0' || heard->line[0] > '9')
		listener->numeric = false;
	listener->waits = listener->prompted = false;
	listener->passed = 0;
	if (--listener->due == 0)
		listener->echo_length = 0;
	listener->prompts = listener->due > 0 && at_command_prompts(listener->command);
}

static void hear_line(struct smsmodem_at_listener *listener, bool ours,
		      struct smsmodem_at_heard *heard)
{
	const char *line = listener->lexer.text;

	hear(listener, ours ? SMSMODEM_AT_RESPONSE : SMSMODEM_AT_UNSOLICITED, heard);
	if (at_lines_following(line) == 0)
		return;
	memcpy(listener->header, line, listener->lexer.length + 1);
	listener->following = true;
	listener->header_ours = ours;
	listener->feeds = 0;
}

static void hear_below(struct smsmodem_at_listener *listener, struct smsmodem_at_heard *heard)
{
	listener->following = false;
	hear(listener, SMSMODEM_AT_BELOW, heard);
	heard->header = listener->header;
	heard->header_ours = listener->header_ours;
}

/* An echo proves that the command that was sent while another ran runs now; so does its prompt. */
static void hear_echo(struct smsmodem_at_listener *listener, struct smsmodem_at_heard *heard)
{
	hear(listener, SMSMODEM_AT_ECHO, heard);
	if (strcmp(listener->lexer.text, listener->command) != 0)
		return;
	listener->waits = true;
}

/*
 * The text below a header may be empty: then its line's end is there twice, and what comes next is
 * something else.
 */
static bool is_below(const struct smsmodem_at_listener *listener, const char *line)
{
	if (listener->feeds < 2)
		return true;
	bool other = at_urc_match(line).known || at_lines_following(line) > 0;
	bool ended = listener->due > 0 && final_of(listener, line).result != AT_RESULT_NONE;

	return !other && !ended && !is_echo(listener, line) &&
	       !(listener->waits && at_listener_expects(listener->command, line));
}

static void take_line(struct smsmodem_at_listener *listener, struct smsmodem_at_heard *heard)
{
	const char *line = listener->lexer.text;
	struct at_final final = {AT_RESULT_NONE, -1};

	if (listener->following && is_below(listener, line)) {
		hear_below(listener, heard);
		return;
	}
	listener->following = false;
	if (listener->due > 0 && is_echo(listener, line)) {
		hear_echo(listener, heard);
		return;
	}
	if (listener->due > 0)
		final = final_of(listener, line);
	if (final.result != AT_RESULT_NONE) {
		hear_final(listener, final, heard);
		return;
	}
	bool ours = !at_urc_match(line).known || at_listener_expects(listener->command, line);
	hear_line(listener, listener->waits && ours, heard);
}

static void take_prompt(struct smsmodem_at_listener *listener, struct smsmodem_at_heard *heard)
{
	static const char prompt[] = ">";

	listener->glued = listener->prompted = listener->waits = true;
	heard->kind = SMSMODEM_AT_PROMPT;
	heard->line = prompt;
	heard->length = 1;
	heard->code = -1;
	if (listener->passed == 0)
		return;
	listener->passed--;
	heard->kind = SMSMODEM_AT_ECHO;
}

static void take(struct smsmodem_at_listener *listener, enum at_token token,
		 struct smsmodem_at_heard *heard)
{
	switch (token) {
	case AT_TOKEN_PROMPT: take_prompt(listener, heard); break;
	case AT_TOKEN_LINE: take_line(listener, heard); break;
	case AT_TOKEN_OVERLONG:
		listener->following = false;
		hear(listener, SMSMODEM_AT_CUT, heard);
		break;
	case AT_TOKEN_NONE: break;
	}
}

/* Whether a '>' that starts a line is a prompt: not where what is typed comes back. */
static bool may_prompt(const struct smsmodem_at_listener *listener)
{
	return listener->due > 0 && !listener->following && !listener->glued &&
	       (listener->prompts || listener->passed > 0);
}

/* Up to the end of a line: what may come next is decided there. */
static size_t piece(const char *octets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_end(octets[i]))
			return i + 1;
	return count;
}

size_t smsmodem_at_listener_feed(struct smsmodem_at_listener *listener, const void *octets,
				 size_t count, struct smsmodem_at_heard *heard)
{
	const char *next = octets;
	size_t used = 0;

	*heard = (struct smsmodem_at_heard){.kind = SMSMODEM_AT_NOTHING, .code = -1};
	while (used < count && heard->kind == SMSMODEM_AT_NOTHING) {
		enum at_token token;
		size_t taken = at_lexer_feed(&listener->lexer, (const uint8_t *)octets + used,
					     piece(next + used, count - used), may_prompt(listener),
					     &token);

		used += taken;
		take(listener, token, heard);
		if (taken == 0 || !is_end(next[used - 1]))
			continue;
		listener->glued = false;
		listener->feeds += next[used - 1] == '\n' && listener->feeds < 2;
	}
	return used;
}

const char *smsmodem_at_listener_partial(const struct smsmodem_at_listener *listener,
					 size_t *length)
{
	const struct at_lexer *lexer = &listener->lexer;

	*length = lexer->given || lexer->dropping ? 0 : lexer->length;
	size_t typed = without_end(lexer->text, *length);
	size_t skip = skip_escape(lexer->text, typed);
	if (typed == 0 || is_sent(listener, lexer->text + skip, typed - skip, true))
		*length = 0;
	return lexer->text;
}
