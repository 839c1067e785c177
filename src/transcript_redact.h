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
	bool identity;  /**< who made the phone was asked for: an answer may have no name */
};

/** What the fields of a command or an answer are. */
enum redact_class {
	REDACT_UNKNOWN,  /**< anything */
	REDACT_KNOWN,    /**< settings and states; a long number may still be somebody's */
	REDACT_PERSON,   /**< numbers, names and texts */
	REDACT_USSD,     /**< codes and texts */
	REDACT_RAW,      /**< files of the card */
	REDACT_LOCATION, /**< area and cell */
	REDACT_DIAL,     /**< behind ATD */
	REDACT_OPEN      /**< what tells of nobody: operators, times, speeds */
};

struct redact_field {
	struct redact_numbers *numbers;
	enum redact_class class;
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

/* --- transcript_names_table.c --- */

/** By name, without a colon behind it. */
enum redact_class redact_class_of(const char *name, size_t length);
/** Whether it is a result, or another line that is always the same. */
bool redact_is_known_line(const char *line, size_t length);

/* --- transcript_values.c --- */

/** A text: as many x, or the hexadecimal of them. */
void redact_text(char *text, size_t length);
/** A PDU, or a text. @return whether it was a PDU */
bool redact_payload(struct redact_numbers *numbers, char *octets, size_t length, int announced);
/** Runs of at least so many digits; behind a plus three are enough. */
void redact_runs(struct redact_numbers *numbers, char *text, size_t length, size_t least);
bool redact_is_dial_string(const char *text, size_t length);
/** What stands between quotes, and what does not. */
void redact_quoted(const struct redact_field *field, char *text, size_t length);
void redact_unquoted(const struct redact_field *field, char *text, size_t length);

/* --- transcript_line.c --- */

/** Whether a line begins like a command line. */
bool redact_is_command(const char *line, size_t length);
void redact_command(struct redact_numbers *numbers, char *line, size_t length,
		    struct redact_side *side);
/** Whether a command asks for a message (27.005 3.5.1). */
bool redact_awaits_prompt(const char *line, size_t length);
/** Whether a command asks who made the phone, or what it can do. */
bool redact_asks_identity(const char *line, size_t length);
/** What is no command and no text: "+++", "A/", stars. */
bool redact_tells_nothing(const char *line, size_t length);
/** Whether a line is a result, or an answer with a name that is known. */
bool redact_is_answer(const char *line, size_t length);
void redact_answer(struct redact_numbers *numbers, char *line, size_t length,
		   struct redact_side *side);

/* --- transcript_control.c --- */

/** What is to happen to a simulated phone. */
void redact_control(struct redact_numbers *numbers, char *command, size_t length);

#endif
