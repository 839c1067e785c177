/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The console's link: opened, read and written, and found again when it has gone. */
#include "console.h"
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RETRY_MIN_MS 250
#define RETRY_MAX_MS 2000
#define OUT_MAX      ((size_t)1 << 20)

int64_t console_now_ms(void)
{
	return smsmodem_sim_clock_ms();
}

/* --- opening and closing --- */

/* The transcript is the console's: a modem that comes back goes on in it. */
static void take_log(struct console *console)
{
	console->options.log = console->cli->modem.trace;
	console->cli->modem.trace = NULL;
}

int console_open(struct console *console)
{
	struct cli *cli = console->cli;
	struct smsmodem_error error;

	cli->modem.real_time = true;
	int status = cli_choose_device(cli);
	if (status != 0)
		return status;
	take_log(console);
	if (cli_try_open(cli, &console->modem, &error) < 0)
		return cli_fail(cli, &error);
	console->device = strdup(cli->modem.device);
	if (!console->device) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(cli, &error);
	}
	following_note(&console->port, console->device);
	return console_log(console, console->options.log);
}

int console_close(struct console *console, int status)
{
	int log_status = console_log_end(console);

	if (status == 0)
		status = log_status;
	(void)smsmodem_close(console->modem);
	console->modem = NULL;
	completion_forget(console);
	free(console->device);
	free(console->out.octets);
	return status;
}

/* --- gone and back --- */

static void link_lost(struct console *console, const struct smsmodem_error *error)
{
	(void)smsmodem_close(console->modem);
	console->modem = NULL;
	console->out.start = console->out.length = 0;
	talk_cut(console);
	if (console->options.once || !console->line) {
		view_say(&console->view, VIEW_STATUS, "%s", error->text);
		console->status = smsmodem_code_exit(error->code);
		console->leaving = true;
		return;
	}
	view_say(&console->view, VIEW_STATUS, "%s; waiting for %s to come back", error->text,
		 console->device);
	console->retry_after_ms = RETRY_MIN_MS;
	console->retry_ms = console_now_ms() + console->retry_after_ms;
}

static void say_back(struct console *console, const char *opened)
{
	char path[256];
	const char *name = following_name(&console->port, opened, path, sizeof path);

	if (name == console->port.device)
		view_say(&console->view, VIEW_STATUS, "%s is back", name);
	else
		view_say(&console->view, VIEW_STATUS, "%s is back as %s", console->device, name);
}

/* What is typed meanwhile interrupts the try, and is looked at. */
static void link_retry(struct console *console)
{
	struct cli again = *console->cli;
	struct smsmodem_error error;

	again.quiet = true;
	again.modem.cancel_fd = console->wake_fd;
	again.modem.note_fd = 0;
	again.modem.device = following_wanted(&console->port, console->cli);
	if (cli_try_open(&again, &console->modem, &error) < 0) {
		console->modem = NULL;
		console->retry_ms = console_now_ms() + console->retry_after_ms;
		if (error.code != SMSMODEM_E_CANCELLED && console->retry_after_ms < RETRY_MAX_MS)
			console->retry_after_ms *= 2;
		return;
	}
	talk_cut(console);
	completion_forget(console);
	say_back(console, again.modem.device);
}

/* --- octets --- */

bool console_send(struct console *console, const void *octets, size_t count)
{
	struct console_buffer *out = &console->out;

	if (!console->modem)
		return true;
	if (out->start > 0) {
		memmove(out->octets, out->octets + out->start, out->length);
		out->start = 0;
	}
	if (out->length + count > OUT_MAX)
		return false;
	if (out->length + count > out->size) {
		size_t size = 2 * (out->length + count);
		char *grown = realloc(out->octets, size);

		if (!grown)
			return false;
		out->octets = grown;
		out->size = size;
	}
	if (count > 0)
		memcpy(out->octets + out->length, octets, count);
	out->length += count;
	return true;
}

static int flush_out(struct console *console, struct smsmodem_error *error)
{
	struct console_buffer *out = &console->out;

	while (out->length > 0) {
		const char *octets = out->octets + out->start;
		ssize_t taken = smsmodem_stream_write(console->modem, octets, out->length, error);

		if (taken <= 0)
			return (int)taken;
		if (console->log)
			smsmodem_trace_write(console->log, '>', octets, (size_t)taken,
					     console_now_ms());
		out->start += (size_t)taken;
		out->length -= (size_t)taken;
	}
	return 0;
}

void console_write(struct console *console)
{
	if (console->modem)
		(void)flush_out(console, NULL);
}

size_t console_read(struct console *console, void *octets, size_t size)
{
	struct smsmodem_error error;

	if (!console->modem) {
		if (!console->leaving && console_now_ms() >= console->retry_ms)
			link_retry(console);
		return 0;
	}
	int result = flush_out(console, &error);
	/* read also when writing failed: the last words may be the answer */
	ssize_t count =
		smsmodem_stream_read(console->modem, octets, size, result < 0 ? NULL : &error);
	if (count > 0) {
		if (console->log)
			smsmodem_trace_write(console->log, '<', octets, (size_t)count,
					     console_now_ms());
		return (size_t)count;
	}
	if (result < 0 || count < 0)
		link_lost(console, &error);
	return 0;
}

static int wait_away(struct console *console, int64_t deadline_ms)
{
	struct pollfd wake = {.fd = console->wake_fd, .events = POLLIN};
	int64_t until_ms = console->retry_ms;

	if (deadline_ms >= 0 && deadline_ms < until_ms)
		until_ms = deadline_ms;
	int64_t left_ms = until_ms - console_now_ms();
	int count = poll(&wake, 1, left_ms < 0 ? 0 : (int)left_ms);
	return count > 0 ? SMSMODEM_WOKEN : 0;
}

int console_wait(struct console *console, int64_t deadline_ms)
{
	struct smsmodem_error error;

	console_log_check(console);
	if (!console->modem)
		return wait_away(console, deadline_ms);
	int ready = smsmodem_stream_wait(console->modem, console->out.length > 0, console->wake_fd,
					 deadline_ms, &error);
	if (ready >= 0)
		return ready;
	link_lost(console, &error);
	return SMSMODEM_READABLE;
}
