/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pasted.h"
#include "pasted_log.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define HEX_DIGITS "0123456789ABCDEFabcdef"

/* Whether octets that stand apart have this length behind the SMSC address that they begin with. */
static bool is_length_of(const char *octets, long length)
{
	long digits = 0;

	for (const char *at = octets; *at; at++)
		digits += isxdigit((unsigned char)*at) != 0;
	return length == digits / 2 - 1 - strtol(octets, NULL, 16);
}

/*
 * "153 0001..." as `encode` prints it, or "153,0001...": a length, unless what follows are octets
 * by themselves and so is it. @return its characters, 0: there is none
 */
static size_t length_prefix(const char *line, int *length)
{
	size_t digits = strspn(line, "0123456789");
	size_t blanks = strspn(line + digits, " \t,\"'");
	size_t group = strspn(line + digits + blanks, HEX_DIGITS);

	if (digits == 0 || digits > 3 || blanks == 0 || group == 0)
		return 0;
	long value = strtol(line, NULL, 10);
	if (group <= 2 && digits == 2 && !is_length_of(line + digits + blanks, value))
		return 0;
	*length = (int)value;
	return digits + blanks;
}

/* A length that stands alone, as where a shell has taken `encode`'s lines apart. */
static bool take_length(struct pasted *pasted, const char *line)
{
	size_t digits = strspn(line, "0123456789");

	if (digits == 0 || digits > 3 || line[0] == '0' ||
	    line[digits + strspn(line + digits, " \t")] != '\0')
		return false;
	pasted_forget(pasted);
	pasted->announced = (int)strtol(line, NULL, 10);
	pasted->owed_line = pasted->line;
	return true;
}

/* gammu's logs number the lines of an answer: 3 "0791..." */
static bool is_numbered(const char *line)
{
	size_t digits = strspn(line, "0123456789");

	return digits > 0 && line[digits] == ' ' && line[digits + 1] == '"';
}

/* It has come, and nothing is promised any more. */
static enum pasted_result taken(struct pasted *pasted)
{
	pasted->hint = pasted->next;
	pasted->place = pasted->next_place;
	pasted->owed_line = 0;
	pasted->asked = -1;
	pasted_forget(pasted);
	return PASTED_PDU;
}

static enum pasted_result take_pdu(struct pasted *pasted, const char *line, size_t skipped)
{
	size_t bad = 0, prefix;

	pasted->tpdu_length = pasted->announced;
	prefix = length_prefix(line, &pasted->tpdu_length);
	if (is_numbered(line) || !pasted_hex(pasted, line + prefix, &bad)) {
		pasted->bad = skipped + prefix + bad;
		return PASTED_WORDS;
	}
	return taken(pasted);
}

enum pasted_result pasted_line(struct pasted *pasted, const char *line)
{
	/* a PDU may stand behind the prompt it was typed at */
	size_t skipped = strspn(line, "> \t\r\x1A\x1B");

	line += skipped;
	if (*line == '\0')
		return PASTED_NOTHING;
	if (*line == '#') /* a comment; what it says of a transcript is known */
		return PASTED_NOTHING;
	const char *pdu;
	enum pasted_result result = pasted_talk(pasted, line, &pdu);
	if (pdu)
		return take_pdu(pasted, pdu, skipped + (size_t)(pdu - line));
	if (result != PASTED_WORDS)
		return result;
	if (pasted->in_text || (!pasted->talk && take_length(pasted, line)))
		return PASTED_NOTHING;
	return take_pdu(pasted, line, skipped);
}

/* --- what is around a PDU beside a modem's talk --- */

/* Time stamps and their brackets, and words that say what follows; not octets that stand apart. */
static bool is_label(const char *line, size_t length)
{
	static const char *const words[] = {"PDU", "TPDU", "SMS", "HEX", "RAW", "DATA"};
	bool told = length == 0;

	for (size_t at = 0; at < length; at++) {
		size_t i = 0, count = sizeof words / sizeof words[0];

		if (isalpha((unsigned char)line[at]) && line[at] != 'T' && line[at] != 'Z') {
			while (i < count && strncasecmp(line + at, words[i], strlen(words[i])) != 0)
				i++;
			if (i == count)
				return false;
			at += strlen(words[i]) - 1;
			told = true;
		} else if (!isdigit((unsigned char)line[at]) &&
			   !strchr(" \t,;:.-/+TZ[](){}<>=|\"'", line[at])) {
			return false;
		}
		told |= strchr(":[<=/-", line[at]) != NULL;
	}
	return told;
}

/* Nothing but what ends a sentence or closes a bracket, or a comment. */
static bool is_tail(const char *text)
{
	text += strspn(text, " \t\r\x1A\x1B.,;>)]}\"'");
	return *text == '\0' || *text == '#' || strncmp(text, "//", 2) == 0;
}

bool pasted_labelled(struct pasted *pasted, const char *line)
{
	char direction;
	const char *start = pasted_payload(line, &direction);
	size_t prefix = start ? (size_t)(start - line) : 0;

	if (!start)
		return false;
	start += strncasecmp(start, "0x", 2) == 0 ? 2 : 0;
	size_t digits = strspn(start, HEX_DIGITS);
	if (digits < PASTED_DIGITS_LEAST || !is_label(line, prefix) || !is_tail(start + digits))
		return false;
	pasted->tpdu_length = pasted->announced;
	pasted->hex = start;
	pasted->length = digits;
	return taken(pasted) == PASTED_PDU;
}

/* Digits of a PDU, a length in front of them allowed, or 0. */
static size_t pdu_at(char *text, char **start)
{
	size_t length = strspn(text, "0123456789");
	size_t blanks = strspn(text + length, " \t,");

	*start = length > 0 && length <= 3 && blanks > 0 ? text + length + blanks : text;
	size_t digits = strspn(*start, HEX_DIGITS);
	return digits >= PASTED_DIGITS_LEAST ? digits : 0;
}

char *pasted_several(char *line, char **start)
{
	static const char around[] = " \t,;\"'";
	char *other;

	line += strspn(line, around);
	char *end = line + pdu_at(line, start);
	if (end == line)
		return NULL;
	end = *start + (end - line);
	size_t gap = strspn(end, around);
	return gap > 0 && pdu_at(end + gap, &other) > 0 ? end : NULL;
}
