/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of documents: as people write them (ISO 8601), and as WAP-167 5.2 has them, in UTC. */
#include "document.h"
#include <stdio.h>
#include <string.h>

#define DAY_MINUTES (24 * 60)

struct date {
	int year, month, day, hour, minute, second;
	int zone_minutes; /* east of Greenwich */
};

static int days_of(int year, int month)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* Take so many digits off the text. */
static bool take(const char **text, int digits, int *number)
{
	*number = 0;
	for (int i = 0; i < digits; i++, (*text)++) {
		if (**text < '0' || **text > '9')
			return false;
		*number = *number * 10 + **text - '0';
	}
	return true;
}

static bool skip(const char **text, const char *any)
{
	if (!**text || !strchr(any, **text))
		return false;
	(*text)++;
	return true;
}

/* "Z", "+01:00", "+0100", "+01" */
static bool take_zone(const char **text, int *minutes)
{
	int sign = **text == '-' ? -1 : 1, hour = 0, minute = 0;

	if (skip(text, "Zz"))
		return true;
	if (!skip(text, "+-") || !take(text, 2, &hour))
		return false;
	if ((skip(text, ":") || **text) && !take(text, 2, &minute))
		return false;
	*minutes = sign * (hour * 60 + minute);
	return hour <= 14 && minute <= 59;
}

/* "10:00", "10:00:30" and the zone */
static bool take_time(const char **text, struct date *date)
{
	if (!take(text, 2, &date->hour) || !skip(text, ":") || !take(text, 2, &date->minute))
		return false;
	if (skip(text, ":") && !take(text, 2, &date->second))
		return false;
	return take_zone(text, &date->zone_minutes);
}

static bool take_date(const char *text, struct date *date)
{
	*date = (struct date){0};
	if (!take(&text, 4, &date->year) || !skip(&text, "-") || !take(&text, 2, &date->month) ||
	    !skip(&text, "-") || !take(&text, 2, &date->day))
		return false;
	if (skip(&text, "Tt ") && !take_time(&text, date))
		return false;
	return *text == '\0';
}

static bool is_possible(const struct date *date)
{
	return date->year >= 1900 && date->month >= 1 && date->month <= 12 && date->day >= 1 &&
	       date->day <= days_of(date->year, date->month) && date->hour <= 23 &&
	       date->minute <= 59 && date->second <= 59;
}

/* A day on or back. */
static void step(struct date *date, int days)
{
	date->day += days;
	if (date->day >= 1 && date->day <= days_of(date->year, date->month))
		return;
	date->month += days;
	if (date->month < 1 || date->month > 12) {
		date->year += days;
		date->month = days > 0 ? 1 : 12;
	}
	date->day = days > 0 ? 1 : days_of(date->year, date->month);
}

static void to_utc(struct date *date)
{
	int minutes = date->hour * 60 + date->minute - date->zone_minutes;

	if (minutes < 0)
		step(date, -1);
	else if (minutes >= DAY_MINUTES)
		step(date, 1);
	minutes = (minutes + DAY_MINUTES) % DAY_MINUTES;
	date->hour = minutes / 60;
	date->minute = minutes % 60;
}

int document_date(const char *what, const char *text, char date[DOCUMENT_DATE_SIZE],
		  struct smsmodem_error *error)
{
	struct date read;

	if (!take_date(text, &read))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "%s \"%.40s\" is no date: write it as 2026-11-23, "
					  "2026-11-23T10:00Z or 2026-11-23T11:00+01:00",
					  what, text);
	if (!is_possible(&read))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "%s \"%.40s\" is a day or time that never is: look at "
					  "month, day, hour and minute",
					  what, text);
	to_utc(&read);
	int used = snprintf(date, DOCUMENT_DATE_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", read.year,
			    read.month, read.day, read.hour, read.minute, read.second);
	if (used != DOCUMENT_DATE_SIZE - 1)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "%s \"%.40s\" is beyond the year 9999", what, text);
	return SMSMODEM_OK;
}

int document_order(const char *created, const char *expires, struct smsmodem_error *error)
{
	if (!created || !expires || !*created || !*expires || strcmp(created, expires) < 0)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "it expires at %s, which is not after its creation at %s: phones "
				  "drop that without a word, so give a later expiry",
				  expires, created);
}
