/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time stamps of seven swapped semi-octet pairs (23.040 9.2.3.11). */
#include "pdu.h"
#include <string.h>

#define TIME_ZONE_MINUS 0x08

/* Value of two swapped decimal semi-octets, or over 99. */
static unsigned time_swapped(uint8_t octet)
{
	unsigned tens = octet & 0x0F, ones = octet >> 4;

	return tens > 9 || ones > 9 ? 100 : 10 * tens + ones;
}

static unsigned time_days(unsigned year, unsigned month)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap ? 1U : 0U);
}

void pdu_time_decode(const uint8_t octets[7], struct smsmodem_time *time)
{
	uint8_t zone_octet = octets[6] & (uint8_t)~TIME_ZONE_MINUS;
	unsigned year = time_swapped(octets[0]), month = time_swapped(octets[1]);
	unsigned day = time_swapped(octets[2]), hour = time_swapped(octets[3]);
	unsigned minute = time_swapped(octets[4]), second = time_swapped(octets[5]);
	unsigned quarters = time_swapped(zone_octet);

	*time = (struct smsmodem_time){0};
	memcpy(time->octets, octets, sizeof time->octets);
	if (year > 99 || hour > 23 || minute > 59 || second > 59 || quarters > 79)
		return;
	/* GSM is younger than 1990, and its messages are not kept for a hundred years. */
	year += year >= 90 ? 1900 : 2000;
	if (month < 1 || month > 12 || day < 1 || day > time_days(year, month))
		return;
	int zone = 15 * (int)quarters;
	time->year = (uint16_t)year;
	time->month = (uint8_t)month;
	time->day = (uint8_t)day;
	time->hour = (uint8_t)hour;
	time->minute = (uint8_t)minute;
	time->second = (uint8_t)second;
	time->zone_minutes = (int16_t)(octets[6] & TIME_ZONE_MINUS ? -zone : zone);
	time->valid = true;
}

static uint8_t time_swap(unsigned value)
{
	return (uint8_t)(value % 10 << 4 | value / 10 % 10);
}

void pdu_time_encode(const struct smsmodem_time *time, uint8_t octets[7])
{
	bool minus = time->zone_minutes < 0;
	unsigned quarters = (unsigned)(minus ? -time->zone_minutes : time->zone_minutes) / 15;

	if (!time->valid) {
		memcpy(octets, time->octets, sizeof time->octets);
		return;
	}
	octets[0] = time_swap(time->year);
	octets[1] = time_swap(time->month);
	octets[2] = time_swap(time->day);
	octets[3] = time_swap(time->hour);
	octets[4] = time_swap(time->minute);
	octets[5] = time_swap(time->second);
	octets[6] = (uint8_t)(time_swap(quarters % 80) | (minus ? TIME_ZONE_MINUS : 0));
}
