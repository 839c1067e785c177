/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the alphabets: the ones that are derived against the two that are kept, over all of
 * Unicode and over all codes, and those against a transcript of 23.038 that has its own source.
 */
#include "gsm7.h"
#include "pdu_support.h"

#define EURO       0x20AC

#define CHARACTERS 0x2400 /* more than the tables reach to */

/* The two that are kept the other way round: the lowest code of each character, or -1. */
struct reverse {
	int8_t locking[SMSMODEM_LANGUAGES][CHARACTERS], single[SMSMODEM_LANGUAGES][CHARACTERS];
};

static void reverse_table(const uint16_t table[128], int8_t codes[CHARACTERS])
{
	for (int code = 127; code >= 0; code--) {
		assert_true(table[code] < CHARACTERS);
		if (table[code])
			codes[table[code]] = (int8_t)code;
	}
}

/* Spanish has no locking shift table; the euro sign of Telugu is read, but not sent. */
static void reverse_make(struct reverse *reverse)
{
	memset(reverse, -1, sizeof *reverse);
	for (uint8_t language = 0; language < SMSMODEM_LANGUAGES; language++) {
		if (language != SMSMODEM_LANGUAGE_SPANISH)
			reverse_table(pdu_gsm7_locking[language], reverse->locking[language]);
		reverse_table(pdu_gsm7_single[language], reverse->single[language]);
	}
	assert_int_equal(reverse->single[SMSMODEM_LANGUAGE_TELUGU][EURO], 0x65);
	reverse->single[SMSMODEM_LANGUAGE_TELUGU][EURO] = -1;
}

static void check_row(const struct pdu_gsm7_row *row, uint8_t language, int locking, int single)
{
	assert_int_equal(row->locking >> language & 1, locking >= 0);
	assert_int_equal(row->single >> language & 1, single >= 0);
	if (locking >= 0)
		assert_true(row->locking_codes[0] == locking || row->locking_codes[1] == locking);
	if (single >= 0)
		assert_true(row->single_codes[0] == single || row->single_codes[1] == single);
}

/* From characters to codes, for every character that there is or that cannot be. */
static void test_index(void **state)
{
	static struct reverse reverse;

	(void)state;
	reverse_make(&reverse);
	for (uint32_t character = 0; character <= 0x110000; character++) {
		const struct pdu_gsm7_row *row = pdu_gsm7_row(character);

		if (row->locking >> SMSMODEM_LANGUAGES || row->single >> SMSMODEM_LANGUAGES ||
		    (character >= CHARACTERS && (row->locking | row->single)))
			fail_msg("U+%04X has languages that there are not", (unsigned)character);
		for (uint8_t language = 0; language < SMSMODEM_LANGUAGES && character < CHARACTERS;
		     language++)
			check_row(row, language, reverse.locking[language][character],
				  reverse.single[language][character]);
	}
}

/* Each character in each pair of tables is what the tables say: locking first, the lowest code. */
static void test_septets(void **state)
{
	static struct reverse reverse;
	unsigned found = 0;

	(void)state;
	reverse_make(&reverse);
	for (uint32_t character = 0; character < CHARACTERS; character++)
		for (unsigned pair = 0; pair < SMSMODEM_LANGUAGES * SMSMODEM_LANGUAGES; pair++) {
			struct smsmodem_shift shift = {pair / SMSMODEM_LANGUAGES,
						       pair % SMSMODEM_LANGUAGES};
			int locking = reverse.locking[shift.locking][character];
			int single = reverse.single[shift.single][character];
			uint8_t septets[2] = {PDU_GSM7_ESCAPE, 0xFF};
			int wanted = locking >= 0 ? 1 : single >= 0 ? 2 : 0;

			if (pdu_gsm7_septets(shift, character, septets) != wanted ||
			    (wanted == 1 && septets[0] != locking) ||
			    (wanted == 2 &&
			     (septets[0] != PDU_GSM7_ESCAPE || septets[1] != single)))
				fail_msg("U+%04X in %u and %u", (unsigned)character, shift.locking,
					 shift.single);
			found += (unsigned)wanted;
		}
	assert_true(found > 20000);
}

/* The escape is no character, and every locking shift table has room for it. */
static void test_escape(void **state)
{
	(void)state;
	for (uint8_t language = 0; language < SMSMODEM_LANGUAGES; language++) {
		assert_int_equal(pdu_gsm7_locking[language][PDU_GSM7_ESCAPE], 0);
		assert_int_equal(pdu_gsm7_single[language][PDU_GSM7_ESCAPE], 0);
		assert_int_equal(pdu_gsm7_single[language]['\r'], 0);
		assert_int_equal(pdu_gsm7_locking[language]['\r'], '\r');
		assert_int_equal(pdu_gsm7_locking[language]['\n'], '\n');
	}
	assert_memory_equal(pdu_gsm7_locking[SMSMODEM_LANGUAGE_SPANISH], pdu_gsm7_locking[0],
			    sizeof pdu_gsm7_locking[0]);
}

static void assert_shown(uint32_t shown, uint32_t character)
{
	char text[4] = "";
	int octets = character ? pdu_utf8_put(character, text, sizeof text) : 0;

	assert_int_equal(shown >> PDU_GSM7_UTF8_LENGTH, octets);
	for (int i = 0; i < 3; i++)
		assert_int_equal(shown >> 8 * i & 0xFF, (uint8_t)text[i]);
}

