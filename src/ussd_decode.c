/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of +CUSD: <m>[,<str>,<dcs>] (27.007 7.15). The coding is that of broadcasts (23.038 5),
 * but what stands between the quotes depends on +CSCS and on the modem: text, octets in
 * hexadecimal, septets packed into them, or UTF-16. What is not certainly one of these is left as
 * it stands.
 */
#include "ascii.h"
#include "at_words.h"
#include "pdu.h"
#include "ussd.h"
#include <smsmodem/cb.h>
#include <string.h>

#define DCS_DEFAULT       0x0F
#define DCS_LANGUAGE      0x10 /* the text begins with the code of its language (23.038 5) */
#define DCS_LANGUAGE_UCS2 0x11
#define OCTETS_LEAST      4 /* that a text has at least to be told from a word */
#define WHOLE_LEAST       8
#define OCTETS_MAX        (WORDS_FIELD_SIZE / 2)
#define SEPTETS_MAX       600
#define PADDING           0x0D /* 23.038 6.1.2.3.1 */
#define CHARACTERS        "\n\r .,:;-/!?*#+()%$@'\"&=<>_"
#define TEXT_PERCENT      90

static bool is_hex(const char *text)
{
	size_t length = strlen(text);

	return length >= 2 * (size_t)OCTETS_LEAST && length % 2 == 0 && length / 2 <= OCTETS_MAX &&
	       strspn(text, "0123456789ABCDEFabcdef") == length;
}

/* Whether septets are mostly what people write with them. */
static bool is_text(const uint8_t *septets, size_t count)
{
	size_t good = 0;

	for (size_t i = 0; i < count; i++)
		good += ascii_isalnum(septets[i]) ||
			(septets[i] != '\0' && strchr(CHARACTERS, septets[i]) != NULL);
	return count > 0 && good * 100 >= count * TEXT_PERCENT;
}

/* Octets that are septets already, as +CSCS="HEX" has them. @return how many; 0: they are not */
static size_t whole_septets(const char *hex, uint8_t septets[SEPTETS_MAX])
{
	size_t count;

	return phone_hex_septets(hex, septets, SEPTETS_MAX, &count) && is_text(septets, count)
		       ? count
		       : 0;
}

/* Packed ones, without the padding at their end. @return how many, of whatever kind */
static size_t unpacked_septets(const char *hex, uint8_t septets[SEPTETS_MAX])
{
	uint8_t octets[OCTETS_MAX];
	size_t bad;
	int count = pdu_hex_decode(hex, strlen(hex), octets, sizeof octets, &bad);

	if (count <= 0)
		return 0;
	int unpacked = pdu_gsm7_unpack(octets, (size_t)count, 0, septets, (size_t)count * 8 / 7);
	size_t length = unpacked > 0 ? (size_t)unpacked : 0;
	while (length > 0 && (septets[length - 1] == PADDING || septets[length - 1] == 0))
		length--;
	return length;
}

static size_t packed_septets(const char *hex, uint8_t septets[SEPTETS_MAX])
{
	size_t length = unpacked_septets(hex, septets);

	return is_text(septets, length) ? length : 0;
}

/* Of text in the default alphabet. Digits alone are a number. */
static enum ussd_form gsm7_form(const char *hex)
{
	uint8_t septets[SEPTETS_MAX];

	if (!is_hex(hex) || strspn(hex, "0123456789") == strlen(hex))
		return USSD_FORM_PLAIN;
	size_t plain = whole_septets(hex, septets);
	size_t dense = packed_septets(hex, septets);
	/* packed septets hardly leave the first bit of eight octets clear */
	if ((plain == 0 && dense == 0) || (plain > 0 && plain < WHOLE_LEAST && dense > 0))
		return USSD_FORM_PLAIN;
	return plain > 0 ? USSD_FORM_WHOLE : USSD_FORM_PACKED;
}

/* Two small letters, packed, in front of UTF-16: the language (23.038 5, 0x11). */
static bool has_language(const char *hex)
{
	uint8_t octets[2], septets[2];
	size_t bad;

	if (strlen(hex) <= 4 || pdu_hex_decode(hex, 4, octets, sizeof octets, &bad) != 2 ||
	    pdu_gsm7_unpack(octets, 2, 0, septets, 2) != 2)
		return false;
	return ascii_islower(septets[0]) && ascii_islower(septets[1]);
}

static bool is_units(const char *hex)
{
	size_t length = strlen(hex);

	return length > 0 && length % 4 == 0 && length / 2 <= OCTETS_MAX &&
	       strspn(hex, "0123456789ABCDEFabcdef") == length;
}

/* What the set itself makes hexadecimal needs no proof. */
static enum ussd_form set_form(const char *given, enum phone_charset charset)
{
	uint8_t septets[SEPTETS_MAX];
	size_t count;

	if (charset == PHONE_CHARSET_UCS2 && is_units(given))
		return USSD_FORM_UCS2;
	if (charset == PHONE_CHARSET_HEX &&
	    phone_hex_septets(given, septets, sizeof septets, &count))
		return USSD_FORM_WHOLE;
	return USSD_FORM_PLAIN;
}

