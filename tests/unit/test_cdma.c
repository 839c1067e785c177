/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding messages of CDMA: addresses, encodings, subparameters. */
#include "cdma_support.h"

/* --- addresses (C.S0015-B 3.4.3.3, C.S0005 2.7.1.3.2.4) --- */

struct address_row {
	const char *name, *hex, *text;
	bool eight_bit, network;
	uint8_t type, plan;
};

static const struct address_row address_rows[] = {
	{"4-bit digits", "0000021002020501C48D159C", "1234567", false, false, 0, 0},
	{"4-bit 0, * and #", "0000021002020300EAF0", "0*#", false, false, 0, 0},
	{"reserved 4-bit codes", "0000021002020300C37C", "???", false, false, 0, 0},
	{"international", "0000021002020788821A1C989B80", "+4917", true, false, 1, 1},
	{"international with its own plus", "000002100202088882959A1C989B80", "+4917", true, false,
	 1, 1},
	{"national", "00000210020207948218189B9800", "0170", true, false, 2, 9},
	{"not ASCII", "00000210020207800220C003BD00", "A??z", true, false, 0, 0},
	{"e-mail", "0000021002020DD05B0A0311732BC30B6B836328", "a@b.example", true, true, 2, 0},
	{"IPv4", "00000210020206C82600001088", "192.0.2.17", true, true, 1, 0},
	{"IPv6", "00000210020212C88100086DC0000000000000000000000008",
	 "2001:0DB8:0000:0000:0000:0000:0000:0001", true, true, 1, 0},
	{"IP of another length", "00000210020205C818081018", "010203", true, true, 1, 0},
	{"no digits", "000002100202020000", "", false, false, 0, 0},
};

static void test_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(address_rows); i++) {
		const struct address_row *row = &address_rows[i];
		struct smsmodem_cdma cdma = decoded(row->hex);

		print_message("%s\n", row->name);
		assert_int_equal(cdma.type, SMSMODEM_CDMA_POINT_TO_POINT);
		assert_int_equal(cdma.parameters.there, 5);
		assert_string_equal(cdma.from.text, row->text);
		assert_int_equal(cdma.from.eight_bit, row->eight_bit);
		assert_int_equal(cdma.from.data_network, row->network);
		assert_int_equal(cdma.from.type, row->type);
		assert_int_equal(cdma.from.plan, row->plan);
	}
}

/* --- encodings (C.R1001 9.1), as bearer data --- */

struct text_row {
	const char *name, *hex, *text;
};

static const struct text_row text_rows[] = {
	{"ASCII", "00031000100106102C8D28207E", "Hi @~"},
	{"ASCII controls", "000310001001061020A1A1FF80", "\n\r  "},
	{"IA5", "000310001001041816FD60", "ok"},
	{"UTF-16 with a pair", "0003100010010A2020030EC1EEE2680310", "a👍b"},
	{"UTF-16, a lone surrogate", "000310001001062016C1E80208", "�A"},
	{"Latin-1", "000310001001064023730F7FF8", "naïÿ"},
	{"8859-8", "000310001001063827CF672F68", "שלום"},
	{"8859-8, others", "00031000100107382A0D55D6FE80", "A×÷‗�"},
	{"Shift-JIS, octets counted", "0003100010010828349FD4B3DC6750", "日本語"},
	{"Shift-JIS, characters counted", "00031000100108281C9FD4B3DC6750", "日本語"},
	{"Shift-JIS, half-width", "00031000100105281D8A0988", "ｱA1"},
	{"Shift-JIS, cut", "00031000100105281C9FD498", "日�"},
	{"Shift-JIS, no characters", "00031000100105281FFFFA08", "��A"},
	{"Korean", "0003100010010630263E8D8ED8", "한글"},
	{"KSC 5601", "0003100010010480158508", "가"},
	{"GSM 7-bit", "00031000100107482A460534E030", "H@€i"},
	{"GSM DCS 7-bit", "0003100010010550001641A0", "Hi"},
	{"GSM DCS UCS2", "0003100010010750401002400748", "Hé"},
	{"IS-91 short message", "000310001001050C281C2022", "A 1"},
	{"IS-91 voice mail", "000310001001070C102A29034520", "HI"},
	{"GSM 7-bit behind a header", "0003100018010A4848280018B8100C8348", "Hi"},
	{"UTF-16 behind a header", "0003100018010C2028280018B8100802400748", "Hé"},
	{"UTF-16 behind an odd header", "0003100018010B202830402091A010080748", "é"},
	{"ASCII behind a header", "0003100018010A1048280018B8100A4690", "Hi"},
	{"Latin-1 behind a header", "0003100018010A4040280018B8100A4748", "Hé"},
	{"empty", "000310001001021000", ""},
	{"fewer characters than announced", "00031000100109104C8D283A68CBCB28", "Hi there"},
};

