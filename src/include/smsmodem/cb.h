/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cell broadcast: pages and messages as phones and networks give them, to and from structs (3GPP TS
 * 23.041 9.4, 23.038 5). Needs no modem, no locale and no clock, and allocates nothing.
 */
#ifndef SMSMODEM_CB_H
#define SMSMODEM_CB_H

#include <smsmodem/pdu.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMSMODEM_CB_PAGES_MAX 15   /**< pages of a message (23.041 9.4.1.2.4) */
#define SMSMODEM_CB_PAGE_MAX  82   /**< octets of content of a page: 93 septets, 41 of UCS-2 */
#define SMSMODEM_CB_PDU_MAX   1252 /**< octets of the longest PDU: a UMTS message of 15 pages */
#define SMSMODEM_CB_TEXT_SIZE 4186 /**< octets of UTF-8 of any message, NUL included */
#define SMSMODEM_CB_DATA_MAX  1230 /**< octets of data of any message */
#define SMSMODEM_CB_OPEN_MAX  16   /**< incomplete messages that a join keeps */

/** How it came. */
enum smsmodem_cb_form {
	SMSMODEM_CB_GSM,  /**< a page by itself, 88 octets (23.041 9.4.1.2) */
	SMSMODEM_CB_UMTS, /**< a message with all of its pages (23.041 9.4.2.2) */
	SMSMODEM_CB_ETWS  /**< a primary notification of ETWS, 56 octets (23.041 9.4.1.3) */
};

/** Geographical scope, bits 15..14 of the serial number (23.041 9.4.1.2.1). */
enum smsmodem_cb_scope {
	SMSMODEM_CB_CELL_IMMEDIATE = 0, /**< this cell, shown at once */
	SMSMODEM_CB_PLMN = 1,           /**< the whole network */
	SMSMODEM_CB_AREA = 2,           /**< location, service or tracking area */
	SMSMODEM_CB_CELL = 3            /**< this cell */
};

/** The coding of a broadcast taken apart; the octet means other things than TP-DCS (23.038 5). */
struct smsmodem_cb_dcs {
	enum smsmodem_encoding encoding;
	int8_t message_class; /**< 0..3, or -1: none */
	bool udh;             /**< pages begin with a user data header */
	bool prefix;          /**< the text begins with the code of its language */
	const char *language; /**< ISO 639-1, a constant string; NULL: it does not say */
};

/** What a page holds. */
struct smsmodem_cb_page {
	uint8_t length;                       /**< octets that are there, or that count; 0..82 */
	uint8_t udh_len;                      /**< octets of header at their start, UDHL included */
	uint8_t octets[SMSMODEM_CB_PAGE_MAX]; /**< padding included, as it came */
};

/** A page, or a message of several, decoded or to be encoded. */
struct smsmodem_cb {
	enum smsmodem_cb_form form;
	uint16_t message_id;   /**< what it is about; smsmodem_cb_name says that in words */
	uint16_t serial;       /**< scope, message code and update number */
	uint16_t warning_type; /**< ETWS: type, user alert and popup (23.041 9.3.24) */
	uint8_t dcs;           /**< not ETWS */
	uint8_t pages;         /**< 1..15 that there are in all */
	uint16_t present;      /**< bit 1 << (n - 1): page n is here */
	char language[3];      /**< ISO 639-1 in small letters, NUL-terminated; empty: not said */
	struct smsmodem_cb_page page[SMSMODEM_CB_PAGES_MAX]; /**< page n is at n - 1 */
};

static inline enum smsmodem_cb_scope smsmodem_cb_scope(uint16_t serial)
{
	return (enum smsmodem_cb_scope)(serial >> 14);
}

/** 0..1023: tells messages of one message_id apart. */
static inline unsigned smsmodem_cb_message_code(uint16_t serial)
{
	return serial >> 4 & 0x3FF;
}

/** 0..15: a change of the text. */
static inline unsigned smsmodem_cb_update_number(uint16_t serial)
{
	return serial & 0xF;
}

/** "cell-immediate", "plmn", "area" or "cell". A constant string. */
const char *smsmodem_cb_scope_name(enum smsmodem_cb_scope scope);

/** What a message identifier is for, in words (23.041 9.4.1.2.2). A constant string. */
const char *smsmodem_cb_name(uint16_t message_id);

