/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine: what is submitted, what comes, which events are made of it, however it is cut. */
#include "transcript_support.h"

#define AT   "0 > \"AT\\r\"\n"
#define OK   "0 < \"\\r\\nOK\\r\\n\"\n= final OK\n"
#define AT_1 "1 > \"AT\\r\"\n1 < \"\\r\\nOK\\r\\n\"\n= final OK\n"
#define CMGS "0 > \"AT+CMGS=18\\r\"\n"
#define DATA "0 > \"0001AB\\x1A\"\n"
#define SENT "0 < \"\\r\\n+CMGS: 7\\r\\n\\r\\nOK\\r\\n\"\n= line +CMGS: 7\n= final OK\n"

struct engine_row {
	const char *name, *script;
};

static const struct engine_row rows[] = {
	/* V.250 5.7.1: results; 5.2.3: echo */
	{"plain", AT OK},
	{"echo", AT "0 < \"AT\\r\\r\\nOK\\r\\n\"\n= final OK\n"},
	{"echo twice", AT "0 < \"AT\\rAT\\r\\r\\nOK\\r\\n\"\n= final OK\n"},
	{"echo with line feed", AT "0 < \"AT\\r\\nOK\\r\\n\"\n= final OK\n"},
	{"echo comes late, after a URC",
	 AT "0 < \"\\r\\n+CMTI: \\\"SM\\\",3\\r\\nAT\\r\\r\\nOK\\r\\n\"\n"
	    "= urc +CMTI: \"SM\",3\n= final OK\n"},
	{"the echo of another line is none", AT "0 < \"ATI\\r\\r\\nOK\\r\\n\"\n"
						"= line ATI\n= final OK\n"},
	{"line feeds only", AT "0 < \"\\nOK\\n\"\n= final OK\n"},
	{"carriage returns only", AT "0 < \"\\rOK\\r\"\n= final OK\n"},
	{"LF CR", AT "0 < \"\\n\\rOK\\n\\r\"\n= final OK\n"},
	{"NULs", AT "0 < \"\\x00\\r\\n\\x00O\\x00K\\x00\\r\\n\"\n= final OK\n"},
	{"a response line", "0 > \"AT+CSQ\\r\"\n0 < \"\\r\\n+CSQ: 20,99\\r\\n\\r\\nOK\\r\\n\"\n"
			    "= line +CSQ: 20,99\n= final OK\n"},
	{"a line without prefix", "0 > \"AT+CGMM\\r\"\n0 < \"\\r\\nC35\\r\\n\\r\\nOK\\r\\n\"\n"
				  "= line C35\n= final OK\n"},
	{"blank behind the result", AT "0 < \"\\r\\nOK \\r\\n\"\n= final OK  (ok)\n"},
	{"no OK within a line",
	 "0 > \"AT+CMGL=4\\r\"\n"
	 "0 < \"\\r\\nBOOKING OK\\r\\nNOT OK\\r\\nOKAY\\r\\nERRORS\\r\\n\\r\\nOK\\r\\n\"\n"
	 "= line BOOKING OK\n= line NOT OK\n= line OKAY\n= line ERRORS\n= final OK\n"},
	/* 27.007 9.1, 27.005 3.2.5 */
	{"ERROR", AT "0 < \"\\r\\nERROR\\r\\n\"\n= final ERROR (error)\n"},
	{"+CME ERROR, number", AT "0 < \"\\r\\n+CME ERROR: 10\\r\\n\"\n"
				  "= final +CME ERROR: 10 (cme 10)\n"},
	{"+CMS ERROR, no blank", AT "0 < \"\\r\\n+CMS ERROR:500\\r\\n\"\n"
				    "= final +CMS ERROR:500 (cms 500)\n"},
	{"+CME ERROR, text", AT "0 < \"\\r\\n+CME ERROR: SIM busy\\r\\n\"\n"
				"= final +CME ERROR: SIM busy (cme 14)\n"},
	{"an error ends a response",
	 "0 > \"AT+CMGL=4\\r\"\n0 < \"\\r\\n+CMGL: 1,1,,20\\r\\n00AB\\r\\n"
	 "+CMS ERROR: 320\\r\\n\"\n= line +CMGL: 1,1,,20 | 00AB\n"
	 "= final +CMS ERROR: 320 (cms 320)\n"},
	{"Huawei", AT "0 < \"\\r\\nCOMMAND NOT SUPPORT\\r\\n\"\n"
		      "= final COMMAND NOT SUPPORT (error)\n"},
	/* V.250 6.3: a call's results end calls only */
	{"NO CARRIER is unsolicited", AT "0 < \"\\r\\nNO CARRIER\\r\\n\\r\\nOK\\r\\n\"\n"
					 "= urc NO CARRIER\n= final OK\n"},
	{"NO CARRIER ends a call", "0 > \"ATD112;\\r\"\n0 < \"\\r\\nNO CARRIER\\r\\n\"\n"
				   "= final NO CARRIER (call)\n"},
	{"BUSY ends a call", "0 > \"atd112;\\r\"\n0 < \"\\r\\nBUSY\\r\\n\"\n= final BUSY (call)\n"},
	/* V.250 6.2.6 */
	{"numeric", "0 > \"ATE0\\r\"\n0 < \"ATE0\\r0\\r\"\n= final 0 (ok)\n"
		    "1 > \"AT+CSQ\\r\"\n1 < \"+CSQ: 20,99\\r\\n0\\r\"\n"
		    "= line +CSQ: 20,99\n= final 0 (ok)\n"
		    "2 > \"AT+X\\r\"\n2 < \"4\\r\"\n= final 4 (error)\n"},
	{"numeric no more after words",
	 AT OK "1 > \"ATS0?\\r\"\n1 < \"\\r\\n0\\r\\n\\r\\nOK\\r\\n\"\n"
	       "= line 0\n= final OK\n"},
	{"numeric again after ATV0", AT OK "1 > \"ATV0\\r\"\n1 < \"0\\r\"\n= final 0 (ok)\n"},
	{"numeric again after atv0", AT OK "1 > \"atv0\\r\"\n1 < \"0\\r\"\n= final 0 (ok)\n"},
	/* unsolicited lines around a response (27.005 3.4.1, 27.007) */
	{"URC between echo and response",
	 "0 > \"AT+CSQ\\r\"\n0 < \"AT+CSQ\\r\\r\\nRING\\r\\n\\r\\n+CSQ: "
	 "20,99\\r\\n\\r\\nOK\\r\\n\"\n"
	 "= urc RING\n= line +CSQ: 20,99\n= final OK\n"},
	{"URC between response and OK",
	 "0 > \"AT+CSQ\\r\"\n0 < \"\\r\\n+CSQ: 20,99\\r\\n\\r\\n^RSSI:20\\r\\n\\r\\nOK\\r\\n\"\n"
	 "= line +CSQ: 20,99\n= urc ^RSSI:20\n= final OK\n"},
	{"URC while idle",
	 AT OK "1 < \"\\r\\n+CMTI: \\\"ME\\\",0\\r\\n\"\n= urc +CMTI: \"ME\",0\n"},
	{"anything while idle is unsolicited", AT OK "1 < \"\\r\\nOK\\r\\n\"\n= urc OK\n"},
	{"two-line URC whose text is OK",
	 AT "0 < \"\\r\\n+CMT: \\\"+49\\\",,\\\"26/01/01\\\"\\r\\nOK\\r\\n\\r\\nOK\\r\\n\"\n"
	    "= urc +CMT: \"+49\",,\"26/01/01\" | OK\n= final OK\n"},
	{"two-line URC whose text is ERROR",
	 AT "0 < \"\\r\\n+CMT: ,23\\r\\nERROR\\r\\n\\r\\nOK\\r\\n\"\n"
	    "= urc +CMT: ,23 | ERROR\n= final OK\n"},
	{"two-line URC whose text is an error with a number",
	 AT "0 < \"\\r\\n+CBM: 88\\r\\n+CMS ERROR: 500\\r\\n\\r\\nOK\\r\\n\"\n"
	    "= urc +CBM: 88 | +CMS ERROR: 500\n= final OK\n"},
	{"two-line URC whose text looks like one",
	 AT "0 < \"\\r\\n+CMT: ,23\\r\\n+CMTI: \\\"SM\\\",1\\r\\n\\r\\nOK\\r\\n\"\n"
	    "= urc +CMT: ,23 | +CMTI: \"SM\",1\n= final OK\n"},
	{"two-line URC whose text is the echo", AT
	 "0 < \"\\r\\n+CMT: ,23\\r\\nAT\\r\\n\\r\\nOK\\r\\n\"\n= urc +CMT: ,23 | AT\n= final OK\n"},
	{"two-line URC, blank line within",
	 AT OK "1 < \"\\r\\n+CMT: ,23\\r\\n\\r\\n00AB\\r\\n\"\n= urc +CMT: ,23 | 00AB\n"},
	{"two-line URC ends after the command",
	 AT OK "1 < \"\\r\\n+CMT: ,23\\r\\n\"\n2 > \"AT\\r\"\n"
	       "2 < \"00AB\\r\\n\\r\\nOK\\r\\n\"\n= urc +CMT: ,23 | 00AB\n= final OK\n"},
	{"report in PDU mode",
	 AT OK "1 < \"\\r\\n+CDS: 25\\r\\n0006\\r\\n\"\n= urc +CDS: 25 | 0006\n"},
	{"report in PDU mode, ZTE",
	 AT OK "1 < \"\\r\\n+CDS: ,25\\r\\n0006\\r\\n\"\n= urc +CDS: ,25 | 0006\n"},
	{"report in text mode (27.005 3.4.1)", AT OK
	 "1 < \"\\r\\n+CDS: 6,12,\\\"+49\\\",145,\\\"26/01/01\\\",\\\"26/01/01\\\",0\\r\\n\"\n"
	 "= urc +CDS: 6,12,\"+49\",145,\"26/01/01\",\"26/01/01\",0\n"},
	{"a message to a quote that does not end",
	 AT OK "1 < \"\\r\\n+CMT: \\\"+49,23\\r\\n00AB\\r\\n+CMTI: \\\"SM,4\\r\\nRING\\r\\n\"\n"
	       "= urc +CMT: \"+49,23 | 00AB\n= urc +CMTI: \"SM,4\n= urc RING\n"},
	/* the running command's prefix wins over the table */
	{"+CREG answers", "0 > \"AT+CREG?\\r\"\n0 < \"\\r\\n+CREG: 0,1\\r\\n\\r\\nOK\\r\\n\"\n"
			  "= line +CREG: 0,1\n= final OK\n"},
	{"+CREG answers in lower case",
	 "0 > \"at+creg?\\r\"\n0 < \"\\r\\n+CREG: 0,1\\r\\n\\r\\nOK\\r\\n\"\n"
	 "= line +CREG: 0,1\n= final OK\n"},
	{"+CREG answers a combined line",
	 "0 > \"ATE0+CSQ;+CREG?\\r\"\n0 < \"\\r\\n+CREG: 0,1\\r\\n\\r\\nOK\\r\\n\"\n"
	 "= line +CREG: 0,1\n= final OK\n"},
	{"+CREG unasked",
	 AT "0 < \"\\r\\n+CREG: 1\\r\\n\\r\\nOK\\r\\n\"\n= urc +CREG: 1\n= final OK\n"},
	{"+CREG to +CGREG? is unasked",
	 "0 > \"AT+CGREG?\\r\"\n0 < \"\\r\\n+CREG: 1\\r\\n\\r\\n+CGREG: 0,1\\r\\n\\r\\nOK\\r\\n\"\n"
	 "= urc +CREG: 1\n= line +CGREG: 0,1\n= final OK\n"},
	/* 27.005 4.1, 4.2, 3.4.2 */
	{"list",
	 "0 > \"AT+CMGL=4\\r\"\n0 < \"\\r\\n+CMGL: 1,1,,20\\r\\n00AB\\r\\n+CMGL: 2,0,,9\\r\\nOK"
	 "\\r\\n\\r\\nOK\\r\\n\"\n= line +CMGL: 1,1,,20 | 00AB\n= line +CMGL: 2,0,,9 | OK\n"
	 "= final OK\n"},
	{"list with a URC between the records",
	 "0 > \"AT+CMGL=4\\r\"\n0 < \"\\r\\n+CMGL: 1,1,,20\\r\\n00AB\\r\\n\\r\\n+CMT: "
	 ",5\\r\\nERROR\\r\\n"
	 "+CMGL: 2,0,,9\\r\\n00CD\\r\\n\\r\\nOK\\r\\n\"\n= line +CMGL: 1,1,,20 | 00AB\n"
	 "= urc +CMT: ,5 | ERROR\n= line +CMGL: 2,0,,9 | 00CD\n= final OK\n"},
	{"read", "0 > \"AT+CMGR=3\\r\"\n0 < \"\\r\\n+CMGR: 1,,20\\r\\n00AB\\r\\n\\r\\nOK\\r\\n\"\n"
		 "= line +CMGR: 1,,20 | 00AB\n= final OK\n"},
	{"read of an empty place (Siemens)",
	 "0 > \"AT+CMGR=3\\r\"\n0 < \"\\r\\n+CMGR: 0,,0\\r\\n\\r\\nOK\\r\\n\"\n"
	 "= line +CMGR: 0,,0\n= final OK\n"},
	/* 27.005 4.3: the prompt */
	{"send", CMGS "0 < \"\\r\\n> \"\n= prompt\n" DATA SENT},
	{"send, prompt without blank", CMGS "0 < \"\\r\\n>\"\n= prompt\n" DATA SENT},
	{"send, bare prompt", CMGS "0 < \">\"\n= prompt\n" DATA SENT},
	{"send, prompt on a line (SIM7670G)", CMGS "0 < \"\\r\\n>\\r\\n\"\n= prompt\n" DATA SENT},
	{"send, echo on", CMGS "0 < \"AT+CMGS=18\\r\\r\\n> \"\n= prompt\n" DATA
			       "0 < \"0001AB\\x1A\\r\\n+CMGS: 7\\r\\n\\r\\nOK\\r\\n\"\n"
			       "= line +CMGS: 7\n= final OK\n"},
	{"send, data echoed without Ctrl-Z",
	 CMGS "0 < \"AT+CMGS=18\\r\\r\\n> \"\n= prompt\n" DATA
	      "0 < \"0001AB\\r\\n+CMGS: 7\\r\\n\\r\\nOK\\r\\n\"\n= line +CMGS: 7\n= final OK\n"},
	{"send, blank comes late",
	 CMGS "0 < \"\\r\\n>\"\n= prompt\n" DATA "1 < \" \\r\\n+CMGS: 7\\r\\n\\r\\nOK\\r\\n\"\n"
	      "= line +CMGS: 7\n= final OK\n"},
	{"send, URC before the prompt",
	 CMGS "0 < \"\\r\\nRING\\r\\n\\r\\n> \"\n= urc RING\n= prompt\n" DATA SENT},
	{"send, URC between prompt and reference",
	 CMGS "0 < \"\\r\\n> \"\n= prompt\n" DATA
	      "1 < \"\\r\\n+CMT: ,23\\r\\n> OK\\r\\n\\r\\n+CMGS: 7\\r\\n\\r\\nOK\\r\\n\"\n"
	      "= urc +CMT: ,23 | > OK\n= line +CMGS: 7\n= final OK\n"},
	{"send, the second line of a URC is no prompt",
	 CMGS "0 < \"\\r\\n+CMT: ,23\\r\\n> no\\r\\n\\r\\n> \"\n= urc +CMT: ,23 | > no\n"
	      "= prompt\n" DATA SENT},
	{"send, a report before the reference",
	 CMGS "0 < \"\\r\\n> \"\n= prompt\n" DATA "0 < \"\\r\\n+CDS: 25\\r\\n0006\\r\\n\"\n"
	      "= urc +CDS: 25 | 0006\n" SENT},
	{"send, refused at once", CMGS "0 < \"\\r\\n+CMS ERROR: 304\\r\\n\"\n"
				       "= final +CMS ERROR: 304 (cms 304)\n"},
	{"send, refused after the data",
	 CMGS "0 < \"\\r\\n> \"\n= prompt\n" DATA "1 < \"\\r\\n+CMS ERROR: 500\\r\\n\"\n"
	      "= final +CMS ERROR: 500 (cms 500)\n"},
	{"send, OK without a prompt", CMGS OK},
	{"no prompt without data", "0 > \"AT+X\\r\"\n0 < \"\\r\\n> a\\r\\n\\r\\nOK\\r\\n\"\n"
				   "= line > a\n= final OK\n"},
	{"no second prompt", CMGS "0 < \"\\r\\n> \"\n= prompt\n" DATA
				  "0 < \"\\r\\n>x\\r\\n\\r\\nOK\\r\\n\"\n= line >x\n= final OK\n"},
	/* time */
	{"timeout", AT "= timeout\n"},
	{"timeout, then late and once more",
	 AT "= timeout\n11 < \"\\r\\nOK\\r\\n\"\n= urc OK\n"
	    "12 > \"\\x1B\\rAT+CMEE?\\r\"\n12 < \"\\r\\n+CMEE: 1\\r\\n\\r\\nOK\\r\\n\"\n"
	    "= line +CMEE: 1\n= final OK\n"
	    "12 > \"AT\\r\"\n12 < \"\\r\\nOK\\r\\n\"\n= final OK\n"},
	{"a reply at the deadline wins", AT "10 < \"\\r\\nOK\\r\\n\"\n= final OK\n"},
	{"timeout before the prompt", CMGS "= timeout\n"},
	{"timeout after the data", CMGS "9 < \"\\r\\n> \"\n= prompt\n"
					"9 > \"0001AB\\x1A\"\n= timeout after data\n"},
	{"a reply in the data's time", CMGS "9 < \"\\r\\n> \"\n= prompt\n9 > \"0001AB\\x1A\"\n"
					    "69 < \"\\r\\n+CMGS: 7\\r\\n\\r\\nOK\\r\\n\"\n"
					    "= line +CMGS: 7\n= final OK\n"},
	{"a late reference is nobody's",
	 CMGS "0 < \"\\r\\n> \"\n= prompt\n" DATA "= timeout after data\n"
	      "70 > \"\\x1B\\rAT+CMEE?\\r\"\n"
	      "70 < \"\\r\\n+CMGS: 7\\r\\n\\r\\nOK\\r\\n\\r\\n+CMEE: 1\\r\\n\\r\\nOK\\r\\n\"\n"
	      "= line +CMEE: 1\n= final OK\n"
	      "70 > \"AT+CMGS=18\\r\"\n70 < \"\\r\\n> \"\n= prompt\n70 > \"0001AB\\x1A\"\n"
	      "70 < \"\\r\\n+CMGS: 8\\r\\n\\r\\nOK\\r\\n\"\n= line +CMGS: 8\n= final OK\n"},
	{"stale errors and digits before the marker",
	 AT "= timeout\n10 > \"\\x1B\\rAT+CMEE?\\r\"\n"
	    "10 < \"0\\r4\\r\\r\\nERROR\\r\\n\\r\\n+CMS ERROR: 38\\r\\n\\r\\n+CMEE: "
	    "1\\r\\nOK\\r\\n\"\n"
	    "= line +CMEE: 1\n= final OK\n"},
	{"URC before the marker", AT
	 "= timeout\n10 > \"\\x1B\\rAT+CMEE?\\r\"\n"
	 "10 < \"\\r\\n+CMT: ,23\\r\\nOK\\r\\n\\r\\nOK\\r\\n\\r\\n+CMEE: 1\\r\\n\\r\\nOK\\r\\n\"\n"
	 "= urc +CMT: ,23 | OK\n= line +CMEE: 1\n= final OK\n"},
	{"no marker, no end", AT "= timeout\n10 > \"\\x1B\\rAT+CMEE?\\r\"\n"
				 "10 < \"\\r\\nOK\\r\\n\\r\\nERROR\\r\\n\"\n= timeout\n"
				 "12 > \"\\x1B\\rAT\\r\"\n12 < \"\\r\\nOK\\r\\n\"\n= final OK\n"},
	{"a header at the timeout takes no line of what follows",
	 "0 > \"AT+CMGR=1\\r\"\n0 < \"\\r\\n+CMGR: 1,,20\\r\\n\"\n= timeout\n"
	 "10 > \"\\x1B\\rAT\\r\"\n10 < \"\\r\\nOK\\r\\n\"\n= final OK\n"},
	/* ESC */
	{"abort before the prompt",
	 CMGS "1 > \"\\x1B\"\n1 < \"\\r\\nOK\\r\\n\"\n= final OK\n" AT_1},
	{"abort crosses the prompt", CMGS "1 > \"\\x1B\"\n1 < \"\\r\\n> \\r\\nOK\\r\\n\"\n"
					  "= line > \n= final OK\n" AT_1},
	{"abort without an answer",
	 CMGS "1 > \"\\x1B\"\n= timeout\n"
	      "2 > \"\\x1B\\rAT\\r\"\n2 < \"\\r\\nOK\\r\\n\"\n= final OK\n"},
	{"abort after a timeout",
	 CMGS "= timeout\n10 > \"\\x1B\"\n10 < \"\\r\\nOK\\r\\n\"\n= final OK\n"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		transcript_check(rows[i].name, rows[i].script);
}

/* --- what the table cannot say --- */

static int submit(struct at_engine *engine, const char *line, const char *data)
{
	const struct at_command command = {
		.line = line, .data = data, .timeout_ms = 10000, .data_timeout_ms = 60000};

	return at_engine_submit(engine, &command, 0);
}

/* The last event of all that the text makes. */
static enum at_event_kind feed(struct at_engine *engine, const char *text)
{
	enum at_event_kind kind = AT_EVENT_NONE;
	struct at_event event;

	while (*text) {
		text += at_engine_feed(engine, (const uint8_t *)text, strlen(text), &event);
		if (event.kind != AT_EVENT_NONE)
			kind = event.kind;
	}
	return kind;
}

static void write_all(struct at_engine *engine, const char *expected)
{
	size_t count;
	const char *output = at_engine_output(engine, &count);

	assert_int_equal(count, strlen(expected));
	assert_memory_equal(output, expected, count);
	at_engine_written(engine, count, 0);
}

static void test_refuses_while_busy(void **state)
{
	struct at_engine engine;

	(void)state;
	at_engine_init(&engine);
	assert_int_equal(at_engine_deadline(&engine), -1);
	assert_int_equal(submit(&engine, "AT+CSQ", NULL), SMSMODEM_OK);
	assert_int_equal(submit(&engine, "AT+CREG?", NULL), SMSMODEM_E_BUG);
	write_all(&engine, "AT+CSQ\r");
	/* the refused one has changed nothing: +CREG is still unasked */
	assert_int_equal(feed(&engine, "\r\n+CREG: 1\r\n"), AT_EVENT_URC);
	assert_int_equal(feed(&engine, "\r\nOK\r\n"), AT_EVENT_FINAL);
	assert_int_equal(submit(&engine, "AT+CREG?", NULL), SMSMODEM_OK);
}

static void test_refuses_while_lost(void **state)
{
	struct at_engine engine;
	struct at_event event;

	(void)state;
	at_engine_init(&engine);
	assert_int_equal(submit(&engine, "AT", NULL), SMSMODEM_OK);
	assert_true(at_engine_tick(&engine, 10000, &event));
	assert_int_equal(event.kind, AT_EVENT_TIMEOUT);
	assert_int_equal(engine.state, AT_STATE_LOST);
	assert_int_equal(submit(&engine, "AT", NULL), SMSMODEM_E_BUG);
	assert_int_equal(at_engine_deadline(&engine), -1);
	assert_false(at_engine_tick(&engine, 20000, &event));
	write_all(&engine, "");
	assert_int_equal(at_engine_resync(&engine, "AT", false, 20000, 1500), SMSMODEM_OK);
	assert_int_equal(at_engine_deadline(&engine), 21500);
	write_all(&engine, "\x1B\rAT\r");
}

static void test_refuses_what_is_too_long(void **state)
{
	static const size_t lengths[] = {AT_OUTPUT_MAX - 1, AT_OUTPUT_MAX, 2 * AT_OUTPUT_MAX};
	char text[2 * AT_OUTPUT_MAX + 1];
	struct at_engine engine;

	(void)state;
	at_engine_init(&engine);
	for (size_t i = 0; i < COUNT(lengths); i++) {
		int wanted = lengths[i] < AT_OUTPUT_MAX ? SMSMODEM_OK : SMSMODEM_E_SPACE;
		memset(text, 'A', lengths[i]);
		text[lengths[i]] = '\0';
		assert_int_equal(submit(&engine, text, NULL), wanted);
		if (wanted == SMSMODEM_OK) {
			text[lengths[i]] = '\r';
			text[lengths[i] + 1] = '\0';
			write_all(&engine, text);
			assert_int_equal(feed(&engine, "OK\r"), AT_EVENT_FINAL);
			continue;
		}
		write_all(&engine, "");
		assert_int_equal(engine.state, AT_STATE_IDLE);
		assert_int_equal(submit(&engine, "AT+CMGS=1", text), SMSMODEM_E_SPACE);
		write_all(&engine, "");
		assert_int_equal(submit(&engine, "AT", NULL), SMSMODEM_OK);
		write_all(&engine, "AT\r");
		assert_int_equal(feed(&engine, "OK\r"), AT_EVENT_FINAL);
	}
}

/* Whatever part of the data has been written: either all of it, then there is no way back, or ESC
 * is the last octet. */
static void test_abort_at_every_octet_of_the_data(void **state)
{
	static const char data[] = "0001AB";

	(void)state;
	for (size_t written = 0; written <= sizeof data; written++) {
		struct at_engine engine;
		size_t count;

		at_engine_init(&engine);
		assert_int_equal(submit(&engine, "AT+CMGS=18", data), SMSMODEM_OK);
		write_all(&engine, "AT+CMGS=18\r");
		assert_int_equal(feed(&engine, "\r\n> "), AT_EVENT_PROMPT);
		(void)at_engine_output(&engine, &count);
		assert_int_equal(count, sizeof data);
		at_engine_written(&engine, written, 0);
		assert_int_equal(at_engine_handed_over(&engine), written == sizeof data);
		assert_int_equal(at_engine_abort(&engine, 0, 1000), written < sizeof data);
		write_all(&engine, written < sizeof data ? "\x1B" : "");
		assert_false(at_engine_handed_over(&engine) && written < sizeof data);
	}
}

static void test_abort_of_half_a_command(void **state)
{
	struct at_engine engine;

	(void)state;
	at_engine_init(&engine);
	assert_int_equal(submit(&engine, "AT+CMGS=18", "0001AB"), SMSMODEM_OK);
	at_engine_written(&engine, 4, 0);
	assert_true(at_engine_abort(&engine, 0, 1000));
	write_all(&engine, "\x1B");
	assert_false(at_engine_handed_over(&engine));
}

/* 27.005 3.5.1: who has nothing to give hears of the prompt, and leaves it by ESC. */
static void test_prompt_without_data(void **state)
{
	static const char *const lines[] = {"AT+CMGS=18", "at+cmgw", "AT+CMGC=7", "AT+CNMA=1,3"};
	struct at_engine engine;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		size_t count;
		at_engine_init(&engine);
		assert_int_equal(submit(&engine, lines[i], NULL), SMSMODEM_OK);
		(void)at_engine_output(&engine, &count);
		at_engine_written(&engine, count, 0);
		assert_int_equal(feed(&engine, "\r\n> "), AT_EVENT_PROMPT);
		write_all(&engine, "");
		assert_false(at_engine_handed_over(&engine));
		assert_true(at_engine_abort(&engine, 0, 1000));
		write_all(&engine, "\x1B");
		assert_int_equal(feed(&engine, "\r\nOK\r\n"), AT_EVENT_FINAL);
	}
}

