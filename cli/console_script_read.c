/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script's file to its statements: all of it is checked before anything is sent. */
#include "console_script.h"
#include "input.h"
#include <stdlib.h>
#include <string.h>

#define STATEMENTS_MAX ((size_t)100000)
#define REPORTS_MAX    20

/* What a verb is followed by. */
enum script_argument {
	ARGUMENT_NONE,
	ARGUMENT_CODE,    /* or nothing */
	ARGUMENT_SECONDS, /* of a wait, which may be none */
	ARGUMENT_LIMIT,   /* seconds above 0 */
	ARGUMENT_ANY,     /* text, also none at all */
	ARGUMENT_TEXT,    /* text, also "" */
	ARGUMENT_LINE,    /* text that is a command */
	ARGUMENT_BODY,    /* text that is given at a prompt */
	ARGUMENT_WANTED,  /* text, or a pattern */
	ARGUMENT_RAW      /* as it stands */
};

static const struct script_word {
	const char *name;
	enum script_verb verb;
	enum script_argument argument;
} words[] = {
	{"at", SCRIPT_AT, ARGUMENT_LINE},           {"break", SCRIPT_BREAK, ARGUMENT_NONE},
	{"data", SCRIPT_DATA, ARGUMENT_BODY},       {"exit", SCRIPT_EXIT, ARGUMENT_CODE},
	{"expect", SCRIPT_EXPECT, ARGUMENT_WANTED}, {"log", SCRIPT_LOG, ARGUMENT_TEXT},
	{"send", SCRIPT_SEND, ARGUMENT_ANY},        {"timeout", SCRIPT_TIMEOUT, ARGUMENT_LIMIT},
	{"wait", SCRIPT_WAIT, ARGUMENT_SECONDS},
};

static const struct script_word dot_word = {".", SCRIPT_DOT, ARGUMENT_RAW};

static const struct script_word *find_word(const char *line)
{
	size_t length = strcspn(line, " \t");

	if (*line == '.')
		return &dot_word;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i].name) == length && memcmp(words[i].name, line, length) == 0)
			return &words[i];
	return NULL;
}

/* --- arguments --- */

static const char *read_code(struct script_statement *statement)
{
	long code = 0;

	script_word(statement->text);
	if (*statement->text && !parse_number(statement->text, 0, 255, &code))
		return "exit takes a number up to 255";
	statement->number = code;
	return NULL;
}

static const char *read_seconds(struct script_statement *statement, bool may_be_zero)
{
	script_word(statement->text);
	if (!parse_seconds(statement->text, &statement->number) ||
	    (statement->number == 0 && !may_be_zero))
		return "it takes seconds, up to 86400";
	return NULL;
}

/* "send -n" and "send -n TEXT" */
static void read_flag(struct script_statement *statement)
{
	char *text = statement->text;

	if (strncmp(text, "-n", 2) != 0 || (text[2] && !strchr(" \t", text[2])))
		return;
	statement->bare = true;
	text += 2;
	text += strspn(text, " \t");
	memmove(statement->text, text, strlen(text) + 1);
}

static const char *read_text(struct script_statement *statement)
{
	return script_text(statement->text, &statement->length);
}

static const char *read_wanted(struct script_statement *statement)
{
	const char *why;

	if (statement->text[0] == '/') {
		why = script_pattern(statement->text, &statement->length, &statement->pattern);
		statement->has_pattern = !why;
		return why;
	}
	why = read_text(statement);
	if (!why && statement->length == 0)
		why = "what is to be expected?";
	return why;
}

static bool contains(const struct script_statement *statement, const char *octets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (memchr(statement->text, octets[i], statement->length))
			return true;
	return false;
}

static const char *read_line(struct script_statement *statement)
{
	const char *why = read_text(statement);

	if (!why && contains(statement, "\r\n\0\x1A\x1B", 5))
		why = "a command is one line without control characters; send sends anything";
	if (!why && statement->text[strspn(statement->text, " ")] == '\0')
		why = "which command?";
	return why;
}

static const char *read_body(struct script_statement *statement)
{
	const char *why = *statement->text ? read_text(statement) : "which data? \"\" is none";

	if (!why && contains(statement, "\0\x1A\x1B", 3))
		why = "data has no NUL, ESC or Ctrl-Z in it; Ctrl-Z is added";
	return why;
}