static enum ussd_form octets_form(const char *given)
{
	uint8_t septets[SEPTETS_MAX];

	return is_hex(given) && whole_septets(given, septets) > 0 ? USSD_FORM_OCTETS
								  : USSD_FORM_PLAIN;
}

/* UTF-16 of the alphabets before Syriac alone: what is no text hardly looks so. */
static bool is_alphabetic(const char *hex)
{
	for (; hex[0] != '\0' && hex[1] != '\0'; hex += 4)
		if (hex[0] != '0' || hex[1] > '6')
			return false;
	return true;
}

enum ussd_form ussd_form(const char *given, int dcs, enum phone_charset charset)
{
	struct smsmodem_cb_dcs coding =
		smsmodem_cb_dcs_decode((uint8_t)(dcs < 0 ? DCS_DEFAULT : dcs));
	enum ussd_form form = USSD_FORM_PLAIN;

	if (coding.encoding == SMSMODEM_ENCODING_UCS2)
		return is_units(given) ? USSD_FORM_UCS2 : USSD_FORM_PLAIN;
	if (coding.encoding == SMSMODEM_ENCODING_8BIT)
		form = octets_form(given);
	if (form == USSD_FORM_PLAIN)
		form = set_form(given, charset);
	if (form == USSD_FORM_PLAIN && coding.encoding == SMSMODEM_ENCODING_GSM7)
		form = gsm7_form(given);
	/* whatever <dcs> says: some modems give UTF-16 for any of them (Quectel M35 does for 15) */
	bool data = coding.encoding == SMSMODEM_ENCODING_8BIT;
	if (form == USSD_FORM_PLAIN && words_is_ucs2(given) && (!data || is_alphabetic(given)))
		form = USSD_FORM_UCS2;
	return form;
}

/* @param given without the code of a language that is in front of UTF-16 */
static int form_decode(enum ussd_form form, const char *given, enum phone_charset charset,
		       char *text, size_t size)
{
	uint8_t septets[SEPTETS_MAX];
	size_t count = 0;

	switch (form) {
	case USSD_FORM_PLAIN: return phone_text_decode(charset, given, text, size);
	case USSD_FORM_UCS2: return phone_text_decode(PHONE_CHARSET_UCS2, given, text, size);
	case USSD_FORM_WHOLE:
	case USSD_FORM_OCTETS:
		(void)phone_hex_septets(given, septets, sizeof septets, &count);
		break;
	case USSD_FORM_PACKED: count = unpacked_septets(given, septets); break;
	}
	if (size == 0 || count >= size)
		return SMSMODEM_E_SPACE;
	int length = form == USSD_FORM_OCTETS ? (int)count
					      : pdu_gsm7_to_utf8(septets, count, text, size - 1);
	if (form == USSD_FORM_OCTETS)
		memcpy(text, septets, count);
	if (length >= 0)
		text[length] = '\0';
	return length;
}

/* "en" and a line end in front of a text in the default alphabet (23.038 5, 0x10). */
static int without_language(char *text, int length)
{
	if (length < 3 || !ascii_islower(text[0]) || !ascii_islower(text[1]) ||
	    (text[2] != '\n' && text[2] != '\r'))
		return length;
	memmove(text, text + 3, (size_t)length - 2);
	return length - 3;
}

/* CR ends a line as LF does; blank space at the end is padding. */
static int tidy(char *text, int length)
{
	int kept = 0;

	for (int i = 0; i < length; i++) {
		bool pair = text[i] == '\r' && i + 1 < length && text[i + 1] == '\n';
		if (!pair)
			text[kept++] = (char)(text[i] == '\r' ? '\n' : text[i]);
	}
	while (kept > 0 && (text[kept - 1] == '\n' || text[kept - 1] == ' '))
		kept--;
	text[kept] = '\0';
	return kept;
}

int ussd_decode(const char *given, int dcs, enum phone_charset charset, char *text, size_t size)
{
	enum ussd_form form = ussd_form(given, dcs, charset);
	bool coded = form == USSD_FORM_UCS2 && dcs == DCS_LANGUAGE_UCS2 && has_language(given);
	int length = form_decode(form, given + (coded ? 4 : 0), charset, text, size);

	if (length < 0)
		return SMSMODEM_E_SPACE;
	/* UTF-16 may have it as a line of its own, too, where the modem has converted it */
	if ((dcs == DCS_LANGUAGE || dcs == DCS_LANGUAGE_UCS2) && !coded)
		length = without_language(text, length);
	return tidy(text, length);
}

int ussd_line(const char *line, enum phone_charset charset, struct smsmodem_ussd *answer)
{
	char given[SMSMODEM_USSD_SIZE];
	int state;

	*answer = (struct smsmodem_ussd){.dcs = -1};
	if (at_reply_cusd(line, &state, given, sizeof given, &answer->dcs) < 0 || state < 0 ||
	    state > SMSMODEM_USSD_TIMEOUT)
		return SMSMODEM_E_DATA;
	answer->state = (enum smsmodem_ussd_state)state;
	return ussd_decode(given, answer->dcs, charset, answer->text, sizeof answer->text) < 0
		       ? SMSMODEM_E_DATA
		       : SMSMODEM_OK;
}
