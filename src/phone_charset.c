/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone_charset.h"
#include "ascii.h"
#include <smsmodem/at.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct charset_name {
	const char *name;
	enum phone_charset charset;
};

/* 27.007 5.5; then what phones call them. Of several names the first is tried first. */
static const struct charset_name charset_names[] = {
	{"GSM", PHONE_CHARSET_GSM},       {"IRA", PHONE_CHARSET_IRA},
	{"UCS2", PHONE_CHARSET_UCS2},     {"HEX", PHONE_CHARSET_HEX},
	{"UTF-8", PHONE_CHARSET_UTF8},    {"8859-1", PHONE_CHARSET_LATIN1},
	{"8859-2", PHONE_CHARSET_LATIN2}, {"8859-C", PHONE_CHARSET_CYRILLIC},
	{"8859-A", PHONE_CHARSET_ARABIC}, {"8859-G", PHONE_CHARSET_GREEK},
	{"8859-H", PHONE_CHARSET_HEBREW}, {"PCCP437", PHONE_CHARSET_CP437},
	{"PCDN", PHONE_CHARSET_CP850},    {"UTF8", PHONE_CHARSET_UTF8},
	{"ASCII", PHONE_CHARSET_IRA},     {"8859-5", PHONE_CHARSET_CYRILLIC},
	{"8859-6", PHONE_CHARSET_ARABIC}, {"8859-7", PHONE_CHARSET_GREEK},
	{"8859-8", PHONE_CHARSET_HEBREW}, {"ISO-8859-1", PHONE_CHARSET_LATIN1},
	{"8859_1", PHONE_CHARSET_LATIN1}, {"LATIN1", PHONE_CHARSET_LATIN1},
	{"CP437", PHONE_CHARSET_CP437},   {"PCCP850", PHONE_CHARSET_CP850},
	{"UCS-2", PHONE_CHARSET_UCS2},    {"UNICODE", PHONE_CHARSET_UCS2},
};

uint32_t phone_charset_number(enum phone_charset charset)
{
	static const uint16_t numbers[PHONE_CHARSETS] = {
		[PHONE_CHARSET_IRA] = 3,      [PHONE_CHARSET_UTF8] = 106,
		[PHONE_CHARSET_LATIN1] = 4,   [PHONE_CHARSET_LATIN2] = 5,
		[PHONE_CHARSET_CYRILLIC] = 8, [PHONE_CHARSET_ARABIC] = 9,
		[PHONE_CHARSET_GREEK] = 10,   [PHONE_CHARSET_HEBREW] = 11,
		[PHONE_CHARSET_CP437] = 2011, [PHONE_CHARSET_CP850] = 2009,
	};

	return charset < PHONE_CHARSETS ? numbers[charset] : 0;
}

enum phone_charset phone_charset_find(const char *name)
{
	for (size_t i = 0; i < COUNT(charset_names); i++)
		if (ascii_casecmp(charset_names[i].name, name) == 0)
			return charset_names[i].charset;
	return PHONE_CHARSET_UNKNOWN;
}

/* A phone that is in UCS2 may say so in UCS2: "0055004300530032". */
static enum phone_charset charset_named(const char *name)
{
	char text[32];
	enum phone_charset charset = phone_charset_find(name);

	if (charset == PHONE_CHARSET_UNKNOWN && strlen(name) % 4 == 0 &&
	    phone_text_decode(PHONE_CHARSET_UCS2, name, text, sizeof text) > 0)
		charset = phone_charset_find(text);
	return charset;
}

enum phone_charset phone_charset_reply(const char *line)
{
	struct at_cursor cursor;
	char name[64];

	if (!at_cursor_begin(&cursor, line, "+CSCS") ||
	    !at_cursor_string(&cursor, name, sizeof name))
		return PHONE_CHARSET_UNKNOWN;
	return charset_named(name);
}

unsigned phone_charset_test(const char *line)
{
	struct smsmodem_at_item item;
	struct at_cursor cursor;
	char name[64];
	unsigned charsets = 0;

	if (!at_cursor_begin(&cursor, line, "+CSCS"))
		return 0;
	for (const char *rest = cursor.next; smsmodem_at_next_item(&rest, &item);) {
		bool names =
			item.kind == SMSMODEM_AT_ITEM_STRING || item.kind == SMSMODEM_AT_ITEM_WORD;
		if (!names || item.length >= sizeof name)
			continue;
		memcpy(name, item.text, item.length);
		name[item.length] = '\0';
		charsets |= PHONE_CHARSET_BIT(charset_named(name));
	}
	return charsets & ~PHONE_CHARSET_BIT(PHONE_CHARSET_UNKNOWN);
}

/* --- asking and telling --- */

int phone_charset_ask(struct session *session, enum phone_charset *charset,
		      struct smsmodem_error *error)
{
	int result = session_ask(session, "AT+CSCS?", 0, error);
	const char *line = session_find(session, "+CSCS:");

	*charset =
		result == SMSMODEM_OK && line ? phone_charset_reply(line) : PHONE_CHARSET_UNKNOWN;
	/* deaf to one question, or dead? */
	if (result == SMSMODEM_E_TIMEOUT)
		return session_resync(session, error);
	return result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED ? result : SMSMODEM_OK;
}

int phone_charset_set(struct session *session, enum phone_charset charset,
		      struct smsmodem_error *error)
{
	int result = SMSMODEM_E_REFUSED;
	char line[40];

	for (size_t i = 0; i < COUNT(charset_names) && result == SMSMODEM_E_REFUSED; i++) {
		if (charset_names[i].charset != charset)
			continue;
		(void)snprintf(line, sizeof line, "AT+CSCS=\"%s\"", charset_names[i].name);
		result = session_ask(session, line, 0, error);
	}
	return result;
}
