/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The GSM 7-bit default alphabet (23.038 6.2.1). */
#include "gsm7.h"
#include "pdu_support.h"

/* 23.038 6.2.1 row by row, the escape's place as a blank. */
static const char alphabet[] = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
			       "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

static void test_alphabet(void **state)
{
	size_t at = 0;

	(void)state;
	for (uint8_t septet = 0; septet < 128; septet++) {
		uint32_t character;
		uint8_t pair[2];
		char text[8];
		int octets = pdu_utf8_get(alphabet + at, sizeof alphabet - 1 - at, &character);

		assert_true(octets > 0);
		if (septet != PDU_GSM7_ESCAPE) {
			assert_int_equal(pdu_gsm7_from_character(character, pair), 1);
			assert_int_equal(pair[0], septet);
			assert_int_equal(pdu_gsm7_to_utf8(&septet, 1, text, sizeof text), octets);
			assert_memory_equal(text, alphabet + at, (size_t)octets);
		}
		at += (size_t)octets;
	}
	assert_int_equal(at, sizeof alphabet - 1);
}

struct extension_row {
	uint32_t character;
	uint8_t septet;
};

/* 23.038 6.2.1.1 */
static const struct extension_row extension_rows[] = {
	{0x0C, 0x0A}, {'^', 0x14}, {'{', 0x28}, {'}', 0x29}, {'\\', 0x2F},
	{'[', 0x3C},  {'~', 0x3D}, {']', 0x3E}, {'|', 0x40}, {0x20AC, 0x65},
};

static uint32_t extension_of(uint8_t septet)
{
	for (size_t i = 0; i < COUNT(extension_rows); i++)
		if (extension_rows[i].septet == septet)
			return extension_rows[i].character;
	return 0;
}

/* Every pair: the extension, a space for a second escape, else the main table's character. */
static void test_extension(void **state)
{
	(void)state;
	for (uint8_t septet = 0; septet < 128; septet++) {
		uint8_t pair[2] = {PDU_GSM7_ESCAPE, septet}, back[2];
		char text[8], expected[8];
		uint32_t character = extension_of(septet);
		int length = pdu_gsm7_to_utf8(pair, 2, text, sizeof text);

		if (character) {
			assert_int_equal(pdu_gsm7_from_character(character, back), 2);
			assert_memory_equal(back, pair, 2);
			assert_int_equal(pdu_utf8_put(character, expected, 8), length);
		} else if (septet == PDU_GSM7_ESCAPE) {
			assert_int_equal(length, 1);
			expected[0] = ' ';
		} else {
			assert_int_equal(pdu_gsm7_to_utf8(&septet, 1, expected, 8), length);
		}
		assert_memory_equal(text, expected, (size_t)length);
	}
}

/* What is encoded decodes to the same, for every character there is. */
static void test_every_character(void **state)
{
	unsigned found = 0;

	(void)state;
	for (uint32_t character = 0; character <= 0x10FFFF; character++) {
		uint8_t septets[2];
		char text[8];
		uint32_t back;
		int count = pdu_gsm7_from_character(character, septets);

		assert_in_range(count, 0, 2);
		if (count == 0)
			continue;
		found++;
		int length = pdu_gsm7_to_utf8(septets, (size_t)count, text, sizeof text);
		assert_int_equal(pdu_utf8_get(text, (size_t)length, &back), length);
		assert_int_equal(back, character);
	}
	assert_int_equal(found, 127 + COUNT(extension_rows));
}

static void test_lone_escape(void **state)
{
	static const uint8_t septets[] = {'a', PDU_GSM7_ESCAPE};
	char text[4];

	(void)state;
	assert_int_equal(pdu_gsm7_to_utf8(septets, 2, text, sizeof text), 1);
	assert_int_equal(text[0], 'a');
	assert_int_equal(pdu_gsm7_to_utf8(septets + 1, 1, text, sizeof text), 0);
}

/* One septet after the other, an escape with its own: an independent second way. */
static size_t text_slowly(const uint8_t *septets, size_t count, char *text)
{
	size_t used = 0;

	for (size_t at = 0; at < count;) {
		size_t step = septets[at] == PDU_GSM7_ESCAPE && at + 1 < count ? 2 : 1;
		int octets = pdu_gsm7_to_utf8(septets + at, step, text + used, 8);

		assert_in_range(octets, 0, 3);
		used += (size_t)octets;
		at += step;
	}
	return used;
}

/* Septets of a text in which about one of `rare` is any other than a letter. */
static void random_text(struct random *random, uint32_t rare, uint8_t *septets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		septets[i] = (uint8_t)(random_below(random, rare) ? 'a' + random_below(random, 26)
								  : random_below(random, 128));
}

static void test_text_property(void **state)
{
	struct random random = random_start();

	(void)state;
	for (size_t count = 0; count <= 160; count++)
		for (uint32_t rare = 1; rare <= 64; rare *= 4) {
			uint8_t septets[160];
			char slow[481], *text;

			random_text(&random, rare, septets, count);
			uint8_t *exact = exact_copy(septets, count);
			size_t length = text_slowly(septets, count, slow);
			for (size_t size = length < 20 ? 0 : length - 20; size <= length; size++) {
				text = exact_copy(slow, size);
				memset(text, CANARY, size);
				assert_int_equal(pdu_gsm7_to_utf8(exact, count, text, size),
						 size < length ? SMSMODEM_E_SPACE : (int)length);
				if (size == length)
					assert_memory_equal(text, slow, length);
				free(text);
			}
			free(exact);
		}
}

