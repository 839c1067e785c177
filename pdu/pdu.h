/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the codec offers the rest of the library beside <smsmodem/pdu.h>: the fields of a TPDU, each
 * to and from octets. Pure: no I/O, clock, malloc, locale or globals. Every output is bounded by
 * its capacity; what does not fit is SMSMODEM_E_SPACE and writes nothing past it.
 */
#ifndef PDU_H
#define PDU_H

#include <smsmodem/pdu.h>

/* --- hexadecimal --- */

/** Upper-case hex with a NUL. @return characters written, NUL not counted, or SMSMODEM_E_SPACE */
int pdu_hex_encode(const uint8_t *octets, size_t count, char *hex, size_t size);

/**
 * Either case. @return octets written, SMSMODEM_E_SPACE, or SMSMODEM_E_DATA: *bad_offset is the
 * character that is no digit, or length when the last octet has only one
 */
int pdu_hex_decode(const char *hex, size_t length, uint8_t *octets, size_t size,
		   size_t *bad_offset);

/* --- UTF-8 and UTF-16 --- */

/**
 * Read one character (RFC 3629: no surrogates, shortest form).
 * @return its octets (1..4), or SMSMODEM_E_UTF8
 */
int pdu_utf8_get(const char *text, size_t length, uint32_t *character);

/** Write one character. @return octets written, or SMSMODEM_E_SPACE */
int pdu_utf8_put(uint32_t character, char *text, size_t size);

/**
 * UTF-16BE to UTF-8 without NUL; a lone surrogate and half a unit become U+FFFD.
 * @return octets, or SMSMODEM_E_SPACE
 */
int pdu_utf16_to_utf8(const uint8_t *octets, size_t count, char *text, size_t size);

/**
 * UTF-16BE of the characters at the start of a UTF-8 text. @param[in,out] count room for octets,
 * then how many there are
 * @return octets read: fewer than length when the next character is no UTF-8 or NUL, or there is no
 *         room
 */
size_t pdu_utf16_from_text(const char *text, size_t length, uint8_t *octets, size_t *count);

/* --- GSM 7-bit (23.038 6) --- */

#define PDU_GSM7_ESCAPE 0x1B

/** Septets of a character: 1, 2 (with escape), or 0: not in the default alphabet. */
int pdu_gsm7_from_character(uint32_t character, uint8_t septets[2]);

/** Septets of a character in a pair of tables: 1, 2 (with escape), or 0: neither has it. */
int pdu_gsm7_septets(struct smsmodem_shift shift, uint32_t character, uint8_t septets[2]);

/** Pack septets behind fill_bits (0..6) zero bits. @return octets written, or SMSMODEM_E_SPACE */
int pdu_gsm7_pack(const uint8_t *septets, size_t count, unsigned fill_bits, uint8_t *octets,
		  size_t size);

/** Unpack up to count septets. @return septets written: fewer when the octets end */
int pdu_gsm7_unpack(const uint8_t *octets, size_t length, unsigned fill_bits, uint8_t *septets,
		    size_t count);

/** Septets to UTF-8 without NUL; an escape at the end is dropped. */
int pdu_gsm7_to_utf8(const uint8_t *septets, size_t count, char *text, size_t size);

/* --- addresses (23.040 9.1.2.5) --- */

/**
 * Read what a person wrote: "+49 170/..." style separators dropped, '+' makes it international,
 * else unknown. @return SMSMODEM_OK or SMSMODEM_E_NUMBER with a text naming the character
 */
int pdu_address_parse(const char *number, struct smsmodem_address *address,
		      struct smsmodem_error *error);

/** Write a TP address (length in digits). @return octets, SMSMODEM_E_SPACE, SMSMODEM_E_NUMBER */
int pdu_address_encode(const struct smsmodem_address *address, uint8_t *octets, size_t size);

/** Read a TP address. @return octets consumed, or SMSMODEM_E_PDU */
int pdu_address_decode(const uint8_t *octets, size_t length, struct smsmodem_address *address);

