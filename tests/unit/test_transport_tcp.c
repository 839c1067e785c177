/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tcp: and tcp-listen: over loopback. */
#include "transports.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Longest that a test waits for what the kernel does by itself in a moment. */
#define PATIENCE_MS 5000

static const struct transport_options patient = {.timeout_ms = PATIENCE_MS, .cancel_fd = -1};

/* A bound socket of the test's own; *port is what the kernel chose. */
static int bound_socket(int *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, size), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	*port = ntohs(address.sin_port);
	return fd;
}

static int listener(int *port, int backlog)
{
	int fd = bound_socket(port);

	assert_int_equal(listen(fd, backlog), 0);
	return fd;
}

static int open_uri(const char *format, int port, const struct transport_options *options,
		    struct transport **transport, struct smsmodem_error *error)
{
	char uri[400];

	snprintf(uri, sizeof uri, "%s%d", format, port);
	*error = (struct smsmodem_error){0};
	int code = transport_open(uri, options, transport, error);
	assert_int_equal(error->code, code);
	return code;
}

/* A machine without /etc/hosts knows no localhost. */
static bool has_localhost(void)
{
	struct addrinfo *found = NULL;

	if (getaddrinfo("localhost", NULL, NULL, &found) != 0)
		return false;
	freeaddrinfo(found);
	return true;
}

static void test_connect(void **state)
{
	static const char *const hosts[] = {
		"tcp:127.0.0.1:", "tcp:localhost:", "tcp:[::ffff:127.0.0.1]:"};
	struct transport *transport;
	struct smsmodem_error error;
	char text[8];
	int port, on = 0;
	socklen_t size = sizeof on;
	int server = listener(&port, 5);

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		print_message("row %s\n", hosts[i]);
		if (strstr(hosts[i], "localhost") && !has_localhost())
			continue;
		assert_int_equal(open_uri(hosts[i], port, &patient, &transport, &error),
				 SMSMODEM_OK);
		int peer = accept(server, NULL, NULL);
		assert_true(peer >= 0);
		assert_int_equal(transport->ops->read(transport, text, sizeof text, &error), 0);
		assert_int_equal(transport->ops->write(transport, "AT\r", 3, &error), 3);
		assert_int_equal(recv(peer, text, 3, MSG_WAITALL), 3);
		assert_int_equal(send(peer, "OK", 2, 0), 2);
		assert_int_equal(transport->ops->wait(transport, false, -1, &error),
				 TRANSPORT_READABLE);
		close(peer);
		assert_int_equal(transport->ops->read(transport, text, sizeof text, &error), 2);
		assert_int_equal(transport->ops->wait(transport, false, -1, &error),
				 TRANSPORT_READABLE);
		assert_int_equal(transport->ops->read(transport, text, sizeof text, &error),
				 SMSMODEM_E_LINK);
		assert_int_equal(getsockopt(((struct fd_transport *)transport)->fd, IPPROTO_TCP,
					    TCP_NODELAY, &on, &size),
				 0);
		assert_true(on);
		transport->ops->close(transport);
	}
	close(server);
}

