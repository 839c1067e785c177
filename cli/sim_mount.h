/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a simulated phone is mounted on: a pseudo-terminal, a TCP port, or an RFCOMM channel. */
#ifndef SIM_MOUNT_H
#define SIM_MOUNT_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct smsmodem_bt_listener;

#define SIM_MOUNT_PATH 512

/** One mount; made by one of the openers, given back with sim_mount_close. */
struct sim_mount {
	int fd;                                /**< where octets come and go, or -1: no client */
	int listen_fd;                         /**< TCP: the listener, or -1 */
	struct smsmodem_bt_listener *listener; /**< RFCOMM, or NULL */
	int slave_fd;                /**< pty: kept open, so that clients may come and go, or -1 */
	int watch_fd;                /**< pty: readable when a client has left, or -1 */
	long speed;                  /**< pty: that its other end has to set; 0: any */
	char device[SIM_MOUNT_PATH]; /**< how smsmodem -d opens it */
	char link[SIM_MOUNT_PATH];   /**< our symbolic link, or empty */
	char slave[64];              /**< pty: /dev/pts/N */
	char out[4096];              /**< octets that fd did not take yet */
	size_t out_start, out_end;
};

/**
 * What octets become on a line whose ends have different speeds, so that neither understands the
 * other: as many others, each above 0x7F, so that none ends a line. Elsewhere nothing is done.
 */
void sim_speed_garble(const struct sim_mount *mount, char *octets, size_t count);

/**
 * @param mount zeroed, or closed: then its pseudo-terminal gets another name than it had, as a USB
 *        port does that comes back
 * @param link path of a symbolic link to make, or NULL
 */
int sim_mount_pty(struct sim_mount *mount, const char *link, struct smsmodem_error *error);

/** @param where [HOST:]PORT, HOST may be [v6]; loopback without it; PORT 0 takes a free one */
int sim_mount_tcp(struct sim_mount *mount, const char *where, struct smsmodem_error *error);

/**
 * @param adapter "hci0", or NULL: the first that is on
 * @param channel 1..30, or 0: a free one
 * @param number the phone's, for the name of its service record
 * @param cancel_fd readable means: stop; or -1
 */
int sim_mount_rfcomm(struct sim_mount *mount, const char *adapter, int channel, const char *number,
		     int cancel_fd, struct smsmodem_error *error);

/**
 * Do what the listener is readable for, and take a client if there is none.
 * @return 1: taken; 0: none; SMSMODEM_E_MEMORY: one was turned away; SMSMODEM_E_LINK: the listener
 * is no more, but a client stays
 */
int sim_mount_rfcomm_accept(struct sim_mount *mount, struct smsmodem_error *error);

/** Take a client; there is none before. @return false: it has gone again */
bool sim_mount_accept(struct sim_mount *mount);

/** @return octets read, 0: none now, -1: the client has gone and fd is closed */
ssize_t sim_mount_read(struct sim_mount *mount, void *octets, size_t size);

/** Take the mark of a client off that has left its pseudo-terminal, killed ones too. */
void sim_mount_left(struct sim_mount *mount);

/** Write what waits in out. @return false: the client has gone and fd is closed */
bool sim_mount_flush(struct sim_mount *mount);

/** Close everything and remove the link, if it is still ours. */
void sim_mount_close(struct sim_mount *mount);

#endif
