/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BT_SCAN_H
#define BT_SCAN_H

#include "cli.h"

/** A look around, and what it has found. */
struct scan {
	struct cli *cli;
	struct smsmodem_bt_options options;
	int64_t end_ms; /**< of smsmodem_sim_clock_ms */
	struct smsmodem_bt_device *devices;
	size_t count;
};

/** Say on a terminal who is asked. */
void scan_show_asking(const struct scan *scan, const char *address);

/**
 * Ask those in range of which nobody knows what they offer; an answer that does not come leaves it
 * so.
 * @return SMSMODEM_OK, or SMSMODEM_E_CANCELLED
 */
int scan_ask_services(struct scan *scan, struct smsmodem_error *error);

#endif