/** Write an SMSC address (length in octets; an empty one is 00). @return octets, or as above */
int pdu_smsc_encode(const struct smsmodem_address *address, uint8_t *octets, size_t size);

/** Read an SMSC address. @return octets consumed, or SMSMODEM_E_PDU */
int pdu_smsc_decode(const uint8_t *octets, size_t length, struct smsmodem_address *address);

/* --- TP-DCS (23.038 4) --- */

/** The alphabet alone, for who needs nothing else of it. */
enum smsmodem_encoding pdu_dcs_encoding(uint8_t octet);

/* --- times and validity (23.040 9.2.3.11, 9.2.3.12) --- */

void pdu_time_decode(const uint8_t octets[7], struct smsmodem_time *time);
void pdu_time_encode(const struct smsmodem_time *time, uint8_t octets[7]);

/** Seconds in UTC since 2000-03-01, of a valid one; negative before. */
int64_t pdu_time_seconds(const struct smsmodem_time *time);

/** The relative TP-VP that is at least seconds long, rounded up; over 63 weeks is 255. */
uint8_t pdu_validity_octet(uint32_t seconds);

/** Seconds of a relative TP-VP. */
uint32_t pdu_validity_seconds(uint8_t octet);

/** Read TP-VP of a format. @return octets consumed (0, 1 or 7), or SMSMODEM_E_PDU */
int pdu_validity_decode(enum smsmodem_validity_format format, const uint8_t *octets, size_t length,
			struct smsmodem_validity *validity);

/* --- user data header (23.040 9.2.3.24) --- */

/**
 * Step through a header, UDHL included. @param position 0 at first
 * @return 1: *ie holds the next; 0: the end; SMSMODEM_E_PDU: the element runs past the header
 */
int pdu_udh_next(const uint8_t *udh, size_t length, size_t *position, struct smsmodem_ie *ie);

/** What of a header this library acts on, and what it writes. */
struct pdu_udh {
	struct smsmodem_concat concat;
	struct smsmodem_ports ports;
	struct smsmodem_shift shift;
};

/**
 * Find what is of use. Of elements that exclude each other, and of repeated ones, the last legal
 * one counts; of a header whose last element does not end with it, none.
 */
void pdu_udh_read(const uint8_t *octets, size_t length, struct pdu_udh *udh);

/** Write a header with what is there. @return octets with UDHL, 0 if nothing, SMSMODEM_E_SPACE */
int pdu_udh_write(const struct pdu_udh *udh, uint8_t *octets, size_t size);

/* --- TPDUs (23.040 9.2.2) --- */

/** "DELIVER", "STATUS-REPORT", ...; of a kind that is one. */
const char *pdu_kind_name(enum smsmodem_kind kind);

/** Set all fields to nothing; of ud there is nothing then. */
void pdu_clear(struct smsmodem_tpdu *tpdu);

/**
 * Decode SMSC address (unless no_smsc) and TPDU.
 * @return SMSMODEM_OK, or SMSMODEM_E_PDU with error.offset and the field in the text
 */
int pdu_decode(const uint8_t *octets, size_t length, const struct smsmodem_decode_options *options,
	       struct smsmodem_tpdu *tpdu, struct smsmodem_error *error);

/**
 * Encode SMSC address and TPDU. udh_len > 0 sets TP-UDHI. @param[out] smsc_length its octets, may
 * be NULL
 * @return octets written, SMSMODEM_E_SPACE, SMSMODEM_E_NUMBER for an address that has no form, or
 *         SMSMODEM_E_USAGE for a struct without a kind, with lengths that contradict each other, or
 *         with what would be read as something else
 */
int pdu_encode(const struct smsmodem_tpdu *tpdu, uint8_t *octets, size_t size, size_t *smsc_length);

/** Septets that SMSMODEM_UD_SIZE octets hold; those of a DELIVER or SUBMIT hold 160. */
#define PDU_SEPTETS_MAX 182

/** The septets of a 7-bit part's text, header skipped. @return how many */
int pdu_septets(const struct smsmodem_tpdu *tpdu, uint8_t septets[PDU_SEPTETS_MAX]);

#endif
