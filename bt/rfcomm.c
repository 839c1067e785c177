/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections to RFCOMM server channels. */
#include "bt.h"
#include <bluetooth/rfcomm.h>
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

int bt_rfcomm_connect(const struct bt_channel *channel, const struct bt_wait *wait,
		      struct smsmodem_error *error)
{
	const struct sockaddr_rc local = {.rc_family = AF_BLUETOOTH,
					  .rc_bdaddr = channel->from->address};
	const struct sockaddr_rc remote = {.rc_family = AF_BLUETOOTH,
					   .rc_bdaddr = *channel->to,
					   .rc_channel = (uint8_t)channel->number};
	const struct bt_connection connection = {
		.type = SOCK_STREAM,
		.protocol = BTPROTO_RFCOMM,
		.security = channel->security,
		.local = (const struct sockaddr *)&local,
		.remote = (const struct sockaddr *)&remote,
		.size = sizeof local,
	};
	int fd = bt_connect(&connection, wait);

	return fd >= 0 ? fd : bt_rfcomm_error(channel, -fd, wait, error);
}
