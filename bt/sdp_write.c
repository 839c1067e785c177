/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service record of a modem, or of a serial port that one is behind. */
#include "sdp.h"

#define UUID_DUN                0x1103
#define UUID_SPP                0x1101
#define UUID_GENERIC_NETWORKING 0x1201

static void out_attribute(struct bt_sdp_out *out, enum bt_sdp_attribute attribute)
{
	bt_sdp_out_uint(out, 2, (uint32_t)attribute);
}

static void out_number_uuid(struct bt_sdp_out *out, uint32_t number)
{
	const struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(number);

	bt_sdp_out_uuid(out, &uuid);
}

/* DUN also names the generic class (DUN 5.3.1). */
static void out_classes(struct bt_sdp_out *out, uint32_t service)
{
	out_attribute(out, BT_SDP_SERVICE_CLASSES);
	size_t list = bt_sdp_out_open(out);
	out_number_uuid(out, service);
	if (service == UUID_DUN)
		out_number_uuid(out, UUID_GENERIC_NETWORKING);
	bt_sdp_out_close(out, list);
}

static void out_protocols(struct bt_sdp_out *out, int channel)
{
	out_attribute(out, BT_SDP_PROTOCOLS);
	size_t list = bt_sdp_out_open(out);
	size_t layer = bt_sdp_out_open(out);
	out_number_uuid(out, BT_SDP_UUID_L2CAP);
	bt_sdp_out_close(out, layer);
	layer = bt_sdp_out_open(out);
	out_number_uuid(out, BT_SDP_UUID_RFCOMM);
	bt_sdp_out_uint(out, 1, (uint32_t)channel);
	bt_sdp_out_close(out, layer);
	bt_sdp_out_close(out, list);
}

static void out_browse_group(struct bt_sdp_out *out)
{
	out_attribute(out, BT_SDP_BROWSE_GROUPS);
	size_t list = bt_sdp_out_open(out);
	out_number_uuid(out, BT_SDP_UUID_BROWSE_ROOT);
	bt_sdp_out_close(out, list);
}

/* English in UTF-8, whose names begin at 0x0100 (3 B 5.1.8). */
static void out_language(struct bt_sdp_out *out)
{
	out_attribute(out, BT_SDP_LANGUAGE_BASES);
	size_t list = bt_sdp_out_open(out);
	bt_sdp_out_uint(out, 2, 'e' << 8 | 'n');
	bt_sdp_out_uint(out, 2, BT_SDP_ENCODING_UTF8);
	bt_sdp_out_uint(out, 2, BT_SDP_NAME_BASE);
	bt_sdp_out_close(out, list);
}

/* Version 1.0, which every client knows. */
static void out_profile(struct bt_sdp_out *out, uint32_t service)
{
	out_attribute(out, BT_SDP_PROFILES);
	size_t list = bt_sdp_out_open(out);
	size_t profile = bt_sdp_out_open(out);
	out_number_uuid(out, service);
	bt_sdp_out_uint(out, 2, 0x0100);
	bt_sdp_out_close(out, profile);
	bt_sdp_out_close(out, list);
}

long bt_sdp_record_write(unsigned service, int channel, const char *name, uint32_t handle,
			 uint8_t octets[BT_SDP_RECORD_MAX])
{
	struct bt_sdp_out out = {.octets = octets, .size = BT_SDP_RECORD_MAX};
	uint32_t class_number = service == SMSMODEM_BT_DUN ? UUID_DUN : UUID_SPP;
	size_t record = bt_sdp_out_open(&out);

	/* In ascending order of the IDs, as answers have to be (3 B 4.6.2). */
	out_attribute(&out, BT_SDP_RECORD_HANDLE);
	bt_sdp_out_uint(&out, 4, handle);
	out_classes(&out, class_number);
	out_protocols(&out, channel);
	out_browse_group(&out);
	out_language(&out);
	out_profile(&out, class_number);
	out_attribute(&out, BT_SDP_NAME_BASE);
	bt_sdp_out_text(&out, name);
	bt_sdp_out_close(&out, record);
	return out.full ? SMSMODEM_E_SPACE : (long)out.used;
}
