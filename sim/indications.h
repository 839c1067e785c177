/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network has for the phone, and how the computer hears of it (27.005 3.4). */
#ifndef SIM_INDICATIONS_H
#define SIM_INDICATIONS_H

#include "messages.h"

#define SIM_INBOX_MAX      256   /**< that the network takes from outside for a phone */
#define SIM_INBOX_SLOTS    512   /**< with what its phones send, and what comes back to it */
#define SIM_BUFFER_MAX     16    /**< indications that the phone keeps for the computer */
#define SIM_ACKNOWLEDGE_MS 15000 /**< until the network gives up waiting for +CNMA, by default */
#define SIM_LIST_SIZE      128   /**< <mids> or <dcss> of +CSCB, NUL included */

struct smsmodem_sim;

enum sim_arrival_kind {
	SIM_ARRIVAL_MESSAGE, /**< +CMT, +CMTI */
	SIM_ARRIVAL_REPORT,  /**< +CDS, +CDSI */
	SIM_ARRIVAL_PAGE     /**< +CBM, +CBMI */
};

/** Who sent it, and whether a phone of this network is told when it has arrived. */
struct sim_origin {
	struct smsmodem_address number;
	bool report;
	uint8_t mr; /**< its TP-MR there */
};

/** Something that came, or that the network keeps because it could not come. */
struct sim_arrival {
	enum sim_arrival_kind kind;
	bool read; /**< pid and dcs are of the DELIVER that it is */
	uint8_t pid;
	struct smsmodem_dcs dcs;
	bool refused;   /**< the computer did not want it: not tried again before it asks anew */
	int64_t due_ms; /**< the network has it from then on */
	struct sim_origin origin;
	struct sim_pdu pdu;
};

struct sim_inbox {
	struct sim_arrival slots[SIM_INBOX_SLOTS];
	uint16_t order[SIM_INBOX_SLOTS]; /**< all slots: `count` that wait, the oldest first */
	size_t count;
	bool trying; /**< what arrives may make more arrive: it waits behind what is being tried */
	unsigned full; /**< bits of the memories that were found full while trying */
};

/** A result code that the computer is told: of a place in a memory, or with what came itself. */
struct sim_indication {
	struct sim_arrival arrival;
	bool direct;
	struct sim_stored stored; /**< !direct */
};

struct sim_indications {
	struct sim_indication buffer[SIM_BUFFER_MAX]; /**< <mode> 0; the oldest first */
	size_t count;
	bool awaited; /**< +CNMA is */
	bool timed;   /**< and the time for it runs */
	struct sim_arrival unacknowledged;
};

/** +CSCB (27.005 3.3.4). */
struct sim_filter {
	int mode; /**< 1: all but these */
	char mids[SIM_LIST_SIZE], dcss[SIM_LIST_SIZE];
};

/* --- inbox.c: the network's side --- */

void sim_inbox_start(struct smsmodem_sim *sim);
/** Whether the network takes as many from outside. @return SMSMODEM_OK or SMSMODEM_E_TEMPORARY */
int sim_inbox_room(const struct smsmodem_sim *sim, int count, struct smsmodem_error *error);
/** Something comes for the phone; it is dropped when there is no slot for it. */
void sim_inbox_add(struct smsmodem_sim *sim, enum sim_arrival_kind kind, const struct sim_pdu *pdu);
void sim_inbox_add_arrival(struct smsmodem_sim *sim, const struct sim_arrival *arrival);
/** The phone may have room now, or want something now: try again what the network keeps. */
void sim_inbox_try(struct smsmodem_sim *sim);
/** Likewise, what was refused too. */
void sim_inbox_retry(struct smsmodem_sim *sim);
/** Give back to the network what was not acknowledged. */
void sim_inbox_return(struct smsmodem_sim *sim, const struct sim_arrival *arrival);

/* --- direct.c: where +CNMI sends it --- */

/** @return false: the phone cannot take it now */
bool sim_direct_take(struct smsmodem_sim *sim, const struct sim_arrival *arrival);
/** +CNMI was set: what waits in the phone goes to the computer or is forgotten (<bfr>). */
void sim_direct_flush(struct smsmodem_sim *sim);
/** Power on: what the phone kept is lost, what was not acknowledged comes again. */
void sim_direct_reset(struct smsmodem_sim *sim);

/* --- acknowledge.c --- */

/** A message has gone to the computer: the next waits for +CNMA if +CSMS=1. */
void sim_acknowledge_await(struct smsmodem_sim *sim, const struct sim_arrival *arrival);
/** What was held has gone to the computer: from now on it can acknowledge. */
void sim_acknowledge_seen(struct smsmodem_sim *sim);
/** The payload of +CNMA=1,<n> or =2,<n> came. */
struct sim_result sim_acknowledge_payload(struct smsmodem_sim *sim);

/* --- page.c --- */

#define SIM_PAGE_HEADER  6  /**< octets (23.041 9.4.1.2) */
#define SIM_PAGE_CONTENT 82 /**< octets behind it */
#define SIM_PAGES_MAX    15 /**< of one message */

/** A page of cell broadcast, its text within its padding (23.041 9.4.1.2, 23.038 5). */
struct sim_page {
	uint16_t serial, message_id;
	uint8_t dcs, page, pages;
	int message_class;                /**< or -1 */
	bool is_text;                     /**< 7-bit */
	char text[SMSMODEM_TEXT_SIZE(1)]; /**< UTF-8, is_text */
	const uint8_t *octets;            /**< of the content, within the PDU */
	size_t octets_length;
};

bool sim_page_decode(const struct sim_pdu *pdu, struct sim_page *page);
/** Pages of a text, but for serial number and page parameter. @return how many, 0: too many, -1: no
 * UTF-8 */
int sim_pages_make(const char *text, struct sim_pdu pages[SIM_PAGES_MAX]);

/* --- broadcast.c --- */

/** Whether +CSCB lets it in. */
bool sim_page_wanted(const struct smsmodem_sim *sim, const struct sim_page *page);
int sim_broadcast_text(struct smsmodem_sim *sim, const char *text, struct smsmodem_error *error);
int sim_broadcast_pdu(struct smsmodem_sim *sim, const char *hex, struct smsmodem_error *error);

#endif
