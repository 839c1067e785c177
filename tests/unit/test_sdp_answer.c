/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server of one record: each request its response, and every way in which clients ask. */
#include "pdu_support.h"
#include "sdp.h"

#define MTU_MIN 48

/* The record that is served: DUN on channel 5 as 0x10000, 79 octets in all. */
#define HANDLE    "09 0000 0A 00010000"
#define CLASSES   "09 0001 35 06 19 1103 19 1201"
#define PROTOCOLS "09 0004 35 0C 35 03 19 0100 35 05 19 0003 08 05"
#define GROUPS    "09 0005 35 03 19 1002"
#define LANGUAGES "09 0006 35 09 09 656E 09 006A 09 0100"
#define PROFILES  "09 0009 35 08 35 06 19 1103 09 0100"
#define NAME      "09 0100 25 01 4D"
#define ALL       HANDLE CLASSES PROTOCOLS GROUPS LANGUAGES PROFILES NAME

static long served(uint8_t record[BT_SDP_RECORD_MAX])
{
	return bt_sdp_record_write(SMSMODEM_BT_DUN, 5, "M", 0x10000, record);
}

struct answer_row {
	const char *name, *request, *response;
};

static const struct answer_row answer_rows[] = {
	/* 3 B 4.5 */
	{"search for DUN", "02 0001 0008 35 03 19 1103 0100 00",
	 "03 0001 0009 0001 0001 00010000 00"},
	{"search by a UUID of 32 bits", "02 0001 000A 35 05 1A 00001103 0001 00",
	 "03 0001 0009 0001 0001 00010000 00"},
	{"search by a UUID of 128 bits",
	 "02 0001 0016 35 11 1C 00001103 0000 1000 8000 00805F9B34FB FFFF 00",
	 "03 0001 0009 0001 0001 00010000 00"},
	{"search, 16-bit length of the pattern", "02 0001 0009 36 0003 19 1103 0100 00",
	 "03 0001 0009 0001 0001 00010000 00"},
	{"search for L2CAP and RFCOMM and DUN",
	 "02 FFFF 000E 35 09 19 0100 19 0003 19 1103 0100 00",
	 "03 FFFF 0009 0001 0001 00010000 00"},
	{"search for DUN and SPP", "02 0002 000B 35 06 19 1103 19 1101 0100 00",
	 "03 0002 0005 0000 0000 00"},
	{"search for SPP", "02 0002 0008 35 03 19 1101 0100 00", "03 0002 0005 0000 0000 00"},
	{"search for the browse root", "02 0002 0008 35 03 19 1002 0100 00",
	 "03 0002 0009 0001 0001 00010000 00"},
	{"search of no UUID", "02 0002 0005 35 00 0100 00", "01 0002 0002 0003"},
	{"search by text", "02 0002 0008 35 03 25 01 41 0100 00", "01 0002 0002 0003"},
	{"search by a UUID that is no sequence", "02 0002 0006 19 1103 0100 00",
	 "01 0002 0002 0003"},
	{"search of 13 UUIDs",
	 "02 0002 002C 35 27 19 1103 19 1103 19 1103 19 1103 19 1103 19 1103 19 1103 19 1103 19 "
	 "1103 19 1103 19 1103 19 1103 19 1103 0100 00",
	 "01 0002 0002 0003"},
	{"search of 12 UUIDs",
	 "02 0002 0029 35 24 19 1103 19 1103 19 1103 19 1103 19 1103 19 1103 19 1103 19 1103 19 "
	 "1103 19 1103 19 1103 19 1103 0100 00",
	 "03 0002 0009 0001 0001 00010000 00"},
	{"search for no record at most", "02 0002 0008 35 03 19 1103 0000 00", "01 0002 0002 0003"},
	{"search with a continuation", "02 0002 000A 35 03 19 1103 0100 02 0001",
	 "01 0002 0002 0005"},
	/* 3 B 4.6 */
	{"one attribute", "04 0003 000C 00010000 FFFF 35 03 09 0004 00",
	 "05 0003 0016 0013 35 11 " PROTOCOLS " 00"},
	{"two attributes in another order", "04 0003 000F 00010000 FFFF 35 06 09 0100 09 0000 00",
	 "05 0003 0013 0010 35 0E " HANDLE NAME " 00"},
	{"a range", "04 0003 000E 00010000 FFFF 35 05 0A 0005 0008 00",
	 "05 0003 001B 0018 35 16 " GROUPS LANGUAGES " 00"},
	{"a range and one in it", "04 0003 0011 00010000 FFFF 35 08 0A 0000 0001 09 0001 00",
	 "05 0003 0018 0015 35 13 " HANDLE CLASSES " 00"},
	{"an attribute that is not there", "04 0003 000C 00010000 FFFF 35 03 09 0003 00",
	 "05 0003 0005 0002 35 00 00"},
	{"all", "04 0003 000E 00010000 FFFF 35 05 0A 0000 FFFF 00",
	 "05 0003 0052 004F 35 4D " ALL " 00"},
	{"of a record that is not there", "04 0003 000C 00010001 FFFF 35 03 09 0004 00",
	 "01 0003 0002 0002"},
	{"of the server's own record", "04 0003 000C 00000000 FFFF 35 03 09 0004 00",
	 "01 0003 0002 0002"},
	{"at most 6 octets", "04 0003 000C 00010000 0006 35 03 09 0004 00", "01 0003 0002 0003"},
	{"at most 7 octets", "04 0003 000C 00010000 0007 35 03 09 0004 00",
	 "05 0003 000C 0007 35 11 09 0004 35 0C 02 0007"},
	{"the next 7", "04 0004 000E 00010000 0007 35 03 09 0004 02 0007",
	 "05 0004 000C 0007 35 03 19 0100 35 05 02 000E"},
	{"the last 5", "04 0005 000E 00010000 0007 35 03 09 0004 02 000E",
	 "05 0005 0008 0005 19 0003 08 05 00"},
	{"the last octet", "04 0005 000E 00010000 0007 35 03 09 0004 02 0012",
	 "05 0005 0004 0001 05 00"},
	{"behind the last octet", "04 0005 000E 00010000 0007 35 03 09 0004 02 0013",
	 "01 0005 0002 0005"},
	{"from the start by a continuation", "04 0005 000E 00010000 0007 35 03 09 0004 02 0000",
	 "01 0005 0002 0005"},
	{"a continuation that is not ours", "04 0005 0010 00010000 0007 35 03 09 0004 04 00000007",
	 "01 0005 0002 0005"},
	{"a continuation that is cut off", "04 0005 000D 00010000 0007 35 03 09 0004 02 07",
	 "01 0005 0002 0003"},
	{"a range upside down", "04 0003 000E 00010000 FFFF 35 05 0A 0008 0005 00",
	 "01 0003 0002 0003"},
	{"no attribute", "04 0003 0009 00010000 FFFF 35 00 00", "01 0003 0002 0003"},
	{"attributes of 8 bits", "04 0003 000B 00010000 FFFF 35 02 08 04 00", "01 0003 0002 0003"},
	{"an attribute by UUID", "04 0003 000C 00010000 FFFF 35 03 19 0004 00",
	 "01 0003 0002 0003"},
	/* 3 B 4.7; the list of records is around the list of attributes */
	{"search and channel", "06 0007 000D 35 03 19 1103 FFFF 35 03 09 0004 00",
	 "07 0007 0018 0015 35 13 35 11 " PROTOCOLS " 00"},
	{"search and all", "06 0007 000F 35 03 19 1103 FFFF 35 05 0A 0000 FFFF 00",
	 "07 0007 0054 0051 35 4F 35 4D " ALL " 00"},
	{"search that finds nothing", "06 0007 000F 35 03 19 1101 FFFF 35 05 0A 0000 FFFF 00",
	 "07 0007 0005 0002 35 00 00"},
	{"found, but without the attribute", "06 0007 000D 35 03 19 1103 FFFF 35 03 09 0003 00",
	 "07 0007 0007 0004 35 02 35 00 00"},
	{"search in parts", "06 0007 000F 35 03 19 1103 0010 35 05 0A 0000 FFFF 00",
	 "07 0007 0015 0010 35 4F 35 4D 09 0000 0A 00010000 09 0001 35 02 0010"},
	{"search and at most 6 octets", "06 0007 000F 35 03 19 1103 0006 35 05 0A 0000 FFFF 00",
	 "01 0007 0002 0003"},
	{"a damaged pattern", "06 0007 000F 35 03 1A 1103 FFFF 35 05 0A 0000 FFFF 00",
	 "01 0007 0002 0003"},
	/* 3 B 4.2, 4.4.1 */
	{"a length that is too short", "02 0001 0007 35 03 19 1103 0100 00", "01 0001 0002 0004"},
	{"a length that is too long", "02 0001 0009 35 03 19 1103 0100 00", "01 0001 0002 0004"},
	{"octets behind the request", "02 0001 0009 35 03 19 1103 0100 00 00", "01 0001 0002 0003"},
	{"a continuation that is missing", "02 0001 0007 35 03 19 1103 0100", "01 0001 0002 0003"},
	{"a response", "03 0001 0005 0000 0000 00", "01 0001 0002 0003"},
	{"no such PDU", "09 0001 0000", "01 0001 0002 0003"},
	{"a header alone", "06 0001 0000", "01 0001 0002 0003"},
	{"less than a header", "06 0001 00", ""},
	{"nothing", "", ""},
};

