/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One command and its answer after the other, as far as can be told from what is said. */
#include "console.h"
#include <stdlib.h>
#include <string.h>

#define CTRL_Z   "\x1A"
#define ABORT_MS 1000 /* until a modem has said something to ESC */
#define ESC      "\x1B"

int talk_begin(struct talk *talk)
{
	*talk = (struct talk){.due_ms = -1};
	talk->last = &talk->steps;
	talk->listener = smsmodem_at_listener_new();
	return talk->listener ? 0 : SMSMODEM_E_MEMORY;
}

static void step_free(struct talk_step *step)
{
	free(step->line);
	free(step->data);
	free(step->what);
	free(step);
}

bool talk_drop(struct talk *talk)
{
	bool any = talk->steps != NULL;

	while (talk->steps) {
		struct talk_step *next = talk->steps->next;

		step_free(talk->steps);
		talk->steps = next;
	}
	talk->last = &talk->steps;
	return any;
}

static void forget_command(struct talk *talk)
{
	free(talk->command);
	free(talk->data);
	free(talk->what);
	talk->command = talk->data = talk->what = NULL;
	talk->due_ms = -1;
	talk->state = TALK_IDLE;
}

void talk_end(struct talk *talk)
{
	(void)talk_drop(talk);
	forget_command(talk);
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

void talk_submit(struct console *console, const char *line, int64_t timeout_ms)
{
	struct talk *talk = &console->talk;

	if (!console->modem) {
		(void)talk_drop(talk);
		talk->result = SMSMODEM_E_LINK;
		view_say(&console->view, VIEW_STATUS, "%s is away: %.60s was not sent",
			 console->device, *line ? line : "Enter");
		return;
	}
	send_text(console, line, "\r");
	if (line[strspn(line, " ")] == '\0')
		return;
	forget_command(talk);
	talk->answer_length = 0;
	talk->command = strdup(line);
	talk->state = TALK_RUNNING;
	talk->sent_ms = console_now_ms();
	talk->due_ms = timeout_ms > 0 ? talk->sent_ms + timeout_ms : -1;
	smsmodem_at_listener_sent(talk->listener, line);
}

static char *copy(const char *text)
{
	return text ? strdup(text) : NULL;
}

/* Begin what is next, if nothing runs. */
static void talk_next(struct console *console)
{
	struct talk *talk = &console->talk;
	struct talk_step *step = talk->steps;

	if (talk->state != TALK_IDLE || !step)
		return;
	talk->steps = step->next;
	if (!talk->steps)
		talk->last = &talk->steps;
	view_line(&console->view, VIEW_SENT, step->line, strlen(step->line));
	talk_submit(console, step->line, talk_timeout_ms(console, step->line));
	if (talk->state == TALK_RUNNING) {
		talk->data = step->data;
		talk->what = step->what;
		step->data = step->what = NULL;
	}
	step_free(step);
}

void talk_queue(struct console *console, const char *line, const char *data, const char *what)
{
	struct talk *talk = &console->talk;
	struct talk_step *step = calloc(1, sizeof *step);

	if (step) {
		step->line = strdup(line);
		step->data = copy(data);
		step->what = copy(what);
	}
	if (!step || !step->line || (data && !step->data)) {
		if (step)
			step_free(step);
		view_say(&console->view, VIEW_STATUS, "out of memory: %.60s is not sent", line);
		return;
	}
	*talk->last = step;
	talk->last = &step->next;
	talk_next(console);
}

void talk_give(struct console *console, const char *data, bool last)
{
	struct talk *talk = &console->talk;

	send_text(console, data, last ? CTRL_Z : "\r");
	smsmodem_at_listener_data(talk->listener, data, last);
	if (!last)
		return;
	talk->state = TALK_GIVEN;
	if (talk->due_ms >= 0)
		talk->due_ms = console_now_ms() + talk_timeout_ms(console, "AT+CMGS=");
}

void talk_abort(struct console *console)
{
	struct talk *talk = &console->talk;

	if (talk_drop(talk))
		view_say(&console->view, VIEW_STATUS, "what was to follow is not sent");
	send_text(console, ESC, "");
	if (talk->state != TALK_PROMPT && talk->state != TALK_RUNNING)
		return;
	talk->state = TALK_RUNNING; /* nothing was sent, also if no answer comes */
	talk->due_ms = console_now_ms() + ABORT_MS;
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
	if (result != SMSMODEM_AT_OK && what)
		view_say(&console->view, VIEW_STATUS, "%s was not sent%s", what,
			 talk->steps ? ", and nothing that was to follow" : "");
	if (result != SMSMODEM_AT_OK && what)
		(void)talk_drop(talk);
	forget_command(talk);
}

static void talk_prompt(struct console *console)
{
	struct talk *talk = &console->talk;
	char *data = talk->data;

	talk->state = TALK_PROMPT;
	if (!data)
		return;
	talk->data = NULL;
	view_line(&console->view, VIEW_SENT, data, strlen(data));
	talk_give(console, data, true);
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

void talk_show_partial(struct console *console)
{
	struct talk *talk = &console->talk;
	size_t length;
	const char *text = smsmodem_at_listener_partial(talk->listener, &length);

	if (length <= talk->shown)
		return;
	view_line(&console->view, VIEW_PHONE, text + talk->shown, length - talk->shown);
	talk->shown = length;
}

static void show(struct console *console, const struct smsmodem_at_heard *heard)
{
	char *text = NULL;

	if (heard->kind == SMSMODEM_AT_ECHO || heard->kind == SMSMODEM_AT_PROMPT) {
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

bool talk_masked(const struct talk *talk, char *text, size_t size)
{
	size_t room = talk->command ? strlen(talk->command) + 5 : 0;
	char *masked = room ? malloc(room) : NULL;

	if (masked && smsmodem_mask(talk->command, masked, room) < 0)
		*masked = '\0';
	(void)snprintf(text, size, "%s", masked ? masked : "");
	free(masked);
	return text[0] != '\0';
}

/* Once the data has gone out nobody knows what became of it. */
static void give_up(struct console *console, int code, const char *why)
{
	struct talk *talk = &console->talk;
	bool unknown = talk->state == TALK_GIVEN;
	char *what = talk->what, command[64];

	(void)talk_drop(talk);
	talk->what = NULL;
	if (unknown)
		view_say(&console->view, VIEW_STATUS,
			 "%s: whether %s was sent is unknown, and it is not repeated", why,
			 what ? what : "it");
	else if (talk_masked(talk, command, sizeof command))
		view_say(&console->view, VIEW_STATUS, "%s to %s", why, command);
	free(what);
	talk_over(console, unknown ? SMSMODEM_E_UNKNOWN : code);
}

bool talk_tick(struct console *console)
{
	struct talk *talk = &console->talk;

	if (talk->due_ms < 0 || console_now_ms() < talk->due_ms)
		return false;
	if (talk->state == TALK_PROMPT || talk->state == TALK_RUNNING)
		send_text(console, ESC, "");
	give_up(console, SMSMODEM_E_TIMEOUT, "no answer came");
	smsmodem_at_listener_reset(talk->listener);
	return true;
}

void talk_cut(struct console *console)
{
	struct talk *talk = &console->talk;

	talk_show_partial(console);
	talk->shown = 0;
	if (talk->state != TALK_IDLE)
		give_up(console, SMSMODEM_E_LINK, "the link broke before an answer came");
	(void)talk_drop(talk);
	smsmodem_at_listener_reset(talk->listener);
}

void talk_forget(struct console *console)
{
	struct talk *talk = &console->talk;

	talk_show_partial(console);
	talk->shown = 0;
	if (talk_drop(talk))
		view_say(&console->view, VIEW_STATUS, "what was to follow is not sent");
	forget_command(talk);
	smsmodem_at_listener_reset(talk->listener);
}

/* --- asking by ourselves --- */

/* Only what nobody asked for is shown. */
static void hear_quietly(struct console *console, const char *octets, size_t count)
{
	struct smsmodem_at_heard heard;

	for (size_t used = 0; used < count;) {
		used += smsmodem_at_listener_feed(console->talk.listener, octets + used,
						  count - used, &heard);
		if (heard.kind == SMSMODEM_AT_UNSOLICITED ||
		    (heard.kind == SMSMODEM_AT_BELOW && !heard.header_ours))
			show(console, &heard);
		act(console, &heard);
	}
}

bool talk_ask(struct console *console, const char *line, int64_t timeout_ms)
{
	struct talk *talk = &console->talk;
	char octets[1024];

	if (!talk_is_idle(talk) || !console->modem)
		return false;
	talk_submit(console, line, timeout_ms);
	while (talk->state != TALK_IDLE && !talk_tick(console)) {
		size_t count = console_read(console, octets, sizeof octets);

		hear_quietly(console, octets, count);
		if (count == 0 && talk->state != TALK_IDLE && console->modem)
			(void)smsmodem_stream_wait(console->modem, console->out.length > 0, -1,
						   talk->due_ms, NULL);
	}
	return talk->result == SMSMODEM_AT_OK;
}
