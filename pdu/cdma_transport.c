/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transport messages (C.S0015-B 3.4): type, then parameters of identifier, length and value. */
#include "cdma.h"
#include <string.h>

static int transport_fail(struct smsmodem_error *error, size_t offset, const char *what)
{
	smsmodem_error_set(error, SMSMODEM_E_PDU, "PDU: %s (octet %zu)", what, offset);
	if (error)
		error->offset = (long)offset;
	return SMSMODEM_E_PDU;
}

static bool transport_subaddress(struct pdu_bits *bits, struct smsmodem_cdma_subaddress *sub)
{
	struct smsmodem_cdma_subaddress read = {.type = (uint8_t)pdu_bits_get(bits, 3),
						.odd = pdu_bits_get(bits, 1)};
	size_t count = pdu_bits_get(bits, 8);

	read.length = (uint8_t)pdu_bits_octets(bits, 8 * count, read.octets, sizeof read.octets);
	if (!bits->failed)
		*sub = read;
	return !bits->failed;
}

/* CAUSE_CODE is there only with an error (3.4.3.6). */
static bool transport_cause(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	unsigned seq = pdu_bits_get(bits, 6), class = pdu_bits_get(bits, 2);
	unsigned cause = class ? pdu_bits_get(bits, 8) : 0;

	if (bits->failed)
		return false;
	cdma->cause_seq = (uint8_t)seq;
	cdma->cause_class = (uint8_t) class;
	cdma->cause = (uint8_t)cause;
	return true;
}

/* @return whether the value is what it should be */
static bool transport_value(struct smsmodem_cdma *cdma, unsigned id, struct pdu_bits *bits)
{
	switch (id) {
	case SMSMODEM_CDMA_TELESERVICE: cdma->teleservice = (uint16_t)pdu_bits_get(bits, 16); break;
	case SMSMODEM_CDMA_CATEGORY: cdma->category = (uint16_t)pdu_bits_get(bits, 16); break;
	case SMSMODEM_CDMA_ORIGINATOR:
		return pdu_cdma_address_read(bits, PDU_CDMA_ADDRESS, &cdma->from);
	case SMSMODEM_CDMA_ORIGINATOR_SUB: return transport_subaddress(bits, &cdma->from_sub);
	case SMSMODEM_CDMA_DESTINATION:
		return pdu_cdma_address_read(bits, PDU_CDMA_ADDRESS, &cdma->to);
	case SMSMODEM_CDMA_DESTINATION_SUB: return transport_subaddress(bits, &cdma->to_sub);
	case SMSMODEM_CDMA_REPLY_OPTION: cdma->reply_seq = (uint8_t)pdu_bits_get(bits, 6); break;
	case SMSMODEM_CDMA_CAUSE: return transport_cause(cdma, bits);
	default: break;
	}
	return !bits->failed;
}

/* Of repeated parameters the first that is whole counts. Bit 31 stands for all reserved ones. */
static void transport_parameter(struct smsmodem_cdma *cdma, unsigned id, const uint8_t *octets,
				size_t length)
{
	struct pdu_bits bits = pdu_bits_of(octets, length);
	uint32_t bit = id <= SMSMODEM_CDMA_BEARER ? 1U << id : 1U << 31;

	if (cdma->parameters.there & bit)
		return;
	if (id == SMSMODEM_CDMA_BEARER) {
		cdma->bearer_len = (uint8_t)length;
		memcpy(cdma->bearer, octets, length);
	}
	*(transport_value(cdma, id, &bits) ? &cdma->parameters.there : &cdma->parameters.bad) |=
		bit;
}

static int transport_bearer(struct smsmodem_cdma *cdma, size_t offset, struct smsmodem_error *error)
{
	size_t bad = 0;

	if (pdu_cdma_bearer(cdma, &bad) == SMSMODEM_OK)
		return SMSMODEM_OK;
	return transport_fail(error, offset + bad,
			      "a subparameter runs past the end of the bearer data");
}

static int transport_decode(const uint8_t *octets, size_t length, struct smsmodem_cdma *cdma,
			    struct smsmodem_error *error)
{
	size_t bearer = 0;

	if (octets[0] > SMSMODEM_CDMA_ACKNOWLEDGE)
		return transport_fail(error, 0, "no SMS_MSG_TYPE of CDMA");
	cdma->type = (enum smsmodem_cdma_type)octets[0];
	for (size_t at = 1; at < length; at += 2 + (size_t)octets[at + 1]) {
		if (length - at < 2)
			return transport_fail(error, at, "a parameter without a length");
		if (length - at - 2 < octets[at + 1])
			return transport_fail(error, at + 1,
					      octets[at] == SMSMODEM_CDMA_BEARER
						      ? "bearer data run past the end"
						      : "a parameter runs past the end");
		if (octets[at] == SMSMODEM_CDMA_BEARER && bearer == 0)
			bearer = at + 2;
		transport_parameter(cdma, octets[at], octets + at + 2, octets[at + 1]);
	}
	if (cdma->parameters.there == 0)
		return transport_fail(error, length, "no parameter of a transport message");
	return transport_bearer(cdma, bearer, error);
}

static int bearer_decode(const uint8_t *octets, size_t length, struct smsmodem_cdma *cdma,
			 struct smsmodem_error *error)
{
	cdma->type = SMSMODEM_CDMA_BEARER_DATA;
	if (length > sizeof cdma->bearer)
		return transport_fail(error, sizeof cdma->bearer, "too long for bearer data");
	cdma->bearer_len = (uint8_t)length;
	memcpy(cdma->bearer, octets, length);
	int result = transport_bearer(cdma, 0, error);
	/* it is mandatory (4.5.1), and else anything might be bearer data */
	if (result == SMSMODEM_OK && !(cdma->subs.there & 1U << SMSMODEM_CDMA_SUB_MESSAGE_ID))
		return transport_fail(error, 0, "bearer data without a message identifier");
	return result;
}

