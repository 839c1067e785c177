/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the outbox, whose tables are the journal's. */
#ifndef OUTBOX_PRIVATE_H
#define OUTBOX_PRIVATE_H

#include "journal_private.h"
#include <smsmodem/outbox.h>

#define OUTBOX_DIGEST_SIZE 16

struct smsmodem_outbox {
	struct journal *journal;
	int lock_fd;    /* of the file of locks, one octet a message; a crash gives them back */
	int64_t locked; /* number of the message that is locked, or 0 */
};

/** What begin looks at before it decides. */
struct outbox_row {
	struct smsmodem_outbox_entry entry;
	uint8_t digest[OUTBOX_DIGEST_SIZE];
	bool unknown; /* one part is */
};

/** One hash over all that would be sent but its reference. @return SMSMODEM_OK or a failure */
int outbox_digest(const struct journal *journal, const struct smsmodem_submit *submit,
		  uint8_t digest[OUTBOX_DIGEST_SIZE], struct smsmodem_error *error);

/** @return SMSMODEM_OK, or SMSMODEM_E_DATA: it is no id */
int outbox_check_id(const char *id, struct smsmodem_error *error);

/** @return 1; 0: another process has it; or a failure */
int outbox_lock(struct smsmodem_outbox *outbox, int64_t number, struct smsmodem_error *error);
void outbox_unlock(struct smsmodem_outbox *outbox);
/** Whether another process is sending it. */
bool outbox_is_locked(const struct smsmodem_outbox *outbox, int64_t number);

/**
 * Find a message that is to be changed, in a transaction, and keep others away from it. What it
 * begins is ended by outbox_settle, whatever the result.
 */
int outbox_take_row(struct smsmodem_outbox *outbox, const char *id, struct outbox_row *row,
		    struct smsmodem_error *error);

/** Commit, or after a failure undo and unlock. @return result, or why it could not be committed */
int outbox_settle(struct smsmodem_outbox *outbox, int result, bool durable,
		  struct smsmodem_error *error);

/** Say that another process is sending it. @return SMSMODEM_E_TEMPORARY */
int outbox_busy(const char *id, struct smsmodem_error *error);

/** By id. @return 1; 0; or a failure */
int outbox_find(struct journal *journal, const char *id, struct outbox_row *row,
		struct smsmodem_error *error);

/** By its number. */
int outbox_read(struct journal *journal, int64_t number, struct outbox_row *row,
		struct smsmodem_error *error);

/** The first after a number. */
int outbox_after(struct journal *journal, int64_t number, struct outbox_row *row,
		 struct smsmodem_error *error);

/** One part, as smsmodem_outbox_part. */
int outbox_part(struct journal *journal, int64_t number, int index,
		struct smsmodem_outbox_part *part, struct smsmodem_error *error);

/** Seconds since 1970 of a valid time stamp. */
int64_t outbox_seconds(const struct smsmodem_time *time);

/** A message that is added. */
struct outbox_new {
	const char *id, *device; /* device may be NULL */
	const struct smsmodem_submit *submit;
	const struct smsmodem_sending *sending; /* its first parts are sent, as this says */
	bool unknown;                           /* the next one may be */
	uint8_t digest[OUTBOX_DIGEST_SIZE];
	int64_t now_s;
};

/** Add it with its parts. @return its number, or a failure */
int64_t outbox_add(struct journal *journal, const struct outbox_new *new,
		   struct smsmodem_error *error);

/** Note why a message ended, or NULL: nothing is wrong with it. */
int outbox_set_error(struct journal *journal, int64_t number, const struct smsmodem_error *why,
		     int64_t now_s, struct smsmodem_error *error);

/** Set a part's state; SENT forgets its octets. */
int outbox_set_part(struct journal *journal, int64_t number, int index,
		    enum smsmodem_outbox_state state, int ref, int64_t handed_s,
		    struct smsmodem_error *error);

/** Note which device it is given to now. */
int outbox_set_device(struct journal *journal, int64_t number, const char *device, int64_t now_s,
		      struct smsmodem_error *error);

int outbox_delete(struct journal *journal, int64_t number, struct smsmodem_error *error);

/** Forget what is older than 90 days, but the newest 10,000 and what may have to be resolved. */
int outbox_prune(struct journal *journal, int64_t now_s, struct smsmodem_error *error);

/**
 * Note what a report says on the message that it is of, and read that.
 * @return 1; 0: it is of none; or a failure
 */
int outbox_match(struct journal *journal, const struct smsmodem_tpdu *report, int64_t now_s,
		 struct outbox_row *row, int *index, struct smsmodem_error *error);

#endif
