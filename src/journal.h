/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What outlives the process, in one sqlite3 file of the state directory: which messages have been
 * given out and taken, parts that are in no phone any more, and what was sent. Texts stay in it no
 * longer than they are needed: a message that was taken is known by a keyed hash alone.
 */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <smsmodem/pdu.h>

struct journal;

/** A PDU's identity. */
struct journal_id {
	uint8_t octets[16];
};

enum journal_state {
	JOURNAL_NEW = 0,     /**< never given out */
	JOURNAL_OFFERED = 1, /**< given out; nobody knows if it was taken */
	JOURNAL_TAKEN = 2
};

/** What is known of a PDU. */
struct journal_entry {
	enum journal_state state;
	int progress;   /**< as smsmodem_progress */
	int64_t seen_s; /**< when it was first seen, seconds since 1970 */
	bool held;      /**< its octets are in the journal */
};

/**
 * Open it, and make it where it is not there. Several processes may have it open.
 * @return SMSMODEM_OK; SMSMODEM_E_CONFIG: no sqlite3, no directory; SMSMODEM_E_OUTPUT, _E_MEMORY
 */
int journal_open(const char *state_dir, struct journal **journal, struct smsmodem_error *error);

/** Wait so long for other processes' transactions, instead of some seconds. */
void journal_patience(struct journal *journal, int limit_ms);

/** What was not committed is forgotten. NULL is allowed. */
void journal_close(struct journal *journal);

/** From here on the PDUs are those of this SIM (its IMSI) or phone. */
int journal_phone(struct journal *journal, const char *identity, struct smsmodem_error *error);

/** The identity of a TPDU's octets, by the journal's secret key. */
void journal_identify(const struct journal *journal, const void *octets, size_t count,
		      struct journal_id *id);

/* Each of the following is part of one transaction, which the first that writes begins. All return
 * SMSMODEM_OK or SMSMODEM_E_OUTPUT (disk full, ...: what is uncommitted is lost) if not said
 * otherwise. */

/** @return 1: known; 0: not (entry is all 0) */
int journal_find(struct journal *journal, const struct journal_id *id, struct journal_entry *entry,
		 struct smsmodem_error *error);

/**
 * Note that a PDU was seen, at now_s if it is new; with octets (not NULL) keep them, too, unless it
 * was taken. One that is seen again, be it once a week, is not pruned.
 */
int journal_see(struct journal *journal, const struct journal_id *id, int64_t now_s,
		const void *octets, size_t count, struct smsmodem_error *error);

/** A message of these PDUs is about to be given out. */
int journal_offer(struct journal *journal, const struct journal_id *ids, size_t count,
		  int64_t now_s, struct smsmodem_error *error);
int journal_progress(struct journal *journal, const struct journal_id *ids, size_t count,
		     int progress, struct smsmodem_error *error);
/** It was taken: the octets are forgotten, the identities kept. */
int journal_take(struct journal *journal, const struct journal_id *ids, size_t count, int64_t now_s,
		 struct smsmodem_error *error);

/** It was taken, and is gone: if it comes again it is new. */
int journal_renew(struct journal *journal, const struct journal_id *id,
		  struct smsmodem_error *error);

/** Write what is open. durable: it survives a loss of power; else one of the process. */
int journal_commit(struct journal *journal, bool durable, struct smsmodem_error *error);

/**
 * Remove texts that were deleted also from where sqlite3 has left them. It costs a write to the
 * disk where there are any, and nothing else: for when there is nothing better to do.
 */
void journal_tidy(struct journal *journal);

/** A PDU that the journal holds. */
struct journal_held {
	struct journal_id id;
	struct journal_entry entry;
	size_t length;
	uint8_t octets[SMSMODEM_PDU_MAX]; /**< SMSC address and TPDU */
};

/**
 * PDUs that are held for this phone, the oldest first.
 * @param[in,out] position 0 for the first. @return 1: *held is the next; 0: there is none
 */
int journal_next_held(struct journal *journal, int64_t *position, struct journal_held *held,
		      struct smsmodem_error *error);

/**
 * Forget, of this phone, all taken ones but the newest 100,000, and all but the newest 10,000 that
 * were not seen in the 30 days before the newest was; and commit. After what is in the phone was
 * seen, not before.
 */
int journal_prune(struct journal *journal, int64_t now_s, struct smsmodem_error *error);

/**
 * A status report came: find what it reports on by TP-MR, recipient and time, and note it there.
 * @param[out] id the send's, "" if nothing was found
 * @return SMSMODEM_OK or SMSMODEM_E_OUTPUT
 */
int journal_report(struct journal *journal, const struct smsmodem_tpdu *report, int64_t now_s,
		   char *id, size_t size, struct smsmodem_error *error);

#endif
