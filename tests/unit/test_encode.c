/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages to SUBMITs: alphabet, capacities, options. */
#include "encode_support.h"

struct pdu_row {
	const char *name;
	struct smsmodem_submit submit; /* .text_len is set by the test */
	const char *hex;
};

#define SET(number, class, port) .to = number, .message_class = class, .port_dst = port
#define ROW                      SET("+46708251358", -1, -1)
#define HEAD                     "0B916407281553F8"

static const struct pdu_row pdu_rows[] = {
	{"plain", {ROW, .text = "hellohello"}, "000100" HEAD "00000AE8329BFD4697D9EC37"},
	{"empty", {ROW, .text = ""}, "000100" HEAD "000000"},
	{"relative validity", /* rilmodem/ofono test_simple_submit */
	 {ROW, .text = "hellohello",
	  .validity = {.format = SMSMODEM_VALIDITY_RELATIVE, .seconds = 345600}},
	 "001100" HEAD "0000AA0AE8329BFD4697D9EC37"},
	{"absolute validity",
	 {ROW, .text = "hola",
	  .validity = {.format = SMSMODEM_VALIDITY_ABSOLUTE,
		       .until = {.year = 2010,
				 .month = 7,
				 .day = 25,
				 .hour = 20,
				 .minute = 15,
				 .second = 39,
				 .valid = true}}},
	 "001900" HEAD "00000170520251930004E8373B0C"},
	{"SMSC", {ROW, .text = "1", .smsc = "+12345"}, "0491214 3F5 0100" HEAD "00000131"},
	{"report", {ROW, .text = "1", .report = true}, "002100" HEAD "00000131"},
	{"reject duplicates",
	 {ROW, .text = "1", .reject_duplicates = true},
	 "000500" HEAD "00000131"},
	{"replace", {ROW, .text = "1", .replace = 3}, "000100" HEAD "43000131"},
	{"national number", {SET("0170-1234", -1, -1), .text = "1"}, "0001000881100721430000 0131"},
	{"class 0", {SET("+46708251358", 0, -1), .text = "1"}, "000100" HEAD "00100131"},
	{"class 2, UCS-2", {SET("+46708251358", 2, -1), .text = "ж"}, "000100" HEAD "001A020436"},
	{"class 1, 8-bit",
	 {SET("+46708251358", 1, -1), .data = (const uint8_t *)"\0\xFF", .data_len = 2},
	 "000100" HEAD "00150200FF"},
	{"UCS-2", {ROW, .text = "ж"}, "000100" HEAD "0008020436"},
	{"UCS-2 forced",
	 {ROW, .text = "A", .encoding = SMSMODEM_ENCODING_UCS2},
	 "000100" HEAD "0008020041"},
	{"surrogates", {ROW, .text = "😀"}, "000100" HEAD "000804D83DDE00"},
	{"8-bit text",
	 {ROW, .text = "é", .encoding = SMSMODEM_ENCODING_8BIT},
	 "000100" HEAD "000402C3A9"},
	{"no data", {ROW, .data = (const uint8_t *)""}, "000100" HEAD "000400"},
	{"ports",
	 {SET("+46708251358", -1, 2948), .text = "1", .port_src = 9200},
	 "004100" HEAD "0000090605040B8423F031"},
	{"ports, 8-bit",
	 {SET("+46708251358", -1, 0), .data = (const uint8_t *)"\1", .data_len = 1},
	 "004100" HEAD "0004080605040000000001"},
	{"transliterated",
	 {ROW, .text = "„ok“ — čau…", .transliterate = true},
	 "000100" HEAD "00000D A2F75A046A81C6E1BACBE502"},
	{"not transliterated", {ROW, .text = "č"}, "000100" HEAD "000802010D"},
	{"no replacement: as it was",
	 {ROW, .text = "čж", .transliterate = true},
	 "000100" HEAD "000804010D0436"},
};

