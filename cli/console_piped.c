/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of a pipe or a file, one after the other: each waits for the answer of the one before, all
 * are run, and the exit code is that of the last. What the modem says meanwhile is shown when it
 * says it.
 */
#include "console_follow.h"
#include "input.h"
#include <string.h>

#define CTRL_Z          '\x1A'
#define ESC             '\x1B'

#define LINE_MAX_OCTETS 65536 /* no modem takes a line that is anywhere near it */

struct piped {
	struct console *console;
	struct input input;
	char *rest; /* of a line, behind a Ctrl-Z that ended data in it; or NULL */
	size_t rest_length;
	bool ended;
	int status; /* of the line that was run last */
};

/* --- lines --- */

static int bad_line(struct piped *piped, const char *why)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_DATA, "%s", why);
	return cli_fail_field(piped->console->cli, &error, piped->input.line, NULL, NULL);
}

/* @return 1; 0: the end, or none can be read any more; INPUT_LATER */
static int next_line(struct piped *piped, char **line, size_t *length)
{
	struct smsmodem_error error;

	if (piped->rest) {
		*line = piped->rest;
		*length = piped->rest_length;
		piped->rest = NULL;
		return 1;
	}
	int result = input_line_now(&piped->input, line, length, &error);
	if (result >= 0)
		return result;
	piped->status = cli_fail(piped->console->cli, &error);
	if (result != SMSMODEM_E_DATA)
		return 0;
	*line = NULL; /* it was too long; the next may be well */
	return 1;
}

static void run_command(struct piped *piped, const char *line)
{
	struct console *console = piped->console;

	if (line[0] == '.' && line[1] != '.') {
		console->talk.result = SMSMODEM_AT_OK;
		piped->status = dot_run(console, line);
		if (piped->status != 0 || !follow_to_end(console))
			return;
	} else {
		line += line[0] == '.';
		talk_submit(console, line, talk_timeout_ms(console, line));
		if (!follow_to_end(console))
			return;
	}
	piped->status = follow_status(&console->talk);
}

/* The modem's prompt gets a line: up to its Ctrl-Z, whether it has one or not. */
static void give_data(struct piped *piped, char *line, size_t length)
{
	struct console *console = piped->console;
	char *end = memchr(line, CTRL_Z, length);

	if (strchr(line, ESC)) {
		talk_abort(console);
	} else {
		if (end) {
			*end++ = '\0';
			length -= (size_t)(end - line);
			piped->rest = length > 0 ? end : NULL;
			piped->rest_length = length;
		}
		follow_give(console, line);
	}
	if (follow_to_end(console))
		piped->status = follow_status(&console->talk);
}

/* What follows a line that is none is no data. */
static void skip_line(struct piped *piped)
{
	struct console *console = piped->console;

	if (console->talk.state != TALK_PROMPT)
		return;
	talk_abort(console);
	(void)follow_to_end(console);
}

static void run_line(struct piped *piped, char *line, size_t length)
{
	const char *why = NULL;

	if (line && memchr(line, '\0', length))
		why = "a NUL octet is nothing that a modem is told";
	else if (line && length > LINE_MAX_OCTETS)
		why = "no modem takes a line that is so long";
	if (why) {
		piped->status = bad_line(piped, why);
		line = NULL;
	}
	if (!line)
		skip_line(piped);
	else if (piped->console->talk.state == TALK_PROMPT)
		give_data(piped, line, length);
	else if (line[strspn(line, " \t")] != '\0')
		run_command(piped, line);
}

/* --- the end --- */

static void end_at_prompt(struct piped *piped)
{
	struct console *console = piped->console;

	talk_abort(console);
	(void)follow_to_end(console);
	if (console->leaving)
		return;
	piped->status = bad_line(piped, "the input ended at the modem's prompt, which got ESC: "
					"the data belongs on the line behind the command");
}

/* What has begun as a line is shown when nothing more comes of it. */
static void wait_for_line(struct piped *piped)
{
	struct console *console = piped->console;
	size_t partial;

	(void)smsmodem_at_listener_partial(console->talk.listener, &partial);
	int64_t quiet_ms = partial > console->talk.shown ? console_now_ms() + FOLLOW_QUIET_MS : -1;

	follow_stdin(console, true);
	follow(console, quiet_ms);
	follow_stdin(console, false);
	if (quiet_ms >= 0 && console_now_ms() >= quiet_ms)
		talk_show_partial(console);
}

static bool is_over(const struct piped *piped)
{
	return piped->ended || piped->console->leaving || piped->console->view.broken;
}

static void run_lines(struct piped *piped)
{
	char *line;
	size_t length;

	while (!is_over(piped)) {
		int result = next_line(piped, &line, &length);

		if (result == INPUT_LATER)
			wait_for_line(piped);
		else if (result == 1)
			run_line(piped, line, length);
		else
			piped->ended = true;
	}
	if (piped->console->talk.state == TALK_PROMPT && !piped->console->leaving)
		end_at_prompt(piped);
}

int console_piped(struct console *console)
{
	struct piped piped = {.console = console};
	struct smsmodem_error error;

	if (input_open(&piped.input, "-", -1, true, &error) < 0)
		return cli_fail(console->cli, &error);
	follow_stdin(console, false);
	run_lines(&piped);
	input_close(&piped.input);
	return follow_leave(console, piped.status);
}
