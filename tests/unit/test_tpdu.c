/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SUBMIT and DELIVER as PDUs (23.040 9.2.2.1, 9.2.2.2), and what all kinds have in common. */
#include "pdu_support.h"

#define DELIVER "07912143658709F1 04 0B918100551512F2 FF 00 11101021436500 0A E8329BFD4697D9EC37"
#define SUBMIT  "00 11 00 0B916407281553F8 00 00 AA 0A E8329BFD4697D9EC37"

/* Decode a row from an exact-size copy. */
static int decode_row(const char *hex, const struct smsmodem_decode_options *options,
		      struct smsmodem_tpdu *tpdu, struct smsmodem_error *error)
{
	uint8_t raw[300];
	size_t count = octets_of(hex, raw, sizeof raw);
	uint8_t *octets = exact_copy(raw, count);
	int result = pdu_decode(octets, count, options, tpdu, error);

	free(octets);
	return result;
}

static void test_fields(void **state)
{
	struct smsmodem_tpdu tpdu;

	(void)state;
	assert_int_equal(decode_row(DELIVER, NULL, &tpdu, NULL), SMSMODEM_OK);
	assert_int_equal(tpdu.kind, SMSMODEM_KIND_DELIVER);
	assert_string_equal(tpdu.smsc.text, "+12345678901");
	assert_string_equal(tpdu.peer.text, "+18005551212");
	assert_true(tpdu.no_more);
	assert_int_equal(tpdu.pid, 0xFF);
	assert_true(tpdu.scts.valid);
	assert_int_equal(tpdu.udl, 10);
	assert_int_equal(tpdu.ud_len, 9);
	assert_int_equal(tpdu.udh_len, 0);

	assert_int_equal(decode_row(SUBMIT, NULL, &tpdu, NULL), SMSMODEM_OK);
	assert_int_equal(tpdu.kind, SMSMODEM_KIND_SUBMIT);
	assert_string_equal(tpdu.smsc.text, "");
	assert_string_equal(tpdu.peer.text, "+46708251358");
	assert_int_equal(tpdu.validity.format, SMSMODEM_VALIDITY_RELATIVE);
	assert_int_equal(tpdu.validity.seconds, 345600);
}

struct flag_row {
	uint8_t first;
	enum smsmodem_kind kind;
	bool no_more, loop_prevention, reject_duplicates, status_report, reply_path;
};

static const struct flag_row flag_rows[] = {
	{0x00, SMSMODEM_KIND_DELIVER, false, false, false, false, false},
	{0x04, SMSMODEM_KIND_DELIVER, true, false, false, false, false},
	{0x08, SMSMODEM_KIND_DELIVER, false, true, false, false, false},
	{0x20, SMSMODEM_KIND_DELIVER, false, false, false, true, false},
	{0x80, SMSMODEM_KIND_DELIVER, false, false, false, false, true},
	{0xAC, SMSMODEM_KIND_DELIVER, true, true, false, true, true},
	{0x01, SMSMODEM_KIND_SUBMIT, false, false, false, false, false},
	{0x05, SMSMODEM_KIND_SUBMIT, false, false, true, false, false},
	{0x21, SMSMODEM_KIND_SUBMIT, false, false, false, true, false},
	{0x81, SMSMODEM_KIND_SUBMIT, false, false, false, false, true},
	{0xA5, SMSMODEM_KIND_SUBMIT, false, false, true, true, true},
};

static void test_flags(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(flag_rows); i++) {
		const struct flag_row *row = &flag_rows[i];
		struct smsmodem_tpdu tpdu;
		uint8_t octets[64], back[64];
		bool deliver = row->kind == SMSMODEM_KIND_DELIVER;
		size_t count = octets_of(deliver ? "00 00 0481 2143 00 00 11101021436500 01 31"
						 : "00 01 07 0481 2143 00 00 01 31",
					 octets, sizeof octets);

		octets[1] = row->first;
		assert_int_equal(pdu_decode(octets, count, NULL, &tpdu, NULL), SMSMODEM_OK);
		assert_int_equal(tpdu.kind, row->kind);
		assert_int_equal(tpdu.no_more, row->no_more);
		assert_int_equal(tpdu.loop_prevention, row->loop_prevention);
		assert_int_equal(tpdu.reject_duplicates, row->reject_duplicates);
		assert_int_equal(tpdu.status_report, row->status_report);
		assert_int_equal(tpdu.reply_path, row->reply_path);
		assert_int_equal(tpdu.mr, deliver ? 0 : 7);
		assert_int_equal(pdu_encode(&tpdu, back, sizeof back, NULL), count);
		assert_memory_equal(back, octets, count);
	}
}