static void test_rows(void **state)
{
	uint8_t record[BT_SDP_RECORD_MAX];
	long length = served(record);

	(void)state;
	assert_int_equal(length, 79);
	for (size_t i = 0; i < COUNT(answer_rows); i++) {
		const struct answer_row *row = &answer_rows[i];
		uint8_t request[128], response[672];
		size_t count = octets_of(row->request, request, sizeof request);
		uint8_t *exact = exact_copy(request, count);

		print_message("row '%s'\n", row->name);
		size_t got = bt_sdp_answer(record, (size_t)length, exact, count, response,
					   sizeof response);
		free(exact);
		assert_octets(response, got, row->response);
	}
}

/* Every good request cut at every octet: an error, with its length made right or left as it was. */
static void test_cut(void **state)
{
	uint8_t record[BT_SDP_RECORD_MAX];
	size_t length = (size_t)served(record);

	(void)state;
	for (size_t i = 0; i < COUNT(answer_rows); i++) {
		uint8_t request[128], response[672];
		size_t count = octets_of(answer_rows[i].request, request, sizeof request);

		if (strncmp(answer_rows[i].response, "01", 2) == 0)
			continue;
		for (size_t cut = 0; cut < 2 * count; cut++) {
			uint8_t *exact = exact_copy(request, cut / 2);
			bool right = cut % 2 && cut / 2 >= BT_SDP_HEADER_SIZE;

			if (right)
				bt_sdp_put16(exact + 3, cut / 2 - BT_SDP_HEADER_SIZE);
			size_t got = bt_sdp_answer(record, length, exact, cut / 2, response,
						   sizeof response);
			free(exact);
			assert_int_equal(got, cut / 2 < BT_SDP_HEADER_SIZE ? 0 : 7);
			if (got > 0)
				assert_int_equal(response[0], 0x01);
		}
	}
}

