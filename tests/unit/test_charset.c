/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Character sets by their MIBenum (IANA): names, and text to and from UTF-8. */
#include "wsp_support.h"

struct name_row {
	uint32_t charset;
	const char *name, *alias;
};

static const struct name_row name_rows[] = {
	{3, "us-ascii", "ASCII"},
	{4, "iso-8859-1", "latin1"},
	{5, "iso-8859-2", "ISO_8859-2"},
	{8, "iso-8859-5", "cyrillic"},
	{12, "iso-8859-9", "latin5"},
	{13, "iso-8859-10", "l6"},
	{17, "shift_jis", "SJIS"},
	{18, "euc-jp", "EUC-JP"},
	{36, "ks_c_5601-1987", "korean"},
	{38, "euc-kr", "EUCKR"},
	{39, "iso-2022-jp", NULL},
	{106, "utf-8", "UTF8"},
	{109, "iso-8859-13", NULL},
	{111, "iso-8859-15", "latin-9"},
	{113, "gbk", "CP936"},
	{114, "gb18030", NULL},
	{1000, "iso-10646-ucs-2", "UCS-2"},
	{1013, "utf-16be", NULL},
	{1014, "utf-16le", NULL},
	{1015, "utf-16", "UTF16"},
	{2025, "gb2312", "EUC-CN"},
	{2026, "big5", "Big5"},
	{2084, "koi8-r", "KOI8-R"},
	{2252, "windows-1252", "cp1252"},
};

static void test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(name_rows); i++) {
		assert_string_equal(smsmodem_charset_name(name_rows[i].charset), name_rows[i].name);
		assert_int_equal(smsmodem_charset_find(name_rows[i].name), name_rows[i].charset);
		if (name_rows[i].alias)
			assert_int_equal(smsmodem_charset_find(name_rows[i].alias),
					 name_rows[i].charset);
	}
	assert_null(smsmodem_charset_name(0));
	assert_null(smsmodem_charset_name(99999));
	assert_int_equal(smsmodem_charset_find("x-none"), 0);
	assert_int_equal(smsmodem_charset_find(""), 0);
}

struct text_row {
	const char *name;
	uint32_t charset;
	const char *octets, *text;
	bool one_way; /* it is not what would be encoded */
};

#define REPLACED "\xEF\xBF\xBD"

static const struct text_row text_rows[] = {
	{"UTF-8", 106, "5A6B6F75C5A16B61", "Zkou\xC5\xA1ka", false},
	{"UTF-8 with a mark", 106, "EFBBBF61", "a", true},
	{"UTF-8 with what is none", 106, "61C361ED A080 62",
	 "a" REPLACED "a" REPLACED REPLACED REPLACED "b", true},
	{"US-ASCII", 3, "617E", "a~", false},
	{"US-ASCII with an octet above", 3, "61E4", "a" REPLACED, true},
	{"ISO-8859-1", 4, "E4FF80", "\xC3\xA4\xC3\xBF\xC2\x80", false},
	{"a NUL would end the text", 4, "610062", "a" REPLACED "b", true},
	{"said of none: UTF-8", 0, "C3A4", "\xC3\xA4", true},
	{"said of none: ISO-8859-1", 0, "C3A4E4", "\xC3\x83\xC2\xA4\xC3\xA4", true},
	{"UTF-16BE", 1013, "00E4D83DDE00", "\xC3\xA4\xF0\x9F\x98\x80", false},
	{"UTF-16LE", 1014, "E4003DD800DE", "\xC3\xA4\xF0\x9F\x98\x80", false},
	{"UTF-16", 1015, "00E4D83DDE00", "\xC3\xA4\xF0\x9F\x98\x80", false},
	{"UTF-16 with a mark", 1015, "FEFF00E4", "\xC3\xA4", true},
	{"UTF-16 with the other mark", 1015, "FFFEE400", "\xC3\xA4", true},
	{"UCS-2", 1000, "00E4", "\xC3\xA4", false},
	{"lone surrogates, and half a unit", 1015, "DE000061D83D0062D83D00",
	 REPLACED "a" REPLACED "b" REPLACED REPLACED, true},
	{"ISO-8859-2", 5, "B9E8", "\xC5\xA1\xC4\x8D", false},
	{"ISO-8859-15", 111, "A4", "\xE2\x82\xAC", false},
	{"windows-1252", 2252, "80", "\xE2\x82\xAC", false},
	{"KOI8-R", 2084, "C1C2", "\xD0\xB0\xD0\xB1", false},
	{"Shift_JIS, with a backslash", 17, "93FA967B5C", "\xE6\x97\xA5\xE6\x9C\xAC\\", false},
	{"Shift_JIS with half a character", 17, "93FA96", "\xE6\x97\xA5" REPLACED, true},
	{"EUC-KR", 38, "C7D1", "\xED\x95\x9C", false},
	{"EUC-KR: what only CP949 has", 38, "8141", "\xEA\xB0\x82", true},
	{"Big5", 2026, "A4A4", "\xE4\xB8\xAD", false},
	{"GB2312", 2025, "D6D0", "\xE4\xB8\xAD", false},
	{"GB18030", 114, "8130 8130", "\xC2\x80", false},
	{"ISO-2022-JP has states", 39, "1B2442467C1B2842", "\xE6\x97\xA5", false},
	{"Big5-HKSCS: an accent could follow", 2101, "8866", "\xC3\x8A", false},
	{"Big5-HKSCS: two characters of one", 2101, "8862", "\xC3\x8A\xCC\x84", false},
	{"UTF-7", 1012, "2B414F512D", "\xC3\xA4", false},
	{"nothing", 17, "", "", false},
};

