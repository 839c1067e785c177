/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Octets in rows of hexadecimal pairs, with what is printable of them beside. */
#ifndef CONSOLE_HEX_H
#define CONSOLE_HEX_H

#include <stdbool.h>
#include <stddef.h>

#define HEX_ROW ((size_t)16)

/** A direction and the pairs. */
#define HEX_PAIRS (2 + 3 * HEX_ROW)

/** Room for a row's text: these, a bar, characters, NUL; with a time 80 columns. */
#define HEX_TEXT_SIZE (HEX_PAIRS + 1 + HEX_ROW + 1)

/** A row that fills. */
struct hex_row {
	char octets[HEX_ROW];
	size_t count;
	bool sent; /**< what we send; else what the modem does */
};

/** Write a row's text. @return its length */
size_t hex_text(const struct hex_row *row, char text[HEX_TEXT_SIZE]);

#endif
