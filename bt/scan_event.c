/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HCI event packets of an inquiry to structs. Whatever the lengths in them say, no octet behind the
 * packet is read. */
#include "scan_event.h"
#include <bluetooth/hci.h>
#include <string.h>

/** The parameters of an event. */
struct parameters {
	const uint8_t *octets;
	size_t count;
};

/* Where a response has its fields. The controllers send whole responses one after the other, unlike
 * Core 4 E 7.7.2, whose text has the fields in arrays. */
struct layout {
	uint8_t event;
	uint8_t size;
	uint8_t device_class, clock_offset; /* three and two octets */
	uint8_t rssi, eir;                  /* 0: it has none */
};

static const struct layout layouts[] = {
	{EVT_INQUIRY_RESULT, 14, 9, 12, 0, 0},
	{EVT_INQUIRY_RESULT_WITH_RSSI, 14, 8, 11, 13, 0},
	{EVT_EXTENDED_INQUIRY_RESULT, 254, 8, 11, 13, 14},
};

/* Some controllers of Bluetooth 1.2 kept the octet of the page scan mode before the class. */
static const struct layout with_page_scan_mode = {EVT_INQUIRY_RESULT_WITH_RSSI, 15, 9, 12, 14, 0};

static unsigned number_at(const uint8_t *octets, size_t width)
{
	unsigned number = 0;

	while (width-- > 0)
		number = number << 8 | octets[width];
	return number;
}

/** RSSI is -127 to +20 dBm; 127 is "not available" (4 E 7.7.33). */
static void rssi_read(uint8_t octet, struct smsmodem_bt_device *device)
{
	int rssi_dbm = octet < 0x80 ? octet : octet - 0x100;

	device->has_rssi = rssi_dbm >= -127 && rssi_dbm <= 20;
	device->rssi_dbm = device->has_rssi ? rssi_dbm : 0;
}

static bool result_read(const struct layout *layout, struct parameters from, size_t index,
			struct bt_scan_event *event)
{
	size_t at = 1 + index * layout->size;

	if (from.count < at + layout->size || index >= from.octets[0])
		return false;
	const uint8_t *response = from.octets + at;
	event->kind = BT_SCAN_FOUND;
	memcpy(&event->address, response, sizeof event->address);
	event->repetition = response[6];
	event->clock_offset = (uint16_t)number_at(response + layout->clock_offset, 2);
	event->device.device_class = number_at(response + layout->device_class, 3);
	if (layout->rssi)
		rssi_read(response[layout->rssi], &event->device);
	if (layout->eir)
		event->is_name_whole = bt_scan_eir_read(
			response + layout->eir, (size_t)layout->size - layout->eir, &event->device);
	return true;
}

static const struct layout *layout_of(uint8_t code, struct parameters from)
{
	if (code == with_page_scan_mode.event && from.count > 1 &&
	    from.count - 1 == (size_t)from.octets[0] * with_page_scan_mode.size)
		return &with_page_scan_mode;
	for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++)
		if (layouts[i].event == code)
			return &layouts[i];
	return NULL;
}

/** The name is 248 octets, or shorter with a NUL (4 E 7.7.7). */
static void name_read(struct parameters from, struct bt_scan_event *event)
{
	const size_t head = 1 + sizeof event->address;

	if (from.count < head)
		return;
	event->kind = BT_SCAN_NAME;
	event->status = from.octets[0];
	memcpy(&event->address, from.octets + 1, sizeof event->address);
	if (event->status != 0)
		return;
	printable_copy(from.octets + head, from.count - head, event->device.name,
		       sizeof event->device.name);
	event->is_name_whole = true;
}

/** Command Complete has its status behind the opcode, and there is one for all that we send. */
static void command_read(uint8_t code, struct parameters from, struct bt_scan_event *event)
{
	bool is_complete = code == EVT_CMD_COMPLETE;

	if (from.count < 4)
		return;
	event->kind = BT_SCAN_COMMAND;
	event->status = from.octets[is_complete ? 3 : 0];
	event->opcode = (uint16_t)number_at(from.octets + (is_complete ? 1 : 2), 2);
}

bool bt_scan_event_read(const uint8_t *packet, size_t count, size_t index,
			struct bt_scan_event *event)
{
	*event = (struct bt_scan_event){.kind = BT_SCAN_OTHER};
	if (count < 3 || packet[0] != HCI_EVENT_PKT || packet[2] > count - 3)
		return index == 0;
	uint8_t code = packet[1];
	struct parameters from = {packet + 3, packet[2]};
	const struct layout *layout = layout_of(code, from);

	if (layout)
		return from.count > 0 && result_read(layout, from, index, event);
	if (index > 0)
		return false;
	if (code == EVT_INQUIRY_COMPLETE && from.count > 0) {
		event->kind = BT_SCAN_INQUIRY_COMPLETE;
		event->status = from.octets[0];
	} else if (code == EVT_REMOTE_NAME_REQ_COMPLETE) {
		name_read(from, event);
	} else if (code == EVT_CMD_COMPLETE || code == EVT_CMD_STATUS) {
		command_read(code, from, event);
	}
	return true;
}
