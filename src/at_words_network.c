/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network: signal, operator (27.007 7.3, 8.5, 8.69). */
#include "at_words.h"
#include <stdio.h>
#include <string.h>

const char *words_access(int act)
{
	static const char *const satellite[] = {"satellite NB-IoT", "satellite LTE",
						"satellite 5G"};
	char value[12];

	(void)snprintf(value, sizeof value, "%d", act);
	const char *name = words_value("+COPS", 3, value);
	return name ? name : WORDS_OF(satellite, act - 14);
}

/* --- signal --- */

bool words_rssi(struct words *words, int rssi)
{
	static const struct {
		int least;
		const char *words;
	} grades[] = {{20, "excellent"}, {15, "good"}, {10, "fair"}, {2, "poor"}, {0, "very poor"}};
	size_t i = 0;

	if (rssi == 99) {
		words_add(words, "signal not known, or there is none");
		return true;
	}
	if (rssi < 0 || rssi > 31)
		return false;
	while (rssi < grades[i].least)
		i++;
	words_add(words, "%d dBm%s, %s", 2 * rssi - 113,
		  rssi == 0    ? " or less"
		  : rssi == 31 ? " or more"
			       : "",
		  grades[i].words);
	return true;
}

/* <ber> is RXQUAL of 45.008 8.2.4. */
static bool add_errors(struct words *words, int ber)
{
	static const char *const rates[] = {
		"below 0.2 %",  "0.2 to 0.4 %", "0.4 to 0.8 %",  "0.8 to 1.6 %",
		"1.6 to 3.2 %", "3.2 to 6.4 %", "6.4 to 12.8 %", "above 12.8 %",
	};
	const char *rate = WORDS_OF(rates, ber);

	if (ber == 99 || ber == WORDS_ABSENT)
		return true;
	if (!rate)
		return false;
	words_add(words, "; bit errors %s", rate);
	return true;
}

bool words_csq(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	int rssi, ber;

	(void)line;
	return words_take(fields, 0, 99, &rssi) && words_take_absent(fields, 0, 99, &ber) &&
	       !fields->next && words_rssi(words, rssi) && add_errors(words, ber);
}

void words_level(struct words *words, const struct words_level *level, int value)
{
	int tenths = level->first_tenths + (value > 0 ? value - 1 : 0) * level->step_tenths;
	int size = tenths < 0 ? -tenths : tenths;

	words_add(words, "%s%s %s%s%d", words->length > 0 ? ", " : "", level->name,
		  value == 0 ? "below " : "", tenths < 0 ? "-" : "", size / 10);
	if (level->step_tenths % 10 != 0)
		words_add(words, ".%d", size % 10);
	words_add(words, " %s", level->unit);
}

/* <rxlev>,<ber>,<rscp>,<ecno>,<rsrq>,<rsrp> and those of 5G (27.007 8.69) */
static bool say_cesq(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const struct words_level levels[] = {
		{"GSM", "dBm", 63, 99, -1100, 10},    {"bit errors", "", 7, 99, 0, 0},
		{"RSCP", "dBm", 96, 255, -1200, 10},  {"Ec/N0", "dB", 49, 255, -240, 5},
		{"RSRQ", "dB", 34, 255, -195, 5},     {"RSRP", "dBm", 97, 255, -1400, 10},
		{"5G RSRQ", "dB", 126, 255, -430, 5}, {"5G RSRP", "dBm", 126, 255, -1560, 10},
		{"5G SINR", "dB", 127, 255, -230, 5},
	};
	int value;
	size_t count = 0;

	(void)line;
	for (; fields->next && count < sizeof levels / sizeof levels[0]; count++) {
		const struct words_level *level = &levels[count];

		if (!words_take(fields, 0, 255, &value) ||
		    (value > level->last && value != level->unknown))
			return false;
		if (value != level->unknown && level->step_tenths > 0)
			words_level(words, level, value);
		if (value != level->unknown && level->step_tenths == 0 && !add_errors(words, value))
			return false;
	}
	if (words->length == 0)
		words_add(words, "no signal is measured");
	return (count == 6 || count == 9) && !fields->next;
}

