/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A TCP port, as a modem behind ser2net. Loopback unless a host is named. */
#include "sim_mount.h"
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HOST_SIZE 256
#define PORT_SIZE 6

static bool is_port(const char *text)
{
	unsigned value = 0;
	size_t length = strlen(text);

	if (length == 0 || length >= PORT_SIZE)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (unsigned)(*text - '0');
	}
	return value <= 65535;
}

/* "PORT", "HOST:PORT", "[v6]:PORT". */
static bool split(const char *where, char host[HOST_SIZE], char port[PORT_SIZE])
{
	const char *colon = strrchr(where, ':');
	size_t length = colon ? (size_t)(colon - where) : 0;
	const char *start = where;

	if (!is_port(colon ? colon + 1 : where) || (colon && length == 0))
		return false;
	(void)snprintf(port, PORT_SIZE, "%s", colon ? colon + 1 : where);
	if (length >= 2 && where[0] == '[' && where[length - 1] == ']') {
		start++;
		length -= 2;
	}
	if (length >= HOST_SIZE)
		return false;
	memcpy(host, start, length);
	host[length] = '\0';
	return true;
}

static int listen_at(const struct addrinfo *address)
{
	int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int on = 1;

	if (fd < 0)
		return -1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
	    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
	    bind(fd, address->ai_addr, address->ai_addrlen) == 0 && listen(fd, 4) == 0)
		return fd;
	int number = errno;
	(void)close(fd);
	errno = number;
	return -1;
}

static int open_listener(struct sim_mount *mount, const char *host, const char *port,
			 const char *where, struct smsmodem_error *error)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
				 .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
	struct addrinfo *addresses = NULL;
	int problem = getaddrinfo(host, port, &hints, &addresses);

	if (problem != 0)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE, "--tcp %s: %s", where,
					  gai_strerror(problem));
	for (const struct addrinfo *at = addresses; at && mount->listen_fd < 0; at = at->ai_next)
		mount->listen_fd = listen_at(at);
	int number = errno;
	freeaddrinfo(addresses);
	if (mount->listen_fd >= 0)
		return SMSMODEM_OK;
	int code = number == EADDRINUSE ? SMSMODEM_E_BUSY
		   : number == EACCES   ? SMSMODEM_E_PERMISSION
					: SMSMODEM_E_NODEVICE;
	return smsmodem_error_set(error, code, "--tcp %s: %s", where, strerror(number));
}

/* The port that was taken, as a device to open. */
static int name_device(struct sim_mount *mount, const char *host, struct smsmodem_error *error)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof address;
	char port[PORT_SIZE];
	int problem = EAI_SYSTEM;

	if (getsockname(mount->listen_fd, (struct sockaddr *)&address, &length) == 0)
		problem = getnameinfo((struct sockaddr *)&address, length, NULL, 0, port,
				      sizeof port, NI_NUMERICSERV);
	if (problem != 0)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE, "no name of the TCP port: %s",
					  gai_strerror(problem));
	bool brackets = strchr(host, ':') != NULL;
	(void)snprintf(mount->device, sizeof mount->device, "tcp:%s%s%s:%s", brackets ? "[" : "",
		       host, brackets ? "]" : "", port);
	return SMSMODEM_OK;
}

int sim_mount_tcp(struct sim_mount *mount, const char *where, struct smsmodem_error *error)
{
	char host[HOST_SIZE], port[PORT_SIZE];

	*mount = (struct sim_mount){.fd = -1, .listen_fd = -1, .slave_fd = -1, .watch_fd = -1};
	if (!split(where, host, port))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "--tcp wants [HOST:]PORT");
	if (!host[0])
		(void)snprintf(host, sizeof host, "127.0.0.1");
	int result = open_listener(mount, host, port, where, error);
	if (result == SMSMODEM_OK)
		result = name_device(mount, host, error);
	if (result < 0)
		sim_mount_close(mount);
	return result;
}
