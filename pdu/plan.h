/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which alphabet a message takes, and how much of it fits into a part. */
#ifndef PDU_PLAN_H
#define PDU_PLAN_H

#include "gsm7.h"

/* What one part holds at most, and room for what is found at once behind it. */
#define PDU_PLAN_SEPTETS      160
#define PDU_PLAN_SEPTETS_SIZE (PDU_PLAN_SEPTETS + 32)

/* Units are septets, UTF-16 units or octets, whatever TP-UD counts or is filled with. */
struct pdu_plan {
	enum smsmodem_encoding encoding;
	struct smsmodem_shift shift;            /* of 7-bit text */
	size_t units;                           /* of the whole message */
	uint8_t septets[PDU_PLAN_SEPTETS_SIZE]; /* all, when they are the units and fit a part */
};

/** Check the text and choose; sets forced_by and forced_at of the encoder. */
int pdu_plan_choose(struct smsmodem_encoder *encoder, struct pdu_plan *plan,
		    struct smsmodem_error *error);

/** Units that user data holds behind a header of udh_len octets. */
size_t pdu_plan_capacity(enum smsmodem_encoding encoding, size_t udh_len);

/** Where the part that begins at octet `from` of a message ends. */
size_t pdu_plan_part_end(const struct smsmodem_submit *submit, enum smsmodem_encoding encoding,
			 size_t from, size_t capacity);

/** Septets of a character or of what replaces it. @return how many, or SMSMODEM_E_TEXT */
int pdu_plan_septets(uint32_t character, bool transliterate,
		     uint8_t septets[2 * PDU_TRANSLITERATE_MAX]);

/** What is sent as it is: the 8-bit data, or the text's own octets. */
const uint8_t *pdu_plan_octets(const struct smsmodem_submit *submit, size_t *length);

#endif
