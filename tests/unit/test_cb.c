/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cell broadcast read: pages, messages, codings, names (23.041 9.4, 23.038 5). */
#include "cb_support.h"

struct decode_row {
	const char *name;
	const char *hex;
	enum smsmodem_cb_form form;
	unsigned id, serial, pages, present;
	const char *language, *text, *data;
};

static const struct decode_row decode_rows[] = {
	{"GSM 7-bit, cut after its text", "4010 0032 0F 11 E834", SMSMODEM_CB_GSM, 50, 0x4010, 1, 1,
	 "", "hi", ""},
	{"no content at all", "4010 0032 0F 11", SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "", "", ""},
	{"page 2 of 3", "4010 0032 0F 23 E834", SMSMODEM_CB_GSM, 50, 0x4010, 3, 2, "", "hi", ""},
	{"page 15 of 15", "4010 0032 0F FF E834", SMSMODEM_CB_GSM, 50, 0x4010, 15, 0x4000, "", "hi",
	 ""},
	{"no number of pages: the only page (23.041 9.4.1.2.4)", "4010 0032 0F 30 E834",
	 SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "", "hi", ""},
	{"no number of the page: likewise", "4010 0032 0F 03 E834", SMSMODEM_CB_GSM, 50, 0x4010, 1,
	 1, "", "hi", ""},
	{"group 0000: German", "4010 0032 00 11 E834", SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "de",
	 "hi", ""},
	{"group 0010: Czech", "4010 0032 20 11 E834", SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "cs", "hi",
	 ""},
	/* "en" CR "hi" */
	{"0001 0000: language in front", "4010 0032 10 11 6577039D06", SMSMODEM_CB_GSM, 50, 0x4010,
	 1, 1, "en", "hi", ""},
	{"0001 0000: in capitals", "4010 0032 10 11 4567039D06", SMSMODEM_CB_GSM, 50, 0x4010, 1, 1,
	 "en", "hi", ""},
	{"0001 0000 without the carriage return: all of it is text", "4010 0032 10 11 E834",
	 SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "", "hi", ""},
	{"0001 0000: digits are no language", "4010 0032 10 11 B158039D06", SMSMODEM_CB_GSM, 50,
	 0x4010, 1, 1, "", "11\rhi", ""},
	{"0001 0001: language in two octets", "4010 0032 11 11 F23A 0416", SMSMODEM_CB_GSM, 50,
	 0x4010, 1, 1, "ru", "Ж", ""},
	{"0001 0001 without it", "4010 0032 11 11 0416", SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "", "Ж",
	 ""},
	{"UCS-2 and its padding", "4010 0032 48 11 0416 000D 000D", SMSMODEM_CB_GSM, 50, 0x4010, 1,
	 1, "", "Ж", ""},
	{"UCS-2, padding cut within a character", "4010 0032 48 11 0416 000D 00", SMSMODEM_CB_GSM,
	 50, 0x4010, 1, 1, "", "Ж", ""},
	{"UCS-2, a carriage return in the text stays", "4010 0032 48 11 000D 0416 000D",
	 SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "", "\rЖ", ""},
	{"UTF-16 pair", "4010 0032 48 11 D83C DF05", SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "", "🌅",
	 ""},
	{"8-bit", "4010 0032 44 11 0102 0D", SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "", "", "01020D"},
	{"compressed is kept", "4010 0032 60 11 0102", SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "", "",
	 "0102"},
	{"1001: header, 7-bit behind a fill bit", "4010 0032 90 11 05 0003 01 02 01 D069",
	 SMSMODEM_CB_GSM, 50, 0x4010, 1, 1, "", "hi", ""},
	{"1001: header, UCS-2", "4010 0032 98 11 05 0003 01 02 01 0416", SMSMODEM_CB_GSM, 50,
	 0x4010, 1, 1, "", "Ж", ""},
	{"1001: header, 8-bit", "4010 0032 94 11 05 0003 01 02 01 ABCD", SMSMODEM_CB_GSM, 50,
	 0x4010, 1, 1, "", "", "ABCD"},
	{"1001: Turkish single shift", "4010 0032 90 11 03 240101 D89CD1", SMSMODEM_CB_GSM, 50,
	 0x4010, 1, 1, "", "ğh", ""},
	{"ETWS primary notification",
	 "1100 1100 0580 00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001",
	 SMSMODEM_CB_ETWS, 4352, 0x1100, 1, 1, "", "",
	 "00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001"},
	{"ETWS, spare bits of the warning type set (23.041 9.3.24)",
	 "0000 1107 078A 00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001",
	 SMSMODEM_CB_ETWS, 4359, 0, 1, 1, "", "",
	 "00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001"},
	{"ETWS, no popup, and spare bits that are no page",
	 "0000 1100 0732 00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001",
	 SMSMODEM_CB_ETWS, 4352, 0, 1, 1, "", "",
	 "00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001"},
	{"ETWS, spare bits that would be page 7 of 2",
	 "0000 1100 4472 00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001",
	 SMSMODEM_CB_ETWS, 4352, 0, 1, 1, "", "",
	 "00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001"},
	{"as many octets, page 1 of 2 of a secondary notification",
	 "0000 1100 4412 00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001",
	 SMSMODEM_CB_GSM, 4352, 0, 2, 1, "", "",
	 "00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001"},
	{"as many octets, an identifier that is not of ETWS",
	 "0000 1108 4480 00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001",
	 SMSMODEM_CB_GSM, 4360, 0, 1, 1, "", "",
	 "00000000000000000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000000000000001"},
};