/* Into every size: whole or refused, and nothing behind it. */
static void check_sizes(const struct smsmodem_cdma *cdma, const char *wanted)
{
	size_t length = strlen(wanted);
	char text[SMSMODEM_CDMA_TEXT_SIZE(1)];

	assert_int_equal(smsmodem_cdma_text(&cdma, 1, NULL, 0), SMSMODEM_E_SPACE);
	for (size_t size = 0; size <= length + 1; size++) {
		memset(text, CANARY, sizeof text);
		int count = smsmodem_cdma_text(&cdma, 1, text, size);
		assert_int_equal(count, size > length ? (int)length : SMSMODEM_E_SPACE);
		assert_canary(text, size, sizeof text);
	}
	assert_string_equal(text, wanted);
}

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++) {
		const struct text_row *row = &text_rows[i];
		struct smsmodem_cdma cdma = decoded(row->hex);

		print_message("%s\n", row->name);
		assert_int_equal(cdma.type, SMSMODEM_CDMA_BEARER_DATA);
		check_sizes(&cdma, row->text);
	}
	struct smsmodem_cdma cut = decoded(text_rows[COUNT(text_rows) - 1].hex);
	assert_int_equal(cut.subs.bad, 1 << SMSMODEM_CDMA_SUB_USER_DATA);
	assert_int_equal(cut.subs.there, 3);
}

/* A character that is cut between two parts is one when they are joined. */
static void test_text_of_parts(void **state)
{
	struct smsmodem_cdma first = decoded("0003100010 0104 280C9FD0"); /* 93 FA */
	struct smsmodem_cdma second = first;
	const struct smsmodem_cdma *parts[2] = {&first, &second};
	char text[SMSMODEM_CDMA_TEXT_SIZE(2)];

	(void)state;
	first.data.length = 1;
	memmove(second.data.octets, second.data.octets + 1, 1);
	second.data.length = 1;
	assert_int_equal(smsmodem_cdma_text(parts, 2, text, sizeof text), 3);
	assert_string_equal(text, "日");
}

/* 'A', then characters of two octets, so that each of the parts but the last ends within one. */
static void test_text_of_many_parts(void **state)
{
	static struct smsmodem_cdma cdma[9];
	const struct smsmodem_cdma *parts[COUNT(cdma)];
	static char text[SMSMODEM_CDMA_TEXT_SIZE(COUNT(cdma))];
	const size_t length = 140;

	(void)state;
	for (size_t i = 0; i < COUNT(cdma); i++) {
		cdma[i].data.encoding = SMSMODEM_CDMA_SHIFT_JIS;
		cdma[i].data.length = (uint8_t)(i == COUNT(cdma) - 1 ? 1 : length);
		for (size_t k = 0; k < cdma[i].data.length; k++)
			cdma[i].data.octets[k] = (i * length + k) % 2 ? 0x93 : 0xFA;
		parts[i] = &cdma[i];
	}
	cdma[0].data.octets[0] = 'A';
	int count = smsmodem_cdma_text(parts, COUNT(cdma), text, sizeof text);
	assert_int_equal(count, 1 + 3 * (int)(length * (COUNT(cdma) - 1) / 2));
	assert_null(strstr(text, "\xEF\xBF\xBD"));
	assert_int_equal(smsmodem_cdma_text(parts, COUNT(cdma), NULL, 0), SMSMODEM_E_SPACE);
}