/** Take a coding apart; every octet has a meaning, reserved ones are 7-bit (23.038 5). */
struct smsmodem_cb_dcs smsmodem_cb_dcs_decode(uint8_t octet);

/**
 * Decode a PDU from hexadecimal, in either case and without blanks, as +CBM brings it.
 *
 * Up to 88 octets are a GSM page, of which modems may leave out padding at the end, down to the six
 * octets in front of it; more are a UMTS message, which has to be whole. 56 octets with an
 * identifier of ETWS (4352..4359) are its primary notification, unless the page parameter says that
 * they are one of the first seven pages; the spare bits of a warning type do not matter.
 *
 * @param hex not NUL-terminated, length characters
 * @param[out] cb undefined after a failure
 * @return SMSMODEM_OK, SMSMODEM_E_PDU (error.offset is the octet and error.text names the field) or
 *         SMSMODEM_E_DATA (not hexadecimal; error.offset is the character)
 */
int smsmodem_cb_decode(const char *hex, size_t length, struct smsmodem_cb *cb,
		       struct smsmodem_error *error);

/**
 * The text of the pages that are here, in order, without padding and language codes.
 *
 * @param[out] text NUL-terminated UTF-8; SMSMODEM_CB_TEXT_SIZE octets always suffice
 * @return octets written, NUL not counted; 0 for data; SMSMODEM_E_SPACE
 */
int smsmodem_cb_text(const struct smsmodem_cb *cb, char *text, size_t size);

/**
 * The content of the pages that are here where it is no text, without headers; of ETWS the security
 * information. @return octets written; 0 for text; SMSMODEM_E_SPACE
 */
int smsmodem_cb_data(const struct smsmodem_cb *cb, uint8_t *data, size_t size);

/** Step through the header of page n (1..15), as smsmodem_udh_next does. */
int smsmodem_cb_udh_next(const struct smsmodem_cb *cb, unsigned n, size_t *position,
			 struct smsmodem_ie *ie);

/**
 * Lay a text on pages in the coding that cb->dcs says, with cb->language in front where that wants
 * it, padded with carriage returns, so that those at the end of a text, and of a page that has
 * nothing else, are lost. No page cuts an escape or a surrogate pair.
 *
 * @param[in,out] cb pages, present and page are set
 * @return pages, 1..15; SMSMODEM_E_USAGE: the coding is not of text alone, or it wants a language
 *         and there is none; SMSMODEM_E_UTF8, SMSMODEM_E_TEXT (error.offset is the octet): the
 *         alphabet lacks a character, or there are too many
 */
int smsmodem_cb_set_text(struct smsmodem_cb *cb, const char *text, size_t length,
			 struct smsmodem_error *error);

/**
 * Encode as cb->form says.
 *
 * @param n GSM: which page; of the other forms there is only 1
 * @param[out] hex upper case, NUL-terminated; 2 * SMSMODEM_CB_PDU_MAX + 1 always suffice
 * @return octets of the PDU, as a header +CBM: counts them; SMSMODEM_E_SPACE; SMSMODEM_E_USAGE: a
 *         page is missing or its length is impossible
 */
int smsmodem_cb_encode(const struct smsmodem_cb *cb, unsigned n, char *hex, size_t size);

/**
 * Joins pages by message_id, serial (and so scope), coding and number of pages, in any order,
 * duplicates dropped. The caller's, all 0 at first; its contents are private.
 */
struct smsmodem_cb_join {
	size_t count;
	struct smsmodem_cb open[SMSMODEM_CB_OPEN_MAX]; /* oldest first */
};

/** Whether all pages are here. */
bool smsmodem_cb_complete(const struct smsmodem_cb *cb);

/**
 * Add a page, or a message of one.
 *
 * @param cb is copied
 * @return 1: *message is complete, or it is the oldest of too many and had to make room; 0: not yet
 */
int smsmodem_cb_join_add(struct smsmodem_cb_join *join, const struct smsmodem_cb *cb,
			 struct smsmodem_cb *message);

/** Take out the oldest message. @return 1: *message holds it; 0: none is left */
int smsmodem_cb_join_flush(struct smsmodem_cb_join *join, struct smsmodem_cb *message);

#ifdef __cplusplus
}
#endif

#endif
