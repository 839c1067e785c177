/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bt-listen:[CHANNEL][?adapter=hci0&service=spp|dun&security=...]: a phone that calls us. */
#include "bt_uri.h"
#include "record.h"
#include <poll.h>
#include <stdio.h>

#define RECORD_NAME "smsmodem"

/* @return SMSMODEM_BT_DUN or _SPP, or SMSMODEM_E_USAGE */
static int service_of(const struct bt_uri *uri, struct smsmodem_error *error)
{
	long number = uri->has_service ? smsmodem_sdp_uuid_number(&uri->service) : 0x1101;

	if (number == 0x1101)
		return SMSMODEM_BT_SPP;
	if (number == 0x1103)
		return SMSMODEM_BT_DUN;
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "bt-listen: offers service=spp or service=dun");
}

static int accept_one(struct smsmodem_bt_listener *listener, const struct bt_wait *wait,
		      char peer[SMSMODEM_BT_ADDRESS_SIZE], struct smsmodem_error *error)
{
	for (;;) {
		int fd;
		int ready = fd_wait(smsmodem_bt_listener_fd(listener), POLLIN, wait->cancel_fd,
				    wait->deadline_ms, error);

		if (ready < 0)
			return ready;
		if (ready & TRANSPORT_CANCELLED)
			return smsmodem_error_set(error, SMSMODEM_E_CANCELLED,
						  "cancelled while waiting for a phone");
		if (ready == 0)
			return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
						  "no phone connected to %s in time; its record: "
						  "%.200s",
						  smsmodem_bt_listener_device(listener),
						  smsmodem_bt_listener_record(listener));
		int taken = smsmodem_bt_accept(listener, &fd, peer, error);
		if (taken != 0)
			return taken < 0 ? taken : fd;
	}
}

/* On a channel that nobody is told of, nobody calls. */
static int unfound_error(const struct smsmodem_bt_listener *listener, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "a phone cannot find bt-listen: its record: %.250s; or give a "
				  "channel, as in bt-listen:3, and the phone the same",
				  smsmodem_bt_listener_record(listener));
}

int transport_open_bt_listen(const char *rest, const struct transport_options *options,
			     struct transport **transport, struct smsmodem_error *error)
{
	const struct bt_wait wait = bt_wait_for(options->timeout_ms, INT64_MAX, options->cancel_fd);
	char peer[SMSMODEM_BT_ADDRESS_SIZE];
	struct smsmodem_bt_listener *listener;
	struct bt_uri uri;
	int code = bt_uri_parse_listen(rest, &uri, error);
	int service = code < 0 ? code : service_of(&uri, error);

	*transport = NULL;
	if (service < 0)
		return service;
	const struct smsmodem_bt_listen_options wanted = {
		.adapter = uri.adapter[0] ? uri.adapter : NULL,
		.channel = uri.channel,
		.service = (unsigned)service,
		.name = RECORD_NAME,
		.security = uri.security[0] ? uri.security : NULL,
		.cancel_fd = options->cancel_fd,
	};
	code = bt_listener_open(&wanted, &wait, &listener, error);
	if (code < 0)
		return code;
	int fd = uri.channel || bt_listener_is_found(listener)
			 ? accept_one(listener, &wait, peer, error)
			 : unfound_error(listener, error);
	smsmodem_bt_listener_close(listener);
	if (fd < 0)
		return fd;
	code = fd_transport_socket(fd, options->cancel_fd, transport, error);
	if (code == SMSMODEM_OK)
		(void)snprintf((*transport)->peer, sizeof(*transport)->peer, "%s", peer);
	return code;
}
