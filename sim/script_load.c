/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script's text to records and steps. */
#include "script.h"
#include <smsmodem/transcript.h>
#include <stdlib.h>
#include <string.h>

void sim_script_free(struct sim_script *script)
{
	if (!script)
		return;
	free(script->to.octets);
	free(script->from.octets);
	free(script->control.octets);
	free(script->compare);
	free(script->records);
	free(script->steps);
	free(script);
}

/* No more records than lines. */
static size_t count_lines(const char *text, size_t length)
{
	size_t count = 1;

	for (size_t i = 0; i < length; i++)
		count += text[i] == '\n';
	return count;
}

static size_t count_ends(const struct sim_script_stream *to)
{
	size_t count = 0;

	for (size_t i = 0; i < to->length; i++)
		count += sim_script_ends(to->octets[i]);
	return count;
}

static bool allocate(struct sim_script *script, size_t length, size_t records)
{
	script->to.octets = calloc(length + 1, 1);
	script->from.octets = calloc(length + 1, 1);
	script->control.octets = calloc(length + records + 1, 1);
	script->compare = calloc(length + 1, 1);
	script->records = calloc(records, sizeof *script->records);
	return script->to.octets && script->from.octets && script->control.octets &&
	       script->compare && script->records;
}

static void add_record(struct sim_script *script, const struct smsmodem_transcript_record *record,
		       long line)
{
	struct sim_script_stream *stream = record->direction == '>'   ? &script->to
					   : record->direction == '<' ? &script->from
								      : &script->control;

	script->records[script->record_count++] = (struct sim_script_record){
		.time_ms = record->time_ms,
		.line = line,
		.direction = record->direction,
		.start = stream->length,
		.length = record->length,
	};
	memcpy(stream->octets + stream->length, record->octets, record->length);
	stream->length += record->length;
	if (record->direction == '!')
		stream->octets[stream->length++] = '\0';
}

static int read_records(struct sim_script *script, const char *text, size_t length, char *octets,
			struct smsmodem_error *error)
{
	struct smsmodem_transcript transcript = {.text = text, .length = length};
	struct smsmodem_transcript_record record;
	struct smsmodem_error why;
	int result;

	while ((result = smsmodem_transcript_next(&transcript, &record, octets, length, &why)) > 0)
		add_record(script, &record, transcript.line);
	if (result < 0)
		return smsmodem_error_set(error, result, "script, line %ld: %s", transcript.line,
					  why.text);
	script->redacted = transcript.redacted;
	if (script->record_count == 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA, "script: there is nothing in it");
	return SMSMODEM_OK;
}

/* --- steps --- */

static size_t next_to(const struct sim_script *script, size_t record)
{
	while (record < script->record_count && script->records[record].direction != '>')
		record++;
	return record;
}

/*
 * What was said while the step was typed, and behind it until the computer spoke again. first: the
 * record that the step begins in.
 */
static void add_step(struct sim_script *script, size_t start, size_t end, size_t first, size_t last)
{
	const struct sim_script_record *record = &script->records[last];
	size_t left = record->start + record->length - end;
	bool ends_record = left == 0 || (left == 1 && script->to.octets[end] == '\n');

	script->steps[script->step_count++] = (struct sim_script_step){
		.start = start,
		.end = end,
		.first = first + 1,
		.last = ends_record    ? next_to(script, last + 1)
			: last > first ? last
				       : first + 1,
		.time_ms = record->time_ms,
		.line = script->records[first].line,
	};
}

static void find_steps(struct sim_script *script)
{
	size_t start = 0, first = SIZE_MAX;

	for (size_t i = 0; i < script->record_count; i++) {
		const struct sim_script_record *record = &script->records[i];
		size_t end = record->start + record->length;
		for (size_t at = record->start; record->direction == '>' && at < end; at++) {
			/* of CR LF the LF is the next one's, and is passed over */
			if (start == at && script->to.octets[at] == '\n') {
				start++;
				continue;
			}
			if (start == at)
				first = i;
			if (!sim_script_ends(script->to.octets[at]))
				continue;
			add_step(script, start, at + 1, first, i);
			start = at + 1;
		}
	}
}

static int read_script(struct sim_script *script, const char *text, size_t length,
		       struct smsmodem_error *error)
{
	char *octets = malloc(length + 1);

	if (!octets || !allocate(script, length, count_lines(text, length))) {
		free(octets);
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	int result = read_records(script, text, length, octets, error);
	free(octets);
	return result;
}

int sim_script_load(struct sim_script *script, const char *text, size_t length,
		    struct smsmodem_error *error)
{
	if (length > SIM_SCRIPT_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "script: it is longer than %zu octets", SIM_SCRIPT_MAX);
	int result = read_script(script, text, length, error);
	if (result < 0)
		return result;
	script->timetable = script->to.length == 0 && script->from.length == 0;
	script->steps = calloc(count_ends(&script->to) + 1, sizeof *script->steps);
	if (!script->steps)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	find_steps(script);
	sim_script_shape(script);
	return SMSMODEM_OK;
}
