/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pseudo-terminal whose other end any program can open as a serial port. */
#include "sim_mount.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static int failed(const char *what, struct smsmodem_error *error)
{
	int number = errno;

	smsmodem_error_set(error, SMSMODEM_E_NODEVICE, "%s: %s", what, strerror(number));
	error->sys_errno = number;
	return error->code;
}

/* Octets as they are: no echo, no line editing, no signals by Ctrl-Z. */
static int make_raw(int fd, struct smsmodem_error *error)
{
	struct termios settings;

	if (tcgetattr(fd, &settings) < 0)
		return failed("no settings of the pseudo-terminal", error);
	cfmakeraw(&settings);
	settings.c_cflag |= CLOCAL;
	if (tcsetattr(fd, TCSANOW, &settings) < 0)
		return failed("cannot set the pseudo-terminal", error);
	return SMSMODEM_OK;
}

static int make_link(struct sim_mount *mount, const char *link, struct smsmodem_error *error)
{
	struct stat status;
	size_t length = strlen(link);

	if (length == 0 || length >= sizeof mount->link)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "--pty wants a path");
	if (lstat(link, &status) == 0) {
		if (!S_ISLNK(status.st_mode))
			return smsmodem_error_set(
				error, SMSMODEM_E_USAGE,
				"%s is there and no symbolic link; it is left alone", link);
		if (unlink(link) < 0)
			return failed(link, error);
	}
	if (symlink(mount->slave, link) < 0)
		return failed(link, error);
	memcpy(mount->link, link, length + 1);
	memcpy(mount->device, link, length + 1);
	return SMSMODEM_OK;
}

/* As we keep the other end open, the kernel tells of no hang-up. Without this one, of none. */
static void watch(struct sim_mount *mount)
{
	mount->watch_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (mount->watch_fd < 0 || inotify_add_watch(mount->watch_fd, mount->slave, IN_CLOSE) >= 0)
		return;
	(void)close(mount->watch_fd);
	mount->watch_fd = -1;
}

static int open_pair(struct sim_mount *mount, struct smsmodem_error *error)
{
	mount->fd = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (mount->fd < 0 || grantpt(mount->fd) < 0 || unlockpt(mount->fd) < 0)
		return failed("no pseudo-terminal", error);
	if (ptsname_r(mount->fd, mount->slave, sizeof mount->slave) != 0)
		return failed("no name of the pseudo-terminal", error);
	mount->slave_fd = open(mount->slave, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (mount->slave_fd < 0)
		return failed(mount->slave, error);
	watch(mount);
	return make_raw(mount->slave_fd, error);
}

/* The kernel gives the lowest free number: while the first is held it gives another. */
static int open_other_pair(struct sim_mount *mount, const char *old, struct smsmodem_error *error)
{
	int result = open_pair(mount, error);
	struct sim_mount held = {.fd = -1, .listen_fd = -1, .slave_fd = -1, .watch_fd = -1};

	if (result == SMSMODEM_OK && strcmp(mount->slave, old) == 0) {
		held.fd = mount->fd;
		held.slave_fd = mount->slave_fd;
		held.watch_fd = mount->watch_fd;
		mount->fd = mount->slave_fd = mount->watch_fd = -1;
		result = open_pair(mount, error);
	}
	sim_mount_close(&held);
	return result;
}

int sim_mount_pty(struct sim_mount *mount, const char *link, struct smsmodem_error *error)
{
	char old[sizeof mount->slave];

	memcpy(old, mount->slave, sizeof old);
	*mount = (struct sim_mount){.fd = -1, .listen_fd = -1, .slave_fd = -1, .watch_fd = -1};
	int result = open_other_pair(mount, old, error);
	if (result == SMSMODEM_OK)
		memcpy(mount->device, mount->slave, sizeof mount->slave);
	if (result == SMSMODEM_OK && link)
		result = make_link(mount, link, error);
	if (result < 0)
		sim_mount_close(mount);
	return result;
}
