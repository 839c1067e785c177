/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who answers for a record. bluetoothd has PSM 1 where it runs, so it is asked first; its SDP
 * socket is the way for who may not use D-Bus; a server of our own is for machines without it.
 */
#include "record.h"
#include <bluetooth/sdp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

static int by_profile(struct bt_record_holder *holder, const char *name, const struct bt_wait *wait,
		      struct smsmodem_error *error)
{
	char *xml = malloc(BT_RECORD_XML_SIZE);

	if (!xml)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	int code = bt_record_xml(&holder->record, xml);
	if (code == SMSMODEM_OK)
		code = bt_profile_register(name, xml, holder->epoll_fd, wait, &holder->profile,
					   error);
	else
		smsmodem_error_set(error, code, "the record cannot be written as XML");
	free(xml);
	return code;
}

static int by_sdpd(struct bt_record_holder *holder, const struct bt_adapter *adapter,
		   const struct bt_wait *wait, struct smsmodem_error *error)
{
	struct epoll_event ended = {.events = EPOLLIN};
	int fd = bt_record_sdpd(SDP_UNIX_PATH, adapter, &holder->record, wait, error);

	if (fd < 0)
		return fd;
	holder->sdpd_fd = fd;
	(void)epoll_ctl(holder->epoll_fd, EPOLL_CTL_ADD, fd, &ended);
	return SMSMODEM_OK;
}

static void say(struct bt_record_holder *holder, const char *text)
{
	(void)snprintf(holder->text, sizeof holder->text, "%s", text);
}

/* bluetoothd switches page scan on for paired devices, and for all while it is discoverable. */
static void say_deaf(struct bt_record_holder *holder, const struct bt_adapter *adapter)
{
	size_t used = strlen(holder->text);

	if (adapter->connectable)
		return;
	(void)snprintf(holder->deaf, sizeof holder->deaf,
		       "; but %s answers no calls now: `bluetoothctl discoverable on`, or as root "
		       "`btmgmt connectable on`",
		       adapter->name);
	(void)snprintf(holder->text + used, sizeof holder->text - used, "%s", holder->deaf);
}

static int find_holder(struct bt_record_holder *holder, const struct bt_adapter *adapter,
		       const char *name, const struct bt_wait *wait, struct smsmodem_error *error)
{
	struct smsmodem_error daemon, own;
	int code = by_profile(holder, name, wait, &daemon);

	if (code == SMSMODEM_OK) {
		say(holder, "held by bluetoothd");
		return code;
	}
	if (code != SMSMODEM_E_CANCELLED)
		code = by_sdpd(holder, adapter, wait, error);
	if (code == SMSMODEM_OK)
		say(holder, "held by bluetoothd, through its SDP socket");
	if (code == SMSMODEM_OK)
		return code;
	if (code == SMSMODEM_E_CANCELLED)
		return smsmodem_error_set(error, code, "cancelled");
	holder->serving = bt_sdp_serve_open(&holder->server, &holder->record, holder->epoll_fd,
					    &own) == SMSMODEM_OK;
	if (holder->serving)
		say(holder, "held by an SDP server of our own");
	else
		(void)snprintf(holder->text, sizeof holder->text,
			       "none, so clients must name the channel: %.150s; %.100s",
			       daemon.text, own.text);
	return SMSMODEM_OK;
}

int bt_record_hold(struct bt_record_holder *holder, const struct bt_adapter *adapter,
		   const char *name, const struct bt_wait *wait, struct smsmodem_error *error)
{
	holder->profile = NULL;
	holder->sdpd_fd = -1;
	holder->serving = false;
	holder->deaf[0] = '\0';
	int code = find_holder(holder, adapter, name, wait, error);
	if (code == SMSMODEM_OK)
		say_deaf(holder, adapter);
	return code;
}

static bool sdpd_ended(int fd)
{
	char octet;

	return fd_wait(fd, 0, -1, 0, NULL) > 0 || read(fd, &octet, 1) == 0;
}

static void work_profile(struct bt_record_holder *holder)
{
	int held = bt_profile_work(holder->profile);

	if (held > 0) {
		say(holder, "held by bluetoothd");
		return;
	}
	if (held == 0) {
		say(holder, "none until bluetoothd is back, so clients must name the channel");
		return;
	}
	say(holder, "none any more, as the system bus ended, so clients must name the channel");
	bt_profile_close(holder->profile);
	holder->profile = NULL;
}

void bt_record_hold_work(struct bt_record_holder *holder)
{
	if (holder->profile)
		work_profile(holder);
	if (holder->serving)
		bt_sdp_serve_work(&holder->server);
	if (holder->sdpd_fd < 0 || !sdpd_ended(holder->sdpd_fd))
		return;
	close(holder->sdpd_fd);
	holder->sdpd_fd = -1;
	say(holder, "none any more, as bluetoothd ended, so clients must name the channel");
}

bool bt_record_is_held(const struct bt_record_holder *holder)
{
	return holder->profile || holder->serving || holder->sdpd_fd >= 0;
}

void bt_record_hold_close(struct bt_record_holder *holder)
{
	bt_profile_close(holder->profile);
	holder->profile = NULL;
	if (holder->serving)
		bt_sdp_serve_close(&holder->server);
	holder->serving = false;
	if (holder->sdpd_fd >= 0)
		close(holder->sdpd_fd);
	holder->sdpd_fd = -1;
}
