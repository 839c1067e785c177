/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an RFCOMM channel cannot be connected to. Keys are with bluetoothd, and nobody pairs without.
 */
#include "bt.h"
#include <errno.h>

/** What the sentences are made of. */
struct failure {
	const struct bt_channel *channel;
	char address[SMSMODEM_BT_ADDRESS_SIZE];
	char pair[BT_HINT_SIZE], remove[BT_HINT_SIZE], services[BT_HINT_SIZE];
	int sys_errno;
	int paired; /* as of bt_bluez_is_paired */
	int code;   /* of bt_connect_error */
};

/* The channel is there if a record says so; else it may be a mistake. */
static int unpaired(const struct failure *failure, struct smsmodem_error *error)
{
	const struct bt_channel *channel = failure->channel;

	if (channel->is_recorded)
		return smsmodem_error_set(
			error, SMSMODEM_E_PERMISSION,
			"%s is not paired with this computer, and refuses channel "
			"%d, which it offers: pair it with %s",
			failure->address, channel->number, failure->pair);
	return smsmodem_error_set(error, SMSMODEM_E_PERMISSION,
				  "%s is not paired with this computer, and refuses channel %d: "
				  "pair it with %s, or look with %s whether that is its channel",
				  failure->address, channel->number, failure->pair,
				  failure->services);
}

static int refused(const struct failure *failure, struct smsmodem_error *error)
{
	const struct bt_channel *channel = failure->channel;
	const char *pairing = failure->paired > 0
				      ? ", or the pairing was removed there"
				      : ", or it wants to be paired, for which bluetoothd must run";

	if (failure->paired == 0)
		return unpaired(failure, error);
	if (channel->is_recorded)
		return smsmodem_error_set(error, failure->code,
					  "%s refuses channel %d, which it offers: it is in use%s",
					  failure->address, channel->number, pairing);
	return smsmodem_error_set(error, failure->code,
				  "%s refuses channel %d: no service is there, or it is in use%s; "
				  "%s shows its channels",
				  failure->address, channel->number, pairing, failure->services);
}

static int keyless(const struct failure *failure, const char *what, int code,
		   struct smsmodem_error *error)
{
	return smsmodem_error_set(error, code,
				  "%s %s, as one does that wants pairing; bluetoothd keeps the "
				  "keys: have it running (`systemctl start bluetooth`), and pair "
				  "with %s",
				  failure->address, what, failure->pair);
}

/* What is known beyond bt_connect_error. */
static int explain(const struct failure *failure, struct smsmodem_error *error)
{
	const bool wants_key = failure->channel->security >= BT_SECURITY_MEDIUM;

	switch (failure->sys_errno) {
	case ECONNREFUSED: return refused(failure, error);
	case ECONNRESET:
		/* The controller's link ends where it asks for a key and gets none. */
		if (failure->paired < 0 || (failure->paired == 0 && wants_key))
			return keyless(failure, "ended the connection as it was being made",
				       SMSMODEM_E_PERMISSION, error);
		break;
	case ETIMEDOUT:
		if (wants_key)
			return keyless(failure, "has not answered in time", failure->code, error);
		break;
	case EBUSY: return bt_rfcomm_busy(failure->channel, error);
	default: break;
	}
	if (failure->code == SMSMODEM_E_PERMISSION && failure->paired > 0)
		return smsmodem_error_set(error, failure->code,
					  "%s is paired here, but does not accept the key: remove "
					  "the pairing there, and here with %s, and pair it again",
					  failure->address, failure->remove);
	return failure->code;
}

static bool is_about_keys(int sys_errno, int code)
{
	return sys_errno == ECONNREFUSED || sys_errno == ECONNRESET ||
	       code == SMSMODEM_E_PERMISSION;
}

int bt_rfcomm_error(const struct bt_channel *channel, int sys_errno, const struct bt_wait *wait,
		    struct smsmodem_error *error)
{
	struct failure failure = {
		.channel = channel,
		.sys_errno = sys_errno,
		.paired = SMSMODEM_E_CONFIG,
		.code = bt_connect_error(channel->from, channel->to, sys_errno, error)};

	const char *adapter = bt_adapter_chosen(channel->from);

	bt_address_format(channel->to, failure.address);
	(void)bt_hint(failure.pair, "pair", adapter, failure.address);
	(void)bt_hint(failure.remove, "remove", adapter, failure.address);
	(void)bt_hint(failure.services, "services", adapter, failure.address);
	if (is_about_keys(sys_errno, failure.code))
		failure.paired = bt_bluez_is_paired(channel->to, channel->from->name, wait);
	if (failure.paired == SMSMODEM_E_CANCELLED)
		return bt_connect_error(channel->from, channel->to, ECANCELED, error);
	return error_add_errno(error, explain(&failure, error), sys_errno);
}