/* A '>' is given to nobody before it is asked for, and no data goes out twice. */
static void test_data_goes_out_once(void **state)
{
	struct at_engine engine;

	(void)state;
	at_engine_init(&engine);
	assert_int_equal(submit(&engine, "AT+CMGS=18", "0001AB"), SMSMODEM_OK);
	write_all(&engine, "AT+CMGS=18\r");
	assert_int_equal(feed(&engine, "\r\n> "), AT_EVENT_PROMPT);
	write_all(&engine, "0001AB\x1A");
	assert_int_equal(feed(&engine, "\r\n> \r\n> \r\n"), AT_EVENT_LINE);
	write_all(&engine, "");
	assert_int_equal(feed(&engine, "OK\r\n"), AT_EVENT_FINAL);
	assert_int_equal(engine.state, AT_STATE_IDLE);
	assert_int_equal(submit(&engine, "AT", NULL), SMSMODEM_OK);
	write_all(&engine, "AT\r");
	assert_false(at_engine_handed_over(&engine));
}

/* --- lines over the limit --- */

static size_t overlong_text(char *text, size_t length, const char *head, const char *tail)
{
	size_t count = strlen(head);

	memcpy(text, head, count);
	memset(text + count, 'x', length - count);
	memcpy(text + length, tail, strlen(tail) + 1);
	return length + strlen(tail);
}

