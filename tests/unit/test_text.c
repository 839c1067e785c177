/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text and the data of a message, from its parts. */
#include "pdu_support.h"

/* A part of a message with given user data and no header in it. */
static struct smsmodem_tpdu part_of(uint8_t dcs, uint8_t seq, uint8_t udl, const char *ud)
{
	struct smsmodem_tpdu tpdu = {.kind = SMSMODEM_KIND_DELIVER,
				     .dcs = dcs,
				     .udl = udl,
				     .concat = {.ref_bits = 8, .total = 3, .seq = seq}};

	tpdu.ud_len = (uint8_t)octets_of(ud, tpdu.ud, sizeof tpdu.ud);
	return tpdu;
}

struct joined_row {
	uint8_t dcs1, seq1, udl1;
	const char *ud1;
	uint8_t dcs2, seq2, udl2;
	const char *ud2;
	const char *text;
};

static const struct joined_row joined_rows[] = {
	{0, 1, 1, "1B", 0, 2, 1, "65", "€"},       /* an escape pair, cut */
	{0, 1, 2, "B10D", 0, 2, 2, "E518", "1€1"}, /* between others */
	{0, 1, 1, "1B", 0, 3, 1, "65", "e"},       /* the part between is missing */
	{0, 1, 1, "31", 0, 2, 1, "1B", "1"},       /* a lone escape at the very end */
	{8, 1, 2, "D83D", 8, 2, 2, "DE00", "😀"},   /* a surrogate pair, cut */
	{8, 1, 2, "D83D", 8, 3, 2, "DE00", "\xEF\xBF\xBD\xEF\xBF\xBD"},
	{8, 1, 2, "D83D", 0, 2, 1, "31",
	 "\xEF\xBF\xBD"
	 "1"},
	{8, 1, 2, "0041", 8, 2, 2, "D83D", "A\xEF\xBF\xBD"},
	{0, 1, 1, "1B", 8, 2, 2, "0041", "A"},
	{0, 1, 1, "31", 4, 2, 1, "FF", "1"}, /* 8-bit data is no text */
};

static void test_joined_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(joined_rows); i++) {
		const struct joined_row *row = &joined_rows[i];
		struct smsmodem_tpdu parts[2] = {
			part_of(row->dcs1, row->seq1, row->udl1, row->ud1),
			part_of(row->dcs2, row->seq2, row->udl2, row->ud2),
		};
		size_t length = strlen(row->text);
		char text[32];

		for (size_t size = 0; size < sizeof text; size++) {
			memset(text, CANARY, sizeof text);
			assert_int_equal(smsmodem_text(parts, 2, text, size),
					 size > length ? (int)length : SMSMODEM_E_SPACE);
			assert_canary(text, size > length ? length + 1 : size, sizeof text);
		}
		assert_string_equal(text, row->text);
	}
}

struct tables_row {
	const char *name;
	struct smsmodem_shift first, second;
	const char *text;
};

/* An escape at the end of the first part, and code 0x47, which is 'G' in the Latin ones. */
static const struct tables_row tables_rows[] = {
	{"the same", {0, 1}, {0, 1}, "Ğ"},
	{"both the same", {13, 1}, {13, 1}, "Ğ"},
	{"another single shift table", {0, 0}, {0, 1}, "G"},
	{"another locking shift table", {0, 1}, {1, 1}, "G"},
	{"none any more", {0, 1}, {0, 0}, "G"},
	{"not assigned is none", {0, 200}, {14, 0}, "G"},
	{"not assigned, and then one that is", {0, 14}, {0, 1}, "G"},
	{"Spanish locking is none", {2, 1}, {0, 1}, "Ğ"},
};

/* Each part has its own tables, and an escape is of its own part's (23.038 6.2.1.2.2, .3). */
static void test_joined_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tables_rows); i++) {
		const struct tables_row *row = &tables_rows[i];
		struct smsmodem_tpdu parts[2] = {part_of(0, 1, 1, "1B"), part_of(0, 2, 1, "47")};
		char text[16];

		parts[0].shift = row->first;
		parts[1].shift = row->second;
		assert_true(smsmodem_text(parts, 2, text, sizeof text) > 0);
		if (strcmp(text, row->text) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", row->name, text, row->text);
	}
}

static void test_joined_data(void **state)
{
	const struct smsmodem_tpdu parts[] = {
		part_of(4, 1, 2, "0102"), part_of(0, 2, 1, "31"),
		part_of(0x20, 3, 2, "0304"), /* compressed: kept as it is */
	};
	uint8_t data[8];
	char text[8];

	(void)state;
	for (size_t size = 0; size <= sizeof data; size++) {
		memset(data, CANARY, sizeof data);
		assert_int_equal(smsmodem_data(parts, 3, data, size),
				 size >= 4 ? 4 : SMSMODEM_E_SPACE);
		assert_canary(data, size < 4 ? size : 4, sizeof data);
	}
	assert_octets(data, 4, "01020304");
	assert_int_equal(smsmodem_text(&parts[0], 1, text, sizeof text), 0);
	assert_string_equal(text, "");
}

/* Structs that contradict themselves have no contents. */
static void test_contradictions(void **state)
{
	static const uint8_t alphabets[] = {0, 4, 8};
	uint8_t data[SMSMODEM_UD_SIZE];
	char text[SMSMODEM_TEXT_SIZE(1)];

	(void)state;
	for (size_t i = 0; i < COUNT(alphabets); i++) {
		struct smsmodem_tpdu part = part_of(alphabets[i], 0, 8, "41424344454647");

		part.ud_len = SMSMODEM_UD_SIZE + 1;
		assert_int_equal(smsmodem_text(&part, 1, text, sizeof text), 0);
		assert_int_equal(smsmodem_data(&part, 1, data, sizeof data), 0);
		part.ud_len = 5;
		part.udh_len = 6;
		assert_int_equal(smsmodem_text(&part, 1, text, sizeof text), 0);
		assert_int_equal(smsmodem_data(&part, 1, data, sizeof data), 0);
	}
}

/* The most that parts can decode to fits what the header promises. */
static void test_text_size(void **state)
{
	struct smsmodem_tpdu parts[2];
	static char text[SMSMODEM_TEXT_SIZE(2)];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		parts[i] = part_of(0, 1, 160, "");
		parts[i].ud_len = 140;
		for (size_t at = 0; at < 140; at++)
			parts[i].ud[at] = (uint8_t)(at * 37);
	}
	assert_true(smsmodem_text(parts, 2, text, sizeof text) > 200);
	parts[0].dcs = parts[1].dcs = 8;
	assert_true(smsmodem_text(parts, 2, text, sizeof text) > 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_joined_text), cmocka_unit_test(test_joined_tables),
		cmocka_unit_test(test_joined_data), cmocka_unit_test(test_contradictions),
		cmocka_unit_test(test_text_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
