/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices as bluetoothd knows them. */
#include "bus.h"
#include <stdlib.h>
#include <string.h>

/** For what bluetoothd answers from memory. */
#define ANSWER_MS 10000
/** For what others ask by the way. */
#define GLANCE_MS 3000
/** More are not listed; bluetoothd itself forgets what was seen in passing. */
#define DEVICES_MAX 1024

static bool on_adapter(const struct bt_bus_device *device, const char *adapter)
{
	return !adapter || strcmp(device->known.adapter, adapter) == 0;
}

static bool has_address(const struct bt_bus_device *device, const bdaddr_t *address)
{
	char text[SMSMODEM_BT_ADDRESS_SIZE];

	bt_address_format(address, text);
	return strcmp(device->known.address, text) == 0;
}

int bt_bluez_look(struct bt_bus *bus, const bdaddr_t *address, const char *adapter,
		  struct bt_bus_device *device, struct smsmodem_error *error)
{
	sd_bus_message *objects;
	int code = bt_bus_objects(bus, &objects, error);

	if (code < 0)
		return code;
	while ((code = bt_bus_objects_next(bus, objects, device, error)) == 1)
		if (on_adapter(device, adapter) && has_address(device, address))
			break;
	bus->f.message_unref(objects);
	return code;
}

/* --- what others want to know --- */

static int glance(struct bt_bus *bus, const struct bt_wait *whole, struct smsmodem_error *error)
{
	const struct bt_wait wait = bt_wait_part(whole, GLANCE_MS);

	return bt_bus_open(bus, &wait, error);
}

int bt_bluez_available(const struct bt_wait *wait, struct smsmodem_error *error)
{
	struct bt_bus bus;
	int code = glance(&bus, wait, error);

	if (code == SMSMODEM_OK)
		bt_bus_close(&bus);
	return code;
}

int bt_bluez_is_paired(const bdaddr_t *address, const char *adapter, const struct bt_wait *wait)
{
	struct bt_bus bus;
	struct bt_bus_device device = {.known = {.paired = false}};
	int found = glance(&bus, wait, NULL);

	if (found == SMSMODEM_OK) {
		found = bt_bluez_look(&bus, address, adapter, &device, NULL);
		bt_bus_close(&bus);
	}
	if (found < 0)
		return found == SMSMODEM_E_CANCELLED ? found : SMSMODEM_E_CONFIG;
	return found && device.known.paired;
}

/* --- the list --- */

struct list {
	struct smsmodem_bt_device *devices;
	size_t count, room;
};

static int list_add(struct list *list, const struct smsmodem_bt_device *device,
		    struct smsmodem_error *error)
{
	if (list->count == list->room) {
		size_t room = list->room ? 2 * list->room : 16;
		struct smsmodem_bt_device *grown =
			reallocarray(list->devices, room, sizeof *list->devices);

		if (!grown)
			return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
		list->devices = grown;
		list->room = room;
	}
	list->devices[list->count++] = *device;
	return SMSMODEM_OK;
}

/* Freed by the caller, on failure too. */
static int list_fill(struct list *list, struct bt_bus *bus, const char *adapter,
		     struct smsmodem_error *error)
{
	struct bt_bus_device device;
	sd_bus_message *objects;
	int code = bt_bus_objects(bus, &objects, error);

	if (code < 0)
		return code;
	while (list->count < DEVICES_MAX &&
	       (code = bt_bus_objects_next(bus, objects, &device, error)) == 1) {
		if (on_adapter(&device, adapter))
			code = list_add(list, &device.known, error);
		if (code < 0)
			break;
	}
	bus->f.message_unref(objects);
	return code < 0 ? code : SMSMODEM_OK;
}

/** bluetoothd, asked for what options say. */
struct asking {
	struct bt_bus bus;
	struct bt_adapter adapter;
	const char *only; /**< its name if one was asked for; NULL: devices of any */
};

/* What is wrong with the controller comes before what is wrong with bluetoothd. */
static int ask(struct asking *asking, const struct smsmodem_bt_options *options,
	       struct smsmodem_error *error)
{
	struct bt_wait wait = bt_wait_for(options->timeout_ms, ANSWER_MS, options->cancel_fd);
	int code = bt_adapter_find(options->adapter, &asking->adapter, error);

