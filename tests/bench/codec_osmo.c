/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libosmogsm: packing; it has no TPDUs. Its unpacking maps to characters in the same call. */
#include "codec.h"
#include <osmocom/gsm/gsm_utils.h>

static void pack(const struct codec_input *input, size_t septets, uint8_t fill_bits, size_t count,
		 struct codec_output *output)
{
	while (count-- > 0)
		output->length = (size_t)gsm_septet_pack((uint8_t *)output->octets, input->septets,
							 septets, fill_bits);
}

void codec_osmo_pack(const struct codec_input *input, size_t count, struct codec_output *output)
{
	pack(input, CODEC_SEPTETS, 0, count, output);
}

void codec_osmo_pack_filled(const struct codec_input *input, size_t count,
			    struct codec_output *output)
{
	pack(input, CODEC_FILLED, 1, count, output);
}

void codec_osmo_unpack(const struct codec_input *input, size_t count, struct codec_output *output)
{
	while (count-- > 0)
		output->length = (size_t)gsm_7bit_decode_n(output->octets, sizeof output->octets,
							   input->packed, CODEC_SEPTETS);
}
