/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDU explained field by field: what each says, and which one of a bad PDU is named. */
#include "fields_support.h"

/* --- what the rows say --- */

struct field_row {
	unsigned offset, length, depth;
	const char *name, *text;
};

static void assert_fields(const struct explained *explained, const struct field_row *rows,
			  size_t count)
{
	for (size_t i = 0; i < count && i < explained->count; i++) {
		const struct smsmodem_field *field = &explained->rows[i];

		assert_string_equal(field->name, rows[i].name);
		assert_string_equal(field->text, rows[i].text);
		assert_int_equal(field->offset, rows[i].offset);
		assert_int_equal(field->length, rows[i].length);
		assert_int_equal(field->depth, rows[i].depth);
	}
	assert_int_equal(explained->count, count);
}

/* 9.2.2.1 */
static void test_deliver(void **state)
{
	static const struct field_row rows[] = {
		{0, 8, 0, "SMSC address", "+27381000015 (international, ISDN plan)"},
		{8, 1, 0, "first octet", "0x04, of a DELIVER"},
		{8, 1, 1, "TP-MTI", "00: DELIVER"},
		{8, 1, 1, "TP-MMS", "no more messages are waiting"},
		{8, 1, 1, "TP-LP", "no loop prevention"},
		{8, 1, 1, "TP-SRI", "no status report wanted"},
		{8, 1, 1, "TP-UDHI", "no header"},
		{8, 1, 1, "TP-RP", "no reply path"},
		{9, 8, 0, "TP-OA", "27838890001 (subscriber, national plan)"},
		{17, 1, 0, "TP-PID", "plain short message"},
		{18, 1, 0, "TP-DCS", "GSM 7-bit"},
		{19, 7, 0, "TP-SCTS", "1999-03-29 15:16:59 +02:00"},
		{26, 1, 0, "TP-UDL", "10 septets"},
		{27, 9, 0, "TP-UD", "hellohello"},
	};
	struct explained explained;

	(void)state;
	explain_row(DELIVER, NULL, &explained);
	assert_int_equal(explained.result, SMSMODEM_OK);
	assert_fields(&explained, rows, COUNT(rows));
}

/* 9.2.2.2, with a header; options NULL and unknown ones are the same */
static void test_submit(void **state)
{
	static const struct field_row rows[] = {
		{0, 1, 0, "SMSC address", "none, the SIM's own is used"},
		{1, 1, 0, "first octet", "0x51, of a SUBMIT"},
		{1, 1, 1, "TP-MTI", "01: SUBMIT"},
		{1, 1, 1, "TP-VPF", "relative"},
		{1, 1, 1, "TP-RD", "duplicates are accepted"},
		{1, 1, 1, "TP-SRR", "no status report wanted"},
		{1, 1, 1, "TP-UDHI", "the user data begins with a header"},
		{1, 1, 1, "TP-RP", "no reply path"},
		{2, 1, 0, "TP-MR", "7"},
		{3, 8, 0, "TP-DA", "+46708251358 (international, ISDN plan)"},
		{11, 1, 0, "TP-PID", "replace short message type 1"},
		{12, 1, 0, "TP-DCS", "8-bit data"},
		{13, 1, 0, "TP-VP", "4 days"},
		{14, 1, 0, "TP-UDL", "11 octets"},
		{15, 11, 0, "TP-UD", "7 octets of header, 4 of data"},
		{15, 1, 1, "UDHL", "6 octets of header follow"},
		{16, 6, 1, "ports 16-bit", "IEI 05: port 2948 from 9200"},
		{22, 4, 1, "data", "01020304"},
	};
	struct explained explained;

	(void)state;
	explain_row(SUBMIT, &any, &explained);
	assert_int_equal(explained.result, SMSMODEM_OK);
	assert_fields(&explained, rows, COUNT(rows));
}

