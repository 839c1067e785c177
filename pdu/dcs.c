/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TP-DCS taken apart (23.038 4). */
#include "pdu.h"

static enum smsmodem_encoding dcs_alphabet(unsigned bits)
{
	static const enum smsmodem_encoding alphabets[] = {
		SMSMODEM_ENCODING_GSM7, SMSMODEM_ENCODING_8BIT, SMSMODEM_ENCODING_UCS2,
		SMSMODEM_ENCODING_GSM7, /* reserved */
	};

	return alphabets[bits & 3];
}

enum smsmodem_encoding pdu_dcs_encoding(uint8_t octet)
{
	if (octet < 0x80)
		return octet & 0x20 ? SMSMODEM_ENCODING_COMPRESSED : dcs_alphabet(octet >> 2);
	if (octet >= 0xF0)
		return dcs_alphabet(octet >> 2 & 1);
	return octet >= 0xE0 ? SMSMODEM_ENCODING_UCS2 : SMSMODEM_ENCODING_GSM7;
}

/* Groups 1100 (discard), 1101 (store), 1110 (store, UCS-2). */
static void dcs_waiting(uint8_t octet, struct smsmodem_dcs *dcs)
{
	dcs->mwi = true;
	dcs->mwi_discard = octet < 0xD0;
	dcs->mwi_active = octet & 0x08;
	dcs->mwi_type = octet & 3;
}

struct smsmodem_dcs smsmodem_dcs_decode(uint8_t octet)
{
	struct smsmodem_dcs dcs = {.encoding = pdu_dcs_encoding(octet), .message_class = -1};

	dcs.auto_delete = octet < 0x80 && (octet & 0x40);
	if (octet >= 0xF0 || (octet < 0x80 && (octet & 0x10)))
		dcs.message_class = (int8_t)(octet & 3);
	else if (octet >= 0xC0)
		dcs_waiting(octet, &dcs);
	return dcs;
}

const char *smsmodem_encoding_name(enum smsmodem_encoding encoding)
{
	static const char *const names[] = {"auto", "gsm7", "ucs2", "8bit", "compressed"};

	return (unsigned)encoding < sizeof names / sizeof names[0] ? names[encoding] : "unknown";
}
