/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a phone has stored: listed, read, deleted, in every personality and in text mode. */
#include "storage_support.h"

/* --- personalities --- */

struct profile_row {
	const char *name, *options;
	const char *first, *second; /* what two listings bring */
};

#define TWO(memory, i, j, stat) \
	memory " " #i " " stat " +491701: hello\n" memory " " #j " " stat " Alpha: OK\n"
#define FLIPS(memory, i, j)  TWO(memory, i, j, "unread"), TWO(memory, i, j, "read")
#define LEAVES(memory, i, j) TWO(memory, i, j, "unread"), TWO(memory, i, j, "unread")

static const struct profile_row profiles[] = {
	{"27.005", "", FLIPS("ME", 1, 2)},
	{"nokia", "profile=nokia", FLIPS("ME", 1, 2)},
	{"siemens: ^SMGL", "profile=siemens", LEAVES("SM", 1, 2)},
	{"huawei: index 0", "profile=huawei", FLIPS("SM", 0, 1)},
	{"simcom: a second parameter", "profile=simcom", LEAVES("SM", 1, 2)},
	{"qualcomm", "profile=qualcomm", FLIPS("ME", 1, 2)},
	{"minimal", "profile=minimal", FLIPS("ME", 1, 2)},
	{"quirky", "profile=quirky", FLIPS("SM", 0, 1)},
	{"text mode", "fault=text-only", FLIPS("ME", 1, 2)},
	{"text mode, siemens", "fault=text-only&profile=siemens", LEAVES("SM", 1, 2)},
	{"text mode, simcom", "fault=text-only&profile=simcom", LEAVES("SM", 1, 2)},
	{"text mode, huawei", "fault=text-only&profile=huawei", FLIPS("SM", 0, 1)},
	{"text mode, nokia", "fault=text-only&profile=nokia", FLIPS("ME", 1, 2)},
	{"unsolicited lines", "fault=urc", FLIPS("ME", 1, 2)},
	{"no combined lines", "fault=nocombine", FLIPS("ME", 1, 2)},
	{"slow", "latency=300&baud=2400", FLIPS("ME", 1, 2)},
	{"echo", "fault=echo=stuck&fault=echo=double", FLIPS("ME", 1, 2)},
};

static void test_profiles(void **state)
{
	static const size_t chunks[] = {0, 1, 7};

	(void)state;
	for (size_t i = 0; i < COUNT(profiles) * COUNT(chunks); i++) {
		const struct profile_row *row = &profiles[i / COUNT(chunks)];
		struct phone *phone = phone_open(row->options);
		phone->chunk = chunks[i % COUNT(chunks)];
		phone_do(phone, "deliver +491701 hello");
		phone_do(phone, "deliver Alpha OK");
		phone->now_ms += 1000;
		check_list(phone, row->name, NULL, row->first);
		check_list(phone, row->name, NULL, row->second);
		phone_close(phone);
	}
}

/* --- which are asked for --- */

static void fill(struct phone *phone)
{
	struct smsmodem_sending sending;
	struct smsmodem_error error;

	phone_do(phone, "deliver +491701 one");
	assert_int_equal(phone_send(phone, "draft", SMSMODEM_SEND_STORE, &sending, &error),
			 SMSMODEM_OK);
	phone_do(phone, "deliver +491701 two");
}

static void test_status(void **state)
{
	static const struct {
		const char *name;
		enum smsmodem_list_what what;
		const char *expected;
	} rows[] = {
		{"read", SMSMODEM_LIST_READ, ""},
		{"sent", SMSMODEM_LIST_SENT, ""},
		{"unsent", SMSMODEM_LIST_UNSENT, "ME 2 unsent +491701234567: draft\n"},
		{"unread", SMSMODEM_LIST_UNREAD,
		 "ME 1 unread +491701: one\nME 3 unread +491701: two\n"},
		{"all", SMSMODEM_LIST_ALL,
		 "ME 1 read +491701: one\nME 2 unsent +491701234567: draft\nME 3 read +491701: "
		 "two\n"},
		{"read now", SMSMODEM_LIST_READ,
		 "ME 1 read +491701: one\nME 3 read +491701: two\n"},
	};
	static const char *const options[] = {"", "fault=text-only"};

	(void)state;
	for (size_t i = 0; i < COUNT(options); i++) {
		struct phone *phone = phone_open("");
		fill(phone);
		if (*options[i])
			phone_do(phone, "fault text-only");
		phone->modem->prepared = false;
		for (size_t j = 0; j < COUNT(rows); j++) {
			const struct smsmodem_list_options asked = {.what = rows[j].what};
			check_list(phone, rows[j].name, &asked, rows[j].expected);
		}
		phone_close(phone);
	}
}

