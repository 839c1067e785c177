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
	bool long_content_type;   /**< as text, which only very old phones need */
	const char *content_type; /**< another than the kind's own; or NULL */
	/**
	 * X-Wap-Application-Id by name ("mms.ua"), number or URN; "none": without one, for the
	 * browser. NULL: a header's; else that of the content type, which those of MMS, e-mail
	 * notification, DRM, SyncML and its DM, WTA and Wireless Village have
	 */
	const char *application;
	/** "Name: value" each; not X-Wap-Application-Id, if `application` is said */
	const char *const *headers;
	size_t header_count;
};

/** A service indication (WAP-167-ServiceInd). Texts are UTF-8, NULL where not given. */
struct smsmodem_si {
	const char *href;    /**< must be there, but to delete by id */
	const char *text;    /**< arrives as it is, blanks and all */
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

/** A cache operation (WAP-175-CacheOp): URIs of objects or services to be invalidated, at least one
 * of either. */
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
 * The XML of a document from what it says. What no phone would take is refused here: a URL without
 * scheme, of over 1024 octets or with what RFC 3986 has in none (blanks, controls, what is not
 * ASCII,
 * <>"{}|\^`); a date that is none, one of expiry that is not after that of creation.
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
 * A date as struct smsmodem_si has them: "2026-11-23", "2026-11-23T11:00+01:00"; from 1900 to 9999.
 *
 * @param[out] seconds since 1970, UTC
 * @return SMSMODEM_OK, SMSMODEM_E_DATA
 */
int smsmodem_push_date(const char *text, int64_t *seconds, struct smsmodem_error *error);

/**
 * XML to WBXML, of each document that libwbxml2 knows, as short as it makes it. SI, SL, CO, EMN and
 * provisioning are held to their DTD. Blanks at the ends of a text are dropped if a line break is
 * among them, but for those that are character references.
 *
 * @param length at most 1,000,000 octets
 * @param[out] content_type what such a document is pushed as, a constant string; may be NULL
 * @return octets written; SMSMODEM_E_DATA with line and column in error.text: it is not
 * well-formed, incomplete, has what its type has not, or is of a type that is not known, with those
 * that are; SMSMODEM_E_CONFIG: libwbxml2 or expat is not installed, or not in this build;
 * SMSMODEM_E_SPACE
 */
int smsmodem_xml_wbxml(const char *xml, size_t length, uint8_t *wbxml, size_t size,
		       const char **content_type, struct smsmodem_error *error);

#define SMSMODEM_MAC_SIZE 41 /**< 40 hexadecimal digits and NUL */

/**
 * The MAC of a provisioning document: HMAC-SHA1 (OMA-TS-ProvCont 7), by nettle, loaded when used.
 * A PIN has 1 to 32 digits, an IMSI 6 to 15. Of USERPINMAC keys->pin is the first half of what the
 * user is told, 5 to 20 digits, and the outcome the other half, as many digits, which is in no
 * message.
 *
 * @return SMSMODEM_OK; SMSMODEM_E_DATA: a PIN or IMSI that it needs is missing or is none;
 * SMSMODEM_E_USAGE: SMSMODEM_SEC_NONE or no method; SMSMODEM_E_CONFIG: nettle is not installed, or
 * not in this build
 */
int smsmodem_prov_mac(enum smsmodem_prov_sec sec, const struct smsmodem_prov_keys *keys,
		      const uint8_t *wbxml, size_t length, char mac[SMSMODEM_MAC_SIZE],
		      struct smsmodem_error *error);

/**
 * A datagram of an XML document, with a MAC if sec is not SMSMODEM_SEC_NONE, which is for
 * provisioning. Whether it fits 255 parts is for smsmodem_encode_begin and
 * smsmodem_cdma_encode_begin to say. It goes to SMSMODEM_PORT_PUSH, but OTA settings
 * (application/x-wap-prov.browser-settings) to SMSMODEM_PORT_OTA_SETTINGS.
 *
 * @param envelope NULL: all 0
 * @param keys NULL: none
 * @return octets written, or what the functions above fail with
 */
int smsmodem_push_xml(const struct smsmodem_push_envelope *envelope, const char *xml, size_t length,
		      enum smsmodem_prov_sec sec, const struct smsmodem_prov_keys *keys,
		      uint8_t *datagram, size_t size, struct smsmodem_error *error);

/** A datagram of an MMS notification, whose location must be a URL as above; its application is
 * mms.ua unless the envelope says another. @return likewise */
int smsmodem_push_mms(const struct smsmodem_push_envelope *envelope,
		      const struct smsmodem_mms_notification *notification, uint8_t *datagram,
		      size_t size, struct smsmodem_error *error);

/** A datagram of octets, whose content type the envelope must say, and with it the application if
 * the envelope says no other. @return octets written; SMSMODEM_E_USAGE: no content type;
 * SMSMODEM_E_DATA, SMSMODEM_E_SPACE */
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
 * @param keys verify the MAC of provisioning, field "mac_valid", or "mac_problem" why it cannot be;
 * NULL, or neither PIN nor IMSI: it is not verified
 * @param[out] push is the caller's
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: nothing that is known comes to the port; SMSMODEM_E_PDU
 * with error.offset: it is no push at all; SMSMODEM_E_MEMORY
 */
int smsmodem_push_decode(const uint8_t *octets, size_t length, const struct smsmodem_ports *ports,
			 const struct smsmodem_prov_keys *keys, struct smsmodem_push **push,
			 struct smsmodem_error *error);

/**
 * Likewise of a body alone. NULL for its content type: it is told from it, of any WBXML, XML and
 * MMS header, and of a datagram with its WSP.
 */
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

/**
 * Whether its octets say more than a bystander should read: provisioning and older settings of any
 * content type and form, whatever SMSMODEM_XML_MASK hides something of, a multipart that has such a
 * part, and what is too damaged to tell. Its fields and its masked XML are harmless nevertheless,
 * but for "text" and "data" of SMSMODEM_PUSH_OTHER.
 */
bool smsmodem_push_has_secrets(const struct smsmodem_push *push);

/** The picture in it, or NULL. */
const struct smsmodem_bitmap *smsmodem_push_bitmap(const struct smsmodem_push *push);

/** The body as it came. @return octets */
size_t smsmodem_push_body(const struct smsmodem_push *push, const uint8_t **body);

#ifdef __cplusplus
}
#endif

#endif
