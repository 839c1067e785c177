/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of an inquiry (Core 4 E 7.1), over a raw HCI socket. */
#ifndef SCAN_HCI_H
#define SCAN_HCI_H

#include "scan_list.h"
#include <bluetooth/hci.h>
#include <bluetooth/hci_lib.h>

#define INQUIRY_UNIT_MS 1280 /* of Inquiry_Length (4 E 7.1.1) */

#define OPCODE(ocf)     cmd_opcode_pack(OGF_LINK_CTL, ocf)

enum bt_hci_phase {
	INQUIRING,
	NAMING,
	OVER
};

struct bt_hci_scan {
	struct smsmodem_bt_scan head;
	struct bt_adapter adapter;
	int fd;
	struct bt_wait wait; /* for the inquiry, then for the names */
	enum bt_hci_phase phase;
	uint16_t pending;          /* the command that was not yet answered, or 0 */
	struct bt_scan_row *asked; /* NAMING: whose name */
	int64_t name_deadline_ms;
	struct bt_scan_list list;
};

/** A socket for the events of one controller. @return it, or -1 and errno */
int bt_hci_socket(uint16_t id);

/** Begin to look, for what is left of the time. @return SMSMODEM_OK, _E_NODEVICE, _E_PERMISSION */
int bt_hci_inquire(struct bt_hci_scan *scan, struct smsmodem_error *error);
int bt_hci_inquiry_cancel(struct bt_hci_scan *scan, struct smsmodem_error *error);

/** Ask for a name, and remember whose. */
int bt_hci_ask_name(struct bt_hci_scan *scan, struct bt_scan_row *row,
		    struct smsmodem_error *error);
void bt_hci_name_cancel(struct bt_hci_scan *scan);

/** Fill error: the controller does not take part any more. */
int bt_hci_gone(const struct bt_hci_scan *scan, int sys_errno, struct smsmodem_error *error);
int bt_hci_forbidden(const struct bt_adapter *adapter, int sys_errno, struct smsmodem_error *error);

#endif
