/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A short answer, read in the midst of raw mode, while what comes goes on above. */
#include "console_raw.h"
#include <string.h>

#define CTRL_C    '\x03'
#define CTRL_G    '\x07'
#define CTRL_U    '\x15'
#define ESC       '\x1B'

#define SHOWN_MAX 48

/* A row is drawn again as long as it is one: of a long answer the end is shown. */
static const char *visible(const struct raw *raw, size_t *length)
{
	size_t start = raw->answer_length > SHOWN_MAX ? raw->answer_length - SHOWN_MAX : 0;

	while (start < raw->answer_length && (raw->answer[start] & 0xC0) == 0x80)
		start++;
	*length = raw->answer_length - start;
	return raw->answer + start;
}

void raw_ask_show(struct raw *raw)
{
	const char *wanted = raw->asking == MENU_BAUD  ? "speed in baud"
			     : raw->asking == MENU_LOG ? "log to file"
						       : "send file";
	char text[sizeof raw->screen.note];
	size_t length;
	const char *answer = visible(raw, &length);

	if (raw->asking == MENU_DONE)
		return;

	(void)snprintf(text, sizeof text, "%s, or Ctrl-C: %.*s", wanted, (int)length, answer);
	raw_screen_note(&raw->screen, text, true);
}

void raw_ask(struct raw *raw, enum menu_action action)
{
	raw_screen_break(&raw->screen);
	raw->asking = action;
	raw->answer_length = 0;
	raw_ask_show(raw);
}

static void end(struct raw *raw)
{
	raw->asking = MENU_DONE;
	raw_screen_note(&raw->screen, "", false);
}

/* --- what is done with it --- */

static void set_baud(struct raw *raw, const char *text)
{
	struct console_view *view = &raw->console->view;
	struct smsmodem_error error;
	long baud;

	if (!parse_number(text, 1, 100000000, &baud))
		view_say(view, VIEW_STATUS, "%s is no speed, such as 115200", text);
	else if (!raw->console->modem)
		view_say(view, VIEW_STATUS, "%s is away", raw->console->device);
	else if (smsmodem_stream_set_baud(raw->console->modem, baud, &error) < 0)
		view_say(view, VIEW_STATUS, "%s", error.text);
	else
		view_say(view, VIEW_STATUS, "%ld baud", baud);
}

static void answered(struct raw *raw)
{
	enum menu_action asked = raw->asking;

	raw->answer[raw->answer_length] = '\0';
	end(raw);
	if (raw->answer_length == 0)
		return;
	if (asked == MENU_BAUD)
		set_baud(raw, raw->answer);
	else if (asked == MENU_FILE)
		raw_file_begin(raw, raw->answer);
	else if (asked == MENU_LOG && console_log(raw->console, raw->answer) == 0)
		view_say(&raw->console->view, VIEW_STATUS, "logging to %s", raw->answer);
}

/* --- keys --- */

/* A character of UTF-8 goes as a whole (RFC 3629). */
static void erase_one(struct raw *raw)
{
	while (raw->answer_length > 0 && (raw->answer[--raw->answer_length] & 0xC0) == 0x80)
		;
}

bool raw_ask_key(struct raw *raw, char key)
{
	if (key == CTRL_C || key == CTRL_G || key == ESC) {
		end(raw);
		return key != ESC; /* of an arrow key more follows */
	}
	if (key == '\r' || key == '\n') {
		answered(raw);
		return true;
	}
	if (key == '\b' || key == '\x7F')
		erase_one(raw);
	else if (key == CTRL_U)
		raw->answer_length = 0;
	else if (((unsigned char)key >= ' ') && raw->answer_length + 1 < sizeof raw->answer)
		raw->answer[raw->answer_length++] = key;
	return true;
}
