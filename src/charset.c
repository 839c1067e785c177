/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of a character set to and from UTF-8: those of every phone here, others by iconv(3). */
#include "sink.h"
#include "wsp.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>

#define REPLACEMENT     0xFFFDU
#define BYTE_ORDER_MARK 0xFEFFU
#define PIECE_SIZE      256

enum charset_code {
	CHARSET_ANY = 0,
	CHARSET_ASCII = 3,
	CHARSET_LATIN1 = 4,
	CHARSET_UTF8 = 106,
	CHARSET_UCS2 = 1000,
	CHARSET_UTF16BE = 1013,
	CHARSET_UTF16LE = 1014,
	CHARSET_UTF16 = 1015
};

/*
 * What the C library calls sets that it does not know by their MIME names; and to be read, the
 * wider set that senders mean. Others are written as they say that they are.
 */
struct charset_name {
	uint32_t charset;
	const char *read, *write;
};

static const struct charset_name charset_names[] = {
	{17, "CP932", "CP932"}, /* else \ and ~ are yen and overline */
	{36, "CP949", "EUC-KR"},
	{38, "CP949", "EUC-KR"},
	{57, "GBK", "GB2312"},
	{2025, "GBK", "GB2312"},
	{81, "ISO-8859-6", "ISO-8859-6"},
	{82, "ISO-8859-6", "ISO-8859-6"},
	{84, "ISO-8859-8", "ISO-8859-8"},
	{85, "ISO-8859-8", "ISO-8859-8"},
	{14, "ISO_6937", "ISO_6937"},
	{103, "UTF-7", "UTF-7"},
	{1001, "UCS-4BE", "UCS-4BE"},
	{1017, "UTF-32", "UTF-32BE"},
};

static bool charset_open(uint32_t charset, bool reads, iconv_t *converter)
{
	const char *name = smsmodem_charset_name(charset);

	for (size_t i = 0; i < sizeof charset_names / sizeof charset_names[0]; i++)
		if (charset_names[i].charset == charset)
			name = reads ? charset_names[i].read : charset_names[i].write;
	if (!name)
		return false;
	*converter = reads ? iconv_open("UTF-8", name) : iconv_open(name, "UTF-8");
	return (intptr_t)*converter != -1;
}

/* What iconv(3) takes, which does not write there. */
static char *charset_input(const void *octets)
{
	union {
		const void *given;
		char *taken;
	} input = {.given = octets};

	return input.taken;
}

/* --- to UTF-8 --- */

/* A NUL would be the end of the text to whoever reads it. */
static void decode_put(struct pdu_sink *sink, uint32_t character)
{
	pdu_sink_put(sink, character ? character : REPLACEMENT);
}

static void decode_utf8(const char *octets, size_t length, struct pdu_sink *sink)
{
	for (size_t at = 0; at < length && !sink->full;) {
		uint32_t character = REPLACEMENT;
		int used = pdu_utf8_get(octets + at, length - at, &character);

		decode_put(sink, used > 0 ? character : REPLACEMENT);
		at += used > 0 ? (size_t)used : 1;
	}
}

static void decode_octets(const uint8_t *octets, size_t length, uint32_t last,
			  struct pdu_sink *sink)
{
	for (size_t at = 0; at < length && !sink->full; at++)
		decode_put(sink, octets[at] <= last ? octets[at] : REPLACEMENT);
}

static uint32_t decode_unit(const uint8_t *octets, bool little)
{
	return little ? (uint32_t)octets[1] << 8 | octets[0] : (uint32_t)octets[0] << 8 | octets[1];
}

static void decode_utf16(const uint8_t *octets, size_t length, bool little, struct pdu_sink *sink)
{
	for (size_t at = 0; at < length && !sink->full; at += 2) {
		if (length - at < 2) {
			decode_put(sink, REPLACEMENT);
			return;
		}
		uint32_t unit = decode_unit(octets + at, little);
		uint32_t low = length - at >= 4 ? decode_unit(octets + at + 2, little) : 0;
		if (unit >= 0xD800 && unit <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF) {
			unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
			at += 2;
		}
		decode_put(sink, unit); /* of surrogates alone it makes U+FFFD */
	}
}

/* An octet that is no character, nor the beginning of one that is whole, becomes U+FFFD. */
static void decode_replace(iconv_t converter, char **in, size_t *left, struct pdu_sink *sink)
{
	decode_put(sink, REPLACEMENT);
	(void)iconv(converter, NULL, NULL, NULL, NULL);
	(*in)++;
	(*left)--;
}

static int decode_iconv(uint32_t charset, const void *octets, size_t length, struct pdu_sink *sink)
{
	char *in = charset_input(octets);
	iconv_t converter;
	bool ends = false;

	if (!charset_open(charset, true, &converter))
		return SMSMODEM_E_TEXT;
	while (!ends && !sink->full) {
		char piece[PIECE_SIZE], *out = piece;
		size_t room = sizeof piece;

		ends = length == 0; /* then comes what the converter holds back */
		size_t result = iconv(converter, ends ? NULL : &in, &length, &out, &room);
		bool wrong = result == (size_t)-1 && errno != E2BIG;
		decode_utf8(piece, sizeof piece - room, sink);
		if (wrong && length > 0)
			decode_replace(converter, &in, &length, sink);
	}
	(void)iconv_close(converter);
	return SMSMODEM_OK;
}

static bool decode_is_utf8(const char *text, size_t length)
{
	uint32_t character;

	for (size_t at = 0; at < length;) {
		int used = pdu_utf8_get(text + at, length - at, &character);

		if (used < 0)
			return false;
		at += (size_t)used;
	}
	return true;
}

