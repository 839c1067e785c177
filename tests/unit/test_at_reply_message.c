/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies about messages: the forms of the field are read, and what is in doubt is refused. */
#include "at_reply_support.h"

/* 27.005 3.4.1 */
static void test_place(void **state)
{
	static const struct {
		const char *line, *memory; /* NULL: refused */
		int index;
	} rows[] = {
		{"+CMTI: \"SM\",1", "SM", 1},
		{"+CMTI: \"ME\",0", "ME", 0}, /* Huawei E3531 begins at 0 */
		{"+CMTI: \"MT\",3864", "MT", 3864},
		{"+CMTI:\"SM\",12", "SM", 12},
		{"+CMTI: SM,12", "SM", 12},
		{"+CMTI: \"SM\", 12", "SM", 12},
		{"+CMTI: \"SM\",\"12\"", "SM", 12},
		{"+CMTI: \"SM_P\",5", "SM_P", 5}, /* Alcatel */
		{"+CMTI: \"SM\",1,0", "SM", 1},
		{"+CDSI: \"SR\",0", "SR", 0},
		{"+CDSI: \"SM\",7", "SM", 7},
		{"+CBMI: \"BM\",2", "BM", 2},
		{"+CMTI: ,-1", NULL, 0}, /* SIM7600 */
		{"+CMTI: \"SM\",-1", NULL, 0},
		{"+CMTI: \"SM\",", NULL, 0},
		{"+CMTI: \"SM\"", NULL, 0},
		{"+CMTI: 7", NULL, 0},
		{"+CMTI: ,7", NULL, 0},
		{"+CMTI: \"\",7", NULL, 0},
		{"+CMTI:", NULL, 0},
		{"+CMTI: \"SM,7", NULL, 0},
		{"+CMTI: \"SM\",7+CMTI: \"SM\",8", NULL, 0}, /* two that ran into one another */
		{"+CMTI: \"SM\",0x7", NULL, 0},
		{"+CMTI: \"SM\",99999999999", NULL, 0},
		{"+CMTI: \"sm\",7", NULL, 0},
		{"+CMTI: \"SM1\",7", NULL, 0},
		{"+CMTI: \"SM\";+CFUN=0;\"\",7", NULL, 0}, /* would become a command */
		{"+CMTI: \"SM\r\",7", NULL, 0},
		{"+CMTI: \"LONGNAME\",7", NULL, 0},
		{"+CMT: \"SM\",7", NULL, 0},
		{"+CMTIX: \"SM\",7", NULL, 0},
		{"\"SM\",7", NULL, 0},
		{"", NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char memory[AT_MEMORY_SIZE] = "?";
		int index = -1;
		int result = at_reply_place(rows[i].line, memory, sizeof memory, &index);
		bool good = rows[i].memory ? result == SMSMODEM_OK &&
						     strcmp(memory, rows[i].memory) == 0 &&
						     index == rows[i].index
					   : result == SMSMODEM_E_DATA && strcmp(memory, "?") == 0;
		if (!good)
			fail_msg("'%s': %d, %s %d", rows[i].line, result, memory, index);
	}
	char small[3] = "?";
	int index;
	assert_int_equal(at_reply_place("+CMTI: \"SM\",1", small, 2, &index), SMSMODEM_E_DATA);
	assert_int_equal(at_reply_place("+CMTI: \"SM\",1", small, 3, &index), SMSMODEM_OK);
}

#define NO_RECORD SMSMODEM_E_DATA, 0, 0, 0

/* 27.005 3.4.2, 3.4.3 in PDU mode; the forms of gammu's and ModemManager's tests */
static void test_record(void **state)
{
	static const struct {
		const char *line;
		int result, index, stat, length;
	} rows[] = {
		{"+CMGR: 1,,23", SMSMODEM_OK, -1, 1, 23},
		{"+CMGR: 0,\"\",23", SMSMODEM_OK, -1, 0, 23},
		{"+CMGR:1,,23", SMSMODEM_OK, -1, 1, 23},
		{"+CMGR: 1, ,23", SMSMODEM_OK, -1, 1, 23},
		{"+CMGR: 1,\"Mum\",23", SMSMODEM_OK, -1, 1, 23},
		{"+CMGR: 1,\"Smith, John\",23", SMSMODEM_OK, -1, 1, 23},
		{"+CMGR: 1,Smith, John,23", SMSMODEM_OK, -1, 1, 23},
		{"+CMGR: 1,\"5\" disk\",23", SMSMODEM_OK, -1, 1, 23},
		{"+CMGR: 1,\"Mum,23", SMSMODEM_OK, -1, 1, 23},
		{"+CMGR: 1,004D0075006D,23", SMSMODEM_OK, -1, 1, 23},
		{"+CMGR: 0,23", SMSMODEM_OK, -1, 0, 23},  /* at-sms/07 */
		{"+CMGR: 24", SMSMODEM_OK, -1, -1, 24},   /* at-sms/38, Siemens ES75 */
		{"+CMGR: ,,25", SMSMODEM_OK, -1, -1, 25}, /* ZTE, of memory SR */
		{"+CMGR: 0,,0", SMSMODEM_OK, -1, 0, 0},   /* Siemens MC35: free */
		{"+CMGR: 3,,", SMSMODEM_OK, -1, 3, -1},
		{"+CMGR: 5,,23", SMSMODEM_OK, -1, 5, 23},
		{"+CMGR: \"REC READ\",\"+31625044454\",,\"07/07/05,09:56:03+08\"", NO_RECORD},
		{"+CMGR: \"REC READ\",\"3473065111\",,\"06/05/28,18:15:41+80\",129,17,0,18,"
		 "\"+393492001157\",145,6",
		 NO_RECORD},
		{"+CMGR: 1,\"3473065111\",,\"06/05/28,18:15:41+80\",129,17,0,18,\"+39\",145,6",
		 NO_RECORD},
		{"+CMGR: \"REC UNREAD\",6,21,\"123456789\",129,\"22/12/01,07:33:58+04\","
		 "\"22/12/01,07:33:59+04\",0",
		 NO_RECORD},
		{"+CMGR: ,,", NO_RECORD},
		{"+CMGR:", NO_RECORD},
		{"+CMGR: x", NO_RECORD},
		{"+CMGR: 1,,x", NO_RECORD},
		{"+CMGR: 1,,-2", NO_RECORD},
		{"+CMGR: 1,,99999", NO_RECORD},
		{"+CMGR: -1,,23", SMSMODEM_OK, -1, -1, 23},
		{"+CMGR: 256,,23", NO_RECORD},
		{"+CMGL: 1,0,,26", SMSMODEM_OK, 1, 0, 26},
		{"+CMGL:1,0,,26", SMSMODEM_OK, 1, 0, 26},
		{"+CMGL: 0,1,\"\",26", SMSMODEM_OK, 0, 1, 26},
		{"+CMGL: 7,0,\"\",23", SMSMODEM_OK, 7, 0, 23},
		{"+CMGL: 17,3,35", SMSMODEM_OK, 17, 3, 35}, /* Pantech */
		{"+CMGL: 17,,35", SMSMODEM_OK, 17, -1, 35},
		{"+CMGL: 3,1,\"A, B\",26", SMSMODEM_OK, 3, 1, 26},
		{"+CMGL: 17,3", NO_RECORD},
		{"+CMGL: 17", NO_RECORD},
		{"+CMGL: ,1,,26", NO_RECORD},
		{"+CMGL: -1,1,,26", NO_RECORD},
		{"+CMGL: (0-4)", NO_RECORD},
		{"+CMGL: 1,\"REC READ\",\"+49171\",,\"07/07/05,09:56:03+08\"", NO_RECORD},
		{"+CMGL: 1,\"REC READ\",\"+49171\",,\"07/07/05,09:56:03+08\",145,5", NO_RECORD},
		{"+CMT: ,23", NO_RECORD},
		{"+CMGRX: 1,,23", NO_RECORD},
		{"", NO_RECORD},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct at_record record = {-9, -9, -9};
		int result = at_reply_record(rows[i].line, &record);
		bool same = record.index == rows[i].index && record.stat == rows[i].stat &&
			    record.length == rows[i].length;
		if (result != rows[i].result || (result == SMSMODEM_OK && !same))
			fail_msg("'%s': %d, index %d, stat %d, length %d", rows[i].line, result,
				 record.index, record.stat, record.length);
	}
}

static void test_empty(void **state)
{
	static const struct {
		const char *pdu;
		bool empty;
	} rows[] = {
		{"", true},         {" ", true},
		{"00", true},       {"00FFFFFFFFFFFFFFFFFF", true}, /* Siemens MC35i */
		{"00ffffff", true}, {"FFFFFFFF", true},
		{"0", false},       {"0000", false},
		{"00FF00", false},  {"0791FFFF", false},
		{"00FFx", false},   {"OK", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (at_record_is_empty(rows[i].pdu) != rows[i].empty)
			fail_msg("'%s'", rows[i].pdu);
}

/* 27.005 3.4.1 in PDU mode */
static void test_direct(void **state)
{
	static const struct {
		const char *line;
		int result, length;
	} rows[] = {
		{"+CMT: ,23", SMSMODEM_OK, 23},
		{"+CMT: \"\",23", SMSMODEM_OK, 23},
		{"+CMT: \"Mum\",23", SMSMODEM_OK, 23},
		{"+CMT: \"A, B\",23", SMSMODEM_OK, 23},
		{"+CMT:23", SMSMODEM_OK, 23},
		{"+CMT: ", SMSMODEM_OK, -1},
		{"+CMT: ,", SMSMODEM_OK, -1},
		{"+CDS: 25", SMSMODEM_OK, 25},
		{"+CDS:25", SMSMODEM_OK, 25},
		{"+CDS: ,25", SMSMODEM_OK, 25}, /* ZTE */
		{"+CDS:", SMSMODEM_OK, -1},
		{"+CBM: 88", SMSMODEM_OK, 88},
		/* text mode */
		{"+CMT: \"+49171\",,\"26/01/01,00:00:00+04\"", SMSMODEM_E_DATA, 0},
		{"+CMT: \"+49171\",,\"26/01/01,00:00:00+04\",145,4,0,0,\"+49\",145,12",
		 SMSMODEM_E_DATA, 0},
		{"+CMT: \"+49171\",,", SMSMODEM_E_DATA, 0},
		{"+CDS: 6,21,\"+49171\",145,\"26/01/01,00:00:00+04\",\"26/01/01,00:00:00+04\",0",
		 SMSMODEM_E_DATA, 0},
		{"+CDS: 6,21", SMSMODEM_E_DATA, 0},
		{"+CBM: 1,50,1,1,1", SMSMODEM_E_DATA, 0},
		{"+CMT: ,x", SMSMODEM_E_DATA, 0},
		{"+CMT: ,-2", SMSMODEM_E_DATA, 0},
		{"+CMT: ,5000", SMSMODEM_E_DATA, 0},
		{"+CDS: ,25,1", SMSMODEM_E_DATA, 0},
		{"+CMTI: \"SM\",1", SMSMODEM_E_DATA, 0},
		{"+CDSI: \"SM\",1", SMSMODEM_E_DATA, 0},
		{"+CBMI: \"BM\",1", SMSMODEM_E_DATA, 0},
		{"23", SMSMODEM_E_DATA, 0},
		{"", SMSMODEM_E_DATA, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int length = -9;
		int result = at_reply_direct(rows[i].line, &length);
		if (result != rows[i].result || (result == SMSMODEM_OK && length != rows[i].length))
			fail_msg("'%s': %d, length %d", rows[i].line, result, length);
	}
}

/* V.250 5.4.4.4, 27.005 3.4.1 */
static void test_test(void **state)
{
	static const struct {
		const char *line, *prefix;
		size_t count;
		uint32_t values[5]; /* all 0: refused */
	} rows[] = {
		/* at-cnmi/01, 02 of gammu */
		{"+CNMI: (2),(0-1,3),(0,2),(0-1),(0)", "+CNMI", 5, {4, 0xB, 5, 3, 1}},
		{"+CNMI: (0-2),(0,1,3),(0),(0,1),(0,1)", "+CNMI", 5, {7, 0xB, 1, 3, 3}},
		{"+CNMI:(0-3),(0-3),(0-3),(0-2),(0,1)", "+CNMI", 5, {15, 15, 15, 7, 3}},
		{"+CNMI: ( 0 - 3 ) , ( 0 , 1 )", "+CNMI", 5, {15, 3, 0, 0, 0}},
		{"+CNMI: 2,1,0,0,0", "+CNMI", 5, {4, 2, 1, 1, 1}},
		{"+CNMI: 2,(0,1),0,(0-2),1", "+CNMI", 5, {4, 3, 1, 7, 2}},
		{"+CNMI: (),(0-1)", "+CNMI", 5, {0, 3, 0, 0, 0}},
		{"+CNMI: ,(0-1)", "+CNMI", 5, {0, 3, 0, 0, 0}},
		{"+CNMI: ((0-2),(0,1),(0))", "+CNMI", 5, {7, 3, 1, 0, 0}},
		{"+CNMI: (0-2,(0,1,(0)", "+CNMI", 5, {7, 3, 1, 0, 0}},
		{"+CNMI: (0-2),(0,1),(0),(0),(0),(0-9)", "+CNMI", 5, {7, 3, 1, 1, 1}},
		{"+CSMS: (0,1)", "+CSMS", 1, {3}},
		{"+CSMS: (0-1)", "+CSMS", 1, {3}},
		{"+CSMS: 0,1", "+CSMS", 1, {3}},
		{"+CSMS: (0,1),(1)", "+CSMS", 1, {3}},
		{"+CSMS: (0,128)", "+CSMS", 1, {1}},
		{"+CMGF: (0,1)", "+CMGF", 1, {3}},
		{"+CMGF: (\"0\",\"1\")", "+CMGF", 1, {3}},
		{"+CMGF: (0-255)", "+CMGF", 1, {0xFFFFFFFF}},
		{"+CMGF: (31)", "+CMGF", 1, {0x80000000}},
		{"+CMGF: (32)", "+CMGF", 1, {0}},
		{"+CMGF: (0-99999999999999999)", "+CMGF", 1, {0xFFFFFFFF}},
		{"+CMGF: (3-1)", "+CMGF", 1, {0}},
		{"+CMGF: (-3-1)", "+CMGF", 1, {0}},
		{"+CMGF: (x)", "+CMGF", 1, {0}},
		{"+CMGF: ()", "+CMGF", 1, {0}},
		{"+CMGF:", "+CMGF", 1, {0}},
		{"+CNMI: (0,1)", "+CMGF", 1, {0}},
		{"", "+CMGF", 1, {0}},
	};
	static const uint32_t none[5];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint32_t values[5] = {0};
		int result = at_reply_test(rows[i].line, rows[i].prefix, values, rows[i].count);
		bool expected = memcmp(rows[i].values, none, sizeof none) != 0;
		if ((result == SMSMODEM_OK) != expected ||
		    memcmp(values, rows[i].values, sizeof values) != 0)
			fail_msg("'%s': %d, %x %x %x %x %x", rows[i].line, result, values[0],
				 values[1], values[2], values[3], values[4]);
	}
}

static void test_cnmi(void **state)
{
	static const struct {
		const char *line;
		int result, values[5];
	} rows[] = {
		{"+CNMI: 2,1,0,0,0", SMSMODEM_OK, {2, 1, 0, 0, 0}},
		{"+CNMI:0,3,2,1,1", SMSMODEM_OK, {0, 3, 2, 1, 1}},
		{"+CNMI: 2,1", SMSMODEM_OK, {2, 1, 0, 0, 0}},
		{"+CNMI: 2,1,,,", SMSMODEM_OK, {2, 1, 0, 0, 0}},
		{"+CNMI: 2", SMSMODEM_E_DATA, {0}},
		{"+CNMI: ,1,0,0,0", SMSMODEM_E_DATA, {0}},
		{"+CNMI: (0-2),(0-3)", SMSMODEM_E_DATA, {0}},
		{"+CNMI: 2,1,0,0,0,0", SMSMODEM_E_DATA, {0}},
		{"+CNMI: 2,1,0,0,-1", SMSMODEM_E_DATA, {0}},
		{"+CNMI: 2,1,0,0,10", SMSMODEM_E_DATA, {0}},
		{"+CNMI:", SMSMODEM_E_DATA, {0}},
		{"2,1,0,0,0", SMSMODEM_E_DATA, {0}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int values[5] = {-9, -9, -9, -9, -9};
		int result = at_reply_cnmi(rows[i].line, values);
		if (result != rows[i].result ||
		    (result == SMSMODEM_OK && memcmp(values, rows[i].values, sizeof values) != 0))
			fail_msg("'%s': %d, %d,%d,%d,%d,%d", rows[i].line, result, values[0],
				 values[1], values[2], values[3], values[4]);
	}
}

/* All lists as one text, "SM ME|SM|": what does not exist is not there. */
static void write_memories(const char *line, size_t max, struct at_log *log)
{
	char names[4][AT_MEMORY_SIZE];
	int count;

	at_log_clear(log);
	for (int list = 0; (count = at_reply_cpms_test(line, list, names, max)) >= 0; list++) {
		assert_in_range(list, 0, 8);
		for (int i = 0; i < count; i++)
			at_log_add(log, "%s%s", i > 0 ? " " : "", names[i]);
		at_log_add(log, "|");
	}
	assert_int_equal(count, SMSMODEM_E_DATA);
}

/* 27.005 3.2.2; the forms of ModemManager's and gammu's tests */
static void test_memories(void **state)
{
	static const struct {
		const char *line, *lists;
	} rows[] = {
		{"+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")", "SM ME|SM ME|SM ME|"},
		{"+CPMS: (\"ME\",\"MT\"),(\"ME\",\"SM\",\"MT\"),(\"SM\",\"MT\")",
		 "ME MT|ME SM MT|SM MT|"},
		{"+CPMS: (\"ME\",\"MT\"),\"ME\",(\"SM\")", "ME MT|ME|SM|"},
		{"+CPMS:     (  \"ME\"  ,  \"MT\"  )   ,  \"ME\" ,   (  \"SM\"  )", "ME MT|ME|SM|"},
		{"+CPMS: \"SM\",\"SM\",\"SM\"", "SM|SM|SM|"},
		{"+CPMS: (),(),()", "|||"}, /* Nokia C6 */
		{"+CPMS: (ME\", \"SR\"), (\"ME\", \"SR\"), (\"ME\")", "ME SR|ME SR|ME|"},
		{"+CPMS: (\"ME\",\"SM\",\"SR\"),(\"ME\",\"SM\")", "ME SM SR|ME SM|"},
		{"+CPMS: (SM,ME),(SM),(SM)", "SM ME|SM|SM|"},
		/* Wavecom Q2 */
		{"+CPMS: ((\"SM\",\"BM\",\"SR\"),(\"SM\"))", "SM BM SR|SM|"},
		{"+CPMS: (\"SM_P\",\"ME_P\")", "SM_P ME_P|"}, /* Alcatel */
		{"+CPMS: (\"SM\",\"SM\",\"ME\")", "SM ME|"},
		{"+CPMS: (\"SM\",\"sm\",\"S1\",\"\",\"LONGNAME\",\"S\";\"\")", "SM|"},
		{"+CPMS: (\"A\",\"B\",\"C\",\"D\",\"E\")", "A B C D|"},
		{"+CPMS: (\"SM\",\"ME\"", "SM ME|"},
		{"+CPMS: (\"SM\"", "SM|"},
		{"+CPMS:", ""},
		{"+CPMS: 1,30,1,30,1,30", ""},                         /* of the set form */
		{"+CPMS: \"SM\",3,30,\"SM\",3,30,\"SM\",3,30", "SM|"}, /* of the read form */
		{"+CPMX: (\"SM\")", ""},
		{"", ""},
	};

	(void)state;
	static struct at_log log;
	for (size_t i = 0; i < COUNT(rows); i++) {
		write_memories(rows[i].line, 4, &log);
		if (strcmp(log.text, rows[i].lists) != 0)
			fail_msg("'%s': %s", rows[i].line, log.text);
	}
	write_memories("+CPMS: (\"A\",\"B\",\"C\")", 2, &log);
	assert_string_equal(log.text, "A B|");
	assert_int_equal(at_reply_cpms_test(rows[0].line, -1, NULL, 0), SMSMODEM_E_DATA);
}

/* What any line may give, and no more. */
static void check_any(const char *line)
{
	char memory[AT_MEMORY_SIZE], names[4][AT_MEMORY_SIZE];
	uint32_t masks[5];
	int number, values[5];
	struct at_record record;

	if (at_reply_place(line, memory, sizeof memory, &number) == SMSMODEM_OK) {
		assert_in_range(strspn(memory, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"), 1, 7);
		assert_true(memory[strspn(memory, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_")] == '\0');
		assert_true(number >= 0);
	}
	if (at_reply_record(line, &record) == SMSMODEM_OK) {
		assert_true(record.stat >= -1 && record.stat <= 255);
		assert_true(record.length >= -1 && record.length <= AT_LINE_MAX / 2);
	}
	if (at_reply_direct(line, &number) == SMSMODEM_OK)
		assert_true(number >= -1 && number <= AT_LINE_MAX / 2);
	(void)at_reply_test(line, "+CNMI", masks, COUNT(masks));
	(void)at_reply_cnmi(line, values);
	for (int i = 0; i < 4; i++)
		assert_true(at_reply_cpms_test(line, i, names, COUNT(names)) <= 4);
	(void)at_record_is_empty(line);
}

static void test_any(void **state)
{
	static const char *const prefixes[] = {"+CMTI", "+CDSI", "+CMGR", "+CMGL",
					       "+CMT",  "+CDS",  "+CNMI", "+CPMS"};
	static const char *const lines[] = {
		"+CMTI: \"SM\",12",
		"+CMGR: 1,\"Smith, John\",23",
		"+CMGL: 12,1,\"Smith, John\",23",
		"+CMT: \"A\",23",
		"+CNMI: (0-2),(0,1,3),(0),(0,1),(0,1)",
		"+CNMI: 2,1,0,0,0",
		"+CPMS: (\"ME\",\"MT\"),\"ME\",((\"SM\")",
		"00FFFFFF",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		reply_truncations(lines[i], check_any);
	reply_soup(prefixes, COUNT(prefixes), check_any);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_place),    cmocka_unit_test(test_record),
		cmocka_unit_test(test_empty),    cmocka_unit_test(test_direct),
		cmocka_unit_test(test_test),     cmocka_unit_test(test_cnmi),
		cmocka_unit_test(test_memories), cmocka_unit_test(test_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
