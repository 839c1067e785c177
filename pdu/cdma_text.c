/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User data as characters, in the encodings that need no conversion table (C.R1001 9.1). */
#include "cdma.h"

enum pdu_cdma_form pdu_cdma_form(const struct smsmodem_cdma_user_data *data)
{
	switch (data->encoding) {
	case SMSMODEM_CDMA_IS91:
		/* 0x84 is a number (IS-91) */
		return data->kind >= 0x82 && data->kind <= 0x85 && data->kind != 0x84
			       ? PDU_CDMA_FORM_IS91
			       : PDU_CDMA_FORM_DATA;
	case SMSMODEM_CDMA_ASCII:
	case SMSMODEM_CDMA_IA5: return PDU_CDMA_FORM_ASCII;
	case SMSMODEM_CDMA_UTF16: return PDU_CDMA_FORM_UTF16;
	case SMSMODEM_CDMA_SHIFT_JIS: return PDU_CDMA_FORM_SHIFT_JIS;
	case SMSMODEM_CDMA_KOREAN:
	case SMSMODEM_CDMA_KSC5601: return PDU_CDMA_FORM_KOREAN;
	case SMSMODEM_CDMA_HEBREW: return PDU_CDMA_FORM_HEBREW;
	case SMSMODEM_CDMA_LATIN: return PDU_CDMA_FORM_LATIN;
	case SMSMODEM_CDMA_GSM7: return PDU_CDMA_FORM_GSM7;
	case SMSMODEM_CDMA_GSM_DCS: break;
	default: return PDU_CDMA_FORM_DATA;
	}
	enum smsmodem_encoding encoding = smsmodem_dcs_decode(data->kind).encoding;

	return encoding == SMSMODEM_ENCODING_GSM7   ? PDU_CDMA_FORM_GSM7
	       : encoding == SMSMODEM_ENCODING_UCS2 ? PDU_CDMA_FORM_UTF16
						    : PDU_CDMA_FORM_DATA;
}

bool smsmodem_cdma_is_text(const struct smsmodem_cdma *cdma)
{
	return !cdma->data.wap.valid && pdu_cdma_form(&cdma->data) != PDU_CDMA_FORM_DATA;
}

/* Septets that the header takes, fill bits included (23.040 9.2.3.24). */
static size_t text_header_septets(const struct smsmodem_cdma_user_data *data)
{
	return (8 * (size_t)data->header_len + 6) / 7;
}

/* Control characters but line ends are blanks, as phones show them. */
static void text_ascii(struct pdu_sink *sink, const struct smsmodem_cdma_user_data *data)
{
	struct pdu_bits bits = pdu_bits_of(data->octets, data->length);
	size_t header = text_header_septets(data);

	pdu_bits_seek(&bits, 7 * header);
	for (size_t i = header; i < data->num_fields && pdu_bits_left(&bits) >= 7; i++) {
		unsigned code = pdu_bits_get(&bits, 7);
		bool shown = (code >= ' ' && code < 0x7F) || code == '\n' || code == '\r';

		pdu_sink_put(sink, shown ? code : ' ');
	}
}

/* From a blank on; of a notification the first three say the count and the priority. */
static void text_is91(struct pdu_sink *sink, const struct smsmodem_cdma_user_data *data)
{
	struct pdu_bits bits = pdu_bits_of(data->octets, data->length);
	size_t skip = data->kind == 0x82 ? 3 : 0;

	pdu_bits_seek(&bits, 6 * skip);
	for (size_t i = skip; i < data->num_fields && pdu_bits_left(&bits) >= 6; i++)
		pdu_sink_put(sink, ' ' + pdu_bits_get(&bits, 6));
}

static void text_latin(struct pdu_sink *sink, const struct smsmodem_cdma_user_data *data)
{
	for (size_t i = data->header_len; i < data->length; i++)
		pdu_sink_put(sink, data->octets[i]);
}

/* ISO 8859-8: 0 is unassigned. */
static uint32_t text_hebrew_character(uint8_t octet)
{
	if (octet >= 0xE0 && octet <= 0xFA)
		return octet - 0xE0U + 0x05D0U;
	switch (octet) {
	case 0xAA: return 0x00D7;
	case 0xBA: return 0x00F7;
	case 0xDF: return 0x2017;
	case 0xFD: return 0x200E;
	case 0xFE: return 0x200F;
	default: break;
	}
	return octet == 0xA1 || octet >= 0xBF ? 0xFFFD : octet;
}

static void text_hebrew(struct pdu_sink *sink, const struct smsmodem_cdma_user_data *data)
{
	for (size_t i = data->header_len; i < data->length; i++)
		pdu_sink_put(sink, text_hebrew_character(data->octets[i]));
}

static void text_gsm7(struct pdu_sink *sink, struct pdu_gsm7_state *state,
		      const struct smsmodem_cdma_user_data *data)
{
	uint8_t septets[256];
	size_t header = text_header_septets(data);

	if (data->num_fields <= header)
		return;
	unsigned fill = (unsigned)(7 * header - 8 * (size_t)data->header_len);
	int count = pdu_gsm7_unpack(data->octets + data->header_len,
				    (size_t)data->length - data->header_len, fill, septets,
				    data->num_fields - header);
	state->shift = data->shift;
	if (count > 0)
		pdu_gsm7_put(sink, state, septets, (size_t)count);
}

/* The header counts in whole units, but the text begins right behind it. */
static void text_utf16(struct pdu_sink *sink, struct pdu_utf16_state *state,
		       const struct smsmodem_cdma_user_data *data)
{
	size_t header = (data->header_len + (size_t)1) / 2, there = data->length;
	size_t units = data->num_fields > header ? data->num_fields - header : 0;

	there -= data->header_len;
	pdu_utf16_put(sink, state, data->octets + data->header_len,
		      2 * units < there ? 2 * units : there);
}

void pdu_cdma_text_put(struct pdu_sink *sink, struct pdu_cdma_text_state *state,
		       const struct smsmodem_cdma_user_data *data)
{
	enum pdu_cdma_form form = pdu_cdma_form(data);

	if (form != PDU_CDMA_FORM_UTF16)
		pdu_utf16_end(sink, &state->utf16);
	if (form != PDU_CDMA_FORM_GSM7)
		state->gsm7 = (struct pdu_gsm7_state){0};
	switch (form) {
	case PDU_CDMA_FORM_ASCII: text_ascii(sink, data); break;
	case PDU_CDMA_FORM_IS91: text_is91(sink, data); break;
	case PDU_CDMA_FORM_UTF16: text_utf16(sink, &state->utf16, data); break;
	case PDU_CDMA_FORM_LATIN: text_latin(sink, data); break;
	case PDU_CDMA_FORM_HEBREW: text_hebrew(sink, data); break;
	case PDU_CDMA_FORM_GSM7: text_gsm7(sink, &state->gsm7, data); break;
	case PDU_CDMA_FORM_SHIFT_JIS:
	case PDU_CDMA_FORM_KOREAN:
	case PDU_CDMA_FORM_DATA: break;
	}
}
