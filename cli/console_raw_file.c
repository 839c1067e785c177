/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that raw mode sends: begun, watched, stopped by a key. */
#include "console_raw.h"
#include <inttypes.h>

#define PROGRESS_MS 250

static void say_end(struct raw *raw, const char *how)
{
	struct console_file *file = &raw->file;
	int64_t took_ms = console_now_ms() - file->begun_ms;

	console_file_close(file);
	raw_screen_note(&raw->screen, "", false);
	view_say(&raw->console->view, VIEW_STATUS,
		 "%.200s %s: %" PRId64 " of %" PRId64 " octets in %" PRId64 ".%03d s", file->path,
		 how, file->sent, file->size, took_ms / 1000, (int)(took_ms % 1000));
}

static void say_error(struct raw *raw, const struct smsmodem_error *error)
{
	console_file_close(&raw->file);
	raw_screen_note(&raw->screen, "", false);
	view_say(&raw->console->view, VIEW_STATUS, "%s", error->text);
}

void raw_file_begin(struct raw *raw, const char *path)
{
	struct smsmodem_error error;

	if (!raw->console->modem)
		view_say(&raw->console->view, VIEW_STATUS, "%s is away", raw->console->device);
	else if (console_file_open(&raw->file, path, &error) < 0)
		say_error(raw, &error);
	else
		raw->progress_ms = raw->file.begun_ms + PROGRESS_MS;
}

void raw_file_stop(struct raw *raw)
{
	if (raw->file.fd >= 0)
		say_end(raw, "stopped");
}

static void show_progress(struct raw *raw)
{
	const struct console_file *file = &raw->file;
	char text[sizeof raw->screen.note];
	int64_t now_ms = console_now_ms();

	if (now_ms < raw->progress_ms)
		return;
	raw->progress_ms = now_ms + PROGRESS_MS;
	(void)snprintf(text, sizeof text, "%" PRId64 " of %" PRId64 " octets sent; a key stops",
		       file->sent, file->size);
	raw_screen_note(&raw->screen, text, false);
}

void raw_file_tick(struct raw *raw)
{
	struct smsmodem_error error;

	if (raw->file.fd < 0)
		return;
	if (!raw->console->modem) {
		raw_file_stop(raw);
		return;
	}
	int result = console_file_step(raw->console, &raw->file, &error);
	if (result < 0)
		say_error(raw, &error);
	else if (result == 0)
		say_end(raw, "sent");
	else
		show_progress(raw);
}

int64_t raw_file_due_ms(const struct raw *raw)
{
	const struct console_file *file = &raw->file;

	if (file->fd < 0)
		return -1;
	if (raw->console->out.length > 0 || file->next_ms > raw->progress_ms)
		return raw->progress_ms;
	return file->next_ms;
}
