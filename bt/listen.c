/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A listener on an RFCOMM server channel, and the record by which it is found. */
#include "record.h"
#include "turn_away.h"
#include <bluetooth/rfcomm.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 4
#define HOLD_MS 5000 /* bluetoothd is of this machine */

struct smsmodem_bt_listener {
	int epoll_fd; /* has all descriptors here, so that one is to be polled */
	int fd;       /* the listening socket */
	int spare_fd; /* for bt_turn_away */
	bool held;    /* those who connect wait */
	struct bt_record_holder holder;
	char device[SMSMODEM_BT_ADDRESS_SIZE + 8];
};

/* --- the socket --- */

static int channel_socket(const bdaddr_t *address, int channel)
{
	const struct sockaddr_rc local = {
		.rc_family = AF_BLUETOOTH, .rc_bdaddr = *address, .rc_channel = (uint8_t)channel};
	int fd = socket(AF_BLUETOOTH, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, BTPROTO_RFCOMM);

	if (fd >= 0 && bind(fd, (const struct sockaddr *)&local, sizeof local) == 0)
		return fd;
	int result = -errno;
	if (fd >= 0)
		close(fd);
	return result;
}

/*
 * The kernel lets one bind to a controller beside another who listens on any, and then takes his
 * connections from him; so it is asked for both. @return a descriptor, or errno's number negated
 */
static int channel_listen(const struct bt_adapter *adapter, int channel, int security)
{
	static const bdaddr_t any = {{0}};
	int other = channel_socket(&any, channel);

	if (other < 0)
		return other;
	close(other);
	int fd = channel_socket(&adapter->address, channel);
	if (fd < 0 || (bt_security_apply(fd, security) == 0 && listen(fd, BACKLOG) == 0))
		return fd;
	int result = -errno;
	close(fd);
	return result;
}

static int listen_error(const struct bt_adapter *adapter, int channel, int sys_errno,
			struct smsmodem_error *error)
{
	int code = SMSMODEM_E_BUSY;

	if (sys_errno != EADDRINUSE)
		return error_set_errno(
			error, sys_errno == EACCES ? SMSMODEM_E_PERMISSION : SMSMODEM_E_NODEVICE,
			sys_errno, "cannot listen on RFCOMM of %s", adapter->name);
	if (channel)
		smsmodem_error_set(
			error, code,
			"RFCOMM channel %d of %s is taken by another program: give another "
			"channel, or none for one that is free",
			channel, adapter->name);
	else
		smsmodem_error_set(error, code, "no RFCOMM channel of %s is free", adapter->name);
	return error_add_errno(error, code, sys_errno);
}

/* @param[in,out] channel 0: the first that is free, which it is then */
static int listen_on(const struct bt_adapter *adapter, int *channel, int security,
		     struct smsmodem_error *error)
{
	int last = *channel ? *channel : SMSMODEM_BT_CHANNELS_MAX;
	int result = -EADDRINUSE;

	for (int i = *channel ? *channel : 1; i <= last && result == -EADDRINUSE; i++) {
		result = channel_listen(adapter, i, security);
		if (result < 0)
			continue;
		*channel = i;
		return result;
	}
	return listen_error(adapter, *channel, -result, error);
}

/* --- the listener --- */

static int write_record(struct bt_record *record, const struct smsmodem_bt_listen_options *options,
			int channel, struct smsmodem_error *error)
{
	/* Where handles of servers begin; the server that holds the record may give another. */
	const uint32_t handle = 0x00010001;
	long length = bt_sdp_record_write(options->service, channel, options->name, handle,
					  record->octets);

	if (length < 0)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "the service's name is too long");
	record->length = (size_t)length;
	return SMSMODEM_OK;
}

static bool watch(const struct smsmodem_bt_listener *listener, int operation)
{
	struct epoll_event event = {.events = listener->held ? 0 : EPOLLIN};

	return epoll_ctl(listener->epoll_fd, operation, listener->fd, &event) == 0;
}

static int start(struct smsmodem_bt_listener *listener,
		 const struct smsmodem_bt_listen_options *options, const struct bt_wait *wait,
		 struct smsmodem_error *error)
{
	struct bt_adapter adapter;
	char address[SMSMODEM_BT_ADDRESS_SIZE];
	int channel = options->channel;
	int security = bt_security_parse(options->security, error);
	int code = security < 0 ? security : bt_adapter_find(options->adapter, &adapter, error);

