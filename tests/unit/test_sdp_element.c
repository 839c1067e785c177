/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data elements of SDP, read and written, and UUIDs in all their forms. */
#include "pdu_support.h"
#include "sdp.h"
#include <smsmodem/sdp.h>

/* --- reading --- */

struct read_row {
	const char *name, *hex;
	long taken;
	int type;
	size_t length;
};

/* Core 3 B 3.1 (types), 3.2 (size indices), 3.3 (the examples) */
static const struct read_row read_rows[] = {
	{"nil", "00", 1, SMSMODEM_SDP_NIL, 0},
	{"nil with a size", "01 00 00", SMSMODEM_E_DATA, 0, 0},
	{"uint8", "08 7F", 2, SMSMODEM_SDP_UINT, 1},
	{"uint16", "09 12 34", 3, SMSMODEM_SDP_UINT, 2},
	{"uint32", "0A 00 00 FF FF 01", 5, SMSMODEM_SDP_UINT, 4},
	{"uint64", "0B 0102030405060708", 9, SMSMODEM_SDP_UINT, 8},
	{"uint128", "0C 0102030405060708090A0B0C0D0E0F10", 17, SMSMODEM_SDP_UINT, 16},
	{"uint with a length", "0D 01 00", SMSMODEM_E_DATA, 0, 0},
	{"int8", "10 80", 2, SMSMODEM_SDP_INT, 1},
	{"int128", "14 0102030405060708090A0B0C0D0E0F10", 17, SMSMODEM_SDP_INT, 16},
	{"UUID of 8 bits", "18 01", SMSMODEM_E_DATA, 0, 0},
	{"UUID of 16 bits", "19 11 03", 3, SMSMODEM_SDP_UUID, 2},
	{"UUID of 32 bits", "1A 00 00 11 03", 5, SMSMODEM_SDP_UUID, 4},
	{"UUID of 64 bits", "1B 0102030405060708", SMSMODEM_E_DATA, 0, 0},
	{"UUID of 128 bits", "1C 0102030405060708090A0B0C0D0E0F10", 17, SMSMODEM_SDP_UUID, 16},
	{"UUID with a length", "1D 02 11 03", SMSMODEM_E_DATA, 0, 0},
	{"text", "25 02 48 69", 4, SMSMODEM_SDP_TEXT, 2},
	{"text, 16-bit length", "26 00 02 48 69", 5, SMSMODEM_SDP_TEXT, 2},
	{"text, 32-bit length", "27 00 00 00 02 48 69", 7, SMSMODEM_SDP_TEXT, 2},
	{"text without octets", "25 00", 2, SMSMODEM_SDP_TEXT, 0},
	{"text of one octet by index", "20 41", SMSMODEM_E_DATA, 0, 0},
	{"bool", "28 01", 2, SMSMODEM_SDP_BOOL, 1},
	{"bool of 16 bits", "29 00 01", SMSMODEM_E_DATA, 0, 0},
	{"sequence", "35 03 19 11 03", 5, SMSMODEM_SDP_SEQUENCE, 3},
	{"empty sequence", "35 00", 2, SMSMODEM_SDP_SEQUENCE, 0},
	{"sequence by index", "31 00 00", SMSMODEM_E_DATA, 0, 0},
	{"alternative", "3E 00 03 19 11 03", 6, SMSMODEM_SDP_ALTERNATIVE, 3},
	{"URL", "45 01 68", 3, SMSMODEM_SDP_URL, 1},
	{"reserved type 9", "48 00", SMSMODEM_E_DATA, 0, 0},
	{"reserved type 31", "FF 00 00 00 00", SMSMODEM_E_DATA, 0, 0},
	{"a length beyond the end", "35 04 19 11 03", SMSMODEM_E_DATA, 0, 0},
	{"the longest length", "37 FF FF FF FF 00", SMSMODEM_E_DATA, 0, 0},
	{"nothing", "", SMSMODEM_E_DATA, 0, 0},
};

static void test_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(read_rows); i++) {
		const struct read_row *row = &read_rows[i];
		struct smsmodem_sdp_element element;
		uint8_t octets[32];
		size_t count = octets_of(row->hex, octets, sizeof octets);
		uint8_t *exact = exact_copy(octets, count);

		print_message("row '%s'\n", row->name);
		assert_int_equal(smsmodem_sdp_read(exact, count, &element), row->taken);
		if (row->taken > 0) {
			assert_int_equal(element.type, row->type);
			assert_int_equal(element.length, row->length);
			assert_ptr_equal(element.octets, exact + row->taken - row->length);
		}
		free(exact);
	}
}

