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

#define CTRL_Z '\x1A'
#define ESCAPE '\x1B'

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

/* Whether a prompt came between two records; *at moves along the stream with them. */
static bool prompt_between(const struct stream *from, size_t *at, uint32_t after, uint32_t before)
{
	bool found = false;

	while (*at < from->count && from->records[*at] <= after)
		(*at)++;
	for (; *at < from->count && from->records[*at] < before; (*at)++)
		found = found || (from->octets[*at] == '>' &&
				  (*at == 0 || ends_line(from->octets[*at - 1])));
	return found;
}

static void redact_to(struct redaction *run)
{
	const struct stream *to = &run->streams[TO_MODEM];
	struct redact_side side = {.announced = -1};
	size_t answered = 0;

	for (size_t start = 0; start < to->count;) {
		bool prompted =
			start > 0 && prompt_between(&run->streams[FROM_MODEM], &answered,
						    to->records[start - 1], to->records[start]);
		size_t end = prompted ? segment_end(to, start, "\x1A\x1B", 2)
				      : segment_end(to, start, "\r\n\x1A\x1B", 4);
		char *segment = to->octets + start;
		if (prompted || (end < to->count && to->octets[end] == CTRL_Z))
			(void)redact_payload(&run->numbers, segment, end - start, side.announced);
		else if (end > start)
			redact_line(&run->numbers, segment, end - start, &side);
		start = end + 1;
	}
}

/* --- the way back --- */

struct answer {
	struct redact_side side, echo; /* echo: of the last command, for the payload's echo */
	bool text;                     /* lines of a text, until its end */
	bool blank;                    /* the line before was empty */
};

static bool is_final(const char *line, size_t length)
{
	static const char *const finals[] = {"OK", "ERROR", "+CMS ERROR:", "+CME ERROR:"};

	for (size_t i = 0; i < sizeof finals / sizeof finals[0]; i++)
		if (length >= strlen(finals[i]) && memcmp(line, finals[i], strlen(finals[i])) == 0)
			return i > 1 || length == strlen(finals[i]);
	return false;
}

/* A text ends where a result or an unsolicited line stands behind an empty one, or with the next
 * header of a list. */
static bool text_ends(const struct answer *answer, const char *line, size_t length)
{
	if (length >= 7 && (memcmp(line, "+CMGL: ", 7) == 0 || memcmp(line, "+CMT: ", 6) == 0))
		return true;
	return answer->blank && (is_final(line, length) || *line == '+' || *line == '^');
}

static bool is_echo(const char *line, size_t length)
{
	return length >= 2 && strncasecmp(line, "AT", 2) == 0;
}

/* A line of the answer, not empty. @param payload it ends in Ctrl-Z */
static void redact_from_line(struct redaction *run, struct answer *answer, char *line,
			     size_t length, bool payload)
{
	size_t prompt = *line != '>' ? 0 : length > 1 && line[1] == ' ' ? 2 : 1;

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
	} else if (is_echo(line, length)) {
		redact_line(&run->numbers, line, length, &answer->echo);
	} else {
		redact_line(&run->numbers, line, length, &answer->side);
	}
}

static void redact_from(struct redaction *run)
{
	struct stream *from = &run->streams[FROM_MODEM];
	struct answer answer = {.side = {.announced = -1}, .echo = {.announced = -1}};

	for (size_t start = 0; start < from->count;) {
		/* in a text Ctrl-Z and ESC are characters (23.038 6.2.1) */
		bool text = answer.text || answer.side.body;
		size_t end = segment_end(from, start, "\r\n\x1A\x1B", text ? 2 : 4);
		bool payload = end < from->count && from->octets[end] == CTRL_Z;
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
	free(octets);
	free(run);
	return result;
}
