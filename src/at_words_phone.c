/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phone itself: power, clock, indicators (27.007 8). */
#include "ascii.h"
#include "at_words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* +CBC: <bcs>,<bcl>, and in millivolts (SIMCom, Quectel) (27.007 8.4) */
static bool say_cbc(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const sources[] = {"powered by the battery",
					      "powered from outside, the battery is there",
					      "no battery", "power fault, no calls"};
	int source, percent, millivolts;

	(void)line;
	if (!words_take(fields, 0, 3, &source) || !words_take(fields, 0, 100, &percent) ||
	    !words_take_absent(fields, 1000, 30000, &millivolts) || fields->next)
		return false;
	words_add(words, "%s", sources[source]);
	if (source != 2)
		words_add(words, ", %d %% charged", percent);
	if (millivolts != WORDS_ABSENT)
		words_add(words, ", %d.%02d V", millivolts / 1000, millivolts % 1000 / 10);
	return true;
}

/* +CFUN: <fun>; those from 5 on are manufacturers' (27.007 8.2) */
static bool say_cfun(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const levels[] = {"radio and SIM are off: AT+CFUN=1 turns them on",
					     "all is on", "no transmitter: AT+CFUN=1 turns it on",
					     "no receiver: AT+CFUN=1 turns it on",
					     "radio off (flight mode): AT+CFUN=1 turns it on"};
	int level;

	(void)line;
	if (!words_take(fields, 0, 4, &level))
		return false;
	words_add(words, "%s", levels[level]);
	return true;
}

/* --- time --- */

/* "+02:00" of quarters of an hour. */
static void add_offset(struct words *words, int quarters)
{
	int size = quarters < 0 ? -quarters : quarters;

	words_add(words, "%c%02d:%02d", quarters < 0 ? '-' : '+', size / 4, size % 4 * 15);
}

static bool is_day(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12 || day < 1)
		return false;
	bool leap = month == 2 && year % 4 == 0;
	return day <= days[month - 1] + (leap ? 1 : 0);
}

/* A number of digits in front of a separator, or of the end for '\0'. @return -1: there is none */
static int take_digits(const char **text, size_t least, size_t most, char separator)
{
	size_t digits = strspn(*text, "0123456789");

	if (digits < least || digits > most || (separator && (*text)[digits] != separator))
		return -1;
	int value = (int)strtol(*text, NULL, 10);
	*text += digits + (separator != '\0');
	return value;
}

/* "yy/MM/dd,hh:mm:ss[+zz]", the year also with four digits (27.007 8.15). */
bool words_clock(struct words *words, const char *text)
{
	int year = take_digits(&text, 2, 4, '/');
	int month = take_digits(&text, 2, 2, '/');
	int day = take_digits(&text, 2, 2, ',');
	int hour = take_digits(&text, 2, 2, ':');
	int minute = take_digits(&text, 2, 2, ':');
	int second = take_digits(&text, 2, 2, '\0');
	char sign = *text;

	year += year < 100 ? 2000 : 0;
	if (year < 1900 || !is_day(year, month, day) || hour < 0 || hour > 23 || minute < 0 ||
	    minute > 59 || second < 0 || second > 60)
		return false;
	words_add(words, "%d-%02d-%02d %02d:%02d:%02d", year, month, day, hour, minute, second);
	if (sign == '\0')
		return true;
	text++;
	int zone = take_digits(&text, 1, 2, '\0');
	if ((sign != '+' && sign != '-') || zone < 0 || zone > 96 || *text != '\0')
		return false;
	words_add(words, " ");
	add_offset(words, sign == '-' ? -zone : zone);
	return true;
}

/* The rest of a line without its quotes, as some modems leave them out. */
static const char *unquoted(const char *text, char *copy)
{
	text += strspn(text, " \"");
	(void)snprintf(copy, WORDS_FIELD_SIZE, "%.*s", (int)strcspn(text, "\""), text);
	return copy;
}

static bool say_cclk(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char text[WORDS_FIELD_SIZE];

	(void)line;
	return strlen(fields->next) < sizeof text &&
	       words_clock(words, unquoted(fields->next, text));
}

/* "+08", "+8", 8: quarters of an hour from UTC */
static bool add_zone(struct at_cursor *fields, struct words *words)
{
	char text[WORDS_FIELD_SIZE];

	if (!words_take_string(fields, text))
		return false;
	const char *digits = text + (text[0] == '+' || text[0] == '-');
	int zone = take_digits(&digits, 1, 2, '\0');
	if (zone < 0 || zone > 96 || *digits != '\0')
		return false;
	words_add(words, "time zone ");
	add_offset(words, text[0] == '-' ? -zone : zone);
	return true;
}

/* +CTZV: <tz>[,<time>] (27.007 8.41) */
static bool say_ctzv(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char text[WORDS_FIELD_SIZE];

	(void)line;
	if (!add_zone(fields, words))
		return false;
	if (!fields->next)
		return true;
	words_add(words, ", ");
	return words_take_string(fields, text) && words_clock(words, text);
}

/* +CTZE: <tz>,<dst>[,<time>] (27.007 8.41) */
static bool say_ctze(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const adjusted[] = {"", ", one hour of summer time in it",
					       ", two hours of summer time in it"};
	char text[WORDS_FIELD_SIZE];
	int dst;

	(void)line;
	if (!add_zone(fields, words) || !words_take(fields, 0, 2, &dst) ||
	    !words_take_string(fields, text))
		return false;
	words_add(words, "%s", adjusted[dst]);
	if (text[0] == '\0')
		return true;
	words_add(words, ", ");
	return words_clock(words, text);
}

/* --- indicators --- */

/* +CIEV: <ind>,<value>: numbers count in the order of AT+CIND=?, names say themselves (8.10) */
static bool say_ciev(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const struct {
		const char *name, *off, *on;
	} rows[] = {
		{"service", "no network", "there is a network"},
		{"message", "no message is unread", "a message is unread"},
		{"call", "no call", "a call is in progress"},
		{"roam", "home network", "roaming"},
		{"smsfull", "the memory for messages has room",
		 "the memory for messages is full: no more can come in"},
		{"vox", "transmission off", "transmission on"},
	};
	char name[WORDS_FIELD_SIZE];
	int value;

	(void)line;
	if (!words_take_string(fields, name) || !words_take(fields, 0, 255, &value) || fields->next)
		return false;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (ascii_casecmp(rows[i].name, name) == 0 && value <= 1)
			words_add(words, "%s", value ? rows[i].on : rows[i].off);
	if (ascii_casecmp(name, "signal") == 0 && value <= 5)
		words_add(words, "signal %d of 5", value);
	if (ascii_casecmp(name, "battchg") == 0 && value <= 5)
		words_add(words, "battery %d of 5", value);
	return words->length > 0;
}

const struct words_row words_phone_rows[] = {
	{"+CBC", say_cbc},   {"+CFUN", say_cfun}, {"+CCLK", say_cclk},   {"+CTZV", say_ctzv},
	{"+CTZE", say_ctze}, {"+CIEV", say_ciev}, {"+CUSD", words_cusd}, {NULL, NULL},
};
