/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The SMS codec: texts to PDUs and back (3GPP TS 23.040, 23.038). Needs no modem, no locale and no
 * clock; the structs are the caller's and hold no pointers that this library would own.
 */
#ifndef SMSMODEM_PDU_H
#define SMSMODEM_PDU_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMSMODEM_PARTS_MAX    255 /**< parts of a concatenated message (23.040 9.2.3.24.1) */
#define SMSMODEM_UD_MAX       140 /**< octets of TP-UD of a DELIVER or SUBMIT */
#define SMSMODEM_UD_SIZE      160 /**< room for TP-UD or TP-CD of any TPDU */
#define SMSMODEM_PDU_MAX      176 /**< octets of the longest PDU: SMSC address 12, TPDU 164 */
#define SMSMODEM_ADDRESS_SIZE 40  /**< octets of a readable address, NUL included */
/** Octets of UTF-8 that n parts can decode to, NUL included. */
#define SMSMODEM_TEXT_SIZE(n) ((size_t)(n)*546 + 1)

/** Type of number, bits 6..4 of a type-of-address octet (23.040 9.1.2.5). */
enum smsmodem_ton {
	SMSMODEM_TON_UNKNOWN = 0,
	SMSMODEM_TON_INTERNATIONAL = 1,
	SMSMODEM_TON_NATIONAL = 2,
	SMSMODEM_TON_NETWORK = 3,
	SMSMODEM_TON_SUBSCRIBER = 4,
	SMSMODEM_TON_ALPHANUMERIC = 5,
	SMSMODEM_TON_ABBREVIATED = 6,
	SMSMODEM_TON_RESERVED = 7
};

/** An address (23.040 9.1.2.5, 24.011 8.2.5). */
struct smsmodem_address {
	uint8_t toa; /**< the type-of-address octet as in the PDU: 0x91, 0x81, 0xD0, ... */
	/**
	 * Readable UTF-8, NUL-terminated: digits with `*#abc`, a leading '+' when international, or
	 * the text of an alphanumeric address. Empty: there is none.
	 */
	char text[SMSMODEM_ADDRESS_SIZE];
};

/** A time stamp of seven semi-octet pairs (23.040 9.2.3.11). */
struct smsmodem_time {
	uint16_t year; /**< 1990..2089 */
	uint8_t month, day, hour, minute, second;
	int16_t zone_minutes; /**< local time minus UTC, a multiple of 15 */
	bool valid;           /**< false: octets holds what is no date */
	uint8_t octets[7];    /**< as in the PDU; decode sets it, encode reads it when !valid */
};

/** Which TP-VPF (23.040 9.2.3.3), valued as in the first octet. */
enum smsmodem_validity_format {
	SMSMODEM_VALIDITY_NONE = 0,
	SMSMODEM_VALIDITY_ENHANCED = 1,
	SMSMODEM_VALIDITY_RELATIVE = 2,
	SMSMODEM_VALIDITY_ABSOLUTE = 3
};

/** TP-VP (23.040 9.2.3.12). */
struct smsmodem_validity {
	enum smsmodem_validity_format format;
	/**
	 * Relative: 0..38,102,400 (63 weeks); encoding rounds up to the next value that TP-VP has,
	 * of which the least is 300, and what comes from decoding is one. Enhanced, decoding only:
	 * the period where there is one that is legal, else 0.
	 */
	uint32_t seconds;
	bool single_shot; /**< enhanced, decoding only: one attempt to deliver and no more */
	bool extended;    /**< likewise: with octets of indication that nobody has assigned */
	struct smsmodem_time until; /**< absolute */
	/** TP-VP as in the PDU, 1 octet when relative, else 7; encoding reads an enhanced one */
	uint8_t octets[7];
};

/** Alphabet of the user data (23.038 4). */
enum smsmodem_encoding {
	SMSMODEM_ENCODING_AUTO = 0,  /**< to encode only: the fewest parts */
	SMSMODEM_ENCODING_GSM7,      /**< GSM 7-bit: the default alphabet, or national tables */
	SMSMODEM_ENCODING_UCS2,      /**< UTF-16, big-endian */
	SMSMODEM_ENCODING_8BIT,      /**< octets */
	SMSMODEM_ENCODING_COMPRESSED /**< to decode only: kept as octets */
};