/* A byte order mark is not of the text. */
static int decode_any(uint32_t charset, const uint8_t *octets, size_t length, struct pdu_sink *sink)
{
	bool marked = length >= 2 && decode_unit(octets, false) == BYTE_ORDER_MARK;
	bool little = length >= 2 && decode_unit(octets, true) == BYTE_ORDER_MARK;
	size_t mark = marked || little ? 2 : 0;

	switch (charset) {
	case CHARSET_UTF8:
		mark = length >= 3 && memcmp(octets, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
		decode_utf8((const char *)octets + mark, length - mark, sink);
		return SMSMODEM_OK;
	case CHARSET_ASCII: decode_octets(octets, length, 0x7F, sink); return SMSMODEM_OK;
	case CHARSET_LATIN1: decode_octets(octets, length, 0xFF, sink); return SMSMODEM_OK;
	case CHARSET_UCS2:
	case CHARSET_UTF16:
		decode_utf16(octets + mark, length - mark, little, sink);
		return SMSMODEM_OK;
	case CHARSET_UTF16BE:
	case CHARSET_UTF16LE:
		decode_utf16(octets, length, charset == CHARSET_UTF16LE, sink);
		return SMSMODEM_OK;
	default: return decode_iconv(charset, octets, length, sink);
	}
}

int smsmodem_charset_decode(uint32_t charset, const void *octets, size_t length, char *text,
			    size_t size)
{
	struct pdu_sink sink = {.text = text, .size = size ? size - 1 : 0, .full = size == 0};

	if (charset == CHARSET_ANY)
		charset = decode_is_utf8(octets, length) ? CHARSET_UTF8 : CHARSET_LATIN1;
	int result = length ? decode_any(charset, octets, length, &sink) : SMSMODEM_OK;
	if (size > 0)
		text[sink.used] = '\0';
	return result < 0 ? result : pdu_sink_result(&sink);
}

/* --- from UTF-8 --- */

static void encode_unit(struct pdu_wsp_writer *writer, uint32_t unit, bool little)
{
	uint8_t high = (uint8_t)(unit >> 8), low = (uint8_t)unit;

	pdu_wsp_put_octet(writer, little ? low : high);
	pdu_wsp_put_octet(writer, little ? high : low);
}

static int encode_character(uint32_t charset, uint32_t character, struct pdu_wsp_writer *writer)
{
	bool little = charset == CHARSET_UTF16LE;
	uint32_t last = charset == CHARSET_ASCII ? 0x7F : 0xFF;

	if (charset == CHARSET_ASCII || charset == CHARSET_LATIN1) {
		pdu_wsp_put_octet(writer, (uint8_t)character);
		return character <= last ? SMSMODEM_OK : SMSMODEM_E_TEXT;
	}
	if (character <= 0xFFFF) {
		encode_unit(writer, character, little);
		return SMSMODEM_OK;
	}
	encode_unit(writer, 0xD7C0 + (character >> 10), little);
	encode_unit(writer, 0xDC00 + (character & 0x3FF), little);
	return charset == CHARSET_UCS2 ? SMSMODEM_E_TEXT : SMSMODEM_OK;
}

static int encode_characters(uint32_t charset, const char *text, size_t length,
			     struct pdu_wsp_writer *writer)
{
	for (size_t at = 0; at < length;) {
		uint32_t character;
		int used = pdu_utf8_get(text + at, length - at, &character);

		if (used < 0 || encode_character(charset, character, writer) < 0)
			return SMSMODEM_E_TEXT;
		at += (size_t)used;
	}
	return SMSMODEM_OK;
}

/* @return octets written, SMSMODEM_E_SPACE, SMSMODEM_E_TEXT */
static int encode_iconv(uint32_t charset, const char *text, size_t length, uint8_t *octets,
			size_t size)
{
	char *in = charset_input(text), *out = (char *)octets;
	iconv_t converter;
	size_t room = size;
	int code = SMSMODEM_OK;

	if (!charset_open(charset, false, &converter))
		return SMSMODEM_E_TEXT;
	size_t lossy = length ? iconv(converter, &in, &length, &out, &room) : 0;
	if (lossy == 0) /* and what brings a set with states back to its first one */
		lossy = iconv(converter, NULL, NULL, &out, &room);
	if (lossy == (size_t)-1)
		code = errno == E2BIG ? SMSMODEM_E_SPACE : SMSMODEM_E_TEXT;
	else if (lossy > 0)
		code = SMSMODEM_E_TEXT;
	(void)iconv_close(converter);
	return code < 0 ? code : (int)(size - room);
}

int smsmodem_charset_encode(uint32_t charset, const char *text, size_t length, uint8_t *octets,
			    size_t size)
{
	struct pdu_wsp_writer writer = pdu_wsp_writer(octets, size);
	int result = SMSMODEM_OK;

	switch (charset) {
	case CHARSET_UTF8:
		result = decode_is_utf8(text, length) ? SMSMODEM_OK : SMSMODEM_E_TEXT;
		pdu_wsp_put_octets(&writer, text, length);
		break;
	case CHARSET_ASCII:
	case CHARSET_LATIN1:
	case CHARSET_UCS2:
	case CHARSET_UTF16:
	case CHARSET_UTF16BE:
	case CHARSET_UTF16LE: result = encode_characters(charset, text, length, &writer); break;
	default: return encode_iconv(charset, text, length, octets, size);
	}
	return result < 0 ? result : pdu_wsp_written(&writer);
}
