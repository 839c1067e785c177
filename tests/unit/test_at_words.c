/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lines of modems mean, in words: 27.005, 27.007, and what manufacturers document. */
#include "at_support.h"
#include "at_words_support.h"
#include "at_words_table.h"
#include <smsmodem/at.h>

static void test_rows(void **state)
{
	char words[4096];
	int failed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int length = smsmodem_at_words(rows[i].command, rows[i].line, words, sizeof words);
		const char *expected = rows[i].words ? rows[i].words : "";

		assert_int_equal(length, (int)strlen(words));
		if (strcmp(words, expected) == 0)
			continue;
		print_message("%s: \"%s\"\nnot \"%s\"\n", rows[i].line, words, expected);
		failed++;
	}
	assert_int_equal(failed, 0);
}

/* Of every beginning of every line something is said that is a text, or nothing. */
static void test_every_truncation(void **state)
{
	char words[4096];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t count = 0; count <= strlen(rows[i].line); count++) {
			/* a copy of just that size, so that a read past it is seen */
			char *line = strndup(rows[i].line, count);

			assert_non_null(line);
			check_text(words,
				   smsmodem_at_words(rows[i].command, line, words, sizeof words));
			free(line);
		}
}

/* What does not fit is cut between characters, and nothing is written behind it. */
static void test_every_capacity(void **state)
{
	char words[512], whole[512];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = (size_t)smsmodem_at_words(rows[i].command, rows[i].line, whole,
							  sizeof whole);

		for (size_t size = 0; size <= length + 1; size++) {
			memset(words, CANARY, sizeof words);
			int count = smsmodem_at_words(rows[i].command, rows[i].line, words, size);
			assert_int_equal(words[size], CANARY);
			if (size == 0)
				continue;
			check_text(words, count);
			assert_memory_equal(words, whole, (size_t)count);
			assert_true((size_t)count + 4 >= size || (size_t)count == length);
		}
	}
}

/* Fields that are longer than any value, and more of them than any reply has. */
static void test_long_fields(void **state)
{
	static const char *const names[] = {"+CUSD: 0,\"", "+COPS: 0,0,\"", "+CNUM: \"",
					    "+CSCA: \"",   "+COPS: (1,\"",  "+CPBR: 1,\"1\",129,\"",
					    "+CCLK: \"",   "+CREG: 1,\"",   "+CME ERROR: "};
	static char line[AT_LINE_MAX + 1];
	char words[4096];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		for (size_t fill = 0; fill < 4; fill++) {
			memset(line, "0A,\""[fill], sizeof line - 1);
			memcpy(line, names[i], strlen(names[i]));
			for (size_t length = sizeof line - 1; length > 900; length -= 61) {
				line[length] = '\0';
				check_text(words,
					   smsmodem_at_words(NULL, line, words, sizeof words));
			}
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_every_truncation),
		cmocka_unit_test(test_every_capacity),
		cmocka_unit_test(test_long_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
