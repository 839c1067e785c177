/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The controllers of this machine, and why there is none to work with. */
#include "bt.h"
#include <bluetooth/hci.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* --- the list --- */

/* Sockets of the family are there in the first network namespace alone, also where it has any. */
static int no_bluetooth(int sys_errno, struct smsmodem_error *error)
{
	if (sys_errno == EAFNOSUPPORT || sys_errno == EPROTONOSUPPORT) {
		smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				   "no Bluetooth here: the kernel is without it (try `modprobe "
				   "bluetooth rfcomm`), or this is a container without the host's "
				   "network");
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

/* --- the one --- */

static int blocked_error(enum bt_blocked blocked, const char *what, struct smsmodem_error *error)
{
	if (blocked == BT_BLOCKED_HARD)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
					  "%s is off by a switch or key of this machine: switch "
					  "it on there",
					  what);
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "%s is blocked: unblock it with `rfkill unblock bluetooth`",
				  what);
}

static int off_error(const struct bt_adapter *adapter, struct smsmodem_error *error)
{
	enum bt_blocked blocked = bt_rfkill(BT_RFKILL_DIRECTORY, adapter->name);
	char what[40];

	(void)snprintf(what, sizeof what, "the Bluetooth controller %s", adapter->name);
	if (blocked != BT_BLOCKED_NOT)
		return blocked_error(blocked, what, error);
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "%s is switched off: switch it on with `bluetoothctl power on`, "
				  "or as root with `hciconfig %s up`",
				  what, adapter->name);
}

/* Some machines take the controller off the bus while their switch is off. */
static int none_error(struct smsmodem_error *error)
{
	enum bt_blocked blocked = bt_rfkill(BT_RFKILL_DIRECTORY, NULL);

	if (blocked != BT_BLOCKED_NOT)
		return blocked_error(blocked, "Bluetooth", error);
	return smsmodem_error_set(
		error, SMSMODEM_E_NODEVICE,
		"this machine has no Bluetooth controller: plug a USB adapter in, "
		"or look in `dmesg` for a driver or firmware that is missing");
}

static int absent_error(const char *name, const struct bt_adapter *list, int count,
			struct smsmodem_error *error)
{
	char names[128] = "";
	size_t used = 0;

	for (int i = 0; i < count && used + sizeof list->name + 8 < sizeof names; i++)
		used += (size_t)snprintf(names + used, sizeof names - used, "%s%s%s", i ? ", " : "",
					 list[i].name, list[i].up ? "" : " (off)");
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "there is no Bluetooth controller %.40s; there is %s", name,
				  names);
}

static bool is_named(const struct bt_adapter *adapter, const char *name)
{
	bdaddr_t address;

	if (bt_address_parse(name, &address))
		return memcmp(&address, &adapter->address, sizeof address) == 0;
	return strcasecmp(name, adapter->name) == 0;
}

/* A controller cannot connect to itself, but two of one machine can to each other. */
static bool is_peer(const struct bt_adapter *adapter, const bdaddr_t *peer)
{
	return peer && memcmp(peer, &adapter->address, sizeof *peer) == 0;
}

static int better(const struct bt_adapter *candidate, const bdaddr_t *peer, int several)
{
	if (!candidate->up || is_peer(candidate, peer))
		return candidate->up;
	/* The one that has the keys of a paired device, where there is a choice. */
	bool paired = several && peer && bt_bluez_is_paired(peer, candidate->name) == 1;
	return paired ? 3 : 2;
}

int bt_adapter_find_for(const char *name, const bdaddr_t *peer, struct bt_adapter *adapter,
			struct smsmodem_error *error)
{
	struct bt_adapter list[BT_ADAPTERS_MAX];
	int best = -1;
	int count = bt_adapter_list(list, error);

	if (count < 0)
		return count;
	if (count == 0)
		return none_error(error);
	for (int i = 0; i < count; i++) {
		if (name && !is_named(&list[i], name))
			continue;
		int rank = better(&list[i], peer, !name && count > 1);
		if (rank <= best)
			continue;
		best = rank;
		*adapter = list[i];
	}
	if (best < 0)
		return absent_error(name, list, count, error);
	return best > 0 ? SMSMODEM_OK : off_error(adapter, error);
}

int bt_adapter_find(const char *name, struct bt_adapter *adapter, struct smsmodem_error *error)
{
	return bt_adapter_find_for(name, NULL, adapter, error);
}