static void check_decode(const struct decode_row *row)
{
	struct smsmodem_cb cb = decode(row->hex);
	char text[SMSMODEM_CB_TEXT_SIZE];
	uint8_t data[SMSMODEM_CB_DATA_MAX];
	int count = smsmodem_cb_data(&cb, data, sizeof data);

	assert_int_equal(cb.form, row->form);
	assert_int_equal(cb.message_id, row->id);
	assert_int_equal(cb.serial, row->serial);
	assert_int_equal(cb.pages, row->pages);
	assert_int_equal(cb.present, row->present);
	assert_string_equal(cb.language, row->language);
	assert_int_equal(smsmodem_cb_text(&cb, text, sizeof text), strlen(row->text));
	assert_string_equal(text, row->text);
	assert_true(count >= 0);
	assert_octets(data, (size_t)count, row->data);
}

static void test_decode(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(decode_rows); i++) {
		print_message("%s\n", decode_rows[i].name);
		check_decode(&decode_rows[i]);
	}
}

/* --- what is refused, and where --- */

struct refused_row {
	const char *name;
	const char *start;
	size_t length; /* in octets, the rest of them 0 */
	long offset;
};

static const struct refused_row refused_rows[] = {
	{"nothing", "", 0, 0},
	{"cut in front of the page", "4010 0032 0F", 5, 5},
	{"page 3 of 2", "4010 0032 0F 32", 88, 5},
	{"longer than a page, not UMTS", "4010 0032 0F 11", 89, 0},
	{"a header longer than the page", "4010 0032 90 11 05 0003 01", 10, 6},
	{"UMTS: a schedule message", "02 0032 4010 0F 01", 90, 0},
	{"UMTS: no page", "01 0032 4010 0F 00", 90, 6},
	{"UMTS: 16 pages", "01 0032 4010 0F 10", 90, 6},
	{"UMTS: the second page is cut", "01 0032 4010 0F 02", 172, 172},
	{"UMTS: something behind it", "01 0032 4010 0F 01", 91, 90},
	{"longer than any", "01 0032 4010 0F 0F", 1253, 1252},
};

