/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML that is being written, in memory that grows. */
#include "document.h"
#include <stdlib.h>
#include <string.h>

static bool grow(struct document_text *text, size_t count)
{
	size_t size = text->size > 0 ? text->size : 1024;

	if (text->failed)
		return false;
	while (size - text->used < count)
		size *= 2;
	if (size == text->size)
		return true;
	char *larger = realloc(text->text, size);
	if (!larger) {
		text->failed = true;
		return false;
	}
	text->text = larger;
	text->size = size;
	return true;
}

void document_text_free(struct document_text *text)
{
	free(text->text);
	*text = (struct document_text){0};
}

void document_text_put(struct document_text *text, const char *octets, size_t count)
{
	if (count == 0 || !grow(text, count))
		return;
	memcpy(text->text + text->used, octets, count);
	text->used += count;
}

void document_text_string(struct document_text *text, const char *string)
{
	document_text_put(text, string, strlen(string));
}

/* What XML 1.0 2.4 and 3.3.3 would take for markup, or change when it is read. */
static const char *escape_of(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\t': return "&#9;";
	case '\n': return "&#10;";
	case '\r': return "&#13;";
	default: return NULL;
	}
}

void document_text_escaped(struct document_text *text, const char *octets, size_t count)
{
	size_t start = 0;

	for (size_t i = 0; i < count; i++) {
		const char *escape = escape_of(octets[i]);

		/* A blank at an end could be taken for layout. */
		if (octets[i] == ' ' && (i == 0 || i == count - 1))
			escape = "&#32;";
		if (!escape)
			continue;
		document_text_put(text, octets + start, i - start);
		document_text_string(text, escape);
		start = i + 1;
	}
	document_text_put(text, octets + start, count - start);
}
