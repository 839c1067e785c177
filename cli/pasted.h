/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDUs as people paste them: bare, with a length, amid what a modem said, or in a log of that. */
#ifndef PASTED_H
#define PASTED_H

#include <stdbool.h>
#include <stddef.h>

#define PASTED_DIGITS_MAX   8192 /* of hexadecimal that has blanks within; more is no PDU */
#define PASTED_DIGITS_LEAST 14   /* fewer are a time, a count, an address, ... */

/** What the lines around a PDU tell of it (27.005 3.4, 4). */
enum pasted_hint {
	PASTED_ANY,
	PASTED_DELIVER,    /* +CMT: */
	PASTED_REPORT,     /* +CDS: */
	PASTED_CB,         /* +CBM: */
	PASTED_RECEIVED,   /* +CMGL: or +CMGR: with a received message: which, TP-MTI tells */
	PASTED_SENT,       /* likewise with one that was sent or is to be */
	PASTED_SUBMIT,     /* AT+CMGS=, AT+CMGW= */
	PASTED_COMMAND,    /* AT+CMGC= */
	PASTED_ACKNOWLEDGE /* AT+CNMA= */
};

/** What a line is. */
enum pasted_result {
	PASTED_NOTHING, /* blank, or talk around PDUs */
	PASTED_PDU,
	PASTED_TEXT, /* the head of a message in text mode, which is no PDU */
	PASTED_WORDS /* no hexadecimal; pasted->bad is the first character that is none */
};

struct pasted {
	int announced;         /**< octets of the TPDU that a line promised, or -1 */
	enum pasted_hint next; /**< what that line said of it */
	bool in_text;          /**< a message in text mode goes on */
	bool talk;             /**< commands or answers of a modem were seen */
	const char *hex;       /**< out: the PDU's digits; in the line, or in digits */
	size_t length;
	int tpdu_length;       /**< out: as told by a header or in front of the PDU, or -1 */
	enum pasted_hint hint; /**< out: what it should be */
	size_t bad;            /**< out */
	char digits[PASTED_DIGITS_MAX];
};

#define PASTED_INIT             \
	{                       \
		.announced = -1 \
	}

/** Look at a line, without what a log has around it. */
enum pasted_result pasted_line(struct pasted *pasted, const char *line);

/* --- for pasted.c: what a line says about the next --- */

/**
 * Whether a line is a command or an answer, and what it tells of the PDU behind it.
 * @return PASTED_NOTHING or PASTED_TEXT; PASTED_WORDS: it is neither
 */
enum pasted_result pasted_talk(struct pasted *pasted, const char *line);

/**
 * Take hexadecimal, in groups or with what programs put around octets, out of text.
 * @return whether it is that; else *bad is the first character that is none
 */
bool pasted_hex(struct pasted *pasted, const char *text, size_t *bad);

#endif
