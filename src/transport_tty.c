/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tty:PATH: a serial port or a pty, ours alone while it is open and left as it was found. */
#include "transports.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

/* Longest that closing waits for what was written to go out. */
#define CLOSE_DRAIN_MS 250

struct tty_transport {
	struct fd_transport base;
	struct termios found;
	bool found_valid;
	int number; /* minor, of its kind */
	struct device_lock lock;
};

/* --- closing --- */

/*
 * tcdrain has no time limit, and close itself waits up to 30 s for a line that flow control holds
 * (the kernel's closing_wait): so look for a moment, then drop what is stuck.
 */
static void drain(const struct fd_transport *tty)
{
	int64_t deadline_ms = clock_now_ms() + CLOSE_DRAIN_MS;
	int left = 0;

	while (ioctl(tty->fd, TIOCOUTQ, &left) == 0 && left > 0) {
		int64_t now_ms = clock_now_ms();

		/* asks for no event: ends early only by a hang-up */
		if (now_ms >= deadline_ms || fd_wait(tty->fd, 0, -1, now_ms + 5, NULL) != 0) {
			tcflush(tty->fd, TCOFLUSH);
			return;
		}
	}
}

/* Nothing can be done about an unplugged port's refusals. */
static void tty_close(struct transport *transport)
{
	struct tty_transport *self = (struct tty_transport *)transport;
	int fd = self->base.fd;

	if (self->found_valid) {
		drain(&self->base);
		(void)tcsetattr(fd, TCSANOW, &self->found);
		(void)ioctl(fd, TIOCNXCL);
	}
	if (fd >= 0)
		close(fd); /* and with it the flock */
	device_lock_release(&self->lock);
	free(self);
}

/* --- why it cannot be opened --- */

static int is_usb_port(const struct dirent *entry)
{
	return strncmp(entry->d_name, "ttyUSB", 6) == 0 || strncmp(entry->d_name, "ttyACM", 6) == 0;
}

