/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console_view.h"
#include "cli.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define DIM    "\033[2m"
#define NORMAL "\033[0m"

void view_init(struct console_view *view)
{
	const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");

	view->terminal = isatty(STDOUT_FILENO) == 1;
	view->colour = view->terminal && !(no_colour && *no_colour) && terminal && *terminal &&
		       strcmp(terminal, "dumb") != 0;
}

static void take_away(struct console_view *view)
{
	if (view->hidden || !view->hide)
		return;
	view->hidden = true;
	view->hide(view->context);
}

void view_hold(struct console_view *view)
{
	view->open++;
}

void view_begin(struct console_view *view)
{
	view->open++;
	take_away(view);
}

void view_end(struct console_view *view)
{
	if (view->open > 1) {
		view->open--;
		return;
	}
	if (view->hidden && view->show)
		view->show(view->context);
	view->open = 0;
	view->hidden = false;
	if (!view->broken && output_flush() != 0)
		view->broken = true;
}

/* --- lines --- */

/* The time of day is for people; nothing is decided by it. */
size_t view_time(char text[VIEW_TIME_SIZE])
{
	struct timespec now;
	struct tm local;

	*text = '\0';
	if (timespec_get(&now, TIME_UTC) != TIME_UTC || !localtime_r(&now.tv_sec, &local))
		return 0;
	int length = snprintf(text, VIEW_TIME_SIZE, "%02d:%02d:%02d.%03ld ", local.tm_hour % 100,
			      local.tm_min % 100, local.tm_sec % 100, now.tv_nsec / 1000000);
	return length < 0 ? 0 : strlen(text);
}

static void put_time(FILE *stream)
{
	char text[VIEW_TIME_SIZE];

	(void)fwrite(text, 1, view_time(text), stream);
}

/* @return NULL: it is not shown */
static FILE *stream_of(const struct console_view *view, enum view_kind kind)
{
	switch (kind) {
	case VIEW_PHONE: return stdout;
	case VIEW_NOTE: return view->terminal && !view->plain ? stdout : NULL;
	case VIEW_SENT: return view->terminal && view->attended ? stdout : NULL;
	case VIEW_STATUS: return view->terminal && view->attended ? stdout : stderr;
	}
	return NULL;
}

static void put_line(const struct console_view *view, enum view_kind kind, const char *text,
		     size_t length)
{
	FILE *stream = stream_of(view, kind);
	bool dim = kind != VIEW_PHONE && view->colour && stream == stdout;

	if (view->mute)
		return;
	if (view->timestamps && kind != VIEW_NOTE && stream == stdout)
		put_time(stream);
	if (dim)
		(void)fputs(DIM, stream);
	if (stream == stderr)
		(void)fputs("smsmodem: ", stream);
	else if (kind != VIEW_PHONE)
		(void)fputs(kind == VIEW_SENT ? "  > " : "  ", stream);
	output_foreign(stream, text, length, 0);
	if (dim)
		(void)fputs(NORMAL, stream);
	(void)fputs(view->raw ? "\r\n" : "\n", stream);
}

void view_line(struct console_view *view, enum view_kind kind, const char *text, size_t length)
{
	if (!stream_of(view, kind))
		return;
	view_begin(view);
	do {
		const char *end = memchr(text, '\n', length);
		size_t line = end ? (size_t)(end - text) : length;

		put_line(view, kind, text, line);
		length -= end ? line + 1 : line;
		text += end ? line + 1 : line;
	} while (length > 0);
	view_end(view);
}

void view_say(struct console_view *view, enum view_kind kind, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (length > 0)
		view_line(view, kind, text,
			  (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}
