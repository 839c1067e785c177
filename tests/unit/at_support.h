/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of at/ share. */
#ifndef AT_SUPPORT_H
#define AT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "at.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define CANARY       0x5A

/** A text that grows within its bounds. */
struct at_log {
	char text[16384];
	size_t length;
};

static inline void at_log_clear(struct at_log *log)
{
	log->length = 0;
	log->text[0] = '\0';
}

static inline void __attribute__((format(printf, 2, 3)))
at_log_add(struct at_log *log, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int count = vsnprintf(log->text + log->length, sizeof log->text - log->length, format,
			      arguments);
	va_end(arguments);
	assert_true(count >= 0 && (size_t)count < sizeof log->text - log->length);
	log->length += (size_t)count;
}

/** Octets as in a C string. */
static inline void at_log_add_escaped(struct at_log *log, const char *octets, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned char octet = (unsigned char)octets[i];
		if (octet == '\r' || octet == '\n')
			at_log_add(log, octet == '\r' ? "\\r" : "\\n");
		else if (octet < 0x20 || octet > 0x7E)
			at_log_add(log, "\\x%02X", octet);
		else
			at_log_add(log, "%c", octet);
	}
}

/** The file that a vector table is in, or the test is skipped: no folder of vectors is named. */
static inline FILE *at_vectors_open(const char *name)
{
	const char *folder = getenv("SMSMODEM_VECTORS");
	char path[4096];

	if (!folder)
		skip();
	assert_in_range(snprintf(path, sizeof path, "%s/%s", folder, name), 1, sizeof path - 1);
	FILE *file = fopen(path, "re");
	assert_non_null(file);
	return file;
}

#endif
