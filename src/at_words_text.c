/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "at_words.h"
#include "pdu.h"
#include "printable.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Where the character that is cut in two begins. */
static size_t whole_characters(const char *text, size_t length)
{
	size_t start = length;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start == 0 || ((unsigned char)text[start - 1] & 0x80) == 0)
		return length;
	uint32_t character;
	start--;
	return pdu_utf8_get(text + start, length - start, &character) > 0 ? length : start;
}

void words_add(struct words *words, const char *format, ...)
{
	size_t room = words->size - words->length;
	va_list arguments;

	if (words->cut)
		return;
	va_start(arguments, format);
	int count = vsnprintf(words->text + words->length, room, format, arguments);
	va_end(arguments);
	words->cut = count < 0 || (size_t)count >= room;
	words->length += words->cut ? room - 1 : (size_t)count;
	if (words->cut)
		words->length = whole_characters(words->text, words->length);
	words->text[words->length] = '\0';
}

void words_also(struct words *words, const char *separator, const char *text)
{
	words_add(words, "%s%s", words->length > 0 ? separator : "", text);
}

/* Line ends become blanks, other controls go, and what is no UTF-8 or fools a reader becomes '?'.
 */
static void add_utf8(struct words *words, const char *text, size_t length)
{
	char kept[2 * WORDS_FIELD_SIZE], shown[2 * WORDS_FIELD_SIZE];
	size_t count = 0;

	for (size_t i = 0; i < length && count < sizeof kept; i++) {
		unsigned char octet = (unsigned char)text[i];
		bool blank = octet == '\r' || octet == '\n' || octet == '\t';

		if (blank || (octet >= 0x20 && octet != 0x7F))
			kept[count++] = (char)(blank ? ' ' : octet);
	}
	printable_copy(kept, count, shown, sizeof shown);
	words_add(words, "%s", shown);
}

/* --- UTF-16 in hexadecimal --- */

static bool is_hex(const char *text, size_t length)
{
	return length > 0 && strspn(text, "0123456789ABCDEFabcdef") == length;
}

static unsigned unit_at(const char *hex)
{
	uint8_t octets[2] = {0, 0};
	size_t bad;

	(void)pdu_hex_decode(hex, 4, octets, sizeof octets, &bad);
	return (unsigned)(octets[0] << 8 | octets[1]);
}

/*
 * Where texts are: Latin to Arabic, Indic to Georgian, Greek and Vietnamese letters with marks,
 * punctuation and currencies, symbols, what East Asia writes with, and forms of Arabic and of
 * width.
 */
static bool is_text_unit(unsigned unit)
{
	static const struct {
		unsigned first, last;
	} blocks[] = {
		{0x000A, 0x000A}, {0x000D, 0x000D}, {0x0020, 0x007E}, {0x00A0, 0x06FF},
		{0x0900, 0x10FF}, {0x1E00, 0x1FFF}, {0x2010, 0x203A}, {0x20A0, 0x214F},
		{0x2190, 0x27BF}, {0x3000, 0x30FF}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3},
		{0xFB50, 0xFDFF}, {0xFE0F, 0xFE0F}, {0xFE70, 0xFEFC}, {0xFF00, 0xFFEF},
	};

	for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
		if (unit >= blocks[i].first && unit <= blocks[i].last)
			return true;
	return false;
}

/* Units of a text from the start: two of a surrogate pair, one of a block, or 0. */
static size_t text_units(const char *hex, size_t left)
{
	unsigned unit = unit_at(hex);
	bool high = unit >= 0xD800 && unit < 0xDC00 && left >= 8;

	if (high && unit_at(hex + 4) >= 0xDC00 && unit_at(hex + 4) < 0xE000)
		return 2;
	return is_text_unit(unit) ? 1 : 0;
}

static bool is_ascii(unsigned octet)
{
	return octet >= 0x20 && octet < 0x7F;
}

/*
 * Digits alone may be a number, and octets of ASCII a text in another coding, both unless most
 * units are of the alphabets that have few of them.
 */
bool words_is_ucs2(const char *text)
{
	size_t length = strlen(text), count = length / 4, alphabetic = 0, ascii = 0, step;

	if (length < 8 || length % 4 != 0 || !is_hex(text, length))
		return false;
	for (size_t i = 0; i < count; i += step) {
		unsigned unit = unit_at(text + 4 * i);

		step = text_units(text + 4 * i, length - 4 * i);
		if (step == 0)
			return false;
		alphabetic += unit < 0x0700;
		ascii += is_ascii(unit >> 8) && is_ascii(unit & 0xFF);
	}
	if (2 * alphabetic >= count)
		return true;
	return ascii < count && strspn(text, "0123456789") < length;
}

bool words_ucs2(struct words *words, const char *text)
{
	uint8_t octets[WORDS_FIELD_SIZE / 2];
	char utf8[2 * WORDS_FIELD_SIZE];
	size_t bad, length = strlen(text);

	if (length % 4 != 0 || !is_hex(text, length))
		return false;
	int count = pdu_hex_decode(text, length, octets, sizeof octets, &bad);
	int decoded =
		count > 0 ? pdu_utf16_to_utf8(octets, (size_t)count, utf8, sizeof utf8) : count;
	if (decoded <= 0)
		return false;
	add_utf8(words, utf8, (size_t)decoded);
	return true;
}

void words_text(struct words *words, const char *text)
{
	if (!words_is_ucs2(text) || !words_ucs2(words, text))
		add_utf8(words, text, strlen(text));
}

/* No number looks like UTF-16 of digits from end to end. */
static bool is_ucs2_number(const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < length; i += 4) {
		unsigned unit = length % 4 == 0 && is_hex(text, length) ? unit_at(text + i) : 0;
		bool plus = unit == '+' && i == 0;

		if (!plus && unit != '*' && unit != '#' && !(unit >= '0' && unit <= '9'))
			return false;
	}
	return length > 0;
}

void words_number(struct words *words, const char *number, int type)
{
	bool ucs2 = is_ucs2_number(number);
	bool plus = ucs2 ? unit_at(number) == '+' : number[0] == '+';

	if (type == 145 && !plus && number[0] != '\0')
		words_add(words, "+");
	if (!ucs2 || !words_ucs2(words, number))
		add_utf8(words, number, strlen(number));
}

/* --- fields --- */

bool words_take_absent(struct at_cursor *fields, int from, int to, int *value)
{
	return at_cursor_number(fields, value, WORDS_ABSENT) &&
	       (*value == WORDS_ABSENT || (*value >= from && *value <= to));
}

bool words_take(struct at_cursor *fields, int from, int to, int *value)
{
	return words_take_absent(fields, from, to, value) && *value >= from;
}

bool words_take_string(struct at_cursor *fields, char *text)
{
	return at_cursor_string(fields, text, WORDS_FIELD_SIZE);
}

const char *words_of(const char *const *list, size_t count, int value)
{
	return value >= 0 && (size_t)value < count ? list[value] : NULL;
}

bool words_only(struct at_cursor *fields, const char *const *list, size_t count,
		struct words *words)
{
	int value;

	if (!words_take(fields, 0, (int)count - 1, &value) || fields->next || !list[value])
		return false;
	words_add(words, "%s", list[value]);
	return true;
}