static void test_refused(void **state)
{
	uint8_t octets[1300];
	char hex[2601];
	struct smsmodem_error error;
	struct smsmodem_cb cb;

	(void)state;
	for (size_t i = 0; i < COUNT(refused_rows); i++) {
		const struct refused_row *row = &refused_rows[i];

		print_message("%s\n", row->name);
		memset(octets, 0, sizeof octets);
		(void)octets_of(row->start, octets, sizeof octets);
		int digits = pdu_hex_encode(octets, row->length, hex, sizeof hex);
		assert_int_equal(smsmodem_cb_decode(hex, (size_t)digits, &cb, &error),
				 SMSMODEM_E_PDU);
		assert_int_equal(error.offset, row->offset);
		assert_non_null(strstr(error.text, "octet"));
		assert_int_equal(smsmodem_cb_decode(hex, (size_t)digits, &cb, NULL),
				 SMSMODEM_E_PDU);
	}
}

static void test_not_hexadecimal(void **state)
{
	struct smsmodem_error error;
	struct smsmodem_cb cb;

	(void)state;
	assert_int_equal(smsmodem_cb_decode("40100032x", 9, &cb, &error), SMSMODEM_E_DATA);
	assert_int_equal(error.offset, 8);
	assert_int_equal(smsmodem_cb_decode("40100032 F", 10, &cb, &error), SMSMODEM_E_DATA);
	assert_int_equal(error.offset, 8);
	assert_int_equal(smsmodem_cb_decode("401", 3, &cb, &error), SMSMODEM_E_DATA);
	assert_int_equal(error.offset, 3);
}

/* A length that says more than a page has; a page's own length counts. */
static void test_umts_lengths(void **state)
{
	uint8_t octets[90] = {1, 0, 50, 0x40, 0x10, 0x0F, 1, 0xE8, 0x34, 0x1A};
	struct smsmodem_error error;
	struct smsmodem_cb cb;
	char text[SMSMODEM_CB_TEXT_SIZE];

	(void)state;
	for (unsigned length = 0; length <= 255; length++) {
		octets[89] = (uint8_t)length;
		int result = pdu_cb_decode(octets, sizeof octets, &cb, &error);

		assert_int_equal(result, length <= 82 ? SMSMODEM_OK : SMSMODEM_E_PDU);
		if (result < 0)
			assert_int_equal(error.offset, 89);
		else if (length == 2)
			assert_int_equal(smsmodem_cb_text(&cb, text, sizeof text), 2);
	}
}

/* --- the coding, the name, the serial number --- */

struct dcs_row {
	uint8_t first, last;
	enum smsmodem_encoding encoding;
	int message_class; /* of first; each next one has the next class; -1: none has one */
	bool udh, prefix;
	const char *languages; /* two letters each, or NULL */
};

#define GSM7       SMSMODEM_ENCODING_GSM7
#define UCS2       SMSMODEM_ENCODING_UCS2
#define OCTETS     SMSMODEM_ENCODING_8BIT
#define COMPRESSED SMSMODEM_ENCODING_COMPRESSED

