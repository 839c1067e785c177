/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extended protocol messages of IS-91 in user data (C.S0015-B 4.3.1, IS-91 annex B). */
#include "cdma.h"

enum cdma_is91 {
	IS91_VOICE_MAIL = 0x82,
	IS91_NUMBER = 0x84 /* calling line */
};

#define IS91_NUMBER_MAX 32

/* A subparameter that is there says it better. @return whether there is none; it counts as one */
static bool is91_adds(struct smsmodem_cdma *cdma, enum smsmodem_cdma_sub sub)
{
	bool adds = !(cdma->subs.there >> sub & 1);

	cdma->subs.there |= 1U << sub;
	return adds;
}

static void is91_number(struct smsmodem_cdma *cdma)
{
	const struct smsmodem_cdma_user_data *data = &cdma->data;
	struct pdu_bits bits = pdu_bits_of(data->octets, data->length);
	size_t count = data->num_fields;

	if (count > IS91_NUMBER_MAX || 4 * count > bits.end ||
	    !is91_adds(cdma, SMSMODEM_CDMA_SUB_CALLBACK))
		return;
	pdu_cdma_dtmf(&bits, count, cdma->callback.text);
}

/* Two digits and ' ' or '!' for urgent, in six bits from a blank on. */
static void is91_voice_mail(struct smsmodem_cdma *cdma)
{
	struct pdu_bits bits = pdu_bits_of(cdma->data.octets, cdma->data.length);
	unsigned tens = pdu_bits_get(&bits, 6), ones = pdu_bits_get(&bits, 6);
	unsigned urgent = pdu_bits_get(&bits, 6);
	const unsigned zero = '0' - ' ';

	if (bits.failed || tens - zero > 9 || ones - zero > 9 || urgent > 1)
		return;
	if (is91_adds(cdma, SMSMODEM_CDMA_SUB_COUNT))
		cdma->count = (uint8_t)(10 * (tens - zero) + ones - zero);
	if (is91_adds(cdma, SMSMODEM_CDMA_SUB_PRIORITY))
		cdma->priority = urgent ? 2 : 0;
}

void pdu_cdma_is91(struct smsmodem_cdma *cdma)
{
	if (cdma->data.encoding != SMSMODEM_CDMA_IS91)
		return;
	if (cdma->data.kind == IS91_NUMBER)
		is91_number(cdma);
	else if (cdma->data.kind == IS91_VOICE_MAIL)
		is91_voice_mail(cdma);
}
