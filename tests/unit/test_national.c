/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages in the national language tables, from text to PDUs and back (23.038 6.2.1.2). */
#include "encode_support.h"
#include "gsm7.h"

#define PARTS_MAX 8
#define TEXT_MAX  2000
#define CUT_MAX   145 /* septets behind a header with both tables and a reference */

/* A text of one character, behind so many that every table has. */
static size_t text_of(uint32_t character, size_t before, size_t count, char *text)
{
	size_t used = before;

	memset(text, 'a', before);
	for (size_t i = 0; i < count; i++)
		used += (size_t)pdu_utf8_put(character, text + used, 4);
	text[used] = '\0';
	return used;
}

static void check_joined(const struct smsmodem_tpdu *parts, int count, const char *text,
			 size_t length)
{
	char again[SMSMODEM_TEXT_SIZE(PARTS_MAX)];

	assert_int_equal(smsmodem_text(parts, (size_t)count, again, sizeof again), length);
	assert_string_equal(again, text);
}

/* Which tables were taken, so that none is left out without being seen. */
struct taken {
	unsigned locking[SMSMODEM_LANGUAGES], single[SMSMODEM_LANGUAGES], parts;
};

static void check_message(unsigned language, const char *text, size_t length, struct taken *taken)
{
	struct smsmodem_submit submit = submit_of(text);
	struct smsmodem_tpdu parts[PARTS_MAX];
	struct smsmodem_error error = {0};

	submit.text_len = length;
	submit.languages = 1U << language;
	submit.encoding = SMSMODEM_ENCODING_GSM7;
	submit.max_parts = PARTS_MAX;
	int count = encode_all(&submit, parts, &error);
	if (count < 0)
		fail_msg("%s: %s", smsmodem_language_name(language), error.text);
	for (int i = 0; i < count; i++) {
		const struct smsmodem_shift *shift = &parts[i].shift;

		assert_true(shift->locking == 0 || shift->locking == language);
		assert_true(shift->single == 0 || shift->single == language);
		assert_memory_equal(shift, &parts[0].shift, sizeof *shift);
		taken->locking[shift->locking]++;
		taken->single[shift->single]++;
	}
	taken->parts += (unsigned)count;
	check_joined(parts, count, text, length);
}

/* Spanish has no locking table; what the Turkish single table has is in its others too. */
static void check_taken(const struct taken *taken)
{
	for (unsigned language = 1; language < SMSMODEM_LANGUAGES; language++) {
		assert_int_equal(taken->locking[language] > 0,
				 language != SMSMODEM_LANGUAGE_SPANISH);
		assert_true(taken->single[language] > 0 || language == SMSMODEM_LANGUAGE_TURKISH);
	}
}

struct shift_row {
	const char *text;
	uint8_t language, locking, single;
};

static const struct shift_row shift_rows[] = {
	{"ışığı gördüğüm ağaç", 1, 1, 0},
	{"Øş", 1, 0, 1},
	{"mañana £5", 2, 0, 0},
	{"Así será, José", 2, 0, 2},
	{"só não é", 3, 3, 0},
	{"कल", 6, 6, 0},
	{"कल १", 6, 6, 6},
	{"A १", 6, 0, 6},
	{"ABC", 6, 0, 0},
	{"آج ۱۲ B", 13, 13, 13},
};

static void test_shifts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(shift_rows); i++) {
		const struct shift_row *row = &shift_rows[i];
		struct taken taken = {.parts = 0};

		check_message(row->language, row->text, strlen(row->text), &taken);
		assert_int_equal(taken.parts, 1);
		assert_int_equal(taken.locking[row->locking], 1);
		assert_int_equal(taken.single[row->single], 1);
	}
}

/* Every character of every table: alone, and so often that parts end at it and in front of it. */
static void check_character(unsigned language, uint32_t character, struct taken *taken)
{
	char text[TEXT_MAX];

	if (character == 0)
		return;
	check_message(language, text, text_of(character, 0, 1, text), taken);
	for (size_t before = 0; before < 3; before++)
		check_message(language, text, text_of(character, before, 200, text), taken);
}

static void test_every_character(void **state)
{
	struct taken taken = {.parts = 0};

	(void)state;
	for (unsigned language = 1; language < SMSMODEM_LANGUAGES; language++)
		for (unsigned code = 0; code < 128; code++) {
			check_character(language, pdu_gsm7_locking[language][code], &taken);
			check_character(language, pdu_gsm7_single[language][code], &taken);
		}
	assert_true(taken.parts > 5000);
}

/* Any of the characters of a language. */
static size_t random_text(struct random *random, unsigned language, uint32_t rare, char *text)
{
	size_t used = 0, count = 1 + random_below(random, 400);

	for (size_t i = 0; i < count; i++) {
		const uint16_t *table = random_below(random, rare) ? pdu_gsm7_locking[language]
								   : pdu_gsm7_single[language];
		uint16_t character = table[random_below(random, 128)];

		/* the euro sign of Telugu is not sent, and in no other table together with others
		 */
		if (character == 0 || character == 0x20AC)
			character = ' ';
		used += (size_t)pdu_utf8_put(character, text + used, 4);
	}
	text[used] = '\0';
	return used;
}

