/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting over L2CAP and over RFCOMM, always without blocking, and what went wrong. */
#include "bt.h"
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * A channel that was just closed is taken until the other side has agreed; the end of a whole
 * session, which comes with that of its last channel, takes a new channel along; and a controller
 * that connects to another device has no time for this one. What another program of this machine
 * has stays taken.
 */
#define RETRY_PAUSE_MS 100
#define RETRY_LIMIT_MS 2000

static bool is_passing(int sys_errno)
{
	return sys_errno == EBUSY || sys_errno == EAGAIN || sys_errno == ECONNRESET;
}

/* @return 0, or errno's number */
static int connect_finish(int fd, const struct bt_wait *wait)
{
	int result = 0;
	socklen_t size = sizeof result;
	int ready = fd_wait(fd, POLLOUT, wait->cancel_fd, wait->deadline_ms, NULL);

	if (ready < 0)
		return EIO;
	if (ready & TRANSPORT_CANCELLED)
		return ECANCELED;
	if (ready == 0)
		return ETIMEDOUT;
	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &result, &size) == 0 ? result : errno;
}

/* @return 0, or errno's number */
static int connect_on(int fd, const struct bt_connection *connection, const struct bt_wait *wait)
{
	if (bt_security_apply(fd, connection->security) != 0 ||
	    bind(fd, connection->local, connection->size) != 0)
		return errno;
	if (connect(fd, connection->remote, connection->size) == 0)
		return 0;
	return errno == EINPROGRESS || errno == EINTR ? connect_finish(fd, wait) : errno;
}

/* @return a descriptor, or errno's number negated */
static int connect_once(const struct bt_connection *connection, const struct bt_wait *wait)
{
	int fd = socket(connection->local->sa_family,
			connection->type | SOCK_NONBLOCK | SOCK_CLOEXEC, connection->protocol);

	if (fd < 0)
		return -errno;
	int result = connect_on(fd, connection, wait);
	if (result == 0)
		return fd;
	close(fd);
	return -result;
}

int bt_connect(const struct bt_connection *connection, const struct bt_wait *wait)
{
	const struct bt_wait patience = bt_wait_part(wait, RETRY_LIMIT_MS);

	for (;;) {
		int fd = connect_once(connection, wait);

		if (fd >= 0 || !is_passing(-fd) || bt_wait_over(&patience))
			return fd;
		const struct bt_wait pause = bt_wait_part(&patience, RETRY_PAUSE_MS);
		int ready = fd_wait(-1, 0, pause.cancel_fd, pause.deadline_ms, NULL);
		if (ready < 0)
			return -EIO;
		if (ready & TRANSPORT_CANCELLED)
			return -ECANCELED;
	}
}

/* --- what went wrong --- */

struct connect_row {
	int sys_errno;
	int code;
	const char *what;
	bool pair; /* helps */
};

/* What the kernel makes of the controller's status (net/bluetooth/lib.c: bt_to_errno). */
static const struct connect_row connect_rows[] = {
	{EHOSTDOWN, SMSMODEM_E_NODEVICE,
	 "does not answer: is it in range, with Bluetooth switched on, and is that its address?",
	 false},
	{ETIMEDOUT, SMSMODEM_E_NODEVICE,
	 "has not answered in time: bring it nearer, and look whether it asks something", false},
	{ECONNREFUSED, SMSMODEM_E_NODEVICE,
	 "refused the connection; it may be busy with another one, or want to be paired first",
	 true},
	{EACCES, SMSMODEM_E_PERMISSION, "wants to be paired first", true},
	{EPERM, SMSMODEM_E_PERMISSION, "wants to be paired first", true},
	{EKEYREJECTED, SMSMODEM_E_PERMISSION, "wants to be paired first", true},
	{EBADE, SMSMODEM_E_PERMISSION, "has no key of this computer", true},
	{EBUSY, SMSMODEM_E_BUSY, "is being connected to by another program: end that, or try again",
	 false},
	{EALREADY, SMSMODEM_E_BUSY,
	 "is being connected to by another program: end that, or try again", false},
	{EMLINK, SMSMODEM_E_BUSY, "is one connection too many for this controller: end another one",
	 false},
	{EHOSTUNREACH, SMSMODEM_E_NODEVICE,
	 "cannot be reached: the Bluetooth controller was switched off or taken away", false},
	{ENETDOWN, SMSMODEM_E_NODEVICE,
	 "cannot be reached: the Bluetooth controller was switched off or taken away", false},
	{ECONNRESET, SMSMODEM_E_LINK, "ended the connection as it was being made: try again",
	 false},
	{ECONNABORTED, SMSMODEM_E_LINK,
	 "was disconnected by this computer as the connection was being made: try again", false},
	{EPROTONOSUPPORT, SMSMODEM_E_NODEVICE,
	 "cannot be reached: the kernel has no RFCOMM (try `sudo modprobe rfcomm`)", false},
	{ECANCELED, SMSMODEM_E_CANCELLED, "was being connected to when this was cancelled", false},
	{ENOMEM, SMSMODEM_E_MEMORY, "cannot be connected to: out of memory", false},
	{ENOBUFS, SMSMODEM_E_MEMORY, "cannot be connected to: out of memory", false},
	{EMFILE, SMSMODEM_E_MEMORY, "cannot be connected to: too many open files", false},
	{ENFILE, SMSMODEM_E_MEMORY, "cannot be connected to: too many open files", false},
};

int bt_connect_error(const struct bt_adapter *from, const bdaddr_t *to, int sys_errno,
		     struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE], hint[BT_HINT_SIZE];

	bt_address_format(to, address);
	for (size_t i = 0; i < sizeof connect_rows / sizeof connect_rows[0]; i++) {
		const struct connect_row *row = &connect_rows[i];

		if (row->sys_errno != sys_errno)
			continue;
		bt_hint(hint, "pair", from ? bt_adapter_chosen(from) : NULL, address);
		smsmodem_error_set(error, row->code, "%s %s%s%s", address, row->what,
				   row->pair ? ": pair it with " : "", row->pair ? hint : "");
		return error_add_errno(error, row->code, sys_errno);
	}
	return error_set_errno(error, SMSMODEM_E_NODEVICE, sys_errno, "%s cannot be connected to",
			       address);
}

int bt_unpaired_error(const struct bt_adapter *from, const bdaddr_t *to,
		      struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE], hint[BT_HINT_SIZE];

	bt_address_format(to, address);
	return smsmodem_error_set(error, SMSMODEM_E_PERMISSION,
				  "%s is not paired with this computer, which the security level "
				  "that was asked for wants: pair it with %s",
				  address, bt_hint(hint, "pair", bt_adapter_chosen(from), address));
}