	if (code < 0)
		return code;
	asking->only = options->adapter ? asking->adapter.name : NULL;
	return bt_bus_open(&asking->bus, &wait, error);
}

int smsmodem_bt_devices(const struct smsmodem_bt_options *options,
			struct smsmodem_bt_device **devices, size_t *count,
			struct smsmodem_error *error)
{
	struct list list = {0};
	struct asking asking;
	int code = ask(&asking, options, error);

	*devices = NULL;
	*count = 0;
	if (code < 0)
		return code;
	code = list_fill(&list, &asking.bus, asking.only, error);
	bt_bus_close(&asking.bus);
	if (code < 0) {
		free(list.devices);
		return code;
	}
	*devices = list.devices;
	*count = list.count;
	return SMSMODEM_OK;
}

/* --- one of them --- */

typedef int (*action)(struct bt_bus *bus, const struct bt_bus_device *device,
		      struct smsmodem_error *error);

static int set_trusted(struct bt_bus *bus, const struct bt_bus_device *device, int trusted,
		       struct smsmodem_error *error)
{
	const struct bt_bus_method set = {device->path, BUS_PROPERTIES, "Set"};

	return bt_bus_call(bus, &set, NULL, error, "ssv", BLUEZ_DEVICE, "Trusted", "b", trusted);
}

static int trust(struct bt_bus *bus, const struct bt_bus_device *device,
		 struct smsmodem_error *error)
{
	return set_trusted(bus, device, 1, error);
}

static int distrust(struct bt_bus *bus, const struct bt_bus_device *device,
		    struct smsmodem_error *error)
{
	return set_trusted(bus, device, 0, error);
}

/* The controller's object is the parent of its devices. */
static int forget(struct bt_bus *bus, const struct bt_bus_device *device,
		  struct smsmodem_error *error)
{
	char path[BT_BUS_PATH_SIZE];
	const struct bt_bus_method remove_device = {path, BLUEZ_ADAPTER, "RemoveDevice"};
	size_t length = (size_t)(strrchr(device->path, '/') - device->path);

	memcpy(path, device->path, length);
	path[length] = '\0';
	return bt_bus_call(bus, &remove_device, NULL, error, "o", device->path);
}

/* On every controller that knows the device. @return how many, or a failure */
static int act_on_all(struct asking *asking, const bdaddr_t *address, action act,
		      struct smsmodem_error *error)
{
	struct bt_bus *bus = &asking->bus;
	struct bt_bus_device device;
	sd_bus_message *objects;
	int count = 0, code = bt_bus_objects(bus, &objects, error);

	if (code < 0)
		return code;
	while ((code = bt_bus_objects_next(bus, objects, &device, error)) == 1) {
		if (!on_adapter(&device, asking->only) || !has_address(&device, address))
			continue;
		code = act(bus, &device, error);
		if (code < 0)
			break;
		count++;
	}
	bus->f.message_unref(objects);
	return code < 0 ? code : count;
}

static int unknown_error(const struct asking *asking, const char *address, action act,
			 struct smsmodem_error *error)
{
	char hint[BT_HINT_SIZE];

	if (act == trust)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
					  "bluetoothd does not know %.40s; %s makes it known",
					  address, bt_hint(hint, "pair", asking->only, address));
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "bluetoothd does not know %.40s%s%s: there is nothing to %s",
				  address, asking->only ? " on " : "",
				  asking->only ? asking->only : "",
				  act == forget ? "forget" : "take back");
}

static int act_on(const struct smsmodem_bt_options *options, const char *text, action act,
		  struct smsmodem_error *error)
{
	struct asking asking;
	bdaddr_t address;

	int code = bt_address_read(text, &address, error);
	if (code == SMSMODEM_OK)
		code = ask(&asking, options, error);
	if (code < 0)
		return code;
	code = act_on_all(&asking, &address, act, error);
	bt_bus_close(&asking.bus);
	if (code == 0)
		return unknown_error(&asking, text, act, error);
	return code < 0 ? code : SMSMODEM_OK;
}

int smsmodem_bt_trust(const struct smsmodem_bt_options *options, const char *address, bool trusted,
		      struct smsmodem_error *error)
{
	return act_on(options, address, trusted ? trust : distrust, error);
}

int smsmodem_bt_remove(const struct smsmodem_bt_options *options, const char *address,
		       struct smsmodem_error *error)
{
	return act_on(options, address, forget, error);
}
