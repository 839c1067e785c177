/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service records of a device. */
#include "bt.h"

#define SDP_LIMIT_MS 10000

int bt_sdp_search_public(const struct bt_adapter *from, const bdaddr_t *to,
			 const struct bt_wait *wait, uint8_t **octets, size_t *count,
			 struct smsmodem_error *error)
{
	const struct smsmodem_sdp_uuid root = smsmodem_sdp_uuid_of(BT_SDP_UUID_BROWSE_ROOT);
	const struct smsmodem_sdp_uuid l2cap = smsmodem_sdp_uuid_of(BT_SDP_UUID_L2CAP);
	int code = bt_sdp_search(from, to, &root, wait, octets, count, error);

	if (code != SMSMODEM_OK || *count > 0)
		return code;
	/* Some phones list nothing under the root; every record that one connects to has L2CAP. */
	return bt_sdp_search(from, to, &l2cap, wait, octets, count, error);
}

static int search(const struct smsmodem_bt_options *options, const bdaddr_t *address,
		  const struct smsmodem_sdp_uuid *uuid, uint8_t **octets, size_t *count,
		  struct smsmodem_error *error)
{
	const struct bt_wait wait =
		bt_wait_for(options->timeout_ms, SDP_LIMIT_MS, options->cancel_fd);
	struct bt_adapter adapter;
	int code = bt_adapter_find_for(options->adapter, address, &wait, &adapter, error);

	if (code != SMSMODEM_OK)
		return code;
	if (uuid)
		return bt_sdp_search(&adapter, address, uuid, &wait, octets, count, error);
	return bt_sdp_search_public(&adapter, address, &wait, octets, count, error);
}

int smsmodem_bt_services(const struct smsmodem_bt_options *options, const char *address,
			 const struct smsmodem_sdp_uuid *uuid, uint8_t **octets, size_t *count,
			 struct smsmodem_error *error)
{
	bdaddr_t peer;

	*octets = NULL;
	*count = 0;
	int code = bt_address_read(address, &peer, error);
	if (code != SMSMODEM_OK)
		return code;
	return search(options, &peer, uuid, octets, count, error);
}
