/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A message to SUBMITs of CDMA. A text of several parts is split as one of 23.040 is; a datagram of
 * WAP is not (cdma_encode_wap.c).
 */
#include "cdma.h"
#include <string.h>

#define CDMA_SEPTETS_MAX 160
#define CDMA_PERIOD_MAX  244 /* 52 weeks; those above are no length of time (4.5.6-1) */

/* --- the choice --- */

/* What a text consists of, as far as one part without a header can hold it. */
struct encode_survey {
	bool ascii, latin; /* of nothing else; control characters but line ends are neither */
	size_t characters;
};

static struct encode_survey encode_survey(const struct smsmodem_cdma_submit *submit)
{
	struct encode_survey survey = {submit->text != NULL, submit->text != NULL, 0};
	size_t at = 0;

	while (at < submit->text_len && survey.latin && survey.characters <= CDMA_SEPTETS_MAX) {
		uint32_t character;
		int octets = pdu_utf8_get(submit->text + at, submit->text_len - at, &character);

		if (octets < 0)
			return (struct encode_survey){0};
		bool printed = (character >= ' ' && character < 0x7F) || character == '\n' ||
			       character == '\r';
		survey.ascii = survey.ascii && printed;
		survey.latin = printed || (character >= 0xA0 && character <= 0xFF);
		survey.characters++;
		at += (size_t)octets;
	}
	survey.ascii = survey.ascii && survey.characters <= CDMA_SEPTETS_MAX;
	survey.latin = survey.latin && survey.characters <= SMSMODEM_UD_MAX;
	return survey;
}

static int encode_gsm_begin(struct smsmodem_cdma_encoder *encoder, enum smsmodem_encoding encoding,
			    bool transliterate, struct smsmodem_error *error)
{
	const struct smsmodem_cdma_submit *submit = encoder->submit;

	encoder->gsm_submit = (struct smsmodem_submit)SMSMODEM_SUBMIT_INIT;
	encoder->gsm_submit.to = submit->to;
	encoder->gsm_submit.text = submit->text;
	encoder->gsm_submit.text_len = submit->text_len;
	encoder->gsm_submit.data = submit->data;
	encoder->gsm_submit.data_len = submit->data_len;
	encoder->gsm_submit.encoding = encoding;
	encoder->gsm_submit.transliterate = transliterate;
	encoder->gsm_submit.ref = submit->ref;
	encoder->gsm_submit.max_parts = submit->max_parts;
	return smsmodem_encode_begin(&encoder->gsm, &encoder->gsm_submit, error);
}

/* Whether the text as it is takes fewer octets in one GSM 7-bit part. */
static bool encode_gsm7_is_shorter(struct smsmodem_cdma_encoder *encoder, size_t octets)
{
	struct smsmodem_pdu pdu;

	return encode_gsm_begin(encoder, SMSMODEM_ENCODING_GSM7, false, NULL) == 1 &&
	       smsmodem_encode_next(&encoder->gsm, &pdu, NULL) == 1 &&
	       encoder->gsm.tpdu.ud_len < octets;
}

static int encode_choose(struct smsmodem_cdma_encoder *encoder, struct smsmodem_error *error)
{
	const struct smsmodem_cdma_submit *submit = encoder->submit;
	struct encode_survey survey = {0};
	enum smsmodem_encoding encoding = submit->encoding;

	if (encoding == SMSMODEM_ENCODING_AUTO && !submit->data)
		survey = encode_survey(submit);
	if (survey.ascii) {
		encoder->encoding = SMSMODEM_CDMA_ASCII;
		return 1;
	}
	if (survey.latin && !encode_gsm7_is_shorter(encoder, survey.characters)) {
		encoder->encoding = SMSMODEM_CDMA_LATIN;
		return 1;
	}
	if (survey.latin)
		encoding = SMSMODEM_ENCODING_GSM7;
	int result = encode_gsm_begin(encoder, encoding, submit->transliterate, error);
	encoder->encoding = encoder->gsm.encoding == SMSMODEM_ENCODING_GSM7   ? SMSMODEM_CDMA_GSM7
			    : encoder->gsm.encoding == SMSMODEM_ENCODING_UCS2 ? SMSMODEM_CDMA_UTF16
									      : SMSMODEM_CDMA_OCTET;
	return result;
}

