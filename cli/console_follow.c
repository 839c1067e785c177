/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console_follow.h"
#include <sys/epoll.h>

#define OVERRUN_MS 250  /* octets that keep coming put a deadline off by no more */
#define LET_GO_MS  2000 /* for the last octets; a modem that takes none has had its time */

void follow_stdin(struct console *console, bool wanted)
{
	struct epoll_event event = {.events = EPOLLIN, .data.fd = 0};

	/* it is there already, or not any more, or it is a file and always readable */
	(void)epoll_ctl(console->wake_fd, wanted ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, 0, &event);
}

size_t follow_read(struct console *console, int64_t deadline_ms, char *octets, size_t size)
{
	int64_t due_ms = console->talk.due_ms;
	size_t count = 0;

	/* an answer that came by the deadline wins, but not for ever */
	if (due_ms < 0 || console_now_ms() < due_ms + OVERRUN_MS)
		count = console_read(console, octets, size);
	if (count > 0 || console->leaving)
		return count;
	if (due_ms >= 0 && console_now_ms() >= due_ms)
		talk_show_partial(console);
	if (talk_tick(console))
		return 0;
	int ready = console_wait(console, console_sooner_ms(deadline_ms, due_ms));
	if (ready & SMSMODEM_WOKEN && terminal_signals(console) & TERMINAL_SUSPEND)
		(void)terminal_suspend(console);
	return 0;
}

void follow(struct console *console, int64_t deadline_ms)
{
	struct smsmodem_at_heard heard;
	char octets[16384];
	size_t count = follow_read(console, deadline_ms, octets, sizeof octets);

	view_hold(&console->view);
	for (size_t used = 0; used < count;)
		used += talk_hear(console, octets + used, count - used, &heard);
	view_end(&console->view);
}

bool follow_is_unknown(const struct talk *talk)
{
	return talk->state == TALK_GIVEN ||
	       (talk->state == TALK_IDLE && talk->result == SMSMODEM_E_UNKNOWN);
}

int follow_status(const struct talk *talk)
{
	if (talk->result < 0)
		return smsmodem_code_exit(talk->result);
	return talk->result == SMSMODEM_AT_OK ? 0 : smsmodem_code_exit(SMSMODEM_E_REFUSED);
}

bool follow_to_end(struct console *console)
{
	while (!console->leaving && !console->view.broken && !talk_is_idle(&console->talk) &&
	       console->talk.state != TALK_PROMPT)
		follow(console, -1);
	return !console->leaving && !console->view.broken;
}

void follow_give(struct console *console, const char *data)
{
	talk_give(console, data, true);
	console->talk.due_ms = console_now_ms() + talk_timeout_ms(console, "AT+CMGS=");
}

void follow_flush(struct console *console)
{
	int64_t until_ms = console_now_ms() + LET_GO_MS;
	char octets[1024];

	while (console->modem && console->out.length > 0 && console_now_ms() < until_ms) {
		(void)console_read(console, octets, sizeof octets);
		if (console->modem && console->out.length > 0)
			(void)smsmodem_stream_wait(console->modem, true, -1, until_ms, NULL);
	}
}

int follow_leave(struct console *console, int status)
{
	struct talk *talk = &console->talk;
	bool unknown = follow_is_unknown(talk);

	talk_show_partial(console);
	/* what runs when a signal ends us may be about to ask for data */
	if (talk->state == TALK_PROMPT || (talk->state == TALK_RUNNING && console->leaving)) {
		talk_abort(console);
	} else if (talk->state == TALK_GIVEN) {
		view_say(&console->view, VIEW_STATUS,
			 "left after the data had been handed over: whether it was sent is "
			 "unknown");
	}
	follow_flush(console);
	if (console->view.broken)
		return smsmodem_code_exit(SMSMODEM_E_OUTPUT);
	/* why it ended matters less than that a message may have gone out */
	if (console->status != 0)
		return unknown ? smsmodem_code_exit(SMSMODEM_E_UNKNOWN) : console->status;
	return status;
}
