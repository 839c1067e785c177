/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content lines of vCards: folded (RFC 6350 3.2), or broken softly (RFC 2045 6.7). */
#include "ascii.h"
#include "vcard.h"
#include <smsmodem/wsp.h>
#include <stdio.h>
#include <string.h>

/* --- lines --- */

/* The next line as it stands, without its end. @return false: there is none */
static bool line_take(struct smsmodem_vcards *cards, const char **line, size_t *length)
{
	if (cards->offset >= cards->length)
		return false;
	const char *start = cards->text + cards->offset;
	size_t left = cards->length - cards->offset;
	const char *end = memchr(start, '\n', left);
	size_t whole = end ? (size_t)(end - start) : left;

	cards->offset += whole + (end != NULL);
	cards->line++;
	*line = start;
	*length = whole > 0 && start[whole - 1] == '\r' ? whole - 1 : whole;
	return true;
}

static void property_add(struct property *property, size_t *used, const char *text, size_t length)
{
	size_t room = sizeof property->text - 1 - *used;

	if (length > room)
		length = room;
	memcpy(property->text + *used, text, length);
	*used += length;
	property->text[*used] = '\0';
}

/* Whether the next line goes on with this one (RFC 6350 3.2); its blank is not of the text. */
static bool folds(const struct smsmodem_vcards *cards)
{
	if (cards->offset >= cards->length)
		return false;
	char next = cards->text[cards->offset];
	return next == ' ' || next == '\t';
}

/* In quoted-printable a '=' at the end of a line takes its end back (RFC 2045 6.7). */
static bool breaks_softly(const struct property *property, size_t used)
{
	return used > 0 && property->text[used - 1] == '=' &&
	       ascii_casestr(property->text, "QUOTED-PRINTABLE") != NULL &&
	       memchr(property->text, ':', used) != NULL;
}

bool property_unfold(struct smsmodem_vcards *cards, struct property *property)
{
	const char *line;
	size_t length, used = 0;

	if (!line_take(cards, &line, &length))
		return false;
	property->text[0] = '\0';
	property_add(property, &used, line, length);
	for (;;) {
		bool softly = breaks_softly(property, used);
		if ((!softly && !folds(cards)) || !line_take(cards, &line, &length))
			return true;
		if (softly)
			property->text[--used] = '\0';
		else if (length > 0) {
			line++;
			length--;
		}
		property_add(property, &used, line, length);
	}
}

/* --- a property --- */

/* The end of the name or of a parameter: ':' or ';' outside of quotes. */
static size_t piece_length(const char *text)
{
	bool quoted = false;
	size_t length = 0;

	for (; text[length] != '\0'; length++) {
		if (text[length] == '"')
			quoted = !quoted;
		else if (!quoted && (text[length] == ':' || text[length] == ';'))
			break;
	}
	return length;
}

static void parameter_take(struct property *property, const char *text, size_t length)
{
	char name[40];
	const char *value = memchr(text, '=', length);

	value = value ? value + 1 : text;
	(void)snprintf(name, sizeof name, "%.*s", (int)(length - (size_t)(value - text)), value);
	if (ascii_casecmp(name, "QUOTED-PRINTABLE") == 0)
		property->quoted_printable = true;
	if (length > 8 && ascii_ncasecmp(text, "CHARSET=", 8) == 0)
		property->charset = smsmodem_charset_find(name);
}

/* "item1.TEL;TYPE=cell:+49...": the group in front of the name does not matter. */
bool property_parse(struct property *property)
{
	char *text = property->text;
	size_t length = piece_length(text);
	const char *dot = memchr(text, '.', length);
	const char *name = dot ? dot + 1 : text;

	property->quoted_printable = false;
	property->charset = 0;
	(void)snprintf(property->name, sizeof property->name, "%.*s",
		       (int)(length - (size_t)(name - text)), name);
	while (text[length] == ';') {
		size_t start = length + 1;
		length = start + piece_length(text + start);
		parameter_take(property, text + start, length - start);
	}
	property->value = text + length + 1;
	return text[length] == ':' && property->name[0] != '\0';
}
