/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replays transcripts into the engine. A transcript is what a trace holds, and what is to come of
 * it, one item a line:
 *
 *     # a remark
 *     SECONDS > "OCTETS"   the engine must have just these octets to write
 *     SECONDS < "OCTETS"   these come from the modem
 *     = EVENT              the events that must have come by now, in order
 *
 * OCTETS are escaped as in C. What is submitted is read off the '>' lines: a command line ends in
 * \r; data ends in \x1A and belongs to the command before it; "\x1B" alone aborts; "\x1B\r" and a
 * line resynchronises, with a marker if the line is a question. EVENT is one of
 *
 *     line TEXT [| DATA]    urc TEXT [| DATA]    prompt    overlong COUNT
 *     text TEXT             a further line of the text of the record before
 *     final TEXT [(KIND[ CODE])]                 only "final OK" has no KIND
 *     timeout [after data]  the deadline passes here
 */
#ifndef TRANSCRIPT_SUPPORT_H
#define TRANSCRIPT_SUPPORT_H

#include "at_support.h"
#include <smsmodem/transcript.h>

#define TRANSCRIPT_CHUNK 2048
#define TRANSCRIPT_WHOLE SIZE_MAX /**< no chunk is cut */
#define TRANSCRIPT_BYTES 0        /**< every octet is a chunk of its own, in both directions */

struct transcript {
	const char *name, *script;
	size_t cut;     /**< octet of all that come from the modem before which a chunk is cut */
	size_t arrived; /**< octets from the modem so far */
	int64_t now_ms;
	struct at_log log, expected;
	struct at_engine engine;
};

static inline void transcript_fail(struct transcript *run, const char *line, const char *why)
{
	fail_msg("%s, cut at %zd: %s at: %.*s\nwanted:\n%sgot:\n%s", run->name, (ssize_t)run->cut,
		 why, (int)strcspn(line, "\n"), line, run->expected.text, run->log.text);
}

static inline void transcript_log_event(struct transcript *run, const struct at_event *event)
{
	static const char *const kinds[] = {"none", "ok", "connect", "error", "cms", "cme", "call"};
	enum at_result result = event->final.result;

	switch (event->kind) {
	case AT_EVENT_NONE: return;
	case AT_EVENT_LINE:
	case AT_EVENT_URC:
		at_log_add(&run->log, "%s %s",
			   event->text                    ? "text"
			   : event->kind == AT_EVENT_LINE ? "line"
							  : "urc",
			   event->line);
		if (event->data)
			at_log_add(&run->log, " | %s", event->data);
		break;
	case AT_EVENT_PROMPT: at_log_add(&run->log, "prompt"); break;
	case AT_EVENT_FINAL:
		at_log_add(&run->log, "final %s", event->line);
		if (result == AT_RESULT_CMS || result == AT_RESULT_CME)
			at_log_add(&run->log, " (%s %d)", kinds[result], event->final.code);
		else if (strcmp(event->line, "OK") != 0)
			at_log_add(&run->log, " (%s)", kinds[result]);
		break;
	case AT_EVENT_TIMEOUT:
		at_log_add(&run->log, "timeout%s",
			   at_engine_handed_over(&run->engine) ? " after data" : "");
		break;
	case AT_EVENT_OVERLONG: at_log_add(&run->log, "overlong %zu", strlen(event->line)); break;
	}
	at_log_add(&run->log, "\n");
}

static inline const char *transcript_next_line(const char *line)
{
	const char *end = strchr(line, '\n');

	return end ? end + 1 : line + strlen(line);
}

/** One line of it. @return its direction, or NUL: it is no record */
static inline char transcript_record(const char *line, struct smsmodem_transcript_record *record,
				     char octets[TRANSCRIPT_CHUNK])
{
	struct smsmodem_transcript transcript = {.text = line, .length = strcspn(line, "\n")};
	struct smsmodem_error error;
	int result =
		smsmodem_transcript_next(&transcript, record, octets, TRANSCRIPT_CHUNK - 1, &error);

	if (result < 0)
		fail_msg("%s: %.*s", error.text, (int)strcspn(line, "\n"), line);
	if (result == 0)
		return '\0';
	octets[record->length] = '\0';
	return record->direction;
}

/** The data that the transcript gives to the command of a line. @return false: it has none */
static inline bool transcript_data(const char *line, char data[TRANSCRIPT_CHUNK])
{
	struct smsmodem_transcript_record record;

	do {
		line = transcript_next_line(line);
	} while (*line && transcript_record(line, &record, data) != '>');
	if (!*line || record.length == 0 || data[record.length - 1] != '\x1A')
		return false;
	data[record.length - 1] = '\0';
	return true;
}

static inline int transcript_submit(struct transcript *run, const char *line, char *command)
{
	char data[TRANSCRIPT_CHUNK];
	bool has_data = transcript_data(line, data);

	if (!has_data && (strstr(command, "+CMGS=") || strstr(command, "+CMGW="))) {
		data[0] = '\0';
		has_data = true;
	}
	const struct at_command submitted = {
		.line = command,
		.data = has_data ? data : NULL,
		.timeout_ms = has_data ? 10000 : at_command_timeout_ms(command),
		.data_timeout_ms = 60000,
	};
	return at_engine_submit(&run->engine, &submitted, run->now_ms);
}

