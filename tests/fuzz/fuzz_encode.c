/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text with any options: what is encoded decodes to it, or it is refused with a reason. */
#include "fuzz_tpdu.h"

#define OPTION_OCTETS 6

static struct smsmodem_submit submit_of(const uint8_t options[OPTION_OCTETS])
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;

	submit.to = "+49123";
	submit.encoding = (enum smsmodem_encoding)(options[0] % 3);
	submit.languages = (uint32_t)(options[1] << 8 | options[2]);
	submit.transliterate = options[0] & 0x80;
	submit.ref_bits = options[3] & 1 ? 16 : 8;
	submit.port_dst = options[3] & 2 ? options[4] : -1;
	submit.max_parts = options[5] & 0x80 ? options[5] & 0x7F : 0;
	return submit;
}

/* The parts, in order, decoded. @return how many */
static size_t encode_all(struct smsmodem_encoder *encoder, struct smsmodem_tpdu *tpdus)
{
	static const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_SUBMIT,
							       .tpdu_length = -1};
	struct smsmodem_pdu pdu;
	size_t count = 0;
	int result;

	while ((result = smsmodem_encode_next(encoder, &pdu, NULL)) > 0)
		fuzz_require(smsmodem_decode(pdu.hex, pdu.hex_len, &options, &tpdus[count++],
					     NULL) == SMSMODEM_OK);
	fuzz_require(result == 0);
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	static struct smsmodem_tpdu tpdus[SMSMODEM_PARTS_MAX];
	static char text[SMSMODEM_TEXT_SIZE(SMSMODEM_PARTS_MAX)];
	struct smsmodem_encoder encoder;
	struct smsmodem_error error;

	if (length < OPTION_OCTETS)
		return 0;
	struct smsmodem_submit submit = submit_of(octets);
	submit.text = (const char *)octets + OPTION_OCTETS;
	submit.text_len = length - OPTION_OCTETS;
	int parts = smsmodem_encode_begin(&encoder, &submit, &error);
	if (parts < 0) {
		fuzz_require(error.code == parts && error.text[0]);
		return 0;
	}
	fuzz_require(parts >= 1 && encode_all(&encoder, tpdus) == (size_t)parts);
	int count = smsmodem_text(tpdus, (size_t)parts, text, sizeof text);
	fuzz_require(count >= 0);
	if (!submit.transliterate)
		fuzz_require((size_t)count == submit.text_len &&
			     memcmp(text, submit.text, submit.text_len) == 0);
	return 0;
}