/** TP-DCS taken apart (23.038 4). */
struct smsmodem_dcs {
	enum smsmodem_encoding encoding;
	int8_t message_class; /**< 0..3, or -1: none */
	bool auto_delete;     /**< automatic deletion group */
	bool mwi;             /**< a message waiting indication; then: */
	bool mwi_active, mwi_discard;
	uint8_t mwi_type; /**< 0 voice, 1 fax, 2 e-mail, 3 other */
};

/** Concatenation element (23.040 9.2.3.24.1, .8). */
struct smsmodem_concat {
	uint8_t ref_bits; /**< 8 or 16; 0: not concatenated */
	uint16_t ref;
	uint8_t total, seq; /**< 1 <= seq <= total */
};

/** Application port element (23.040 9.2.3.24.3, .4). */
struct smsmodem_ports {
	uint8_t bits; /**< 8 or 16; 0: no ports */
	uint16_t dst, src;
};

/**
 * National language identifiers (23.038 6.2.1.2.4). Each but Spanish has a locking shift table,
 * each has a single shift table.
 */
enum smsmodem_language {
	SMSMODEM_LANGUAGE_DEFAULT = 0, /**< the default alphabet and its extension table */
	SMSMODEM_LANGUAGE_TURKISH = 1,
	SMSMODEM_LANGUAGE_SPANISH = 2,
	SMSMODEM_LANGUAGE_PORTUGUESE = 3,
	SMSMODEM_LANGUAGE_BENGALI = 4,
	SMSMODEM_LANGUAGE_GUJARATI = 5,
	SMSMODEM_LANGUAGE_HINDI = 6,
	SMSMODEM_LANGUAGE_KANNADA = 7,
	SMSMODEM_LANGUAGE_MALAYALAM = 8,
	SMSMODEM_LANGUAGE_ORIYA = 9,
	SMSMODEM_LANGUAGE_PUNJABI = 10,
	SMSMODEM_LANGUAGE_TAMIL = 11,
	SMSMODEM_LANGUAGE_TELUGU = 12,
	SMSMODEM_LANGUAGE_URDU = 13,
	SMSMODEM_LANGUAGES /**< how many there are */
};

/** Bits 1 << enum smsmodem_language of all national languages. */
#define SMSMODEM_LANGUAGES_ALL 0x3FFEU

/** Which tables a 7-bit text is in (23.040 9.2.3.24.15, .16). */
struct smsmodem_shift {
	uint8_t locking, single; /**< enum smsmodem_language */
};

/** Which TPDU, named by what it is for, since the octets do not tell the direction. */
enum smsmodem_kind {
	SMSMODEM_KIND_AUTO = 0, /**< to decode only: DELIVER, SUBMIT or STATUS-REPORT by TP-MTI */
	SMSMODEM_KIND_DELIVER,
	SMSMODEM_KIND_SUBMIT,
	SMSMODEM_KIND_STATUS_REPORT,
	SMSMODEM_KIND_COMMAND,
	SMSMODEM_KIND_DELIVER_REPORT,
	SMSMODEM_KIND_SUBMIT_REPORT,
	SMSMODEM_KIND_REPORT /**< to decode only: one of the three reports, by TP-MTI */
};

/** TP-PI, which of the optional fields of a report follow (23.040 9.2.3.27). */
enum smsmodem_parameters {
	SMSMODEM_PI_PID = 0x01,
	SMSMODEM_PI_DCS = 0x02,
	SMSMODEM_PI_UDL = 0x04
};

/**
 * What became of a message, by TP-ST. Reserved values are SMSMODEM_DELIVERY_FAILED in all ranges,
 * as they are to be taken for "service rejected" (23.040 9.2.3.15).
 */
enum smsmodem_delivery {
	SMSMODEM_DELIVERY_DELIVERED, /**< 0x00..0x1F */
	SMSMODEM_DELIVERY_PENDING,   /**< 0x20..0x3F: the centre still tries */
	SMSMODEM_DELIVERY_FAILED     /**< the others: it does not any more */
};