	if (code < 0)
		return code;
	listener->fd = listen_on(&adapter, &channel, security, error);
	if (listener->fd < 0)
		return listener->fd;
	code = write_record(&listener->holder.record, options, channel, error);
	if (code < 0)
		return code;
	listener->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	listener->spare_fd = bt_spare_open();
	if (listener->epoll_fd < 0 || listener->spare_fd < 0 || !watch(listener, EPOLL_CTL_ADD))
		return error_set_errno(error, SMSMODEM_E_MEMORY, errno, "cannot listen");
	bt_address_format(&adapter.address, address);
	(void)snprintf(listener->device, sizeof listener->device, "bt:%s/%d", address, channel);
	listener->holder.epoll_fd = listener->epoll_fd;
	return bt_record_hold(&listener->holder, &adapter, options->name, wait, error);
}

int bt_listener_open(const struct smsmodem_bt_listen_options *options, const struct bt_wait *wait,
		     struct smsmodem_bt_listener **listener, struct smsmodem_error *error)
{
	struct smsmodem_bt_listener *made;

	*listener = NULL;
	if (options->channel < 0 || options->channel > SMSMODEM_BT_CHANNELS_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "an RFCOMM channel is 1 to %d",
					  SMSMODEM_BT_CHANNELS_MAX);
	if ((options->service != SMSMODEM_BT_DUN && options->service != SMSMODEM_BT_SPP) ||
	    !options->name)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a listener is for DUN or SPP, and has a name");
	made = calloc(1, sizeof *made);
	if (!made)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	made->epoll_fd = made->fd = made->spare_fd = made->holder.sdpd_fd = -1;
	int code = start(made, options, wait, error);
	if (code < 0) {
		smsmodem_bt_listener_close(made);
		return code;
	}
	*listener = made;
	return SMSMODEM_OK;
}

int smsmodem_bt_listen(const struct smsmodem_bt_listen_options *options,
		       struct smsmodem_bt_listener **listener, struct smsmodem_error *error)
{
	const struct bt_wait wait = bt_wait_for(HOLD_MS, HOLD_MS, options->cancel_fd);

	return bt_listener_open(options, &wait, listener, error);
}

int smsmodem_bt_listener_fd(const struct smsmodem_bt_listener *listener)
{
	return listener->epoll_fd;
}

const char *smsmodem_bt_listener_device(const struct smsmodem_bt_listener *listener)
{
	return listener->device;
}

const char *smsmodem_bt_listener_record(const struct smsmodem_bt_listener *listener)
{
	return listener->holder.text;
}

const char *bt_listener_deaf(const struct smsmodem_bt_listener *listener)
{
	return listener->holder.deaf;
}

bool bt_listener_is_found(const struct smsmodem_bt_listener *listener)
{
	return bt_record_is_held(&listener->holder);
}

void smsmodem_bt_listener_hold(struct smsmodem_bt_listener *listener, bool hold)
{
	listener->held = hold;
	/* Only descriptors that are not ours any more could fail here. */
	(void)watch(listener, EPOLL_CTL_MOD);
}

/* What befell a connection before it was taken is nobody's failure (accept(2)). */
static bool is_nothing(int sys_errno)
{
	return sys_errno == EAGAIN || sys_errno == EINTR || sys_errno == ECONNABORTED ||
	       sys_errno == EPROTO || sys_errno == ECONNRESET;
}

static int accept_error(struct smsmodem_bt_listener *listener, int sys_errno,
			struct smsmodem_error *error)
{
	int code = SMSMODEM_E_LINK;

	if (bt_is_exhausted(sys_errno)) {
		code = SMSMODEM_E_MEMORY;
		bt_turn_away(listener->fd, &listener->spare_fd);
	}
	return error_set_errno(error, code, sys_errno, "cannot take the Bluetooth connection");
}

int smsmodem_bt_accept(struct smsmodem_bt_listener *listener, int *fd,
		       char peer[SMSMODEM_BT_ADDRESS_SIZE], struct smsmodem_error *error)
{
	struct sockaddr_rc from = {0};
	socklen_t size = sizeof from;

	*fd = -1;
	bt_record_hold_work(&listener->holder);
	if (listener->held)
		return 0;
	*fd = accept4(listener->fd, (struct sockaddr *)&from, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (*fd < 0)
		return is_nothing(errno) ? 0 : accept_error(listener, errno, error);
	if (peer)
		bt_address_format(&from.rc_bdaddr, peer);
	return 1;
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

void smsmodem_bt_listener_close(struct smsmodem_bt_listener *listener)
{
	if (!listener)
		return;
	/* The record first, so that nobody is sent to a channel that is closed. */
	bt_record_hold_close(&listener->holder);
	close_fd(listener->fd);
	close_fd(listener->spare_fd);
	close_fd(listener->epoll_fd);
	free(listener);
}
