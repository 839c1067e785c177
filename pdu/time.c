/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time stamps of seven swapped semi-octet pairs (23.040 9.2.3.11). */
#include "pair.h"
#include "pdu.h"
#include <string.h>

#define TIME_ZONE_MINUS 0x08

#define EACH(octet)     ((uint64_t)(octet)*0x0101010101010101)

/* No year of a time stamp is divisible by 100 but 2000, which was a leap year. */
static unsigned time_days(unsigned year, unsigned month)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && year % 4 == 0 ? 1U : 0U);
}

/* The semi-octet of a zone's ones, after the shift that brings it to the low bits. */
#define TIME_ZONE_ONES ((uint64_t)0x0F << 48)

/*
 * Seven pairs at once, without the zone's sign. @return whether all digits are decimal but perhaps
 * the last: message centres are known that write 32 quarters as 2 and 12.
 */
static bool time_values(const uint8_t octets[7], uint8_t values[8])
{
	uint64_t word = pdu_half_load(octets) | (uint64_t)pdu_half_load(octets + 3) << 24;

	word &= ~((uint64_t)TIME_ZONE_MINUS << 48);
	uint64_t tens = word & EACH(0x0F), ones = word >> 4 & EACH(0x0F);
	pdu_word_store(10 * tens + ones, values);
	ones &= ~TIME_ZONE_ONES;
	return !(((tens + EACH(6)) | (ones + EACH(6))) & EACH(0xF0));
}

void pdu_time_decode(const uint8_t octets[7], struct smsmodem_time *time)
{
	uint8_t values[8];
	bool decimal = time_values(octets, values);
	/* GSM is younger than 1990, and its messages are not kept for a hundred years. */
	unsigned year = values[0] + (values[0] >= 90 ? 1900U : 2000U), month = values[1];
	int zone = 15 * values[6];

	*time = (struct smsmodem_time){0};
	memcpy(time->octets, octets, sizeof time->octets);
	if (!decimal || values[3] > 23 || values[4] > 59 || values[5] > 59 || values[6] > 79)
		return;
	if (month < 1 || month > 12 || values[2] < 1 || values[2] > time_days(year, month))
		return;
	time->year = (uint16_t)year;
	time->month = values[1];
	time->day = values[2];
	time->hour = values[3];
	time->minute = values[4];
	time->second = values[5];
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

/* Years begin in March, so that the day that some lack is the last; 1989 is the first of them. */
int64_t pdu_time_seconds(const struct smsmodem_time *time)
{
	static const uint16_t days_before[] = {306, 337, 0,   31,  61,  92,
					       122, 153, 184, 214, 245, 275};
	int64_t year = (int64_t)time->year - 2000 - (time->month < 3 ? 1 : 0);
	int64_t leap_days = (year + 400) / 4 - 100;
	int64_t day =
		365 * year + leap_days + days_before[(time->month + 11U) % 12] + time->day - 1;

	return ((24 * day + time->hour) * 60 + time->minute - time->zone_minutes) * 60 +
	       time->second;
}
