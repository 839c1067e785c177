/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /dev/rfcommN: opening one that is bound begins to connect, and the tty does not tell when it has.
 */
#include "bt.h"
#include <bluetooth/rfcomm.h>
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECT_MS 20000 /* as bt: has it */
#define LOOK_MS    20

/* Anybody may ask. @return false: nobody knows, as in a container */
static bool info_get(int id, struct rfcomm_dev_info *info)
{
	memset(info, 0, sizeof *info);
	info->id = (int16_t)id;
	int fd = socket(AF_BLUETOOTH, SOCK_RAW | SOCK_CLOEXEC, BTPROTO_RFCOMM);
	if (fd < 0)
		return false;
	bool known = ioctl(fd, RFCOMMGETDEVINFO, info) == 0;
	close(fd);
	return known;
}

static int not_connected(const struct rfcomm_dev_info *info, const char *what,
			 struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE];

	bt_address_format(&info->dst, address);
	return smsmodem_error_set(
		error, SMSMODEM_E_NODEVICE,
		"/dev/rfcomm%d is bound to channel %d of %s, which %s: is it in range, with its "
		"Bluetooth on? `smsmodem bt services %s` shows its channels, and -d bt:%s finds "
		"the "
		"right one by itself",
		info->id, info->channel, address, what, address, address);
}

int bt_tty_wait(int fd, int id, const struct transport_options *options,
		struct smsmodem_error *error)
{
	const struct bt_wait wait =
		bt_wait_for(options->timeout_ms, CONNECT_MS, options->cancel_fd);
	struct rfcomm_dev_info info;

	while (info_get(id, &info) && info.state != BT_CONNECTED) {
		/* asks for no event: ends early only by a hang-up */
		int ready = fd_wait(fd, 0, wait.cancel_fd,
				    bt_earlier(wait.deadline_ms, clock_now_ms() + LOOK_MS), error);

		if (ready < 0)
			return ready;
		if (ready & TRANSPORT_CANCELLED)
			return bt_connect_error(NULL, &info.dst, ECANCELED, error);
		if (ready & TRANSPORT_READABLE)
			return not_connected(&info, "refuses it or does not answer", error);
		if (bt_wait_over(&wait))
			return not_connected(&info, "has not answered in time", error);
	}
	return SMSMODEM_OK;
}
