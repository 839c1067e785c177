/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What HTTP's headers are made of (RFC 2616 2.2, 3.3): words, quotes, numbers, dates. */
#include "wsp_put.h"
#include <string.h>

struct pdu_wsp_words pdu_wsp_words(const char *text)
{
	return (struct pdu_wsp_words){.text = text, .length = strlen(text)};
}

static bool words_is_blank(char letter)
{
	return letter == ' ' || letter == '\t';
}

struct pdu_wsp_words pdu_wsp_trimmed(struct pdu_wsp_words words)
{
	while (words.length > 0 && words_is_blank(words.text[0])) {
		words.text++;
		words.length--;
	}
	while (words.length > 0 && words_is_blank(words.text[words.length - 1]))
		words.length--;
	return words;
}

struct pdu_wsp_words pdu_wsp_unquoted(struct pdu_wsp_words words)
{
	if (words.length < 2 || words.text[0] != '"' || words.text[words.length - 1] != '"')
		return words;
	return (struct pdu_wsp_words){.text = words.text + 1, .length = words.length - 2};
}

bool pdu_wsp_cut(struct pdu_wsp_words *rest, char separator, struct pdu_wsp_words *part)
{
	bool quoted = false;
	size_t at = 0;

	if (!rest->text)
		return false;
	for (; at < rest->length && (quoted || rest->text[at] != separator); at++) {
		if (rest->text[at] == '"')
			quoted = !quoted;
		else if (quoted && rest->text[at] == '\\' && at + 1 < rest->length)
			at++;
	}
	*part = pdu_wsp_trimmed((struct pdu_wsp_words){.text = rest->text, .length = at});
	if (at == rest->length)
		*rest = (struct pdu_wsp_words){0};
	else
		*rest = (struct pdu_wsp_words){rest->text + at + 1, rest->length - at - 1};
	return true;
}

bool pdu_wsp_is_plain(struct pdu_wsp_words words)
{
	for (size_t i = 0; i < words.length; i++)
		if ((unsigned char)words.text[i] < ' ' || words.text[i] == 0x7F)
			return false;
	return true;
}

bool pdu_wsp_is_token(struct pdu_wsp_words words)
{
	static const char separators[] = "()<>@,;:\\\"/[]?={}";

	for (size_t i = 0; i < words.length; i++)
		if (words.text[i] <= ' ' || words.text[i] >= 0x7F ||
		    strchr(separators, words.text[i]))
			return false;
	return words.length > 0;
}

static bool words_is_digit(char letter)
{
	return letter >= '0' && letter <= '9';
}

bool pdu_wsp_is_number(struct pdu_wsp_words words, uint64_t *number)
{
	if (words.length == 0 || (words.length > 1 && words.text[0] == '0'))
		return false;
	*number = 0;
	for (size_t i = 0; i < words.length; i++) {
		uint64_t digit = (uint64_t)(words.text[i] - '0');

		if (!words_is_digit(words.text[i]) || *number > (UINT64_MAX - digit) / 10)
			return false;
		*number = 10 * *number + digit;
	}
	return true;
}

bool pdu_wsp_is_code(struct pdu_wsp_words words, uint64_t *number)
{
	static const char digits[] = "0123456789abcdefABCDEF";

	if (words.length < 3 || words.length > 10 || words.text[0] != '0' ||
	    (words.text[1] | 0x20) != 'x')
		return pdu_wsp_is_number(words, number);
	*number = 0;
	for (size_t i = 2; i < words.length; i++) {
		const char *digit = memchr(digits, words.text[i], sizeof digits - 1);

		if (!digit)
			return false;
		uint64_t value = (uint64_t)(digit - digits);
		*number = *number << 4 | (value < 16 ? value : value - 6);
	}
	return true;
}

bool pdu_wsp_is_version(struct pdu_wsp_words words, uint8_t *code)
{
	struct pdu_wsp_words part, rest = words;
	uint64_t major, minor = 15; /* none */

	if (!pdu_wsp_cut(&rest, '.', &part) || !pdu_wsp_is_number(part, &major) || major > 7)
		return false;
	if (rest.text && (!pdu_wsp_is_number(rest, &minor) || minor > 14))
		return false;
	*code = (uint8_t)(major << 4 | minor);
	return true;
}

