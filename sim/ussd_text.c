/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a text of USSD is written in +CUSD (27.007 7.15 <str>). */
#include "phone.h"
#include <string.h>

#define CARRIAGE 0x0D

/* 23.038 6.1.2.3.1: seven bits that are left over are a CR, as they would be '@'. */
static int packed_encode(const char *text, char shown[SIM_USSD_SHOWN_SIZE])
{
	char gsm[2 * SIM_USSD_SIZE + 1];
	uint8_t octets[2 * SIM_USSD_SIZE];
	size_t count = sim_charset_encode(SIM_CHARSET_GSM, text, gsm, sizeof gsm - 1);

	if (count % 8 == 7)
		gsm[count++] = CARRIAGE;
	int length = pdu_gsm7_pack((const uint8_t *)gsm, count, 0, octets, sizeof octets);
	if (length < 0 || pdu_hex_encode(octets, (size_t)length, shown, SIM_USSD_SHOWN_SIZE) < 0)
		shown[0] = '\0';
	return SIM_USSD_DCS_DEFAULT;
}

/* '@' is 0 in the GSM alphabet, and a line has no such octet. */
static bool fits_charset(const struct smsmodem_sim *sim, const char *text)
{
	return !sim_quirk(sim, SIM_QUIRK_USSD_UCS2) &&
	       (sim->settings.charset != SIM_CHARSET_GSM || !strchr(text, '@'));
}

/* Text of the default alphabet is in the character set of +CSCS, any other the hex of its UCS2. */
int sim_ussd_encode(const struct smsmodem_sim *sim, const char *text,
		    char shown[SIM_USSD_SHOWN_SIZE])
{
	bool gsm = sim_charset_is_gsm(text);

	if (gsm && sim_quirk(sim, SIM_QUIRK_USSD_PACKED))
		return packed_encode(text, shown);
	gsm = gsm && fits_charset(sim, text);
	size_t length = sim_charset_encode(gsm ? sim->settings.charset : SIM_CHARSET_UCS2, text,
					   shown, SIM_USSD_SHOWN_SIZE - 1);
	shown[length] = '\0';
	return gsm ? SIM_USSD_DCS_DEFAULT : SIM_USSD_DCS_UCS2;
}

static bool packed_decode(const char *given, char code[SIM_USSD_CODE_SIZE])
{
	uint8_t octets[SIM_USSD_CODE_SIZE], septets[2 * SIM_USSD_CODE_SIZE];
	size_t bad;
	int length = pdu_hex_decode(given, strlen(given), octets, sizeof octets, &bad);

	if (length <= 0)
		return false;
	int count = pdu_gsm7_unpack(octets, (size_t)length, 0, septets, (size_t)length * 8 / 7);
	if (count > 0 && count % 8 == 0 &&
	    (septets[count - 1] == 0 || septets[count - 1] == CARRIAGE))
		count--;
	length = count <= 0
			 ? -1
			 : pdu_gsm7_to_utf8(septets, (size_t)count, code, SIM_USSD_CODE_SIZE - 1);
	if (length > 0)
		code[length] = '\0';
	return length > 0;
}

bool sim_ussd_decode(const struct smsmodem_sim *sim, const char *given, int dcs,
		     char code[SIM_USSD_CODE_SIZE])
{
	bool ucs2 = dcs == SIM_USSD_DCS_UCS2 || sim_quirk(sim, SIM_QUIRK_USSD_UCS2);
	enum sim_charset charset = ucs2 ? SIM_CHARSET_UCS2 : sim->settings.charset;

	if (!ucs2 && sim_quirk(sim, SIM_QUIRK_USSD_PACKED))
		return packed_decode(given, code);
	return sim_charset_decode(charset, given, strlen(given), code, SIM_USSD_CODE_SIZE) > 0;
}
