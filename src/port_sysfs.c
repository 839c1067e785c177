/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the kernel says of a port (Documentation/ABI: sysfs-bus-usb) and udev's links to it, as far
 * as libserialport does not tell: interface, driver, and where it is plugged in.
 */
#include "ports.h"
#include "printable.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* From a port to its USB device: the port itself, the interface, the device. */
#define LEVELS_MAX 4

static const char *last_component(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void copy_name(char *name, size_t size, const char *path)
{
	const char *last = last_component(path);

	printable_copy(last, strlen(last), name, size);
}

/* @return false: it does not fit */
static bool join(char path[PATH_MAX], const char *directory, const char *name)
{
	int length = snprintf(path, PATH_MAX, "%s/%s", directory, name);

	return length > 0 && length < PATH_MAX;
}

/* An attribute of a line, as a hexadecimal number. @return -1: there is none */
static long attribute_hex(const char *directory, const char *name)
{
	char path[PATH_MAX], text[16], *end;
	ssize_t count = -1;

	if (!join(path, directory, name))
		return -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		count = read(fd, text, sizeof text - 1);
		close(fd);
	}
	if (count <= 0)
		return -1;
	text[count] = '\0';
	text[strcspn(text, "\n")] = '\0';
	long number = strtol(text, &end, 16);
	return *end || end == text ? -1 : number;
}

/* Since Linux 6.5 two devices of the bus "serial-base" stand between a port and its hardware. */
static bool driver_name(const char *directory, char *name, size_t size)
{
	char path[PATH_MAX], target[PATH_MAX];

	if (!join(path, directory, "driver"))
		return false;
	ssize_t length = readlink(path, target, sizeof target - 1);
	if (length <= 0)
		return false;
	target[length] = '\0';
	if (strstr(target, "/serial-base/"))
		return false;
	copy_name(name, size, target);
	return true;
}

/* One directory on the way up. @return false: it was the USB device, the last that matters */
static bool level_read(const char *directory, struct smsmodem_port *port)
{
	long interface = attribute_hex(directory, "bInterfaceNumber");

	if (interface >= 0 && interface <= UINT8_MAX)
		port->interface = (int)interface;
	/* of "option1", a port's, and "option", its interface's, the latter is known to users */
	if (interface >= 0 || !port->driver[0])
		(void)driver_name(directory, port->driver, sizeof port->driver);
	if (attribute_hex(directory, "idVendor") < 0)
		return true;
	copy_name(port->topology, sizeof port->topology, directory);
	return false;
}

void port_read_class(const char *class_directory, struct smsmodem_port *port)
{
	char link[PATH_MAX], path[PATH_MAX];

	port->interface = -1;
	int length = snprintf(link, sizeof link, "%s/%s/device", class_directory,
			      last_component(port->path));
	if (length < 0 || (size_t)length >= sizeof link || !realpath(link, path))
		return;
	for (int i = 0; i < LEVELS_MAX && level_read(path, port); i++) {
		char *slash = strrchr(path, '/');

		if (!slash || slash == path)
			return;
		*slash = '\0';
	}
}

/* --- links --- */

/* A link that a terminal could not show is none that anybody would type, and is left out. */
static bool is_printable(const char *link)
{
	char shown[PATH_MAX];

	printable_copy(link, strlen(link), shown, sizeof shown);
	return strcmp(link, shown) == 0;
}

static void link_read(const char *link, struct smsmodem_port *ports, size_t count)
{
	char target[PATH_MAX];

	if (!is_printable(link) || !realpath(link, target))
		return;
	for (size_t i = 0; i < count; i++) {
		char *by_id = ports[i].by_id;

		if (strcmp(ports[i].path, target) != 0)
			continue;
		if (strlen(link) < sizeof ports[i].by_id && (!by_id[0] || strcmp(link, by_id) < 0))
			memcpy(by_id, link, strlen(link) + 1);
	}
}

void ports_read_links(const char *directory, struct smsmodem_port *ports, size_t count)
{
	const struct dirent *entry;
	char link[PATH_MAX];

	DIR *links = opendir(directory);
	if (!links)
		return;
	while ((entry = readdir(links)))
		if (entry->d_name[0] != '.' && join(link, directory, entry->d_name))
			link_read(link, ports, count);
	closedir(links);
}

/* --- devices, with or without a port --- */

static bool device_matches(const char *directory, const struct usb_wanted *wanted)
{
	return attribute_hex(directory, "idVendor") == wanted->vid &&
	       attribute_hex(directory, "idProduct") == wanted->pid;
}

bool usb_device_present(const char *directory, const struct usb_wanted *wanted)
{
	const struct dirent *entry;
	char path[PATH_MAX];
	bool found = false;

	DIR *devices = opendir(directory);
	if (!devices)
		return false;
	while (!found && (entry = readdir(devices)))
		found = entry->d_name[0] != '.' && join(path, directory, entry->d_name) &&
			device_matches(path, wanted);
	closedir(devices);
	return found;
}
