/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters to septets and septets to UTF-8 (23.038 6.2.1). */
#include "gsm7.h"
#include "sink.h"

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

/* Nearly all of nearly every text: septets that are one octet of UTF-8. @return how many */
static size_t gsm7_put_ascii(struct pdu_sink *sink, const uint8_t *septets, size_t count)
{
	size_t room = sink->full ? 0 : sink->size - sink->used;
	size_t limit = count < room ? count : room, i = 0;
	char *restrict text = sink->text + sink->used;

	for (; i < limit; i++) {
		uint16_t character = pdu_gsm7_locking[0][septets[i] & 0x7F];

		if (character == 0 || character >= 0x80)
			break;
		text[i] = (char)character;
	}
	sink->used += i;
	return i;
}

void pdu_gsm7_put(struct pdu_sink *sink, struct pdu_gsm7_state *state, const uint8_t *septets,
		  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!state->escaped)
			i += gsm7_put_ascii(sink, septets + i, count - i);
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
