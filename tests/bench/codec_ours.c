/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This library: what an application calls, and the packing beneath it. */
#include "codec.h"
#include "pdu.h"
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

/* What packing and unpacking are measured against; the compiler may know neither length nor use. */
void codec_ours_copy(const struct codec_input *input, size_t count, struct codec_output *output)
{
	volatile size_t length = CODEC_SEPTETS;

	while (count-- > 0) {
		memcpy(output->octets, input->septets, length);
		__asm__ volatile("" ::: "memory");
	}
	output->length = length;
}

void codec_ours_submit(const struct codec_input *input, size_t count, struct codec_output *output)
{
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu = {0};

	while (count-- > 0)
		if (smsmodem_encode_begin(&encoder, &input->submit, NULL) < 0 ||
		    smsmodem_encode_next(&encoder, &pdu, NULL) < 0)
			pdu.hex_len = 0;
	output->length = pdu.hex_len;
	memcpy(output->octets, pdu.hex, pdu.hex_len);
}

/* Of a long text: which alphabet, and how many parts. */
void codec_ours_begin(const struct codec_input *input, size_t count, struct codec_output *output)
{
	struct smsmodem_encoder encoder;

	output->length = 0;
	while (count-- > 0)
		if (smsmodem_encode_begin(&encoder, &input->submit, NULL) < 0)
			return;
	const uint8_t chosen[] = {(uint8_t)encoder.parts, (uint8_t)encoder.encoding,
				  encoder.shift.locking, encoder.shift.single};
	memcpy(output->octets, chosen, sizeof chosen);
	output->length = sizeof chosen;
}

void codec_ours_deliver(const struct codec_input *input, size_t count, struct codec_output *output)
{
	struct smsmodem_tpdu tpdu = {.udl = 0};
	char text[SMSMODEM_TEXT_SIZE(1)] = "";
	const struct smsmodem_time *time = &tpdu.scts;
	int length = 0;

	while (count-- > 0) {
		if (smsmodem_decode(input->hex, input->hex_len, NULL, &tpdu, NULL) < 0)
			return;
		length = input->submit.data ? smsmodem_data(&tpdu, 1, (uint8_t *)text, sizeof text)
					    : smsmodem_text(&tpdu, 1, text, sizeof text);
		if (length < 0)
			return;
	}
	const int numbers[] = {time->year,   time->month,  time->day,         time->hour,
			       time->minute, time->second, time->zone_minutes};
	codec_found(output, tpdu.peer.text, numbers, text, (size_t)length);
}
