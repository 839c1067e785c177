/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of lines that grows up to a bound. */
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>
#include <stddef.h>

struct lines {
	char *text; /* lines behind each other, each with its NUL; owned */
	size_t length, size, count;
	size_t *starts; /* of each line within text; owned */
	size_t starts_size;
};

/** Add a line. @return false: out of memory, or over max octets in all */
bool lines_add(struct lines *lines, const char *line, size_t max);

/** @return the line, valid until the next change, or NULL */
const char *lines_get(const struct lines *lines, size_t index);

/** Drop the first count lines. */
void lines_drop(struct lines *lines, size_t count);

void lines_clear(struct lines *lines);
void lines_free(struct lines *lines);

#endif