/* 23.038 5, all 256 */
static const struct dcs_row dcs_rows[] = {
	{0x00, 0x0E, GSM7, -1, false, false, "deenitfresnlsvdaptfinoeltrhupl"},
	{0x0F, 0x0F, GSM7, -1, false, false, NULL},
	{0x10, 0x10, GSM7, -1, false, true, NULL},
	{0x11, 0x11, UCS2, -1, false, true, NULL},
	{0x12, 0x1F, GSM7, -1, false, false, NULL},
	{0x20, 0x24, GSM7, -1, false, false, "cshearruis"},
	{0x25, 0x43, GSM7, -1, false, false, NULL},
	{0x44, 0x47, OCTETS, -1, false, false, NULL},
	{0x48, 0x4B, UCS2, -1, false, false, NULL},
	{0x4C, 0x4F, GSM7, -1, false, false, NULL},
	{0x50, 0x53, GSM7, 0, false, false, NULL},
	{0x54, 0x57, OCTETS, 0, false, false, NULL},
	{0x58, 0x5B, UCS2, 0, false, false, NULL},
	{0x5C, 0x5F, GSM7, 0, false, false, NULL},
	{0x60, 0x6F, COMPRESSED, -1, false, false, NULL},
	{0x70, 0x73, COMPRESSED, 0, false, false, NULL},
	{0x74, 0x77, COMPRESSED, 0, false, false, NULL},
	{0x78, 0x7B, COMPRESSED, 0, false, false, NULL},
	{0x7C, 0x7F, COMPRESSED, 0, false, false, NULL},
	{0x80, 0x8F, GSM7, -1, false, false, NULL},
	{0x90, 0x93, GSM7, 0, true, false, NULL},
	{0x94, 0x97, OCTETS, 0, true, false, NULL},
	{0x98, 0x9B, UCS2, 0, true, false, NULL},
	{0x9C, 0x9F, GSM7, 0, true, false, NULL},
	{0xA0, 0xCF, GSM7, -1, false, false, NULL},
	{0xD0, 0xEF, OCTETS, -1, false, false, NULL},
	{0xF0, 0xF0, GSM7, -1, false, false, NULL},
	{0xF1, 0xF3, GSM7, 1, false, false, NULL},
	{0xF4, 0xF4, OCTETS, -1, false, false, NULL},
	{0xF5, 0xF7, OCTETS, 1, false, false, NULL},
	{0xF8, 0xF8, GSM7, -1, false, false, NULL},
	{0xF9, 0xFB, GSM7, 1, false, false, NULL},
	{0xFC, 0xFC, OCTETS, -1, false, false, NULL},
	{0xFD, 0xFF, OCTETS, 1, false, false, NULL},
};

static void check_dcs(const struct dcs_row *row, unsigned octet)
{
	struct smsmodem_cb_dcs dcs = smsmodem_cb_dcs_decode((uint8_t)octet);
	unsigned step = octet - row->first;

	assert_int_equal(dcs.encoding, row->encoding);
	assert_int_equal(dcs.message_class,
			 row->message_class < 0 ? -1 : row->message_class + (int)step);
	assert_int_equal(dcs.udh, row->udh);
	assert_int_equal(dcs.prefix, row->prefix);
	if (row->languages)
		assert_memory_equal(dcs.language, row->languages + 2 * (size_t)step, 2);
	else
		assert_null(dcs.language);
}

static void test_dcs(void **state)
{
	unsigned octet = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(dcs_rows); i++)
		for (; octet <= dcs_rows[i].last; octet++)
			check_dcs(&dcs_rows[i], octet);
	assert_int_equal(octet, 256);
}

struct name_row {
	unsigned first, last;
	const char *part; /* of its name */
};

/* 23.041 9.4.1.2.2 */
static const struct name_row name_rows[] = {
	{0, 0, "index"},
	{1, 9, "GSM Association"},
	{50, 50, "area"},
	{61, 918, "GSM Association"},
	{919, 919, "EU-Alert level 1"},
	{999, 999, "GSM Association"},
	{1000, 1003, "location"},
	{1004, 4095, "reserved"},
	{4096, 4223, "clear"},
	{4224, 4351, "secured"},
	{4352, 4352, "ETWS: earthquake"},
	{4353, 4353, "ETWS: tsunami"},
	{4354, 4354, "earthquake and tsunami"},
	{4355, 4355, "ETWS: test"},
	{4356, 4356, "ETWS: other"},
	{4357, 4359, "ETWS: reserved"},
	{4360, 4369, "public warning: reserved"},
	{4370, 4370, "EU-Alert level 1"},
	{4371, 4372, "EU-Alert level 2"},
	{4373, 4378, "EU-Alert level 3"},
	{4371, 4371, "extreme alert, immediate, observed"},
	{4378, 4378, "severe alert, expected, likely"},
	{4379, 4379, "EU-Amber"},
	{4380, 4380, "monthly test"},
	{4381, 4381, "exercise"},
	{4382, 4382, "operator"},
	{4383, 4395, "additional languages"},
	{4384, 4384, "extreme alert, immediate, observed"},
	{4391, 4391, "severe alert, expected, likely"},
	{4396, 4397, "EU-Alert level 4"},
	{4398, 4399, "EU-Test"},
	{4400, 4400, "geo-fencing"},
	{4401, 4422, "without a user interface"},
	{4423, 6399, "public warning: reserved"},
	{6400, 6400, "EU-Info"},
	{6401, 40959, "reserved"},
	{40960, 45055, "operator"},
	{45056, 65534, "reserved"},
	{65535, 65535, "not for new services"},
};

