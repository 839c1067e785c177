/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TPDUs of another kind than wanted, and cut or broken ones: which field, at which octet. */
#include "pdu_support.h"

struct kind_row {
	enum smsmodem_kind kind;
	uint8_t mti;
	int result;
	const char *text;
};

/* 9.2.3.1; a reserved one is a DELIVER to whoever receives it. */
static const struct kind_row kind_rows[] = {
	{SMSMODEM_KIND_AUTO, 0, SMSMODEM_KIND_DELIVER, NULL},
	{SMSMODEM_KIND_AUTO, 1, SMSMODEM_KIND_SUBMIT, NULL},
	{SMSMODEM_KIND_AUTO, 2, SMSMODEM_KIND_STATUS_REPORT, NULL},
	{SMSMODEM_KIND_AUTO, 3, SMSMODEM_KIND_DELIVER, NULL},
	{SMSMODEM_KIND_DELIVER, 0, SMSMODEM_KIND_DELIVER, NULL},
	{SMSMODEM_KIND_DELIVER, 1, SMSMODEM_E_PDU, "SUBMIT-REPORT, not a DELIVER"},
	{SMSMODEM_KIND_DELIVER, 2, SMSMODEM_E_PDU, "STATUS-REPORT or COMMAND, not a DELIVER"},
	{SMSMODEM_KIND_DELIVER, 3, SMSMODEM_KIND_DELIVER, NULL},
	{SMSMODEM_KIND_SUBMIT, 0, SMSMODEM_E_PDU, "DELIVER or DELIVER-REPORT, not a SUBMIT"},
	{SMSMODEM_KIND_SUBMIT, 1, SMSMODEM_KIND_SUBMIT, NULL},
	{SMSMODEM_KIND_SUBMIT, 2, SMSMODEM_E_PDU, "COMMAND, not a SUBMIT"},
	{SMSMODEM_KIND_SUBMIT, 3, SMSMODEM_E_PDU, "a reserved kind, not a SUBMIT"},
	{SMSMODEM_KIND_STATUS_REPORT, 0, SMSMODEM_E_PDU, "not a STATUS-REPORT"},
	{SMSMODEM_KIND_STATUS_REPORT, 1, SMSMODEM_E_PDU, "not a STATUS-REPORT"},
	{SMSMODEM_KIND_STATUS_REPORT, 2, SMSMODEM_KIND_STATUS_REPORT, NULL},
	{SMSMODEM_KIND_STATUS_REPORT, 3, SMSMODEM_E_PDU, "not a STATUS-REPORT"},
	{SMSMODEM_KIND_COMMAND, 0, SMSMODEM_E_PDU, "not a COMMAND"},
	{SMSMODEM_KIND_COMMAND, 1, SMSMODEM_E_PDU, "not a COMMAND"},
	{SMSMODEM_KIND_COMMAND, 2, SMSMODEM_KIND_COMMAND, NULL},
	{SMSMODEM_KIND_COMMAND, 3, SMSMODEM_E_PDU, "a reserved kind, not a COMMAND"},
	{SMSMODEM_KIND_DELIVER_REPORT, 0, SMSMODEM_KIND_DELIVER_REPORT, NULL},
	{SMSMODEM_KIND_DELIVER_REPORT, 1, SMSMODEM_E_PDU, "not a DELIVER-REPORT"},
	{SMSMODEM_KIND_SUBMIT_REPORT, 1, SMSMODEM_KIND_SUBMIT_REPORT, NULL},
	{SMSMODEM_KIND_SUBMIT_REPORT, 2, SMSMODEM_E_PDU, "not a SUBMIT-REPORT"},
	{SMSMODEM_KIND_REPORT, 0, SMSMODEM_KIND_DELIVER_REPORT, NULL},
	{SMSMODEM_KIND_REPORT, 1, SMSMODEM_KIND_SUBMIT_REPORT, NULL},
	{SMSMODEM_KIND_REPORT, 2, SMSMODEM_KIND_STATUS_REPORT, NULL},
	{SMSMODEM_KIND_REPORT, 3, SMSMODEM_E_PDU, "a reserved kind, not a report"},
};

static void test_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kind_rows); i++) {
		const struct kind_row *row = &kind_rows[i];
		struct smsmodem_decode_options options = {.kind = row->kind, .tpdu_length = -1};
		struct smsmodem_error error = {0};
		struct smsmodem_tpdu tpdu;
		/* digits, times and flags that every kind can be read from; the SMSC's are 8 octets
		 */
		uint8_t octets[64] = {0x07, 0x91, 0x21, 0x43, 0x65, 0x87, 0x09, 0xF1, row->mti};
		int result = pdu_decode(octets, sizeof octets, &options, &tpdu, &error);
		assert_int_equal(result, row->text ? SMSMODEM_E_PDU : SMSMODEM_OK);
		if (!row->text) {
			assert_int_equal(tpdu.kind, row->result);
			continue;
		}
		assert_non_null(strstr(error.text, row->text));
		assert_int_equal(error.offset, 8);
	}
}

