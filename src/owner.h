/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which other process has what is wanted. */
#ifndef OWNER_H
#define OWNER_H

#include <smsmodem/devices.h>
#include <sys/socket.h>

/**
 * Look through /proc for a process other than this one that has a socket connected to peer. The
 * kernel shows that for the processes alone that this one might trace: to root for all.
 * @param peer as getpeername(2) has it, octet for octet. @return true: found
 */
bool socket_owner_find(const struct sockaddr *peer, socklen_t size, struct smsmodem_owner *owner);

#endif
