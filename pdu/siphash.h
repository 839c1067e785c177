/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyed hash for tables whose keys strangers choose. */
#ifndef PDU_SIPHASH_H
#define PDU_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

/** A key, best of random octets; who does not know it cannot choose what collides. */
struct pdu_hash_key {
	uint64_t halves[2];
};

/** SipHash-1-3 (Aumasson and Bernstein, 2012) of octets. */
uint64_t pdu_siphash(const struct pdu_hash_key *key, const void *octets, size_t count);

#endif
