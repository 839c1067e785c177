/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This library: what an application calls, and the packing beneath it. */
#include "codec.h"
#include "pdu.h"
#include <stdio.h>
#include <string.h>

static void pack(const struct codec_input *input, size_t septets, unsigned fill_bits, size_t count,
		 struct codec_output *output)
{
	uint8_t *octets = (uint8_t *)output->octets;

	while (count-- > 0)
		output->length =
			(size_t)pdu_gsm7_pack(input->septets, septets, fill_bits, octets, 140);
}

void codec_ours_pack(const struct codec_input *input, size_t count, struct codec_output *output)
{
	pack(input, CODEC_SEPTETS, 0, count, output);
}

void codec_ours_pack_filled(const struct codec_input *input, size_t count,
			    struct codec_output *output)
{
	pack(input, CODEC_FILLED, 1, count, output);
}

void codec_ours_unpack(const struct codec_input *input, size_t count, struct codec_output *output)
{
	while (count-- > 0)
		output->length = (size_t)pdu_gsm7_unpack(input->packed, 140, 0,
							 (uint8_t *)output->octets, CODEC_SEPTETS);
}

void codec_ours_unpack_filled(const struct codec_input *input, size_t count,
			      struct codec_output *output)
{
	while (count-- > 0)
		output->length = (size_t)pdu_gsm7_unpack(input->packed + 140, 134, 1,
							 (uint8_t *)output->octets, CODEC_FILLED);
}

void codec_ours_submit(const struct codec_input *input, size_t count, struct codec_output *output)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu = {0};

	submit.to = CODEC_NUMBER;
	submit.text = input->text;
	submit.text_len = input->text_len;
	submit.validity.format = SMSMODEM_VALIDITY_RELATIVE;
	submit.validity.seconds = pdu_validity_seconds(CODEC_VALIDITY);
	while (count-- > 0)
		if (smsmodem_encode_begin(&encoder, &submit, NULL) < 0 ||
		    smsmodem_encode_next(&encoder, &pdu, NULL) < 0)
			pdu.hex_len = 0;
	output->length = pdu.hex_len;
	memcpy(output->octets, pdu.hex, pdu.hex_len);
}

void codec_ours_deliver(const struct codec_input *input, size_t count, struct codec_output *output)
{
	struct smsmodem_tpdu tpdu = {.udl = 0};
	char text[SMSMODEM_TEXT_SIZE(1)] = "";
	const struct smsmodem_time *time = &tpdu.scts;

	while (count-- > 0)
		if (smsmodem_decode(input->hex, input->hex_len, NULL, &tpdu, NULL) < 0 ||
		    smsmodem_text(&tpdu, 1, text, sizeof text) < 0)
			return;
	int length = snprintf(output->octets, sizeof output->octets,
			      "%s\n%04d-%02d-%02d %02d:%02d:%02d %d\n%s", tpdu.peer.text,
			      time->year, time->month, time->day, time->hour, time->minute,
			      time->second, time->zone_minutes, text);
	output->length = length < 0 ? 0 : (size_t)length;
}
