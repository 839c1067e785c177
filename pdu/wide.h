/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Thirty-two octets at a time, where the processor can (x86-64 with AVX2, which is asked for at
 * each call). Each function says how much of its input it has done, perhaps none, and the rest is
 * for portable code to do. Nothing outside of the input and the output is touched.
 */
#ifndef PDU_WIDE_H
#define PDU_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Eight septets in eight octets, or packed in seven. */
#define PDU_WIDE_GROUP  8
#define PDU_WIDE_PACKED 7

/** Pack groups of eight septets, whose eighth bits are dropped (23.038 6.1.2.1). */
bool pdu_wide_pack(const uint8_t *septets, size_t groups, uint8_t *octets);

/** Unpack groups of eight septets. */
bool pdu_wide_unpack(const uint8_t *octets, size_t groups, uint8_t *septets);

/** Upper-case digits, two an octet, without a NUL. */
bool pdu_wide_hex_encode(const uint8_t *octets, size_t count, char *hex);

/** Octets of digits in either case; false also when one of them is no digit. */
bool pdu_wide_hex_decode(const char *hex, size_t count, uint8_t *octets);

/**
 * Copy the octets at the start that are the same in ASCII and in the GSM 7-bit default alphabet, as
 * pdu_gsm7_plain finds them, and perhaps some behind them, but no more than count. @return how many
 */
size_t pdu_wide_copy_plain(const void *octets, size_t count, void *out);

/** Room for the UTF-8 of so many units, and for what is written behind it. */
#define PDU_WIDE_UTF8(units) (3 * (units) + 1)

/**
 * UTF-8 of UTF-16BE, up to the eight units in which the first surrogate is.
 * @param[in,out] text where it goes, then its end. @return units read
 */
size_t pdu_wide_utf16_to_utf8(const uint8_t *octets, size_t units, char **text);

#endif
