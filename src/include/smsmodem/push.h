/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * WAP push: documents to datagrams, which <smsmodem/pdu.h> (ports 2948 and 9200, 8-bit) and
 * <smsmodem/cdma.h> cut into messages; and datagrams to what they say. XML becomes WBXML by
 * libwbxml2, which is loaded when it is used.
 */
#ifndef SMSMODEM_PUSH_H
#define SMSMODEM_PUSH_H

#include <smsmodem/mms.h>
#include <smsmodem/pdu.h>
#include <smsmodem/smart.h>
#include <smsmodem/wbxml.h>
#include <smsmodem/wsp.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- what is sent --- */

/** What all pushes have. All 0: as short as it can be. Pointers are borrowed. */
struct smsmodem_push_envelope {
	uint8_t tid;
	bool long_content_type;     /**< as text, which only very old phones need */
	const char *content_type;   /**< another than the kind's own; or NULL */
	const char *application;    /**< X-Wap-Application-Id by name ("mms.ua"), number or URN;
				       "none";    NULL: the kind's own */
	const char *const *headers; /**< "Name: value" each */
	size_t header_count;
};

/** A service indication (WAP-167-ServiceInd). Texts are UTF-8, NULL where not given. */
struct smsmodem_si {
	const char *href;
	const char *text;
	const char *action;  /**< "none", "low", "medium", "high" or "delete"; NULL: medium */
	const char *created; /**< "1999-06-25T15:23:15Z", or with an offset "+02:00"; likewise
				expires */
	const char *expires;
	const char *id;
};

/** A service loading (WAP-168-ServiceLoad). */
struct smsmodem_sl {
	const char *href;
	const char *action; /**< "low", "high" or "cache"; NULL: low */
};

/** A cache operation (WAP-175-CacheOp): URIs of objects or services to be invalidated. */
struct smsmodem_co {
	const char *const *objects;
	size_t object_count;
	const char *const *services;
	size_t service_count;
};

/** An e-mail notification (OMA EMN 1.0). */
struct smsmodem_emn {
	const char *mailbox;   /**< "mailat:user@example.com", "imap://...", ... */
	const char *timestamp; /**< as struct smsmodem_si has them; or NULL */
};

/** The SEC parameter of provisioning (OMA-TS-ProvCont 7): what the MAC is made with. */
enum smsmodem_prov_sec {
	SMSMODEM_SEC_NONE = -1,
	SMSMODEM_SEC_NETWPIN = 0,
	SMSMODEM_SEC_USERPIN = 1,
	SMSMODEM_SEC_USERNETWPIN = 2,
	SMSMODEM_SEC_USERPINMAC = 3
};

/** What the two sides of a MAC share. */
struct smsmodem_prov_keys {
	const char *pin;  /**< digits, or NULL */
	const char *imsi; /**< up to 15 digits, or NULL */
};

/**
 * The XML of a document from what it says. What no phone would take is refused here: a URL that is
 * none or has blanks, a date that is none, one of expiry that is not after that of creation.
 *
 * @param[out] xml NUL-terminated
 * @return octets written; SMSMODEM_E_DATA; SMSMODEM_E_SPACE
 */
int smsmodem_si_xml(const struct smsmodem_si *si, char *xml, size_t size,
		    struct smsmodem_error *error);
int smsmodem_sl_xml(const struct smsmodem_sl *sl, char *xml, size_t size,
		    struct smsmodem_error *error);
int smsmodem_co_xml(const struct smsmodem_co *co, char *xml, size_t size,
		    struct smsmodem_error *error);
int smsmodem_emn_xml(const struct smsmodem_emn *emn, char *xml, size_t size,
		     struct smsmodem_error *error);

/**
 * A date as struct smsmodem_si has them: "2026-11-23", "2026-11-23T11:00+01:00".
 *
 * @param[out] seconds since 1970, UTC
 * @return SMSMODEM_OK, SMSMODEM_E_DATA
 */
int smsmodem_push_date(const char *text, int64_t *seconds, struct smsmodem_error *error);

/**
 * XML to WBXML, of each document that libwbxml2 knows, as short as it makes it.
 *
 * @param[out] content_type what such a document is pushed as, a constant string; may be NULL
 * @return octets written; SMSMODEM_E_DATA: not well-formed, with line and column in error.text, or
 * of a type that is not known, with those that are; SMSMODEM_E_USAGE: libwbxml2 is not installed;
 * SMSMODEM_E_SPACE
 */
int smsmodem_xml_wbxml(const char *xml, size_t length, uint8_t *wbxml, size_t size,
		       const char **content_type, struct smsmodem_error *error);

#define SMSMODEM_MAC_SIZE 41 /**< 40 hexadecimal digits and NUL */

/**
 * The MAC of a provisioning document: HMAC-SHA1 (OMA-TS-ProvCont 7), by nettle, loaded when used.
 * Of USERPINMAC keys->pin is the first half of what the user is told, 5 to 20 digits, and the
 * outcome the other half, as many digits, which is in no message.
 *
 * @return SMSMODEM_OK; SMSMODEM_E_DATA: a PIN or IMSI that it needs is missing or is none;
 * SMSMODEM_E_USAGE: nettle is not installed
 */
