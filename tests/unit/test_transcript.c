/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The format of transcripts, and what redacting leaves of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <smsmodem/smsmodem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* --- reading --- */

static int read_one(const char *text, struct smsmodem_transcript_record *record, char *octets,
		    size_t size, struct smsmodem_error *error)
{
	struct smsmodem_transcript transcript = {.text = text, .length = strlen(text)};

	return smsmodem_transcript_next(&transcript, record, octets, size, error);
}

static void test_records(void **state)
{
	static const struct {
		const char *line;
		int64_t time_ms;
		char direction;
		const char *octets;
		size_t length;
	} rows[] = {
		{"0.000 > \"AT\\r\"\n", 0, '>', "AT\r", 3},
		{"0.012 < \"\\r\\nOK\\r\\n\"\n", 12, '<', "\r\nOK\r\n", 6},
		{"61.5 ! \"urc RING\"\n", 61500, '!', "urc RING", 8},
		{"7 > \"\"", 7000, '>', "", 0},
		{"999999999.999 > \"x\"\r\n", 999999999999, '>', "x", 1},
		{"# a remark\n\n= urc RING\n1.25 < \"\\x00\\xfF\\t\\\"\\\\\"\n", 1250, '<',
		 "\0\xFF\t\"\\", 5},
		{"0.000 ! \"deliver +49 Gr\xC3\xBC\xC3\x9F"
		 "e\"\n",
		 0, '!',
		 "deliver +49 Gr\xC3\xBC\xC3\x9F"
		 "e",
		 19},
		{"# smsmodem transcript 1\n0.000 > \"****\"\n", 0, '>', "****", 4},
	};
	struct smsmodem_transcript_record record;
	struct smsmodem_error error;
	char octets[64];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int result = read_one(rows[i].line, &record, octets, sizeof octets, &error);
		if (result != 1)
			fail_msg("%s: %s", rows[i].line, error.text);
		assert_int_equal(record.time_ms, rows[i].time_ms);
		assert_int_equal(record.direction, rows[i].direction);
		assert_int_equal(record.length, rows[i].length);
		assert_memory_equal(record.octets, rows[i].octets, rows[i].length);
	}
}

static void test_bad_lines(void **state)
{
	static const struct {
		const char *line, *why;
		long offset;
	} rows[] = {
		{"hello\n", "begins with", 0},
		{" 0.000 > \"\"\n", "begins with", 0},
		{"-1.000 > \"\"\n", "begins with", 0},
		{"1. > \"\"\n", "no digits", 2},
		{"1.0000 > \"\"\n", "no blank behind the time", 5},
		{"1234567890.000 > \"\"\n", "no blank behind the time", 9},
		{"0.000 \n", "no direction", 6},
		{"0.000 ~ \"\"\n", "no direction", 6},
		{"0.000 >\"\"\n", "behind the direction", 7},
		{"0.000 > AT\n", "behind the direction", 8},
		{"0.000 > \"AT\n", "at the end", 11},
		{"0.000 > \"A\\q\"\n", "no escape", 11},
		{"0.000 > \"\\x1\"\n", "no escape", 10},
		{"0.000 > \"\\xG0\"\n", "no escape", 10},
		{"0.000 > \"\\\n", "no escape", 10},
		{"0.000 > \"a\tb\"\n", "control character", 10},
		{"0.000 > \"\x7F\"\n", "control character", 9},
		{"0.000 > \"\" \n", "more behind", 10},
		{"0.000 ! \"a\\x00\"\n", "NUL", 15},
		{"# smsmodem transcript 2\n", "another version", 0},
		{"# smsmodem transcript 11\n", "another version", 0},
	};
	struct smsmodem_transcript_record record;
	struct smsmodem_error error;
	char octets[64];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(read_one(rows[i].line, &record, octets, sizeof octets, &error),
				 SMSMODEM_E_DATA);
		if (!strstr(error.text, rows[i].why) || error.offset != rows[i].offset)
			fail_msg("%s: at %ld: %s", rows[i].line, error.offset, error.text);
	}
}

