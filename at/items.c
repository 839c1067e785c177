/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reply cut into its parameters (V.250 5.4.2). Modems are looser than V.250: texts have commas,
 * parentheses and quotes in them, words have blanks, and what was opened is not always closed.
 */
#include "ascii.h"
#include "at.h"
#include <smsmodem/at.h>
#include <string.h>

#define NAME_MAX_LENGTH 32

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

/* "+CMS ERROR" has a blank in it. */
static bool is_name(const char *text)
{
	return *text == ' ' ? ascii_isalpha(text[1]) : at_is_name(*text);
}

size_t smsmodem_at_reply_name(const char *line)
{
	size_t length = 1;

	if (!*line || !strchr("+^*#$%&_", *line) || !ascii_isalpha(line[1]))
		return 0;
	while (length < NAME_MAX_LENGTH && is_name(line + length))
		length++;
	return line[length] == ':' ? length : 0;
}

/* --- what a piece is --- */

/* @return behind it, or NULL: no number, or none of int64_t */
static const char *read_number(const char *text, const char *end, int64_t *number)
{
	bool negative = text < end && *text == '-';
	int64_t value = 0;

	text += negative;
	if (text == end || !ascii_isdigit(*text))
		return NULL;
	for (; text < end && ascii_isdigit(*text); text++) {
		int digit = *text - '0';

		if (value < (INT64_MIN + digit) / 10)
			return NULL;
		value = value * 10 - digit; /* the negative side has one more */
	}
	if (!negative && value == INT64_MIN)
		return NULL;
	*number = negative ? value : -value;
	return text;
}

static void read_word(struct smsmodem_at_item *item)
{
	const char *end = item->text + item->length;
	const char *next = read_number(item->text, end, &item->number);

	item->kind = item->length > 0 ? SMSMODEM_AT_ITEM_WORD : SMSMODEM_AT_ITEM_ABSENT;
	if (!next)
		return;
	item->upto = item->number;
	if (next == end)
		item->kind = SMSMODEM_AT_ITEM_NUMBER;
	next = skip_blanks(next);
	if (next >= end || *next != '-')
		return;
	next = read_number(skip_blanks(next + 1), end, &item->upto);
	if (next == end && item->upto >= item->number)
		item->kind = SMSMODEM_AT_ITEM_RANGE;
}

/* --- where it ends --- */

static bool ends_value(const char *text)
{
	text = skip_blanks(text);
	return *text == ',' || *text == ')' || *text == '\0';
}

/* A quote inside a text is not followed by what follows a value: T-Mobile "D1" is one text. */
static const char *string_end(const char *text)
{
	for (; *text; text++)
		if (*text == '"' && ends_value(text + 1))
			break;
	return text;
}

/* A parenthesis that a word opens itself is a part of it: "Phone (rev 2)". */
static const char *word_end(const char *text)
{
	size_t depth = 0;

	for (; *text && (*text != ',' || depth > 0); text++) {
		if (*text == ')' && depth == 0)
			break;
		if (*text == '(')
			depth++;
		else if (*text == ')')
			depth--;
	}
	return text;
}

static const char *take_string(const char *text, struct smsmodem_at_item *item)
{
	const char *end = string_end(text);

	item->kind = SMSMODEM_AT_ITEM_STRING;
	item->text = text;
	item->length = (size_t)(end - text);
	return *end == '"' ? end + 1 : end;
}

static const char *take_word(const char *text, struct smsmodem_at_item *item)
{
	const char *end = word_end(text);
	size_t length = (size_t)(end - text);

	while (length > 0 && strchr(" \t\r\n", text[length - 1]))
		length--;
	item->text = text;
	item->length = length;
	read_word(item);
	return end;
}

static const char *take_parenthesis(const char *text, struct smsmodem_at_item *item)
{
	item->kind = *text == '(' ? SMSMODEM_AT_ITEM_OPEN : SMSMODEM_AT_ITEM_CLOSE;
	item->text = text;
	item->length = 1;
	return text + 1;
}

/* Behind the comma after an item; a parenthesis that opens is followed by none. */
static const char *next_from(const char *text, enum smsmodem_at_item_kind kind)
{
	text = skip_blanks(text);
	if (kind != SMSMODEM_AT_ITEM_OPEN && *text == ',')
		return text + 1;
	return *text ? text : NULL;
}

bool smsmodem_at_next_item(const char **rest, struct smsmodem_at_item *item)
{
	*item = (struct smsmodem_at_item){.kind = SMSMODEM_AT_ITEM_ABSENT};
	if (!*rest)
		return false;
	const char *text = skip_blanks(*rest);
	if (*text == '"')
		text = take_string(text + 1, item);
	else if (*text == '(' || *text == ')')
		text = take_parenthesis(text, item);
	else
		text = take_word(text, item);
	*rest = next_from(text, item->kind);
	return true;
}
