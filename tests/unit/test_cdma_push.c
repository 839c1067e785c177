/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Datagrams in segments of the WAP teleservice (WAP-259-WDP): what is written. */
#include "cdma_push_support.h"

/* --- octets --- */

struct row {
	const char *name, *data;
	int segment_size, part, parts;
	const char *user_data;
	const char *hex; /* of the whole, or NULL */
};

static const struct row rows[] = {
	/* 3.4.2, 4.5.1, 4.5.2 of C.S0015-B; the address has three digits of DTMF */
	{"one segment, in whole", "abc", 0, 1, 1, "000100 23F00B84 616263",
	 "00 0002 1004 0403 00D554 0813 0003200070 010C 00500008011F805C230B1318"},
	{"nothing", "", 0, 1, 1, "000100 23F00B84", NULL},
	{"a segment to the octet", "abcdefghi", 16, 1, 1, "000100 23F00B84 616263646566676869",
	 NULL},
	{"an octet more", "abcdefghij", 16, 1, 2, "000200 23F00B84 616263646566676869", NULL},
	{"ports in the first only", "abcdefghij", 16, 2, 2, "000201 6A", NULL},
	{"the second to the octet", "abcdefghijklmnopqrstuv", 16, 2, 2,
	 "000201 6A6B6C6D6E6F70717273747576", NULL},
	{"a third", "abcdefghijklmnopqrstuvw", 16, 3, 3, "000302 77", NULL},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_cdma_submit submit = submit_of(rows[i].data, strlen(rows[i].data));
		struct smsmodem_cdma_encoder encoder;
		struct smsmodem_cdma_pdu pdu = {0};
		uint8_t octets[SMSMODEM_CDMA_PDU_MAX];

		print_message("%s\n", rows[i].name);
		submit.segment_size = rows[i].segment_size;
		assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, NULL),
				 rows[i].parts);
		for (int part = 0; part < rows[i].part; part++)
			assert_int_equal(smsmodem_cdma_encode_next(&encoder, &pdu, NULL), 1);
		assert_int_equal(pdu.part, rows[i].part);
		assert_int_equal(pdu.parts, rows[i].parts);
		assert_int_equal(pdu.more, rows[i].part < rows[i].parts);
		assert_int_equal(pdu.encoding, SMSMODEM_CDMA_OCTET);
		assert_octets(pdu.user_data, pdu.user_data_len, rows[i].user_data);
		if (rows[i].hex)
			assert_octets(octets, octets_of(pdu.hex, octets, sizeof octets),
				      rows[i].hex);
	}
}

/* --- how many --- */

struct count_row {
	int segment_size;
	size_t length;
	int max_parts;
	int parts;          /* or a failure */
	const char *needed; /* in its text */
};

static const struct count_row count_rows[] = {
	{0, 105, 0, 1, NULL},
	{0, 106, 0, 2, NULL},
	{0, 105 + 109, 0, 2, NULL},
	{0, 105 + 109 + 1, 0, 3, NULL},
	{112, 105 + 109 + 1, 0, 3, NULL},
	{50, 43, 0, 1, NULL},
	{50, 43 + 47, 0, 2, NULL},
	{50, 43 + 47 + 1, 0, 3, NULL},
	{140, 133, 0, 1, NULL},
	{140, 134, 0, 2, NULL},
	{140, 133 + 137, 0, 2, NULL},
	{140, 133 + 137 + 1, 0, 3, NULL},
	{0, 105 + 254 * 109, 0, 255, NULL},
	{0, 105 + 254 * 109 + 1, 0, SMSMODEM_E_TEXT, "needs 256 segments of 112"},
	{16, 40000, 0, SMSMODEM_E_TEXT, "needs 3078 segments of 16"},
	{140, 133 + 254 * 137, 0, 255, NULL},
	{140, 133 + 254 * 137 + 1, 0, SMSMODEM_E_TEXT, "make it shorter"},
	{0, 106, 1, SMSMODEM_E_TEXT, "of 140 octets it would be 1"},
	{0, 134, 1, SMSMODEM_E_TEXT, "allow more"},
	{0, 106, 2, 2, NULL},
	{15, 1, 0, SMSMODEM_E_USAGE, "16 to 140"},
	{16, 1, 0, 1, NULL},
	{141, 1, 0, SMSMODEM_E_USAGE, "16 to 140"},
	{-1, 1, 0, SMSMODEM_E_USAGE, "16 to 140"},
	{0, 1, 256, SMSMODEM_E_USAGE, "255"},
};

