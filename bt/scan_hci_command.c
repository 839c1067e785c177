/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of an inquiry. */
#include "scan_hci.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define INQUIRY_MAX 0x30
#define NAME_MS     6000 /* the Page Timeout is 5.12 s unless changed (4 E 6.6) */

int bt_hci_gone(const struct bt_hci_scan *scan, int sys_errno, struct smsmodem_error *error)
{
	return error_set_errno(error, SMSMODEM_E_NODEVICE, sys_errno,
			       "the Bluetooth controller %s was switched off or taken away",
			       scan->adapter.name);
}

int bt_hci_forbidden(const struct bt_adapter *adapter, int sys_errno, struct smsmodem_error *error)
{
	return error_set_errno(error, SMSMODEM_E_PERMISSION, sys_errno,
			       "to scan with %s without bluetoothd the kernel wants root or "
			       "CAP_NET_RAW",
			       adapter->name);
}

static int send_command(struct bt_hci_scan *scan, uint16_t ocf, const void *parameters,
			uint8_t count, struct smsmodem_error *error)
{
	uint8_t type = HCI_COMMAND_PKT;
	hci_command_hdr head = {.opcode = htobs(OPCODE(ocf)), .plen = count};
	uint8_t copy[REMOTE_NAME_REQ_CP_SIZE];
	struct iovec parts[] = {{&type, 1}, {&head, HCI_COMMAND_HDR_SIZE}, {copy, count}};

	memcpy(copy, parameters, count);
	scan->pending = OPCODE(ocf);
	if (writev(scan->fd, parts, 3) >= 0)
		return SMSMODEM_OK;
	return errno == EPERM || errno == EACCES ? bt_hci_forbidden(&scan->adapter, errno, error)
						 : bt_hci_gone(scan, errno, error);
}

int bt_hci_inquire(struct bt_hci_scan *scan, struct smsmodem_error *error)
{
	int64_t left_ms = scan->wait.deadline_ms - clock_now_ms();
	int64_t units = (left_ms + INQUIRY_UNIT_MS - 1) / INQUIRY_UNIT_MS;
	/* The General Inquiry Access Code, least significant octet first. */
	inquiry_cp parameters = {.lap = {0x33, 0x8B, 0x9E}};

	if (scan->wait.deadline_ms < 0 || units > INQUIRY_MAX)
		units = INQUIRY_MAX;
	parameters.length = units < 1 ? 1 : (uint8_t)units;
	return send_command(scan, OCF_INQUIRY, &parameters, INQUIRY_CP_SIZE, error);
}

int bt_hci_inquiry_cancel(struct bt_hci_scan *scan, struct smsmodem_error *error)
{
	return send_command(scan, OCF_INQUIRY_CANCEL, "", 0, error);
}

int bt_hci_ask_name(struct bt_hci_scan *scan, struct bt_scan_row *row, struct smsmodem_error *error)
{
	remote_name_req_cp parameters = {
		.pscan_rep_mode = row->repetition,
		.clock_offset = htobs(row->clock_offset | 0x8000), /* bit 15: it is valid */
	};

	(void)bt_address_parse(row->device.address, &parameters.bdaddr);
	row->was_asked = true;
	scan->asked = row;
	scan->name_deadline_ms = clock_now_ms() + NAME_MS;
	return send_command(scan, OCF_REMOTE_NAME_REQ, &parameters, REMOTE_NAME_REQ_CP_SIZE, error);
}

void bt_hci_name_cancel(struct bt_hci_scan *scan)
{
	remote_name_req_cancel_cp parameters;

	(void)bt_address_parse(scan->asked->device.address, &parameters.bdaddr);
	(void)send_command(scan, OCF_REMOTE_NAME_REQ_CANCEL, &parameters,
			   REMOTE_NAME_REQ_CANCEL_CP_SIZE, NULL);
}

int bt_hci_socket(uint16_t id)
{
	static const int events[] = {EVT_INQUIRY_COMPLETE,
				     EVT_INQUIRY_RESULT,
				     EVT_INQUIRY_RESULT_WITH_RSSI,
				     EVT_EXTENDED_INQUIRY_RESULT,
				     EVT_REMOTE_NAME_REQ_COMPLETE,
				     EVT_CMD_COMPLETE,
				     EVT_CMD_STATUS};
	struct sockaddr_hci address = {
		.hci_family = AF_BLUETOOTH, .hci_dev = id, .hci_channel = HCI_CHANNEL_RAW};
	struct hci_filter filter;
	int fd = socket(AF_BLUETOOTH, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, BTPROTO_HCI);

	if (fd < 0)
		return -1;
	hci_filter_clear(&filter);
	hci_filter_set_ptype(HCI_EVENT_PKT, &filter);
	for (size_t i = 0; i < sizeof events / sizeof events[0]; i++)
		hci_filter_set_event(events[i], &filter);
	if (setsockopt(fd, SOL_HCI, HCI_FILTER, &filter, sizeof filter) == 0 &&
	    bind(fd, (struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	int sys_errno = errno;
	close(fd);
	errno = sys_errno;
	return -1;
}
