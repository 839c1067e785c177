/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was sent, remembered beyond the process, so that a message is sent at most once however
 * often one tries: each is known by an id that the caller chose. It is written down before a part
 * is handed over, so what a crash leaves behind is known to be unknown.
 */
#ifndef SMSMODEM_OUTBOX_H
#define SMSMODEM_OUTBOX_H

#include <smsmodem/modem.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An open outbox. Opaque, freed with smsmodem_outbox_close; used by one thread at a time. */
struct smsmodem_outbox;

/** Octets of an id, its NUL included. It is UTF-8 without control characters, and not empty. */
#define SMSMODEM_OUTBOX_ID_SIZE 129

/** What became of one part. */
enum smsmodem_outbox_state {
	SMSMODEM_OUTBOX_WAITING, /**< not handed over, or refused */
	SMSMODEM_OUTBOX_UNKNOWN, /**< handed over, or about to be, and no answer noted */
	SMSMODEM_OUTBOX_SENT
};

/** One part of a message. Times are seconds since 1970, 0: never. */
struct smsmodem_outbox_part {
	enum smsmodem_outbox_state state;
	int ref;              /**< TP-MR, or -1 */
	int64_t handed_s;     /**< when it was handed over */
	int status;           /**< TP-ST of its latest status report, or -1: none has come */
	int64_t reported_s;   /**< when that came */
	int64_t discharged_s; /**< TP-DT in it */
	int length;           /**< octets of the TPDU; 0: it is kept no more */
	char hex[2 * SMSMODEM_PDU_MAX + 1]; /**< SMSC address and TPDU, as long as it may be sent */
};

/** One message. */
struct smsmodem_outbox_entry {
	int64_t number; /**< counts the messages of this outbox */
	char id[SMSMODEM_OUTBOX_ID_SIZE];
	char to[SMSMODEM_ADDRESS_SIZE];
	char device[64]; /**< that it was given to, cut where it is longer */
	enum smsmodem_status status;
	bool busy; /**< a process is sending it at this moment, which decides on the status */
	int parts, sent;
	int16_t refs[SMSMODEM_PARTS_MAX]; /**< of the parts that were sent */
	int delivery; /**< enum smsmodem_delivery of all of it, or -1: no report was wanted */
	int64_t created_s, changed_s;
	enum smsmodem_encoding encoding;
	struct smsmodem_shift shift;
	bool transliterated;
	struct smsmodem_error error; /**< why it is not sent; code SMSMODEM_OK: nothing is known */
};

/**
 * Open the outbox of a directory, and make it where there is none; smsmodem(1) has its own in
 * $XDG_STATE_HOME/smsmodem. Several processes may have it open.
 *
 * @return SMSMODEM_OK; SMSMODEM_E_CONFIG: no sqlite3, no such directory, a damaged file;
 *         SMSMODEM_E_PERMISSION, _E_OUTPUT, _E_MEMORY
 */
int smsmodem_outbox_open(const char *state_dir, struct smsmodem_outbox **outbox,
			 struct smsmodem_error *error);

/** NULL is allowed. */
void smsmodem_outbox_close(struct smsmodem_outbox *outbox);

/**
 * What is begun or noted from here on is sent by this modem's SIM, and reports come to it: so that
 * those of several modems, which count alike, are told apart. Without it any message may match.
 *
 * @return SMSMODEM_OK, or a failure of smsmodem_prepare, of the link or of the file
 */
int smsmodem_outbox_phone(struct smsmodem_outbox *outbox, struct smsmodem *modem,
			  struct smsmodem_error *error);

/**
 * Note a message that is to be sent, or find what became of it. What was left over goes on where it
 * stopped. No other process can send it until this outbox begins another one or is closed.
 *
 * @param submit borrowed as long as the sending
 * @param device noted beside it
 * @param[out] sending what was chosen for it, and the parts that were sent before
 * @return 1: it is to be sent, by smsmodem_outbox_send_next; 0: it was sent before;
 *         SMSMODEM_E_UNKNOWN: it may have been sent: see smsmodem_outbox_resolve; SMSMODEM_E_DATA:
 *         the id is none, or that of another message; SMSMODEM_E_TEMPORARY: another process is
 *         sending it; or a failure of smsmodem_encode_begin or of the file
 */
