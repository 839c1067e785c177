/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls: 27.007 6.11, 7.6 to 7.20, 8.1. */
#include "ascii.h"
#include "at_words.h"
#include <string.h>

/* <class> is a sum (27.007 7.4). */
static void add_class(struct words *words, int class)
{
	static const char *const names[] = {
		"voice",       "data", "fax", "SMS", "synchronous data", "asynchronous data",
		"packet data", "PAD"};
	const char *separator = "";

	for (int i = 0; i < 8; i++) {
		if (!(class & 1 << i))
			continue;
		words_add(words, "%s%s", separator, names[i]);
		separator = ", ";
	}
}

/* <CLI_validity> (27.007 7.6): why there is no number */
static void add_caller(struct words *words, const char *number, int type, const char *name,
		       int validity)
{
	static const char *const reasons[] = {NULL, "withheld", "not available", "of a payphone",
					      "not available"};
	const char *reason = WORDS_OF(reasons, validity);

	if (number[0] != '\0')
		words_number(words, number, type);
	else if (reason)
		words_add(words, "number %s", reason);
	else
		words_add(words, "a number that is not told");
	if (name[0] != '\0') {
		words_add(words, ", ");
		words_text(words, name);
	}
}

/* Status lines of the query and read forms begin with a number, those of calls with a string. */
static bool is_quoted(const struct at_cursor *fields)
{
	return fields->next[strspn(fields->next, " ")] == '"';
}

/* +CLIP: <number>,<type>[,<subaddr>,<satype>[,[<alpha>][,<CLI validity>]]], or <n>,<m> */
static bool say_clip(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const network[] = {"the network does not have it", "the network has it",
					      "whether the network has it is not known"};
	char number[WORDS_FIELD_SIZE], name[WORDS_FIELD_SIZE];
	int type, validity, n, m;

	(void)line;
	if (!is_quoted(fields)) {
		if (!words_take(fields, 0, 1, &n) || !words_take(fields, 0, 2, &m))
			return false;
		words_add(words, "callers are %sshown (+CLIP); %s", n ? "" : "not ", network[m]);
		return true;
	}
	if (!words_take_string(fields, number) || !words_take_absent(fields, 0, 255, &type))
		return false;
	at_cursor_skip(fields, 2);
	if (!words_take_string(fields, name) || !words_take_absent(fields, 0, 255, &validity))
		return false;
	words_add(words, "call from ");
	add_caller(words, number, type, name, validity);
	return true;
}

/* +CCWA: <number>,<type>,<class>[,<alpha>[,<CLI validity>]], or <status>,<class> (27.007 7.12) */
static bool say_ccwa(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char number[WORDS_FIELD_SIZE], name[WORDS_FIELD_SIZE];
	int status, type, class, validity;

	if (!is_quoted(fields)) {
		if (line->read || !words_take(fields, 0, 1, &status) ||
		    !words_take(fields, 1, 255, &class))
			return false;
		words_add(words, "call waiting is %s for ", status ? "on" : "off");
		add_class(words, class);
		return true;
	}
	if (!words_take_string(fields, number) || !words_take(fields, 0, 255, &type) ||
	    !words_take(fields, 1, 255, &class) || !words_take_string(fields, name) ||
	    !words_take_absent(fields, 0, 255, &validity))
		return false;
	words_add(words, "another call from ");
	add_caller(words, number, type, name, validity);
	return true;
}

/* +CRING: <type> (27.007 6.11) */
static bool say_cring(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char type[WORDS_FIELD_SIZE];

	(void)line;
	if (!words_take_string(fields, type) || ascii_ncasecmp(type, "VOICE", 5) != 0)
		return false;
	words_add(words, "a voice call comes in: ATA answers, ATH or AT+CHUP refuses");
	return true;
}

/* +CLCC: <id>,<dir>,<stat>,<mode>,<mpty>[,<number>,<type>[,<alpha>]] (27.007 7.18) */
static bool say_clcc(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const states[] = {"active",        "held",         "dialling",
					     "ringing there", "ringing here", "waiting"};
	static const char *const modes[] = {"voice",
					    "data",
					    "fax",
					    "voice then data, voice now",
					    "voice and data in turn, voice now",
					    "voice and fax in turn, voice now",
					    "voice then data, data now",
					    "voice and data in turn, data now",
					    "voice and fax in turn, fax now",
					    "unknown"};
	char number[WORDS_FIELD_SIZE], name[WORDS_FIELD_SIZE];
	int id, direction, state, mode, party, type;

	(void)line;
	if (!words_take(fields, 1, 255, &id) || !words_take(fields, 0, 1, &direction) ||
	    !words_take(fields, 0, 5, &state) || !words_take(fields, 0, 9, &mode) ||
	    !words_take(fields, 0, 1, &party) || !words_take_string(fields, number) ||
	    !words_take_absent(fields, 0, 255, &type) || !words_take_string(fields, name))
		return false;
	words_add(words, "call %d %s ", id, direction ? "from" : "to");
	add_caller(words, number, type, name, WORDS_ABSENT);
	words_add(words, ": %s, %s%s", states[state], modes[mode], party ? ", conference" : "");
	return true;
}

/* +CPAS: <pas> (27.007 8.1) */
static bool say_cpas(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const states[] = {
		"ready",    "not ready for commands", "not known whether it is ready",
		"it rings", "a call is in progress",  "asleep"};

	(void)line;
	return WORDS_ONLY(fields, states, words);
}

const struct words_row words_call_rows[] = {
	{"+CLIP", say_clip}, {"+CCWA", say_ccwa}, {"+CRING", say_cring},
	{"+CLCC", say_clcc}, {"+CPAS", say_cpas}, {NULL, NULL},
};