static void test_pdus(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pdu_rows); i++) {
		struct smsmodem_submit submit = pdu_rows[i].submit;
		struct smsmodem_encoder encoder;
		struct smsmodem_pdu pdu;
		uint8_t octets[SMSMODEM_PDU_MAX];
		size_t bad = 0;

		print_message("  %s\n", pdu_rows[i].name);
		submit.text_len = submit.text ? strlen(submit.text) : 0;
		assert_int_equal(smsmodem_encode_begin(&encoder, &submit, NULL), 1);
		assert_int_equal(encoder.ref_bits, 0);
		assert_int_equal(smsmodem_encode_next(&encoder, &pdu, NULL), 1);
		int count = pdu_hex_decode(pdu.hex, pdu.hex_len, octets, sizeof octets, &bad);
		assert_true(count > 0);
		assert_octets(octets, (size_t)count, pdu_rows[i].hex);
		assert_int_equal(pdu.length, count - 1 - octets[0]);
	}
}

struct capacity_row {
	const char *unit; /* repeated */
	enum smsmodem_encoding encoding;
	int ref_bits;
	bool ports;
	unsigned single, each; /* units of it in one part, and in each of several */
};

/* 23.040 9.2.3.24.1, .8; with ports of 16 bits the header has six octets more. */
static const struct capacity_row capacity_rows[] = {
	{"a", SMSMODEM_ENCODING_AUTO, 8, false, 160, 153},
	{"a", SMSMODEM_ENCODING_AUTO, 0, false, 160, 153},
	{"a", SMSMODEM_ENCODING_AUTO, 16, false, 160, 152},
	{"a", SMSMODEM_ENCODING_AUTO, 8, true, 152, 146},
	{"a", SMSMODEM_ENCODING_AUTO, 16, true, 152, 145},
	{"€", SMSMODEM_ENCODING_AUTO, 8, false, 80, 76}, /* no pair is cut: 152 of 153 */
	{"ж", SMSMODEM_ENCODING_AUTO, 8, false, 70, 67},
	{"ж", SMSMODEM_ENCODING_AUTO, 16, false, 70, 66},
	{"ж", SMSMODEM_ENCODING_AUTO, 8, true, 66, 64},
	{"ж", SMSMODEM_ENCODING_AUTO, 16, true, 66, 63},
	{"😀", SMSMODEM_ENCODING_AUTO, 8, false, 35, 33}, /* no pair is cut: 66 of 67 */
	{"a", SMSMODEM_ENCODING_UCS2, 8, false, 70, 67},
	{"a", SMSMODEM_ENCODING_8BIT, 8, false, 140, 134},
	{"a", SMSMODEM_ENCODING_8BIT, 16, false, 140, 133},
	{"a", SMSMODEM_ENCODING_8BIT, 8, true, 133, 128},
	{"a", SMSMODEM_ENCODING_8BIT, 16, true, 133, 127},
};

static void check_count(const struct capacity_row *row, size_t units, int expected)
{
	char *text = repeat(row->unit, units);
	struct smsmodem_submit submit = submit_of(text);
	struct smsmodem_tpdu *parts = calloc(SMSMODEM_PARTS_MAX, sizeof *parts);

	assert_non_null(parts);
	submit.encoding = row->encoding;
	submit.ref_bits = row->ref_bits;
	submit.port_dst = row->ports ? 2948 : -1;
	assert_int_equal(encode_all(&submit, parts, NULL), expected);
	for (int i = 0; i < expected; i++) {
		assert_int_equal(parts[i].ports.bits, row->ports ? 16 : 0);
		assert_int_equal(parts[i].concat.ref_bits, expected == 1         ? 0
							   : row->ref_bits == 16 ? 16
										 : 8);
	}
	free(parts);
	free(text);
}

static void test_capacities(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(capacity_rows); i++) {
		const struct capacity_row *row = &capacity_rows[i];

		check_count(row, row->single, 1);
		check_count(row, row->single + 1, 2);
		check_count(row, 2 * row->each, 2);
		check_count(row, 2 * row->each + 1, 3);
		check_count(row, 255 * row->each, 255);
		check_count(row, 255 * row->each + 1, SMSMODEM_E_TEXT);
	}
}

