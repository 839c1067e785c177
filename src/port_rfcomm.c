/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /dev/rfcommN, which libserialport passes over as it does all that has no hardware of its own. */
#include "ascii.h"
#include "ports.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PREFIX "rfcomm"

static bool is_rfcomm(const char *name)
{
	const char *number = name + strlen(PREFIX);

	return strncmp(name, PREFIX, strlen(PREFIX)) == 0 && *number && strlen(number) <= 4 &&
	       number[strspn(number, "0123456789")] == '\0';
}

/* A line of sysfs, without its end; empty on failure. */
static void line_read(const char *directory, const char *port, const char *name, char *text,
		      size_t size)
{
	char path[PATH_MAX];
	ssize_t count = -1;

	text[0] = '\0';
	int length = snprintf(path, sizeof path, "%s/%s/%s", directory, port, name);
	if (length < 0 || (size_t)length >= sizeof path)
		return;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	count = read(fd, text, size - 1);
	close(fd);
	text[count > 0 ? count : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
}

/* Whom it calls: net/bluetooth/rfcomm/tty.c of Linux writes both. */
static void topology_read(const char *directory, const char *name, struct smsmodem_port *port)
{
	char address[32], channel[8];

	line_read(directory, name, "address", address, sizeof address);
	line_read(directory, name, "channel", channel, sizeof channel);
	for (char *c = address; *c; c++)
		*c = (char)ascii_toupper((unsigned char)*c);
	if (strlen(address) != 17 || address[strspn(address, "0123456789ABCDEF:")] || !*channel ||
	    strlen(channel) > 2 || channel[strspn(channel, "0123456789")])
		return;
	(void)snprintf(port->topology, sizeof port->topology, "bt:%.17s/%.2s", address, channel);
}

/* The one of this path, or a new one behind the others. @return NULL: out of memory */
static struct smsmodem_port *port_named(const char *path, struct smsmodem_port **ports,
					size_t *count)
{
	for (size_t i = 0; i < *count; i++)
		if (strcmp((*ports)[i].path, path) == 0)
			return &(*ports)[i];
	struct smsmodem_port *more = realloc(*ports, (*count + 1) * sizeof **ports);
	if (!more)
		return NULL;
	*ports = more;
	more[*count] = (struct smsmodem_port){.interface = -1};
	(void)snprintf(more[*count].path, sizeof more->path, "%s", path);
	return &more[(*count)++];
}

int ports_add_rfcomm(const char *class_directory, struct smsmodem_port **ports, size_t *count,
		     struct smsmodem_error *error)
{
	const struct dirent *entry;
	int code = SMSMODEM_OK;
	char path[32];

	DIR *lines = opendir(class_directory);
	if (!lines)
		return SMSMODEM_OK;
	while (code == SMSMODEM_OK && (entry = readdir(lines))) {
		if (!is_rfcomm(entry->d_name))
			continue;
		(void)snprintf(path, sizeof path, "/dev/%.16s", entry->d_name);
		struct smsmodem_port *port = port_named(path, ports, count);
		if (port) {
			(void)snprintf(port->driver, sizeof port->driver, PREFIX);
			topology_read(class_directory, entry->d_name, port);
		} else {
			code = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
		}
	}
	closedir(lines);
	return code;
}
