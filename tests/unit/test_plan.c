/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables a text takes: the rules of the choice, one by one. */
#include "plan_support.h"

#define TURKISH     "Pijamalı hasta yağız şoföre çabucak güvendi"
#define TURKISH_TOO "Pijamalı hasta yağız šoföre çabucak güvendi"
#define NAMASTE     "नमस्ते दुनिया, नमस्ते दुनिया"

struct plan_row {
	const char *name;
	const char *text; /* repeated */
	size_t count;
	uint32_t languages;
	enum smsmodem_encoding asked;
	bool transliterate;
	enum smsmodem_encoding encoding;
	struct smsmodem_shift shift;
	int parts;
	const char *read; /* what arrives, or NULL: the text */
};

static const struct plan_row plan_rows[] = {
	{"the default holds it", "hello", 1, ALL, AUTO, false, GSM7, {0, 0}, 1, NULL},
	{"an empty text", "", 1, ALL, AUTO, false, GSM7, {0, 0}, 1, NULL},
	{"none allowed", TURKISH, 1, 0, AUTO, false, UCS2, {0, 0}, 1, NULL},
	{"bits that are no language", TURKISH, 1, ~ALL, AUTO, false, UCS2, {0, 0}, 1, NULL},
	{"locking alone", TURKISH, 1, TR, AUTO, false, GSM7, {1, 0}, 1, NULL},
	{"of all", TURKISH, 1, ALL, AUTO, false, GSM7, {1, 0}, 1, NULL},
	{"UTF-16 asked for", TURKISH, 1, TR, UCS2, false, UCS2, {0, 0}, 1, NULL},
	{"a header is dearer than UTF-16", "ş", 1, TR, AUTO, false, UCS2, {0, 0}, 1, NULL},
	{"unless 7-bit is asked for", "ş", 1, TR, GSM7, false, GSM7, {1, 0}, 1, NULL},
	/* header and text: 16 septets in 14 octets with single shift, 15 in 14 with locking */
	{"as many octets: single", "aaaaaaaaaş", 1, TR, AUTO, false, GSM7, {0, 1}, 1, NULL},
	{"an octet fewer: locking", "aaaaaaaaaaş", 1, TR, AUTO, false, GSM7, {1, 0}, 1, NULL},
	{"Spanish has no locking one", "á", 70, ES, GSM7, false, GSM7, {0, 2}, 1, NULL},
	{"two septets are less than a unit", "á", 90, ES, AUTO, false, GSM7, {0, 2}, 2, NULL},
	{"with the default's extension", "नमस्ते ^", 9, HI, AUTO, false, GSM7, {6, 0}, 1, NULL},
	{"a pair of one language", "नमस्ते A", 9, HI, AUTO, false, GSM7, {6, 6}, 1, NULL},
	{"a pair of two", "नमस्ते ş", 9, TR | HI, AUTO, false, GSM7, {6, 1}, 1, NULL},
	{"in a locking one what is escaped", "€", 100, PT, AUTO, false, GSM7, {3, 0}, 1, NULL},
	{"which few escapes are not worth", "€€€a", 40, PT, AUTO, false, GSM7, {3, 0}, 2, NULL},
	{"three escapes", "€€€", 1, ALL, AUTO, false, GSM7, {0, 0}, 1, NULL},
	{"six escapes are worth a table", "€", 6, PT, AUTO, false, GSM7, {3, 0}, 1, NULL},
	{"fewer octets in as many parts", "€", 20, PT, AUTO, false, GSM7, {3, 0}, 1, NULL},
	{"an emoji", TURKISH "😀", 1, ALL, AUTO, false, UCS2, {0, 0}, 1, NULL},
	{"several parts", TURKISH " ", 10, TR, AUTO, false, GSM7, {1, 0}, 3, NULL},

	{"nothing to be replaced", TURKISH, 1, TR, AUTO, true, GSM7, {1, 0}, 1, NULL},
	{"what no table has",
	 TURKISH_TOO,
	 1,
	 TR,
	 AUTO,
	 true,
	 GSM7,
	 {1, 0},
	 1,
	 "Pijamalı hasta yağız soföre çabucak güvendi"},
	{"for fewer octets it is not left", "šş", 1, TR, AUTO, true, GSM7, {0, 1}, 1, "sş"},
	{"nor without a language", "…", 1, 0, AUTO, true, GSM7, {0, 0}, 1, "..."},
	{"nor where it has none", "…", 1, TR, AUTO, true, GSM7, {0, 0}, 1, "..."},
	{"for fewer parts it is", "…", 70, 0, AUTO, true, UCS2, {0, 0}, 1, NULL},
	{"with a language too", "…", 70, TR, AUTO, true, UCS2, {0, 0}, 1, NULL},
	{"of several", "…", 134, 0, AUTO, true, UCS2, {0, 0}, 2, NULL},
	{"with a language too", "…", 134, TR, AUTO, true, UCS2, {0, 0}, 2, NULL},
	{"unless 7-bit is asked for: marks",
	 "š\xCC\x81\xCC\x82",
	 1,
	 0,
	 GSM7,
	 true,
	 GSM7,
	 {0, 0},
	 1,
	 "s"},
	{"unless 7-bit is asked for", "šş", 1, TR, GSM7, true, GSM7, {0, 1}, 1, "sş"},
	{"without a language all is replaced", "šş", 1, 0, AUTO, true, GSM7, {0, 0}, 1, "ss"},
	{"three tables: the default's, and one",
	 "şã न न न न न न न न",
	 1,
	 TR | PT | HI,
	 GSM7,
	 true,
	 GSM7,
	 {6, 0},
	 1,
	 "sa न न न न न न न न"},
	/* Portuguese has the last letter: replaced is what the default alphabet lacks */
	{"replaced though a table has it",
	 "∞०şã",
	 1,
	 TR | PT | HI,
	 GSM7,
	 true,
	 GSM7,
	 {3, 6},
	 1,
	 "∞०sa"},
	{"what has no replacement", TURKISH_TOO "ж", 1, TR, AUTO, true, UCS2, {0, 0}, 1, NULL},
};