/* A peer that resets the connection, which is what a killed process with unread input does. */
static void test_reset(void **state)
{
	const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
	struct transport *transport;
	struct smsmodem_error error;
	char octet;
	int port, server = listener(&port, 1);

	(void)state;
	assert_int_equal(open_uri("tcp:127.0.0.1:", port, &patient, &transport, &error),
			 SMSMODEM_OK);
	int peer = accept(server, NULL, NULL);
	assert_int_equal(setsockopt(peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
	close(peer);
	assert_true(transport->ops->wait(transport, false, -1, &error) & TRANSPORT_READABLE);
	assert_int_equal(transport->ops->read(transport, &octet, 1, &error), SMSMODEM_E_LINK);
	assert_int_equal(error.sys_errno, ECONNRESET);
	assert_string_equal(error.text, "the other side closed the connection");
	assert_int_equal(transport->ops->write(transport, "A", 1, &error), SMSMODEM_E_LINK);
	transport->ops->close(transport);
	close(server);
}

static void test_full(void **state)
{
	struct transport *transport;
	struct smsmodem_error error;
	char octets[65536] = {0};
	ssize_t count;
	int port, server = listener(&port, 1);

	(void)state;
	assert_int_equal(open_uri("tcp:127.0.0.1:", port, &patient, &transport, &error),
			 SMSMODEM_OK);
	int peer = accept(server, NULL, NULL);
	while ((count = transport->ops->write(transport, octets, sizeof octets, &error)) > 0)
		;
	assert_int_equal(count, 0);
	while (transport->ops->wait(transport, true, clock_now_ms(), &error) == 0)
		assert_true(recv(peer, octets, sizeof octets, 0) > 0);
	assert_true(transport->ops->write(transport, octets, 1, &error) == 1);
	transport->ops->close(transport);
	close(peer);
	close(server);
}

static void test_nobody_listens(void **state)
{
	struct transport *transport;
	struct smsmodem_error error;
	char want[64];
	int port, bound = bound_socket(&port);

	(void)state;
	assert_int_equal(open_uri("tcp:127.0.0.1:", port, &patient, &transport, &error),
			 SMSMODEM_E_NODEVICE);
	assert_null(transport);
	assert_int_equal(error.sys_errno, ECONNREFUSED);
	snprintf(want, sizeof want, "nothing listens on 127.0.0.1:%d", port);
	assert_string_equal(error.text, want);
	/* also when another address of the name is refused or unreachable */
	if (has_localhost()) {
		assert_int_equal(open_uri("tcp:localhost:", port, &patient, &transport, &error),
				 SMSMODEM_E_NODEVICE);
		assert_non_null(strstr(error.text, "nothing listens on localhost:"));
	}
	close(bound);
}

/* A label of more than 63 octets (RFC 1035 2.3.4) is refused before any name server is asked. */
static void test_unknown_name(void **state)
{
	char uri[128] = "tcp:";
	struct transport *transport;
	struct smsmodem_error error;

	(void)state;
	memset(uri + 4, 'a', 70);
	snprintf(uri + 74, sizeof uri - 74, ":");
	assert_int_equal(open_uri(uri, 2000, &patient, &transport, &error), SMSMODEM_E_NODEVICE);
	assert_non_null(strstr(error.text, "no address for the host 'aaaa"));
}

struct full_server {
	int fd, port;
	int clients[8];
	size_t count;
};

/* With its queue full a listener no longer answers: the way to an address that is dead. */
static void server_fill(struct full_server *server)
{
	server->fd = listener(&server->port, 0);
	for (server->count = 0; server->count < COUNT(server->clients); server->count++) {
		struct sockaddr_in address = {.sin_family = AF_INET,
					      .sin_port = htons((uint16_t)server->port),
					      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

		assert_true(fd >= 0);
		server->clients[server->count] = fd;
		(void)connect(fd, (const struct sockaddr *)&address, sizeof address);
	}
}

static void server_end(struct full_server *server)
{
	for (size_t i = 0; i < server->count; i++)
		close(server->clients[i]);
	close(server->fd);
}

static void test_no_answer(void **state)
{
	const struct transport_options hurried = {.timeout_ms = 10, .cancel_fd = -1};
	struct full_server server;
	struct transport *transport;
	struct smsmodem_error error;

	(void)state;
	server_fill(&server);
	assert_int_equal(open_uri("tcp:127.0.0.1:", server.port, &hurried, &transport, &error),
			 SMSMODEM_E_NODEVICE);
	assert_int_equal(error.sys_errno, ETIMEDOUT);
	assert_non_null(strstr(error.text, "did not answer in time"));
	server_end(&server);
}

static void test_cancelled(void **state)
{
	struct full_server server;
	struct transport *transport;
	struct smsmodem_error error;
	int ends[2], port, bound;

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	const struct transport_options options = {.timeout_ms = -1, .cancel_fd = ends[0]};
	server_fill(&server);
	assert_int_equal(open_uri("tcp:127.0.0.1:", server.port, &options, &transport, &error),
			 SMSMODEM_E_CANCELLED);
	server_end(&server);

	bound = bound_socket(&port);
	close(bound);
	assert_int_equal(open_uri("tcp-listen:", port, &options, &transport, &error),
			 SMSMODEM_E_CANCELLED);
	close(ends[0]);
	close(ends[1]);
}

/* --- listening --- */

/* A phone that calls as soon as somebody listens, says OK, and waits until it is left. */
static pid_t phone_start(int family, int port)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)port),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6,
				  .sin6_port = htons((uint16_t)port),
				  .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	const void *address = family == AF_INET ? (const void *)&v4 : (const void *)&v6;
	socklen_t size = family == AF_INET ? sizeof v4 : sizeof v6;
	int64_t end_ms = clock_now_ms() + PATIENCE_MS;
	char octet;
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	while (clock_now_ms() < end_ms) {
		int fd = socket(family, SOCK_STREAM, 0);

		if (fd >= 0 && connect(fd, address, size) == 0)
			_exit(send(fd, "OK", 2, 0) == 2 && recv(fd, &octet, 1, 0) == 0 ? 0 : 1);
		close(fd);
		sched_yield();
	}
	_exit(2);
}

