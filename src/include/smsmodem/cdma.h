/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Short messages of CDMA networks (3GPP2 C.S0015-B): transport messages and bearer data to structs,
 * texts to SUBMITs. Needs no modem and no clock; the structs are the caller's and hold no pointers
 * that this library would own.
 */
#ifndef SMSMODEM_CDMA_H
#define SMSMODEM_CDMA_H

#include <smsmodem/pdu.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMSMODEM_CDMA_BEARER_MAX     255 /**< octets of bearer data: its length is an octet */
#define SMSMODEM_CDMA_ADDRESS_SIZE   260 /**< octets of a readable address, NUL included */
#define SMSMODEM_CDMA_SUBADDRESS_MAX 23  /**< octets of a subaddress */
#define SMSMODEM_CDMA_SEGMENT        112 /**< octets of user data of a WAP segment, by default */
#define SMSMODEM_CDMA_SEGMENT_LEAST  16  /**< likewise, at least; at most SMSMODEM_UD_MAX */
#define SMSMODEM_CDMA_PDU_MAX        512 /**< octets of a transport message that is encoded */
/** Octets of UTF-8 that n parts can decode to, NUL included. */
#define SMSMODEM_CDMA_TEXT_SIZE(n) ((size_t)(n)*768 + 1)
/** Octets of data that n parts can decode to. */
#define SMSMODEM_CDMA_DATA_SIZE(n) ((size_t)(n)*SMSMODEM_CDMA_BEARER_MAX)

/** What is decoded: SMS_MSG_TYPE of the transport layer (3.4.1), or a part of such a message. */
enum smsmodem_cdma_type {
	SMSMODEM_CDMA_POINT_TO_POINT = 0,
	SMSMODEM_CDMA_BROADCAST = 1,
	SMSMODEM_CDMA_ACKNOWLEDGE = 2,
	SMSMODEM_CDMA_BEARER_DATA = 3, /**< bearer data alone, without a transport layer */
	SMSMODEM_CDMA_WDP = 4          /**< the user data of a WAP message alone */
};

/** Transport layer parameters (3.4.3). */
enum smsmodem_cdma_parameter {
	SMSMODEM_CDMA_TELESERVICE = 0,
	SMSMODEM_CDMA_CATEGORY = 1,
	SMSMODEM_CDMA_ORIGINATOR = 2,
	SMSMODEM_CDMA_ORIGINATOR_SUB = 3,
	SMSMODEM_CDMA_DESTINATION = 4,
	SMSMODEM_CDMA_DESTINATION_SUB = 5,
	SMSMODEM_CDMA_REPLY_OPTION = 6,
	SMSMODEM_CDMA_CAUSE = 7,
	SMSMODEM_CDMA_BEARER = 8
};

/** Bearer data subparameters (4.5). */
enum smsmodem_cdma_sub {
	SMSMODEM_CDMA_SUB_MESSAGE_ID = 0x00,
	SMSMODEM_CDMA_SUB_USER_DATA = 0x01,
	SMSMODEM_CDMA_SUB_RESPONSE = 0x02,
	SMSMODEM_CDMA_SUB_TIME = 0x03,
	SMSMODEM_CDMA_SUB_VALID_UNTIL = 0x04,
	SMSMODEM_CDMA_SUB_VALID_FOR = 0x05,
	SMSMODEM_CDMA_SUB_DEFER_UNTIL = 0x06,
	SMSMODEM_CDMA_SUB_DEFER_FOR = 0x07,
	SMSMODEM_CDMA_SUB_PRIORITY = 0x08,
	SMSMODEM_CDMA_SUB_PRIVACY = 0x09,
	SMSMODEM_CDMA_SUB_REPLY = 0x0A,
	SMSMODEM_CDMA_SUB_COUNT = 0x0B,
	SMSMODEM_CDMA_SUB_ALERT = 0x0C,
	SMSMODEM_CDMA_SUB_LANGUAGE = 0x0D,
	SMSMODEM_CDMA_SUB_CALLBACK = 0x0E,
	SMSMODEM_CDMA_SUB_DISPLAY = 0x0F,
	SMSMODEM_CDMA_SUB_SEGMENTS = 0x10,
	SMSMODEM_CDMA_SUB_DEPOSIT = 0x11,
	SMSMODEM_CDMA_SUB_PROGRAM = 0x12,
	SMSMODEM_CDMA_SUB_RESULTS = 0x13,
	SMSMODEM_CDMA_SUB_STATUS = 0x14,
	SMSMODEM_CDMA_SUB_TP_CAUSE = 0x15,
	SMSMODEM_CDMA_SUB_VMN = 0x16,
	SMSMODEM_CDMA_SUB_VMN_ACK = 0x17,
	SMSMODEM_CDMA_SUBS /**< those above are reserved */
};