/* Behind `skip` rows; the first octets are those of the tests above. */
static void assert_tail(const char *row, enum smsmodem_kind kind, const struct field_row *rows,
			size_t count, size_t skip)
{
	const struct smsmodem_decode_options options = {.kind = kind, .tpdu_length = -1};
	struct explained explained;

	explain_row(row, &options, &explained);
	assert_int_equal(explained.result, SMSMODEM_OK);
	assert_true(explained.count >= skip);
	memmove(explained.rows, explained.rows + skip,
		(explained.count - skip) * sizeof explained.rows[0]);
	explained.count -= skip;
	assert_fields(&explained, rows, count);
}

/* 9.2.2.3, TP-PI and what it announces; and records that are filled up */
static void test_status_report(void **state)
{
	static const struct field_row rows[] = {
		{2, 1, 0, "TP-MR", "24"},
		{3, 5, 0, "TP-RA", "50131 (unknown, ISDN plan)"},
		{8, 7, 0, "TP-SCTS", "2010-09-28 14:56:00 +01:00"},
		{15, 7, 0, "TP-DT", "2010-09-28 14:57:00 +01:00"},
		{22, 1, 0, "TP-ST", "failed: validity period expired"},
		{23, 1, 0, "TP-PI", "TP-PID, TP-DCS, TP-UDL"},
		{24, 1, 0, "TP-PID", "data download to the SIM"},
		{25, 1, 0, "TP-DCS", "8-bit data"},
		{26, 1, 0, "TP-UDL", "2 octets"},
		{27, 2, 0, "TP-UD", "0102"},
	};
	static const struct field_row filled[] = {
		{22, 1, 0, "TP-ST", "delivered: delivered to the recipient"},
		{23, 3, 0, "trailing octets", "not part of the TPDU"},
	};

	(void)state;
	assert_tail(REPORT, SMSMODEM_KIND_REPORT, rows, COUNT(rows), 7);
	assert_tail("00 06 18 05810531F1 01908241650040 01908241750040 00 FFFFFF",
		    SMSMODEM_KIND_AUTO, filled, COUNT(filled), 11);
}

/* 9.2.2.4 */
static void test_command(void **state)
{
	static const struct field_row rows[] = {
		{1, 1, 0, "first octet", "0x22, of a COMMAND"},
		{1, 1, 1, "TP-MTI", "10: COMMAND"},
		{1, 1, 1, "TP-SRR", "a status report is wanted"},
		{1, 1, 1, "TP-UDHI", "no header"},
		{2, 1, 0, "TP-MR", "5"},
		{3, 1, 0, "TP-PID", "plain short message"},
		{4, 1, 0, "TP-CT", "delete a message"},
		{5, 1, 0, "TP-MN", "9"},
		{6, 5, 0, "TP-DA", "50131 (unknown, ISDN plan)"},
		{11, 1, 0, "TP-CDL", "3"},
		{12, 3, 0, "TP-CD", "414243"},
	};

	(void)state;
	assert_tail("00 22 05 00 02 09 05810531F1 03 414243", SMSMODEM_KIND_COMMAND, rows,
		    COUNT(rows), 1);
}

/* 9.2.2.1a, 9.2.2.2a; TP-FCS only where something was refused */
static void test_acknowledgements(void **state)
{
	static const struct field_row accepted[] = {
		{1, 1, 1, "TP-MTI", "00: DELIVER-REPORT"},
		{1, 1, 1, "TP-UDHI", "no header"},
		{2, 1, 0, "TP-PI", "nothing follows"},
	};
	static const struct field_row refused[] = {
		{1, 1, 1, "TP-MTI", "00: DELIVER-REPORT"},
		{1, 1, 1, "TP-UDHI", "no header"},
		{2, 1, 0, "TP-FCS", "SIM's message storage full"},
		{3, 1, 0, "TP-PI", "TP-PID"},
		{4, 1, 0, "TP-PID", "plain short message"},
	};
	static const struct field_row submitted[] = {
		{1, 1, 1, "TP-MTI", "01: SUBMIT-REPORT"},
		{1, 1, 1, "TP-UDHI", "no header"},
		{2, 1, 0, "TP-PI", "TP-DCS, TP-UDL"},
		{3, 7, 0, "TP-SCTS", "2010-09-28 14:56:00 +01:00"},
		{10, 1, 0, "TP-DCS", "GSM 7-bit"},
		{11, 1, 0, "TP-UDL", "5 septets"},
		{12, 5, 0, "TP-UD", "hello"},
	};

	(void)state;
	assert_tail("00 00 00", SMSMODEM_KIND_DELIVER_REPORT, accepted, COUNT(accepted), 2);
	assert_tail("00 00 D0 01 00", SMSMODEM_KIND_DELIVER_REPORT, refused, COUNT(refused), 2);
	assert_tail("00 01 06 01908241650040 00 05 E8329BFD06", SMSMODEM_KIND_SUBMIT_REPORT,
		    submitted, COUNT(submitted), 2);
}