static void test_decode(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++) {
		uint8_t raw[64];
		char text[256];
		size_t length = octets_of(text_rows[i].octets, raw, sizeof raw);
		size_t needed = strlen(text_rows[i].text) + 1;
		uint8_t *exact = exact_copy(raw, length);

		for (size_t size = 0; size <= needed + 1; size++) {
			memset(text, CANARY, sizeof text);
			int count = smsmodem_charset_decode(text_rows[i].charset, exact, length,
							    text, size);

			if (count != (size < needed ? SMSMODEM_E_SPACE : (int)needed - 1))
				fail_msg("%s: %d in %zu", text_rows[i].name, count, size);
			assert_canary(text, size, sizeof text);
			if (size >= needed)
				assert_string_equal(text, text_rows[i].text);
		}
		free(exact);
	}
}

static void test_encode(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++) {
		uint8_t octets[64], wanted[64];
		size_t needed = octets_of(text_rows[i].octets, wanted, sizeof wanted);

		for (size_t size = 0; size <= needed + 1 && !text_rows[i].one_way; size++) {
			memset(octets, CANARY, sizeof octets);
			int count =
				smsmodem_charset_encode(text_rows[i].charset, text_rows[i].text,
							strlen(text_rows[i].text), octets, size);

			if (count != (size < needed ? SMSMODEM_E_SPACE : (int)needed))
				fail_msg("%s: %d in %zu", text_rows[i].name, count, size);
			assert_canary(octets, size, sizeof octets);
			if (size >= needed)
				assert_memory_equal(octets, wanted, needed);
		}
	}
}

struct bad_row {
	uint32_t charset;
	const char *text;
};

static void test_not_encoded(void **state)
{
	static const struct bad_row rows[] = {
		{3, "\xC3\xA4"},
		{4, "\xE2\x82\xAC"},
		{5, "\xE2\x82\xAC"},
		{17, "\xED\x95\x9C"},
		{38, "\xEA\xB0\x82"},
		{1000, "\xF0\x9F\x98\x80"},
		{106, "\xC3"},
		{1015, "a\xFF"},
		{17, "\xFF"},
		{99999, "a"},
		{0, "a"},
	};
	uint8_t octets[16];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(smsmodem_charset_encode(rows[i].charset, rows[i].text,
							 strlen(rows[i].text), octets,
							 sizeof octets),
				 SMSMODEM_E_TEXT);
}

static void test_not_known(void **state)
{
	char text[16];

	(void)state;
	memset(text, CANARY, sizeof text);
	assert_int_equal(smsmodem_charset_decode(99999, "a", 1, text, sizeof text),
			 SMSMODEM_E_TEXT);
	assert_string_equal(text, "");
}

/* Any octets of any set become UTF-8 without a NUL, and no more than a character an octet. */
static void test_random(void **state)
{
	static const uint32_t sets[] = {0,    3,    4,    5,    17,   18,   36,   38,
					39,   106,  113,  114,  1000, 1012, 1013, 1014,
					1015, 2025, 2026, 2084, 2101, 2252, 2258};
	struct random random = random_start();

	(void)state;
	for (unsigned run = 0; run < 1500; run++) {
		uint32_t charset = sets[random_below(&random, COUNT(sets))];
		size_t length = random_below(&random, 100);
		uint8_t raw[100];
		char text[800];

		for (size_t i = 0; i < length; i++)
			raw[i] = (uint8_t)(random_below(&random, 3) ? random_below(&random, 256)
								    : 0x1B);
		uint8_t *exact = exact_copy(raw, length);
		int count = smsmodem_charset_decode(charset, exact, length, text, sizeof text);
		if (count < 0)
			fail_msg("set %u: %d", charset, count);
		assert_int_equal(strlen(text), count);
		for (int at = 0; at < count;) {
			uint32_t character;
			int used = pdu_utf8_get(text + at, (size_t)(count - at), &character);

			assert_true(used > 0);
			at += used;
		}
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),     cmocka_unit_test(test_decode),
		cmocka_unit_test(test_encode),    cmocka_unit_test(test_not_encoded),
		cmocka_unit_test(test_not_known), cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
