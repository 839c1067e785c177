/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `send` and `push` share: the options of sending, recipients, and the run itself. */
#ifndef SEND_OPTIONS_H
#define SEND_OPTIONS_H

#include "message.h"

#define SEND_RECIPIENTS_MAX 1000
#define SEND_NUMBERS_MAX    ((size_t)65536)

/** The options beside those of every message. */
enum send_option {
	SEND_STORE = MESSAGE_OPTIONS,
	SEND_DRY_RUN,
	SEND_PROGRESS,
	SEND_WAIT_REPORT,
	SEND_RETRIES,
	SEND_OPTIONS
};

/* clang-format off */
/** Their rows, for the tables of commands. */
#define SEND_ROWS                                                                                  \
	[SEND_STORE] = {"store", 0, NULL, "write to the phone's storage, do not send"},            \
	[SEND_DRY_RUN] = {"dry-run", 'n', NULL, "print the PDUs, send nothing"},                   \
	[SEND_PROGRESS] = {"progress", 0, NULL, "show parts on stderr, also off a terminal"},      \
	[SEND_WAIT_REPORT] = {"wait-report", 0, "[SECONDS]",                                       \
			      "ask for a delivery report and wait for it (300)"},                  \
	[SEND_RETRIES] = {"retries", 0, "N", "try again N times what is refused for now"}
/* clang-format on */

/** What the command line asks for. */
struct send_run {
	struct cli *cli;
	struct message message;
	const char *batch; /**< messages come from the lines of this file, or NULL */
	json_t *more;      /**< members that each line of result gets too, or NULL; borrowed */
	bool store, dry_run, progress;
	const char *id; /**< the outbox knows the message by it, or NULL */
	bool once;      /**< the same of the lines of a batch, by their own */
	long report_s;  /**< 0: do not wait */
	long retries;
	char numbers[SEND_NUMBERS_MAX]; /**< TO,TO,... cut at the commas */
	const char *to[SEND_RECIPIENTS_MAX];
	int recipients;
};

/** Take one option, also one of every message. @return 0, or 64 (reported) */
int send_option(struct send_run *run, int option);

/** Take TO[,TO]... @return 0, or 64 (reported) */
int send_recipients(struct send_run *run, const char *text);

/** Check the message to each recipient before anything is sent. @return 0 or an exit code */
int send_check(struct send_run *run);

/** Send it to all, or print it if that is wanted. @return an exit code (reported) */
int send_go(struct send_run *run);

#endif