/* --- dates --- */

struct words_date {
	unsigned year, month, day, hour, minute, second;
	int zone_minutes;
};

/* Take a number of so many digits. */
static bool date_digits(struct pdu_wsp_words *words, size_t count, unsigned *number)
{
	*number = 0;
	if (words->length < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!words_is_digit(words->text[i]))
			return false;
		*number = 10 * *number + (unsigned)(words->text[i] - '0');
	}
	words->text += count;
	words->length -= count;
	return true;
}

static bool date_literal(struct pdu_wsp_words *words, const char *literal)
{
	size_t length = strlen(literal);

	if (words->length < length || memcmp(words->text, literal, length) != 0)
		return false;
	words->text += length;
	words->length -= length;
	return true;
}

static bool date_clock(struct pdu_wsp_words *words, struct words_date *date)
{
	return date_digits(words, 2, &date->hour) && date_literal(words, ":") &&
	       date_digits(words, 2, &date->minute) && date_literal(words, ":") &&
	       date_digits(words, 2, &date->second);
}

static bool date_zone(struct pdu_wsp_words *words, struct words_date *date)
{
	unsigned hours, minutes;
	int sign = 1;

	if (date_literal(words, "Z"))
		return true;
	if (date_literal(words, "-"))
		sign = -1;
	else if (!date_literal(words, "+"))
		return false;
	if (!date_digits(words, 2, &hours) || !date_literal(words, ":") ||
	    !date_digits(words, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	date->zone_minutes = sign * (int)(60 * hours + minutes);
	return true;
}

static bool date_iso(struct pdu_wsp_words words, struct words_date *date)
{
	return date_digits(&words, 4, &date->year) && date_literal(&words, "-") &&
	       date_digits(&words, 2, &date->month) && date_literal(&words, "-") &&
	       date_digits(&words, 2, &date->day) && date_literal(&words, "T") &&
	       date_clock(&words, date) && date_zone(&words, date) && words.length == 0;
}

/* "Mon, 25 Jun 2001 15:23:15 GMT"; which day of the week it is is not looked at. */
static bool date_http(struct pdu_wsp_words words, struct words_date *date)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct pdu_wsp_words weekday;

	if (!pdu_wsp_cut(&words, ',', &weekday) || weekday.length != 3 ||
	    !date_literal(&words, " ") || !date_digits(&words, 2, &date->day) ||
	    !date_literal(&words, " "))
		return false;
	for (unsigned i = 0; i < 12 && date->month == 0; i++)
		if (date_literal(&words, months[i]))
			date->month = i + 1;
	return date->month > 0 && date_literal(&words, " ") &&
	       date_digits(&words, 4, &date->year) && date_literal(&words, " ") &&
	       date_clock(&words, date) && date_literal(&words, " GMT") && words.length == 0;
}

static unsigned date_days(unsigned year, unsigned month)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1U : 0U);
}

bool pdu_wsp_is_date(struct pdu_wsp_words words, uint64_t *seconds)
{
	struct words_date date = {0};

	if (!date_iso(words, &date)) {
		date = (struct words_date){0};
		if (!date_http(words, &date))
			return false;
	}
	if (date.month < 1 || date.month > 12 || date.day < 1 || date.year < 1970 ||
	    date.day > date_days(date.year, date.month) || date.hour > 23 || date.minute > 59 ||
	    date.second > 59)
		return false;
	int64_t before = date.year - 1;
	int64_t days =
		365 * (int64_t)(date.year - 1970) + before / 4 - before / 100 + before / 400 - 477;
	for (unsigned month = 1; month < date.month; month++)
		days += date_days(date.year, month);
	int64_t minutes = ((days + date.day - 1) * 24 + date.hour) * 60 + date.minute;
	int64_t total = (minutes - date.zone_minutes) * 60 + date.second;
	*seconds = (uint64_t)total;
	return total >= 0;
}