/* Same octet in ASCII and in the alphabet as 23.038 6.2.1 has them; line ends are not counted. */
static bool is_plain(uint8_t octet)
{
	uint8_t septets[2];

	return octet >= ' ' && octet < 0x80 && pdu_gsm7_from_character(octet, septets) == 1 &&
	       septets[0] == octet;
}

/* Every octet at every place, and what is behind it does not matter. */
static void test_plain(void **state)
{
	(void)state;
	for (size_t count = 0; count <= 50; count++)
		for (size_t place = 0; place < count; place++)
			for (unsigned octet = 0; octet < 256; octet++) {
				uint8_t octets[50];

				memset(octets, 'a' + (int)octet % 26, sizeof octets);
				octets[place] = (uint8_t)octet;
				if (octet & 0x80)
					octets[count - 1 - place / 2] = (uint8_t)octet;
				size_t expected = 0;
				while (expected < count && is_plain(octets[expected]))
					expected++;
				uint8_t *exact = exact_copy(octets, count);
				assert_int_equal(pdu_gsm7_plain(exact, count), expected);
				free(exact);
			}
}

static void test_text_capacities(void **state)
{
	static const uint8_t septets[] = {'a', 0x10, PDU_GSM7_ESCAPE, 0x65, 'b'}; /* aΔ€b */

	(void)state;
	for (size_t size = 0; size <= 8; size++) {
		char text[9];

		memset(text, CANARY, sizeof text);
		assert_int_equal(pdu_gsm7_to_utf8(septets, sizeof septets, text, size),
				 size >= 7 ? 7 : SMSMODEM_E_SPACE);
		assert_canary(text, size < 7 ? size : 7, sizeof text);
	}
}

/* The most that sixteen septets take: an escape ends one sixteen, '€' and letters of two octets
 * each are the next; in a buffer of every size. */
static void test_text_longest(void **state)
{
	uint8_t septets[32];
	char wanted[96];

	(void)state;
	memset(septets, 0x10, sizeof septets);
	septets[15] = PDU_GSM7_ESCAPE;
	septets[16] = 0x65;
	size_t length = text_slowly(septets, sizeof septets, wanted);
	assert_int_equal(length, 15 * 2 + 3 + 15 * 2);
	for (size_t size = 0; size < sizeof wanted; size++) {
		char *text = malloc(size ? size : 1);

		assert_non_null(text);
		assert_int_equal(pdu_gsm7_to_utf8(septets, sizeof septets, text, size),
				 size < length ? SMSMODEM_E_SPACE : (int)length);
		if (size >= length)
			assert_memory_equal(text, wanted, length);
		free(text);
	}
}

/* Character by character: where it stops, and what is before that. */
static size_t from_text_slowly(const char *text, size_t length, uint8_t *septets, size_t *count)
{
	size_t at = 0, used = 0;

	while (at < length && used < *count) {
		uint8_t pair[2];
		uint32_t character;
		int octets = pdu_utf8_get(text + at, length - at, &character);

		if (octets < 1 || octets > 2 || pdu_gsm7_from_character(character, pair) != 1)
			break;
		septets[used++] = pair[0];
		at += (size_t)octets;
	}
	*count = used;
	return at;
}

/* Mostly what is one septet; else escapes, other letters, and octets that are no text. */
static size_t random_utf8(struct random *random, uint32_t rare, char *text, size_t size)
{
	static const char *const others[] = {"ä", "Ω",  "@", "\n",   "é",    "ß",
					     "$", "Δ",  "_", "à",    "[",    "€",
					     "č", "中", "Ж", "\xC3", "\xA4", "\x7F"};
	size_t used = 0;

	while (used + 4 <= size) {
		const char *next = random_below(random, rare) ? "x"
				   : random_below(random, 9)
					   ? others[random_below(random, 10)]
					   : others[random_below(random, COUNT(others))];

		while (*next)
			text[used++] = *next++;
	}
	return used;
}

static void test_from_text(void **state)
{
	struct random random = random_start();
	size_t all = 0;

	(void)state;
	for (unsigned round = 0; round < 40000; round++) {
		char text[200];
		uint8_t slow[200] = {0};
		size_t size = random_below(&random, sizeof text);
		size_t length = random_utf8(&random, 1 + random_below(&random, 20), text, size);
		size_t room = random_below(&random, 3) ? 200 : random_below(&random, 200);
		size_t count = room, found = room;
		char *exact = exact_copy(text, length);
		uint8_t *septets = exact_copy(slow, room);

		size_t wanted = from_text_slowly(exact, length, slow, &count);
		assert_int_equal(pdu_gsm7_from_text(exact, length, septets, &found), wanted);
		assert_int_equal(found, count);
		assert_memory_equal(septets, slow, count);
		all += wanted == length && length > 48;
		free(exact);
		free(septets);
	}
	assert_true(all > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alphabet),        cmocka_unit_test(test_extension),
		cmocka_unit_test(test_every_character), cmocka_unit_test(test_lone_escape),
		cmocka_unit_test(test_plain),           cmocka_unit_test(test_text_property),
		cmocka_unit_test(test_text_capacities), cmocka_unit_test(test_text_longest),
		cmocka_unit_test(test_from_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
