/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzz targets of TPDUs share: no octets may crash, and what decodes is kept.
 */
#ifndef FUZZ_TPDU_H
#define FUZZ_TPDU_H

#include "pdu.h"
#include <stdlib.h>
#include <string.h>

static inline void fuzz_require(int condition)
{
	if (!condition)
		abort();
}

/** Decode; text, data and header; encode; decode again: the same PDU, the same text. */
static inline void fuzz_tpdu(const uint8_t *octets, size_t length, enum smsmodem_kind kind)
{
	const struct smsmodem_decode_options options = {.kind = kind, .tpdu_length = -1};
	struct smsmodem_tpdu tpdu, again;
	struct smsmodem_error error;
	uint8_t first[SMSMODEM_PDU_MAX], second[SMSMODEM_PDU_MAX], data[SMSMODEM_UD_SIZE];
	char text[SMSMODEM_TEXT_SIZE(1)], text_again[SMSMODEM_TEXT_SIZE(1)];
	int result = pdu_decode(octets, length, &options, &tpdu, &error);

	if (result < 0) {
		fuzz_require(error.code == result && error.offset >= 0 &&
			     (size_t)error.offset <= length && error.text[0]);
		return;
	}
	int text_len = smsmodem_text(&tpdu, 1, text, sizeof text);
	fuzz_require(text_len >= 0 && text[text_len] == '\0');
	fuzz_require(smsmodem_data(&tpdu, 1, data, sizeof data) >= 0);
	/* A sender's eighth septet is dropped when it is '@': with that gone all is stable. */
	int count = pdu_encode(&tpdu, first, sizeof first, NULL);
	fuzz_require(count > 0);
	fuzz_require(pdu_decode(first, (size_t)count, &options, &tpdu, NULL) == SMSMODEM_OK);
	count = pdu_encode(&tpdu, first, sizeof first, NULL);
	fuzz_require(count > 0);
	fuzz_require(pdu_decode(first, (size_t)count, &options, &again, NULL) == SMSMODEM_OK);
	fuzz_require(pdu_encode(&again, second, sizeof second, NULL) == count);
	fuzz_require(memcmp(first, second, (size_t)count) == 0);
	fuzz_require(smsmodem_text(&again, 1, text_again, sizeof text_again) == text_len);
	fuzz_require(memcmp(text, text_again, (size_t)text_len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

#endif
