/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How WSP and what it carries code values (WAP-230-WSP 8.1.2, 8.4.2), MMS among it: a reader and a
 * writer. What goes wrong sticks, so that it need be asked for only once, at the end.
 */
#ifndef PDU_WSP_H
#define PDU_WSP_H

#include "pdu.h"
#include <smsmodem/wsp.h>

/* First octets of a value (8.4.1.2): up to LENGTH_MAX so many octets follow, then a quote of a
 * longer length, texts, and integers of 7 bits. */
#define PDU_WSP_LENGTH_MAX    30
#define PDU_WSP_LENGTH_QUOTE  31
#define PDU_WSP_TEXT_FIRST    32
#define PDU_WSP_QUOTED_STRING 0x22
#define PDU_WSP_QUOTE         0x7F
#define PDU_WSP_SHORT         0x80

/* --- reading --- */

/** What is read from. `at` stays where it was when something failed, which is the offset to name.
 */
struct pdu_wsp_reader {
	const uint8_t *octets;
	size_t length, at;
	bool failed; /* sticky: nothing more is read, and what is read is 0 or empty */
};

/** Text within what is read. */
struct pdu_wsp_string {
	const uint8_t *octets; /* NUL behind it is not promised; never NULL when nothing failed */
	size_t length;
	uint32_t charset; /* MIBenum; 0: none was said */
};

static inline struct pdu_wsp_reader pdu_wsp_reader(const uint8_t *octets, size_t length)
{
	return (struct pdu_wsp_reader){.octets = octets, .length = length};
}

/** Octets not yet read; 0 after a failure. */
static inline size_t pdu_wsp_left(const struct pdu_wsp_reader *reader)
{
	return reader->failed || !reader->octets ? 0 : reader->length - reader->at;
}

/** The next octet, which stays; -1 at the end. */
static inline int pdu_wsp_peek(const struct pdu_wsp_reader *reader)
{
	return pdu_wsp_left(reader) > 0 ? reader->octets[reader->at] : -1;
}

/** The next octet. */
uint8_t pdu_wsp_get_octet(struct pdu_wsp_reader *reader);

/** A reader of the next octets, which are stepped over. Its own offsets begin at 0. */
struct pdu_wsp_reader pdu_wsp_get_octets(struct pdu_wsp_reader *reader, size_t count);

/** Variable length unsigned integer of up to 32 bits (8.1.2). */
uint32_t pdu_wsp_get_uintvar(struct pdu_wsp_reader *reader);

/** Value-length (8.4.2.2). More than there are octets behind it is a failure. */
size_t pdu_wsp_get_value_length(struct pdu_wsp_reader *reader);

/** Value-length, and a reader of the value, which is stepped over. */
struct pdu_wsp_reader pdu_wsp_get_value(struct pdu_wsp_reader *reader);

/** Long-integer (8.4.2.1), of up to 64 bits. */
uint64_t pdu_wsp_get_long(struct pdu_wsp_reader *reader);

/** Integer-value: short or long (8.4.2.3). */
uint64_t pdu_wsp_get_integer(struct pdu_wsp_reader *reader);

/** Text-string, without its quote 7F (8.4.2.1). */
struct pdu_wsp_string pdu_wsp_get_text(struct pdu_wsp_reader *reader);

/** Text-value: no value (empty), token or quoted string, without the quotes 7F or 22 (8.4.2.3). */
struct pdu_wsp_string pdu_wsp_get_text_value(struct pdu_wsp_reader *reader);

/** Encoded-string-value (OMA-TS-MMS_ENC 7.3.9): text, perhaps behind a length and a charset. */
struct pdu_wsp_string pdu_wsp_get_encoded_string(struct pdu_wsp_reader *reader);

/** A value of any form, told from its first octet (8.4.1.2), is stepped over. */
void pdu_wsp_skip(struct pdu_wsp_reader *reader);

/** A content type, taken apart. */
struct pdu_content_type {
	int64_t code;     /**< well-known, or -1: it is a text */
	const char *name; /**< of the table, or the text within the octets; NULL: unassigned */
	const uint8_t *parameters; /**< within the octets, or NULL: the form has none */
	size_t parameters_len;
};

/** A content type in any form: constrained, or general with parameters (8.4.2.24). */
void pdu_wsp_get_content_type(struct pdu_wsp_reader *reader, struct pdu_content_type *type);

/** The next parameter (8.4.2.4). */
void pdu_wsp_get_parameter(struct pdu_wsp_reader *reader, struct smsmodem_wsp_header *parameter);

/* --- writing --- */

/** What is written to; `used` counts on where nothing fits any more, nothing is written then. */
struct pdu_wsp_writer {
	uint8_t *octets;
	size_t size, used;
};

static inline struct pdu_wsp_writer pdu_wsp_writer(uint8_t *octets, size_t size)
{
	return (struct pdu_wsp_writer){.octets = octets, .size = size};
}

/** Octets written, or SMSMODEM_E_SPACE. */
int pdu_wsp_written(const struct pdu_wsp_writer *writer);

void pdu_wsp_put_octet(struct pdu_wsp_writer *writer, uint8_t octet);
void pdu_wsp_put_octets(struct pdu_wsp_writer *writer, const void *octets, size_t count);
void pdu_wsp_put_uintvar(struct pdu_wsp_writer *writer, uint32_t value);
void pdu_wsp_put_value_length(struct pdu_wsp_writer *writer, size_t length);

/** Long-integer in as few octets as it can be, one at least. */
void pdu_wsp_put_long(struct pdu_wsp_writer *writer, uint64_t value);

/** Integer-value: short where it fits, else long. */
void pdu_wsp_put_integer(struct pdu_wsp_writer *writer, uint64_t value);

/** Text-string: quoted by 7F if its first octet would be taken for another form; NUL behind. */
void pdu_wsp_put_text(struct pdu_wsp_writer *writer, const void *text, size_t length);

/** Encoded-string-value: with length and charset where charset is not 0. */
void pdu_wsp_put_encoded_string(struct pdu_wsp_writer *writer, const struct pdu_wsp_string *string);

/**
 * A value whose length is known when it is written: what is put between the two gets its
 * Value-length in front. They nest. @return what end takes
 */
size_t pdu_wsp_value_begin(const struct pdu_wsp_writer *writer);
void pdu_wsp_value_end(struct pdu_wsp_writer *writer, size_t begin);

/** Likewise, with a variable length unsigned integer in front. */
void pdu_wsp_uintvar_end(struct pdu_wsp_writer *writer, size_t begin);

#endif
