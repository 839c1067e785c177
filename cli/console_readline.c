/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line editing by GNU readline, key by key, between which the modem is heard. */
#include "console_readline.h"
#include "console_editor.h"

#ifdef HAVE_READLINE
#include "console_crash.h"
#include "console_list.h"
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PASTE_ON    "\033[?2004h"
#define PASTE_OFF   "\033[?2004l"
#define HISTORY_MAX 1000

/*
 * There is one readline in a process, all of its state is global, and what it calls back gets no
 * context: this is where that is found.
 */
static struct {
	struct readline of;
	struct console_line *line;
	struct completion words; /* of the list that may be shown next */
	bool initialized, paste;
} gnu;

/* --- what readline asks for --- */

/*
 * One octet of the keyboard. Signals are heard also when readline wants the rest of something, as
 * the end of what is pasted.
 */
static int get_octet(FILE *stream)
{
	struct console_line *line = gnu.line;
	struct pollfd entries[] = {{.fd = 0, .events = POLLIN},
				   {.fd = line->console->cli->signal_fd, .events = POLLIN}};
	unsigned char octet;

	(void)stream;
	for (;;) {
		if (poll(entries, 2, -1) < 0 && errno != EINTR)
			break;
		ssize_t count = entries[0].revents ? read(0, &octet, 1) : -1;
		if (count > 0)
			return octet;
		if (entries[0].revents && (count == 0 || (errno != EINTR && errno != EAGAIN)))
			break;
		if (entries[1].revents)
			line->events |= terminal_signals(line->console);
		if (line->console->leaving)
			break;
	}
	line->gone = true;
	return EOF;
}

static void prepare(int meta)
{
	(void)meta;
	(void)gnu.of.rl_tty_set_echoing(1);
	gnu.of.rl_tty_set_default_bindings(gnu.of.rl_get_keymap_by_name("emacs"));
	if (!gnu.paste)
		return;
	crash_undo(fileno(*gnu.of.rl_outstream), PASTE_OFF);
	(void)fputs(PASTE_ON, *gnu.of.rl_outstream);
}

static void unprepare(void)
{
	if (gnu.paste)
		(void)fputs(PASTE_OFF, *gnu.of.rl_outstream);
	crash_undo(-1, NULL);
}

/* The line has ended. What it means is looked at when readline has returned. */
static void take_line(char *text)
{
	struct console_line *line = gnu.line;

	/* the end of the keyboard leaves the cursor behind the prompt */
	if (!text && line->data)
		(void)gnu.of.rl_crlf();
	else if (!text)
		(void)gnu.of.rl_clear_visible_line();
	gnu.of.rl_callback_handler_remove();
	line->editing = false;
	free(line->text);
	line->text = text;
	if (line->gone || (!text && !line->data))
		line->event = EDITOR_END;
	else if (line->event == EDITOR_NOTHING)
		line->event = text ? EDITOR_LINE : EDITOR_SEND;
}

/* --- keys --- */

static int end_with(enum editor_event event)
{
	gnu.line->event = event;
	return gnu.of.rl_newline(1, '\n');
}

static int key_cancel(int count, int key)
{
	if (gnu.line->data)
		return end_with(EDITOR_ABORT);
	gnu.line->event = EDITOR_CANCEL;
	return gnu.of.rl_kill_full_line(count, key);
}

static int key_suspend(int count, int key)
{
	(void)count;
	(void)key;
	if (gnu.line->data)
		return end_with(EDITOR_SEND);
	gnu.line->event = EDITOR_SUSPEND;
	return 0;
}

static int key_end(int count, int key)
{
	if (gnu.line->data)
		return end_with(EDITOR_SEND);
	return gnu.of.rl_delete(count, key);
}

static int key_menu(int count, int key)
{
	(void)count;
	gnu.line->event = EDITOR_MENU;
	gnu.line->key = key;
	return 0;
}

