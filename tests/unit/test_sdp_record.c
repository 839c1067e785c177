/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Service records summed up: those of phones, those that are odd, those that are damaged. */
#include "pdu_support.h"
#include "sdp.h"
#include <smsmodem/sdp.h>

struct record_row {
	const char *name;
	const char *hex; /* the record's elements */
	/* "handle; name; description; provider; classes; protocols; profiles; channel; PSM" */
	const char *wanted;
};

#define HANDLE      "09 0000 0A 00010003"
#define CLASS_DUN   "09 0001 35 03 19 1103"
#define RFCOMM(ch)  "09 0004 35 0C 35 03 19 0100 35 05 19 0003 08 " ch
#define LANGUAGE(e) "09 0006 35 09 09 656E 09 " e " 09 0100"

static const struct record_row record_rows[] = {
	{"Dial-up Networking of a phone (DUN 1.1, 5.3)",
	 HANDLE " 09 0001 35 06 19 1103 19 1201" RFCOMM("01") "09 0005 35 03 19 1002" LANGUAGE(
		 "006A") "09 0009 35 08 35 06 19 1103 09 0100 09 0100 25 12 "
			 "4469616C2D757020 4E6574776F726B696E67",
	 "10003;Dial-up Networking;;;0x1103,0x1201;0x0100=-1,0x0003=1;0x1103=256;1;0"},
	{"Hands-Free Audio Gateway (HFP 5.3)",
	 HANDLE " 09 0001 35 06 19 111F 19 1203" RFCOMM(
		 "0D") "09 0009 35 08 35 06 19 111E 09 0108 09 0301 08 01 09 0311 09 003F",
	 "10003;;;;0x111f,0x1203;0x0100=-1,0x0003=13;0x111e=264;13;0"},
	{"Message Access over OBEX (MAP 7.1)",
	 HANDLE "09 0001 35 03 19 1132 09 0004 35 11 35 03 19 0100 35 05 19 0003 08 1A 35 03 19 "
		"0008 09 0009 35 08 35 06 19 1134 09 0104 09 0100 25 07 534D532F4D4D53 09 0315 08 "
		"00 09 0316 08 0E",
	 "10003;SMS/MMS;;;0x1132;0x0100=-1,0x0003=26,0x0008=-1;0x1134=260;26;0"},
	{"over L2CAP alone (AVDTP)",
	 HANDLE "09 0001 35 03 19 110A 09 0004 35 10 35 06 19 0100 09 0019 35 06 19 0019 09 0103",
	 "10003;;;;0x110a;0x0100=25,0x0019=259;;0;25"},
	{"UUIDs of 128 bits",
	 "09 0001 35 22 1C 00001101 0000 1000 8000 00805F9B34FB 1C 00005005 0000 1000 8000 "
	 "0002EE000001 09 0004 35 28 35 11 1C 00000100 0000 1000 8000 00805F9B34FB 35 13 1C "
	 "00000003 0000 1000 8000 00805F9B34FB 08 0F",
	 "0;;;;0x1101,00005005-0000-1000-8000-0002ee000001;0x0100=-1,0x0003=15;;15;0"},
	{"of alternative stacks the first (3 B 5.1.5)",
	 CLASS_DUN "09 0004 3D 1C 35 0C 35 03 19 0100 35 05 19 0003 08 02 35 0C 35 03 19 0100 35 "
		   "05 19 0003 08 05",
	 "0;;;;0x1103;0x0100=-1,0x0003=2;;2;0"},
	{"not of additional stacks (3 B 5.1.6)",
	 "09 0004 35 05 35 03 19 0100 09 000D 35 0E 35 0C 35 03 19 0100 35 05 19 0003 08 05",
	 "0;;;;;0x0100=-1;;0;0"},
	{"a channel in 16 bits", "09 0004 35 08 35 06 19 0003 09 001E", "0;;;;;0x0003=30;;30;0"},
	{"channel 0", RFCOMM("00"), "0;;;;;0x0100=-1,0x0003=0;;0;0"},
	{"channel 31", RFCOMM("1F"), "0;;;;;0x0100=-1,0x0003=31;;0;0"},
	{"a channel that is too large for anything", "09 0004 35 0A 35 08 19 0003 0A FFFFFFFF",
	 "0;;;;;0x0003=-1;;0;0"},
	{"a channel that is text", "09 0004 35 09 35 07 19 0003 25 02 3131",
	 "0;;;;;0x0003=-1;;0;0"},
	{"the first of two RFCOMM layers", "09 0004 35 0E 35 05 19 0003 08 07 35 05 19 0003 08 08",
	 "0;;;;;0x0003=7,0x0003=8;;7;0"},
	{"a protocol list that is a number", "09 0004 08 01", "0;;;;;;;0;0"},
	{"a protocol that is no sequence", "09 0004 35 08 19 0100 35 03 19 0003",
	 "0;;;;;0x0003=-1;;0;0"},
	{"a protocol list that is damaged within", "09 0004 35 05 35 09 19 0100 09 0100 25 01 41",
	 "0;A;;;;;;0;0"},
	{"an empty alternative", "09 0004 3D 00", "0;;;;;;;0;0"},
	{"a profile without its own sequence", "09 0009 35 06 19 1101 09 0102",
	 "0;;;;;;0x1101=258;0;0"},
	{"a profile without a version", "09 0009 35 05 35 03 19 1101", "0;;;;;;0x1101=-1;0;0"},
	{"a version that is too large", "09 0009 35 0A 35 08 19 1101 0A 00010000",
	 "0;;;;;;0x1101=-1;0;0"},
	{"name, description, provider (3 B 5.1.15 to 5.1.17)",
	 "09 0100 25 01 41 09 0101 25 01 42 09 0102 25 01 43", "0;A;B;C;;;;0;0"},
	{"the provider first", "09 0102 25 01 43 09 0100 25 01 41", "0;A;;C;;;;0;0"},
	{"the first of two names", "09 0100 25 01 41 09 0100 25 01 42", "0;A;;;;;;0;0"},
	{"a name with its NUL", "09 0100 25 03 41 42 00", "0;AB;;;;;;0;0"},
	{"a name that is a number", "09 0100 08 41", "0;;;;;;;0;0"},
	{"a name that would rule a terminal", "09 0100 25 05 1B 5B 33 31 6D", "0;?[31m;;;;;;0;0"},
	{"a name in ISO 8859-1", LANGUAGE("0004") "09 0100 25 03 4DFC72", "0;M\xC3\xBCr;;;;;;0;0"},
	{"a name in windows-1252", LANGUAGE("08CC") "09 0100 25 04 4DFC7292",
	 "0;M\xC3\xBCr?;;;;;;0;0"},
	{"a name in UTF-8 without a language", "09 0100 25 03 E282AC", "0;\xE2\x82\xAC;;;;;;0;0"},
	{"a name in ISO 8859-1 that says UTF-8", LANGUAGE("006A") "09 0100 25 03 4DFC72",
	 "0;M?r;;;;;;0;0"},
	{"the primary language is the one at 0x0100 (3 B 5.1.8)",
	 "09 0006 35 12 09 6465 09 0004 09 0110 09 656E 09 006A 09 0100 09 0100 25 01 41 09 0110 "
	 "25 01 42",
	 "0;A;;;;;;0;0"},
	{"a language elsewhere only",
	 "09 0006 35 09 09 656E 09 006A 09 0200 09 0200 25 01 41 09 0201 25 01 42",
	 "0;A;B;;;;;0;0"},
	{"a language list that ends early", "09 0006 35 03 09 656E 09 0100 25 01 41",
	 "0;A;;;;;;0;0"},
	{"a language whose base is text", "09 0006 35 08 09 656E 09 006A 25 00 09 0100 25 01 41",
	 "0;A;;;;;;0;0"},
	{"a handle of 16 bits", "09 0000 09 0001", "0;;;;;;;0;0"},
	{"a class that is text", "09 0001 35 06 25 01 41 19 1103", "0;;;;0x1103;;;0;0"},
	{"nine classes",
	 "09 0001 35 1B 19 0001 19 0002 19 0003 19 0004 19 0005 19 0006 19 0007 19 0008 19 0009",
	 "0;;;;0x0001,0x0002,0x0003,0x0004,0x0005,0x0006,0x0007,0x0008;;;0;0"},
	{"RFCOMM behind eight other layers",
	 "09 0004 35 2F 35 03 19 0100 35 03 19 0100 35 03 19 0100 35 03 19 0100 35 03 19 0100 35 "
	 "03 19 0100 35 03 19 0100 35 03 19 0100 35 05 19 0003 08 09",
	 "0;;;;;0x0100=-1,0x0100=-1,0x0100=-1,0x0100=-1,0x0100=-1,0x0100=-1,0x0100=-1,0x0100=-1;;9;"
	 "0"},
	{"no attribute", "", "0;;;;;;;0;0"},
};

