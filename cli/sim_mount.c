/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim_mount.h"
#include <errno.h>
#include <poll.h>
#include <smsmodem/bluetooth.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void close_fd(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

static void client_gone(struct sim_mount *mount)
{
	close_fd(&mount->fd);
	mount->out_start = mount->out_end = 0;
	if (mount->listener)
		smsmodem_bt_listener_hold(mount->listener, false);
}

bool sim_mount_accept(struct sim_mount *mount)
{
	mount->fd = accept4(mount->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	return mount->fd >= 0;
}

/* RFCOMM tells of the end once, and then reads as if nothing had come. */
static bool hung_up(int fd)
{
	struct pollfd entry = {.fd = fd};

	return poll(&entry, 1, 0) > 0 && (entry.revents & (POLLHUP | POLLERR));
}

static bool is_nothing(int number)
{
	return number == EAGAIN || number == EINTR;
}

/*
 * A client's TIOCEXCL ends with the last close, which our own descriptor of the slave puts off for
 * ever: no other client could come after one that does not clear it.
 */
static void forget_exclusive(const struct sim_mount *mount)
{
	if (mount->slave_fd >= 0)
		(void)ioctl(mount->slave_fd, TIOCNXCL);
}

void sim_mount_left(struct sim_mount *mount)
{
	char events[512];

	while (read(mount->watch_fd, events, sizeof events) > 0)
		;
	forget_exclusive(mount);
}

ssize_t sim_mount_read(struct sim_mount *mount, void *octets, size_t size)
{
	ssize_t count = read(mount->fd, octets, size);

	if (count > 0) {
		forget_exclusive(mount);
		sim_speed_garble(mount, octets, (size_t)count);
		return count;
	}
	if (count < 0 && is_nothing(errno) && !hung_up(mount->fd))
		return 0;
	client_gone(mount);
	return -1;
}

bool sim_mount_flush(struct sim_mount *mount)
{
	while (mount->out_start < mount->out_end) {
		ssize_t count = write(mount->fd, mount->out + mount->out_start,
				      mount->out_end - mount->out_start);
		if (count < 0 && !is_nothing(errno)) {
			client_gone(mount);
			return false;
		}
		if (count <= 0)
			return true;
		mount->out_start += (size_t)count;
	}
	mount->out_start = mount->out_end = 0;
	return true;
}

/* Another program may have put its own link there meanwhile. */
static void remove_link(struct sim_mount *mount)
{
	char target[sizeof mount->slave + 1];
	ssize_t length = readlink(mount->link, target, sizeof target);

	if (length < 0 || (size_t)length != strlen(mount->slave))
		return;
	if (memcmp(target, mount->slave, (size_t)length) == 0)
		(void)unlink(mount->link);
}

void sim_mount_close(struct sim_mount *mount)
{
	if (mount->link[0])
		remove_link(mount);
	mount->link[0] = '\0';
	smsmodem_bt_listener_close(mount->listener);
	mount->listener = NULL;
	close_fd(&mount->fd);
	close_fd(&mount->listen_fd);
	close_fd(&mount->slave_fd);
	close_fd(&mount->watch_fd);
}