/* Reading goes on behind a bad line, and lines are counted. */
static void test_many_lines(void **state)
{
	static const char text[] = "# r\n0.001 > \"a\"\nbad\n0.000 < \"\"\n\n0.002 < \"b\"\n"
				   "# redacted\n";
	struct smsmodem_transcript transcript = {.text = text, .length = sizeof text - 1};
	struct smsmodem_transcript_record record;
	static const struct {
		int result;
		long line;
	} rows[] = {{1, 2}, {SMSMODEM_E_DATA, 3}, {SMSMODEM_E_DATA, 4}, {1, 6}, {0, 7}, {0, 7}};
	char octets[8];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(
			smsmodem_transcript_next(&transcript, &record, octets, sizeof octets, NULL),
			rows[i].result);
		assert_int_equal(transcript.line, rows[i].line);
	}
	assert_true(transcript.redacted);
}

static void test_space(void **state)
{
	struct smsmodem_transcript_record record;
	char octets[3], text[SMSMODEM_TRANSCRIPT_ESCAPED_SIZE(1)];

	(void)state;
	assert_int_equal(read_one("0 > \"abc\"", &record, octets, 3, NULL), 1);
	assert_int_equal(read_one("0 > \"abcd\"", &record, octets, 3, NULL), SMSMODEM_E_SPACE);
	for (size_t size = 0; size < 5; size++)
		assert_int_equal(smsmodem_transcript_escape("\x1A", 1, text, size),
				 SMSMODEM_E_SPACE);
	assert_int_equal(smsmodem_transcript_escape("\x1A", 1, text, 5), 4);
	assert_string_equal(text, "\\x1A");
	assert_int_equal(smsmodem_transcript_escape("", 0, text, 1), 0);
}

/* What is escaped is read back, whatever the octet; what is cut anywhere is refused or shorter. */
static void test_round_trip(void **state)
{
	char all[256], text[SMSMODEM_TRANSCRIPT_ESCAPED_SIZE(256)], line[sizeof text + 32];
	struct smsmodem_transcript_record record;
	char octets[sizeof line];

	(void)state;
	for (size_t i = 0; i < sizeof all; i++)
		all[i] = (char)i;
	assert_true(smsmodem_transcript_escape(all, sizeof all, text, sizeof text) > 0);
	int length = snprintf(line, sizeof line, "1.002 < \"%s\"", text);
	assert_int_equal(read_one(line, &record, octets, sizeof octets, NULL), 1);
	assert_int_equal(record.length, sizeof all);
	assert_memory_equal(record.octets, all, sizeof all);
	for (size_t cut = 1; cut < (size_t)length; cut++) {
		struct smsmodem_transcript transcript = {.text = line, .length = cut};
		int result =
			smsmodem_transcript_next(&transcript, &record, octets, sizeof octets, NULL);
		assert_int_equal(result, SMSMODEM_E_DATA);
	}
}

/* --- redacting --- */

#define HEAD "# smsmodem transcript 1\n# redacted\n"

static char *redact(const char *text)
{
	struct smsmodem_error error;
	char *redacted;
	int64_t length = smsmodem_transcript_redact(text, strlen(text), &redacted, &error);

	if (length < 0)
		fail_msg("%s: %s", text, error.text);
	assert_int_equal(strlen(redacted), length);
	return redacted;
}

/* A line of the conversation, in one direction, and what is left of it. */
struct line_row {
	const char *name;
	char direction;
	const char *octets, *left;
};

