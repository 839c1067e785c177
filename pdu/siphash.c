/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SipHash-1-3: one round a word, three at the end. */
#include "siphash.h"
#include <endian.h>
#include <string.h>

struct siphash_state {
	uint64_t v0, v1, v2, v3;
};

static inline uint64_t siphash_rotate(uint64_t word, unsigned bits)
{
	return word << bits | word >> (64 - bits);
}

static inline void siphash_round(struct siphash_state *state)
{
	state->v0 += state->v1;
	state->v2 += state->v3;
	state->v1 = siphash_rotate(state->v1, 13) ^ state->v0;
	state->v3 = siphash_rotate(state->v3, 16) ^ state->v2;
	state->v0 = siphash_rotate(state->v0, 32);
	state->v2 += state->v1;
	state->v0 += state->v3;
	state->v1 = siphash_rotate(state->v1, 17) ^ state->v2;
	state->v3 = siphash_rotate(state->v3, 21) ^ state->v0;
	state->v2 = siphash_rotate(state->v2, 32);
}

static inline void siphash_word(struct siphash_state *state, uint64_t word)
{
	state->v3 ^= word;
	siphash_round(state);
	state->v0 ^= word;
}

/* Little-endian, as the reference has it. */
static inline uint64_t siphash_load(const uint8_t *octets, size_t count)
{
	uint64_t word = 0;

	memcpy(&word, octets, count);
	return le64toh(word);
}

uint64_t pdu_siphash(const struct pdu_hash_key *key, const void *octets, size_t count)
{
	struct siphash_state state = {
		key->halves[0] ^ 0x736F6D6570736575,
		key->halves[1] ^ 0x646F72616E646F6D,
		key->halves[0] ^ 0x6C7967656E657261,
		key->halves[1] ^ 0x7465646279746573,
	};
	const uint8_t *next = octets;

	for (size_t words = count / 8; words; words--, next += 8)
		siphash_word(&state, siphash_load(next, 8));
	siphash_word(&state, siphash_load(next, count % 8) | (uint64_t)count << 56);
	state.v2 ^= 0xFF;
	for (int round = 0; round < 3; round++)
		siphash_round(&state);
	return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}
