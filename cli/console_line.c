/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line mode: what is typed is edited here, and goes out at Enter. */
#include "console_editor.h"
#include "console_menu.h"
#include <stdlib.h>
#include <string.h>

#define QUIET_MS  200  /* then a line that has not ended is shown */
#define KEYS_MAX  1024 /* before the modem is heard again */
#define HEARD_MAX 16384
#define CTRL_Z    '\x1A'
#define CLEAR     "\033[H\033[2J\033[3J"

/* --- what somebody who sits here has --- */

static void hide(void *context)
{
	struct console_line *line = context;

	if (line->editing)
		line->editor->hide(line);
}

static void show(void *context)
{
	struct console_line *line = context;

	if (line->editing)
		line->editor->show(line);
}

bool console_line_new(struct console *console)
{
	console->line = calloc(1, sizeof *console->line);
	if (!console->line)
		return false;
	console->line->console = console;
	console->line->screen = console->view.terminal ? stdout : stderr;
	history_begin(console->line);
	return true;
}

void console_line_free(struct console *console)
{
	struct console_line *line = console->line;

	if (!line)
		return;
	history_end(line);
	free(line->text);
	free(line->kept);
	free(line->edit);
	free(line);
	console->line = NULL;
}

/* --- the prompt --- */

static const char *prompt_of(const struct console *console)
{
	if (!console->modem)
		return "(away)> ";
	return console->talk.state == TALK_PROMPT ? "> " : "at> ";
}

/* What is shown is what holds when everything that has come was heard. */
static void update_prompt(struct console_line *line)
{
	struct console *console = line->console;
	const char *wanted = prompt_of(console);

	line->data = console->modem && console->talk.state == TALK_PROMPT;
	if (line->editing && wanted == line->asked)
		return;
	line->asked = wanted;
	if (!line->editing) {
		line->editor->start(line);
		console->view.hidden = false; /* what was shown before it hid nothing */
		return;
	}
	view_begin(&console->view);
	line->editor->prompt(line);
	view_end(&console->view);
}

/* --- what was typed --- */

/* What other programs take for themselves is the modem's here. */
static void hint(struct console *console, const char *text)
{
	static const char *const words[] = {"?", "help", "exit", "quit"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(text, words[i]) == 0)
			view_say(&console->view, VIEW_NOTE,
				 "that goes to the modem; .help and .quit are for the console");
}

static void command(struct console_line *line, const char *text, bool first)
{
	struct console *console = line->console;

	history_add(line, text);
	if (*text == '.' && text[1] != '.') {
		(void)dot_run(console, text);
		return;
	}
	text += *text == '.'; /* ".." is a dot for the phone */
	hint(console, text);
	/* between the parts of a message it would become one of them */
	if (!first)
		talk_follow(console, text);
	else if (!console->talk.steps && !console->talk.data)
		talk_submit(console, text, 0);
	else
		talk_queue(console, text, NULL, NULL);
}

/* Of lines that were pasted at once each waits for the answer of the one before. */
static void commands(struct console_line *line)
{
	char *rest = line->text, *text;
	bool first = true;

	while (!line->console->leaving && (text = strsep(&rest, "\n")) != NULL) {
		if (*text || first)
			command(line, text, first);
		first = false;
	}
}

/* @param last what is typed ends here; a Ctrl-Z that was pasted ends it, too */
static void data(struct console_line *line, bool last)
{
	char nothing[] = "", *rest = line->text ? line->text : nothing, *text;

	while ((text = strsep(&rest, "\n")) != NULL) {
		char *end = strchr(text, CTRL_Z);
		bool ends = end || (last && !rest);

		if (end)
			*end = '\0';
		talk_give(line->console, text, ends);
		if (ends)
			return;
	}
}

static void cancel(struct console_line *line)
{
	if (talk_drop(&line->console->talk))
		view_say(&line->console->view, VIEW_STATUS, "what was to follow is not sent");
}

static void suspend(struct console_line *line)
{
	line->editor->rest(line);
	(void)output_flush();
	line->events |= terminal_suspend(line->console);
	line->editor->resume(line);
	(void)output_flush();
}

static void leave(struct console_line *line)
{
	line->console->leaving = true;
}

static void clear_screen(struct console_line *line)
{
	struct console_view *view = &line->console->view;

	view_begin(view);
	if (view->colour)
		(void)fputs(CLEAR, line->screen);
	view_end(view);
}

