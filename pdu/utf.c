/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 (RFC 3629) and UTF-16BE, which is what UCS-2 is on the air. */
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

/* Octets of a sequence by its first octet; 0: it cannot be a first one. */
static unsigned utf8_length(uint8_t first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF)
		return 3;
	return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

int pdu_utf8_get(const char *text, size_t length, uint32_t *character)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned count = length ? utf8_length((uint8_t)text[0]) : 0;

	if (count == 0 || count > length)
		return SMSMODEM_E_UTF8;
	uint32_t value = (uint8_t)text[0] & (count == 1 ? 0x7FU : 0xFFU >> (count + 1));
	for (unsigned i = 1; i < count; i++) {
		uint8_t next = (uint8_t)text[i];

		if ((next & 0xC0) != 0x80)
			return SMSMODEM_E_UTF8;
		value = value << 6 | (next & 0x3FU);
	}
	if (value < smallest[count] || value > 0x10FFFF || utf_is_surrogate(value))
		return SMSMODEM_E_UTF8;
	*character = value;
	return (int)count;
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
