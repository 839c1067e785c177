/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ascii.h"
#include "at.h"
#include <stdlib.h>
#include <string.h>

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

/* The end of the field at text: a comma outside quotes, or the end of the line. */
static const char *field_end(const char *text)
{
	bool quoted = false;

	for (; *text; text++) {
		if (*text == '"')
			quoted = !quoted;
		else if (*text == ',' && !quoted)
			break;
	}
	return text;
}

bool at_cursor_begin(struct at_cursor *cursor, const char *line, const char *prefix)
{
	size_t length = strlen(prefix);

	cursor->failed = ascii_ncasecmp(line, prefix, length) != 0 || line[length] != ':';
	cursor->next = cursor->failed ? NULL : skip_blanks(line + length + 1);
	return !cursor->failed;
}

/* Take the next field without blanks around it and without its quotes. */
static void cursor_take(struct at_cursor *cursor, const char **field, size_t *length)
{
	const char *end = field_end(cursor->next);
	const char *start = skip_blanks(cursor->next);
	const char *stop = end;

	cursor->next = *end == ',' ? end + 1 : NULL;
	while (stop > start && (stop[-1] == ' ' || stop[-1] == '\t'))
		stop--;
	if (stop > start && *start == '"') {
		start++;
		if (stop > start && stop[-1] == '"')
			stop--;
	}
	*field = start;
	*length = stop > start ? (size_t)(stop - start) : 0;
}

bool at_cursor_number(struct at_cursor *cursor, int *value, int absent)
{
	const char *field;
	size_t length;
	char digits[16], *end;

	*value = absent;
	if (cursor->failed)
		return false;
	if (!cursor->next)
		return true;
	cursor_take(cursor, &field, &length);
	if (length == 0)
		return true;
	if (length >= sizeof digits) {
		cursor->failed = true;
		return false;
	}
	memcpy(digits, field, length);
	digits[length] = '\0';
	long number = strtol(digits, &end, 10);
	cursor->failed = *end != '\0' || number > 0x7FFFFFFF || number < -0x7FFFFFFF;
	if (!cursor->failed)
		*value = (int)number;
	return !cursor->failed;
}

bool at_cursor_string(struct at_cursor *cursor, char *text, size_t size)
{
	const char *field;
	size_t length;

	if (size > 0)
		text[0] = '\0';
	if (size == 0)
		cursor->failed = true;
	if (cursor->failed)
		return false;
	if (!cursor->next)
		return true;
	cursor_take(cursor, &field, &length);
	if (length >= size) {
		cursor->failed = true;
		return false;
	}
	memcpy(text, field, length);
	text[length] = '\0';
	return true;
}

void at_cursor_skip(struct at_cursor *cursor, int fields)
{
	const char *field;
	size_t length;

	for (int i = 0; i < fields && cursor->next && !cursor->failed; i++)
		cursor_take(cursor, &field, &length);
}

int at_cursor_left(const struct at_cursor *cursor)
{
	struct at_cursor copy = *cursor;
	int fields = 0;

	for (; copy.next && !copy.failed; fields++)
		at_cursor_skip(&copy, 1);
	return fields;
}
