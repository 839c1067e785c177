/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "language.h"
#include <stdio.h>
#include <string.h>

#define NAME_MAX_SHOWN 40

static int language_unknown(const char *name, size_t length, int code, struct smsmodem_error *error)
{
	char known[128] = "auto, none";
	size_t used = strlen(known);

	for (unsigned i = 1; i < SMSMODEM_LANGUAGES && used < sizeof known; i++)
		used += (size_t)snprintf(known + used, sizeof known - used, ", %s",
					 smsmodem_language_code(i));
	return smsmodem_error_set(error, code, "there is no language \"%.*s\"; known: %s",
				  (int)(length < NAME_MAX_SHOWN ? length : NAME_MAX_SHOWN), name,
				  known);
}

static int language_find(const char *name, size_t length)
{
	char copy[24];

	if (length >= sizeof copy)
		return -1;
	memcpy(copy, name, length);
	copy[length] = '\0';
	return smsmodem_language_find(copy);
}

int language_parse(const char *text, uint32_t *languages, int code, struct smsmodem_error *error)
{
	bool none = strcmp(text, "none") == 0;
	uint32_t found = strcmp(text, "auto") == 0 ? SMSMODEM_LANGUAGES_ALL : 0;

	for (const char *at = found || none ? NULL : text; at;) {
		size_t length = strcspn(at, ",");
		int language = language_find(at, length);

		if (language <= SMSMODEM_LANGUAGE_DEFAULT)
			return language_unknown(at, length, code, error);
		found |= UINT32_C(1) << language;
		at = at[length] ? at + length + 1 : NULL;
	}
	*languages = found;
	return SMSMODEM_OK;
}
