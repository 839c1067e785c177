/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of replies.tsv, and what the engine makes of them. */
#ifndef REPLIES_SUPPORT_H
#define REPLIES_SUPPORT_H

#include "at_support.h"
#include <jansson.h>
#include <smsmodem/at.h>

/* id, category, command, kind, vendor, source, function, raw, kind of what is expected, that */
struct reply_row {
	const char *id, *category, *kind;
	char command[128]; /* that the raw octets answer, or "": nobody asked */
	char raw[8192];    /* unescaped */
	const char *expected_text;
	json_t *expected;    /* or NULL: it is no JSON */
	struct at_log lines; /* that the engine gave, each with its kind: "U" "L" "D" "F" "O" */
	struct at_final final;
	bool cut; /* the row ends at a header, without the line below it */
};

#define row_assert(row, condition, what)                                            \
	do {                                                                        \
		if (!(condition))                                                   \
			fail_msg("%s: %s; %s", (row)->id, what, (row)->lines.text); \
	} while (0)

/** \r, \n, \t, \\ and \xHH of the file. */
static inline void reply_unescape(const char *text, char *raw, size_t size)
{
	size_t length = 0;

	for (; *text; text++) {
		static const char from[] = "rnt", to[] = "\r\n\t";
		const char *found;
		char octet = *text;

		assert_true(length + 1 < size);
		if (octet == '\\' && text[1] != '\0') {
			octet = *++text;
			found = strchr(from, octet);
			if (octet == 'x' && text[1] && text[2]) {
				char digits[3] = {text[1], text[2], '\0'};
				octet = (char)strtol(digits, NULL, 16);
				text += 2;
			} else if (found) {
				octet = to[found - from];
			}
		}
		raw[length++] = octet;
	}
	raw[length] = '\0';
}

/** The n-th line of a text. @return NULL: there is none */
static inline const char *reply_split(const char *text, int n, size_t *length)
{
	for (;; n--) {
		text += strspn(text, "\r\n");
		*length = strcspn(text, "\r\n");
		if (*length == 0)
			return NULL;
		if (n == 0)
			return text;
		text += *length;
	}
}

/* What was asked: an echo in the octets tells, then the table, then the name of the reply. */
static inline void reply_command(struct reply_row *row, const char *command)
{
	const char *line;
	size_t length;

	for (int n = 0; (line = reply_split(row->raw, n, &length)); n++) {
		if (strncmp(line, "AT", 2) != 0)
			continue;
		(void)snprintf(row->command, sizeof row->command, "%.*s", (int)length, line);
		return;
	}
	bool urc = strcmp(row->kind, "urc") == 0;
	size_t name = smsmodem_at_reply_name(row->raw + strspn(row->raw, "\r\n"));
	if (*command || urc || name == 0 || strstr(row->raw, " ERROR:"))
		(void)snprintf(row->command, sizeof row->command, "%s",
			       *command || urc ? command : "AT");
	else
		(void)snprintf(row->command, sizeof row->command, "AT%.*s?", (int)name,
			       row->raw + strspn(row->raw, "\r\n"));
}

/* --- the engine --- */

static inline void reply_note(struct reply_row *row, struct at_log *log,
			      const struct at_event *event)
{
	static const char *const names[] = {
		[AT_EVENT_LINE] = "L", [AT_EVENT_URC] = "U", [AT_EVENT_FINAL] = "F"};

	row_assert(row, event->kind < COUNT(names) && names[event->kind], "event");
	at_log_add(log, "%s %s\n", names[event->kind], event->line);
	if (event->data)
		at_log_add(log, "D %s\n", event->data);
	if (event->kind == AT_EVENT_FINAL)
		row->final = event->final;
}

static inline void reply_feed(struct reply_row *row, struct at_engine *engine, const char *octets,
			      size_t step, struct at_log *log)
{
	size_t length = strlen(octets);

	for (size_t done = 0; done < length;) {
		struct at_event event;
		size_t count = length - done < step ? length - done : step;
		size_t used = at_engine_feed(engine, (const uint8_t *)octets + done, count, &event);

		row_assert(row, used > 0 && used <= count, "progress");
		done += used;
		if (event.kind != AT_EVENT_NONE)
			reply_note(row, log, &event);
	}
}

/* The text is shorter than its header says, so that it may take the OK for a part of it. */
static inline bool reply_is_short(const struct reply_row *row)
{
	return strcmp(row->id, "00952") == 0;
}

/* Run a row through the engine, step octets at a time: it ends, whatever was in it. */
static inline void reply_run(struct reply_row *row, size_t step, struct at_log *log)
{
	static struct at_engine engine;
	const struct at_command command = {.line = row->command, .timeout_ms = 1000};
	struct at_event event;
	size_t count;

	at_engine_init(&engine);
	at_log_clear(log);
	row->final = (struct at_final){AT_RESULT_NONE, -1};
	if (*row->command) {
		assert_int_equal(at_engine_submit(&engine, &command, 0), SMSMODEM_OK);
		(void)at_engine_output(&engine, &count);
		at_engine_written(&engine, count, 0);
	}
	reply_feed(row, &engine, row->raw, step, log);
	reply_feed(row, &engine, "\r\n", step, log);
	row->cut = engine.following;
	if (row->cut)
		reply_feed(row, &engine, "00\r\n", step, log);
	bool waits = *row->command && row->final.result == AT_RESULT_NONE;
	if (waits && !reply_is_short(row))
		reply_feed(row, &engine, "\r\nOK\r\n", step, log);
	row_assert(row, !engine.following, "a line is waited for");
	row_assert(row, at_engine_tick(&engine, 5000, &event) == (waits && reply_is_short(row)),
		   "timeout");
	if (waits && reply_is_short(row))
		return;
	row_assert(row, engine.state == AT_STATE_IDLE, "state");
	row_assert(row, (row->final.result == AT_RESULT_NONE) == !*row->command, "final");
}

/** The n-th line of a kind that the engine gave. */
static inline bool reply_line(const struct reply_row *row, char kind, int n, char *line,
			      size_t size)
{
	const char *next;
	size_t length;

	for (int i = 0; (next = reply_split(row->lines.text, i, &length)); i++) {
		if (*next != kind || n-- > 0)
			continue;
		assert_in_range(snprintf(line, size, "%.*s", (int)length - 2, next + 2), 0,
				size - 1);
		return true;
	}
	return false;
}

/** The first line, of a response or not, that has a prefix; "" if there is none. */
static inline void reply_find(const struct reply_row *row, const char *prefix, char *line,
			      size_t size)
{
	for (int n = 0; reply_line(row, *row->command ? 'L' : 'U', n, line, size); n++)
		if (strncmp(line, prefix, strlen(prefix)) == 0)
			return;
	line[0] = '\0';
}

#endif
