/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tcp:HOST:PORT and tcp-listen:[HOST:]PORT: a modem behind TCP, or one that calls us. */
#include "transports.h"
#include <errno.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* HOST without its brackets; PORT is the text after the last ':'. */
struct endpoint {
	char host[256];
	char port[8];
};

/* --- names --- */

static int endpoint_error(const char *text, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "'%.100s' is not HOST:PORT, PORT in 1..65535 and IPv6 addresses "
				  "in brackets: [::1]:2000",
				  text);
}

static bool host_copy(struct endpoint *endpoint, const char *text, size_t length)
{
	bool bracketed = length > 2 && text[0] == '[' && text[length - 1] == ']';

	if (bracketed) {
		text++;
		length -= 2;
	}
	if (length == 0 || length >= sizeof endpoint->host)
		return false;
	if (memchr(text, '[', length) || memchr(text, ']', length) ||
	    (!bracketed && memchr(text, ':', length)))
		return false;
	memcpy(endpoint->host, text, length);
	endpoint->host[length] = '\0';
	return true;
}

static int endpoint_parse(const char *text, const char *default_host, struct endpoint *endpoint,
			  struct smsmodem_error *error)
{
	const char *colon = strrchr(text, ':');
	const char *port = colon ? colon + 1 : text;
	const char *host = colon ? text : default_host;
	int number;

	if (!host || !uri_number(port, 1, 65535, &number) ||
	    !host_copy(endpoint, host, colon ? (size_t)(colon - text) : strlen(host)))
		return endpoint_error(text, error);
	snprintf(endpoint->port, sizeof endpoint->port, "%d", number);
	return SMSMODEM_OK;
}

/*
 * An address is taken as it is. A name is asked for only in families this machine has an address
 * in, but "localhost" must work without any.
 */
static int endpoint_resolve(const struct endpoint *endpoint, struct addrinfo **list,
			    struct smsmodem_error *error)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
				 .ai_flags = AI_NUMERICSERV | AI_NUMERICHOST};
	int result = getaddrinfo(endpoint->host, endpoint->port, &hints, list);

	if (result == EAI_NONAME) {
		bool local = strcmp(endpoint->host, "localhost") == 0;

		hints.ai_flags = local ? AI_NUMERICSERV : AI_NUMERICSERV | AI_ADDRCONFIG;
		result = getaddrinfo(endpoint->host, endpoint->port, &hints, list);
	}
	if (result == 0)
		return SMSMODEM_OK;
	int code = result == EAI_MEMORY ? SMSMODEM_E_MEMORY : SMSMODEM_E_NODEVICE;
	return smsmodem_error_set(error, code, "no address for the host '%.100s': %s",
				  endpoint->host, gai_strerror(result));
}

static int cancelled_error(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "cancelled while connecting");
}

/*
 * An AT line is shorter than a packet and waits for its answer, so Nagle only delays; keep-alive
 * notices within a minute that a peer has gone while a receiver waits for messages. A socket that
 * refuses either still works.
 */
static void socket_tune(int fd)
{
	const int on = 1, idle_s = 30, interval_s = 10, probes = 3;

	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	(void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval_s, sizeof interval_s);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
}

static int64_t deadline_after(int64_t timeout_ms)
{
	int64_t now_ms = clock_now_ms();

	if (timeout_ms < 0 || timeout_ms > INT64_MAX - now_ms)
		return -1;
	return now_ms + timeout_ms;
}

/* --- tcp: --- */

/* @return 0: connected, ECANCELED, or what went wrong */
static int connect_finish(int fd, int cancel_fd, int64_t deadline_ms)
{
	int result = 0;
	socklen_t size = sizeof result;
	int ready = fd_wait(fd, POLLOUT, cancel_fd, deadline_ms, NULL);

	if (ready < 0)
		return EIO;
	if (ready & TRANSPORT_CANCELLED)
		return ECANCELED;
	if (ready == 0)
		return ETIMEDOUT;
	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &result, &size) == 0 ? result : errno;
}

/* @return a descriptor, or errno's number negated */
static int connect_one(const struct addrinfo *address, int cancel_fd, int64_t deadline_ms)
{
	int result = 0;
	int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -errno;
	if (connect(fd, address->ai_addr, address->ai_addrlen) != 0)
		result = errno;
	if (result == EINPROGRESS || result == EINTR)
		result = connect_finish(fd, cancel_fd, deadline_ms);
	if (result == 0)
		return fd;
	close(fd);
	return -result;
}

/* Each address gets an equal share of what is left: a dead first one must not eat all the time. */
static int64_t share_of(int64_t deadline_ms, const struct addrinfo *address)
{
	int64_t count = 0, now_ms = clock_now_ms();

	if (deadline_ms < 0)
		return -1;
	for (; address; address = address->ai_next)
		count++;
	return deadline_ms > now_ms ? now_ms + (deadline_ms - now_ms + count - 1) / count
				    : deadline_ms;
}

