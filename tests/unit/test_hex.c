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
		cmocka_unit_test(test_every_octet),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_capacities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