int smsmodem_prov_mac(enum smsmodem_prov_sec sec, const struct smsmodem_prov_keys *keys,
		      const uint8_t *wbxml, size_t length, char mac[SMSMODEM_MAC_SIZE],
		      struct smsmodem_error *error);

/**
 * A datagram of an XML document, of provisioning with a MAC if sec is not SMSMODEM_SEC_NONE.
 *
 * @param envelope NULL: all 0
 * @param keys NULL: none
 * @return octets written, or what the functions above fail with
 */
int smsmodem_push_xml(const struct smsmodem_push_envelope *envelope, const char *xml, size_t length,
		      enum smsmodem_prov_sec sec, const struct smsmodem_prov_keys *keys,
		      uint8_t *datagram, size_t size, struct smsmodem_error *error);

/** A datagram of an MMS notification; its application is mms.ua unless the envelope says another.
 */
int smsmodem_push_mms(const struct smsmodem_push_envelope *envelope,
		      const struct smsmodem_mms_notification *notification, uint8_t *datagram,
		      size_t size, struct smsmodem_error *error);

/** A datagram of octets, whose content type the envelope says. */
int smsmodem_push_raw(const struct smsmodem_push_envelope *envelope, const uint8_t *body,
		      size_t length, uint8_t *datagram, size_t size, struct smsmodem_error *error);

/* --- what arrives --- */

/** What came by push: opaque, freed with smsmodem_push_free. */
struct smsmodem_push;

enum smsmodem_push_kind {
	SMSMODEM_PUSH_OTHER, /**< of a content type that is not looked into: its octets */
	SMSMODEM_PUSH_XML,   /**< another document: its XML */
	SMSMODEM_PUSH_SI,
	SMSMODEM_PUSH_SL,
	SMSMODEM_PUSH_CO,
	SMSMODEM_PUSH_EMN,
	SMSMODEM_PUSH_PROV,
	SMSMODEM_PUSH_MMS,
	SMSMODEM_PUSH_DM,   /**< SyncML DM notification, package 0 */
	SMSMODEM_PUSH_SMART /**< enum smsmodem_smart_kind */
};

/** Something that it says, under the key that `smsmodem decode --json` has for it. */
struct smsmodem_push_field {
	const char *key;  /**< "href", "expiry_seconds", ... */
	const char *name; /**< for people, "expires in"; the key itself where it is that */
	enum {
		SMSMODEM_PUSH_TEXT,
		SMSMODEM_PUSH_NUMBER,
		SMSMODEM_PUSH_FLAG
	} kind;
	const char
		*text;  /**< UTF-8, NUL-terminated, from outside: control characters may be in it */
	int64_t number; /**< or 0 and 1 of a flag */
	bool list;      /**< one of several with its key, of which the JSON has a list */
};

/**
 * Decode what came to a port. Of what is damaged inside all is given that could be read, and a
 * field "problem" that says what is wrong.
 *
 * @param ports NULL: a push without SMS ports, such as of a file
 * @param keys verify the MAC of provisioning, field "mac_valid"; NULL: it is not verified
 * @param[out] push is the caller's
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: nothing that is known comes to the port; SMSMODEM_E_PDU
 * with error.offset: it is no push at all; SMSMODEM_E_MEMORY
 */
int smsmodem_push_decode(const uint8_t *octets, size_t length, const struct smsmodem_ports *ports,
			 const struct smsmodem_prov_keys *keys, struct smsmodem_push **push,
			 struct smsmodem_error *error);

/** Likewise of a body alone, whose content type is known or can be told from it (NULL). */
int smsmodem_push_decode_body(const uint8_t *octets, size_t length, const char *content_type,
			      const struct smsmodem_prov_keys *keys, struct smsmodem_push **push,
			      struct smsmodem_error *error);

/** Free it. NULL is allowed. */
void smsmodem_push_free(struct smsmodem_push *push);

enum smsmodem_push_kind smsmodem_push_kind(const struct smsmodem_push *push);

/** The "type" of its JSON: "si", "sl", "mms", "xml", of an object smsmodem_smart_name, ... */
const char *smsmodem_push_type(const struct smsmodem_push *push);

/** What it says, in order; the list and its texts are the push's. @return how many */
size_t smsmodem_push_fields(const struct smsmodem_push *push,
			    const struct smsmodem_push_field **fields);

/** The field of a key, or NULL. */
const struct smsmodem_push_field *smsmodem_push_find(const struct smsmodem_push *push,
						     const char *key);

/** The headers of its WSP, the name in key and the value in text, likewise. */
size_t smsmodem_push_headers(const struct smsmodem_push *push,
			     const struct smsmodem_push_field **headers);

/** Its XML with flags of enum smsmodem_xml_flags, or NULL. The push's, until the next call. */
const char *smsmodem_push_xml_text(struct smsmodem_push *push, unsigned flags);

/** The picture in it, or NULL. */
const struct smsmodem_bitmap *smsmodem_push_bitmap(const struct smsmodem_push *push);

/** The body as it came. @return octets */
size_t smsmodem_push_body(const struct smsmodem_push *push, const uint8_t **body);

#ifdef __cplusplus
}
#endif

#endif
