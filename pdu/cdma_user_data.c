/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User data (C.S0015-B 4.5.2): moved to an octet's border, header and WAP segment read. */
#include "cdma.h"
#include <string.h>

/* Bits of a character; 0: as many as there are, the encoding is reserved (C.R1001 9.1). */
static unsigned cdma_width(uint8_t encoding, uint8_t kind)
{
	switch (encoding) {
	case SMSMODEM_CDMA_IS91: return kind == 0x84 ? 4 : 6; /* a number, or characters */
	case SMSMODEM_CDMA_ASCII:
	case SMSMODEM_CDMA_IA5:
	case SMSMODEM_CDMA_GSM7: return 7;
	case SMSMODEM_CDMA_UTF16: return 16;
	case SMSMODEM_CDMA_OCTET:
	case SMSMODEM_CDMA_SHIFT_JIS:
	case SMSMODEM_CDMA_KOREAN:
	case SMSMODEM_CDMA_KSC5601:
	case SMSMODEM_CDMA_HEBREW:
	case SMSMODEM_CDMA_LATIN: return 8;
	case SMSMODEM_CDMA_GSM_DCS: break;
	default: return 0;
	}
	switch (smsmodem_dcs_decode(kind).encoding) {
	case SMSMODEM_ENCODING_GSM7: return 7;
	case SMSMODEM_ENCODING_UCS2: return 16;
	case SMSMODEM_ENCODING_AUTO:
	case SMSMODEM_ENCODING_8BIT:
	case SMSMODEM_ENCODING_COMPRESSED: break;
	}
	return 8;
}

/* Characters of one octet or two: senders count characters or octets, and the length tells. */
static bool cdma_varies(uint8_t encoding)
{
	return encoding == SMSMODEM_CDMA_SHIFT_JIS || encoding == SMSMODEM_CDMA_KOREAN ||
	       encoding == SMSMODEM_CDMA_KSC5601;
}

/* Of user data the bits that fill up the last octet belong to what is packed into octets. */
static size_t cdma_padded(size_t wanted, size_t left)
{
	size_t padded = (wanted + 7) / 8 * 8;

	return padded < left ? padded : left;
}

/*
 * What is behind the encoding, alone or in a list.
 * @return whether all that is announced is there; else whole octets of what is there are
 */
static bool cdma_read(struct pdu_bits *bits, bool alone, struct smsmodem_cdma_user_data *data)
{
	data->num_fields = (uint8_t)pdu_bits_get(bits, 8);
	unsigned width = cdma_width(data->encoding, data->kind);
	size_t wanted = (size_t)width * data->num_fields, left = pdu_bits_left(bits);
	size_t octets = left / 8 * 8, there = wanted;

	if (bits->failed)
		return false;
	if (width == 0 ||
	    (alone && cdma_varies(data->encoding) && octets > wanted && octets <= 2 * wanted))
		there = wanted = octets;
	else if (left < wanted)
		there = octets;
	else if (alone)
		there = cdma_padded(wanted, left);
	data->length = (uint8_t)pdu_bits_octets(bits, there, data->octets, sizeof data->octets);
	return left >= wanted;
}

static bool cdma_header(struct smsmodem_cdma_user_data *data)
{
	struct pdu_udh udh;
	size_t length = data->length > 0 ? data->octets[0] + (size_t)1 : 0;

	if (length == 0 || length > data->length)
		return false;
	data->header_len = (uint8_t)length;
	pdu_udh_read(data->octets, length, &udh);
	data->concat = udh.concat;
	data->ports = udh.ports;
	data->shift = udh.shift;
	return true;
}

int smsmodem_cdma_udh_next(const struct smsmodem_cdma *cdma, size_t *position,
			   struct smsmodem_ie *ie)
{
	return pdu_udh_next(cdma->data.octets, cdma->data.header_len, position, ie);
}

bool pdu_cdma_user_data(struct pdu_bits *bits, bool header_ind,
			struct smsmodem_cdma_user_data *data)
{
	*data = (struct smsmodem_cdma_user_data){0};
	data->encoding = (uint8_t)pdu_bits_get(bits, 5);
	if (data->encoding == SMSMODEM_CDMA_IS91 || data->encoding == SMSMODEM_CDMA_GSM_DCS)
		data->kind = (uint8_t)pdu_bits_get(bits, 8);
	bool whole = cdma_read(bits, true, data);
	if (header_ind && data->encoding != SMSMODEM_CDMA_IS91)
		whole = cdma_header(data) && whole;
	return whole;
}

bool pdu_cdma_characters(struct pdu_bits *bits, uint8_t encoding,
			 struct smsmodem_cdma_user_data *data)
{
	*data = (struct smsmodem_cdma_user_data){.encoding = encoding};
	return cdma_read(bits, false, data);
}

void pdu_cdma_characters_left(struct pdu_bits *bits, struct smsmodem_cdma_user_data *data)
{
	unsigned width = cdma_width(data->encoding, 0);
	size_t count = pdu_bits_left(bits) / (width ? width : 8);

	data->num_fields = (uint8_t)(count < 255 ? count : 255);
	count = data->num_fields * (size_t)(width ? width : 8);
	data->length = (uint8_t)pdu_bits_octets(bits, count, data->octets, sizeof data->octets);
}

static uint16_t cdma_16(const uint8_t *octets)
{
	return (uint16_t)(octets[0] << 8 | octets[1]);
}

/*
 * Type 0, segments, segment from 0, and in the first one ports, the source first (WAP-259-WDP).
 * Some carriers write the ports twice; a push behind them shows it.
 */
void pdu_cdma_wap(struct smsmodem_cdma_user_data *data)
{
	const uint8_t *octets = data->octets + data->header_len;
	size_t length = (size_t)data->length - data->header_len, used = 3;
	struct smsmodem_cdma_wap *wap = &data->wap;

	if (data->encoding != SMSMODEM_CDMA_OCTET || length < used || octets[0] != 0 ||
	    octets[1] == 0 || octets[2] >= octets[1])
		return;
	if (octets[2] == 0) {
		if (length < 7)
			return;
		wap->src = cdma_16(octets + 3);
		wap->dst = cdma_16(octets + 5);
		used = length >= 13 && memcmp(octets + 3, octets + 7, 4) == 0 && octets[12] == 6
			       ? 11
			       : 7;
	}
	wap->valid = true;
	wap->total = octets[1];
	wap->segment = octets[2];
	wap->offset = (uint8_t)(data->header_len + used);
}

const uint8_t *pdu_cdma_payload(const struct smsmodem_cdma_user_data *data, size_t *length)
{
	size_t skip = data->wap.valid ? data->wap.offset : data->header_len;

	*length = data->length - skip;
	return data->octets + skip;
}