/* Behind the escape key letters are commands; all else follows what the key meant before. */
static void bind_escape(int escape, Keymap map)
{
	char keys[] = {(char)escape, 0, 0};
	int type = 0;
	rl_command_func_t *before = gnu.of.rl_function_of_keyseq(keys, map, &type);

	for (int letter = 'a'; letter <= 'z'; letter++) {
		keys[1] = (char)letter;
		(void)gnu.of.rl_bind_keyseq_in_map(keys, key_menu, map);
		keys[1] = (char)(letter - 'a' + 'A');
		(void)gnu.of.rl_bind_keyseq_in_map(keys, key_menu, map);
	}
	keys[1] = '?';
	(void)gnu.of.rl_bind_keyseq_in_map(keys, key_menu, map);
	keys[1] = (char)escape;
	(void)gnu.of.rl_bind_keyseq_in_map(
		keys, before && type == ISFUNC ? before : gnu.of.rl_insert, map);
}

static void bind_keys(int escape)
{
	static const char maps[][12] = {"emacs", "vi-insert", "vi-command"};

	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
		Keymap map = gnu.of.rl_get_keymap_by_name(maps[i]);

		(void)gnu.of.rl_bind_key_in_map(CTRL('C'), key_cancel, map);
		(void)gnu.of.rl_bind_key_in_map(CTRL('Z'), key_suspend, map);
		(void)gnu.of.rl_bind_key_in_map(CTRL('D'), key_end, map);
		if (escape)
			bind_escape(escape, map);
	}
}

/* --- completion --- */

/* What all have in common, and may replace what is there. */
static size_t common_length(const struct completion *words)
{
	size_t length = strlen(words->words[0].text);

	for (size_t i = 1; i < words->count; i++) {
		size_t same = 0;
		while (same < length && words->words[i].text[same] == words->words[0].text[same])
			same++;
		length = same;
	}
	/* not within a character */
	while (length > 0 && (words->words[0].text[length] & 0xC0) == 0x80)
		length--;
	return length;
}

static char *joined(const char *before, size_t before_length, const char *word, size_t length)
{
	char *text = malloc(before_length + length + 1);

	if (!text)
		return NULL;
	memcpy(text, before, before_length);
	memcpy(text + before_length, word, length);
	text[before_length + length] = '\0';
	return text;
}

/* For readline the word is the line up to the cursor: where ours begins it could not be told. */
static char **matches_of(const struct completion *words, const char *typed)
{
	char **matches = calloc(words->count + 2, sizeof *matches);
	size_t count = words->count > 1 ? words->count : 0;

	if (!matches)
		return NULL;
	matches[0] = joined(typed, words->start, words->words[0].text, common_length(words));
	/* one that there is no memory for ends the list */
	for (size_t i = 0; matches[i] && i < count; i++)
		matches[i + 1] = joined(typed, words->start, words->words[i].text,
					strlen(words->words[i].text));
	return matches;
}

static char **attempt(const char *text, int start, int end)
{
	struct console_line *line = gnu.line;

	(void)start;
	(void)end;
	*gnu.of.rl_attempted_completion_over = 1;
	completion_free(&gnu.words);
	gnu.words = (struct completion){0};
	if (line->data)
		return NULL;
	complete(line->console, *gnu.of.rl_line_buffer, (size_t)*gnu.of.rl_point, &gnu.words);
	if (gnu.words.count == 0 || gnu.words.start > strlen(text))
		return NULL;
	*gnu.of.rl_completion_append_character = gnu.words.space ? ' ' : '\0';
	return matches_of(&gnu.words, text);
}

static void display(char **matches, int count, int longest)
{
	struct console_view *view = &gnu.line->console->view;
	int rows = 0, columns = 0;

	(void)matches;
	(void)count;
	(void)longest;
	gnu.of.rl_get_screen_size(&rows, &columns);
	view_begin(view);
	console_list(gnu.line->screen, view->colour, &gnu.words, (size_t)(rows > 0 ? rows : 24),
		     (size_t)(columns > 0 ? columns : 80));
	view_end(view);
}

/* --- the editor --- */

/*
 * Texts are UTF-8 whatever the locale says, and a command's letters have the cases of ASCII;
 * readline looks at the environment.
 */
