/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two 64-bit words worked on at once, sixteen octets: the compiler makes one vector instruction of
 * each operation where the processor has such, else two plain ones. The first octet of each eight
 * is in a word's low bits, whatever the byte order of the machine.
 */
#ifndef PDU_PAIR_H
#define PDU_PAIR_H

#include <endian.h>
#include <stdbool.h>
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

/** Four octets of it. */
static inline uint32_t pdu_half_load(const void *octets)
{
	uint32_t half;

	memcpy(&half, octets, sizeof half);
	return le32toh(half);
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

/** Sixteen octets each for itself, in the order of memory. */
struct pdu_block {
	uint8_t octets __attribute__((vector_size(PDU_PAIR_OCTETS)));
};

static inline struct pdu_block pdu_block_load(const void *octets)
{
	struct pdu_block block;

	memcpy(&block, octets, sizeof block);
	return block;
}

static inline void pdu_block_store(struct pdu_block block, void *octets)
{
	memcpy(octets, &block, sizeof block);
}

/**
 * A message's worth of octets: of a memcpy that is known to be short compilers make an instruction
 * that is slow to start. What is left over is copied once more with some of those before it.
 */
static inline void pdu_copy(void *to, const void *from, size_t count)
{
	const uint8_t *in = from;
	uint8_t *out = to;
	size_t at = 0;

	for (; count - at >= PDU_PAIR_OCTETS; at += PDU_PAIR_OCTETS)
		pdu_block_store(pdu_block_load(in + at), out + at);
	if (at == count)
		return;
	if (at > 0) {
		pdu_block_store(pdu_block_load(in + count - PDU_PAIR_OCTETS),
				out + count - PDU_PAIR_OCTETS);
	} else if (count >= 8) {
		pdu_word_store(pdu_word_load(in), out);
		pdu_word_store(pdu_word_load(in + count - 8), out + count - 8);
	} else {
		while (count-- > 0)
			out[count] = in[count];
	}
}

/** Whether an octet has one of the bits set. */
static inline bool pdu_block_any(struct pdu_block block, uint8_t bits)
{
	struct pdu_pair pair;

	memcpy(&pair, &block, sizeof pair);
	return (pair.words[0] | pair.words[1]) & bits * UINT64_C(0x0101010101010101);
}

/** The bits 0x80 of eight octets side by side, the first octet's lowest. */
static inline uint32_t pdu_word_bits(uint64_t word)
{
	return (uint32_t)((word & 0x8080808080808080) * 0x0002040810204081 >> 56);
}

/** Those of sixteen. */
static inline uint32_t pdu_block_bits(struct pdu_block block)
{
	struct pdu_pair pair;

	memcpy(&pair, &block, sizeof pair);
	return pdu_word_bits(le64toh(pair.words[0])) | pdu_word_bits(le64toh(pair.words[1])) << 8;
}

#endif
