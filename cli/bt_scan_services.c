/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the devices that were found offer, asked of themselves. */
#include "bt_scan.h"
#include "bt_verb.h"
#include <stdlib.h>

/* One that answers does so within a second or two; paging one that has gone takes 5.12 s. */
#define ASK_MS     4000
#define ASK_ALL_MS 30000

static unsigned services_in(const uint8_t *octets, size_t count)
{
	struct smsmodem_sdp_element element;
	struct smsmodem_sdp_record record;
	unsigned services = 0;

	while (count > 0) {
		long length = smsmodem_sdp_read(octets, count, &element);
		if (length <= 0)
			break;
		if (element.type == SMSMODEM_SDP_SEQUENCE &&
		    smsmodem_sdp_record_read(element.octets, element.length, &record, NULL) >= 0)
			services |= bt_services_of(&record);
		octets += length;
		count -= (size_t)length;
	}
	return services;
}

/* Those that bluetoothd only remembers are not called: they may be anywhere. */
static bool is_here(const struct smsmodem_bt_device *device)
{
	return device->has_rssi || device->connected || !device->pairing_known;
}

static int ask(struct scan *scan, struct smsmodem_bt_device *device, struct smsmodem_error *error)
{
	struct smsmodem_bt_options options = scan->options;
	uint8_t *octets;
	size_t count;

	options.timeout_ms = ASK_MS;
	if (device->adapter[0])
		options.adapter = device->adapter;
	scan_show_asking(scan, device->address);
	int result = smsmodem_bt_services(&options, device->address, NULL, &octets, &count, error);
	if (result < 0)
		return result;
	device->services_known = true;
	device->services = services_in(octets, count);
	free(octets);
	return SMSMODEM_OK;
}

int scan_ask_services(struct scan *scan, struct smsmodem_error *error)
{
	int64_t end_ms = smsmodem_sim_clock_ms() + ASK_ALL_MS;

	for (size_t i = 0; i < scan->count && smsmodem_sim_clock_ms() < end_ms; i++) {
		struct smsmodem_bt_device *device = &scan->devices[i];
		if (!device->services_known && is_here(device) &&
		    ask(scan, device, error) == SMSMODEM_E_CANCELLED)
			return SMSMODEM_E_CANCELLED;
	}
	return SMSMODEM_OK;
}