static void test_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(plan_rows); i++) {
		const struct plan_row *row = &plan_rows[i];
		char *text = repeat(row->text, row->count);
		struct smsmodem_submit submit = submit_of(text);
		struct smsmodem_encoder encoder;

		print_message("  %s\n", row->name);
		submit.languages = row->languages;
		submit.encoding = row->asked;
		submit.transliterate = row->transliterate;
		assert_int_equal(smsmodem_encode_begin(&encoder, &submit, NULL), row->parts);
		assert_int_equal(encoder.encoding, row->encoding);
		assert_int_equal(encoder.shift.locking, row->shift.locking);
		assert_int_equal(encoder.shift.single, row->shift.single);
		char *back = read_back(&submit, row->parts);
		assert_string_equal(back, row->read ? row->read : text);
		assert_int_equal(encoder.transliterated, row->read != NULL);
		free(back);
		free(text);
	}
}

/* Both elements are in every part, behind the reference (23.040 9.2.3.24.15, .16). */
static void test_headers(void **state)
{
	char *text = repeat("नमस्ते A ", 60);
	struct smsmodem_submit submit = submit_of(text);
	struct smsmodem_tpdu parts[8];

	(void)state;
	submit.languages = HI;
	submit.ref = 7;
	int count = encode_all(&submit, parts, NULL);
	assert_int_equal(count, 5);
	for (int i = 0; i < count; i++) {
		const uint8_t header[] = {11, 0, 3, 7, 5, (uint8_t)(i + 1), 0x24, 1, 6, 0x25, 1, 6};

		assert_int_equal(parts[i].udh_len, sizeof header);
		assert_memory_equal(parts[i].ud, header, sizeof header);
		assert_true(parts[i].udl <= 160);
	}
	free(text);
}

struct missing_row {
	const char *name, *text;
	uint32_t languages;
	bool transliterate;
	long offset;
	const char *says;
};

static const struct missing_row missing_rows[] = {
	{"default", "aéж", 0, false, 3,
	 "\"ж\" (U+0436), character 3 at octet 3 of the text, is not in the GSM 7-bit alphabet"},
	{"none", "şж", TR, false, 2,
	 "character 2 at octet 2 of the text, is in none of the allowed"},
	{"no pair", "şनã", TR | HI | PT, false, 5,
	 "in no pair of tables that has what is in front"},
	{"no replacement", "šж", TR, true, 2, "allowed tables and has no replacement"},
};

