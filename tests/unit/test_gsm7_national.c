/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Septets to text and back in every pair of national language tables (23.038 6.2.1.2). */
#include "gsm7.h"
#include "pdu_support.h"
#include "sink.h"

#define SEPTETS_MAX 182
#define TEXT_MAX    (3 * SEPTETS_MAX)

static struct smsmodem_shift shift_of(unsigned pair)
{
	return (struct smsmodem_shift){(uint8_t)(pair / SMSMODEM_LANGUAGES),
				       (uint8_t)(pair % SMSMODEM_LANGUAGES)};
}

#define PAIRS (SMSMODEM_LANGUAGES * SMSMODEM_LANGUAGES)

/* @return octets, or SMSMODEM_E_SPACE */
static int put(struct smsmodem_shift shift, const uint8_t *septets, size_t count, char *text,
	       size_t size)
{
	struct pdu_sink sink = {.text = text, .size = size};
	struct pdu_gsm7_state gsm7 = {.shift = shift};

	pdu_gsm7_put(&sink, &gsm7, septets, count);
	return pdu_sink_result(&sink);
}

struct put_row {
	const char *name;
	uint8_t locking, single;
	const char *septets, *text;
};

/* 23.038: 6.2.1.1 what the single table lacks, 6.2.1.2.2, 6.2.1.2.3, A.2, A.3 */
static const struct put_row put_rows[] = {
	{"Turkish locking, with the default extension", 1, 0, "07 1C 40 60 04 1B65", "ıŞİç€€"},
	{"Turkish single, in the default alphabet", 0, 1, "1B47 1B49 1B63 1B73 47", "ĞİçşG"},
	{"Turkish both", 1, 1, "0B 1B47 0C 1B67", "ĞĞğğ"},
	{"Spanish single", 0, 2, "1B41 1B61 1B09 1B4F", "ÁáçÓ"},
	{"Spanish has no locking table", 2, 2, "00 09 1B09 5B", "@ÇçÄ"},
	{"Portuguese both", 3, 3, "15 1B15 18 1B65",
	 "∞Ω\xE2\x82\xAC"
	 "€"},
	{"Hindi locking", 6, 0, "15 64 1B65", "कd€"},
	{"Hindi single, Bengali locking", 4, 6, "1B1C 13 1B41", "०ওA"},
	{"Urdu both", 13, 13, "00 1B1C 60", "ا۰ٔ"},
	{"Telugu euro is read", 12, 12, "1B65", "€"},
	{"undefined behind an escape: the default alphabet", 0, 0, "1B00 1B7A", "@z"},
	{"undefined behind an escape: the locking table", 1, 1, "1B07 1B40", "ı|"},
	{"undefined behind an escape: the locking table", 6, 1, "1B15", "क"},
	{"undefined in the locking table", 4, 4, "0C 61",
	 "\xEF\xBF\xBD"
	 "a"},
	{"undefined in both", 4, 0, "1B0C 61",
	 "\xEF\xBF\xBD"
	 "a"},
	{"an undefined code is no escape", 10, 10, "0B 41",
	 "\xEF\xBF\xBD"
	 "ਭ"},
	{"a second escape is a space", 6, 6, "1B1B 61", " a"},
	{"three escapes", 6, 6, "1B1B 1B1C", " ०"},
	{"CR is reserved in the single tables", 6, 6, "1B0D 1B0A", "\r\f"},
	{"an escape at the end", 6, 6, "61 1B", "a"},
	{"languages that nobody has assigned", 14, 255, "00 1B65", "@€"},
};

static void test_put_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(put_rows); i++) {
		const struct put_row *row = &put_rows[i];
		struct smsmodem_shift shift = {row->locking, row->single};
		uint8_t septets[16];
		size_t count = octets_of(row->septets, septets, sizeof septets);
		char text[128];
		int length = put(shift, septets, count, text, sizeof text - 1);

		assert_true(length >= 0);
		text[length] = '\0';
		if (length != (int)strlen(row->text) || strcmp(text, row->text) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", row->name, text, row->text);
	}
}

/* Septet by septet, from the tables of characters: an independent second way. */
static size_t put_slowly(struct smsmodem_shift shift, const uint8_t *septets, size_t count,
			 char *text)
{
	size_t used = 0;

	for (size_t at = 0; at < count; at++) {
		bool escaped = septets[at] == PDU_GSM7_ESCAPE;

		if (escaped && ++at == count)
			break;
		uint32_t character = escaped ? pdu_gsm7_single[shift.single][septets[at]] : 0;
		if (character == 0)
			character = pdu_gsm7_locking[shift.locking][septets[at]];
		if (escaped && septets[at] == PDU_GSM7_ESCAPE)
			character = ' ';
		int octets = pdu_utf8_put(character ? character : 0xFFFD, text + used, 4);
		assert_true(octets > 0);
		used += (size_t)octets;
	}
	return used;
}

