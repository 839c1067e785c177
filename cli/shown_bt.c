/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown_bt.h"
#include "shown_json.h"
#include <string.h>

static const struct {
	unsigned bit;
	const char *key, *name;
} services[] = {
	{SMSMODEM_BT_DUN, "dun", "DUN"},
	{SMSMODEM_BT_SPP, "spp", "SPP"},
	{SMSMODEM_BT_HFP, "hfp", "HFP"},
	{SMSMODEM_BT_MAP, "map", "MAP"},
};

#define SERVICES (sizeof services / sizeof services[0])

const char *shown_bt_name(const struct smsmodem_bt_device *device)
{
	return device->alias[0] ? device->alias : device->name;
}

/* A paired device is looked for where it is paired, another one by the first controller alone. */
const char *shown_bt_uri(const struct smsmodem_bt_device *device, char uri[SHOWN_BT_URI_SIZE])
{
	bool elsewhere =
		!device->paired && device->adapter[0] && strcmp(device->adapter, "hci0") != 0;

	(void)snprintf(uri, SHOWN_BT_URI_SIZE, "bt:%s%s%s", device->address,
		       elsewhere ? "?adapter=" : "", elsewhere ? device->adapter : "");
	return uri;
}

const char *shown_bt_services(const struct smsmodem_bt_device *device,
			      char text[SHOWN_BT_SERVICES_SIZE])
{
	size_t used = 0;

	if (!device->services_known)
		return "?";
	text[0] = '\0';
	for (size_t i = 0; i < SERVICES; i++)
		if (device->services & services[i].bit)
			used += (size_t)snprintf(text + used, SHOWN_BT_SERVICES_SIZE - used, "%s%s",
						 used ? ", " : "", services[i].name);
	return used ? text : "none";
}

/* --- JSON --- */

static json_t *text_json(const char *text)
{
	return *text ? output_string(text, strlen(text)) : json_null();
}

static json_t *services_json(const struct smsmodem_bt_device *device)
{
	json_t *list = device->services_known ? json_array() : json_null();

	for (size_t i = 0; device->services_known && i < SERVICES; i++)
		if (device->services & services[i].bit)
			(void)json_array_append_new(list, json_string(services[i].key));
	return list;
}

static json_t *known_json(bool known, bool value)
{
	return known ? json_boolean(value) : json_null();
}

json_t *shown_bt_device_json(const struct smsmodem_bt_device *device)
{
	bool known = device->pairing_known;
	char uri[SHOWN_BT_URI_SIZE];
	json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "event", "device", "kind", "bluetooth",
				   "device", shown_bt_uri(device, uri), "address", device->address);

	shown_set(object, "name", text_json(device->name));
	/* Without bluetoothd nobody knows what the user calls it. */
	shown_set(object, "alias", known ? text_json(device->alias) : json_null());
	shown_set(object, "adapter", text_json(device->adapter));
	shown_set(object, "class",
		  device->device_class ? json_string(smsmodem_bt_class_name(device->device_class))
				       : json_null());
	shown_set(object, "class_of_device",
		  device->device_class ? json_integer(device->device_class) : json_null());
	shown_set(object, "rssi_dbm",
		  device->has_rssi ? json_integer(device->rssi_dbm) : json_null());
	shown_set(object, "paired", known_json(known, device->paired));
	shown_set(object, "trusted", known_json(known, device->trusted));
	shown_set(object, "connected", known_json(known, device->connected));
	shown_set(object, "services", services_json(device));
	return object;
}

/* --- for people --- */

static const char *paired_text(const struct smsmodem_bt_device *device)
{
	return !device->pairing_known ? "?" : device->paired ? "yes" : "no";
}

static void print_row(const struct smsmodem_bt_device *device, int class_width)
{
	char text[SHOWN_BT_SERVICES_SIZE], signal[16] = "?";
	const char *name = shown_bt_name(device);

	if (device->has_rssi)
		(void)snprintf(signal, sizeof signal, "%d dBm", device->rssi_dbm);
	(void)printf("%-17s  %8s  %-6s  %-18s  %-*s  ", device->address, signal,
		     paired_text(device), shown_bt_services(device, text), class_width,
		     smsmodem_bt_class_name(device->device_class));
	shown_line(*name ? name : "?", *name ? strlen(name) : 1);
	(void)putchar('\n');
}

/* The name comes last: how wide it is on a terminal is not known. */
int shown_bt_devices(struct cli *cli, const struct smsmodem_bt_device *devices, size_t count)
{
	size_t width = strlen("class");

	(void)cli;
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(smsmodem_bt_class_name(devices[i].device_class));
		width = length > width ? length : width;
	}
	if (count > 0)
		(void)printf("%-17s  %8s  %-6s  %-18s  %-*s  %s\n", "address", "signal", "paired",
			     "services", (int)width, "class", "name");
	for (size_t i = 0; i < count; i++)
		print_row(&devices[i], (int)width);
	return output_flush();
}

static const struct smsmodem_bt_device *first_with(const struct smsmodem_bt_device *devices,
						   size_t count, unsigned any)
{
	for (size_t i = 0; i < count; i++)
		if (devices[i].services_known && (devices[i].services & any))
			return &devices[i];
	return NULL;
}

void shown_bt_try(const struct cli *cli, const char *address, const char *adapter)
{
	if (adapter)
		cli_note(cli, "next: `smsmodem -d 'bt:%s?adapter=%.20s' info`", address, adapter);
	else
		cli_note(cli, "next: `smsmodem -d bt:%s info`", address);
}

void shown_bt_next(const struct cli *cli, const struct smsmodem_bt_device *devices, size_t count,
		   const char *adapter)
{
	const char *option = adapter ? " --adapter " : "";
	const unsigned at = SMSMODEM_BT_DUN | SMSMODEM_BT_SPP;
	const struct smsmodem_bt_device *best = first_with(devices, count, at);

	if (best && best->pairing_known && !best->paired)
		cli_note(cli, "next: `smsmodem bt pair %s%s%.20s`", best->address, option,
			 adapter ? adapter : "");
	else if (best)
		shown_bt_try(cli, best->address, adapter);
	else if ((best = first_with(devices, count, SMSMODEM_BT_MAP)))
		cli_note(
			cli,
			"%s offers SMS by the Message Access Profile (MAP) only, which takes no AT "
			"commands",
			best->address);
	else if (count > 0)
		cli_note(cli, "next: `smsmodem bt services %s%s%.20s` shows what it offers",
			 devices[0].address, option, adapter ? adapter : "");
}
