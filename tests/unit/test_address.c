/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses (23.040 9.1.2.5) and SMSC addresses (24.011 8.2.5). */
#include "pdu_support.h"

struct address_row {
	const char *octets;
	uint8_t toa;
	const char *text;
	bool canonical; /* encoding gives the same octets */
};

static const struct address_row address_rows[] = {
	{"0C919471102143F5", 0x91, "+49170112345", false}, /* a fill that is counted */
	{"0491 2143", 0x91, "+1234", true},
	{"0B911346610089F6", 0x91, "+31641600986", true},
	{"0481 2143", 0x81, "1234", true},
	{"0381 21F3", 0x81, "123", true},
	{"0381 2143", 0x81, "123", false}, /* a last semi-octet that is no fill */
	{"0AA11092997856", 0xA1, "0129998765", true},
	{"148121436587092143658719", 0x81, "12345678901234567891", true}, /* 20 digits */
	{"149121436587092143658719", 0x91, "+12345678901234567891", true},
	{"0A81BADCBE5AF1", 0x81, "*#abc#*51", false}, /* a fill that is counted again */
	{"0581BADCFE", 0x81, "*#abc", true},
	{"0E914151245584B633", 0x91, "+14154255486#33", true},
	{"0180 05", 0x80, "5", false}, /* 0 as a fill, from a voice mail server */
	{"0180 F5", 0x80, "5", true},
	{"0400 2143", 0x00, "1234", true}, /* bit 7 is 0 in no specification, but in the field */
	{"0080", 0x80, "", true},
	{"0091", 0x91, "", true},
	{"00D0", 0xD0, "", true},
	{"04D01000", 0xD0, "Δ@", true},
	{"0DD0F334FC1CA69701", 0xD0, "sipgate", true},
	{"0ED0F334FC1CA69701", 0xD0, "sipgate", false}, /* 8 septets counted for 7 */
	{"14D04F78D92D9C0EC3E23119", 0xD0, "OpenBSCabcd", true},
	{"09D0C6A7333904", 0xD0, "FONIC", true},
	{"04D09B32", 0xD0, "€", true},
};

static void test_decode(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(address_rows); i++) {
		const struct address_row *row = &address_rows[i];
		struct smsmodem_address address = {0};
		uint8_t octets[16], back[16];
		size_t count = octets_of(row->octets, octets, sizeof octets);

		assert_int_equal(pdu_address_decode(octets, count, &address), count);
		assert_int_equal(address.toa, row->toa);
		assert_string_equal(address.text, row->text);
		for (size_t cut = 0; cut < count; cut++) {
			uint8_t *part = exact_copy(octets, cut);

			assert_int_equal(pdu_address_decode(part, cut, &address), SMSMODEM_E_PDU);
			free(part);
		}
		assert_int_equal(pdu_address_decode(octets, count, &address), count);
		int length = pdu_address_encode(&address, back, sizeof back);
		assert_true(length >= 2);
		if (row->canonical)
			assert_octets(back, (size_t)length, row->octets);
	}
}

static void test_encode_capacities(void **state)
{
	struct smsmodem_address address = {.toa = 0x91, .text = "+12345678901234567891"};

	(void)state;
	for (size_t size = 0; size <= 13; size++) {
		uint8_t octets[16];

		memset(octets, CANARY, sizeof octets);
		assert_int_equal(pdu_address_encode(&address, octets, size),
				 size >= 12 ? 12 : SMSMODEM_E_SPACE);
		assert_canary(octets, size >= 12 ? 12 : 0, sizeof octets);
		memset(octets, CANARY, sizeof octets);
		assert_int_equal(pdu_smsc_encode(&address, octets, size),
				 size >= 12 ? 12 : SMSMODEM_E_SPACE);
		assert_canary(octets, size >= 12 ? 12 : 0, sizeof octets);
	}
}

struct no_form_row {
	uint8_t toa;
	const char *text;
};

static const struct no_form_row no_form_rows[] = {
	{0x91, "+123456789012345678901"}, /* 21 digits */
	{0x81, "+49"},                    /* not international */
	{0x91, "++49"},
	{0x91, "49x"},
	{0xD0, "abcdefghijkl"}, /* 12 septets */
	{0xD0, "abcdefghij€"},  /* 12 septets */
	{0xD0, "Ж"},
	{0xD0, "\xFF"},
};

static void test_no_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(no_form_rows); i++) {
		struct smsmodem_address address = {.toa = no_form_rows[i].toa};
		uint8_t octets[16];

		memcpy(address.text, no_form_rows[i].text, strlen(no_form_rows[i].text));
		assert_int_equal(pdu_address_encode(&address, octets, sizeof octets),
				 SMSMODEM_E_NUMBER);
	}
	struct smsmodem_address endless = {.toa = 0x81};
	uint8_t octets[16];

	memset(endless.text, '1', sizeof endless.text);
	assert_int_equal(pdu_address_encode(&endless, octets, sizeof octets), SMSMODEM_E_NUMBER);
	endless.toa = 0xD0;
	assert_int_equal(pdu_address_encode(&endless, octets, sizeof octets), SMSMODEM_E_NUMBER);
}