static void test_counts(void **state)
{
	static const uint8_t data[50000];

	(void)state;
	for (size_t i = 0; i < COUNT(count_rows); i++) {
		const struct count_row *row = &count_rows[i];
		struct smsmodem_cdma_submit submit = submit_of(data, row->length);
		struct smsmodem_cdma_encoder encoder;
		struct smsmodem_cdma_pdu pdu;
		struct smsmodem_error error;

		print_message("%zu octets, %d, %d\n", row->length, row->segment_size,
			      row->max_parts);
		submit.segment_size = row->segment_size;
		submit.max_parts = row->max_parts;
		assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, &error), row->parts);
		if (row->parts > 0)
			continue;
		assert_int_equal(error.code, row->parts);
		assert_non_null(strstr(error.text, row->needed));
		assert_int_equal(smsmodem_cdma_encode_next(&encoder, &pdu, &error), 0);
	}
}

static void test_refused(void **state)
{
	struct smsmodem_cdma_submit submit = submit_of("a", 1);
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_error error;

	(void)state;
	submit.text = "a";
	submit.text_len = 1;
	assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, &error), SMSMODEM_E_USAGE);
	submit.data = NULL;
	assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, &error), SMSMODEM_E_USAGE);
	submit = submit_of("a", 1);
	submit.to = "12x";
	assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, &error), SMSMODEM_E_NUMBER);
}

/* As those of a text (4.5.5 to 4.5.15). */
static void test_options(void **state)
{
	struct smsmodem_cdma_submit submit = submit_of("abc", 3);
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_cdma_pdu pdu;
	struct smsmodem_cdma cdma;

	(void)state;
	submit.to = "+4917";
	submit.report = true;
	submit.callback = "+4917";
	submit.validity_s = 3601;
	submit.priority = 3;
	submit.privacy = 2;
	submit.alert = 1;
	submit.language = 7;
	assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, NULL), 1);
	assert_int_equal(smsmodem_cdma_encode_next(&encoder, &pdu, NULL), 1);
	assert_int_equal(smsmodem_cdma_decode(pdu.hex, strlen(pdu.hex), 0, &cdma, NULL), 0);
	assert_string_equal(cdma.to.text, "+4917");
	assert_int_equal(cdma.teleservice, SMSMODEM_CDMA_WAP);
	assert_int_equal(cdma.message_type, SMSMODEM_CDMA_SUBMIT);
	assert_false(cdma.header_ind);
	assert_int_equal(cdma.reply, SMSMODEM_CDMA_WANTS_DELIVERY_ACK);
	assert_string_equal(cdma.callback.text, "+4917");
	assert_int_equal(smsmodem_cdma_period_seconds(cdma.valid_for), 3900);
	assert_int_equal(cdma.priority, 3);
	assert_int_equal(cdma.privacy, 2);
	assert_int_equal(cdma.alert, 1);
	assert_int_equal(cdma.language, 7);
	assert_int_equal(cdma.subs.there, 0x7723);
}

/* Cut anywhere it is refused, or what is left of it is no whole segment. */
static void test_cuts(void **state)
{
	struct smsmodem_cdma_submit submit = submit_of("abcdefghijklmnopqrstuvw", 23);
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_cdma_pdu pdu;
	uint8_t octets[SMSMODEM_CDMA_PDU_MAX];

	(void)state;
	assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, NULL), 1);
	assert_int_equal(smsmodem_cdma_encode_next(&encoder, &pdu, NULL), 1);
	size_t length = octets_of(pdu.hex, octets, sizeof octets);
	for (size_t cut = 0; cut < length; cut++) {
		uint8_t *copy = exact_copy(octets, cut);
		struct smsmodem_cdma cdma;
		int result = pdu_cdma_decode(copy, cut, SMSMODEM_CDMA_LAYER_TRANSPORT, &cdma, NULL);

		assert_true(result == SMSMODEM_E_PDU ||
			    (result == SMSMODEM_OK && !cdma.data.wap.valid));
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),    cmocka_unit_test(test_counts),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_options),
		cmocka_unit_test(test_cuts),
	};

	return cmocka_run_group_tests_name("cdma_push", tests, NULL, NULL);
}
