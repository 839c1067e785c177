/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any octets as HCI events, one behind the other, and what they tell gathered in a list. */
#include "scan_event.h"
#include "scan_list.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

static void require_text(const char *text)
{
	size_t length = strnlen(text, SMSMODEM_BT_NAME_SIZE);

	require(length < SMSMODEM_BT_NAME_SIZE);
	for (size_t i = 0; i < length; i++)
		require((unsigned char)text[i] >= 0x20 && text[i] != 0x7F);
}

static void read_packet(struct bt_scan_list *list, const uint8_t *packet, size_t count)
{
	struct bt_scan_event event;

	for (size_t i = 0; bt_scan_event_read(packet, count, i, &event); i++) {
		require(i < 255);
		if (event.kind != BT_SCAN_FOUND && event.kind != BT_SCAN_NAME)
			continue;
		require(event.device.device_class <= 0xFFFFFF);
		require(!event.device.has_rssi || event.device.rssi_dbm <= 20);
		bt_address_format(&event.address, event.device.address);
		(void)bt_scan_note(list, &event.device);
	}
}

/** A packet ends where its third octet says; the last is what is left. */
int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	struct bt_scan_list *list = calloc(1, sizeof *list);
	struct smsmodem_bt_device device;
	size_t told = 0;

	require(list != NULL);
	for (size_t at = 0, count; at < length; at += count) {
		count = length - at > 2 ? 3U + octets[at + 2] : length - at;
		if (count > length - at)
			count = length - at;
		read_packet(list, octets + at, count);
	}
	for (; bt_scan_take(list, &device); told++) {
		require_text(device.name);
		require(strlen(device.address) == SMSMODEM_BT_ADDRESS_SIZE - 1);
		require(strlen(smsmodem_bt_class_name(device.device_class)) > 0);
	}
	require(told == list->count);
	free(list);
	return 0;
}
