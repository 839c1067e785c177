/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages of text mode (27.005 3.4.2, 3.4.3): their headers, their times, and lines of a text that
 * look like something else. */
#include "transcript_support.h"
#include <limits.h>

/* --- headers --- */

static const char *const kinds[] = {"message", "report", "command", "page"};

static void header_text(struct at_log *log, const char *line)
{
	struct at_text_header header;

	at_log_clear(log);
	if (at_reply_text_header(line, &header) < 0) {
		at_log_add(log, "refused");
		return;
	}
	at_log_add(log, "%s %d %d [%s] [%s] [%s] [%s] %d %d %d %d %d %d %d %d", kinds[header.kind],
		   header.index, header.stat, header.address, header.time, header.discharged,
		   header.smsc, header.toa, header.fo, header.pid, header.dcs, header.smsc_toa,
		   header.mr, header.status, header.length);
}

struct header_row {
	const char *name, *line;
	/* kind index stat [address] [time] [discharged] [smsc] toa fo pid dcs smsc_toa mr status
	   length */
	const char *expected;
};

#define NOTHING "-1 -1 -1 -1 -1 -1 -1 -1"

static const struct header_row headers[] = {
	/* 27.005 3.4.3, +CMGR */
	{"received", "+CMGR: \"REC UNREAD\",\"+4917\",,\"26/01/02,03:04:05+06\"",
	 "message -1 0 [+4917] [26/01/02,03:04:05+06] [] [] " NOTHING},
	/* gammu tests/at-sms-txt-detail/m2m.dump, sample.dump */
	{"received, all of it",
	 "+CMGR: \"REC READ\",\"3473065111\",,\"06/05/28,18:15:41+80\",129,17,0,18,"
	 "\"+393492001157\",145,6",
	 "message -1 1 [3473065111] [06/05/28,18:15:41+80] [] [+393492001157] 129 17 0 18 145 -1 "
	 "-1 6"},
	{"no blank behind the colon",
	 "+CMGR:\"REC READ\",\"+393488535999\",,\"07/04/05,18:02:28+08\",145,4,0,0,"
	 "\"+393492000466\",145,93",
	 "message -1 1 [+393488535999] [07/04/05,18:02:28+08] [] [+393492000466] 145 4 0 0 145 -1 "
	 "-1 93"},
	/* gammu tests/at-sms-txt-detail/unsent.dump */
	{"not sent, all of it",
	 "+CMGR: \"STO UNSENT\",\"+10011\",,145,17,0,0,167,\"+8613800100500\",145,4",
	 "message -1 2 [+10011] [] [] [+8613800100500] 145 17 0 0 145 -1 -1 4"},
	{"not sent, without a validity",
	 "+CMGR: \"STO SENT\",\"+10011\",,145,1,0,0,,\"+8613800100500\",145,4",
	 "message -1 3 [+10011] [] [] [+8613800100500] 145 1 0 0 145 -1 -1 4"},
	{"not sent", "+CMGR: \"STO UNSENT\",\"+10011\",",
	 "message -1 2 [+10011] [] [] [] " NOTHING},
	/* gammu tests/at-sms-txt/motorola-l7.dump: no field for a name, four digits of the year */
	{"Motorola", "+CMGR: \"REC READ\", \"+4123456789132\", \"2009/8/18,19:11:45\"",
	 "message -1 1 [+4123456789132] [2009/8/18,19:11:45] [] [] " NOTHING},
	{"a name with a comma and a quote less",
	 "+CMGR: \"REC READ\",\"+49\",\"Doe, John\",\"26/01/02,03:04:05+06\",145,4,0,0,\"+1\",145,"
	 "5",
	 "message -1 1 [+49] [26/01/02,03:04:05+06] [] [+1] 145 4 0 0 145 -1 -1 5"},
	{"a sender's name", "+CMGR: \"REC READ\",\"A, B\",,\"26/01/02,03:04:05+06\"",
	 "message -1 1 [A, B] [26/01/02,03:04:05+06] [] [] " NOTHING},
	{"a number without quotes", "+CMGR: \"REC READ\",491701234567,,\"26/01/02,03:04:05+06\"",
	 "message -1 1 [491701234567] [26/01/02,03:04:05+06] [] [] " NOTHING},
	{"a short number without quotes", "+CMGR: \"REC READ\",1234,,\"26/01/02,03:04:05+06\"",
	 "message -1 1 [1234] [26/01/02,03:04:05+06] [] [] " NOTHING},
	{"a time that is none", "+CMGR: \"REC READ\",\"+49\",,\"soon\"",
	 "message -1 1 [+49] [soon] [] [] " NOTHING},
	{"<stat> in UCS2", "+CMGR: \"00520045004300200052004500410044\",\"002B0034\",,\"\"",
	 "message -1 1 [002B0034] [] [] [] " NOTHING},
	{"small letters", "+cmgr: \"rec read\",\"+49\",,", "message -1 1 [+49] [] [] [] " NOTHING},
	/* +CMGL (3.4.2) */
	{"listed", "+CMGL: 3,\"REC READ\",\"+4917\",\"Ann\",\"26/01/02,03:04:05+06\"",
	 "message 3 1 [+4917] [26/01/02,03:04:05+06] [] [] " NOTHING},
	{"listed, with its length",
	 "+CMGL: 0,\"REC UNREAD\",\"+4917\",,\"26/01/02,03:04:05+06\",145,160",
	 "message 0 0 [+4917] [26/01/02,03:04:05+06] [] [] 145 -1 -1 -1 -1 -1 -1 160"},
	{"listed, to be sent", "+CMGL: 7,\"STO UNSENT\",\"+4917\",,,145,5",
	 "message 7 2 [+4917] [] [] [] 145 -1 -1 -1 -1 -1 -1 5"},
	/* gammu tests/atgen/incoming-sms-info.c */
	{"report",
	 "+CMGR: \"REC UNREAD\",6,21,\"123456789\",129,\"22/12/01,07:33:58+04\",\"22/12/01,"
	 "07:33:59+04\",0",
	 "report -1 0 [123456789] [22/12/01,07:33:58+04] [22/12/01,07:33:59+04] [] 129 6 -1 -1 -1 "
	 "21 0 -1"},
	{"report, listed",
	 "+CMGL: 9,\"REC READ\",6,255,,,\"22/12/01,07:33:58+04\",\"22/12/01,07:33:59+04\",70",
	 "report 9 1 [] [22/12/01,07:33:58+04] [22/12/01,07:33:59+04] [] -1 6 -1 -1 -1 255 70 -1"},
	{"command", "+CMGR: \"STO UNSENT\",2,0,0,5,\"+49\",145,3",
	 "command -1 2 [+49] [] [] [] 145 2 0 -1 -1 0 -1 3"},
	{"command, listed", "+CMGL: 4,\"STO SENT\",2,3",
	 "command 4 3 [] [] [] [] -1 2 -1 -1 -1 3 -1 -1"},
	{"page", "+CMGR: \"REC READ\",1,50,0,1,2", "page -1 1 [] [] [] [] -1 -1 -1 0 -1 -1 -1 -1"},
	{"page, listed", "+CMGL: 2,\"REC READ\",1,50,1,2", "page 2 1 [] [] [] [] " NOTHING},
	/* what is none */
	{"PDU mode", "+CMGR: 1,,23", "refused"},
	{"PDU mode, listed", "+CMGL: 1,0,\"\",23", "refused"},
	{"another reply", "+CMGW: \"REC READ\",\"+49\",,", "refused"},
	{"no index", "+CMGL: \"REC READ\",\"+49\",,", "refused"},
	{"an index below 0", "+CMGL: -1,\"REC READ\",\"+49\",,", "refused"},
	{"no <stat>", "+CMGR: \"\",\"+49\",,", "refused"},
	{"a <stat> of its own", "+CMGR: \"LOST\",\"+49\",,", "refused"},
	{"nothing behind", "+CMGR: \"REC READ\"", "refused"},
	{"nothing at all", "", "refused"},
	{"an octet that is none",
	 "+CMGL: 1,\"REC READ\",\"+49\",,\"26/01/02,03:04:05+06\",145,99999", "refused"},
};

