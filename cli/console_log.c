/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of what goes over the wire: whoever looks at it later must be able to trust it. */
#include "console.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What it lacks is told when it begins to, and by the exit code at the end. */
static void end_broken(struct console *console, const char *why)
{
	view_say(&console->view, VIEW_STATUS,
		 "the log %.200s is not whole: %s; it has ended (.log FILE begins another one)",
		 console->log_path, why);
	console->log_broken = true;
}

static void end_log(struct console *console)
{
	struct smsmodem_error error = {.text = ""};
	struct smsmodem_trace *log = console->log;

	if (!log)
		return;
	bool whole = smsmodem_trace_flush(log, &error) == SMSMODEM_OK;
	console->log = NULL;
	if (smsmodem_trace_close(log) < 0 && whole)
		(void)smsmodem_error_set(&error, SMSMODEM_E_OUTPUT, "it could not be closed");
	if (error.text[0])
		end_broken(console, error.text);
	free(console->log_path);
	console->log_path = NULL;
}

static bool is_log(const struct console *console, const struct stat *file)
{
	struct stat log;

	return console->log && stat(console->log_path, &log) == 0 && log.st_dev == file->st_dev &&
	       log.st_ino == file->st_ino;
}

int console_log(struct console *console, const char *path)
{
	struct smsmodem_error error;
	struct stat file;
	bool there = path && stat(path, &file) == 0;

	if (there && is_log(console, &file))
		return cli_usage(console->cli, "%.100s is the log already", path);
	end_log(console);
	if (!path)
		return 0;
	console->log_path = strdup(path);
	if (!console->log_path) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(console->cli, &error);
	}
	if (smsmodem_trace_open(path, console->device, console_now_ms(), &console->log, &error) <
	    0) {
		free(console->log_path);
		console->log_path = NULL;
		return cli_fail(console->cli, &error);
	}
	if (there && S_ISREG(file.st_mode) && file.st_size > 0)
		view_say(&console->view, VIEW_STATUS, "what was in %.200s is replaced by the log",
			 path);
	return 0;
}

void console_log_check(struct console *console)
{
	if (console->log && smsmodem_trace_flush(console->log, NULL) < 0)
		end_log(console);
}

int console_log_end(struct console *console)
{
	end_log(console);
	return console->log_broken ? smsmodem_code_exit(SMSMODEM_E_OUTPUT) : 0;
}
