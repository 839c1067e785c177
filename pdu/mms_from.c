/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From-value (OMA-TS-MMS_ENC 7.3.21), also where its length is not as it should be. */
#include "mms.h"

/*
 * Octets that follow a length that ends within the text of an address, as Android's own example has
 * it: text up to a NUL, as no field begins.
 */
static size_t mms_from_overhang(const struct pdu_wsp_reader *value,
				const struct pdu_wsp_reader *reader)
{
	size_t left = pdu_wsp_left(reader), count = 0;

	if (value->length < 2 || value->octets[0] != PDU_MMS_ADDRESS_PRESENT ||
	    value->octets[1] < PDU_WSP_TEXT_FIRST || value->octets[value->length - 1] == 0)
		return 0;
	const uint8_t *behind = reader->octets + reader->at;
	while (count < left && behind[count] >= PDU_WSP_TEXT_FIRST && behind[count] < PDU_WSP_SHORT)
		count++;
	return count > 0 && count < left && behind[count] == 0 ? count + 1 : 0;
}

static struct pdu_wsp_reader mms_from_value(struct pdu_wsp_reader *reader)
{
	size_t start = reader->at, left = pdu_wsp_left(reader);
	const uint8_t *octets = left > 1 ? reader->octets + start : NULL;

	/* A length above 30 without its quote, as gammu writes it: none begins with 80 behind it.
	 */
	if (octets && octets[0] >= PDU_WSP_LENGTH_QUOTE && octets[1] == PDU_MMS_ADDRESS_PRESENT)
		return pdu_wsp_get_octets(reader, pdu_wsp_get_octet(reader));
	if (octets && octets[0] > PDU_WSP_LENGTH_QUOTE) { /* an address alone */
		pdu_wsp_skip(reader);
		return pdu_wsp_reader(octets, reader->at - start);
	}
	struct pdu_wsp_reader value = pdu_wsp_get_value(reader);
	if (value.failed)
		return value;
	size_t overhang = mms_from_overhang(&value, reader);
	value.length += overhang;
	reader->at += overhang;
	return value;
}

void pdu_mms_from(struct pdu_wsp_reader *reader, struct smsmodem_mms_field *field)
{
	struct pdu_wsp_reader value = mms_from_value(reader);
	int first = pdu_wsp_peek(&value);

	if (reader->failed)
		return;
	if (first == PDU_MMS_INSERT_ADDRESS) {
		field->kind = SMSMODEM_MMS_NOBODY;
		return;
	}
	if (first == PDU_MMS_ADDRESS_PRESENT)
		value.at++;
	if (first == PDU_MMS_ADDRESS_PRESENT || first >= PDU_WSP_TEXT_FIRST)
		pdu_mms_text(value, field);
}
