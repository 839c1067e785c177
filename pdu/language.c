/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the national languages (23.038 6.2.1.2.4; the codes are those of ISO 639-1). */
#include "pdu.h"

struct language_row {
	const char *code, *name;
};

static const struct language_row language_rows[SMSMODEM_LANGUAGES] = {
	[SMSMODEM_LANGUAGE_DEFAULT] = {"default", "default"},
	[SMSMODEM_LANGUAGE_TURKISH] = {"tr", "Turkish"},
	[SMSMODEM_LANGUAGE_SPANISH] = {"es", "Spanish"},
	[SMSMODEM_LANGUAGE_PORTUGUESE] = {"pt", "Portuguese"},
	[SMSMODEM_LANGUAGE_BENGALI] = {"bn", "Bengali"},
	[SMSMODEM_LANGUAGE_GUJARATI] = {"gu", "Gujarati"},
	[SMSMODEM_LANGUAGE_HINDI] = {"hi", "Hindi"},
	[SMSMODEM_LANGUAGE_KANNADA] = {"kn", "Kannada"},
	[SMSMODEM_LANGUAGE_MALAYALAM] = {"ml", "Malayalam"},
	[SMSMODEM_LANGUAGE_ORIYA] = {"or", "Oriya"},
	[SMSMODEM_LANGUAGE_PUNJABI] = {"pa", "Punjabi"},
	[SMSMODEM_LANGUAGE_TAMIL] = {"ta", "Tamil"},
	[SMSMODEM_LANGUAGE_TELUGU] = {"te", "Telugu"},
	[SMSMODEM_LANGUAGE_URDU] = {"ur", "Urdu"},
};

const char *smsmodem_language_code(unsigned language)
{
	return language < SMSMODEM_LANGUAGES ? language_rows[language].code : NULL;
}

const char *smsmodem_language_name(unsigned language)
{
	return language < SMSMODEM_LANGUAGES ? language_rows[language].name : NULL;
}

/* The names are ASCII, and no locale has a say in their case. */
static int language_lower(char letter)
{
	return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter;
}

static bool language_same(const char *a, const char *b)
{
	while (*a && language_lower(*a) == language_lower(*b)) {
		a++;
		b++;
	}
	return *a == *b;
}

int smsmodem_language_find(const char *name)
{
	for (int i = 0; i < SMSMODEM_LANGUAGES; i++)
		if (language_same(name, language_rows[i].code) ||
		    language_same(name, language_rows[i].name))
			return i;
	return -1;
}
