/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a line is being typed, and so what it may become (V.250 5.2). */
#include "console_complete.h"
#include "console_dot.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define WORDS_MAX 512

/* --- words --- */

static bool has_word(const struct completion *out, const char *text)
{
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->words[i].text, text) == 0)
			return true;
	return false;
}

void completion_add(struct completion *out, const char *text, const char *help)
{
	struct completion_word *grown, word = {0};

	if (out->count >= WORDS_MAX || has_word(out, text))
		return;
	grown = realloc(out->words, (out->count + 1) * sizeof *grown);
	if (!grown)
		return;
	out->words = grown;
	word.text = strdup(text);
	if (!word.text)
		return;
	word.help = help ? strdup(help) : NULL;
	out->words[out->count++] = word;
}

void completion_free(struct completion *completion)
{
	for (size_t i = 0; i < completion->count; i++) {
		free(completion->words[i].text);
		free(completion->words[i].help);
	}
	free(completion->words);
	*completion = (struct completion){0};
}

/* --- a line to the console --- */

static size_t skip(const char *line, size_t from, size_t point, const char *what)
{
	while (from < point && strchr(what, line[from]))
		from++;
	return from;
}

/* What a command is that .help explains. */
static void complete_help(const char *typed, size_t length, struct completion *out)
{
	size_t count;
	const struct smsmodem_at_command *all = smsmodem_at_commands(&count);

	for (size_t i = 0; i < count; i++)
		if (strncasecmp(all[i].name, typed, length) == 0)
			completion_add(out, all[i].name, all[i].summary);
}

static void complete_dot(const char *line, size_t point, struct completion *out)
{
	static const char help[] = ".help ";
	const struct dot_command *command = dot_commands();
	size_t length = sizeof help - 1;
	bool helping =
		point - out->start >= length && strncasecmp(line + out->start, help, length) == 0;

	if (helping)
		out->start = skip(line, out->start + length, point, " ");
	if (helping && point - out->start >= 2 && strncasecmp(line + out->start, "AT", 2) == 0)
		out->start += 2;
	if (helping)
		complete_help(line + out->start, point - out->start, out);
	out->space = !helping;
	for (; command->name; command++)
		if (strncasecmp(command->name, line + out->start, point - out->start) == 0)
			completion_add(out, command->name, command->summary);
}

/* --- a line to the phone --- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Behind a command with a prefix: at its ';', or at the cursor. Texts may have one in them. */
static size_t extended_end(const char *line, size_t from, size_t point)
{
	bool quoted = false;

	while (from < point && (line[from] != ';' || quoted)) {
		quoted ^= line[from] == '"';
		from++;
	}
	return from;
}

static size_t digits_end(const char *line, size_t from, size_t point)
{
	while (from < point && is_digit(line[from]))
		from++;
	return from;
}

/* Behind a command without one, which the next may follow at once (V.250 5.3). */
static size_t basic_end(const char *line, size_t from, size_t point)
{
	char letter = (char)toupper((unsigned char)line[from]);
	size_t end = from + 1;

	if (letter == 'D') /* all that follows is dialled */
		return extended_end(line, from, point);
	if ((letter == '&' || letter == '\\') && end < point)
		end++;
	end = digits_end(line, end, point);
	if (letter == 'S' && end < point && line[end] == '=')
		end = digits_end(line, end + 1, point);
	else if (end < point && line[end] == '?')
		end++;
	return end;
}

/* Where the command begins in which the cursor is, or behind which it is. */
static size_t command_start(const char *line, size_t from, size_t point)
{
	size_t start = skip(line, from, point, " ;");

	while (start < point) {
		bool basic = isalpha((unsigned char)line[start]) || strchr("&\\", line[start]);
		size_t end =
			basic ? basic_end(line, start, point) : extended_end(line, start, point);

		if (end >= point)
			break;
		start = skip(line, end, point, " ;");
	}
	return start;
}

/* Step over parameters to the one at the cursor. */
static void take_value(struct completing *at, const char *equals, const char *end)
{
	bool quoted = false;

	at->length = (size_t)(equals - at->name);
	at->typed = equals + 1;
	for (const char *c = at->typed; c < end; c++) {
		quoted ^= *c == '"';
		if (*c == ',' && !quoted) {
			at->parameter++;
			at->typed = c + 1;
		}
	}
	while (at->typed < end && *at->typed == ' ')
		at->typed++;
	at->typed_length = (size_t)(end - at->typed);
}

static void complete_at(struct console *console, const char *line, size_t from, size_t point,
			struct completion *out)
{
	size_t start = command_start(line, from, point);
	struct completing at = {.console = console,
				.out = out,
				.name = line + start,
				.length = point - start,
				.lower = line[from - 1] == 't'};
	const char *equals = memchr(at.name, '=', at.length);

	out->start = start;
	if (memchr(at.name, '?', at.length) && !memchr(at.name, '"', at.length))
		return;
	if (!equals) {
		complete_name(&at);
		return;
	}
	take_value(&at, equals, line + point);
	out->start = (size_t)(at.typed - line);
	complete_value(&at);
}

void complete(struct console *console, const char *line, size_t point, struct completion *out)
{
	size_t start = skip(line, 0, point, " ");

	*out = (struct completion){.start = start};
	if (console->talk.state == TALK_PROMPT)
		return;
	if (point - start >= 2 && strncasecmp(line + start, "AT", 2) == 0)
		complete_at(console, line, start + 2, point, out);
	else if (start < point && line[start] == '.')
		complete_dot(line, point, out);
	else if (strncasecmp(line + start, "AT", point - start) == 0)
		completion_add(out, line[start] == 'a' ? "at" : "AT", NULL);
}
