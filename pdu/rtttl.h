/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RTTTL as instructions of a ringtone. */
#ifndef RTTTL_H
#define RTTTL_H

#include "smart.h"

/** The bits of an instruction, and how many they are. */
struct pdu_instruction {
	uint16_t value;
	uint8_t count;
};

#define PDU_RTTTL_UNSAID 0xFF

/** What is said, and what it becomes. */
struct pdu_rtttl {
	const char *text;
	size_t length, at;
	struct smsmodem_error *error;

	uint16_t title[PDU_RINGTONE_TITLE_MAX]; /* UTF-16 */
	uint8_t title_len;
	uint8_t loop;
	struct pdu_note note;    /* what holds for notes that say nothing else */
	struct pdu_note written; /* what this pattern's instructions say, or PDU_RTTTL_UNSAID */
	struct pdu_instruction instructions[PDU_RINGTONE_PATTERNS * PDU_RINGTONE_PATTERN_MAX];
	unsigned count;
	uint8_t patterns[PDU_RINGTONE_PATTERNS]; /* instructions of each */
	unsigned pattern;                        /* the one to which they are added */
};

/** As smsmodem_error_set, and where it is. @return SMSMODEM_E_DATA */
int pdu_rtttl_fail(const struct pdu_rtttl *rtttl, size_t offset, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** What is there is not what is wanted. @return SMSMODEM_E_DATA */
int pdu_rtttl_unexpected(struct pdu_rtttl *rtttl, const char *wanted);

bool pdu_rtttl_is_blank(char c);
bool pdu_rtttl_is_digit(char c);
char pdu_rtttl_lower(char c);

/** Go on to what is no blank. */
void pdu_rtttl_blanks(struct pdu_rtttl *rtttl);
bool pdu_rtttl_at_end(struct pdu_rtttl *rtttl);

/** The next character that is no blank, in lower case; NUL at the end, and nowhere else. */
char pdu_rtttl_peek(struct pdu_rtttl *rtttl);

/** Go past a character that is no NUL. @return whether it is the next */
bool pdu_rtttl_skip(struct pdu_rtttl *rtttl, char c);

/** Read a number; one of more than five digits is cut. @return whether there is one */
bool pdu_rtttl_number(struct pdu_rtttl *rtttl, unsigned *value);

/** Read all of it. @return SMSMODEM_OK, or SMSMODEM_E_DATA */
int pdu_rtttl_read(struct pdu_rtttl *rtttl, const char *text, size_t length,
		   struct smsmodem_error *error);

/** Add a note and what it needs in front. @return SMSMODEM_OK, or SMSMODEM_E_DATA */
int pdu_rtttl_add(struct pdu_rtttl *rtttl, const struct pdu_note *note);

#endif
