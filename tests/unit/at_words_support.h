/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_WORDS_SUPPORT_H
#define AT_WORDS_SUPPORT_H

#include "at_support.h"
#include "pdu.h"

/* UTF-8 on one line, without controls. */
static inline void check_text(const char *words, int length)
{
	assert_int_equal(length, (int)strlen(words));
	for (size_t at = 0; words[at];) {
		uint32_t character;
		int octets = pdu_utf8_get(words + at, (size_t)length - at, &character);

		if (octets <= 0 || character < 0x20 || (character >= 0x7F && character < 0xA0))
			fail_msg("no text at %zu: %s", at, words);
		at += (size_t)octets;
	}
}

#endif