/** One TPDU, decoded or to be encoded (23.040 9.2.2). */
struct smsmodem_tpdu {
	enum smsmodem_kind kind;
	struct smsmodem_address smsc; /**< empty: none given, the SIM's is used */
	struct smsmodem_address
		peer;           /**< DELIVER: TP-OA, SUBMIT, COMMAND: TP-DA, STATUS-REPORT: TP-RA */
	bool no_more;           /**< DELIVER, STATUS-REPORT: TP-MMS, true: no more are waiting */
	bool reject_duplicates; /**< SUBMIT: TP-RD */
	bool loop_prevention;   /**< DELIVER, STATUS-REPORT: TP-LP */
	bool reply_path;        /**< DELIVER, SUBMIT: TP-RP */
	bool status_report;     /**< TP-SRR, DELIVER: TP-SRI, STATUS-REPORT: TP-SRQ */
	uint8_t mr;             /**< SUBMIT, STATUS-REPORT, COMMAND: TP-MR */
	uint8_t status;         /**< STATUS-REPORT: TP-ST */
	uint8_t command, mn;    /**< COMMAND: TP-CT, TP-MN */
	bool has_fcs;           /**< DELIVER-REPORT, SUBMIT-REPORT: of an RP-ERROR, with a TP-FCS */
	uint8_t fcs;            /**< then: TP-FCS */
	bool has_pi;            /**< STATUS-REPORT, whose TP-PI is optional: it is there */
	uint8_t pi;             /**< reports: TP-PI, enum smsmodem_parameters */
	uint8_t pid;            /**< reports: where TP-PI says so */
	uint8_t dcs; /**< reports: where TP-PI says so; COMMAND: 0x04, since TP-CD is octets */
	struct smsmodem_time scts;         /**< DELIVER, STATUS-REPORT, SUBMIT-REPORT: TP-SCTS */
	struct smsmodem_time discharged;   /**< STATUS-REPORT: TP-DT */
	struct smsmodem_validity validity; /**< SUBMIT */
	struct smsmodem_concat concat;     /**< read from the header when decoding */
	struct smsmodem_ports ports;       /**< read from the header when decoding */
	struct smsmodem_shift shift;       /**< read from the header when decoding */
	uint8_t udl;                  /**< TP-UDL: septets of 7-bit text, else octets; TP-CDL */
	uint8_t ud_len;               /**< octets of ud that are there */
	uint8_t udh_len;              /**< octets of header at the start of ud, UDHL included */
	uint8_t ud[SMSMODEM_UD_SIZE]; /**< TP-UD, TP-CD */
	uint32_t tag; /**< not of the PDU: the caller's own, which joining gives back; 0 of decoding
		       */
};

/** What a pasted PDU is known to be; all 0: nothing. */
struct smsmodem_decode_options {
	enum smsmodem_kind kind;
	bool no_smsc;    /**< the hex starts with the TPDU, not with the SMSC address */
	int tpdu_length; /**< octets of the TPDU if a header said so; <= 0: unknown. Tells an
			    SMSC's absence */
};

/** Take a type-of-address octet's type of number. */
static inline enum smsmodem_ton smsmodem_address_ton(const struct smsmodem_address *address)
{
	return (enum smsmodem_ton)(address->toa >> 4 & 7);
}

/** The field's name of a type of number: "international", "alphanumeric", ... A constant string. */
const char *smsmodem_ton_name(enum smsmodem_ton ton);

/** "gsm7", "ucs2", "8bit", "auto" or "compressed". A constant string. */
const char *smsmodem_encoding_name(enum smsmodem_encoding encoding);

/** "tr", "hi", ... (ISO 639-1), "default" for 0, NULL for what is none. A constant string. */
const char *smsmodem_language_code(unsigned language);

/** "Turkish", "Hindi", ...; likewise. */
const char *smsmodem_language_name(unsigned language);

/** The language of a code or a name in either case, or -1. */
int smsmodem_language_find(const char *name);

/**
 * The state of a TP-ST and its name ("delivered", "pending", "failed"), its class ("completed",
 * "temporary error, still trying", "permanent error", "temporary error, given up", "reserved"), and
 * its meaning in words. Constant strings.
 */
enum smsmodem_delivery smsmodem_delivery_of(uint8_t status);
const char *smsmodem_delivery_name(enum smsmodem_delivery delivery);
const char *smsmodem_delivery_class(uint8_t status);
const char *smsmodem_delivery_text(uint8_t status);

/** The name of a TP-PID, a TP-FCS, a TP-CT: what it means, in words. Constant strings. */
const char *smsmodem_pid_text(uint8_t pid);
const char *smsmodem_fcs_text(uint8_t fcs);
const char *smsmodem_command_text(uint8_t command);

/** The field's name of an information element (23.040 9.2.3.24). A constant string. */
const char *smsmodem_iei_name(uint8_t iei);