/* At every size of the response: never more than that, and the same records in the end. */
static void ask_in_parts(const uint8_t *record, size_t length, size_t size)
{
	const struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(0x1103);
	struct bt_sdp_query query;
	uint8_t request[BT_SDP_REQUEST_SIZE], response[700], *records = NULL;
	size_t count = 0;
	int done = 0;

	assert_int_equal(bt_sdp_query_begin(&query, &uuid, NULL), SMSMODEM_OK);
	while (done == 0) {
		size_t asked = bt_sdp_query_write(&query, request);

		memset(response, CANARY, sizeof response);
		size_t got = bt_sdp_answer(record, length, request, asked, response, size);
		assert_in_range(got, 1, size);
		assert_canary(response, size, sizeof response);
		done = bt_sdp_query_read(&query, response, got, NULL);
		assert_true(done >= 0);
	}
	assert_int_equal(bt_sdp_query_take(&query, &records, &count, NULL), SMSMODEM_OK);
	bt_sdp_query_end(&query);
	assert_int_equal(count, length);
	assert_memory_equal(records, record, length);
	free(records);
}

static void test_parts(void **state)
{
	uint8_t record[BT_SDP_RECORD_MAX];
	char name[400];

	(void)state;
	for (size_t size = 14; size <= 672; size++) {
		size_t length = size % 398;

		memset(name, 'n', length);
		name[length] = '\0';
		long count = bt_sdp_record_write(SMSMODEM_BT_DUN, 5, name, 0x10000, record);
		assert_true(count > 0);
		ask_in_parts(record, (size_t)count, size);
	}
}

