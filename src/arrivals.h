/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PDUs that came and are not done with: what they are, where the phone keeps them, which messages
 * they make. Entries are numbered from 1, so that 0 is none; a number is good until its entry is
 * freed. receive.h has how these go together.
 */
#ifndef ARRIVALS_H
#define ARRIVALS_H

#include "journal.h"
#include <smsmodem/join.h>
#include <smsmodem/outbox.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRIVALS_MEMORIES 8
#define ARRIVALS_BUCKETS  2048 /* of each hash table */
#define ARRIVALS_MAX                                                                \
	512 /* PDUs that wait to be given out or acknowledged; then no more is read \
	     */
#define ARRIVALS_PARTS  2048 /* parts that wait for others */
#define ARRIVALS_PLACES 8192 /* of all memories that are remembered */
#define ARRIVALS_WANTED 4    /* places of a memory that are read one by one; of more, all are */
#define ARRIVALS_TAKEN  8192 /* PDUs that are remembered without a journal */

/** As its progress: given out and taken, but by one who looks only (keep). */
#define ARRIVAL_KEPT INT32_MAX

/** A PDU as it came. */
struct received {
	uint8_t octets[SMSMODEM_PDU_MAX]; /**< SMSC address and TPDU */
	uint8_t length, smsc;             /**< octets in all, of the SMSC address */
	bool sound;                       /**< it is as long as its header said */
};

/** A PDU that has not been taken. */
struct arrival {
	struct journal_id id;
	uint32_t chain;    /**< next of the same bucket, or free */
	uint32_t next;     /**< next part of its message */
	uint32_t places;   /**< where the phone keeps it, or 0 */
	uint32_t delivery; /**< its message, or 0: it waits for other parts */
	struct received pdu;
	int progress;
	int8_t stat;   /**< 0, 1 or -1 */
	uint8_t parts; /**< of its message */
	uint64_t held; /**< the journal has its octets, from this transaction on; 0: it has not */
	bool used, offered;
};

/** What is in a place of a memory. */
struct place {
	struct journal_id id;
	uint32_t chain;   /**< next of the same bucket, or free */
	uint32_t next;    /**< of the same arrival, or of those to be deleted */
	uint32_t arrival; /**< 0: it has been taken */
	int index;
	unsigned generation; /**< of the phone, when it was read last */
	int64_t read_ms;
	uint8_t memory, tries; /**< to delete it */
	bool used, doomed;     /**< doomed: to be deleted */
	bool replaceable;      /**< the network may put another message there (23.040 9.2.3.9) */
	bool unstamped;        /**< nothing tells another message of the same words from it */
	bool checked;          /**< it was read to be deleted */
	bool listed;           /**< by the AT+CMGL that runs */
};

enum delivery_state {
	DELIVERY_READY,
	DELIVERY_GIVEN,
	DELIVERY_TAKEN /**< acknowledged, but the journal has not written it yet */
};

/** A message, or what there is of it. */
struct delivery {
	uint64_t token;
	uint32_t next;  /**< of its queue, or free */
	uint32_t first; /**< arrival; the others follow it */
	uint16_t count, total;
	enum delivery_state state;
	int64_t due_ms; /**< deferred: not before */
	int progress;
	bool used, redelivered;
};

/** A memory of the phone. */
struct memory {
	char name[8];
	int total;       /**< places, -1: not told */
	int others;      /**< places that hold what was not received */
	uint32_t known;  /**< places that are remembered */
	uint32_t doomed; /**< the first to be deleted */
	uint32_t doomed_last;
	bool dirty;                  /**< all of it is to be read */
	bool useless;                /**< it cannot be selected */
	uint64_t unreadable;         /**< places, modulo 64, of which that has been told */
	int wanted[ARRIVALS_WANTED]; /**< places to be read */
	size_t wanted_count;
	int64_t retry_ms;        /**< not before, after a failure; 0: at once */
	bool busy;               /**< that it was is why it is not read yet */
	int failures, fruitless; /**< in a row */
	int64_t crowded_ms;      /**< when it is told that it is crowded; 0: it is not */
};

struct queue {
	uint32_t first, last;
};

/** Entries that grow in number. */
struct pool {
	uint32_t size, fresh, free, used;
};

/** Identities of what was taken, where no journal keeps them; the oldest are forgotten. */
struct taken {
	struct journal_id *ids; /**< ARRIVALS_TAKEN and one, or NULL: none yet */
	uint32_t *chains, *buckets;
	uint32_t next;
};