/** Take TP-DCS apart; every octet has a meaning, reserved ones are 7-bit (23.038 4). */
struct smsmodem_dcs smsmodem_dcs_decode(uint8_t octet);

/**
 * Decode one PDU from hexadecimal, in either case and without blanks.
 *
 * A DELIVER-REPORT or SUBMIT-REPORT does not say whether it has a TP-FCS. Its values begin at 0x80
 * (23.040 9.2.3.22), and those below 0x08 are legal as TP-PI (9.2.3.27): so an octet of 0x08 or
 * more is a TP-FCS, and a lower one a TP-PI, unless only as a TP-FCS it fits what follows. Behind
 * its last field there may be 00 or FF that fill up, or what a reserved bit of TP-PI announces; any
 * other octet there is refused. What follows TP-ST in a STATUS-REPORT and is no TP-PI with its
 * fields is ignored, and so is what follows the user data of a DELIVER or SUBMIT.
 *
 * User data shorter than TP-UDL says is refused, but for a TP-UDL that no message can have: then
 * what is there counts, if it is more than the header. udl keeps what was coded and ud_len what
 * came.
 *
 * @param hex not NUL-terminated, length characters
 * @param options NULL: all unknown
 * @param[out] tpdu undefined after a failure
 * @return SMSMODEM_OK, SMSMODEM_E_PDU (error.offset is the octet and error.text names the field),
 *         SMSMODEM_E_DATA (not hexadecimal; error.offset is the character) or SMSMODEM_E_USAGE
 *         (options->kind is no enum smsmodem_kind)
 */
int smsmodem_decode(const char *hex, size_t length, const struct smsmodem_decode_options *options,
		    struct smsmodem_tpdu *tpdu, struct smsmodem_error *error);

/** One information element of a user data header (23.040 9.2.3.24). */
struct smsmodem_ie {
	uint8_t iei, length;
	const uint8_t *data; /**< within the TPDU */
};

/**
 * Step through the header of a TPDU.
 *
 * @param position 0 at first
 * @return 1: *ie holds the next element; 0: the end, or no header; SMSMODEM_E_PDU: an element runs
 * past the header
 */
int smsmodem_udh_next(const struct smsmodem_tpdu *tpdu, size_t *position, struct smsmodem_ie *ie);

/**
 * The text of a message, which is one TPDU or the parts of one in order. Escape and surrogate pairs
 * that a sender cut between parts are put together again.
 *
 * @param[out] text NUL-terminated UTF-8; SMSMODEM_TEXT_SIZE(count) octets always suffice
 * @return octets written, NUL not counted; 0 for 8-bit data; SMSMODEM_E_SPACE
 */
int smsmodem_text(const struct smsmodem_tpdu *parts, size_t count, char *text, size_t size);

/** The 8-bit user data of a message likewise. @return octets written; SMSMODEM_E_SPACE */
int smsmodem_data(const struct smsmodem_tpdu *parts, size_t count, uint8_t *data, size_t size);

/** A message to be sent. Pointers are borrowed for as long as an encoder uses it. */
struct smsmodem_submit {
	const char *to;   /**< +49..., digits with `*#abc`; blanks and `-./()` are dropped */
	const char *smsc; /**< NULL: the SIM's own */
	const char *text; /**< UTF-8 */
	size_t text_len;
	const uint8_t *data; /**< 8-bit user data instead of a text, or NULL */
	size_t data_len;
	enum smsmodem_encoding encoding;
	uint32_t languages; /**< bits 1 << enum smsmodem_language whose tables may be used; 0: none
			     */
	/**
	 * May replace characters that no allowed table has, or, if no tables hold the text even
	 * so, those that the default alphabet lacks. Nothing is replaced where 7 bits hold the text
	 * as it is, or where UTF-16 is taken: of a text that would be changed UTF-16 is taken only
	 * if it has fewer parts, not for fewer octets.
	 */
	bool transliterate;
	bool report; /**< ask for a status report */
	bool reject_duplicates;
	int message_class; /**< 0..3 or -1 */
	int port_dst;      /**< 0..65535 or -1: no ports */
	int port_src;      /**< 0..65535 */
	int ref_bits;      /**< 8 or 16 for the concatenation reference; 0: 8 */
	uint16_t ref;      /**< the concatenation reference; 8 bits use its low octet */
	int replace;       /**< 1..7: replace short message type; 0: none */
	int max_parts;     /**< 1..255; 0: 255 */
	struct smsmodem_validity validity;
};

