/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which alphabet a message takes, and how much of it fits into a part. */
#ifndef PDU_PLAN_H
#define PDU_PLAN_H

#include "gsm7.h"
#include <utf8proc.h>

/* What one part holds at most, and room for what is found at once behind it. */
#define PDU_PLAN_SEPTETS      160
#define PDU_PLAN_SEPTETS_SIZE (PDU_PLAN_SEPTETS + 32)

/* A form that a message can take. */
struct pdu_form {
	enum smsmodem_encoding encoding;
	struct smsmodem_shift shift; /* of 7-bit text */
	/* Bits of tables: a character that none of them has is replaced if it can be; 0: none is */
	uint32_t kept;
};

/* Octets of TP-UD count with their headers. */
struct pdu_cost {
	size_t parts, octets;
};

/* Units are septets, UTF-16 units or octets, whatever TP-UD counts or is filled with. */
struct pdu_plan {
	struct pdu_form form;
	size_t parts;
	size_t units;                           /* of a text that is one part */
	uint8_t septets[PDU_PLAN_SEPTETS_SIZE]; /* all of them, or of UTF-16 its octets */
};

/** Check the text and choose; sets forced_by and forced_at of the encoder. */
int pdu_plan_choose(struct smsmodem_encoder *encoder, struct pdu_plan *plan,
		    struct smsmodem_error *error);

/** What is sent as it is: the 8-bit data, or the text's own octets. */
const uint8_t *pdu_plan_octets(const struct smsmodem_submit *submit, size_t *length);

/** Which tables a message may use: bits of languages, the default's set. */
uint32_t pdu_plan_tables(const struct smsmodem_submit *submit);

/** Say that the text is none, and where. @return code: SMSMODEM_E_UTF8, or _E_TEXT of a NUL */
int pdu_plan_fail(struct smsmodem_error *error, int code, size_t at);

/* --- what is missing (plan_missing.c) --- */

/** Octets of the text, in front of the first character behind which no pair of tables is left. */
size_t pdu_plan_held(const struct smsmodem_submit *submit, uint32_t kept, uint32_t lockings,
		     uint32_t singles);

/** Say which character it is. @return SMSMODEM_E_TEXT */
int pdu_plan_refuse(const struct smsmodem_submit *submit, uint32_t kept,
		    struct smsmodem_error *error);

/* --- characters and borders of parts (plan_walk.c) --- */

/** What replaces a character, or NULL: nothing does. `kept` as in a form. */
const char *pdu_plan_instead(uint32_t kept, uint32_t character);

/** Septets of a character or of what replaces it. @return how many, or SMSMODEM_E_TEXT */
int pdu_plan_septets(const struct pdu_form *form, uint32_t character,
		     uint8_t septets[2 * PDU_TRANSLITERATE_MAX]);

/**
 * Septets of a text that the form holds. @param[in,out] count room for them, then how many
 * @return octets read: fewer than length when there is no room
 */
size_t pdu_plan_text(const struct pdu_form *form, const char *text, size_t length, uint8_t *septets,
		     size_t *count);

/** Octets of the user data header of each part. */
size_t pdu_plan_header(const struct smsmodem_submit *submit, const struct pdu_form *form,
		       bool several);

/** Units that user data holds behind a header of udh_len octets. */
size_t pdu_plan_capacity(enum smsmodem_encoding encoding, size_t udh_len);

/** Octets of TP-UD with a header of udh_len octets. */
size_t pdu_plan_ud_octets(enum smsmodem_encoding encoding, size_t udh_len, size_t units);

/** Where the part that begins at octet `from` of a message ends. @param[out] units may be NULL */
size_t pdu_plan_part_end(const struct smsmodem_submit *submit, const struct pdu_form *form,
			 size_t from, size_t capacity, size_t *units);

/** What a message that the form holds costs, part by part. */
struct pdu_cost pdu_plan_cost(const struct smsmodem_submit *submit, const struct pdu_form *form);

/** Whether a part may end between two characters; below U+0300 only CR LF is one cluster. */
static inline bool pdu_plan_breaks(uint32_t before, uint32_t after, utf8proc_int32_t *state)
{
	if (before < 0x300 && after < 0x300)
		return before != '\r' || after != '\n';
	return utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after,
						state);
}

/* --- one part (plan_short.c) --- */

/**
 * Choose for a text that the default alphabet lacks something of. `tables` is without that.
 * @return false: there is not one language, the text is more than one part, or no UTF-8, or
 *         something would have to be replaced
 */
bool pdu_plan_short(const struct smsmodem_submit *submit, uint32_t tables, struct pdu_plan *plan);

/** Take UTF-16. @return false: the text is empty, or more than one part, or no UTF-8 */
bool pdu_plan_short_utf16(const struct smsmodem_submit *submit, struct pdu_plan *plan);

/* --- all tables at once (plan_weigh.c) --- */

/* Lanes of a vector: the locking shift tables by language, and UTF-16. */
#define PDU_PLAN_LANES 16
#define PDU_PLAN_UTF16 14

/* Behind a locking shift table, or without one, all single shift tables cost the same. */
struct pdu_weights {
	uint32_t kept;                            /* as in a form */
	struct pdu_cost costs[2][PDU_PLAN_LANES]; /* without and with a single shift table */
	uint16_t singles[PDU_PLAN_LANES]; /* tables that have all that the locking one lacks */
};

/**
 * Check the text and weigh all its forms.
 * @return SMSMODEM_OK, or SMSMODEM_E_UTF8 or _E_TEXT with *at the octet of what is no text
 */
int pdu_plan_weigh(const struct smsmodem_submit *submit, uint32_t kept, struct pdu_weights *weights,
		   size_t *at);

/* Candidates that there are at most: the default alphabet, each table, a pair a locking table. */
#define PDU_PLAN_CANDIDATES 40

/**
 * The 7-bit forms worth a look, from the plainest to the least plain: the default alphabet, one
 * table, a language's two, any two; the lower language first. @return how many
 */
size_t pdu_plan_candidates(const struct pdu_weights *weights, uint32_t tables,
			   struct pdu_form forms[PDU_PLAN_CANDIDATES]);

/** What one costs; no parts: it cannot hold the text. */
struct pdu_cost pdu_plan_weight(const struct pdu_weights *weights, const struct pdu_form *form);

/** Whether any can hold the text. */
bool pdu_plan_any(const struct pdu_weights *weights, uint32_t tables);

/** Locking shift tables among the tables of a message: Spanish has none. */
static inline uint32_t pdu_plan_lockings(uint32_t tables)
{
	return tables & ~(UINT32_C(1) << SMSMODEM_LANGUAGE_SPANISH);
}

/** Check a message but for its length, and choose its form (split.c). */
int pdu_split_choose(struct smsmodem_encoder *encoder, const struct smsmodem_submit *submit,
		     struct pdu_plan *plan, struct smsmodem_error *error);

#endif