/* Each memory by its name, and all; what was read from before is so again. */
static void test_memories(void **state)
{
	static const struct {
		const char *name;
		int result;
		const char *expected;
	} rows[] = {
		{NULL, 0, "ME 1 read +491701: in the phone\nSM 1 read +491701: on the card\n"},
		{"me", 0, "ME 1 read +491701: in the phone\n"},
		{"SM", 0, "SM 1 read +491701: on the card\n"},
		{"Mt", 0, "MT 1 read +491701: in the phone\nMT 101 read +491701: on the card\n"},
		{"sr", 0, ""},
		{"TA", SMSMODEM_E_REFUSED, NULL},
		{"", SMSMODEM_E_USAGE, NULL},
		{"S\"M", SMSMODEM_E_USAGE, NULL},
		{"SEVENTEEN", SMSMODEM_E_USAGE, NULL},
	};
	struct phone *phone = phone_open("");
	struct smsmodem_error error;
	struct log log;

	(void)state;
	phone_do(phone, "deliver +491701 in the phone");
	assert_int_equal(smsmodem_use_storage(phone->modem, "sm", 7, &error), SMSMODEM_OK);
	phone_do(phone, "deliver +491701 on the card");
	assert_int_equal(list(phone, NULL, &log), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct smsmodem_list_options asked = {.storage = rows[i].name};
		int result = list(phone, &asked, &log);
		if (result != rows[i].result ||
		    (rows[i].expected && strcmp(log.text, rows[i].expected) != 0))
			fail_msg("%s: %d\n%s", rows[i].name ? rows[i].name : "all", result,
				 log.text);
		assert_int_equal(session_ask(&phone->modem->session, "AT+CPMS?", 0, &error), 0);
		assert_non_null(session_find(&phone->modem->session, "+CPMS: \"SM\","));
	}
	phone_close(phone);
}

static void test_storages(void **state)
{
	struct smsmodem_storage storages[SMSMODEM_STORAGES_MAX];
	struct smsmodem_error error;
	struct phone *phone = phone_open("storage=me=7,sm=3,sr=0,bm=0");

	(void)state;
	phone_do(phone, "deliver +491701 hello");
	assert_int_equal(smsmodem_use_storage(phone->modem, "SM",
					      SMSMODEM_STORAGE_READS | SMSMODEM_STORAGE_RECEIVES,
					      &error),
			 SMSMODEM_OK);
	assert_int_equal(smsmodem_storages(phone->modem, storages, &error), 3);
	assert_string_equal(storages[0].name, "ME");
	assert_int_equal(storages[0].used, 1);
	assert_int_equal(storages[0].total, 7);
	assert_int_equal(storages[0].uses, SMSMODEM_STORAGE_WRITES);
	assert_string_equal(storages[1].name, "SM");
	assert_int_equal(storages[1].uses, SMSMODEM_STORAGE_READS | SMSMODEM_STORAGE_RECEIVES);
	assert_string_equal(storages[2].name, "MT");
	assert_int_equal(storages[2].total, 10);
	assert_int_equal(smsmodem_use_storage(phone->modem, "SR", 1, &error), SMSMODEM_E_REFUSED);
	assert_string_equal(error.text, "the phone has no memory SR; it has ME SM MT");
	/* the name goes to the phone, whatever it names: some have more than they say */
	assert_int_equal(smsmodem_use_storage(phone->modem, "zz", 6, &error), SMSMODEM_E_REFUSED);
	assert_string_equal(error.text, "the phone has no memory ZZ; it has ME SM MT");
	assert_int_equal(smsmodem_use_storage(phone->modem, "zz", 4, &error), SMSMODEM_E_REFUSED);
	assert_string_equal(error.text,
			    "the phone has no memory ZZ for what comes in; it has ME SM MT");
	assert_int_equal(smsmodem_use_storage(phone->modem, "zz", 4, NULL), SMSMODEM_E_REFUSED);
	assert_int_equal(smsmodem_use_storage(phone->modem, "sim", 0, &error), SMSMODEM_E_USAGE);
	phone_close(phone);
}