static void menu(struct console_line *line)
{
	struct console *console = line->console;
	enum menu_action action = menu_run(console, line->key, false);

	if (action == MENU_LEAVE)
		leave(line);
	else if (action == MENU_TO_RAW)
		console->to_raw = true;
	else if (action == MENU_CLEAR)
		clear_screen(line);
}

static void act(struct console_line *line)
{
	bool was_data = line->data;
	enum editor_event event = line->event;

	line->event = EDITOR_NOTHING;
	switch (event) {
	case EDITOR_NOTHING: return;
	case EDITOR_LINE: was_data ? data(line, false) : commands(line); break;
	case EDITOR_SEND: data(line, true); break;
	case EDITOR_ABORT: talk_abort(line->console); break;
	case EDITOR_CANCEL: cancel(line); break;
	case EDITOR_SUSPEND: suspend(line); break;
	case EDITOR_END: leave(line); break;
	case EDITOR_MENU: menu(line); break;
	}
}

static void take_keys(struct console_line *line)
{
	for (int i = 0; i < KEYS_MAX && line->event == EDITOR_NOTHING && terminal_has_key(); i++)
		line->editor->key(line);
	act(line);
}

static void take_signals(struct console_line *line)
{
	struct console *console = line->console;
	unsigned events = line->events | terminal_signals(console);

	line->events = 0;
	if (console->leaving)
		return;
	if (events & TERMINAL_SUSPEND) {
		suspend(line);
	} else if (events & TERMINAL_CONTINUED) {
		terminal_set(console, TERMINAL_LINE);
		line->editor->resume(line);
	} else if (events & TERMINAL_RESIZED) {
		line->editor->resize(line);
	}
	(void)output_flush();
}

/* --- what the modem says --- */

static void hear(struct console_line *line)
{
	struct console *console = line->console;
	struct smsmodem_at_heard heard;
	char octets[HEARD_MAX];
	size_t count = console_read(console, octets, sizeof octets);

	for (size_t used = 0; used < count;)
		used += talk_hear(console, octets + used, count - used, &heard);
	if (count > 0)
		line->heard_ms = console_now_ms();
	(void)talk_tick(console);
}

/* @return -1: all that came was shown */
static int64_t quiet_until(const struct console_line *line)
{
	return talk_partial(&line->console->talk) > 0 ? line->heard_ms + QUIET_MS : -1;
}

static void show_partial(struct console_line *line)
{
	int64_t until_ms = quiet_until(line);

	if (until_ms >= 0 && console_now_ms() >= until_ms)
		talk_show_partial(line->console);
}

/* --- the loop --- */

static bool is_over(const struct console_line *line)
{
	const struct console *console = line->console;

	return console->leaving || console->to_raw || console->view.broken;
}

static void step(struct console_line *line)
{
	struct console *console = line->console;
	int ready =
		console_wait(console, console_sooner_ms(console->talk.due_ms, quiet_until(line)));

	if (ready & SMSMODEM_WOKEN) {
		take_signals(line);
		if (!is_over(line) && line->editing)
			take_keys(line);
	}
	if (is_over(line))
		return;
	view_hold(&console->view);
	hear(line);
	show_partial(line);
	update_prompt(line);
	view_end(&console->view);
}

static void enter(struct console_line *line)
{
	struct console *console = line->console;

	terminal_set(console, TERMINAL_LINE);
	line->editor = &editor_readline;
	if (!line->editor->begin(line)) {
		line->editor = &editor_plain;
		if (!line->told)
			view_say(&console->view, VIEW_STATUS,
				 "GNU readline is not installed: no history and no completion");
		line->told = true;
		(void)line->editor->begin(line);
	}
	console->view.hide = hide;
	console->view.show = show;
	console->view.context = line;
	line->event = EDITOR_NOTHING;
	line->asked = NULL;
	update_prompt(line);
	(void)output_flush();
}

static void quit(struct console_line *line)
{
	struct console *console = line->console;

	if (line->editing)
		line->editor->hide(line);
	line->editor->end(line);
	console->view.hide = console->view.show = NULL;
	if (!console->view.broken && output_flush() != 0)
		console->view.broken = true;
}

enum console_mode console_line_mode(struct console *console)
{
	struct console_line *line = console->line;

	enter(line);
	while (!is_over(line))
		step(line);
	quit(line);
	bool to_raw = console->to_raw && !console->leaving && !console->view.broken;
	console->to_raw = false;
	return to_raw ? CONSOLE_TO_RAW : CONSOLE_LEAVE;
}