static void test_no_kind(void **state)
{
	static const int kinds[] = {8, -3, 9, 255, 1 << 30};

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct smsmodem_decode_options options = {
			.kind = (enum smsmodem_kind)kinds[i]};
		struct smsmodem_field fields[SMSMODEM_FIELDS_MAX];
		struct smsmodem_error error = {0};
		struct smsmodem_tpdu tpdu;
		size_t count = 1;

		assert_int_equal(smsmodem_decode("0000", 4, &options, &tpdu, &error),
				 SMSMODEM_E_USAGE);
		assert_non_null(strstr(error.text, "no kind of PDU"));
		error = (struct smsmodem_error){0};
		assert_int_equal(smsmodem_fields("0000", 4, &options, fields, &count, &error),
				 SMSMODEM_E_USAGE);
		assert_non_null(strstr(error.text, "no kind of PDU"));
		assert_int_equal(count, 0);
	}
}

/* --- which field broke, and where --- */

/* Decode a row from an exact-size copy. */
static int decode_row(const char *hex, struct smsmodem_tpdu *tpdu, struct smsmodem_error *error)
{
	uint8_t raw[64];
	size_t count = octets_of(hex, raw, sizeof raw);
	uint8_t *octets = exact_copy(raw, count);
	int result = pdu_decode(octets, count, NULL, tpdu, error);

	free(octets);
	return result;
}

struct broken_row {
	const char *octets;
	long offset;
	const char *text;
};

static const struct broken_row broken_rows[] = {
	{"", 0, "the SMSC address is missing"},
	{"07 9121", 0, "the SMSC address is cut: 3 of 8 octets"},
	{"0C 9121", 0, "the SMSC address has 12 octets, more than 11"},
	{"00", 1, "the TPDU is missing"},
	{"00 04", 2, "TP-OA is missing"},
	{"00 04 04", 2, "TP-OA is cut: 1 of 4 octets"},
	{"00 04 0481", 2, "TP-OA is cut: 2 of 4 octets"},
	{"00 04 14 81", 2, "TP-OA is cut: 2 of 12 octets"},
	{"00 04 15 81", 2, "TP-OA has 21 semi-octets, more than 20"},
	{"00 04 04812143", 6, "TP-PID is missing"},
	{"00 04 04812143 00", 7, "TP-DCS is missing"},
	{"00 04 04812143 0000", 8, "TP-SCTS is missing"},
	{"00 04 04812143 0000 111010", 8, "TP-SCTS is cut: 3 of 7 octets"},
	{"00 04 04812143 0000 11101021436500", 15, "TP-UDL is missing"},
	{"00 04 04812143 0000 11101021436500 0A E832", 16, "TP-UD is cut: 2 of 9 octets"},
	{"00 44 04812143 0004 11101021436500 8D 0202", 16, "TP-UD ends in its header"},
	{"00 01", 2, "TP-MR is missing"},
	{"00 01 07 0481", 3, "TP-DA is cut: 2 of 4 octets"},
	{"00 11 07 04812143 0000", 9, "TP-VP is missing"},
	{"00 09 07 04812143 0000 1020", 9, "TP-VP is cut: 2 of 7 octets"},
	{"00 02 07 048121", 3, "TP-RA is cut: 3 of 4 octets"},
	{"00 02 07 04812143 11101021436500", 14, "TP-DT is missing"},
	{"00 02 07 04812143 11101021436500 11101021436500", 21, "TP-ST is missing"},
};

static void test_broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(broken_rows); i++) {
		const struct broken_row *row = &broken_rows[i];
		struct smsmodem_error error = {0};
		struct smsmodem_tpdu tpdu;
		char where[32];
		size_t length = strlen(row->octets);

		assert_true(snprintf(where, sizeof where, "(octet %ld)", row->offset) > 0);
		print_message("  %.*s\n", (int)length, row->octets);
		assert_int_equal(decode_row(row->octets, &tpdu, &error), SMSMODEM_E_PDU);
		assert_non_null(strstr(error.text, row->text));
		assert_non_null(strstr(error.text, where));
		assert_int_equal(error.offset, row->offset);
		assert_int_equal(error.code, SMSMODEM_E_PDU);
	}
}

static void test_hex_errors(void **state)
{
	struct smsmodem_tpdu tpdu;
	struct smsmodem_error error = {0};
	char hex[600];

	(void)state;
	assert_int_equal(smsmodem_decode("0011G0", 6, NULL, &tpdu, &error), SMSMODEM_E_DATA);
	assert_int_equal(error.offset, 4);
	assert_int_equal(smsmodem_decode("001", 3, NULL, &tpdu, &error), SMSMODEM_E_DATA);
	assert_int_equal(error.offset, 3);
	assert_int_equal(smsmodem_decode("", 0, NULL, &tpdu, &error), SMSMODEM_E_PDU);
	memset(hex, '0', sizeof hex);
	assert_int_equal(smsmodem_decode(hex, sizeof hex, NULL, &tpdu, &error), SMSMODEM_E_PDU);
	assert_int_equal(error.offset, 256);
	assert_string_equal(error.text, "PDU: 300 octets are too many (octet 256)");
	assert_int_equal(smsmodem_decode(hex, sizeof hex, NULL, &tpdu, NULL), SMSMODEM_E_PDU);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_no_kind),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_hex_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
