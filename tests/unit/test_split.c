/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a part may end: never within an escape pair, a surrogate pair or a cluster that fits. */
#include "encode_support.h"
#include <utf8proc.h>

struct border_row {
	const char *filler; /* repeated count times in front */
	size_t count;
	const char *cluster;
	const char *second; /* what the second part begins with */
};

#define FAMILY "👨‍👩‍👧‍👦"

static const struct border_row border_rows[] = {
	{"a", 152, "€tail789", "€"},             /* an escape pair over 152|153 */
	{"a", 152, "\r\ntail789", "\r\n"},       /* CR LF is one cluster */
	{"a", 151, "\r\ntail7890", "tail"},      /* and fits */
	{"ж", 66, "😀tail", "😀"},                 /* a surrogate pair */
	{"ж", 65, "😀tail4", "tail"},             /* that fits */
	{"ж", 65, "🇩🇪tail", "🇩🇪"},               /* a flag is four units */
	{"ж", 63, "🇩🇪🇫🇷tail", "🇫🇷"},             /* two flags are two clusters */
	{"ж", 60, FAMILY "tail", FAMILY},        /* eleven units */
	{"ж", 56, FAMILY "tail", "tail"},        /* that fit */
	{"ж", 66, "e\xCC\x81tail", "e\xCC\x81"}, /* a combining accent */
};

static void test_borders(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(border_rows); i++) {
		const struct border_row *row = &border_rows[i];
		char *filler = repeat(row->filler, row->count);
		char text[1024], second[1024];
		struct smsmodem_tpdu parts[4];

		assert_true(snprintf(text, sizeof text, "%s%s", filler, row->cluster) > 0);
		struct smsmodem_submit submit = submit_of(text);
		assert_int_equal(encode_all(&submit, parts, NULL), 2);
		assert_true(smsmodem_text(&parts[1], 1, second, sizeof second) > 0);
		assert_int_equal(strncmp(second, row->second, strlen(row->second)), 0);
		free(filler);
	}
}

/* A cluster larger than a part is cut, but not within a character. */
static void test_oversize_cluster(void **state)
{
	char *marks = repeat("\xCC\x81", 300);
	char text[1024], back[4096];
	struct smsmodem_tpdu parts[8];

	(void)state;
	assert_true(snprintf(text, sizeof text, "жжe%sж", marks) > 0);
	struct smsmodem_submit submit = submit_of(text);
	int count = encode_all(&submit, parts, NULL);
	assert_int_equal(count, 5);
	assert_int_equal(parts[0].ud_len, 140); /* it begins where it stands */
	assert_true(smsmodem_text(parts, (size_t)count, back, sizeof back) > 0);
	assert_string_equal(back, text);
	free(marks);
}

/* --- random texts --- */

static uint32_t random_character(struct random *random, bool gsm7)
{
	static const uint32_t special[] = {0x20AC,  '[',     '\r',    '\n',    0x301,   0x200D,
					   0xFE0F,  0x1F468, 0x1F469, 0x1F1E9, 0x1F1EA, 0x1F3FD,
					   0x1F44D, 0x1100,  0x1161,  0x0915,  0x094D,  '~'};
	uint8_t septets[2];
	uint32_t character;

	do {
		switch (random_below(random, 6)) {
		case 0: character = random_below(random, 0x110000); break;
		case 1: character = random_below(random, 0x10000); break;
		case 2: character = random_below(random, 0x400); break;
		case 3: character = special[random_below(random, COUNT(special))]; break;
		default: character = 0x20 + random_below(random, 0x5F); break;
		}
	} while (character == 0 || (character >= 0xD800 && character <= 0xDFFF) ||
		 (gsm7 && pdu_gsm7_from_character(character, septets) == 0));
	return character;
}

static size_t random_text(struct random *random, char *text, size_t size)
{
	size_t characters = random_below(random, 600), used = 0;
	bool gsm7 = random_below(random, 2);

	for (size_t i = 0; i < characters && used + 4 < size; i++) {
		int octets = pdu_utf8_put(random_character(random, gsm7), text + used, size - used);

		assert_true(octets > 0);
		used += (size_t)octets;
	}
	text[used] = '\0';
	return used;
}

/* Octets of the whole clusters that the text begins with are marked; also where one is very long.
 */
static void mark_clusters(const char *text, size_t length, bool *starts, bool *oversize)
{
	utf8proc_int32_t state = 0, before = 0;
	size_t start = 0;

	*oversize = false;
	for (size_t at = 0; at < length;) {
		utf8proc_int32_t character;
		utf8proc_ssize_t octets =
			utf8proc_iterate((const utf8proc_uint8_t *)text + at,
					 (utf8proc_ssize_t)(length - at), &character);

		assert_true(octets > 0);
		starts[at] = at == 0 || utf8proc_grapheme_break_stateful(before, character, &state);
		if (starts[at])
			start = at;
		if (at - start > 100)
			*oversize = true;
		before = character;
		at += (size_t)octets;
	}
	starts[length] = true;
}

/* Every part by itself is whole characters, ends at a cluster, and together they are the text. */
static void test_random_texts(void **state)
{
	struct random random = random_start();
	static struct smsmodem_tpdu parts[SMSMODEM_PARTS_MAX];
	static char back[SMSMODEM_TEXT_SIZE(SMSMODEM_PARTS_MAX)];

	(void)state;
	for (unsigned round = 0; round < 3000; round++) {
		char text[2500];
		bool starts[2501] = {false}, oversize;
		size_t length = random_text(&random, text, sizeof text), at = 0;
		struct smsmodem_submit submit = submit_of(text);

		submit.ref_bits = random_below(&random, 2) ? 16 : 8;
		submit.port_dst = random_below(&random, 2) ? 2948 : -1;
		mark_clusters(text, length, starts, &oversize);
		int count = encode_all(&submit, parts, NULL);
		assert_true(count > 0);
		for (int i = 0; i < count; i++) {
			int octets = smsmodem_text(&parts[i], 1, back, sizeof back);

			assert_true(octets >= 0 && at + (size_t)octets <= length);
			assert_memory_equal(back, text + at, (size_t)octets);
			at += (size_t)octets;
			assert_true(starts[at] || oversize);
		}
		assert_int_equal(at, length);
		assert_int_equal(smsmodem_text(parts, (size_t)count, back, sizeof back), length);
		assert_memory_equal(back, text, length);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_borders),
		cmocka_unit_test(test_oversize_cluster),
		cmocka_unit_test(test_random_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
