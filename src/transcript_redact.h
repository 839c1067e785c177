/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a transcript fit to be shown. Every replacement is as long as what it replaces. */
#ifndef TRANSCRIPT_REDACT_H
#define TRANSCRIPT_REDACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REDACT_NUMBER_MAX  32   /**< digits of a number that is told from others */
#define REDACT_NUMBERS_MAX 1000 /**< of them in one transcript; the rest look alike */

/** Numbers seen so far, so that each keeps its replacement. All zero at first. */
struct redact_numbers {
	struct redact_number {
		char digits[REDACT_NUMBER_MAX];
		uint8_t length;
		uint16_t rank; /**< among those of the same length */
	} known[REDACT_NUMBERS_MAX];
	uint32_t hashes[REDACT_NUMBERS_MAX]; /**< of them: most are told apart by these */
	size_t count;
	uint16_t of_length[REDACT_NUMBER_MAX + 1];
};

/** What the lines before say of the next one; one for each direction. */
struct redact_side {
	int announced;  /**< octets of the TPDU to come, or -1 */
	bool body;      /**< a PDU or a text follows the header */
	bool open_text; /**< a quoted text did not end with its line */
};

/* --- transcript_numbers.c --- */

/** Replace digits by those of the number's replacement. */
void redact_digits(struct redact_numbers *numbers, char *digits, size_t count);

/* --- transcript_pdu.c --- */

/**
 * Replace addresses and user data of a PDU in hexadecimal.
 * @param announced octets of the TPDU, or -1: unknown
 * @return false: it is none; nothing was changed
 */
bool redact_pdu(struct redact_numbers *numbers, char *hex, size_t length, int announced);

/* --- transcript_line.c --- */

bool redact_is_hex(const char *text, size_t length);
/** A text: as many x, or the hexadecimal of them. */
void redact_text(char *text, size_t length);
/** A PDU, or a text. @return whether it was a PDU */
bool redact_payload(struct redact_numbers *numbers, char *octets, size_t length, int announced);
/** A command line or a line of an answer. */
void redact_line(struct redact_numbers *numbers, char *line, size_t length,
		 struct redact_side *side);
/** What is to happen to a simulated phone. */
void redact_control(struct redact_numbers *numbers, char *command, size_t length);

#endif
