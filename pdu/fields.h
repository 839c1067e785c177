/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a PDU in words. What an octet means is asked of who decodes it, not decided anew.
 */
#ifndef PDU_FIELDS_H
#define PDU_FIELDS_H

#include "pdu.h"

/** The text of a row being written; what does not fit is cut. */
struct fields_text {
	char *text;
	size_t size, used;
};

/** The octets of one field. */
struct fields_octets {
	const uint8_t *octets;
	size_t length;
	const struct smsmodem_tpdu *tpdu; /**< the TPDU that it is in */
};

/** Rows being written, in the order of the octets. */
struct fields_rows {
	struct smsmodem_field *rows; /**< SMSMODEM_FIELDS_MAX of them */
	size_t count;
};

/** Append to the text. */
void fields_say(struct fields_text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** Append a word to a list that has ", " between its words. */
void fields_list(struct fields_text *text, const char *word);

/** Append octets in hexadecimal. */
void fields_say_hex(struct fields_text *text, const uint8_t *octets, size_t count);

/** Begin a row; a character that is cut at its end is left out by fields_end. */
struct fields_text fields_begin(struct fields_rows *rows, size_t offset, size_t length,
				unsigned depth, const char *name);
void fields_end(struct fields_text *text);

/* What a field says; each of the length that its decoder gave. */
void fields_smsc(struct fields_text *text, const struct fields_octets *field);
void fields_address(struct fields_text *text, const struct fields_octets *field);
void fields_number(struct fields_text *text, const struct fields_octets *field);
void fields_pid(struct fields_text *text, const struct fields_octets *field);
void fields_dcs(struct fields_text *text, const struct fields_octets *field);
void fields_time(struct fields_text *text, const struct fields_octets *field);
void fields_validity(struct fields_text *text, const struct fields_octets *field);
void fields_status(struct fields_text *text, const struct fields_octets *field);
void fields_command(struct fields_text *text, const struct fields_octets *field);
void fields_fcs(struct fields_text *text, const struct fields_octets *field);
void fields_parameters(struct fields_text *text, const struct fields_octets *field);
void fields_udl(struct fields_text *text, const struct fields_octets *field);
void fields_first(struct fields_text *text, const struct fields_octets *field);

/** TP-UD or TP-CD as one row, and what is in it as rows within. */
void fields_user_data(struct fields_rows *rows, size_t offset, const char *name,
		      const struct smsmodem_tpdu *tpdu);

/** The bits of the first octet as rows within. */
void fields_bits(struct fields_rows *rows, size_t offset, uint8_t first, enum smsmodem_kind kind);

/** What an information element says. @param ie its data is behind at least three octets: those of
 * the element, and one */
void fields_element(struct fields_text *text, const struct smsmodem_ie *ie);

#endif