static void test_headers(void **state)
{
	static struct at_log log;

	(void)state;
	for (size_t i = 0; i < COUNT(headers); i++) {
		header_text(&log, headers[i].line);
		if (strcmp(log.text, headers[i].expected) != 0)
			fail_msg("%s:\nwanted %s\ngot    %s", headers[i].name, headers[i].expected,
				 log.text);
		bool text = strncmp(headers[i].expected, "refused", 7) != 0;
		if (text)
			assert_true(at_is_text_header(headers[i].line));
	}
}

/* Cut anywhere, nothing is read past the end, and numbers stay within their bounds. */
static void test_headers_cut(void **state)
{
	struct at_text_header header;

	(void)state;
	for (size_t i = 0; i < COUNT(headers); i++) {
		size_t length = strlen(headers[i].line);
		for (size_t cut = 0; cut <= length; cut++) {
			char *copy = malloc(cut + 1);
			assert_non_null(copy);
			memcpy(copy, headers[i].line, cut);
			copy[cut] = '\0';
			if (at_reply_text_header(copy, &header) == SMSMODEM_OK) {
				assert_in_range(header.stat, 0, 3);
				assert_in_range(header.length + 1, 0, 0x10000);
			}
			(void)at_lines_following(copy);
			(void)at_text_following(copy);
			free(copy);
		}
	}
}