static const char *read_argument(struct script_statement *statement, enum script_argument argument)
{
	switch (argument) {
	case ARGUMENT_NONE:
		script_word(statement->text);
		return *statement->text ? "it takes nothing" : NULL;
	case ARGUMENT_CODE: return read_code(statement);
	case ARGUMENT_SECONDS: return read_seconds(statement, true);
	case ARGUMENT_LIMIT: return read_seconds(statement, false);
	case ARGUMENT_ANY: read_flag(statement); return read_text(statement);
	case ARGUMENT_TEXT: return read_text(statement);
	case ARGUMENT_LINE: return read_line(statement);
	case ARGUMENT_BODY: return read_body(statement);
	case ARGUMENT_WANTED: return read_wanted(statement);
	case ARGUMENT_RAW: break;
	}
	return NULL;
}

static const char *read_dot(struct script *script, struct script_statement *statement)
{
	statement->length = strlen(statement->text);
	if (statement->text[1] == '.')
		return "what is for the phone is sent by at or send";
	return dot_check(statement->text, &script->error) ? NULL : script->error.text;
}

/* --- statements --- */

static struct script_statement *add_statement(struct script *script)
{
	if (script->count == script->size) {
		size_t size = script->size ? 2 * script->size : 32;
		struct script_statement *grown =
			reallocarray(script->statements, size, sizeof *grown);

		if (!grown)
			return NULL;
		script->statements = grown;
		script->size = size;
	}
	struct script_statement *statement = &script->statements[script->count];
	*statement = (struct script_statement){0};
	return statement;
}

static const char *read_statement(struct script *script, const char *line, long number)
{
	const struct script_word *word = find_word(line);

	if (!word)
		return "a statement is at, break, data, exit, expect, log, send, timeout, wait, a "
		       "dot command or a # comment";
	if (script->count == STATEMENTS_MAX)
		return "that is too long for a script";
	struct script_statement *statement = add_statement(script);
	const char *text = line;
	if (statement && word->argument != ARGUMENT_RAW) {
		text += strlen(word->name);
		text += strspn(text, " \t");
	}
	if (!statement || !(statement->text = strdup(text)))
		return "out of memory";
	script->count++;
	statement->verb = word->verb;
	statement->line = number;
	return word == &dot_word ? read_dot(script, statement)
				 : read_argument(statement, word->argument);
}

/* --- the file --- */

static int report(struct cli *cli, const struct script *script, long line, const char *why)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_DATA, "%.200s:%ld: %s", script->name, line, why);
	return cli_fail(cli, &error);
}

/* @return 0, or an exit code (reported) */
static int take_line(struct cli *cli, struct script *script, char *line, size_t length, long number)
{
	if (number == 1 && strncmp(line, "\xEF\xBB\xBF", 3) == 0) {
		line += 3; /* a byte order mark is no part of the text */
		length -= 3;
	}
	if (memchr(line, '\0', length))
		return report(cli, script, number, "a NUL octet is written \\x00");
	line += strspn(line, " \t");
	if (*line == '\0' || *line == '#')
		return 0;
	const char *why = read_statement(script, line, number);
	return why ? report(cli, script, number, why) : 0;
}

/* @param[out] status of the line. @return whether there may be another one */
static bool next_line(struct cli *cli, struct script *script, struct input *input, int *status)
{
	struct smsmodem_error error;
	char *line;
	size_t length;
	int result = input_line(input, &line, &length, &error);

	*status = 0;
	if (result > 0)
		*status = take_line(cli, script, line, length, input->line);
	else if (result == SMSMODEM_E_DATA)
		*status = report(cli, script, input->line, "the line is too long");
	else if (result < 0)
		*status = cli_fail(cli, &error);
	return result > 0 || result == SMSMODEM_E_DATA;
}

int script_read(struct cli *cli, const char *path, struct script *script)
{
	struct smsmodem_error error;
	struct input input;
	int status, first = 0, bad = 0;
	bool more = true;

	*script = (struct script){.name = strcmp(path, "-") == 0 ? "stdin" : path};
	if (input_open(&input, path, cli->signal_fd, false, &error) < 0)
		return cli_fail(cli, &error);
	while (more && bad < REPORTS_MAX) {
		more = next_line(cli, script, &input, &status);
		bad += status != 0;
		first = first != 0 ? first : status;
	}
	input_close(&input);
	return first;
}

void script_free(struct script *script)
{
	for (size_t i = 0; i < script->count; i++) {
		if (script->statements[i].has_pattern)
			regfree(&script->statements[i].pattern);
		free(script->statements[i].text);
	}
	free(script->statements);
}
