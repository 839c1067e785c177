/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phone's clock (+CCLK, 27.007 8.15), and times as ISO 8601 writes them. */
#include "ascii.h"
#include "modem_private.h"
#include <limits.h>
#include <smsmodem/phone.h>
#include <stdio.h>
#include <string.h>

#define ZONE_MAX_MINUTES (24 * 60)

/* --- calendar --- */

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool clock_is_real(const struct smsmodem_clock *clock)
{
	return clock->year >= 1970 && clock->year <= 2099 && clock->month >= 1 &&
	       clock->month <= 12 && clock->day >= 1 &&
	       clock->day <= month_days(clock->year, clock->month) && clock->hour >= 0 &&
	       clock->hour <= 23 && clock->minute >= 0 && clock->minute <= 59 &&
	       clock->second >= 0 && clock->second <= 59 &&
	       clock->zone_minutes >= -ZONE_MAX_MINUTES && clock->zone_minutes <= ZONE_MAX_MINUTES;
}

int64_t smsmodem_clock_seconds(const struct smsmodem_clock *clock)
{
	int64_t days = 0;

	for (int year = 1970; year < clock->year && year < 2100; year++)
		days += month_days(year, 2) == 29 ? 366 : 365;
	for (int month = 1; month < clock->month && month < 12; month++)
		days += month_days(clock->year, month);
	int64_t minutes = ((days + clock->day - 1) * 24 + clock->hour) * 60 + clock->minute;
	return (minutes - (clock->has_zone ? clock->zone_minutes : 0)) * 60 + clock->second;
}

/* --- text --- */

/* Digits and the one character behind them. @param after 0: any */
static bool take_digits(const char **text, size_t count, int *number)
{
	*number = 0;
	for (size_t i = 0; i < count; i++, (*text)++) {
		if (!ascii_isdigit(**text))
			return false;
		*number = 10 * *number + (**text - '0');
	}
	return true;
}

static bool take(const char **text, const char *one_of)
{
	if (**text == '\0' || !strchr(one_of, **text))
		return false;
	(*text)++;
	return true;
}

/* "Z", "+01:00", "+0100", "+01", or nothing. */
static bool take_zone(const char **text, struct smsmodem_clock *clock)
{
	int hours, minutes = 0;
	bool west = **text == '-';

	clock->has_zone = **text != '\0';
	if (!clock->has_zone || take(text, "Zz"))
		return **text == '\0';
	if (!take(text, "+-") || !take_digits(text, 2, &hours))
		return false;
	if (**text != '\0') {
		(void)take(text, ":");
		if (!take_digits(text, 2, &minutes) || minutes > 59)
			return false;
	}
	clock->zone_minutes = (west ? -1 : 1) * (60 * hours + minutes);
	return **text == '\0';
}

int smsmodem_clock_parse(const char *text, struct smsmodem_clock *clock)
{
	struct smsmodem_clock new = {0};
	bool good = take_digits(&text, 4, &new.year) && take(&text, "-") &&
		    take_digits(&text, 2, &new.month) && take(&text, "-") &&
		    take_digits(&text, 2, &new.day) && take(&text, "Tt ") &&
		    take_digits(&text, 2, &new.hour) && take(&text, ":") &&
		    take_digits(&text, 2, &new.minute);

	if (good && take(&text, ":"))
		good = take_digits(&text, 2, &new.second);
	if (!good || !take_zone(&text, &new) || !clock_is_real(&new))
		return SMSMODEM_E_DATA;
	*clock = new;
	return SMSMODEM_OK;
}

int smsmodem_clock_text(const struct smsmodem_clock *clock, char *text, size_t size)
{
	int zone = clock->zone_minutes < 0 ? -clock->zone_minutes : clock->zone_minutes;
	char behind[16] = "";

	if (clock->has_zone)
		(void)snprintf(behind, sizeof behind, "%c%02d:%02d",
			       clock->zone_minutes < 0 ? '-' : '+', zone / 60 % 100, zone % 60);
	int length =
		snprintf(text, size, "%04d-%02d-%02dT%02d:%02d:%02d%s", clock->year, clock->month,
			 clock->day, clock->hour, clock->minute, clock->second, behind);
	return length < 0 || (size_t)length >= size ? SMSMODEM_E_SPACE : length;
}

/* --- the phone --- */

/* Two digits of a year: 70..99 are of the last century, as a clock that was never set has it. */
static int whole_year(int year)
{
	if (year >= 100)
		return year;
	return year < 70 ? 2000 + year : 1900 + year;
}

static int clock_ask(struct smsmodem *modem, struct smsmodem_clock *clock,
		     struct smsmodem_error *error)
{
	struct at_clock told;
	int result = session_ask(&modem->session, "AT+CCLK?", 0, error);
	const char *line = session_find(&modem->session, "+CCLK:");

	if (result < 0)
		return result;
	if (!line || at_reply_cclk(line, &told) < 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the phone's answer to AT+CCLK? is no time: %.80s",
					  line ? line : "nothing");
	*clock = (struct smsmodem_clock){
		.year = whole_year(told.year),
		.month = told.month,
		.day = told.day,
		.hour = told.hour,
		.minute = told.minute,
		.second = told.second,
		.has_zone = told.quarters != INT_MIN,
		.zone_minutes = told.quarters != INT_MIN ? 15 * told.quarters : 0,
	};
	if (!clock_is_real(clock))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the phone's clock was never set, it says %.60s: set it "
					  "with `smsmodem clock --set now`",
					  line);
	return SMSMODEM_OK;
}

int smsmodem_clock(struct smsmodem *modem, struct smsmodem_clock *clock,
		   struct smsmodem_error *error)
{
	int result = phone_prepare(modem, error);

	*clock = (struct smsmodem_clock){0};
	return result < 0 ? result : clock_ask(modem, clock, error);
}

int smsmodem_set_clock(struct smsmodem *modem, const struct smsmodem_clock *clock,
		       struct smsmodem_error *error)
{
	char time[40], line[64];

	if (!clock_is_real(clock) || clock->year < 2000)
		return smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"there is no such date, or no phone has it: 2000 to 2099");
	if (clock->has_zone && clock->zone_minutes % 15 != 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "phones know time zones in quarters of an hour");
	int result = phone_prepare(modem, error);
	if (result < 0)
		return result;
	(void)snprintf(time, sizeof time, "%02d/%02d/%02d,%02d:%02d:%02d", clock->year % 100,
		       clock->month, clock->day, clock->hour, clock->minute, clock->second);
	int quarters = clock->zone_minutes / 15;
	(void)snprintf(line, sizeof line, "AT+CCLK=\"%s%c%02d\"", time, quarters < 0 ? '-' : '+',
		       quarters < 0 ? -quarters : quarters);
	if (clock->has_zone) {
		result = session_ask(&modem->session, line, 0, error);
		if (result != SMSMODEM_E_REFUSED)
			return result;
	}
	(void)snprintf(line, sizeof line, "AT+CCLK=\"%s\"", time);
	return session_ask(&modem->session, line, 0, error);
}
