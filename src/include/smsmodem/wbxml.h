/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Binary XML from outside (WAP-192-WBXML): a reader that is bounded in time, depth and memory.
 * Element, attribute and value tokens of SI, SL, CO, EMN, connectivity (provisioning), DRM rights,
 * SyncML with MetInf and DevInf, OTA settings, WML, WTA, channels and WV-CSP have their names;
 * those of other documents (libwbxml2 also writes AirSync, ActiveSync, ConML and DM-DDF, which
 * nobody pushes) are named by their numbers. Pointers of what is read are into the document or into
 * the reader.
 */
#ifndef SMSMODEM_WBXML_H
#define SMSMODEM_WBXML_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMSMODEM_WBXML_DEPTH 32 /**< elements within each other */

/** Documents whose tokens are known. */
enum smsmodem_wbxml_language {
	SMSMODEM_WBXML_UNKNOWN,
	SMSMODEM_WBXML_SI,
	SMSMODEM_WBXML_SL,
	SMSMODEM_WBXML_CO,
	SMSMODEM_WBXML_EMN,
	SMSMODEM_WBXML_PROV,
	SMSMODEM_WBXML_DRMREL,
	SMSMODEM_WBXML_SYNCML, /**< with its MetInf */
	SMSMODEM_WBXML_OTA,    /**< browser settings and bookmarks of Nokia and Ericsson */
	SMSMODEM_WBXML_WML,
	SMSMODEM_WBXML_WTA,
	SMSMODEM_WBXML_WTA_WML,
	SMSMODEM_WBXML_CHANNEL, /**< 1.1 */
	SMSMODEM_WBXML_CHANNEL_1_2,
	SMSMODEM_WBXML_DEVINF, /**< 1.0 and 1.1 */
	SMSMODEM_WBXML_DEVINF_1_2,
	SMSMODEM_WBXML_CSP /**< Wireless Village, OMA IMPS */
};

enum smsmodem_wbxml_kind {
	SMSMODEM_WBXML_END,       /**< of the document */
	SMSMODEM_WBXML_OPEN,      /**< an element begins; name. Attributes follow, then contents */
	SMSMODEM_WBXML_ATTRIBUTE, /**< name; pieces of its value follow as TEXT */
	SMSMODEM_WBXML_CONTENT,   /**< the attributes are over; `empty`: and so is the element */
	SMSMODEM_WBXML_TEXT,      /**< a piece of text: of the attribute, or of the contents */
	SMSMODEM_WBXML_CLOSE      /**< the element ends; name */
};

/** What a reader has come to. Its pointers hold until the next call. */
struct smsmodem_wbxml_event {
	enum smsmodem_wbxml_kind kind;
	/** NUL-terminated; "tag-0-1F" or "attribute-1-05" where it has none. As it came, if the
	 * document spells it: not necessarily a name that XML allows */
	const char *name;
	bool empty;       /**< CONTENT: the element has none; its CLOSE follows */
	bool opaque;      /**< TEXT: octets that are no text, to be shown in hexadecimal */
	const char *text; /**< TEXT, not NUL-terminated: octets of the document's charset */
	size_t length;
	/** TEXT: the Unicode character of an entity, else 0. In text it is "?" where the charset
	 * is not Unicode's and the character not one of ASCII */
	uint32_t character;
};

/** A reader. The fields in front of the private ones may be read after begin. */
struct smsmodem_wbxml {
	enum smsmodem_wbxml_language language;
	uint8_t version;         /**< 0x00 for 1.0 .. 0x03 for 1.3 */
	uint32_t public_id;      /**< 0: it is public_name, 1: unknown */
	const char *public_name; /**< formal public identifier: coded as text, or known; or NULL */
	uint32_t charset; /**< MIBenum of the texts given, 0: unknown; UTF-16 is given as UTF-8 */
	/* private */
	const uint8_t *octets;
	size_t length, at;
	const uint8_t *table;
	size_t table_len;
	uint8_t tag_page, attribute_page;
	uint8_t depth, state;
	bool dated;          /* the attribute is a date */
	bool wide, reversed; /* strings are UTF-16, little-endian */
	uint8_t form;        /* how what is left of a text is converted */
	const uint8_t *rest; /* and what that is */
	size_t rest_len;
	struct {
		uint8_t page, token;
		uint32_t literal;
	} stack[SMSMODEM_WBXML_DEPTH];
	char scratch[32];
	size_t budget; /* octets that may still be taken from the string table */
	const char *problem;
};

/**
 * Begin to read.
 *
 * @param octets must outlive the reader
 * @param content_type tells the document where its public identifier does not; or NULL
 * @return SMSMODEM_OK, or SMSMODEM_E_PDU with error.offset
 */
int smsmodem_wbxml_begin(struct smsmodem_wbxml *wbxml, const uint8_t *octets, size_t length,
			 const char *content_type, struct smsmodem_error *error);

/**
 * Read on. Processing instructions are passed over. Behind the root element zeros are taken for
 * padding; anything else there is an error, after the CLOSE of the root. Names are shown for
 * tokens, "ext-0" for EXT_0, "value-0-85" for a value token that is not known. Dates in the packed
 * form become "1999-06-25T15:23:15Z"; one that is impossible is opaque. Other opaque octets that
 * are printable text are given as that, the key of DRM rights in base64.
 *
 * @return 1: *event holds what came; 0: the document has ended; SMSMODEM_E_PDU with error.offset,
 * also of what is nested too deeply, and of text that refers to the string table so often that it
 * is far longer than the document (16 times and 64 KiB)
 */
int smsmodem_wbxml_next(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event,
			struct smsmodem_error *error);

/** How XML is written; a set. */
enum smsmodem_xml_flags {
	SMSMODEM_XML_INDENT = 1, /**< an element a line, two blanks a level; else one line */
	SMSMODEM_XML_MASK =
		2 /**< values that are secrets of a provisioning document become "****" */
};

/**
 * A document as XML, without a declaration: attributes in double quotes in their order, an element
 * without contents as <a/>, dates as in 1999-06-25T15:23:15Z, opaque octets in hexadecimal, control
 * characters and what is no UTF-8 in an UTF-8 document as U+FFFD, line ends and tabulators as
 * &#10; and &#9;. It is well-formed: characters that a name may not have became "_", and of an
 * attribute that an element has twice the first is written, if it is one of its first 64. With
 * SMSMODEM_XML_MASK an attribute "value" (or VALUE) is masked wherever smsmodem_prov_is_secret
 * knows the element's "name", and in an element that is cut.
 *
 * @param flags a set of enum smsmodem_xml_flags
 * @param[out] xml NUL-terminated, in wbxml.charset of the document's reader; after a failure what
 * could be read, with elements left open
 * @return octets written; SMSMODEM_E_PDU with error.offset; SMSMODEM_E_SPACE
 */
int smsmodem_wbxml_xml(const uint8_t *octets, size_t length, const char *content_type,
		       unsigned flags, char *xml, size_t size, struct smsmodem_error *error);

/**
 * Whether a provisioning parameter of this name is a secret, in either case: "AUTHSECRET",
 * "PXAUTH-PW", "AAUTHDATA", whatever ends in "SECRET" or "PASSWORD", ...
 */
bool smsmodem_prov_is_secret(const char *name);

#ifdef __cplusplus
}
#endif

#endif
