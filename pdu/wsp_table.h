/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assigned numbers of WSP (WAP-230-WSP appendix A, and what OMA's name authority added). */
#ifndef PDU_WSP_TABLE_H
#define PDU_WSP_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pdu_wsp_row {
	uint32_t code;
	const char *text;
};

/** A table; of several rows of a code, or of a name, the first counts. */
struct pdu_wsp_rows {
	const struct pdu_wsp_row *rows;
	size_t count;
};

/** What the value of a header or parameter is (8.4.2). */
enum pdu_wsp_kind {
	PDU_WSP_KIND_TEXT,
	PDU_WSP_KIND_QUOTED,  /* Quoted-string, or the Text-value of a parameter */
	PDU_WSP_KIND_INTEGER, /* delta seconds too */
	PDU_WSP_KIND_DATE,    /* or text, in If-Range */
	PDU_WSP_KIND_MEDIA,   /* content type in any form */
	PDU_WSP_KIND_TYPE,    /* content type without parameters */
	PDU_WSP_KIND_TOKEN,   /* of the row's tokens, or text */
	PDU_WSP_KIND_TOKEN_Q, /* likewise, perhaps with a q value */
	PDU_WSP_KIND_LANGUAGE,
	PDU_WSP_KIND_LANGUAGE_Q,
	PDU_WSP_KIND_CHARSET,
	PDU_WSP_KIND_CHARSET_Q,
	PDU_WSP_KIND_FIELD, /* the name of a header */
	PDU_WSP_KIND_APPLICATION,
	PDU_WSP_KIND_PUSH_FLAG,
	PDU_WSP_KIND_VERSION,
	PDU_WSP_KIND_Q,
	PDU_WSP_KIND_ENCODING_VERSION,
	PDU_WSP_KIND_CACHE_CONTROL,
	PDU_WSP_KIND_TOKEN_PARAMETERS, /* of the row's tokens, or text, perhaps with parameters */
	PDU_WSP_KIND_DISPOSITION,      /* likewise, with a length also without parameters */
	PDU_WSP_KIND_PRAGMA,
	PDU_WSP_KIND_EXPECT,
	PDU_WSP_KIND_TE,
	PDU_WSP_KIND_RETRY_AFTER,
	PDU_WSP_KIND_RANGE,
	PDU_WSP_KIND_CONTENT_RANGE,
	PDU_WSP_KIND_WARNING,
	PDU_WSP_KIND_PROFILE_WARNING,
	PDU_WSP_KIND_CREDENTIALS,
	PDU_WSP_KIND_CHALLENGE,
	PDU_WSP_KIND_SET_COOKIE,
	PDU_WSP_KIND_COOKIE,
	PDU_WSP_KIND_DIGEST,
	PDU_WSP_KIND_OPAQUE, /* not looked into */
	PDU_WSP_KINDS
};

/** A header or parameter. */
struct pdu_wsp_field {
	const char *name;
	enum pdu_wsp_kind kind;
	struct pdu_wsp_rows tokens;
};

extern const struct pdu_wsp_rows pdu_wsp_content_types;
extern const struct pdu_wsp_rows pdu_wsp_applications;
extern const struct pdu_wsp_rows pdu_wsp_languages;
extern const struct pdu_wsp_rows pdu_wsp_types;

/** By their number; those without one have no name. */
#define PDU_WSP_HEADERS    0x4B
#define PDU_WSP_PARAMETERS 0x1E
extern const struct pdu_wsp_field pdu_wsp_headers[PDU_WSP_HEADERS];
extern const struct pdu_wsp_field pdu_wsp_parameters[PDU_WSP_PARAMETERS];

#define PDU_WSP_HEADER_CONTENT_TYPE 0x11
#define PDU_WSP_PARAMETER_Q         0x00

/** Whether a name is the so many octets of another, in either case. */
bool pdu_wsp_same(const char *name, const char *other, size_t length);

/** The name of a number, or NULL. */
const char *pdu_wsp_name(const struct pdu_wsp_rows *table, uint64_t code);

/** The number of a name of so many octets, in either case, or -1. */
int32_t pdu_wsp_number(const struct pdu_wsp_rows *table, const char *name, size_t length);

/** The number of a header's, or parameter's, name likewise; the latest, where it got a new one. */
int pdu_wsp_field_number(const struct pdu_wsp_field *fields, size_t count, const char *name,
			 size_t length);

#endif
