/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands below a header in text mode (27.005 3.4.1, 4.1, 4.2), where +CSCS or the coding makes
 * hexadecimal of it.
 */
#include "ascii.h"
#include "at_words.h"
#include <smsmodem/pdu.h>
#include <string.h>

struct header_row {
	const char *name;
	int skipped; /* fields in front of the address */
	int coding;  /* fields between the time and <dcs>; -1: it has none */
};

static const struct header_row header_rows[] = {
	{"+CMT", 0, 3},
	{"+CMGR", 1, 3},
	{"+CMGL", 2, -1},
};

struct header {
	char status[WORDS_FIELD_SIZE], address[WORDS_FIELD_SIZE], time[WORDS_FIELD_SIZE];
	int type, dcs;
};

/* "+CMT: 24" and "+CMGL: 1,0,,24" are PDU mode's. */
static bool is_text_mode(const struct at_cursor *fields, const struct header_row *row)
{
	struct at_cursor copy = *fields;

	at_cursor_skip(&copy, row->skipped > 0 ? row->skipped - 1 : 0);
	return copy.next && copy.next[strspn(copy.next, " ")] == '"' &&
	       at_cursor_left(fields) >= row->skipped + 2;
}

static bool read_fields(struct at_cursor *fields, const struct header_row *row,
			struct header *header)
{
	header->status[0] = '\0';
	header->dcs = WORDS_ABSENT;
	if (row->skipped > 1)
		at_cursor_skip(fields, row->skipped - 1);
	if (row->skipped > 0 && !words_take_string(fields, header->status))
		return false;
	if (!words_take_string(fields, header->address))
		return false;
	at_cursor_skip(fields, 1);
	if (ascii_ncasecmp(header->status, "STO", 3) == 0)
		header->time[0] = '\0';
	else if (!words_take_string(fields, header->time))
		return false;
	if (!words_take_absent(fields, 0, 255, &header->type))
		return false;
	if (row->coding < 0)
		return true;
	at_cursor_skip(fields, row->coding - 1);
	return words_take_absent(fields, 0, 255, &header->dcs);
}

static bool read_header(const char *line, struct header *header)
{
	struct at_cursor fields;

	for (size_t i = 0; i < sizeof header_rows / sizeof header_rows[0]; i++)
		if (at_cursor_begin(&fields, line, header_rows[i].name))
			return is_text_mode(&fields, &header_rows[i]) &&
			       read_fields(&fields, &header_rows[i], header);
	return false;
}

/* Hexadecimal beyond doubt: so it looks, or the header says so. */
static bool is_coded(const struct header *header, const char *text)
{
	bool told = header->dcs != WORDS_ABSENT &&
		    smsmodem_dcs_decode((uint8_t)header->dcs).encoding == SMSMODEM_ENCODING_UCS2;
	size_t length = strlen(text);

	return words_is_ucs2(text) || (told && length > 0 && length % 4 == 0 &&
				       strspn(text, "0123456789ABCDEFabcdef") == length);
}

static void add_envelope(struct words *words, const struct header *header)
{
	if (header->address[0] != '\0') {
		words_add(words, ascii_ncasecmp(header->status, "STO", 3) == 0 ? "to " : "from ");
		words_number(words, header->address, header->type);
	}
	size_t length = words->length;
	words_add(words, length > 0 ? ", " : "");
	if (!words_clock(words, header->time)) {
		words->length = length;
		words->text[length] = '\0';
	}
	words_add(words, words->length > 0 ? ": " : "");
}

bool words_body(const char *header_line, const char *text, struct words *words)
{
	struct header header;

	if (!read_header(header_line, &header) || strlen(text) >= 2 * (size_t)WORDS_FIELD_SIZE)
		return false;
	if (!is_coded(&header, text))
		return false;
	add_envelope(words, &header);
	return words_ucs2(words, text);
}
