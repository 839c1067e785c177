/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters to septets and septets to UTF-8 (23.038 6.2.1). */
#include "gsm7.h"
#include "pair.h"
#include "sink.h"

/* What the table says too, sixteen at a time: the space to '?' but for '$', and letters. */
static size_t gsm7_plain_sixteen(const uint8_t *octets)
{
	struct pdu_pair pair = pdu_pair_load(octets, octets + 8), plain = pair;

	plain.words |= 0x2020202020202020;
	plain = pdu_pair_between(plain, 'a', 'z');
	plain.words |= pdu_pair_between(pair, ' ', '#').words;
	plain.words |= pdu_pair_between(pair, '%', '?').words;
	plain.words &= ~pair.words;
	return pdu_pair_until(plain);
}

size_t pdu_gsm7_plain(const void *octets, size_t count)
{
	const uint8_t *next = octets;
	size_t at = 0;

	for (; count - at >= PDU_PAIR_OCTETS; at += PDU_PAIR_OCTETS) {
		size_t plain = gsm7_plain_sixteen(next + at);

		if (plain < PDU_PAIR_OCTETS)
			return at + plain;
	}
	while (at < count && pdu_gsm7_is_plain(next[at]))
		at++;
	return at;
}

size_t pdu_gsm7_from_ascii(const char *text, size_t count, uint8_t *septets)
{
	size_t at = 0;

	while (at < count) {
		uint8_t octet = (uint8_t)text[at];
		uint8_t code = octet < 0x80 ? pdu_gsm7_latin[octet] : PDU_GSM7_NONE;

		if (code >= PDU_GSM7_ESCAPED)
			break;
		if (!pdu_gsm7_is_plain(octet)) {
			septets[at++] = code;
			continue;
		}
		size_t plain = pdu_gsm7_plain(text + at, count - at);
		memcpy(septets + at, text + at, plain);
		at += plain;
	}
	return at;
}

int pdu_gsm7_from_character(uint32_t character, uint8_t septets[2])
{
	uint8_t code = pdu_gsm7_code(character);

	if (code == PDU_GSM7_NONE)
		return 0;
	if (!(code & PDU_GSM7_ESCAPED)) {
		septets[0] = code;
		return 1;
	}
	septets[0] = PDU_GSM7_ESCAPE;
	septets[1] = code & 0x7F;
	return 2;
}

/*
 * A second escape announces a table that does not exist and shows as a space; what the extension
 * table lacks shows as in the main table (23.038 6.2.1.1).
 */
static uint16_t gsm7_escaped(uint8_t septet)
{
	if (septet == PDU_GSM7_ESCAPE)
		return ' ';
	return pdu_gsm7_single[0][septet] ? pdu_gsm7_single[0][septet]
					  : pdu_gsm7_locking[0][septet];
}

/* @return how many plain ones were copied: nearly all of nearly every text */
static size_t gsm7_put_plain(struct pdu_sink *sink, const uint8_t *septets, size_t count)
{
	size_t room = sink->full ? 0 : sink->size - sink->used;

	if (count == 0 || !pdu_gsm7_is_plain(septets[0]))
		return 0;
	size_t plain = pdu_gsm7_plain(septets, count < room ? count : room);

	if (plain > 0)
		memcpy(sink->text + sink->used, septets, plain);
	sink->used += plain;
	return plain;
}

void pdu_gsm7_put(struct pdu_sink *sink, struct pdu_gsm7_state *state, const uint8_t *septets,
		  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!state->escaped)
			i += gsm7_put_plain(sink, septets + i, count - i);
		if (i == count)
			break;
		uint8_t septet = septets[i] & 0x7F;

		if (state->escaped) {
			pdu_sink_put(sink, gsm7_escaped(septet));
			state->escaped = false;
		} else if (septet == PDU_GSM7_ESCAPE) {
			state->escaped = true;
		} else {
			pdu_sink_put(sink, pdu_gsm7_locking[0][septet]);
		}
	}
}

int pdu_gsm7_to_utf8(const uint8_t *septets, size_t count, char *text, size_t size)
{
	struct pdu_sink sink = {.text = text, .size = size};
	struct pdu_gsm7_state state = {0};

	pdu_gsm7_put(&sink, &state, septets, count);
	return pdu_sink_result(&sink);
}
