/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bt-listen:[CHANNEL][?adapter=hci0&service=spp|dun&security=...]: a phone that calls us. */
#include "bt_uri.h"
#include "record.h"
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

static int64_t deadline_after(int64_t timeout_ms)
{
	int64_t now_ms = clock_now_ms();

	return timeout_ms >= 0 && timeout_ms < INT64_MAX - now_ms ? now_ms + timeout_ms : -1;
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
	int64_t deadline_ms = deadline_after(options->timeout_ms);
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
	};
	code = smsmodem_bt_listen(&wanted, &listener, error);
	if (code < 0)
		return code;
	int fd = uri.channel || bt_listener_is_found(listener)
			 ? accept_one(listener, deadline_ms, options->cancel_fd, error)
			 : unfound_error(listener, error);
	smsmodem_bt_listener_close(listener);
	return fd < 0 ? fd : fd_transport_socket(fd, options->cancel_fd, transport, error);
}