static void use_utf8(void)
{
	if (setlocale(LC_CTYPE, "C.UTF-8"))
		(void)setenv("LC_ALL", "C.UTF-8", 1);
	else
		(void)setlocale(LC_CTYPE, "");
}

static bool has_paste(void)
{
	const char *wanted = gnu.of.rl_variable_value("enable-bracketed-paste");
	const char *terminal = getenv("TERM");

	return wanted && strcmp(wanted, "on") == 0 && terminal && *terminal &&
	       strcmp(terminal, "dumb") != 0;
}

static void old_line(const struct console_line *line, const char *text)
{
	(void)line;
	gnu.of.add_history(text);
}

static void initialize(struct console_line *line)
{
	const struct readline *of = &gnu.of;

	use_utf8();
	*of->rl_readline_name = "smsmodem"; /* for $if in ~/.inputrc */
	*of->rl_instream = stdin;
	*of->rl_outstream = line->screen;
	*of->rl_catch_signals = *of->rl_catch_sigwinch = *of->rl_change_environment = 0;
	*of->rl_getc_function = get_octet;
	*of->rl_prep_term_function = prepare;
	*of->rl_deprep_term_function = unprepare;
	*of->rl_attempted_completion_function = attempt;
	*of->rl_completion_display_matches_hook = display;
	*of->rl_completer_word_break_characters = "";
	*of->rl_sort_completion_matches = 0;
	(void)of->rl_initialize();
	bind_keys(line->console->options.escape);
	gnu.paste = has_paste();
	of->using_history();
	of->stifle_history(HISTORY_MAX);
	history_each(line, old_line);
	gnu.initialized = true;
}

static bool begin(struct console_line *line)
{
	if (!gnu.initialized && !readline_load(&gnu.of))
		return false;
	gnu.line = line;
	if (!gnu.initialized)
		initialize(line);
	return true;
}

/* What was being typed when another mode began. */
static void put_back(struct console_line *line)
{
	if (!line->kept)
		return;
	(void)gnu.of.rl_clear_visible_line();
	gnu.of.rl_replace_line(line->kept, 1);
	*gnu.of.rl_point = line->kept_point;
	(void)gnu.of.rl_forced_update_display();
	free(line->kept);
	line->kept = NULL;
}

static void start(struct console_line *line)
{
	line->event = EDITOR_NOTHING;
	gnu.of.rl_callback_handler_install(line->asked, take_line);
	line->editing = true;
	put_back(line);
}

static void key(struct console_line *line)
{
	(void)line;
	gnu.of.rl_callback_read_char();
}

static void prompt(struct console_line *line)
{
	(void)gnu.of.rl_set_prompt(line->asked);
}

static void hide(struct console_line *line)
{
	(void)line;
	(void)gnu.of.rl_clear_visible_line();
}

static void show(struct console_line *line)
{
	(void)line;
	(void)gnu.of.rl_forced_update_display();
}

static void resize(struct console_line *line)
{
	(void)line;
	gnu.of.rl_resize_terminal();
}

static void rest(struct console_line *line)
{
	hide(line);
	unprepare();
}

static void resume(struct console_line *line)
{
	prepare(0);
	show(line);
}

static void remember(struct console_line *line, const char *text)
{
	(void)line;
	gnu.of.add_history(text);
}

static void end(struct console_line *line)
{
	if (line->editing && !line->data) {
		line->kept = strdup(*gnu.of.rl_line_buffer);
		line->kept_point = *gnu.of.rl_point;
	}
	if (line->editing)
		gnu.of.rl_callback_handler_remove();
	line->editing = false;
	completion_free(&gnu.words);
	gnu.words = (struct completion){0};
}

const struct editor_ops editor_readline = {begin, end,  start,  key,    prompt,  hide,
					   show,  rest, resume, resize, remember};

#else

static bool begin(struct console_line *line)
{
	(void)line;
	return false;
}

const struct editor_ops editor_readline = {.begin = begin};

#endif
