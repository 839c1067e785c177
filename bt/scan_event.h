/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a controller says during an inquiry: HCI event packets (Core 4 E 7.7). Pure. */
#ifndef SCAN_EVENT_H
#define SCAN_EVENT_H

#include "bt.h"

enum bt_scan_event_kind {
	BT_SCAN_OTHER,            /**< nothing to us, or malformed */
	BT_SCAN_FOUND,            /**< a device answered */
	BT_SCAN_NAME,             /**< a Remote Name Request is done */
	BT_SCAN_INQUIRY_COMPLETE, /**< the inquiry is over */
	BT_SCAN_COMMAND           /**< a command began or was done, or was refused */
};

struct bt_scan_event {
	enum bt_scan_event_kind kind;
	uint8_t status;  /**< an error code of 1 F 1.3, of all but FOUND; 0: success */
	uint16_t opcode; /**< of COMMAND */
	/* Of FOUND and NAME: */
	bdaddr_t address;
	struct smsmodem_bt_device
		device; /**< what is new of it; adapter and alias are left empty */
	bool is_name_whole;
	/* Of FOUND, which a Remote Name Request wants back: */
	uint8_t repetition;    /**< Page_Scan_Repetition_Mode */
	uint16_t clock_offset; /**< bits 16-2 of the difference of the clocks */
};

/**
 * Read what a packet says of one device, or all that it says.
 *
 * @param packet from an HCI socket: the packet's type, the event's code, its length, its parameters
 * @param index which response of an inquiry result; 0 for other events
 * @return false: there is no such response
 */
bool bt_scan_event_read(const uint8_t *packet, size_t count, size_t index,
			struct bt_scan_event *event);

/** Whether a device that advertises these need not be asked for its records. */
bool bt_scan_services_suffice(unsigned services);

/**
 * Read an Extended Inquiry Response (3 C 8): names and lists of services.
 *
 * @param device its name, services and services_known are filled where they are told
 * @return whether the name is whole
 */
bool bt_scan_eir_read(const uint8_t *octets, size_t count, struct smsmodem_bt_device *device);

#endif
