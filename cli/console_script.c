/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script: statements run one after the other, and the first that fails ends it. */
#include "console_script_run.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* --- how it ends --- */

void script_fail(struct scripted *run, int code, const char *format, ...)
{
	struct smsmodem_error error;
	char text[SMSMODEM_ERROR_TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	/* why it ended matters less than that a message may have gone out */
	if (follow_is_unknown(&run->console->talk))
		code = SMSMODEM_E_UNKNOWN;
	smsmodem_error_set(&error, code, "%.100s:%ld: %s", run->script->name, run->now->line, text);
	run->status = cli_fail(run->console->cli, &error);
	run->ended = true;
}

bool script_is_over(const struct scripted *run)
{
	return run->ended || run->console->leaving || run->console->view.broken;
}

/* --- hearing --- */

size_t script_partial(const struct scripted *run)
{
	size_t length;

	(void)smsmodem_at_listener_partial(run->console->talk.listener, &length);
	return length;
}

int64_t script_quiet_until(const struct scripted *run)
{
	return run->heard_ms + FOLLOW_QUIET_MS;
}

static void hear_octets(struct scripted *run, const char *octets, size_t count, bool answer)
{
	struct smsmodem_at_heard heard;

	view_hold(&run->console->view);
	for (size_t used = 0, step; used < count; used += step) {
		step = talk_hear(run->console, octets + used, count - used, &heard);
		script_note(&run->heard, octets + used, step, &heard, answer);
		if (heard.kind == SMSMODEM_AT_FINAL)
			(void)snprintf(run->final, sizeof run->final, "%s", heard.line);
	}
	view_end(&run->console->view);
}

void script_hear(struct scripted *run, int64_t deadline_ms, bool answer)
{
	struct console *console = run->console;
	char octets[16384];
	bool partial = script_partial(run) > console->talk.shown;

	if (partial && (deadline_ms < 0 || script_quiet_until(run) < deadline_ms))
		deadline_ms = script_quiet_until(run);
	size_t count = follow_read(console, deadline_ms, octets, sizeof octets);
	if (count > 0)
		run->heard_ms = console_now_ms();
	hear_octets(run, octets, count, answer);
	if (count == 0 && partial && console_now_ms() >= script_quiet_until(run))
		talk_show_partial(console);
}

/* --- commands and their results --- */

static int64_t timeout_of(const struct scripted *run, const char *line)
{
	return run->timeout_ms > 0 ? run->timeout_ms : talk_timeout_ms(run->console, line);
}

/* What the phone's result means, for people. */
static void fail_refused(struct scripted *run, const char *what)
{
	char words[160] = "";

	(void)smsmodem_at_words(NULL, run->final, words, sizeof words);
	script_fail(run, SMSMODEM_E_REFUSED, "%s: %.100s%s%s%s", what, run->final,
		    *words ? " (" : "", words, *words ? ")" : "");
}

void script_judge(struct scripted *run)
{
	int result = run->console->talk.result;

	if (result == SMSMODEM_E_TIMEOUT)
		script_fail(run, result, "no answer came in time");
	else if (result == SMSMODEM_E_UNKNOWN)
		script_fail(run, result,
			    "no answer came in time; what was sent may have arrived, or not");
	else if (result < 0)
		script_fail(run, result, "it had no answer");
	else if (result != SMSMODEM_AT_OK)
		fail_refused(run, "the modem refused it");
}

/* Until nothing runs, or data is wanted. */
static void run_to_end(struct scripted *run)
{
	const struct talk *talk = &run->console->talk;

	while (!script_is_over(run) && !talk_is_idle(talk) && talk->state != TALK_PROMPT)
		script_hear(run, -1, true);
	run->answered = true;
	run->answer_used = 0;
	if (!script_is_over(run) && talk_is_idle(talk))
		script_judge(run);
}

static void run_at(struct scripted *run)
{
	const char *line = run->now->text;

	script_settle(run);
	if (script_is_over(run))
		return;
	if (run->console->talk.state == TALK_PROMPT) {
		script_fail(run, SMSMODEM_E_DATA,
			    "the modem waits for data at its prompt, not for a "
			    "command");
		return;
	}
	talk_submit(run->console, line, timeout_of(run, line));
	run_to_end(run);
}

static void wait_for_prompt(struct scripted *run)
{
	const struct talk *talk = &run->console->talk;
	int64_t until_ms = console_now_ms() + timeout_of(run, "AT");

	if (talk->state == TALK_IDLE) {
		script_fail(run, SMSMODEM_E_DATA, "no command that wants data is under way");
		return;
	}
	while (!script_is_over(run) && talk->state == TALK_RUNNING && console_now_ms() < until_ms)
		script_hear(run, until_ms, true);
	if (script_is_over(run) || talk->state == TALK_PROMPT)
		return;
	if (talk->state == TALK_RUNNING)
		script_fail(run, SMSMODEM_E_TIMEOUT, "the modem's prompt did not come in time");
	else
		fail_refused(run, "the modem wants no data");
}

static void run_data(struct scripted *run)
{
	struct console *console = run->console;

	script_settle(run);
	if (!script_is_over(run))
		wait_for_prompt(run);
	if (script_is_over(run))
		return;
	follow_give(console, run->now->text);
	if (run->timeout_ms > 0)
		console->talk.due_ms = console_now_ms() + run->timeout_ms;
	run_to_end(run);
}

static void run_dot(struct scripted *run)
{
	struct console *console = run->console;

	script_settle(run);
	if (script_is_over(run))
		return;
	console->talk.result = SMSMODEM_AT_OK;
	run->status = dot_run(console, run->now->text);
	run->ended = run->status != 0;
	if (run->ended)
		view_say(&console->view, VIEW_STATUS, "%.100s:%ld: that ended the script",
			 run->script->name, run->now->line);
	if (!script_is_over(run))
		run_to_end(run);
}

/* --- wait, break, log --- */

static void hear_until(struct scripted *run, int64_t until_ms)
{
	do
		script_hear(run, until_ms, false);
	while (!script_is_over(run) && console_now_ms() < until_ms);
}

static void run_break(struct scripted *run)
{
	struct console *console = run->console;
	struct smsmodem_error error;

	follow_flush(console);
	if (!console->modem || smsmodem_stream_break(console->modem, true, &error) < 0) {
		script_fail(run, console->modem ? error.code : SMSMODEM_E_LINK, "%s",
			    console->modem ? error.text : "the device has gone");
		return;
	}
	hear_until(run, console_now_ms() + CONSOLE_BREAK_MS);
	if (console->modem)
		(void)smsmodem_stream_break(console->modem, false, NULL);
}

static void run_log(struct scripted *run)
{
	view_begin(&run->console->view);
	output_foreign(stderr, run->now->text, run->now->length, 0);
	(void)fputc('\n', stderr);
	view_end(&run->console->view);
}

/* --- one after the other --- */

static void run_statement(struct scripted *run)
{
	switch (run->now->verb) {
	case SCRIPT_AT: run_at(run); break;
	case SCRIPT_BREAK: run_break(run); break;
	case SCRIPT_DATA: run_data(run); break;
	case SCRIPT_DOT: run_dot(run); break;
	case SCRIPT_EXIT:
		script_await_given(run);
		run->status = (int)run->now->number;
		run->ended = true;
		break;
	case SCRIPT_EXPECT: script_expect(run); break;
	case SCRIPT_LOG: run_log(run); break;
	case SCRIPT_SEND: script_send(run); break;
	case SCRIPT_TIMEOUT: run->timeout_ms = run->now->number; break;
	case SCRIPT_WAIT: hear_until(run, console_now_ms() + run->now->number); break;
	}
}

static void run_script(struct scripted *run)
{
	const struct script *script = run->script;

	for (size_t i = 0; i < script->count && !script_is_over(run); i++) {
		run->now = &script->statements[i];
		run_statement(run);
	}
	if (!script_is_over(run))
		script_settle(run);
	if (!script_is_over(run) && run->console->talk.state == TALK_PROMPT)
		script_fail(run, SMSMODEM_E_DATA,
			    "the script ends at the modem's prompt, which gets ESC: data was to "
			    "follow");
}

int console_script_load(struct console *console)
{
	int status = cli_watch_signals(console->cli);

	if (status != 0)
		return status;
	console->script = calloc(1, sizeof *console->script);
	if (!console->script) {
		struct smsmodem_error error;

		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(console->cli, &error);
	}
	return script_read(console->cli, console->options.script, console->script);
}

void console_script_free(struct console *console)
{
	if (console->script)
		script_free(console->script);
	free(console->script);
	console->script = NULL;
}

int console_scripted(struct console *console)
{
	struct scripted run = {.console = console, .script = console->script};

	follow_stdin(console, false);
	run_script(&run);
	return follow_leave(console, run.status);
}
