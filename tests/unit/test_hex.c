/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hexadecimal digits. */
#include "pdu_support.h"

static void test_every_octet(void **state)
{
	(void)state;
	for (unsigned octet = 0; octet < 256; octet++) {
		uint8_t in = (uint8_t)octet, out = 0;
		char hex[3], expected[3], lower[3];
		size_t bad = 0;

		assert_int_equal(snprintf(expected, sizeof expected, "%02X", octet), 2);
		assert_int_equal(snprintf(lower, sizeof lower, "%02x", octet), 2);
		assert_int_equal(pdu_hex_encode(&in, 1, hex, sizeof hex), 2);
		assert_string_equal(hex, expected);
		assert_int_equal(pdu_hex_decode(hex, 2, &out, 1, &bad), 1);
		assert_int_equal(out, octet);
		assert_int_equal(pdu_hex_decode(lower, 2, &out, 1, &bad), 1);
		assert_int_equal(out, octet);
	}
}

/* Only the 22 digits are digits, in either place. */
static void test_every_character(void **state)
{
	(void)state;
	for (unsigned c = 0; c < 256; c++) {
		char first[2] = {(char)c, '0'}, second[2] = {'0', (char)c};
		bool digit = c && strchr("0123456789ABCDEFabcdef", (int)c);
		uint8_t octet;
		size_t bad = 99;

		assert_int_equal(pdu_hex_decode(first, 2, &octet, 1, &bad),
				 digit ? 1 : SMSMODEM_E_DATA);
		assert_int_equal(bad, digit ? 99 : 0);
		assert_int_equal(pdu_hex_decode(second, 2, &octet, 1, &bad),
				 digit ? 1 : SMSMODEM_E_DATA);
		assert_int_equal(bad, digit ? 99 : 1);
	}
}

struct bad_row {
	const char *hex;
	size_t offset;
};

static const struct bad_row bad_rows[] = {
	{"G0", 0},  {"0G", 1}, {"00 11", 2}, {"001", 3},
	{"00x", 2}, {"0", 1},  {"x", 0},     {"0011zz", 4},
};

static void test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_rows); i++) {
		uint8_t octets[8];
		size_t bad = 99;

		assert_int_equal(pdu_hex_decode(bad_rows[i].hex, strlen(bad_rows[i].hex), octets,
						sizeof octets, &bad),
				 SMSMODEM_E_DATA);
		assert_int_equal(bad, bad_rows[i].offset);
	}
}

/* Every length, in both cases, against printf. */
static void test_every_length(void **state)
{
	struct random random = random_start();

	(void)state;
	for (size_t count = 0; count <= 180; count++) {
		uint8_t octets[180], back[180];
		char hex[361], wanted[361] = "", lower[361] = "";
		size_t bad = 0;

		for (size_t i = 0; i < count; i++) {
			octets[i] = (uint8_t)random_below(&random, 256);
			assert_int_equal(snprintf(wanted + 2 * i, 3, "%02X", octets[i]), 2);
			assert_int_equal(snprintf(lower + 2 * i, 3, "%02x", octets[i]), 2);
		}
		uint8_t *in = exact_copy(octets, count);
		char *digits = exact_copy(lower, 2 * count);
		assert_int_equal(pdu_hex_encode(in, count, hex, 2 * count + 1), 2 * count);
		assert_string_equal(hex, wanted);
		assert_int_equal(pdu_hex_decode(wanted, 2 * count, back, count, &bad), count);
		assert_memory_equal(back, octets, count);
		assert_int_equal(pdu_hex_decode(digits, 2 * count, back, count, &bad), count);
		assert_memory_equal(back, octets, count);
		free(digits);
		free(in);
	}
}

/* Wherever input and output begin. */
static void test_alignments(void **state)
{
	static const char digits[] =
		"00112233445566778899AaBbCcDdEeFf0123456789abcdefFEDCBA98765432";

	(void)state;
	for (size_t in = 0; in < 32; in++)
		for (size_t out = 0; out < 32; out++) {
			char hex[32 + sizeof digits + 1], back[2 * 32 + sizeof digits];
			uint8_t octets[32 + sizeof digits / 2 + 1];
			size_t bad = 0, count = sizeof digits / 2;

			memset(octets, CANARY, sizeof octets);
			memcpy(hex + in, digits, sizeof digits);
			assert_int_equal(
				pdu_hex_decode(hex + in, 2 * count, octets + out, count, &bad),
				count);
			assert_canary(octets, out + count, sizeof octets);
			assert_true(out == 0 || octets[out - 1] == CANARY);
			memset(back, CANARY, sizeof back);
			assert_int_equal(
				pdu_hex_encode(octets + out, count, back + in, 2 * count + 1),
				2 * count);
			assert_int_equal(strcasecmp(back + in, digits), 0);
			assert_true(in == 0 || back[in - 1] == (char)CANARY);
		}
}

/* Every octet that is no digit, at every place; of two, the first is named. */
static void test_every_place(void **state)
{
	(void)state;
	for (unsigned c = 0; c < 256; c++)
		for (size_t place = 0; place < 66; place++) {
			char hex[66];
			uint8_t octets[33];
			size_t bad = 99;

			if (c && strchr("0123456789ABCDEFabcdef", (int)c))
				continue;
			memset(hex, "09afAF"[c % 6], sizeof hex);
			hex[place] = (char)c;
			if (place % 3 == 0)
				hex[sizeof hex - 1] = (char)c;
			assert_int_equal(
				pdu_hex_decode(hex, sizeof hex, octets, sizeof octets, &bad),
				SMSMODEM_E_DATA);
			assert_int_equal(bad, place);
		}
}

static void test_capacities(void **state)
{
	static const uint8_t octets[] = {0x01, 0x23, 0xAB};

	(void)state;
	for (size_t size = 0; size <= 8; size++) {
		char hex[8];

		memset(hex, CANARY, sizeof hex);
		int result = pdu_hex_encode(octets, 3, hex, size);
		assert_int_equal(result, size >= 7 ? 6 : SMSMODEM_E_SPACE);
		assert_canary(hex, size < 7 ? size : 7, sizeof hex);
	}
	for (size_t size = 0; size <= 4; size++) {
		uint8_t out[4];
		size_t bad = 0;

		memset(out, CANARY, sizeof out);
		int result = pdu_hex_decode("0123ab", 6, out, size, &bad);
		assert_int_equal(result, size >= 3 ? 3 : SMSMODEM_E_SPACE);
		assert_canary(out, size < 3 ? size : 3, sizeof out);
	}
	assert_int_equal(pdu_hex_encode(octets, SIZE_MAX / 2, (char[8]){0}, 8), SMSMODEM_E_SPACE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_octet), cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_bad),         cmocka_unit_test(test_every_length),
		cmocka_unit_test(test_every_place), cmocka_unit_test(test_capacities),
		cmocka_unit_test(test_alignments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
