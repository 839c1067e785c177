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
	size_t searched; /* octets from start on that have no line end */
	long line;       /* number of the line given last */
	bool ended;
	bool overlong; /* the beginning of the line at start has been dropped */
};

/** Read from a file, or "-" for stdin. A terminal on stdin is refused unless allowed. */
int input_open(struct input *input, const char *path, int cancel_fd, bool allow_terminal,
	       struct smsmodem_error *error);

/**
 * The next line without its line end. @param[out] text valid until the next call
 * @return 1; 0: the end; SMSMODEM_E_CANCELLED, _E_NOINPUT, _E_DATA (over 1 MiB), _E_MEMORY
 */
int input_line(struct input *input, char **text, size_t *length, struct smsmodem_error *error);

#define INPUT_LATER 2

/** As input_line, but does not wait. @return also INPUT_LATER: no whole line is there yet */
int input_line_now(struct input *input, char **text, size_t *length, struct smsmodem_error *error);

void input_close(struct input *input);

#endif