struct length_row {
	const char *octets;
	bool no_smsc;
	int tpdu_length;
	int result;
	const char *smsc;
	const char *text;
};

#define TPDU "04 0481 2143 00 00 11101021436500 02 E834"

static const struct length_row length_rows[] = {
	{"038121F3" TPDU, false, -1, SMSMODEM_OK, "123", "hi"},
	{"038121F3" TPDU, false, 17, SMSMODEM_OK, "123", "hi"},
	{TPDU, true, -1, SMSMODEM_OK, "", "hi"},
	{TPDU, true, 17, SMSMODEM_OK, "", "hi"},
	{TPDU, false, 17, SMSMODEM_OK, "", "hi"}, /* the length tells */
	{"00" TPDU, false, 17, SMSMODEM_OK, "", "hi"},
	{"038121F3" TPDU "FFFFFF", false, 17, SMSMODEM_OK, "123", "hi"}, /* a padded record */
	{"038121F3" TPDU "FFFFFF", false, -1, SMSMODEM_OK, "123", "hi"},
	{TPDU "FF", true, 17, SMSMODEM_OK, "", "hi"},
	{"038121F3" TPDU, false, 20, SMSMODEM_E_PDU, "",
	 "3 of its 20 octets are missing (octet 21)"},
	{TPDU, true, 18, SMSMODEM_E_PDU, "", "1 of its 18 octets is missing (octet 17)"},
	{"038121F3" TPDU, false, 15, SMSMODEM_E_PDU, "",
	 "too long: 2 octets more than its length says (octet 19)"},
	{TPDU, true, 16, SMSMODEM_E_PDU, "", "too long: 1 octet more than"},
	{"038121F3" TPDU "00FF00", false, 17, SMSMODEM_OK, "123", "hi"}, /* or so */
	{"038121F3" TPDU "0001", false, 17, SMSMODEM_E_PDU, "", "2 octets more than"},
	{"038121F3" TPDU, false, 0, SMSMODEM_OK, "123", "hi"}, /* no TPDU is so short */
	{"038121F3 04 0481 2143 00 00 11101021436500 02", false, 15, SMSMODEM_E_PDU, "",
	 "TP-UD is missing"},
};

static void test_lengths(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(length_rows); i++) {
		const struct length_row *row = &length_rows[i];
		struct smsmodem_decode_options options = {.no_smsc = row->no_smsc,
							  .tpdu_length = row->tpdu_length};
		struct smsmodem_error error = {0};
		struct smsmodem_tpdu tpdu;
		char text[481];

		assert_int_equal(decode_row(row->octets, &options, &tpdu, &error), row->result);
		if (row->result < 0) {
			assert_non_null(strstr(error.text, row->text));
			assert_true(error.offset > 0);
			continue;
		}
		assert_string_equal(tpdu.smsc.text, row->smsc);
		assert_int_equal(smsmodem_text(&tpdu, 1, text, sizeof text), 2);
		assert_string_equal(text, row->text);
	}
}

/* Behind "00 00 0481 2143 00 DCS 11101021436500": TP-UDL and user data. */
struct ud_row {
	const char *name;
	bool header;
	uint8_t dcs;
	const char *octets;
	int result;
	unsigned udh_len, seq;
	const char *text;
};