/* --- one place --- */

static void test_read(void **state)
{
	static const char *const options[] = {"", "fault=text-only", "profile=siemens",
					      "profile=huawei"};
	struct smsmodem_stored stored;
	struct smsmodem_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(options); i++) {
		struct phone *phone = phone_open(options[i]);
		phone_do(phone, "deliver +491701 hello");
		int first = i == 3 ? 0 : 1;
		const char *name = i < 2 ? "me" : "sm";
		assert_int_equal(smsmodem_read(phone->modem, NULL, first, &stored, &error), 1);
		struct log log = {.length = 0};
		log_stored(&log, &stored);
		assert_non_null(strstr(log.text, "unread +491701: hello"));
		assert_int_equal(smsmodem_read(phone->modem, name, first, &stored, &error), 1);
		assert_int_equal(stored.stat, SMSMODEM_STAT_READ);
		assert_int_equal(stored.index, first);
		assert_int_equal(smsmodem_read(phone->modem, NULL, 5, &stored, &error), 0);
		assert_int_equal(smsmodem_read(phone->modem, "zz", 1, &stored, &error),
				 SMSMODEM_E_REFUSED);
		assert_non_null(strstr(error.text, "has no memory ZZ; it has"));
		assert_int_equal(smsmodem_read(phone->modem, NULL, -1, &stored, &error),
				 SMSMODEM_E_USAGE);
		assert_int_equal(smsmodem_read(phone->modem, NULL, 65536, &stored, &error),
				 SMSMODEM_E_USAGE);
		phone_close(phone);
	}
}

/* --- what breaks --- */

/* Ended in the middle, the next command gets its own answer. */
static void test_end_early(void **state)
{
	struct smsmodem_listing *listing;
	struct smsmodem_stored stored;
	struct smsmodem_error error;
	struct log log;

	(void)state;
	for (int stop = 0; stop < 4; stop++) {
		struct phone *phone = phone_open("");
		for (int i = 0; i < 30; i++)
			phone_do(phone, "deliver +491701 hello");
		phone->chunk = 50;
		assert_int_equal(smsmodem_list_begin(phone->modem, NULL, &listing, &error), 0);
		for (int i = 0; i < stop; i++)
			assert_int_equal(smsmodem_list_next(listing, &stored, &error), 1);
		smsmodem_list_end(listing);
		assert_int_equal(phone->modem->session.engine.state, AT_STATE_IDLE);
		const struct smsmodem_list_options card = {.storage = "sm"};
		assert_int_equal(list(phone, &card, &log), 0);
		assert_string_equal(log.text, "");
		phone_close(phone);
	}
}

static void test_failures(void **state)
{
	static const struct {
		const char *name, *options, *control;
		int result;
	} rows[] = {
		{"no SMS at all", "profile=handsfree", NULL, SMSMODEM_E_REFUSED},
		{"a PIN", "pin=1234", NULL, SMSMODEM_E_PIN},
		{"dead", "fault=silent", NULL, SMSMODEM_E_NOMODEM},
		{"falls silent", "", "fault silent", SMSMODEM_E_TIMEOUT},
		{"never ends", "", "fault endless", SMSMODEM_E_LINK},
		{"has gone", "", "unplug", SMSMODEM_E_LINK},
	};
	struct smsmodem_error error;
	struct log log;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct phone *phone = phone_open(rows[i].options);
		if (rows[i].control) {
			assert_int_equal(smsmodem_prepare(phone->modem, &error), SMSMODEM_OK);
			phone_do(phone, rows[i].control);
		}
		int result = list(phone, NULL, &log);
		if (result != rows[i].result)
			fail_msg("%s: %d, %s", rows[i].name, result, log.text);
		phone_close(phone);
	}
}

/* A listing of a full memory is longer than a phone may take for one answer. */
static void test_long_listing(void **state)
{
	struct phone *phone = phone_open("storage=me=255&baud=1200");
	struct log log;
	int count = 0;

	(void)state;
	for (int i = 0; i < 255; i++)
		phone_do(phone, "deliver +491701 hello");
	assert_int_equal(list(phone, NULL, &log), 0);
	for (const char *at = log.text; (at = strchr(at, '\n')) != NULL; at++)
		count++;
	assert_int_equal(count, 255);
	phone_close(phone);
}

/* --- a phone without +CMGL --- */