static int encode_check(const struct smsmodem_cdma_submit *submit, struct smsmodem_error *error)
{
	const char *wrong = NULL;

	if (!submit->to)
		wrong = "no recipient";
	else if (submit->data && submit->text)
		wrong = "text and data at once";
	else if (submit->text_len > 0 && !submit->text)
		wrong = "a length without a text";
	else if (submit->priority < -1 || submit->priority > 3)
		wrong = "a priority is 0 to 3";
	else if (submit->privacy < -1 || submit->privacy > 3)
		wrong = "a privacy is 0 to 3";
	else if (submit->alert < -1 || submit->alert > 3)
		wrong = "an alert is 0 to 3";
	else if (submit->language < -1 || submit->language > 255)
		wrong = "a language is 0 to 255";
	else if (pdu_validity_octet(submit->validity_s) > CDMA_PERIOD_MAX)
		wrong = "a validity is at most 52 weeks";
	else if (submit->max_parts < 0 || submit->max_parts > SMSMODEM_PARTS_MAX)
		wrong = "at most 1 to 255 parts";
	return wrong ? smsmodem_error_set(error, SMSMODEM_E_USAGE, "cannot encode: %s", wrong)
		     : SMSMODEM_OK;
}

/* @param[out] text digits with `*#` and perhaps a '+' */
static int encode_number(const char *number, char *text, size_t size, struct smsmodem_error *error)
{
	struct smsmodem_address address;
	int result = pdu_address_parse(number, &address, error);

	if (result != SMSMODEM_OK)
		return result;
	size_t length = strlen(address.text), plain = strspn(address.text, "+0123456789*#");
	if (plain < length || length >= size)
		return smsmodem_error_set(error, SMSMODEM_E_NUMBER,
					  "'%c' cannot stand in a number of CDMA",
					  address.text[plain]);
	memcpy(text, address.text, length + 1);
	return SMSMODEM_OK;
}

int smsmodem_cdma_encode_begin(struct smsmodem_cdma_encoder *encoder,
			       const struct smsmodem_cdma_submit *submit,
			       struct smsmodem_error *error)
{
	char number[SMSMODEM_ADDRESS_SIZE];
	int result = encode_check(submit, error);

	encoder->submit = submit;
	encoder->encoding = SMSMODEM_CDMA_OCTET;
	encoder->part = encoder->parts = 0;
	if (result == SMSMODEM_OK)
		result = encode_number(submit->to, number, sizeof number, error);
	if (result == SMSMODEM_OK && submit->callback)
		result = encode_number(submit->callback, number, sizeof number, error);
	if (result == SMSMODEM_OK)
		result = submit->wap ? pdu_cdma_wap_begin(submit, error)
				     : encode_choose(encoder, error);
	if (result > 0)
		encoder->parts = result;
	return result;
}

/* --- the user data of a part --- */

struct encode_payload {
	size_t fields;
	bool header;
};

static int encode_characters(const struct smsmodem_cdma_encoder *encoder,
			     struct pdu_bit_writer *writer, struct encode_payload *payload)
{
	const struct smsmodem_cdma_submit *submit = encoder->submit;
	unsigned width = encoder->encoding == SMSMODEM_CDMA_ASCII ? 7 : 8;

	for (size_t at = 0; at < submit->text_len; payload->fields++) {
		uint32_t character;
		int octets = pdu_utf8_get(submit->text + at, submit->text_len - at, &character);

		if (octets < 0)
			return SMSMODEM_E_BUG;
		pdu_bits_put(writer, width, (unsigned)character);
		at += (size_t)octets;
	}
	return SMSMODEM_OK;
}

/* NUM_FIELDS counts the header too, in whole characters. */
static int encode_gsm(struct smsmodem_cdma_encoder *encoder, struct pdu_bit_writer *writer,
		      struct encode_payload *payload, struct smsmodem_error *error)
{
	const struct smsmodem_tpdu *tpdu = &encoder->gsm.tpdu;
	struct smsmodem_pdu pdu;
	int result = smsmodem_encode_next(&encoder->gsm, &pdu, error);

