/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For processors that wide_avx2.c is not for, and for the tests of what is done instead. */
#include "wide.h"

bool pdu_wide_pack(const uint8_t *septets, size_t groups, uint8_t *octets)
{
	(void)septets, (void)groups, (void)octets;
	return false;
}

bool pdu_wide_unpack(const uint8_t *octets, size_t groups, uint8_t *septets)
{
	(void)octets, (void)groups, (void)septets;
	return false;
}

bool pdu_wide_hex_encode(const uint8_t *octets, size_t count, char *hex)
{
	(void)octets, (void)count, (void)hex;
	return false;
}

bool pdu_wide_hex_decode(const char *hex, size_t count, uint8_t *octets)
{
	(void)hex, (void)count, (void)octets;
	return false;
}

size_t pdu_wide_copy_plain(const void *octets, size_t count, void *out)
{
	(void)octets, (void)count, (void)out;
	return 0;
}

size_t pdu_wide_utf16_to_utf8(const uint8_t *octets, size_t units, char **text)
{
	(void)octets, (void)units, (void)text;
	return 0;
}
