/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of concatenated messages put together again; a part of <smsmodem/pdu.h>. */
#ifndef SMSMODEM_JOIN_H
#define SMSMODEM_JOIN_H

#include <smsmodem/pdu.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Joins the parts of concatenated messages as they come: by originator, reference, its width and
 * the total, in any order, messages interleaved, duplicates dropped; also of binary data and with
 * ports, which tell no messages apart (23.040 9.2.3.24.1). Opaque, freed with smsmodem_join_free.
 * Memory follows what waits, not what has passed or has waited before.
 *
 * A DELIVER that comes again when its message is complete, its time stamp the same, is a duplicate
 * too: as many parts are remembered as may wait, or one fewer, 65,535 at most. A SUBMIT has no time
 * stamp: one that comes again is another message. A part that differs from the one of its number
 * begins a message anew, and so does one whose TP-SCTS is more than three days from that of the
 * message, where both are valid: senders come round to a reference, and its parts are sent at once.
 * The old one is given out incomplete.
 */
struct smsmodem_join;

/** What bounds a join; all 0: no part expires, 65,536 parts may wait. */
struct smsmodem_join_options {
	/**
	 * Parts that may wait, at least 255: one more, and the oldest message is given out, or, if
	 * that has just got this part and is not alone, the second oldest.
	 */
	size_t capacity;
	/** How long a message waits for its parts, counted from the first of them; 0: for ever. */
	int64_t expiry_ms;
};

/** A message that smsmodem_join gave out. */
struct smsmodem_message {
	const struct smsmodem_tpdu
		*parts; /**< in order; owned by the join, valid until its next call */
	size_t count;   /**< parts that are there */
	size_t total;   /**< parts that there should be; > count: incomplete */
};

/** @param options NULL: all 0. @return NULL when out of memory */
struct smsmodem_join *smsmodem_join_new(const struct smsmodem_join_options *options);

/** Free it and what waits in it. NULL is allowed. */
void smsmodem_join_free(struct smsmodem_join *join);

/**
 * Add a part, or a message of one.
 *
 * @param tpdu is copied; NULL: only take out what has expired or is ready
 * @param now_ms of any clock that does not go back
 * @return 1: *message holds a message that is complete, or is incomplete and has expired or had to
 *         make room; call again with NULL until 0, as one part can do more; 0: nothing is ready;
 *         SMSMODEM_E_MEMORY: the part is not in it
 */
int smsmodem_join_add(struct smsmodem_join *join, const struct smsmodem_tpdu *tpdu, int64_t now_ms,
		      struct smsmodem_message *message);

/** When the next message expires, or INT64_MAX: none does; has passed if one is ready. */
int64_t smsmodem_join_deadline(const struct smsmodem_join *join);

/** Take out the oldest message, complete or not. @return 1: *message holds it; 0: none is left */
int smsmodem_join_flush(struct smsmodem_join *join, struct smsmodem_message *message);

#ifdef __cplusplus
}
#endif

#endif
