/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a script sends by octets, and what becomes of the data among them. */
#include "console_script_run.h"
#include <string.h>

#define CTRL_Z '\x1A'
#define ESC    '\x1B'

/* --- what was handed over --- */

void script_await_given(struct scripted *run)
{
	while (!script_is_over(run) && run->console->talk.state == TALK_GIVEN)
		script_hear(run, -1, false);
}

void script_settle(struct scripted *run)
{
	const struct script_statement *now = run->now, *gave = run->gave;
	const struct talk *talk = &run->console->talk;

	script_await_given(run);
	run->gave = NULL;
	if (script_is_over(run) || !gave || (run->asked && talk->result >= 0))
		return;
	run->now = gave;
	script_judge(run);
	run->now = now;
}

/* --- sending --- */

static bool is_line(const struct script_statement *send)
{
	return !send->bare && strlen(send->text) == send->length &&
	       !strpbrk(send->text, "\r\n\x1A\x1B");
}

static bool is_end(const struct scripted *run, char octet)
{
	return octet == '\r' || octet == CTRL_Z ||
	       (octet == ESC && run->console->talk.state == TALK_PROMPT);
}

/* Data ends with Ctrl-Z also where it was sent before its prompt came. */
static void end_data(struct scripted *run, char end)
{
	struct talk *talk = &run->console->talk;

	if (end == '\r' || (talk->state != TALK_PROMPT && talk->state != TALK_RUNNING))
		return;
	talk_leave_prompt(run->console, end == CTRL_Z);
	if (end != CTRL_Z)
		return;
	run->gave = run->now;
	run->asked = false;
	if (run->timeout_ms > 0)
		talk->due_ms = console_now_ms() + run->timeout_ms;
}

static void end_typed(struct scripted *run, char end)
{
	const struct talk *talk = &run->console->talk;

	run->typed[run->typed_length] = '\0';
	run->typed_length = 0;
	if (end == CTRL_Z || talk->state == TALK_PROMPT)
		smsmodem_at_listener_data(talk->listener, run->typed, end == CTRL_Z);
	else
		smsmodem_at_listener_sent(talk->listener, run->typed);
	end_data(run, end);
}

/* Who listens learns of lines that are sent by octets, so that their echo is known. */
static void note_typed(struct scripted *run, const char *octets, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_end(run, octets[i]))
			end_typed(run, octets[i]);
		else if (run->typed_length < sizeof run->typed - 1)
			run->typed[run->typed_length++] = octets[i];
	}
}

static bool send_octets(struct scripted *run, const char *octets, size_t count)
{
	note_typed(run, octets, count);
	return console_send(run->console, octets, count);
}

void script_send(struct scripted *run)
{
	const struct script_statement *send = run->now;
	struct console *console = run->console;
	bool sent = true;

	/* octets may be meant for what runs */
	if (!send->bare || console->talk.state != TALK_GIVEN)
		script_settle(run);
	if (script_is_over(run))
		return;
	run->answered = false;
	if (!is_line(send) || run->typed_length > 0)
		sent = send_octets(run, send->text, send->length) &&
		       (send->bare || send_octets(run, "\r", 1));
	else if (console->talk.state == TALK_PROMPT)
		talk_give(console, send->text, false);
	else
		talk_submit(console, send->text, 0);
	if (!sent)
		script_fail(run, SMSMODEM_E_TIMEOUT, "the modem does not take what is sent");
}
