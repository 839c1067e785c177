/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters to septets and septets to UTF-8 (23.038 6.2.1). */
#include "gsm7.h"
#include "pair.h"
#include "sink.h"

/*
 * What the table says too, sixteen at a time: where the bit 0x80 of an octet is set, it is not
 * plain. Plain are letters, and the space to '?' but for '$'.
 */
static inline struct pdu_block gsm7_odd(struct pdu_block block)
{
	struct pdu_block letters, odd;

	letters.octets = block.octets | ('a' - 'A');
	odd.octets = block.octets | (block.octets - ' ') | (letters.octets + (0x7F - 'z'));
	odd.octets |= (__typeof__(odd.octets))(letters.octets == '`');
	odd.octets |= (__typeof__(odd.octets))(block.octets == '$');
	return odd;
}

/* How many of sixteen are plain before the first that is not. */
static inline size_t gsm7_plain_sixteen(const uint8_t *octets)
{
	struct pdu_block odd = gsm7_odd(pdu_block_load(octets));

	return pdu_block_any(odd, 0x80) ? (size_t)__builtin_ctz(pdu_block_bits(odd))
					: PDU_PAIR_OCTETS;
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
	/* what is left once more with some of those before it */
	if (at > 0 && at < count) {
		at = count - PDU_PAIR_OCTETS;
		return at + gsm7_plain_sixteen(next + at);
	}
	while (at < count && pdu_gsm7_is_plain(next[at]))
		at++;
	return at;
}

/* A character of one septet that begins with these two octets. @return how many are its, or 0 */
static inline size_t gsm7_one(uint8_t first, uint8_t second, uint8_t *septet)
{
	bool two = first >= 0xC2 && first <= 0xDF && (second & 0xC0) == 0x80;
	uint32_t character = two ? (uint32_t)(first & 0x1F) << 6 | (second & 0x3F) : first;

	*septet = first < 0x80 || two ? pdu_gsm7_code(character) : PDU_GSM7_NONE;
	if (*septet >= PDU_GSM7_ESCAPED)
		return 0;
	return two ? 2 : 1;
}

/* Octets that sixteen of a text and each rest of them reach to, and septets that they do. */
#define GSM7_TEXT_READ  (16 + 1 + 16)
#define GSM7_TEXT_WRITE (16 + 16)

/*
 * Up to sixteen octets and one more where a character needs it, most of them plain: all are copied
 * with what is behind them, and behind each other character the rest of them once more.
 * @return octets read: fewer than count when another character follows
 */
static inline size_t gsm7_text_block(const char text[GSM7_TEXT_READ], size_t count,
				     uint8_t **septets)
{
	struct pdu_block block = pdu_block_load(text);
	uint32_t odd = pdu_block_bits(gsm7_odd(block)) & ((1U << count) - 1);
	uint8_t *next = *septets;
	size_t done = 0;

	pdu_block_store(block, next);
	while (odd) {
		size_t at = (size_t)__builtin_ctz(odd);
		uint8_t septet;
		size_t octets = gsm7_one((uint8_t)text[at], (uint8_t)text[at + 1], &septet);

		next += at - done;
		done = at + octets;
		if (octets == 0)
			break;
		*next++ = septet;
		odd &= UINT32_MAX << done;
		pdu_block_store(pdu_block_load(text + done), next);
	}
	if (!odd && done < count) {
		next += count - done;
		done = count;
	}
	*septets = next;
	return done;
}

/* All as long as there is room for what they could take. @return octets read */
static size_t gsm7_text_blocks(const char *text, size_t length, uint8_t **septets, size_t room)
{
	char last[GSM7_TEXT_READ] = "";
	uint8_t *end = *septets + room;
	size_t at = 0, step = 0, wanted = 0;

	for (; step >= wanted && at < length && end - *septets >= GSM7_TEXT_WRITE; at += step) {
		const char *block = text + at;
		size_t left = length - at;

		if (left < GSM7_TEXT_READ) {
			pdu_copy(last, block, left);
			last[left] = '\0';
			block = last;
		}
		wanted = left < PDU_PAIR_OCTETS ? left : PDU_PAIR_OCTETS;
		step = gsm7_text_block(block, wanted, septets);
	}
	return at;
}