/* A refusal says more than the next address's "unreachable", so it is kept. */
static int connect_any(const struct addrinfo *address, const struct transport_options *options)
{
	int64_t deadline_ms = deadline_after(options->timeout_ms);
	int last = -EADDRNOTAVAIL;

	for (; address; address = address->ai_next) {
		int fd = connect_one(address, options->cancel_fd, share_of(deadline_ms, address));

		if (fd >= 0 || fd == -ECANCELED)
			return fd;
		if (last != -ECONNREFUSED)
			last = fd;
	}
	return last;
}

static int connect_error(const struct endpoint *to, int sys_errno, struct smsmodem_error *error)
{
	int code = SMSMODEM_E_NODEVICE;

	if (sys_errno == ECANCELED)
		return cancelled_error(error);
	if (sys_errno == ECONNREFUSED)
		smsmodem_error_set(error, code, "nothing listens on %.200s:%s", to->host, to->port);
	else if (sys_errno == ETIMEDOUT)
		smsmodem_error_set(error, code, "%.200s:%s did not answer in time", to->host,
				   to->port);
	else
		error_set_errno(error, code, sys_errno, "cannot reach %.200s:%s", to->host,
				to->port);
	return error_add_errno(error, code, sys_errno);
}

int transport_open_tcp(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error)
{
	struct endpoint endpoint;
	struct addrinfo *list = NULL;
	int code = endpoint_parse(rest, NULL, &endpoint, error);

	if (code == SMSMODEM_OK)
		code = endpoint_resolve(&endpoint, &list, error);
	if (code < 0)
		return code;
	int fd = connect_any(list, options);
	freeaddrinfo(list);
	if (fd < 0)
		return connect_error(&endpoint, -fd, error);
	socket_tune(fd);
	return fd_transport_socket(fd, options->cancel_fd, transport, error);
}

/* --- tcp-listen: --- */

static int listen_error(const struct endpoint *at, int sys_errno, struct smsmodem_error *error)
{
	int code = sys_errno == EADDRINUSE ? SMSMODEM_E_BUSY
		   : sys_errno == EACCES   ? SMSMODEM_E_PERMISSION
					   : SMSMODEM_E_NODEVICE;

	return error_set_errno(error, code, sys_errno, "cannot listen on %.200s port %s", at->host,
			       at->port);
}

static int listen_on(const struct endpoint *endpoint, struct smsmodem_error *error)
{
	const int on = 1;
	struct addrinfo *list = NULL;
	int code = endpoint_resolve(endpoint, &list, error);

	if (code < 0)
		return code;
	int fd = socket(list->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
	    bind(fd, list->ai_addr, list->ai_addrlen) != 0 || listen(fd, 1) != 0) {
		code = listen_error(endpoint, errno, error);
		if (fd >= 0)
			close(fd);
		fd = code;
	}
	freeaddrinfo(list);
	return fd;
}

/* Waits on through whatever befalls a connection before it is accepted (accept(2)). */
static int accept_one(int listener, const struct transport_options *options,
		      struct smsmodem_error *error)
{
	int64_t deadline_ms = deadline_after(options->timeout_ms);

	for (;;) {
		int ready = fd_wait(listener, POLLIN, options->cancel_fd, deadline_ms, error);

		if (ready < 0)
			return ready;
		if (ready & TRANSPORT_CANCELLED)
			return cancelled_error(error);
		if (ready == 0)
			return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
						  "nobody connected in time");
		int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd >= 0)
			return fd;
		if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS)
			return error_set_errno(error, SMSMODEM_E_MEMORY, errno,
					       "cannot take the connection");
	}
}

/* Empty where the caller has gone again. */
static void peer_name(int fd, char peer[TRANSPORT_PEER_SIZE])
{
	struct sockaddr_storage address = {0};
	socklen_t size = sizeof address;
	char host[64], port[8];

	if (getpeername(fd, (struct sockaddr *)&address, &size) != 0 ||
	    getnameinfo((struct sockaddr *)&address, size, host, sizeof host, port, sizeof port,
			NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return;
	bool brackets = address.ss_family == AF_INET6;
	(void)snprintf(peer, TRANSPORT_PEER_SIZE, "%s%s%s:%s", brackets ? "[" : "", host,
		       brackets ? "]" : "", port);
}

int transport_open_tcp_listen(const char *rest, const struct transport_options *options,
			      struct transport **transport, struct smsmodem_error *error)
{
	struct endpoint endpoint;
	int code = endpoint_parse(rest, "127.0.0.1", &endpoint, error);

	if (code < 0)
		return code;
	int listener = listen_on(&endpoint, error);
	if (listener < 0)
		return listener;
	bool bare = strchr(endpoint.host, ':') == NULL;
	transport_note(options, "waiting for a modem at tcp:%s%s%s:%s", bare ? "" : "[",
		       endpoint.host, bare ? "" : "]", endpoint.port);
	int fd = accept_one(listener, options, error);
	close(listener);
	if (fd < 0)
		return fd;
	socket_tune(fd);
	code = fd_transport_socket(fd, options->cancel_fd, transport, error);
	if (code == SMSMODEM_OK)
		peer_name(fd, (*transport)->peer);
	return code;
}
