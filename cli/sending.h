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
	int done, failed, unknown, partial, undelivered;
	int first_failure;             /**< exit code of the first message that failed */
	struct smsmodem_error fatal;   /**< once the modem is beyond use, why; code 0 before */
	struct smsmodem_sending state; /**< of the message that is being sent */
	struct refusal refusal;        /**< of the same: it is too long */
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

/** Wait for the reports of the message that was sent last, and print each. @return 0 or 74 */
int sending_reports(struct sending *sending);

/** The exit code of the whole run. */
int sending_status(const struct sending *sending);

/** Send what the lines of a stream say. @return an exit code */
int sending_batch(struct sending *sending, const struct message *message, const char *path);

#endif
