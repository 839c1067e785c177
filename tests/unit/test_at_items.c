/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies cut into their parameters (V.250 5.4.2, and the test forms of 27.005 and 27.007). */
#include "pdu_support.h"
#include <inttypes.h>
#include <smsmodem/at.h>

/* --- names --- */

struct name_case {
	const char *line;
	size_t length;
};

static const struct name_case name_cases[] = {
	{"+CSQ: 20,99", 4},
	{"+CSQ:20,99", 4},
	{"+csq: 20,99", 4},
	{"+CMS ERROR: 500", 10},
	{"+CME ERROR: SIM busy", 10},
	{"^RSSI:18", 5},
	{"*PSUTTZ: 26/11/23", 7},
	{"#QSS: 1", 4},
	{"%CGREG: 1", 6},
	{"_OSIGQ: 20,0", 6}, /* Option */
	{"+CSQ", 0},
	{"+CSQ 20: 1", 0},     /* a blank is followed by a letter */
	{"+491701234567:", 0}, /* a number is no name */
	{"_1: x", 0},
	{"+:", 0},
	{"+", 0},
	{"", 0},
	{":", 0},
	{"OK", 0},
	{"RING", 0},
	{"Manufacturer: Nokia", 0}, /* of ATI: prose */
	{"0: x", 0},
	{"+ABCDEFGHIJKLMNOPQRSTUVWXYZABCDE: 1", 32},
	{"+ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF: 1", 0}, /* longer than any */
};

static void test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(name_cases); i++) {
		size_t length = smsmodem_at_reply_name(name_cases[i].line);

		if (length != name_cases[i].length)
			fail_msg("%s: %zu", name_cases[i].line, length);
	}
}

/* --- parameters --- */

struct item_case {
	const char *name, *text, *items;
};

