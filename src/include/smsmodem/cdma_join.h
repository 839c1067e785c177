/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts and segments of CDMA messages put together again; a part of <smsmodem/cdma.h>. */
#ifndef SMSMODEM_CDMA_JOIN_H
#define SMSMODEM_CDMA_JOIN_H

#include <smsmodem/cdma.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Joins WAP segments (by originator, message identifier and total) and concatenated texts (by
 * originator, reference and total) as they come, in any order, interleaved, duplicates dropped.
 * Opaque, freed with smsmodem_cdma_join_free.
 *
 * A segment, or a part of a text, that comes again when its message is complete is a duplicate too,
 * if nothing in it differs, the message identifier and the time included: 4,095 are remembered. A
 * datagram of one segment is such a message; a text of one part is given out whenever it comes.
 */
struct smsmodem_cdma_join;

/** A message that a join gave out. */
struct smsmodem_cdma_message {
	/** In order; owned by the join, valid until its next call. */
	const struct smsmodem_cdma *const *parts;
	size_t count; /**< parts that are there */
	size_t total; /**< parts that there should be; > count: incomplete */
};

/**
 * @param capacity parts that may wait, 256 to 4,096 (0: 1,024; others are taken for the nearest):
 * one more, and the oldest message is given out. Each part is compared with all that wait, and
 * takes about 2 KiB.
 * @return NULL when out of memory
 */
struct smsmodem_cdma_join *smsmodem_cdma_join_new(size_t capacity);

/** Free it and what waits in it. NULL is allowed. */
void smsmodem_cdma_join_free(struct smsmodem_cdma_join *join);

/**
 * Add a part, or a message of one.
 *
 * @param cdma is copied; NULL: only take out what is ready
 * @return 1: *message holds a message that is complete, or is incomplete and had to make room; call
 *         again with NULL until 0; 0: nothing is ready; SMSMODEM_E_MEMORY: the part is not in it
 */
int smsmodem_cdma_join_add(struct smsmodem_cdma_join *join, const struct smsmodem_cdma *cdma,
			   struct smsmodem_cdma_message *message);

/** Take out the oldest message, complete or not. @return 1: *message holds it; 0: none is left */
int smsmodem_cdma_join_flush(struct smsmodem_cdma_join *join,
			     struct smsmodem_cdma_message *message);

/** Number and count of a part, both from 1. @return false: it is none of several parts */
bool smsmodem_cdma_part(const struct smsmodem_cdma *cdma, unsigned *part, unsigned *total);

#ifdef __cplusplus
}
#endif

#endif
