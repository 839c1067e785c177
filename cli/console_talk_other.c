/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * While somebody else talks to the modem, key by key, only a prompt is followed: what is typed
 * there is a message's text until Ctrl-Z or ESC, and leaving it open would make it of the next
 * command.
 */
#include "console_talk.h"

void talk_forget(struct console *console)
{
	struct talk *talk = &console->talk;

	talk_show_partial(console);
	talk_drop_told(console);
	if (talk->state == TALK_PROMPT || talk->state == TALK_GIVEN)
		return;
	talk->shown = 0;
	talk_end_command(talk);
	smsmodem_at_listener_reset(talk->listener);
}

void talk_typed(struct console *console, const char *octets, size_t count)
{
	struct talk *talk = &console->talk;

	for (size_t i = 0; i < count && talk->state == TALK_PROMPT; i++) {
		if (octets[i] != TALK_CTRL_Z[0] && octets[i] != TALK_ESC[0])
			continue;
		smsmodem_at_listener_data(talk->listener, "", true);
		talk_leave_prompt(console, octets[i] == TALK_CTRL_Z[0]);
	}
}

/* What is in the listener was shown as it came. */
void talk_overhear(struct console *console, const char *octets, size_t count)
{
	struct talk *talk = &console->talk;
	struct smsmodem_at_heard heard;

	for (size_t used = 0; used < count && talk->state != TALK_IDLE;) {
		used += smsmodem_at_listener_feed(talk->listener, octets + used, count - used,
						  &heard);
		if (heard.kind != SMSMODEM_AT_NOTHING)
			talk->shown = 0;
		if (heard.kind != SMSMODEM_AT_FINAL)
			continue;
		talk->result = (int)heard.result;
		talk_end_command(talk);
		smsmodem_at_listener_reset(talk->listener);
	}
	talk->shown += talk_partial(talk);
}
