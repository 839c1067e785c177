/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of WSP read (WAP-230-WSP 8.1.2, 8.4.1.2, 8.4.2). */
#include "wsp.h"
#include <string.h>

#define READ_UINTVAR_OCTETS 5
#define READ_LONG_OCTETS    8
#define READ_UINTVAR_MORE   0x80

/* Sets of two and of four octets a character, in which a NUL is no end (IANA). */
enum {
	READ_UCS2 = 1000,
	READ_UCS4 = 1001,
	READ_UTF16BE = 1013,
	READ_UTF16LE = 1014,
	READ_UTF16 = 1015,
	READ_UTF32 = 1017,
	READ_UTF32LE = 1019
};

uint8_t pdu_wsp_get_octet(struct pdu_wsp_reader *reader)
{
	if (pdu_wsp_left(reader) == 0) {
		reader->failed = true;
		return 0;
	}
	return reader->octets[reader->at++];
}

struct pdu_wsp_reader pdu_wsp_get_octets(struct pdu_wsp_reader *reader, size_t count)
{
	struct pdu_wsp_reader part = {.failed = true};

	if (reader->failed || count > pdu_wsp_left(reader)) {
		reader->failed = true;
		return part;
	}
	/* of nothing there may be no octets to point at */
	part = pdu_wsp_reader(reader->octets ? reader->octets + reader->at : NULL, count);
	reader->at += count;
	return part;
}

uint32_t pdu_wsp_get_uintvar(struct pdu_wsp_reader *reader)
{
	size_t start = reader->at;
	uint32_t value = 0;

	for (int i = 0; i < READ_UINTVAR_OCTETS && value <= UINT32_MAX >> 7; i++) {
		uint8_t octet = pdu_wsp_get_octet(reader);

		value = value << 7 | (octet & 0x7FU);
		if (!(octet & READ_UINTVAR_MORE) && !reader->failed)
			return value;
	}
	reader->at = start;
	reader->failed = true;
	return 0;
}

size_t pdu_wsp_get_value_length(struct pdu_wsp_reader *reader)
{
	size_t start = reader->at;
	uint8_t first = pdu_wsp_get_octet(reader);
	size_t length = first == PDU_WSP_LENGTH_QUOTE ? pdu_wsp_get_uintvar(reader) : first;

	if (reader->failed || first > PDU_WSP_LENGTH_QUOTE || length > pdu_wsp_left(reader)) {
		reader->at = start;
		reader->failed = true;
		return 0;
	}
	return length;
}

struct pdu_wsp_reader pdu_wsp_get_value(struct pdu_wsp_reader *reader)
{
	size_t length = pdu_wsp_get_value_length(reader);

	return pdu_wsp_get_octets(reader, length);
}

uint64_t pdu_wsp_get_long(struct pdu_wsp_reader *reader)
{
	size_t start = reader->at, count = pdu_wsp_get_octet(reader);
	uint64_t value = 0;

	if (reader->failed || count == 0 || count > READ_LONG_OCTETS ||
	    count > pdu_wsp_left(reader)) {
		reader->at = start;
		reader->failed = true;
		return 0;
	}
	while (count-- > 0)
		value = value << 8 | pdu_wsp_get_octet(reader);
	return value;
}

uint64_t pdu_wsp_get_integer(struct pdu_wsp_reader *reader)
{
	if (pdu_wsp_peek(reader) >= PDU_WSP_SHORT)
		return pdu_wsp_get_octet(reader) & (PDU_WSP_SHORT - 1U);
	return pdu_wsp_get_long(reader);
}

/* Up to the NUL. */
static struct pdu_wsp_string read_string(struct pdu_wsp_reader *reader)
{
	size_t left = pdu_wsp_left(reader);
	const uint8_t *start = left > 0 ? reader->octets + reader->at : NULL;
	const uint8_t *end = left > 0 ? memchr(start, 0, left) : NULL;

	if (!end) {
		reader->failed = true;
		return (struct pdu_wsp_string){0};
	}
	reader->at += (size_t)(end - start) + 1;
	return (struct pdu_wsp_string){.octets = start, .length = (size_t)(end - start)};
}

static struct pdu_wsp_string read_unquoted(struct pdu_wsp_string string, uint8_t quote)
{
	if (string.length > 0 && string.octets[0] == quote) {
		string.octets++;
		string.length--;
	}
	return string;
}

struct pdu_wsp_string pdu_wsp_get_text(struct pdu_wsp_reader *reader)
{
	return read_unquoted(read_string(reader), PDU_WSP_QUOTE);
}

struct pdu_wsp_string pdu_wsp_get_text_value(struct pdu_wsp_reader *reader)
{
	if (pdu_wsp_peek(reader) == PDU_WSP_QUOTED_STRING)
		return read_unquoted(read_string(reader), PDU_WSP_QUOTED_STRING);
	return pdu_wsp_get_text(reader);
}

