/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All serial ports: what libserialport lists, with what sysfs, udev and /proc know beside it. */
#include "ports.h"
#include "printable.h"
#include "transports.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_SERIALPORT

#include "library.h"
#include <dlfcn.h>
#include <libserialport.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct serialport {
	void *library;
	enum sp_return (*list_ports)(struct sp_port ***ports);
	void (*free_port_list)(struct sp_port **ports);
	char *(*get_port_name)(const struct sp_port *port);
	enum sp_transport (*get_port_transport)(const struct sp_port *port);
	enum sp_return (*get_port_usb_vid_pid)(const struct sp_port *port, int *vid, int *pid);
	char *(*get_port_usb_manufacturer)(const struct sp_port *port);
	char *(*get_port_usb_product)(const struct sp_port *port);
	char *(*get_port_usb_serial)(const struct sp_port *port);
};

static const struct library_symbol symbols[] = {
	{"sp_list_ports", offsetof(struct serialport, list_ports)},
	{"sp_free_port_list", offsetof(struct serialport, free_port_list)},
	{"sp_get_port_name", offsetof(struct serialport, get_port_name)},
	{"sp_get_port_transport", offsetof(struct serialport, get_port_transport)},
	{"sp_get_port_usb_vid_pid", offsetof(struct serialport, get_port_usb_vid_pid)},
	{"sp_get_port_usb_manufacturer", offsetof(struct serialport, get_port_usb_manufacturer)},
	{"sp_get_port_usb_product", offsetof(struct serialport, get_port_usb_product)},
	{"sp_get_port_usb_serial", offsetof(struct serialport, get_port_usb_serial)},
};

/* The device wrote it. @param from may be NULL */
static void copy_text(char *to, size_t size, const char *from)
{
	printable_copy(from, from ? strlen(from) : 0, to, size);
}

static void port_fill(const struct serialport *sp, const struct sp_port *from,
		      struct smsmodem_port *port)
{
	int vid, pid;

	*port = (struct smsmodem_port){.interface = -1};
	copy_text(port->path, sizeof port->path, sp->get_port_name(from));
	port_read_class(PORT_CLASS_DIRECTORY, port);
	port->is_usb = sp->get_port_transport(from) == SP_TRANSPORT_USB &&
		       sp->get_port_usb_vid_pid(from, &vid, &pid) == SP_OK;
	if (!port->is_usb)
		return;
	port->vid = (uint16_t)vid;
	port->pid = (uint16_t)pid;
	copy_text(port->manufacturer, sizeof port->manufacturer,
		  sp->get_port_usb_manufacturer(from));
	copy_text(port->product, sizeof port->product, sp->get_port_usb_product(from));
	copy_text(port->serial, sizeof port->serial, sp->get_port_usb_serial(from));
}

static int ports_fill(const struct serialport *sp, struct sp_port **list,
		      struct smsmodem_port **ports, size_t *count, struct smsmodem_error *error)
{
	size_t total = 0;

	while (list[total])
		total++;
	if (total == 0)
		return SMSMODEM_OK;
	*ports = calloc(total, sizeof **ports);
	if (!*ports)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	for (size_t i = 0; i < total; i++)
		port_fill(sp, list[i], &(*ports)[i]);
	ports_read_links(PORT_BY_ID_DIRECTORY, *ports, total);
	*count = total;
	return SMSMODEM_OK;
}

int ports_find(struct smsmodem_port **ports, size_t *count, struct smsmodem_error *error)
{
	struct serialport sp;
	struct sp_port **list = NULL;

	*ports = NULL;
	*count = 0;
	sp.library = library_load("libserialport.so.0", symbols, COUNT(symbols), &sp);
	if (!sp.library)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "libserialport is not there, and without it no port can "
					  "be found by what it is: install it, or give a path such "
					  "as /dev/ttyUSB0");
	/* it fails where there is no /sys/class/tty: then there are no ports either */
	enum sp_return listed = sp.list_ports(&list);
	int code = listed == SP_ERR_MEM
			   ? smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory")
			   : SMSMODEM_OK;
	if (listed == SP_OK) {
		code = ports_fill(&sp, list, ports, count, error);
		sp.free_port_list(list);
	}
	dlclose(sp.library);
	return code;
}

#else

int ports_find(struct smsmodem_port **ports, size_t *count, struct smsmodem_error *error)
{
	*ports = NULL;
	*count = 0;
	return smsmodem_error_set(
		error, SMSMODEM_E_CONFIG,
		"this smsmodem was built without libserialport, and without it no "
		"port can be found by what it is: give a path such as "
		"/dev/ttyUSB0");
}

#endif

static int by_name(const void *a, const void *b)
{
	const struct smsmodem_port *left = a, *right = b;

	return strverscmp(left->path, right->path);
}

int smsmodem_ports(struct smsmodem_port **ports, size_t *count, struct smsmodem_error *error)
{
	struct smsmodem_owner owner;
	int code = ports_find(ports, count, error);

	if (code == SMSMODEM_OK)
		code = ports_add_rfcomm(PORT_CLASS_DIRECTORY, ports, count, error);
	if (code < 0) {
		free(*ports);
		*ports = NULL;
		*count = 0;
	}
	if (*count > 0)
		qsort(*ports, *count, sizeof **ports, by_name);
	for (size_t i = 0; code == SMSMODEM_OK && i < *count; i++) {
		struct smsmodem_port *port = &(*ports)[i];

		if (!device_owner_find(port->path, &owner))
			continue;
		port->owner = owner.pid;
		(void)snprintf(port->owner_name, sizeof port->owner_name, "%s", owner.name);
	}
	return code;
}

static bool find_uri(const char *path, char uri[SMSMODEM_USB_URI_SIZE])
{
	struct smsmodem_port *ports = NULL;
	size_t count = 0;
	bool found = false;

	if (ports_find(&ports, &count, NULL) < 0)
		return false;
	for (size_t i = 0; i < count && !found; i++)
		found = strcmp(ports[i].path, path) == 0 &&
			port_uri_by_serial(&ports[i], ports, count, uri);
	free(ports);
	return found;
}

/* To list all ports takes milliseconds, and a pseudo-terminal, say, is none of them. */
bool smsmodem_path_uri(const char *path, char uri[SMSMODEM_USB_URI_SIZE])
{
	struct smsmodem_port port = {.interface = -1};
	char device[PATH_MAX];

	uri[0] = '\0';
	size_t length = realpath(path, device) ? strlen(device) : 0;
	if (length == 0 || length >= sizeof port.path)
		return false;
	memcpy(port.path, device, length + 1);
	port_read_class(PORT_CLASS_DIRECTORY, &port);
	return port.topology[0] && find_uri(port.path, uri);
}
