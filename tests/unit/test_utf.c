/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 and UTF-16BE. */
#include "pdu_support.h"

struct good_row {
	const char *text;
	uint32_t character;
};

/* RFC 3629 3: the borders of each length. */
static const struct good_row good_rows[] = {
	{"\x01", 1},
	{"\x7F", 0x7F},
	{"\xC2\x80", 0x80},
	{"\xDF\xBF", 0x7FF},
	{"\xE0\xA0\x80", 0x800},
	{"\xED\x9F\xBF", 0xD7FF},
	{"\xEE\x80\x80", 0xE000},
	{"\xEF\xBF\xBF", 0xFFFF},
	{"\xF0\x90\x80\x80", 0x10000},
	{"\xF4\x8F\xBF\xBF", 0x10FFFF},
};

static void test_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good_rows); i++) {
		size_t length = strlen(good_rows[i].text);
		char text[5];
		uint32_t character = 0;

		assert_int_equal(pdu_utf8_get(good_rows[i].text, length, &character), length);
		assert_int_equal(character, good_rows[i].character);
		for (size_t cut = 0; cut < length; cut++) {
			char *part = exact_copy(good_rows[i].text, cut);

			assert_int_equal(pdu_utf8_get(part, cut, &character), SMSMODEM_E_UTF8);
			free(part);
		}
		for (size_t size = 0; size <= 4; size++) {
			memset(text, CANARY, sizeof text);
			assert_int_equal(pdu_utf8_put(good_rows[i].character, text, size),
					 size >= length ? (int)length : SMSMODEM_E_SPACE);
			assert_canary(text, size >= length ? length : 0, sizeof text);
		}
		assert_memory_equal(text, good_rows[i].text, length);
	}
}

static const char *const bad_rows[] = {
	"\x80",
	"\xBF",
	"\xC0\x80",
	"\xC1\xBF",
	"\xE0\x80\x80",
	"\xE0\x9F\xBF",
	"\xED\xA0\x80",
	"\xED\xBF\xBF",
	"\xF0\x80\x80\x80",
	"\xF0\x8F\xBF\xBF",
	"\xF4\x90\x80\x80",
	"\xF5\x80\x80\x80",
	"\xFE",
	"\xFF",
	"\xC2 ",
	"\xE2\x82 ",
	"\xF0\x9F\x98 ",
	"\xC2\xC2",
};

static void test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_rows); i++) {
		uint32_t character = 7;

		assert_int_equal(pdu_utf8_get(bad_rows[i], strlen(bad_rows[i]), &character),
				 SMSMODEM_E_UTF8);
		assert_int_equal(character, 7);
	}
}

static void test_every_character(void **state)
{
	(void)state;
	for (uint32_t character = 0; character <= 0x10FFFF; character++) {
		char text[4];
		uint32_t back = 1;
		int count = pdu_utf8_put(character, text, sizeof text);
		bool surrogate = character >= 0xD800 && character <= 0xDFFF;

		assert_in_range(count, 1, 4);
		assert_int_equal(pdu_utf8_get(text, (size_t)count, &back), count);
		assert_int_equal(back, surrogate ? 0xFFFD : character);
	}
}

struct utf16_row {
	const char *octets;
	const char *text;
};

static const struct utf16_row utf16_rows[] = {
	{"", ""},
	{"0041", "A"},
	{"00E920AC4E2D", "é€中"},
	{"D83DDE00", "😀"},
	{"DBFFDFFF", "\xF4\x8F\xBF\xBF"},
	{"D83D", "\xEF\xBF\xBD"},
	{"DE00", "\xEF\xBF\xBD"},
	{"D83D0041", "\xEF\xBF\xBD"
		     "A"},
	{"D83DD83DDE00", "\xEF\xBF\xBD😀"},
	{"DE00D83D", "\xEF\xBF\xBD\xEF\xBF\xBD"},
	{"004100", "A\xEF\xBF\xBD"},
	{"D83DDE", "\xEF\xBF\xBD\xEF\xBF\xBD"},
};

static void test_utf16(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(utf16_rows); i++) {
		uint8_t octets[16];
		size_t count = octets_of(utf16_rows[i].octets, octets, sizeof octets);
		size_t length = strlen(utf16_rows[i].text);
		char text[32];

		for (size_t size = 0; size < sizeof text; size++) {
			memset(text, CANARY, sizeof text);
			assert_int_equal(pdu_utf16_to_utf8(octets, count, text, size),
					 size >= length ? (int)length : SMSMODEM_E_SPACE);
			assert_canary(text, size < length ? size : length, sizeof text);
		}
		assert_memory_equal(text, utf16_rows[i].text, length);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_utf16),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
