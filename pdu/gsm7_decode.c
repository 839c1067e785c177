/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Septets to UTF-8 (23.038 6.2.1). */
#include "gsm7_plain.h"
#include "sink.h"

/* The state by itself, so that it may be kept in registers. */
struct gsm7_reader {
	const uint32_t *locking, *single;
	bool escaped;
};

/*
 * What the next septet shows as; nothing when it is the escape. A second escape announces a table
 * that does not exist and shows as a space; what the single shift table lacks shows as in the
 * locking shift table or the default alphabet (23.038 6.2.1.1). What that lacks is not specified,
 * and shows as U+FFFD. The tables say so.
 */
static inline uint32_t gsm7_shown(struct gsm7_reader *reader, uint8_t septet)
{
	uint32_t shown = reader->locking[septet & 0x7F];
	uint32_t escaped = reader->escaped ? reader->single[septet & 0x7F] : 0;

	reader->escaped = !reader->escaped && (septet & 0x7F) == PDU_GSM7_ESCAPE;
	return escaped ? escaped : shown;
}

/* Write it with what comes behind it in the table. @return where the next one goes */
static inline char *gsm7_put_shown(char *text, uint32_t shown)
{
	pdu_half_store(shown, text);
	return text + (shown >> PDU_GSM7_UTF8_LENGTH);
}

/* What a block reads and at most writes: each rest of it is copied as sixteen octets too. */
#define GSM7_BLOCK_READ  (16 + 16)
#define GSM7_BLOCK_WRITE (16 * 3 + 16)

/*
 * Up to sixteen septets, most of them plain: all are copied with what is behind them, and behind
 * each one that is not plain and was put by itself the rest of them once more.
 * @return the end of the text
 */
static inline char *gsm7_put_latin(char *text, struct gsm7_reader *reader,
				   const uint8_t septets[GSM7_BLOCK_READ], size_t count)
{
	struct pdu_block block = pdu_block_load(septets);
	uint32_t all = (1U << count) - 1, odd = pdu_block_bits(gsm7_odd(block)) & all;
	size_t done = 0;

	pdu_block_store(block, text);
	for (odd |= reader->escaped; odd; odd &= odd - 1) {
		size_t at = (size_t)__builtin_ctz(odd);

		text = gsm7_put_shown(text + (at - done), gsm7_shown(reader, septets[at]));
		done = at + 1;
		odd |= (uint32_t)reader->escaped << done & all;
		pdu_block_store(pdu_block_load(septets + done), text);
	}
	return text + (count - done);
}

/* Whether there is an escape among sixteen, or they begin behind one. */
static inline bool gsm7_is_escaped(const struct gsm7_reader *reader, const uint8_t *septets)
{
	struct pdu_block block = pdu_block_load(septets);

	block.octets = (__typeof__(block.octets))(block.octets == PDU_GSM7_ESCAPE);
	return reader->escaped || pdu_block_any(block, 0x80);
}

/* Up to sixteen septets of an alphabet in which hardly any is the same as in ASCII. */
static inline char *gsm7_put_other(char *text, struct gsm7_reader *reader,
				   const uint8_t septets[GSM7_BLOCK_READ], size_t count)
{
	if (!gsm7_is_escaped(reader, septets)) {
		for (size_t i = 0; i < count; i++)
			text = gsm7_put_shown(text, reader->locking[septets[i] & 0x7F]);
		return text;
	}
	for (size_t i = 0; i < count; i++)
		text = gsm7_put_shown(text, gsm7_shown(reader, septets[i]));
	return text;
}

/* All at once as long as there is room for what they could take. @return how many were put */
static size_t gsm7_put_blocks(struct pdu_sink *sink, struct gsm7_reader *kept, bool latin,
			      const uint8_t *septets, size_t count)
{
	struct gsm7_reader reader = *kept;
	uint8_t last[GSM7_BLOCK_READ] = {0};
	char *text = sink->text + sink->used, *end = text + pdu_sink_room(sink);
	size_t i = 0;

	for (size_t step; i < count && end - text >= GSM7_BLOCK_WRITE; i += step) {
		const uint8_t *block = septets + i;
		size_t left = count - i;

		if (left < GSM7_BLOCK_READ) {
			pdu_copy(last, block, left);
			block = last;
		}
		step = left < PDU_PAIR_OCTETS ? left : PDU_PAIR_OCTETS;
		text = latin ? gsm7_put_latin(text, &reader, block, step)
			     : gsm7_put_other(text, &reader, block, step);
	}
	sink->used = (size_t)(text - sink->text);
	*kept = reader;
	return i;
}

/* The last of them, where the room ends. */
static void gsm7_put_one(struct pdu_sink *sink, uint32_t shown)
{
	size_t octets = shown >> PDU_GSM7_UTF8_LENGTH;

	sink->full = octets > pdu_sink_room(sink);
	if (sink->full)
		return;
	for (; octets > 0; octets--, shown >>= 8)
		sink->text[sink->used++] = (char)(shown & 0xFF);
}

/* Nearly all of nearly every text, and all of most. @return how many there were */
static size_t gsm7_put_plain(struct pdu_sink *sink, const uint8_t *septets, size_t count)
{
	size_t room = pdu_sink_room(sink);
	size_t most = count < room ? count : room;
	size_t plain = most ? pdu_gsm7_copy_plain(septets, most, sink->text + sink->used) : 0;

	sink->used += plain;
	return plain;
}

void pdu_gsm7_put(struct pdu_sink *sink, struct pdu_gsm7_state *state, const uint8_t *septets,
		  size_t count)
{
	struct smsmodem_shift shift = pdu_gsm7_assigned(state->shift);
	struct gsm7_reader reader = {pdu_gsm7_utf8_locking[shift.locking],
				     pdu_gsm7_utf8_single[shift.single], state->escaped};
	bool latin = pdu_gsm7_is_latin(shift.locking);
	size_t i = latin && !state->escaped ? gsm7_put_plain(sink, septets, count) : 0;

	if (i < count)
		i += gsm7_put_blocks(sink, &reader, latin, septets + i, count - i);
	for (; i < count && !sink->full; i++)
		gsm7_put_one(sink, gsm7_shown(&reader, septets[i]));
	state->escaped = reader.escaped;
}

int pdu_gsm7_to_utf8(const uint8_t *septets, size_t count, char *text, size_t size)
{
	struct pdu_sink sink = {.text = text, .size = size};
	struct pdu_gsm7_state state = {0};

	pdu_gsm7_put(&sink, &state, septets, count);
	return pdu_sink_result(&sink);
}
