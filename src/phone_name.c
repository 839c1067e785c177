/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <smsmodem/phone.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Without case and marks (Unicode 3.13, D145). @return malloc'd, or NULL: no UTF-8, no memory */
static char *folded(const char *text)
{
	utf8proc_uint8_t *out = NULL;
	const utf8proc_option_t options =
		(utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT |
				    UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);

	if (utf8proc_map((const utf8proc_uint8_t *)text, 0, &out, options) < 0)
		return NULL;
	return (char *)out;
}

bool smsmodem_name_has(const char *name, const char *part)
{
	char *a = folded(name), *b = folded(part);
	bool has = strstr(a && b ? a : name, a && b ? b : part) != NULL;

	free(a);
	free(b);
	return has;
}
