/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a word may become, as a list on the screen. */
#ifndef CONSOLE_LIST_H
#define CONSOLE_LIST_H

#include "console.h"

/** One a line with its help where that fits a screen, else the words alone in columns. */
void console_list(FILE *screen, bool colour, const struct completion *words, size_t rows,
		  size_t columns);

#endif