int smsmodem_outbox_begin(struct smsmodem_outbox *outbox, const char *id,
			  const struct smsmodem_submit *submit, const char *device,
			  struct smsmodem_sending *sending, struct smsmodem_error *error);

/**
 * The same for a message that is in the outbox already.
 *
 * @param may_double send also a part of which nobody knows if it was sent
 * @return as smsmodem_outbox_begin; SMSMODEM_E_NOINPUT: there is no such message
 */
int smsmodem_outbox_retry(struct smsmodem_outbox *outbox, const char *id, bool may_double,
			  const char *device, struct smsmodem_sending *sending,
			  struct smsmodem_error *error);

/**
 * Send the next part of the message that was begun: as smsmodem_send_next, with the file written
 * before and after. After a failure that left the part unsent it may be called again.
 *
 * @return as smsmodem_send_next; SMSMODEM_E_OUTPUT: the file could not be written, and
 *         sending->status says what that leaves
 */
int smsmodem_outbox_send_next(struct smsmodem_outbox *outbox, struct smsmodem *modem,
			      struct smsmodem_sending *sending, struct smsmodem_error *error);

/**
 * Note a message after it was sent without the outbox, so that its reports can be told to be its
 * own, or its outcome be resolved.
 *
 * @param why the failure, or NULL
 * @return SMSMODEM_OK; SMSMODEM_E_DATA: there is one of that id; or a failure of the file
 */
int smsmodem_outbox_note(struct smsmodem_outbox *outbox, const char *id,
			 const struct smsmodem_submit *submit, const char *device,
			 const struct smsmodem_sending *sending, const struct smsmodem_error *why,
			 struct smsmodem_error *error);

/** Find a message. @return 1; 0: there is none; or a failure */
int smsmodem_outbox_find(struct smsmodem_outbox *outbox, const char *id,
			 struct smsmodem_outbox_entry *entry, struct smsmodem_error *error);

/**
 * The messages one after the other, the oldest first.
 * @param[in,out] position 0 for the first. @return 1: *entry is the next; 0: there is none
 */
int smsmodem_outbox_next(struct smsmodem_outbox *outbox, int64_t *position,
			 struct smsmodem_outbox_entry *entry, struct smsmodem_error *error);

/** One part of a message. @param index from 0. @return 1; 0: there is none; or a failure */
int smsmodem_outbox_part(struct smsmodem_outbox *outbox, const struct smsmodem_outbox_entry *entry,
			 int index, struct smsmodem_outbox_part *part,
			 struct smsmodem_error *error);

/**
 * Say what became of the part whose outcome is unknown.
 *
 * @param status SMSMODEM_STATUS_SENT or _FAILED
 * @param[out] entry the message as it is then
 * @return SMSMODEM_OK; SMSMODEM_E_NOINPUT: there is no such message; SMSMODEM_E_DATA: it is not
 *         unknown; SMSMODEM_E_TEMPORARY: a process is sending it; or a failure of the file
 */
int smsmodem_outbox_resolve(struct smsmodem_outbox *outbox, const char *id,
			    enum smsmodem_status status, struct smsmodem_outbox_entry *entry,
			    struct smsmodem_error *error);

/** Forget a message, whose id is then as new. @return as smsmodem_outbox_resolve */
int smsmodem_outbox_remove(struct smsmodem_outbox *outbox, const char *id,
			   struct smsmodem_error *error);

/**
 * Note what a status report says, on the message that it is of: by TP-MR, the recipient, compared
 * from the right, and when it was sent. A part whose outcome was unknown has been sent then.
 *
 * @param[out] entry that message, or NULL
 * @param[out] index which part of it, from 0, or NULL
 * @return 1; 0: it is of none; or a failure of the file
 */
int smsmodem_outbox_report(struct smsmodem_outbox *outbox, const struct smsmodem_tpdu *report,
			   struct smsmodem_outbox_entry *entry, int *index,
			   struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#endif
