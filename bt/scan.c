/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in range: bluetoothd's way where it can be asked, else our own. */
#include "bt.h"

#define SCAN_MS 10240 /* T_GAP(100) (Core 3 C A) */

int smsmodem_bt_scan_open(const struct smsmodem_bt_options *options, struct smsmodem_bt_scan **scan,
			  struct smsmodem_error *error)
{
	struct smsmodem_error asked, ours;
	struct bt_adapter adapter;
	struct bt_wait wait = bt_wait_for(options->timeout_ms, SCAN_MS, options->cancel_fd);
	int code = bt_adapter_find(options->adapter, &adapter, error);

	*scan = NULL;
	if (code < 0)
		return code;
	code = bt_bluez_available(&wait, &asked);
	if (code == SMSMODEM_E_CANCELLED)
		return smsmodem_error_set(error, code, "%s", asked.text);
	if (code == SMSMODEM_OK)
		return bt_scan_bluez(&adapter, &wait, scan, error);
	code = bt_scan_hci(&adapter, &wait, scan, &ours);
	if (code == SMSMODEM_E_PERMISSION) /* both ways are closed, and either could be opened */
		return smsmodem_error_set(error, code, "%.150s; and %.250s", ours.text, asked.text);
	if (code < 0 && error)
		*error = ours;
	return code;
}

int smsmodem_bt_scan_next(struct smsmodem_bt_scan *scan, int64_t wait_ms,
			  struct smsmodem_bt_device *device, struct smsmodem_error *error)
{
	int64_t now_ms = clock_now_ms();
	int64_t until_ms = wait_ms < 0 || wait_ms > INT64_MAX - now_ms ? -1 : now_ms + wait_ms;

	return scan->ops->next(scan, until_ms, device, error);
}

void smsmodem_bt_scan_close(struct smsmodem_bt_scan *scan)
{
	if (scan)
		scan->ops->close(scan);
}
