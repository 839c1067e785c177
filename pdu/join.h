/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reassembly in memory that the caller gives, and may exchange between two calls for more or less.
 * Every step takes constant time but for the parts that it gives out, and whatever parts come.
 */
#ifndef PDU_JOIN_H
#define PDU_JOIN_H

#include "siphash.h"
#include <smsmodem/pdu.h>

/** A stored part; next is that of the same message, or the next free one. 0 is no part. */
struct pdu_join_part {
	uint64_t fingerprint; /**< 0: it has none */
	uint32_t next;
	struct smsmodem_tpdu tpdu;
};

/** What parts of one message have in common; what is not used of it is 0. */
struct pdu_join_key {
	uint8_t kind, toa, ref_bits, total;
	uint16_t ref;
	char address[SMSMODEM_ADDRESS_SIZE];
};

/** A message of which parts are stored. */
struct pdu_join_open {
	uint64_t seen[4];    /**< bit seq % 64 of word seq / 64 */
	int64_t deadline_ms; /**< INT64_MAX: none */
	int64_t stamp_s;     /**< stamped: TP-SCTS of the first part that has one */
	bool stamped;
	uint32_t hash;
	uint32_t chain; /**< next of the same bucket, or the next free one */
	uint32_t older, newer;
	uint32_t parts; /**< the part that came last */
	uint8_t count;
	struct pdu_join_key key;
};

/** Messages in the order in which they came; 0: none. */
struct pdu_join_queue {
	uint32_t oldest, newest;
};

struct pdu_join_fingerprint {
	uint64_t fingerprint;
	uint32_t chain;  /**< next of the same bucket */
	uint32_t bucket; /**< the first of the bucket with this index */
};

/** Fingerprints of the parts that were lately given out in complete messages. */
struct pdu_join_recent {
	/** Borrowed, all 0 at first; index 0 is used for its bucket only. */
	struct pdu_join_fingerprint *entries;
	uint32_t size; /**< of entries, a power of two, or 0: nothing is remembered */
	uint32_t next; /**< the entry to be used next, which is the oldest */
};

/** All 0 at first but what the caller sets: key, capacity, expiry_ms, now_ms and memory. */
struct pdu_join {
	struct pdu_hash_key key;
	size_t capacity;   /**< parts that may wait */
	int64_t expiry_ms; /**< 0: for ever */
	int64_t now_ms;    /**< the latest time that was given; INT64_MIN at first */
	bool patient;      /**< nothing expires for now: more of it may be about to come */

	/** Borrowed, of size each; index 0 of parts and open is not used. */
	struct pdu_join_part *parts;
	struct pdu_join_open *open;
	uint32_t *buckets;
	uint32_t size;             /**< a power of two, or 0 */
	struct smsmodem_tpdu *out; /**< borrowed, SMSMODEM_PARTS_MAX; what is given out */
	struct pdu_join_recent recent;

	uint32_t parts_used, parts_fresh, parts_free; /**< how many; the last new; a list */
	uint32_t open_fresh, open_free;
	struct pdu_join_queue waiting, ready;
};

/** Whether a part more needs larger arrays. */
bool pdu_join_full(const struct pdu_join *join);

/**
 * Move what waits to other arrays, close together; the old ones are the caller's again.
 *
 * @param buckets all 0
 * @param size more than parts_used, or 0 when that is
 */
void pdu_join_move(struct pdu_join *join, struct pdu_join_part *parts, struct pdu_join_open *open,
		   uint32_t *buckets, uint32_t size);

/** As smsmodem_join_add; SMSMODEM_E_SPACE: pdu_join_full, and nothing was done. */
int pdu_join_add(struct pdu_join *join, const struct smsmodem_tpdu *tpdu, int64_t now_ms,
		 struct smsmodem_message *message);

/** The same for a part that came earlier, at since_ms: its message waits from then on. */
int pdu_join_add_since(struct pdu_join *join, const struct smsmodem_tpdu *tpdu, int64_t since_ms,
		       int64_t now_ms, struct smsmodem_message *message);

/** As smsmodem_join_deadline. */
int64_t pdu_join_deadline(const struct pdu_join *join);

/** As smsmodem_join_flush. */
int pdu_join_flush(struct pdu_join *join, struct smsmodem_message *message);

/**
 * What tells a part that the network sent again from all others, or 0: nothing does, since only a
 * DELIVER says when the centre took it.
 *
 * @param hash of its message
 */
uint64_t pdu_join_fingerprint(const struct pdu_hash_key *key, uint64_t hash,
			      const struct smsmodem_tpdu *tpdu);

bool pdu_join_recent_has(const struct pdu_join_recent *recent, uint64_t fingerprint);

/** Remember one, for which the oldest is forgotten. */
void pdu_join_recent_add(struct pdu_join_recent *recent, uint64_t fingerprint);

#endif
