/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of a phone to UTF-8. */
#include "ascii.h"
#include "pdu.h"
#include "phone_charset.h"
#include <smsmodem/wsp.h>
#include <string.h>

#define OCTETS_MAX 2048 /* of a text, more than a line has */

static bool is_hex(const char *text, size_t length)
{
	return length > 0 && strspn(text, "0123456789ABCDEFabcdef") == length;
}

/* NULs, which would end it, and what has no place in a line of text. */
static int without_controls(char *text, int length)
{
	int kept = 0;

	for (int i = 0; i < length; i++) {
		unsigned char octet = (unsigned char)text[i];
		if (octet == '\r')
			octet = '\n';
		if ((octet >= 0x20 && octet != 0x7F) || octet == '\n' || octet == '\t')
			text[kept++] = (char)octet;
	}
	text[kept] = '\0';
	return kept;
}

/* UTF-8 if it is that, else ISO-8859-1. */
static int any_decode(const char *given, size_t length, char *text, size_t size)
{
	return smsmodem_charset_decode(0, given, length, text, size);
}

static int ucs2_decode(const char *given, size_t length, char *text, size_t size)
{
	uint8_t octets[OCTETS_MAX];
	size_t bad;

	if (length % 4 != 0 || !is_hex(given, length) || length / 2 > sizeof octets)
		return SMSMODEM_E_DATA;
	int count = pdu_hex_decode(given, length, octets, sizeof octets, &bad);
	return count < 0 ? count : pdu_utf16_to_utf8(octets, (size_t)count, text, size - 1);
}

bool phone_hex_septets(const char *hex, uint8_t *septets, size_t size, size_t *count)
{
	size_t bad, length = strlen(hex);

	if (length % 2 != 0 || !is_hex(hex, length) || length / 2 > size)
		return false;
	int octets = pdu_hex_decode(hex, length, septets, size, &bad);
	for (int i = 0; i < octets; i++)
		if (septets[i] >= 0x80)
			return false;
	*count = octets > 0 ? (size_t)octets : 0;
	return octets > 0;
}

static int hex_decode(const char *given, char *text, size_t size)
{
	uint8_t septets[OCTETS_MAX];
	size_t count;

	if (!phone_hex_septets(given, septets, sizeof septets, &count))
		return SMSMODEM_E_DATA;
	return pdu_gsm7_to_utf8(septets, count, text, size - 1);
}

/*
 * Many phones that say GSM mean ASCII where the two differ. A mark that is a letter in GSM is one
 * next to a letter ("w{hlen"), and a bracket elsewhere ("[1]"). Nobody writes a currency sign in
 * place of a dollar, and '@' and '_' are part of a word.
 */
static bool means_ascii(char octet, char before, char after)
{
	bool letters = ascii_isalpha(before) || ascii_isalpha(after);

	if (octet == '$')
		return true;
	if (octet == '@' || octet == '_')
		return ascii_isalnum(before) && ascii_isalnum(after);
	return strchr("[\\]^`{|}~", octet) != NULL && !letters;
}

static int gsm_decode(const char *given, size_t length, char *text, size_t size)
{
	size_t used = 0;
	char before = ' ';

	for (size_t i = 0, step; i < length; before = given[i], i += step) {
		char octet = given[i];
		uint8_t septets[2] = {(uint8_t)octet, (uint8_t)given[i + 1]};

		step = octet == 0x1B && given[i + 1] != '\0' ? 2 : 1;
		if (septets[0] >= 0x80 || (step == 2 && septets[1] >= 0x80))
			return SMSMODEM_E_DATA;
		if (used + 4 >= size)
			return SMSMODEM_E_SPACE;
		if (means_ascii(octet, before, given[i + 1])) {
			text[used++] = octet;
			continue;
		}
		int count = pdu_gsm7_to_utf8(septets, step, text + used, size - 1 - used);
		used += count > 0 ? (size_t)count : 0;
	}
	return (int)used;
}

/* A mark between two letters is a letter of GSM's: it stands in no other text. */
static bool looks_like_gsm(const char *given)
{
	for (const char *mark = given; (mark = strpbrk(mark, "[\\]^`{|}~")) != NULL; mark++)
		if (mark > given && ascii_isalpha(mark[-1]) && ascii_isalpha(mark[1]))
			return true;
	return false;
}

static int charset_decode(enum phone_charset charset, const char *given, size_t length, char *text,
			  size_t size)
{
	switch (charset) {
	case PHONE_CHARSET_UCS2: return ucs2_decode(given, length, text, size);
	case PHONE_CHARSET_HEX: return hex_decode(given, text, size);
	case PHONE_CHARSET_GSM: return gsm_decode(given, length, text, size);
	case PHONE_CHARSET_UNKNOWN:
		return looks_like_gsm(given) ? gsm_decode(given, length, text, size)
					     : SMSMODEM_E_DATA;
	case PHONE_CHARSET_IRA:
	case PHONE_CHARSET_UTF8: return SMSMODEM_E_DATA; /* what is not UTF-8 is not of it */
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
	return smsmodem_charset_decode(phone_charset_number(charset), given, length, text, size);
}

int phone_text_decode(enum phone_charset charset, const char *given, char *text, size_t size)
{
	size_t length = strlen(given);

	if (size == 0)
		return SMSMODEM_E_SPACE;
	int count = charset_decode(charset, given, length, text, size);
	if (count < 0 && count != SMSMODEM_E_SPACE)
		count = any_decode(given, length, text, size);
	return count < 0 ? SMSMODEM_E_SPACE : without_controls(text, count);
}

/* --- numbers --- */

/* No number looks like UTF-16 of digits from end to end, and none like septets of them. */
void phone_number_plain(char *number)
{
	static const enum phone_charset charsets[] = {PHONE_CHARSET_UCS2, PHONE_CHARSET_HEX};
	char text[OCTETS_MAX];
	size_t length = strlen(number);

	for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++) {
		size_t step = i == 0 ? 4 : 2;
		if (length == 0 || length % step != 0 || length >= sizeof text)
			continue;
		int count = charset_decode(charsets[i], number, length, text, sizeof text);
		if (count < 0)
			continue;
		text[count] = '\0';
		/* "3132" may be a number: only with a plus, or zeros in front of each, is it none
		 */
		bool proved = i == 0 || text[0] == '+';
		if (count > 0 && (size_t)count == length / step && proved &&
		    strspn(text, "+0123456789*#pPwW,?") == (size_t)count) {
			memcpy(number, text, (size_t)count);
			number[count] = '\0';
			return;
		}
	}
}

int phone_number_copy(const char *number, const char *others, char *digits, size_t size,
		      struct smsmodem_error *error)
{
	size_t count = 0;

	for (const char *c = number; *c; c++) {
		bool plus = *c == '+' && count == 0;
		if (strchr(" -/.()", *c))
			continue;
		if (!plus && !ascii_isdigit(*c) && !strchr(others, *c))
			return smsmodem_error_set(error, SMSMODEM_E_NUMBER,
						  "\"%.40s\" is no number: digits, any of %s, and "
						  "'+' in front",
						  number, others);
		if (count + 1 >= size)
			return smsmodem_error_set(error, SMSMODEM_E_NUMBER,
						  "the number is over %zu characters", size - 1);
		digits[count++] = *c;
	}
	digits[count] = '\0';
	if (count > 0 && strcmp(digits, "+") != 0)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_NUMBER, "there is no number");
}
