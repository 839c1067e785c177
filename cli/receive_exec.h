/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command that gets each message: without a shell, in a process group of its own. */
#ifndef RECEIVE_EXEC_H
#define RECEIVE_EXEC_H

#include "cli.h"
#include <sys/types.h>

struct receive_exec {
	char **command; /**< its name, arguments, NULL; borrowed. NULL: there is none */
	int64_t timeout_ms;
	pid_t pid; /**< 0: it does not run */
	int pidfd;
	int64_t deadline_ms; /**< it is told to end, and then killed */
	int told;            /**< signals that it got from us */
};

/** Whether there is such a program. @return SMSMODEM_OK or SMSMODEM_E_NOINPUT */
int receive_exec_check(const struct receive_exec *exec, struct smsmodem_error *error);

/**
 * Start it. stdin is the message's JSON, stdout goes where stderr does.
 * @param device what SMSMODEM_DEVICE says
 * @return SMSMODEM_OK; SMSMODEM_E_NOINPUT, _E_MEMORY: it does not run
 */
int receive_exec_start(struct receive_exec *exec, json_t *message, const char *device,
		       int64_t now_ms, struct smsmodem_error *error);

/**
 * Look whether it has ended; end it when its time is up.
 * @return 1: it has, with success; 0: it runs; SMSMODEM_E_REFUSED: it failed, and error says how
 */
int receive_exec_pump(struct receive_exec *exec, int64_t now_ms, struct smsmodem_error *error);

/** Its time is up now. */
void receive_exec_hurry(struct receive_exec *exec, int64_t now_ms);

/* --- receive_environment.c --- */

/**
 * The environment of a command: ours without what is the service manager's, and the message's
 * fields.
 * @return malloc'd, freed by receive_environment_free; NULL: out of memory
 */
char **receive_environment(json_t *message, const char *device);
void receive_environment_free(char **environment);

#endif
