/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line cut into words as a shell does it, without one. */
#include "console_dot.h"
#include <stdlib.h>
#include <string.h>

/* Where a word is read from, and where it goes: always behind, in the same text. */
struct splitter {
	const char *line;
	size_t next;
	char *out;
};

/* The rest of a quoted piece. @return false: the quote is never closed */
static bool take_quoted(struct splitter *split, char quote)
{
	for (; split->line[split->next] != quote; split->next++) {
		if (split->line[split->next] == '\\' && quote == '"' &&
		    strchr("\"\\", split->line[split->next + 1]) && split->line[split->next + 1])
			split->next++;
		if (!split->line[split->next])
			return false;
		*split->out++ = split->line[split->next];
	}
	split->next++;
	return true;
}

static bool take_word(struct splitter *split)
{
	for (;;) {
		char c = split->line[split->next];

		if (c == '\0' || c == ' ' || c == '\t')
			return true;
		split->next++;
		if (c == '"' || c == '\'') {
			if (!take_quoted(split, c))
				return false;
			continue;
		}
		if (c == '\\') {
			c = split->line[split->next++];
			if (!c)
				return false;
		}
		*split->out++ = c;
	}
}

static void broken(struct dot_words *words, int code, const char *why)
{
	words->broken = true;
	smsmodem_error_set(&words->error, code, "%s", why);
}

void dot_split(const char *line, struct dot_words *words)
{
	struct splitter split = {.line = line};

	*words = (struct dot_words){.text = malloc(2 * strlen(line) + 1)};
	split.out = words->text;
	if (!words->text)
		broken(words, SMSMODEM_E_MEMORY, "out of memory");
	while (!words->broken) {
		split.next += strspn(line + split.next, " \t");
		if (!line[split.next])
			return;
		if (words->count == DOT_WORDS_MAX) {
			broken(words, SMSMODEM_E_USAGE, "there are too many words; use quotes");
			return;
		}
		words->start[words->count] = split.next;
		words->quoted[words->count] = line[split.next] == '"' || line[split.next] == '\'';
		words->word[words->count++] = split.out;
		if (!take_word(&split))
			broken(words, SMSMODEM_E_USAGE, "a quote or backslash has no end");
		*split.out++ = '\0';
	}
}

void dot_words_free(struct dot_words *words)
{
	free(words->text);
	free(words->rest);
	*words = (struct dot_words){0};
}