static void test_too_many(void **state)
{
	char *text = repeat("a", 153 * 3 + 1);
	struct smsmodem_submit submit = submit_of(text);
	struct smsmodem_error error = {0};
	struct smsmodem_encoder encoder;

	(void)state;
	submit.max_parts = 3;
	assert_int_equal(smsmodem_encode_begin(&encoder, &submit, &error), SMSMODEM_E_TEXT);
	assert_non_null(strstr(error.text, "4 parts"));
	assert_non_null(strstr(error.text, "3 are allowed"));
	submit.max_parts = 1;
	assert_int_equal(smsmodem_encode_begin(&encoder, &submit, &error), SMSMODEM_E_TEXT);
	assert_string_equal(error.text, "too long: 4 parts, and 1 is allowed");
	submit.max_parts = 4;
	assert_int_equal(smsmodem_encode_begin(&encoder, &submit, &error), 4);
	free(text);
}

static void test_reference(void **state)
{
	char *text = repeat("a", 161);
	struct smsmodem_submit submit = submit_of(text);
	struct smsmodem_tpdu parts[2];

	(void)state;
	submit.ref = 0xABCD;
	assert_int_equal(encode_all(&submit, parts, NULL), 2);
	assert_int_equal(parts[0].concat.ref, 0xCD);
	assert_int_equal(parts[1].concat.ref, 0xCD);
	submit.ref_bits = 16;
	assert_int_equal(encode_all(&submit, parts, NULL), 2);
	assert_int_equal(parts[1].concat.ref, 0xABCD);
	free(text);
}

struct choice_row {
	const char *text;
	bool transliterate;
	enum smsmodem_encoding asked;
	int encoding; /* or a failure */
	uint32_t forced_by;
	long at; /* forced_at, or the failure's offset */
};

static const struct choice_row choice_rows[] = {
	{"abc", false, SMSMODEM_ENCODING_AUTO, SMSMODEM_ENCODING_GSM7, 0, 0},
	{"a€[", false, SMSMODEM_ENCODING_AUTO, SMSMODEM_ENCODING_GSM7, 0, 0},
	{"a`č", false, SMSMODEM_ENCODING_AUTO, SMSMODEM_ENCODING_UCS2, '`', 1},
	{"aéč", false, SMSMODEM_ENCODING_AUTO, SMSMODEM_ENCODING_UCS2, 0x10D, 3},
	{"aéč", true, SMSMODEM_ENCODING_AUTO, SMSMODEM_ENCODING_GSM7, 0x10D, 3},
	{"čж", true, SMSMODEM_ENCODING_AUTO, SMSMODEM_ENCODING_UCS2, 0x10D, 0},
	{"ç", false, SMSMODEM_ENCODING_AUTO, SMSMODEM_ENCODING_UCS2, 0xE7, 0},
	{"čж", true, SMSMODEM_ENCODING_GSM7, SMSMODEM_E_TEXT, 0x436, 2},
	{"aéč", false, SMSMODEM_ENCODING_GSM7, SMSMODEM_E_TEXT, 0x10D, 3},
	{"aéč", true, SMSMODEM_ENCODING_GSM7, SMSMODEM_ENCODING_GSM7, 0x10D, 3},
	{"x😀", false, SMSMODEM_ENCODING_GSM7, SMSMODEM_E_TEXT, 0x1F600, 1},
	{"ab\xFF", false, SMSMODEM_ENCODING_AUTO, SMSMODEM_E_UTF8, 0, 2},
	{"ж\xC3", false, SMSMODEM_ENCODING_UCS2, SMSMODEM_E_UTF8, 0, 2},
	{"\xED\xA0\x80", false, SMSMODEM_ENCODING_AUTO, SMSMODEM_E_UTF8, 0, 0},
};

