/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections to a device's SDP server. */
#include "bt.h"
#include <bluetooth/l2cap.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#define SDP_PSM 1

static int sdp_error(const struct bt_adapter *from, const bdaddr_t *to, int sys_errno,
		     struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE];
	int code = bt_connect_error(from, to, sys_errno, error);

	if (sys_errno != ECONNREFUSED)
		return code;
	bt_address_format(to, address);
	smsmodem_error_set(
		error, code,
		"%s does not tell its services: it has no service directory (SDP), or lets "
		"nobody ask; where you know the channel, give it as bt:%s/CHANNEL%s%s",
		address, address, from->is_chosen ? "?adapter=" : "",
		from->is_chosen ? from->name : "");
	return error_add_errno(error, code, sys_errno);
}

/* @return a descriptor, or errno's number negated */
static int connect_to(const struct bt_adapter *from, const bdaddr_t *to, const struct bt_wait *wait)
{
	const struct sockaddr_l2 local = {.l2_family = AF_BLUETOOTH, .l2_bdaddr = from->address};
	const struct sockaddr_l2 remote = {
		.l2_family = AF_BLUETOOTH, .l2_psm = htobs(SDP_PSM), .l2_bdaddr = *to};
	const struct bt_connection connection = {
		.type = SOCK_SEQPACKET,
		.protocol = BTPROTO_L2CAP,
		.local = (const struct sockaddr *)&local,
		.remote = (const struct sockaddr *)&remote,
		.size = sizeof local,
	};

	return bt_connect(&connection, wait);
}

int bt_sdp_search(const struct bt_adapter *from, const bdaddr_t *to,
		  const struct smsmodem_sdp_uuid *uuid, const struct bt_wait *wait,
		  uint8_t **octets, size_t *count, struct smsmodem_error *error)
{
	*octets = NULL;
	*count = 0;
	int fd = connect_to(from, to, wait);
	if (fd < 0)
		return sdp_error(from, to, -fd, error);
	int code = bt_sdp_talk(fd, uuid, wait, octets, count, error);
	close(fd);
	return code;
}
