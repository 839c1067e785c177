/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Septets packed into octets, first septet in the low bits (23.038 6.1.2.1). Eight septets are 56
 * bits, so that a 64-bit word holds them together with up to seven bits of what came before.
 */
#include "pdu.h"
#include <endian.h>
#include <limits.h>
#include <string.h>

/* 56 bits to eight octets of seven bits each: halves, quarters, eighths moved apart. */
static uint64_t spread(uint64_t bits)
{
	bits = (bits & 0x000000000FFFFFFF) | (bits & 0x00FFFFFFF0000000) << 4;
	bits = (bits & 0x00003FFF00003FFF) | (bits & 0x0FFFC0000FFFC000) << 2;
	return (bits & 0x007F007F007F007F) | (bits & 0x3F803F803F803F80) << 1;
}

/* The way back. */
static uint64_t squeeze(uint64_t bits)
{
	bits = (bits & 0x007F007F007F007F) | (bits & 0x7F007F007F007F00) >> 1;
	bits = (bits & 0x00003FFF00003FFF) | (bits & 0x3FFF00003FFF0000) >> 2;
	return (bits & 0x000000000FFFFFFF) | (bits & 0x0FFFFFFF00000000) >> 4;
}

static uint64_t load(const uint8_t *octets, size_t count)
{
	uint64_t word = 0;

	memcpy(&word, octets, count);
	return le64toh(word);
}

static void store(uint64_t word, uint8_t *octets, size_t count)
{
	word = htole64(word);
	memcpy(octets, &word, count);
}

int pdu_gsm7_pack(const uint8_t *septets, size_t count, unsigned fill_bits, uint8_t *octets,
		  size_t size)
{
	if (count > INT_MAX / 8)
		return SMSMODEM_E_SPACE;
	size_t length = (fill_bits + 7 * count + 7) / 8;
	if (length > size)
		return SMSMODEM_E_SPACE;

	uint64_t carry = 0;
	size_t in = 0, out = 0;
	for (; in + 8 <= count; in += 8, out += 7) {
		uint64_t word = carry | squeeze(load(septets + in, 8)) << fill_bits;

		store(word, octets + out, 7);
		carry = word >> 56;
	}
	carry |= squeeze(load(septets + in, count - in)) << fill_bits;
	store(carry, octets + out, length - out);
	return (int)length;
}

int pdu_gsm7_unpack(const uint8_t *octets, size_t length, unsigned fill_bits, uint8_t *septets,
		    size_t count)
{
	size_t there = length > 0 ? (8 * length - fill_bits) / 7 : 0;
	size_t wanted = count < there ? count : there;
	size_t in = 0, out = 0;

	if (wanted > INT_MAX)
		return SMSMODEM_E_SPACE;
	for (; out + 8 <= wanted && in + 8 <= length; in += 7, out += 8)
		store(spread(load(octets + in, 8) >> fill_bits), septets + out, 8);
	while (out < wanted) {
		size_t octets_left = length - in < 8 ? length - in : 8;
		size_t septets_left = wanted - out < 8 ? wanted - out : 8;

		store(spread(load(octets + in, octets_left) >> fill_bits), septets + out,
		      septets_left);
		in += 7;
		out += septets_left;
	}
	return (int)wanted;
}
