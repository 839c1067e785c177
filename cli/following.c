/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "following.h"
#include "device_imei.h"
#include <stdlib.h>
#include <string.h>

/* "tty:/dev/ttyUSB0?baud=9600" and "/dev/ttyUSB0" to the path and the options behind it. */
static bool split_tty(const char *device, char *path, size_t size, const char **options)
{
	const char *start = strncmp(device, "tty:", 4) == 0 ? device + 4 : device;
	size_t length = strcspn(start, "?");

	if (*start != '/' || length >= size)
		return false;
	memcpy(path, start, length);
	path[length] = '\0';
	*options = start + length;
	return true;
}

void following_note(struct following *following, const char *device)
{
	char path[256], uri[SMSMODEM_USB_URI_SIZE];
	const char *options;

	*following = (struct following){.device = device};
	if (!split_tty(device, path, sizeof path, &options) || !smsmodem_path_uri(path, uri))
		return;
	const char *joint = !*options ? "" : strchr(uri, '?') ? "&" : "?";
	int length = snprintf(following->identity, sizeof following->identity, "%s%s%s", uri, joint,
			      options + (*options == '?'));
	if (length < 0 || (size_t)length >= sizeof following->identity)
		following->identity[0] = '\0';
}

const char *following_wanted(const struct following *following, const struct cli *cli)
{
	return *following->identity && !imei_wanted(cli) ? following->identity : cli->modem.device;
}

/* @return false: nobody knows */
static bool port_now(const struct following *following, char *path, size_t size)
{
	char uri[SMSMODEM_USB_URI_SIZE];
	struct smsmodem_port *ports;
	size_t count;

	*path = '\0';
	if (!*following->identity || smsmodem_ports(&ports, &count, NULL) < 0)
		return false;
	for (size_t i = 0; i < count && !*path; i++)
		if (ports[i].is_usb && smsmodem_port_uri(&ports[i], ports, count, uri) &&
		    strncmp(following->identity, uri, strlen(uri)) == 0)
			(void)snprintf(path, size, "%s", ports[i].path);
	free(ports);
	return *path != '\0';
}

const char *following_name(const struct following *following, const char *opened, char *path,
			   size_t size)
{
	const char *name = opened == following->identity ? following->device : opened;

	if (port_now(following, path, size) && strcmp(path, following->device) != 0)
		name = path;
	return strcmp(name, following->device) == 0 ? following->device : name;
}