	if (result <= 0)
		return result < 0 ? result : SMSMODEM_E_BUG;
	for (size_t i = 0; i < tpdu->ud_len; i++)
		pdu_bits_put(writer, 8, tpdu->ud[i]);
	payload->header = tpdu->udh_len > 0;
	payload->fields = encoder->encoding == SMSMODEM_CDMA_GSM7 ? tpdu->udl : tpdu->ud_len;
	if (encoder->encoding == SMSMODEM_CDMA_UTF16)
		payload->fields = (payload->fields + 1) / 2;
	return SMSMODEM_OK;
}

/* Its header is one of WDP, not of 23.040. */
static void encode_wap(const struct smsmodem_cdma_encoder *encoder, struct pdu_bit_writer *writer,
		       struct encode_payload *payload)
{
	pdu_cdma_wap_put(encoder->submit, encoder->part, writer);
	payload->fields = pdu_bits_written(writer);
}

static int encode_payload(struct smsmodem_cdma_encoder *encoder, struct pdu_bit_writer *writer,
			  struct encode_payload *payload, struct smsmodem_error *error)
{
	int result = SMSMODEM_OK;

	if (encoder->submit->wap)
		encode_wap(encoder, writer, payload);
	else if (encoder->encoding == SMSMODEM_CDMA_ASCII ||
		 encoder->encoding == SMSMODEM_CDMA_LATIN)
		result = encode_characters(encoder, writer, payload);
	else
		result = encode_gsm(encoder, writer, payload, error);
	return result == SMSMODEM_OK && writer->failed ? SMSMODEM_E_BUG : result;
}

/* --- subparameters --- */

/* Begin a parameter of either layer. @return where its length is */
static size_t encode_open(struct pdu_bit_writer *writer, unsigned id)
{
	pdu_bits_put(writer, 8, id);
	pdu_bits_put(writer, 8, 0);
	return pdu_bits_written(writer) - 1;
}

static void encode_close(struct pdu_bit_writer *writer, size_t open)
{
	pdu_bits_put(writer, (unsigned)(-writer->at & 7), 0);
	size_t length = pdu_bits_written(writer) - open - 1;

	if (writer->failed || length > 255)
		writer->failed = true;
	else
		writer->octets[open] = (uint8_t)length;
}

static void encode_octet(struct pdu_bit_writer *writer, unsigned id, unsigned value)
{
	size_t open = encode_open(writer, id);

	pdu_bits_put(writer, 8, value);
	encode_close(writer, open);
}

static void encode_message_id(struct pdu_bit_writer *writer, uint16_t message_id, bool header)
{
	size_t open = encode_open(writer, SMSMODEM_CDMA_SUB_MESSAGE_ID);

	pdu_bits_put(writer, 4, SMSMODEM_CDMA_SUBMIT);
	pdu_bits_put(writer, 16, message_id);
	pdu_bits_put(writer, 1, header);
	encode_close(writer, open);
}

static void encode_user_data(struct pdu_bit_writer *writer, const struct smsmodem_cdma_pdu *pdu,
			     size_t fields)
{
	size_t open = encode_open(writer, SMSMODEM_CDMA_SUB_USER_DATA);
	/* of 7-bit ASCII the last octet is not padded twice */
	size_t bits =
		pdu->encoding == SMSMODEM_CDMA_ASCII ? 7 * fields : 8 * (size_t)pdu->user_data_len;

	pdu_bits_put(writer, 5, pdu->encoding);
	pdu_bits_put(writer, 8, (unsigned)fields);
	for (size_t i = 0; i < bits; i += 8) {
		unsigned count = bits - i < 8 ? (unsigned)(bits - i) : 8;
		pdu_bits_put(writer, count, (unsigned)pdu->user_data[i / 8] >> (8 - count));
	}
	encode_close(writer, open);
}

