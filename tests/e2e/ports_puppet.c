/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In place of the serial ports and phones of a machine: those that the file PUPPET_PORTS names,
 * read anew each time, a port a line:
 *
 *   PATH VID:PID INTERFACE SERIAL TOPOLOGY OWNER     "-" is what it has not; all of USB but -:-
 *   bt ADDRESS PAIRED SERVICES PATH                  a phone, whose channel leads to a path
 */
#include "ports.h"
#include "transports.h"
#include <smsmodem/bluetooth.h>
#include <smsmodem/devices.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MOST 64

static FILE *puppet_file(void)
{
	const char *path = getenv("PUPPET_PORTS");
	FILE *file = path ? fopen(path, "re") : NULL;

	if (!file)
		abort();
	return file;
}

static void set(char *text, size_t size, const char *from)
{
	(void)snprintf(text, size, "%s", strcmp(from, "-") == 0 ? "" : from);
}

static bool read_port(const char *line, struct smsmodem_port *port)
{
	char path[64], ids[16], interface[8], serial[128], topology[32], owner[16];
	unsigned vid, pid;

	if (sscanf(line, "%63s %15s %7s %127s %31s %15s", path, ids, interface, serial, topology,
		   owner) != 6 ||
	    path[0] != '/')
		return false;
	*port = (struct smsmodem_port){.interface = -1};
	set(port->path, sizeof port->path, path);
	set(port->serial, sizeof port->serial, serial);
	set(port->topology, sizeof port->topology, topology);
	if (sscanf(ids, "%4x:%4x", &vid, &pid) == 2) {
		port->is_usb = true;
		port->vid = (uint16_t)vid;
		port->pid = (uint16_t)pid;
		set(port->manufacturer, sizeof port->manufacturer, "Puppets");
		set(port->product, sizeof port->product, "Stick");
	}
	if (interface[0] != '-')
		port->interface = (int)strtol(interface, NULL, 16);
	port->owner = owner[0] == '-' ? 0 : (pid_t)strtol(owner, NULL, 10);
	if (port->owner)
		set(port->owner_name, sizeof port->owner_name, "minicom");
	return true;
}

int ports_find(struct smsmodem_port **ports, size_t *count, struct smsmodem_error *error)
{
	struct smsmodem_port *found = calloc(MOST, sizeof *found);
	char line[512];

	(void)error;
	if (!found)
		abort();
	FILE *file = puppet_file();
	*count = 0;
	while (*count < MOST && fgets(line, sizeof line, file))
		*count += read_port(line, &found[*count]);
	(void)fclose(file);
	*ports = found;
	return SMSMODEM_OK;
}

int smsmodem_ports(struct smsmodem_port **ports, size_t *count, struct smsmodem_error *error)
{
	return ports_find(ports, count, error);
}

/* --- phones --- */

struct phone {
	char address[32], paired[8], services[16], path[64];
};

static bool read_phone(const char *line, struct phone *phone)
{
	return sscanf(line, "bt %31s %7s %15s %63s", phone->address, phone->paired, phone->services,
		      phone->path) == 4;
}

int smsmodem_bt_devices(const struct smsmodem_bt_options *options,
			struct smsmodem_bt_device **devices, size_t *count,
			struct smsmodem_error *error)
{
	struct smsmodem_bt_device *found = calloc(MOST, sizeof *found);
	struct phone phone;
	char line[512];

	(void)options;
	(void)error;
	if (!found)
		abort();
	FILE *file = puppet_file();
	*count = 0;
	while (*count < MOST && fgets(line, sizeof line, file)) {
		if (!read_phone(line, &phone))
			continue;
		struct smsmodem_bt_device *device = &found[(*count)++];
		(void)snprintf(device->address, sizeof device->address, "%.17s", phone.address);
		set(device->alias, sizeof device->alias, "Ann's phone");
		set(device->adapter, sizeof device->adapter, "hci0");
		device->pairing_known = true;
		device->paired = strcmp(phone.paired, "yes") == 0;
		device->services_known = strcmp(phone.services, "?") != 0;
		device->services =
			strcmp(phone.services, "dun") == 0 ? SMSMODEM_BT_DUN : SMSMODEM_BT_MAP;
	}
	(void)fclose(file);
	*devices = found;
	return SMSMODEM_OK;
}

int transport_open_bt(const char *rest, const struct transport_options *options,
		      struct transport **transport, struct smsmodem_error *error)
{
	struct phone phone;
	char line[512];
	bool found = false;
	FILE *file = puppet_file();

	while (!found && fgets(line, sizeof line, file))
		found = read_phone(line, &phone) && (strncmp(rest, phone.address, 17) == 0 ||
						     strcasecmp(rest, "Ann's phone") == 0);
	(void)fclose(file);
	if (!found)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE, "%.40s is not in range",
					  rest);
	return transport_open_tty(phone.path, options, transport, error);
}