/* With too little room for any response there is none. */
static void test_no_room(void **state)
{
	uint8_t record[BT_SDP_RECORD_MAX], request[128], response[32];
	size_t length = (size_t)served(record);

	(void)state;
	for (size_t i = 0; i < COUNT(answer_rows); i++)
		for (size_t size = 0; size < 14; size++) {
			size_t count = octets_of(answer_rows[i].request, request, sizeof request);

			memset(response, CANARY, sizeof response);
			assert_int_equal(
				bt_sdp_answer(record, length, request, count, response, size), 0);
			assert_canary(response, 0, sizeof response);
		}
}

/* Records that are none: whatever is asked, what is answered keeps to its room. */
static void test_odd_records(void **state)
{
	struct random random = random_start();

	(void)state;
	for (size_t n = 0; n < 20000; n++) {
		uint8_t record[BT_SDP_RECORD_MAX], request[128], response[MTU_MIN + 8];
		size_t length = (size_t)served(record);
		const char *hex = answer_rows[random_below(&random, COUNT(answer_rows))].request;
		size_t count = octets_of(hex, request, sizeof request);

		record[random_below(&random, (uint32_t)length)] =
			(uint8_t)random_below(&random, 256);
		if (count > 0)
			request[random_below(&random, (uint32_t)count)] =
				(uint8_t)random_below(&random, 256);
		memset(response, CANARY, sizeof response);
		uint8_t *exact = exact_copy(record, length);
		size_t got = bt_sdp_answer(exact, length, request, count, response, MTU_MIN);
		free(exact);
		assert_canary(response, MTU_MIN, sizeof response);
		assert_in_range(got, 0, MTU_MIN);
		if (got > 0)
			assert_int_equal(bt_sdp_get16(response + 3), got - BT_SDP_HEADER_SIZE);
	}
}

/* Sequences within sequences are looked into so deep and no deeper. */
static void test_deep_record(void **state)
{
	uint8_t record[256], request[32], response[MTU_MIN];
	size_t asked = octets_of("02 0001 0008 35 03 19 1103 0100 00", request, sizeof request);

	(void)state;
	for (size_t depth = 0; depth < 20; depth++) {
		struct bt_sdp_out out = {.octets = record, .size = sizeof record};
		const struct smsmodem_sdp_uuid dun = smsmodem_sdp_uuid_of(0x1103);
		size_t starts[20], whole = bt_sdp_out_open(&out);

		bt_sdp_out_uint(&out, 2, BT_SDP_RECORD_HANDLE);
		bt_sdp_out_uint(&out, 4, 0x10000);
		bt_sdp_out_uint(&out, 2, BT_SDP_SERVICE_CLASSES);
		for (size_t i = 0; i < depth; i++)
			starts[i] = bt_sdp_out_open(&out);
		bt_sdp_out_uuid(&out, &dun);
		for (size_t i = depth; i-- > 0;)
			bt_sdp_out_close(&out, starts[i]);
		bt_sdp_out_close(&out, whole);
		assert_false(out.full);
		size_t got =
			bt_sdp_answer(record, out.used, request, asked, response, sizeof response);
		assert_octets(response, got,
			      depth <= SMSMODEM_SDP_DEPTH ? "03 0001 0009 0001 0001 00010000 00"
							  : "03 0001 0005 0000 0000 00");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),        cmocka_unit_test(test_cut),
		cmocka_unit_test(test_parts),       cmocka_unit_test(test_no_room),
		cmocka_unit_test(test_odd_records), cmocka_unit_test(test_deep_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