static void overlong_events(struct at_log *log, const char *text, size_t length, size_t piece)
{
	static const char *const names[] = {"none",  "line",    "urc",     "prompt",
					    "final", "timeout", "overlong"};
	struct at_engine engine;
	struct at_event event;

	at_log_clear(log);
	at_engine_init(&engine);
	assert_int_equal(submit(&engine, "AT+CMGL=4", NULL), SMSMODEM_OK);
	for (size_t done = 0; done < length;) {
		size_t count = length - done < piece ? length - done : piece;
		done += at_engine_feed(&engine, (const uint8_t *)text + done, count, &event);
		if (event.kind == AT_EVENT_NONE)
			continue;
		at_log_add(log, "%s ", names[event.kind]);
		at_log_add(log, "%zu %.8s\n", strlen(event.line), event.line);
	}
}

static void test_overlong(void **state)
{
	static const struct {
		const char *name;
		size_t length;
		const char *head, *tail, *expected;
	} cases[] = {
		{"the longest line", AT_LINE_MAX, "", "\r\nOK\r\n",
		 "line 4096 xxxxxxxx\nfinal 2 OK\n"},
		{"one more", AT_LINE_MAX + 1, "", "\r\nOK\r\n",
		 "overlong 4096 xxxxxxxx\nfinal 2 OK\n"},
		{"many more", 9000, "", "\r\nOK\r\n", "overlong 4096 xxxxxxxx\nfinal 2 OK\n"},
		{"its rest is no line", 4099, "", "OK\r\nOK\r\n",
		 "overlong 4096 xxxxxxxx\nfinal 2 OK\n"},
		{"below a header", 5000, "+CMGL: 1,1,,20\r\n", "\r\nOK\r\n",
		 "overlong 4096 xxxxxxxx\nfinal 2 OK\n"},
		{"a header that is too long is a line", 600, "+CMGL: 1,1,", "\r\nOK\r\n",
		 "line 600 +CMGL: 1\nfinal 2 OK\n"},
		{"the longest header", AT_HEADER_MAX, "+CMGL: 1,1,", "\r\nOK\r\nOK\r\n",
		 "line 512 +CMGL: 1\nfinal 2 OK\n"},
	};
	static const size_t pieces[] = {1, 2, 7, 1000, 4095, 4096, 4097, 20000};
	static char text[16384];
	static struct at_log log;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t length = overlong_text(text, cases[i].length, cases[i].head, cases[i].tail);
		for (size_t j = 0; j < COUNT(pieces); j++) {
			overlong_events(&log, text, length, pieces[j]);
			if (strcmp(log.text, cases[i].expected) != 0)
				fail_msg("%s, pieces of %zu:\n%s", cases[i].name, pieces[j],
					 log.text);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_refuses_while_busy),
		cmocka_unit_test(test_refuses_while_lost),
		cmocka_unit_test(test_refuses_what_is_too_long),
		cmocka_unit_test(test_abort_at_every_octet_of_the_data),
		cmocka_unit_test(test_abort_of_half_a_command),
		cmocka_unit_test(test_prompt_without_data),
		cmocka_unit_test(test_data_goes_out_once),
		cmocka_unit_test(test_overlong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
