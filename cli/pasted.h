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

/** Where a listing says that a PDU is stored (27.005 3.4.2); -1 is unknown. */
struct pasted_place {
	long index;
	int stat; /**< <stat>: 0 received unread, 1 received read, 2 stored unsent, 3 stored sent */
};

struct pasted {
	long line;             /**< in: number of the line that is looked at */
	int announced;         /**< octets of the TPDU that a line promised, or -1 */
	long owed_line;        /**< that line if such a PDU must come, or 0 */
	enum pasted_hint next; /**< what that line said of it */
	struct pasted_place next_place;
	long asked;      /**< the index that AT+CMGR= asked for, or -1 */
	bool in_text;    /**< a message in text mode goes on */
	bool talk;       /**< commands or answers of a modem were seen */
	const char *hex; /**< out: the PDU's digits; in the line, or in digits */
	size_t length;
	int tpdu_length;           /**< out: as told by a header or in front of the PDU, or -1 */
	enum pasted_hint hint;     /**< out: what it should be */
	struct pasted_place place; /**< out: where it is stored */
	size_t bad;                /**< out */
	int lost;       /**< out: octets of a PDU that never came, or 0; the user clears it */
	long lost_line; /**< out: who promised it */
	char digits[PASTED_DIGITS_MAX];
};

#define PASTED_INIT                                                                      \
	{                                                                                \
		.announced = -1, .next_place = {-1, -1}, .asked = -1, .place = {-1, -1}, \
	}

/** Look at a line, without what a log has around it. */
enum pasted_result pasted_line(struct pasted *pasted, const char *line);

/** Whether a line is JSON of this program, and the PDU in it. @param[out] pdu malloc'd, or NULL */
bool pasted_json(struct pasted *pasted, const char *line, char **pdu);

/** What was promised does not come, if it has not yet. */
void pasted_forget(struct pasted *pasted);

/** Find a PDU behind a time stamp or a label, or in front of a comment. @return whether there is */
bool pasted_labelled(struct pasted *pasted, const char *line);

/** Where the PDU ends that others follow in the same line, or NULL. @param[out] start of its digits
 */
char *pasted_several(char *line, char **start);

/** Of a line that is no hexadecimal the character that breaks its longest run of digits, or bad. */
size_t pasted_culprit(const char *line, size_t bad);

/* --- for pasted.c: what a line says about the next --- */

/**
 * Whether a line is a command or an answer, and what it tells of the PDU behind it.
 * @param[out] pdu one in the same line, or NULL
 * @return PASTED_NOTHING or PASTED_TEXT; PASTED_WORDS: it is neither
 */
enum pasted_result pasted_talk(struct pasted *pasted, const char *line, const char **pdu);

/**
 * Take hexadecimal, in groups or with what programs put around octets, out of text.
 * @return whether it is that; else *bad is the first character that is none
 */
bool pasted_hex(struct pasted *pasted, const char *text, size_t *bad);

#endif
