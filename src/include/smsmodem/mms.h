/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Multimedia messages as far as they come by push (OMA-TS-MMS_ENC 6.2, 6.6, 6.7.2, 7). */
#ifndef SMSMODEM_MMS_H
#define SMSMODEM_MMS_H

#include <smsmodem/wsp.h>

#ifdef __cplusplus
extern "C" {
#endif

/** X-Mms-Message-Type (7.3.30). */
enum smsmodem_mms_type {
	SMSMODEM_MMS_NOTIFICATION_IND = 0x82,
	SMSMODEM_MMS_DELIVERY_IND = 0x86,
	SMSMODEM_MMS_READ_ORIG_IND = 0x88
};

/** Fields by their assigned numbers (7.4, table 25) that this library acts on. */
enum smsmodem_mms_code {
	SMSMODEM_MMS_CONTENT_LOCATION = 0x03,
	SMSMODEM_MMS_DATE = 0x05,
	SMSMODEM_MMS_DELIVERY_REPORT = 0x06,
	SMSMODEM_MMS_EXPIRY = 0x08,
	SMSMODEM_MMS_FROM = 0x09,
	SMSMODEM_MMS_CLASS = 0x0A,
	SMSMODEM_MMS_MESSAGE_ID = 0x0B,
	SMSMODEM_MMS_TYPE = 0x0C,
	SMSMODEM_MMS_VERSION = 0x0D,
	SMSMODEM_MMS_SIZE = 0x0E,
	SMSMODEM_MMS_PRIORITY = 0x0F,
	SMSMODEM_MMS_STATUS = 0x15,
	SMSMODEM_MMS_SUBJECT = 0x16,
	SMSMODEM_MMS_TO = 0x17,
	SMSMODEM_MMS_TRANSACTION = 0x18,
	SMSMODEM_MMS_READ_STATUS = 0x1B
};

/** What the value of a field is. */
enum smsmodem_mms_kind {
	/** octets, of `charset` where that is not 0; number: how often it was forwarded before;
	 * token: what is done with a flag */
	SMSMODEM_MMS_TEXT,
	/** number: the octet, 0x80 and above, of a version 0x10 for 1.0; its name in `token` where
	 * it has one */
	SMSMODEM_MMS_TOKEN,
	SMSMODEM_MMS_NUMBER,   /**< number; token: of what */
	SMSMODEM_MMS_ABSOLUTE, /**< number: seconds since 1970, UTC */
	SMSMODEM_MMS_RELATIVE, /**< number: seconds from when it was sent */
	SMSMODEM_MMS_NOBODY,   /**< an address that is left to be inserted */
	SMSMODEM_MMS_OCTETS    /**< of a field, or a form, that is not known: as coded */
};

/** A field. */
struct smsmodem_mms_field {
	int code; /**< 0..127, enum smsmodem_mms_code among them; -1: it has its name as text */
	const char *name; /**< "X-Mms-Message-Size"; NULL: nobody assigned its number. With a code
			       of -1 it is within the message, and anything may be in it */
	enum smsmodem_mms_kind kind;
	uint32_t charset;      /**< MIBenum, or 0: none was said */
	const uint8_t *octets; /**< within the message: the value as coded; of a text without its
				    quote and NUL */
	size_t length;
	uint64_t number;
	const char *token; /**< "personal", "yes", "retrieved", "1.2"; or NULL */
};

/**
 * Step through the fields of a message's header (7.1, 7.2). A value that has not the form of its
 * field is given as its octets; a length of From that is wrong, a version or a text from 0x80 on
 * that are not marked as such are read as they were meant.
 *
 * @param[in,out] position 0 at first; stays where it is at the end and at a failure
 * @return 1: *field holds the next; 0: the end, or Content-Type, behind which a body follows;
 * SMSMODEM_E_PDU with error.offset: a value that does not end, or no field begins there. Of a text
 * that does not end *field has what there is, its kind SMSMODEM_MMS_TEXT
 */
int smsmodem_mms_next(const uint8_t *octets, size_t length, size_t *position,
		      struct smsmodem_mms_field *field, struct smsmodem_error *error);

/** "m-notification-ind", ...; NULL: nobody assigned it. A constant string. */
const char *smsmodem_mms_type_name(unsigned type);

/** Octets in a character set; a length of 0 is an empty one, octets of NULL none. */
struct smsmodem_mms_string {
	const char *octets;
	size_t length;
	/** MIBenum; 0: none is said, for ASCII without control characters. Not UCS-2, UCS-4, UTF-16
	 * or UTF-32: NUL ends a text (WAP-230-WSP 8.4.2.1) */
	uint32_t charset;
};

/** An M-Notification.ind to be encoded (6.2). */
struct smsmodem_mms_notification {
	const char *transaction;         /**< ASCII without control characters; must be there */
	uint8_t version;                 /**< 0x10..0x13 for 1.0..1.3 */
	struct smsmodem_mms_string from; /**< octets of NULL: without */
	bool hide_from;                  /**< an address that is to be inserted; from is not used */
	struct smsmodem_mms_string subject; /**< octets of NULL: without */
	uint8_t message_class;              /**< 0 personal .. 3 auto */
	uint64_t size;                      /**< octets */
	bool expiry_absolute;
	uint64_t expiry;        /**< seconds: from now, or since 1970 */
	const char *location;   /**< ASCII without blanks and control characters; must be there */
	int delivery_report;    /**< 1 yes, 0 no, -1: without */
	int priority;           /**< 0 low, 1 normal, 2 high, -1: without */
	const char *class_text; /**< a class in place of message_class, by its name: one of those
				     four, or a token of the sender's own; NULL: message_class */
	/**
	 * Further fields, in this order behind those above; "Name: value" each, in UTF-8. A name of
	 * table 25 gets its number and the form that 7.3 has for it:
	 * - a value of a list by its name: "X-Mms-Stored: yes", "X-Mms-Content-Class: text"
	 * - a whole number: "X-Mms-Reply-Charging-Size: 100000"
	 * - text, which is ASCII but where the field can say that it is UTF-8
	 * - a date: "2027-01-31T18:00:00Z", or seconds since 1970
	 * - of X-Mms-Reply-Charging-Deadline and X-Mms-Delivery-Time a date, or seconds from now,
	 *   also as "12h", "3d" or "2w"
	 * - "X-Mms-Element-Descriptor: cid:1; type=image/jpeg; name=value"
	 * - how often it was forwarded, and by whom or when: "X-Mms-Previously-Sent-By: 1 a@b.org",
	 *   and likewise "X-Mms-MM-Flags: add news", "X-Mms-Mbox-Totals: messages 17"
	 * Other names are those of application headers, whose value is text. The fields above
	 * cannot be given here.
	 */
	const char *const *headers;
	size_t header_count;
};

/** A struct smsmodem_mms_notification with what must be given left open. */
#define SMSMODEM_MMS_NOTIFICATION_INIT                                 \
	{                                                              \
		.version = 0x10, .delivery_report = -1, .priority = -1 \
	}

/** Encode it, in the order of 6.2 and each value as short as it can be. @return octets written;
 * SMSMODEM_E_DATA: what error.text names cannot be written; SMSMODEM_E_SPACE */
int smsmodem_mms_encode(const struct smsmodem_mms_notification *notification, uint8_t *octets,
			size_t size, struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#endif
