/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes goes to the screen as it is, escape sequences and all: a program at the other end may
 * draw. That nothing foreign controls the terminal is promised of messages that are shown, and of
 * line mode. Nothing here waits for a terminal that stands still but for a moment at the end: what
 * it does not take is kept, and signals and keys are heard meanwhile.
 */
#include "console_raw.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define HELD_MAX (RAW_CHUNK / 2) /* of a line that does not end, while a question stands */
#define SOON_MS  200             /* a terminal that moves takes this and that in it */
#define BLOCKING ((size_t)256)   /* what poll promises that a terminal takes */
#define ERASE    "\r\x1B[K"

/*
 * O_NONBLOCK belongs to the open file, which is our parent's, too: so another one of the same
 * terminal or pipe. A file would lose its position by that; it does not block.
 */
static int open_screen(bool *own)
{
	struct stat status;
	unsigned number;

	*own = false;
	if (fstat(STDOUT_FILENO, &status) != 0 ||
	    (!S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode)) ||
	    ioctl(STDOUT_FILENO, TIOCGPTN, &number) == 0) /* opening a master makes a new one */
		return STDOUT_FILENO;
	int fd = open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	*own = fd >= 0;
	return *own ? fd : STDOUT_FILENO;
}

bool raw_screen_begin(struct raw_screen *screen, struct console *console)
{
	*screen = (struct raw_screen){.console = console, .line_fresh = true};
	screen->octets = malloc(RAW_SCREEN_SIZE);
	if (!screen->octets)
		return false;
	screen->fd = open_screen(&screen->own);
	screen->redraws = console->view.terminal;
	return true;
}

/* --- writing --- */

static void screen_gone(struct raw_screen *screen)
{
	struct console *console = screen->console;
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_OUTPUT, "cannot write the output: %s",
			   strerror(errno));
	screen->start = screen->length = 0;
	console->view.broken = true;
	console->leaving = true;
	terminal_restore(console); /* which makes line ends again */
	console->status = cli_fail(console->cli, &error);
}

/* @return octets taken at once */
static size_t put(struct raw_screen *screen, const char *octets, size_t count)
{
	struct pollfd ready = {.fd = screen->fd, .events = POLLOUT};
	size_t done = 0;

	while (done < count) {
		size_t piece = count - done;

		if (!screen->own) {
			if (poll(&ready, 1, 0) <= 0)
				break;
			piece = piece < BLOCKING ? piece : BLOCKING;
		}
		ssize_t taken = write(screen->fd, octets + done, piece);
		if (taken > 0) {
			done += (size_t)taken;
		} else if (errno == EAGAIN) {
			break;
		} else if (errno != EINTR) {
			screen_gone(screen);
			break;
		}
	}
	if (done > 0)
		screen->behind_text = octets[done - 1] != '\n';
	return done;
}

/* Wait a little where that is needed. @return octets taken */
static size_t put_soon(struct raw_screen *screen, const char *octets, size_t count)
{
	struct pollfd ready = {.fd = screen->fd, .events = POLLOUT};
	int64_t until_ms = console_now_ms() + SOON_MS;
	size_t done = put(screen, octets, count);

	while (done < count && !screen->console->view.broken) {
		int64_t left_ms = until_ms - console_now_ms();

		if (left_ms <= 0 || poll(&ready, 1, (int)left_ms) <= 0)
			break;
		done += put(screen, octets + done, count - done);
	}
	return done;
}

static void put_text(struct raw_screen *screen, const char *text)
{
	(void)put_soon(screen, text, strlen(text));
}

static void taken(struct raw_screen *screen, size_t count)
{
	screen->start += count;
	screen->length -= count;
	if (screen->length == 0)
		screen->start = 0;
}

/* --- the note below --- */

static void hide_note(struct raw_screen *screen)
{
	if (!screen->note_shown)
		return;
	screen->note_shown = false;
	put_text(screen, ERASE);
	screen->behind_text = false;
}

/* Progress waits for the end of a line, a question does not. */
static void show_note(struct raw_screen *screen)
{
	if (!*screen->note || screen->note_shown || !screen->redraws)
		return;
	if (screen->behind_text && !screen->note_asks)
		return;
	if (screen->behind_text)
		put_text(screen, "\r\n");
	put_text(screen, screen->note);
	screen->note_shown = true;
	screen->behind_text = false;
}

void raw_screen_note(struct raw_screen *screen, const char *text, bool asks)
{
	if (strcmp(screen->note, text) == 0 && screen->note_shown)
		return;
	hide_note(screen);
	(void)snprintf(screen->note, sizeof screen->note, "%s", text);
	screen->note_asks = asks;
	show_note(screen);
}

/* --- what waits --- */

bool raw_screen_is_full(const struct raw_screen *screen)
{
	return screen->length > 0 && (!screen->note_asks || screen->length > HELD_MAX);
}

/* Below a question only whole lines appear. */
static size_t ripe(const struct raw_screen *screen)
{
	const char *octets = screen->octets + screen->start;
	const char *end;

	if (!*screen->note || !screen->note_asks || screen->length > HELD_MAX)
		return screen->length;
	end = memrchr(octets, '\n', screen->length);
	return end ? (size_t)(end + 1 - octets) : 0;
}

void raw_screen_flush(struct raw_screen *screen)
{
	size_t count = ripe(screen);

	if (count == 0)
		return;
	hide_note(screen);
	taken(screen, put(screen, screen->octets + screen->start, count));
	show_note(screen);
}

/* --- in between --- */

void raw_screen_break(struct raw_screen *screen)
{
	raw_screen_end_row(screen);
	screen->line_fresh = true;
	hide_note(screen);
	taken(screen, put_soon(screen, screen->octets + screen->start, screen->length));
	if (screen->behind_text)
		put_text(screen, "\r\n");
	/* others would wait for it for ever */
	screen->console->view.mute = screen->length > 0;
}

void raw_screen_resume(struct raw_screen *screen)
{
	screen->console->view.mute = false;
	screen->behind_text = false;
	show_note(screen);
}

void raw_screen_clear(struct raw_screen *screen)
{
	raw_screen_break(screen);
	put_text(screen, "\x1B[H\x1B[2J");
	raw_screen_resume(screen);
}

/*
 * What has been read belongs to whoever reads behind a pipe, and he may take his time: who does not
 * want to wait for him has the terminal back, and its Ctrl-C.
 */
static void drain(struct raw_screen *screen)
{
	struct console *console = screen->console;
	size_t count;

	if (!screen->redraws && screen->length > 0)
		terminal_restore(console);
	do {
		count = put_soon(screen, screen->octets + screen->start, screen->length);
		taken(screen, count);
		(void)terminal_signals(console);
	} while (screen->length > 0 && !console->view.broken && !console->terminal.ended &&
		 (count > 0 || !screen->redraws));
	if (screen->length > 0 && console->terminal.ended && console->status == 0)
		console->status = smsmodem_code_exit(SMSMODEM_E_CANCELLED);
}

void raw_screen_end(struct raw_screen *screen)
{
	bool own_row = screen->redraws || screen->row.count > 0;

	raw_screen_note(screen, "", false);
	raw_screen_end_row(screen);
	drain(screen);
	if (own_row)
		raw_screen_break(screen);
	screen->console->view.mute = screen->console->leaving && screen->length > 0;
	if (screen->own)
		(void)close(screen->fd);
	free(screen->octets);
}