static int wdp_decode(const uint8_t *octets, size_t length, struct smsmodem_cdma *cdma,
		      struct smsmodem_error *error)
{
	cdma->type = SMSMODEM_CDMA_WDP;
	if (length > sizeof cdma->data.octets)
		return transport_fail(error, sizeof cdma->data.octets, "too long for user data");
	cdma->data.length = cdma->data.num_fields = (uint8_t)length;
	memcpy(cdma->data.octets, octets, length);
	pdu_cdma_wap(&cdma->data);
	return cdma->data.wap.valid ? SMSMODEM_OK
				    : transport_fail(error, 0, "no segment of a WAP datagram");
}

static int decode_layer(const uint8_t *octets, size_t length, enum smsmodem_cdma_layer layer,
			struct smsmodem_cdma *cdma, struct smsmodem_error *error)
{
	*cdma = (struct smsmodem_cdma){.type = SMSMODEM_CDMA_POINT_TO_POINT};
	if (length == 0)
		return transport_fail(error, 0, "empty");
	if (layer == SMSMODEM_CDMA_LAYER_BEARER)
		return bearer_decode(octets, length, cdma, error);
	if (layer == SMSMODEM_CDMA_LAYER_WDP)
		return wdp_decode(octets, length, cdma, error);
	return transport_decode(octets, length, cdma, error);
}

bool smsmodem_cdma_is_whole(const struct smsmodem_cdma *cdma)
{
	static const uint32_t needed[] = {
		[SMSMODEM_CDMA_POINT_TO_POINT] =
			1U << SMSMODEM_CDMA_TELESERVICE | 1U << SMSMODEM_CDMA_BEARER,
		[SMSMODEM_CDMA_BROADCAST] =
			1U << SMSMODEM_CDMA_CATEGORY | 1U << SMSMODEM_CDMA_BEARER,
		[SMSMODEM_CDMA_ACKNOWLEDGE] = 1U << SMSMODEM_CDMA_CAUSE,
	};
	const uint32_t addresses = 1U << SMSMODEM_CDMA_ORIGINATOR | 1U << SMSMODEM_CDMA_DESTINATION;
	const struct smsmodem_cdma_set *set = &cdma->parameters;

	return cdma->type <= SMSMODEM_CDMA_ACKNOWLEDGE &&
	       (set->there & needed[cdma->type]) == needed[cdma->type] && set->there >> 31 == 0 &&
	       (set->bad & ~addresses) == 0;
}

/*
 * Type 0, a number of segments and a smaller one: as a transport message, one whose first parameter
 * is shorter than the number that it has, which only some that are no teleservice can be. As bearer
 * data, a message identifier whose type of message is reserved, or that has far too many octets.
 */
static int decode_segment(const uint8_t *octets, size_t length, struct smsmodem_cdma *cdma)
{
	if (length < 3 || octets[0] != 0 || octets[2] >= octets[1])
		return SMSMODEM_E_PDU;
	if (decode_layer(octets, length, SMSMODEM_CDMA_LAYER_TRANSPORT, cdma, NULL) ==
		    SMSMODEM_OK &&
	    smsmodem_cdma_is_whole(cdma) && cdma->subs.there & 1U << SMSMODEM_CDMA_SUB_MESSAGE_ID)
		return SMSMODEM_OK;
	return decode_layer(octets, length, SMSMODEM_CDMA_LAYER_WDP, cdma, NULL);
}

/*
 * Bearer data begin with a message identifier of three octets, which as a transport message would
 * be one whose first parameter is a subaddress.
 */
static int decode_any(const uint8_t *octets, size_t length, struct smsmodem_cdma *cdma,
		      struct smsmodem_error *error)
{
	bool bearer_first = length >= 5 && octets[0] == 0 && octets[1] == 3;
	int result = decode_segment(octets, length, cdma);

	if (result != SMSMODEM_OK && bearer_first)
		result = decode_layer(octets, length, SMSMODEM_CDMA_LAYER_BEARER, cdma, error);
	if (result != SMSMODEM_OK)
		result = decode_layer(octets, length, SMSMODEM_CDMA_LAYER_TRANSPORT, cdma, error);
	if (result != SMSMODEM_OK && !bearer_first)
		result = decode_layer(octets, length, SMSMODEM_CDMA_LAYER_BEARER, cdma, NULL);
	return result;
}

int pdu_cdma_decode(const uint8_t *octets, size_t length, enum smsmodem_cdma_layer layer,
		    struct smsmodem_cdma *cdma, struct smsmodem_error *error)
{
	if (layer == SMSMODEM_CDMA_LAYER_AUTO)
		return decode_any(octets, length, cdma, error);
	return decode_layer(octets, length, layer, cdma, error);
}

int smsmodem_cdma_decode(const char *hex, size_t length, enum smsmodem_cdma_layer layer,
			 struct smsmodem_cdma *cdma, struct smsmodem_error *error)
{
	uint8_t octets[PDU_CDMA_OCTETS_MAX];
	size_t bad = 0;
	int count = pdu_hex_decode(hex, length, octets, sizeof octets, &bad);

	if (count == SMSMODEM_E_SPACE)
		return transport_fail(error, sizeof octets, "too long for a message of CDMA");
	if (count < 0) {
		smsmodem_error_set(error, count, "not hexadecimal at character %zu", bad + 1);
		if (error)
			error->offset = (long)bad;
		return count;
	}
	return pdu_cdma_decode(octets, (size_t)count, layer, cdma, error);
}
