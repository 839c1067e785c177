/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bluetoothd made to look around; it stops by itself when its client is gone. */
#include "bus.h"
#include <stdio.h>

#define ADAPTER_PATH_SIZE 32

static void adapter_path(const char *adapter, char path[ADAPTER_PATH_SIZE])
{
	(void)snprintf(path, ADAPTER_PATH_SIZE, "/org/bluez/%.16s", adapter);
}

/* AT is spoken over BR/EDR alone. */
static int set_filter(struct bt_bus *bus, const char *path, struct smsmodem_error *error)
{
	const struct bt_bus_method set_filter = {path, BLUEZ_ADAPTER, "SetDiscoveryFilter"};

	return bt_bus_call(bus, &set_filter, NULL, error, "a{sv}", 1, "Transport", "s", "bredr");
}

int bt_discovery_start(struct bt_bus *bus, const char *adapter, struct smsmodem_error *error)
{
	char path[ADAPTER_PATH_SIZE];
	const struct bt_bus_method start = {path, BLUEZ_ADAPTER, "StartDiscovery"};
	int code = bt_bus_match(bus,
				"type='signal',sender='" BLUEZ "',interface='" BUS_OBJECTS
				"',member='InterfacesAdded'",
				error);

	adapter_path(adapter, path);
	if (code == SMSMODEM_OK)
		code = bt_bus_match(bus,
				    "type='signal',sender='" BLUEZ "',interface='" BUS_PROPERTIES
				    "',member='PropertiesChanged',arg0='" BLUEZ_DEVICE "'",
				    error);
	if (code == SMSMODEM_OK)
		code = set_filter(bus, path, error);
	return code < 0 ? code : bt_bus_call(bus, &start, NULL, error, NULL);
}

int bt_discovery_stop(struct bt_bus *bus, const char *adapter, struct smsmodem_error *error)
{
	char path[ADAPTER_PATH_SIZE];
	const struct bt_bus_method stop = {path, BLUEZ_ADAPTER, "StopDiscovery"};

	adapter_path(adapter, path);
	return bt_bus_call(bus, &stop, NULL, error, NULL);
}
