/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters of ASCII without regard to case. What <strings.h> and <ctype.h> make of one depends on
 * the locale, which is of whoever uses the library: to a Turkish one, 'i' is no small 'I', and
 * "+cpin" would not be "+CPIN".
 */
#ifndef ASCII_H
#define ASCII_H

#include <stdbool.h>
#include <stddef.h>

bool ascii_isdigit(int c);
bool ascii_isupper(int c);
bool ascii_islower(int c);
bool ascii_isalpha(int c);
bool ascii_isalnum(int c);
int ascii_toupper(int c);
int ascii_tolower(int c);

/** As strcasecmp(3) and strncasecmp(3). */
int ascii_casecmp(const char *a, const char *b);
int ascii_ncasecmp(const char *a, const char *b, size_t count);

/** As strcasestr(3), with a text that can be searched on as its result. */
const char *ascii_casestr(const char *text, const char *part);

#endif
