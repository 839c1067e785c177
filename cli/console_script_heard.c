/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a script has heard, and what it expects to. */
#include "console_script.h"
#include <stdlib.h>
#include <string.h>

static bool is_end(char octet)
{
	return octet == '\r' || octet == '\n';
}

/* --- keeping it --- */

void script_forget(struct script_heard *heard, size_t count)
{
	memmove(heard->octets, heard->octets + count, heard->length - count);
	heard->length -= count;
	heard->settled -= count < heard->settled ? count : heard->settled;
}

static void append(struct script_heard *heard, const char *octets, size_t count)
{
	const size_t size = sizeof heard->octets;

	if (count > size) {
		octets += count - size;
		count = size;
	}
	if (heard->length + count > size)
		script_forget(heard, heard->length + count - size);
	memcpy(heard->octets + heard->length, octets, count);
	heard->length += count;
}

static bool is_answer(const struct smsmodem_at_heard *what)
{
	switch (what->kind) {
	case SMSMODEM_AT_RESPONSE:
	case SMSMODEM_AT_FINAL:
	case SMSMODEM_AT_PROMPT: return true;
	case SMSMODEM_AT_BELOW: return what->header_ours;
	case SMSMODEM_AT_NOTHING:
	case SMSMODEM_AT_ECHO:
	case SMSMODEM_AT_UNSOLICITED:
	case SMSMODEM_AT_CUT: break;
	}
	return false;
}

void script_note(struct script_heard *heard, const char *octets, size_t count,
		 const struct smsmodem_at_heard *what, bool answer)
{
	append(heard, octets, count);
	if (what->kind == SMSMODEM_AT_NOTHING)
		return;
	if (what->kind == SMSMODEM_AT_ECHO || (answer && is_answer(what)))
		heard->length = heard->settled;
	heard->settled = heard->length;
}

/* --- looking for something --- */

static size_t find_text(const struct script_statement *expect, const char *octets, size_t length)
{
	const char *found = memmem(octets, length, expect->text, expect->length);

	return found ? (size_t)(found - octets) + expect->length : 0;
}

/* A line is what is between line ends; those behind it belong to it. */
static size_t find_line(const struct script_statement *expect, const char *octets, size_t length)
{
	for (size_t i = 0, end; i < length; i = end) {
		for (end = i; end < length && !is_end(octets[end]);)
			end++;
		regmatch_t match = {.rm_eo = (regoff_t)(end - i)};
		bool found = end > i &&
			     regexec(&expect->pattern, octets + i, 1, &match, REG_STARTEND) == 0;
		while (end < length && is_end(octets[end]))
			end++;
		if (found)
			return end;
	}
	return 0;
}

size_t script_find(const struct script_statement *expect, const char *octets, size_t length)
{
	return expect->has_pattern ? find_line(expect, octets, length)
				   : find_text(expect, octets, length);
}

/* --- telling of it --- */

static size_t put_quoted(char octet, char *text)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *value = octet ? strchr(script_escaped, octet) : NULL;
	unsigned char code = (unsigned char)octet;

	text[0] = '\\';
	if (value) {
		text[1] = script_escapes[value - script_escaped];
		return 2;
	}
	if (code >= 0x20 && code < 0x7F) {
		text[0] = octet;
		return 1;
	}
	text[1] = 'x';
	text[2] = digits[code >> 4];
	text[3] = digits[code & 15];
	return 4;
}

static void quote(const char *octets, size_t length, char *text, size_t size)
{
	size_t room = size - sizeof "...\"\"", start = length, used = 0;
	char piece[4];

	for (size_t step; start > 0; room -= step, start--) {
		step = put_quoted(octets[start - 1], piece);
		if (step > room)
			break;
	}
	if (start > 0) {
		(void)stpcpy(text, "...");
		used = 3;
	}
	text[used++] = '"';
	for (; start < length; start++)
		used += put_quoted(octets[start], text + used);
	text[used++] = '"';
	text[used] = '\0';
}

/* A NUL ends what can be masked at once. @return octets of masked */
static size_t mask_octets(const char *octets, size_t length, char *masked, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i <= length; i += strlen(octets + i) + 1) {
		int count = smsmodem_mask(octets + i, masked + used, size - used);

		used += count > 0 ? (size_t)count + 1 : 1;
	}
	return used - 1;
}

void script_quote(const char *octets, size_t length, char *text, size_t size)
{
	/* each secret that is left out has four octets before it, and becomes four stars */
	size_t room = 2 * length + 8;
	char *copy = malloc(length + 1), *masked = malloc(room);

	(void)snprintf(text, size, "%s", length > 0 ? "something" : "nothing");
	if (copy && masked && length > 0) {
		memcpy(copy, octets, length);
		copy[length] = '\0';
		quote(masked, mask_octets(copy, length, masked, room), text, size);
	}
	free(copy);
	free(masked);
}
