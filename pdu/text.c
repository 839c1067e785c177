/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents of a message whose parts are in order: its text, or its 8-bit data. */
#include "gsm7.h"
#include "sink.h"
#include <string.h>

static enum smsmodem_encoding text_encoding(const struct smsmodem_tpdu *tpdu)
{
	return pdu_dcs_encoding(tpdu->dcs);
}

/* User data behind the header; a struct that contradicts itself has none. */
static size_t text_octets(const struct smsmodem_tpdu *tpdu)
{
	if (tpdu->ud_len > SMSMODEM_UD_SIZE || tpdu->udh_len > tpdu->ud_len)
		return 0;
	return tpdu->ud_len - (size_t)tpdu->udh_len;
}

/* The text begins at the next septet border behind the header (23.040 9.2.3.24, figure 9.2.3.24 b).
 */
int pdu_septets(const struct smsmodem_tpdu *tpdu, uint8_t septets[PDU_SEPTETS_MAX])
{
	size_t header_bits = (size_t)8 * tpdu->udh_len;
	size_t header = (header_bits + 6) / 7;
	size_t total = tpdu->udl < PDU_SEPTETS_MAX ? tpdu->udl : PDU_SEPTETS_MAX;

	if (total <= header || text_octets(tpdu) == 0)
		return 0;
	return pdu_gsm7_unpack(tpdu->ud + tpdu->udh_len, text_octets(tpdu),
			       (unsigned)(7 * header - header_bits), septets, total - header);
}

/* Whether b continues a: neighbours of the same message in the same alphabet. */
static bool text_continues(const struct smsmodem_tpdu *a, const struct smsmodem_tpdu *b)
{
	return a->concat.seq + 1 == b->concat.seq && text_encoding(a) == text_encoding(b);
}

struct text_state {
	struct pdu_gsm7_state gsm7;
	struct pdu_utf16_state utf16;
};

static void text_put_gsm7(struct pdu_sink *sink, struct pdu_gsm7_state *state,
			  const struct smsmodem_tpdu *part)
{
	struct smsmodem_shift shift = pdu_gsm7_assigned(part->shift);
	uint8_t septets[PDU_SEPTETS_MAX];
	int count = pdu_septets(part, septets);

	/* The tables are those of a part (23.038 6.2.1.2.2), and so is what an escape announces. */
	if (state->shift.locking != shift.locking || state->shift.single != shift.single)
		*state = (struct pdu_gsm7_state){.shift = shift};
	pdu_gsm7_put(sink, state, septets, (size_t)count);
}

static void text_put_part(struct pdu_sink *sink, struct text_state *state,
			  const struct smsmodem_tpdu *part)
{
	switch (text_encoding(part)) {
	case SMSMODEM_ENCODING_GSM7: text_put_gsm7(sink, &state->gsm7, part); break;
	case SMSMODEM_ENCODING_UCS2:
		pdu_utf16_put(sink, &state->utf16, part->ud + part->udh_len, text_octets(part));
		break;
	case SMSMODEM_ENCODING_AUTO:
	case SMSMODEM_ENCODING_8BIT:
	case SMSMODEM_ENCODING_COMPRESSED: break;
	}
}

int smsmodem_text(const struct smsmodem_tpdu *parts, size_t count, char *text, size_t size)
{
	struct pdu_sink sink = {.text = text, .size = size ? size - 1 : 0};
	struct text_state state = {0};

	if (size == 0)
		return SMSMODEM_E_SPACE;
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && !text_continues(&parts[i - 1], &parts[i])) {
			pdu_utf16_end(&sink, &state.utf16);
			state = (struct text_state){0};
		}
		text_put_part(&sink, &state, &parts[i]);
	}
	pdu_utf16_end(&sink, &state.utf16);
	text[sink.used] = '\0';
	return pdu_sink_result(&sink);
}

int smsmodem_data(const struct smsmodem_tpdu *parts, size_t count, uint8_t *data, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		enum smsmodem_encoding encoding = text_encoding(&parts[i]);
		size_t length = text_octets(&parts[i]);

		if (encoding == SMSMODEM_ENCODING_GSM7 || encoding == SMSMODEM_ENCODING_UCS2)
			continue;
		if (length > size - used)
			return SMSMODEM_E_SPACE;
		if (length > 0)
			memcpy(data + used, parts[i].ud + parts[i].udh_len, length);
		used += length;
	}
	return (int)used;
}
