/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script: statements run one after the other, and the first that fails ends it. */
#include "console_script.h"
#include "console_follow.h"
#include <stdarg.h>
#include <string.h>

#define CTRL_Z    '\x1A'
#define EXPECT_MS 10000
#define BREAK_MS  250 /* V.24 says nothing; what others send */

struct scripted {
	struct console *console;
	const struct script_statement *now;
	struct script script;
	struct script_heard heard;
	int64_t timeout_ms; /* of the script; 0: it has said nothing */
	int64_t heard_ms;   /* when the last octets came */
	bool answered;      /* talk.answer is that of a statement, and may be expected */
	size_t answer_used; /* octets of it that an expect took */
	char typed[512];    /* of a line that is sent piece by piece */
	size_t typed_length;
	char final[128]; /* the last result */
	bool ended;      /* by exit, or by a failure */
	int status;
};

/* --- how it ends --- */

static void fail(struct scripted *run, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void fail(struct scripted *run, int code, const char *format, ...)
{
	struct smsmodem_error error;
	char text[SMSMODEM_ERROR_TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	smsmodem_error_set(&error, code, "%.100s:%ld: %s", run->script.name, run->now->line, text);
	run->status = cli_fail(run->console->cli, &error);
	run->ended = true;
}

static bool is_over(const struct scripted *run)
{
	return run->ended || run->console->leaving || run->console->view.broken;
}

/* --- hearing --- */

/* The octets of something that has not ended, if it is none of our own coming back. */
static size_t partial_length(const struct scripted *run)
{
	size_t length;

	(void)smsmodem_at_listener_partial(run->console->talk.listener, &length);
	return length;
}

static int64_t quiet_until(const struct scripted *run)
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

/* @param answer what comes is the answer of a statement that waits for its end */
static void hear(struct scripted *run, int64_t deadline_ms, bool answer)
{
	struct console *console = run->console;
	char octets[16384];
	bool partial = partial_length(run) > console->talk.shown;

	if (partial && (deadline_ms < 0 || quiet_until(run) < deadline_ms))
		deadline_ms = quiet_until(run);
	size_t count = follow_read(console, deadline_ms, octets, sizeof octets);
	if (count > 0)
		run->heard_ms = console_now_ms();
	hear_octets(run, octets, count, answer);
	if (count == 0 && partial && console_now_ms() >= quiet_until(run))
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
	fail(run, SMSMODEM_E_REFUSED, "%s: %.100s%s%s%s", what, run->final, *words ? " (" : "",
	     words, *words ? ")" : "");
}

static void judge(struct scripted *run)
{
	int result = run->console->talk.result;

	if (result == SMSMODEM_E_TIMEOUT)
		fail(run, result, "no answer came in time");
	else if (result == SMSMODEM_E_UNKNOWN)
		fail(run, result, "no answer came in time; what was sent may have arrived, or not");
	else if (result < 0)
		fail(run, result, "it had no answer");
	else if (result != SMSMODEM_AT_OK)
		fail_refused(run, "the modem refused it");
}

/* Until nothing runs, or data is wanted. */
static void run_to_end(struct scripted *run)
{
	const struct talk *talk = &run->console->talk;

	while (!is_over(run) && !talk_is_idle(talk) && talk->state != TALK_PROMPT)
		hear(run, -1, true);
	run->answered = true;
	run->answer_used = 0;
	if (!is_over(run) && talk_is_idle(talk))
		judge(run);
}

static void run_at(struct scripted *run)
{
	const char *line = run->now->text;

	if (run->console->talk.state == TALK_PROMPT) {
		fail(run, SMSMODEM_E_DATA,
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
		fail(run, SMSMODEM_E_DATA, "no command that wants data is under way");
		return;
	}
	while (!is_over(run) && talk->state == TALK_RUNNING && console_now_ms() < until_ms)
		hear(run, until_ms, true);
	if (is_over(run) || talk->state == TALK_PROMPT)
		return;
	if (talk->state == TALK_RUNNING)
		fail(run, SMSMODEM_E_TIMEOUT, "the modem's prompt did not come in time");
	else
		fail_refused(run, "the modem wants no data");
}

static void run_data(struct scripted *run)
{
	struct console *console = run->console;

	wait_for_prompt(run);
	if (is_over(run))
		return;
	follow_give(console, run->now->text);
	if (run->timeout_ms > 0)
		console->talk.due_ms = console_now_ms() + run->timeout_ms;
	run_to_end(run);
}

static void run_dot(struct scripted *run)
{
	struct console *console = run->console;

	if (run->now->text[1] == '.') {
		fail(run, SMSMODEM_E_DATA, "what is for the phone is sent by at or send");
		return;
	}
	console->talk.result = SMSMODEM_AT_OK;
	run->status = dot_run(console, run->now->text);
	run->ended = run->status != 0;
	if (!is_over(run))
		run_to_end(run);
}

/* --- send, expect, wait --- */

static bool is_line(const struct script_statement *send)
{
	return !send->bare && strlen(send->text) == send->length &&
	       !strpbrk(send->text, "\r\n\x1A\x1B");
}

/* Who listens learns of lines that are sent by octets, so that their echo is known. */
static void note_typed(struct scripted *run, const char *octets, size_t count)
{
	const struct talk *talk = &run->console->talk;

	for (size_t i = 0; i < count; i++) {
		bool last = octets[i] == CTRL_Z;

		if (octets[i] != '\r' && !last) {
			if (run->typed_length < sizeof run->typed - 1)
				run->typed[run->typed_length++] = octets[i];
			continue;
		}
		run->typed[run->typed_length] = '\0';
		run->typed_length = 0;
		if (last || talk->state == TALK_PROMPT)
			smsmodem_at_listener_data(talk->listener, run->typed, last);
		else
			smsmodem_at_listener_sent(talk->listener, run->typed);
	}
}

static bool send_octets(struct scripted *run, const char *octets, size_t count)
{
	note_typed(run, octets, count);
	return console_send(run->console, octets, count);
}

static void run_send(struct scripted *run)
{
	const struct script_statement *send = run->now;
	struct console *console = run->console;
	bool sent = true;

	run->answered = false;
	if (!is_line(send) || run->typed_length > 0)
		sent = send_octets(run, send->text, send->length) &&
		       (send->bare || send_octets(run, "\r", 1));
	else if (console->talk.state == TALK_PROMPT)
		talk_give(console, send->text, false);
	else
		talk_submit(console, send->text, 0);
	if (!sent)
		fail(run, SMSMODEM_E_TIMEOUT, "the modem does not take what is sent");
}

/* In what nobody asked for yet, and in the answer of the statement before. */
static bool take(struct scripted *run)
{
	const struct talk *talk = &run->console->talk;
	const struct script_statement *expect = run->now;
	struct script_heard *heard = &run->heard;
	/* a line that may go on is none yet; a text may stand at its beginning */
	bool whole = expect->has_pattern && console_now_ms() < quiet_until(run);
	bool partial = partial_length(run) > 0 && !whole;
	size_t end = script_find(expect, heard->octets, partial ? heard->length : heard->settled);

	if (end > 0) {
		script_forget(heard, end);
		return true;
	}
	if (!run->answered || talk->answer_length <= run->answer_used)
		return false;
	end = script_find(expect, talk->answer + run->answer_used,
			  talk->answer_length - run->answer_used);
	run->answer_used += end;
	return end > 0;
}

static void fail_expect(struct scripted *run, int64_t timeout_ms)
{
	const struct script_statement *expect = run->now;
	const struct script_heard *heard = &run->heard;
	size_t length = expect->length < 60 ? expect->length : 60;
	char wanted[256], came[160] = "nothing";

	if (expect->has_pattern)
		(void)snprintf(wanted, sizeof wanted, "/%.60s/", expect->text);
	else
		script_quote(expect->text, length, wanted, sizeof wanted);
	if (heard->length > 0)
		script_quote(heard->octets, heard->length, came, sizeof came);
	fail(run, SMSMODEM_E_TIMEOUT, "%s was expected within %.1f s; what came was %s", wanted,
	     (double)timeout_ms / 1000.0, came);
}

static void run_expect(struct scripted *run)
{
	int64_t timeout_ms = run->console->cli->modem.command_timeout_ms;

	if (run->timeout_ms > 0 || timeout_ms <= 0)
		timeout_ms = run->timeout_ms > 0 ? run->timeout_ms : EXPECT_MS;
	int64_t until_ms = console_now_ms() + timeout_ms;
	while (!take(run)) {
		if (is_over(run))
			return;
		if (console_now_ms() >= until_ms) {
			fail_expect(run, timeout_ms);
			return;
		}
		hear(run, until_ms, false);
	}
}

static void hear_until(struct scripted *run, int64_t until_ms)
{
	do
		hear(run, until_ms, false);
	while (!is_over(run) && console_now_ms() < until_ms);
}

static void run_break(struct scripted *run)
{
	struct console *console = run->console;
	struct smsmodem_error error;

	follow_flush(console);
	if (!console->modem || smsmodem_stream_break(console->modem, true, &error) < 0) {
		fail(run, console->modem ? error.code : SMSMODEM_E_LINK, "%s",
		     console->modem ? error.text : "the device has gone");
		return;
	}
	hear_until(run, console_now_ms() + BREAK_MS);
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
		run->status = (int)run->now->number;
		run->ended = true;
		break;
	case SCRIPT_EXPECT: run_expect(run); break;
	case SCRIPT_LOG: run_log(run); break;
	case SCRIPT_SEND: run_send(run); break;
	case SCRIPT_TIMEOUT: run->timeout_ms = run->now->number; break;
	case SCRIPT_WAIT: hear_until(run, console_now_ms() + run->now->number); break;
	}
}

static void run_script(struct scripted *run)
{
	for (size_t i = 0; i < run->script.count && !is_over(run); i++) {
		run->now = &run->script.statements[i];
		run_statement(run);
	}
	if (!is_over(run) && run->console->talk.state == TALK_PROMPT)
		fail(run, SMSMODEM_E_DATA,
		     "the script ends at the modem's prompt, which gets ESC: data was to follow");
}

int console_scripted(struct console *console)
{
	struct scripted run = {.console = console, .timeout_ms = 0};
	int status = script_read(console, console->options.script, &run.script);

	follow_stdin(console, false);
	if (status == 0) {
		run_script(&run);
		status = follow_leave(console, run.status);
	}
	script_free(&run.script);
	return status;
}
