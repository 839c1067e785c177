/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bounded UTF-8 output that several sources of characters write to, and what they share. */
#ifndef PDU_SINK_H
#define PDU_SINK_H

#include "pdu.h"

struct pdu_sink {
	char *text;
	size_t size, used;
	bool full; /* sticky: something did not fit, nothing more is written */
};

/** What still fits. */
static inline size_t pdu_sink_room(const struct pdu_sink *sink)
{
	return sink->full ? 0 : sink->size - sink->used;
}

/** Octets of a character that has a form. */
static inline size_t pdu_utf8_length(uint32_t character)
{
	if (character < 0x80)
		return 1;
	return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

/** Write one where it fits. @return octets */
static inline size_t pdu_utf8_write(uint32_t character, char *text)
{
	static const uint8_t marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
	size_t count = pdu_utf8_length(character);

	for (size_t i = count - 1; i > 0; i--) {
		text[i] = (char)(0x80 | (character & 0x3F));
		character >>= 6;
	}
	text[0] = (char)(marks[count] | character);
	return count;
}

static inline void pdu_sink_put(struct pdu_sink *sink, uint32_t character)
{
	size_t room = pdu_sink_room(sink);

	if (character < 0x80 && room > 0) {
		sink->text[sink->used++] = (char)character;
		return;
	}
	int count = pdu_utf8_put(character, sink->text + sink->used, room);
	if (count < 0)
		sink->full = true;
	else
		sink->used += (size_t)count;
}

/** Octets written, or SMSMODEM_E_SPACE. */
int pdu_sink_result(const struct pdu_sink *sink);

/* What a part leaves open for the next one to continue. */
struct pdu_gsm7_state {
	bool escaped; /* the last septet was an escape */
	struct smsmodem_shift shift;
};

struct pdu_utf16_state {
	uint16_t high; /* the last unit was this high surrogate, or 0 */
};

void pdu_gsm7_put(struct pdu_sink *sink, struct pdu_gsm7_state *state, const uint8_t *septets,
		  size_t count);
void pdu_utf16_put(struct pdu_sink *sink, struct pdu_utf16_state *state, const uint8_t *octets,
		   size_t count);

/* A high surrogate that nothing followed becomes U+FFFD. */
void pdu_utf16_end(struct pdu_sink *sink, struct pdu_utf16_state *state);

#endif
