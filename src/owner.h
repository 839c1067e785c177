/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which other process has what is wanted. */
#ifndef OWNER_H
#define OWNER_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/types.h>

/** Another process that has a device. */
struct device_owner {
	pid_t pid;
	char name[32];  /**< command name; '?' for control characters */
	char unit[128]; /**< systemd unit, or empty */
};

/**
 * Look through /proc for a process other than this one that has a socket connected to peer. The
 * kernel shows that for the processes alone that this one might trace: to root for all.
 * @param peer as getpeername(2) has it, octet for octet. @return true: found
 */
bool socket_owner_find(const struct sockaddr *peer, socklen_t size, struct device_owner *owner);

#endif
