/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to who sits at the terminal. */
#ifndef BT_ASK_H
#define BT_ASK_H

#include "cli.h"

/** Octets of an answer with its NUL; a PIN has 16 (Core 3 C 3.2.3). */
#define ASK_ANSWER_SIZE 32

/** The terminal, if there is one. */
struct ask {
	int fd; /**< -1: there is none */
	bool ours;
	int cancel_fd;
};

/** Find the terminal of this process: /dev/tty, or else standard input if it is one. */
struct ask ask_open(int cancel_fd);
void ask_close(struct ask *ask);

/**
 * Ask, and wait for a line.
 *
 * @param[out] answer without its line end; what does not fit is no answer
 * @return SMSMODEM_OK; SMSMODEM_E_TIMEOUT, _E_CANCELLED; _E_USAGE: there is no terminal
 */
int ask_line(const struct ask *ask, const char *question, char answer[ASK_ANSWER_SIZE],
	     struct smsmodem_error *error);

/** Ask for yes or no, which all else is. @return 1 yes, 0 no, or as ask_line */
int ask_yes(const struct ask *ask, const char *question, struct smsmodem_error *error);

#endif
