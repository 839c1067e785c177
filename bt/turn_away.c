/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who calls while no descriptor is left is turned away with one that was kept for that: left
 * waiting, it would make its listener readable for ever, and us busy.
 */
#include "turn_away.h"
#include <errno.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

int bt_spare_open(void)
{
	return eventfd(0, EFD_CLOEXEC);
}

bool bt_is_exhausted(int sys_errno)
{
	return sys_errno == EMFILE || sys_errno == ENFILE || sys_errno == ENOMEM ||
	       sys_errno == ENOBUFS;
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

void bt_turn_away(int listen_fd, int *spare_fd)
{
	close_fd(*spare_fd);
	close_fd(accept4(listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC));
	*spare_fd = bt_spare_open();
}
