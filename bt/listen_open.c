/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bt-listen:[CHANNEL][?adapter=hci0&service=spp|dun&security=...]: a phone that calls us. */
#include "bt_uri.h"
#include "record.h"
#include <poll.h>
#include <stdio.h>
#include <string.h>

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

static const char *service_name(unsigned service)
{
	return service == SMSMODEM_BT_DUN ? "Dial-up Networking" : "Serial Port";
}

static int nobody_error(const struct smsmodem_bt_listener *listener, unsigned service,
			struct smsmodem_error *error)
{
	const char *device = smsmodem_bt_listener_device(listener);

	return smsmodem_error_set(
		error, SMSMODEM_E_TIMEOUT,
		"no phone connected to %s in time: pair it (`smsmodem bt pair ADDRESS`), "
		"and start its console towards this computer, %s on channel %s%s",
		device, service_name(service), strrchr(device, '/') + 1,
		bt_listener_deaf(listener));
}

static int accept_one(struct smsmodem_bt_listener *listener, unsigned service,
		      const struct bt_wait *wait, char peer[SMSMODEM_BT_ADDRESS_SIZE],
		      struct smsmodem_error *error)
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
			return nobody_error(listener, service, error);
		int taken = smsmodem_bt_accept(listener, &fd, peer, error);
		if (taken != 0)
			return taken < 0 ? taken : fd;
	}
}

/* On a channel that nobody is told of, nobody calls. */
static int unfound_error(struct smsmodem_error *error)
{
	return smsmodem_error_set(
		error, SMSMODEM_E_NODEVICE,
		"no phone could find this computer, as bluetoothd does not run or "
		"refused to register the service: start it (`systemctl start "
		"bluetooth`), or use bt-listen:3 and give the phone channel 3");
}

static void say_where(const struct smsmodem_bt_listener *listener, unsigned service,
		      const struct transport_options *options)
{
	const char *device = smsmodem_bt_listener_device(listener);

	if (bt_listener_is_found(listener))
		transport_note(options, "waiting at %s, offered as %s%s", device,
			       service_name(service), bt_listener_deaf(listener));
	else
		transport_note(options,
			       "waiting at %s, which is not offered: give the phone channel %s%s",
			       device, strrchr(device, '/') + 1, bt_listener_deaf(listener));
}

static int wait_for_phone(struct smsmodem_bt_listener *listener,
			  const struct smsmodem_bt_listen_options *wanted,
			  const struct transport_options *options, const struct bt_wait *wait,
			  char peer[SMSMODEM_BT_ADDRESS_SIZE], struct smsmodem_error *error)
{
	if (!wanted->channel && !bt_listener_is_found(listener))
		return unfound_error(error);
	say_where(listener, wanted->service, options);
	return accept_one(listener, wanted->service, wait, peer, error);
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
	int fd = wait_for_phone(listener, &wanted, options, &wait, peer, error);
	smsmodem_bt_listener_close(listener);
	if (fd < 0)
		return fd;
	code = fd_transport_socket(fd, options->cancel_fd, transport, error);
	if (code == SMSMODEM_OK)
		(void)snprintf((*transport)->peer, sizeof(*transport)->peer, "%s", peer);
	return code;
}
