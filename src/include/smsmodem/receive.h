/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes in: messages, reports, calls. A message is given out once, whole, and leaves the phone
 * only when it has been acknowledged.
 */
#ifndef SMSMODEM_RECEIVE_H
#define SMSMODEM_RECEIVE_H

#include <smsmodem/cb.h>
#include <smsmodem/join.h>
#include <smsmodem/modem.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How the phone is to hand over what comes (27.005 3.4.1). */
enum smsmodem_receive_way {
	SMSMODEM_RECEIVE_AUTO,   /**< the safest that it accepts, in the order below */
	SMSMODEM_RECEIVE_STORED, /**< it stores messages and names the place (+CMTI, +CDSI) */
	SMSMODEM_RECEIVE_DIRECT, /**< it forwards them and waits for +CNMA (+CMT, +CDS) */
	SMSMODEM_RECEIVE_POLL    /**< it stores them and says nothing: it is asked */
};

/** All 0: as smsmodem(1) does. */
struct smsmodem_receive_options {
	enum smsmodem_receive_way way;
	bool keep;         /**< delete nothing from the phone */
	bool no_journal;   /**< remember nothing beyond this process; else options.state_dir */
	bool no_broadcast; /**< do not ask for cell broadcast */
	int64_t expiry_ms; /**< a message waits so long for its parts; 0: 24 hours */
	int64_t poll_ms;   /**< how often a phone that says nothing is asked; 0: 10 s */
	int64_t watch_ms;  /**< how long it may be silent before it is asked if it lives; 0: 60 s;
				negative: it never is */
	bool reset;        /**< restart a phone that hangs with +CFUN=1,1 */
};

enum smsmodem_event_kind {
	SMSMODEM_EVENT_SMS,     /**< message; to be acknowledged */
	SMSMODEM_EVENT_REPORT,  /**< a status report, message has one part; to be acknowledged */
	SMSMODEM_EVENT_CB,      /**< cell broadcast: cb */
	SMSMODEM_EVENT_CALL,    /**< a call comes in, or has ended: number, text */
	SMSMODEM_EVENT_USSD,    /**< number is <m> of +CUSD, text what it says */
	SMSMODEM_EVENT_STORAGE, /**< a memory is nearly full, or full */
	SMSMODEM_EVENT_LINK     /**< text: what happened to the link, state: to what */
};

enum smsmodem_link_state {
	SMSMODEM_LINK_UP,    /**< the phone answers, and is ready to receive */
	SMSMODEM_LINK_HUNG,  /**< it does not answer */
	SMSMODEM_LINK_RESET, /**< it was, or is about to be, started anew */
	SMSMODEM_LINK_DOWN   /**< it has gone */
};

/** Something that came. Strings and parts are the modem's, valid until its next call. */
struct smsmodem_event {
	enum smsmodem_event_kind kind;
	uint64_t token;   /**< for smsmodem_ack; 0: there is nothing to acknowledge */
	char id[33];      /**< of a message, the same whenever it is given out; in hexadecimal */
	bool redelivered; /**< it was given out before, and nobody knows if it was taken */
	int progress;     /**< what smsmodem_progress noted of it, or 0 */
	struct smsmodem_message message; /**< SMS, REPORT; count 0: pdu cannot be decoded */
	const char *pdu;                 /**< hexadecimal digits, message.count 0; else NULL */
	const char *why;                 /**< then: why not */
	const char *storage; /**< where the first part is kept, "SM"; NULL: nowhere, it came by
				itself */
	int index;           /**< its place there, or -1 */
	int stat;            /**< 0 unread, 1 read (27.005 3.1), or -1 */
	const char *send_id; /**< REPORT: of the message that it reports on, or NULL */
	const struct smsmodem_cb *cb;   /**< CB: all of its pages that came */
	const char *number;             /**< CALL: who calls, or NULL: withheld */
	const char *text;               /**< CALL: "ringing", "ended"; USSD, LINK */
	int ussd_state;                 /**< USSD: <m> of 27.007 7.15 */
	int used, total;                /**< STORAGE */
	enum smsmodem_link_state state; /**< LINK */
};

/**
 * Begin to receive: find the memories that hold messages, choose +CNMI, and open the journal. What
 * is stored already comes first.
 *
 * @return SMSMODEM_OK, or a failure of smsmodem_prepare; SMSMODEM_E_REFUSED: the phone has not the
 *         way that was asked for; SMSMODEM_E_OUTPUT, _E_CONFIG: the journal
 */
int smsmodem_receive(struct smsmodem *modem, const struct smsmodem_receive_options *options,
		     struct smsmodem_error *error);

/**
 * Wait for the next event. Commands that are due are run to their end, whatever the timeout.
 *
 * @param event NULL: only serve the phone, and return 1 when there is an event to be had
 * @param timeout_ms 0: do what is due and return; negative: as long as it takes
 * @return 1; 0: nothing came in time; SMSMODEM_E_LINK: it broke, or the phone hangs: see
 *         smsmodem_reopen; SMSMODEM_E_OUTPUT: the journal could not be written, nothing was lost;
 *         SMSMODEM_E_CANCELLED
 */
int smsmodem_next(struct smsmodem *modem, struct smsmodem_event *event, int64_t timeout_ms,
		  struct smsmodem_error *error);

/**
 * Whether there may be messages that have not come yet, as a memory of the phone was busy. It is
 * asked again in smsmodem_next.
 *
 * @param error filled with what the phone said, or NULL
 * @return SMSMODEM_E_TEMPORARY: there may; SMSMODEM_OK; SMSMODEM_E_USAGE: before smsmodem_receive
 */
int smsmodem_unread(const struct smsmodem *modem, struct smsmodem_error *error);

/**
 * The message has been taken: it will not be given out again, and leaves the phone.
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: no such token; SMSMODEM_E_OUTPUT: the journal
 */
int smsmodem_ack(struct smsmodem *modem, uint64_t token, struct smsmodem_error *error);

/** Note how far one has come with a message, a number over 0; it survives this process. */
int smsmodem_progress(struct smsmodem *modem, uint64_t token, int progress,
		      struct smsmodem_error *error);

/** The message could not be taken: give it out again, not before delay_ms have passed. */
int smsmodem_defer(struct smsmodem *modem, uint64_t token, int64_t delay_ms,
		   struct smsmodem_error *error);

/**
 * Open the device again after the link broke, and go on receiving. Nothing is forgotten.
 *
 * @param device NULL: the same; else where the same phone is now
 * @return as smsmodem_open and smsmodem_receive; the modem stays as it is, closed, on a failure
 */
int smsmodem_reopen(struct smsmodem *modem, const char *device, struct smsmodem_error *error);

/**
 * A descriptor that is readable (poll(2), epoll(7)) whenever smsmodem_next has something to do,
 * because of its clock too, but not for an event that smsmodem_next, called without one, has told
 * of. It is the modem's, and the same as long as that lives. Of a simulated phone in this process
 * the clock must be the real one (real_time of struct smsmodem_options).
 * @return the descriptor; SMSMODEM_E_USAGE: before smsmodem_receive; SMSMODEM_E_MEMORY
 */
int smsmodem_fd(struct smsmodem *modem, struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#endif
