/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Validity periods (23.040 9.2.3.12). */
#include "pdu.h"
#include <string.h>

#define MINUTE 60U
#define HOUR   (60U * MINUTE)
#define DAY    (24U * HOUR)
#define WEEK   (7U * DAY)

/* 9.2.3.12.1: from `first` on, a value means (value - base) steps and offset seconds. */
struct validity_row {
	uint8_t last;
	uint8_t base;
	uint32_t offset, step;
};

static const struct validity_row validity_rows[] = {
	{143, 0, 5 * MINUTE, 5 * MINUTE},
	{167, 143, 12 * HOUR, 30 * MINUTE},
	{196, 166, 0, DAY},
	{255, 192, 0, WEEK},
};

uint32_t pdu_validity_seconds(uint8_t octet)
{
	const struct validity_row *row = validity_rows;

	while (octet > row->last)
		row++;
	return row->offset + (uint32_t)(octet - row->base) * row->step;
}

uint8_t pdu_validity_octet(uint32_t seconds)
{
	const struct validity_row *row = validity_rows;

	while (row->last < 255 && seconds > pdu_validity_seconds(row->last))
		row++;
	uint32_t beyond = seconds > row->offset ? seconds - row->offset : 0;
	uint32_t steps = beyond / row->step + (beyond % row->step != 0);
	return steps > 255U - row->base ? 255 : (uint8_t)(row->base + steps);
}

/* Two swapped decimal semi-octets. */
static uint32_t validity_swapped(uint8_t octet)
{
	return 10U * (octet & 0x0F) + (octet >> 4);
}

/* 9.2.3.12.3: the first octet says what follows; with an extension octet nobody knows where. */
static uint32_t validity_enhanced(const uint8_t octets[7])
{
	if (octets[0] & 0x80)
		return 0;
	switch (octets[0] & 7) {
	case 1: return pdu_validity_seconds(octets[1]);
	case 2: return octets[1];
	case 3:
		return HOUR * validity_swapped(octets[1]) + MINUTE * validity_swapped(octets[2]) +
		       validity_swapped(octets[3]);
	default: return 0;
	}
}

int pdu_validity_decode(enum smsmodem_validity_format format, const uint8_t *octets, size_t length,
			struct smsmodem_validity *validity)
{
	static const uint8_t lengths[] = {0, 7, 1, 7};
	size_t count = lengths[(unsigned)format & 3];

	if (count > length)
		return SMSMODEM_E_PDU;
	*validity = (struct smsmodem_validity){.format = format};
	if (count > 0)
		memcpy(validity->octets, octets, count);
	if (format == SMSMODEM_VALIDITY_RELATIVE)
		validity->seconds = pdu_validity_seconds(octets[0]);
	else if (format == SMSMODEM_VALIDITY_ENHANCED)
		validity->seconds = validity_enhanced(octets);
	else if (format == SMSMODEM_VALIDITY_ABSOLUTE)
		pdu_time_decode(octets, &validity->until);
	return (int)count;
}
