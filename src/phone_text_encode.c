/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 to text of a phone, as it stands between the quotes of a command. */
#include "pdu.h"
#include "phone_charset.h"
#include <smsmodem/wsp.h>
#include <string.h>

#define OCTETS_MAX 2048 /* of a text, more than a line has */

static int ucs2_encode(const char *text, size_t length, char *given, size_t size)
{
	uint8_t octets[OCTETS_MAX];
	size_t count = sizeof octets;

	if (pdu_utf16_from_text(text, length, octets, &count) != length)
		return SMSMODEM_E_TEXT;
	return pdu_hex_encode(octets, count, given, size);
}

/* @return septets, an octet each, or SMSMODEM_E_TEXT */
static int septets_encode(const char *text, size_t length, uint8_t *septets, size_t size)
{
	size_t count = 0;

	for (size_t at = 0; at < length;) {
		uint32_t character;
		int used = pdu_utf8_get(text + at, length - at, &character);
		uint8_t pair[2];

		int step = used > 0 ? pdu_gsm7_from_character(character, pair) : 0;
		if (step <= 0 || count + (size_t)step > size)
			return SMSMODEM_E_TEXT;
		memcpy(septets + count, pair, (size_t)step);
		count += (size_t)step;
		at += (size_t)used;
	}
	return (int)count;
}

/* What may stand between quotes: no quote, and nothing that ends a line or the command. */
static int checked(const char *given, int length)
{
	for (int i = 0; i < length; i++) {
		unsigned char octet = (unsigned char)given[i];
		bool escape = octet == 0x1A || octet == 0x1B; /* it would cut the command short */
		if (octet == '"' || octet == '\0' || octet == '\r' || octet == '\n' || escape)
			return SMSMODEM_E_TEXT;
	}
	return length;
}

static int gsm_encode(bool hex, const char *text, size_t length, char *given, size_t size)
{
	uint8_t septets[OCTETS_MAX];
	int count = septets_encode(text, length, septets, sizeof septets);

	if (count < 0)
		return count;
	if (hex)
		return pdu_hex_encode(septets, (size_t)count, given, size);
	if ((size_t)count >= size)
		return SMSMODEM_E_SPACE;
	memcpy(given, septets, (size_t)count);
	given[count] = '\0';
	return checked(given, count);
}

static int other_encode(enum phone_charset charset, const char *text, size_t length, char *given,
			size_t size)
{
	uint32_t number = phone_charset_number(charset == PHONE_CHARSET_UNKNOWN ? PHONE_CHARSET_IRA
										: charset);
	int count = size == 0 ? SMSMODEM_E_SPACE
			      : smsmodem_charset_encode(number, text, length, (uint8_t *)given,
							size - 1);

	if (count < 0)
		return count;
	given[count] = '\0';
	return checked(given, count);
}

int phone_text_encode(enum phone_charset charset, const char *text, char *given, size_t size)
{
	size_t length = strlen(text);

	switch (charset) {
	case PHONE_CHARSET_UCS2: return ucs2_encode(text, length, given, size);
	case PHONE_CHARSET_HEX: return gsm_encode(true, text, length, given, size);
	case PHONE_CHARSET_GSM: return gsm_encode(false, text, length, given, size);
	case PHONE_CHARSET_UNKNOWN:
	case PHONE_CHARSET_IRA:
	case PHONE_CHARSET_UTF8:
	case PHONE_CHARSET_LATIN1:
	case PHONE_CHARSET_LATIN2:
	case PHONE_CHARSET_CYRILLIC:
	case PHONE_CHARSET_ARABIC:
	case PHONE_CHARSET_GREEK:
	case PHONE_CHARSET_HEBREW:
	case PHONE_CHARSET_CP437:
	case PHONE_CHARSET_CP850:
	case PHONE_CHARSETS: break;
	}
	return other_encode(charset, text, length, given, size);
}