/* What IS-91 says does not replace what a subparameter says. */
static void test_is91_beside_subparameters(void **state)
{
	struct smsmodem_cdma alone = decoded("0003100010 0105 0C101A2902"), both;

	(void)state;
	both = decoded("0003100010 0105 0C101A2902 0B0107 0801C0");
	assert_int_equal(both.count, 7);
	assert_int_equal(both.priority, 3);
	assert_int_equal(alone.count, 12);
	assert_int_equal(alone.priority, 2); /* '!' */
}

static void test_malformed_lists(void **state)
{
	struct smsmodem_cdma vmn = decoded("0003200010 1609 FFFFFFFFFFFFFFFFFF");
	struct smsmodem_cdma segments = decoded("0003100010 1003 103D8D");

	(void)state;
	assert_int_equal(vmn.subs.bad, 1U << SMSMODEM_CDMA_SUB_VMN);
	assert_int_equal(segments.subs.bad, 1U << SMSMODEM_CDMA_SUB_SEGMENTS);
	assert_int_equal(segments.subs.there, 1U << SMSMODEM_CDMA_SUB_MESSAGE_ID);
}

/* Of two only the first counts, and only its row says what. */
static void test_repeated_rows(void **state)
{
	static const char hex[] = "0003100010080140080180";
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	size_t count;

	(void)state;
	assert_int_equal(smsmodem_cdma_fields(hex, sizeof hex - 1, SMSMODEM_CDMA_LAYER_BEARER, rows,
					      &count, NULL),
			 SMSMODEM_OK);
	assert_int_equal(count, 3);
	assert_string_equal(rows[1].text, "1: interactive");
	assert_non_null(strstr(rows[2].text, "ignored"));
}

/* --- subparameters --- */

static void test_times(void **state)
{
	struct smsmodem_cdma cdma = decoded("00031000100306991231235959");

	(void)state;
	assert_true(cdma.time.valid);
	assert_int_equal(cdma.time.year, 1999); /* 96 to 99 are 19xx (4.5.4) */
	assert_int_equal(cdma.time.month, 12);
	assert_int_equal(cdma.time.second, 59);
	assert_octets(cdma.time.octets, 7, "99123123595900");
	cdma = decoded("00031000100406950102030405");
	assert_true(cdma.valid_until.valid);
	assert_int_equal(cdma.valid_until.year, 2095);
	cdma = decoded("00031000100606241332000000");
	assert_false(cdma.defer_until.valid); /* the 32nd of the 13th */
	assert_octets(cdma.defer_until.octets, 7, "24133200000000");
}

static void test_values(void **state)
{
	struct smsmodem_cdma cdma = decoded("00031000100B0142");

	(void)state;
	assert_int_equal(cdma.count, 42);
	cdma = decoded("00031000100B014A"); /* no digit */
	assert_int_equal(cdma.subs.bad, 1 << SMSMODEM_CDMA_SUB_COUNT);
	assert_int_equal(cdma.subs.there, 1);
	cdma = decoded("00031000100E0301D8E0");
	assert_string_equal(cdma.callback.text, "*1#");
	cdma = decoded("00031000100E04A9023132");
	assert_string_equal(cdma.callback.text, "12");
	assert_int_equal(cdma.callback.type, 2);
	assert_int_equal(cdma.callback.plan, 9);
	cdma = decoded("00031000101401C5");
	assert_int_equal(cdma.status_class, 3);
	assert_int_equal(cdma.status, 5);
	cdma = decoded("0003100010150180");
	assert_int_equal(cdma.tp_cause, 0x80);
	cdma = decoded(text_rows[19].hex); /* voice mail of IS-91: 12, urgent */
	assert_int_equal(cdma.count, 12);
	assert_int_equal(cdma.priority, 2);
}

static void test_segments(void **state)
{
	static const char *const texts[] = {"Hi", "é", "日"};
	struct smsmodem_cdma cdma = decoded("0003100010100A10148D2801E928149FD0");
	struct smsmodem_cdma_segment segment;
	size_t position = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_int_equal(smsmodem_cdma_segment_next(&cdma, &position, &segment), 1);
		assert_string_equal(segment.text, texts[i]);
	}
	assert_int_equal(smsmodem_cdma_segment_next(&cdma, &position, &segment), 0);
	cdma = decoded("00031000101003103D8D"); /* seven announced */
	position = 0;
	assert_int_equal(smsmodem_cdma_segment_next(&cdma, &position, &segment), SMSMODEM_E_PDU);
	assert_int_equal(smsmodem_cdma_segment_next(&cdma, &position, &segment), 0);
}

