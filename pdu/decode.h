/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cursor that PDUs are decoded with: it bounds every step and says which field broke. */
#ifndef PDU_DECODE_H
#define PDU_DECODE_H

#include "pdu.h"

/* Octets of the longest TPDU, behind the longest SMSC address. */
#define PDU_TPDU_MAX (SMSMODEM_PDU_MAX - 12)

struct pdu_decode {
	const uint8_t *octets;
	size_t length, position;
	size_t start; /* of the TPDU */
	struct smsmodem_error *error;
};

static inline size_t pdu_decode_left(const struct pdu_decode *cursor)
{
	return cursor->length - cursor->position;
}

/** Where the cursor is, moved on by count; NULL: there are not so many. */
static inline const uint8_t *pdu_decode_take(struct pdu_decode *cursor, size_t count)
{
	const uint8_t *taken = cursor->octets + cursor->position;

	if (count > pdu_decode_left(cursor))
		return NULL;
	cursor->position += count;
	return taken;
}

/** Say what is wrong where the cursor is. @return SMSMODEM_E_PDU */
int pdu_decode_fail(const struct pdu_decode *cursor, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** Say that the field at the cursor lacks some of its octets. @return SMSMODEM_E_PDU */
int pdu_decode_cut(const struct pdu_decode *cursor, const char *field, size_t wanted);

/** Likewise of the address. */
int pdu_decode_address_cut(const struct pdu_decode *cursor, const struct smsmodem_tpdu *tpdu);

/** One octet. @return SMSMODEM_OK or SMSMODEM_E_PDU, as all below */
static inline int pdu_decode_octet(struct pdu_decode *cursor, const char *field, uint8_t *octet)
{
	const uint8_t *taken = pdu_decode_take(cursor, 1);

	if (!taken)
		return pdu_decode_cut(cursor, field, 1);
	*octet = *taken;
	return SMSMODEM_OK;
}

static inline int pdu_decode_time(struct pdu_decode *cursor, const char *field,
				  struct smsmodem_time *time)
{
	const uint8_t *taken = pdu_decode_take(cursor, 7);

	if (!taken)
		return pdu_decode_cut(cursor, field, 7);
	pdu_time_decode(taken, time);
	return SMSMODEM_OK;
}

/** TP-OA, TP-DA or TP-RA, as the kind has it. */
static inline int pdu_decode_address(struct pdu_decode *cursor, struct smsmodem_tpdu *tpdu)
{
	int used = pdu_address_decode(cursor->octets + cursor->position, pdu_decode_left(cursor),
				      &tpdu->peer);

	if (used < 0)
		return pdu_decode_address_cut(cursor, tpdu);
	cursor->position += (size_t)used;
	return SMSMODEM_OK;
}

/**
 * Read the header at the start of tpdu->ud. A header longer than user data that is all there is no
 * header: the message is shown as it came rather than lost.
 */
void pdu_decode_header(struct smsmodem_tpdu *tpdu);

/* What follows the first octet (9.2.2.1a, 9.2.2.2a, 9.2.2.3, 9.2.2.4). */
int pdu_decode_report(struct pdu_decode *cursor, bool header, struct smsmodem_tpdu *tpdu);

#endif