static void test_choice(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(choice_rows); i++) {
		const struct choice_row *row = &choice_rows[i];
		struct smsmodem_submit submit = submit_of(row->text);
		struct smsmodem_error error = {0};
		struct smsmodem_encoder encoder;
		char text[32];

		submit.transliterate = row->transliterate;
		submit.encoding = row->asked;
		int result = smsmodem_encode_begin(&encoder, &submit, &error);
		if (row->encoding > 0) {
			assert_int_equal(result, 1);
			assert_int_equal(encoder.encoding, row->encoding);
			assert_int_equal(encoder.forced_by, row->forced_by);
			assert_int_equal(encoder.forced_at, row->at);
			continue;
		}
		assert_int_equal(result, row->encoding);
		assert_int_equal(smsmodem_encode_begin(&encoder, &submit, NULL), row->encoding);
		assert_int_equal(error.offset, row->at);
		assert_true(snprintf(text, sizeof text, "octet %ld", row->at) > 0);
		assert_non_null(strstr(error.text, text));
		assert_true(snprintf(text, sizeof text, "U+%04X", row->forced_by) > 0);
		assert_true(!row->forced_by || strstr(error.text, text));
	}
}

static void test_nul(void **state)
{
	struct smsmodem_submit submit = submit_of("ab");
	struct smsmodem_error error = {0};
	struct smsmodem_encoder encoder;

	(void)state;
	submit.text_len = 3;
	assert_int_equal(smsmodem_encode_begin(&encoder, &submit, &error), SMSMODEM_E_TEXT);
	assert_int_equal(error.offset, 2);
	assert_string_equal(error.text, "a NUL character at octet 2 of the text");
	submit.text = "ab\xFF";
	assert_int_equal(smsmodem_encode_begin(&encoder, &submit, &error), SMSMODEM_E_UTF8);
	assert_string_equal(error.text, "no UTF-8 at octet 2 of the text");
}

struct refused_row {
	struct smsmodem_submit submit;
	int result;
	const char *text;
};

#define UNTIL(month_) .year = 2026, .month = (month_), .day = 1, .valid = true

#define DATA          .data = (const uint8_t *)"x", .data_len = 1

static const struct refused_row refused_rows[] = {
	{{SET(NULL, -1, -1), .text = ""}, SMSMODEM_E_USAGE, "recipient"},
	{{SET("Bob", -1, -1), .text = ""}, SMSMODEM_E_NUMBER, "\"B\""},
	{{SET("", -1, -1), .text = ""}, SMSMODEM_E_NUMBER, "digits"},
	{{SET("123456789012345678901", -1, -1), .text = ""}, SMSMODEM_E_NUMBER, "20"},
	{{ROW, .text = "", .smsc = "x"}, SMSMODEM_E_NUMBER, "\"x\""},
	{{ROW, .text = "", DATA}, SMSMODEM_E_USAGE, "at once"},
	{{ROW, DATA, .encoding = SMSMODEM_ENCODING_GSM7}, SMSMODEM_E_USAGE, "8-bit"},
	{{ROW, .text = "", .encoding = SMSMODEM_ENCODING_COMPRESSED}, SMSMODEM_E_USAGE, "encoding"},
	{{SET("+46708251358", 4, -1), .text = ""}, SMSMODEM_E_USAGE, "class"},
	{{SET("+46708251358", -2, -1), .text = ""}, SMSMODEM_E_USAGE, "class"},
	{{SET("+46708251358", -1, 65536), .text = ""}, SMSMODEM_E_USAGE, "port"},
	{{ROW, .text = "", .port_src = -1}, SMSMODEM_E_USAGE, "port"},
	{{ROW, .text = "", .ref_bits = 7}, SMSMODEM_E_USAGE, "reference"},
	{{ROW, .text = "", .replace = 8}, SMSMODEM_E_USAGE, "replace"},
	{{ROW, .text = "", .max_parts = 256}, SMSMODEM_E_USAGE, "255 parts"},
	{{ROW, .text_len = 1}, SMSMODEM_E_USAGE, "without a text"},
	{{ROW, .text = "", .validity = {.format = SMSMODEM_VALIDITY_ENHANCED}},
	 SMSMODEM_E_USAGE,
	 "validity"},
	{{ROW, .data_len = 5}, SMSMODEM_E_USAGE, "without data"},
	{{ROW, .text = "", .validity = {.format = SMSMODEM_VALIDITY_RELATIVE, .seconds = 38102401}},
	 SMSMODEM_E_USAGE,
	 "63 weeks"},
	{{ROW, .text = "", .validity = {.format = SMSMODEM_VALIDITY_ABSOLUTE}},
	 SMSMODEM_E_USAGE,
	 "a date"},
	{{ROW, .text = "",
	  .validity = {.format = SMSMODEM_VALIDITY_ABSOLUTE, .until = {UNTIL(13)}}},
	 SMSMODEM_E_USAGE,
	 "a date"},
	{{ROW, .text = "",
	  .validity = {.format = SMSMODEM_VALIDITY_ABSOLUTE,
		       .until = {UNTIL(12), .zone_minutes = 7}}},
	 SMSMODEM_E_USAGE,
	 "a date"},
	{{ROW, .text = "",
	  .validity = {.format = SMSMODEM_VALIDITY_ABSOLUTE, .until = {UNTIL(12), .hour = 24}}},
	 SMSMODEM_E_USAGE,
	 "a date"},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused_rows); i++) {
		struct smsmodem_encoder encoder;
		struct smsmodem_error error = {0};
		struct smsmodem_pdu pdu;

		assert_int_equal(smsmodem_encode_begin(&encoder, &refused_rows[i].submit, &error),
				 refused_rows[i].result);
		assert_non_null(strstr(error.text, refused_rows[i].text));
		assert_int_equal(smsmodem_encode_next(&encoder, &pdu, &error), 0);
	}
}