static const struct item_case item_cases[] = {
	{"27.007 8.5", " 20,99", "20 99"},
	{"27.007 7.3", " 0,0,\"simulated network\",7", "0 0 'simulated network' 7"},
	{"27.007 8.3, a word with a blank", " SIM PIN", "SIM PIN|"},
	{"27.005 3.4.2, nothing between two commas", " 0,1,,24", "0 1 . 24"},
	{"nothing at first", ",5", ". 5"},
	{"nothing at last", "1,", "1 ."},
	{"nothing at all", "", "."},
	{"nothing but a blank", " ", "."},
	{"nothing, often", ",,,", ". . . ."},
	{"27.005 3.4.1, test form", " (0-3),(0,1),(0,2,3),(0,2),(1)",
	 "( 0-3 ) ( 0 1 ) ( 0 2 3 ) ( 0 2 ) ( 1 )"},
	{"blanks anywhere", "  ( \"ME\" , \"SM\" ) , \"ME\" ,  ( \"SM\" )",
	 "( 'ME' 'SM' ) 'ME' ( 'SM' )"},
	{"blanks in a range", "(0 - 4)", "( 0-4 )"},
	{"groups in a group: 27.007 8.9", "(\"signal\",(0-5)),(\"service\",(0,1))",
	 "( 'signal' ( 0-5 ) ) ( 'service' ( 0 1 ) )"},
	{"groups without a comma", "(0-1)(2)", "( 0-1 ) ( 2 )"},
	{"an empty group", "(),(),()", "( ) ( ) ( )"},
	{"nothing before a group", ",(1)", ". ( 1 )"},
	{"nothing first in a group", "(,1)", "( . 1 )"},
	{"27.007 7.3, test form", "(2,\"simulated network\",,\"00101\",0),,(0,1,3),(0,2)",
	 "( 2 'simulated network' . '00101' 0 ) . ( 0 1 3 ) ( 0 2 )"},
	{"a comma in a text", "\"Doe, Jane\",1", "'Doe, Jane' 1"},
	{"parentheses in a text", "\"Tele2 (SE)\",(\"a)\",\"(b\")", "'Tele2 (SE)' ( 'a)' '(b' )"},
	{"quotes in a text", "\"T-Mobile \"D1\" net\",1", "'T-Mobile \"D1\" net' 1"},
	{"quotes at a text's end", "\"T-Mobile \"D1\"\",1", "'T-Mobile \"D1\"' 1"},
	{"an empty text", "\"\",\"\"", "'' ''"},
	{"a text that does not end", "1,\"abc,(2", "1 'abc,(2"},
	{"a quote alone", "\"", "'"},
	{"parentheses in a word", "Phone (rev 2, b),1", "Phone (rev 2, b)| 1"},
	{"a parenthesis that is not opened", "1),2", "1 ) 2"},
	{"only closing", ")))", ") ) )"},
	{"only opening", "(((", "( ( ("},
	{"a group that is not closed", "(1,2", "( 1 2"},
	{"negative", "-71,-0", "-71 0"},
	{"a negative range", "(-5-5)", "( -5-5 )"},
	{"a range down", "(5-1)", "( 5-1| )"},
	{"a range of one", "(5-5)", "( 5-5 )"},
	{"no range", "1-2-3,1-,-", "1-2-3| 1-| -|"},
	{"no number", "1.0,0x1F,+49170,12a", "1.0| 0x1F| +49170| 12a|"},
	{"leading zeros", "00101", "101"},
	{"the largest", "9223372036854775807", "9223372036854775807"},
	{"one more", "9223372036854775808", "9223372036854775808|"},
	{"the smallest", "-9223372036854775808", "-9223372036854775808"},
	{"one less", "-9223372036854775809", "-9223372036854775809|"},
	{"far more", "(0-99999999999999999999)", "( 0-99999999999999999999| )"},
	{"27.007 8.15", " \"26/11/23,08:01:02+04\"", "'26/11/23,08:01:02+04'"},
	{"UTF-8", "\"M\xC3\xBCnchen\",\xC3\xBC", "'M\xC3\xBCnchen' \xC3\xBC|"},
	{"the line's end with it", "1,READY\r\n", "1 READY|"},
	{"tabs", "\t1\t,\t2\t", "1 2"},
};

/** Items as the rows write them. */
struct log {
	char text[1024];
	size_t length;
};

/* As in the rows: words end with '|', texts begin with a quote and end with one if theirs came. */
static void show_item(struct log *log, const struct smsmodem_at_item *item)
{
	char *to = log->text + log->length;
	size_t size = sizeof log->text - log->length;
	const char *blank = log->length > 0 ? " " : "";
	int length = (int)item->length, count = 0;

	switch (item->kind) {
	case SMSMODEM_AT_ITEM_ABSENT: count = snprintf(to, size, "%s.", blank); break;
	case SMSMODEM_AT_ITEM_NUMBER:
		count = snprintf(to, size, "%s%" PRId64, blank, item->number);
		break;
	case SMSMODEM_AT_ITEM_RANGE:
		count = snprintf(to, size, "%s%" PRId64 "-%" PRId64, blank, item->number,
				 item->upto);
		break;
	case SMSMODEM_AT_ITEM_STRING:
		count = snprintf(to, size, "%s'%.*s%s", blank, length, item->text,
				 item->text[length] == '"' ? "'" : "");
		break;
	case SMSMODEM_AT_ITEM_WORD:
		count = snprintf(to, size, "%s%.*s|", blank, length, item->text);
		break;
	case SMSMODEM_AT_ITEM_OPEN:
	case SMSMODEM_AT_ITEM_CLOSE:
		count = snprintf(to, size, "%s%.*s", blank, length, item->text);
		break;
	}
	assert_in_range(count, 1, size - 1);
	log->length += (size_t)count;
}

