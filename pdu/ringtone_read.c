/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of a ringtone (Smart Messaging 3.0.0, ringing tones): one stream of bits. */
#include "ringtone.h"
#include <string.h>

static int malformed(const struct pdu_ringtone *tone, const char *what, unsigned value)
{
	return pdu_smart_at(tone->error, tone->bits.at / 8,
			    smsmodem_error_set(tone->error, SMSMODEM_E_PDU,
					       "%s %u of a ringtone is not known", what, value));
}

static int ends(const struct pdu_ringtone *tone)
{
	return pdu_smart_at(tone->error, tone->bits.end / 8,
			    smsmodem_error_set(tone->error, SMSMODEM_E_PDU,
					       "the ringtone ends before its last note"));
}

/* Commands begin at an octet, notes do not. */
static unsigned command_get(struct pdu_bits *bits)
{
	if (bits->at % 8 != 0)
		pdu_bits_seek(bits, (bits->at + 7) / 8 * 8);
	return pdu_bits_get(bits, 7);
}

/* @return whether a sound follows; if texts are Unicode, *character_bits is 16 */
static int commands_read(struct pdu_ringtone *tone, unsigned *character_bits)
{
	unsigned count = pdu_bits_get(&tone->bits, 8);
	unsigned command = command_get(&tone->bits);

	if (count > 0 && command != PDU_RINGTONE_PROGRAMMING)
		return tone->bits.failed ? ends(tone) : malformed(tone, "command", command);
	for (; count > 1; count--) {
		command = command_get(&tone->bits);
		if (command == PDU_RINGTONE_SOUND)
			return SMSMODEM_OK;
		if (command != PDU_RINGTONE_UNICODE)
			return tone->bits.failed ? ends(tone) : malformed(tone, "command", command);
		*character_bits = 16;
	}
	return ends(tone);
}

int pdu_ringtone_open(struct pdu_ringtone *tone, const uint8_t *octets, size_t length,
		      struct smsmodem_error *error)
{
	unsigned character_bits = 8;

	*tone = (struct pdu_ringtone){.bits = pdu_bits_of(octets, length), .error = error};
	tone->note.octave = PDU_RINGTONE_OCTAVE_DEFAULT;
	tone->note.tempo = PDU_RINGTONE_TEMPO_DEFAULT;
	tone->note.volume = PDU_RINGTONE_VOLUME_DEFAULT;
	int result = commands_read(tone, &character_bits);
	if (result < 0)
		return result;
	unsigned song = pdu_bits_get(&tone->bits, 3);
	if (!tone->bits.failed && song != PDU_RINGTONE_BASIC && song != PDU_RINGTONE_TEMPORARY)
		return malformed(tone, "song type", song);
	if (song == PDU_RINGTONE_BASIC)
		tone->title_len = (uint8_t)pdu_bits_get(&tone->bits, 4);
	for (unsigned i = 0; i < tone->title_len; i++)
		tone->title[i] = (uint16_t)pdu_bits_get(&tone->bits, character_bits);
	tone->patterns_left = pdu_bits_get(&tone->bits, 8);
	tone->only_pattern = tone->patterns_left == 1;
	return tone->bits.failed ? ends(tone) : SMSMODEM_OK;
}

static void round_begin(struct pdu_ringtone *tone)
{
	tone->left = tone->patterns[tone->id].count;
	pdu_bits_seek(&tone->bits, tone->patterns[tone->id].at);
}

/* <pattern-header>: its instructions follow, or it is one of those before. */
static int pattern_begin(struct pdu_ringtone *tone)
{
	unsigned instruction = pdu_bits_get(&tone->bits, 3);
	tone->id = pdu_bits_get(&tone->bits, 2);
	unsigned loop = pdu_bits_get(&tone->bits, 4);
	unsigned count = pdu_bits_get(&tone->bits, 8);

	if (tone->bits.failed)
		return ends(tone);
	if (instruction != PDU_RINGTONE_PATTERN)
		return malformed(tone, "instruction", instruction);
	tone->patterns_left--;
	if (tone->only_pattern)
		tone->loop = (uint8_t)loop;
	else
		tone->rounds = loop == PDU_RINGTONE_LOOP_FOR_EVER ? 0 : loop;
	if (count > 0) {
		tone->patterns[tone->id].at = tone->bits.at;
		tone->patterns[tone->id].count = (uint8_t)count;
	} else {
		if (tone->patterns[tone->id].at == 0)
			return malformed(tone, "pattern", tone->id);
		tone->resume = tone->bits.at;
	}
	round_begin(tone);
	return SMSMODEM_OK;
}

/* @return 1: there are instructions to be read; 0: the end; or a failure */
static int round_next(struct pdu_ringtone *tone)
{
	if (tone->rounds > 0) {
		tone->rounds--;
		round_begin(tone);
		return 1;
	}
	if (tone->resume > 0)
		pdu_bits_seek(&tone->bits, tone->resume);
	tone->resume = 0;
	if (tone->patterns_left == 0)
		return 0;
	int result = pattern_begin(tone);
	return result < 0 ? result : 1;
}

static int note_read(struct pdu_ringtone *tone)
{
	unsigned pitch = pdu_bits_get(&tone->bits, 4);
	unsigned duration = pdu_bits_get(&tone->bits, 3);

	tone->note.specifier = (uint8_t)pdu_bits_get(&tone->bits, 2);
	if (tone->bits.failed)
		return ends(tone);
	if (pitch > 12)
		return malformed(tone, "note", pitch);
	if (duration >= PDU_RINGTONE_DURATIONS)
		return malformed(tone, "duration", duration);
	tone->note.pitch = (uint8_t)pitch;
	tone->note.duration = (uint8_t)duration;
	return 1;
}

/* @return 1: it was a note; 0: another; or a failure */
static int instruction_read(struct pdu_ringtone *tone)
{
	struct pdu_bits *bits = &tone->bits;
	unsigned instruction = pdu_bits_get(bits, 3);

	switch (instruction) {
	case PDU_RINGTONE_NOTE: return note_read(tone);
	case PDU_RINGTONE_SCALE: tone->note.octave = (uint8_t)pdu_bits_get(bits, 2); break;
	case PDU_RINGTONE_STYLE: tone->note.style = (uint8_t)pdu_bits_get(bits, 2); break;
	case PDU_RINGTONE_TEMPO: tone->note.tempo = (uint8_t)pdu_bits_get(bits, 5); break;
	case PDU_RINGTONE_VOLUME: tone->note.volume = (uint8_t)pdu_bits_get(bits, 4); break;
	default: return bits->failed ? ends(tone) : malformed(tone, "instruction", instruction);
	}
	if (bits->failed)
		return ends(tone);
	return tone->note.style < PDU_RINGTONE_STYLES ? 0
						      : malformed(tone, "style", tone->note.style);
}

int pdu_ringtone_next(struct pdu_ringtone *tone)
{
	int result = 0;

	while (result == 0) {
		if (tone->left == 0) {
			result = round_next(tone);
			if (result <= 0)
				return result;
		}
		if (++tone->steps > PDU_RINGTONE_STEPS_MAX)
			return pdu_smart_at(tone->error, tone->bits.at / 8,
					    smsmodem_error_set(tone->error, SMSMODEM_E_PDU,
							       "the ringtone repeats itself more "
							       "often than anybody would hear"));
		tone->left--;
		result = instruction_read(tone);
	}
	return result;
}