/** MSG_ENCODING (C.R1001 9.1). */
enum smsmodem_cdma_encoding {
	SMSMODEM_CDMA_OCTET = 0,
	SMSMODEM_CDMA_IS91 = 1, /**< extended protocol message of IS-91 */
	SMSMODEM_CDMA_ASCII = 2,
	SMSMODEM_CDMA_IA5 = 3,
	SMSMODEM_CDMA_UTF16 = 4,
	SMSMODEM_CDMA_SHIFT_JIS = 5,
	SMSMODEM_CDMA_KOREAN = 6,
	SMSMODEM_CDMA_HEBREW = 7, /**< ISO 8859-8 */
	SMSMODEM_CDMA_LATIN = 8,  /**< ISO 8859-1 */
	SMSMODEM_CDMA_GSM7 = 9,
	SMSMODEM_CDMA_GSM_DCS = 10, /**< as the octet of 23.038 in `kind` says */
	SMSMODEM_CDMA_KSC5601 = 16
};

/** MESSAGE_TYPE (4.5.1). */
enum smsmodem_cdma_message_type {
	SMSMODEM_CDMA_DELIVER = 1,
	SMSMODEM_CDMA_SUBMIT = 2,
	SMSMODEM_CDMA_CANCELLATION = 3,
	SMSMODEM_CDMA_DELIVERY_ACK = 4,
	SMSMODEM_CDMA_USER_ACK = 5,
	SMSMODEM_CDMA_READ_ACK = 6,
	SMSMODEM_CDMA_DELIVER_REPORT = 7,
	SMSMODEM_CDMA_SUBMIT_REPORT = 8
};

/** Teleservices that this library acts on (N.S0005, C.S0015-B 3.4.3.1). */
enum smsmodem_cdma_teleservice {
	SMSMODEM_CDMA_MESSAGING = 4098, /**< cellular messaging (WMT) */
	SMSMODEM_CDMA_WAP = 4100,
	SMSMODEM_CDMA_WAP_NESTED = 65002 /**< WAP within bearer data within user data, in China */
};

/** Bits of the reply option (4.5.11), as coded. */
enum smsmodem_cdma_reply {
	SMSMODEM_CDMA_WANTS_USER_ACK = 0x80,
	SMSMODEM_CDMA_WANTS_DELIVERY_ACK = 0x40,
	SMSMODEM_CDMA_WANTS_READ_ACK = 0x20,
	SMSMODEM_CDMA_WANTS_REPORT = 0x10
};

/** An address (3.4.3.3) or a call-back number (4.5.15). */
struct smsmodem_cdma_address {
	bool eight_bit;    /**< DIGIT_MODE: 8-bit characters, else 4-bit DTMF digits */
	bool data_network; /**< NUMBER_MODE: an address of a data network */
	uint8_t type;      /**< NUMBER_TYPE: 1 international, or IP; 2 national, or e-mail */
	uint8_t plan;      /**< NUMBER_PLAN */
	/**
	 * Readable ASCII, NUL-terminated, with a '+' in front of an international number; IP
	 * addresses as usual; '?' for what is no digit or no printable character. Empty: none.
	 */
	char text[SMSMODEM_CDMA_ADDRESS_SIZE];
};

/** A subaddress (3.4.3.4). */
struct smsmodem_cdma_subaddress {
	uint8_t type; /**< 0 NSAP, 1 user-specified */
	bool odd;     /**< the last half of the last octet does not count */
	uint8_t length;
	uint8_t octets[SMSMODEM_CDMA_SUBADDRESS_MAX];
};

/** A datagram's segment in the user data of a WAP message (WAP-259-WDP). */
struct smsmodem_cdma_wap {
	bool valid;        /**< there is one */
	uint8_t total;     /**< segments, at least 1 */
	uint8_t segment;   /**< from 0, below total */
	uint16_t src, dst; /**< ports, in segment 0 only */
	uint8_t offset;    /**< octets of user data in front of the datagram's */
};

