/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: 27.005, in the order of its clauses. */
#include "at_words.h"
#include <string.h>

#define INDEX_MAX  65535
#define NUMBER_MAX 84 /* 20 digits and a plus, each of them four of UTF-16 */

static const char *memory_name(const char *memory)
{
	return words_value("+CPMS", 0, memory);
}

/* +CSMS: <mt>,<mo>,<bm> of the set form, with <service> in front of the read form (3.2.1) */
static bool say_csms(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const names[] = {"receives", "sends", "has broadcasts"};
	static const char *const not [] = {"does not receive", "does not send",
					   "has no broadcasts"};
	int service, can;

	if (at_cursor_left(fields) == 4) {
		if (!words_take(fields, 0, 255, &service))
			return false;
		const char *meaning = service == 0 ? "phase 2" : service == 1 ? "phase 2+" : NULL;
		if (meaning)
			words_also(words, ", ", meaning);
	}
	if (at_cursor_left(fields) != 3)
		return false;
	(void)line;
	for (size_t i = 0; i < 3; i++) {
		if (!words_take(fields, 0, 1, &can))
			return false;
		words_also(words, ", ", can ? names[i] : not [i]);
	}
	return true;
}

/* +CNMI: <mode>,<mt>,<bm>,<ds>,<bfr> of the read form (3.4.1) */
static bool say_cnmi(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const messages[] = {
		"messages are stored and not told",
		"messages are stored and told with +CMTI",
		"messages come at once with +CMT and are not stored",
		"messages of class 3 come with +CMT, others are told with +CMTI",
	};
	static const char *const broadcasts[] = {
		"broadcasts are not told",
		"broadcasts are stored and told with +CBMI",
		"broadcasts come at once with +CBM",
		"broadcasts of class 3 come with +CBM, others are told with +CBMI",
	};
	static const char *const reports[] = {
		"reports are not told",
		"reports come at once with +CDS",
		"reports are stored and told with +CDSI",
	};
	int mode, mt, bm, ds, bfr;

	if (!line->read || !words_take(fields, 0, 3, &mode) || !words_take(fields, 0, 3, &mt) ||
	    !words_take(fields, 0, 3, &bm) || !words_take(fields, 0, 2, &ds) ||
	    !words_take(fields, 0, 1, &bfr) || fields->next)
		return false;
	if (mode == 0)
		words_add(words,
			  "nothing is told while <mode> is 0, it is kept in the phone; else ");
	words_add(words, "%s; %s; %s", messages[mt], broadcasts[bm], reports[ds]);
	return true;
}

/* One memory of +CPMS; unnamed, the set form. */
static bool add_memory(struct at_cursor *fields, const char *what, bool named, struct words *words)
{
	char memory[WORDS_FIELD_SIZE] = "";
	int used, total;

	if ((named && !words_take_string(fields, memory)) ||
	    !words_take(fields, 0, INDEX_MAX, &used) || !words_take(fields, 0, INDEX_MAX, &total))
		return false;
	words_add(words, "%s%s", words->length > 0 ? "; " : "", what);
	if (named) {
		words_add(words, *what ? ": " : "");
		words_text(words, memory);
		if (memory_name(memory))
			words_add(words, " (%s)", memory_name(memory));
	}
	words_add(words, "%s%d of %d places used%s", *what || named ? ": " : "", used, total,
		  used >= total && total > 0 ? ", full" : "");
	return true;
}

/* Whether all triples, or pairs, are the same. */
static bool same_memories(const struct at_cursor *fields, int width)
{
	struct at_cursor a = *fields, b = *fields;
	char left[WORDS_FIELD_SIZE], right[WORDS_FIELD_SIZE];

	at_cursor_skip(&b, width);
	while (b.next)
		if (!words_take_string(&a, left) || !words_take_string(&b, right) ||
		    strcmp(left, right) != 0)
			return false;
	return true;
}

/* +CPMS: <mem1>,<used1>,<total1>,... or, to the set form, without names (3.2.2) */
static bool say_cpms(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const uses[] = {"read and delete", "write and send", "receive"};
	const char *text = fields->next + strspn(fields->next, " ");
	bool named = *text < '0' || *text > '9';
	int width = named ? 3 : 2;
	int left = at_cursor_left(fields);

	(void)line;
	if (left == 0 || left % width != 0 || left / width > 3)
		return false;
	if (same_memories(fields, width))
		return add_memory(fields, "", named, words);
	for (size_t i = 0; i < sizeof uses / sizeof uses[0] && fields->next; i++)
		if (!add_memory(fields, uses[i], named, words))
			return false;
	return true;
}

