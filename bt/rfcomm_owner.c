/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who on this computer has the channel that is wanted: the kernel lets but one have it. */
#include "bt.h"
#include "owner.h"
#include <bluetooth/rfcomm.h>
#include <smsmodem/devices.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool socket_named(const struct bt_channel *channel, const char *what,
			 struct smsmodem_error *error)
{
	struct smsmodem_owner owner;
	struct sockaddr_rc peer;

	/* Compared octet for octet, with what is between the fields. */
	memset(&peer, 0, sizeof peer);
	peer.rc_family = AF_BLUETOOTH;
	peer.rc_bdaddr = *channel->to;
	peer.rc_channel = (uint8_t)channel->number;
	if (!socket_owner_find((const struct sockaddr *)&peer, sizeof peer, &owner))
		return false;
	smsmodem_error_set(error, SMSMODEM_E_BUSY, "%s is in use by %s (pid %ld%s%.100s): end it",
			   what, owner.name[0] ? owner.name : "a process", (long)owner.pid,
			   owner.unit[0] ? ", " : "", owner.unit);
	return true;
}

static void port_error(const struct smsmodem_port *port, const char *what,
		       struct smsmodem_error *error)
{
	if (port->owner)
		smsmodem_error_set(error, SMSMODEM_E_BUSY,
				   "%s is in use as %s by %s (pid %ld): end it", what, port->path,
				   port->owner_name, (long)port->owner);
	else
		smsmodem_error_set(error, SMSMODEM_E_BUSY,
				   "%s is in use as %s by another process (`sudo fuser -v %s` says "
				   "which): end it",
				   what, port->path, port->path);
}

static bool port_named(const struct bt_channel *channel, const char *what,
		       struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE], wanted[32];
	struct smsmodem_port *ports = NULL;
	bool found = false;
	size_t count = 0;

	bt_address_format(channel->to, address);
	(void)snprintf(wanted, sizeof wanted, "bt:%s/%d", address, channel->number);
	if (smsmodem_ports(&ports, &count, NULL) < 0)
		return false;
	for (size_t i = 0; i < count && !found; i++) {
		found = strcmp(ports[i].topology, wanted) == 0;
		if (found)
			port_error(&ports[i], what, error);
	}
	free(ports);
	return found;
}

int bt_rfcomm_busy(const struct bt_channel *channel, struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE], what[64];

	bt_address_format(channel->to, address);
	(void)snprintf(what, sizeof what, "channel %d of %s", channel->number, address);
	if (!socket_named(channel, what, error) && !port_named(channel, what, error))
		smsmodem_error_set(error, SMSMODEM_E_BUSY,
				   "%s is in use by another program of this computer%s: end that",
				   what, geteuid() == 0 ? "" : " (root is told which)");
	return SMSMODEM_E_BUSY;
}
