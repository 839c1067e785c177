/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices of a scan: what is known of each, and whether that was told. */
#ifndef SCAN_LIST_H
#define SCAN_LIST_H

#include "bt.h"

/** So many devices are kept; a hall full of them, or somebody who makes up addresses, is cut off.
 */
#define BT_SCAN_MAX 256

struct bt_scan_row {
	struct smsmodem_bt_device device;
	bool is_new; /**< not told, or more is known since */
	/* For an inquiry of our own: */
	bool is_name_whole, was_asked;
	uint8_t repetition;
	uint16_t clock_offset;
};

struct bt_scan_list {
	struct bt_scan_row rows[BT_SCAN_MAX];
	size_t count;
	size_t told; /**< where to look for the next new one */
};

/** The row of an address, or NULL. */
struct bt_scan_row *bt_scan_find(struct bt_scan_list *list, const char *address);

/**
 * Add what is known of a device: fields that are empty tell nothing. A change that is not of the
 * signal alone makes it new again.
 *
 * @return its row, or NULL: the list is full
 */
struct bt_scan_row *bt_scan_note(struct bt_scan_list *list, const struct smsmodem_bt_device *known);

/** Take the next that is new. @return false: there is none */
bool bt_scan_take(struct bt_scan_list *list, struct smsmodem_bt_device *device);

#endif