static void append(char *text, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static void append(char *text, size_t size, const char *format, ...)
{
	size_t used = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text + used, size - used, format, arguments);
	va_end(arguments);
}

static void summed_up(const struct smsmodem_sdp_record *record, char *text, size_t size)
{
	char uuid[SMSMODEM_SDP_UUID_SIZE];

	text[0] = '\0';
	append(text, size, "%x;%s;%s;%s;", record->handle, record->name, record->description,
	       record->provider);
	for (size_t i = 0; i < record->class_count; i++) {
		smsmodem_sdp_uuid_format(&record->classes[i], uuid);
		append(text, size, "%s%s", i ? "," : "", uuid);
	}
	append(text, size, ";");
	for (size_t i = 0; i < record->protocol_count; i++) {
		smsmodem_sdp_uuid_format(&record->protocols[i].uuid, uuid);
		append(text, size, "%s%s=%ld", i ? "," : "", uuid, record->protocols[i].parameter);
	}
	append(text, size, ";");
	for (size_t i = 0; i < record->profile_count; i++) {
		smsmodem_sdp_uuid_format(&record->profiles[i].uuid, uuid);
		append(text, size, "%s%s=%d", i ? "," : "", uuid, record->profiles[i].version);
	}
	append(text, size, ";%d;%d", record->rfcomm_channel, record->l2cap_psm);
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(record_rows); i++) {
		const struct record_row *row = &record_rows[i];
		struct smsmodem_sdp_record record;
		uint8_t octets[256];
		char text[1024];
		size_t count = octets_of(row->hex, octets, sizeof octets);
		uint8_t *exact = exact_copy(octets, count);

		print_message("row '%s'\n", row->name);
		assert_int_equal(smsmodem_sdp_record_read(exact, count, &record, NULL),
				 SMSMODEM_OK);
		free(exact);
		summed_up(&record, text, sizeof text);
		assert_string_equal(text, row->wanted);
	}
}

