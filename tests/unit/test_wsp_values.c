/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How WSP codes single values: read and written (WAP-230-WSP 8.1.2, 8.4.2; OMA-TS-MMS_ENC 7.3.9).
 */
#include "wsp_support.h"

/* --- variable length unsigned integers (8.1.2) --- */

struct number_row {
	uint64_t value;
	const char *octets;
};

static const struct number_row uintvar_rows[] = {
	{0, "00"},
	{30, "1E"},
	{31, "1F"},
	{127, "7F"},
	{128, "8100"},
	{255, "817F"},
	{0x87A5, "828F25"}, /* the clause's own figure */
	{16383, "FF7F"},
	{16384, "818000"},
	{2097151, "FFFF7F"},
	{2097152, "81808000"},
	{268435455, "FFFFFF7F"},
	{268435456, "8180808000"},
	{UINT32_MAX, "8FFFFFFF7F"},
};

static void test_uintvars(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(uintvar_rows); i++) {
		uint8_t octets[8];
		struct pdu_wsp_writer writer = pdu_wsp_writer(octets, sizeof octets);

		pdu_wsp_put_uintvar(&writer, (uint32_t)uintvar_rows[i].value);
		assert_octets(octets, writer.used, uintvar_rows[i].octets);
		struct pdu_wsp_reader reader = pdu_wsp_reader(octets, writer.used);
		assert_int_equal(pdu_wsp_get_uintvar(&reader), uintvar_rows[i].value);
		assert_false(reader.failed);
		assert_int_equal(reader.at, writer.used);
	}
}

/* More than 32 bits, more than 5 octets, or no end; 80 in front is nothing. */
static void test_uintvar_limits(void **state)
{
	static const char *const wrong[] = {"",           "81",           "9080808000",
					    "FFFFFFFF7F", "808080808001", "8F8F8F8F8F"};
	uint8_t octets[8];

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		size_t length = octets_of(wrong[i], octets, sizeof octets);
		struct pdu_wsp_reader reader = pdu_wsp_reader(octets, length);

		assert_int_equal(pdu_wsp_get_uintvar(&reader), 0);
		assert_true(reader.failed);
		assert_int_equal(reader.at, 0);
	}
	size_t length = octets_of("80808001", octets, sizeof octets);
	struct pdu_wsp_reader reader = pdu_wsp_reader(octets, length);
	assert_int_equal(pdu_wsp_get_uintvar(&reader), 1);
}

/* --- value length (8.4.2.2): quoted above 30 --- */

static const struct number_row length_rows[] = {
	{0, "00"},       {1, "01"},         {30, "1E"},          {31, "1F1F"},        {127, "1F7F"},
	{128, "1F8100"}, {16383, "1FFF7F"}, {16384, "1F818000"}, {35700, "1F829674"},
};

static void test_value_lengths(void **state)
{
	static uint8_t octets[40000];

	(void)state;
	for (size_t i = 0; i < COUNT(length_rows); i++) {
		size_t length = (size_t)length_rows[i].value;
		struct pdu_wsp_writer writer = pdu_wsp_writer(octets, sizeof octets);

		pdu_wsp_put_value_length(&writer, length);
		assert_octets(octets, writer.used, length_rows[i].octets);
		size_t front = writer.used;

		/* around what is written already */
		memset(octets, 0, sizeof octets);
		writer = pdu_wsp_writer(octets, sizeof octets);
		size_t begin = pdu_wsp_value_begin(&writer);
		for (size_t k = 0; k < length; k++)
			pdu_wsp_put_octet(&writer, (uint8_t)(k * 7));
		pdu_wsp_value_end(&writer, begin);
		assert_octets(octets, front, length_rows[i].octets);
		assert_int_equal(writer.used, front + length);

		struct pdu_wsp_reader reader = pdu_wsp_reader(octets, writer.used);
		struct pdu_wsp_reader value = pdu_wsp_get_value(&reader);
		assert_int_equal(pdu_wsp_left(&value), length);
		for (size_t k = 0; k < length; k++)
			assert_int_equal(pdu_wsp_get_octet(&value), (uint8_t)(k * 7));
		assert_int_equal(pdu_wsp_left(&reader), 0);

		if (length == 0)
			continue;
		reader = pdu_wsp_reader(octets, writer.used - 1);
		assert_int_equal(pdu_wsp_get_value_length(&reader), 0);
		assert_true(reader.failed);
	}
}

/* --- integers (8.4.2.1, 8.4.2.3) --- */

static const struct number_row integer_rows[] = {
	{0, "80"},
	{127, "FF"},
	{128, "0180"},
	{255, "01FF"},
	{256, "020100"},
	{0x8000, "028000"},
	{0xFFFFFFFF, "04FFFFFFFF"},
	{UINT64_C(0x0123456789ABCDEF), "080123456789ABCDEF"},
	{UINT64_MAX, "08FFFFFFFFFFFFFFFF"},
};