size_t pdu_gsm7_from_text(const char *text, size_t length, uint8_t *septets, size_t *count)
{
	size_t at = pdu_gsm7_plain(text, length < *count ? length : *count), octets = 1;
	uint8_t *next = septets + at, *end = septets + *count;

	pdu_copy(septets, text, at);
	at += gsm7_text_blocks(text + at, length - at, &next, (size_t)(end - next));
	for (; at < length && next < end; at += octets, next++) {
		octets = gsm7_one((uint8_t)text[at], at + 1 < length ? (uint8_t)text[at + 1] : 0,
				  next);
		if (octets == 0)
			break;
	}
	*count = (size_t)(next - septets);
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

int pdu_gsm7_septets(struct smsmodem_shift shift, uint32_t character, uint8_t septets[2])
{
	const struct pdu_gsm7_row *row = pdu_gsm7_row(character);
	bool locking = row->locking >> shift.locking & 1;
	const uint8_t *codes = locking ? row->locking_codes : row->single_codes;
	const uint16_t *table =
		locking ? pdu_gsm7_locking[shift.locking] : pdu_gsm7_single[shift.single];

	if (!locking && !(row->single >> shift.single & 1))
		return 0;
	uint8_t code = codes[table[codes[0]] != character];
	septets[0] = locking ? code : PDU_GSM7_ESCAPE;
	septets[1] = code;
	return locking ? 1 : 2;
}

/*
 * A second escape announces a table that does not exist and shows as a space; what the extension
 * table lacks shows as in the main table (23.038 6.2.1.1).
 */
static uint16_t gsm7_escaped(const struct pdu_gsm7_state *state, uint8_t septet)
{
	uint16_t character = pdu_gsm7_single[state->shift.single][septet];

	if (septet == PDU_GSM7_ESCAPE)
		return ' ';
	return character ? character : pdu_gsm7_locking[state->shift.locking][septet];
}

/* @return what the septet shows as, or 0: it is the escape, whose place in the table says so */
static inline uint16_t gsm7_character(struct pdu_gsm7_state *state, uint8_t septet)
{
	uint16_t character = pdu_gsm7_locking[state->shift.locking][septet & 0x7F];

	if (state->escaped)
		character = gsm7_escaped(state, septet & 0x7F);
	state->escaped = character == 0;
	return character;
}

/*
 * What a block reads and at most writes: each rest of it is copied as sixteen octets too. A septet
 * takes two octets at most; only one that an escape was in front of takes three.
 */
#define GSM7_BLOCK_READ  (16 + 16)
#define GSM7_BLOCK_WRITE (32 + 1 + 16)

/*
 * Up to sixteen septets, most of them plain: all are copied with what is behind them, and behind
 * each one that is not plain and was put by itself the rest of them once more.
 * @return the end of the text
 */
static inline char *gsm7_put_block(char *text, struct pdu_gsm7_state *state,
				   const uint8_t septets[GSM7_BLOCK_READ], size_t count)
{
	struct pdu_block block = pdu_block_load(septets);
	uint32_t all = (1U << count) - 1, odd = pdu_block_bits(gsm7_odd(block)) & all;
	size_t done = 0;

	pdu_block_store(block, text);
	for (odd |= state->escaped; odd; odd &= odd - 1) {
		size_t at = (size_t)__builtin_ctz(odd);

		uint16_t character = gsm7_character(state, septets[at]);

		text += at - done;
		text += character ? pdu_utf8_write(character, text) : 0;
		done = at + 1;
		odd |= (uint32_t)state->escaped << done & all;
		pdu_block_store(pdu_block_load(septets + done), text);
	}
	return text + count - done;
}

/* All at once as long as there is room for what they could take. @return how many were put */
static size_t gsm7_put_blocks(struct pdu_sink *sink, struct pdu_gsm7_state *kept,
			      const uint8_t *septets, size_t count)
{
	struct pdu_gsm7_state state = *kept; /* by itself, so that it may be kept in a register */
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
		text = gsm7_put_block(text, &state, block, step);
	}
	sink->used = (size_t)(text - sink->text);
	*kept = state;
	return i;
}

/* Nearly all of nearly every text, and all of most. @return how many there were */
static size_t gsm7_put_plain(struct pdu_sink *sink, const uint8_t *septets, size_t count)
{
	size_t room = pdu_sink_room(sink);
	size_t plain = pdu_gsm7_plain(septets, count < room ? count : room);

	if (plain > 0)
		pdu_copy(sink->text + sink->used, septets, plain);
	sink->used += plain;
	return plain;
}

void pdu_gsm7_put(struct pdu_sink *sink, struct pdu_gsm7_state *state, const uint8_t *septets,
		  size_t count)
{
	bool national = state->shift.locking != 0;
	size_t i = state->escaped || national ? 0 : gsm7_put_plain(sink, septets, count);

	if (i < count && !national)
		i += gsm7_put_blocks(sink, state, septets + i, count - i);
	for (; i < count; i++) {
		uint16_t character = gsm7_character(state, septets[i]);

		if (character)
			pdu_sink_put(sink, character);
	}
}

int pdu_gsm7_to_utf8(const uint8_t *septets, size_t count, char *text, size_t size)
{
	struct pdu_sink sink = {.text = text, .size = size};
	struct pdu_gsm7_state state = {0};

	pdu_gsm7_put(&sink, &state, septets, count);
	return pdu_sink_result(&sink);
}
