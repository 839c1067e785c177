/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown_devices.h"
#include "shown.h"
#include "shown_bt.h"
#include "shown_json.h"
#include <string.h>

const char *shown_port_device(const struct smsmodem_port *port, const struct smsmodem_port *ports,
			      size_t count, char uri[SMSMODEM_USB_URI_SIZE])
{
	if (smsmodem_port_uri(port, ports, count, uri))
		return uri;
	return port->by_id[0] ? port->by_id : port->path;
}

/* --- JSON --- */

static void set_text(json_t *object, const char *key, const char *text)
{
	shown_set(object, key, *text ? output_string(text, strlen(text)) : json_null());
}

static void set_usb(json_t *object, const struct smsmodem_port *port)
{
	shown_set(object, "vid", port->is_usb ? json_sprintf("%04x", port->vid) : json_null());
	shown_set(object, "pid", port->is_usb ? json_sprintf("%04x", port->pid) : json_null());
	shown_set(object, "interface",
		  port->is_usb && port->interface >= 0 ? json_integer(port->interface)
						       : json_null());
	set_text(object, "topology", port->topology);
	set_text(object, "manufacturer", port->manufacturer);
	set_text(object, "product", port->product);
	set_text(object, "serial", port->serial);
}

json_t *shown_port_json(const struct smsmodem_port *port, const struct smsmodem_port *ports,
			size_t count)
{
	char uri[SMSMODEM_USB_URI_SIZE];
	json_t *object = json_pack("{s:s, s:s}", "event", "device", "kind", "serial");

	set_text(object, "device", shown_port_device(port, ports, count, uri));
	set_text(object, "path", port->path);
	set_text(object, "by_id", port->by_id);
	set_text(object, "driver", port->driver);
	set_usb(object, port);
	json_t *owner = json_null();
	if (port->owner > 0)
		owner = json_pack("{s:I}", "pid", (json_int_t)port->owner);
	if (port->owner > 0)
		set_text(owner, "name", port->owner_name);
	shown_set(object, "owner", owner);
	return object;
}

/* --- for people --- */

/* What it is named by; of a USB device's own making in part. */
static void print_device(const char *device, int width)
{
	int columns = shown_columns(device);

	shown_line(device, strlen(device));
	(void)printf("%*s", columns < width ? width - columns : 0, "");
}

/* A row's pieces, with a comma between them. */
static void print_piece(bool *first, const char *text)
{
	if (!*text)
		return;
	(void)fputs(*first ? "  " : ", ", stdout);
	shown_line(text, strlen(text));
	*first = false;
}

static void print_usb(const struct smsmodem_port *port, bool *first)
{
	char text[96];

	(void)snprintf(text, sizeof text, "USB %04x:%04x", port->vid, port->pid);
	print_piece(first, text);
	if (port->interface >= 0) {
		(void)snprintf(text, sizeof text, "interface %d", port->interface);
		print_piece(first, text);
	}
	if (port->serial[0]) {
		(void)snprintf(text, sizeof text, "serial %.80s", port->serial);
		print_piece(first, text);
	}
}

void shown_port(const struct smsmodem_port *port, const char *device, int width)
{
	char text[sizeof port->owner_name + 40];
	bool first = true;

	print_device(device, width);
	if (strcmp(device, port->path) != 0)
		print_piece(&first, port->path);
	print_piece(&first, port->manufacturer);
	print_piece(&first, port->product);
	if (port->is_usb)
		print_usb(port, &first);
	else
		print_piece(&first, port->topology);
	print_piece(&first, port->driver);
	if (port->owner > 0) {
		(void)snprintf(text, sizeof text, "in use by %s (process %ld)",
			       port->owner_name[0] ? port->owner_name : "another program",
			       (long)port->owner);
		print_piece(&first, text);
	}
	(void)putchar('\n');
}

void shown_bluetooth(const struct smsmodem_bt_device *device, int width)
{
	char services[SHOWN_BT_SERVICES_SIZE], uri[SHOWN_BT_URI_SIZE];
	bool first = true;

	print_device(shown_bt_uri(device, uri), width);
	print_piece(&first, shown_bt_name(device));
	if (device->device_class)
		print_piece(&first, smsmodem_bt_class_name(device->device_class));
	if (device->pairing_known)
		print_piece(&first, device->paired ? "paired" : "not paired");
	if (device->pairing_known && device->trusted)
		print_piece(&first, "trusted");
	if (device->pairing_known && device->connected)
		print_piece(&first, "connected");
	if (device->services_known)
		print_piece(&first, shown_bt_services(device, services));
	(void)putchar('\n');
}
