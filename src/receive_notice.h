/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside receive_notice*.c. */
#ifndef RECEIVE_NOTICE_H
#define RECEIVE_NOTICE_H

#include "receive.h"
#include "siphash.h"
#include "ussd.h"

#define NOTICES_MAX         256 /* that wait; then the oldest of calls and links goes first */
#define NOTICE_NUMBER_SIZE  64
#define NOTICE_MEMORIES_MAX 8
#define NOTICE_PAGES_MAX    32 /* broadcasts that are known again */

/* An event that waits. */
struct notice {
	struct notice *next;
	enum smsmodem_event_kind kind;
	enum smsmodem_link_state state;
	int ussd_state, used, total;
	char number[NOTICE_NUMBER_SIZE]; /* "": none */
	char storage[AT_MEMORY_SIZE];
	char *text;             /* owned, or NULL */
	struct smsmodem_cb *cb; /* owned, or NULL */
};

/* The call that rings. */
struct notice_call {
	bool rings, told;
	int count; /* RINGs */
	char number[NOTICE_NUMBER_SIZE];
	int64_t tell_ms, end_ms;
};

/* What was told of a memory. */
struct notice_memory {
	char name[AT_MEMORY_SIZE];
	int level, total;
	int told; /* the level that was, at told_ms */
	int64_t told_ms;
};

/* A broadcast that was told. */
struct notice_page {
	uint64_t hash, head; /* of all of it, and of what names it */
	bool complete;
	int64_t at_ms;
};

struct notices {
	struct notice *first, **last;
	struct notice *given; /* its strings are the caller's until the next call */
	size_t count, lost;
	bool clip;   /* the phone tells who calls */
	int smsfull; /* number of that indicator (27.007 8.9); 0: there is none, -1: not asked */
	bool full;   /* the phone has said so by it; the memory is not told yet */
	char restore[40]; /* puts +CMER back */
	struct notice_call call;
	enum phone_charset charset; /* of USSD's texts */
	struct ussd_gather ussd;
	int64_t ussd_ms; /* when no more of it will come */
	struct notice_memory memories[NOTICE_MEMORIES_MAX];
	struct pdu_hash_key key;
	struct smsmodem_cb_join join;
	int64_t page_ms; /* when a page came that is not of a whole message, or -1 */
	struct notice_page pages[NOTICE_PAGES_MAX];
	size_t next_page;
};

struct notices *notices_of(const struct smsmodem *modem);

/* --- receive_notice.c --- */

/* Copy one to the end. @param text copied, or NULL */
void notice_add(struct notices *notices, const struct notice *notice, const char *text);

/* --- receive_notice_call.c --- */

void notice_ring(struct smsmodem *modem);
/* @param number "": withheld. @param waiting +CCWA: it is told once, and does not ring */
void notice_caller(struct smsmodem *modem, const char *number, bool waiting);
void notice_call_end(struct smsmodem *modem);
int64_t notice_call_deadline_ms(const struct notices *notices);
void notice_call_tick(struct smsmodem *modem);

/* --- receive_notice_page.c --- */

void notice_page(struct smsmodem *modem, const char *hex);
/* Have the phone let broadcasts in, if nobody has chosen any. @return as session_ask */
int notice_page_setup(struct smsmodem *modem, int64_t timeout_ms, struct smsmodem_error *error);
int64_t notice_page_deadline_ms(const struct notices *notices);
void notice_page_tick(struct smsmodem *modem);

/* --- receive_notice_ussd.c --- */

/* @return false: the line is of something else */
bool notice_ussd(struct smsmodem *modem, const char *line);
int64_t notice_ussd_deadline_ms(const struct notices *notices);
void notice_ussd_tick(struct smsmodem *modem);

/* --- receive_notice_storage.c --- */

/* ^SMMEMFULL: the phone says that a memory is full. */
void notice_memory_full(struct smsmodem *modem, const char *name);

#endif
