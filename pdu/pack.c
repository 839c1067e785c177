/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Septets packed into octets, first septet in the low bits (23.038 6.1.2.1). Eight septets are
 * seven octets; and behind f fill bits, f septets end at an octet's border too (f + 7f = 8f), so
 * that what follows is packed as if there were none.
 */
#include "pair.h"
#include "pdu.h"
#include "wide.h"
#include <limits.h>

/* Eight octets of seven bits each to 56 bits: neighbours are moved together, then their pairs, then
 * those. */
static struct pdu_pair squeeze_pair(struct pdu_pair pair)
{
	pair.words = (pair.words & 0x7F007F007F007F00) | (pair.words & 0x007F007F007F007F) << 1;
	pair.words = (pair.words & 0x7FFE00007FFE0000) | (pair.words & 0x00007FFE00007FFE) << 2;
	pair.words = (pair.words & 0x7FFFFFF800000000) | (pair.words & 0x000000007FFFFFF8) << 4;
	pair.words >>= 7;
	return pair;
}

static uint64_t squeeze(uint64_t word)
{
	return squeeze_pair((struct pdu_pair){{word, 0}}).words[0];
}

/* The way back; bits above the 56th are dropped. */
static struct pdu_pair spread_pair(struct pdu_pair pair)
{
	pair.words = (pair.words & 0x000000000FFFFFFF) | (pair.words & 0x00FFFFFFF0000000) << 4;
	pair.words = (pair.words & 0x00003FFF00003FFF) | (pair.words & 0x0FFFC0000FFFC000) << 2;
	pair.words += pair.words & 0x3F803F803F803F80; /* what is added moves one place up */
	return pair;
}

static uint64_t spread(uint64_t word)
{
	return spread_pair((struct pdu_pair){{word, 0}}).words[0];
}

/* Eight octets from `at` on, or the fewer that are there: nothing beyond either end is read. */
static uint64_t load_from(const uint8_t *octets, size_t length, size_t at)
{
	size_t left = length - at;
	uint64_t word = 0;

	if (left >= 8)
		return pdu_word_load(octets + at);
	if (left > 0 && length >= 8)
		return pdu_word_load(octets + length - 8) >> (64 - 8 * left);
	while (left-- > 0)
		word = word << 8 | octets[at + left];
	return word;
}

/* The low count octets of a word: four, two and one, as its bits say. */
static void store_some(uint64_t word, uint8_t *octets, size_t count)
{
	if (count & 4) {
		pdu_half_store((uint32_t)word, octets);
		octets += 4;
		word >>= 32;
	}
	for (count &= 3; count > 0; count--, word >>= 8)
		*octets++ = (uint8_t)word;
}

/* In two halves that overlap. */
static void store_seven(uint64_t word, uint8_t *octets)
{
	pdu_half_store((uint32_t)word, octets);
	pdu_half_store((uint32_t)(word >> 24), octets + 3);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void pack_aligned(const uint8_t *septets, size_t count, uint8_t *octets, size_t length)
{
	size_t in = 0, out = 0;

	if (pdu_wide_pack(septets, count / 8, octets)) {
		in = count / 8 * 8;
		out = count / 8 * 7;
	}
	for (; in + 16 <= count; in += 16, out += 14) {
		struct pdu_pair pair = squeeze_pair(pdu_pair_load(septets + in, septets + in + 8));

		/* the octet too many is overwritten by what follows */
		pdu_word_store(pair.words[0], octets + out);
		store_seven(pair.words[1], octets + out + 7);
	}
	if (in + 8 <= count) {
		store_seven(squeeze(pdu_word_load(septets + in)), octets + out);
		in += 8;
		out += 7;
	}
	if (in < count)
		store_some(squeeze(load_from(septets, count, in)), octets + out, length - out);
}

int pdu_gsm7_pack(const uint8_t *septets, size_t count, unsigned fill_bits, uint8_t *octets,
		  size_t size)
{
	if (count > INT_MAX / 8)
		return SMSMODEM_E_SPACE;
	size_t length = (fill_bits + 7 * count + 7) / 8;
	if (length > size)
		return SMSMODEM_E_SPACE;

	size_t in = smaller(fill_bits, count), out = smaller(fill_bits, length);
	if (fill_bits > 0)
		store_some(squeeze(load_from(septets, count, 0)) << fill_bits, octets, out);
	pack_aligned(septets + in, count - in, octets + out, length - out);
	return (int)length;
}

/* There are as many octets as the septets need. */
static void unpack_aligned(const uint8_t *octets, size_t length, uint8_t *septets, size_t count)
{
	size_t in = 0, out = 0;

	if (pdu_wide_unpack(octets, count / 8, septets)) {
		in = count / 8 * 7;
		out = count / 8 * 8;
	}
	for (; in + 15 <= length && out + 16 <= count; in += 14, out += 16) {
		struct pdu_pair pair = spread_pair(pdu_pair_load(octets + in, octets + in + 7));

		pdu_pair_store(pair, septets + out, septets + out + 8);
	}
	for (; out + 8 <= count; in += 7, out += 8)
		pdu_word_store(spread(load_from(octets, length, in)), septets + out);
	if (out < count)
		store_some(spread(load_from(octets, length, in)), septets + out, count - out);
}

int pdu_gsm7_unpack(const uint8_t *octets, size_t length, unsigned fill_bits, uint8_t *septets,
		    size_t count)
{
	size_t there = length > 0 ? (8 * length - fill_bits) / 7 : 0;
	size_t wanted = smaller(count, there);

	if (wanted > INT_MAX)
		return SMSMODEM_E_SPACE;
	size_t in = smaller(fill_bits, length), out = smaller(fill_bits, wanted);
	if (fill_bits > 0)
		store_some(spread(load_from(octets, length, 0) >> fill_bits), septets, out);
	unpack_aligned(octets + in, length - in, septets + out, wanted - out);
	return (int)wanted;
}
