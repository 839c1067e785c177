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

/* Groups 00xx and 01xx. */
static void dcs_general(uint8_t octet, struct smsmodem_dcs *dcs)
{
	dcs->encoding = octet & 0x20 ? SMSMODEM_ENCODING_COMPRESSED : dcs_alphabet(octet >> 2);
	dcs->auto_delete = octet & 0x40;
	if (octet & 0x10)
		dcs->message_class = (int8_t)(octet & 3);
}

/* Groups 1100 (discard), 1101 (store), 1110 (store, UCS-2). */
static void dcs_waiting(uint8_t octet, struct smsmodem_dcs *dcs)
{
	dcs->mwi = true;
	dcs->mwi_discard = octet < 0xD0;
	dcs->mwi_active = octet & 0x08;
	dcs->mwi_type = octet & 3;
	if (octet >= 0xE0)
		dcs->encoding = SMSMODEM_ENCODING_UCS2;
}

struct smsmodem_dcs smsmodem_dcs_decode(uint8_t octet)
{
	struct smsmodem_dcs dcs = {.encoding = SMSMODEM_ENCODING_GSM7, .message_class = -1};

	if (octet < 0x80) {
		dcs_general(octet, &dcs);
	} else if (octet >= 0xF0) {
		dcs.encoding = dcs_alphabet(octet >> 2 & 1);
		dcs.message_class = (int8_t)(octet & 3);
	} else if (octet >= 0xC0) {
		dcs_waiting(octet, &dcs);
	}
	return dcs;
}

const char *smsmodem_encoding_name(enum smsmodem_encoding encoding)
{
	static const char *const names[] = {"auto", "gsm7", "ucs2", "8bit", "compressed"};

	return (unsigned)encoding < sizeof names / sizeof names[0] ? names[encoding] : "unknown";
}
