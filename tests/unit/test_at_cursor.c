/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a response line (V.250 5.4.2), however odd. */
#include "at_support.h"

struct cursor_row {
	const char *name, *line;
	const char *expected; /* each field in [], then ! when the cursor failed */
};

/* All fields are read as texts. */
static const struct cursor_row text_rows[] = {
	{"none", "+X:", "[]"},
	{"one", "+X: a", "[a]"},
	{"no blank", "+X:a,b", "[a][b]"},
	{"blanks", "+X:  a , \tb ,c ", "[a][b][c]"},
	{"quotes", "+X: \"a\",\"b\"", "[a][b]"},
	{"a comma in quotes", "+X: \"a,b\",c", "[a,b][c]"},
	{"blanks in quotes", "+X: \" a \" , b", "[ a ][b]"},
	{"empty fields", "+X: ,,\"\",", "[][][][]"},
	{"only commas", "+X:,", "[][]"},
	{"an open quote ends with the line", "+X: \"a,b", "[a,b]"},
	{"an open quote behind a field", "+X: a,\"b,c", "[a][b,c]"},
	{"a lone quote", "+X: \"", "[]"},
	{"two lone quotes", "+X: \",\"", "[,]"},
	{"quotes within", "+X: a\"b\"c,d", "[a\"b\"c][d]"},
	{"parentheses are letters", "+X: (\"SM\",\"ME\"),3", "[(\"SM\"][ME\")][3]"},
	{"prefix in lower case", "+x: a", "[a]"},
	{"another prefix", "+Y: a", "!"},
	{"a longer prefix", "+XY: a", "!"},
	{"no colon", "+X a", "!"},
	{"a part of the prefix", "+", "!"},
	{"nothing", "", "!"},
	{"blank before it", " +X: a", "!"},
	{"too long a field", "+X: 0123456789012345678901234567890,a", "!"},
	{"the longest field", "+X: 012345678901234567890123456789,a",
	 "[012345678901234567890123456789][a]"},
};

/* All fields are read as numbers; -99 is absent. */
static const struct cursor_row number_rows[] = {
	{"none", "+X:", "[-99]"},
	{"some", "+X: 1,22, 333 ,\"4\"", "[1][22][333][4]"},
	{"leading zeros", "+X: 007", "[7]"},
	{"negative", "+X: -1,-71", "[-1][-71]"},
	{"empty", "+X: ,5,", "[-99][5][-99]"},
	{"quoted and empty", "+X: \"\",5", "[-99][5]"},
	{"the largest", "+X: 2147483647", "[2147483647]"},
	{"one more", "+X: 2147483648", "!"},
	{"the smallest", "+X: -2147483647", "[-2147483647]"},
	{"one less", "+X: -2147483648", "!"},
	{"huge", "+X: 99999999999999999999999999,1", "!"},
	{"nearly as huge", "+X: 999999999999999,1", "!"},
	{"hexadecimal", "+X: 1A,2", "!"},
	{"with 0x", "+X: 0x10", "!"},
	{"a word", "+X: one", "!"},
	{"a point", "+X: 1.5", "!"},
	{"a sign alone", "+X: -", "!"},
	{"a blank within", "+X: 1 2", "!"},
	{"a quoted blank", "+X: \" \"", "!"},
	{"an open quote", "+X: \"5", "[5]"},
	{"a parenthesis", "+X: (0-5)", "!"},
	{"a good one, a bad one, a good one", "+X: 1,x,3", "[1]!"},
};

static void read_all(struct at_log *log, const char *line, bool numbers)
{
	struct at_cursor cursor;
	char text[31];
	int number;

	at_log_clear(log);
	bool begun = at_cursor_begin(&cursor, line, "+X");
	assert_int_equal(begun, !cursor.failed);
	do {
		bool read = numbers ? at_cursor_number(&cursor, &number, -99)
				    : at_cursor_string(&cursor, text, sizeof text);
		assert_int_equal(read, !cursor.failed);
		if (!read)
			break;
		if (numbers)
			at_log_add(log, "[%d]", number);
		else
			at_log_add(log, "[%s]", text);
	} while (cursor.next);
	if (cursor.failed)
		at_log_add(log, "!");
}

static void check_rows(const struct cursor_row *rows, size_t count, bool numbers)
{
	static struct at_log log;

	for (size_t i = 0; i < count; i++) {
		read_all(&log, rows[i].line, numbers);
		if (strcmp(log.text, rows[i].expected) != 0)
			fail_msg("%s: %s", rows[i].name, log.text);
	}
}

static void test_texts(void **state)
{
	(void)state;
	check_rows(text_rows, COUNT(text_rows), false);
}

static void test_numbers(void **state)
{
	(void)state;
	check_rows(number_rows, COUNT(number_rows), true);
}

static void test_failure_sticks(void **state)
{
	struct at_cursor cursor;
	char text[8];
	int number;

	(void)state;
	assert_true(at_cursor_begin(&cursor, "+X: x,2,3", "+X"));
	assert_false(at_cursor_number(&cursor, &number, 7));
	assert_int_equal(number, 7);
	assert_false(at_cursor_number(&cursor, &number, 8));
	assert_int_equal(number, 8);
	(void)snprintf(text, sizeof text, "before");
	assert_false(at_cursor_string(&cursor, text, sizeof text));
	assert_string_equal(text, "");
	assert_int_equal(at_cursor_left(&cursor), 0);
	at_cursor_skip(&cursor, 1);
	assert_true(cursor.failed);
}

static void test_left_and_skip(void **state)
{
	struct at_cursor cursor;
	int number;

	(void)state;
	assert_true(at_cursor_begin(&cursor, "+X: 1,\"a,b\",3,", "+X"));
	for (int left = 4; left > 0; left--) {
		assert_int_equal(at_cursor_left(&cursor), left);
		at_cursor_skip(&cursor, 1);
	}
	assert_int_equal(at_cursor_left(&cursor), 0);
	at_cursor_skip(&cursor, 1000000);
	assert_false(cursor.failed);
	assert_true(at_cursor_number(&cursor, &number, -5));
	assert_int_equal(number, -5);
}

/* Every capacity: it fits, or it fails, and nothing is written behind it. */
static void test_capacities(void **state)
{
	static const char expected[] = "abcdefgh";

	(void)state;
	for (size_t size = 0; size <= sizeof expected + 2; size++) {
		char text[32];
		struct at_cursor cursor;
		memset(text, CANARY, sizeof text);
		assert_true(at_cursor_begin(&cursor, "+X: \"abcdefgh\",1", "+X"));
		bool fits = size >= sizeof expected;
		assert_int_equal(at_cursor_string(&cursor, text, size), fits);
		assert_int_equal(cursor.failed, !fits);
		for (size_t i = size; i < sizeof text; i++)
			assert_int_equal(text[i], CANARY);
		if (size > 0)
			assert_string_equal(text, fits ? expected : "");
	}
}

/* Every line of the tables at every truncation, in memory of just that size. */
static void test_truncations(void **state)
{
	static struct at_log log;

	(void)state;
	for (size_t i = 0; i < COUNT(text_rows) + COUNT(number_rows); i++) {
		const char *line = i < COUNT(text_rows) ? text_rows[i].line
							: number_rows[i - COUNT(text_rows)].line;
		for (size_t length = 0; length <= strlen(line); length++) {
			char *copy = strndup(line, length);
			assert_non_null(copy);
			read_all(&log, copy, false);
			read_all(&log, copy, true);
			free(copy);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),          cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_failure_sticks), cmocka_unit_test(test_left_and_skip),
		cmocka_unit_test(test_capacities),     cmocka_unit_test(test_truncations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
