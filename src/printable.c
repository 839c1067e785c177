/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts from elsewhere, made fit for a terminal. */
#include "printable.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* @return octets of the character in the shortest form, 0: it is no UTF-8 */
static size_t utf8_get(const uint8_t *octets, size_t count, uint32_t *character)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	uint8_t first = octets[0];
	size_t length = first < 0x80   ? 1
			: first < 0xC2 ? 0
			: first < 0xE0 ? 2
			: first < 0xF0 ? 3
				       : 4;

	if (length == 0 || first > 0xF4 || length > count)
		return 0;
	*character = length == 1 ? first : first & (0x7FU >> length);
	for (size_t i = 1; i < length; i++) {
		if ((octets[i] & 0xC0) != 0x80)
			return 0;
		*character = *character << 6 | (octets[i] & 0x3F);
	}
	bool surrogate = *character >= 0xD800 && *character <= 0xDFFF;
	return surrogate || *character < least[length] || *character > 0x10FFFF ? 0 : length;
}

/* All but Unicode's Cc, Zl, Zp, noncharacters, and what of Cf fools a reader. */
static bool shows(uint32_t character)
{
	static const struct {
		uint32_t first, last;
	} hidden[] = {
		{0x0000, 0x001F},   {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x061C, 0x061C},
		{0x180E, 0x180E},   {0x200B, 0x200B}, {0x200E, 0x200F}, {0x2028, 0x202E},
		{0x2060, 0x206F},   {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB},
		{0xE0000, 0xE0FFF},
	};

	for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
		if (character >= hidden[i].first && character <= hidden[i].last)
			return false;
	return (character & 0xFFFE) != 0xFFFE;
}

void printable_copy(const void *octets, size_t count, char *text, size_t size)
{
	const uint8_t *from = octets;
	size_t used = 0;

	for (size_t at = 0, step; at < count && from[at]; at += step) {
		uint32_t character = 0;
		size_t length = utf8_get(from + at, count - at, &character);
		bool good = length > 0 && shows(character);

		step = length > 0 ? length : 1;
		if (used + (good ? step : 1) >= size)
			break;
		if (good)
			memcpy(text + used, from + at, step);
		else
			text[used] = '?';
		used += good ? step : 1;
	}
	text[used] = '\0';
}