/** A struct smsmodem_submit with nothing set: no class, no ports, alphabet chosen by the text. */
#define SMSMODEM_SUBMIT_INIT                        \
	{                                           \
		.message_class = -1, .port_dst = -1 \
	}

/** One encoded part, ready for AT+CMGS. */
struct smsmodem_pdu {
	uint16_t part, parts; /**< part counts from 1 */
	uint16_t length; /**< octets of the TPDU, SMSC address not counted, as AT+CMGS wants it */
	uint16_t hex_len;
	char hex[2 * SMSMODEM_PDU_MAX +
		 1]; /**< SMSC address and TPDU, upper case, NUL-terminated */
};

/**
 * Encodes a message part by part. The fields in front of the private ones may be read after begin;
 * of a message that is only too long all but parts and ref_bits, which are 0.
 */
struct smsmodem_encoder {
	enum smsmodem_encoding encoding; /**< chosen */
	struct smsmodem_shift shift;     /**< chosen for 7-bit text */
	int parts;                       /**< 1..255 */
	int ref_bits;                    /**< 0 when one part suffices */
	bool transliterated;             /**< characters were replaced */
	uint32_t forced_by; /**< first character that the default alphabet lacks, or 0 */
	size_t forced_at;   /**< its octet in the text */
	/* private */
	const struct smsmodem_submit *submit;
	struct smsmodem_tpdu tpdu;
	uint32_t kept; /* tables whose characters are not replaced; 0: nothing is */
	size_t position;
	int part;
};

/**
 * Check a message, choose its alphabet and count its parts. No part cuts an escape pair, a
 * surrogate pair or a grapheme cluster that fits in a part. Of the alphabets that are allowed that
 * with the fewest parts is taken, then with the fewest octets of TP-UD, headers included, then the
 * plainest: the default one, one national table, two of a language, any two, UTF-16. Where the text
 * has to be changed for 7 bits, see transliterate.
 *
 * @param submit must outlive the encoder
 * @return the number of parts, or SMSMODEM_E_NUMBER, _E_UTF8, _E_TEXT, _E_USAGE, with error.offset
 * the octet of the text where that applies
 */
int smsmodem_encode_begin(struct smsmodem_encoder *encoder, const struct smsmodem_submit *submit,
			  struct smsmodem_error *error);

/**
 * Encode the next part.
 *
 * @return 1: *pdu holds it; 0: there was no further part; a failure
 */
int smsmodem_encode_next(struct smsmodem_encoder *encoder, struct smsmodem_pdu *pdu,
			 struct smsmodem_error *error);

/**
 * What stands for a character in the message that an encoder has begun.
 *
 * @return a constant string of UTF-8, empty where the character is left out; NULL: it stays
 */
const char *smsmodem_replacement(const struct smsmodem_encoder *encoder, uint32_t character);

/** What a message would cost in one alphabet. */
struct smsmodem_alternative {
	enum smsmodem_encoding encoding;
	struct smsmodem_shift shift; /**< 7-bit text */
	bool transliterated;         /**< characters were replaced */
	bool chosen;                 /**< the one that smsmodem_encode_begin takes */
	int parts;     /**< 0: impossible, since missing is not in it; may exceed what is allowed */
	size_t octets; /**< of TP-UD in all parts, headers included */
	uint32_t missing;  /**< first character that it lacks, or 0 */
	size_t missing_at; /**< its octet in the text */
};

/** Rows that smsmodem_alternatives writes at most. */
#define SMSMODEM_ALTERNATIVES_MAX 64

/**
 * What choosing the alphabet weighs: the default alphabet, each allowed locking and single shift
 * table by itself, for each locking one the plainest pair that can hold the text if that alone
 * cannot, and UTF-16; where replacing is allowed and needed, also what can hold the text then.
 * Cheapest first, though a replaced text comes before UTF-16 of as many parts; those that are
 * impossible last. Of octets to be sent as 8-bit that are no text there is that form only.
 *
 * @param[out] list SMSMODEM_ALTERNATIVES_MAX rows
 * @return rows written, or what smsmodem_encode_begin fails with, but for too many parts
 */
int smsmodem_alternatives(const struct smsmodem_submit *submit, struct smsmodem_alternative *list,
			  struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#include <smsmodem/fields.h>
#include <smsmodem/join.h>

#endif
