/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file on its way to the modem, octet by octet, with a pause behind each line if wanted. */
#ifndef CONSOLE_FILE_H
#define CONSOLE_FILE_H

#include "console.h"

/** A file that is being sent. */
struct console_file {
	int fd; /**< -1: none is */
	char path[256];
	int64_t size, sent; /**< octets */
	int64_t begun_ms;
	int64_t next_ms; /**< when the next line may go */
	char octets[4096];
	size_t start, length; /**< what is read of it and still to be sent */
	bool at_end;
};

/**
 * Begin with a file. "~/" is the home directory.
 * @return SMSMODEM_OK; SMSMODEM_E_NOINPUT: there is none, or no regular one
 */
int console_file_open(struct console_file *file, const char *path, struct smsmodem_error *error);

/**
 * Queue for the modem what may go now; little enough that it can be stopped.
 * @return 1: there is more, to be asked for at next_ms or when console->out is empty; 0: all of it
 * went out; SMSMODEM_E_NOINPUT: it cannot be read
 */
int console_file_step(struct console *console, struct console_file *file,
		      struct smsmodem_error *error);

void console_file_close(struct console_file *file);

#endif
