/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading RTTTL 1.0 and RTX as found in the wild: in either case, with blanks and empty places,
 * dots before or after the octave, and "h" for "b".
 */
#include "pdu.h"
#include "rtttl.h"
#include <string.h>

static bool is_one_of(char c, const char *characters)
{
	return c && strchr(characters, c);
}

/* --- the name --- */

static int title_add(struct pdu_rtttl *rtttl, uint32_t character)
{
	unsigned units = character > 0xFFFF ? 2 : 1;

	if (rtttl->title_len + units > PDU_RINGTONE_TITLE_MAX)
		return pdu_rtttl_fail(
			rtttl, rtttl->at,
			"the name of the ringtone is too long: it has %d characters at most",
			PDU_RINGTONE_TITLE_MAX);
	if (units == 2) {
		character -= 0x10000;
		rtttl->title[rtttl->title_len++] = (uint16_t)(0xD800 | character >> 10);
		character = 0xDC00 | (character & 0x3FF);
	}
	rtttl->title[rtttl->title_len++] = (uint16_t)character;
	return SMSMODEM_OK;
}

static int title_read(struct pdu_rtttl *rtttl)
{
	const char *colon = memchr(rtttl->text, ':', rtttl->length);

	if (!colon)
		return pdu_rtttl_fail(
			rtttl, rtttl->length,
			"this is no RTTTL, which is name:d=4,o=5,b=120:c,e,g: it has no colon");
	size_t end = (size_t)(colon - rtttl->text);
	while (end > 0 && pdu_rtttl_is_blank(rtttl->text[end - 1]))
		end--;
	pdu_rtttl_blanks(rtttl);
	while (rtttl->at < end) {
		uint32_t character;
		int count = pdu_utf8_get(rtttl->text + rtttl->at, end - rtttl->at, &character);
		if (count < 0 || character < ' ')
			return pdu_rtttl_fail(rtttl, rtttl->at,
					      "the name of the ringtone is no UTF-8 text");
		int result = title_add(rtttl, character);
		if (result < 0)
			return result;
		rtttl->at += (size_t)count;
	}
	rtttl->at = (size_t)(colon - rtttl->text) + 1;
	return SMSMODEM_OK;
}

/* --- values --- */

static int duration_set(struct pdu_rtttl *rtttl, size_t offset, unsigned value, uint8_t *duration)
{
	for (uint8_t i = 0; i < PDU_RINGTONE_DURATIONS; i++) {
		if (value == 1U << i) {
			*duration = i;
			return SMSMODEM_OK;
		}
	}
	return pdu_rtttl_fail(rtttl, offset, "%u is no duration: notes are 1, 2, 4, 8, 16 or 32",
			      value);
}

static int octave_set(struct pdu_rtttl *rtttl, size_t offset, unsigned value, uint8_t *octave)
{
	if (value < PDU_RINGTONE_OCTAVE_FIRST ||
	    value >= PDU_RINGTONE_OCTAVE_FIRST + PDU_RINGTONE_OCTAVES)
		return pdu_rtttl_fail(rtttl, offset,
				      "ringtones have no octave %u: they have 4 to 7", value);
	*octave = (uint8_t)(value - PDU_RINGTONE_OCTAVE_FIRST);
	return SMSMODEM_OK;
}

static unsigned distance(unsigned a, unsigned b)
{
	return a > b ? a - b : b - a;
}

static int tempo_set(struct pdu_rtttl *rtttl, size_t offset, unsigned value, uint8_t *tempo)
{
	if (value == 0)
		return pdu_rtttl_fail(rtttl, offset,
				      "a tempo of 0 beats a minute: it is 25 to 900");
	*tempo = 0;
	for (uint8_t i = 1; i < PDU_RINGTONE_TEMPOS; i++)
		if (distance(pdu_ringtone_tempos[i], value) <
		    distance(pdu_ringtone_tempos[*tempo], value))
			*tempo = i;
	return SMSMODEM_OK;
}

static int limited_set(struct pdu_rtttl *rtttl, size_t offset, const char *name, unsigned value,
		       uint8_t *field)
{
	if (value > 15)
		return pdu_rtttl_fail(rtttl, offset, "%u is no %s: it is 0 to 15", value, name);
	*field = (uint8_t)value;
	return SMSMODEM_OK;
}

