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

/* Hours, minutes and seconds in swapped semi-octets; 0 where one is none. */
static uint32_t validity_semi_octets(const uint8_t octets[3])
{
	uint32_t values[3];

	for (size_t i = 0; i < 3; i++) {
		unsigned tens = octets[i] & 0x0F, ones = octets[i] >> 4;

		if (tens > 9 || ones > 9 || (i > 0 && tens > 5))
			return 0;
		values[i] = 10 * tens + ones;
	}
	return HOUR * values[0] + MINUTE * values[1] + values[2];
}

/*
 * 9.2.3.12.3: the first octet says what follows, behind octets that extend it: each says whether
 * there is one more, and nothing else that anybody knows.
 */
static void validity_enhanced(struct smsmodem_validity *validity)
{
	const uint8_t *octets = validity->octets;
	size_t at = 0;

	validity->single_shot = octets[0] & 0x40;
	validity->extended = octets[0] & 0x80;
	while (at < sizeof validity->octets && (octets[at] & 0x80))
		at++;
	size_t left = sizeof validity->octets - at;
	unsigned format = octets[0] & 7;
	if (format == 1 && left >= 2)
		validity->seconds = pdu_validity_seconds(octets[at + 1]);
	else if (format == 2 && left >= 2)
		validity->seconds = octets[at + 1];
	else if (format == 3 && left >= 4)
		validity->seconds = validity_semi_octets(octets + at + 1);
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
		validity_enhanced(validity);
	else if (format == SMSMODEM_VALIDITY_ABSOLUTE)
		pdu_time_decode(octets, &validity->until);
	return (int)count;
}
