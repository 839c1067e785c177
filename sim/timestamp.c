/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times in text mode: "yy/MM/dd,hh:mm:ss+zz", zz in quarters of an hour (27.005 3.1 <scts>). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

void sim_timestamp(const struct smsmodem_time *time, char text[SIM_TIMESTAMP_SIZE])
{
	int quarters = (time->zone_minutes < 0 ? -time->zone_minutes : time->zone_minutes) / 15;

	(void)snprintf(text, SIM_TIMESTAMP_SIZE, "%02d/%02d/%02d,%02d:%02d:%02d%c%02d",
		       time->year % 100, time->month, time->day, time->hour, time->minute,
		       time->second, time->zone_minutes < 0 ? '-' : '+', quarters);
}

static bool digits(const char *text, int minimum, int maximum, int *number)
{
	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return false;
	*number = 10 * (text[0] - '0') + (text[1] - '0');
	return *number >= minimum && *number <= maximum;
}

bool sim_timestamp_parse(const char *text, struct smsmodem_time *time)
{
	static const char separators[] = "//,::";
	static const int minima[] = {0, 1, 1, 0, 0, 0, 0}, maxima[] = {99, 12, 31, 23, 59, 59, 63};
	int fields[7];

	if (strlen(text) != 20)
		return false;
	for (size_t i = 0; i < 7; i++)
		if (!digits(text + 3 * i, minima[i], maxima[i], &fields[i]))
			return false;
	for (size_t i = 0; i < 5; i++)
		if (text[3 * i + 2] != separators[i])
			return false;
	if (text[17] != '+' && text[17] != '-')
		return false;
	*time = (struct smsmodem_time){
		.year = (uint16_t)(fields[0] + (fields[0] < 90 ? 2000 : 1900)),
		.month = (uint8_t)fields[1],
		.day = (uint8_t)fields[2],
		.hour = (uint8_t)fields[3],
		.minute = (uint8_t)fields[4],
		.second = (uint8_t)fields[5],
		.zone_minutes = (int16_t)(15 * fields[6] * (text[17] == '-' ? -1 : 1)),
		.valid = true,
	};
	return true;
}
