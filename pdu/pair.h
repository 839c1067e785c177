/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two 64-bit words worked on at once, sixteen octets: the compiler makes one vector instruction of
 * each operation where the processor has such, else two plain ones. The first octet of each eight
 * is in a word's low bits, whatever the byte order of the machine.
 */
#ifndef PDU_PAIR_H
#define PDU_PAIR_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PDU_PAIR_OCTETS 16

struct pdu_pair {
	uint64_t words __attribute__((vector_size(PDU_PAIR_OCTETS)));
};

/** Eight octets, anywhere. */
static inline uint64_t pdu_word_load(const void *octets)
{
	uint64_t word;

	memcpy(&word, octets, sizeof word);
	return le64toh(word);
}

static inline void pdu_word_store(uint64_t word, void *octets)
{
	word = htole64(word);
	memcpy(octets, &word, sizeof word);
}

/** Four octets of it. */
static inline void pdu_half_store(uint32_t half, void *octets)
{
	half = htole32(half);
	memcpy(octets, &half, sizeof half);
}

static inline struct pdu_pair pdu_pair_load(const void *first, const void *second)
{
	return (struct pdu_pair){{pdu_word_load(first), pdu_word_load(second)}};
}

static inline void pdu_pair_store(struct pdu_pair pair, void *first, void *second)
{
	pdu_word_store(pair.words[0], first);
	pdu_word_store(pair.words[1], second);
}

/** The bit 0x80 of each octet: it is from low to high. Void for those above 0x7F and what follows.
 */
static inline struct pdu_pair pdu_pair_between(struct pdu_pair pair, uint8_t low, uint8_t high)
{
	const uint64_t each = 0x0101010101010101;

	pair.words = (pair.words + (0x80U - low) * each) & ~(pair.words + (0x7FU - high) * each);
	return pair;
}

/** How many octets from the first on have the bit 0x80 set. */
static inline size_t pdu_pair_until(struct pdu_pair pair)
{
	uint64_t first = ~pair.words[0] & 0x8080808080808080;
	uint64_t second = ~pair.words[1] & 0x8080808080808080;

	if (first)
		return (size_t)__builtin_ctzll(first) / 8;
	return second ? 8 + (size_t)__builtin_ctzll(second) / 8 : PDU_PAIR_OCTETS;
}

#endif
