/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Octets to lines (V.250 5.7.1) and prompts (27.005 4.3): every cut of the same octets is the same.
 */
#include "at_support.h"

struct lexer_row {
	const char *name;
	bool prompt;
	const char *input;
	size_t length; /* of input where it holds NULs, else 0 */
	const char *expected;
};

#define WITH_NULS(text) text, sizeof(text) - 1

static const struct lexer_row rows[] = {
	{"nothing", false, "", 0, ""},
	{"line ends alone", false, "\r\n\r\n\n\r\r\n\n", 0, ""},
	{"not yet a line", false, "OK", 0, ""},
	{"CR LF around", false, "\r\nOK\r\n", 0, "[OK]"},
	{"CR alone", false, "OK\rERROR\r", 0, "[OK][ERROR]"},
	{"LF alone", false, "OK\nERROR\n", 0, "[OK][ERROR]"},
	{"LF CR", false, "OK\n\rERROR\n\r", 0, "[OK][ERROR]"},
	{"CR CR LF (Huawei E1752)", false, "\r\r\nOK\r\r\n", 0, "[OK]"},
	{"blank lines between", false, "A\r\n\r\n\r\n\r\nB\r\n", 0, "[A][B]"},
	{"NULs are noise", false, WITH_NULS("\0A\0T\0\r\0\n\0\0\r\nOK\0\r\n"), "[AT][OK]"},
	{"a line of NULs is none", false, WITH_NULS("\r\n\0\0\0\r\n"), ""},
	{"blanks are kept", false, "\r\n  a b  \r\n \r\n", 0, "[  a b  ][ ]"},
	{"control characters are kept", false, "00\x1A\r\n\x07\t\r", 0, "[00\\x1A][\\x07\\x09]"},
	{"octets over 7F are kept", false, "\xC3\xBC\xFF\r", 0, "[\\xC3\\xBC\\xFF]"},
	{"quotes do not join lines", false, "+X: \"a\r\nOK\r\n", 0, "[+X: \"a][OK]"},
	{"no prompt is wanted", false, "\r\n> \r\n>x\r\n", 0, "[> ][>x]"},
	{"prompt", true, "\r\n> ", 0, "{>}"},
	{"prompt without blank", true, "\r\n>", 0, "{>}"},
	{"prompt at the start", true, "> ", 0, "{>}"},
	{"prompt on a line of its own", true, "\r\n>\r\n", 0, "{>}"},
	{"prompt, blank and line end", true, "\r\n> \r\nOK\r\n", 0, "{>}[OK]"},
	{"prompt, then a line at once", true, "\r\n>OK\r\n", 0, "{>}[OK]"},
	{"a prompt behind NULs", true, WITH_NULS("\0\0> x\r"), "{>}[x]"},
	{"two prompts", true, "> > ", 0, "{>}{>}"},
	{"'>' within a line is none", true, "a> b\r\n", 0, "[a> b]"},
	{"'>' behind a blank is none", true, " > b\r\n", 0, "[ > b]"},
};

/* What the lexer makes of pieces: [line] {prompt} <overlong>. */
static void lex(struct at_log *log, const struct lexer_row *row, size_t cut, size_t piece)
{
	static struct at_lexer lexer;
	size_t length = row->length ? row->length : strlen(row->input);
	enum at_token token;

	at_log_clear(log);
	at_lexer_init(&lexer);
	for (size_t done = 0; done < length;) {
		size_t end = done < cut ? cut : length;
		size_t count = end - done < piece ? end - done : piece;
		/* a copy of just that size, so that a read past it is seen */
		uint8_t *copy = malloc(count);
		assert_non_null(copy);
		memcpy(copy, row->input + done, count);
		size_t used = at_lexer_feed(&lexer, copy, count, row->prompt, &token);
		free(copy);
		assert_in_range(used, 1, count);
		assert_true(token != AT_TOKEN_NONE || used == count);
		done += used;
		if (token == AT_TOKEN_PROMPT)
			at_log_add(log, "{>}");
		if (token != AT_TOKEN_LINE)
			continue;
		assert_int_equal(strlen(lexer.text), lexer.length);
		at_log_add(log, "[");
		at_log_add_escaped(log, lexer.text, lexer.length);
		at_log_add(log, "]");
	}
}

static void check(const struct lexer_row *row, size_t cut, size_t piece)
{
	static struct at_log log;

	lex(&log, row, cut, piece);
	if (strcmp(log.text, row->expected) != 0)
		fail_msg("%s, cut at %zu, pieces of %zu: %s", row->name, cut, piece, log.text);
}

static void test_rows_at_every_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = rows[i].length ? rows[i].length : strlen(rows[i].input);
		for (size_t cut = 0; cut <= length; cut++)
			check(&rows[i], cut, length + 1);
		for (size_t piece = 1; piece <= 3; piece++)
			check(&rows[i], 0, piece);
	}
}

static void test_no_octets(void **state)
{
	struct at_lexer lexer;
	enum at_token token;

	(void)state;
	at_lexer_init(&lexer);
	assert_int_equal(at_lexer_feed(&lexer, (const uint8_t *)"OK\r", 3, false, &token), 3);
	assert_int_equal(token, AT_TOKEN_LINE);
	/* the line stays until there are more */
	assert_int_equal(at_lexer_feed(&lexer, NULL, 0, false, &token), 0);
	assert_int_equal(token, AT_TOKEN_NONE);
	assert_string_equal(lexer.text, "OK");
}

/* The token comes with the octet that is too many; the next line is whole. */
static void test_overlong(void **state)
{
	static uint8_t text[3 * AT_LINE_MAX];
	static struct at_lexer lexer;

	(void)state;
	for (size_t length = AT_LINE_MAX - 1; length <= AT_LINE_MAX + 3; length++) {
		enum at_token token;
		size_t expected = length > AT_LINE_MAX ? AT_LINE_MAX + 1 : length + 1;

		memset(text, 'x', length);
		memcpy(text + length, "\r\n>\r\nOK\r", 8);
		at_lexer_init(&lexer);
		size_t used = at_lexer_feed(&lexer, text, length + 8, true, &token);
		assert_int_equal(used, expected);
		assert_int_equal(token, length > AT_LINE_MAX ? AT_TOKEN_OVERLONG : AT_TOKEN_LINE);
		assert_int_equal(strlen(lexer.text), length > AT_LINE_MAX ? AT_LINE_MAX : length);
		used += at_lexer_feed(&lexer, text + used, length + 8 - used, true, &token);
		assert_int_equal(token, AT_TOKEN_PROMPT);
		used += at_lexer_feed(&lexer, text + used, length + 8 - used, true, &token);
		assert_int_equal(token, AT_TOKEN_LINE);
		assert_string_equal(lexer.text, "OK");
		assert_int_equal(used, length + 8);
	}
}

static void test_overlong_once(void **state)
{
	static struct at_lexer lexer;
	enum at_token token;
	int overlong = 0;

	(void)state;
	at_lexer_init(&lexer);
	for (size_t i = 0; i < 5 * AT_LINE_MAX; i++) {
		assert_int_equal(at_lexer_feed(&lexer, (const uint8_t *)">", 1, false, &token), 1);
		assert_true(token == AT_TOKEN_NONE || token == AT_TOKEN_OVERLONG);
		overlong += token == AT_TOKEN_OVERLONG;
	}
	assert_int_equal(overlong, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_at_every_cut),
		cmocka_unit_test(test_no_octets),
		cmocka_unit_test(test_overlong),
		cmocka_unit_test(test_overlong_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
