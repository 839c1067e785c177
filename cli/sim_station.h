/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulated phone and where it is mounted: octets between the two. */
#ifndef SIM_STATION_H
#define SIM_STATION_H

#include "sim_mount.h"
#include <smsmodem/sim.h>
#include <smsmodem/transcript.h>
#include <stdint.h>

#define SIM_MOUNTS 3
/* of poll: the mounts, who asks for the service record, and who leaves the pseudo-terminal */
#define SIM_SLOTS (SIM_MOUNTS + 2)

/** One phone of this process; made by sim_station_open, given back with sim_station_close. */
struct sim_station {
	struct smsmodem_sim *sim;
	char link[SIM_MOUNT_PATH]; /**< for its pseudo-terminal, or empty */
	char tcp[SIM_MOUNT_PATH];  /**< [HOST:]PORT, or empty: no TCP */
	bool pty, rfcomm;
	long speed;          /**< of the line of its pseudo-terminal; 0: any */
	const char *adapter; /**< for RFCOMM, or NULL: the first that is on */
	int channel;         /**< or 0: a free one */
	int cancel_fd;       /**< readable means: stop mounting; or -1 */
	struct sim_mount mounts[SIM_MOUNTS];
	size_t mount_count;
	struct sim_mount *active; /**< who spoke last hears the phone; NULL: nobody is there */
	struct smsmodem_trace
		*trace;   /**< of what goes over its mounts, or NULL; not the station's */
	bool away;        /**< the phone has gone, and its mounts with it */
	char input[4096]; /**< from the client, not yet fed to the phone */
	size_t input_start, input_end;
};

/** Mount a phone as its fields say. */
int sim_station_mount(struct sim_station *station, struct smsmodem_error *error);

/** Close and remove what it is mounted on. */
void sim_station_unmount(struct sim_station *station);

/** Milliseconds until the phone has something to say or do; negative: it has not. */
int sim_station_timeout_ms(const struct sim_station *station, int64_t now_ms);

/** The descriptor of a slot to be polled, and what for; -1: none. */
int sim_station_poll(const struct sim_station *station, size_t slot, short *events);

/** What poll said of a slot. @return SMSMODEM_OK, or why a client could not be taken */
int sim_station_ready(struct sim_station *station, size_t slot, short events, int64_t now_ms,
		      struct smsmodem_error *error);

/**
 * Feed the phone an octet of what its client said, so that what happens upon it can be told before
 * more does. @return false: there is none
 */
bool sim_station_feed(struct sim_station *station, int64_t now_ms);

/** From the phone to whoever listens, as far as that one takes it. */
void sim_station_pump(struct sim_station *station, int64_t now_ms);

#endif
