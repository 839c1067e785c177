/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Octets to hexadecimal digits and back: eight octets at a time, what is left by table. */
#include "pair.h"
#include "pdu.h"
#include "wide.h"
#include <limits.h>

#define HEX_ROW(h)                                                                            \
	h "0" h "1" h "2" h "3" h "4" h "5" h "6" h "7" h "8" h "9" h "A" h "B" h "C" h "D" h \
	  "E" h "F"

static const char hex_pairs[] = HEX_ROW("0") HEX_ROW("1") HEX_ROW("2") HEX_ROW("3") HEX_ROW("4")
	HEX_ROW("5") HEX_ROW("6") HEX_ROW("7") HEX_ROW("8") HEX_ROW("9") HEX_ROW("A") HEX_ROW("B")
		HEX_ROW("C") HEX_ROW("D") HEX_ROW("E") HEX_ROW("F");

/* A digit is its value with this bit set, anything else is 0. */
#define HEX_DIGIT 0x10

static const uint8_t hex_values[256] = {
	['0'] = 0x10, ['1'] = 0x11, ['2'] = 0x12, ['3'] = 0x13, ['4'] = 0x14, ['5'] = 0x15,
	['6'] = 0x16, ['7'] = 0x17, ['8'] = 0x18, ['9'] = 0x19, ['A'] = 0x1A, ['B'] = 0x1B,
	['C'] = 0x1C, ['D'] = 0x1D, ['E'] = 0x1E, ['F'] = 0x1F, ['a'] = 0x1A, ['b'] = 0x1B,
	['c'] = 0x1C, ['d'] = 0x1D, ['e'] = 0x1E, ['f'] = 0x1F,
};

/* In lanes of sixteen bits: an octet's high half goes to the low one, which memory has first. */
static void hex_encode_eight(const uint8_t *octets, char *hex)
{
	uint8_t eight __attribute__((vector_size(8)));
	uint16_t lanes __attribute__((vector_size(16)));
	int8_t digits __attribute__((vector_size(16)));

	memcpy(&eight, octets, sizeof eight);
	lanes = __builtin_convertvector(eight, __typeof__(lanes));
	lanes = (lanes >> 4 | lanes << 8) & 0x0F0F;
	memcpy(&digits, &lanes, sizeof digits);
	/* 'A' is seven beyond what follows '9' */
	digits += '0' + ((digits > 9) & 7);
	memcpy(hex, &digits, sizeof digits);
}

/*
 * The values of sixteen digits, in lanes of sixteen bits that have two each; where one is no digit
 * a bit of 0xF0 is set in an octet of *bad. Letters count from 0 at first, with the bit that tells
 * their case dropped: what is between '9' and 'A' is so far below that that it stays there, and
 * what is behind 'F' ends above 15. Octets from 0x80 on are taken for digits, and keep a high bit
 * too.
 */
static struct pdu_block hex_values_sixteen(struct pdu_block digits, struct pdu_block *bad)
{
	int8_t with_sign __attribute__((vector_size(PDU_PAIR_OCTETS)));
	struct pdu_block letters, values;

	memcpy(&with_sign, &digits, sizeof with_sign);
	letters.octets = (__typeof__(letters.octets))(with_sign > '9');
	values.octets = digits.octets - '0' - (letters.octets & ('A' - '0'));
	values.octets &= (uint8_t) ~('a' - 'A');
	values.octets += letters.octets & 10;
	bad->octets |= values.octets;
	return values;
}

/* Lanes have the high half in their low octet, as memory has it first: it is added sixteen times to
 * the other one. */
static void hex_squeeze(struct pdu_block values, uint8_t *octets)
{
	uint16_t lanes __attribute__((vector_size(PDU_PAIR_OCTETS)));
	uint8_t eight __attribute__((vector_size(8)));

	memcpy(&lanes, &values, sizeof lanes);
	eight = __builtin_convertvector(lanes * 0x1001 >> 8, __typeof__(eight));
	memcpy(octets, &eight, sizeof eight);
}

/* All there are, if that is eight. @return octets written; 0: none, or somewhere was no digit */
static size_t hex_decode_eights(const char *hex, size_t count, uint8_t *octets)
{
	struct pdu_block bad = {{0}};
	size_t i = 0;

	if (pdu_wide_hex_decode(hex, count, octets))
		return count;
	if (BYTE_ORDER != LITTLE_ENDIAN || count < 8)
		return 0;
	for (; i + 8 <= count; i += 8)
		hex_squeeze(hex_values_sixteen(pdu_block_load(hex + 2 * i), &bad), octets + i);
	/* what is left once more with some of those before it */
	i = count - 8;
	hex_squeeze(hex_values_sixteen(pdu_block_load(hex + 2 * i), &bad), octets + i);
	return pdu_block_any(bad, 0xF0) ? 0 : count;
}

/* All there are, if that is eight. @return octets read, or 0 */
static size_t hex_encode_eights(const uint8_t *octets, size_t count, char *hex)
{
	if (pdu_wide_hex_encode(octets, count, hex))
		return count;
	if (BYTE_ORDER != LITTLE_ENDIAN || count < 8)
		return 0;
	for (size_t i = 0; i + 8 <= count; i += 8)
		hex_encode_eight(octets + i, hex + 2 * i);
	/* what is left once more with some of those before it */
	hex_encode_eight(octets + count - 8, hex + 2 * (count - 8));
	return count;
}

int pdu_hex_encode(const uint8_t *octets, size_t count, char *hex, size_t size)
{
	if (size == 0 || count > (size - 1) / 2 || count > INT_MAX / 2)
		return SMSMODEM_E_SPACE;
	for (size_t i = hex_encode_eights(octets, count, hex); i < count; i++)
		memcpy(hex + 2 * i, hex_pairs + 2 * (size_t)octets[i], 2);
	hex[2 * count] = '\0';
	return (int)(2 * count);
}

int pdu_hex_decode(const char *hex, size_t length, uint8_t *octets, size_t size, size_t *bad_offset)
{
	size_t pairs = length / 2;

	if (pairs > size || pairs > INT_MAX)
		return SMSMODEM_E_SPACE;
	for (size_t i = hex_decode_eights(hex, pairs, octets); i < pairs; i++) {
		uint8_t high = hex_values[(uint8_t)hex[2 * i]];
		uint8_t low = hex_values[(uint8_t)hex[2 * i + 1]];

		if (!(high & low & HEX_DIGIT)) {
			*bad_offset = 2 * i + (high & HEX_DIGIT ? 1 : 0);
			return SMSMODEM_E_DATA;
		}
		octets[i] = (uint8_t)(high << 4 | (low & 0x0F));
	}
	if (length % 2) {
		/* A last digit without its partner: what is wrong is what is missing behind it. */
		*bad_offset = hex_values[(uint8_t)hex[length - 1]] ? length : length - 1;
		return SMSMODEM_E_DATA;
	}
	return (int)pairs;
}
