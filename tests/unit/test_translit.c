/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands for characters that the default alphabet lacks. */
#include "gsm7.h"
#include "pdu_support.h"

struct translit_row {
	uint32_t character;
	const char *to; /* NULL: none */
};

static const struct translit_row translit_rows[] = {
	/* quotes, dashes, spaces, and what is typed without being seen */
	{0x2018, "'"},
	{0x2019, "'"},
	{0x201C, "\""},
	{0x201E, "\""},
	{0x00AB, "\""},
	{0x2039, "'"},
	{0x2032, "'"},
	{0x2010, "-"},
	{0x2013, "-"},
	{0x2014, "-"},
	{0x2212, "-"},
	{0x2026, "..."},
	{0x00A0, " "},
	{0x202F, " "},
	{0x2009, " "},
	{0x3000, " "},
	{0x00AD, ""},
	{0x200B, ""},
	{0x200D, ""},
	{0x200E, ""},
	{0x2069, ""},
	{0xFE0F, ""},
	{0xFEFF, ""},
	{0x2028, "\n"},
	{'\t', " "},
	{'`', "'"},
	/* letters with diacritics; the small c with cedilla is not the capital one */
	{0x010D, "c"},
	{0x00E7, "c"},
	{0x0151, "ö"},
	{0x0141, "L"},
	{0x0301, ""},
	{0x036F, ""},
	{0x1EBF, "e"},
	{0x1EF9, "y"},
	{0x0219, "s"},
	{0x0131, "i"},
	{0x0257, "d"},
	{0x1E9E, "SS"},
	/* ligatures, fractions, signs */
	{0xFB03, "ffi"},
	{0x0153, "oe"},
	{0x0132, "IJ"},
	{0x00BD, " 1/2"},
	{0x2152, " 1/10"},
	{0x215E, " 7/8"},
	{0x2122, "TM"},
	{0x00A9, "(C)"},
	{0x00AE, "(R)"},
	{0x2116, "No"},
	{0x2022, "*"},
	{0x00B7, "*"},
	{0x2219, "*"},
	{0x22C5, "*"},
	{0x25CF, "*"},
	{0x2192, "->"},
	{0x21D2, "=>"},
	{0x2194, "<->"},
	{0x2264, "<="},
	{0x00D7, "x"},
	{0x00B0, "deg"},
	{0x2103, "degC"},
	{0x20B9, "Rs"},
	{0x00A2, "c"},
	/* what looks the same, and what is the same */
	{0x0391, "A"},
	{0x03A7, "X"},
	{0x038F, "Ω"},
	{0x2126, "Ω"},
	{0x212B, "Å"},
	{0x212A, "K"},
	/* none: in the alphabet, or with nothing that could stand for it */
	{0x00B2, NULL},
	{0x00B9, NULL},
	{0x2070, NULL},
	{0x2079, NULL},
	{0x2080, NULL},
	{0x2089, NULL},
	{0x2030, NULL},
	{0x0334, ""},
	{0x0335, NULL},
	{0x0338, NULL},
	{0x0339, ""},
	{0x03A9, NULL},
	{0x20AC, NULL},
	{'a', NULL},
	{'\r', NULL},
	{0x03B1, NULL},
	{0x0416, NULL},
	{0x02FF, NULL},
	{0x0370, NULL},
	{0x1F600, NULL},
	{0x4E2D, NULL},
	{0xFFFD, NULL},
	{0, NULL},
	{0x10FFFF, NULL},
	{0x12018, NULL},
};

static void test_transliterate(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(translit_rows); i++) {
		const char *to = pdu_transliterate(translit_rows[i].character);

		if (to ? !translit_rows[i].to || strcmp(to, translit_rows[i].to) != 0
		       : translit_rows[i].to != NULL)
			fail_msg("U+%04X", (unsigned)translit_rows[i].character);
	}
}

/* Every replacement is in the alphabet, and nothing that is in it is replaced. */
static void test_transliterate_property(void **state)
{
	unsigned found = 0;

	(void)state;
	for (uint32_t character = 0; character <= 0x10FFFF; character++) {
		const char *to = pdu_transliterate(character);
		uint8_t septets[2];

		if (!to)
			continue;
		found++;
		assert_int_equal(pdu_gsm7_from_character(character, septets), 0);
		assert_true(strlen(to) <= PDU_TRANSLITERATE_MAX);
		/* a digit in front of it would make another number of one */
		assert_true(strcspn(to, "0123456789") == strlen(to) || to[0] == ' ');
		for (size_t at = 0, length = strlen(to); at < length;) {
			uint32_t next;
			int octets = pdu_utf8_get(to + at, length - at, &next);

			assert_true(octets > 0);
			assert_true(pdu_gsm7_from_character(next, septets) > 0);
			at += (size_t)octets;
		}
	}
	/* 726 rows, which a search by halves finds if they are in order, and 108 combining marks */
	assert_int_equal(found, 726 + 108);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_transliterate),
		cmocka_unit_test(test_transliterate_property),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
