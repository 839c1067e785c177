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
static void put_row(const struct console_view *view, const struct completion_word *word,
		    size_t width, size_t columns)
{
	size_t used = strlen(word->text), help = word->help ? strlen(word->help) : 0;

	(void)fputs("  ", stdout);
	output_foreign(stdout, word->text, used, 0);
	if (help > 0 && columns > width + 4) {
		size_t room = columns - width - 5;
		(void)printf("%*s%s", (int)(used < width ? width - used + 2 : 2), "",
			     view->colour ? "\033[2m" : "");
		output_foreign(stdout, word->help, help < room ? help : room, 0);
		(void)fputs(view->colour ? "\033[0m" : "", stdout);
	}
	(void)putchar('\n');
}

static void put_columns(const struct completion *words, size_t width, size_t columns)
{
	size_t per_row = columns / (width + 2);
	size_t rows = (words->count + (per_row ? per_row : 1) - 1) / (per_row ? per_row : 1);

	for (size_t row = 0; row < rows; row++) {
		for (size_t i = row; i < words->count; i += rows) {
			size_t used = strlen(words->words[i].text);
			(void)fputs("  ", stdout);
			output_foreign(stdout, words->words[i].text, used, 0);
			if (i + rows < words->count)
				(void)printf("%*s", (int)(width - used), "");
		}
		(void)putchar('\n');
	}
}

void console_list(const struct console_view *view, const struct completion *words, size_t rows,
		  size_t columns)
{
	size_t width = longest(words);

	if (!has_help(words) || words->count + 2 > rows) {
		put_columns(words, width, columns);
		return;
	}
	for (size_t i = 0; i < words->count; i++)
		put_row(view, &words->words[i], width < WORD_MAX ? width : WORD_MAX, columns);
}