#define READY                                                          \
	"0 > \"ATE0V1+CMEE=1;+CPIN?;+CMGF=0\\r\"\n0 < \"\\r\\n+CPIN: " \
	"READY\\r\\n\\r\\nOK\\r\\n\"\n"                                \
	"0 > \"AT+CPMS?\\r\"\n0 < \"\\r\\n+CPMS: "                     \
	"\\\"SM\\\",2,5,\\\"SM\\\",2,5,\\\"SM\\\",2,5\\r\\n"           \
	"\\r\\nOK\\r\\n\"\n0 > \"AT+CPMS=?\\r\"\n0 < \"\\r\\nERROR\\r\\n\"\n"
#define ASK(line, answer) "1 > \"" line "\\r\"\n1 < \"\\r\\n" answer "\\r\\n\"\n"
#define SHOW(index, text)                                                                 \
	ASK("AT+CMGR=" index,                                                             \
	    "+CMGR: 1,,21\\r\\n07911614220991F1040B911605935713F2000092704031649480" text \
	    "\\r\\n\\r\\nOK")

static void test_one_by_one(void **state)
{
	static const char script[] = READY ASK("AT+CMGL=4,1", "ERROR") ASK("AT^SMGL=4", "ERROR")
		ASK("AT+CMGL=4", "ERROR")
			ASK("AT+CPMS=\\\"SM\\\"", "+CPMS: 2,5,2,5,2,5\\r\\n\\r\\nOK")
				ASK("AT+CMGR=0", "+CMS ERROR: 321") SHOW("1", "05E8329BFD06")
					ASK("AT+CMGR=2", "OK") SHOW("3", "02CF25");
	struct phone *phone = phone_open("");
	struct smsmodem_error error;

	(void)state;
	if (smsmodem_sim_script(phone->sim, script, strlen(script), 0, &error) < 0)
		fail_msg("%s", error.text);
	check_list(phone, "no +CMGL", NULL,
		   "SM 1 read +61503975312: hello\nSM 3 read +61503975312: OK\n");
	phone_close(phone);
}

/* Texts of several lines, among them an OK and what looks like another message. */
static void test_lines_of_texts(void **state)
{
	static const char script[] = READY ASK("AT+CMGL=4,1", "ERROR") ASK("AT^SMGL=4", "ERROR")
		ASK("AT+CMGL=4",
		    "+CMGL: 1,\\\"REC "
		    "READ\\\",\\\"+49\\\",,\\\"26/01/02,03:04:05+04\\\",145,9\\r\\none\\n"
		    "\\nOK\\n2\\r\\n"
		    "+CMGL: 2,\\\"REC "
		    "READ\\\",6,1,\\\"+49\\\",145,\\\"26/01/02,03:04:05+04\\\",\\\"26/"
		    "01/02,03:04:05+04\\\",70\\r\\n"
		    "+CMGL: 3,\\\"REC "
		    "UNREAD\\\",\\\"+49\\\",,\\\"26/01/02,03:04:05+04\\\",145,22\\r\\n"
		    "x\\n+CMGL: 9,\\\"REC READ\\\",\\r\\n"
		    "+CMGL: 4,\\\"STO SENT\\\",\\\"+49\\\",,,145,0\\r\\n\\r\\n"
		    "+CMGL: 5,\\\"REC READ\\\",\\\"+49\\\",,,145,2\\r\\nOK\\r\\n\\r\\nOK");
	struct phone *phone = phone_open("");
	struct smsmodem_error error;

	(void)state;
	if (smsmodem_sim_script(phone->sim, script, strlen(script), 0, &error) < 0)
		fail_msg("%s", error.text);
	check_list(
		phone, "lines", NULL,
		"SM 1 read +49: one\n\nOK\n2\nSM 2 read +49: \n"
		"SM 3 unread +49: x\n+CMGL: 9,\"REC READ\",\nSM 4 sent +49: \nSM 5 read +49: OK\n");
	phone_close(phone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_profiles),   cmocka_unit_test(test_status),
		cmocka_unit_test(test_memories),   cmocka_unit_test(test_storages),
		cmocka_unit_test(test_read),       cmocka_unit_test(test_end_early),
		cmocka_unit_test(test_failures),   cmocka_unit_test(test_long_listing),
		cmocka_unit_test(test_one_by_one), cmocka_unit_test(test_lines_of_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