static void test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(name_rows); i++)
		for (unsigned id = name_rows[i].first; id <= name_rows[i].last; id++)
			if (!strstr(smsmodem_cb_name((uint16_t)id), name_rows[i].part))
				fail_msg("%u is not \"%s\" but \"%s\"", id, name_rows[i].part,
					 smsmodem_cb_name((uint16_t)id));
	/* no name is empty, none is said of what is another's */
	for (unsigned id = 0; id <= 65535; id++)
		assert_true(strlen(smsmodem_cb_name((uint16_t)id)) > 3);
}

/* 23.041 9.4.1.2.1 */
static void test_serial(void **state)
{
	static const char *const scopes[] = {"cell-immediate", "plmn", "area", "cell"};

	(void)state;
	for (unsigned serial = 0; serial <= 0xFFFF; serial++) {
		unsigned scope = smsmodem_cb_scope((uint16_t)serial);
		unsigned code = smsmodem_cb_message_code((uint16_t)serial);
		unsigned update = smsmodem_cb_update_number((uint16_t)serial);

		assert_true(scope < 4 && code < 1024 && update < 16);
		assert_int_equal(scope << 14 | code << 4 | update, serial);
	}
	for (unsigned i = 0; i < 4; i++)
		assert_string_equal(smsmodem_cb_scope_name((enum smsmodem_cb_scope)i), scopes[i]);
}

/* --- the header of a page --- */

static void test_udh(void **state)
{
	struct smsmodem_cb cb = decode("4010 0032 94 11 05 0003 01 02 01 ABCD");
	struct smsmodem_ie ie;
	size_t position = 0;

	(void)state;
	assert_int_equal(smsmodem_cb_udh_next(&cb, 1, &position, &ie), 1);
	assert_int_equal(ie.iei, 0);
	assert_octets(ie.data, ie.length, "010201");
	assert_int_equal(smsmodem_cb_udh_next(&cb, 1, &position, &ie), 0);
	position = 0;
	assert_int_equal(smsmodem_cb_udh_next(&cb, 2, &position, &ie), 0);
	assert_int_equal(smsmodem_cb_udh_next(&cb, 0, &position, &ie), 0);
	assert_int_equal(smsmodem_cb_udh_next(&cb, 16, &position, &ie), 0);
}

/* --- every page cut everywhere, every buffer too small --- */

/* A cut page is one of less, and what it says is the start of what the whole says. */
static void test_truncations(void **state)
{
	struct smsmodem_cb whole = {.dcs = 0x10, .language = "en"}, cut;
	char hex[2 * SMSMODEM_CB_PDU_MAX + 1], text[SMSMODEM_CB_TEXT_SIZE];
	static const char said[] = "the quick brown fox jumps over the lazy dog";

	(void)state;
	assert_int_equal(smsmodem_cb_set_text(&whole, said, strlen(said), NULL), 1);
	assert_int_equal(smsmodem_cb_encode(&whole, 1, hex, sizeof hex), 88);
	for (size_t digits = 0; digits < 176; digits++) {
		char *copy = exact_copy(hex, digits);
		int result = smsmodem_cb_decode(copy, digits, &cut, NULL);

		free(copy);
		assert_int_equal(result, digits % 2    ? SMSMODEM_E_DATA
					 : digits < 12 ? SMSMODEM_E_PDU
						       : SMSMODEM_OK);
		if (result < 0)
			continue;
		int length = smsmodem_cb_text(&cut, text, sizeof text);
		/* until there are three septets the code of the language looks like text */
		if (digits >= 12 + 6)
			assert_memory_equal(text, said, length);
	}
}

