/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections to RFCOMM server channels, always made without blocking. */
#include "bt.h"
#include <bluetooth/rfcomm.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * A channel that was just closed is taken until the other side has agreed, and the end of the whole
 * session, which comes with that of its last channel, takes a new channel along. What another
 * program of this machine has stays taken.
 */
#define RETRY_PAUSE_MS 100
#define RETRY_LIMIT_MS 2000

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

/* @return 0, or errno's number */
static int connect_on(int fd, const struct bt_adapter *from, const bdaddr_t *to, int channel,
		      int security, const struct bt_wait *wait)
{
	const struct sockaddr_rc local = {.rc_family = AF_BLUETOOTH, .rc_bdaddr = from->address};
	const struct sockaddr_rc remote = {
		.rc_family = AF_BLUETOOTH, .rc_bdaddr = *to, .rc_channel = (uint8_t)channel};

	if (bt_security_apply(fd, security) != 0 ||
	    bind(fd, (const struct sockaddr *)&local, sizeof local) != 0)
		return errno;
	if (connect(fd, (const struct sockaddr *)&remote, sizeof remote) == 0)
		return 0;
	return errno == EINPROGRESS || errno == EINTR ? bt_connect_finish(fd, wait) : errno;
}

/* @return a descriptor, or errno's number negated */
static int connect_once(const struct bt_adapter *from, const bdaddr_t *to, int channel,
			int security, const struct bt_wait *wait)
{
	int fd = socket(AF_BLUETOOTH, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, BTPROTO_RFCOMM);

	if (fd < 0)
		return -errno;
	int result = connect_on(fd, from, to, channel, security, wait);
	if (result == 0)
		return fd;
	close(fd);
	return -result;
}

/* What is known beyond bt_connect_error. Keys are with bluetoothd, and nobody pairs without it. */
static int rfcomm_error(const bdaddr_t *to, int channel, int security, int sys_errno,
			struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE];
	int code = bt_connect_error(to, sys_errno, error);

	bt_address_format(to, address);
	if (sys_errno == ETIMEDOUT && security >= BT_SECURITY_MEDIUM)
		smsmodem_error_set(error, code,
				   "%s has not answered in time: the security level that was asked "
				   "for wants it paired, and bluetoothd running for its keys; see "
				   "`smsmodem bt pair %s`",
				   address, address);
	if (sys_errno == ECONNREFUSED)
		smsmodem_error_set(error, code,
				   "%s refuses channel %d: no service is there, or it is in use or "
				   "wants to be paired; `smsmodem bt services %s` shows its channels",
				   address, channel, address);
	if (sys_errno == EBUSY)
		smsmodem_error_set(error, code,
				   "channel %d of %s is in use by another program of this computer "
				   "(a bound /dev/rfcomm port is one, too): end that first",
				   channel, address);
	return error_add_errno(error, code, sys_errno);
}

int bt_rfcomm_connect(const struct bt_adapter *from, const bdaddr_t *to, int channel, int security,
		      const struct bt_wait *wait, struct smsmodem_error *error)
{
	const struct bt_wait patience = bt_wait_part(wait, RETRY_LIMIT_MS);

	for (;;) {
		int fd = connect_once(from, to, channel, security, wait);

		if (fd >= 0)
			return fd;
		if ((fd != -EBUSY && fd != -ECONNRESET) || bt_wait_over(&patience))
			return rfcomm_error(to, channel, security, -fd, error);
		const struct bt_wait pause = bt_wait_part(&patience, RETRY_PAUSE_MS);
		int ready = fd_wait(-1, 0, pause.cancel_fd, pause.deadline_ms, error);
		if (ready < 0)
			return ready;
		if (ready & TRANSPORT_CANCELLED)
			return rfcomm_error(to, channel, security, ECANCELED, error);
	}
}
