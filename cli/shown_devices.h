/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Serial ports, as JSON and for people. */
#ifndef SHOWN_DEVICES_H
#define SHOWN_DEVICES_H

#include "cli.h"

/**
 * What -d would be given: "usb:...", or where that does not tell the port apart its link below
 * /dev/serial/by-id, or its path.
 */
const char *shown_port_device(const struct smsmodem_port *port, const struct smsmodem_port *ports,
			      size_t count, char uri[SMSMODEM_USB_URI_SIZE]);

/** The JSON of a port among those there are, or NULL when out of memory. */
json_t *shown_port_json(const struct smsmodem_port *port, const struct smsmodem_port *ports,
			size_t count);

/** Print a port as a row. @param width of the first column */
void shown_port(const struct smsmodem_port *port, const char *device, int width);

/** Print a Bluetooth device as a row. */
void shown_bluetooth(const struct smsmodem_bt_device *device, int width);

#endif