/* One message through structs of which every octet was `fill` before. */
static void through(const struct smsmodem_submit *submit, int fill, struct smsmodem_pdu *pdu,
		    struct smsmodem_tpdu *tpdu)
{
	struct smsmodem_encoder encoder;

	memset(&encoder, fill, sizeof encoder);
	memset(pdu, fill, sizeof *pdu);
	memset(tpdu, fill, sizeof *tpdu);
	assert_int_equal(smsmodem_encode_begin(&encoder, submit, NULL), 1);
	assert_int_equal(smsmodem_encode_next(&encoder, pdu, NULL), 1);
	assert_int_equal(encoder.ref_bits, 0);
	assert_int_equal(smsmodem_decode(pdu->hex, pdu->hex_len, NULL, tpdu, NULL), SMSMODEM_OK);
}

#define SAME(field) assert_memory_equal(&a.field, &b.field, sizeof a.field)

/* What nothing is said of is nothing, whatever was in memory. */
static void test_any_memory(void **state)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_pdu first, second;
	struct smsmodem_tpdu a, b;

	(void)state;
	submit.to = "123";
	submit.text = "ä";
	submit.text_len = strlen(submit.text);
	through(&submit, 0x00, &first, &a);
	through(&submit, CANARY, &second, &b);
	assert_string_equal(first.hex, second.hex);
	SAME(kind), SAME(smsc), SAME(peer), SAME(no_more), SAME(reject_duplicates);
	SAME(loop_prevention), SAME(reply_path), SAME(status_report), SAME(mr), SAME(status);
	SAME(pid), SAME(dcs), SAME(scts.octets), SAME(scts.year), SAME(scts.valid);
	SAME(discharged.octets), SAME(discharged.year), SAME(discharged.valid);
	SAME(validity.format), SAME(validity.seconds), SAME(validity.octets);
	SAME(validity.until.octets), SAME(validity.until.valid);
	SAME(concat.ref_bits), SAME(concat.ref), SAME(concat.total), SAME(concat.seq);
	SAME(ports.bits), SAME(ports.dst), SAME(ports.src), SAME(udl), SAME(ud_len), SAME(udh_len);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pdus),     cmocka_unit_test(test_capacities),
		cmocka_unit_test(test_too_many), cmocka_unit_test(test_reference),
		cmocka_unit_test(test_choice),   cmocka_unit_test(test_nul),
		cmocka_unit_test(test_refused),  cmocka_unit_test(test_any_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
