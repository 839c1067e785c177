/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every transport on a descriptor shares, and fd:N. */
#include "transports.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#define RFCOMM_TTY_MAJOR 216 /* Linux, admin-guide/devices.txt */

int error_add_errno(struct smsmodem_error *error, int code, int sys_errno)
{
	if (error)
		error->sys_errno = sys_errno;
	return code;
}

int error_set_errno(struct smsmodem_error *error, int code, int sys_errno, const char *format, ...)
{
	char text[SMSMODEM_ERROR_TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (length < 0)
		text[0] = '\0';
	smsmodem_error_set(error, code, "%s: %s", text, strerror(sys_errno));
	return error_add_errno(error, code, sys_errno);
}

/*
 * RFCOMM tells why once (the kernel's bt_to_errno of the controller's reason); the end of a channel
 * and of its whole link by the other side are the same to it.
 */
static const char *radio_lost(int sys_errno)
{
	switch (sys_errno) {
	case ETIMEDOUT:
	case EHOSTDOWN:
		return "the Bluetooth link was lost: out of range, or switched off there? bring "
		       "the two together, with Bluetooth on";
	case ECONNABORTED:
	case ENETDOWN:
	case ENODEV:
		return "this computer ended the Bluetooth link: was its Bluetooth switched off? "
		       "`bluetoothctl power on` switches it on";
	case ECONNRESET:
		return "the other side ended the Bluetooth connection: see there whether its "
		       "Bluetooth is on, and whether it asks to allow this computer";
	default:
		return "the Bluetooth connection has come to an end: is the other side in range, "
		       "with Bluetooth on?";
	}
}

/* sys_errno 0: the end was seen without an error number. */
static int link_lost(enum fd_kind kind, int sys_errno, struct smsmodem_error *error)
{
	bool silent = sys_errno == 0 || sys_errno == EIO || sys_errno == ENXIO ||
		      sys_errno == ENODEV || sys_errno == ECONNRESET || sys_errno == EPIPE;
	int code = SMSMODEM_E_LINK;

	if (kind == FD_RFCOMM)
		smsmodem_error_set(error, code, "%s", radio_lost(sys_errno));
	else if (!silent)
		return error_set_errno(error, code, sys_errno, "the link broke");
	else if (kind == FD_SOCKET)
		smsmodem_error_set(error, code, "the other side closed the connection");
	else if (kind == FD_RFCOMM_TTY)
		smsmodem_error_set(error, code,
				   "the port's Bluetooth link was lost: out of range, or switched "
				   "off or ended there? bring the two together, with Bluetooth on");
	else
		smsmodem_error_set(error, code, "the port went away (unplugged?)");
	return error_add_errno(error, code, sys_errno);
}

/* An idle live tty and an unplugged one both read 0; only poll tells them apart. */
static bool hung_up(int fd)
{
	struct pollfd entry = {.fd = fd};

	return poll(&entry, 1, 0) > 0 && (entry.revents & (POLLHUP | POLLERR | POLLNVAL));
}

/*
 * A closed RFCOMM connection whose error number has been taken, by a write for example, reads as
 * "nothing now" for ever. Octets or an error that have come since are for the next read.
 */
static bool radio_ended(int fd)
{
	struct pollfd entry = {.fd = fd, .events = POLLIN};

	return poll(&entry, 1, 0) > 0 && (entry.revents & (POLLHUP | POLLNVAL)) &&
	       !(entry.revents & (POLLIN | POLLERR));
}

static bool is_socket(enum fd_kind kind)
{
	return kind == FD_SOCKET || kind == FD_RFCOMM;
}

ssize_t fd_transport_read(struct transport *transport, void *octets, size_t size,
			  struct smsmodem_error *error)
{
	const struct fd_transport *self = (const struct fd_transport *)transport;
	ssize_t count;

	if (size == 0)
		return 0;
	do
		count = read(self->fd, octets, size);
	while (count < 0 && errno == EINTR);
	if (count > 0)
		return count;
	if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
		return link_lost(self->kind, errno, error);
	if (count == 0 && is_socket(self->kind))
		return link_lost(self->kind, 0, error);
	if (self->kind == FD_RFCOMM ? radio_ended(self->fd) : count == 0 && hung_up(self->fd))
		return link_lost(self->kind, 0, error);
	return 0;
}

ssize_t fd_transport_write(struct transport *transport, const void *octets, size_t count,
			   struct smsmodem_error *error)
{
	const struct fd_transport *self = (const struct fd_transport *)transport;
	ssize_t taken;

	if (count == 0)
		return 0;
	do
		taken = is_socket(self->kind) ? send(self->fd, octets, count, MSG_NOSIGNAL)
					      : write(self->fd, octets, count);
	while (taken < 0 && errno == EINTR);
	if (taken >= 0)
		return taken;
	if (errno == EAGAIN) /* on Linux EWOULDBLOCK is the same */
		return 0;
	return link_lost(self->kind, errno, error);
}

/* Milliseconds for poll; a deadline that has come still looks once, so that what came by it wins.
 */
static int poll_timeout_ms(int64_t deadline_ms)
{
	if (deadline_ms < 0)
		return -1;
	int64_t left_ms = deadline_ms - clock_now_ms();
	if (left_ms <= 0)
		return 0;
	return left_ms < INT_MAX ? (int)left_ms : INT_MAX;
}

static int ready_set(short fd_events, short cancel_events)
{
	int ready = 0;

	if (fd_events & (POLLIN | POLLHUP | POLLERR | POLLNVAL))
		ready |= TRANSPORT_READABLE;
	if (fd_events & POLLOUT)
		ready |= TRANSPORT_WRITABLE;
	if (cancel_events)
		ready |= TRANSPORT_CANCELLED;
	return ready;
}

int fd_wait(int fd, short events, int cancel_fd, int64_t deadline_ms, struct smsmodem_error *error)
{
	/* poll ignores negative descriptors, so no cancel_fd needs no case of its own. */
	struct pollfd entries[2] = {{.fd = fd, .events = events},
				    {.fd = cancel_fd, .events = POLLIN}};

	for (;;) {
		int timeout_ms = poll_timeout_ms(deadline_ms);
		int count = poll(entries, 2, timeout_ms);

		if (count > 0)
			return ready_set(entries[0].revents, entries[1].revents);
		if (count == 0 && timeout_ms < INT_MAX)
			return 0;
		if (count < 0 && errno != EINTR)
			return link_lost(FD_DEVICE, errno, error);
	}
}

int fd_transport_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
		      struct smsmodem_error *error)
{
	const struct fd_transport *self = (const struct fd_transport *)transport;
	short events = want_write ? POLLIN | POLLOUT : POLLIN;