static const struct line_row lines[] = {
	{"a number", '>', "AT+CMGS=\\\"+491701234567\\\"\\r", "AT+CMGS=\\\"+999000000000\\\"\\r"},
	{"its type stays", '>', "AT+CMGS=\\\"01701234567\\\",129\\r",
	 "AT+CMGS=\\\"99900000000\\\",129\\r"},
	{"a short one", '>', "AT+CMGS=\\\"112\\\"\\r", "AT+CMGS=\\\"001\\\"\\r"},
	{"a number with blanks around", '>', "AT + CMGS = \\\"+491701234567\\\"\\r",
	 "AT + CMGS = \\\"+999000000000\\\"\\r"},
	{"a combined line", '>', "AT+CMGF=0;+CSCA=\\\"+491710760000\\\";+CSQ\\r",
	 "AT+CMGF=0;+CSCA=\\\"+999000000000\\\";+CSQ\\r"},
	{"UCS2", '>', "AT+CMGS=\\\"002B00340039003100370030\\\"\\r",
	 "AT+CMGS=\\\"002B00300030003000300031\\\"\\r"},
	{"a call", '>', "ATD+491701234567;\\r", "ATD+999000000000;\\r"},
	{"a short call", '>', "ATDT123\\r", "ATDT001\\r"},
	{"codes that change a PIN (22.030 6.6.2)", '>', "ATD**04*1234*5678*5678#\\r",
	 "ATD**04*****\\r"},
	{"a PIN by hand", '>', "AT+CPIN=\\\"1234\\\"\\r", "AT+CPIN=****\\r"},
	{"a PIN of one digit", '>', "AT+CPIN=1\\r", "AT+CPIN=****\\r"},
	{"a lock", '>', "AT+CLCK=\\\"SC\\\",1,\\\"1234\\\"\\r", "AT+CLCK=****\\r"},
	{"two passwords", '>', "AT+CPWD=\\\"SC\\\",\\\"1234\\\",\\\"5678\\\"\\r",
	 "AT+CPWD=****\\r"},
	{"an entry", '>', "AT+CPBW=1,\\\"+491701234567\\\",145,\\\"Anna B.\\\"\\r",
	 "AT+CPBW=1,\\\"+999000000000\\\",145,\\\"xxxxxxx\\\"\\r"},
	{"a name looked for", '>', "AT+CPBF=\\\"Anna\\\"\\r", "AT+CPBF=\\\"xxxx\\\"\\r"},
	{"a code", '>', "AT+CUSD=1,\\\"*100#\\\",15\\r", "AT+CUSD=1,\\\"*100#\\\",15\\r"},
	{"a code with a secret", '>', "AT+CUSD=1,\\\"*101*1234567#\\\"\\r",
	 "AT+CUSD=1,\\\"*101*9990000#\\\"\\r"},
	{"a card's file (27.007 8.18)", '>', "AT+CRSM=220,28539,1,4,12,\\\"62F210FFFFFF\\\"\\r",
	 "AT+CRSM=220,28539,1,4,12,\\\"000000000000\\\"\\r"},
	{"a card's command (27.007 8.17)", '>', "AT+CSIM=14,\\\"A020000108\\\"\\r",
	 "AT+CSIM=14,\\\"0000000000\\\"\\r"},
	{"what tells of nobody", '>', "ATE0V1+CMEE=1;+CPIN?;+CMGF=0;+IPR=115200\\r",
	 "ATE0V1+CMEE=1;+CPIN?;+CMGF=0;+IPR=115200\\r"},
	{"words", '>', "AT+CMGL=\\\"REC UNREAD\\\"\\r", "AT+CMGL=\\\"REC UNREAD\\\"\\r"},
	{"an alphabet", '>', "AT+CSCS=\\\"GSM\\\"\\r", "AT+CSCS=\\\"GSM\\\"\\r"},
	{"IMEI", '<', "\\r\\n490154203237518\\r\\n", "\\r\\n999000000000000\\r\\n"},
	{"ICCID", '<', "\\r\\n+CCID: 89490200001234567890\\r\\n",
	 "\\r\\n+CCID: 99900000000000000000\\r\\n"},
	{"ICCID alone", '<', "\\r\\n89490200001234567890\\r\\n",
	 "\\r\\n99900000000000000000\\r\\n"},
	{"own number with a name", '<', "\\r\\n+CNUM: \\\"me\\\",\\\"+491701234567\\\",145\\r\\n",
	 "\\r\\n+CNUM: \\\"xx\\\",\\\"+999000000000\\\",145\\r\\n"},
	{"a caller", '<', "\\r\\n+CLIP: \\\"01701234567\\\",129,,,\\\"Anna\\\",0\\r\\n",
	 "\\r\\n+CLIP: \\\"99900000000\\\",129,,,\\\"xxxx\\\",0\\r\\n"},
	{"an area", '<', "\\r\\n+CREG: 2,1,\\\"00C3\\\",\\\"0001A2B3\\\",7\\r\\n",
	 "\\r\\n+CREG: 2,1,\\\"0000\\\",\\\"00000000\\\",7\\r\\n"},
	{"an operator", '<', "\\r\\n+COPS: 0,2,\\\"26201\\\",7\\r\\n",
	 "\\r\\n+COPS: 0,2,\\\"26201\\\",7\\r\\n"},
	{"a clock", '<', "\\r\\n+CCLK: \\\"26/01/01,00:00:00+00\\\"\\r\\n",
	 "\\r\\n+CCLK: \\\"26/01/01,00:00:00+00\\\"\\r\\n"},
	{"USSD in lines", '<', "\\r\\n+CUSD: 0,\\\"You have\\r\\n12 EUR\\\",15\\r\\n\\r\\nOK\\r\\n",
	 "\\r\\n+CUSD: 0,\\\"xxxxxxxx\\r\\nxxxxxx\\\",15\\r\\n\\r\\nOK\\r\\n"},
	{"USSD in UCS2", '<', "\\r\\n+CUSD: 0,\\\"00410042\\\",72\\r\\n",
	 "\\r\\n+CUSD: 0,\\\"00780078\\\",72\\r\\n"},
	{"text mode", '<',
	 "\\r\\n+CMT: \\\"+491701234567\\\",,\\\"26/11/16,16:22:00+00\\\"\\r\\nsee "
	 "you\\r\\nOK\\r\\n"
	 "soon\\r\\n\\r\\n+CREG: 1\\r\\n",
	 "\\r\\n+CMT: "
	 "\\\"+999000000000\\\",,\\\"26/11/16,16:22:00+00\\\"\\r\\nxxxxxxx\\r\\nxx\\r\\n"
	 "xxxx\\r\\n\\r\\n+CREG: 1\\r\\n"},
	{"a list", '<',
	 "\\r\\n+CMGL: 1,\\\"REC READ\\\",\\\"Anna\\\",,\\\"26/11/16,16:22:00+00\\\"\\r\\nOK\\r\\n"
	 "+CMGL: 2,\\\"STO SENT\\\",\\\"0170\\\",\\\"Bo\\\"\\r\\n\\x1A\\x1B(\\r\\n\\r\\nOK\\r\\n",
	 "\\r\\n+CMGL: 1,\\\"REC READ\\\",\\\"xxxx\\\",,\\\"26/11/16,16:22:00+00\\\"\\r\\nxx\\r\\n"
	 "+CMGL: 2,\\\"STO SENT\\\",\\\"0001\\\",\\\"xx\\\"\\r\\nxxx\\r\\n\\r\\nOK\\r\\n"},
	{"an empty place", '<', "\\r\\n+CMGR: 0,,0\\r\\n\\r\\nOK\\r\\n\\r\\nRING\\r\\n",
	 "\\r\\n+CMGR: 0,,0\\r\\n\\r\\nOK\\r\\n\\r\\nRING\\r\\n"},
	{"an unknown line", '<', "\\r\\n^BOOT:27710117,0,\\\"+4917012\\\",77\\r\\n",
	 "\\r\\n^BOOT:99900000,0,\\\"+9990000\\\",77\\r\\n"},
	{"a PDU in an unknown line", '<',
	 "\\r\\n^X: 1,0001000C91947110325476000005E8329BFD06\\r\\n",
	 "\\r\\n^X: 1,0001000C91990900000000000005783C1E8F07\\r\\n"},
	{"DELIVER (23.040 9.2.2.1)", '<',
	 "\\r\\n+CMGL: 1,1,,24\\r\\n07919471016700F0040C91947110325476000062111061220000"
	 "05E8329BFD06\\r\\n",
	 "\\r\\n+CMGL: 1,1,,24\\r\\n07919909000000F0040C91990900000000000062111061220000"
	 "05783C1E8F07\\r\\n"},
	{"a timetable's message", '!', "deliver +491701234567 see you",
	 "deliver +999000000000 xxx xxx"},
	{"a timetable's line", '!', "urc +CMTI: \\\"SM\\\",3", "urc +CMTI: \\\"SM\\\",3"},
	{"a timetable's fault", '!', "fault late=100000@2", "fault late=100000@2"},
	{"a text with a plus behind an empty line", '<',
	 "\\r\\n+CMGR: \\\"REC READ\\\",\\\"0170\\\"\\r\\nHi\\r\\n\\r\\n+49 170 or "
	 "bob@example.org\\r\\n"
	 "your code is 1234\\r\\n\\r\\nOK\\r\\n",
	 "\\r\\n+CMGR: \\\"REC "
	 "READ\\\",\\\"0001\\\"\\r\\nxx\\r\\n\\r\\nxxxxxxxxxxxxxxxxxxxxxxxxxx\\r\\n"
	 "xxxxxxxxxxxxxxxxx\\r\\n\\r\\nOK\\r\\n"},
	{"a text, and a call behind it", '<',
	 "\\r\\n+CMT: \\\"0170\\\"\\r\\nHi\\r\\n\\r\\nRING\\r\\n\\r\\n^RSSI:20\\r\\n",
	 "\\r\\n+CMT: \\\"0001\\\"\\r\\nxx\\r\\n\\r\\nRING\\r\\n\\r\\n^RSSI:20\\r\\n"},
	{"two texts, no empty line between", '<',
	 "+CMT: \\\"Anna\\\"\\r\\nHi\\r\\n+CMT: \\\"Bo\\\"\\r\\nHo\\r\\n",
	 "+CMT: \\\"xxxx\\\"\\r\\nxx\\r\\n+CMT: \\\"xx\\\"\\r\\nxx\\r\\n"},
	{"a line that nothing announced", '<', "\\r\\nHello Anna, 12 at 3\\r\\n",
	 "\\r\\nxxxxxxxxxxxxxxxxxxx\\r\\n"},
	{"what looks like a command", '<', "\\r\\nATtention Anna\\r\\n",
	 "\\r\\nxxxxxxxxxxxxxx\\r\\n"},
	{"what stands before a prompt", '<', "\\r\\nabc> ", "\\r\\nxxx> "},
	{"a name without quotes", '<', "\\r\\n+CNUM: Alice Smith,\\\"0170\\\",145\\r\\n",
	 "\\r\\n+CNUM: xxxxx xxxxx,\\\"0001\\\",145\\r\\n"},
	{"USSD without quotes", '<', "\\r\\n+CUSD: 0,Dear Anna your PIN is 123,15\\r\\n",
	 "\\r\\n+CUSD: 0,xxxx xxxx xxxx xxx xx 001,15\\r\\n"},
	{"an area without quotes", '<', "\\r\\n+CREG: 2,1,00C3,0001A2B3,7\\r\\n",
	 "\\r\\n+CREG: 2,1,0000,00000000,7\\r\\n"},
	{"a call's name, Siemens", '<', "\\r\\n^SLCC: 1,0,\\\"0170\\\",145,\\\"Anna\\\"\\r\\n",
	 "\\r\\n^SLCC: 1,0,\\\"0001\\\",145,\\\"xxxx\\\"\\r\\n"},
	{"a cell, Siemens", '<', "\\r\\n^SMONI: 2G,71,-61,262,02,0143,83BA,33\\r\\n",
	 "\\r\\n^SMONI: 0x,71,-61,001,02,0001,00xx,33\\r\\n"},
	{"a text behind another header", '<',
	 "\\r\\n$QCMGR: \\\"0170\\\"\\r\\nHello Anna\\r\\n\\r\\nOK\\r\\n",
	 "\\r\\n$QCMGR: \\\"0001\\\"\\r\\nxxxxxxxxxx\\r\\n\\r\\nOK\\r\\n"},
	{"a MEID", '<', "\\r\\n+GSN: A0B1C2D3E4F5A6\\r\\n", "\\r\\n+GSN: x0x0x0x0x0x0x0\\r\\n"},
	{"a Bluetooth address", '<', "\\r\\n+BTADDR: 00:1B:AF:12:34:56\\r\\n",
	 "\\r\\n+BTADDR: 00:0x:xx:00:00:00\\r\\n"},
	{"an IP address", '<', "\\r\\n+CGPADDR: 1,10.0.0.12\\r\\n",
	 "\\r\\n+CGPADDR: 1,00.0.0.00\\r\\n"},
	{"an access point", '>', "AT+CGDCONT=1,\\\"IP\\\",\\\"anna.example\\\"\\r",
	 "AT+CGDCONT=1,\\\"xx\\\",\\\"xxxxxxxxxxxx\\\"\\r"},
	{"a user and a password", '>', "AT+CGAUTH=1,1,\\\"anna\\\",\\\"s3cret\\\"\\r",
	 "AT+CGAUTH=****\\r"},
	{"a PIN behind LF", '>', "AT+CPIN=\\n1234\\r", "AT+CPIN=****\\r"},
	{"a call behind another command", '>', "ATX3DT12345;\\r", "ATX3DT00001;\\r"},
	{"no command", '>', "Hello Anna\\r", "xxxxxxxxxx\\r"},
	{"a command that nobody knows", '>', "AT+ANNA=Bob,5,12345\\r", "AT+ANNA=xxx,5,00001\\r"},
	{"UCS2 of decimal digits", '>', "AT+CPBF=\\\"0042006500720074\\\"\\r",
	 "AT+CPBF=\\\"0078007800780078\\\"\\r"},
	{"a national number in UCS2, and in ASCII", '>',
	 "AT+CMGS=\\\"0030003100370030003100320033\\\"\\rAT+CMGS=\\\"0170123\\\"\\r",
	 "AT+CMGS=\\\"0039003900390030003000300030\\\"\\rAT+CMGS=\\\"9990000\\\"\\r"},
	{"a fault's recipient", '!', "fault cms=28/+491701234567@1",
	 "fault cms=28/+999000000000@1"},
	{"a report's word", '!', "report 5 delivered", "report 5 delivered"},
	{"nobody's call", '!', "ring withheld", "ring withheld"},
	{"an absolute validity period (23.040 9.2.3.12.2)", '>',
	 "0019000C91947110325476000062101021000000"
	 "05C8329BFD06\\x1A",
	 "0019000C9199090000000000006210102100000005783C1E8F07\\x1A"},
	{"STATUS-REPORT with TP-PI (23.040 9.2.2.3)", '<',
	 "\\r\\n+CDS: 34\\r\\n000601"
	 "0C91947110325476"
	 "62101010000000"
	 "62101010000000"
	 "00"
	 "07000005C8329BFD06\\r\\n",
	 "\\r\\n+CDS: 34\\r\\n000601"
	 "0C91990900000000"
	 "62101010000000"
	 "62101010000000"
	 "00"
	 "07000005783C1E8F07\\r\\n"},
	{"STATUS-REPORT without (23.040 9.2.2.3)", '<',
	 "\\r\\n+CDS: 25\\r\\n000601"
	 "0C91947110325476"
	 "62101010000000"
	 "62101010000000"
	 "00"
	 "\\r\\n",
	 "\\r\\n+CDS: 25\\r\\n000601"
	 "0C91990900000000"
	 "62101010000000"
	 "62101010000000"
	 "00"
	 "\\r\\n"},
	{"what is no PDU", '<', "\\r\\n+CMT: ,24\\r\\n0791947101670\\r\\n",
	 "\\r\\n+CMT: ,24\\r\\nxxxxxxxxxxxxx\\r\\n"},
	{"hexadecimal that is no PDU", '<', "\\r\\n+CMT: ,24\\r\\n079194710167\\r\\n",
	 "\\r\\n+CMT: ,24\\r\\n000000000000\\r\\n"},
};

