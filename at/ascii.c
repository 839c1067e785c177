/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ascii.h"
#include <stdint.h>
#include <string.h>

bool ascii_isdigit(int c)
{
	return c >= '0' && c <= '9';
}

bool ascii_isupper(int c)
{
	return c >= 'A' && c <= 'Z';
}

bool ascii_islower(int c)
{
	return c >= 'a' && c <= 'z';
}

bool ascii_isalpha(int c)
{
	return ascii_isupper(c) || ascii_islower(c);
}

bool ascii_isalnum(int c)
{
	return ascii_isalpha(c) || ascii_isdigit(c);
}

int ascii_toupper(int c)
{
	return ascii_islower(c) ? c - 'a' + 'A' : c;
}

int ascii_tolower(int c)
{
	return ascii_isupper(c) ? c - 'A' + 'a' : c;
}

int ascii_ncasecmp(const char *a, const char *b, size_t count)
{
	for (; count > 0; a++, b++, count--) {
		int left = ascii_tolower((unsigned char)*a);
		int right = ascii_tolower((unsigned char)*b);

		if (left != right || left == '\0')
			return left - right;
	}
	return 0;
}

int ascii_casecmp(const char *a, const char *b)
{
	return ascii_ncasecmp(a, b, SIZE_MAX);
}

const char *ascii_casestr(const char *text, const char *part)
{
	size_t length = strlen(part);

	for (; ascii_ncasecmp(text, part, length) != 0; text++)
		if (*text == '\0')
			return NULL;
	return text;
}
