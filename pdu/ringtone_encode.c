/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ringtone of RTTTL (Smart Messaging 3.0.0, ringing tones): one stream of bits. */
#include "cdma.h"
#include "rtttl.h"
#include <string.h>

/* A note, and all that it may need in front. */
#define INSTRUCTIONS_A_NOTE 5

static void add(struct pdu_rtttl *rtttl, unsigned instruction, unsigned bits, unsigned value)
{
	rtttl->instructions[rtttl->count++] = (struct pdu_instruction){
		.value = (uint16_t)(instruction << bits | value), .count = (uint8_t)(3 + bits)};
	rtttl->patterns[rtttl->pattern]++;
}

static int too_long(const struct pdu_rtttl *rtttl, const char *why)
{
	return pdu_smart_at(rtttl->error, rtttl->at,
			    smsmodem_error_set(rtttl->error, SMSMODEM_E_DATA, "%s", why));
}

/* Where one is full the next begins, and says all again, in case phones forget between them. */
static int pattern_room(struct pdu_rtttl *rtttl)
{
	if (rtttl->patterns[rtttl->pattern] + INSTRUCTIONS_A_NOTE <= PDU_RINGTONE_PATTERN_MAX)
		return SMSMODEM_OK;
	if (rtttl->pattern + 1 == PDU_RINGTONE_PATTERNS)
		return too_long(rtttl, "the ringtone is too long: its four parts have room for "
				       "nearly 1000 notes");
	if (rtttl->loop > 0)
		return too_long(rtttl, "a ringtone that is repeated (l) has room for about 250 "
				       "notes, not more");
	rtttl->pattern++;
	memset(&rtttl->written, PDU_RTTTL_UNSAID, sizeof rtttl->written);
	return SMSMODEM_OK;
}

int pdu_rtttl_add(struct pdu_rtttl *rtttl, const struct pdu_note *note)
{
	struct pdu_note *written = &rtttl->written;
	int result = pattern_room(rtttl);

	if (result < 0)
		return result;
	if (note->tempo != written->tempo)
		add(rtttl, PDU_RINGTONE_TEMPO, 5, note->tempo);
	if (note->style != written->style)
		add(rtttl, PDU_RINGTONE_STYLE, 2, note->style);
	if (note->volume != written->volume)
		add(rtttl, PDU_RINGTONE_VOLUME, 4, note->volume);
	if (note->pitch > 0 && note->octave != written->octave) {
		add(rtttl, PDU_RINGTONE_SCALE, 2, note->octave);
		written->octave = note->octave;
	}
	add(rtttl, PDU_RINGTONE_NOTE, 9,
	    (unsigned)note->pitch << 5 | (unsigned)note->duration << 2 | note->specifier);
	written->tempo = note->tempo;
	written->style = note->style;
	written->volume = note->volume;
	return SMSMODEM_OK;
}

static bool is_unicode(const struct pdu_rtttl *rtttl)
{
	for (unsigned i = 0; i < rtttl->title_len; i++)
		if (rtttl->title[i] > 0xFF)
			return true;
	return false;
}

static void put_command(struct pdu_bit_writer *writer, unsigned command)
{
	pdu_bits_put(writer, 8, command << 1);
}

static void put_title(struct pdu_bit_writer *writer, const struct pdu_rtttl *rtttl)
{
	bool unicode = is_unicode(rtttl);

	pdu_bits_put(writer, 8, unicode ? 3 : 2); /* <command-length> */
	put_command(writer, PDU_RINGTONE_PROGRAMMING);
	if (unicode)
		put_command(writer, PDU_RINGTONE_UNICODE);
	pdu_bits_put(writer, 7, PDU_RINGTONE_SOUND);
	pdu_bits_put(writer, 3, PDU_RINGTONE_BASIC);
	pdu_bits_put(writer, 4, rtttl->title_len);
	for (unsigned i = 0; i < rtttl->title_len; i++)
		pdu_bits_put(writer, unicode ? 16 : 8, rtttl->title[i]);
}

static void put_patterns(struct pdu_bit_writer *writer, const struct pdu_rtttl *rtttl)
{
	const struct pdu_instruction *instruction = rtttl->instructions;

	pdu_bits_put(writer, 8, rtttl->pattern + 1);
	for (unsigned pattern = 0; pattern <= rtttl->pattern; pattern++) {
		pdu_bits_put(writer, 3, PDU_RINGTONE_PATTERN);
		pdu_bits_put(writer, 2, pattern);
		pdu_bits_put(writer, 4, rtttl->loop);
		pdu_bits_put(writer, 8, rtttl->patterns[pattern]);
		for (unsigned i = 0; i < rtttl->patterns[pattern]; i++, instruction++)
			pdu_bits_put(writer, instruction->count, instruction->value);
	}
}

int smsmodem_ringtone_encode(const char *rtttl, size_t length, uint8_t *octets, size_t size,
			     struct smsmodem_error *error)
{
	struct pdu_bit_writer writer = {.octets = octets, .size = size};
	struct pdu_rtttl read;
	int result = pdu_rtttl_read(&read, rtttl, length, error);

	if (result < 0)
		return result;
	put_title(&writer, &read);
	put_patterns(&writer, &read);
	pdu_bits_put(&writer, (8 - writer.at % 8) % 8, 0);
	pdu_bits_put(&writer, 8, 0); /* <command-end> */
	if (writer.failed)
		return smsmodem_error_set(error, SMSMODEM_E_SPACE,
					  "%zu octets are no room for the ringtone", size);
	return (int)pdu_bits_written(&writer);
}
