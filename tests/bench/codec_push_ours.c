/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WAP push by this library: what an application calls. */
#include "codec_push.h"
#include <stdio.h>
#include <string.h>

static int datagram_of(const struct codec_push_input *input, uint8_t *datagram, size_t size)
{
	char xml[1024];

	if (input->push == CODEC_PUSH_MMS)
		return smsmodem_push_mms(NULL, &input->mms, datagram, size, NULL);
	int length = smsmodem_si_xml(&input->si, xml, sizeof xml, NULL);
	return length < 0 ? length
			  : smsmodem_push_xml(NULL, xml, (size_t)length, SMSMODEM_SEC_NONE, NULL,
					      datagram, size, NULL);
}

size_t codec_ours_push_parts(const struct codec_push_input *input, struct codec_part *parts)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu;
	uint8_t datagram[1024];
	size_t count = 0;
	int length = datagram_of(input, datagram, sizeof datagram);

	if (length < 0)
		return 0;
	submit.to = CODEC_NUMBER;
	submit.data = datagram;
	submit.data_len = (size_t)length;
	submit.encoding = SMSMODEM_ENCODING_8BIT;
	submit.port_dst = SMSMODEM_PORT_PUSH;
	submit.port_src = SMSMODEM_PORT_WSP;
	int total = smsmodem_encode_begin(&encoder, &submit, NULL);
	if (total < 0 || total > CODEC_PARTS_MAX)
		return 0;
	while (smsmodem_encode_next(&encoder, &pdu, NULL) == 1) {
		memcpy(parts[count].hex, pdu.hex, pdu.hex_len + 1U);
		parts[count++].length = pdu.hex_len;
	}
	return count;
}

void codec_ours_push_encode(const struct codec_input *input, size_t count,
			    struct codec_output *output)
{
	struct codec_part parts[CODEC_PARTS_MAX];
	size_t total = 0;

	while (count-- > 0)
		total = codec_ours_push_parts(codec_push_of(input), parts);
	codec_push_found(parts, total, output);
}

static const char *text_of(const struct smsmodem_push *push, const char *key)
{
	const struct smsmodem_push_field *field = smsmodem_push_find(push, key);

	return field && field->text ? field->text : "";
}

static void fields_of(const struct smsmodem_push *push, struct codec_output *output)
{
	const struct smsmodem_push_field *size = smsmodem_push_find(push, "size");
	bool mms = smsmodem_push_kind(push) == SMSMODEM_PUSH_MMS;

	codec_push_fields(output, text_of(push, mms ? "location" : "href"),
			  text_of(push, mms ? "subject" : "text"), text_of(push, "from"),
			  size ? size->number : 0);
}

/* PDUs to fields. */
static void decode(const struct codec_part *parts, size_t count, struct codec_output *output)
{
	struct smsmodem_tpdu tpdus[CODEC_PARTS_MAX];
	struct smsmodem_push *push = NULL;
	uint8_t datagram[1024];
	const struct smsmodem_ports ports = {16, SMSMODEM_PORT_PUSH, SMSMODEM_PORT_WSP};

	output->length = 0;
	for (size_t i = 0; i < count; i++)
		if (smsmodem_decode(parts[i].hex, parts[i].length, NULL, &tpdus[i], NULL) < 0)
			return;
	int length = smsmodem_data(tpdus, count, datagram, sizeof datagram);
	if (length >= 0 &&
	    smsmodem_push_decode(datagram, (size_t)length, &ports, NULL, &push, NULL) == 0)
		fields_of(push, output);
	smsmodem_push_free(push);
}

void codec_push_found(const struct codec_part *parts, size_t count, struct codec_output *output)
{
	output->length = 0;
	if (count > 0)
		decode(parts, count, output);
}

void codec_ours_push_decode(const struct codec_input *input, size_t count,
			    struct codec_output *output)
{
	const struct codec_push_input *push = codec_push_of(input);

	while (count-- > 0)
		decode(push->delivers, push->parts, output);
}