static const struct ud_row ud_rows[] = {
	{"empty", false, 0, "00", SMSMODEM_OK, 0, 0, ""},
	{"empty with a header bit", true, 0, "00", SMSMODEM_OK, 0, 0, ""},
	{"no length", false, 0, "", SMSMODEM_E_PDU, 0, 0, NULL},
	{"no data", false, 0, "01", SMSMODEM_E_PDU, 0, 0, NULL},
	{"short of septets", false, 0, "0A E8329BFD46", SMSMODEM_E_PDU, 0, 0, NULL},
	{"short of octets", false, 8, "8C 00410042", SMSMODEM_E_PDU, 0, 0, NULL},
	{"length over 140", false, 8, "A0 00410042", SMSMODEM_OK, 0, 0, "AB"},
	{"length over 160 septets", false, 0, "FF E834", SMSMODEM_OK, 0, 0, "hi"},
	{"concatenated", true, 8, "0A 0500031E0302 00410042", SMSMODEM_OK, 6, 2, "AB"},
	{"header and nothing", true, 8, "06 0500031E0302", SMSMODEM_OK, 6, 2, ""},
	{"impossible, one octet", true, 8, "A0 0500031E0302 00", SMSMODEM_OK, 6, 2, "\xEF\xBF\xBD"},
	{"impossible, no octet", true, 8, "A0 0500031E0302", SMSMODEM_E_PDU, 0, 0, NULL},
	{"impossible, half a header", true, 8, "A0 050003", SMSMODEM_E_PDU, 0, 0, NULL},
	{"header longer than data that is all there", true, 8, "04 4100 0042", SMSMODEM_OK, 0, 0,
	 "䄀B"},
	{"element past the header", true, 8, "0A 0500 09 1E0302 00410042", SMSMODEM_OK, 6, 0, "AB"},
	{"element past the header, behind a good one", true, 8, "0C 0700031E0302 0509 00410042",
	 SMSMODEM_OK, 8, 0, "AB"},
	{"fill bits", true, 0, "08 0500031E0302 62", SMSMODEM_OK, 6, 2, "1"},
	{"header of septets, no fill", true, 0, "09 060504 0B8423F0 31", SMSMODEM_OK, 7, 0, "1"},
};

static size_t ud_pdu(const struct ud_row *row, uint8_t *octets, size_t size)
{
	size_t front = octets_of("00 00 0481 2143 00 00 11101021436500", octets, size);

	octets[1] = row->header ? 0x40 : 0x00;
	octets[7] = row->dcs;
	return front + octets_of(row->octets, octets + front, size - front);
}

static void test_user_data(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ud_rows); i++) {
		const struct ud_row *row = &ud_rows[i];
		struct smsmodem_tpdu tpdu;
		struct smsmodem_error error = {0};
		uint8_t raw[64];
		char text[481];
		size_t count = ud_pdu(row, raw, sizeof raw);
		uint8_t *octets = exact_copy(raw, count);

		print_message("  %s\n", row->name);
		assert_int_equal(pdu_decode(octets, count, NULL, &tpdu, &error), row->result);
		free(octets);
		if (row->result < 0) {
			assert_true(error.offset > 0);
			continue;
		}
		assert_int_equal(tpdu.udh_len, row->udh_len);
		assert_int_equal(tpdu.concat.seq, row->seq);
		assert_int_equal(smsmodem_text(&tpdu, 1, text, sizeof text), strlen(row->text));
		assert_string_equal(text, row->text);
	}
}

static void test_too_much_user_data(void **state)
{
	struct smsmodem_tpdu tpdu;
	uint8_t octets[256] = {0};

	(void)state;
	size_t front = octets_of("00 00 0481 2143 00 04 11101021436500 8C", octets, sizeof octets);
	assert_int_equal(pdu_decode(octets, front + 140, NULL, &tpdu, NULL), SMSMODEM_OK);
	assert_int_equal(tpdu.ud_len, 140);
	octets[front - 1] = 0x8D;
	assert_int_equal(pdu_decode(octets, front + 141, NULL, &tpdu, NULL), SMSMODEM_E_PDU);
	assert_int_equal(pdu_decode(octets, front + 140, NULL, &tpdu, NULL), SMSMODEM_OK);
}

/* The octet that an error names is where the field that is cut begins, whatever is cut. */
static void test_truncations(void **state)
{
	static const char *const rows[] = {DELIVER, SUBMIT};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t raw[64];
		size_t count = octets_of(rows[i], raw, sizeof raw);

		for (size_t cut = 0; cut < count; cut++) {
			struct smsmodem_tpdu tpdu;
			struct smsmodem_error error = {0};
			uint8_t *octets = exact_copy(raw, cut);
			int result = pdu_decode(octets, cut, NULL, &tpdu, &error);

			assert_int_equal(result, SMSMODEM_E_PDU);
			assert_in_range(error.offset, 0, cut);
			free(octets);
		}
	}
}

