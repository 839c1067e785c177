/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and values of MMS headers, and how each is coded. */
#ifndef PDU_MMS_TABLE_H
#define PDU_MMS_TABLE_H

#include <stddef.h>
#include <stdint.h>

/** How the value of a field is coded. */
enum pdu_mms_form {
	PDU_MMS_OCTETS, /* nothing more is known than where it ends */
	PDU_MMS_TEXT,
	PDU_MMS_ENCODED, /* Encoded-string-value (7.3.19) */
	PDU_MMS_TOKENS,
	PDU_MMS_CLASS, /* a token, or its name (7.3.27) */
	PDU_MMS_VERSION,
	PDU_MMS_INTEGER,
	PDU_MMS_DATE,
	PDU_MMS_PERIOD,       /* absolute or relative (7.3.20) */
	PDU_MMS_FROM,         /* 7.3.21 */
	PDU_MMS_FORWARDER,    /* count and Encoded-string-value */
	PDU_MMS_FORWARD_DATE, /* count and date */
	PDU_MMS_MARKED,       /* token and Encoded-string-value (7.3.32) */
	PDU_MMS_TOTAL,        /* token and integer (7.3.25, 7.3.26) */
	PDU_MMS_FIELD,        /* a field by its number or name */
	PDU_MMS_CONTENT       /* Content-Type: the header is over */
};

/** A value of one octet. */
struct pdu_mms_token {
	uint8_t octet; /* 0x80 and above; 0 ends a list */
	const char *name;
};

/** A field. */
struct pdu_mms_row {
	const char *name;
	enum pdu_mms_form form;
	const struct pdu_mms_token *tokens;
};

#define PDU_MMS_FIELDS 0x40

/** By their assigned numbers; a name of NULL: nobody assigned it. */
extern const struct pdu_mms_row pdu_mms_fields[PDU_MMS_FIELDS];

/** The name of a value, or NULL. @param tokens NULL: none has a name */
const char *pdu_mms_token_name(const struct pdu_mms_token *tokens, unsigned octet);

#endif
