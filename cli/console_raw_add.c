/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How octets are put for the screen: as they are, mapped, with times, or in hex. */
#include "console_raw.h"
#include <string.h>

static void make_room(struct raw_screen *screen)
{
	if (screen->start > 0)
		memmove(screen->octets, screen->octets + screen->start, screen->length);
	screen->start = 0;
}

char *raw_screen_room(struct raw_screen *screen)
{
	const struct console_options *options = &screen->console->options;

	if (options->hex || options->timestamps || options->imap)
		return NULL;
	make_room(screen);
	return screen->length + RAW_CHUNK <= RAW_SCREEN_SIZE ? screen->octets + screen->length
							     : NULL;
}

void raw_screen_added(struct raw_screen *screen, size_t count)
{
	screen->length += count;
}

bool raw_screen_has_room(const struct raw_screen *screen)
{
	return screen->length + RAW_CHUNK <= RAW_SCREEN_SIZE;
}

static void append(struct raw_screen *screen, const char *octets, size_t count)
{
	memcpy(screen->octets + screen->start + screen->length, octets, count);
	screen->length += count;
}

/* A row that is not full is drawn again when there is more for it. */
static void append_row(struct raw_screen *screen, bool whole)
{
	char text[HEX_TEXT_SIZE];
	size_t length = hex_text(&screen->row, text);

	if (screen->redraws)
		append(screen, "\r", 1);
	append(screen, screen->row_time, strlen(screen->row_time));
	append(screen, text, length);
	if (!whole)
		return;
	append(screen, "\r\n", 2);
	screen->row.count = 0;
}

void raw_screen_end_row(struct raw_screen *screen)
{
	if (screen->row.count > 0)
		append_row(screen, true);
}

/* The direction takes the place of the blank, for a row to be 80 columns. */
static void stamp_row(struct raw_screen *screen)
{
	size_t length = 0;

	if (screen->console->options.timestamps)
		length = view_time(screen->row_time);
	screen->row_time[length > 0 ? length - 1 : 0] = '\0';
}

static void add_hex(struct raw_screen *screen, const char *octets, size_t count, bool sent)
{
	struct hex_row *row = &screen->row;

	if (row->sent != sent)
		raw_screen_end_row(screen);
	row->sent = sent;
	for (size_t i = 0; i < count; i++) {
		if (row->count == 0)
			stamp_row(screen);
		row->octets[row->count++] = octets[i];
		if (row->count == HEX_ROW)
			append_row(screen, true);
	}
	if (row->count > 0 && screen->redraws)
		append_row(screen, false);
}

/* A line has its time when its first character comes; an empty one has none. */
static void add_timed(struct raw_screen *screen, const char *octets, size_t count)
{
	char text[VIEW_TIME_SIZE];

	for (size_t i = 0; i < count; i++) {
		bool ends = octets[i] == '\n' || octets[i] == '\r';

		if (screen->line_fresh && !ends)
			append(screen, text, view_time(text));
		screen->line_fresh = octets[i] == '\n' || (screen->line_fresh && ends);
		append(screen, &octets[i], 1);
	}
}

/* As a terminal would show what is typed: CR also goes down, DEL goes back. */
#define ECHO_MAP (CONSOLE_CR_TO_CRLF | CONSOLE_DEL_TO_BS)

void raw_screen_add(struct raw_screen *screen, const char *octets, size_t count, bool sent)
{
	const struct console_options *options = &screen->console->options;
	char mapped[CONSOLE_MAPPED_MAX(RAW_ADD_MAX)];

	make_room(screen);
	if (!raw_screen_has_room(screen))
		return;
	if (options->hex) {
		add_hex(screen, octets, count, sent);
		return;
	}
	count = console_map(sent ? ECHO_MAP : options->imap, octets, count, mapped);
	if (options->timestamps)
		add_timed(screen, mapped, count);
	else
		append(screen, mapped, count);
}
