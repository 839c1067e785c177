/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * USSD: +CUSD: <m>[,<str>,<dcs>] (27.007 7.15). The coding is that of broadcasts (23.038 5), but
 * what stands between the quotes depends on +CSCS and on the modem: text, octets in hexadecimal,
 * septets packed into them, or UTF-16. What is not certainly one of these is left as it stands.
 */
#include "ascii.h"
#include "at_words.h"
#include "pdu.h"
#include <smsmodem/cb.h>
#include <string.h>

#define TEXT_LEAST   4 /* octets that a text has at least to be told from a word */
#define WHOLE_LEAST  8
#define SEPTETS_MAX  600
#define PADDING      0x0D /* 23.038 6.1.2.3.1 */
#define CHARACTERS   "\n\r .,:;-/!?*#+()%$@'\"&=<>_"
#define TEXT_PERCENT 90

static bool is_hex(const char *text)
{
	size_t length = strlen(text);

	return length >= 2 * (size_t)TEXT_LEAST && length % 2 == 0 &&
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
static size_t whole_septets(const uint8_t *octets, size_t count, uint8_t *septets, size_t size)
{
	for (size_t i = 0; i < count; i++)
		if (octets[i] >= 0x80 || i >= size)
			return 0;
	memcpy(septets, octets, count);
	return is_text(septets, count) ? count : 0;
}

static size_t packed_septets(const uint8_t *octets, size_t count, uint8_t *septets)
{
	int unpacked = pdu_gsm7_unpack(octets, count, 0, septets, count * 8 / 7);
	size_t length = unpacked > 0 ? (size_t)unpacked : 0;

	while (length > 0 && (septets[length - 1] == PADDING || septets[length - 1] == 0))
		length--;
	return is_text(septets, length) ? length : 0;
}

/* @return false: it is not certainly a text in the default alphabet */
static bool add_gsm7(struct words *words, const char *hex)
{
	uint8_t octets[WORDS_FIELD_SIZE / 2], whole[SEPTETS_MAX], packed[SEPTETS_MAX];
	char text[3 * SEPTETS_MAX + 1];
	size_t bad;

	/* digits alone are a number */
	if (!is_hex(hex) || strspn(hex, "0123456789") == strlen(hex))
		return false;
	int count = pdu_hex_decode(hex, strlen(hex), octets, sizeof octets, &bad);
	if (count <= 0)
		return false;
	size_t plain = whole_septets(octets, (size_t)count, whole, sizeof whole);
	size_t dense = packed_septets(octets, (size_t)count, packed);
	/* packed septets hardly leave the first bit of eight octets clear */
	if ((plain == 0 && dense == 0) || (plain > 0 && plain < WHOLE_LEAST && dense > 0))
		return false;
	int length = plain > 0 ? pdu_gsm7_to_utf8(whole, plain, text, sizeof text - 1)
			       : pdu_gsm7_to_utf8(packed, dense, text, sizeof text - 1);
	if (length <= 0)
		return false;
	text[length] = '\0';
	words_text(words, text);
	return true;
}

/* Two small letters, packed, in front of UTF-16: the language (23.038 5, 0x11). */
static bool has_language(const char *hex)
{
	uint8_t octets[2], septets[2];
	size_t bad;

	if (strlen(hex) <= 4 || pdu_hex_decode(hex, 4, octets, sizeof octets, &bad) != 2 ||
	    pdu_gsm7_unpack(octets, 2, 0, septets, 2) != 2)
		return false;
	return septets[0] >= 'a' && septets[0] <= 'z' && septets[1] >= 'a' && septets[1] <= 'z';
}

/* @return false: it says all by itself */
static bool add_string(struct words *words, const char *text, int dcs)
{
	struct smsmodem_cb_dcs coding = smsmodem_cb_dcs_decode((uint8_t)(dcs < 0 ? 0x0F : dcs));

	if (coding.encoding == SMSMODEM_ENCODING_UCS2)
		return words_ucs2(words, text + (coding.prefix && has_language(text) ? 4 : 0));
	if (coding.encoding == SMSMODEM_ENCODING_GSM7 && add_gsm7(words, text))
		return true;
	return words_is_ucs2(text) && words_ucs2(words, text);
}

bool words_cusd(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const states[] = {
		"no answer is wanted",
		"an answer is wanted: AT+CUSD=1,\"...\", or AT+CUSD=2 to leave",
		"the network has ended it",
		"another client of the phone has answered",
		"the network does not support this",
		"the network did not answer in time",
	};
	static const char *const shown[] = {"USSD answers are not shown", "USSD answers are shown"};
	char text[WORDS_FIELD_SIZE];
	int state, dcs;

	if (line->read && at_cursor_left(fields) == 1)
		return WORDS_ONLY(fields, shown, words);
	if (!words_take(fields, 0, 5, &state) || !words_take_string(fields, text) ||
	    !words_take_absent(fields, 0, 255, &dcs))
		return false;
	if (text[0] != '\0' && add_string(words, text, dcs))
		words_add(words, " (%s)", states[state]);
	else
		words_also(words, "; ", states[state]);
	return true;
}