/* Every string at the length where it no longer fits. */
static void test_long_strings(void **state)
{
	char line[2 * AT_TEXT_SIZE + 64], text[AT_TEXT_SIZE + 8];
	struct at_text_header header;

	(void)state;
	for (size_t length = AT_TEXT_SIZE - 3; length < AT_TEXT_SIZE + 3; length++) {
		memset(text, 'x', length);
		text[length] = '\0';
		(void)snprintf(line, sizeof line, "+CMGR: \"REC READ\",\"%s\",,", text);
		int result = at_reply_text_header(line, &header);
		assert_int_equal(result, length < AT_TEXT_SIZE ? SMSMODEM_OK : SMSMODEM_E_DATA);
		if (result == SMSMODEM_OK)
			assert_string_equal(header.address, text);
	}
}

/* --- times --- */

static const struct {
	const char *text;
	int year, month, day, hour, minute, second, quarters; /* year 0: refused */
} times[] = {
	/* 27.005 3.1 <scts> */
	{"94/05/06,22:10:00+08", 1994, 5, 6, 22, 10, 0, 8},
	{"26/12/31,23:59:59-12", 2026, 12, 31, 23, 59, 59, -12},
	{"89/01/01,00:00:00+00", 2089, 1, 1, 0, 0, 0, 0},
	{"90/01/01,00:00:00+00", 1990, 1, 1, 0, 0, 0, 0},
	/* gammu tests/at-sms-txt/motorola-l7.dump */
	{"2009/8/18,19:11:45", 2009, 8, 18, 19, 11, 45, INT_MIN},
	/* gammu tests/at-sms-txt-detail/m2m.dump: 20 hours east of nowhere */
	{"06/05/28,18:15:41+80", 2006, 5, 28, 18, 15, 41, INT_MIN},
	{"06/05/28,18:15:41+56", 2006, 5, 28, 18, 15, 41, 56},
	{" 06 / 05 / 28 , 18 : 15 : 41 + 4 ", 2006, 5, 28, 18, 15, 41, 4},
	{"06-05-28 18:15:41", 2006, 5, 28, 18, 15, 41, INT_MIN},
	{"", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/28", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/28,18:15", 0, 0, 0, 0, 0, 0, 0},
	{"06/13/28,18:15:41", 0, 0, 0, 0, 0, 0, 0},
	{"06/00/28,18:15:41", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/32,18:15:41", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/28,24:15:41", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/28,18:60:41", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/28,18:15:60", 0, 0, 0, 0, 0, 0, 0},
	{"1989/05/28,18:15:41", 0, 0, 0, 0, 0, 0, 0},
	{"2090/05/28,18:15:41", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/28,18:15:41x", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/28,18:15:41+", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/28,18:15:41+100", 0, 0, 0, 0, 0, 0, 0},
	{"06/05/28,18:15:41+08x", 0, 0, 0, 0, 0, 0, 0},
	{"006/05/28,18:15:411", 0, 0, 0, 0, 0, 0, 0},
	{"+393492000466", 0, 0, 0, 0, 0, 0, 0},
};

static void test_times(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(times); i++) {
		struct at_clock time;
		int result = at_text_time(times[i].text, &time);
		bool good = times[i].year != 0;
		if ((result == SMSMODEM_OK) != good)
			fail_msg("\"%s\": %d", times[i].text, result);
		if (good && (time.year != times[i].year || time.month != times[i].month ||
			     time.day != times[i].day || time.hour != times[i].hour ||
			     time.minute != times[i].minute || time.second != times[i].second ||
			     time.quarters != times[i].quarters))
			fail_msg("\"%s\": %d-%d-%d %d:%d:%d %d", times[i].text, time.year,
				 time.month, time.day, time.hour, time.minute, time.second,
				 time.quarters);
	}
}