struct listen_row {
	const char *uri;
	int family;
};

static const struct listen_row listen_rows[] = {
	{"tcp-listen:", AF_INET},         {"tcp-listen:127.0.0.1:", AF_INET},
	{"tcp-listen:0.0.0.0:", AF_INET}, {"tcp-listen:[::1]:", AF_INET6},
	{"tcp-listen:[::]:", AF_INET6},
};

static void listen_once(const struct listen_row *row)
{
	struct transport *transport;
	struct smsmodem_error error;
	char text[4];
	int port, again, status = -1;

	int bound = bound_socket(&port);
	close(bound);
	pid_t phone = phone_start(row->family, port);
	assert_true(phone > 0);
	assert_int_equal(open_uri(row->uri, port, &patient, &transport, &error), SMSMODEM_OK);
	const char *caller = row->family == AF_INET ? "127.0.0.1:" : "[::1]:";
	assert_memory_equal(transport->peer, caller, strlen(caller));
	assert_true(atoi(transport->peer + strlen(caller)) > 0);
	/* it stopped listening, so another may */
	assert_int_equal(transport->ops->wait(transport, false, -1, &error), TRANSPORT_READABLE);
	assert_int_equal(transport->ops->read(transport, text, sizeof text, &error), 2);
	const struct transport_options at_once = {.timeout_ms = 0, .cancel_fd = -1};
	struct transport *second;
	again = open_uri(row->uri, port, &at_once, &second, &error);
	assert_int_equal(again, SMSMODEM_E_TIMEOUT);
	transport->ops->close(transport);
	assert_int_equal(waitpid(phone, &status, 0), phone);
	assert_int_equal(status, 0);
}

static bool has_ipv6(void)
{
	const struct sockaddr_in6 address = {.sin6_family = AF_INET6,
					     .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool works = fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0;

	if (fd >= 0)
		close(fd);
	return works;
}

static void test_listen(void **state)
{
	bool ipv6 = has_ipv6();

	(void)state;
	for (size_t i = 0; i < COUNT(listen_rows); i++) {
		print_message("row %s\n", listen_rows[i].uri);
		if (listen_rows[i].family == AF_INET || ipv6)
			listen_once(&listen_rows[i]);
	}
}

static void test_listen_timeout(void **state)
{
	const struct transport_options hurried = {.timeout_ms = 10, .cancel_fd = -1};
	struct transport *transport;
	struct smsmodem_error error;
	int port, bound = bound_socket(&port);

	(void)state;
	close(bound);
	assert_int_equal(open_uri("tcp-listen:", port, &hurried, &transport, &error),
			 SMSMODEM_E_TIMEOUT);
	assert_string_equal(error.text, "nobody connected in time");
}

static void test_port_in_use(void **state)
{
	struct transport *transport;
	struct smsmodem_error error;
	int port, server = listener(&port, 1);

	(void)state;
	assert_int_equal(open_uri("tcp-listen:", port, &patient, &transport, &error),
			 SMSMODEM_E_BUSY);
	assert_int_equal(error.sys_errno, EADDRINUSE);
	/* 192.0.2.0/24 is nobody's (RFC 5737) */
	assert_int_equal(open_uri("tcp-listen:192.0.2.1:", port, &patient, &transport, &error),
			 SMSMODEM_E_NODEVICE);
	close(server);
}

static bool low_ports_are_free_to_all(void)
{
	FILE *file = fopen("/proc/sys/net/ipv4/ip_unprivileged_port_start", "r");
	char line[16] = "";

	if (!file)
		return false;
	char *got = fgets(line, sizeof line, file);
	fclose(file);
	return got && strtol(line, NULL, 10) <= 1;
}

static void test_low_port(void **state)
{
	const struct transport_options at_once = {.timeout_ms = 0, .cancel_fd = -1};
	int status = -1;

	(void)state;
	if (low_ports_are_free_to_all())
		skip();
	pid_t pid = fork();
	if (pid == 0) {
		struct transport *transport;

		if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0)
			_exit(2);
		_exit(transport_open("tcp-listen:1", &at_once, &transport, NULL) ==
				      SMSMODEM_E_PERMISSION
			      ? 0
			      : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_connect),        cmocka_unit_test(test_reset),
		cmocka_unit_test(test_full),           cmocka_unit_test(test_nobody_listens),
		cmocka_unit_test(test_unknown_name),   cmocka_unit_test(test_no_answer),
		cmocka_unit_test(test_cancelled),      cmocka_unit_test(test_listen),
		cmocka_unit_test(test_listen_timeout), cmocka_unit_test(test_port_in_use),
		cmocka_unit_test(test_low_port),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
