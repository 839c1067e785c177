/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "date.h"
#include <stdbool.h>
#include <string.h>

#define YEAR_FIRST  1900
#define DAY_SECONDS 86400

struct cursor {
	const char *at;
	size_t left;
};

/* --- the calendar, whose years begin in March, so that the day that some lack is the last --- */

static int days_of(int year, int month)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* Days from 1970 to a date. */
static int64_t days_to(const struct pdu_date *date)
{
	int64_t year = date->month > 2 ? date->year : date->year - 1;
	int month = date->month > 2 ? date->month - 3 : date->month + 9;

	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date->day -
	       1 - 719468;
}

struct pdu_date pdu_date_of(int64_t seconds)
{
	int64_t all = seconds + INT64_C(719468) * DAY_SECONDS; /* since 0000-03-01 */
	int64_t era = all / DAY_SECONDS / 146097, day = all / DAY_SECONDS % 146097;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int second = (int)(all % DAY_SECONDS);

	day -= 365 * year + year / 4 - year / 100;
	int month = (int)((5 * day + 2) / 153);
	return (struct pdu_date){
		.year = (int)(400 * era + year) + (month >= 10),
		.month = month < 10 ? month + 3 : month - 9,
		.day = (int)(day - (153 * month + 2) / 5) + 1,
		.hour = second / 3600,
		.minute = second / 60 % 60,
		.second = second % 60,
	};
}

static enum pdu_date_read finish(const struct pdu_date *date, int zone_minutes, int64_t *seconds)
{
	if (date->year < YEAR_FIRST || date->month < 1 || date->month > 12 || date->day < 1 ||
	    date->day > days_of(date->year, date->month) || date->hour > 23 || date->minute > 59 ||
	    date->second > 59)
		return PDU_DATE_NEVER;
	*seconds = ((days_to(date) * 24 + date->hour) * 60 + date->minute - zone_minutes) * 60 +
		   date->second;
	return PDU_DATE_GOOD;
}

/* --- words --- */

static bool take_digits(struct cursor *text, size_t count, int *number)
{
	*number = 0;
	if (text->left < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (text->at[i] < '0' || text->at[i] > '9')
			return false;
		*number = 10 * *number + text->at[i] - '0';
	}
	text->at += count;
	text->left -= count;
	return true;
}

static bool take(struct cursor *text, const char *literal)
{
	size_t length = strlen(literal);

	if (text->left < length || memcmp(text->at, literal, length) != 0)
		return false;
	text->at += length;
	text->left -= length;
	return true;
}

/* --- ISO 8601 --- */

static bool take_zone(struct cursor *text, int *minutes)
{
	int sign = text->left > 0 && *text->at == '-' ? -1 : 1, hour = 0, minute = 0;

	if (take(text, "Z") || take(text, "z"))
		return true;
	if ((!take(text, "+") && !take(text, "-")) || !take_digits(text, 2, &hour))
		return false;
	if ((take(text, ":") || text->left > 0) && !take_digits(text, 2, &minute))
		return false;
	*minutes = sign * (hour * 60 + minute);
	return hour <= 14 && minute <= 59;
}

static bool take_time(struct cursor *text, struct pdu_date *date, int *zone_minutes)
{
	return take_digits(text, 2, &date->hour) && take(text, ":") &&
	       take_digits(text, 2, &date->minute) &&
	       (!take(text, ":") || take_digits(text, 2, &date->second)) &&
	       take_zone(text, zone_minutes);
}

enum pdu_date_read pdu_date_iso(const char *text, size_t length, int64_t *seconds)
{
	struct cursor cursor = {text, length};
	struct pdu_date date = {0};
	int zone_minutes = 0;

	if (!take_digits(&cursor, 4, &date.year) || !take(&cursor, "-") ||
	    !take_digits(&cursor, 2, &date.month) || !take(&cursor, "-") ||
	    !take_digits(&cursor, 2, &date.day))
		return PDU_DATE_NONE;
	if ((take(&cursor, "T") || take(&cursor, "t") || take(&cursor, " ")) &&
	    !take_time(&cursor, &date, &zone_minutes))
		return PDU_DATE_NONE;
	return cursor.left > 0 ? PDU_DATE_NONE : finish(&date, zone_minutes, seconds);
}

/* --- RFC 1123 --- */

static bool take_month(struct cursor *text, int *month)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	for (*month = 1; *month <= 12; ++*month)
		if (take(text, months[*month - 1]))
			return true;
	return false;
}

enum pdu_date_read pdu_date_http(const char *text, size_t length, int64_t *seconds)
{
	struct cursor cursor = {text, length};
	struct pdu_date date = {0};

	if (length < 3)
		return PDU_DATE_NONE;
	cursor.at += 3;
	cursor.left -= 3;
	if (!take(&cursor, ", ") || !take_digits(&cursor, 2, &date.day) || !take(&cursor, " ") ||
	    !take_month(&cursor, &date.month) || !take(&cursor, " ") ||
	    !take_digits(&cursor, 4, &date.year) || !take(&cursor, " ") ||
	    !take_digits(&cursor, 2, &date.hour) || !take(&cursor, ":") ||
	    !take_digits(&cursor, 2, &date.minute) || !take(&cursor, ":") ||
	    !take_digits(&cursor, 2, &date.second) || !take(&cursor, " GMT") || cursor.left > 0)
		return PDU_DATE_NONE;
	return finish(&date, 0, seconds);
}
