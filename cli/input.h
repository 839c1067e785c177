/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a stream, interruptible: a signal ends the wait for the next one. */
#ifndef INPUT_H
#define INPUT_H

#include "cli.h"

#define INPUT_LINE_MAX ((size_t)1 << 20)

struct input {
	int fd;
	int cancel_fd; /* or -1 */
	char *octets;  /* owned */
	size_t size, start, end;
	long line; /* number of the line given last */
	bool ended;
};

/** Read from a file, or "-" for stdin. A terminal on stdin is refused unless allowed. */
int input_open(struct input *input, const char *path, int cancel_fd, bool allow_terminal,
	       struct smsmodem_error *error);

/**
 * The next line without its line end. @param[out] text valid until the next call
 * @return 1; 0: the end; SMSMODEM_E_CANCELLED, _E_NOINPUT, _E_DATA (over 1 MiB), _E_MEMORY
 */
int input_line(struct input *input, char **text, size_t *length, struct smsmodem_error *error);

void input_close(struct input *input);

#endif
