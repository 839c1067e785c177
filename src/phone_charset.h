/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The character sets of what is said to a phone and by it (+CSCS, 27.007 5.5). */
#ifndef PHONE_CHARSET_H
#define PHONE_CHARSET_H

#include "session.h"

enum phone_charset {
	PHONE_CHARSET_UNKNOWN,
	PHONE_CHARSET_GSM,  /* septets, an octet each */
	PHONE_CHARSET_IRA,  /* ASCII */
	PHONE_CHARSET_UCS2, /* UTF-16 in hexadecimal */
	PHONE_CHARSET_HEX,  /* septets, or what the card has, in hexadecimal */
	PHONE_CHARSET_UTF8,
	PHONE_CHARSET_LATIN1,
	PHONE_CHARSET_LATIN2,
	PHONE_CHARSET_CYRILLIC,
	PHONE_CHARSET_ARABIC,
	PHONE_CHARSET_GREEK,
	PHONE_CHARSET_HEBREW,
	PHONE_CHARSET_CP437,
	PHONE_CHARSET_CP850,
	PHONE_CHARSETS
};

#define PHONE_CHARSET_BIT(charset) (1U << (charset))

/** The MIBenum (IANA) of a set that C libraries know, or 0. */
uint32_t phone_charset_number(enum phone_charset charset);

/** A name as it stands in +CSCS, in any case; UNKNOWN: another. */
enum phone_charset phone_charset_find(const char *name);

/** "+CSCS: "GSM"" of the read form. */
enum phone_charset phone_charset_reply(const char *line);

/** The sets that "+CSCS: ("GSM","UCS2")" names, as PHONE_CHARSET_BIT. */
unsigned phone_charset_test(const char *line);

/** Ask which set the phone uses. @return SMSMODEM_OK, UNKNOWN where it does not say; or a failure
 * of the link */
int phone_charset_ask(struct session *session, enum phone_charset *charset,
		      struct smsmodem_error *error);

/** Tell it to use another, by each of its names. @return SMSMODEM_OK, or as session_ask */
int phone_charset_set(struct session *session, enum phone_charset charset,
		      struct smsmodem_error *error);

/**
 * Text of the phone to UTF-8, NUL-terminated; control characters but line ends are left out. What
 * cannot be of the set is taken as UTF-8, or else ISO-8859-1.
 * @return octets, or SMSMODEM_E_SPACE
 */
int phone_text_decode(enum phone_charset charset, const char *given, char *text, size_t size);

/**
 * UTF-8 to what stands between the quotes of a command.
 * @return octets; SMSMODEM_E_TEXT: the set lacks a character, or it cannot stand there ('"', a
 *         control character); SMSMODEM_E_SPACE
 */
int phone_text_encode(enum phone_charset charset, const char *text, char *given, size_t size);

/** Octets of septets, an octet each, in hexadecimal; upper bits clear. @return false: they are not
 */
bool phone_hex_septets(const char *hex, uint8_t *septets, size_t size, size_t *count);

/** A number in UTF-16 or septets in hexadecimal, made plain in place; any other stays. */
void phone_number_plain(char *number);

/**
 * A number as people write it, without what they put between digits.
 * @param others characters that it may have beside digits and a '+' in front
 * @return SMSMODEM_OK, or SMSMODEM_E_NUMBER: it is none, or too long
 */
int phone_number_copy(const char *number, const char *others, char *digits, size_t size,
		      struct smsmodem_error *error);

#endif
