/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters of ASCII, whatever the locale is: in a Turkish one strcasecmp(3) has two letters i. A
 * machine without such a locale tests the others.
 */
#include "ascii.h"
#include <ctype.h>
#include <locale.h>
#include <setjmp.h>
#include <smsmodem/at.h>
#include <smsmodem/modem.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const locales[] = {"C", "C.UTF-8", "tr_TR.UTF-8", "az_AZ.UTF-8", "tr_TR"};

static void in_each_locale(void (*check)(void))
{
	for (size_t i = 0; i < COUNT(locales); i++)
		if (setlocale(LC_ALL, locales[i]))
			check();
	(void)setlocale(LC_ALL, "C");
}

/* --- letters: as the C locale has them --- */

static void test_letters(void **state)
{
	(void)state;
	(void)setlocale(LC_ALL, "C");
	for (int c = 0; c <= UINT8_MAX; c++) {
		assert_int_equal(ascii_isdigit(c), isdigit(c) != 0);
		assert_int_equal(ascii_isupper(c), isupper(c) != 0);
		assert_int_equal(ascii_islower(c), islower(c) != 0);
		assert_int_equal(ascii_isalpha(c), isalpha(c) != 0);
		assert_int_equal(ascii_isalnum(c), isalnum(c) != 0);
		assert_int_equal(ascii_toupper(c), toupper(c));
		assert_int_equal(ascii_tolower(c), tolower(c));
	}
	for (int c = INT8_MIN; c < 0; c++) /* a char */
		assert_false(ascii_isalnum(c));
}

/* --- comparisons --- */

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static void compare(const char *a, const char *b)
{
	const char *found = ascii_casestr(a, b);

	assert_int_equal(sign(ascii_casecmp(a, b)), sign(strcasecmp(a, b)));
	for (size_t n = 0; n < 6; n++)
		assert_int_equal(sign(ascii_ncasecmp(a, b, n)), sign(strncasecmp(a, b, n)));
	assert_ptr_equal(found, strcasestr(a, b));
}

static void test_as_in_c(void **state)
{
	static const char *const texts[] = {
		"",         "A",        "a", "+cpin", "+CPIN", "+CPIN2",
		"AT+CPIN?", "\xC4\xB0", "[", "{",     "@",     "`",
	};

	(void)state;
	(void)setlocale(LC_ALL, "C");
	for (size_t i = 0; i < COUNT(texts); i++)
		for (size_t j = 0; j < COUNT(texts); j++)
			compare(texts[i], texts[j]);
}

static void random_text(char text[5])
{
	size_t length = (size_t)(rand() % 5);

	for (size_t i = 0; i < length; i++)
		text[i] = "aAbB@[`{iI\xE9\xC9"[rand() % 12];
	text[length] = '\0';
}

static void test_random(void **state)
{
	unsigned seed = (unsigned)time(NULL);
	char a[5], b[5];

	(void)state;
	print_message("seed %u\n", seed);
	srand(seed);
	(void)setlocale(LC_ALL, "C");
	for (int i = 0; i < 20000; i++) {
		random_text(a);
		random_text(b);
		compare(a, b);
	}
}

/* --- what is made of them --- */

static void check_i(void)
{
	char masked[32];
	size_t length;

	assert_int_equal(ascii_casecmp("+cpin", "+CPIN"), 0);
	assert_true(smsmodem_mask("at+cpin=1234", masked, sizeof masked) > 0);
	assert_string_equal(masked, "at+cpin=****");
	assert_non_null(smsmodem_at_find("+cnmi=2,1", &length));
	assert_int_equal(length, 5);
	assert_true(smsmodem_at_words("at+cpin?", "+cpin: SIM PIN", masked, sizeof masked) > 0);
}

static void test_i(void **state)
{
	(void)state;
	in_each_locale(check_i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_as_in_c),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_i),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
