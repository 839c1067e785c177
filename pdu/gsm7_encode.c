/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 to septets, a whole text at once (23.038 6.2.1). */
#include "gsm7_plain.h"

/*
 * A character of one septet that begins with these two octets, in the default alphabet or the table
 * of a script whose letters are behind ASCII. @return how many are its, or 0
 */
static inline size_t gsm7_one(const struct pdu_gsm7_script *script, uint8_t first, uint8_t second,
			      uint8_t *septet)
{
	bool two = first >= 0xC2 && first <= 0xDF && (second & 0xC0) == 0x80;
	uint32_t character = two ? (uint32_t)(first & 0x1F) << 6 | (second & 0x3F) : first;

	*septet = PDU_GSM7_NONE;
	if (script && character < sizeof script->codes && (first < 0x80 || two))
		*septet = script->codes[character];
	else if (!script && (first < 0x80 || two))
		*septet = pdu_gsm7_code(character);
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
static inline size_t gsm7_text_block(const struct pdu_gsm7_script *script,
				     const char text[GSM7_TEXT_READ], size_t count,
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
		size_t octets = gsm7_one(script, (uint8_t)text[at], (uint8_t)text[at + 1], &septet);

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
static inline size_t gsm7_text_blocks(const struct pdu_gsm7_script *script, const char *text,
				      size_t length, uint8_t **septets, size_t room)
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
		step = gsm7_text_block(script, block, wanted, septets);
	}
	return at;
}

static inline size_t gsm7_from_latin(const struct pdu_gsm7_script *script, const char *text,
				     size_t length, uint8_t *septets, size_t *count)
{
	size_t at = pdu_gsm7_copy_plain(text, length < *count ? length : *count, septets);
	size_t octets = 1;
	uint8_t *next = septets + at, *end = septets + *count;

	at += gsm7_text_blocks(script, text + at, length - at, &next, (size_t)(end - next));
	for (; at < length && next < end; at += octets, next++) {
		octets = gsm7_one(script, (uint8_t)text[at],
				  at + 1 < length ? (uint8_t)text[at + 1] : 0, next);
		if (octets == 0)
			break;
	}
	*count = (size_t)(next - septets);
	return at;
}

size_t pdu_gsm7_from_text(const char *text, size_t length, uint8_t *septets, size_t *count)
{
	return gsm7_from_latin(NULL, text, length, septets, count);
}

/* --- in a pair of tables --- */

/*
 * A character that begins with these three octets, of which leads are in front of the script's.
 * @return how many are its, or 0: it is neither ASCII nor of the script
 */
static inline size_t gsm7_script_one(const struct pdu_gsm7_script *script, size_t leads,
				     const uint8_t octets[3], uint8_t *septet)
{
	if (octets[0] < 0x80) {
		*septet = script->codes[octets[0]];
		return 1;
	}
	unsigned block = (unsigned)octets[leads] - script->first;
	if (block >= script->span || (octets[leads + 1] & 0xC0) != 0x80 ||
	    (leads > 0 && octets[0] != script->lead))
		return 0;
	*septet = script->codes[0x80 + (block << 6 | (octets[leads + 1] & 0x3FU))];
	return leads + 2;
}

/* All that are so, but for the last octets of the text. @return octets read */
static inline size_t gsm7_from_script(const struct pdu_gsm7_script *script, size_t leads,
				      const char *text, size_t length, uint8_t *septets,
				      size_t *count)
{
	const uint8_t *octets = (const uint8_t *)text;
	size_t at = 0, used = 0;

	while (length - at >= 3 && used < *count) {
		size_t step = gsm7_script_one(script, leads, octets + at, &septets[used]);

		if (step == 0 || septets[used] == PDU_GSM7_NONE)
			break;
		at += step;
		used++;
	}
	*count = used;
	return at;
}

/* What is one septet each and of the language's own letters. @return octets read */
static size_t gsm7_from_common(uint8_t locking, const char *text, size_t length, uint8_t *septets,
			       size_t *count)
{
	const struct pdu_gsm7_script *script = &pdu_gsm7_scripts[locking];

	if (locking == SMSMODEM_LANGUAGE_DEFAULT)
		return pdu_gsm7_from_text(text, length, septets, count);
	if (pdu_gsm7_is_latin(locking))
		return gsm7_from_latin(script, text, length, septets, count);
	return script->lead ? gsm7_from_script(script, 1, text, length, septets, count)
			    : gsm7_from_script(script, 0, text, length, septets, count);
}

/* One character. @return octets read, or 0: neither table has it, or there is no room */
static size_t gsm7_from_one(struct smsmodem_shift shift, const char *text, size_t length,
			    uint8_t *septets, size_t *count)
{
	uint32_t character;
	uint8_t pair[2];
	int octets = pdu_utf8_get(text, length, &character);
	size_t used = octets > 0 ? (size_t)pdu_gsm7_septets(shift, character, pair) : 0;

	if (used > *count)
		used = 0;
	for (size_t i = 0; i < used; i++)
		septets[i] = pair[i];
	*count = used;
	return used > 0 ? (size_t)octets : 0;
}

size_t pdu_gsm7_from_text_in(struct smsmodem_shift shift, const char *text, size_t length,
			     uint8_t *septets, size_t *count)
{
	size_t at = 0, used = 0, step = 1;

	shift = pdu_gsm7_assigned(shift);
	while (at < length && step > 0) {
		size_t more = *count - used;

		at += gsm7_from_common(shift.locking, text + at, length - at, septets + used,
				       &more);
		used += more;
		more = *count - used;
		step = gsm7_from_one(shift, text + at, length - at, septets + used, &more);
		used += more;
		at += step;
	}
	*count = used;
	return at;
}
