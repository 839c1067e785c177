/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transport messages of CDMA, their fields, and what is malformed. */
#include "cdma_support.h"

static void test_transport(void **state)
{
	struct smsmodem_cdma cdma = decoded("0000021002020200440304302123000402"
					    "0048050500361626300601FC08050003100010");

	(void)state;
	assert_int_equal(cdma.parameters.there, 0x17D);
	assert_int_equal(cdma.parameters.bad, 0);
	assert_int_equal(cdma.from_sub.type, 1);
	assert_true(cdma.from_sub.odd);
	assert_octets(cdma.from_sub.octets, cdma.from_sub.length, "1230");
	assert_octets(cdma.to_sub.octets, cdma.to_sub.length, "616263");
	assert_int_equal(cdma.reply_seq, 63);
	cdma = decoded("02040200440702FF22");
	assert_int_equal(cdma.type, SMSMODEM_CDMA_ACKNOWLEDGE);
	assert_int_equal(cdma.cause_seq, 63);
	assert_int_equal(cdma.cause_class, 3);
	assert_int_equal(cdma.cause, 34);
	cdma = decoded("02070114");
	assert_int_equal(cdma.cause_seq, 5);
	assert_int_equal(cdma.cause_class, 0);
	cdma = decoded("0101021001080B0003100010010440134348");
	assert_int_equal(cdma.type, SMSMODEM_CDMA_BROADCAST);
	assert_int_equal(cdma.category, 0x1001);
}

/* An alert in records of TIA-1149: a text of its own encoding, and what it is about. */
static void test_public_alert(void **state)
{
	struct smsmodem_cdma cdma =
		decoded("0101021001081900031000100112008000003A11D959B91A1C80082008280800");
	const struct smsmodem_cdma *part = &cdma;
	char text[SMSMODEM_CDMA_TEXT_SIZE(1)];

	(void)state;
	assert_true(smsmodem_cdma_text(&part, 1, text, sizeof text) > 0);
	assert_string_equal(text, "Gefähr");
	assert_true(cdma.public_alert.valid);
	assert_int_equal(cdma.public_alert.category, 1);
	assert_int_equal(cdma.public_alert.response, 5);
	assert_int_equal(cdma.public_alert.severity, 0);
	assert_int_equal(cdma.public_alert.urgency, 1);
	assert_int_equal(cdma.public_alert.certainty, 0);
}

static void test_reserved(void **state)
{
	struct smsmodem_cdma cdma = decoded("00031000102002ABCD080180");
	struct smsmodem_cdma_subparameter sub;
	size_t position = 0;

	(void)state;
	assert_int_equal(cdma.priority, 2);
	assert_true(smsmodem_cdma_sub_next(&cdma, &position, &sub));
	assert_true(smsmodem_cdma_sub_next(&cdma, &position, &sub));
	assert_int_equal(sub.id, 0x20);
	assert_octets(sub.octets, sub.length, "ABCD");
	assert_true(smsmodem_cdma_sub_next(&cdma, &position, &sub));
	assert_false(smsmodem_cdma_sub_next(&cdma, &position, &sub));
}

struct bad_row {
	const char *name, *hex;
	enum smsmodem_cdma_layer layer;
	long offset;
};

static const struct bad_row bad_rows[] = {
	{"nothing", "", SMSMODEM_CDMA_LAYER_AUTO, 0},
	{"another type", "0300021002", SMSMODEM_CDMA_LAYER_TRANSPORT, 0},
	{"no parameters", "00", SMSMODEM_CDMA_LAYER_TRANSPORT, 1},
	{"no length", "0000021002 02", SMSMODEM_CDMA_LAYER_TRANSPORT, 5},
	{"a long parameter", "0000021002 020500", SMSMODEM_CDMA_LAYER_TRANSPORT, 6},
	{"a long subparameter", "0000021002 0808 0003100010 010510", SMSMODEM_CDMA_LAYER_TRANSPORT,
	 12},
	{"bearer data cut", "0003100010 01", SMSMODEM_CDMA_LAYER_BEARER, 5},
	{"no message identifier", "080180", SMSMODEM_CDMA_LAYER_BEARER, 0},
	{"no segment", "0102", SMSMODEM_CDMA_LAYER_WDP, 0},
	{"segment beyond", "000202", SMSMODEM_CDMA_LAYER_WDP, 0},
	{"ports cut", "00020023F00B", SMSMODEM_CDMA_LAYER_WDP, 0},
};

