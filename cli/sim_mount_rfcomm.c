/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An RFCOMM server channel, as a phone that any computer in range can dial up with. */
#include "sim_mount.h"
#include <smsmodem/bluetooth.h>
#include <stdio.h>

int sim_mount_rfcomm(struct sim_mount *mount, const char *adapter, int channel, const char *number,
		     int cancel_fd, struct smsmodem_error *error)
{
	char name[64];
	const struct smsmodem_bt_listen_options options = {
		.adapter = adapter,
		.channel = channel,
		.service = SMSMODEM_BT_DUN,
		.name = name,
		.cancel_fd = cancel_fd,
	};

	*mount = (struct sim_mount){.fd = -1, .listen_fd = -1, .slave_fd = -1, .watch_fd = -1};
	(void)snprintf(name, sizeof name, "smsmodem sim %s", number);
	int result = smsmodem_bt_listen(&options, &mount->listener, error);
	if (result < 0)
		return result;
	(void)snprintf(mount->device, sizeof mount->device, "%s",
		       smsmodem_bt_listener_device(mount->listener));
	return SMSMODEM_OK;
}

int sim_mount_rfcomm_accept(struct sim_mount *mount, struct smsmodem_error *error)
{
	int fd;
	int taken = smsmodem_bt_accept(mount->listener, &fd, NULL, error);

	if (taken == SMSMODEM_E_LINK) {
		smsmodem_bt_listener_close(mount->listener);
		mount->listener = NULL;
	}
	if (taken <= 0)
		return taken;
	mount->fd = fd;
	/* the next one waits until this one goes, as with TCP */
	smsmodem_bt_listener_hold(mount->listener, true);
	return 1;
}
