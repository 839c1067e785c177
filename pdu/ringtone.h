/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a ringtone note by note, as often as its patterns say. */
#ifndef RINGTONE_H
#define RINGTONE_H

#include "cdma.h"
#include "smart.h"

/** Instructions that are read at most, those of repetitions counted again. */
#define PDU_RINGTONE_STEPS_MAX 65536

struct pdu_ringtone {
	struct pdu_bits bits;
	struct smsmodem_error *error;
	uint8_t title_len;
	uint16_t title[PDU_RINGTONE_TITLE_MAX]; /* ISO-8859-1 or UTF-16 */
	bool only_pattern;                      /* is not repeated here, but says how often */
	uint8_t loop;                           /* of the only pattern */
	struct pdu_note note;

	struct {
		size_t at; /* bits, or 0: it is not defined */
		uint8_t count;
	} patterns[PDU_RINGTONE_PATTERNS];
	unsigned patterns_left;
	unsigned id;     /* of the pattern that sounds */
	unsigned rounds; /* of it that are left after this one */
	unsigned left;   /* instructions of this round */
	size_t resume;   /* bits, or 0: behind the pattern's own instructions */
	unsigned steps;
};

/** Read what is in front of the first pattern. @return SMSMODEM_OK, or SMSMODEM_E_PDU */
int pdu_ringtone_open(struct pdu_ringtone *tone, const uint8_t *octets, size_t length,
		      struct smsmodem_error *error);

/** Read on to the next note. @return 1: tone->note is it; 0: the end; SMSMODEM_E_PDU */
int pdu_ringtone_next(struct pdu_ringtone *tone);

#endif