static void test_missing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(missing_rows); i++) {
		const struct missing_row *row = &missing_rows[i];
		struct smsmodem_submit submit = submit_of(row->text);
		struct smsmodem_error error = {0};
		struct smsmodem_encoder encoder;

		print_message("  %s\n", row->name);
		submit.languages = row->languages;
		submit.transliterate = row->transliterate;
		submit.encoding = GSM7;
		assert_int_equal(smsmodem_encode_begin(&encoder, &submit, &error), SMSMODEM_E_TEXT);
		assert_int_equal(error.offset, row->offset);
		assert_non_null(strstr(error.text, row->says));
	}
}

/* How many it would be, also where the choice is among all tables. */
static void test_too_many(void **state)
{
	char *text = repeat("ş", 155 * 300);
	struct smsmodem_submit submit = submit_of(text);
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];
	struct smsmodem_error error = {0};
	struct smsmodem_encoder encoder;

	(void)state;
	submit.languages = TR;
	assert_int_equal(smsmodem_encode_begin(&encoder, &submit, &error), SMSMODEM_E_TEXT);
	assert_string_equal(error.text, "too long: 313 parts, and 255 are possible");
	assert_true(smsmodem_alternatives(&submit, rows, NULL) > 0);
	assert_int_equal(rows[0].parts, 313);
	assert_true(rows[0].chosen);
	free(text);
}

/* What stands for a character: also where the message is only too long. */
static void test_replacement(void **state)
{
	struct smsmodem_submit submit = submit_of("šş…\u200d日");
	struct smsmodem_encoder encoder;

	(void)state;
	submit.transliterate = true;
	assert_int_equal(smsmodem_encode_begin(&encoder, &submit, NULL), 1);
	assert_false(encoder.transliterated);
	assert_null(smsmodem_replacement(&encoder, 0x161));
	submit.text_len -= strlen("日");
	for (unsigned i = 0; i < 2; i++) {
		submit.languages = i ? TR : 0;
		submit.encoding = GSM7;
		assert_int_equal(smsmodem_encode_begin(&encoder, &submit, NULL), 1);
		assert_true(encoder.transliterated);
		assert_string_equal(smsmodem_replacement(&encoder, 0x161), "s");
		assert_string_equal(smsmodem_replacement(&encoder, 0x2026), "...");
		assert_string_equal(smsmodem_replacement(&encoder, 0x200D), "");
		assert_null(smsmodem_replacement(&encoder, 'a'));
		assert_null(smsmodem_replacement(&encoder, 0x65E5));
		if (i)
			assert_null(smsmodem_replacement(&encoder, 0x15F));
		else
			assert_string_equal(smsmodem_replacement(&encoder, 0x15F), "s");
	}
	char *text = repeat("š", 300);
	submit = submit_of(text);
	submit.transliterate = true;
	submit.max_parts = 1;
	assert_int_equal(smsmodem_encode_begin(&encoder, &submit, NULL), SMSMODEM_E_TEXT);
	assert_true(encoder.transliterated && encoder.parts == 0 && encoder.encoding == GSM7);
	assert_string_equal(smsmodem_replacement(&encoder, 0x161), "s");
	free(text);
}

/* --- the list --- */

static void test_list(void **state)
{
	struct smsmodem_submit submit = submit_of("hello");
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];

	(void)state;
	assert_int_equal(smsmodem_alternatives(&submit, rows, NULL), 2);
	assert_true(rows[0].chosen && rows[0].encoding == GSM7 && rows[0].octets == 5);
	assert_true(!rows[1].chosen && rows[1].encoding == UCS2 && rows[1].octets == 10);
	submit.languages = ALL;
	/* no pair: behind a locking table that has all of it a single shift table is dead weight */
	assert_int_equal(smsmodem_alternatives(&submit, rows, NULL), 1 + 13 + 12 + 1);
	submit.encoding = SMSMODEM_ENCODING_8BIT;
	assert_int_equal(smsmodem_alternatives(&submit, rows, NULL), 1 + 13 + 12 + 1 + 1);
	assert_true(rows[0].chosen && rows[0].encoding == SMSMODEM_ENCODING_8BIT);
	submit = submit_of("ab");
	submit.text = NULL;
	submit.text_len = 0;
	submit.data = (const uint8_t *)"ab";
	submit.data_len = 2;
	assert_int_equal(smsmodem_alternatives(&submit, rows, NULL), 1);
	assert_true(rows[0].chosen && rows[0].octets == 2 && rows[0].parts == 1);
}