/* --- operators --- */

/* "26201" is country 262, network 01. */
static bool is_plmn(const char *text)
{
	size_t length = strlen(text);

	return (length == 5 || length == 6) && strspn(text, "0123456789") == length;
}

static void add_operator(struct words *words, const char *name)
{
	if (is_plmn(name))
		words_add(words, "network %.3s-%s", name, name + 3);
	else
		words_text(words, name);
}

static bool say_operator(struct at_cursor *fields, struct words *words)
{
	static const char *const modes[] = {"chosen automatically", "chosen by hand",
					    "deregistered", NULL,
					    "chosen by hand, else automatically"};
	char name[WORDS_FIELD_SIZE];
	int mode, format, act;

	if (!words_take(fields, 0, 4, &mode) || !words_take_absent(fields, 0, 2, &format) ||
	    !words_take_string(fields, name) || !words_take_absent(fields, 0, 255, &act))
		return false;
	if (name[0] == '\0' && mode != 2)
		words_add(words, "no network");
	add_operator(words, name);
	if (act != WORDS_ABSENT && words_access(act))
		words_add(words, " (%s)", words_access(act));
	const char *how = WORDS_OF(modes, mode);
	if (how)
		words_also(words, ", ", how);
	return true;
}

/* The list of the test form: (<stat>,<long>,<short>,<numeric>[,<AcT>]) */
static bool add_found(struct at_cursor *fields, struct words *words)
{
	static const char *const states[] = {"unknown", "available", "in use", "forbidden"};
	char name[WORDS_FIELD_SIZE], other[WORDS_FIELD_SIZE], numeric[WORDS_FIELD_SIZE];
	int state, act;

	if (!words_take(fields, 0, 3, &state) || !words_take_string(fields, name) ||
	    !words_take_string(fields, other) || !words_take_string(fields, numeric) ||
	    !words_take_absent(fields, 0, 255, &act))
		return false;
	if (words->length > 0)
		words_add(words, "; ");
	const char *shown = name[0] ? name : other[0] ? other : numeric;
	words_text(words, shown);
	if (shown != numeric && numeric[0]) {
		words_add(words, " ");
		words_text(words, numeric);
	}
	if (act != WORDS_ABSENT && words_access(act))
		words_add(words, " %s", words_access(act));
	words_add(words, ": %s", states[state]);
	return true;
}

/* The parenthesis that closes the one before text, outside of quotes, or NULL. */
static const char *closing(const char *text)
{
	for (bool quoted = false; *text; text++) {
		quoted ^= *text == '"';
		if (*text == ')' && !quoted)
			return text;
	}
	return NULL;
}

static bool say_found(const char *text, struct words *words)
{
	char group[WORDS_FIELD_SIZE];

	while (*text == '(') {
		const char *end = closing(text);
		size_t length = end ? (size_t)(end - text) - 1 : sizeof group;

		if (length >= sizeof group)
			return false;
		memcpy(group, text + 1, length);
		group[length] = '\0';
		struct at_cursor fields = {.next = group};
		if (!add_found(&fields, words))
			return false;
		text = end + 1;
		text += strspn(text, " ");
		if (*text != ',')
			break;
		text += 1 + strspn(text + 1, " ");
	}
	if (words->length == 0)
		words_add(words, "no network was found");
	return true;
}

/* The list that the test form ends with: (<modes>),(<formats>) */
static bool say_cops(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	const char *text = fields->next;

	if (line->test || *text == '(')
		return say_found(text, words);
	return say_operator(fields, words);
}

const struct words_row words_network_rows[] = {
	{"+CSQ", words_csq},
	{"+CESQ", say_cesq},
	{"+COPS", say_cops},
	{NULL, NULL},
};
