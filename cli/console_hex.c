/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console_hex.h"
#include <string.h>

size_t hex_text(const struct hex_row *row, char text[HEX_TEXT_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	char *characters = text + HEX_PAIRS;

	memset(text, ' ', HEX_TEXT_SIZE);
	text[0] = row->sent ? '>' : '<';
	*characters++ = '|';
	for (size_t i = 0; i < row->count; i++) {
		char octet = row->octets[i];

		text[2 + 3 * i] = digits[octet >> 4 & 15];
		text[3 + 3 * i] = digits[octet & 15];
		*characters = '.';
		if (octet >= ' ' && octet < 0x7F)
			*characters = octet;
		characters++;
	}
	*characters = '\0';
	return (size_t)(characters - text);
}
