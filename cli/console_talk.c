/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One command and its answer after the other, as far as can be told from what is said. */
#include "console_talk.h"
#include <stdlib.h>

#define ABORT_MS 1000 /* until a modem has said something to ESC */

int talk_begin(struct talk *talk)
{
	*talk = (struct talk){.due_ms = -1};
	talk->last = &talk->steps;
	talk->listener = smsmodem_at_listener_new();
	return talk->listener ? 0 : SMSMODEM_E_MEMORY;
}

void talk_end_command(struct talk *talk)
{
	free(talk->command);
	free(talk->data);
	free(talk->what);
	talk->command = talk->data = talk->what = NULL;
	talk->due_ms = -1;
	talk->asking = false;
	talk->state = TALK_IDLE;
}

void talk_end(struct talk *talk)
{
	(void)talk_drop(talk);
	talk_end_command(talk);
	smsmodem_at_listener_free(talk->listener);
	free(talk->answer);
}

bool talk_is_idle(const struct talk *talk)
{
	return talk->state == TALK_IDLE && !talk->steps;
}

/* --- out --- */

static void send_text(struct console *console, const char *text, const char *end)
{
	if (!console_send(console, text, strlen(text)) || !console_send(console, end, strlen(end)))
		view_say(&console->view, VIEW_STATUS,
			 "the modem does not take what is sent; it was dropped");
}

int64_t talk_timeout_ms(const struct console *console, const char *line)
{
	int64_t timeout_ms = console->cli->modem.command_timeout_ms;

	return timeout_ms > 0 ? timeout_ms : smsmodem_at_timeout_ms(line);
}

void talk_begin_command(struct console *console, const char *line, int64_t timeout_ms)
{
	struct talk *talk = &console->talk;

	send_text(console, line, "\r");
	if (talk_is_blank(line))
		return;
	talk_end_command(talk);
	talk->answer_length = 0;
	talk->command = strdup(line);
	talk->state = TALK_RUNNING;
	talk->due_ms = timeout_ms > 0 ? console_now_ms() + timeout_ms : -1;
	smsmodem_at_listener_sent(talk->listener, line);
}

void talk_submit(struct console *console, const char *line, int64_t timeout_ms)
{
	struct talk *talk = &console->talk;
	char shown[TALK_SHOWN_SIZE];

	if (!console->modem) {
		(void)talk_drop(talk);
		talk->result = SMSMODEM_E_LINK;
		talk_show_command(line, shown, sizeof shown);
		view_say(&console->view, VIEW_STATUS, "%s is away: %s was not sent",
			 console->device, *line ? shown : "Enter");
	} else if (talk->asking) {
		talk_queue_typed(console, line); /* whose answer is whose could not be told */
	} else {
		talk_begin_command(console, line, timeout_ms);
	}
}

void talk_give(struct console *console, const char *data, bool last)
{
	struct talk *talk = &console->talk;

	send_text(console, data, last ? TALK_CTRL_Z : "\r");
	smsmodem_at_listener_data(talk->listener, data, last);
	if (!last)
		return;
	talk->state = TALK_GIVEN;
	if (talk->due_ms >= 0 || talk->steps) /* others wait for it */
		talk->due_ms = console_now_ms() + talk_timeout_ms(console, "AT+CMGS=");
}

void talk_leave_prompt(struct console *console, bool given)
{
	struct talk *talk = &console->talk;
	int64_t timeout_ms = given ? talk_timeout_ms(console, "AT+CMGS=") : ABORT_MS;

	/* nothing was sent if it was left, also if no answer comes */
	talk->state = given ? TALK_GIVEN : TALK_RUNNING;
	talk->due_ms = console_now_ms() + timeout_ms;
}

void talk_abort(struct console *console)
{
	struct talk *talk = &console->talk;

	talk_drop_told(console);
	send_text(console, TALK_ESC, "");
	if (talk->state == TALK_PROMPT || talk->state == TALK_RUNNING)
		talk_leave_prompt(console, false);
}

/* --- in --- */

static void keep_answer(struct talk *talk, const struct smsmodem_at_heard *heard)
{
	size_t length = talk->answer_length + heard->length + 1;

	if (length > TALK_ANSWER_MAX)
		return;
	char *grown = realloc(talk->answer, length + 1);
	if (!grown)
		return;
	talk->answer = grown;
	memcpy(grown + talk->answer_length, heard->line, heard->length);
	grown[length - 1] = '\n';
	grown[length] = '\0';
	talk->answer_length = length;
}

/* A refusal ends what was to follow: part 3 of a message without part 2 is none. */
static void talk_over(struct console *console, int result)
{
	struct talk *talk = &console->talk;
	const char *what = talk->what;

	talk->result = result;
	if (talk->asking && result == SMSMODEM_AT_OK)
		completion_answered(console);
	if (result != SMSMODEM_AT_OK && what)
		view_say(&console->view, VIEW_STATUS, "%s was not sent%s", what,
			 talk->steps ? ", and nothing that was to follow" : "");
	if (result != SMSMODEM_AT_OK && what)
		(void)talk_drop(talk);
	talk_end_command(talk);
}

static void talk_prompt(struct console *console)
{
	struct talk *talk = &console->talk;
	char *data = talk->data;

	talk->state = TALK_PROMPT;
	talk->data = NULL;
	if (data)
		view_line(&console->view, VIEW_SENT, data, strlen(data));
	else if (talk->asking || !talk_take_pasted(console, &data))
		talk_abort(console);
	if (data)
		talk_give(console, data, true);
	else if (talk->state == TALK_PROMPT && console->line)
		talk->due_ms = -1; /* somebody types it, which takes what it takes */
	free(data);
}