static void test_programs(void **state)
{
	struct smsmodem_cdma cdma = decoded("00031000101211 10880080829824ECBDF990000000000000");
	struct smsmodem_cdma_program program;
	struct smsmodem_cdma_result result;
	size_t position = 0;

	(void)state;
	assert_int_equal(smsmodem_cdma_program_next(&cdma, &position, &program), 1);
	assert_int_equal(program.operation, 1);
	assert_int_equal(program.category, 0x1001);
	assert_int_equal(program.language, 1);
	assert_int_equal(program.max_messages, 5);
	assert_int_equal(program.alert, 3);
	assert_string_equal(program.name, "News");
	assert_int_equal(smsmodem_cdma_program_next(&cdma, &position, &program), 1);
	assert_int_equal(program.operation, 2);
	assert_string_equal(program.name, "");
	assert_int_equal(smsmodem_cdma_program_next(&cdma, &position, &program), 0);
	cdma = decoded("00031000101306100100000740");
	position = 0;
	assert_int_equal(smsmodem_cdma_result_next(&cdma, &position, &result), 1);
	assert_int_equal(result.category, 0x1001);
	assert_int_equal(result.result, 0);
	assert_int_equal(smsmodem_cdma_result_next(&cdma, &position, &result), 1);
	assert_int_equal(result.category, 7);
	assert_int_equal(result.result, 4);
	assert_int_equal(smsmodem_cdma_result_next(&cdma, &position, &result), 0);
}

static void test_voice_mail(void **state)
{
	struct smsmodem_cdma cdma =
		decoded("00031000101613 AA401B02D0E12344321103B86A104353535310");
	struct smsmodem_cdma_vmn vmn;
	struct smsmodem_cdma_vmn_ack ack;

	(void)state;
	assert_int_equal(smsmodem_cdma_vmn(&cdma, &vmn), 1);
	assert_int_equal(vmn.priority, 2);
	assert_true(vmn.password_required && vmn.password_change_required && vmn.full);
	assert_false(vmn.setup_required || vmn.almost_full || vmn.fax);
	assert_true(vmn.reply_allowed);
	assert_int_equal(vmn.password_min, 4);
	assert_int_equal(vmn.password_max, 8);
	assert_int_equal(vmn.unheard, 3);
	assert_int_equal(vmn.length_s, 90);
	assert_int_equal(vmn.keep_days, 14);
	assert_int_equal(vmn.message_id, 0x1234);
	assert_int_equal(vmn.mailbox_id, 0x4321);
	assert_string_equal(vmn.access.text, "*86");
	assert_string_equal(vmn.caller.text, "5551");
	assert_int_equal(smsmodem_cdma_vmn_ack(&cdma, &ack), 0);
	cdma = decoded("0003100010170A 4321022848D000040008");
	assert_int_equal(smsmodem_cdma_vmn_ack(&cdma, &ack), 1);
	assert_int_equal(ack.mailbox_id, 0x4321);
	assert_int_equal(ack.unheard, 2);
	assert_int_equal(ack.deleted, 1);
	assert_int_equal(ack.deleted_ids[0], 0x1234);
	assert_int_equal(ack.played, 2);
	assert_int_equal(ack.played_ids[1], 2);
	cdma = decoded("00031000101706 4321022848D0"); /* identifiers are missing */
	assert_int_equal(smsmodem_cdma_vmn_ack(&cdma, &ack), SMSMODEM_E_PDU);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_text_of_parts),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_text_of_many_parts),
		cmocka_unit_test(test_repeated_rows),
		cmocka_unit_test(test_malformed_lists),
		cmocka_unit_test(test_is91_beside_subparameters),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_segments),
		cmocka_unit_test(test_programs),
		cmocka_unit_test(test_voice_mail),
	};

	return cmocka_run_group_tests_name("cdma", tests, NULL, NULL);
}