/* +CSCA: <sca>[,<tosca>] (3.3.1) */
static bool say_csca(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char number[WORDS_FIELD_SIZE];
	int type;

	(void)line;
	if (!words_take_string(fields, number) || !words_take_absent(fields, 0, 255, &type) ||
	    strlen(number) > NUMBER_MAX)
		return false;
	if (number[0] == '\0') {
		words_add(words, "no message centre: AT+CSCA=\"+...\" sets its number, else "
				 "nothing can be sent");
		return true;
	}
	words_add(words, "message centre ");
	words_number(words, number, type);
	return true;
}

/* +CSCB: <mode>,<mids>,<dcss> (3.3.4) */
static bool say_cscb(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char ids[WORDS_FIELD_SIZE], codings[WORDS_FIELD_SIZE];
	int mode;

	(void)line;
	if (!words_take(fields, 0, 1, &mode) || !words_take_string(fields, ids) ||
	    !words_take_string(fields, codings))
		return false;
	if (ids[0] == '\0') {
		words_add(words, mode ? "all broadcasts are taken" : "no broadcasts are taken");
		return true;
	}
	words_add(words, mode ? "all broadcasts are taken but " : "broadcasts are taken: ");
	words_text(words, ids);
	return true;
}

/* --- what came (3.4.1) --- */

static bool say_stored(struct at_cursor *fields, const char *what, struct words *words)
{
	char memory[WORDS_FIELD_SIZE];
	int index;

	if (!words_take_string(fields, memory) || !words_take(fields, 0, INDEX_MAX, &index) ||
	    fields->next)
		return false;
	const char *name = memory_name(memory);
	if (!name && memory[0] != '\0')
		return false;
	words_add(words, "%s is stored", what);
	if (memory[0] == '\0')
		words_add(words, ": AT+CMGR=%d reads it", index);
	else
		words_add(words, " in %s (%s): AT+CPMS=\"%s\";+CMGR=%d reads it", memory, name,
			  memory, index);
	return true;
}

static bool say_cmti(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	(void)line;
	return say_stored(fields, "a message came and", words);
}

static bool say_cdsi(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	(void)line;
	return say_stored(fields, "a status report came and", words);
}

static bool say_cbmi(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	(void)line;
	return say_stored(fields, "a cell broadcast came and", words);
}

/* --- what was sent (4.3, 4.4, 3.5.2) --- */

static bool say_sent(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	int reference;

	(void)line;
	if (!words_take(fields, 0, 255, &reference))
		return false;
	words_add(words, "the message centre has it, reference %d", reference);
	return true;
}

static bool say_written(const struct words_line *line, struct at_cursor *fields,
			struct words *words)
{
	int index;

	(void)line;
	if (!words_take(fields, 0, INDEX_MAX, &index) || fields->next)
		return false;
	words_add(words, "stored at %d: AT+CMSS=%d sends it, AT+CMGD=%d deletes it", index, index,
		  index);
	return true;
}

/* An empty place: +CMGR: 0,,0 (4.2) */
static bool say_cmgr(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	int state, length;

	(void)line;
	if (!words_take(fields, 0, 0, &state))
		return false;
	at_cursor_skip(fields, 1);
	if (!words_take(fields, 0, 0, &length) || fields->next)
		return false;
	words_add(words, "this place is empty");
	return true;
}

const struct words_row words_message_rows[] = {
	{"+CSMS", say_csms}, {"+CPMS", say_cpms}, {"+CSCA", say_csca},    {"+CSCB", say_cscb},
	{"+CNMI", say_cnmi}, {"+CMTI", say_cmti}, {"+CDSI", say_cdsi},    {"+CBMI", say_cbmi},
	{"+CMGS", say_sent}, {"+CMSS", say_sent}, {"+CMGW", say_written}, {"+CMGC", say_sent},
	{"+CMGR", say_cmgr}, {NULL, NULL},
};