static void test_encode_capacities(void **state)
{
	static const char *const rows[] = {DELIVER, SUBMIT};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_tpdu tpdu;
		uint8_t octets[64], back[64];
		size_t count = octets_of(rows[i], octets, sizeof octets), smsc_length = 0;

		assert_int_equal(pdu_decode(octets, count, NULL, &tpdu, NULL), SMSMODEM_OK);
		for (size_t size = 0; size <= count; size++) {
			memset(back, CANARY, sizeof back);
			assert_int_equal(pdu_encode(&tpdu, back, size, &smsc_length),
					 size == count ? (int)count : SMSMODEM_E_SPACE);
			assert_canary(back, size, sizeof back);
		}
		assert_memory_equal(back, octets, count);
		assert_int_equal(smsc_length, octets[0] + 1);
	}
}

static void test_encode_contradictions(void **state)
{
	struct smsmodem_tpdu tpdu = {.kind = SMSMODEM_KIND_DELIVER};
	uint8_t octets[200];

	(void)state;
	assert_int_equal(pdu_encode(&tpdu, octets, sizeof octets, NULL), 14);
	tpdu.udh_len = 1;
	assert_int_equal(pdu_encode(&tpdu, octets, sizeof octets, NULL), SMSMODEM_E_USAGE);
	tpdu.ud_len = 141;
	assert_int_equal(pdu_encode(&tpdu, octets, sizeof octets, NULL), SMSMODEM_E_USAGE);
	tpdu = (struct smsmodem_tpdu){0};
	assert_int_equal(pdu_encode(&tpdu, octets, sizeof octets, NULL), SMSMODEM_E_USAGE);
	tpdu = (struct smsmodem_tpdu){.kind = SMSMODEM_KIND_SUBMIT, .peer.text = "x"};
	assert_int_equal(pdu_encode(&tpdu, octets, sizeof octets, NULL), SMSMODEM_E_NUMBER);
}

/* Random octets behind a plausible beginning: what decodes encodes, and decodes to the same again.
 */
static void test_any_octets(void **state)
{
	struct random random = random_start();
	unsigned decoded = 0;

	(void)state;
	for (unsigned round = 0; round < 50000; round++) {
		struct smsmodem_tpdu tpdu, again;
		uint8_t raw[180], back[SMSMODEM_PDU_MAX], twice[SMSMODEM_PDU_MAX];
		char text[SMSMODEM_TEXT_SIZE(1)], second[SMSMODEM_TEXT_SIZE(1)];
		size_t count = random_below(&random, sizeof raw);

		for (size_t i = 0; i < count; i++)
			raw[i] = (uint8_t)random_below(&random, i < 4 ? 12 : 256);
		uint8_t *octets = exact_copy(raw, count);
		int result = pdu_decode(octets, count, NULL, &tpdu, NULL);
		free(octets);
		if (result < 0)
			continue;
		decoded++;
		/* A sender's eighth septet is dropped when it is '@': with that gone all is stable.
		 */
		int length = pdu_encode(&tpdu, back, sizeof back, NULL);
		assert_true(length > 0);
		assert_int_equal(pdu_decode(back, (size_t)length, NULL, &tpdu, NULL), SMSMODEM_OK);
		length = pdu_encode(&tpdu, back, sizeof back, NULL);
		assert_true(length > 0);
		assert_int_equal(pdu_decode(back, (size_t)length, NULL, &again, NULL), SMSMODEM_OK);
		assert_int_equal(pdu_encode(&again, twice, sizeof twice, NULL), length);
		assert_memory_equal(back, twice, (size_t)length);
		int text_len = smsmodem_text(&tpdu, 1, text, sizeof text);
		assert_true(text_len >= 0);
		assert_int_equal(smsmodem_text(&again, 1, second, sizeof second), text_len);
		assert_memory_equal(text, second, (size_t)text_len);
	}
	assert_true(decoded > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_user_data),
		cmocka_unit_test(test_too_much_user_data),
		cmocka_unit_test(test_truncations),
		cmocka_unit_test(test_encode_capacities),
		cmocka_unit_test(test_encode_contradictions),
		cmocka_unit_test(test_any_octets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