static void test_read_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(read_rows); i++) {
		struct smsmodem_sdp_element element;
		uint8_t octets[32];

		(void)octets_of(read_rows[i].hex, octets, sizeof octets);
		for (long cut = 0; cut < read_rows[i].taken; cut++) {
			uint8_t *exact = exact_copy(octets, (size_t)cut);
			assert_int_equal(smsmodem_sdp_read(exact, (size_t)cut, &element),
					 SMSMODEM_E_DATA);
			free(exact);
		}
	}
}

/* Every first octet: what is taken never goes past what is there. */
static void test_read_any(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		struct smsmodem_sdp_element element;
		uint8_t octets[24];
		size_t count = random_below(&random, sizeof octets + 1);

		for (size_t k = 0; k < count; k++)
			octets[k] = (uint8_t)random_below(&random, k == 0 ? 256 : 20);
		uint8_t *exact = exact_copy(octets, count);
		long taken = smsmodem_sdp_read(exact, count, &element);
		if (taken >= 0) {
			assert_true(taken > 0 && (size_t)taken <= count);
			assert_ptr_equal(element.octets + element.length, exact + taken);
		} else {
			assert_int_equal(taken, SMSMODEM_E_DATA);
		}
		free(exact);
	}
}

/* --- numbers --- */

struct number_row {
	const char *name, *hex;
	bool is;
	uint64_t number;
};

static const struct number_row number_rows[] = {
	{"uint8", "08 FF", true, 0xFF},
	{"uint16", "09 80 00", true, 0x8000},
	{"uint32", "0A FF FF FF FF", true, 0xFFFFFFFF},
	{"uint64", "0B FF FF FF FF FF FF FF FF", true, UINT64_MAX},
	{"uint128", "0C 00000000000000000000000000000001", false, 0},
	{"int8 -1", "10 FF", true, UINT64_MAX},
	{"int16 -32768", "11 80 00", true, (uint64_t)INT16_MIN},
	{"int32 5", "12 00 00 00 05", true, 5},
	{"bool", "28 01", true, 1},
	{"UUID", "19 11 03", false, 0},
	{"text", "25 01 31", false, 0},
	{"nil", "00", false, 0},
};

static void test_number(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(number_rows); i++) {
		const struct number_row *row = &number_rows[i];
		struct smsmodem_sdp_element element;
		uint64_t number = 77;
		uint8_t octets[32];
		size_t count = octets_of(row->hex, octets, sizeof octets);

		print_message("row '%s'\n", row->name);
		assert_int_equal(smsmodem_sdp_read(octets, count, &element), count);
		assert_int_equal(smsmodem_sdp_number(&element, &number), row->is);
		assert_true(number == (row->is ? row->number : 77));
	}
}

/* --- texts --- */

static void test_text(void **state)
{
	static const struct {
		const char *name, *hex;
		const char *text; /* NULL: none */
	} rows[] = {
		{"text", "25 03 53 50 50", "SPP"},
		{"URL", "45 02 68 3A", "h:"},
		{"with its NUL", "25 03 41 00 42", "A"},
		{"UTF-8", "25 03 E2 82 AC", "\xE2\x82\xAC"},
		{"an escape sequence", "25 04 1B 5B 32 4A", "?[2J"},
		{"no UTF-8", "25 02 FF 41", "?A"},
		{"a turn of direction", "25 03 E2 80 AE", "?"},
		{"empty", "25 00", ""},
		{"a number", "08 41", NULL},
		{"a sequence", "35 03 25 01 41", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_sdp_element element;
		uint8_t octets[32];
		char text[16] = "unset";
		size_t count = octets_of(rows[i].hex, octets, sizeof octets);

		print_message("row '%s'\n", rows[i].name);
		assert_true(smsmodem_sdp_read(octets, count, &element) > 0);
		assert_int_equal(smsmodem_sdp_text(&element, text, sizeof text),
				 rows[i].text != NULL);
		assert_string_equal(text, rows[i].text ? rows[i].text : "unset");
	}
}

/* --- UUIDs --- */

static void test_uuid_read(void **state)
{
	/* 3 B 2.5.1: all three are the same. */
	static const char *const forms[] = {"19 11 03", "1A 00 00 11 03",
					    "1C 00001103 0000 1000 8000 00805F9B34FB"};
	const struct smsmodem_sdp_uuid wanted = smsmodem_sdp_uuid_of(0x1103);

	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct smsmodem_sdp_element element;
		struct smsmodem_sdp_uuid uuid;
		uint8_t octets[32];
		size_t count = octets_of(forms[i], octets, sizeof octets);

		assert_true(smsmodem_sdp_read(octets, count, &element) > 0);
		assert_true(smsmodem_sdp_uuid_read(&element, &uuid));
		assert_memory_equal(uuid.octets, wanted.octets, 16);
		assert_int_equal(smsmodem_sdp_uuid_number(&uuid), 0x1103);
	}
	struct smsmodem_sdp_element number = {SMSMODEM_SDP_UINT, (const uint8_t *)"\x11\x03", 2};
	struct smsmodem_sdp_uuid uuid;
	assert_false(smsmodem_sdp_uuid_read(&number, &uuid));
}

