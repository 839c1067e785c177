/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data elements (Core 3 B 3) that are written. */
#include "sdp.h"
#include <string.h>

/* Type and size index share an octet (3 B 3.3). */
static uint8_t descriptor(enum smsmodem_sdp_type type, unsigned size_index)
{
	return (uint8_t)((unsigned)type << 3 | size_index);
}

enum {
	LENGTH_8 = 5,
	LENGTH_16 = 6
};

void bt_sdp_out_octets(struct bt_sdp_out *out, const void *octets, size_t count)
{
	if (out->full || count > out->size - out->used) {
		out->full = true;
		return;
	}
	memcpy(out->octets + out->used, octets, count);
	out->used += count;
}

static void out_octet(struct bt_sdp_out *out, uint8_t octet)
{
	bt_sdp_out_octets(out, &octet, 1);
}

static void out_number(struct bt_sdp_out *out, unsigned octets, uint32_t number)
{
	while (octets-- > 0)
		out_octet(out, (uint8_t)(number >> 8 * octets));
}

void bt_sdp_out_uint(struct bt_sdp_out *out, unsigned octets, uint32_t number)
{
	out_octet(out, descriptor(SMSMODEM_SDP_UINT, octets / 2));
	out_number(out, octets, number);
}

void bt_sdp_out_uuid(struct bt_sdp_out *out, const struct smsmodem_sdp_uuid *uuid)
{
	long number = smsmodem_sdp_uuid_number(uuid);

	if (number < 0) {
		out_octet(out, descriptor(SMSMODEM_SDP_UUID, 4));
		bt_sdp_out_octets(out, uuid->octets, sizeof uuid->octets);
		return;
	}
	unsigned octets = number > UINT16_MAX ? 4 : 2;
	out_octet(out, descriptor(SMSMODEM_SDP_UUID, octets / 2));
	out_number(out, octets, (uint32_t)number);
}

void bt_sdp_out_text(struct bt_sdp_out *out, const char *text)
{
	size_t length = strlen(text);

	if (length > UINT16_MAX) {
		out->full = true;
		return;
	}
	unsigned index = length > UINT8_MAX ? LENGTH_16 : LENGTH_8;
	out_octet(out, descriptor(SMSMODEM_SDP_TEXT, index));
	out_number(out, index - LENGTH_8 + 1, (uint32_t)length);
	bt_sdp_out_octets(out, text, length);
}

size_t bt_sdp_out_open(struct bt_sdp_out *out)
{
	size_t start = out->used;

	out_octet(out, descriptor(SMSMODEM_SDP_SEQUENCE, LENGTH_8));
	out_octet(out, 0);
	return start;
}

void bt_sdp_out_close(struct bt_sdp_out *out, size_t start)
{
	if (out->full)
		return;
	uint8_t *sequence = out->octets + start;
	size_t length = out->used - start - 2;
	if (length <= UINT8_MAX) {
		sequence[1] = (uint8_t)length;
		return;
	}
	out_octet(out, 0); /* room for the longer length */
	if (out->full || length > UINT16_MAX) {
		out->full = true;
		return;
	}
	memmove(sequence + 3, sequence + 2, length);
	sequence[0] = descriptor(SMSMODEM_SDP_SEQUENCE, LENGTH_16);
	bt_sdp_put16(sequence + 1, length);
}
