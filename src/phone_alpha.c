/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names as a SIM holds them: GSM 7-bit, or one of three forms of UCS2 (102 221 annex A). */
#include "pdu.h"
#include "phonebook.h"
#include <string.h>

#define OCTETS_MAX  256 /* an alpha identifier has at most 241 (51.011 10.5.1) */
#define UNUSED      0xFF
#define ASCII_LEAST 4 /* that tell a name from a number */

/* A name without the places at its end that nothing is in. */
static size_t used_octets(const uint8_t *octets, size_t count)
{
	while (count > 0 && octets[count - 1] == UNUSED)
		count--;
	return count;
}

static int alpha_ucs2(const uint8_t *octets, size_t count, char *text, size_t size)
{
	/* FF of a last unit's second half is not padding */
	size_t used = used_octets(octets, count);

	used += used % 2;
	return used > count ? SMSMODEM_E_DATA : pdu_utf16_to_utf8(octets, used, text, size - 1);
}

static int alpha_gsm(const uint8_t *octets, size_t count, char *text, size_t size)
{
	size_t used = used_octets(octets, count);

	for (size_t i = 0; i < used; i++)
		if (octets[i] >= 0x80)
			return SMSMODEM_E_DATA;
	return pdu_gsm7_to_utf8(octets, used, text, size - 1);
}

/* Characters of which each is of the default alphabet, or one of 128 behind a base. */
static int alpha_based(const uint8_t *octets, size_t count, uint32_t base, char *text, size_t size)
{
	size_t used = 0;

	for (size_t i = 0, step; i < count; i += step) {
		bool pair = octets[i] == 0x1B && i + 1 < count && octets[i + 1] < 0x80;
		step = pair ? 2 : 1;
		int length = octets[i] < 0x80 ? pdu_gsm7_to_utf8(octets + i, step, text + used,
								 size - 1 - used)
					      : pdu_utf8_put(base + (octets[i] & 0x7F), text + used,
							     size - 1 - used);
		if (length < 0)
			return SMSMODEM_E_DATA; /* no room, or half of a surrogate pair */
		used += (size_t)length;
	}
	return (int)used;
}

int phone_alpha_decode(const uint8_t *octets, size_t count, char *text, size_t size)
{
	int length = SMSMODEM_E_DATA;

	if (size == 0)
		return SMSMODEM_E_SPACE;
	count = used_octets(octets, count) == 0 ? 0 : count;
	if (count == 0 || octets[0] < 0x80)
		length = alpha_gsm(octets, count, text, size);
	else if (octets[0] == 0x80)
		length = alpha_ucs2(octets + 1, count - 1, text, size);
	else if (octets[0] == 0x81 && count >= 3 && octets[1] <= count - 3)
		length = alpha_based(octets + 3, octets[1], (uint32_t)octets[2] << 7, text, size);
	else if (octets[0] == 0x82 && count >= 4 && octets[1] <= count - 4)
		length = alpha_based(octets + 4, octets[1], (uint32_t)octets[2] << 8 | octets[3],
				     text, size);
	if (length < 0)
		return length;
	text[length] = '\0';
	return length;
}

/* Whether the octets are one of the three forms, and nothing but padding is behind it. */
static bool is_alpha(const uint8_t *octets, size_t count)
{
	size_t head = 4;

	if (count == 0)
		return false;
	if (octets[0] == 0x80)
		return count % 2 == 1 && count > 1;
	head -= octets[0] == 0x81;
	if ((octets[0] != 0x81 && octets[0] != 0x82) || count <= head ||
	    (size_t)octets[1] > count - head || octets[1] == 0)
		return false;
	return used_octets(octets + head + octets[1], count - head - octets[1]) == 0;
}

/* --- as phones give it --- */

static size_t hex_octets(const char *given, uint8_t octets[OCTETS_MAX])
{
	size_t bad, length = strlen(given);

	if (length < 2 || length % 2 != 0 || length / 2 > OCTETS_MAX)
		return 0;
	int count = pdu_hex_decode(given, length, octets, OCTETS_MAX, &bad);
	return count > 0 ? (size_t)count : 0;
}

/*
 * Letters of ASCII in hexadecimal, ended by a NUL or not: of a phone that does not say its set.
 * @return its octets, or SMSMODEM_E_DATA
 */
static int ascii_decode(const uint8_t *octets, size_t count, char *text, size_t size)
{
	size_t letters = 0;

	while (count > 0 && octets[count - 1] == 0)
		count--;
	for (size_t i = 0; i < count; i++) {
		if (octets[i] < 0x20 || octets[i] >= 0x7F)
			return SMSMODEM_E_DATA;
		letters += octets[i] >= 'A';
	}
	if (count < ASCII_LEAST || 2 * letters < count || count >= size)
		return SMSMODEM_E_DATA;
	memcpy(text, octets, count);
	text[count] = '\0';
	return (int)count;
}

int phone_name_decode(enum phone_charset charset, const char *given, char *text, size_t size)
{
	uint8_t octets[OCTETS_MAX];
	size_t count = hex_octets(given, octets);
	bool units = count > 0 && count % 2 == 0;
	int length = SMSMODEM_E_DATA;

	/* of a set that is hexadecimal itself no proof is wanted; "BEEF" is a name in any other */
	bool raw = charset == PHONE_CHARSET_HEX ||
		   (!(charset == PHONE_CHARSET_UCS2 && units) && is_alpha(octets, count));
	if (count > 0 && raw)
		length = phone_alpha_decode(octets, count, text, size);
	else if (charset == PHONE_CHARSET_UNKNOWN && units && words_is_ucs2(given))
		charset = PHONE_CHARSET_UCS2;
	else if (charset == PHONE_CHARSET_UNKNOWN)
		length = ascii_decode(octets, count, text, size);
	return length >= 0 ? length : phone_text_decode(charset, given, text, size);
}