/* What each code shows as. */
static void test_utf8(void **state)
{
	(void)state;
	for (uint8_t language = 0; language < SMSMODEM_LANGUAGES; language++)
		for (unsigned code = 0; code < 128; code++) {
			uint32_t locking = pdu_gsm7_locking[language][code];
			uint32_t single = pdu_gsm7_single[language][code];
			bool escape = code == PDU_GSM7_ESCAPE;

			assert_shown(pdu_gsm7_utf8_locking[language][code], locking  ? locking
									    : escape ? 0
										     : 0xFFFD);
			assert_shown(pdu_gsm7_utf8_single[language][code], escape ? ' ' : single);
		}
}

/* The letters of a script: the table is in the order of its characters, and tells their UTF-8. */
static void test_script(void **state)
{
	static struct reverse reverse;

	(void)state;
	for (uint8_t language = 0; language < SMSMODEM_LANGUAGES; language++) {
		const struct pdu_gsm7_script *script = &pdu_gsm7_scripts[language];
		unsigned own = 0;

		memset(&reverse, -1, sizeof reverse);
		reverse_table(pdu_gsm7_locking[language], reverse.locking[0]);

		assert_int_equal(script->lead ? 2 : 4, script->span);
		for (unsigned i = 0; i < 128 + 64U * script->span; i++) {
			uint8_t octets[] = {script->lead, (uint8_t)(script->first + (i - 128) / 64),
					    (uint8_t)(0x80 | i % 64)};
			const uint8_t *begin = octets + (script->lead == 0);
			size_t length = (size_t)(octets + 3 - begin);
			uint32_t character = i;

			if (i >= 128)
				assert_int_equal(
					pdu_utf8_get((const char *)begin, length, &character),
					length);
			int code = reverse.locking[0][character];
			assert_int_equal(script->codes[i], code < 0 ? PDU_GSM7_NONE : code);
			own += i >= 128 && code >= 0;
		}
		assert_true(own > 20);
	}
}

/* What is copied and not looked up when it is read is the same in these tables, and only there. */
static void test_latin(void **state)
{
	(void)state;
	for (uint8_t language = 0; language < SMSMODEM_LANGUAGES; language++) {
		unsigned others = 0;

		for (uint8_t octet = 0; octet < 128; octet++)
			others += pdu_gsm7_is_plain(octet) &&
				  pdu_gsm7_locking[language][octet] != octet;
		assert_int_equal(pdu_gsm7_is_latin(language), others == 0);
	}
}

/* --- the transcript --- */

struct transcript {
	uint16_t locking[SMSMODEM_LANGUAGES][128], single[SMSMODEM_LANGUAGES][128];
	unsigned rows;
};

static unsigned number_of(const char *text, int base, unsigned limit)
{
	char *end;
	unsigned long number = strtoul(text, &end, base);

	assert_true(*text && *end == '\0' && number < limit);
	return (unsigned)number;
}

static void transcript_row(struct transcript *transcript, char *line)
{
	char *fields[5];

	for (size_t i = 0; i < COUNT(fields); i++) {
		fields[i] = strsep(&line, "\t\r\n");
		assert_non_null(fields[i]);
	}
	bool locking = strcmp(fields[0], "locking") == 0;
	unsigned language = number_of(fields[1], 10, SMSMODEM_LANGUAGES);
	unsigned code = number_of(fields[3], 16, 128);
	uint16_t *place = locking ? &transcript->locking[language][code]
				  : &transcript->single[language][code];

	assert_true(locking || strcmp(fields[0], "single") == 0);
	assert_int_equal(*place, 0);
	*place = (uint16_t)number_of(fields[4], 16, 0x10000);
	transcript->rows++;
}

static void transcript_read(struct transcript *transcript)
{
	const char *folder = getenv("SMSMODEM_VECTORS");
	char path[4096], *line = NULL;
	size_t size = 0;

	if (!folder)
		skip();
	assert_in_range(snprintf(path, sizeof path, "%s/../facts/national-tables.tsv", folder), 1,
			sizeof path - 1);
	FILE *stream = fopen(path, "re");
	assert_non_null(stream);
	assert_true(getline(&line, &size, stream) > 0);
	while (getline(&line, &size, stream) >= 0)
		transcript_row(transcript, line);
	free(line);
	assert_int_equal(fclose(stream), 0);
}

static void test_transcript(void **state)
{
	static struct transcript transcript;

	(void)state;
	transcript_read(&transcript);
	assert_true(transcript.rows > 2400);
	memcpy(transcript.locking[SMSMODEM_LANGUAGE_SPANISH], transcript.locking[0],
	       sizeof transcript.locking[0]);
	for (unsigned language = 0; language < SMSMODEM_LANGUAGES; language++)
		for (unsigned code = 0; code < 128; code++) {
			assert_int_equal(pdu_gsm7_locking[language][code],
					 transcript.locking[language][code]);
			assert_int_equal(pdu_gsm7_single[language][code],
					 transcript.single[language][code]);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_index),      cmocka_unit_test(test_septets),
		cmocka_unit_test(test_escape),     cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_script),     cmocka_unit_test(test_latin),
		cmocka_unit_test(test_transcript),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