static bool read_ends(const uint8_t *octets, size_t length, size_t zeros)
{
	static const uint8_t none[4] = {0};

	return length >= zeros && memcmp(octets + length - zeros, none, zeros) == 0;
}

/*
 * Text of two octets a character, of which the length is known: it ends with a NUL or with a
 * character of it, or senders forget it. A quote is told by an odd count: 7F begins characters too.
 * Of two NULs the first is of the text if what begins it wants a quote.
 */
static struct pdu_wsp_string read_wide(struct pdu_wsp_string string)
{
	const uint8_t *octets = string.octets;
	size_t length = string.length;
	bool quoted = length > 3 && octets[0] == PDU_WSP_QUOTE && octets[1] >= PDU_WSP_QUOTE;

	if (length > 0 && octets[length - 1] == 0)
		length -= length > 1 && octets[length - 2] == 0 && (!quoted || length % 2) ? 2 : 1;
	if (length % 2 == 1 && octets[0] == PDU_WSP_QUOTE) {
		string.octets++;
		length--;
	} else if (length % 2 == 1 && length < string.length && octets[length] == 0) {
		length++;
	}
	string.length = length;
	return string;
}

/* Likewise of four, among whose zeros a NUL of one octet is told by the count. */
static struct pdu_wsp_string read_widest(struct pdu_wsp_string string)
{
	size_t over = string.length % 4;
	bool ends = read_ends(string.octets, string.length, 1);

	if (over > 0 && string.octets[0] == PDU_WSP_QUOTE && (over == 2 || !ends)) {
		string = read_unquoted(string, PDU_WSP_QUOTE);
		over--;
	}
	if (over == 1 && ends)
		string.length--;
	else if (over == 0 && string.length > 0 && read_ends(string.octets, string.length, 4))
		string.length -= 4;
	return string;
}

/* Text that ends with its NUL or, as some write it, with the value. */
static struct pdu_wsp_string read_rest(struct pdu_wsp_reader *value)
{
	size_t left = pdu_wsp_left(value);
	struct pdu_wsp_reader rest = pdu_wsp_get_octets(value, left);
	struct pdu_wsp_string string = {.octets = rest.octets, .length = left};
	const uint8_t *end = left > 0 ? memchr(rest.octets, 0, left) : NULL;

	if (end)
		string.length = (size_t)(end - rest.octets);
	return read_unquoted(string, PDU_WSP_QUOTE);
}

/* Octets of a character at least. */
static unsigned read_width(uint64_t charset)
{
	if (charset == READ_UCS4 || (charset >= READ_UTF32 && charset <= READ_UTF32LE))
		return 4;
	return charset == READ_UCS2 || (charset >= READ_UTF16BE && charset <= READ_UTF16) ? 2 : 1;
}

/* The text of a charset that is left of a value. */
static struct pdu_wsp_string read_text_of(struct pdu_wsp_reader *value, uint64_t charset)
{
	unsigned width = read_width(charset);
	size_t left = pdu_wsp_left(value);

	if (width == 1)
		return read_rest(value);
	struct pdu_wsp_reader rest = pdu_wsp_get_octets(value, left);
	struct pdu_wsp_string string = {.octets = rest.octets, .length = left};
	return width == 2 ? read_wide(string) : read_widest(string);
}

struct pdu_wsp_string pdu_wsp_get_encoded_string(struct pdu_wsp_reader *reader)
{
	size_t start = reader->at;
	int first = pdu_wsp_peek(reader);
	struct pdu_wsp_string string;

	/* A lone 00 is an empty text rather than a value without charset and text. */
	if (first <= 0 || first > PDU_WSP_LENGTH_QUOTE)
		return pdu_wsp_get_text(reader);
	struct pdu_wsp_reader value = pdu_wsp_get_value(reader);
	first = pdu_wsp_peek(&value);
	bool said = first >= PDU_WSP_SHORT || (first >= 0 && first < PDU_WSP_TEXT_FIRST);
	uint64_t charset = said ? pdu_wsp_get_integer(&value) : 0;
	string = read_text_of(&value, charset);
	if (reader->failed || value.failed || charset > UINT32_MAX) {
		reader->at = start;
		reader->failed = true;
		return (struct pdu_wsp_string){0};
	}
	string.charset = (uint32_t)charset;
	return string;
}

void pdu_wsp_skip(struct pdu_wsp_reader *reader)
{
	int first = pdu_wsp_peek(reader);

	if (first >= PDU_WSP_SHORT)
		(void)pdu_wsp_get_octet(reader);
	else if (first >= PDU_WSP_TEXT_FIRST)
		(void)read_string(reader);
	else
		(void)pdu_wsp_get_value(reader);
}