static void show_items(const char *text, struct log *log)
{
	struct smsmodem_at_item item;
	const char *rest = text;

	log->length = 0;
	log->text[0] = '\0';
	while (smsmodem_at_next_item(&rest, &item))
		show_item(log, &item);
	assert_null(rest);
	assert_false(smsmodem_at_next_item(&rest, &item));
	assert_int_equal(item.kind, SMSMODEM_AT_ITEM_ABSENT);
}

static void test_items(void **state)
{
	static struct log log;

	(void)state;
	for (size_t i = 0; i < COUNT(item_cases); i++) {
		show_items(item_cases[i].text, &log);
		if (strcmp(log.text, item_cases[i].items) != 0)
			fail_msg("%s: %s", item_cases[i].name, log.text);
	}
}

/* What is given lies in the line, goes forwards, and is what its kind says. */
static void check_items(const char *text)
{
	const char *end = text + strlen(text), *rest = text, *last = text;
	struct smsmodem_at_item item;
	size_t count = 0;

	while (smsmodem_at_next_item(&rest, &item)) {
		assert_true(++count <= strlen(text) + 1);
		assert_true(!rest || (rest > last && rest <= end));
		last = rest;
		if (item.text)
			assert_true(item.text >= text && item.text + item.length <= end);
		if (item.kind == SMSMODEM_AT_ITEM_NUMBER || item.kind == SMSMODEM_AT_ITEM_RANGE)
			assert_true(item.number <= item.upto && item.length > 0);
		if (item.kind == SMSMODEM_AT_ITEM_ABSENT)
			assert_int_equal(item.length, 0);
	}
	assert_true(smsmodem_at_reply_name(text) <= strlen(text));
}

static void test_truncations(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(item_cases); i++)
		for (size_t n = 0; n <= strlen(item_cases[i].text); n++) {
			char *text = exact_copy(item_cases[i].text, n + 1);

			text[n] = '\0';
			check_items(text);
			free(text);
		}
	for (size_t i = 0; i < COUNT(name_cases); i++)
		for (size_t n = 0; n <= strlen(name_cases[i].line); n++) {
			char *text = exact_copy(name_cases[i].line, n + 1);

			text[n] = '\0';
			assert_true(smsmodem_at_reply_name(text) < n || n == 0);
			free(text);
		}
}

static void test_random(void **state)
{
	static const char alphabet[] = "(),\"\" -019aA+:\t\xC3";
	struct random random = random_start();
	char text[40];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t length = random_below(&random, sizeof text);

		for (size_t j = 0; j < length; j++)
			text[j] = alphabet[random_below(&random, sizeof alphabet - 1)];
		char *copy = exact_copy(text, length + 1);
		copy[length] = '\0';
		check_items(copy);
		free(copy);
	}
}

/* What is written as a reply is read again. */
static void test_round_trip(void **state)
{
	struct random random = random_start();
	struct smsmodem_at_item item;
	char text[256];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		int64_t number = (int64_t)random_below(&random, UINT32_MAX) - INT32_MAX;
		uint32_t span = random_below(&random, 1000);
		const char *rest = text;

		(void)snprintf(text, sizeof text, "%" PRId64 ",(%" PRId64 "-%" PRId64 "),\"x%uy\"",
			       number, number, number + span, span);
		assert_true(smsmodem_at_next_item(&rest, &item) && item.number == number);
		assert_true(smsmodem_at_next_item(&rest, &item));
		assert_true(smsmodem_at_next_item(&rest, &item));
		assert_true(item.number == number && item.upto == number + span);
		assert_true(smsmodem_at_next_item(&rest, &item));
		assert_true(smsmodem_at_next_item(&rest, &item));
		(void)snprintf(text, sizeof text, "x%uy", span);
		assert_int_equal(item.length, strlen(text));
		assert_false(smsmodem_at_next_item(&rest, &item));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),       cmocka_unit_test(test_items),
		cmocka_unit_test(test_truncations), cmocka_unit_test(test_random),
		cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
