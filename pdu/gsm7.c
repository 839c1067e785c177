/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is plain, and the septets of single characters (23.038 6.2.1). */
#include "gsm7_plain.h"
#include "wide.h"

/* How many of sixteen are plain before the first that is not. */
static inline size_t gsm7_plain_sixteen(const uint8_t *octets)
{
	struct pdu_block odd = gsm7_odd(pdu_block_load(octets));

	return pdu_block_any(odd, 0x80) ? (size_t)__builtin_ctz(pdu_block_bits(odd))
					: PDU_PAIR_OCTETS;
}

size_t pdu_gsm7_plain(const void *octets, size_t count)
{
	const uint8_t *next = octets;
	size_t at = 0;

	for (; count - at >= PDU_PAIR_OCTETS; at += PDU_PAIR_OCTETS) {
		size_t plain = gsm7_plain_sixteen(next + at);

		if (plain < PDU_PAIR_OCTETS)
			return at + plain;
	}
	/* what is left once more with some of those before it */
	if (at > 0 && at < count) {
		at = count - PDU_PAIR_OCTETS;
		return at + gsm7_plain_sixteen(next + at);
	}
	while (at < count && pdu_gsm7_is_plain(next[at]))
		at++;
	return at;
}

size_t pdu_gsm7_copy_plain(const void *octets, size_t count, void *out)
{
	size_t plain = pdu_wide_copy_plain(octets, count, out);

	if (plain > 0)
		return plain;
	plain = pdu_gsm7_plain(octets, count);
	pdu_copy(out, octets, plain);
	return plain;
}

int pdu_gsm7_from_character(uint32_t character, uint8_t septets[2])
{
	uint8_t code = pdu_gsm7_code(character);

	if (code == PDU_GSM7_NONE)
		return 0;
	if (!(code & PDU_GSM7_ESCAPED)) {
		septets[0] = code;
		return 1;
	}
	septets[0] = PDU_GSM7_ESCAPE;
	septets[1] = code & 0x7F;
	return 2;
}

int pdu_gsm7_septets(struct smsmodem_shift shift, uint32_t character, uint8_t septets[2])
{
	const struct pdu_gsm7_row *row = pdu_gsm7_row(character);
	bool locking = row->locking >> shift.locking & 1;
	const uint8_t *codes = locking ? row->locking_codes : row->single_codes;
	const uint16_t *table =
		locking ? pdu_gsm7_locking[shift.locking] : pdu_gsm7_single[shift.single];

	if (!locking && !(row->single >> shift.single & 1))
		return 0;
	uint8_t code = codes[table[codes[0]] != character];
	septets[0] = locking ? code : PDU_GSM7_ESCAPE;
	septets[1] = code;
	return locking ? 1 : 2;
}