/** User data (4.5.2), moved so that it begins at an octet. */
struct smsmodem_cdma_user_data {
	uint8_t encoding;   /**< MSG_ENCODING, enum smsmodem_cdma_encoding or reserved */
	uint8_t kind;       /**< MESSAGE_TYPE, where the encoding has it */
	uint8_t num_fields; /**< NUM_FIELDS as coded: characters, septets or octets */
	uint8_t header_len; /**< octets of user data header in front, its length octet included */
	uint8_t length;     /**< octets */
	uint8_t octets[SMSMODEM_CDMA_BEARER_MAX];
	struct smsmodem_concat concat; /**< of the header */
	struct smsmodem_ports ports;   /**< of the header */
	struct smsmodem_shift shift;   /**< of the header */
	struct smsmodem_cdma_wap wap;
};

/** What an alert to the public is, in the values of TIA-1149. */
struct smsmodem_cdma_alert {
	bool valid; /**< it is told */
	uint8_t category, response, severity, urgency, certainty;
};

/** Which parameters a message has, as bits 1 << identifier. */
struct smsmodem_cdma_set {
	uint32_t there; /**< decoded */
	uint32_t bad;   /**< malformed; of user data what could be read is there all the same */
};

/** One message, decoded. What a set does not hold is 0. */
struct smsmodem_cdma {
	enum smsmodem_cdma_type type;
	struct smsmodem_cdma_set parameters; /**< enum smsmodem_cdma_parameter */
	uint16_t teleservice;
	uint16_t category; /**< service category of a broadcast (C.R1001 9.3) */
	struct smsmodem_cdma_address from, to;
	struct smsmodem_cdma_subaddress from_sub, to_sub;
	uint8_t reply_seq; /**< bearer reply option: an acknowledgement is wanted */
	uint8_t cause_seq, cause_class, cause; /**< cause codes (3.4.3.6) */

	struct smsmodem_cdma_set subs; /**< enum smsmodem_cdma_sub */
	uint8_t message_type;          /**< enum smsmodem_cdma_message_type */
	uint16_t message_id;
	bool header_ind; /**< the user data begins with a header of 23.040 9.2.3.24 */
	uint8_t user_response;
	struct smsmodem_time time; /**< of the message centre; zone 0, as none is told */
	struct smsmodem_time valid_until, defer_until; /**< likewise */
	uint8_t valid_for, defer_for; /**< as coded: see smsmodem_cdma_period_seconds */
	uint8_t priority, privacy, alert, display; /**< 0..3 */
	uint8_t reply;                             /**< enum smsmodem_cdma_reply */
	uint8_t count;                             /**< messages in the mailbox, 0..99 */
	uint8_t language;                          /**< C.R1001 9.2 */
	struct smsmodem_cdma_address callback;
	uint16_t deposit;
	uint8_t status_class, status;            /**< MESSAGE STATUS (4.5.21) */
	uint8_t tp_cause;                        /**< TP-FCS (23.040 9.2.3.22) */
	struct smsmodem_cdma_alert public_alert; /**< of a broadcast, whose text is in data */
	struct smsmodem_cdma_user_data data;
	uint8_t bearer_len;
	uint8_t bearer[SMSMODEM_CDMA_BEARER_MAX]; /**< bearer data as they came */
};

/** What the hexadecimal to be decoded is. */
enum smsmodem_cdma_layer {
	/** A segment of a datagram, if it begins like one and is no whole transport message; else
	 * what of the others it can be, in their order */
	SMSMODEM_CDMA_LAYER_AUTO = 0,
	SMSMODEM_CDMA_LAYER_TRANSPORT,
	SMSMODEM_CDMA_LAYER_BEARER,
	SMSMODEM_CDMA_LAYER_WDP
};

/**
 * Decode one message from hexadecimal, in either case and without blanks.
 *
 * A parameter that is malformed within its length is left out and marked as bad; a length that runs
 * past the end is refused.
 *
 * @param hex not NUL-terminated, length characters
 * @param[out] cdma undefined after a failure
 * @return SMSMODEM_OK, SMSMODEM_E_PDU (error.offset is the octet and error.text names the field) or
 *         SMSMODEM_E_DATA (not hexadecimal; error.offset is the character)
 */
int smsmodem_cdma_decode(const char *hex, size_t length, enum smsmodem_cdma_layer layer,
			 struct smsmodem_cdma *cdma, struct smsmodem_error *error);

