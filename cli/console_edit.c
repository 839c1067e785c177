/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line editor for where GNU readline is not: the line is changed at its end, as the kernel's own
 * editing does, but the keys mean the same as with readline, and what the modem says goes above.
 */
#include "console_editor.h"
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#define EDIT_MAX ((size_t)64 << 10)
#define ESC      0x1B
#define DEL      0x7F

/* --- the screen --- */

/* Octets of the character at text, and its columns; what is no character has one of each. */
static size_t character(const char *text, size_t left, size_t *columns)
{
	mbstate_t state = {0};
	wchar_t wide;
	size_t length = mbrtowc(&wide, text, left, &state);
	int width = length == 0 || length > left ? 1 : wcwidth(wide);

	*columns = width < 0 ? 0 : (size_t)width;
	return length == 0 || length > left ? 1 : length;
}

static size_t columns_of(const char *text, size_t length)
{
	size_t columns = 0, width;

	for (size_t i = 0; i < length;) {
		i += character(text + i, length - i, &width);
		columns += width;
	}
	return columns;
}

static size_t screen_columns(void)
{
	struct winsize size;

	return ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static void show(struct console_line *line)
{
	(void)fputs(line->asked, line->screen);
	(void)fwrite(line->edit, 1, line->edit_length, line->screen);
	/* the cursor hangs behind a full row until something follows */
	size_t columns = strlen(line->asked) + columns_of(line->edit, line->edit_length);
	if (columns > 0 && columns % screen_columns() == 0)
		(void)fputs(" \b", line->screen);
}

/* A terminal that cannot be told to clear gets a new row. */
static void hide(struct console_line *line)
{
	size_t columns = strlen(line->asked) + columns_of(line->edit, line->edit_length);
	size_t rows = columns / screen_columns();

	if (!line->console->view.colour) {
		(void)fputc('\n', line->screen);
		return;
	}
	if (rows > 0)
		(void)fprintf(line->screen, "\033[%zuA", rows);
	(void)fputs("\r\033[J", line->screen);
}

static void redraw(struct console_line *line, size_t length)
{
	hide(line);
	line->edit_length = length;
	show(line);
}

/* --- keys --- */

static void insert(struct console_line *line, char octet)
{
	/* what is longer is no command */
	if (line->edit_length + 1 >= EDIT_MAX)
		return;
	line->edit[line->edit_length++] = octet;
	(void)fputc(octet, line->screen);
}

static size_t before_last(const struct console_line *line)
{
	size_t length = line->edit_length;

	while (length > 0 && (line->edit[--length] & 0xC0) == 0x80)
		;
	return length;
}

static size_t before_word(const struct console_line *line)
{
	size_t length = line->edit_length;

	while (length > 0 && line->edit[length - 1] == ' ')
		length--;
	while (length > 0 && line->edit[length - 1] != ' ')
		length--;
	return length;
}

static void end_with(struct console_line *line, enum editor_event event)
{
	(void)fputc('\n', line->screen);
	line->event = event;
	line->editing = false;
	free(line->text);
	line->text = strndup(line->edit, line->edit_length);
	line->edit_length = 0;
}

static void control(struct console_line *line, int key)
{
	switch (key) {
	case '\r':
	case '\n': end_with(line, EDITOR_LINE); break;
	case '\b':
	case DEL: redraw(line, before_last(line)); break;
	case CTRL('U'): redraw(line, 0); break;
	case CTRL('W'): redraw(line, before_word(line)); break;
	case CTRL('L'): redraw(line, line->edit_length); break;
	case CTRL('C'):
		if (line->data) {
			end_with(line, EDITOR_ABORT);
			break;
		}
		redraw(line, 0);
		line->event = EDITOR_CANCEL;
		break;
	case CTRL('Z'):
		if (line->data)
			end_with(line, EDITOR_SEND);
		else
			line->event = EDITOR_SUSPEND;
		break;
	case CTRL('D'):
		if (line->data)
			end_with(line, EDITOR_SEND);
		else if (line->edit_length == 0)
			line->event = EDITOR_END;
		break;
	case ESC: line->sequence = 1; break;
	default: break; /* has no meaning */
	}
}

/* Arrows and function keys (ECMA-48 5.4) have none either. @return whether it is part of one */
static bool is_sequence(struct console_line *line, int key)
{
	if (line->sequence == 0)
		return false;
	if (line->sequence == 1)
		line->sequence = key == '[' || key == 'O' ? 2 : 0;
	else if (key >= '@' && key <= '~')
		line->sequence = 0;
	return true;
}

static bool is_menu(struct console_line *line, int key)
{
	bool escaped = line->escaped;
	bool letter = (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z') || key == '?';

	line->escaped = !escaped && key == line->console->options.escape && key != 0;
	if (line->escaped)
		return true;
	if (!escaped || !letter)
		return false;
	line->key = key;
	line->event = EDITOR_MENU;
	return true;
}

static void key(struct console_line *line)
{
	unsigned char octet;

	if (read(STDIN_FILENO, &octet, 1) != 1) {
		line->gone = true;
		line->event = EDITOR_END;
	} else if (is_menu(line, octet) || is_sequence(line, octet)) {
		return;
	} else if (octet < ' ' || octet == DEL) {
		control(line, octet);
	} else {
		insert(line, (char)octet);
	}
	(void)fflush(line->screen);
}

/* --- the editor --- */

static bool begin(struct console_line *line)
{
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		(void)setlocale(LC_CTYPE, "");
	if (!line->edit)
		line->edit = malloc(EDIT_MAX);
	return line->edit != NULL;
}

static void end(struct console_line *line)
{
	line->editing = line->escaped = false;
	line->sequence = 0;
	if (line->data)
		line->edit_length = 0;
}

static void start(struct console_line *line)
{
	line->editing = true;
	show(line);
}

static void prompt(struct console_line *line)
{
	(void)line; /* it is shown with the line */
}

static void resize(struct console_line *line)
{
	(void)line; /* rows are counted when they are needed */
}

static void remember(struct console_line *line, const char *text)
{
	(void)line;
	(void)text;
}

const struct editor_ops editor_plain = {begin, end,  start, key,    prompt,  hide,
					show,  hide, show,  resize, remember};