/* Cut between attributes a record is a shorter one; cut elsewhere it is none. */
static void test_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(record_rows); i++) {
		struct smsmodem_sdp_record record;
		struct smsmodem_error error = {0};
		uint8_t octets[256];
		size_t count = octets_of(record_rows[i].hex, octets, sizeof octets), good = 0;
		struct smsmodem_sdp_element rest = {SMSMODEM_SDP_SEQUENCE, octets, count}, value;
		unsigned id;

		for (size_t cut = 0; cut < count; cut++) {
			uint8_t *exact = exact_copy(octets, cut);
			int code = smsmodem_sdp_record_read(exact, cut, &record, &error);

			free(exact);
			if (code == SMSMODEM_OK) {
				good++;
				continue;
			}
			assert_int_equal(code, SMSMODEM_E_DATA);
			assert_int_equal(error.code, code);
			assert_true(error.text[0]);
		}
		size_t attributes = 0;
		while (bt_sdp_next_attribute(&rest, &id, &value))
			attributes++;
		assert_int_equal(good, attributes);
	}
}

static void test_damaged(void **state)
{
	static const char *const rows[] = {
		"08 01 08 01",              /* an ID of 8 bits */
		"0A 00000001 08 01",        /* an ID of 32 bits */
		"19 1103",                  /* no ID */
		"09 0001",                  /* no value */
		"09 0001 48 00",            /* no such type */
		"09 0001 35 03 19 1103 00", /* something behind */
	};
	struct smsmodem_sdp_record record;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t octets[64];
		size_t count = octets_of(rows[i], octets, sizeof octets);

		print_message("row '%s'\n", rows[i]);
		assert_int_equal(smsmodem_sdp_record_read(octets, count, &record, NULL),
				 SMSMODEM_E_DATA);
	}
}

/* Names of every length are cut between characters, and never longer than their room. */
static void test_long_names(void **state)
{
	(void)state;
	for (size_t length = 0; length < 150; length++) {
		uint8_t octets[512] = {0x09, 0x01, 0x00, 0x26};
		struct smsmodem_sdp_record record;

		bt_sdp_put16(octets + 4, 2 * length);
		for (size_t i = 0; i < length; i++)
			bt_sdp_put16(octets + 6 + 2 * i, 0xC3BC);
		assert_int_equal(smsmodem_sdp_record_read(octets, 6 + 2 * length, &record, NULL),
				 SMSMODEM_OK);
		size_t kept = length < 63 ? length : 63;
		assert_int_equal(strlen(record.name), 2 * kept);
		assert_memory_equal(record.name, octets + 6, 2 * kept);
	}
}

static void test_is(void **state)
{
	struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(0x1103);
	struct smsmodem_sdp_record record;
	uint8_t octets[128];
	size_t count = octets_of("09 0001 35 08 19 1201 1A 00001103", octets, sizeof octets);

	(void)state;
	assert_int_equal(smsmodem_sdp_record_read(octets, count, &record, NULL), SMSMODEM_OK);
	assert_true(smsmodem_sdp_record_is(&record, &uuid));
	uuid = smsmodem_sdp_uuid_of(0x1201);
	assert_true(smsmodem_sdp_record_is(&record, &uuid));
	uuid = smsmodem_sdp_uuid_of(0x1101);
	assert_false(smsmodem_sdp_record_is(&record, &uuid));
	uuid = (struct smsmodem_sdp_uuid){{0}};
	assert_false(smsmodem_sdp_record_is(&record, &uuid));
}

