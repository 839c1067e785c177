/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bt:ADDRESS and bt:NAME: from what is given to the channel that a modem answers on. */
#include "bt.h"
#include "bt_uri.h"
#include "candidates.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define OPEN_MS 20000
#define SDP_MS  10000

/* Everything one opening knows. */
struct opening {
	struct bt_uri uri;
	struct bt_adapter adapter;
	bdaddr_t address;
	char text[SMSMODEM_BT_ADDRESS_SIZE]; /* the address */
	int security;
	struct bt_wait wait;
};

/* --- who --- */

/* Without a controller the same sentence comes for names and for addresses. */
static int opening_locate(struct opening *opening, struct smsmodem_error *error)
{
	const struct bt_uri *uri = &opening->uri;
	const char *adapter = uri->adapter[0] ? uri->adapter : NULL;
	int code = bt_adapter_find(adapter, &opening->adapter, error);

	if (code == SMSMODEM_OK && uri->name[0])
		code = bt_bluez_find(uri->name, adapter ? opening->adapter.name : NULL,
				     &opening->wait, &opening->address, error);
	if (code < 0)
		return code;
	if (!uri->name[0] && !bt_address_parse(uri->address, &opening->address))
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "'%s' is no address",
					  uri->address);
	bt_address_format(&opening->address, opening->text);
	return bt_adapter_find_for(adapter, &opening->address, &opening->wait, &opening->adapter,
				   error);
}

/* Asked to keep to a level, the kernel pairs by itself with a device that lets it ("just works").
 */
static int opening_secure(struct opening *opening, struct smsmodem_error *error)
{
	int security =
		bt_security_parse(opening->uri.security[0] ? opening->uri.security : NULL, error);

	if (security < 0)
		return security;
	opening->security = security;
	if (security < BT_SECURITY_MEDIUM)
		return SMSMODEM_OK;
	int paired = bt_bluez_is_paired(&opening->address, opening->adapter.name, &opening->wait);
	if (paired == SMSMODEM_E_CANCELLED)
		return smsmodem_error_set(error, paired, "cancelled");
	return paired == 0 ? bt_unpaired_error(&opening->adapter, &opening->address, error)
			   : SMSMODEM_OK;
}

/* --- where --- */

static int candidates_search(const struct opening *opening, const struct smsmodem_sdp_uuid *uuid,
			     struct bt_candidates *candidates, struct smsmodem_error *error)
{
	const struct bt_wait wait = bt_wait_part(&opening->wait, SDP_MS);
	uint8_t *octets = NULL;
	size_t count = 0;
	int code = bt_sdp_search(&opening->adapter, &opening->address, uuid, &wait, &octets, &count,
				 error);

	if (code == SMSMODEM_OK)
		bt_candidates_add(candidates, octets, count, uuid);
	free(octets);
	return code;
}

/* "Serial Port (0x1101)" */
static void wanted_format(const struct bt_uri *uri, char *text, size_t size)
{
	char number[SMSMODEM_SDP_UUID_SIZE];
	const char *name = uri->has_service ? smsmodem_sdp_uuid_name(&uri->service) : NULL;

	smsmodem_sdp_uuid_format(&uri->service, number);
	if (name)
		(void)snprintf(text, size, "%s (%s)", name, number);
	else
		(void)snprintf(text, size, "%s",
			       uri->has_service ? number : "Dial-up Networking or Serial Port");
}

static int no_service(const struct opening *opening, struct smsmodem_error *error)
{
	const struct bt_wait wait = bt_wait_part(&opening->wait, SDP_MS);
	uint8_t *octets = NULL, channels[SMSMODEM_BT_CHANNELS_MAX];
	char wanted[80], offers[160];
	size_t count = 0;
	int code = bt_sdp_search_public(&opening->adapter, &opening->address, &wait, &octets,
					&count, error);

	if (code == SMSMODEM_E_CANCELLED)
		return code;
	wanted_format(&opening->uri, wanted, sizeof wanted);
	bt_offers(octets, code == SMSMODEM_OK ? count : 0, offers, sizeof offers);
	bool has_modem = code == SMSMODEM_OK && smsmodem_bt_channels(octets, count, channels) > 0;
	free(octets);
	return smsmodem_error_set(
		error, SMSMODEM_E_NOMODEM, "%s offers no %s service over RFCOMM%s%s%s",
		opening->text, wanted, offers[0] ? ", but " : "", offers,
		has_modem ? ": leave out service=, and what may be its modem is taken"
			  : "; a phone without Dial-up Networking or Serial Port is no modem: use "
			    "an SMS gateway app on it, a feature phone or a USB modem");
}

static int opening_candidates(const struct opening *opening, struct bt_candidates *candidates,
			      struct smsmodem_error *error)
{
	int code = SMSMODEM_OK;