static void test_integers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(integer_rows); i++) {
		uint8_t octets[16];
		struct pdu_wsp_writer writer = pdu_wsp_writer(octets, sizeof octets);

		pdu_wsp_put_integer(&writer, integer_rows[i].value);
		assert_octets(octets, writer.used, integer_rows[i].octets);
		for (size_t cut = 0; cut <= writer.used; cut++) {
			uint8_t *exact = exact_copy(octets, cut);
			struct pdu_wsp_reader reader = pdu_wsp_reader(exact, cut);
			uint64_t value = pdu_wsp_get_integer(&reader);

			assert_int_equal(reader.failed, cut < writer.used);
			assert_true(value == (cut < writer.used ? 0 : integer_rows[i].value));
			free(exact);
		}
	}
}

static void test_long_integers(void **state)
{
	uint8_t octets[16];
	struct pdu_wsp_writer writer = pdu_wsp_writer(octets, sizeof octets);

	(void)state;
	pdu_wsp_put_long(&writer, 0); /* one octet at least */
	assert_octets(octets, writer.used, "0100");
	size_t length = octets_of("0400000001", octets, sizeof octets); /* zeros in front */
	struct pdu_wsp_reader reader = pdu_wsp_reader(octets, length);
	assert_int_equal(pdu_wsp_get_long(&reader), 1);
	length = octets_of("09000000000000000001", octets, sizeof octets); /* over 64 bits */
	reader = pdu_wsp_reader(octets, length);
	assert_int_equal(pdu_wsp_get_long(&reader), 0);
	assert_true(reader.failed);
}

/* --- texts --- */

struct text_row {
	const char *octets, *text;
	const char *as_value; /* NULL: the same */
};

static const struct text_row text_rows[] = {
	{"00", "", NULL},
	{"6100", "61", NULL},
	{"7F C3BC 00", "C3BC", NULL}, /* quoted, since it begins with 80 or above */
	{"22 6120 62 00", "22612062", "612062"},
	{"7F00", "", NULL},
	{"226100", "2261", "61"},
};

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++) {
		const char *as_value =
			text_rows[i].as_value ? text_rows[i].as_value : text_rows[i].text;
		uint8_t raw[16];
		size_t length = octets_of(text_rows[i].octets, raw, sizeof raw);
		uint8_t *exact = exact_copy(raw, length);
		struct pdu_wsp_reader reader = pdu_wsp_reader(exact, length);
		struct pdu_wsp_string text = pdu_wsp_get_text(&reader);

		assert_octets(text.octets, text.length, text_rows[i].text);
		assert_int_equal(reader.at, length);
		reader = pdu_wsp_reader(exact, length);
		text = pdu_wsp_get_text_value(&reader);
		assert_octets(text.octets, text.length, as_value);
		reader = pdu_wsp_reader(exact, length - 1); /* without its end */
		text = pdu_wsp_get_text_value(&reader);
		assert_true(reader.failed && text.length == 0);
		free(exact);
	}
}

struct encoded_row {
	const char *name;
	uint32_t charset;
	const char *text, *octets;
};

static const struct encoded_row encoded_rows[] = {
	{"plain", 0, "6162", "616200"},
	{"empty", 0, "", "00"},
	{"with charset (the subject of gammu's)", 106, "5A6B6F75C5A16B61",
	 "0A EA 5A6B6F75C5A16B61 00"},
	{"quoted", 106, "C5A1", "05 EA 7F C5A1 00"},
	{"empty with charset", 106, "", "02 EA 00"},
	{"length of 30", 4, "6161616161616161616161616161616161616161616161616161616161",
	 "1F1F 84 6161616161616161616161616161616161616161616161616161616161 00"},
	{"UTF-16", 1015, "00610062", "08 0203F7 00610062 00"},
	{"UTF-16 that begins with 7F", 1015, "7F8E56FD", "09 0203F7 7F 7F8E56FD 00"},
	{"UTF-16 that ends with 00", 1015, "0100", "06 0203F7 0100 00"},
	{"UTF-16, quoted, that ends with 00", 1015, "FFFE4800", "09 0203F7 7F FFFE4800 00"},
	{"UTF-32", 1017, "0000004800000069", "0C 0203F9 0000004800000069 00"},
	{"UTF-32, quoted", 1019, "E9000000", "09 0203FB 7F E9000000 00"},
};

static void test_encoded_strings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(encoded_rows); i++) {
		uint8_t text[64], octets[80];
		size_t length = octets_of(encoded_rows[i].text, text, sizeof text);
		struct pdu_wsp_string string = {text, length, encoded_rows[i].charset};
		struct pdu_wsp_writer writer = pdu_wsp_writer(octets, sizeof octets);

		print_message("%s\n", encoded_rows[i].name);
		pdu_wsp_put_encoded_string(&writer, &string);
		assert_octets(octets, writer.used, encoded_rows[i].octets);
		for (size_t cut = 0; cut <= writer.used; cut++) {
			uint8_t *exact = exact_copy(octets, cut);
			struct pdu_wsp_reader reader = pdu_wsp_reader(exact, cut);
			string = pdu_wsp_get_encoded_string(&reader);

			assert_int_equal(reader.failed, cut < writer.used);
			if (cut == writer.used) {
				assert_int_equal(string.charset, encoded_rows[i].charset);
				assert_octets(string.octets, string.length, encoded_rows[i].text);
			}
			free(exact);
		}
	}
}