/** Do what makes the engine write these octets. */
static inline int transcript_begin(struct transcript *run, const char *line, const char *octets,
				   size_t count)
{
	char command[TRANSCRIPT_CHUNK];

	if (count == 1 && octets[0] == '\x1B')
		return at_engine_abort(&run->engine, run->now_ms, 1000) ? SMSMODEM_OK
									: SMSMODEM_E_BUG;
	bool resync = octets[0] == '\x1B';
	size_t start = resync ? 2 : 0;
	assert_true(count > start && octets[count - 1] == '\r');
	memcpy(command, octets + start, count - start - 1);
	command[count - start - 1] = '\0';
	if (!resync)
		return transcript_submit(run, line, command);
	return at_engine_resync(&run->engine, command, strchr(command, '?') != NULL, run->now_ms,
				1500);
}

static inline void transcript_to_modem(struct transcript *run, const char *line, const char *octets,
				       size_t count)
{
	size_t waiting;

	at_engine_output(&run->engine, &waiting);
	if ((waiting == 0 || octets[0] == '\x1B') && transcript_begin(run, line, octets, count) < 0)
		transcript_fail(run, line, "refused");
	const char *output = at_engine_output(&run->engine, &waiting);
	if (waiting != count || memcmp(output, octets, count) != 0)
		transcript_fail(run, line, "another output");
	size_t step = run->cut == TRANSCRIPT_BYTES ? 1 : count;
	for (size_t done = 0; done < count; done += step)
		at_engine_written(&run->engine, step, run->now_ms);
}

static inline void transcript_feed(struct transcript *run, const char *octets, size_t count)
{
	struct at_event event;

	for (size_t done = 0; done < count;) {
		size_t used = at_engine_feed(&run->engine, (const uint8_t *)octets + done,
					     count - done, &event);
		assert_true(used > 0 && used <= count - done);
		transcript_log_event(run, &event);
		done += used;
	}
	run->arrived += count;
}

static inline void transcript_from_modem(struct transcript *run, const char *octets, size_t count)
{
	for (size_t done = 0; done < count;) {
		size_t piece = count - done;
		if (run->cut == TRANSCRIPT_BYTES)
			piece = 1;
		else if (run->cut > run->arrived && run->cut - run->arrived < piece)
			piece = run->cut - run->arrived;
		transcript_feed(run, octets + done, piece);
		done += piece;
	}
}

static inline void transcript_expect(struct transcript *run, const char *line)
{
	int64_t deadline_ms = at_engine_deadline(&run->engine);
	struct at_event event;

	at_log_add(&run->expected, "%.*s\n", (int)strcspn(line + 2, "\n"), line + 2);
	if (strncmp(line + 2, "timeout", 7) == 0) {
		if (deadline_ms < run->now_ms)
			transcript_fail(run, line, "no deadline");
		assert_false(at_engine_tick(&run->engine, deadline_ms - 1, &event));
		assert_int_equal(event.kind, AT_EVENT_NONE);
		assert_true(at_engine_tick(&run->engine, deadline_ms, &event));
		transcript_log_event(run, &event);
		run->now_ms = deadline_ms;
	}
	/* more may have come in the same chunk; the lines to follow say so */
	if (strncmp(run->log.text, run->expected.text, run->expected.length) != 0)
		transcript_fail(run, line, "another event");
}

static inline void transcript_line(struct transcript *run, const char *line)
{
	struct smsmodem_transcript_record record;
	char octets[TRANSCRIPT_CHUNK];

	if (*line == '=') {
		transcript_expect(run, line);
		return;
	}
	char direction = transcript_record(line, &record, octets);
	if (!direction)
		return;
	if (run->log.length != run->expected.length)
		transcript_fail(run, line, "an event too many");
	if (record.time_ms < run->now_ms)
		transcript_fail(run, line, "time goes back");
	run->now_ms = record.time_ms;
	assert_true(direction == '<' || direction == '>');
	if (direction == '>')
		transcript_to_modem(run, line, octets, record.length);
	else
		transcript_from_modem(run, octets, record.length);
}

/** Replay it with one cut. @return octets that came from the modem */
static inline size_t transcript_replay(const char *name, const char *script, size_t cut)
{
	static struct transcript run; /* large */

	run = (struct transcript){.name = name, .script = script, .cut = cut};
	at_log_clear(&run.log);
	at_log_clear(&run.expected);
	at_engine_init(&run.engine);
	for (const char *line = script; *line; line = transcript_next_line(line))
		transcript_line(&run, line);
	if (run.log.length != run.expected.length)
		transcript_fail(&run, "(the end)", "an event too many");
	return run.arrived;
}

/** Replay it whole, byte by byte, and with every single cut: the events must be the same. */
static inline void transcript_check(const char *name, const char *script)
{
	size_t octets = transcript_replay(name, script, TRANSCRIPT_WHOLE);

	(void)transcript_replay(name, script, TRANSCRIPT_BYTES);
	for (size_t cut = 1; cut < octets; cut++)
		(void)transcript_replay(name, script, cut);
}

#endif
