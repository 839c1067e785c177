/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A transcript made fit to be shown. How octets are grouped into records says nothing, so each
 * direction is one stream: its lines are redacted there, in place, and the octets go back to the
 * records that they came from. Only a PIN's mask may have another length.
 */
#include "transcript_redact.h"
#include "mask.h"
#include <inttypes.h>
#include <smsmodem/transcript.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define CTRL_Z       '\x1A'
#define LINE_ENDS    "\r\n\x1A\x1B"
#define PAYLOAD_ENDS "\x1A\x1B"
#define RECENT_MAX   8 /* commands whose echo may still come */

/* Octets and the number of the record that each is of. */
struct stream {
	char *octets;
	uint32_t *records;
	size_t count, size;
};

enum {
	TO_MODEM,
	FROM_MODEM,
	TO_PHONE,
	STREAMS
};

struct redaction {
	struct stream streams[STREAMS];
	struct redact_numbers numbers;
	struct mask masks[2];
	const char *text;
	size_t length;
	char *octets; /* of one record */
	char *said;   /* what went to the modem, as it was */
};

static int stream_of(char direction)
{
	return direction == '>' ? TO_MODEM : direction == '<' ? FROM_MODEM : TO_PHONE;
}

/* --- in --- */

static bool stream_room(struct stream *stream, size_t count)
{
	size_t size = stream->size ? stream->size : 4096;

	while (size - stream->count < count)
		size *= 2;
	if (size == stream->size)
		return true;
	char *octets = realloc(stream->octets, size);
	if (octets)
		stream->octets = octets;
	uint32_t *records = realloc(stream->records, size * sizeof *records);
	if (records)
		stream->records = records;
	if (!octets || !records)
		return false;
	stream->size = size;
	return true;
}

static void stream_put(struct stream *stream, const char *octets, size_t count, uint32_t record)
{
	for (size_t i = 0; i < count; i++) {
		stream->octets[stream->count] = octets[i];
		stream->records[stream->count++] = record;
	}
}

/* @return false: out of memory */
static bool collect(struct redaction *run, const struct smsmodem_transcript_record *record,
		    uint32_t number)
{
	int which = stream_of(record->direction);
	struct stream *stream = &run->streams[which];

	/* four stars more for each octet at most */
	if (!stream_room(stream, 5 * record->length + 1))
		return false;
	for (size_t i = 0; i < record->length; i++) {
		enum mask_verdict verdict = MASK_SHOW;
		if (which != TO_PHONE)
			verdict = mask_octet(&run->masks[which], record->octets[i]);
		if (verdict != MASK_HIDE)
			stream_put(stream, record->octets + i, 1, number);
		if (verdict == MASK_SHOW_THEN_STARS)
			stream_put(stream, "****", 4, number);
	}
	return true;
}

static int collect_all(struct redaction *run, struct smsmodem_error *error)
{
	struct smsmodem_transcript transcript = {.text = run->text, .length = run->length};
	struct smsmodem_transcript_record record;
	struct smsmodem_error why;
	uint32_t number = 0;
	int result;

	while ((result = smsmodem_transcript_next(&transcript, &record, run->octets,
						  run->length + 1, &why)) > 0)
		if (!collect(run, &record, number++))
			return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (result < 0)
		return smsmodem_error_set(error, result, "line %ld: %s", transcript.line, why.text);
	return SMSMODEM_OK;
}

/* --- the way to the modem --- */

static size_t segment_end(const struct stream *stream, size_t start, const char *ends, size_t count)
{
	while (start < stream->count && !memchr(ends, stream->octets[start], count))
		start++;
	return start;
}

static bool ends_line(char octet)
{
	return octet == '\r' || octet == '\n';
}

/* A prompt stands at a line's beginning, or, where one is awaited, at the end of what came. */
static bool is_prompt(const struct stream *from, size_t at, bool awaited)
{
	if (from->octets[at] != '>')
		return false;
	if (at == 0 || ends_line(from->octets[at - 1]))
		return true;
	return awaited && (at + 1 == from->count || strchr(" \r", from->octets[at + 1]));
}

/* Whether a prompt came between two records; *at moves along the stream with them. */
static bool prompt_between(const struct stream *from, size_t *at, uint32_t after, uint32_t before,
			   bool awaited)
{
	bool found = false;

	while (*at < from->count && from->records[*at] <= after)
		(*at)++;
	for (; *at < from->count && from->records[*at] < before; (*at)++)
		found = found || is_prompt(from, *at, awaited);
	return found;
}

