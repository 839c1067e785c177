/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixteen octets at once: which of them are the same in ASCII and in the default alphabet. */
#ifndef PDU_GSM7_PLAIN_H
#define PDU_GSM7_PLAIN_H

#include "gsm7.h"
#include "pair.h"

/*
 * What the table says too, sixteen at a time: where the bit 0x80 of an octet is set, it is not
 * plain. Plain are letters, and the space to '?' but for '$'.
 */
static inline struct pdu_block gsm7_odd(struct pdu_block block)
{
	struct pdu_block letters, odd;

	letters.octets = block.octets | ('a' - 'A');
	odd.octets = block.octets | (block.octets - ' ') | (letters.octets + (0x7F - 'z'));
	odd.octets |= (__typeof__(odd.octets))(letters.octets == '`');
	odd.octets |= (__typeof__(odd.octets))(block.octets == '$');
	return odd;
}

#endif