/**
 * Whether a transport message has the parameters that its type must (3.4.2), none of them reserved
 * and none malformed but for addresses: some senders count their digits wrongly. Bearer data and
 * user data alone are none.
 */
bool smsmodem_cdma_is_whole(const struct smsmodem_cdma *cdma);

/** As smsmodem_fields, of a message of CDMA. */
int smsmodem_cdma_fields(const char *hex, size_t length, enum smsmodem_cdma_layer layer,
			 struct smsmodem_field *fields, size_t *count,
			 struct smsmodem_error *error);

/**
 * The text of a message, which is one part or the parts of one in order. What no encoding can mean
 * becomes U+FFFD. Octets and data are no text. Shift-JIS and Korean are converted by iconv(3), and
 * so need the gconv modules of the C library.
 *
 * @param[out] text NUL-terminated UTF-8; SMSMODEM_CDMA_TEXT_SIZE(count) octets always suffice
 * @return octets written, NUL not counted; 0 for data; SMSMODEM_E_SPACE; SMSMODEM_E_TEXT: this
 *         system cannot convert the encoding
 */
int smsmodem_cdma_text(const struct smsmodem_cdma *const *parts, size_t count, char *text,
		       size_t size);

/** Whether the user data are a text, if an empty one. */
bool smsmodem_cdma_is_text(const struct smsmodem_cdma *cdma);

/** The octets of a message likewise, headers skipped: of WAP the datagram. @return octets written;
 * SMSMODEM_E_SPACE */
int smsmodem_cdma_data(const struct smsmodem_cdma *const *parts, size_t count, uint8_t *data,
		       size_t size);

/** One bearer data subparameter as it came. */
struct smsmodem_cdma_subparameter {
	uint8_t id, length;
	const uint8_t *octets; /**< within the message */
};

/**
 * Step through all subparameters, reserved ones too.
 *
 * @param position 0 at first
 * @return 1: *sub holds the next; 0: the end
 */
int smsmodem_cdma_sub_next(const struct smsmodem_cdma *cdma, size_t *position,
			   struct smsmodem_cdma_subparameter *sub);

/** Step through the user data header, as smsmodem_udh_next. */
int smsmodem_cdma_udh_next(const struct smsmodem_cdma *cdma, size_t *position,
			   struct smsmodem_ie *ie);

/** Fields whose values have names. */
enum smsmodem_cdma_names {
	SMSMODEM_CDMA_NAMES_TYPE,
	SMSMODEM_CDMA_NAMES_PARAMETER,
	SMSMODEM_CDMA_NAMES_SUB,
	SMSMODEM_CDMA_NAMES_TELESERVICE,
	SMSMODEM_CDMA_NAMES_CATEGORY,
	SMSMODEM_CDMA_NAMES_NUMBER_TYPE,
	SMSMODEM_CDMA_NAMES_MESSAGE_TYPE,
	SMSMODEM_CDMA_NAMES_ENCODING,
	SMSMODEM_CDMA_NAMES_PRIORITY,
	SMSMODEM_CDMA_NAMES_PRIVACY,
	SMSMODEM_CDMA_NAMES_ALERT,
	SMSMODEM_CDMA_NAMES_LANGUAGE,
	SMSMODEM_CDMA_NAMES_DISPLAY,
	SMSMODEM_CDMA_NAMES_OPERATION,
	SMSMODEM_CDMA_NAMES_RESULT,
	SMSMODEM_CDMA_NAMES_CAUSE_CLASS,
	SMSMODEM_CDMA_NAMES_CAUSE,
	SMSMODEM_CDMA_NAMES_STATUS, /**< of status_class << 6 | status */
	SMSMODEM_CDMA_NAMES_ALERT_CATEGORY,
	SMSMODEM_CDMA_NAMES_ALERT_RESPONSE,
	SMSMODEM_CDMA_NAMES_ALERT_SEVERITY,
	SMSMODEM_CDMA_NAMES_ALERT_URGENCY,
	SMSMODEM_CDMA_NAMES_ALERT_CERTAINTY,
	SMSMODEM_CDMA_NAMES_PERIOD /**< of a relative time that is no length of time */
};

/** The name of a value: lower case, one word where it can be. A constant string, "reserved" if
 * there is none. */
const char *smsmodem_cdma_name(enum smsmodem_cdma_names names, unsigned value);

/** Seconds of a relative time (4.5.6-1): 300..31,449,600, or 0 for values that are no length. */
uint32_t smsmodem_cdma_period_seconds(uint8_t period);

