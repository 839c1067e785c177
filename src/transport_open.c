/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which transport a device URI means. */
#include "transports.h"
#include <string.h>

struct scheme {
	const char *name;
	int (*open)(const char *rest, const struct transport_options *options,
		    struct transport **transport, struct smsmodem_error *error);
};

static const struct scheme schemes[] = {
	{"tty:", transport_open_tty},
	{"tcp:", transport_open_tcp},
	{"tcp-listen:", transport_open_tcp_listen},
	{"fd:", transport_open_fd},
	{"sim:", transport_open_sim},
	{"bt:", transport_open_bt},
	{"bt-listen:", transport_open_bt_listen},
	{"usb:", transport_open_usb},
};

int transport_open(const char *uri, const struct transport_options *options,
		   struct transport **transport, struct smsmodem_error *error)
{
	*transport = NULL;
	if (uri[0] == '/')
		return transport_open_tty(uri, options, transport, error);
	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
		size_t length = strlen(schemes[i].name);

		if (strncmp(uri, schemes[i].name, length) == 0)
			return schemes[i].open(uri + length, options, transport, error);
	}
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "'%.80s' is no device: give a path such as /dev/ttyUSB0, or "
				  "tty:PATH, usb:VID:PID, bt:ADDRESS, bt:NAME, bt-listen:, "
				  "tcp:HOST:PORT, tcp-listen:[HOST:]PORT, fd:N, sim:",
				  uri);
}
