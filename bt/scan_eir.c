/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extended Inquiry Response: structures of length, type and data (Core 3 C 8; types of the
 * Supplement, part A 1). */
#include "scan_event.h"
#include <string.h>

enum {
	EIR_UUID16_SOME = 0x02,
	EIR_UUID16_ALL = 0x03,
	EIR_UUID32_SOME = 0x04,
	EIR_UUID32_ALL = 0x05,
	EIR_UUID128_SOME = 0x06,
	EIR_UUID128_ALL = 0x07,
	EIR_NAME_SHORT = 0x08,
	EIR_NAME_WHOLE = 0x09
};

/** Here the least significant octet comes first. */
static struct smsmodem_sdp_uuid uuid_read(const uint8_t *octets, size_t width)
{
	struct smsmodem_sdp_uuid uuid = {{0}};
	uint32_t number = 0;

	if (width < sizeof uuid.octets) {
		while (width-- > 0)
			number = number << 8 | octets[width];
		return smsmodem_sdp_uuid_of(number);
	}
	for (size_t i = 0; i < sizeof uuid.octets; i++)
		uuid.octets[i] = octets[sizeof uuid.octets - 1 - i];
	return uuid;
}

static void uuids_read(const uint8_t *octets, size_t count, size_t width,
		       struct smsmodem_bt_device *device)
{
	for (; count >= width; octets += width, count -= width) {
		struct smsmodem_sdp_uuid uuid = uuid_read(octets, width);

		device->services |= smsmodem_bt_service_of(&uuid);
	}
}

static bool structure_read(uint8_t type, const uint8_t *octets, size_t count,
			   struct smsmodem_bt_device *device)
{
	switch (type) {
	case EIR_UUID16_ALL: /* all that we ask for have short UUIDs */
		device->services_known = true;
		uuids_read(octets, count, 2, device);
		return false;
	case EIR_UUID16_SOME: uuids_read(octets, count, 2, device); return false;
	case EIR_UUID32_SOME:
	case EIR_UUID32_ALL: uuids_read(octets, count, 4, device); return false;
	case EIR_UUID128_SOME:
	case EIR_UUID128_ALL: uuids_read(octets, count, 16, device); return false;
	case EIR_NAME_SHORT:
	case EIR_NAME_WHOLE:
		printable_copy(octets, count, device->name, sizeof device->name);
		return type == EIR_NAME_WHOLE;
	default: return false;
	}
}

/* Lists that are called complete are not: bluetoothd for one leaves out records of others. */
bool bt_scan_services_suffice(unsigned services)
{
	return (services & (SMSMODEM_BT_DUN | SMSMODEM_BT_SPP)) != 0;
}

bool bt_scan_eir_read(const uint8_t *octets, size_t count, struct smsmodem_bt_device *device)
{
	bool is_name_whole = false;

	/* A length of 0 begins the padding. */
	for (size_t at = 0; at + 1 < count && octets[at] > 0; at += 1U + octets[at]) {
		size_t length = octets[at];

		if (length > count - at - 1)
			break;
		is_name_whole |=
			structure_read(octets[at + 1], octets + at + 2, length - 1, device);
	}
	device->services_known = bt_scan_services_suffice(device->services);
	return is_name_whole && device->name[0];
}
