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

/* Units of all lengths in UTF-8, and surrogates of which few find each other. */
static uint16_t random_unit(struct random *random, unsigned kinds)
{
	static const struct {
		uint16_t first, count;
	} ranges[] = {{0x20, 0x60}, {0x80, 0x780}, {0x800, 0xD000}, {0xD700, 0x900}};
	unsigned kind = random_below(random, kinds);

	return (uint16_t)(ranges[kind].first + random_below(random, ranges[kind].count));
}

/* Unit by unit. @return octets */
static size_t to_utf8_slowly(const uint16_t *units, size_t count, char *text, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t character = units[i];
		bool pair = units[i] >> 10 == 0x36 && i + 1 < count && units[i + 1] >> 10 == 0x37;

		if (pair)
			character = 0x10000 + ((units[i] & 0x3FFU) << 10 | (units[i + 1] & 0x3FFU));
		i += pair;
		int octets = pdu_utf8_put(character, text + used, size - used);
		assert_true(octets > 0);
		used += (size_t)octets;
	}
	return used;
}

static void utf16_random(struct random *random, size_t count, unsigned kinds)
{
	uint16_t units[80];
	uint8_t octets[160];
	char wanted[3 * 80], text[3 * 80 + 1];

	for (size_t i = 0; i < count; i++) {
		units[i] = random_unit(random, kinds);
		octets[2 * i] = (uint8_t)(units[i] >> 8);
		octets[2 * i + 1] = (uint8_t)units[i];
	}
	size_t length = to_utf8_slowly(units, count, wanted, sizeof wanted);
	uint8_t *in = exact_copy(octets, 2 * count);
	char *out = exact_copy(wanted, length);

	memset(out, CANARY, length);
	assert_int_equal(pdu_utf16_to_utf8(in, 2 * count, out, length), length);
	assert_memory_equal(out, wanted, length);
	memset(text, CANARY, sizeof text);
	assert_int_equal(pdu_utf16_to_utf8(in, 2 * count, text, sizeof text), length);
	assert_memory_equal(text, wanted, length);
	assert_int_equal(text[sizeof text - 1], (char)CANARY);
	if (length > 0)
		assert_int_equal(pdu_utf16_to_utf8(in, 2 * count, out, length - 1),
				 SMSMODEM_E_SPACE);
	free(out);
	free(in);
}

static void test_utf16_random(void **state)
{
	struct random random = random_start();

	(void)state;
	for (size_t count = 0; count <= 80; count++)
		for (unsigned kinds = 1; kinds <= 4; kinds++)
			for (unsigned round = 0; round < 8; round++)
				utf16_random(&random, count, kinds);
}

/* As much as is there, and as there is room for; what a cut leaves is no character. */
static void from_text(const char *text, size_t length, size_t room)
{
	char *in = exact_copy(text, length);
	uint8_t *octets = exact_copy(text, room);
	char back[1024];
	size_t count = room, read = pdu_utf16_from_text(in, length, octets, &count);
	uint32_t character;

	assert_true(read <= length && count <= room);
	assert_int_equal(pdu_utf16_to_utf8(octets, count, back, sizeof back), read);
	assert_memory_equal(back, text, read);
	if (read < length) {
		int next = pdu_utf8_get(in + read, length - read, &character);

		assert_true(next < 0 || character == 0 || room - count < (next == 4 ? 4 : 2));
	}
	free(octets);
	free(in);
}

static void test_utf16_from_text(void **state)
{
	struct random random = random_start();
	char text[4 * 30];

	(void)state;
	for (unsigned round = 0; round < 200; round++) {
		size_t length = 0;

		for (unsigned i = 0; i < 30; i++) {
			bool pair = random_below(&random, 4) == 0;
			uint32_t character = pair ? 0x10000 + random_below(&random, 0x100000)
						  : random_unit(&random, 3);
			length += (size_t)pdu_utf8_put(i == 20 && round % 8 == 0 ? 0 : character,
						       text + length, sizeof text - length);
		}
		for (size_t cut = 0; cut <= length; cut++)
			from_text(text, cut, sizeof text);
		for (size_t room = 0; room <= sizeof text; room++)
			from_text(text, length, room);
	}
}

/* Any two octets at any place among characters of two octets. */
static void test_utf16_from_pairs(void **state)
{
	static const char letters[] = "\xD0\xB1\xC2\x80\xDF\xBF\xD7\x90\xD8\xB1\xCE\xA9";
	char text[sizeof letters - 1];

	(void)state;
	for (unsigned pair = 0; pair <= 0xFFFF; pair++) {
		for (size_t at = 0; at <= 6; at++) {
			memcpy(text, letters, sizeof text);
			text[at] = (char)(pair >> 8);
			text[at + 1] = (char)pair;
			from_text(text, sizeof text, sizeof text);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_utf16),
		cmocka_unit_test(test_utf16_random),
		cmocka_unit_test(test_utf16_from_text),
		cmocka_unit_test(test_utf16_from_pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
