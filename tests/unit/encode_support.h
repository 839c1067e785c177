/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the encoder share. */
#ifndef ENCODE_SUPPORT_H
#define ENCODE_SUPPORT_H

#include "pdu_support.h"

/** A message of a text, with nothing else set. */
static inline struct smsmodem_submit submit_of(const char *text)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;

	submit.to = "+46708251358";
	submit.text = text;
	submit.text_len = strlen(text);
	return submit;
}

/** All parts, decoded, as many as `parts` has room for. @return how many, or the failure */
static inline int encode_all(const struct smsmodem_submit *submit, struct smsmodem_tpdu *parts,
			     struct smsmodem_error *error)
{
	struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_SUBMIT};
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu;
	int total = smsmodem_encode_begin(&encoder, submit, error), count = 0;

	if (total < 0)
		return total;
	while (smsmodem_encode_next(&encoder, &pdu, error) == 1) {
		struct smsmodem_tpdu *part = &parts[count++];

		options.tpdu_length = pdu.length;
		assert_int_equal(smsmodem_decode(pdu.hex, pdu.hex_len, &options, part, error),
				 SMSMODEM_OK);
		assert_int_equal(strlen(pdu.hex), pdu.hex_len);
		assert_int_equal(pdu.part, count);
		assert_int_equal(pdu.parts, total);
		assert_int_equal(part->concat.seq, total > 1 ? count : 0);
		assert_int_equal(part->concat.total, total > 1 ? total : 0);
	}
	assert_int_equal(count, total);
	assert_int_equal(smsmodem_encode_next(&encoder, &pdu, error), 0);
	return total;
}

/** A string, count times. Freed by the caller. */
static inline char *repeat(const char *unit, size_t count)
{
	size_t length = strlen(unit);
	char *text = malloc(count * length + 1);

	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * length, unit, length);
	text[count * length] = '\0';
	return text;
}

#endif
