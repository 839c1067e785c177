/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDU explained field by field: of whatever octets nothing is left out or told twice. */
#include "fields_support.h"
#include "vectors_support.h"

static void assert_readable(const struct smsmodem_field *field)
{
	size_t length = strnlen(field->text, sizeof field->text);
	uint32_t character;

	assert_true(length < sizeof field->text);
	assert_true(strnlen(field->name, sizeof field->name) < sizeof field->name);
	assert_true(field->name[0] != '\0');
	for (size_t at = 0; at < length;) {
		int used = pdu_utf8_get(field->text + at, length - at, &character);
		assert_true(used > 0);
		at += (size_t)used;
	}
}

/*
 * Rows of depth 0 follow each other without gap from the first octet to the last; rows within lie
 * in theirs, in order.
 */
static void assert_gapless(const struct explained *explained, size_t octets)
{
	const struct smsmodem_field *parent = NULL;
	size_t next = 0, within = 0;

	for (size_t i = 0; i < explained->count; i++) {
		const struct smsmodem_field *field = &explained->rows[i];

		assert_readable(field);
		if (field->depth == 0) {
			assert_int_equal(field->offset, next);
			next += field->length;
			parent = field;
			within = field->offset;
			continue;
		}
		assert_int_equal(field->depth, 1);
		assert_non_null(parent);
		assert_true(field->offset >= within);
		assert_true(field->offset + field->length <= next);
		within = field->offset;
	}
	assert_int_equal(next, octets);
}

/* With decoding in agreement about whether it is a PDU at all. */
static void check(const char *hex, size_t length, const struct smsmodem_decode_options *options)
{
	struct explained explained;
	struct smsmodem_error error;
	struct smsmodem_tpdu tpdu;
	int result = smsmodem_decode(hex, length, options, &tpdu, &error);

	explain(hex, length, options, &explained);
	assert_int_equal(explained.result, result);
	if (result < 0) {
		assert_int_equal(explained.error.offset, error.offset);
		assert_string_equal(explained.error.text, error.text);
	}
	assert_gapless(&explained, length / 2);
}

static const enum smsmodem_kind kinds[] = {
	SMSMODEM_KIND_AUTO,          SMSMODEM_KIND_DELIVER, SMSMODEM_KIND_SUBMIT,
	SMSMODEM_KIND_STATUS_REPORT, SMSMODEM_KIND_COMMAND, SMSMODEM_KIND_DELIVER_REPORT,
	SMSMODEM_KIND_SUBMIT_REPORT, SMSMODEM_KIND_REPORT,
};

/* As every kind, with and without SMSC address, with right and wrong lengths. */
static void check_all_ways(const char *hex, size_t length)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct smsmodem_decode_options options = {.kind = kinds[i], .tpdu_length = -1};

		check(hex, length, &options);
		options.no_smsc = true;
		check(hex, length, &options);
		options.no_smsc = false;
		for (int less = 0; less < 9; less++) {
			options.tpdu_length = (int)(length / 2) - less;
			check(hex, length, &options);
		}
	}
}

static void test_every_truncation(void **state)
{
	static const char *const rows[] = {
		DELIVER,
		SUBMIT,
		REPORT,
		"00 22 05 00 02 09 05810531F1 03 414243",
		"00 00 D0 07 00 00 05 E8329BFD06",
		"00 01 06 01908241650040 00 05 E8329BFD06",
		"00 44 05810531F1 0000 01908241650040 09 0500031E0301 8262",
	};
	char hex[512];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = digits_of(rows[i], hex, sizeof hex);

		for (size_t cut = 0; cut <= length; cut += 2)
			check_all_ways(hex, cut);
	}
}

static void test_garbage(void **state)
{
	static const uint8_t firsts[] = {0x00, 0x04, 0x11, 0x41, 0x51, 0x06, 0x46, 0x02, 0x44};
	struct random random = random_start();
	uint8_t octets[SMSMODEM_PDU_MAX + 8];
	char hex[2 * sizeof octets + 1];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		size_t count = random_below(&random, sizeof octets + 1);

		for (size_t k = 0; k < count; k++)
			octets[k] =
				(uint8_t)random_below(&random, random_below(&random, 2) ? 256 : 16);
		if (count > 2 && random_below(&random, 4)) {
			octets[0] = 0;
			octets[1] = firsts[random_below(&random, sizeof firsts)];
		}
		int length = pdu_hex_encode(octets, count, hex, sizeof hex);
		assert_true(length >= 0);
		for (size_t k = 0; k < COUNT(kinds); k++) {
			struct smsmodem_decode_options options = {.kind = kinds[k],
								  .tpdu_length = -1};
			check(hex, (size_t)length, &options);
		}
	}
}

/* A header of nothing but empty elements has the most rows that there can be. */
static void test_most_rows(void **state)
{
	uint8_t octets[SMSMODEM_PDU_MAX] = {0x00, 0x44, 0x05, 0x81, 0x05, 0x31, 0xF1, 0x00, 0x04,
					    0x01, 0x90, 0x82, 0x41, 0x65, 0x00, 0x40, 140,  138};
	char hex[2 * sizeof octets + 1];
	struct explained explained;

	(void)state;
	for (size_t i = 18; i < 17 + 140; i++)
		octets[i] = i % 2 ? 0 : 0xA0;
	int length = pdu_hex_encode(octets, 17 + 140, hex, sizeof hex);
	assert_true(length > 0);
	explain(hex, (size_t)length, NULL, &explained);
	assert_int_equal(explained.result, SMSMODEM_OK);
	assert_gapless(&explained, 17 + 140);
	assert_true(explained.count > 80);
	assert_string_equal(explained.rows[explained.count - 1].name, "data");
}

static void visit_vector(struct vector *vector)
{
	check_all_ways(vector->hex, strlen(vector->hex));
}

static void test_vectors(void **state)
{
	(void)state;
	vectors_each("sms.tsv", visit_vector, NULL);
}

static void test_names_are_whole(void **state)
{
	const struct smsmodem_field *field = NULL;

	(void)state;
	for (unsigned i = 0; i < 256; i++)
		assert_true(strlen(smsmodem_iei_name((uint8_t)i)) < sizeof field->name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_truncation), cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_most_rows),        cmocka_unit_test(test_names_are_whole),
		cmocka_unit_test(test_vectors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
