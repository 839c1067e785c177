/* SPDX-License-Identifier: GPL-3.0-or-later */
/* usb:VID:PID: a port by what it is or where, looked up at every open, whatever number it has
 * today. */
#include "ports.h"
#include "transports.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REST_SIZE 512

/* A stick that shows its installer's disc, or that nobody drives, is on the bus and has no port. */
static bool has_no_port(const struct usb_wanted *wanted, const struct smsmodem_port *ports,
			size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ports[i].is_usb && ports[i].vid == wanted->vid && ports[i].pid == wanted->pid)
			return false;
	return usb_device_present(USB_DEVICE_DIRECTORY, wanted);
}

static int port_look_up(const char *text, char *path, size_t size, struct smsmodem_error *error)
{
	const struct smsmodem_port *port;
	struct smsmodem_port *ports = NULL;
	struct usb_wanted wanted;
	size_t count = 0;

	int code = usb_wanted_parse(text, &wanted, error);
	if (code == SMSMODEM_OK)
		code = ports_find(&ports, &count, error);
	if (code < 0)
		return code;
	code = usb_choose(&wanted, text, ports, count, &port, error);
	if (code == SMSMODEM_OK)
		(void)snprintf(path, size, "%s", port->path);
	if (code == SMSMODEM_E_NODEVICE && has_no_port(&wanted, ports, count))
		smsmodem_error_set(
			error, code,
			"the device of usb:%.100s is plugged in, but has no serial port: "
			"it may want usb_modeswitch, or a driver (option, cdc_acm, "
			"ftdi_sio)",
			text);
	free(ports);
	return code;
}

/* "?a=b&port=1-1.4&c=d": "?port=1-1.4" belongs to the device, and the others to its line. */
static int split(const char *rest, char device[REST_SIZE], char line[REST_SIZE],
		 struct smsmodem_error *error)
{
	size_t length = strcspn(rest, "?");
	const char *option = rest + length, *port = "";
	size_t port_length = 0, used = 0;

	if (strlen(rest) >= REST_SIZE)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "the device is too long");
	while (*option) {
		size_t option_length = 1 + strcspn(option + 1, "&");

		if (strncmp(option + 1, "port=", 5) == 0) {
			port = option + 1;
			port_length = option_length - 1;
		} else {
			line[used] = used ? '&' : '?';
			memcpy(line + used + 1, option + 1, option_length - 1);
			used += option_length;
		}
		option += option_length;
	}
	line[used] = '\0';
	(void)snprintf(device, REST_SIZE, "%.*s%s%.*s", (int)length, rest, port_length ? "?" : "",
		       (int)port_length, port);
	return SMSMODEM_OK;
}

/* --- which port a device is --- */

static const struct smsmodem_port *port_of_usb(const char *rest, const struct smsmodem_port *ports,
					       size_t count)
{
	char device[REST_SIZE], line[REST_SIZE];
	const struct smsmodem_port *port;
	struct usb_wanted wanted;

	if (split(rest, device, line, NULL) < 0 || usb_wanted_parse(device, &wanted, NULL) < 0 ||
	    usb_choose(&wanted, device, ports, count, &port, NULL) < 0)
		return NULL;
	return port;
}

const struct smsmodem_port *smsmodem_port_of(const char *device, const struct smsmodem_port *ports,
					     size_t count)
{
	const char *path = strncmp(device, "tty:", 4) == 0 ? device + 4 : device;
	const struct smsmodem_port *found = NULL;

	if (strncmp(device, "usb:", 4) == 0)
		return port_of_usb(device + 4, ports, count);
	char *text = *path == '/' ? strndup(path, strcspn(path, "?")) : NULL;
	char *real = text ? realpath(text, NULL) : NULL;
	for (size_t i = 0; ports && real && !found && i < count; i++)
		if (strcmp(ports[i].path, real) == 0)
			found = &ports[i];
	free(text);
	free(real);
	return found;
}

int transport_open_usb(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error)
{
	char device[REST_SIZE], line[REST_SIZE];
	char path[sizeof(((struct smsmodem_port *)0)->path)], tty[sizeof path + sizeof line];
	int code = split(rest, device, line, error);

	if (code == SMSMODEM_OK)
		code = port_look_up(device, path, sizeof path, error);
	if (code < 0)
		return code;
	(void)snprintf(tty, sizeof tty, "%s%s", path, line);
	return transport_open_tty(tty, options, transport, error);
}