static void check_line(const struct line_row *row)
{
	char text[1024], expected[1024];

	(void)snprintf(text, sizeof text, "0.001 %c \"%s\"\n", row->direction, row->octets);
	(void)snprintf(expected, sizeof expected, HEAD "0.001 %c \"%s\"\n", row->direction,
		       row->left);
	char *redacted = redact(text);
	if (strcmp(redacted, expected) != 0)
		fail_msg("%s:\nwanted %sgot    %s", row->name, expected, redacted);
	char *again = redact(redacted);
	assert_string_equal(again, redacted);
	free(redacted);
	free(again);
}

static void test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		check_line(&lines[i]);
}

/* --- conversations: both directions --- */

static const struct {
	const char *name, *text, *left;
} conversations[] = {
	{"who made it",
	 "0 > \"AT+CGMM\\r\"\n0 < \"AT+CGMM\\r\\r\\nphone 3310\\r\\n\\r\\nOK\\r\\nHi Bo\\r\\n\"\n",
	 "0.000 > \"AT+CGMM\\r\"\n"
	 "0.000 < \"AT+CGMM\\r\\r\\nphone 3310\\r\\n\\r\\nOK\\r\\nxxxxx\\r\\n\"\n"},
	{"a command behind a text",
	 "0 < \"+CMT: \\\"0170\\\"\\r\\nHi\\r\\n\"\n0 > \"AT+CSQ\\r\"\n0 < \"AT+CSQ\\r\\r\\n+CSQ: "
	 "1,9\\r\\n\"\n",
	 "0.000 < \"+CMT: \\\"0001\\\"\\r\\nxx\\r\\n\"\n0.000 > \"AT+CSQ\\r\"\n"
	 "0.000 < \"AT+CSQ\\r\\r\\n+CSQ: 1,9\\r\\n\"\n"},
	{"a prompt behind other octets, a payload that is echoed twice",
	 "0 > \"AT+CMGS=1\\r\"\n0 < \"\\r\\nabc> \"\n0 > \"AT noon\\rAnna\\x1A\"\n"
	 "0 < \"AT noon\\r\\n> Anna\\x1A"
	 "AT noon\\r\\n\"\n0 < \"\\r\\n> \"\n0 > \"AT+CSQ\\r\"\n",
	 "0.000 > \"AT+CMGS=1\\r\"\n0.000 < \"\\r\\nxxx> \"\n0.000 > \"xxxxxxx\\rxxxx\\x1A\"\n"
	 "0.000 < \"xxxxxxx\\r\\n> xxxx\\x1Axxxxxxx\\r\\n\"\n0.000 < \"\\r\\n> \"\n"
	 "0.000 > \"AT+CSQ\\r\"\n"},
};

static void test_conversations(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(conversations); i++) {
		char *redacted = redact(conversations[i].text), *again = redact(redacted);
		if (strcmp(redacted + strlen(HEAD), conversations[i].left) != 0)
			fail_msg("%s: %s", conversations[i].name, redacted);
		assert_string_equal(again, redacted);
		free(redacted);
		free(again);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records),       cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_many_lines),    cmocka_unit_test(test_space),
		cmocka_unit_test(test_round_trip),    cmocka_unit_test(test_lines),
		cmocka_unit_test(test_conversations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