static int style_read(struct pdu_rtttl *rtttl)
{
	char c = pdu_rtttl_peek(rtttl);

	for (uint8_t i = 0; i < PDU_RINGTONE_STYLES; i++) {
		if (pdu_rtttl_lower(pdu_ringtone_styles[i]) == c) {
			rtttl->at++;
			rtttl->note.style = i;
			return SMSMODEM_OK;
		}
	}
	return pdu_rtttl_unexpected(rtttl, "a style (N, C or S)");
}

/* Names that are not known are to be ignored. */
static void value_skip(struct pdu_rtttl *rtttl)
{
	while (!pdu_rtttl_at_end(rtttl) && pdu_rtttl_peek(rtttl) != ',' &&
	       pdu_rtttl_peek(rtttl) != ':')
		rtttl->at++;
}

/* A name, '=' or not, and its value or none: then what held before holds on. */
static int pair_read(struct pdu_rtttl *rtttl)
{
	char name = pdu_rtttl_peek(rtttl);
	unsigned value;

	rtttl->at++;
	(void)pdu_rtttl_skip(rtttl, '=');
	if (pdu_rtttl_at_end(rtttl) || pdu_rtttl_peek(rtttl) == ',' || pdu_rtttl_peek(rtttl) == ':')
		return SMSMODEM_OK;
	if (name == 's')
		return style_read(rtttl);
	size_t offset = rtttl->at;
	if (!is_one_of(name, "dobvl")) {
		value_skip(rtttl);
		return SMSMODEM_OK;
	}
	if (!pdu_rtttl_number(rtttl, &value))
		return pdu_rtttl_unexpected(rtttl, "a number");
	switch (name) {
	case 'd': return duration_set(rtttl, offset, value, &rtttl->note.duration);
	case 'o': return octave_set(rtttl, offset, value, &rtttl->note.octave);
	case 'b': return tempo_set(rtttl, offset, value, &rtttl->note.tempo);
	case 'v': return limited_set(rtttl, offset, "volume", value, &rtttl->note.volume);
	default: return limited_set(rtttl, offset, "loop", value, &rtttl->loop);
	}
}

static int defaults_read(struct pdu_rtttl *rtttl)
{
	while (!pdu_rtttl_skip(rtttl, ':')) {
		if (pdu_rtttl_at_end(rtttl))
			return pdu_rtttl_fail(
				rtttl, rtttl->at,
				"this is no RTTTL, which is name:d=4,o=5,b=120:c,e,g: it has "
				"one colon");
		if (pdu_rtttl_skip(rtttl, ','))
			continue;
		int result = pair_read(rtttl);
		if (result < 0)
			return result;
		if (pdu_rtttl_peek(rtttl) != ',' && pdu_rtttl_peek(rtttl) != ':')
			return pdu_rtttl_unexpected(rtttl, "a comma or the second colon");
	}
	return SMSMODEM_OK;
}

/* --- notes --- */

/* "b=140" and "b140" are a tempo, "b" and "b5" are notes. */
static bool is_pair(struct pdu_rtttl *rtttl)
{
	char name = pdu_rtttl_peek(rtttl);
	size_t at = rtttl->at;
	unsigned value = 0;

	if (pdu_rtttl_at_end(rtttl) || pdu_rtttl_is_digit(name))
		return false;
	rtttl->at++;
	bool pair = pdu_rtttl_peek(rtttl) == '=' || is_one_of(name, "oslv") ||
		    (name == 'b' && pdu_rtttl_number(rtttl, &value) && value > 9);
	rtttl->at = at;
	return pair;
}

/* Semitones above C, counted from 1; 0 is a pause. */
static int pitch_read(struct pdu_rtttl *rtttl, uint8_t *pitch)
{
	static const char letters[] = "pc d ef g a b";
	char c = pdu_rtttl_peek(rtttl);

	if (c == 'h')
		c = 'b';
	const char *found = strchr(letters, c);
	if (!c || !found)
		return pdu_rtttl_unexpected(rtttl, "a note (c d e f g a b, or p for a pause)");
	*pitch = (uint8_t)(found - letters);
	rtttl->at++;
	if (*pitch > 0 && pdu_rtttl_skip(rtttl, '#'))
		(*pitch)++;
	return SMSMODEM_OK;
}

