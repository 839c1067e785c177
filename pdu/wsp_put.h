/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of WSP from what HTTP writes: what the kinds of values share. */
#ifndef PDU_WSP_PUT_H
#define PDU_WSP_PUT_H

#include "wsp.h"
#include "wsp_table.h"

/** A piece of text, not NUL-terminated. */
struct pdu_wsp_words {
	const char *text;
	size_t length;
};

/**
 * Writes a value as short as it can be.
 * @return NULL; or why it cannot be written, to be read behind "it ..."
 */
typedef const char *pdu_wsp_put(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				struct pdu_wsp_words words);

struct pdu_wsp_words pdu_wsp_words(const char *text);

/** Without blanks around it. */
struct pdu_wsp_words pdu_wsp_trimmed(struct pdu_wsp_words words);

/** Without the quotes around it, if there are; escapes stay. */
struct pdu_wsp_words pdu_wsp_unquoted(struct pdu_wsp_words words);

/** Cut off what is before the next separator that is not within quotes, trimmed. @return whether
 * there was anything left to cut */
bool pdu_wsp_cut(struct pdu_wsp_words *rest, char separator, struct pdu_wsp_words *part);

/** Whether it is a token of HTTP (RFC 2616 2.2). */
bool pdu_wsp_is_token(struct pdu_wsp_words words);

/** Whether no control character is in it. */
bool pdu_wsp_is_plain(struct pdu_wsp_words words);

/** Whether it is a number as it would be shown: decimal, without zeros in front. */
bool pdu_wsp_is_number(struct pdu_wsp_words words, uint64_t *number);

/** Likewise, or hexadecimal behind 0x. */
bool pdu_wsp_is_code(struct pdu_wsp_words words, uint64_t *number);

/** Seconds since 1970 of a date as date.h reads them. */
bool pdu_wsp_is_date(struct pdu_wsp_words words, uint64_t *seconds);

/** The code of "1.3" as Version-value. */
bool pdu_wsp_is_version(struct pdu_wsp_words words, uint8_t *code);

/* Values without structure, by their kinds. */
pdu_wsp_put pdu_wsp_write_text;
pdu_wsp_put pdu_wsp_write_quoted;
pdu_wsp_put pdu_wsp_write_integer;
pdu_wsp_put pdu_wsp_write_date;
pdu_wsp_put pdu_wsp_write_token;
pdu_wsp_put pdu_wsp_write_language;
pdu_wsp_put pdu_wsp_write_type;
pdu_wsp_put pdu_wsp_write_charset;
pdu_wsp_put pdu_wsp_write_field_name;
pdu_wsp_put pdu_wsp_write_version;
pdu_wsp_put pdu_wsp_write_application;
pdu_wsp_put pdu_wsp_write_push_flag;
pdu_wsp_put pdu_wsp_write_q;

/** "; name=value" of each parameter. */
const char *pdu_wsp_put_parameters(struct pdu_wsp_writer *out, struct pdu_wsp_words words);

/** A media type with its parameters. */
const char *pdu_wsp_put_media(struct pdu_wsp_writer *out, struct pdu_wsp_words words,
			      bool long_form);

/** A value of a kind; of parameters those that they have. */
const char *pdu_wsp_put_kind(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			     struct pdu_wsp_words words);

/** Whether a value of the header has a form of its own here; if not, it goes by name as text. */
bool pdu_wsp_has_form(const struct pdu_wsp_field *field, struct pdu_wsp_words words);

/** Whether the header is a list, of which each element gets a header (8.4.1). */
bool pdu_wsp_is_list(const struct pdu_wsp_field *field);

#endif
