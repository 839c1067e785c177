/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the machine's controllers to work with, and why there is none. */
#include "bt.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

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
				  "which wants bluetoothd (`systemctl start bluetooth`), or as "
				  "root with `btmgmt --index %u power on`",
				  what, (unsigned)adapter->id);
}

static int itself_error(const struct bt_adapter *adapter, struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE];

	bt_address_format(&adapter->address, address);
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "%s is this computer's own %s, and no controller connects to "
				  "itself: give the address of the phone",
				  address, adapter->name);
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

/* How well it will do: off, the peer itself, any, the one that has the keys of a paired device. */
enum rank {
	OFF,
	ITSELF,
	ANY,
	PAIRED
};

/*
 * @param asking whether it is worth asking bluetoothd, which has the keys; false from there on
 * where it does not answer. @return an enum rank, or SMSMODEM_E_CANCELLED
 */
static int rank_of(const struct bt_adapter *candidate, const bdaddr_t *peer,
		   const struct bt_wait *wait, bool *asking)
{
	if (!candidate->up)
		return OFF;
	if (is_peer(candidate, peer))
		return ITSELF;
	int paired = *asking ? bt_bluez_is_paired(peer, candidate->name, wait) : 0;
	if (paired == SMSMODEM_E_CANCELLED)
		return paired;
	*asking = *asking && paired >= 0;
	return paired > 0 ? PAIRED : ANY;
}

int bt_adapter_find_for(const char *name, const bdaddr_t *peer, const struct bt_wait *wait,
			struct bt_adapter *adapter, struct smsmodem_error *error)
{
	struct bt_adapter list[BT_ADAPTERS_MAX];
	int best = -1;
	int count = bt_adapter_list(list, error);
	bool asking = peer && !name && count > 1;

	if (count < 0)
		return count;
	if (count == 0)
		return none_error(error);
	for (int i = 0; i < count; i++) {
		if (name && !is_named(&list[i], name))
			continue;
		int rank = rank_of(&list[i], peer, wait, &asking);
		if (rank < 0)
			return smsmodem_error_set(error, rank, "cancelled");
		if (rank <= best)
			continue;
		best = rank;
		*adapter = list[i];
	}
	if (best < 0)
		return absent_error(name, list, count, error);
	adapter->is_chosen = name != NULL;
	if (best == ITSELF)
		return itself_error(adapter, error);
	return best == OFF ? off_error(adapter, error) : SMSMODEM_OK;
}

int bt_adapter_find(const char *name, struct bt_adapter *adapter, struct smsmodem_error *error)
{
	return bt_adapter_find_for(name, NULL, NULL, adapter, error);
}
