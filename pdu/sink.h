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

static inline void pdu_sink_put(struct pdu_sink *sink, uint32_t character)
{
	if (character < 0x80 && sink->used < sink->size && !sink->full) {
		sink->text[sink->used++] = (char)character;
		return;
	}
	int count = sink->full ? SMSMODEM_E_SPACE
			       : pdu_utf8_put(character, sink->text + sink->used,
					      sink->size - sink->used);
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