struct arrivals {
	struct arrival *arrival;
	struct place *place;
	struct delivery *delivery;
	struct pool arrival_pool, place_pool, delivery_pool;
	uint32_t arrival_buckets[ARRIVALS_BUCKETS], place_buckets[ARRIVALS_BUCKETS];
	struct queue ready, deferred, acked;
	uint32_t waiting; /**< PDUs in messages that wait to be given out or taken */
	uint32_t parts;   /**< PDUs that wait for other parts */
	struct taken taken;
	struct memory memory[ARRIVALS_MEMORIES];
	size_t memories;
	uint64_t tokens;
	uint64_t transaction; /**< of the journal, the present one's number */
	bool uncommitted;     /**< it has begun */
	bool unsynced;        /**< the last ones would not survive a loss of power */
	bool broken;          /**< the last smsmodem_next failed: the next may be long in coming */
	int64_t commit_ms;    /**< then: by when it is to be written */
	bool retake;          /**< what was acknowledged was lost with the last one */
	bool reload;          /**< the journal holds some that are not here */
	int64_t reload_position;
	bool acks;               /**< the network waits for +CNMA */
	int acks_due, nacks_due; /**< once the journal has what they are for; for what came torn */
	bool ack_numbered;       /**< +CNMA=0 is wanted */
	bool csms_off;           /**< +CSMS=0 is put back in the end */
	struct journal_id torn;  /**< what was not what its header says, the last time */
	char cnmi[40];           /**< the setting that the phone accepted, or "" */
	int64_t renew_ms; /**< what was not acknowledged ended that (27.005 3.4.4); -1: nothing */
	int64_t renew_pause_ms;              /**< before that; 0: all was acknowledged since */
	char selected[8];                    /**< the memory that is read from, or "" */
	bool no_cmgl, no_combined, combined; /**< what the phone refuses; what it was seen to do */
	int64_t poll_ms;                     /**< when it is asked, if it says nothing by itself */
	unsigned restarts;                   /**< of the session, that setting up has seen */
	int setup_tries;                     /**< in vain */
	int64_t patience_ms; /**< until then no part expires; 0: all in the phone has been read */
	int64_t setup_ms;    /**< then: when to try again */
	int64_t mistrust_ms; /**< when all is read, as an answer may not have been one; or -1 */
	unsigned mistrusts;  /**< in vain, in a row */
	int64_t prune_ms, tidy_ms; /**< when the journal is tidied */
	int64_t put_off_ms;        /**< until then memories are left alone; 0: not yet decided */
	bool grown;                /**< something came into a place */
	unsigned news;             /**< how often it has */
	uint64_t key[2][2];
	/* what is being given out */
	struct smsmodem_tpdu out[SMSMODEM_PARTS_MAX];
	struct journal_id ids[SMSMODEM_PARTS_MAX];
	char hex[2 * SMSMODEM_PDU_MAX + 1], send_id[SMSMODEM_OUTBOX_ID_SIZE];
	struct smsmodem_error why;
	struct smsmodem_error busy; /**< what a memory said that was, the last time */
};

/** @return NULL when out of memory */
struct arrivals *arrivals_new(void);
void arrivals_free(struct arrivals *arrivals);

/** The entry of an identity, or 0. */
uint32_t arrival_find(const struct arrivals *arrivals, const struct journal_id *id);
/** A new entry that is nowhere yet. @return 0: out of memory */
uint32_t arrival_add(struct arrivals *arrivals, const struct journal_id *id,
		     const struct received *pdu);
/** Forget it; its places belong to nothing then, and are the caller's. */
void arrival_drop(struct arrivals *arrivals, uint32_t index);

/** --- arrivals_place.c --- */

uint32_t place_find(const struct arrivals *arrivals, size_t memory, int index);
/** Note what is in a place that was not known. @return 0: out of memory, or too many */
uint32_t place_add(struct arrivals *arrivals, size_t memory, int index, const struct journal_id *id,
		   uint32_t arrival);
/** Forget a place, also as one of its arrival's. */
void place_drop(struct arrivals *arrivals, uint32_t index);
/** It is to be deleted; it belongs to no arrival any more. */
void place_doom(struct arrivals *arrivals, uint32_t index);
/** It stays, and what is in it has been taken. */
void place_keep(struct arrivals *arrivals, uint32_t index);
/** It was to be deleted, and stays. */
void place_spare(struct arrivals *arrivals, uint32_t index);
/** Whether a place holds this. */
bool place_holds(const struct arrivals *arrivals, const struct journal_id *id);

/** --- arrivals_delivery.c --- */

/** A message of these entries, which are linked by next, is ready. For each there is room. */
void delivery_add(struct arrivals *arrivals, uint32_t first, size_t count, size_t total);
/** By its token. @return 0: none has been given out with it */
uint32_t delivery_find(const struct arrivals *arrivals, uint64_t token);
/** The first that may be given out now, or 0. */
uint32_t delivery_next(struct arrivals *arrivals, int64_t now_ms);
/** When the first of those that were deferred is due, or -1. */
int64_t delivery_deadline_ms(const struct arrivals *arrivals);
/** It is given out: take it from the front of its queue. */
void delivery_give(struct arrivals *arrivals, uint32_t index);
void delivery_defer(struct arrivals *arrivals, uint32_t index, int64_t due_ms);
/** It was acknowledged, and waits for the journal. */
void delivery_take(struct arrivals *arrivals, uint32_t index);
/** Take the first that was acknowledged out of its queue and free it. @return its first arrival,
 * or 0: there is none */
uint32_t delivery_done(struct arrivals *arrivals);

/** --- arrivals_taken.c --- */

/** The identity of a TPDU where there is no journal. */
void taken_identify(const struct arrivals *arrivals, const void *octets, size_t count,
		    struct journal_id *id);
bool taken_has(const struct taken *taken, const struct journal_id *id);
/** @return false: out of memory */
bool taken_add(struct taken *taken, const struct journal_id *id);
void taken_remove(struct taken *taken, const struct journal_id *id);
void taken_free(struct taken *taken);

/** --- received.c: what a record or a forwarded PDU is --- */

/**
 * @param hex the line below the header
 * @param length that the header says, or -1
 * @return SMSMODEM_OK, or SMSMODEM_E_DATA: it is no PDU
 */
int received_read(const char *hex, int length, struct received *pdu);
/** One that was kept elsewhere meanwhile. */
void received_restore(const uint8_t *octets, size_t count, struct received *pdu);
/** Its TPDU as the identity is made of it: without TP-MMS, which says how many wait, not what it
 * is. @return octets */
size_t received_plain(const struct received *pdu, uint8_t octets[SMSMODEM_PDU_MAX]);
/** Whether it is one that a phone sends, not one that it gets (TP-MTI 1). */
bool received_is_own(const struct received *pdu);
/** As smsmodem_decode, as a DELIVER or STATUS-REPORT. */
int received_decode(const struct received *pdu, struct smsmodem_tpdu *tpdu,
		    struct smsmodem_error *error);

#endif
