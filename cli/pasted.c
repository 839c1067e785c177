/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pasted.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

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
	size_t blanks = strspn(line + digits, " \t,");
	size_t group = strspn(line + digits + blanks, "0123456789ABCDEFabcdef");

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
	pasted->announced = (int)strtol(line, NULL, 10);
	return true;
}

/* gammu's logs number the lines of an answer: 3 "0791..." */
static bool is_numbered(const char *line)
{
	size_t digits = strspn(line, "0123456789");

	return digits > 0 && line[digits] == ' ' && line[digits + 1] == '"';
}

static enum pasted_result take_pdu(struct pasted *pasted, const char *line, size_t skipped)
{
	size_t bad = 0, prefix;

	pasted->tpdu_length = pasted->announced;
	pasted->hint = pasted->next;
	prefix = length_prefix(line, &pasted->tpdu_length);
	if (is_numbered(line) || !pasted_hex(pasted, line + prefix, &bad)) {
		pasted->bad = skipped + prefix + bad;
		return PASTED_WORDS;
	}
	pasted->announced = -1;
	pasted->next = PASTED_ANY;
	return PASTED_PDU;
}

enum pasted_result pasted_line(struct pasted *pasted, const char *line)
{
	/* a PDU may stand behind the prompt it was typed at */
	size_t skipped = strspn(line, "> \t\r\x1A\x1B");

	line += skipped;
	if (*line == '\0')
		return PASTED_NOTHING;
	enum pasted_result result = pasted_talk(pasted, line);
	if (result != PASTED_WORDS)
		return result;
	if (pasted->in_text || (!pasted->talk && take_length(pasted, line)))
		return PASTED_NOTHING;
	return take_pdu(pasted, line, skipped);
}
