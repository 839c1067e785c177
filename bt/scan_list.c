/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices of a scan. */
#include "scan_list.h"
#include <string.h>

struct bt_scan_row *bt_scan_find(struct bt_scan_list *list, const char *address)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->rows[i].device.address, address) == 0)
			return &list->rows[i];
	return NULL;
}

static bool text_note(char *text, const char *known)
{
	if (!known[0] || strcmp(text, known) == 0)
		return false;
	memcpy(text, known, strlen(known) + 1);
	return true;
}

static bool flag_note(bool *flag, bool known)
{
	bool is_new = *flag != known;

	*flag = known;
	return is_new;
}

/** The strength changes with every answer: only the first is news. */
static bool signal_note(struct smsmodem_bt_device *device, const struct smsmodem_bt_device *known)
{
	bool is_new = known->has_rssi && !device->has_rssi;

	if (known->has_rssi)
		device->rssi_dbm = known->rssi_dbm;
	device->has_rssi |= known->has_rssi;
	return is_new;
}

static bool services_note(struct smsmodem_bt_device *device, const struct smsmodem_bt_device *known)
{
	bool is_new = (known->services & ~device->services) != 0;

	device->services |= known->services;
	return flag_note(&device->services_known,
			 device->services_known || known->services_known) ||
	       is_new;
}

static bool pairing_note(struct smsmodem_bt_device *device, const struct smsmodem_bt_device *known)
{
	if (!known->pairing_known)
		return false;
	bool is_new = flag_note(&device->pairing_known, true);
	is_new |= flag_note(&device->paired, known->paired);
	is_new |= flag_note(&device->trusted, known->trusted);
	return flag_note(&device->connected, known->connected) || is_new;
}

static bool device_note(struct smsmodem_bt_device *device, const struct smsmodem_bt_device *known)
{
	bool is_new = text_note(device->name, known->name);

	is_new |= text_note(device->alias, known->alias);
	is_new |= text_note(device->adapter, known->adapter);
	if (known->device_class != 0 && known->device_class != device->device_class) {
		device->device_class = known->device_class;
		is_new = true;
	}
	is_new |= signal_note(device, known);
	is_new |= services_note(device, known);
	return pairing_note(device, known) || is_new;
}

struct bt_scan_row *bt_scan_note(struct bt_scan_list *list, const struct smsmodem_bt_device *known)
{
	struct bt_scan_row *row = bt_scan_find(list, known->address);

	if (row) {
		row->is_new |= device_note(&row->device, known);
		return row;
	}
	if (list->count == BT_SCAN_MAX)
		return NULL;
	row = &list->rows[list->count++];
	*row = (struct bt_scan_row){.device = *known, .is_new = true};
	return row;
}

bool bt_scan_take(struct bt_scan_list *list, struct smsmodem_bt_device *device)
{
	for (size_t i = 0; i < list->count; i++) {
		struct bt_scan_row *row = &list->rows[(list->told + i) % list->count];

		if (!row->is_new)
			continue;
		row->is_new = false;
		list->told = (list->told + i + 1) % list->count;
		*device = row->device;
		return true;
	}
	return false;
}
