/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables a text takes: the rules of the choice, one by one. */
#include "encode_support.h"
#include "gsm7.h"

#define TR          (1U << SMSMODEM_LANGUAGE_TURKISH)
#define ES          (1U << SMSMODEM_LANGUAGE_SPANISH)
#define PT          (1U << SMSMODEM_LANGUAGE_PORTUGUESE)
#define HI          (1U << SMSMODEM_LANGUAGE_HINDI)
#define ALL         SMSMODEM_LANGUAGES_ALL
#define AUTO        SMSMODEM_ENCODING_AUTO
#define GSM7        SMSMODEM_ENCODING_GSM7
#define UCS2        SMSMODEM_ENCODING_UCS2
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
	{"in UTF-16 it is cheaper", "šş", 1, TR, AUTO, true, UCS2, {0, 0}, 1, NULL},
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
	{"what has no replacement", TURKISH_TOO "ж", 1, TR, AUTO, true, UCS2, {0, 0}, 1, NULL},
};

static char *read_back(const struct smsmodem_submit *submit, int count)
{
	struct smsmodem_tpdu *parts = calloc((size_t)count, sizeof *parts);
	char *text = malloc(SMSMODEM_TEXT_SIZE(count));

	assert_true(parts && text);
	assert_int_equal(encode_all(submit, parts, NULL), count);
	assert_true(smsmodem_text(parts, (size_t)count, text, SMSMODEM_TEXT_SIZE(count)) >= 0);
	free(parts);
	return text;
}

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
	 "\"ж\" (U+0436), character 3 at octet 3 of the text, is not in the GSM 7-bit alphabet; "
	 "transliteration was not asked for"},
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
}

/* --- replacing at random --- */

/* Letters that are a cluster each: of the default, of tables, that can be replaced, that cannot. */
static const uint32_t letters[] = {'a',   'e',   ' ',    'x',    0x15F,  0x131,  0xE3,   0xF5,
				   0x161, 0x10D, 0x2013, 0x0928, 0x092E, 0x20AC, 0x221E, 0x436};

static size_t random_letters(struct random *random, char *text, size_t size)
{
	uint32_t count = random_below(random, 400), kinds = 4 + random_below(random, 13);
	size_t used = 0;

	for (uint32_t i = 0; i < count; i++)
		used += (size_t)pdu_utf8_put(letters[random_below(random, kinds)], text + used,
					     size - used - 1);
	text[used] = '\0';
	return used;
}

static bool holds(const char *text, uint32_t languages)
{
	struct smsmodem_submit submit = submit_of(text);
	struct smsmodem_encoder encoder;

	submit.languages = languages;
	submit.encoding = GSM7;
	return smsmodem_encode_begin(&encoder, &submit, NULL) > 0;
}

/* What has no place in any single table is replaced. */
static void replace(const char *text, uint32_t languages, char *out, size_t size)
{
	size_t length = strlen(text), used = 0;

	for (size_t at = 0; at < length;) {
		uint32_t character = 0;
		char one[5] = "";
		bool known = false;
		int octets = pdu_utf8_get(text + at, length - at, &character);

		memcpy(one, text + at, (size_t)octets);
		for (unsigned i = 0; i < SMSMODEM_LANGUAGES; i++)
			known = known || holds(one, languages & 1U << i);
		const char *instead = known ? NULL : pdu_transliterate(character);
		used += (size_t)snprintf(out + used, size - used, "%s", instead ? instead : one);
		at += (size_t)octets;
	}
}

static size_t octets_of_parts(const struct smsmodem_submit *submit, int *count)
{
	static struct smsmodem_tpdu parts[SMSMODEM_PARTS_MAX];
	size_t octets = 0;

	*count = encode_all(submit, parts, NULL);
	for (int i = 0; i < *count; i++)
		octets += parts[i].ud_len;
	return octets;
}

/* A message that may be changed is in 7 bits as one that has been changed before, or as it was. */
static void check_replaced(const char *text, uint32_t languages, const char *changed)
{
	struct smsmodem_submit submit = submit_of(text), wanted = submit_of(changed);
	int count, wanted_count, plain_count;

	submit.languages = wanted.languages = languages;
	wanted.encoding = strcmp(text, changed) ? GSM7 : AUTO;
	size_t plain = octets_of_parts(&submit, &plain_count);
	size_t least = octets_of_parts(&wanted, &wanted_count);
	bool dearer = languages != 0 && (wanted_count > plain_count ||
					 (wanted_count == plain_count && least > plain));
	submit.transliterate = true;
	assert_int_equal(octets_of_parts(&submit, &count), dearer ? plain : least);
	assert_int_equal(count, dearer ? plain_count : wanted_count);
	char *back = read_back(&submit, count);
	assert_string_equal(back, dearer ? text : changed);
	free(back);
}

static void test_random_replaced(void **state)
{
	static const uint32_t allowed[] = {0, TR, PT, HI, TR | PT, TR | HI, TR | PT | HI, ALL};
	struct random random = random_start();
	unsigned seen[4] = {0};

	(void)state;
	for (unsigned round = 0; round < 600; round++) {
		char text[2000], changed[2000];
		uint32_t languages = allowed[random_below(&random, COUNT(allowed))];
		unsigned way = 0;

		(void)random_letters(&random, text, sizeof text);
		(void)snprintf(changed, sizeof changed, "%s", text);
		if (!holds(text, languages)) {
			replace(text, languages, changed, sizeof changed);
			way = 1;
		}
		if (way == 1 && !holds(changed, languages)) {
			replace(text, 0, changed, sizeof changed);
			way = 2;
		}
		if (way == 2 && !holds(changed, languages)) {
			(void)snprintf(changed, sizeof changed, "%s", text);
			way = 3;
		}
		seen[way]++;
		check_replaced(text, languages, changed);
	}
	print_message("as it is %u, some replaced %u, all %u, none can be %u\n", seen[0], seen[1],
		      seen[2], seen[3]);
	assert_true(seen[0] > 5 && seen[1] > 5 && seen[2] > 5 && seen[3] > 5);
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
		cmocka_unit_test(test_rules),   cmocka_unit_test(test_headers),
		cmocka_unit_test(test_missing), cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_list),    cmocka_unit_test(test_list_replaced),
		cmocka_unit_test(test_cuts),    cmocka_unit_test(test_random_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
