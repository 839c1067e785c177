/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of ringtones share: both ways, and streams of bits made by hand. */
#ifndef RINGTONE_SUPPORT_H
#define RINGTONE_SUPPORT_H

#include "cdma.h"
#include "pdu_support.h"
#include "smart.h"

#define TONE_SIZE 4096

/** @return octets of a RTTTL that is good */
static inline size_t tone_encoded(const char *rtttl, uint8_t octets[TONE_SIZE])
{
	struct smsmodem_error error;
	char *exact = exact_copy(rtttl, strlen(rtttl));
	int count = smsmodem_ringtone_encode(exact, strlen(rtttl), octets, TONE_SIZE, &error);

	free(exact);
	if (count < 0)
		fail_msg("%s: %s", rtttl, error.text);
	return (size_t)count;
}

/** The text of octets that are good; the caller's to free. */
static inline char *tone_text(const uint8_t *octets, size_t length)
{
	size_t size = SMSMODEM_RINGTONE_TEXT_SIZE(length);
	struct smsmodem_error error;

	if (length > TONE_SIZE)
		abort();
	uint8_t *exact = exact_copy(octets, length);
	char *text = malloc(size);

	assert_non_null(text);
	int count = smsmodem_ringtone_rtttl(exact, length, text, size, &error);
	free(exact);
	if (count < 0)
		fail_msg("%s", error.text);
	assert_int_equal(strlen(text), count);
	return text;
}

static inline void assert_tone_text(const uint8_t *octets, size_t length, const char *wanted)
{
	char *text = tone_text(octets, length);

	assert_string_equal(text, wanted);
	free(text);
}

/** Begin a song without a title, of so many patterns. */
static inline struct pdu_bit_writer tone_begin(uint8_t octets[TONE_SIZE], unsigned patterns)
{
	struct pdu_bit_writer writer = {.octets = octets, .size = TONE_SIZE};

	pdu_bits_put(&writer, 8, 2);
	pdu_bits_put(&writer, 8, PDU_RINGTONE_PROGRAMMING << 1);
	pdu_bits_put(&writer, 7, PDU_RINGTONE_SOUND);
	pdu_bits_put(&writer, 3, PDU_RINGTONE_TEMPORARY);
	pdu_bits_put(&writer, 8, patterns);
	return writer;
}

static inline void tone_pattern(struct pdu_bit_writer *writer, unsigned id, unsigned loop,
				unsigned count)
{
	pdu_bits_put(writer, 3, PDU_RINGTONE_PATTERN);
	pdu_bits_put(writer, 2, id);
	pdu_bits_put(writer, 4, loop);
	pdu_bits_put(writer, 8, count);
}

/** A quarter. */
static inline void tone_note(struct pdu_bit_writer *writer, unsigned pitch)
{
	pdu_bits_put(writer, 3, PDU_RINGTONE_NOTE);
	pdu_bits_put(writer, 4, pitch);
	pdu_bits_put(writer, 5, 2 << 2);
}

#endif