/* A record with one octet changed is read, or refused; nothing else. */
static void test_changed(void **state)
{
	struct random random = random_start();

	(void)state;
	for (size_t n = 0; n < 20000; n++) {
		struct smsmodem_sdp_record record;
		uint8_t octets[256];
		const char *hex = record_rows[random_below(&random, COUNT(record_rows))].hex;
		size_t count = octets_of(hex, octets, sizeof octets);

		if (count == 0)
			continue;
		octets[random_below(&random, (uint32_t)count)] =
			(uint8_t)random_below(&random, 256);
		uint8_t *exact = exact_copy(octets, count);
		int code = smsmodem_sdp_record_read(exact, count, &record, NULL);
		free(exact);
		assert_true(code == SMSMODEM_OK || code == SMSMODEM_E_DATA);
		assert_in_range(record.rfcomm_channel, 0, 30);
		assert_true(memchr(record.name, 0, sizeof record.name) != NULL);
		assert_in_range(record.class_count, 0, SMSMODEM_SDP_LIST_MAX);
	}
}

/* --- what we write ourselves --- */

static void test_written(void **state)
{
	static const struct {
		unsigned service;
		int channel;
		const char *name, *wanted;
	} rows[] = {
		{SMSMODEM_BT_DUN, 1, "SMS modem",
		 "10005;SMS modem;;;0x1103,0x1201;0x0100=-1,0x0003=1;0x1103=256;1;0"},
		{SMSMODEM_BT_SPP, 30, "console",
		 "10005;console;;;0x1101;0x0100=-1,0x0003=30;0x1101=256;30;0"},
		{SMSMODEM_BT_SPP, 3, "", "10005;;;;0x1101;0x0100=-1,0x0003=3;0x1101=256;3;0"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t octets[BT_SDP_RECORD_MAX];
		struct smsmodem_sdp_element list;
		struct smsmodem_sdp_record record;
		char text[512];
		long count = bt_sdp_record_write(rows[i].service, rows[i].channel, rows[i].name,
						 0x10005, octets);

		assert_true(count > 0);
		assert_int_equal(smsmodem_sdp_read(octets, (size_t)count, &list), count);
		assert_int_equal(smsmodem_sdp_record_read(list.octets, list.length, &record, NULL),
				 SMSMODEM_OK);
		summed_up(&record, text, sizeof text);
		assert_string_equal(text, rows[i].wanted);
	}
}

/* The octets of one, element by element as 3 B 5.1 has them. */
static void test_written_octets(void **state)
{
	uint8_t octets[BT_SDP_RECORD_MAX];
	long count = bt_sdp_record_write(SMSMODEM_BT_DUN, 5, "M", 0x10000, octets);

	(void)state;
	assert_octets(octets, (size_t)count,
		      "35 4D 09 0000 0A 00010000 09 0001 35 06 19 1103 19 1201"
		      "09 0004 35 0C 35 03 19 0100 35 05 19 0003 08 05 09 0005 35 03 19 1002"
		      "09 0006 35 09 09 656E 09 006A 09 0100 09 0009 35 08 35 06 19 1103 09 0100"
		      "09 0100 25 01 4D");
}

/* Names of every length until none fits: whole, or refused; and its room is kept to. */
static void test_written_names(void **state)
{
	struct {
		uint8_t octets[BT_SDP_RECORD_MAX];
		uint8_t canary[16];
	} room;
	char name[BT_SDP_RECORD_MAX + 1];
	bool refused = false;

	(void)state;
	for (size_t length = 0; length < sizeof name; length++) {
		memset(&room, CANARY, sizeof room);
		memset(name, 'n', length);
		name[length] = '\0';
		long count = bt_sdp_record_write(SMSMODEM_BT_SPP, 1, name, 0x10000, room.octets);
		struct smsmodem_sdp_element list, value;

		assert_canary(room.canary, 0, sizeof room.canary);
		if (count < 0) {
			assert_int_equal(count, SMSMODEM_E_SPACE);
			refused = true;
			continue;
		}
		assert_false(refused);
		assert_int_equal(smsmodem_sdp_read(room.octets, (size_t)count, &list), count);
		assert_true(bt_sdp_attribute_find(list.octets, list.length, 0x0100, &value));
		assert_int_equal(value.length, length);
	}
	assert_true(refused);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_is),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_written),
		cmocka_unit_test(test_written_octets),
		cmocka_unit_test(test_written_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
