/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections to a device's SDP server. */
#include "bt.h"
#include <bluetooth/l2cap.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#define SDP_PSM 1

/* While the controller connects to another device, it has no time for this one. */
#define BUSY_PAUSE_MS 100
#define BUSY_LIMIT_MS 2000

/* @return 0, or errno's number */
static int connect_on(int fd, const struct bt_adapter *from, const bdaddr_t *to,
		      const struct bt_wait *wait)
{
	const struct sockaddr_l2 local = {.l2_family = AF_BLUETOOTH, .l2_bdaddr = from->address};
	const struct sockaddr_l2 remote = {
		.l2_family = AF_BLUETOOTH, .l2_psm = htobs(SDP_PSM), .l2_bdaddr = *to};

	if (bind(fd, (const struct sockaddr *)&local, sizeof local) != 0)
		return errno;
	if (connect(fd, (const struct sockaddr *)&remote, sizeof remote) == 0)
		return 0;
	return errno == EINPROGRESS || errno == EINTR ? bt_connect_finish(fd, wait) : errno;
}

/* @return a descriptor, or errno's number negated */
static int connect_once(const struct bt_adapter *from, const bdaddr_t *to,
			const struct bt_wait *wait)
{
	int fd = socket(AF_BLUETOOTH, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, BTPROTO_L2CAP);

	if (fd < 0)
		return -errno;
	int result = connect_on(fd, from, to, wait);
	if (result == 0)
		return fd;
	close(fd);
	return -result;
}

static int sdp_error(const bdaddr_t *to, int sys_errno, struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE];
	int code = bt_connect_error(to, sys_errno, error);

	if (sys_errno != ECONNREFUSED)
		return code;
	bt_address_format(to, address);
	smsmodem_error_set(
		error, code,
		"%s does not tell its services: it has no service directory (SDP), or lets "
		"nobody ask; where you know the channel, give it as bt:%s/CHANNEL",
		address, address);
	return error_add_errno(error, code, sys_errno);
}

/* @return a descriptor, or a failure */
static int connect_patiently(const struct bt_adapter *from, const bdaddr_t *to,
			     const struct bt_wait *wait, struct smsmodem_error *error)
{
	const struct bt_wait patience = bt_wait_part(wait, BUSY_LIMIT_MS);

	for (;;) {
		int fd = connect_once(from, to, wait);

		if (fd >= 0)
			return fd;
		if ((fd != -EBUSY && fd != -EAGAIN) || bt_wait_over(&patience))
			return sdp_error(to, -fd, error);
		const struct bt_wait pause = bt_wait_part(&patience, BUSY_PAUSE_MS);
		int ready = fd_wait(-1, 0, pause.cancel_fd, pause.deadline_ms, error);
		if (ready < 0)
			return ready;
		if (ready & TRANSPORT_CANCELLED)
			return bt_connect_error(to, ECANCELED, error);
	}
}

int bt_sdp_search(const struct bt_adapter *from, const bdaddr_t *to,
		  const struct smsmodem_sdp_uuid *uuid, const struct bt_wait *wait,
		  uint8_t **octets, size_t *count, struct smsmodem_error *error)
{
	*octets = NULL;
	*count = 0;
	int fd = connect_patiently(from, to, wait, error);
	if (fd < 0)
		return fd;
	int code = bt_sdp_talk(fd, uuid, wait, octets, count, error);
	close(fd);
	return code;
}
