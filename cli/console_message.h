/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that a modem shows, in a line or a few. */
#ifndef CONSOLE_MESSAGE_H
#define CONSOLE_MESSAGE_H

#include "pasted.h"
#include "shown.h"

/** Parts are joined with those that came the same way. */
enum note_way {
	NOTE_AIR,  /**< +CMT: as they come, for as long as the console runs */
	NOTE_LIST, /**< +CMGL: of one listing */
	NOTE_READ, /**< +CMGR: until a message is whole; it may be read again then */
	NOTE_WAYS
};

/** What waits for its other parts; all 0 at first. */
struct note_parts {
	struct smsmodem_join *joins[NOTE_WAYS]; /**< NULL: nothing waits */
	struct smsmodem_cdma_join *cdma;
	struct smsmodem_cb_join *pages;
};

void note_parts_free(struct note_parts *parts);

/** Forget what waits of a way. */
void note_parts_forget(struct note_parts *parts, enum note_way way);

/** Print what the PDU in pasted says, each line ended. */
void note_pdu(struct note_parts *parts, enum note_way way, const struct pasted *pasted, FILE *out);

/* --- pieces (console_message_shown.c, console_message_other.c) --- */

/** A TPDU with all its parts, or a part by itself: the line's end is not printed. */
void note_print(const struct smsmodem_message *message, const struct pasted_place *place,
		FILE *out);

/** A text from outside: its line ends are indented, so that none of its lines looks like ours. */
void note_print_text(const char *text, size_t length, FILE *out);

/** ", 2026-11-23 08:01:02 +01:00". */
void note_print_time(const char *before, const struct smsmodem_time *time, FILE *out);

/** What is behind the envelope: a push, a text or octets. Frees both. @param hidden not the octets
 */
struct shown_push;
void note_print_content(struct shown_push *found, struct shown_content content, bool hidden,
			FILE *out);
void note_print_octets(const struct shown_content *content, bool hidden, FILE *out);

/** A cell broadcast, and joined if that was its last page. @return false: it is none, error */
bool note_cb(struct note_parts *parts, const struct pasted *pasted, FILE *out,
	     struct smsmodem_error *error);

/** Likewise a message of CDMA. */
bool note_cdma(struct note_parts *parts, const struct pasted *pasted, FILE *out,
	       struct smsmodem_error *error);

#endif