	candidates->count = 0;
	if (opening->uri.channel) {
		candidates->channels[candidates->count++] = (uint8_t)opening->uri.channel;
		return SMSMODEM_OK;
	}
	if (opening->uri.has_service)
		code = candidates_search(opening, &opening->uri.service, candidates, error);
	for (size_t i = 0;
	     i < BT_CANDIDATE_CLASSES && !opening->uri.has_service && code == SMSMODEM_OK; i++) {
		const struct smsmodem_sdp_uuid usual =
			smsmodem_sdp_uuid_of(bt_candidate_classes[i]);

		code = candidates_search(opening, &usual, candidates, error);
	}
	if (code < 0 || candidates->count)
		return code;
	return no_service(opening, error);
}

/* --- the connection --- */

static int connect_to(const struct opening *opening, int channel, struct smsmodem_error *error)
{
	const struct bt_channel wanted = {&opening->adapter, &opening->address, channel,
					  !opening->uri.channel, opening->security};

	return bt_rfcomm_connect(&wanted, &opening->wait, error);
}

/* @return a descriptor that answers AT, or a failure; SMSMODEM_E_NOMODEM: it does not */
static int connect_modem(const struct opening *opening, int channel, struct smsmodem_error *error)
{
	int fd = connect_to(opening, channel, error);
	int answers = fd < 0 ? fd : bt_probe(fd, &opening->wait, error);

	if (answers > 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return answers < 0 ? answers
			   : smsmodem_error_set(error, SMSMODEM_E_NOMODEM,
						"channel %d of %s does not answer AT", channel,
						opening->text);
}

/*
 * What says something of the device, and not of the channel, is the same for all channels. One that
 * is refused may just have nobody behind it, also where the device is not paired.
 */
static bool is_hopeless(const struct opening *opening, int code, const struct smsmodem_error *why)
{
	return code == SMSMODEM_E_CANCELLED || code == SMSMODEM_E_MEMORY ||
	       (code == SMSMODEM_E_PERMISSION && why->sys_errno != ECONNREFUSED) ||
	       bt_wait_over(&opening->wait);
}

/*
 * The first one that answers wins: phones offer serial ports to all kinds of programs. Where none
 * can be connected to, the first one's reason is told, as that is the likeliest modem.
 */
static int connect_first(const struct opening *opening, const struct bt_candidates *candidates,
			 struct smsmodem_error *error)
{
	struct smsmodem_error first, latest;
	bool silent = false;
	int code = SMSMODEM_OK;

	/* What stays where no time is left for any. */
	(void)bt_connect_error(&opening->adapter, &opening->address, ETIMEDOUT, &first);
	for (size_t i = 0; i < candidates->count && !is_hopeless(opening, code, &latest); i++) {
		code = connect_modem(opening, candidates->channels[i], &latest);
		if (code >= 0)
			return code;
		silent = silent || code == SMSMODEM_E_NOMODEM;
		if (i == 0 || code == SMSMODEM_E_CANCELLED || code == SMSMODEM_E_MEMORY)
			first = latest;
	}
	if (!silent || first.code == SMSMODEM_E_CANCELLED || first.code == SMSMODEM_E_MEMORY) {
		if (error)
			*error = first;
		return first.code;
	}
	return smsmodem_error_set(error, SMSMODEM_E_NOMODEM,
				  "none of the %zu serial services of %s answers AT: they may be "
				  "for something else, or another program has the modem; a channel "
				  "can be given, as in bt:%s/%d%s%s",
				  candidates->count, opening->text, opening->text,
				  candidates->channels[0],
				  opening->adapter.is_chosen ? "?adapter=" : "",
				  opening->adapter.is_chosen ? opening->adapter.name : "");
}

int transport_open_bt(const char *rest, const struct transport_options *options,
		      struct transport **transport, struct smsmodem_error *error)
{
	struct opening opening = {
		.wait = bt_wait_for(options->timeout_ms, OPEN_MS, options->cancel_fd)};
	struct bt_candidates candidates = {.count = 0};
	int code = bt_uri_parse(rest, &opening.uri, error);

	*transport = NULL;
	if (code == SMSMODEM_OK)
		code = opening_locate(&opening, error);
	if (code == SMSMODEM_OK)
		code = opening_secure(&opening, error);
	if (code == SMSMODEM_OK)
		code = opening_candidates(&opening, &candidates, error);
	if (code < 0)
		return code;
	int fd = candidates.count == 1 ? connect_to(&opening, candidates.channels[0], error)
				       : connect_first(&opening, &candidates, error);
	if (fd < 0)
		return fd;
	return fd_transport_socket(fd, options->cancel_fd, transport, error);
}
