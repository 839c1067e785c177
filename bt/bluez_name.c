/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bt:NAME: which of the paired devices is called so. */
#include "bus.h"
#include <stdio.h>
#include <string.h>

#define FIND_MS 5000

/** What the devices known so far make of a name. */
struct search {
	const char *name;
	const char *adapter; /**< of which controller; NULL: of any */
	size_t count;        /**< different devices that are paired and so called */
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

/* A name may have a '/', and so what is behind it is a part of it. @return it, or NULL */
static const char *channel_behind(const char *name)
{
	const char *slash = strrchr(name, '/');
	size_t digits = slash ? strspn(slash + 1, "0123456789") : 0;

	return digits > 0 && digits <= 2 && slash[1 + digits] == '\0' ? slash + 1 : NULL;
}

static int none_error(const struct search *search, struct smsmodem_error *error)
{
	const char *channel = channel_behind(search->name);
	char scan[BT_HINT_SIZE], pair[BT_HINT_SIZE];

	if (channel)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
					  "no paired device is called '%.60s'; with a name the "
					  "channel is an option: 'bt:%.*s?channel=%s'",
					  search->name, (int)(channel - 1 - search->name),
					  search->name, channel);
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "no paired device is called '%.60s' (paired: %s); find it by "
				  "%s and pair it by %s",
				  search->name, search->paired[0] ? search->paired : "none",
				  bt_hint(scan, "scan", search->adapter, ""),
				  bt_hint(pair, "pair", search->adapter, "ADDRESS"));
}

static int verdict(const struct search *search, struct smsmodem_error *error)
{
	char hint[BT_HINT_SIZE];

	if (search->count == 1)
		return SMSMODEM_OK;
	if (search->count > 1)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "several paired devices are called '%.60s': %s; name one "
					  "by its address",
					  search->name, search->candidates);
	if (search->unpaired[0])
		return smsmodem_error_set(error, SMSMODEM_E_PERMISSION,
					  "'%.60s' (%s) is not paired; pair it with %s",
					  search->name, search->unpaired,
					  bt_hint(hint, "pair", search->adapter, search->unpaired));
	return none_error(search, error);
}

static int search_objects(struct bt_bus *bus, struct search *search, struct smsmodem_error *error)
{
	struct bt_bus_device device;
	sd_bus_message *objects;
	int code = bt_bus_objects(bus, &objects, error);

	if (code < 0)
		return code;
	while ((code = bt_bus_objects_next(bus, objects, &device, error)) == 1)
		if (!search->adapter || strcmp(device.known.adapter, search->adapter) == 0)
			consider(search, &device.known);
	bus->f.message_unref(objects);
	return code;
}

int bt_bluez_find(const char *name, const char *adapter, const struct bt_wait *wait,
		  bdaddr_t *address, struct smsmodem_error *error)
{
	const struct bt_wait part = bt_wait_part(wait, FIND_MS);
	struct search search = {.name = name, .adapter = adapter};
	struct bt_bus bus;
	int code = bt_bus_open(&bus, &part, error);

	if (code < 0)
		return code;
	code = search_objects(&bus, &search, error);
	bt_bus_close(&bus);
	if (code == SMSMODEM_OK)
		code = verdict(&search, error);
	if (code == SMSMODEM_OK && !bt_address_parse(search.address, address))
		code = smsmodem_error_set(error, SMSMODEM_E_BUG, "'%s' is no address",
					  search.address);
	return code;
}
