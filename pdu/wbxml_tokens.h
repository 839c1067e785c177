/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WBXML from the inside: global tokens, the tables of each language, and how text is fetched. */
#ifndef WBXML_TOKENS_H
#define WBXML_TOKENS_H

#include "pdu.h"
#include <smsmodem/wbxml.h>

/** Tokens that mean the same in every language and code page (WAP-192-WBXML 7.1). */
enum pdu_wbxml_global {
	PDU_WBXML_SWITCH_PAGE = 0x00,
	PDU_WBXML_END = 0x01,
	PDU_WBXML_ENTITY = 0x02,
	PDU_WBXML_STR_I = 0x03,
	PDU_WBXML_LITERAL = 0x04,
	PDU_WBXML_EXT_I_0 = 0x40,
	PDU_WBXML_PI = 0x43,
	PDU_WBXML_EXT_T_0 = 0x80,
	PDU_WBXML_STR_T = 0x83,
	PDU_WBXML_EXT_0 = 0xC0,
	PDU_WBXML_OPAQUE = 0xC3
};

#define PDU_WBXML_HAS_ATTRIBUTES 0x80
#define PDU_WBXML_HAS_CONTENT    0x40

struct pdu_wbxml_token {
	uint16_t key;      /* code page and token */
	const char *name;  /* of a value token its text */
	const char *value; /* what the value of an attribute begins with, or NULL */
};

struct pdu_wbxml_list {
	const struct pdu_wbxml_token *tokens; /* by rising keys */
	size_t count;
};

struct pdu_wbxml_language {
	struct pdu_wbxml_list tags, attributes, values;
};

/* By its public identifier. */
struct pdu_wbxml_document {
	uint32_t public_id;
	const char *public_name;
	enum smsmodem_wbxml_language language;
};

struct pdu_wbxml_type {
	const char *content_type;
	enum smsmodem_wbxml_language language;
};

/* Indexed by enum smsmodem_wbxml_language. */
#define PDU_WBXML_LANGUAGES (SMSMODEM_WBXML_CSP + 1)
extern const struct pdu_wbxml_language *const pdu_wbxml_languages[PDU_WBXML_LANGUAGES];
extern const struct pdu_wbxml_language pdu_wbxml_syncml, pdu_wbxml_ota, pdu_wbxml_wml;
extern const struct pdu_wbxml_language pdu_wbxml_wta, pdu_wbxml_wtawml, pdu_wbxml_channel,
	pdu_wbxml_channel12, pdu_wbxml_devinf, pdu_wbxml_devinf12, pdu_wbxml_csp;

/* What CSP means by the number behind EXT_T_0. */
extern const struct pdu_wbxml_list pdu_wbxml_csp_extensions;

/* Both end with one of NULL. */
extern const struct pdu_wbxml_document pdu_wbxml_documents[];
extern const struct pdu_wbxml_type pdu_wbxml_types[];

/** The token of a code page, or NULL: the language has none such. */
const struct pdu_wbxml_token *pdu_wbxml_find(const struct pdu_wbxml_list *list, uint8_t page,
					     uint8_t token);

/** What is known by its public identifier, else by its content type. */
void pdu_wbxml_identify(struct smsmodem_wbxml *wbxml, const char *content_type);

/** Say why, for the error of the call. @return SMSMODEM_E_PDU */
int pdu_wbxml_fail(struct smsmodem_wbxml *wbxml, const char *problem);

/** The next octet. @return 1, or SMSMODEM_E_PDU */
int pdu_wbxml_octet(struct smsmodem_wbxml *wbxml, uint8_t *octet);

/** The next mb_u_int32 (WAP-192-WBXML 5.1). @return 1, or SMSMODEM_E_PDU */
int pdu_wbxml_number(struct smsmodem_wbxml *wbxml, uint32_t *number);

/** Text of the string table, without its end. @return 1, or SMSMODEM_E_PDU */
int pdu_wbxml_table_text(struct smsmodem_wbxml *wbxml, uint32_t index, const uint8_t **text,
			 size_t *length);

/** A name of the string table. @return 1, or SMSMODEM_E_PDU */
int pdu_wbxml_table_name(struct smsmodem_wbxml *wbxml, uint32_t index, const char **name);

/** Whether a token is a string, an entity, an extension or opaque. */
bool pdu_wbxml_is_text(uint8_t token);

/** Read what such a token is followed by. @return 1: *event has it, or its first piece; or
 * SMSMODEM_E_PDU */
int pdu_wbxml_text(struct smsmodem_wbxml *wbxml, uint8_t token, struct smsmodem_wbxml_event *event);

/** The next piece of a text, of which wbxml->rest_len octets are left to be converted. */
void pdu_wbxml_piece(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event);

/** Whether the element whose start the reader has just come to names a secret of provisioning; the
 * name may stand behind the value. Of one that is cut, it may. */
bool pdu_wbxml_names_secret(const struct smsmodem_wbxml *wbxml);

/** The attributes that have the name and what is a secret, in either case. */
bool pdu_wbxml_is_name(const char *attribute);
bool pdu_wbxml_is_value(const char *attribute);

/** Whether a document has a value that SMSMODEM_XML_MASK would hide. */
bool pdu_wbxml_has_secrets(const uint8_t *octets, size_t length, const char *content_type);

/** A date of up to 7 octets (WAP-167-ServiceInd 8.2.2). @return octets of the text, 0: it is none
 */
size_t pdu_wbxml_date(const uint8_t *octets, size_t length, char text[32]);

#endif