/* --- encoding --- */

/** A text or data to be sent. Pointers are borrowed for as long as an encoder uses it. */
struct smsmodem_cdma_submit {
	const char *to; /**< digits with `*#`, or '+' and digits; blanks and `-./()` are dropped */
	const char *text; /**< UTF-8 */
	size_t text_len;
	const uint8_t *data; /**< octets instead of a text, or NULL */
	size_t data_len;
	/**
	 * AUTO: the fewest parts, then the fewest octets, of 7-bit ASCII, Latin-1, GSM 7-bit and
	 * UTF-16. Several parts are GSM 7-bit or UTF-16 with a user data header, which is what
	 * phones join.
	 */
	enum smsmodem_encoding encoding;
	bool transliterate;  /**< may replace characters that GSM 7-bit lacks */
	uint16_t message_id; /**< of all parts, which are joined by it where they are of WAP; should
			      * be another one for each message */
	uint16_t ref;        /**< the concatenation reference; its low octet is used */
	int max_parts;       /**< 1..255; 0: 255 */
	bool report;         /**< ask for a delivery acknowledgement */
	const char *callback; /**< call-back number as `to`, or NULL */
	uint32_t validity_s;  /**< relative, at most 52 weeks, rounded up; 0: none */
	int priority;         /**< 0 normal, 1 interactive, 2 urgent, 3 emergency, or -1 */
	int privacy;  /**< 0 not restricted, 1 restricted, 2 confidential, 3 secret, or -1 */
	int alert;    /**< 0 default, 1 low, 2 medium, 3 high, or -1 */
	int language; /**< C.R1001 9.2, or -1 */
	/**
	 * data is a datagram, sent in segments of the WAP teleservice (WAP-259-WDP): each begins
	 * with type 0, the number of segments and its own from 0, the first one with the ports
	 * behind that, the source in front. ref and encoding have no meaning then.
	 */
	bool wap;
	uint16_t port_src, port_dst; /**< of the datagram */
	int segment_size; /**< octets of user data of a segment at most, what it begins with
			     included: SMSMODEM_CDMA_SEGMENT_LEAST..140; 0: SMSMODEM_CDMA_SEGMENT */
};

/** A struct smsmodem_cdma_submit with nothing set. */
#define SMSMODEM_CDMA_SUBMIT_INIT                                          \
	{                                                                  \
		.priority = -1, .privacy = -1, .alert = -1, .language = -1 \
	}

/** One encoded part. */
struct smsmodem_cdma_pdu {
	uint16_t part, parts;  /**< part counts from 1 */
	uint8_t encoding;      /**< enum smsmodem_cdma_encoding */
	bool more;             /**< another part follows */
	uint16_t length;       /**< octets of the transport message */
	uint8_t user_data_len; /**< octets of header and text, or of a datagram's piece, 0..140 */
	uint8_t user_data[SMSMODEM_UD_MAX];
	char hex[2 * SMSMODEM_CDMA_PDU_MAX + 1]; /**< upper case, NUL-terminated */
};

/** Encodes a message part by part. Fields above the line may be read after begin. */
struct smsmodem_cdma_encoder {
	int parts;        /**< 1..255 */
	uint8_t encoding; /**< enum smsmodem_cdma_encoding, chosen */
	/* private */
	const struct smsmodem_cdma_submit *submit;
	struct smsmodem_submit gsm_submit;
	struct smsmodem_encoder gsm;
	int part;
};

/**
 * Check a message, choose its encoding and count its parts.
 *
 * @param submit must outlive the encoder
 * @param encoder must not be moved between begin and the last next
 * @return the number of parts, or SMSMODEM_E_NUMBER, _E_UTF8, _E_TEXT, _E_USAGE, with error.offset
 * the octet of the text where that applies
 */
int smsmodem_cdma_encode_begin(struct smsmodem_cdma_encoder *encoder,
			       const struct smsmodem_cdma_submit *submit,
			       struct smsmodem_error *error);

/**
 * Encode the next part: a point-to-point SUBMIT of the messaging teleservice, or of WAP.
 *
 * @return 1: *pdu holds it; 0: there was no further part; a failure
 */
int smsmodem_cdma_encode_next(struct smsmodem_cdma_encoder *encoder, struct smsmodem_cdma_pdu *pdu,
			      struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#include <smsmodem/cdma_join.h>

#endif