/* Every code, alone and behind an escape, in every pair. */
static void test_every_code(void **state)
{
	(void)state;
	for (unsigned pair = 0; pair < PAIRS; pair++)
		for (uint8_t code = 0; code < 128; code++)
			for (size_t first = 0; first < 2; first++) {
				const uint8_t septets[] = {PDU_GSM7_ESCAPE, code, 'a'};
				char text[64], wanted[64];
				size_t length = put_slowly(shift_of(pair), septets + first,
							   3 - first, wanted);

				assert_int_equal(put(shift_of(pair), septets + first, 3 - first,
						     text, sizeof text),
						 length);
				assert_memory_equal(text, wanted, length);
			}
}

/* Mostly what is no escape, with runs of letters that ASCII has too. */
static void random_septets(struct random *random, uint8_t *septets, size_t count)
{
	uint32_t rare = 1 + random_below(random, 20), letters = random_below(random, 4);

	for (size_t i = 0; i < count; i++) {
		septets[i] = (uint8_t)(letters && random_below(random, 8)
					       ? 'a' + random_below(random, 26)
					       : random_below(random, 128));
		if (random_below(random, rare) == 0)
			septets[i] = PDU_GSM7_ESCAPE;
	}
}

static void test_put_property(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 30 * PAIRS; round++) {
		struct smsmodem_shift shift = shift_of(round % PAIRS);
		uint8_t septets[SEPTETS_MAX];
		char wanted[TEXT_MAX + 4];
		size_t count = random_below(&random, SEPTETS_MAX + 1);

		random_septets(&random, septets, count);
		uint8_t *exact = exact_copy(septets, count);
		size_t length = put_slowly(shift, septets, count, wanted);
		assert_true(length <= TEXT_MAX);
		for (size_t size = length < 4 ? 0 : length - 4; size <= length + 2; size++) {
			char *text = exact_copy(wanted, size);

			memset(text, CANARY, size);
			assert_int_equal(put(shift, exact, count, text, size),
					 size < length ? SMSMODEM_E_SPACE : (int)length);
			if (size >= length) {
				assert_memory_equal(text, wanted, length);
				assert_canary(text, size, size);
			}
			free(text);
		}
		free(exact);
	}
}

/* Wherever a part ends, an escape is continued in the next. */
static void test_put_cut(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned pair = 0; pair < PAIRS; pair++) {
		uint8_t septets[60];
		char wanted[3 * COUNT(septets) + 4];

		random_septets(&random, septets, COUNT(septets));
		size_t length = put_slowly(shift_of(pair), septets, COUNT(septets), wanted);
		for (size_t cut = 0; cut <= COUNT(septets); cut++) {
			char text[sizeof wanted + 64];
			struct pdu_sink sink = {.text = text, .size = sizeof text};
			struct pdu_gsm7_state gsm7 = {.shift = shift_of(pair)};

			pdu_gsm7_put(&sink, &gsm7, septets, cut);
			pdu_gsm7_put(&sink, &gsm7, septets + cut, COUNT(septets) - cut);
			assert_int_equal(pdu_sink_result(&sink), length);
			assert_memory_equal(text, wanted, length);
		}
	}
}

/* --- text to septets --- */

/* A character of one of the tables, or rarely any other, or what is no character. */
static size_t random_character(struct random *random, struct smsmodem_shift shift, char *text)
{
	static const char *const others[] = {"a",        " ",  "Z", "0",   "\xC3",
					     "\xE0\xA4", "中", "😀", "\xFF"};
	const uint16_t *table = random_below(random, 5) ? pdu_gsm7_locking[shift.locking]
							: pdu_gsm7_single[shift.single];
	uint32_t character = table[random_below(random, 128)];

	if (character == 0 || random_below(random, 100) == 0) {
		const char *other = others[random_below(random, random_below(random, 40) ? 4 : 9)];

		memcpy(text, other, strlen(other));
		return strlen(other);
	}
	return (size_t)pdu_utf8_put(character, text, 4);
}