	return fd_wait(self->fd, events, transport->cancel_fd, deadline_ms, error);
}

int64_t fd_transport_now_ms(struct transport *transport)
{
	(void)transport;
	return clock_now_ms();
}

/*
 * An output queue that holds something. Of RFCOMM the same ioctl tells the room that is left, which
 * is all of the buffer unless frames wait for the other side's credits (RFCOMM 6.5.3).
 */
static bool has_unsent(const struct fd_transport *self)
{
	int left = 0, whole = INT_MAX;
	socklen_t size = sizeof whole;

	if (self->kind == FD_RFCOMM &&
	    getsockopt(self->fd, SOL_SOCKET, SO_SNDBUF, &whole, &size) != 0)
		return false;
	return ioctl(self->fd, TIOCOUTQ, &left) == 0 && left > 0 && left < whole;
}

const char *fd_transport_stalled(struct transport *transport, bool refused)
{
	const struct fd_transport *self = (const struct fd_transport *)transport;
	struct termios line;

	if (!refused && !has_unsent(self))
		return NULL;
	if (self->kind != FD_TTY || tcgetattr(self->fd, &line) != 0)
		return "its other end does not read";
	if (line.c_cflag & CRTSCTS)
		return "flow control holds the port (CTS is off: check the cable, or use "
		       "?flow=none)";
	if (line.c_iflag & IXON)
		return "flow control holds the port (XOFF came, and no XON)";
	return "the port takes no octets (its other end does not read, or its flow control holds "
	       "it)";
}

/* Whose octets are read from a descriptor is an fd_transport. */
int fd_transport_descriptor(const struct transport *transport)
{
	const struct fd_transport *self = (const struct fd_transport *)transport;

	return transport->ops->read == fd_transport_read ? self->fd : -1;
}

