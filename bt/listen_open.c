/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bt-listen:[CHANNEL][?adapter=hci0&service=spp|dun&security=...]: a phone that calls us. */
#include "bt.h"
#include "bt_uri.h"
#include <poll.h>

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

static int accept_one(struct smsmodem_bt_listener *listener, int64_t deadline_ms, int cancel_fd,
		      struct smsmodem_error *error)
{
	for (;;) {
		int fd;
		int ready = fd_wait(smsmodem_bt_listener_fd(listener), POLLIN, cancel_fd,
				    deadline_ms, error);

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
		int taken = smsmodem_bt_accept(listener, &fd, NULL, error);
		if (taken != 0)
			return taken < 0 ? taken : fd;
	}
}

int transport_open_bt_listen(const char *rest, const struct transport_options *options,
			     struct transport **transport, struct smsmodem_error *error)
{
	struct smsmodem_bt_listener *listener;
	struct bt_uri uri;
	int64_t deadline_ms = -1;
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
	};
	if (options->timeout_ms >= 0 && options->timeout_ms < INT64_MAX - clock_now_ms())
		deadline_ms = clock_now_ms() + options->timeout_ms;
	code = smsmodem_bt_listen(&wanted, &listener, error);
	if (code < 0)
		return code;
	int fd = accept_one(listener, deadline_ms, options->cancel_fd, error);
	smsmodem_bt_listener_close(listener);
	return fd < 0 ? fd : fd_transport_socket(fd, options->cancel_fd, transport, error);
}
