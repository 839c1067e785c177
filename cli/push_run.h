/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `push KIND` and `encode push KIND` share: from the command line to a message. */
#ifndef PUSH_RUN_H
#define PUSH_RUN_H

#include "message.h"
#include "push.h"

struct push_run {
	struct cli *cli;
	struct push push;
	struct cli_command command; /**< of the kind, while options are taken */
	struct cli_option rows[PUSH_OPTIONS + 1];
	enum push_option ids[PUSH_OPTIONS];
	int count; /**< rows */
	char name[32], operands[32];
};

/**
 * Find the kind, which may stand behind options.
 *
 * @param command the one that is run: `push`, or one whose inner one `push` is
 * @param more options of the message, sending or printing; row i of it is MESSAGE_CLASS + i
 * @return true; false: *status is the exit code (reported), also after --help
 */
bool push_run_begin(struct push_run *run, struct cli *cli, const struct cli_command *command,
		    const struct cli_option *more, int argc, char **argv, int *status);

/**
 * Take options of the kind, up to one that is not.
 * @return that one, an enum message_option or one behind; -1: the end, operands from cli->optind
 * on; -2: *status is the exit code (reported), also after --help
 */
int push_run_next(struct push_run *run, int argc, char **argv, int *status);

/** The operand behind the words that name the kind, or NULL (reported). */
const char *push_run_number(struct push_run *run, int argc, char **argv);

/** Make the message: its datagram and ports. @return 0 or an exit code (reported) */
int push_run_message(struct push_run *run, struct message *message);

void push_run_end(struct push_run *run);

#endif