int fd_transport_terminal(const struct transport *transport)
{
	const struct fd_transport *self = (const struct fd_transport *)transport;

	if (fd_transport_descriptor(transport) < 0 ||
	    (self->kind != FD_TTY && self->kind != FD_RFCOMM_TTY))
		return -1;
	return self->fd;
}

enum fd_kind fd_tty_kind(dev_t device)
{
	return major(device) == RFCOMM_TTY_MAJOR ? FD_RFCOMM_TTY : FD_TTY;
}

static enum fd_kind socket_kind(int fd)
{
	int family = AF_UNSPEC;
	socklen_t size = sizeof family;

	return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size) == 0 && family == AF_BLUETOOTH
		       ? FD_RFCOMM
		       : FD_SOCKET;
}

static void socket_close(struct transport *transport)
{
	struct fd_transport *self = (struct fd_transport *)transport;

	close(self->fd);
	free(self);
}

int fd_transport_socket(int fd, int cancel_fd, struct transport **transport,
			struct smsmodem_error *error)
{
	static const struct transport_ops ops = {fd_transport_read,    fd_transport_write,
						 fd_transport_wait,    fd_transport_now_ms,
						 fd_transport_stalled, socket_close};
	struct fd_transport *self = malloc(sizeof *self);

	if (!self) {
		close(fd);
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	*self = (struct fd_transport){
		.head = {.ops = &ops, .cancel_fd = cancel_fd}, .fd = fd, .kind = socket_kind(fd)};
	*transport = &self->head;
	return SMSMODEM_OK;
}

/* --- fd:N --- */

struct borrowed_transport {
	struct fd_transport base;
	int status_flags; /* as found: O_NONBLOCK is shared with the original */
};

static void borrowed_close(struct transport *transport)
{
	struct borrowed_transport *self = (struct borrowed_transport *)transport;

	/* On failure the original stays non-blocking; nobody is left to be told. */
	(void)fcntl(self->base.fd, F_SETFL, self->status_flags);
	close(self->base.fd);
	free(self);
}

/* A pipe goes one way, a file never answers, and a datagram would be cut by a short read. */
static bool kind_of(int fd, enum fd_kind *kind)
{
	struct stat status;
	int type = 0;
	socklen_t size = sizeof type;

	if (fstat(fd, &status) != 0)
		return false;
	if (S_ISCHR(status.st_mode)) {
		*kind = isatty(fd) ? fd_tty_kind(status.st_rdev) : FD_DEVICE;
		return true;
	}
	*kind = socket_kind(fd);
	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
}

static int borrowed_init(struct borrowed_transport *self, struct smsmodem_error *error)
{
	struct fd_transport *base = &self->base;

	if (!kind_of(base->fd, &base->kind))
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
					  "the descriptor is no terminal, device or stream socket");
	self->status_flags = fcntl(base->fd, F_GETFL);
	if (self->status_flags < 0 || (self->status_flags & O_ACCMODE) != O_RDWR)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
					  "the descriptor is not open for reading and writing");
	if (fcntl(base->fd, F_SETFL, self->status_flags | O_NONBLOCK) < 0)
		return error_set_errno(error, SMSMODEM_E_NODEVICE, errno,
				       "the descriptor cannot be made non-blocking");
	return SMSMODEM_OK;
}

int transport_open_fd(const char *rest, const struct transport_options *options,
		      struct transport **transport, struct smsmodem_error *error)
{
	static const struct transport_ops ops = {fd_transport_read,    fd_transport_write,
						 fd_transport_wait,    fd_transport_now_ms,
						 fd_transport_stalled, borrowed_close};
	int number;

	if (!uri_number(rest, 0, INT_MAX, &number))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "'fd:%.40s' is not fd: and a number", rest);
	int fd = fcntl(number, F_DUPFD_CLOEXEC, 3);
	if (fd < 0)
		return error_set_errno(error, SMSMODEM_E_NODEVICE, errno,
				       "descriptor %d cannot be used", number);
	struct borrowed_transport *self = malloc(sizeof *self);
	int code = SMSMODEM_OK;
	if (self) {
		*self = (struct borrowed_transport){
			.base = {.head = {.ops = &ops, .cancel_fd = options->cancel_fd}, .fd = fd}};
		code = borrowed_init(self, error);
	} else {
		code = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	if (code < 0) {
		free(self);
		close(fd);
		return code;
	}
	*transport = &self->base.head;
	return SMSMODEM_OK;
}