static void test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_rows); i++) {
		const struct bad_row *row = &bad_rows[i];
		struct smsmodem_error error;
		struct smsmodem_cdma cdma;
		uint8_t octets[64];
		size_t length = octets_of(row->hex, octets, sizeof octets);
		uint8_t *exact = exact_copy(octets, length);

		print_message("%s\n", row->name);
		assert_int_equal(pdu_cdma_decode(exact, length, row->layer, &cdma, &error),
				 SMSMODEM_E_PDU);
		assert_int_equal(error.offset, row->offset);
		free(exact);
	}
	struct smsmodem_error error;
	struct smsmodem_cdma cdma;
	assert_int_equal(smsmodem_cdma_decode("00zz", 4, 0, &cdma, &error), SMSMODEM_E_DATA);
	assert_int_equal(error.offset, 2);
}

/* What is malformed within its length does not lose the others. */
static void test_malformed(void **state)
{
	struct smsmodem_cdma cdma = decoded("0000021002 0203 0FFFFF 0301FF 0705 FFFFFFFFFF"
					    "080E 0003100010 0301FF 080180 0E01FF");

	(void)state;
	assert_int_equal(cdma.parameters.bad,
			 1 << SMSMODEM_CDMA_ORIGINATOR | 1 << SMSMODEM_CDMA_ORIGINATOR_SUB);
	assert_string_equal(cdma.from.text, "");
	assert_int_equal(cdma.subs.bad,
			 1 << SMSMODEM_CDMA_SUB_TIME | 1 << SMSMODEM_CDMA_SUB_CALLBACK);
	assert_int_equal(cdma.priority, 2);
	/* a header longer than the user data */
	cdma = decoded("0003100018 0104 40104810");
	assert_int_equal(cdma.subs.bad, 1 << SMSMODEM_CDMA_SUB_USER_DATA);
	/* of repeated ones the first counts */
	cdma = decoded("0003100010 080180 0801C0");
	assert_int_equal(cdma.priority, 2);
}

/* --- field by field --- */

static const char *const field_rows[] = {
	"SMS_MSG_TYPE|0: point-to-point",
	"teleservice|4098: cellular messaging",
	"originating address|3305773196 (digits)",
	"bearer reply option|acknowledge 63",
	"bearer data|21 octets",
	"message identifier|deliver, identifier 26835",
	"user data|ascii, 4 fields",
	"centre time stamp|2010-10-04 04:48:47",
};

/* In order and without a gap; of a message that is cut up to the one that breaks. */
static void test_fields(void **state)
{
	static const char hex[] = "00000210020207028CE95DCC65800601FC0815"
				  "0003168D3001061024183060800306101004044847";
	struct smsmodem_field fields[SMSMODEM_FIELDS_MAX];
	size_t count, end = 0;
	char row[160];

	(void)state;
	assert_int_equal(smsmodem_cdma_fields(hex, strlen(hex), 0, fields, &count, NULL), 0);
	assert_int_equal(count, COUNT(field_rows));
	for (size_t i = 0; i < count; i++) {
		(void)snprintf(row, sizeof row, "%s|%s", fields[i].name, fields[i].text);
		assert_string_equal(row, field_rows[i]);
		assert_int_equal(fields[i].offset, end);
		end += fields[i].length;
	}
	assert_int_equal(2 * end, strlen(hex));
	assert_int_equal(smsmodem_cdma_fields(hex, strlen(hex) - 2, 0, fields, &count, NULL),
			 SMSMODEM_E_PDU);
	assert_int_equal(count, 5);
	assert_string_equal(fields[4].text, "runs past the end");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_transport), cmocka_unit_test(test_public_alert),
		cmocka_unit_test(test_reserved),  cmocka_unit_test(test_bad),
		cmocka_unit_test(test_malformed), cmocka_unit_test(test_fields),
	};

	return cmocka_run_group_tests_name("cdma_transport", tests, NULL, NULL);
}
