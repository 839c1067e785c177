/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An inquiry of our own, without bluetoothd: HCI commands and events over a raw socket. Names that
 * the answers lack are asked for afterwards, as controllers seldom do both at once.
 */
#include "scan_hci.h"
#include "scan_event.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAMES_MS           10240
#define LATE_MAX           64   /* events after the time of a wait */
#define COMMAND_DISALLOWED 0x0C /* 1 F 2.12 */

/* --- phases --- */

static int next_name(struct bt_hci_scan *scan, struct smsmodem_error *error)
{
	for (size_t i = 0; i < scan->list.count && !bt_wait_over(&scan->wait); i++) {
		struct bt_scan_row *row = &scan->list.rows[i];

		if (!row->is_name_whole && !row->was_asked)
			return bt_hci_ask_name(scan, row, error);
	}
	scan->phase = OVER;
	return SMSMODEM_OK;
}

static int begin_names(struct bt_hci_scan *scan, struct smsmodem_error *error)
{
	scan->wait = bt_wait_for(NAMES_MS, NAMES_MS, scan->wait.cancel_fd);
	scan->phase = NAMING;
	return next_name(scan, error);
}

static int time_up(struct bt_hci_scan *scan, struct smsmodem_error *error)
{
	if (scan->phase == NAMING) {
		bt_hci_name_cancel(scan);
		return next_name(scan, error);
	}
	int code = bt_hci_inquiry_cancel(scan, error);
	return code < 0 ? code : begin_names(scan, error);
}

/* --- events --- */

static void device_found(struct bt_hci_scan *scan, struct bt_scan_event *event)
{
	struct bt_scan_row *row;

	bt_address_format(&event->address, event->device.address);
	row = bt_scan_find(&scan->list, event->device.address);
	if (event->kind == BT_SCAN_NAME && !row)
		return; /* somebody else's question */
	if (row && row->is_name_whole && !event->is_name_whole)
		event->device.name[0] = '\0';
	memcpy(event->device.alias, event->device.name, sizeof event->device.alias);
	memcpy(event->device.adapter, scan->adapter.name, sizeof scan->adapter.name);
	row = bt_scan_note(&scan->list, &event->device);
	if (!row)
		return;
	row->is_name_whole |= event->is_name_whole;
	if (event->kind == BT_SCAN_FOUND) {
		row->repetition = event->repetition;
		row->clock_offset = event->clock_offset;
	}
}

/** There is nothing to cancel then: what is under way is somebody else's. */
static int refused(struct bt_hci_scan *scan, uint8_t status, struct smsmodem_error *error)
{
	scan->phase = OVER;
	if (status == COMMAND_DISALLOWED)
		return smsmodem_error_set(error, SMSMODEM_E_BUSY,
					  "another program is scanning with %s: try again when "
					  "it is done",
					  scan->adapter.name);
	return smsmodem_error_set(
		error, SMSMODEM_E_NODEVICE,
		"the Bluetooth controller %s refuses to scan (HCI error 0x%02x): "
		"take it off and put it in again, or as root switch it off and on with "
		"`btmgmt --index %u power off` and `power on`",
		scan->adapter.name, status, (unsigned)scan->adapter.id);
}

/** Sockets hear the answers to everybody's commands; the one to ours comes first behind it. */
static int command_answered(struct bt_hci_scan *scan, const struct bt_scan_event *event,
			    struct smsmodem_error *error)
{
	if (event->opcode != scan->pending)
		return SMSMODEM_OK;
	scan->pending = 0;
	if (event->status == 0)
		return SMSMODEM_OK;
	if (event->opcode == OPCODE(OCF_INQUIRY) && scan->phase == INQUIRING)
		return refused(scan, event->status, error);
	if (event->opcode == OPCODE(OCF_REMOTE_NAME_REQ) && scan->phase == NAMING)
		return next_name(scan, error);
	return SMSMODEM_OK;
}

static int inquiry_over(struct bt_hci_scan *scan, const struct bt_scan_event *event,
			struct smsmodem_error *error)
{
	if (scan->phase != INQUIRING)
		return SMSMODEM_OK;
	/* Somebody else's that was refused, once ours has brought something. */
	if (event->status != 0 && scan->list.count > 0)
		return SMSMODEM_OK;
	if (event->status != 0)
		return refused(scan, event->status, error);
	bool is_short = scan->wait.deadline_ms >= 0 &&
			scan->wait.deadline_ms - clock_now_ms() < INQUIRY_UNIT_MS;
	return is_short ? begin_names(scan, error) : bt_hci_inquire(scan, error);
}

