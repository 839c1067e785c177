/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of WSP as HTTP writes them: what the kinds of values share. */
#ifndef PDU_WSP_TEXT_H
#define PDU_WSP_TEXT_H

#include "sink.h"
#include "wsp.h"
#include "wsp_table.h"

/** Writes a value; it is all of `in`. What it cannot read is failed there. */
typedef void pdu_wsp_show(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			  struct pdu_sink *out);

/** A header's or parameter's; of one that cannot be read its octets. Values are not within one
 * another, so this goes no deeper than the parameters of a header. */
void pdu_wsp_show_value(const struct smsmodem_wsp_header *header, struct pdu_sink *out);

void pdu_wsp_show_string(struct pdu_sink *out, const char *text);
void pdu_wsp_show_octets(struct pdu_sink *out, const uint8_t *octets, size_t count);
void pdu_wsp_show_number(struct pdu_sink *out, uint64_t number);

/** A token by its number, or where nobody assigned it the number; or a text. */
void pdu_wsp_show_token(struct pdu_wsp_reader *in, const struct pdu_wsp_rows *tokens,
			struct pdu_sink *out);

/** A text; or quoted, where HTTP wants that. */
void pdu_wsp_show_text(struct pdu_wsp_reader *in, struct pdu_sink *out);
void pdu_wsp_show_quoted(struct pdu_wsp_reader *in, struct pdu_sink *out);

/** "; name=value" of each parameter that is left. */
void pdu_wsp_show_parameters(struct pdu_wsp_reader *in, struct pdu_sink *out);

/** A q value, "0.5". */
void pdu_wsp_show_q(struct pdu_wsp_reader *in, struct pdu_sink *out);

/** Whether the next value is a text. */
bool pdu_wsp_is_text(const struct pdu_wsp_reader *in);

pdu_wsp_show pdu_wsp_show_date;
pdu_wsp_show pdu_wsp_show_version;
pdu_wsp_show pdu_wsp_show_field_name;

/* Of structure: behind a Value-length, the reader is already within. */
pdu_wsp_show pdu_wsp_show_encoding_version;
pdu_wsp_show pdu_wsp_show_cache_control;
pdu_wsp_show pdu_wsp_show_token_parameters;
pdu_wsp_show pdu_wsp_show_pragma;
pdu_wsp_show pdu_wsp_show_expect;
pdu_wsp_show pdu_wsp_show_te;
pdu_wsp_show pdu_wsp_show_retry_after;
pdu_wsp_show pdu_wsp_show_range;
pdu_wsp_show pdu_wsp_show_content_range;
pdu_wsp_show pdu_wsp_show_warning;
pdu_wsp_show pdu_wsp_show_profile_warning;
pdu_wsp_show pdu_wsp_show_credentials;
pdu_wsp_show pdu_wsp_show_challenge;
pdu_wsp_show pdu_wsp_show_set_cookie;
pdu_wsp_show pdu_wsp_show_cookie;
pdu_wsp_show pdu_wsp_show_digest;

#endif
