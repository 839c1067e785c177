/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of a PDU as a table of at most 100 columns. */
#include "shown.h"
#include <string.h>

#define ROWS_OCTETS 8 /* of a field; of a longer one the first seven */
#define ROWS_WIDTH  100
#define ROWS_TEXT   52 /* the column of the text */

/* Octets of the character at text, at least 1. */
static size_t character_length(const char *text, size_t left)
{
	size_t length = 1;

	while (length < left && length < 4 && ((unsigned char)text[length] & 0xC0) == 0x80)
		length++;
	return length;
}

/* Columns that it takes at most: those of four for each octet that may be shown escaped. */
static size_t character_width(const char *text, size_t length)
{
	unsigned char first = (unsigned char)text[0];
	unsigned char second = length > 1 ? (unsigned char)text[1] : 0;
	bool escaped = first < 0x20 || first == 0x7F || (first == 0xC2 && second < 0xA0) ||
		       (first == 0xE2 && second <= 0x81);

	if (first == '\n')
		return 2;
	return escaped ? 4 * length : length > 1 ? 2 : 1;
}

int shown_columns(const char *text)
{
	size_t left = strlen(text), columns = 0;

	for (size_t step; left > 0; text += step, left -= step) {
		step = character_length(text, left);
		size_t width = character_width(text, step);
		columns += step > 1 && width == 2 ? 1 : width;
	}
	return (int)columns;
}

static void put_character(const char *text, size_t length)
{
	if (*text == '\n')
		(void)fputs("\\n", stdout);
	else
		output_foreign(stdout, text, length, 0);
}

void shown_line(const char *text, size_t length)
{
	for (size_t at = 0, step; at < length; at += step) {
		step = character_length(text + at, length - at);
		put_character(text + at, step);
	}
}

/* Of a word that is not too long to be kept together. */
static size_t word_length(const char *text)
{
	size_t length = strcspn(text, " \n");

	return length <= 20 ? length : 0;
}

/* From a column on, continued below where the line is full. */
static void put_text(const char *text, size_t column)
{
	size_t length = strlen(text);

	for (size_t at = 0, step; at < length; at += step) {
		step = character_length(text + at, length - at);
		size_t width = character_width(text + at, step);
		if (text[at] == ' ') /* a word goes below whole */
			width += word_length(text + at + 1);
		if (column + width > ROWS_WIDTH) {
			(void)printf("\n%*s", ROWS_TEXT, "");
			column = ROWS_TEXT;
			if (text[at] == ' ')
				continue;
		}
		put_character(text + at, step);
		column += character_width(text + at, step);
	}
}

static void put_octets(const struct smsmodem_field *row, const char *hex, bool hidden)
{
	size_t shown = hidden ? 0 : row->length > ROWS_OCTETS ? ROWS_OCTETS - 1 : row->length;

	for (size_t i = 0; i < ROWS_OCTETS; i++) {
		if (i < shown)
			(void)printf("%.2s ", hex + 2 * (row->offset + i));
		else
			(void)fputs(i == shown && row->length > shown ? ".. " : "   ", stdout);
	}
}

/* A bit's row has the octet of the row before. */
static bool is_bit(const struct smsmodem_field *row, const struct smsmodem_field *parent)
{
	return row->depth > 0 && parent->length == 1;
}

/* Octets of user data: of a TPDU, of CDMA, and alone. */
static bool has_user_data(const struct smsmodem_field *row)
{
	return strcmp(row->name, "data") == 0 || strcmp(row->name, "user data") == 0 ||
	       strcmp(row->name, "WDP") == 0;
}

/* Of what is hidden a text that is the octets is left out too. */
static void put_row_text(const struct smsmodem_field *row, size_t column, bool hidden)
{
	bool octets = hidden && strcmp(row->name, "data") == 0;

	put_text(octets ? "may hold secrets: --secrets shows it" : row->text, column);
}

void shown_rows(const struct smsmodem_field *rows, size_t count, const char *hex, bool hidden)
{
	const struct smsmodem_field *parent = rows;

	for (size_t i = 0; i < count; i++) {
		const struct smsmodem_field *row = &rows[i];
		bool veiled = hidden && has_user_data(row);
		parent = row->depth == 0 ? row : parent;
		if (is_bit(row, parent))
			(void)printf("%31s", "");
		else
			(void)printf("%5u  ", row->offset);
		if (!is_bit(row, parent))
			put_octets(row, hex, veiled);
		int column = 31 + printf("%s%-*s ", row->depth ? "  " : "",
					 ROWS_TEXT - 32 - (row->depth ? 2 : 0), row->name);
		put_row_text(row, (size_t)(column > 31 ? column : ROWS_TEXT), veiled);
		(void)fputc('\n', stdout);
	}
}