static int handle(struct bt_hci_scan *scan, struct bt_scan_event *event,
		  struct smsmodem_error *error)
{
	switch (event->kind) {
	case BT_SCAN_FOUND: device_found(scan, event); return SMSMODEM_OK;
	case BT_SCAN_NAME:
		device_found(scan, event);
		if (scan->phase == NAMING &&
		    strcmp(scan->asked->device.address, event->device.address) == 0)
			return next_name(scan, error);
		return SMSMODEM_OK;
	case BT_SCAN_INQUIRY_COMPLETE: return inquiry_over(scan, event, error);
	case BT_SCAN_COMMAND: return command_answered(scan, event, error);
	case BT_SCAN_OTHER: break;
	}
	return SMSMODEM_OK;
}

static int receive(struct bt_hci_scan *scan, struct smsmodem_error *error)
{
	uint8_t packet[HCI_MAX_EVENT_SIZE + 1];
	ssize_t count = read(scan->fd, packet, sizeof packet);
	struct bt_scan_event event;
	int code = SMSMODEM_OK;

	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return SMSMODEM_OK;
	if (count <= 0)
		return bt_hci_gone(scan, count < 0 ? errno : ENODEV, error);
	for (size_t i = 0; code == SMSMODEM_OK && scan->phase != OVER &&
			   bt_scan_event_read(packet, (size_t)count, i, &event);
	     i++)
		code = handle(scan, &event, error);
	return code;
}

/* --- the scan --- */

/** Wait for one thing to happen, or for until_ms. @return 1: it happened; 0: in vain */
static int step(struct bt_hci_scan *scan, int64_t until_ms, struct smsmodem_error *error)
{
	int64_t due_ms = scan->phase == NAMING
				 ? bt_earlier(scan->name_deadline_ms, scan->wait.deadline_ms)
				 : scan->wait.deadline_ms;
	int ready = 0, code;

	if (due_ms >= 0 && clock_now_ms() >= due_ms) {
		code = time_up(scan, error);
		return code < 0 ? code : 1;
	}
	ready = fd_wait(scan->fd, POLLIN, scan->wait.cancel_fd, bt_earlier(due_ms, until_ms),
			error);
	if (ready <= 0)
		return ready;
	if (ready & TRANSPORT_CANCELLED)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "the scan was cancelled");
	code = receive(scan, error);
	return code < 0 ? code : 1;
}

static int hci_next(struct smsmodem_bt_scan *head, int64_t until_ms,
		    struct smsmodem_bt_device *device, struct smsmodem_error *error)
{
	struct bt_hci_scan *scan = (struct bt_hci_scan *)head;

	/* What waits already is taken after the time, too, but not without end. */
	for (int late = 0; late < LATE_MAX; late += until_ms >= 0 && clock_now_ms() >= until_ms) {
		if (bt_scan_take(&scan->list, device))
			return SMSMODEM_BT_DEVICE;
		if (scan->phase == OVER)
			return SMSMODEM_BT_END;
		int code = step(scan, until_ms, error);
		if (code < 0)
			return code;
		if (code == 0 && until_ms >= 0 && clock_now_ms() >= until_ms)
			break;
	}
	return SMSMODEM_BT_NOTHING;
}

static void hci_close(struct smsmodem_bt_scan *head)
{
	struct bt_hci_scan *scan = (struct bt_hci_scan *)head;

	if (scan->phase == INQUIRING)
		(void)bt_hci_inquiry_cancel(scan, NULL);
	else if (scan->phase == NAMING)
		bt_hci_name_cancel(scan);
	close(scan->fd);
	free(scan);
}

int bt_scan_hci_on(int fd, const struct bt_adapter *adapter, const struct bt_wait *wait,
		   struct smsmodem_bt_scan **scan, struct smsmodem_error *error)
{
	static const struct bt_scan_ops ops = {hci_next, hci_close};
	struct bt_hci_scan *made = calloc(1, sizeof *made);

	*scan = NULL;
	if (!made) {
		close(fd);
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	made->head.ops = &ops;
	made->adapter = *adapter;
	made->fd = fd;
	made->wait = *wait;
	int code = bt_hci_inquire(made, error);
	if (code < 0) {
		close(fd);
		free(made);
		return code;
	}
	*scan = &made->head;
	return SMSMODEM_OK;
}

int bt_scan_hci(const struct bt_adapter *adapter, const struct bt_wait *wait,
		struct smsmodem_bt_scan **scan, struct smsmodem_error *error)
{
	int fd = bt_hci_socket(adapter->id);

	*scan = NULL;
	if (fd >= 0)
		return bt_scan_hci_on(fd, adapter, wait, scan, error);
	if (errno == EPERM || errno == EACCES)
		return bt_hci_forbidden(adapter, errno, error);
	return error_set_errno(error, SMSMODEM_E_NODEVICE, errno,
			       "the Bluetooth controller %s cannot be opened", adapter->name);
}