/* --- the engine: however the octets are cut --- */

#define LIST "0 > \"AT+CMGL=\\\"ALL\\\"\\r\"\n"
#define HEAD(index, length)   \
	"\\r\\n+CMGL: " index \
	",\\\"REC READ\\\",\\\"+49\\\",,\\\"26/01/02,03:04:05+06\\\",145," length "\\r\\n"
#define GOT(index, length) \
	"= line +CMGL: " index ",\"REC READ\",\"+49\",,\"26/01/02,03:04:05+06\",145," length " | "
#define SHORT     "\\r\\n+CMGR: \\\"REC READ\\\",\\\"+49\\\",,\\\"26/01/02,03:04:05+06\\\"\\r\\n"
#define GOT_SHORT "= line +CMGR: \"REC READ\",\"+49\",,\"26/01/02,03:04:05+06\" | "
#define END       "\\r\\nOK\\r\\n\"\n"

static const struct {
	const char *name, *script;
} rows[] = {
	{"one line", LIST "0 < \"" HEAD("1", "5") "hello\\r\\n" END GOT("1", "5") "hello\n"
										  "= final OK\n"},
	{"OK", LIST "0 < \"" HEAD("1", "2") "OK\\r\\n" END GOT("1", "2") "OK\n= final OK\n"},
	{"OK in the second line", LIST
	 "0 < \"" HEAD("1", "5") "so\\nOK\\r\\n" END GOT("1", "5") "so\n= text OK\n= final OK\n"},
	{"an error in it",
	 LIST "0 < \"" HEAD("1", "22") "so\\n+CMS ERROR: 500\\nyes\\r\\n" END GOT(
		 "1", "22") "so\n= text +CMS ERROR: 500\n= text yes\n= final OK\n"},
	{"a header in it",
	 LIST "0 < \"" HEAD("1", "22") "so\\n+CMGL: 1,\\\"REC READ\\\"\\r\\n" END GOT(
		 "1", "22") "so\n= text +CMGL: 1,\"REC READ\"\n= final OK\n"},
	{"what else comes unasked in it",
	 LIST "0 < \"" HEAD("1", "18") "so\\nRING\\n+CMTI: x,1\\r\\n" END GOT(
		 "1", "18") "so\n= text RING\n= text +CMTI: x,1\n= final OK\n"},
	{"the echo in it", LIST "0 < \"" HEAD("1", "16") "so\\nAT+CMGL=\\\"ALL\\\"\\r\\n" END GOT(
				   "1", "16") "so\n= text AT+CMGL=\"ALL\"\n= final OK\n"},
	{"blank lines in it", LIST "0 < \"" HEAD("1", "7") "so\\n\\n\\nOK\\r\\n" END GOT(
				      "1", "7") "so\n= text OK\n= final OK\n"},
	{"blank lines at its end",
	 LIST "0 < \"" HEAD("1", "6") "so\\n\\n\\n\\n\\r\\n" END GOT("1", "6") "so\n= final OK\n"},
	{"CR LF in it", LIST "0 < \"" HEAD("1", "8") "so\\r\\n\\r\\nOK\\r\\n" END GOT(
				"1", "8") "so\n= text OK\n= final OK\n"},
	{"characters of two septets", LIST "0 < \"" HEAD("1", "10") "[x]\\n~OK\\r\\n" END GOT(
					      "1", "10") "[x]\n= text ~OK\n= final OK\n"},
	{"characters that the phone lacks",
	 LIST "0 < \"" HEAD("1", "5") "?x?\\r\\n" END GOT("1", "5") "?x?\n= final OK\n"},
	{"UTF-8", LIST "0 < \"" HEAD("1", "8") "\\xC3\\xBC\\xE2\\x82\\xAC\\nOK!!\\r\\n" END GOT(
			  "1", "8") "\xC3\xBC\xE2\x82\xAC\n= text OK!!\n= final OK\n"},
	{"in UCS2 a text is one line",
	 LIST "0 < \"" HEAD("1", "7") "0073006F000A004F004B\\r\\n" END GOT(
		 "1", "7") "0073006F000A004F004B\n= final OK\n"},
	{"no text, and no line", LIST "0 < \"" HEAD("1", "0") END
	 "= line +CMGL: 1,\"REC READ\",\"+49\",,\"26/01/02,03:04:05+06\",145,0\n= final OK\n"},
	{"no text, and a blank line",
	 LIST "0 < \"" HEAD("1", "0") "\\r\\n" HEAD(
		 "2",
		 "1") "x\\r\\n" END
		      "= line +CMGL: 1,\"REC READ\",\"+49\",,\"26/01/02,03:04:05+06\",145,0\n" GOT(
			      "2", "1") "x\n= final OK\n"},
	{"a text and the next",
	 LIST "0 < \"" HEAD("1", "5") "so\\nOK\\r\\n" HEAD("2", "2") "OK\\r\\n" END GOT(
		 "1", "5") "so\n= text OK\n" GOT("2", "2") "OK\n= final OK\n"},
	{"the length is wrong: the end is found all the same",
	 LIST "0 < \"" HEAD("1", "5") "so\\r\\n" END GOT("1", "5") "so\n= final OK\n"},
	{"the length is not told",
	 "0 > \"AT+CMGR=1\\r\"\n0 < \"" SHORT "so\\nit is\\r\\n" END GOT_SHORT "so\n= line it is\n"
	 "= final OK\n"},
	{"a report has no further line, whatever its last number",
	 "0 > \"AT+CMGR=1\\r\"\n0 < \"\\r\\n+CMGR: \\\"REC READ\\\",6,1,\\\"+49\\\",145,\\\"26/01/"
	 "02,03:04:05+06\\\",\\\"26/01/02,03:04:05+06\\\",70\\r\\n" END
	 "= line +CMGR: \"REC READ\",6,1,\"+49\",145,\"26/01/02,03:04:05+06\",\"26/01/"
	 "02,03:04:05+06\",70\n= final OK\n"},
	{"a command's data",
	 "0 > \"AT+CMGR=1\\r\"\n"
	 "0 < \"\\r\\n+CMGR: \\\"STO SENT\\\",2,0,0,5,\\\"+49\\\",145,2\\r\\n0102\\r\\n" END
	 "= line +CMGR: \"STO SENT\",2,0,0,5,\"+49\",145,2 | 0102\n= final OK\n"},
	/* gammu at-sms.c: no line end between a PDU and the next header */
	{"glued headers",
	 "0 > \"AT+CMGL=4\\r\"\n0 < \"\\r\\n+CMGL: 1,1,,2\\r\\n00AB+CMGL: 2,1,,2\\r\\n00cd+CMGL: "
	 "3,0,,2\\r\\n00EF\\r\\n" END "= line +CMGL: 1,1,,2 | 00AB\n= line +CMGL: 2,1,,2 | 00cd\n"
	 "= line +CMGL: 3,0,,2 | 00EF\n= final OK\n"},
	{"a text that looks glued", LIST
	 "0 < \"" HEAD("1", "15") "AB+CMGL: 2,1,,2\\r\\n" END GOT("1", "15") "AB+CMGL: 2,1,,2\n"
									     "= final OK\n"},
	/* Siemens, Cinterion */
	{"^SMGL", "0 > \"AT^SMGL=4\\r\"\n0 < \"\\r\\n^SMGL: 1,1,,2\\r\\nOK\\r\\n" END
		  "= line ^SMGL: 1,1,,2 | OK\n= final OK\n"},
};

static void test_engine(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		transcript_check(rows[i].name, rows[i].script);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headers),      cmocka_unit_test(test_headers_cut),
		cmocka_unit_test(test_long_strings), cmocka_unit_test(test_times),
		cmocka_unit_test(test_engine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
