/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lines.h"
#include <stdlib.h>
#include <string.h>

static bool lines_grow(struct lines *lines, size_t needed)
{
	size_t size = lines->size ? lines->size : 1024;

	while (size < needed)
		size *= 2;
	if (size == lines->size)
		return true;
	char *text = realloc(lines->text, size);
	if (!text)
		return false;
	lines->text = text;
	lines->size = size;
	return true;
}

bool lines_add(struct lines *lines, const char *line, size_t max)
{
	size_t length = strlen(line) + 1;

	if (lines->length + length > max || !lines_grow(lines, lines->length + length))
		return false;
	memcpy(lines->text + lines->length, line, length);
	lines->length += length;
	lines->count++;
	return true;
}

const char *lines_get(const struct lines *lines, size_t index)
{
	const char *line = lines->text;

	if (index >= lines->count)
		return NULL;
	while (index-- > 0)
		line += strlen(line) + 1;
	return line;
}

void lines_drop(struct lines *lines, size_t count)
{
	const char *rest = lines_get(lines, count);

	if (!rest) {
		lines_clear(lines);
		return;
	}
	lines->length -= (size_t)(rest - lines->text);
	memmove(lines->text, rest, lines->length);
	lines->count -= count;
}

void lines_clear(struct lines *lines)
{
	lines->length = 0;
	lines->count = 0;
}

void lines_free(struct lines *lines)
{
	free(lines->text);
	*lines = (struct lines){0};
}