/* @return whether there is one more; two dots are a double one */
static bool specifier_read(struct pdu_rtttl *rtttl, uint8_t *specifier)
{
	for (uint8_t i = 1; i < 4; i++) {
		if (!pdu_rtttl_skip(rtttl, pdu_ringtone_specifiers[i]))
			continue;
		*specifier = i == 1 && *specifier == 1 ? 2 : i;
		return true;
	}
	return false;
}

static int suffix_read(struct pdu_rtttl *rtttl, struct pdu_note *note)
{
	unsigned octave;

	while (specifier_read(rtttl, &note->specifier))
		;
	size_t offset = rtttl->at;
	if (pdu_rtttl_number(rtttl, &octave)) {
		int result = octave_set(rtttl, offset, octave, &note->octave);
		if (result < 0)
			return result;
	}
	while (specifier_read(rtttl, &note->specifier))
		;
	return SMSMODEM_OK;
}

static int note_read(struct pdu_rtttl *rtttl)
{
	struct pdu_note note = rtttl->note;
	size_t offset = (pdu_rtttl_blanks(rtttl), rtttl->at);
	unsigned duration;
	int result = SMSMODEM_OK;

	if (pdu_rtttl_number(rtttl, &duration))
		result = duration_set(rtttl, offset, duration, &note.duration);
	if (result < 0)
		return result;
	(void)specifier_read(rtttl, &note.specifier);
	result = pitch_read(rtttl, &note.pitch);
	if (result < 0)
		return result;
	result = suffix_read(rtttl, &note);
	if (result < 0)
		return result;
	if (note.pitch > 12) { /* b# is the next c */
		note.pitch = 1;
		note.octave++;
	}
	if (note.octave >= PDU_RINGTONE_OCTAVES)
		return pdu_rtttl_fail(rtttl, offset, "ringtones have no note above b7");
	return pdu_rtttl_add(rtttl, &note);
}

static int notes_read(struct pdu_rtttl *rtttl)
{
	while (!pdu_rtttl_at_end(rtttl)) {
		if (pdu_rtttl_skip(rtttl, ','))
			continue;
		int result = is_pair(rtttl) ? pair_read(rtttl) : note_read(rtttl);
		if (result < 0)
			return result;
		if (!pdu_rtttl_at_end(rtttl) && pdu_rtttl_peek(rtttl) != ',')
			return pdu_rtttl_unexpected(rtttl, "a comma");
	}
	return SMSMODEM_OK;
}

int pdu_rtttl_read(struct pdu_rtttl *rtttl, const char *text, size_t length,
		   struct smsmodem_error *error)
{
	memset(rtttl, 0, sizeof *rtttl);
	rtttl->text = text;
	rtttl->length = length;
	rtttl->error = error;
	rtttl->note = (struct pdu_note){.duration = 2, /* d=4, o=6, b=63 */
					.octave = 2,
					.tempo = PDU_RINGTONE_TEMPO_DEFAULT,
					.volume = PDU_RINGTONE_VOLUME_DEFAULT};
	/* octave and tempo are always written: programs do not agree on what holds without */
	rtttl->written = (struct pdu_note){.octave = PDU_RTTTL_UNSAID,
					   .tempo = PDU_RTTTL_UNSAID,
					   .volume = PDU_RINGTONE_VOLUME_DEFAULT};
	const char *nul = memchr(text, '\0', length);
	if (nul)
		return pdu_rtttl_fail(rtttl, (size_t)(nul - text),
				      "the RTTTL is no text: it has a NUL");
	int result = title_read(rtttl);
	if (result == SMSMODEM_OK)
		result = defaults_read(rtttl);
	if (result == SMSMODEM_OK)
		result = notes_read(rtttl);
	if (result == SMSMODEM_OK && rtttl->count == 0)
		return pdu_rtttl_fail(rtttl, length, "the RTTTL has no notes");
	return result;
}
