/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two controllers in place of what the kernel has, so that what is asked of bluetoothd is tested
 * where there is no Bluetooth. All of bt/adapter.c stands here: the linker then leaves it out.
 */
#ifndef BLUEZ_ADAPTERS_H
#define BLUEZ_ADAPTERS_H

#include "bt.h"
#include <string.h>

static const struct bt_adapter adapters[] = {
	{.id = 0, .name = "hci0", .address = {{0, 0, 0, 1, 0xAA, 0}}, .up = true},
	{.id = 1, .name = "hci1", .address = {{1, 0, 1, 1, 0xAA, 0}}, .up = true},
};

int bt_adapter_list(struct bt_adapter list[BT_ADAPTERS_MAX], struct smsmodem_error *error)
{
	(void)error;
	memcpy(list, adapters, sizeof adapters);
	return 2;
}

int bt_adapter_find(const char *name, struct bt_adapter *adapter, struct smsmodem_error *error)
{
	for (size_t i = 0; i < 2; i++)
		if (!name || strcmp(adapters[i].name, name) == 0) {
			*adapter = adapters[i];
			adapter->is_chosen = name != NULL;
			return SMSMODEM_OK;
		}
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE, "there is no controller %s", name);
}

int bt_adapter_find_for(const char *name, const bdaddr_t *peer, const struct bt_wait *wait,
			struct bt_adapter *adapter, struct smsmodem_error *error)
{
	(void)peer;
	(void)wait;
	int code = bt_adapter_find(name ? name : "hci1", adapter, error);
	adapter->is_chosen = name != NULL;
	return code;
}

#endif
