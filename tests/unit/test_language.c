/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the national languages (23.038 6.2.1.2.4, ISO 639-1). */
#include "pdu_support.h"

struct language_row {
	int language;
	const char *code, *name;
};

static const struct language_row language_rows[] = {
	{0, "default", "default"}, {1, "tr", "Turkish"},  {2, "es", "Spanish"},
	{3, "pt", "Portuguese"},   {4, "bn", "Bengali"},  {5, "gu", "Gujarati"},
	{6, "hi", "Hindi"},        {7, "kn", "Kannada"},  {8, "ml", "Malayalam"},
	{9, "or", "Oriya"},        {10, "pa", "Punjabi"}, {11, "ta", "Tamil"},
	{12, "te", "Telugu"},      {13, "ur", "Urdu"},
};

static void test_names(void **state)
{
	(void)state;
	assert_int_equal(COUNT(language_rows), SMSMODEM_LANGUAGES);
	for (size_t i = 0; i < COUNT(language_rows); i++) {
		const struct language_row *row = &language_rows[i];

		assert_string_equal(smsmodem_language_code((unsigned)row->language), row->code);
		assert_string_equal(smsmodem_language_name((unsigned)row->language), row->name);
		assert_int_equal(smsmodem_language_find(row->code), row->language);
		assert_int_equal(smsmodem_language_find(row->name), row->language);
	}
	assert_int_equal(SMSMODEM_LANGUAGES_ALL, (1U << SMSMODEM_LANGUAGES) - 2);
}

static void test_none(void **state)
{
	static const unsigned none[] = {SMSMODEM_LANGUAGES, 64, 255, 256, 0xFFFFFFFF};

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		assert_null(smsmodem_language_code(none[i]));
		assert_null(smsmodem_language_name(none[i]));
	}
}

struct find_row {
	const char *name;
	int language;
};

static const struct find_row find_rows[] = {
	{"TR", 1},      {"tR", 1},      {"TURKISH", 1},   {"hindi", 6},  {"HI", 6},
	{"Default", 0}, {"", -1},       {"t", -1},        {"tr ", -1},   {" tr", -1},
	{"tr,hi", -1},  {"turkis", -1}, {"turkishh", -1}, {"T\xD2", -1}, {"[r", -1},
	{"en", -1},     {"1", -1},      {"auto", -1},
};

static void test_find(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(find_rows); i++)
		assert_int_equal(smsmodem_language_find(find_rows[i].name), find_rows[i].language);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