/* What is no text has the form in which it is sent, and no other. */
static void test_list_octets(void **state)
{
	static const char *const texts[] = {"gr\xFC", "a\0b"};
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];
	struct smsmodem_error error = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct smsmodem_submit submit = submit_of("");

		submit.text = texts[i];
		submit.text_len = 3;
		submit.encoding = SMSMODEM_ENCODING_8BIT;
		assert_int_equal(smsmodem_alternatives(&submit, rows, &error), 1);
		assert_true(rows[0].chosen && rows[0].octets == 3 && rows[0].parts == 1);
		submit.encoding = AUTO;
		assert_true(smsmodem_alternatives(&submit, rows, &error) < 0);
		assert_int_equal(error.offset, i == 0 ? 2 : 1);
		assert_non_null(strstr(error.text, i == 0 ? "no UTF-8" : "a NUL"));
	}
}

/* What is replaced is listed only where nothing else would be 7-bit. */
static void test_list_replaced(void **state)
{
	struct smsmodem_submit submit = submit_of(TURKISH_TOO);
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];

	(void)state;
	submit.languages = TR;
	assert_int_equal(smsmodem_alternatives(&submit, rows, NULL), 4);
	assert_true(rows[0].encoding == UCS2 && rows[0].chosen);
	assert_true(rows[1].missing == 0x131 && rows[1].missing_at == 7 && rows[1].parts == 0);
	submit.transliterate = true;
	assert_int_equal(smsmodem_alternatives(&submit, rows, NULL), 6);
	assert_true(rows[0].chosen && rows[0].transliterated && rows[0].shift.locking == 1);
	assert_true(rows[1].transliterated && rows[1].shift.single == 1 && !rows[1].chosen);
	submit = submit_of(TURKISH);
	submit.languages = TR;
	submit.transliterate = true;
	assert_int_equal(smsmodem_alternatives(&submit, rows, NULL), 4);
	submit = submit_of("…");
	submit.transliterate = true;
	assert_int_equal(smsmodem_alternatives(&submit, rows, NULL), 3);
	assert_true(rows[0].chosen && rows[0].transliterated && rows[0].octets == 3);
	assert_true(rows[1].encoding == UCS2 && rows[1].octets == 2);
}

/* A text cut anywhere: nothing is read behind it, and half a character is said to be one. */
static void test_cuts(void **state)
{
	static const char text[] =
		TURKISH " " NAMASTE " €[~] 👨‍👩‍👧‍👦 🇹🇷 e\xCC\x81 x";
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];
	struct smsmodem_error error = {0};

	(void)state;
	for (size_t length = 0; length < sizeof text; length++) {
		char *copy = exact_copy(text, length);
		struct smsmodem_submit submit = submit_of("");
		struct smsmodem_tpdu parts[4];

		submit.text = copy;
		submit.text_len = length;
		submit.languages = ALL;
		bool whole = ((uint8_t)text[length] & 0xC0) != 0x80;
		int count = encode_all(&submit, parts, &error);
		assert_int_equal(smsmodem_alternatives(&submit, rows, NULL) > 0, whole);
		assert_int_equal(count > 0, whole);
		assert_true(whole || count == SMSMODEM_E_UTF8);
		assert_true(whole ||
			    (error.offset < (long)length && error.offset + 4 > (long)length));
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),         cmocka_unit_test(test_headers),
		cmocka_unit_test(test_missing),       cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_replacement),   cmocka_unit_test(test_list),
		cmocka_unit_test(test_list_replaced), cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_list_octets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
