/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the choice of an alphabet share. */
#ifndef PLAN_SUPPORT_H
#define PLAN_SUPPORT_H

#include "encode_support.h"
#include "gsm7.h"

#define TR   (1U << SMSMODEM_LANGUAGE_TURKISH)
#define ES   (1U << SMSMODEM_LANGUAGE_SPANISH)
#define PT   (1U << SMSMODEM_LANGUAGE_PORTUGUESE)
#define HI   (1U << SMSMODEM_LANGUAGE_HINDI)
#define ALL  SMSMODEM_LANGUAGES_ALL
#define AUTO SMSMODEM_ENCODING_AUTO
#define GSM7 SMSMODEM_ENCODING_GSM7
#define UCS2 SMSMODEM_ENCODING_UCS2

/** What arrives of a message of so many parts. Freed by the caller. */
static inline char *read_back(const struct smsmodem_submit *submit, int count)
{
	struct smsmodem_tpdu *parts = calloc((size_t)count, sizeof *parts);
	char *text = malloc(SMSMODEM_TEXT_SIZE(count));

	assert_true(parts && text);
	assert_int_equal(encode_all(submit, parts, NULL), count);
	assert_true(smsmodem_text(parts, (size_t)count, text, SMSMODEM_TEXT_SIZE(count)) >= 0);
	free(parts);
	return text;
}

#endif