/* Character by character: where it stops, and what is before that. */
static size_t from_text_slowly(struct smsmodem_shift shift, const char *text, size_t length,
			       uint8_t *septets, size_t *count)
{
	size_t at = 0, used = 0;

	while (at < length) {
		uint8_t pair[2];
		uint32_t character;
		int octets = pdu_utf8_get(text + at, length - at, &character);
		int added = octets > 0 ? pdu_gsm7_septets(shift, character, pair) : 0;

		if (added == 0 || used + (size_t)added > *count)
			break;
		memcpy(septets + used, pair, (size_t)added);
		used += (size_t)added;
		at += (size_t)octets;
	}
	*count = used;
	return at;
}

static void check_from_text(struct smsmodem_shift shift, const char *text, size_t length,
			    size_t room)
{
	uint8_t wanted[1024], back[1024];
	size_t count = room, found = room;
	char *exact = exact_copy(text, length), again[3 * 1024];

	memset(back, CANARY, sizeof back);
	uint8_t *septets = exact_copy(back, room);
	size_t at = from_text_slowly(shift, exact, length, wanted, &count);
	assert_int_equal(pdu_gsm7_from_text_in(shift, exact, length, septets, &found), at);
	assert_int_equal(found, count);
	assert_memory_equal(septets, wanted, count);
	/* what was read is what it shows as */
	assert_int_equal(put(shift, septets, count, again, sizeof again), at);
	assert_memory_equal(again, text, at);
	free(exact);
	free(septets);
}

static void test_from_text_property(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 40 * PAIRS; round++) {
		struct smsmodem_shift shift = shift_of(round % PAIRS);
		char text[700];
		size_t length = 0, size = random_below(&random, sizeof text - 4);

		if (shift.locking == SMSMODEM_LANGUAGE_SPANISH)
			shift.locking = SMSMODEM_LANGUAGE_DEFAULT;
		while (length < size)
			length += random_character(&random, shift, text + length);
		size_t room = random_below(&random, 2) ? sizeof text : random_below(&random, 300);
		check_from_text(shift, text, length, room);
	}
}

/* Every character that the tables reach to, with each room and cut, in one table and in both. */
static void test_from_text_characters(void **state)
{
	(void)state;
	for (unsigned pair = 0; pair < PAIRS; pair++) {
		struct smsmodem_shift shift = shift_of(pair);
		bool both = shift.locking && shift.single;

		if (shift.locking == SMSMODEM_LANGUAGE_SPANISH ||
		    (both && shift.locking != shift.single))
			continue;
		for (uint32_t character = 1; character < 0x2240;
		     character += character == 0xE00 ? 0x1200 : 1) {
			char text[] = "ab????cd";
			int octets = pdu_utf8_put(character, text + 2, 4);

			assert_true(octets > 0);
			memcpy(text + 2 + octets, "cd", 2);
			for (size_t room = 2; room <= 4; room++)
				check_from_text(shift, text, (size_t)octets + 4, room);
			check_from_text(shift, text, (size_t)octets + 1, 8);
			check_from_text(shift, text, (size_t)octets + 2, 8);
		}
	}
}

/* Characters whose UTF-8 ends as that of a script's letters do, behind another first octet. */
static void test_from_text_neighbours(void **state)
{
	(void)state;
	for (uint8_t language = 0; language < SMSMODEM_LANGUAGES; language++)
		for (uint32_t letter = 0x900; letter < 0xD80; letter += 7)
			for (uint32_t plane = 1; plane < 0x10; plane++) {
				struct smsmodem_shift shift = {language, language};
				char text[] = "a???bcd";

				if (plane == 0xD || language == SMSMODEM_LANGUAGE_SPANISH)
					continue;
				assert_int_equal(pdu_utf8_put(plane << 12 | letter, text + 1, 3),
						 3);
				check_from_text(shift, text, sizeof text - 1, 8);
			}
}

/* Spanish locking is the default alphabet, as is what nobody has assigned. */
static void test_from_text_unassigned(void **state)
{
	static const struct smsmodem_shift shifts[] = {{2, 0}, {14, 14}, {255, 255}};
	static const char text[] = "aΔ€Ç";

	(void)state;
	for (size_t i = 0; i < COUNT(shifts); i++) {
		uint8_t septets[8];
		size_t count = COUNT(septets);

		assert_int_equal(
			pdu_gsm7_from_text_in(shifts[i], text, strlen(text), septets, &count),
			strlen(text));
		assert_octets(septets, count, "61 10 1B65 09");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put_rows),
		cmocka_unit_test(test_every_code),
		cmocka_unit_test(test_put_property),
		cmocka_unit_test(test_put_cut),
		cmocka_unit_test(test_from_text_property),
		cmocka_unit_test(test_from_text_characters),
		cmocka_unit_test(test_from_text_neighbours),
		cmocka_unit_test(test_from_text_unassigned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