struct text_row {
	const char *field, *row, *text;
};

/* One field of a PDU each, by name. */
static const struct text_row text_rows[] = {
	/* 9.2.3.1 */
	{"TP-MTI", "00 03 05810531F1 0000 01908241650040 00",
	 "11: DELIVER, as which a reserved type is taken"},
	/* 9.2.3.2 to 9.2.3.7, 9.2.3.17, 9.2.3.25, 9.2.3.26, 9.2.3.28 */
	{"TP-MMS", "00 00 05810531F1 0000 01908241650040 00", "more messages are waiting"},
	{"TP-MMS", "00 04 05810531F1 0000 01908241650040 00", "no more messages are waiting"},
	{"TP-MMS", "00 FB 05810531F1 0000 01908241650040 00 00", "more messages are waiting"},
	{"TP-LP", "00 F7 05810531F1 0000 01908241650040 00", "no loop prevention"},
	{"TP-SRI", "00 DC 05810531F1 0000 01908241650040 00", "no status report wanted"},
	{"TP-UDHI", "00 BC 05810531F1 0000 01908241650040 00", "no header"},
	{"TP-RP", "00 3C 05810531F1 0000 01908241650040 00", "no reply path"},
	{"TP-LP", "00 08 05810531F1 0000 01908241650040 00", "not to be forwarded again"},
	{"TP-SRI", "00 20 05810531F1 0000 01908241650040 00", "a status report is wanted"},
	{"TP-RP", "00 80 05810531F1 0000 01908241650040 00", "a reply path is there"},
	{"TP-RD", "00 05 00 05810531F1 0000 00", "duplicates are rejected"},
	{"TP-RD", "00 F9 00 05810531F1 0000 01908241650040 00", "duplicates are accepted"},
	{"TP-SRR", "00 21 00 05810531F1 0000 00", "a status report is wanted"},
	{"TP-VPF", "00 09 00 05810531F1 0000 01000000000000 00", "enhanced"},
	{"TP-VPF", "00 19 00 05810531F1 0000 01908241650040 00", "absolute"},
	{"TP-SRQ", "00 22 18 05810531F1 01908241650040 01908241750040 00", "report of a COMMAND"},
	/* 9.1.2.5 */
	{"TP-OA", "00 04 05A10531F1 0000 01908241650040 00", "50131 (national, ISDN plan)"},
	{"TP-OA", "00 04 06D0CD3A1B 0000 01908241650040 00", "Mul (alphanumeric)"},
	{"TP-OA", "00 04 05870531F1 0000 01908241650040 00", "50131 (unknown, reserved plan)"},
	/* 23.038 4 */
	{"TP-DCS", "00 04 05810531F1 00 10 01908241650040 00", "GSM 7-bit, class 0 (flash)"},
	{"TP-DCS", "00 04 05810531F1 00 F6 01908241650040 00", "8-bit data, class 2 (SIM)"},
	{"TP-DCS", "00 04 05810531F1 00 48 01908241650040 00", "UCS-2 (UTF-16), delete when read"},
	{"TP-DCS", "00 04 05810531F1 00 C8 01908241650040 00",
	 "GSM 7-bit, message waiting: voice mail waiting, may be discarded"},
	{"TP-DCS", "00 04 05810531F1 00 D2 01908241650040 00",
	 "GSM 7-bit, message waiting: e-mail none, to be stored"},
	{"TP-DCS", "00 04 05810531F1 00 20 01908241650040 00", "compressed"},
	{"TP-DCS", "00 04 05810531F1 00 80 01908241650040 00", "reserved group, read as GSM 7-bit"},
	{"TP-DCS", "00 04 05810531F1 00 BF 01908241650040 00", "reserved group, read as GSM 7-bit"},
	/* 9.2.3.11 */
	{"TP-SCTS", "00 04 05810531F1 0000 9930925161958A 00", "1999-03-29 15:16:59 -07:00"},
	{"TP-SCTS", "00 04 05810531F1 0000 FFFFFFFFFFFFFF 00", "no date"},
	/* 9.2.3.12 */
	{"TP-VP", "00 11 00 05810531F1 0000 00 00", "5 minutes"},
	{"TP-VP", "00 11 00 05810531F1 0000 8F 00", "12 hours"},
	{"TP-VP", "00 11 00 05810531F1 0000 90 00", "750 minutes"},
	{"TP-VP", "00 11 00 05810531F1 0000 A8 00", "2 days"},
	{"TP-VP", "00 11 00 05810531F1 0000 FF 00", "63 weeks"},
	{"TP-VP", "00 19 00 05810531F1 0000 01908241650040 00", "until 2010-09-28 14:56:00 +01:00"},
	{"TP-VP", "00 09 00 05810531F1 0000 410B0000000000 00", "enhanced: 1 hour, single shot"},
	{"TP-VP", "00 09 00 05810531F1 0000 02230000000000 00", "enhanced: 35 seconds"},
	{"TP-VP", "00 09 00 05810531F1 0000 00000000000000 00", "enhanced: no period"},
	{"TP-VP", "00 09 00 05810531F1 0000 07000000000000 00", "enhanced: a reserved format"},
	{"TP-VP", "00 09 00 05810531F1 0000 04000000000000 00", "enhanced: a reserved format"},
	{"TP-VP", "00 09 00 05810531F1 0000 03FF9999000000 00", "enhanced: no legal period"},
	/* 9.2.3.24, figure b: 6 octets of header are 48 bits, the next septet begins at bit 49 */
	{"fill bits", "00 44 05810531F1 0000 01908241650040 09 0500031E0301 8262",
	 "the low 1: the text begins at a septet border"},
	{"UDHL", "00 44 05810531F1 0004 01908241650040 04 03030102", "3 octets of header follow"},
	{"broken element", "00 44 05810531F1 0004 01908241650040 04 03000302",
	 "runs past the header, is ignored"},
	/* a header that is longer than all there is is none */
	{"TP-UD", "00 44 05810531F1 0004 01908241650040 03 090102", "090102"},
};

