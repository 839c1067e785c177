/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to who sits at the terminal, while the pairing that asks goes on. */
#ifndef BT_ASK_H
#define BT_ASK_H

#include "cli.h"

/** Octets of an answer with its NUL; a PIN has 16 (Core 3 C 3.2.3). */
#define ASK_ANSWER_SIZE 32

/** The terminal, if there is one. */
struct ask {
	int fd; /**< -1: there is none */
	bool ours;
};

/** Find the terminal of this process: /dev/tty, or else standard input if it is one. */
struct ask ask_open(void);
void ask_close(struct ask *ask);

/**
 * Ask what the last step of a pairing wants, and wait for a line.
 *
 * @param[out] answer without its line end; what does not fit is an empty one
 * @return 1: answered; 0: the step wants no answer any more; a failure as smsmodem_bt_pair_wait;
 * SMSMODEM_E_CANCELLED: the terminal has gone
 */
int ask_line(const struct ask *ask, struct smsmodem_bt_pairing *pairing, const char *question,
	     char answer[ASK_ANSWER_SIZE], struct smsmodem_error *error);

/** Ask for yes or no, which all else is. @param[out] yes if answered. @return as ask_line */
int ask_yes(const struct ask *ask, struct smsmodem_bt_pairing *pairing, const char *question,
	    bool *yes, struct smsmodem_error *error);

#endif