/* What others send instead. */
static const struct encoded_row tolerated_rows[] = {
	{"UTF-16 with two NULs", 1000, "00610062", "09 0203E8 00610062 0000"},
	{"UTF-16 that forgets its end", 1015, "00610062", "07 0203F7 00610062"},
	{"UTF-16 that begins with 7F, without quote", 1015, "7F8E56FD", "08 0203F7 7F8E56FD 00"},
	{"UTF-32 that forgets its end", 1018, "00000048", "07 0203FA 00000048"},
	{"UTF-32 with a NUL of four octets", 1018, "00000048", "0B 0203FA 00000048 00000000"},
	{"a length without a charset", 0, "6162", "03 616200"},
	{"the end forgotten", 106, "6162", "03 EA 6162"},
	{"any charset", 0, "6162", "04 80 616200"},
	{"octets behind the end", 106, "6162", "05 EA 616200 63"},
	{"nothing", 106, "", "01 EA"},
};

static void test_tolerated_strings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tolerated_rows); i++) {
		uint8_t raw[32];
		size_t length = octets_of(tolerated_rows[i].octets, raw, sizeof raw);
		uint8_t *exact = exact_copy(raw, length);
		struct pdu_wsp_reader reader = pdu_wsp_reader(exact, length);

		print_message("%s\n", tolerated_rows[i].name);
		struct pdu_wsp_string string = pdu_wsp_get_encoded_string(&reader);
		assert_false(reader.failed);
		assert_int_equal(reader.at, length);
		assert_int_equal(string.charset, tolerated_rows[i].charset);
		assert_octets(string.octets, string.length, tolerated_rows[i].text);
		free(exact);
	}
}

/* --- any value (8.4.1.2) --- */

static void test_skip(void **state)
{
	static const struct number_row skipped[] = {
		{1, "80 61"}, {1, "FF"},          {3, "616200 63"}, {4, "03 616263 64"},
		{1, "00 61"}, {4, "1F026162 63"}, {3, "7F6100"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(skipped); i++) {
		uint8_t raw[16];
		size_t length = octets_of(skipped[i].octets, raw, sizeof raw);

		for (size_t cut = 0; cut <= length; cut++) {
			uint8_t *exact = exact_copy(raw, cut);
			struct pdu_wsp_reader reader = pdu_wsp_reader(exact, cut);

			pdu_wsp_skip(&reader);
			assert_int_equal(reader.failed, cut < skipped[i].value);
			if (!reader.failed)
				assert_int_equal(reader.at, skipped[i].value);
			free(exact);
		}
	}
}

/* What failed stays so, and gives nothing. */
static void test_sticky(void **state)
{
	uint8_t octets[] = {0x1F, 0x61, 0x62, 0x00};
	struct pdu_wsp_reader reader = pdu_wsp_reader(octets, sizeof octets);

	(void)state;
	assert_int_equal(pdu_wsp_get_value_length(&reader), 0);
	assert_true(reader.failed);
	assert_int_equal(reader.at, 0);
	assert_int_equal(pdu_wsp_left(&reader), 0);
	assert_int_equal(pdu_wsp_peek(&reader), -1);
	assert_int_equal(pdu_wsp_get_octet(&reader), 0);
	assert_int_equal(pdu_wsp_get_integer(&reader), 0);
	assert_int_equal(pdu_wsp_get_text(&reader).length, 0);
	assert_int_equal(pdu_wsp_get_encoded_string(&reader).length, 0);
	struct pdu_wsp_reader part = pdu_wsp_get_octets(&reader, 0);
	assert_true(part.failed);
	assert_int_equal(reader.at, 0);
}

/* Each capacity: nothing behind it is touched, and what is needed is counted on. */
static void test_capacities(void **state)
{
	static const uint8_t text[40] = "forty octets of text, in which is no NUL";
	struct pdu_wsp_string string = {text, sizeof text, 106};
	uint8_t octets[64];

	(void)state;
	for (size_t size = 0; size <= sizeof octets; size++) {
		struct pdu_wsp_writer writer = pdu_wsp_writer(octets, size);

		memset(octets, CANARY, sizeof octets);
		pdu_wsp_put_integer(&writer, 300);
		pdu_wsp_put_encoded_string(&writer, &string);
		assert_int_equal(writer.used, 3 + 2 + 1 + 41);
		assert_int_equal(pdu_wsp_written(&writer), size < 47 ? SMSMODEM_E_SPACE : 47);
		assert_canary(octets, size < 47 ? size : 47, sizeof octets);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_uintvars),
		cmocka_unit_test(test_uintvar_limits),
		cmocka_unit_test(test_value_lengths),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_long_integers),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_encoded_strings),
		cmocka_unit_test(test_tolerated_strings),
		cmocka_unit_test(test_skip),
		cmocka_unit_test(test_sticky),
		cmocka_unit_test(test_capacities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