static void encode_options(struct pdu_bit_writer *writer, const struct smsmodem_cdma_submit *submit,
			   const char *callback)
{
	if (submit->validity_s)
		encode_octet(writer, SMSMODEM_CDMA_SUB_VALID_FOR,
			     pdu_validity_octet(submit->validity_s));
	if (submit->priority >= 0)
		encode_octet(writer, SMSMODEM_CDMA_SUB_PRIORITY, (unsigned)submit->priority << 6);
	if (submit->privacy >= 0)
		encode_octet(writer, SMSMODEM_CDMA_SUB_PRIVACY, (unsigned)submit->privacy << 6);
	if (submit->report)
		encode_octet(writer, SMSMODEM_CDMA_SUB_REPLY, SMSMODEM_CDMA_WANTS_DELIVERY_ACK);
	if (submit->alert >= 0)
		encode_octet(writer, SMSMODEM_CDMA_SUB_ALERT, (unsigned)submit->alert << 6);
	if (submit->language >= 0)
		encode_octet(writer, SMSMODEM_CDMA_SUB_LANGUAGE, (unsigned)submit->language);
	if (!submit->callback)
		return;
	size_t open = encode_open(writer, SMSMODEM_CDMA_SUB_CALLBACK);
	pdu_cdma_address_write(writer, PDU_CDMA_CALLBACK, callback);
	encode_close(writer, open);
}

/* --- a part --- */

static int encode_transport(const struct smsmodem_cdma_submit *submit,
			    const struct encode_payload *payload,
			    const struct smsmodem_cdma_pdu *pdu, struct pdu_bit_writer *writer)
{
	char to[SMSMODEM_ADDRESS_SIZE], callback[SMSMODEM_ADDRESS_SIZE] = "";

	if (encode_number(submit->to, to, sizeof to, NULL) < 0 ||
	    (submit->callback && encode_number(submit->callback, callback, sizeof callback, NULL)))
		return SMSMODEM_E_NUMBER;
	pdu_bits_put(writer, 8, SMSMODEM_CDMA_POINT_TO_POINT);
	size_t open = encode_open(writer, SMSMODEM_CDMA_TELESERVICE);
	pdu_bits_put(writer, 16, submit->wap ? SMSMODEM_CDMA_WAP : SMSMODEM_CDMA_MESSAGING);
	encode_close(writer, open);
	open = encode_open(writer, SMSMODEM_CDMA_DESTINATION);
	pdu_cdma_address_write(writer, PDU_CDMA_ADDRESS, to);
	encode_close(writer, open);
	open = encode_open(writer, SMSMODEM_CDMA_BEARER);
	encode_message_id(writer, submit->message_id, payload->header);
	encode_user_data(writer, pdu, payload->fields);
	encode_options(writer, submit, callback);
	encode_close(writer, open);
	return writer->failed ? SMSMODEM_E_BUG : SMSMODEM_OK;
}

static int encode_part(struct smsmodem_cdma_encoder *encoder, struct smsmodem_cdma_pdu *pdu,
		       struct smsmodem_error *error)
{
	uint8_t octets[SMSMODEM_CDMA_PDU_MAX];
	struct pdu_bit_writer data = {.octets = pdu->user_data, .size = sizeof pdu->user_data};
	struct pdu_bit_writer message = {.octets = octets, .size = sizeof octets};
	struct encode_payload payload = {0};
	int result = encode_payload(encoder, &data, &payload, error);

	pdu->encoding = encoder->encoding;
	pdu->user_data_len = (uint8_t)pdu_bits_written(&data);
	if (result == SMSMODEM_OK)
		result = encode_transport(encoder->submit, &payload, pdu, &message);
	if (result != SMSMODEM_OK)
		return result;
	pdu->length = (uint16_t)pdu_bits_written(&message);
	return pdu_hex_encode(octets, pdu->length, pdu->hex, sizeof pdu->hex);
}

int smsmodem_cdma_encode_next(struct smsmodem_cdma_encoder *encoder, struct smsmodem_cdma_pdu *pdu,
			      struct smsmodem_error *error)
{
	if (encoder->part >= encoder->parts)
		return 0;
	int result = encode_part(encoder, pdu, error);

	if (result < 0)
		return smsmodem_error_set(error, result, "part %d cannot be encoded",
					  encoder->part + 1);
	encoder->part++;
	pdu->part = (uint16_t)encoder->part;
	pdu->parts = (uint16_t)encoder->parts;
	pdu->more = encoder->part < encoder->parts;
	return 1;
}
