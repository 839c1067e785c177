/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record registered at the SDP socket of bluetoothd. These few octets are spoken here and not by
 * libbluetooth, whose request waits for its answer without an end.
 */
#include "record.h"
#include <bluetooth/sdp.h>
#include <bluetooth/sdp_lib.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_MS   2000 /* bluetoothd is of this machine */
#define REQUEST_MAX (BT_SDP_HEADER_SIZE + 1 + sizeof(bdaddr_t) + BT_SDP_RECORD_MAX)

static int connect_error(const char *path, int sys_errno, struct smsmodem_error *error)
{
	int code = sys_errno == EACCES ? SMSMODEM_E_PERMISSION : SMSMODEM_E_NODEVICE;

	return error_set_errno(error, code, sys_errno, "bluetoothd's SDP socket %.80s", path);
}

static int sdpd_connect(const char *path, struct smsmodem_error *error)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (snprintf(address.sun_path, sizeof address.sun_path, "%s", path) >=
	    (int)sizeof address.sun_path)
		address.sun_path[0] = '\0';
	if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	int code = connect_error(path, errno, error);
	if (fd >= 0)
		close(fd);
	return code;
}

/*
 * The record behind its handle: with one, bluetoothd replaces the record that has it, if there is
 * any, and keeps the new one for ever.
 */
static void record_write(struct bt_sdp_out *out, const struct bt_record *record)
{
	struct smsmodem_sdp_element whole, part;
	uint64_t id = 0;
	long skip = 0;

	(void)smsmodem_sdp_read(record->octets, record->length, &whole);
	long id_length = smsmodem_sdp_read(whole.octets, whole.length, &part);
	if (id_length > 0 && smsmodem_sdp_number(&part, &id) && id == BT_SDP_RECORD_HANDLE)
		skip = id_length + smsmodem_sdp_read(whole.octets + id_length,
						     whole.length - (size_t)id_length, &part);
	size_t sequence = bt_sdp_out_open(out);
	bt_sdp_out_octets(out, whole.octets + skip, whole.length - (size_t)skip);
	bt_sdp_out_close(out, sequence);
}

/* One record and its controller; not persistent, so that it goes with the connection. */
static size_t request_write(uint8_t request[REQUEST_MAX], const struct bt_adapter *adapter,
			    const struct bt_record *record)
{
	struct bt_sdp_out out = {.octets = request, .size = REQUEST_MAX};
	const uint8_t header[BT_SDP_HEADER_SIZE + 1] = {SDP_SVC_REGISTER_REQ, 0, 1, 0, 0,
							SDP_DEVICE_RECORD};

	bt_sdp_out_octets(&out, header, sizeof header);
	bt_sdp_out_octets(&out, &adapter->address, sizeof adapter->address);
	record_write(&out, record);
	bt_sdp_put16(request + 3, out.used - BT_SDP_HEADER_SIZE);
	return out.used;
}

static int answer_read(int fd, const struct bt_wait *wait, struct smsmodem_error *error)
{
	const struct bt_wait part = bt_wait_part(wait, ANSWER_MS);
	uint8_t answer[64];
	int ready = fd_wait(fd, POLLIN, part.cancel_fd, part.deadline_ms, error);

	if (ready < 0)
		return ready;
	if (ready & TRANSPORT_CANCELLED)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "cancelled");
	ssize_t count = ready ? recv(fd, answer, sizeof answer, MSG_DONTWAIT) : 0;
	if (count >= BT_SDP_HEADER_SIZE && answer[0] == SDP_SVC_REGISTER_RSP)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  count > 0 ? "bluetoothd's SDP socket refused the record"
					    : "bluetoothd's SDP socket did not answer");
}

int bt_record_sdpd(const char *path, const struct bt_adapter *adapter,
		   const struct bt_record *record, const struct bt_wait *wait,
		   struct smsmodem_error *error)
{
	uint8_t request[REQUEST_MAX];
	size_t length = request_write(request, adapter, record);
	int fd = sdpd_connect(path, error);

	if (fd < 0)
		return fd;
	int code = send(fd, request, length, MSG_NOSIGNAL) == (ssize_t)length
			   ? answer_read(fd, wait, error)
			   : error_set_errno(error, SMSMODEM_E_NODEVICE, errno,
					     "bluetoothd's SDP socket");
	if (code == SMSMODEM_OK)
		return fd;
	close(fd);
	return code;
}
