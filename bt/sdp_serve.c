/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An SDP server of one record, where no other runs. Its clients are strangers: a bounded number,
 * none is waited for, and where all places are taken the one that came first gives way.
 */
#include "record.h"
#include "turn_away.h"
#include <bluetooth/l2cap.h>
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define SDP_PSM     1
#define REQUEST_MAX 672 /* L2CAP's default MTU (Core 3 A 5.1), which we have offered */

/* --- clients --- */

/* What a client takes at once; less than the least MTU of BR/EDR (3 A 5.1) is none. */
static size_t client_mtu(int fd)
{
	struct l2cap_options options = {0};
	socklen_t size = sizeof options;

	if (getsockopt(fd, SOL_L2CAP, L2CAP_OPTIONS, &options, &size) != 0 || options.omtu < 48)
		return 48;
	return options.omtu;
}

bool bt_sdp_serve_client(const struct bt_record *record, int fd, size_t mtu)
{
	uint8_t request[REQUEST_MAX], response[REQUEST_MAX];
	ssize_t count = recv(fd, request, sizeof request, MSG_DONTWAIT | MSG_TRUNC);

	if (count < 0)
		return errno == EAGAIN || errno == EINTR;
	if (count == 0 || (size_t)count > sizeof request)
		return false;
	size_t length = bt_sdp_answer(record->octets, record->length, request, (size_t)count,
				      response, mtu < sizeof response ? mtu : sizeof response);
	if (length == 0)
		return false;
	return send(fd, response, length, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)length;
}

/* --- the server --- */

static bool watch(const struct bt_sdp_server *server, int fd)
{
	struct epoll_event event = {.events = EPOLLIN};

	return epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

static void client_drop(struct bt_sdp_server *server, size_t i)
{
	close(server->clients[i]);
	server->count--;
	memmove(server->clients + i, server->clients + i + 1,
		(server->count - i) * sizeof server->clients[0]);
}

static void take_clients(struct bt_sdp_server *server)
{
	/* As many as there are places, so that an onslaught cannot keep us here. */
	for (size_t i = 0; i < BT_SDP_CLIENTS; i++) {
		int fd = accept4(server->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd < 0 && bt_is_exhausted(errno))
			bt_turn_away(server->listen_fd, &server->spare_fd);
		if (fd < 0)
			return;
		if (server->count == BT_SDP_CLIENTS)
			client_drop(server, 0);
		server->clients[server->count++] = fd;
		if (!watch(server, fd))
			client_drop(server, server->count - 1);
	}
}

void bt_sdp_serve_work(struct bt_sdp_server *server)
{
	for (size_t i = 0; i < server->count;) {
		int fd = server->clients[i];

		if (bt_sdp_serve_client(server->record, fd, client_mtu(fd)))
			i++;
		else
			client_drop(server, i);
	}
	take_clients(server);
}

static int open_error(int sys_errno, struct smsmodem_error *error)
{
	int code = SMSMODEM_E_NODEVICE;

	if (sys_errno == EADDRINUSE)
		code = smsmodem_error_set(error, SMSMODEM_E_BUSY,
					  "another program is this machine's SDP server");
	else if (sys_errno == EACCES)
		code = smsmodem_error_set(error, SMSMODEM_E_PERMISSION,
					  "an SDP server of our own needs root or "
					  "CAP_NET_BIND_SERVICE");
	else
		return error_set_errno(error, code, sys_errno, "no SDP server of our own");
	return error_add_errno(error, code, sys_errno);
}

/*
 * On any controller, as bluetoothd's is: on one alone the kernel would let us bind beside it, and
 * hide all that it offers.
 */
int bt_sdp_serve_open(struct bt_sdp_server *server, const struct bt_record *record, int epoll_fd,
		      struct smsmodem_error *error)
{
	const struct sockaddr_l2 address = {.l2_family = AF_BLUETOOTH, .l2_psm = htobs(SDP_PSM)};
	int fd = socket(AF_BLUETOOTH, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, BTPROTO_L2CAP);

	*server = (struct bt_sdp_server){.record = record,
					 .epoll_fd = epoll_fd,
					 .listen_fd = fd,
					 .spare_fd = bt_spare_open()};
	if (server->spare_fd >= 0 && fd >= 0 &&
	    bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
	    listen(fd, BT_SDP_CLIENTS) == 0 && watch(server, fd))
		return SMSMODEM_OK;
	int code = open_error(errno, error);
	bt_sdp_serve_close(server);
	return code;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void bt_sdp_serve_close(struct bt_sdp_server *server)
{
	while (server->count > 0)
		client_drop(server, server->count - 1);
	close_fd(&server->listen_fd);
	close_fd(&server->spare_fd);
}