static void redact_to(struct redaction *run)
{
	const struct stream *to = &run->streams[TO_MODEM];
	struct redact_side side = {.announced = -1};
	size_t answered = 0;
	bool awaited = false;

	for (size_t start = 0; start < to->count;) {
		size_t end = segment_end(to, start, LINE_ENDS, 4);
		bool command = redact_is_command(to->octets + start, end - start);
		bool prompted = start > 0 &&
				prompt_between(&run->streams[FROM_MODEM], &answered,
					       to->records[start - 1], to->records[start], awaited);
		/* the prompts of a payload's lines may come when it is over */
		prompted = prompted && (awaited || !command);
		if (prompted)
			end = segment_end(to, end, PAYLOAD_ENDS, 2);
		char *segment = to->octets + start;
		size_t length = end - start;
		bool payload = prompted || (end < to->count && to->octets[end] == CTRL_Z);
		if (!payload && command) {
			awaited = redact_awaits_prompt(segment, length);
			redact_command(&run->numbers, segment, length, &side);
		} else if (payload || !redact_tells_nothing(segment, length)) {
			(void)redact_payload(&run->numbers, segment, length, side.announced);
		}
		/* what was no command has no echo */
		memset(run->said + start, 'x', payload ? length : 0);
		awaited = awaited && !payload;
		start = end + 1;
	}
}

/* --- the way back --- */

/* The commands that the modem has heard, as they were before they were redacted. */
struct heard {
	size_t at;
	struct {
		const char *line;
		size_t length;
	} recent[RECENT_MAX];
	size_t count;
};

struct answer {
	struct heard heard;
	struct redact_side side, echo; /* echo: of the last command, for the payload's echo */
	bool text;                     /* lines of a text, until its end */
	bool blank;                    /* the line before was empty */
};

/* Go on to the commands that ended no later than with this record. */
static void hear(const struct redaction *run, struct answer *answer, uint32_t record)
{
	const struct stream *to = &run->streams[TO_MODEM];
	struct heard *heard = &answer->heard;

	while (heard->at < to->count) {
		size_t end = segment_end(to, heard->at, LINE_ENDS, 4);
		if (end == to->count || to->records[end] > record)
			return;
		const char *line = run->said + heard->at;
		size_t length = end - heard->at;
		heard->at = end + 1;
		if (!redact_is_command(line, length))
			continue;
		heard->recent[heard->count % RECENT_MAX].line = line;
		heard->recent[heard->count++ % RECENT_MAX].length = length;
		answer->side.identity = redact_asks_identity(line, length);
	}
}

static bool is_echo(const struct heard *heard, const char *line, size_t length)
{
	for (size_t i = 0; i < RECENT_MAX && i < heard->count; i++)
		if (heard->recent[i].length == length &&
		    memcmp(heard->recent[i].line, line, length) == 0)
			return true;
	return false;
}

static bool is_final(const char *line, size_t length)
{
	static const char *const finals[] = {"OK", "ERROR", "+CMS ERROR:", "+CME ERROR:"};

	for (size_t i = 0; i < sizeof finals / sizeof finals[0]; i++)
		if (length >= strlen(finals[i]) && memcmp(line, finals[i], strlen(finals[i])) == 0)
			return i > 1 || length == strlen(finals[i]);
	return false;
}

/* A text ends where a result or a known line stands behind an empty one, with the next header, or
 * where a command is echoed. */
static bool text_ends(const struct answer *answer, const char *line, size_t length)
{
	if (length >= 6 && (memcmp(line, "+CMGL:", 6) == 0 || memcmp(line, "+CMT: ", 6) == 0))
		return true;
	return (answer->blank && redact_is_answer(line, length)) ||
	       is_echo(&answer->heard, line, length);
}

/* A line of the answer, not empty. @param payload it ends in Ctrl-Z */
static void redact_from_line(struct redaction *run, struct answer *answer, char *line,
			     size_t length, bool payload)
{
	size_t prompt = *line != '>' ? 0 : length > 1 && line[1] == ' ' ? 2 : 1;
	bool echo = is_echo(&answer->heard, line, length);

	if (answer->text && text_ends(answer, line, length))
		answer->text = false;
	if (answer->text) {
		redact_text(line, length);
	} else if (answer->side.body && !(answer->blank && is_final(line, length))) {
		answer->text = !redact_payload(&run->numbers, line, length, answer->side.announced);
		answer->side.body = false;
	} else if (prompt > 0 || payload) {
		(void)redact_payload(&run->numbers, line + prompt, length - prompt,
				     answer->echo.announced);
	} else if (echo) {
		redact_command(&run->numbers, line, length, &answer->echo);
	} else {
		redact_answer(&run->numbers, line, length, &answer->side);
		answer->side.identity = answer->side.identity && !is_final(line, length);
	}
}

