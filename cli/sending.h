/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending as `send` does it: one message after the other, each with its line of result. */
#ifndef SENDING_H
#define SENDING_H

#include "message.h"
#include "refusal.h"

/** A run of messages to one modem. */
struct sending {
	struct cli *cli;
	struct smsmodem *modem;
	unsigned flags;    /**< enum smsmodem_send_flags of every message */
	bool batch;        /**< exactly one line a message, failures inside it */
	bool progress;     /**< show parts on stderr */
	json_t *more;      /**< members that each line of result gets too, or NULL; borrowed */
	int64_t report_ms; /**< wait so long for the delivery reports of each message; 0: do not */
	long retries;      /**< how often to try again what was refused for now */
	bool once;         /**< each line of a batch is known to the outbox by its id */
	struct smsmodem_outbox *outbox; /**< NULL until it is wanted; the caller's to close */
	int done, failed, unknown, partial, undelivered;
	int first_failure;           /**< exit code of the first message that failed */
	struct smsmodem_error fatal; /**< once the modem is beyond use, why; code 0 before */
	/* of the message that is being sent */
	const char *key; /**< borrowed: by which the outbox knows it, or NULL: it does not */
	bool repeated;   /**< it was sent before, and nothing is sent now */
	struct smsmodem_sending state;
	char noted[SMSMODEM_OUTBOX_ID_SIZE]; /**< id of what was noted of it afterwards, or "" */
	bool unnoted;                        /**< it was told that nothing could be noted */
	bool reporting;                      /**< the phone was made ready for reports */
	struct refusal refusal;              /**< it is too long */
};

/**
 * Send one message and print its result.
 * @param id echoed if not NULL; borrowed. @return 0, or 74: the output broke
 */
int sending_one(struct sending *sending, const struct smsmodem_submit *submit, json_t *id,
		bool more);

/** Print the result of a message that could not even be tried. @return 0 or 74 */
int sending_refuse(struct sending *sending, const char *to, json_t *id,
		   const struct smsmodem_error *error);

/** Before sending what asks for reports: make the phone keep them, or say that it cannot. */
void sending_expect(struct sending *sending, const struct smsmodem_submit *submit);

/** Wait for the reports of the message that was sent last, and print each. @return 0 or 74 */
int sending_reports(struct sending *sending);

/**
 * Send the parts of a message, of the one of sending->key that are left.
 * @return 0, or a failure: sending->state.status says what that means
 */
int sending_parts(struct sending *sending, const struct smsmodem_submit *submit, bool more,
		  struct smsmodem_error *error);

/** The same of one that the outbox has begun. */
int sending_again(struct sending *sending, struct smsmodem_error *error);

/** Count, and print, what became of the message. @return 0 or 74 */
int sending_result(struct sending *sending, const char *to, json_t *id, int result,
		   const struct smsmodem_error *error);

/** Open the outbox. @return SMSMODEM_OK or a failure */
int sending_outbox(struct sending *sending, struct smsmodem_error *error);

/** Note what was sent without a key, where a report or the user may have to say what became of it.
 */
void sending_note(struct sending *sending, const struct smsmodem_submit *submit,
		  const struct smsmodem_error *why);

/** The exit code of the whole run. */
int sending_status(const struct sending *sending);

/** Send what the lines of a stream say. @return an exit code */
int sending_batch(struct sending *sending, const struct message *message, const char *path);

#endif