struct uuid_row {
	const char *text;
	long number;     /* -2: refused; -1: none */
	const char *out; /* NULL: as text */
};

static const struct uuid_row uuid_rows[] = {
	{"dun", 0x1103, "0x1103"},
	{"SPP", 0x1101, "0x1101"},
	{"hfp", 0x111F, "0x111f"},
	{"map", 0x1132, "0x1132"},
	{"0x1103", 0x1103, NULL},
	{"1103", 0x1103, "0x1103"},
	{"0X3", 3, "0x0003"},
	{"0x0", 0, "0x0000"},
	{"12345678", 0x12345678, "0x12345678"},
	{"0x12345", 0x12345, "0x00012345"},
	{"0000110e-0000-1000-8000-00805f9b34fb", 0x110E, "0x110e"},
	{"0000110E-0000-1000-8000-00805F9B34FB", 0x110E, "0x110e"},
	{"7fffffff-0000-1000-8000-00805f9b34fb", 0x7FFFFFFF, "0x7fffffff"},
	{"80000000-0000-1000-8000-00805f9b34fb", -1, NULL},
	{"0000110e-0000-1000-8000-00805f9b34fc", -1, NULL},
	{"00005005-0000-1000-8000-0002ee000001", -1, NULL},
	{"", -2, NULL},
	{"0x", -2, NULL},
	{"110", -2, NULL},
	{"11035", -2, NULL},
	{"0x123456789", -2, NULL},
	{"0x11g3", -2, NULL},
	{"-103", -2, NULL},
	{"duns", -2, NULL},
	{"0000110e-0000-1000-8000-00805f9b34f", -2, NULL},
	{"0000110e-0000-1000-8000-00805f9b34fbb", -2, NULL},
	{"0000110e-0000-1000-8000000805f9b34fb-", -2, NULL},
	{"0000110e00000-1000-8000-00805f9b34fb", -2, NULL},
	{"0000110e-0000-1000-8000-00805f9b34fg", -2, NULL},
};

static void test_uuid_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(uuid_rows); i++) {
		const struct uuid_row *row = &uuid_rows[i];
		struct smsmodem_sdp_uuid uuid, again;
		struct smsmodem_error error = {0};
		char text[SMSMODEM_SDP_UUID_SIZE];
		char *exact = exact_copy(row->text, strlen(row->text) + 1);
		int code = smsmodem_sdp_uuid_parse(exact, &uuid, &error);

		free(exact);
		print_message("row '%s'\n", row->text);
		assert_int_equal(code, row->number == -2 ? SMSMODEM_E_USAGE : SMSMODEM_OK);
		if (code < 0) {
			assert_int_equal(error.code, code);
			assert_non_null(strstr(error.text, "dun"));
			continue;
		}
		assert_int_equal(smsmodem_sdp_uuid_number(&uuid), row->number);
		smsmodem_sdp_uuid_format(&uuid, text);
		assert_string_equal(text, row->out ? row->out : row->text);
		assert_int_equal(smsmodem_sdp_uuid_parse(text, &again, NULL), SMSMODEM_OK);
		assert_memory_equal(again.octets, uuid.octets, 16);
	}
}

/* --- names --- */

static void test_names(void **state)
{
	static const struct {
		uint32_t number;
		const char *name;
	} rows[] = {
		{0x0001, "SDP"},
		{0x0003, "RFCOMM"},
		{0x0008, "OBEX"},
		{0x0100, "L2CAP"},
		{0x1101, "Serial Port"},
		{0x1103, "Dial-up Networking"},
		{0x111F, "Hands-Free Audio Gateway"},
		{0x1132, "Message Access Server"},
		{0x1200, "PnP Information"},
		{0x1855, "Telephony and Media Audio"},
		{0x0000, NULL},
		{0x000B, NULL},
		{0x1FFF, NULL},
		{0x11030000, NULL},
	};
	struct smsmodem_sdp_uuid other = smsmodem_sdp_uuid_of(0x1103);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(rows[i].number);
		const char *name = smsmodem_sdp_uuid_name(&uuid);

		if (rows[i].name)
			assert_string_equal(name, rows[i].name);
		else
			assert_null(name);
	}
	other.octets[15]++;
	assert_null(smsmodem_sdp_uuid_name(&other));
	assert_string_equal(smsmodem_sdp_attribute_name(0x0000), "ServiceRecordHandle");
	assert_string_equal(smsmodem_sdp_attribute_name(0x0004), "ProtocolDescriptorList");
	assert_string_equal(smsmodem_sdp_attribute_name(0x000D),
			    "AdditionalProtocolDescriptorLists");
	assert_string_equal(smsmodem_sdp_attribute_name(0x0102), "ProviderName");
	assert_null(smsmodem_sdp_attribute_name(0x000E));
	assert_null(smsmodem_sdp_attribute_name(0xFFFF));
}

