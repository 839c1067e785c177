/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties that every parser of replies has. */
#ifndef AT_REPLY_SUPPORT_H
#define AT_REPLY_SUPPORT_H

#include "at_support.h"

/** A copy that ends where its memory does, so that reading on is seen. */
static inline char *reply_exact(const char *line, size_t length)
{
	char *copy = malloc(length + 1);

	assert_non_null(copy);
	memcpy(copy, line, length);
	copy[length] = '\0';
	return copy;
}

/** Call read for every truncation of a line. */
static inline void reply_truncations(const char *line, void (*read)(const char *line))
{
	for (size_t length = 0; length <= strlen(line); length++) {
		char *copy = reply_exact(line, length);
		read(copy);
		free(copy);
	}
}

static inline uint32_t reply_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/** Call read for lines of a prefix and what replies are made of, in any order. */
static inline void reply_soup(const char *const *prefixes, size_t count,
			      void (*read)(const char *line))
{
	static const char alphabet[] = "\"\",,,()()-- +0123456789ABFSMR_:/\\\x80\xFF\x01\t;";
	uint32_t state = 0x2545F491;
	char line[128];

	print_message("seed %#x\n", (unsigned)state);
	for (int i = 0; i < 20000; i++) {
		size_t length = (size_t)snprintf(line, sizeof line,
						 "%s: ", prefixes[reply_random(&state) % count]);
		size_t end = length + reply_random(&state) % (sizeof line - length);

		while (length < end)
			line[length++] = alphabet[reply_random(&state) % (sizeof alphabet - 1)];
		line[length] = '\0';
		char *copy = reply_exact(line, length);
		read(copy);
		free(copy);
	}
}

#endif
