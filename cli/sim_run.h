/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated phones, their mounts and their commands, in one loop. */
#ifndef SIM_RUN_H
#define SIM_RUN_H

#include "cli.h"
#include "sim_station.h"

#define SIM_STATIONS     16
#define SIM_COMMAND_SIZE 65536 /* octets of a line of commands: 255 parts fit */

/** One run of `smsmodem sim`; what is in it belongs to the caller of sim_run. */
struct sim_run {
	struct cli *cli;
	struct sim_station stations[SIM_STATIONS];
	size_t station_count;
	int64_t start_ms; /**< the phones' time begins at 0 */
	int status;       /**< exit code */
	bool done;
	bool input_ended, input_overlong;
	bool input_waits; /**< the next line is for a phone whose network takes no more for now */
	size_t input_start, input_end;
	char input[SIM_COMMAND_SIZE];
};

/** Run until quit, a signal, or the last phone's going for good. @return an exit code */
int sim_run(struct sim_run *run);

/* --- sim_shown.c: events as JSON lines; a phone is named where there are several --- */

void sim_shown_ready(struct sim_run *run, const struct sim_station *station);
void sim_shown_gone(struct sim_run *run, const struct sim_station *station);
/** All that has happened in a phone. */
void sim_shown_events(struct sim_run *run, const struct sim_station *station);
void sim_shown_error(struct sim_run *run, const struct smsmodem_error *error);

/* --- sim_commands.c: lines on stdin --- */

/** Read what there is, and run the lines that are whole. */
void sim_commands_read(struct sim_run *run);
/** Go on with the line that waits. */
void sim_commands_again(struct sim_run *run);

/** Tell what has happened in a phone, its going or coming last. */
void sim_run_tell(struct sim_run *run, struct sim_station *station);

/** The time of the phones. */
int64_t sim_run_now_ms(const struct sim_run *run);

#endif
