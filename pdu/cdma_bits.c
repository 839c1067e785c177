/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bits to octets and back, most significant first (C.S0015-B 3.4). */
#include "cdma.h"

size_t pdu_bits_octets(struct pdu_bits *bits, size_t count, uint8_t *octets, size_t size)
{
	size_t used = 0;

	if (count > pdu_bits_left(bits) || (count + 7) / 8 > size) {
		bits->failed = true;
		return 0;
	}
	for (; count >= 8; count -= 8)
		octets[used++] = (uint8_t)pdu_bits_get(bits, 8);
	if (count > 0)
		octets[used++] = (uint8_t)(pdu_bits_get(bits, (unsigned)count) << (8 - count));
	return used;
}

void pdu_bits_put(struct pdu_bit_writer *writer, unsigned count, unsigned value)
{
	if (writer->failed || 8 * writer->size - writer->at < count) {
		writer->failed = true;
		return;
	}
	while (count-- > 0) {
		uint8_t *octet = &writer->octets[writer->at / 8];
		unsigned bit = 7 - (unsigned)(writer->at % 8);

		if (bit == 7)
			*octet = 0;
		*octet = (uint8_t)(*octet | (value >> count & 1U) << bit);
		writer->at++;
	}
}
