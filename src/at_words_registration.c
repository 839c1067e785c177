/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registration: +CREG (27.007 7.2), +CGREG, +CEREG, +C5GREG (27.007 10.1.20, .22, .47). */
#include "ascii.h"
#include "at_words.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define PLACE_UNKNOWN UINT64_MAX
#define PLACE_DIGITS  10 /* 36 bits of an NR cell at most */

/* What is registered with; a prefix of its own words. */
static const char *domain_of(const char *name)
{
	static const struct {
		const char *name, *domain;
	} domains[] = {{"+CREG", "calls and SMS: "},
		       {"+CGREG", "GPRS and 3G packets: "},
		       {"+CEREG", "LTE: "},
		       {"+C5GREG", "5G: "}};

	for (size_t i = 0; i < sizeof domains / sizeof domains[0]; i++)
		if (ascii_casecmp(domains[i].name, name) == 0)
			return domains[i].domain;
	return "";
}

static const char *const states[] = {
	"not registered, and not searching: AT+COPS=0 begins",
	"registered, home network",
	"not registered, searching",
	"denied by the network: AT+CEER may say why; check the SIM's contract and PIN",
	"not known, out of coverage perhaps",
	"registered, roaming",
	"registered for SMS only, home network",
	"registered for SMS only, roaming",
	"emergency calls only",
	"registered, home network, SMS and calls over it not preferred",
	"registered, roaming, SMS and calls over it not preferred",
	"emergency calls only, by access to restricted services",
};

/* The field as it is: behind blanks, and before its comma. */
static size_t peek(const struct at_cursor *fields, const char **text)
{
	*text = fields->next ? fields->next + strspn(fields->next, " \t") : "";
	return strcspn(*text, ", \t");
}

/*
 * <n>,<stat>[,...] or, unsolicited, <stat>[,<lac>...]: an area has four digits or more in
 * hexadecimal, and most modems put it in quotes, so that what has one or two has <n> in front.
 */
static bool has_n(const struct at_cursor *fields)
{
	struct at_cursor next = *fields;
	const char *text;

	at_cursor_skip(&next, 1);
	size_t length = peek(&next, &text);
	return next.next && length >= 1 && length <= 2 && strspn(text, "0123456789") >= length;
}

/* Hexadecimal without a prefix, in quotes or not. @return false: no number at all */
static bool take_hex(struct at_cursor *fields, uint64_t *value)
{
	char text[WORDS_FIELD_SIZE];
	size_t digits;

	*value = PLACE_UNKNOWN;
	if (!words_take_string(fields, text))
		return false;
	digits = strspn(text, "0123456789ABCDEFabcdef");
	if (text[digits] != '\0' || digits > PLACE_DIGITS)
		return false;
	if (digits > 0)
		*value = strtoull(text, NULL, 16);
	return true;
}

/* @param domain what need not be said again */
static bool add_place(struct at_cursor *fields, const char *domain, struct words *words)
{
	uint64_t area, cell;
	int act;

	if (!take_hex(fields, &area) || !take_hex(fields, &cell) ||
	    !words_take_absent(fields, 0, 255, &act))
		return false;
	const char *access = act != WORDS_ABSENT ? words_access(act) : NULL;
	if (access && strncmp(domain, access, strlen(access)) != 0)
		words_add(words, ", %s", access);
	if (area != PLACE_UNKNOWN)
		words_add(words, ", area %" PRIu64, area);
	if (cell != PLACE_UNKNOWN)
		words_add(words, ", cell %" PRIu64, cell);
	return true;
}

static bool say_creg(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	const char *text;
	int n, state;

	if (has_n(fields) && !words_take(fields, 0, 5, &n))
		return false;
	if (!words_take(fields, 0, (int)(sizeof states / sizeof states[0]) - 1, &state))
		return false;
	words_add(words, "%s%s", domain_of(line->name), states[state]);
	/* an area of no network is a rest of the last one, or zeros */
	bool registered = state == 1 || (state >= 5 && state <= 7) || state == 9 || state == 10;
	return !registered || !fields->next || peek(fields, &text) == 0 ||
	       add_place(fields, domain_of(line->name), words);
}

const struct words_row words_registration_rows[] = {
	{"+CREG", say_creg},   {"+CGREG", say_creg}, {"+CEREG", say_creg},
	{"+C5GREG", say_creg}, {NULL, NULL},
};
