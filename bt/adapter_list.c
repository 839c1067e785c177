/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The controllers of this machine, as the kernel has them. */
#include "bt.h"
#include <bluetooth/hci.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Sockets of the family are there in the first network namespace alone, also where it has any. */
static int no_bluetooth(int sys_errno, struct smsmodem_error *error)
{
	if (sys_errno == EAFNOSUPPORT || sys_errno == EPROTONOSUPPORT) {
		smsmodem_error_set(
			error, SMSMODEM_E_NODEVICE,
			"no Bluetooth here: the kernel is without it (try `sudo modprobe "
			"rfcomm`), or this is a container without the host's network");
		return error_add_errno(error, SMSMODEM_E_NODEVICE, sys_errno);
	}
	return error_set_errno(error,
			       sys_errno == EACCES || sys_errno == EPERM ? SMSMODEM_E_PERMISSION
									 : SMSMODEM_E_NODEVICE,
			       sys_errno, "the Bluetooth controllers cannot be listed");
}

/* A controller of another kind than BR/EDR with LE (AMP) takes no connections of ours. */
static bool adapter_read(int fd, uint16_t id, struct bt_adapter *adapter)
{
	struct hci_dev_info info = {.dev_id = id};

	if (ioctl(fd, HCIGETDEVINFO, &info) != 0 || (info.type & 0x30) >> 4 != HCI_PRIMARY)
		return false;
	*adapter = (struct bt_adapter){
		.id = id,
		.address = info.bdaddr,
		.up = (info.flags & 1U << HCI_UP) != 0,
		.connectable = (info.flags & 1U << HCI_PSCAN) != 0,
	};
	(void)snprintf(adapter->name, sizeof adapter->name, "hci%u", (unsigned)id);
	return true;
}

static int by_id(const void *one, const void *other)
{
	const struct bt_adapter *a = one, *b = other;

	return (a->id > b->id) - (a->id < b->id);
}

int bt_adapter_list(struct bt_adapter list[BT_ADAPTERS_MAX], struct smsmodem_error *error)
{
	struct hci_dev_list_req *request =
		calloc(1, sizeof *request + BT_ADAPTERS_MAX * sizeof request->dev_req[0]);
	int count = 0;

	if (!request)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	int fd = socket(AF_BLUETOOTH, SOCK_RAW | SOCK_CLOEXEC, BTPROTO_HCI);
	request->dev_num = BT_ADAPTERS_MAX;
	if (fd < 0 || ioctl(fd, HCIGETDEVLIST, request) != 0)
		count = no_bluetooth(errno, error);
	for (uint16_t i = 0; count >= 0 && i < request->dev_num && i < BT_ADAPTERS_MAX; i++)
		count += adapter_read(fd, request->dev_req[i].dev_id, &list[count]);
	if (fd >= 0)
		close(fd);
	free(request);
	if (count > 1) /* the kernel has the newest first */
		qsort(list, (size_t)count, sizeof list[0], by_id);
	return count;
}