static void redact_from(struct redaction *run)
{
	struct stream *from = &run->streams[FROM_MODEM];
	struct answer answer = {.side = {.announced = -1}, .echo = {.announced = -1}};

	for (size_t start = 0; start < from->count;) {
		/* in a text Ctrl-Z and ESC are characters (23.038 6.2.1) */
		bool text = answer.text || answer.side.body;
		size_t end = segment_end(from, start, LINE_ENDS, text ? 2 : 4);
		bool payload = end < from->count && from->octets[end] == CTRL_Z;
		hear(run, &answer, from->records[end < from->count ? end : end - 1]);
		if (end > start)
			redact_from_line(run, &answer, from->octets + start, end - start, payload);
		/* CR LF ends one line; a second one is an empty line */
		bool pair = end + 1 < from->count && from->octets[end] == '\r' &&
			    from->octets[end + 1] == '\n';
		answer.blank = end == start;
		start = end + 1 + pair;
	}
}

static void redact_controls(struct redaction *run)
{
	struct stream *stream = &run->streams[TO_PHONE];

	for (size_t start = 0, end; start < stream->count; start = end) {
		for (end = start;
		     end < stream->count && stream->records[end] == stream->records[start];)
			end++;
		redact_control(&run->numbers, stream->octets + start, end - start);
	}
}

/* --- out --- */

/* A device by its kind only: addresses and serial numbers name somebody. */
static void write_head(const struct redaction *run, FILE *file)
{
	static const char head[] = "# device ";
	const char *line = run->text, *end = run->text + run->length;
	const char *device = NULL;
	size_t scheme = 0;

	for (; !device && line < end; line = line ? line + 1 : end) {
		if ((size_t)(end - line) >= sizeof head - 1 &&
		    memcmp(line, head, sizeof head - 1) == 0)
			device = line + sizeof head - 1;
		line = memchr(line, '\n', (size_t)(end - line));
	}
	(void)fputs("# smsmodem transcript 1\n# redacted\n", file);
	if (!device)
		return;
	while (device + scheme < end && device[scheme] >= '-' && device[scheme] <= 'z' &&
	       device[scheme] != '/' && device[scheme] != ':')
		scheme++;
	bool named = device + scheme < end && device[scheme] == ':';
	(void)fprintf(file, "# device %.*s:\n", named ? (int)scheme : 3, named ? device : "tty");
}

static void write_octets(FILE *file, const struct stream *stream, size_t *at, uint32_t number)
{
	for (; *at < stream->count && stream->records[*at] == number; (*at)++) {
		char escaped[SMSMODEM_TRANSCRIPT_ESCAPED_SIZE(1)];
		(void)smsmodem_transcript_escape(stream->octets + *at, 1, escaped, sizeof escaped);
		(void)fputs(escaped, file);
	}
}

static void write_records(struct redaction *run, FILE *file)
{
	struct smsmodem_transcript transcript = {.text = run->text, .length = run->length};
	struct smsmodem_transcript_record record;
	size_t at[STREAMS] = {0};

	for (uint32_t number = 0;
	     smsmodem_transcript_next(&transcript, &record, run->octets, run->length + 1, NULL) > 0;
	     number++) {
		int which = stream_of(record.direction);
		(void)fprintf(file, "%" PRId64 ".%03d %c \"", record.time_ms / 1000,
			      (int)(record.time_ms % 1000), record.direction);
		write_octets(file, &run->streams[which], &at[which], number);
		(void)fputs("\"\n", file);
	}
}

static int64_t write_all(struct redaction *run, char **redacted, struct smsmodem_error *error)
{
	size_t size = 0;
	FILE *file = open_memstream(redacted, &size);

	if (file) {
		write_head(run, file);
		write_records(run, file);
		if (fclose(file) == 0)
			return (int64_t)size;
		free(*redacted);
	}
	*redacted = NULL;
	return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
}

static int64_t redact_all(struct redaction *run, char **redacted, struct smsmodem_error *error)
{
	int result = collect_all(run, error);

	if (result < 0)
		return result;
	const struct stream *to = &run->streams[TO_MODEM];
	run->said = malloc(to->count + 1);
	if (!run->said)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (to->count > 0)
		memcpy(run->said, to->octets, to->count);
	redact_to(run);
	redact_from(run);
	redact_controls(run);
	return write_all(run, redacted, error);
}

int64_t smsmodem_transcript_redact(const char *text, size_t length, char **redacted,
				   struct smsmodem_error *error)
{
	struct redaction *run = calloc(1, sizeof *run);
	char *octets = malloc(length + 1);
	int64_t result;

	*redacted = NULL;
	if (!run || !octets) {
		free(run);
		free(octets);
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	run->text = text;
	run->length = length;
	run->octets = octets;
	result = redact_all(run, redacted, error);
	for (int i = 0; i < STREAMS; i++) {
		free(run->streams[i].octets);
		free(run->streams[i].records);
	}
	free(run->said);
	free(octets);
	free(run);
	return result;
}
