/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects of bluetoothd read as devices. All of a device's texts come from the device. */
#include "bus.h"
#include "printable.h"
#include <stddef.h>
#include <string.h>

#define INTERFACES "a{sa{sv}}"
#define PROPERTIES "a{sv}"

/** What a property's value is read as. */
enum kind {
	ADDRESS,
	ADAPTER,
	BONDED,
	CLASS,
	FLAG,
	PAIRED,
	RSSI,
	TEXT,
	UUIDS
};

struct property {
	const char *name, *type;
	enum kind kind;
	size_t offset; /**< of a FLAG or TEXT in struct smsmodem_bt_device */
};

#define FIELD(name) offsetof(struct smsmodem_bt_device, name)

/* doc/device-api: org.bluez.Device1. */
static const struct property properties[] = {
	{"Adapter", "o", ADAPTER, 0},
	{"Address", "s", ADDRESS, 0},
	{"Alias", "s", TEXT, FIELD(alias)},
	{"Bonded", "b", BONDED, 0},
	{"Class", "u", CLASS, 0},
	{"Connected", "b", FLAG, FIELD(connected)},
	{"Name", "s", TEXT, FIELD(name)},
	{"Paired", "b", PAIRED, 0},
	{"RSSI", "n", RSSI, 0},
	{"Trusted", "b", FLAG, FIELD(trusted)},
	{"UUIDs", "as", UUIDS, 0},
};

/** What the properties say of a device's key; negative: nothing. */
struct keys {
	int paired, bonded;
};

static void take_text(const char *value, char text[SMSMODEM_BT_NAME_SIZE])
{
	printable_copy((const uint8_t *)value, strlen(value), text, SMSMODEM_BT_NAME_SIZE);
}

static void take_address(const char *value, struct smsmodem_bt_device *device)
{
	bdaddr_t address;

	if (bt_address_parse(value, &address))
		bt_address_format(&address, device->address);
}

/* "/org/bluez/hci0" */
static void take_adapter(const char *path, struct smsmodem_bt_device *device)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? strlen(slash + 1) : 0;

	if (length > 0 && length < sizeof device->adapter)
		memcpy(device->adapter, slash + 1, length + 1);
}

/* An empty list says nothing: it is empty until the device was asked. */
static int take_uuids(const struct bt_bus *bus, sd_bus_message *message,
		      struct smsmodem_bt_device *device)
{
	struct smsmodem_sdp_uuid uuid;
	const char *text;
	unsigned services = 0;
	bool any = false;
	int result = bus->f.message_enter_container(message, 'a', "s");

	while (result >= 0 && (result = bus->f.message_read(message, "s", &text)) > 0) {
		if (smsmodem_sdp_uuid_parse(text, &uuid, NULL) == SMSMODEM_OK)
			services |= smsmodem_bt_service_of(&uuid);
		any = true;
	}
	if (result < 0)
		return result;
	device->services_known = any;
	device->services = services;
	return bus->f.message_exit_container(message);
}

static int take_number(const struct bt_bus *bus, sd_bus_message *message, enum kind kind,
		       struct smsmodem_bt_device *device)
{
	int16_t rssi_dbm;

	if (kind == CLASS)
		return bus->f.message_read(message, "u", &device->device_class);
	int result = bus->f.message_read(message, "n", &rssi_dbm);
	if (result > 0) {
		device->has_rssi = true;
		device->rssi_dbm = rssi_dbm;
	}
	return result;
}

static int take_flag(const struct bt_bus *bus, sd_bus_message *message,
		     const struct property *property, struct smsmodem_bt_device *device,
		     struct keys *keys)
{
	int value, result = bus->f.message_read(message, "b", &value);

	if (result <= 0)
		return result;
	if (property->kind == PAIRED)
		keys->paired = value;
	else if (property->kind == BONDED)
		keys->bonded = value;
	else
		*(bool *)((char *)device + property->offset) = value;
	return result;
}

/* A string or an object path. */
static int take_string(const struct bt_bus *bus, sd_bus_message *message,
		       const struct property *property, struct smsmodem_bt_device *device)
{
	const char *value;
	int result = bus->f.message_read(message, property->type, &value);

	if (result <= 0)
		return result;
	if (property->kind == ADDRESS)
		take_address(value, device);
	else if (property->kind == ADAPTER)
		take_adapter(value, device);
	else
		take_text(value, (char *)device + property->offset);
	return result;
}

static int take_value(const struct bt_bus *bus, sd_bus_message *message,
		      const struct property *property, struct smsmodem_bt_device *device,
		      struct keys *keys)
{
	switch (property->kind) {
	case UUIDS: return take_uuids(bus, message, device);
	case CLASS:
	case RSSI: return take_number(bus, message, property->kind, device);
	case BONDED:
	case FLAG:
	case PAIRED: return take_flag(bus, message, property, device, keys);
	case ADAPTER:
	case ADDRESS:
	case TEXT: break;
	}
	return take_string(bus, message, property, device);
}

static const struct property *find_property(const char *name)
{
	for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++)
		if (strcmp(name, properties[i].name) == 0)
			return &properties[i];
	return NULL;
}

/* What is not known, or of another type than it should be, is passed over. */
static int read_property(const struct bt_bus *bus, sd_bus_message *message,
			 struct smsmodem_bt_device *device, struct keys *keys)
{
	const char *name = "", *type = NULL;
	int result = bus->f.message_read(message, "s", &name);

