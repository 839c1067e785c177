/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hexadecimal as people have it: in octets, in groups, with 0x, in quotes, with colons. */
#include "pasted.h"
#include <ctype.h>
#include <string.h>

/* What may stand around octets; of ":-." one alone is between all of them. */
#define HEX_AROUND  " \t,;\"'`(){}[]\x1A\x1B"
#define HEX_BETWEEN ":-."

struct hex_reader {
	const char *text;
	size_t at, used;
	char between; /* which of HEX_BETWEEN was seen */
	bool blank;   /* digits, something of HEX_AROUND, digits */
	bool octets;  /* no group is longer than two digits */
	char *digits;
};

/* "0x07" and "\x07" */
static void skip_prefix(struct hex_reader *reader)
{
	const char *text = reader->text + reader->at;

	if ((text[0] == '0' || text[0] == '\\') && (text[1] == 'x' || text[1] == 'X') &&
	    isxdigit((unsigned char)text[2]))
		reader->at += 2;
}

static bool take_group(struct hex_reader *reader)
{
	size_t count = strspn(reader->text + reader->at, "0123456789ABCDEFabcdef");

	if (count == 0 || reader->used + count >= PASTED_DIGITS_MAX)
		return false;
	memcpy(reader->digits + reader->used, reader->text + reader->at, count);
	reader->used += count;
	reader->at += count;
	reader->octets &= count == 2;
	return true;
}

static bool is_end(const char *text)
{
	return text[strspn(text, HEX_AROUND)] == '\0';
}

static bool skip_rest(struct hex_reader *reader)
{
	reader->at += strlen(reader->text + reader->at);
	return true;
}

/* What is between this group and the next. @return false: what cannot be there */
static bool skip_between(struct hex_reader *reader)
{
	char here = reader->text[reader->at];

	if (here == '\\')
		return true; /* octets of a C string: skip_prefix judges it */
	if (here && strchr(HEX_BETWEEN, here)) {
		if (is_end(reader->text + reader->at + 1)) /* of a sentence */
			return skip_rest(reader);
		if (reader->blank || (reader->between && reader->between != here))
			return false;
		reader->between = here;
		reader->at++;
		return true;
	}
	size_t around = strspn(reader->text + reader->at, HEX_AROUND);
	reader->at += around;
	if (around > 0 && reader->text[reader->at] != '\0') {
		reader->blank = true;
		return !reader->between;
	}
	return around > 0 || here == '\0';
}

/* Only digits, and at their end what a terminal needs. */
static bool is_plain(struct pasted *pasted, const char *text)
{
	pasted->hex = text;
	pasted->length = strspn(text, "0123456789ABCDEFabcdef");
	return pasted->length > 0 &&
	       text[pasted->length + strspn(text + pasted->length, " \t\r\x1A")] == '\0';
}

bool pasted_hex(struct pasted *pasted, const char *text, size_t *bad)
{
	if (is_plain(pasted, text))
		return true;
	struct hex_reader reader = {.text = text, .octets = true, .digits = pasted->digits};

	reader.at = strspn(text, HEX_AROUND);
	while (text[reader.at] != '\0') {
		*bad = reader.at;
		skip_prefix(&reader);
		if (!take_group(&reader))
			return false;
		*bad = reader.at;
		if (!skip_between(&reader))
			return false;
	}
	*bad = 0;
	pasted->hex = pasted->digits;
	pasted->length = reader.used;
	return reader.used > 0 && (!reader.between || reader.octets);
}

size_t pasted_culprit(const char *line, size_t bad)
{
	static const char digits[] = "0123456789ABCDEFabcdef";
	size_t longest = PASTED_DIGITS_LEAST - 1, length;

	for (size_t at = 0; line[at] != '\0'; at += length ? length : 1) {
		length = strspn(line + at, digits);
		size_t end = at + length + strspn(line + at + length, HEX_AROUND);
		if (length <= longest || line[end] == '\0')
			continue;
		longest = length;
		bad = end;
	}
	return bad;
}
