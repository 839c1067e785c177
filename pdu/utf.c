/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 (RFC 3629) and UTF-16BE, which is what UCS-2 is on the air. */
#include "pair.h"
#include "sink.h"
#include "wide.h"
#include <limits.h>

#define UTF_REPLACEMENT 0xFFFD

static bool utf_is_surrogate(uint32_t character)
{
	return character >= 0xD800 && character <= 0xDFFF;
}

static bool utf_is_high(uint32_t unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool utf_is_low(uint32_t unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The six bits of each octet that continues a sequence; UINT32_MAX: one of them does not. */
static inline uint32_t utf8_continue(uint32_t value, const uint8_t *octets, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if ((octets[i] & 0xC0) != 0x80)
			return UINT32_MAX;
		value = value << 6 | (octets[i] & 0x3FU);
	}
	return value;
}

/* @return octets; *character is undefined after a failure */
static inline int utf8_get(const uint8_t *octets, size_t length, uint32_t *character)
{
	if (length >= 1 && octets[0] < 0x80) {
		*character = octets[0];
		return 1;
	}
	if (length >= 2 && octets[0] >= 0xC2 && octets[0] <= 0xDF) {
		*character = utf8_continue(octets[0] & 0x1FU, octets + 1, 1);
		return *character <= 0x7FF ? 2 : SMSMODEM_E_UTF8;
	}
	if (length >= 3 && (octets[0] & 0xF0) == 0xE0) {
		*character = utf8_continue(octets[0] & 0x0FU, octets + 1, 2);
		bool wrong = *character < 0x800 || *character > 0xFFFF;
		return wrong || utf_is_surrogate(*character) ? SMSMODEM_E_UTF8 : 3;
	}
	if (length >= 4 && (octets[0] & 0xF8) == 0xF0) {
		*character = utf8_continue(octets[0] & 0x07U, octets + 1, 3);
		return *character >= 0x10000 && *character <= 0x10FFFF ? 4 : SMSMODEM_E_UTF8;
	}
	return SMSMODEM_E_UTF8;
}

int pdu_utf8_get(const char *text, size_t length, uint32_t *character)
{
	uint32_t value;
	int octets = utf8_get((const uint8_t *)text, length, &value);

	if (octets > 0)
		*character = value;
	return octets;
}

int pdu_utf8_put(uint32_t character, char *text, size_t size)
{
	if (character > 0x10FFFF || utf_is_surrogate(character))
		character = UTF_REPLACEMENT;
	if (pdu_utf8_length(character) > size)
		return SMSMODEM_E_SPACE;
	return (int)pdu_utf8_write(character, text);
}

void pdu_utf16_end(struct pdu_sink *sink, struct pdu_utf16_state *state)
{
	if (state->high)
		pdu_sink_put(sink, UTF_REPLACEMENT);
	state->high = 0;
}

static void utf16_put_unit(struct pdu_sink *sink, struct pdu_utf16_state *state, uint16_t unit)
{
	if (state->high && utf_is_low(unit)) {
		uint32_t high = (uint32_t)(state->high - 0xD800) << 10;

		pdu_sink_put(sink, 0x10000 + high + (unit - 0xDC00U));
		state->high = 0;
		return;
	}
	pdu_utf16_end(sink, state);
	if (utf_is_high(unit))
		state->high = unit;
	else
		pdu_sink_put(sink, unit);
}

/* Those at the start that are no surrogates, if there is room for what they could take. @return
 * octets read */
static size_t utf16_put_wide(struct pdu_sink *sink, const uint8_t *octets, size_t count)
{
	char *text = sink->text + sink->used, *end = text;

	if (pdu_sink_room(sink) < PDU_WIDE_UTF8(count / 2))
		return 0;
	size_t units = pdu_wide_utf16_to_utf8(octets, count / 2, &end);
	sink->used += (size_t)(end - text);
	return 2 * units;
}

void pdu_utf16_put(struct pdu_sink *sink, struct pdu_utf16_state *state, const uint8_t *octets,
		   size_t count)
{
	size_t at = state->high ? 0 : utf16_put_wide(sink, octets, count);

	for (; at + 1 < count; at += 2)
		utf16_put_unit(sink, state, (uint16_t)(octets[at] << 8 | octets[at + 1]));
	if (count % 2) {
		pdu_utf16_end(sink, state);
		pdu_sink_put(sink, UTF_REPLACEMENT);
	}
}

static inline void utf16_write(uint32_t unit, uint8_t octets[2])
{
	octets[0] = (uint8_t)(unit >> 8);
	octets[1] = (uint8_t)unit;
}

#define UTF16_EACH(lane) ((uint64_t)(lane)*0x0001000100010001)

/*
 * Greek, Cyrillic, Hebrew, Arabic and others are two octets either way: 110xxxyy 10zzzzzz becomes
 * 00000xxx yyzzzzzz, four characters in a word. @return octets in front of what is none of these
 */
static inline size_t utf16_from_pairs(uint64_t word, uint64_t *units)
{
	uint64_t wrong = (word ^ UTF16_EACH(0x80C0)) & UTF16_EACH(0xC0E0);
	/* the first octets C0 and C1 would be a longer form than needed */
	uint64_t longer = ~((word & UTF16_EACH(0x001E)) + UTF16_EACH(0x00FE)) & UTF16_EACH(0x0100);

	*units = (word >> 2 & UTF16_EACH(0x0007)) | (word & UTF16_EACH(0x0003)) << 14 |
		 (word & UTF16_EACH(0x3F00));
	wrong |= longer;
	return wrong ? (size_t)__builtin_ctzll(wrong) / 16 * 2 : sizeof word;
}

size_t pdu_utf16_from_text(const char *text, size_t length, uint8_t *octets, size_t *count)
{
	size_t at = 0, used = 0;

	while (at < length) {
		uint64_t units;
		uint32_t character;
		if (text[at] & 0x80 && length - at >= sizeof units &&
		    *count - used >= sizeof units) {
			size_t pairs = utf16_from_pairs(pdu_word_load(text + at), &units);

			pdu_word_store(units, octets + used);
			at += pairs;
			used += pairs;
			if (pairs == sizeof units)
				continue;
		}
		int step = utf8_get((const uint8_t *)text + at, length - at, &character);
		size_t size = step == 4 ? 4 : 2;
		if (step < 0 || character == 0 || size > *count - used)
			break;
		if (step == 4) {
			utf16_write(0xD800 + ((character - 0x10000) >> 10), octets + used);
			character = 0xDC00 + (character & 0x3FF);
		}
		used += size;
		utf16_write(character, octets + used - 2);
		at += (size_t)step;
	}
	*count = used;
	return at;
}

int pdu_sink_result(const struct pdu_sink *sink)
{
	return sink->full || sink->used > INT_MAX ? SMSMODEM_E_SPACE : (int)sink->used;
}

int pdu_utf16_to_utf8(const uint8_t *octets, size_t count, char *text, size_t size)
{
	struct pdu_sink sink = {.text = text, .size = size};
	struct pdu_utf16_state state = {0};

	pdu_utf16_put(&sink, &state, octets, count);
	pdu_utf16_end(&sink, &state);
	return pdu_sink_result(&sink);
}