	if (result > 0)
		result = bus->f.message_peek_type(message, NULL, &type);
	if (result < 0)
		return result;
	const struct property *property = find_property(name);
	if (!property || !type || strcmp(type, property->type) != 0)
		return bus->f.message_skip(message, "v");
	result = bus->f.message_enter_container(message, 'v', property->type);
	if (result >= 0)
		result = take_value(bus, message, property, device, keys);
	return result < 0 ? result : bus->f.message_exit_container(message);
}

/*
 * Without being asked, the kernel makes a key for a single connection ("just works", no bonding):
 * the device is Paired then, but not Bonded, and nothing of it stays.
 */
static void conclude(struct bt_bus *bus, const struct keys *keys, struct bt_bus_device *device)
{
	if (keys->bonded >= 0) {
		bus->tells_bonds = true;
		device->known.paired = keys->bonded;
	} else if (keys->paired == 0 || (keys->paired > 0 && !bus->tells_bonds)) {
		device->known.paired = keys->paired;
	}
	device->is_temporary = keys->paired > 0 && !device->known.paired;
}

/* @return >= 0, or a negative errno */
static int read_properties(struct bt_bus *bus, sd_bus_message *message,
			   struct bt_bus_device *device)
{
	struct keys keys = {-1, -1};
	int result = bus->f.message_enter_container(message, 'a', "{sv}");

	if (result < 0)
		return result;
	while ((result = bus->f.message_enter_container(message, 'e', "sv")) > 0) {
		result = read_property(bus, message, &device->known, &keys);
		if (result >= 0)
			result = bus->f.message_exit_container(message);
		if (result < 0)
			return result;
	}
	conclude(bus, &keys, device);
	return result < 0 ? result : bus->f.message_exit_container(message);
}

/* @return 1: Device1 was among them; 0: it was not; or a negative errno */
static int read_interfaces(struct bt_bus *bus, sd_bus_message *message,
			   struct bt_bus_device *device)
{
	const char *name;
	int found = 0, result = bus->f.message_enter_container(message, 'a', "{sa{sv}}");

	if (result < 0)
		return result;
	while ((result = bus->f.message_enter_container(message, 'e', "sa{sv}")) > 0) {
		result = bus->f.message_read(message, "s", &name);
		if (result > 0 && strcmp(name, BLUEZ_DEVICE) == 0) {
			found = 1;
			result = read_properties(bus, message, device);
		} else if (result > 0) {
			result = bus->f.message_skip(message, PROPERTIES);
		}
		if (result >= 0)
			result = bus->f.message_exit_container(message);
		if (result < 0)
			return result;
	}
	result = result < 0 ? result : bus->f.message_exit_container(message);
	return result < 0 ? result : found;
}

/* An object path and its interfaces. @return 1: a device with an address; 0; or a negative errno */
static int read_object(struct bt_bus *bus, sd_bus_message *message, struct bt_bus_device *device)
{
	const char *path;
	int result = bus->f.message_read(message, "o", &path);

	*device = (struct bt_bus_device){.known = {.pairing_known = true}};
	if (result <= 0)
		return result;
	int found = read_interfaces(bus, message, device);
	if (found <= 0)
		return found;
	if (strlen(path) >= sizeof device->path || !device->known.address[0])
		return 0;
	memcpy(device->path, path, strlen(path) + 1);
	return 1;
}

static int malformed(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "bluetoothd's list of devices is not what it should be");
}

int bt_bus_objects(struct bt_bus *bus, sd_bus_message **reply, struct smsmodem_error *error)
{
	static const struct bt_bus_method get_managed_objects = {"/", BUS_OBJECTS,
								 "GetManagedObjects"};
	int code = bt_bus_call(bus, &get_managed_objects, reply, error, NULL);

	if (code < 0)
		return code;
	if (bus->f.message_enter_container(*reply, 'a', "{o" INTERFACES "}") > 0)
		return SMSMODEM_OK;
	*reply = bus->f.message_unref(*reply);
	return malformed(error);
}

int bt_bus_objects_next(struct bt_bus *bus, sd_bus_message *reply, struct bt_bus_device *device,
			struct smsmodem_error *error)
{
	int result;

	while ((result = bus->f.message_enter_container(reply, 'e', "o" INTERFACES)) > 0) {
		int found = read_object(bus, reply, device);

		if (found < 0 || bus->f.message_exit_container(reply) < 0)
			return malformed(error);
		if (found)
			return 1;
	}
	return result < 0 ? malformed(error) : 0;
}

bool bt_bus_device_added(struct bt_bus *bus, sd_bus_message *signal, struct bt_bus_device *device)
{
	return bus->f.message_is_signal(signal, BUS_OBJECTS, "InterfacesAdded") > 0 &&
	       read_object(bus, signal, device) > 0;
}

const char *bt_bus_changed_path(struct bt_bus *bus, sd_bus_message *signal)
{
	const char *interface;

	if (bus->f.message_is_signal(signal, BUS_PROPERTIES, "PropertiesChanged") <= 0 ||
	    bus->f.message_has_signature(signal, "s" PROPERTIES "as") <= 0 ||
	    bus->f.message_read(signal, "s", &interface) <= 0 ||
	    strcmp(interface, BLUEZ_DEVICE) != 0)
		return NULL;
	return bus->f.message_get_path(signal);
}

bool bt_bus_device_changed(struct bt_bus *bus, sd_bus_message *signal, struct bt_bus_device *device)
{
	return read_properties(bus, signal, device) >= 0;
}
