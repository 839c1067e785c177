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
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* sys_errno 0: the end was seen without an error number. */
static int link_lost(enum fd_kind kind, int sys_errno, struct smsmodem_error *error)
{
	bool silent = sys_errno == 0 || sys_errno == EIO || sys_errno == ENXIO ||
		      sys_errno == ENODEV || sys_errno == ECONNRESET || sys_errno == EPIPE;
	int code = SMSMODEM_E_LINK;

	if (!silent)
		return error_set_errno(error, code, sys_errno, "the link broke");
	if (kind == FD_SOCKET)
		smsmodem_error_set(error, code, "the other side closed the connection");
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
	if (count == 0 && (self->kind == FD_SOCKET || hung_up(self->fd)))
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
		taken = self->kind == FD_SOCKET ? send(self->fd, octets, count, MSG_NOSIGNAL)
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

static void socket_close(struct transport *transport)
{
	struct fd_transport *self = (struct fd_transport *)transport;

	close(self->fd);
	free(self);
}

int fd_transport_socket(int fd, int cancel_fd, struct transport **transport,
			struct smsmodem_error *error)
{
	static const struct transport_ops ops = {fd_transport_read, fd_transport_write,
						 fd_transport_wait, fd_transport_now_ms,
						 socket_close};
	struct fd_transport *self = malloc(sizeof *self);

	if (!self) {
		close(fd);
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	*self = (struct fd_transport){
		.head = {.ops = &ops, .cancel_fd = cancel_fd}, .fd = fd, .kind = FD_SOCKET};
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
		*kind = isatty(fd) ? FD_TTY : FD_DEVICE;
		return true;
	}
	*kind = FD_SOCKET;
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
	static const struct transport_ops ops = {fd_transport_read, fd_transport_write,
						 fd_transport_wait, fd_transport_now_ms,
						 borrowed_close};
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
			.base = {.head = {&ops, options->cancel_fd}, .fd = fd}};
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
