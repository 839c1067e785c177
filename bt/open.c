/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bluetooth device URIs: recognised, and refused with what works instead. */
#include "transport.h"

int transport_open_bt(const char *rest, const struct transport_options *options,
		      struct transport **transport, struct smsmodem_error *error)
{
	(void)rest;
	(void)options;
	*transport = NULL;
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "this build has no Bluetooth; a phone that is bound to "
				  "/dev/rfcomm0 works as a serial port");
}
