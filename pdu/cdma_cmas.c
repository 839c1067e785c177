/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alerts to the public in the user data of broadcasts (TIA-1149). */
#include "cdma.h"

enum cdma_cmas_record {
	CMAS_TEXT = 0,
	CMAS_KIND = 1
};

static void cmas_text(struct pdu_bits *bits, struct smsmodem_cdma_user_data *text)
{
	*text = (struct smsmodem_cdma_user_data){.encoding = (uint8_t)pdu_bits_get(bits, 5)};
	pdu_cdma_characters_left(bits, text);
}

static void cmas_kind(struct pdu_bits *bits, struct smsmodem_cdma_alert *alert)
{
	alert->category = (uint8_t)pdu_bits_get(bits, 8);
	alert->response = (uint8_t)pdu_bits_get(bits, 8);
	alert->severity = (uint8_t)pdu_bits_get(bits, 4);
	alert->urgency = (uint8_t)pdu_bits_get(bits, 4);
	alert->certainty = (uint8_t)pdu_bits_get(bits, 4);
	alert->valid = !bits->failed;
}

void pdu_cdma_cmas(struct smsmodem_cdma *cdma)
{
	const struct smsmodem_cdma_user_data outer = cdma->data;
	size_t at = 1;

	if (cdma->category < 0x1000 || cdma->category > 0x10FF || outer.header_len > 0 ||
	    outer.encoding != SMSMODEM_CDMA_OCTET || outer.length == 0 || outer.octets[0] != 0)
		return;
	while (outer.length - at >= 2 && outer.length - at - 2 >= outer.octets[at + 1]) {
		struct pdu_bits bits = pdu_bits_of(outer.octets + at + 2, outer.octets[at + 1]);

		if (outer.octets[at] == CMAS_TEXT)
			cmas_text(&bits, &cdma->data);
		else if (outer.octets[at] == CMAS_KIND)
			cmas_kind(&bits, &cdma->public_alert);
		at += 2 + (size_t)outer.octets[at + 1];
	}
}