static const struct smsmodem_field *field_named(const struct explained *explained, const char *name)
{
	for (size_t i = 0; i < explained->count; i++)
		if (strcmp(explained->rows[i].name, name) == 0)
			return &explained->rows[i];
	fail_msg("there is no field %s", name);
	return NULL;
}

static void test_texts(void **state)
{
	struct explained explained;

	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++) {
		const struct text_row *row = &text_rows[i];

		explain_row(row->row, NULL, &explained);
		assert_int_equal(explained.result, SMSMODEM_OK);
		assert_string_equal(field_named(&explained, row->field)->text, row->text);
	}
}

/* 9.2.3.24.1 to .16: an element by itself, and what it says behind "IEI xx: " */
struct element_text {
	const char *element, *text;
};

static const struct element_text element_texts[] = {
	{"0003110302", "part 2 of 3, reference 17"},
	{"0003110300", "no part of anything, is ignored"},
	{"00021103", "no part of anything, is ignored"},
	{"0804DFD30201", "part 1 of 2, reference 57299"},
	{"01028003", "3 of voice mail waiting, profile 1, to be stored"},
	{"01022201", "1 of e-mail waiting, profile 2, may be discarded"},
	{"01020702", "2 of video messages waiting, profile 1, may be discarded"},
	{"010180", "too short, 80"},
	{"0402F5E2", "port 245 from 226"},
	{"05040B8423F0", "port 2948 from 9200"},
	{"0503010203", "no ports, is ignored"},
	{"060103", "status report when done, at a permanent error"},
	{"070102", "what follows was added by the recipient"},
	{"0A03000510", "from character 0, 5 characters, left, bold"},
	{"0A0403006491",
	 "from character 3, to the end, left, large, italic, underlined, colour 1 on 9"},
	{"0B020703", "number 3 at character 7"},
	{"0D020004", "number 4 at character 0"},
	{"11050AFFFFFFFF", "4 octets at character 10"},
	{"12050A02080102", "16 by 8 pixels at character 10"},
	{"130102", "for the 2 objects that follow"},
	{"14070500100007000A", "reference 5, 16 octets, type 7, at character 10"},
	{"150305000A", "reference 5 at character 10"},
	{"17020301", "3 objects: not to be forwarded"},
	{"200109", "9 characters"},
	{"21040005060C", "title of 6 and URL of 12 characters, at character 5"},
	{"220505810531F1", "reply to 50131 (unknown, ISDN plan)"},
	{"240101", "Turkish single shift"},
	{"25010D", "Urdu locking shift"},
	{"250199", "reserved locking shift, of which there is none: as the default"},
	{"250102", "Spanish locking shift, of which there is none: as the default"},
	{"240102", "Spanish single shift"},
	{"25020101", "no language, is ignored"},
	{"2400", "no language, is ignored"},
	{"2204FF911020", "no address, FF911020"},
	{"100100", "0 octets at character 0"},
	{"7000", "empty"},
	{"7002ABCD", "ABCD"},
	{"E00101", "01"},
};

