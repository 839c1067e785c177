/* SPDX-License-Identifier: GPL-3.0-or-later */
/* usb:VID:PID: a port by what it is, looked up at every open, whatever number it has today. */
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

int transport_open_usb(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error)
{
	char text[REST_SIZE], tty[REST_SIZE + sizeof(((struct smsmodem_port *)0)->path)];
	char path[sizeof(((struct smsmodem_port *)0)->path)];
	size_t length = strcspn(rest, "?");

	if (strlen(rest) >= sizeof text)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "the device is too long");
	(void)snprintf(text, sizeof text, "%.*s", (int)length, rest);
	int code = port_look_up(text, path, sizeof path, error);
	if (code < 0)
		return code;
	(void)snprintf(tty, sizeof tty, "%s%s", path, rest + length);
	return transport_open_tty(tty, options, transport, error);
}
