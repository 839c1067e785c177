/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The alphabets' tables (23.038 6.2.1, annex A); row 0 is the default alphabet. */
#ifndef PDU_GSM7_H
#define PDU_GSM7_H

#include "pdu.h"

#define PDU_GSM7_LANGUAGES SMSMODEM_LANGUAGES
#define PDU_GSM7_NONE      0xFF

/* Characters of the locking shift table by septet; the escape's place holds 0, as undefined ones.
 */
extern const uint16_t pdu_gsm7_locking[PDU_GSM7_LANGUAGES][128];

/* Characters of the single shift table by the septet behind an escape; 0: undefined. */
extern const uint16_t pdu_gsm7_single[PDU_GSM7_LANGUAGES][128];

/*
 * The same as UTF-8, the first octet lowest, and the number of octets from bit 24 on: what a septet
 * shows as, 0 for the escape; and behind an escape, 0 where the locking shift table is meant.
 */
#define PDU_GSM7_UTF8_LENGTH 24
extern const uint32_t pdu_gsm7_utf8_locking[PDU_GSM7_LANGUAGES][128];
extern const uint32_t pdu_gsm7_utf8_single[PDU_GSM7_LANGUAGES][128];

/*
 * Of a locking shift table the codes of ASCII, and then of the letters that a text in the language
 * mostly consists of: those whose UTF-8 is lead (0: nothing), one of span octets from first on, and
 * one more octet. PDU_GSM7_NONE is not in the table.
 */
struct pdu_gsm7_script {
	uint8_t lead, first, span;
	uint8_t codes[128 + 4 * 64];
};

extern const struct pdu_gsm7_script pdu_gsm7_scripts[PDU_GSM7_LANGUAGES];

/** A language that is not assigned is as none, and so is Spanish locking (23.038 6.2.1.2.4). */
static inline struct smsmodem_shift pdu_gsm7_assigned(struct smsmodem_shift shift)
{
	if (shift.locking >= PDU_GSM7_LANGUAGES || shift.locking == SMSMODEM_LANGUAGE_SPANISH)
		shift.locking = SMSMODEM_LANGUAGE_DEFAULT;
	if (shift.single >= PDU_GSM7_LANGUAGES)
		shift.single = SMSMODEM_LANGUAGE_DEFAULT;
	return shift;
}

/*
 * Of a character: bits 1 << language of the tables that have it, and its code there. Few characters
 * have two codes in tables of one kind; the table that is meant tells which of them is right.
 */
struct pdu_gsm7_row {
	uint16_t locking, single;
	uint8_t locking_codes[2], single_codes[2];
};

/* The row by page of 32 characters and place in it; 0 is in no table. */
#define PDU_GSM7_PAGES 273
extern const uint8_t pdu_gsm7_pages[PDU_GSM7_PAGES];
extern const uint16_t pdu_gsm7_rows[][32];
extern const struct pdu_gsm7_row pdu_gsm7_index[];

/** Which tables have it, in whose row nothing is set when none has. */
static inline const struct pdu_gsm7_row *pdu_gsm7_row(uint32_t character)
{
	size_t page = character >> 5 < PDU_GSM7_PAGES ? pdu_gsm7_pages[character >> 5] : 0;

	return &pdu_gsm7_index[pdu_gsm7_rows[page][character & 31]];
}

#define PDU_GSM7_ESCAPED 0x80

/* Septets of the default alphabet by character; PDU_GSM7_ESCAPED is set where it needs an escape.
 */
extern const uint8_t pdu_gsm7_latin[256];
extern const uint8_t pdu_gsm7_greek[32]; /* from U+0390 */

/** Its code, with PDU_GSM7_ESCAPED set or not, or PDU_GSM7_NONE. Here for the loops over texts. */
static inline uint8_t pdu_gsm7_code(uint32_t character)
{
	if (character < 0x100)
		return pdu_gsm7_latin[character];
	if (character >= 0x390 && character < 0x3B0)
		return pdu_gsm7_greek[character - 0x390];
	return character == 0x20AC ? PDU_GSM7_ESCAPED | 0x65 : PDU_GSM7_NONE;
}

/** Whether it is the same in ASCII and in the default alphabet; line ends are left out. */
static inline bool pdu_gsm7_is_plain(uint8_t octet)
{
	return octet >= ' ' && octet < 0x80 && pdu_gsm7_latin[octet] == octet;
}

/** Whether the plain ones are so in a locking shift table too: not in the Indic ones and Urdu. */
static inline bool pdu_gsm7_is_latin(uint8_t locking)
{
	return locking <= SMSMODEM_LANGUAGE_PORTUGUESE;
}

/**
 * How many octets at the start are so: nearly all of nearly every text, in either direction. They
 * are copied and not looked up.
 */
size_t pdu_gsm7_plain(const void *octets, size_t count);

/** Copy them, where there is room for count, all of which may be written to. @return how many */
size_t pdu_gsm7_copy_plain(const void *octets, size_t count, void *out);

/**
 * Septets of the characters at the start of a UTF-8 text that are one septet and at most two octets
 * each. @param[in,out] count room for septets, then how many there are
 * @return octets read: fewer than length when another character follows or there is no room
 */
size_t pdu_gsm7_from_text(const char *text, size_t length, uint8_t *septets, size_t *count);

/**
 * Likewise in a pair of tables, and of every character that one of them has, with the escape where
 * it needs one, which is never without what it announces.
 * @return octets read: fewer than length when neither table has the next character, when it is no
 *         UTF-8, or when there is no room
 */
size_t pdu_gsm7_from_text_in(struct smsmodem_shift shift, const char *text, size_t length,
			     uint8_t *septets, size_t *count);

/* Octets of the longest replacement, and so septets too. */
#define PDU_TRANSLITERATE_MAX 5

/** What replaces a character that the default alphabet lacks: UTF-8 of it, perhaps empty, or NULL.
 */
const char *pdu_transliterate(uint32_t character);

#endif