static void test_elements(void **state)
{
	char row[256], hex[64], iei[16];
	struct explained explained;

	(void)state;
	for (size_t i = 0; i < COUNT(element_texts); i++) {
		const struct element_text *wanted = &element_texts[i];
		size_t digits = digits_of(wanted->element, hex, sizeof hex);
		uint8_t octets[64];

		assert_int_equal(digits % 2, 0);
		size_t count = octets_of(hex, octets, sizeof octets);
		assert_int_equal(count, 2 + octets[1]);
		assert_true(snprintf(row, sizeof row,
				     "00 44 05810531F1 00 04 01908241650040 %02zX %02zX %s",
				     count + 1, count, hex) > 0);
		explain_row(row, NULL, &explained);
		assert_int_equal(explained.result, SMSMODEM_OK);
		const struct smsmodem_field *field = &explained.rows[explained.count - 1];
		assert_true(snprintf(iei, sizeof iei, "IEI %.2s: ", hex) > 0);
		assert_memory_equal(field->text, iei, strlen(iei));
		assert_string_equal(field->text + strlen(iei), wanted->text);
		assert_string_equal(field->name, smsmodem_iei_name(octets[0]));
		assert_int_equal(field->length, count);
	}
}

/* --- what breaks --- */

struct bad_row {
	const char *row;
	enum smsmodem_kind kind;
	int tpdu_length;
	const char *field;
	unsigned offset;
};

