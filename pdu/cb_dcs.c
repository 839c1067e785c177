/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coding of a broadcast taken apart (23.038 5). */
#include "cb.h"

#define CB_LANGUAGES_OF_20 5

/* Groups 0000 and 0010; 00001111 says that it does not say. */
static const char *cb_language(uint8_t octet)
{
	static const char *const of_00[16] = {"de", "en", "it", "fr", "es", "nl", "sv", "da",
					      "pt", "fi", "no", "el", "tr", "hu", "pl", NULL};
	static const char *const of_20[CB_LANGUAGES_OF_20] = {"cs", "he", "ar", "ru", "is"};

	if (octet < 0x10)
		return of_00[octet];
	return octet >= 0x20 && octet < 0x20 + CB_LANGUAGES_OF_20 ? of_20[octet & 0xF] : NULL;
}

static enum smsmodem_encoding cb_alphabet(unsigned bits)
{
	static const enum smsmodem_encoding alphabets[] = {
		SMSMODEM_ENCODING_GSM7, SMSMODEM_ENCODING_8BIT, SMSMODEM_ENCODING_UCS2,
		SMSMODEM_ENCODING_GSM7, /* reserved */
	};

	return alphabets[bits & 3];
}

static enum smsmodem_encoding cb_encoding(uint8_t octet)
{
	switch (octet >> 4) {
	case 0x1: return octet == 0x11 ? SMSMODEM_ENCODING_UCS2 : SMSMODEM_ENCODING_GSM7;
	case 0x4:
	case 0x5:
	case 0x9: return cb_alphabet(octet >> 2);
	case 0x6:
	case 0x7: return SMSMODEM_ENCODING_COMPRESSED;
	case 0xD: /* I1 protocol (24.294) */
	case 0xE: /* of the WAP Forum */ return SMSMODEM_ENCODING_8BIT;
	case 0xF: return octet & 4 ? SMSMODEM_ENCODING_8BIT : SMSMODEM_ENCODING_GSM7;
	default: return SMSMODEM_ENCODING_GSM7;
	}
}

/* In group 1111 classes 1 and 2 are the user's, and there is no class 0. */
static int8_t cb_class(uint8_t octet)
{
	unsigned group = octet >> 4;

	if (group == 0x5 || group == 0x7 || group == 0x9 || (group == 0xF && (octet & 3) != 0))
		return (int8_t)(octet & 3);
	return -1;
}

struct smsmodem_cb_dcs smsmodem_cb_dcs_decode(uint8_t octet)
{
	return (struct smsmodem_cb_dcs){
		.encoding = cb_encoding(octet),
		.message_class = cb_class(octet),
		.udh = octet >> 4 == 0x9,
		.prefix = octet == 0x10 || octet == 0x11,
		.language = cb_language(octet),
	};
}

const char *smsmodem_cb_scope_name(enum smsmodem_cb_scope scope)
{
	static const char *const names[] = {"cell-immediate", "plmn", "area", "cell"};

	return names[(unsigned)scope & 3];
}
