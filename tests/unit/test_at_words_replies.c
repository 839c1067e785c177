/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies that other programs' tests have of modems, through listener and words: what is said is a
 * text, and has the values that those programs read.
 */
#include "at_words_support.h"
#include <jansson.h>
#include <smsmodem/at.h>

/* The column of a line of the table, ended. */
static char *column(char *line, int index)
{
	for (; index > 0 && line; index--) {
		line = strchr(line, '\t');
		line += line != NULL;
	}
	return line ? strndup(line, strcspn(line, "\t\n")) : NULL;
}

/* "\r" and "\n" of two characters. */
static size_t unescape(char *text)
{
	size_t length = 0;

	for (const char *next = text; *next; next++) {
		bool escaped = next[0] == '\\' && (next[1] == 'r' || next[1] == 'n');

		text[length++] = escaped ? (next[1] == 'r' ? '\r' : '\n') : *next;
		next += escaped;
	}
	text[length] = '\0';
	return length;
}

struct said {
	char text[8192]; /* all words of a reply */
};

static void hear(const char *command, const char *octets, size_t length, struct said *said)
{
	struct smsmodem_at_listener *listener = smsmodem_at_listener_new();
	struct smsmodem_at_heard heard;
	char words[2048];

	assert_non_null(listener);
	said->text[0] = '\0';
	if (*command)
		smsmodem_at_listener_sent(listener, command);
	for (size_t done = 0; done < length;) {
		done += smsmodem_at_listener_feed(listener, octets + done, length - done, &heard);
		if (heard.kind == SMSMODEM_AT_NOTHING)
			continue;
		const char *context = heard.header ? heard.header : command;
		int count = smsmodem_at_words(context, heard.line, words, sizeof words);
		check_text(words, count);
		size_t used = strlen(said->text);
		assert_in_range(
			snprintf(said->text + used, sizeof said->text - used, "%s\n", words), 1,
			sizeof said->text - used - 1);
	}
	smsmodem_at_listener_free(listener);
}

static json_t *result_of(json_t *expected)
{
	json_t *first = json_is_array(expected) ? json_array_get(expected, 0) : expected;
	json_t *result = json_object_get(first, "result");

	return result ? result : first;
}

static bool expects(const struct said *said, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool expects(const struct said *said, const char *format, ...)
{
	char text[128];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (!strstr(said->text, text))
		print_message("\"%s\" is not in %s", text, said->text);
	return strstr(said->text, text) != NULL;
}

/* The state, area and cell of a registration that is one. @return checked */
static int check_registration(json_t *result, const struct said *said)
{
	static const struct {
		const char *state, *words;
	} states[] = {{"_HOME", "registered, home network"},
		      {"_ROAMING", "registered, roaming"},
		      {"_DENIED", "denied by the network"},
		      {"_SEARCHING", "not registered, searching"},
		      {"_IDLE", "not registered, and not searching"},
		      {"_HOME_SMS_ONLY", "registered for SMS only, home network"}};
	const char *state = json_string_value(json_object_get(result, "state"));
	json_int_t area = json_integer_value(json_object_get(result, "lac"));
	json_int_t cell = json_integer_value(json_object_get(result, "ci"));
	bool good = false;

	/* a cell with a blank in it is none */
	if (!state || !strncmp(said->text, "\n", 2))
		return 0;
	for (size_t i = 0; i < COUNT(states); i++)
		good |= strcmp(strstr(state, "STATE_") + 5, states[i].state) == 0 &&
			expects(said, "%s", states[i].words);
	assert_true(good);
	if (strstr(state, "_HOME") || strstr(state, "_ROAMING")) {
		assert_true(area == 0 || expects(said, "area %lld", (long long)area));
		assert_true(cell == 0 || expects(said, "cell %lld", (long long)cell));
	}
	return 1;
}

static int check_levels(json_t *result, const struct said *said)
{
	static const char *const levels[] = {"rssi", "rscp", "ecio", "rsrq", "rsrp"};
	int checked = 0;

	for (size_t i = 0; i < COUNT(levels); i++) {
		const char *value = json_string_value(json_object_get(result, levels[i]));

		if (!value)
			continue;
		bool whole = strcmp(levels[i], "ecio") != 0 && strcmp(levels[i], "rsrq") != 0;
		assert_true(expects(said, " %.*s dB",
				    (int)(whole ? strcspn(value, ".") : strlen(value)), value));
		checked++;
	}
	return checked;
}

/* 2014-08-05T04:00:21+10:00 */
static int check_time(json_t *result, const struct said *said)
{
	const char *time = json_string_value(json_object_get(result, "iso8601"));

	if (!time)
		return 0;
	assert_true(expects(said, "%.10s %.8s", time, time + 11));
	return 1;
}

static int compare(const char *category, const char *text, const struct said *said)
{
	json_t *expected = json_loads(text, 0, NULL);
	json_t *result = result_of(expected);
	int checked = 0;

	if (strstr(category, "reg") && *said->text)
		checked = check_registration(result, said);
	else if (strcmp(category, "cesq") == 0)
		checked = check_levels(result, said);
	else if (strcmp(category, "cclk") == 0 && said->text[0] > ' ')
		checked = check_time(result, said);
	json_decref(expected);
	return checked;
}

static void test_replies(void **state)
{
	FILE *file = at_vectors_open("replies.tsv");
	static struct said said;
	char *line = NULL;
	size_t size = 0;
	int replies = 0, checked = 0;

	(void)state;
	while (getline(&line, &size, file) > 0) {
		char *category = column(line, 1), *command = column(line, 2),
		     *raw = column(line, 7);
		char *expected = column(line, 9);

		assert_true(category && command && raw && expected);
		size_t length = unescape(raw);
		char *ended = malloc(length + 2);
		assert_non_null(ended);
		memcpy(ended, raw, length);
		memcpy(ended + length, "\r\n", 2);
		hear(command, ended, length + 2, &said);
		checked += compare(category, expected, &said);
		replies++;
		free(ended);
		free(category);
		free(command);
		free(raw);
		free(expected);
	}
	free(line);
	assert_int_equal(fclose(file), 0);
	print_message("%d replies, %d of them compared\n", replies, checked);
	assert_true(replies > 500 && checked > 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_replies)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