static const struct bad_row bad_rows[] = {
	{"", SMSMODEM_KIND_AUTO, -1, "SMSC address", 0},
	{"07 9172", SMSMODEM_KIND_AUTO, -1, "SMSC address", 0},
	{"00", SMSMODEM_KIND_AUTO, -1, "first octet", 1},
	{"00 04", SMSMODEM_KIND_AUTO, -1, "TP-OA", 2},
	{"00 04 05 81 05", SMSMODEM_KIND_AUTO, -1, "TP-OA", 2},
	{"00 04 FF 81 05", SMSMODEM_KIND_AUTO, -1, "TP-OA", 2},
	{"00 04 05810531F1", SMSMODEM_KIND_AUTO, -1, "TP-PID", 7},
	{"00 04 05810531F1 00", SMSMODEM_KIND_AUTO, -1, "TP-DCS", 8},
	{"00 04 05810531F1 0000 0190", SMSMODEM_KIND_AUTO, -1, "TP-SCTS", 9},
	{"00 04 05810531F1 0000 01908241650040", SMSMODEM_KIND_AUTO, -1, "TP-UDL", 16},
	{"00 04 05810531F1 0000 01908241650040 05 E8", SMSMODEM_KIND_AUTO, -1, "TP-UD", 17},
	{"00 04 05810531F1 0000 01908241650040 05", SMSMODEM_KIND_AUTO, -1, "TP-UD", 17},
	{"00 11 00 05810531F1 0000", SMSMODEM_KIND_AUTO, -1, "TP-VP", 10},
	{"00 06 18 05810531F1 01908241650040 0190", SMSMODEM_KIND_AUTO, -1, "TP-DT", 15},
	{"00 06 18 05810531F1 01908241650040 01908241750040", SMSMODEM_KIND_AUTO, -1, "TP-ST", 22},
	{"00 02 05 00 02", SMSMODEM_KIND_COMMAND, -1, "TP-MN", 5},
	{"00 02 05 00 02 09 05810531F1 03 4142", SMSMODEM_KIND_COMMAND, -1, "TP-CD", 12},
	{"00 01 00 0190", SMSMODEM_KIND_SUBMIT_REPORT, -1, "TP-SCTS", 3},
	/* the first octet is another kind's */
	{"00 04 05810531F1 0000 01908241650040 00", SMSMODEM_KIND_SUBMIT, -1, "first octet", 1},
	/* a header tells another length: what is too much, and what lacks */
	{"00 04 05810531F1 0000 01908241650040 00 0102", SMSMODEM_KIND_AUTO, 16, "trailing octets",
	 17},
	{"00 04 05810531F1 0000 01908241650040 00", SMSMODEM_KIND_AUTO, 20, "TPDU", 17},
	{"00 04 05810531F1 0000 01908241650040 05 E8329BFD06", SMSMODEM_KIND_AUTO, 19, "TP-UD", 17},
};

static void test_bad(void **state)
{
	struct explained explained;

	(void)state;
	for (size_t i = 0; i < COUNT(bad_rows); i++) {
		const struct bad_row *row = &bad_rows[i];
		const struct smsmodem_decode_options options = {.kind = row->kind,
								.tpdu_length = row->tpdu_length};

		explain_row(row->row, &options, &explained);
		assert_int_equal(explained.result, SMSMODEM_E_PDU);
		assert_true(explained.count > 0);
		const struct smsmodem_field *last = &explained.rows[explained.count - 1];
		assert_string_equal(last->name, row->field);
		assert_int_equal(last->offset, row->offset);
		assert_memory_equal(last->text, explained.error.text,
				    strnlen(last->text, sizeof last->text));
	}
}

static void test_no_hexadecimal(void **state)
{
	struct explained explained;

	(void)state;
	explain_row("0004zz", NULL, &explained);
	assert_int_equal(explained.result, SMSMODEM_E_DATA);
	assert_int_equal(explained.count, 0);
	assert_int_equal(explained.error.offset, 4);
	char *many = malloc(514);
	assert_non_null(many);
	memset(many, '0', 514);
	explain(many, 514, NULL, &explained);
	assert_int_equal(explained.result, SMSMODEM_E_PDU);
	assert_int_equal(explained.count, 0);
	free(many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_deliver),          cmocka_unit_test(test_submit),
		cmocka_unit_test(test_status_report),    cmocka_unit_test(test_command),
		cmocka_unit_test(test_acknowledgements), cmocka_unit_test(test_texts),
		cmocka_unit_test(test_elements),         cmocka_unit_test(test_bad),
		cmocka_unit_test(test_no_hexadecimal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
