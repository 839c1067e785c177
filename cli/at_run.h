/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command "at": its commands run once, or again and again, and what came of them is shown. */
#ifndef AT_RUN_H
#define AT_RUN_H

#include "cli.h"

#define AT_WAIT_MS 60000 /* for --expect and --until, where nobody says how long */

/** One run of it; the texts are arguments. */
struct at_run {
	struct cli *cli;
	struct smsmodem *modem;
	const char *data;    /**< for a prompt, or NULL */
	const char *expect;  /**< how the line begins that is waited for afterwards, or NULL */
	const char *until;   /**< how the line begins that ends the repetition, or NULL */
	bool counted;        /**< the user said how often */
	long times;          /**< that; 0: for ever */
	int64_t interval_ms; /**< between the starts of two rounds */
	bool heard;          /**< the expected line came already */
};

/* --- at_run.c --- */

/**
 * Run a command line and show its answer; a failure is not reported.
 *
 * @param timeout_ms as of smsmodem_command
 * @return SMSMODEM_OK; SMSMODEM_E_REFUSED: any final result but OK; SMSMODEM_E_OUTPUT, which has
 * been reported; others as of smsmodem_command
 */
int at_run_line(const struct at_run *run, const char *line, int64_t timeout_ms,
		struct smsmodem_error *error);

/** Whether a line of the last answer begins with a text, in any case. */
bool at_answered(const struct at_run *run, const char *prefix);

/**
 * Wait for the expected line and show it.
 * @return as of smsmodem_expect, or SMSMODEM_E_OUTPUT, which has been reported
 */
int at_run_expect(struct at_run *run, int64_t timeout_ms, struct smsmodem_error *error);

/** Report a failure that has not been reported. @return its exit code */
int at_fail(const struct at_run *run, const struct smsmodem_error *error);

/* --- at_repeat.c --- */

/** Run command lines as often as is wanted. @return 0, or an exit code (reported) */
int at_repeat(struct at_run *run, int argc, char **argv);

/* --- at_json.c --- */

/** The lines of the last answer. */
json_t *at_json_lines(const struct smsmodem *modem);

/** Those of them that are replies, with their parameters. @param command what was sent, or NULL */
json_t *at_json_parsed(const struct smsmodem *modem, const char *command);

/** Add what a line means, where that is known, to an object. */
void at_json_mean(json_t *object, const char *command, const char *line);

#endif
