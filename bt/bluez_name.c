/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bt:NAME: which of the paired devices is called so. */
#include "bus.h"
#include <stdio.h>
#include <string.h>

#define FIND_MS 5000

/** What the devices known so far make of a name. */
struct search {
	const char *name;
	size_t count; /**< different devices that are paired and so called */
	char address[SMSMODEM_BT_ADDRESS_SIZE];  /**< of the first */
	char unpaired[SMSMODEM_BT_ADDRESS_SIZE]; /**< one that is so called, but not paired */
	char candidates[160];                    /**< all that are so called */
	char paired[160];                        /**< all that are paired, by alias */
};

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* In any case of ASCII, whatever the locale. Who has no name is not called anything. */
static bool same_name(const char *a, const char *b)
{
	if (!*a)
		return false;
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return *a == *b;
}

/* What does not fit shows as "...". */
static void add_to(char *list, size_t size, const char *text)
{
	size_t used = strlen(list), wanted = (used ? 2 : 0) + strlen(text);
	const char *separator = used ? ", " : "";

	if (used >= 3 && strcmp(list + used - 3, "...") == 0)
		return;
	if (used + wanted + sizeof ", ..." > size)
		text = "...";
	(void)snprintf(list + used, size - used, "%s%s", separator, text);
}

static void consider(struct search *search, const struct smsmodem_bt_device *device)
{
	bool so_called =
		same_name(search->name, device->alias) || same_name(search->name, device->name);

	if (!device->paired) {
		if (so_called)
			memcpy(search->unpaired, device->address, sizeof search->unpaired);
		return;
	}
	add_to(search->paired, sizeof search->paired,
	       device->alias[0] ? device->alias : device->address);
	/* A device that is paired with two controllers is one. */
	if (!so_called || strstr(search->candidates, device->address))
		return;
	if (search->count++ == 0)
		memcpy(search->address, device->address, sizeof search->address);
	add_to(search->candidates, sizeof search->candidates, device->address);
}

static int verdict(const struct search *search, struct smsmodem_error *error)
{
	if (search->count == 1)
		return SMSMODEM_OK;
	if (search->count > 1)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
					  "several paired devices are called '%.60s': %s; name one "
					  "by its address",
					  search->name, search->candidates);
	if (search->unpaired[0])
		return smsmodem_error_set(
			error, SMSMODEM_E_PERMISSION,
			"'%.60s' (%s) is not paired; pair it: smsmodem bt pair %s", search->name,
			search->unpaired, search->unpaired);
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "no paired device is called '%.60s' (paired: %s); find it by "
				  "`smsmodem bt scan` and pair it by `smsmodem bt pair ADDRESS`",
				  search->name, search->paired[0] ? search->paired : "none");
}

static int search_objects(struct bt_bus *bus, const char *adapter, struct search *search,
			  struct smsmodem_error *error)
{
	struct bt_bus_device device;
	sd_bus_message *objects;
	int code = bt_bus_objects(bus, &objects, error);

	if (code < 0)
		return code;
	while ((code = bt_bus_objects_next(bus, objects, &device, error)) == 1)
		if (!adapter || strcmp(device.known.adapter, adapter) == 0)
			consider(search, &device.known);
	bus->f.message_unref(objects);
	return code;
}

int bt_bluez_find(const char *name, const char *adapter, bdaddr_t *address,
		  struct smsmodem_error *error)
{
	struct bt_wait wait = bt_wait_for(FIND_MS, FIND_MS, -1);
	struct search search = {.name = name};
	struct bt_bus bus;
	int code = bt_bus_open(&bus, &wait, error);

	if (code < 0)
		return code;
	code = search_objects(&bus, adapter, &search, error);
	bt_bus_close(&bus);
	if (code == SMSMODEM_OK)
		code = verdict(&search, error);
	if (code == SMSMODEM_OK && !bt_address_parse(search.address, address))
		code = smsmodem_error_set(error, SMSMODEM_E_BUG, "'%s' is no address",
					  search.address);
	return code;
}
