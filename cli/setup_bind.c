/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a profile names its device by: whatever stays the same when it is plugged in again, best
 * something of the device's own.
 */
#include "setup.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void bound(struct setup *setup, const char *by, const char *by_text)
{
	setup->by = by;
	setup->by_text = by_text;
}

static const char *scheme_end(const char *device)
{
	const char *colon = strchr(device, ':');

	return device[0] == '/' || !colon ? device : colon + 1;
}

static bool has_scheme(const char *device, const char *scheme)
{
	return strncmp(device, scheme, strlen(scheme)) == 0;
}

/* What was said of the line, behind a device that may have options of its own. */
static void add_options(struct setup *setup)
{
	const char *options = strchr(setup->target->device, '?');
	size_t used = strlen(setup->device);

	if (!options || !options[1] || setup->target->bluetooth)
		return;
	(void)snprintf(setup->device + used, sizeof setup->device - used, "%c%s",
		       strchr(setup->device, '?') ? '&' : '?', options + 1);
}

static bool bind_usb(struct setup *setup, const struct smsmodem_port *port)
{
	const struct probing *probing = &setup->probing;
	char uri[SMSMODEM_USB_URI_SIZE];

	if (!smsmodem_port_lasting_uri(port, probing->ports, probing->port_count, uri))
		return false;
	(void)snprintf(setup->device, sizeof setup->device, "%s", uri);
	if (strstr(uri, "?port="))
		bound(setup, "usb-port",
		      "the USB socket that it is in, as it has no serial number of its own");
	else if (port->serial[0])
		bound(setup, "usb-serial", "its USB serial number");
	else
		bound(setup, "usb-id", "its USB ids, as it has no serial number of its own");
	return true;
}

/* Of a path nothing stays, but the modem behind it has a number. */
static void bind_path(struct setup *setup, const char *device)
{
	(void)snprintf(setup->device, sizeof setup->device, "%s", device);
	if (has_scheme(scheme_end(device), "/dev/serial/by-"))
		bound(setup, "by-id", "its link below /dev/serial");
	else if (setup->imei[0])
		bound(setup, "imei", "its IMEI, wherever its port is");
	else
		bound(setup, "path", "the name of its port alone, as it tells no IMEI");
}

static void bind_port(struct setup *setup, const struct smsmodem_port *port)
{
	const char *given = setup->target->device;
	bool link = has_scheme(scheme_end(given), "/dev/serial/by-");

	if (has_scheme(port->topology, "bt:")) {
		(void)snprintf(setup->device, sizeof setup->device, "%s", port->topology);
		bound(setup, "bluetooth", "its Bluetooth address");
	} else if (!link && bind_usb(setup, port)) {
		if (given[0] == '/' || has_scheme(given, "tty:"))
			add_options(setup);
	} else if (has_scheme(given, "usb:")) {
		bind_path(setup, port->by_id[0] ? port->by_id : port->path);
	} else {
		bind_path(setup, given);
	}
}

/* "bt:Ann's phone" to its address, if bluetoothd knows one of that name. */
static bool bind_name(struct setup *setup, const char *name)
{
	struct smsmodem_bt_options options = SMSMODEM_BT_OPTIONS_INIT;
	const char *behind = name + strcspn(name, "/?");
	size_t length = (size_t)(behind - name), count;
	struct smsmodem_bt_device *devices;
	bool found = false;

	options.cancel_fd = setup->cli->modem.cancel_fd;
	if (smsmodem_bt_devices(&options, &devices, &count, NULL) < 0)
		return false;
	for (size_t i = 0; i < count && !found; i++) {
		const char *names[] = {devices[i].alias, devices[i].name};

		for (size_t j = 0; j < 2 && !found; j++)
			found = strlen(names[j]) == length &&
				strncasecmp(names[j], name, length) == 0;
		if (found)
			(void)snprintf(setup->device, sizeof setup->device, "bt:%s%s",
				       devices[i].address, behind);
	}
	free(devices);
	return found;
}

static void bind_bluetooth(struct setup *setup, const char *device)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE], text[64];

	(void)snprintf(text, sizeof text, "%.*s", (int)strcspn(device + 3, "/?"), device + 3);
	bool named = smsmodem_bt_address(text, address, NULL) < 0;
	if (!named || !bind_name(setup, device + 3)) {
		(void)snprintf(setup->device, sizeof setup->device, "%s", device);
		bound(setup, named ? "bluetooth-name" : "bluetooth",
		      named ? "its Bluetooth name" : "its Bluetooth address");
		return;
	}
	bound(setup, "bluetooth", "its Bluetooth address");
}

void setup_bind(struct setup *setup)
{
	const struct probing_target *target = setup->target;
	const char *device = target->device;

	(void)snprintf(setup->imei, sizeof setup->imei, "%s", target->probe.imei);
	/* a "usb:" that somebody wrote says as much as is wanted */
	if (target->port && !(setup->named && has_scheme(device, "usb:")))
		bind_port(setup, target->port);
	else if (has_scheme(device, "bt:"))
		bind_bluetooth(setup, device);
	else if (device[0] == '/' || has_scheme(device, "tty:"))
		bind_path(setup, target->device);
	else {
		memcpy(setup->device, target->device, sizeof target->device);
		bound(setup, has_scheme(device, "usb:") ? "usb" : "address", "the name given");
	}
	/* where the device itself is named, asking it again at every open is a waste */
	if (strcmp(setup->by, "imei") != 0 && strcmp(setup->by, "usb-port") != 0 &&
	    strcmp(setup->by, "usb-id") != 0)
		setup->imei[0] = '\0';
}
