/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console_list.h"
#include <string.h>

#define WORD_MAX 40 /* columns of a word before its help */

static size_t longest(const struct completion *words)
{
	size_t width = 0;

	for (size_t i = 0; i < words->count; i++) {
		size_t length = strlen(words->words[i].text);
		width = length > width ? length : width;
	}
	return width;
}

static bool has_help(const struct completion *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (words->words[i].help)
			return true;
	return false;
}

/* A help that would go on in the next row is cut; what is cut is ASCII, as all of ours is. */
static void put_row(FILE *screen, bool colour, const struct completion_word *word, size_t width,
		    size_t columns)
{
	size_t used = strlen(word->text), help = word->help ? strlen(word->help) : 0;

	(void)fputs("  ", screen);
	output_foreign(screen, word->text, used, 0);
	if (help > 0 && columns > width + 4) {
		size_t room = columns - width - 5;
		(void)fprintf(screen, "%*s%s", (int)(used < width ? width - used + 2 : 2), "",
			      colour ? "\033[2m" : "");
		output_foreign(screen, word->help, help < room ? help : room, 0);
		(void)fputs(colour ? "\033[0m" : "", screen);
	}
	(void)fputc('\n', screen);
}

static void put_columns(FILE *screen, const struct completion *words, size_t width, size_t columns)
{
	size_t per_row = columns / (width + 2);
	size_t rows = (words->count + (per_row ? per_row : 1) - 1) / (per_row ? per_row : 1);

	for (size_t row = 0; row < rows; row++) {
		for (size_t i = row; i < words->count; i += rows) {
			size_t used = strlen(words->words[i].text);
			(void)fputs("  ", screen);
			output_foreign(screen, words->words[i].text, used, 0);
			if (i + rows < words->count)
				(void)fprintf(screen, "%*s", (int)(width - used), "");
		}
		(void)fputc('\n', screen);
	}
}

void console_list(FILE *screen, bool colour, const struct completion *words, size_t rows,
		  size_t columns)
{
	size_t width = longest(words);

	if (!has_help(words) || words->count + 2 > rows) {
		put_columns(screen, words, width, columns);
		return;
	}
	for (size_t i = 0; i < words->count; i++)
		put_row(screen, colour, &words->words[i], width < WORD_MAX ? width : WORD_MAX,
			columns);
}
