/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a string table could make a document shorter. */
#include "document.h"
#include <string.h>

#define SPANS_MAX 64
#define SPAN_MIN  4 /* octets that libwbxml2 puts into a table at least */

struct span {
	const char *text;
	size_t length;
	long saved; /* octets at most, if it were in a table */
};

struct spans {
	struct span list[SPANS_MAX];
	size_t count;
	bool repeats; /* or there are too many to tell */
};

/* Each time it is there a reference would save so many octets, and the table has it with a NUL. */
static void add(struct spans *spans, const char *text, size_t length, long saved)
{
	size_t i = 0;

	if (length < SPAN_MIN || spans->repeats)
		return;
	while (i < spans->count &&
	       (spans->list[i].length != length || memcmp(spans->list[i].text, text, length) != 0))
		i++;
	if (i == SPANS_MAX) {
		spans->repeats = true;
		return;
	}
	if (i == spans->count)
		spans->list[spans->count++] =
			(struct span){.text = text, .length = length, .saved = -(long)length - 1};
	spans->list[i].saved += saved;
	spans->repeats = spans->list[i].saved > 0;
}

/* A word of contents, whose reference ends the text before it and begins that behind it anew. */
static void add_word(struct spans *spans, struct span text, const char *word, const char *end)
{
	long saved = (long)(end - word) - 4;

	saved += word == text.text ? 2 : 0;
	saved += end == text.text + text.length ? 2 : 0;
	add(spans, word, (size_t)(end - word), saved);
}

/* What is between blanks, also those that are references. */
static void add_words(struct spans *spans, const char *text, size_t length)
{
	const struct span whole = {.text = text, .length = length};
	const char *end = text + length, *start = text;

	for (const char *at = text; at < end; at++) {
		bool is_reference = *at == '&' && end - at > 1 && at[1] == '#';

		if (*at != ' ' && !is_reference)
			continue;
		add_word(spans, whole, start, at);
		while (is_reference && *at != ';' && at + 1 < end)
			at++;
		start = at + 1;
	}
	add_word(spans, whole, start, end);
}

/* The values of a tag's attributes. */
static void add_values(struct spans *spans, const char *tag, const char *end)
{
	const char *open, *close;

	while ((open = memchr(tag, '"', (size_t)(end - tag))) &&
	       (close = memchr(open + 1, '"', (size_t)(end - open - 1)))) {
		size_t length = (size_t)(close - open - 1);

		add(spans, open + 1, length, (long)length);
		tag = close + 1;
	}
}

bool document_repeats(const char *xml, size_t length)
{
	struct spans spans = {.count = 0};
	const char *end = xml + length;

	while (xml < end && !spans.repeats) {
		const char *tag = memchr(xml, '<', (size_t)(end - xml));
		const char *close = tag ? memchr(tag, '>', (size_t)(end - tag)) : NULL;

		add_words(&spans, xml, (size_t)((tag ? tag : end) - xml));
		if (!close)
			break;
		add_values(&spans, tag, close);
		xml = close + 1;
	}
	return spans.repeats;
}
