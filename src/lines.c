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

static bool starts_grow(struct lines *lines)
{
	size_t size = lines->starts_size ? lines->starts_size * 2 : 64;

	if (lines->count < lines->starts_size)
		return true;
	size_t *starts = realloc(lines->starts, size * sizeof *starts);
	if (!starts)
		return false;
	lines->starts = starts;
	lines->starts_size = size;
	return true;
}

bool lines_add(struct lines *lines, const char *line, size_t max)
{
	size_t length = strlen(line) + 1;

	if (lines->length + length > max || !lines_grow(lines, lines->length + length) ||
	    !starts_grow(lines))
		return false;
	lines->starts[lines->count] = lines->length;
	memcpy(lines->text + lines->length, line, length);
	lines->length += length;
	lines->count++;
	return true;
}

const char *lines_get(const struct lines *lines, size_t index)
{
	return index < lines->count ? lines->text + lines->starts[index] : NULL;
}

void lines_drop(struct lines *lines, size_t count)
{
	if (count >= lines->count) {
		lines_clear(lines);
		return;
	}
	size_t dropped = lines->starts[count];
	lines->length -= dropped;
	lines->count -= count;
	memmove(lines->text, lines->text + dropped, lines->length);
	for (size_t i = 0; i < lines->count; i++)
		lines->starts[i] = lines->starts[i + count] - dropped;
}

void lines_clear(struct lines *lines)
{
	lines->length = 0;
	lines->count = 0;
}

void lines_free(struct lines *lines)
{
	free(lines->text);
	free(lines->starts);
	*lines = (struct lines){0};
}