/* Whatever the octets are, no length leads out of them or of the text. */
static void test_any_octets(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		struct smsmodem_address address = {0};
		size_t count = random_below(&random, 15);
		uint8_t raw[16], back[16];

		for (size_t i = 0; i < count; i++)
			raw[i] = (uint8_t)random_below(&random, 256);
		if (count && random_below(&random, 2))
			raw[0] %= 24;
		uint8_t *octets = exact_copy(raw, count);
		int used = pdu_address_decode(octets, count, &address);
		assert_true(used == SMSMODEM_E_PDU || (used >= 2 && (size_t)used <= count));
		if (used > 0)
			assert_true(pdu_address_encode(&address, back, sizeof back) > 0);
		used = pdu_smsc_decode(octets, count, &address);
		assert_true(used == SMSMODEM_E_PDU || (used >= 1 && (size_t)used <= count));
		if (used > 0)
			assert_true(pdu_smsc_encode(&address, back, sizeof back) > 0);
		free(octets);
	}
}

static void test_too_long(void **state)
{
	uint8_t octets[140] = {21, 0x91};
	struct smsmodem_address address;

	(void)state;
	assert_int_equal(pdu_address_decode(octets, sizeof octets, &address), SMSMODEM_E_PDU);
	octets[0] = 0xFF;
	assert_int_equal(pdu_address_decode(octets, sizeof octets, &address), SMSMODEM_E_PDU);
	octets[0] = 12;
	assert_int_equal(pdu_smsc_decode(octets, sizeof octets, &address), SMSMODEM_E_PDU);
}

static const struct address_row smsc_rows[] = {
	{"00", 0, "", true},
	{"0191", 0x91, "", false},
	{"07912104442961F4", 0x91, "+12404492164", true},
	{"038121F3", 0x81, "123", true},
	{"068108103254F6", 0x81, "800123456", true},
	{"048121F3FF", 0x81, "123", false}, /* filled up twice */
	{"0B9121436587092143658719", 0x91, "+12345678901234567891", true},
	{"06D0C6A7333904", 0xD0, "FONIC", true},
};

static void test_smsc(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(smsc_rows); i++) {
		const struct address_row *row = &smsc_rows[i];
		struct smsmodem_address address = {.text = "stale"};
		uint8_t octets[16], back[16];
		size_t count = octets_of(row->octets, octets, sizeof octets);

		for (size_t cut = 0; cut < count; cut++)
			assert_int_equal(pdu_smsc_decode(octets, cut, &address), SMSMODEM_E_PDU);
		assert_int_equal(pdu_smsc_decode(octets, count, &address), count);
		assert_int_equal(address.toa, row->toa);
		assert_string_equal(address.text, row->text);
		int length = pdu_smsc_encode(&address, back, sizeof back);
		assert_true(length >= 1);
		if (row->canonical)
			assert_octets(back, (size_t)length, row->octets);
	}
}

struct parse_row {
	const char *number;
	uint8_t toa; /* 0: not a number */
	const char *text;
	long offset;
};

static const struct parse_row parse_rows[] = {
	{"+491701234567", 0x91, "+491701234567", 0},
	{" +49 (170) 123-45.67 ", 0x91, "+491701234567", 0},
	{"0170/1234567", 0x81, "01701234567", 0},
	{"*100#", 0x81, "*100#", 0},
	{"*#abc", 0x81, "*#abc", 0},
	{"#1a", 0x81, "#1a", 0},
	{"1abc", 0, "\"a\"", 1}, /* a letter outside a service code is a mistake */
	{"+49a", 0, "\"a\"", 3},
	{"12345678901234567890", 0x81, "12345678901234567890", 0},
	{"+12345678901234567890", 0x91, "+12345678901234567890", 0},
	{"123456789012345678901", 0, "20 digits", -1},
	{"", 0, "no digits", -1},
	{"+", 0, "no digits", -1},
	{" -", 0, "no digits", -1},
	{"Hello", 0, "\"H\"", 0},
	{"1+2", 0, "\"+\"", 1},
	{"++1", 0, "\"+\"", 1},
	{"12x", 0, "\"x\"", 2},
	{"+49é", 0, "\"é\"", 3},
	{"12\xFF", 0, "octet 2", 2},
	{"12\x01", 0, "\"?\"", 2},
	{"1\n2", 0, "\"?\"", 1},
	{"12,34", 0, "\",\"", 2},
};

static void test_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(parse_rows); i++) {
		const struct parse_row *row = &parse_rows[i];
		struct smsmodem_address address = {0};
		struct smsmodem_error error = {0};
		int result = pdu_address_parse(row->number, &address, &error);

		assert_int_equal(result, row->toa ? SMSMODEM_OK : SMSMODEM_E_NUMBER);
		assert_int_equal(pdu_address_parse(row->number, &address, NULL), result);
		if (row->toa) {
			assert_int_equal(address.toa, row->toa);
			assert_string_equal(address.text, row->text);
			continue;
		}
		assert_int_equal(error.code, SMSMODEM_E_NUMBER);
		assert_int_equal(error.offset, row->offset);
		assert_non_null(strstr(error.text, row->text));
	}
}

static void test_names(void **state)
{
	static const char *const names[] = {"unknown",     "international", "national",
					    "network",     "subscriber",    "alphanumeric",
					    "abbreviated", "reserved"};
	struct smsmodem_address address = {0};

	(void)state;
	for (unsigned ton = 0; ton < 8; ton++) {
		address.toa = (uint8_t)(0x81 | ton << 4);
		assert_string_equal(smsmodem_ton_name(smsmodem_address_ton(&address)), names[ton]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),   cmocka_unit_test(test_encode_capacities),
		cmocka_unit_test(test_no_form),  cmocka_unit_test(test_any_octets),
		cmocka_unit_test(test_too_long), cmocka_unit_test(test_smsc),
		cmocka_unit_test(test_parse),    cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