/* Each octet of the phone's is shown once: what had to be shown without its end is not repeated. */
static void show_line(struct console *console, const struct smsmodem_at_heard *heard)
{
	size_t shown = console->talk.shown;

	console->talk.shown = 0;
	if (shown == 0 || shown < heard->length)
		view_line(&console->view, VIEW_PHONE, heard->line + shown, heard->length - shown);
}

size_t talk_partial(const struct talk *talk)
{
	size_t length;

	(void)smsmodem_at_listener_partial(talk->listener, &length);
	return talk->asking || length <= talk->shown ? 0 : length - talk->shown;
}

void talk_show_partial(struct console *console)
{
	struct talk *talk = &console->talk;
	size_t length, more = talk_partial(talk);
	const char *text = smsmodem_at_listener_partial(talk->listener, &length);

	if (more == 0)
		return;
	view_line(&console->view, VIEW_PHONE, text + talk->shown, more);
	talk->shown = length;
}

/* Of what comes while we ask, only what nobody asked for is shown. */
static bool is_shown(const struct talk *talk, const struct smsmodem_at_heard *heard)
{
	if (heard->kind == SMSMODEM_AT_ECHO || heard->kind == SMSMODEM_AT_PROMPT)
		return false;
	return !talk->asking || heard->kind == SMSMODEM_AT_UNSOLICITED ||
	       (heard->kind == SMSMODEM_AT_BELOW && !heard->header_ours);
}

static void show(struct console *console, const struct smsmodem_at_heard *heard)
{
	char *text = NULL;

	if (!is_shown(&console->talk, heard)) {
		console->talk.shown = 0;
		return;
	}
	view_begin(&console->view);
	show_line(console, heard);
	if (console->understanding)
		understanding_note(console->understanding, console->talk.command, heard, &text);
	if (text)
		view_line(&console->view, VIEW_NOTE, text, strlen(text));
	view_end(&console->view);
	free(text);
}

static void act(struct console *console, const struct smsmodem_at_heard *heard)
{
	struct talk *talk = &console->talk;

	if (heard->kind == SMSMODEM_AT_RESPONSE ||
	    (heard->kind == SMSMODEM_AT_BELOW && heard->header_ours))
		keep_answer(talk, heard);
	if (heard->kind == SMSMODEM_AT_PROMPT)
		talk_prompt(console);
	if (heard->kind != SMSMODEM_AT_FINAL)
		return;
	talk_over(console, (int)heard->result);
	talk_next(console);
}

size_t talk_hear(struct console *console, const void *octets, size_t count,
		 struct smsmodem_at_heard *heard)
{
	size_t used = smsmodem_at_listener_feed(console->talk.listener, octets, count, heard);

	if (heard->kind == SMSMODEM_AT_NOTHING)
		return used;
	show(console, heard);
	act(console, heard);
	return used;
}

/* --- no answer --- */

void talk_show_command(const char *line, char *text, size_t size)
{
	size_t room = strlen(line) + 5; /* the stars are four */
	char *masked = malloc(room);

	if (masked && smsmodem_mask(line, masked, room) < 0)
		*masked = '\0';
	(void)snprintf(text, size, "%s", masked ? masked : "it");
	free(masked);
}

bool talk_masked(const struct talk *talk, char *text, size_t size)
{
	if (!talk->command)
		return false;
	talk_show_command(talk->command, text, size);
	return true;
}

/* Once the data has gone out nobody knows what became of it. */
static void give_up(struct console *console, int code, const char *why)
{
	struct talk *talk = &console->talk;
	bool unknown = talk->state == TALK_GIVEN;
	char *what = talk->what, command[TALK_SHOWN_SIZE];

	talk->what = NULL;
	if (unknown)
		view_say(&console->view, VIEW_STATUS,
			 "%s: whether %s was sent is unknown, and it is not repeated", why,
			 what ? what : "it");
	else if (talk_masked(talk, command, sizeof command))
		view_say(&console->view, VIEW_STATUS, "%s to %s", why, command);
	free(what);
	talk_drop_told(console);
	talk_over(console, unknown ? SMSMODEM_E_UNKNOWN : code);
}

bool talk_tick(struct console *console)
{
	struct talk *talk = &console->talk;

	if (talk->due_ms < 0 || console_now_ms() < talk->due_ms)
		return false;
	bool asking = talk->asking; /* which nobody waits for */
	if (!asking && (talk->state == TALK_PROMPT || talk->state == TALK_RUNNING))
		send_text(console, TALK_ESC, "");
	if (asking)
		talk_over(console, SMSMODEM_E_TIMEOUT);
	else
		give_up(console, SMSMODEM_E_TIMEOUT, "no answer came");
	smsmodem_at_listener_reset(talk->listener);
	talk_next(console);
	return true;
}

void talk_cut(struct console *console)
{
	struct talk *talk = &console->talk;

	talk_show_partial(console);
	talk->shown = 0;
	if (talk->state != TALK_IDLE && !talk->asking)
		give_up(console, SMSMODEM_E_LINK, "the link broke before an answer came");
	talk_drop_told(console);
	talk_end_command(talk);
	smsmodem_at_listener_reset(talk->listener);
}