static void test_random_texts(void **state)
{
	struct random random = random_start();
	struct taken taken = {.parts = 0};

	(void)state;
	for (unsigned round = 0; round < 100 * (SMSMODEM_LANGUAGES - 1); round++) {
		unsigned language = 1 + round % (SMSMODEM_LANGUAGES - 1);
		char text[TEXT_MAX];

		/* 400 characters at two septets each are 6 parts */
		size_t length = random_text(&random, language, 2 + random_below(&random, 12), text);
		check_message(language, text, length, &taken);
	}
	check_taken(&taken);
}

/* --- other senders: any pair of tables, cut anywhere --- */

/* One part of a message, as it comes from hexadecimal. */
static void receive_part(struct smsmodem_shift shift, uint8_t seq, uint8_t total,
			 const uint8_t *septets, size_t count, struct smsmodem_tpdu *part)
{
	const struct pdu_udh udh = {.concat = {.ref_bits = 8, .ref = 7, .total = total, .seq = seq},
				    .shift = shift};
	const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_DELIVER,
							.tpdu_length = -1};
	struct smsmodem_tpdu tpdu = {.kind = SMSMODEM_KIND_DELIVER,
				     .peer = {.toa = 0x91, .text = "+46708251358"}};
	uint8_t octets[SMSMODEM_PDU_MAX];
	char hex[2 * sizeof octets + 1];
	int udh_len = pdu_udh_write(&udh, tpdu.ud, sizeof tpdu.ud);
	size_t header = (8U * (unsigned)udh_len + 6) / 7;

	assert_true(udh_len > 0 && header + count <= 160);
	int packed = pdu_gsm7_pack(septets, count, (unsigned)(7 * header - 8U * (unsigned)udh_len),
				   tpdu.ud + udh_len, SMSMODEM_UD_MAX - (size_t)udh_len);
	assert_true(packed >= 0);
	tpdu.udh_len = (uint8_t)udh_len;
	tpdu.ud_len = (uint8_t)(udh_len + packed);
	tpdu.udl = (uint8_t)(header + count);
	int length = pdu_encode(&tpdu, octets, sizeof octets, NULL);
	assert_true(length > 0);
	int hex_len = pdu_hex_encode(octets, (size_t)length, hex, sizeof hex);
	assert_true(hex_len > 0);
	assert_int_equal(smsmodem_decode(hex, (size_t)hex_len, &options, part, NULL), SMSMODEM_OK);
	assert_int_equal(part->shift.locking, shift.locking);
	assert_int_equal(part->shift.single, shift.single);
}

/* Characters of one table, the other's and a few of both, in a pair of tables. */
static size_t pair_text(struct random *random, struct smsmodem_shift shift, char *text)
{
	size_t used = 0;

	for (size_t i = 0; i < 150; i++) {
		bool locking = random_below(random, 3) > 0;
		uint16_t character =
			locking ? pdu_gsm7_locking[shift.locking][random_below(random, 128)]
				: pdu_gsm7_single[shift.single][random_below(random, 128)];
		uint8_t septets[2];

		/* but for the euro sign of Telugu, which is not sent */
		if (character && pdu_gsm7_septets(shift, character, septets) > 0)
			used += (size_t)pdu_utf8_put(character, text + used, 4);
	}
	text[used] = '\0';
	return used;
}

/* With a first part of so many septets, the others as long as they can be. */
static void check_cut(struct smsmodem_shift shift, const uint8_t *septets, size_t count,
		      size_t first, const char *text, size_t length)
{
	uint8_t total = (uint8_t)(1 + (count - first + CUT_MAX - 1) / CUT_MAX);
	struct smsmodem_tpdu parts[PARTS_MAX];
	size_t at = 0;

	assert_true(total <= PARTS_MAX);
	for (uint8_t seq = 1; seq <= total; seq++) {
		size_t most = seq == 1 ? first : CUT_MAX;
		size_t step = count - at < most ? count - at : most;

		receive_part(shift, seq, total, septets + at, step, &parts[seq - 1]);
		at += step;
	}
	assert_int_equal(at, count);
	check_joined(parts, total, text, length);
}

/* Cut behind every septet, also between an escape and what it announces. */
static void test_any_cut(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned pair = 0; pair < SMSMODEM_LANGUAGES * SMSMODEM_LANGUAGES; pair++) {
		struct smsmodem_shift shift = {(uint8_t)(pair / SMSMODEM_LANGUAGES),
					       (uint8_t)(pair % SMSMODEM_LANGUAGES)};
		uint8_t septets[300];
		char text[TEXT_MAX];
		size_t count = COUNT(septets);

		if (shift.locking == SMSMODEM_LANGUAGE_SPANISH)
			continue;
		size_t length = pair_text(&random, shift, text);
		assert_int_equal(pdu_gsm7_from_text_in(shift, text, length, septets, &count),
				 length);
		for (size_t first = 1; first <= CUT_MAX && first < count; first++)
			check_cut(shift, septets, count, first, text, length);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shifts),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_random_texts),
		cmocka_unit_test(test_any_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
