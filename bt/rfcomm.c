/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections to RFCOMM server channels. */
#include "bt.h"
#include <bluetooth/rfcomm.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

int bt_security_parse(const char *text, struct smsmodem_error *error)
{
	if (!text)
		return 0;
	if (strcmp(text, "low") == 0)
		return BT_SECURITY_LOW;
	if (strcmp(text, "medium") == 0)
		return BT_SECURITY_MEDIUM;
	if (strcmp(text, "high") == 0)
		return BT_SECURITY_HIGH;
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "security '%.40s': give low, medium or high", text);
}

int bt_security_apply(int fd, int security)
{
	const struct bt_security level = {.level = (uint8_t)security};

	return security ? setsockopt(fd, SOL_BLUETOOTH, BT_SECURITY, &level, sizeof level) : 0;
}

/* What is connected to what. */
struct attempt {
	const struct bt_adapter *from;
	const bdaddr_t *to;
	int channel, security;
};

/* What is known beyond bt_connect_error. Keys are with bluetoothd, and nobody pairs without it. */
static int rfcomm_error(const struct attempt *attempt, int sys_errno, struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE];
	int code = bt_connect_error(attempt->to, sys_errno, error);

	bt_address_format(attempt->to, address);
	if (sys_errno == ECONNREFUSED)
		smsmodem_error_set(
			error, code,
			"%s refuses channel %d: no service is there, or it is in use or "
			"wants to be paired; `smsmodem bt services %s` shows its channels",
			address, attempt->channel, address);
	else if (sys_errno == EBUSY)
		smsmodem_error_set(error, code,
				   "channel %d of %s is in use by another program of this computer "
				   "(a bound /dev/rfcomm port is one, too): end that first",
				   attempt->channel, address);
	else if (sys_errno == ETIMEDOUT && attempt->security >= BT_SECURITY_MEDIUM)
		smsmodem_error_set(error, code,
				   "%s has not answered in time: the security level that was asked "
				   "for wants it paired, and bluetoothd running for its keys; see "
				   "`smsmodem bt pair %s`",
				   address, address);
	else if (code == SMSMODEM_E_PERMISSION &&
		 bt_bluez_is_paired(attempt->to, attempt->from->name) == 1)
		smsmodem_error_set(error, code,
				   "%s is paired here, but does not accept the key: remove the "
				   "pairing there, and here with `smsmodem bt remove %s`, and pair "
				   "it again",
				   address, address);
	return error_add_errno(error, code, sys_errno);
}

int bt_rfcomm_connect(const struct bt_adapter *from, const bdaddr_t *to, int channel, int security,
		      const struct bt_wait *wait, struct smsmodem_error *error)
{
	const struct sockaddr_rc local = {.rc_family = AF_BLUETOOTH, .rc_bdaddr = from->address};
	const struct sockaddr_rc remote = {
		.rc_family = AF_BLUETOOTH, .rc_bdaddr = *to, .rc_channel = (uint8_t)channel};
	const struct bt_connection connection = {
		.type = SOCK_STREAM,
		.protocol = BTPROTO_RFCOMM,
		.security = security,
		.local = (const struct sockaddr *)&local,
		.remote = (const struct sockaddr *)&remote,
		.size = sizeof local,
	};
	int fd = bt_connect(&connection, wait);

	if (fd >= 0)
		return fd;
	return rfcomm_error(&(struct attempt){from, to, channel, security}, -fd, error);
}
