/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulated phone, its mounts and its commands, in one loop. */
#ifndef SIM_RUN_H
#define SIM_RUN_H

#include "cli.h"
#include "sim_mount.h"

#define SIM_MOUNTS       2
#define SIM_COMMAND_SIZE 65536 /* octets of a line of commands: 255 parts fit */

/** One run of `smsmodem sim`; what is in it belongs to the caller of sim_run. */
struct sim_run {
	struct cli *cli;
	struct smsmodem_sim *sim;
	struct sim_mount mounts[SIM_MOUNTS];
	size_t mount_count;
	struct sim_mount *active; /**< who spoke last hears the phone; NULL: nobody is there */
	int64_t start_ms;         /**< the phone's time begins at 0 */
	int status;               /**< exit code */
	bool done;
	bool input_ended, input_overlong;
	size_t input_length;
	char input[SIM_COMMAND_SIZE];
};

/** Run until quit, a signal, or the phone's going. @return an exit code */
int sim_run(struct sim_run *run);

#endif