static int is_link(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* The ports, or where udev's links are wanted (by-id, by-path) these, one after the other. */
static void list_there(const char *path, char *there, size_t size)
{
	char directory[PATH_MAX] = "/dev";
	struct dirent **entries = NULL;
	const char *links = strstr(path, "/by-"), *slash = strrchr(path, '/');
	size_t used = 0;

	there[0] = '\0';
	if (links && slash > links && slash - path < PATH_MAX)
		(void)snprintf(directory, sizeof directory, "%.*s", (int)(slash - path), path);
	int count = scandir(directory, &entries, links ? is_link : is_usb_port, versionsort);
	for (int i = 0; i < count; i++) {
		int length = snprintf(there + used, size - used, "%s%s/%s", used ? ", " : "",
				      directory, entries[i]->d_name);
		if (length > 0 && (size_t)length < size - used)
			used += (size_t)length;
		else
			there[used] = '\0';
		free(entries[i]);
	}
	free(entries);
}

static int absent_error(const char *path, int sys_errno, struct smsmodem_error *error)
{
	char there[200];

	list_there(path, there, sizeof there);
	int code = smsmodem_error_set(
		error, SMSMODEM_E_NODEVICE, "there is no %.120s%s%s", path,
		there[0] ? "; there is "
		: strstr(path, "/by-")
			? ", nor any other there: is the modem plugged in and switched on?"
			: ", and no /dev/ttyUSB* or /dev/ttyACM* either: is the modem "
			  "plugged in and switched on?",
		there);
	return error_add_errno(error, code, sys_errno);
}

static int permission_error(const char *path, int sys_errno, struct smsmodem_error *error)
{
	struct stat status;
	struct group entry, *group = NULL;
	char buffer[4096];
	int code = SMSMODEM_E_PERMISSION;

	if (stat(path, &status) == 0 && (status.st_mode & S_IRGRP) && (status.st_mode & S_IWGRP) &&
	    status.st_gid != 0 &&
	    getgrgid_r(status.st_gid, &entry, buffer, sizeof buffer, &group) == 0 && group)
		smsmodem_error_set(error, code,
				   "no permission to open %.120s: it belongs to the group %.32s; "
				   "run `sudo usermod -aG %.32s $USER` and log in again",
				   path, group->gr_name, group->gr_name);
	else
		smsmodem_error_set(error, code,
				   "no permission to open %.120s: only its owner may (try as root, "
				   "or give a group access to it)",
				   path);
	return error_add_errno(error, code, sys_errno);
}

static int busy_error(const char *path, struct smsmodem_error *error)
{
	struct smsmodem_owner owner;
	bool found = device_owner_find(path, &owner);

	return device_owner_error(path, found ? &owner : NULL, error);
}

static int no_port_error(const char *path, int sys_errno, struct smsmodem_error *error)
{
	int code =
		smsmodem_error_set(error, SMSMODEM_E_NODEVICE, "%.160s is not a serial port", path);

	return error_add_errno(error, code, sys_errno);
}

static int open_error(const char *path, int sys_errno, struct smsmodem_error *error)
{
	switch (sys_errno) {
	case ENOENT:
	case ENOTDIR:
	case ENXIO:
	case ENODEV: return absent_error(path, sys_errno, error);
	case EACCES:
	case EPERM: return permission_error(path, sys_errno, error);
	case EBUSY: return busy_error(path, error);
	case EIO: return no_port_error(path, sys_errno, error);
	default:
		return error_set_errno(error, SMSMODEM_E_NODEVICE, sys_errno, "cannot open %.160s",
				       path);
	}
}

/* --- opening --- */

/* Only TIOCEXCL tells a privileged process that another one, which knows no flock, wants it alone.
 */
static bool is_exclusive(int fd, const char *device)
{
	struct smsmodem_owner owner;
	int exclusive = 0;

	/* On a pty the mark outlives a process that died with it, so there must be somebody. */
	return ioctl(fd, TIOCGEXCL, &exclusive) == 0 && exclusive &&
	       device_owner_find(device, &owner);
}

/* A modem that talks without end must not keep us here: the engine can skip what is left. */
static void discard_input(int fd)
{
	char octets[512];

	(void)tcflush(fd, TCIFLUSH);
	for (int i = 0; i < 64 && read(fd, octets, sizeof octets) > 0; i++)
		;
}

static int tty_claim(struct tty_transport *self, const char *device, struct smsmodem_error *error)
{
	struct smsmodem_owner owner;
	struct stat status;

	if (stat(device, &status) != 0)
		return open_error(device, errno, error);
	if (!S_ISCHR(status.st_mode))
		return no_port_error(device, ENOTTY, error);
	self->base.kind = fd_tty_kind(status.st_rdev);
	self->number = (int)minor(status.st_rdev);
	if (device_lock_take(&self->lock, "/var/lock", device, &owner) != SMSMODEM_OK)
		return device_owner_error(device, &owner, error);
	self->base.fd = open(device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (self->base.fd < 0)
		return open_error(device, errno, error);
	if (!isatty(self->base.fd))
		return no_port_error(device, errno, error);
	if (flock(self->base.fd, LOCK_EX | LOCK_NB) != 0 || is_exclusive(self->base.fd, device))
		return busy_error(device, error);
	return SMSMODEM_OK;
}

static int tty_set_up(struct tty_transport *self, const char *device,
		      const struct tty_settings *settings, struct smsmodem_error *error)
{
	int fd = self->base.fd;

	if (tcgetattr(fd, &self->found) != 0)
		return no_port_error(device, errno, error);
	self->found_valid = true;
	return tty_settings_apply(fd, device, settings, error);
}

static int tty_start(struct tty_transport *self, const char *device,
		     const struct tty_settings *settings, const struct transport_options *options,
		     struct smsmodem_error *error)
{
	int fd = self->base.fd;
	int code = tty_set_up(self, device, settings, error);

	/* opening began to connect, and a port without a link refuses its settings, too */
	if (self->base.kind == FD_RFCOMM_TTY) {
		int link = bt_tty_wait(fd, self->number, options, error);

		code = link < 0 ? link : code;
	}
	if (code < 0)
		return code;
	/* After the settings, which open the port once more. Without it flock still stands. */
	(void)ioctl(fd, TIOCEXCL);
	discard_input(fd);
	return SMSMODEM_OK;
}

static int tty_open(const char *device, const struct tty_settings *settings,
		    const struct transport_options *options, struct transport **transport,
		    struct smsmodem_error *error)
{
	static const struct transport_ops ops = {fd_transport_read,    fd_transport_write,
						 fd_transport_wait,    fd_transport_now_ms,
						 fd_transport_stalled, tty_close};
	struct tty_transport *self = malloc(sizeof *self);

	if (!self)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	*self = (struct tty_transport){
		.base = {.head = {.ops = &ops, .cancel_fd = options->cancel_fd},
			 .fd = -1,
			 .kind = FD_TTY}};
	int code = tty_claim(self, device, error);
	if (code == SMSMODEM_OK)
		code = tty_start(self, device, settings, options, error);
	if (code < 0) {
		tty_close(&self->base.head);
		return code;
	}
	*transport = &self->base.head;
	return SMSMODEM_OK;
}

int transport_open_tty(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error)
{
	struct uri_option pairs[8];
	struct tty_settings settings;
	char device[PATH_MAX], text[PATH_MAX];

	int length = snprintf(text, sizeof text, "%s", rest);
	if (length < 0 || (size_t)length >= sizeof text)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "the path is too long");
	int count = uri_options(text, pairs, sizeof pairs / sizeof pairs[0], error);
	if (count < 0)
		return count;
	int code = tty_settings_parse(pairs, (size_t)count, &settings, error);
	if (code < 0)
		return code;
	if (!text[0])
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "tty: wants a path, such as tty:/dev/ttyUSB0");
	/* libserialport and lock files know a port by its own name, not by /dev/serial/by-id/... */
	if (!realpath(text, device))
		return open_error(text, errno, error);
	return tty_open(device, &settings, options, transport, error);
}