/* The search relies on the order: as many names are found as a walk over all numbers should. */
static void test_names_order(void **state)
{
	size_t found = 0;

	(void)state;
	for (uint32_t number = 0; number <= UINT16_MAX; number++) {
		struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(number);

		found += smsmodem_sdp_uuid_name(&uuid) != NULL;
	}
	assert_int_equal(found, 121);
}

/* --- writing --- */

static void write_example(struct bt_sdp_out *out, size_t text_length)
{
	const struct smsmodem_sdp_uuid small = smsmodem_sdp_uuid_of(0x1103);
	const struct smsmodem_sdp_uuid middle = smsmodem_sdp_uuid_of(0x12345678);
	const struct smsmodem_sdp_uuid full = {
		{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};
	char text[300];

	memset(text, 'x', sizeof text);
	text[text_length] = '\0';
	size_t list = bt_sdp_out_open(out);
	bt_sdp_out_uint(out, 1, 7);
	bt_sdp_out_uint(out, 2, 0x1234);
	bt_sdp_out_uint(out, 4, 0x12345678);
	bt_sdp_out_uuid(out, &small);
	bt_sdp_out_uuid(out, &middle);
	bt_sdp_out_uuid(out, &full);
	size_t inner = bt_sdp_out_open(out);
	bt_sdp_out_text(out, text);
	bt_sdp_out_close(out, inner);
	bt_sdp_out_close(out, list);
}

static void test_write(void **state)
{
	uint8_t octets[512];
	struct bt_sdp_out out = {.octets = octets, .size = sizeof octets};

	(void)state;
	write_example(&out, 3);
	assert_octets(octets, out.used,
		      "35 2A 08 07 09 1234 0A 12345678 19 1103 1A 12345678"
		      "1C 0102030405060708090A0B0C0D0E0F10 35 05 25 03 787878");
}

/* Lengths around 255, where the headers grow, are read again whole. */
static void test_write_long(void **state)
{
	(void)state;
	for (size_t length = 200; length < 300; length++) {
		uint8_t octets[512];
		struct bt_sdp_out out = {.octets = octets, .size = sizeof octets};
		struct smsmodem_sdp_element list, element, text;
		size_t count = 0;

		write_example(&out, length);
		assert_false(out.full);
		assert_int_equal(smsmodem_sdp_read(octets, out.used, &list), out.used);
		assert_int_equal(octets[0] & 7, list.length > 255 ? 6 : 5);
		while (bt_sdp_next(&list, &element))
			count++;
		assert_int_equal(list.length, 0);
		assert_int_equal(count, 7);
		assert_int_equal(smsmodem_sdp_read(element.octets, element.length, &text),
				 element.length);
		assert_int_equal(text.type, SMSMODEM_SDP_TEXT);
		assert_int_equal(text.length, length);
	}
}

static void test_write_capacities(void **state)
{
	uint8_t whole[512], octets[512];
	struct bt_sdp_out all = {.octets = whole, .size = sizeof whole};

	(void)state;
	write_example(&all, 260);
	for (size_t size = 0; size <= all.used + 1; size++) {
		struct bt_sdp_out out = {.octets = octets, .size = size};

		memset(octets, CANARY, sizeof octets);
		write_example(&out, 260);
		assert_canary(octets, size, sizeof octets);
		assert_int_equal(out.full, size < all.used);
		if (!out.full)
			assert_memory_equal(octets, whole, all.used);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),        cmocka_unit_test(test_read_cut),
		cmocka_unit_test(test_read_any),    cmocka_unit_test(test_number),
		cmocka_unit_test(test_text),        cmocka_unit_test(test_uuid_read),
		cmocka_unit_test(test_uuid_text),   cmocka_unit_test(test_names),
		cmocka_unit_test(test_names_order), cmocka_unit_test(test_write),
		cmocka_unit_test(test_write_long),  cmocka_unit_test(test_write_capacities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
