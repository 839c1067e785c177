/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client's transaction on a connected descriptor. */
#include "bt.h"
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

/* L2CAP's default MTU (Core 3 A 5.1), which we have offered; the kernel drops what is longer. */
#define RESPONSE_MAX 672

static int ended(int sys_errno, struct smsmodem_error *error)
{
	return error_add_errno(
		error,
		smsmodem_error_set(error, SMSMODEM_E_LINK,
				   "the device ended the connection before it had told its "
				   "services: is it still in range?"),
		sys_errno);
}

/* @return SMSMODEM_OK: events have come, or a failure */
static int talk_wait(int fd, short events, const struct bt_wait *wait, struct smsmodem_error *error)
{
	int ready = fd_wait(fd, events, wait->cancel_fd, wait->deadline_ms, error);

	if (ready < 0)
		return ready;
	if (ready & TRANSPORT_CANCELLED)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED,
					  "cancelled while the device was asked for its services");
	if (ready == 0)
		return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
					  "the device has not told its services in time: bring it "
					  "nearer, and try again");
	return SMSMODEM_OK;
}

static int ask(int fd, const uint8_t *request, size_t length, const struct bt_wait *wait,
	       struct smsmodem_error *error)
{
	for (;;) {
		if (send(fd, request, length, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0)
			return SMSMODEM_OK;
		if (errno != EAGAIN && errno != EINTR)
			return ended(errno, error);
		int code = talk_wait(fd, POLLOUT, wait, error);
		if (code < 0)
			return code;
	}
}

/* @return octets of the packet, also of one that is too long for response */
static ssize_t hear(int fd, uint8_t response[RESPONSE_MAX], const struct bt_wait *wait,
		    struct smsmodem_error *error)
{
	for (;;) {
		int code = talk_wait(fd, POLLIN, wait, error);
		if (code < 0)
			return code;
		ssize_t count = recv(fd, response, RESPONSE_MAX, MSG_DONTWAIT | MSG_TRUNC);
		if (count > 0)
			return count;
		if (count == 0 || (errno != EAGAIN && errno != EINTR))
			return ended(count == 0 ? 0 : errno, error);
	}
}

static int query_run(struct bt_sdp_query *query, int fd, const struct bt_wait *wait,
		     struct smsmodem_error *error)
{
	uint8_t request[BT_SDP_REQUEST_SIZE], response[RESPONSE_MAX];
	int result;

	do {
		size_t length = bt_sdp_query_write(query, request);
		int code = ask(fd, request, length, wait, error);
		if (code < 0)
			return code;
		ssize_t count = hear(fd, response, wait, error);
		if (count < 0)
			return (int)count;
		if (count > RESPONSE_MAX)
			return smsmodem_error_set(error, SMSMODEM_E_DATA,
						  "the device's answer about its services is "
						  "longer than what was agreed upon");
		result = bt_sdp_query_read(query, response, (size_t)count, error);
	} while (result == 0);
	return result < 0 ? result : SMSMODEM_OK;
}

int bt_sdp_talk(int fd, const struct smsmodem_sdp_uuid *uuid, const struct bt_wait *wait,
		uint8_t **octets, size_t *count, struct smsmodem_error *error)
{
	struct bt_sdp_query query;
	int code = bt_sdp_query_begin(&query, uuid, error);

	*octets = NULL;
	*count = 0;
	if (code == SMSMODEM_OK)
		code = query_run(&query, fd, wait, error);
	if (code == SMSMODEM_OK)
		code = bt_sdp_query_take(&query, octets, count, error);
	bt_sdp_query_end(&query);
	return code;
}
