/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ringtone in RTTTL. */
#include "ringtone.h"
#include "sink.h"
#include <string.h>

/* What is written once in front, for notes to leave out. */
struct defaults {
	uint8_t duration, octave, style, tempo;
};

static void put_text(struct pdu_sink *sink, const char *text)
{
	for (; *text; text++)
		pdu_sink_put(sink, (uint8_t)*text);
}

static void put_number(struct pdu_sink *sink, unsigned number)
{
	if (number > 9)
		put_number(sink, number / 10);
	pdu_sink_put(sink, '0' + number % 10);
}

static void put_pair(struct pdu_sink *sink, const char *name, unsigned value)
{
	put_text(sink, name);
	put_number(sink, value);
}

static void put_style(struct pdu_sink *sink, unsigned style)
{
	put_text(sink, "s=");
	pdu_sink_put(sink, (uint8_t)pdu_ringtone_styles[style]);
}

static bool is_surrogate(unsigned unit, unsigned first)
{
	return (unit & 0xFC00) == first;
}

/* A colon ends the name, and what is no character has no place in it. */
static void put_title(struct pdu_sink *sink, const struct pdu_ringtone *tone)
{
	for (unsigned i = 0; i < tone->title_len; i++) {
		uint32_t unit = tone->title[i];
		bool pair = is_surrogate(unit, 0xD800) && i + 1U < tone->title_len &&
			    is_surrogate(tone->title[i + 1], 0xDC00);

		if (pair)
			unit = 0x10000 + ((unit & 0x3FF) << 10 | (tone->title[++i] & 0x3FFU));
		else if (is_surrogate(unit, 0xD800) || is_surrogate(unit, 0xDC00))
			unit = 0xFFFD;
		else if (unit < ' ' || (unit >= 0x7F && unit < 0xA0) || unit == ':')
			unit = '_';
		pdu_sink_put(sink, unit);
	}
}

static uint8_t greatest(const unsigned *counts, uint8_t count, uint8_t at)
{
	for (uint8_t i = 0; i < count; i++)
		if (counts[i] > counts[at])
			at = i;
	return at;
}

/* The defaults that spare most digits, and the tempo and style that it begins with. */
static int defaults_find(struct pdu_ringtone *tone, struct defaults *defaults)
{
	unsigned durations[PDU_RINGTONE_DURATIONS] = {0};
	unsigned octaves[PDU_RINGTONE_OCTAVES] = {0};
	bool first = true;
	int result;

	*defaults = (struct defaults){.tempo = PDU_RINGTONE_TEMPO_DEFAULT};
	while ((result = pdu_ringtone_next(tone)) > 0) {
		const struct pdu_note *note = &tone->note;

		durations[note->duration] += note->duration < 4 ? 1 : 2; /* "16", "32" */
		octaves[note->octave] += note->pitch > 0;
		if (!first)
			continue;
		defaults->tempo = note->tempo;
		defaults->style = note->style;
		first = false;
	}
	defaults->duration = greatest(durations, PDU_RINGTONE_DURATIONS, 2);
	defaults->octave = greatest(octaves, PDU_RINGTONE_OCTAVES, PDU_RINGTONE_OCTAVE_DEFAULT);
	return result;
}

static void put_defaults(struct pdu_sink *sink, const struct defaults *defaults, unsigned loop)
{
	put_pair(sink, ":d=", 1U << defaults->duration);
	put_pair(sink, ",o=", PDU_RINGTONE_OCTAVE_FIRST + defaults->octave);
	put_pair(sink, ",b=", pdu_ringtone_tempos[defaults->tempo]);
	if (defaults->style > 0) {
		put_text(sink, ",");
		put_style(sink, defaults->style);
	}
	if (loop > 0)
		put_pair(sink, ",l=", loop);
	put_text(sink, ":");
}

/* What holds from this note on. */
static void put_changes(struct pdu_sink *sink, const struct pdu_note *before,
			const struct pdu_note *note)
{
	if (note->tempo != before->tempo) {
		put_pair(sink, "b=", pdu_ringtone_tempos[note->tempo]);
		put_text(sink, ",");
	}
	if (note->style != before->style) {
		put_style(sink, note->style);
		put_text(sink, ",");
	}
	if (note->volume != before->volume) {
		put_pair(sink, "v=", note->volume);
		put_text(sink, ",");
	}
}

static void put_note(struct pdu_sink *sink, const struct defaults *defaults,
		     const struct pdu_note *note)
{
	char specifier = pdu_ringtone_specifiers[note->specifier];

	if (note->duration != defaults->duration)
		put_number(sink, 1U << note->duration);
	put_text(sink, pdu_ringtone_pitches[note->pitch]);
	if (note->pitch > 0 && note->octave != defaults->octave)
		put_number(sink, PDU_RINGTONE_OCTAVE_FIRST + note->octave);
	if (specifier)
		pdu_sink_put(sink, (uint8_t)specifier);
}

static int put_notes(struct pdu_sink *sink, const struct defaults *defaults,
		     struct pdu_ringtone *tone)
{
	struct pdu_note before = {.tempo = defaults->tempo,
				  .style = defaults->style,
				  .volume = PDU_RINGTONE_VOLUME_DEFAULT};
	bool first = true;
	int result = 0;

	while (!sink->full && (result = pdu_ringtone_next(tone)) > 0) {
		if (!first)
			put_text(sink, ",");
		put_changes(sink, &before, &tone->note);
		put_note(sink, defaults, &tone->note);
		before = tone->note;
		first = false;
	}
	return sink->full ? SMSMODEM_E_SPACE : result;
}

int smsmodem_ringtone_rtttl(const uint8_t *octets, size_t length, char *rtttl, size_t size,
			    struct smsmodem_error *error)
{
	struct pdu_sink sink = {.text = rtttl, .size = size};
	struct pdu_ringtone start, tone;
	struct defaults defaults;
	int result = pdu_ringtone_open(&start, octets, length, error);

	if (result < 0)
		return result;
	tone = start;
	result = defaults_find(&tone, &defaults);
	if (result < 0)
		return result;
	put_title(&sink, &start);
	put_defaults(&sink, &defaults, tone.loop);
	result = put_notes(&sink, &defaults, &start);
	pdu_sink_put(&sink, '\0');
	if (result < 0 || sink.full)
		return smsmodem_error_set(error, SMSMODEM_E_SPACE,
					  "%zu octets are no room for the ringtone's text", size);
	return (int)sink.used - 1;
}
