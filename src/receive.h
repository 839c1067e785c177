/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the receiving modem. One struct receiver hangs on a modem from smsmodem_receive on. */
#ifndef RECEIVE_H
#define RECEIVE_H

#include "journal.h"
#include "modem_private.h"
#include <smsmodem/receive.h>

struct arrivals; /* receive_arrivals.c: PDUs that came and are not taken yet */
struct notices;  /* receive_notice.c: events without a message, waiting to be given out */
struct watch;    /* receive_watch.c */
struct wake;     /* receive_fd.c */

struct receiver {
	struct smsmodem_receive_options options;
	struct journal *journal; /* or NULL */
	struct smsmodem_join *join;
	struct arrivals *arrivals;
	struct notices *notices;
	struct watch *watch;
	enum smsmodem_receive_way way; /* that the phone accepted */
	unsigned generation; /* counts restarts and reopenings: places of an older one are verified
			      */
	struct wake *wake;   /* of smsmodem_fd, or NULL */
	struct lines lines;  /* room for the lines that are being handled */
};

/* --- receive_setup.c --- */

/** Have the journal know whose messages these are: by IMSI, else IMEI, else device. */
int phone_identify(struct smsmodem *modem, struct journal *journal, struct smsmodem_error *error);

/** Before the modem is closed: write and delete what is due, where the phone answers, and forget
 * all. There may be no receiver. */
void receive_close(struct smsmodem *modem);

/** Memories, +CNMI, +CSMS: on a prepared modem, at the start, after a restart and a reopening. */
int receive_setup(struct smsmodem *modem, struct smsmodem_error *error);

/* --- receive_line.c --- */

/** An unsolicited line, with the PDU below it or "". */
int receive_line(struct smsmodem *modem, const char *line, const char *data,
		 struct smsmodem_error *error);

/* --- receive_notice.c: what is no message --- */

int notices_new(struct notices **notices);
void notices_free(struct notices *notices);
/** RING, +CLIP, +CUSD, +CBM, +CIEV, ^SMMEMFULL, ...; what is none of these is passed over. */
void notice_line(struct smsmodem *modem, const char *line, const char *data);
/** A memory's state after +CPMS: says so when it gets nearly full or full, once. */
void notice_storage(struct smsmodem *modem, const char *name, int used, int total);
/** Behind it, with the memory that messages come to: it is what a phone has said to be full. */
void notice_indicated(struct smsmodem *modem, const char *name, int total);
void notice_link(struct smsmodem *modem, enum smsmodem_link_state state, const char *text);
/** The next one. @return true: *event holds it (NULL: there is one) */
bool notice_take(struct smsmodem *modem, struct smsmodem_event *event);
/**
 * Part of receive_setup: have the phone tell who calls, and that its memory is full. What it
 * refuses it refuses. @return SMSMODEM_OK, or a failure of the link
 */
int notice_setup(struct smsmodem *modem, struct smsmodem_error *error);
/** When notice_tick is due (a call that rings no more), or -1. */
int64_t notice_deadline_ms(const struct smsmodem *modem);
void notice_tick(struct smsmodem *modem);
/** Put back what notice_setup has changed, where the phone answers: before it is closed. */
void notice_restore(struct smsmodem *modem);

/* --- receive_watch.c: is it still alive? --- */

int watch_new(struct watch **watch);
void watch_free(struct watch *watch);
/** When the phone is to be asked, or -1: never. Any octet from it puts that off. */
int64_t watch_deadline_ms(const struct smsmodem *modem);
/** Have it asked without waiting: something came that makes its counts interesting. */
void watch_soon(struct smsmodem *modem);
/**
 * Ask: AT, and +CPMS?, whose counts say, too, if something came unheard.
 * @return SMSMODEM_OK; SMSMODEM_E_LINK: it hangs and could not be brought back
 */
int watch_ask(struct smsmodem *modem, bool *drain, struct smsmodem_error *error);

/* --- receive_fd.c: smsmodem_fd --- */

/** NULL is allowed. */
void wake_free(struct wake *wake);
/** The link's descriptor is about to be closed. NULL is allowed. */
void wake_forget(struct wake *wake);
/**
 * Have the descriptor wake at receive_due_ms, or at once if an event waits. At the end of every
 * call that may have changed that: smsmodem_next, _ack, _progress, _defer, _reopen.
 * @param told the caller knows of the event that waits (smsmodem_next without an event): it is no
 *        reason to wake it again
 */
void wake_arm(struct smsmodem *modem, bool told);

/* --- receive_reopen.c --- */

/**
 * Go on receiving by another transport, which is the modem's from here on. Also where the
 * receiver is NULL. @return as smsmodem_reopen; on a failure it has been closed
 */
int reopen_with(struct smsmodem *modem, struct transport *transport, struct smsmodem_error *error);

/* --- what those need of receive_next.c --- */

/** Handle what came unasked and lies in the session, without a word to the phone. */
int receive_lines(struct smsmodem *modem, struct smsmodem_error *error);
/** When smsmodem_next has something to do by its clock, that of notices and watch included; 0: at
 * once; negative: never. Events that wait do not count. */
int64_t receive_due_ms(const struct smsmodem *modem);
/** Whether smsmodem_next has an event to give out. */
bool receive_ready(struct smsmodem *modem);

#endif