static void test_umts_truncations(void **state)
{
	struct smsmodem_cb whole = {.form = SMSMODEM_CB_UMTS, .dcs = 0x48}, cut;
	char hex[2 * SMSMODEM_CB_PDU_MAX + 1], said[150];

	(void)state;
	memset(said, 'x', sizeof said);
	assert_int_equal(smsmodem_cb_set_text(&whole, said, sizeof said, NULL), 4);
	int length = smsmodem_cb_encode(&whole, 1, hex, sizeof hex);
	assert_int_equal(length, 7 + 4 * 83);
	for (size_t octets = 89; octets < (size_t)length; octets++) {
		char *copy = exact_copy(hex, 2 * octets);
		struct smsmodem_error error;

		assert_int_equal(smsmodem_cb_decode(copy, 2 * octets, &cut, &error),
				 SMSMODEM_E_PDU);
		assert_int_equal(error.offset, octets);
		free(copy);
	}
}

static void check_capacities(const struct smsmodem_cb *cb)
{
	static uint8_t room[SMSMODEM_CB_TEXT_SIZE], wanted[SMSMODEM_CB_TEXT_SIZE];
	int length = smsmodem_cb_text(cb, (char *)wanted, sizeof wanted);
	int octets = smsmodem_cb_data(cb, wanted, sizeof wanted);

	for (size_t size = 0; size <= (size_t)length + 1; size++) {
		memset(room, CANARY, sizeof room);
		int result = smsmodem_cb_text(cb, (char *)room, size);
		assert_int_equal(result, size > (size_t)length ? length : SMSMODEM_E_SPACE);
		assert_canary(room, size, sizeof room);
	}
	for (size_t size = 0; size <= (size_t)octets; size++) {
		memset(room, CANARY, sizeof room);
		int result = smsmodem_cb_data(cb, room, size);
		assert_int_equal(result, size >= (size_t)octets ? octets : SMSMODEM_E_SPACE);
		assert_canary(room, size, sizeof room);
	}
}

static void test_capacities(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(decode_rows); i++) {
		struct smsmodem_cb cb = decode(decode_rows[i].hex);

		check_capacities(&cb);
	}
}

/* A struct that contradicts itself has no such page; nothing beyond it is read. */
static void test_impossible_structs(void **state)
{
	struct smsmodem_cb cb = {.pages = 2, .present = 0xFFFF, .dcs = 0x90};
	char text[SMSMODEM_CB_TEXT_SIZE];

	(void)state;
	memset(cb.page, 0xFF, sizeof cb.page);
	assert_int_equal(smsmodem_cb_text(&cb, text, sizeof text), 0);
	assert_int_equal(smsmodem_cb_data(&cb, (uint8_t *)text, sizeof text), 0);
	cb.dcs = 0x44;
	assert_int_equal(smsmodem_cb_data(&cb, (uint8_t *)text, sizeof text), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_not_hexadecimal),
		cmocka_unit_test(test_umts_lengths),
		cmocka_unit_test(test_dcs),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_serial),
		cmocka_unit_test(test_udh),
		cmocka_unit_test(test_truncations),
		cmocka_unit_test(test_umts_truncations),
		cmocka_unit_test(test_capacities),
		cmocka_unit_test(test_impossible_structs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
