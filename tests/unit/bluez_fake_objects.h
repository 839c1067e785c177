/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bluetoothd of the tests knows, well-formed and not. */
#ifndef BLUEZ_FAKE_OBJECTS_H
#define BLUEZ_FAKE_OBJECTS_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <systemd/sd-bus.h>

#define OBJECT_TYPES "oa{sa{sv}}"

/** A device with the properties that are set here. */
struct object {
	const char *adapter; /* "hci1" */
	const char *address, *name, *alias;
	bool paired, trusted;
	int bonded; /* 0: it is not told (before BlueZ 5.65); 1: it is; -1: it is not */
	unsigned device_class;
	int rssi_dbm; /* 0: none */
	const char *uuid[3];
};

static inline void object_text(sd_bus_message *m, const char *name, const char *value)
{
	if (value)
		(void)sd_bus_message_append(m, "{sv}", name, "s", value);
}

static inline void object_properties(sd_bus_message *m, const struct object *object)
{
	char adapter[64];

	(void)snprintf(adapter, sizeof adapter, "/org/bluez/%s", object->adapter);
	(void)sd_bus_message_open_container(m, 'a', "{sv}");
	object_text(m, "Address", object->address);
	object_text(m, "AddressType", "public");
	object_text(m, "Name", object->name);
	object_text(m, "Alias", object->alias);
	if (object->device_class)
		(void)sd_bus_message_append(m, "{sv}", "Class", "u", object->device_class);
	if (object->rssi_dbm)
		(void)sd_bus_message_append(m, "{sv}", "RSSI", "n", object->rssi_dbm);
	if (object->bonded)
		(void)sd_bus_message_append(m, "{sv}", "Bonded", "b", object->bonded > 0);
	(void)sd_bus_message_append(m, "{sv}", "Paired", "b", object->paired);
	(void)sd_bus_message_append(m, "{sv}", "Trusted", "b", object->trusted);
	(void)sd_bus_message_append(m, "{sv}", "Connected", "b", 0);
	(void)sd_bus_message_append(m, "{sv}", "UUIDs", "as",
				    object->uuid[0] ? object->uuid[1] ? object->uuid[2] ? 3 : 2 : 1
						    : 0,
				    object->uuid[0], object->uuid[1], object->uuid[2]);
	(void)sd_bus_message_append(m, "{sv}", "Adapter", "o", adapter);
	(void)sd_bus_message_append(m, "{sv}", "ManufacturerData", "a{qv}", 1, 76, "ay", 2, 1, 2);
	(void)sd_bus_message_close_container(m);
}

/* The path and the interfaces, as in InterfacesAdded. */
static inline void object_body(sd_bus_message *m, const struct object *object)
{
	char path[128];

	(void)snprintf(path, sizeof path, "/org/bluez/%s/dev_%s", object->adapter, object->address);
	for (char *c = path; *c; c++)
		if (*c == ':')
			*c = '_';
	(void)sd_bus_message_append(m, "o", path);
	(void)sd_bus_message_open_container(m, 'a', "{sa{sv}}");
	(void)sd_bus_message_append(m, "{sa{sv}}", "org.freedesktop.DBus.Introspectable", 0);
	(void)sd_bus_message_open_container(m, 'e', "sa{sv}");
	(void)sd_bus_message_append(m, "s", "org.bluez.Device1");
	object_properties(m, object);
	(void)sd_bus_message_close_container(m);
	(void)sd_bus_message_append(m, "{sa{sv}}", "org.freedesktop.DBus.Properties", 0);
	(void)sd_bus_message_close_container(m);
}

static inline void object_add(sd_bus_message *m, const struct object *object)
{
	(void)sd_bus_message_open_container(m, 'e', OBJECT_TYPES);
	object_body(m, object);
	(void)sd_bus_message_close_container(m);
}

/* The objects that are there without any device. */
static inline void objects_begin(sd_bus_message *m)
{
	(void)sd_bus_message_open_container(m, 'a', "{" OBJECT_TYPES "}");
	(void)sd_bus_message_append(m, "{" OBJECT_TYPES "}", "/org/bluez", 1,
				    "org.bluez.AgentManager1", 0);
	(void)sd_bus_message_append(m, "{" OBJECT_TYPES "}", "/org/bluez/hci1", 1,
				    "org.bluez.Adapter1", 1, "Address", "s", "00:AA:01:01:00:01");
}

static inline void objects_end(sd_bus_message *m)
{
	(void)sd_bus_message_close_container(m);
}

static inline void objects_none(sd_bus_message *m)
{
	objects_begin(m);
	objects_end(m);
}

static inline void objects_from(sd_bus_message *m, const struct object *objects, size_t count)
{
	objects_begin(m);
	for (size_t i = 0; i < count; i++)
		object_add(m, &objects[i]);
	objects_end(m);
}

#endif
