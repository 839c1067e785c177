/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages in the simulated phone: submitted, stored, looped back, delivered; and its latency. */
#include "sim_support.h"
#include <smsmodem/pdu.h>
#include <stdlib.h>

#define OK     "\r\nOK\r\n"
#define ERROR  "\r\nERROR\r\n"
#define PROMPT "\r\n> "
#define SEND   "AT+CMGS=18\r" SIM_PDU "\032"
#define SENT   PROMPT "\r\n+CMGS: 0\r\n" OK
/* "hi" from +1234 at 2026-01-01T00:00:00Z by way of the SIM's own centre: 17 octets of TPDU. */
#define DELIVER            \
	"0791947101670000" \
	"040491214300006210100000000002E834"

static const struct sim_row prompt_rows[] = {
	{"send (27.005 3.5.1)", "echo=off", SEND, SENT},
	{"send with echo", NULL, SEND, "AT+CMGS=18\r" PROMPT SIM_PDU "\032\r\n+CMGS: 0\r\n" OK},
	{"references count up", "echo=off", SEND SEND, SENT PROMPT "\r\n+CMGS: 1\r\n" OK},
	{"lower-case hex and line ends", "echo=off",
	 "AT+CMGS=18\r0001000c9194710000\r\n00000000 05E8329BFD06\r\n\032", SENT},
	{"backspace", "echo=off", "AT+CMGS=18\r" SIM_PDU "AA\b\b\032", SENT},
	{"ESC aborts", "echo=off", "AT+CMGS=18\r0001\033AT\r", PROMPT OK OK},
	{"length is another (304)", "echo=off", "AT+CMEE=1;+CMGS=17\r" SIM_PDU "\032",
	 PROMPT "\r\n+CMS ERROR: 304\r\n"},
	{"no hex", "echo=off", "AT+CMEE=1;+CMGS=18\rhello\032", PROMPT "\r\n+CMS ERROR: 304\r\n"},
	{"nothing", "echo=off", "AT+CMEE=1;+CMGS=18\r\032", PROMPT "\r\n+CMS ERROR: 304\r\n"},
	{"only an SMSC address", "echo=off", "AT+CMEE=1;+CMGS=1\r0291\032",
	 PROMPT "\r\n+CMS ERROR: 304\r\n"},
	{"no SUBMIT (23.040 9.2.3.1)", "echo=off", "AT+CMEE=1;+CMGS=17\r" DELIVER "\032",
	 PROMPT "\r\n+CMS ERROR: 304\r\n"},
	{"no length", "echo=off", "AT+CMEE=1;+CMGS=\r", "\r\n+CMS ERROR: 304\r\n"},
	{"length too long", "echo=off", "AT+CMEE=1;+CMGS=177\r", "\r\n+CMS ERROR: 304\r\n"},
	{"bare command", "echo=off", "AT+CMEE=1;+CMGS\r", "\r\n+CMS ERROR: 302\r\n"},
	{"not registered", "echo=off&fault=noreg",
	 "AT+CMEE=1;"
	 "+CMGS=18\r" SIM_PDU "\032",
	 PROMPT "\r\n+CMS ERROR: 331\r\n"},
	{"text mode", "echo=off", "AT+CMGF=1;+CMGS=\"+4917\"\rhello\032", SENT},
	{"text mode, two lines", "echo=off", "AT+CMGF=1;+CMGS=\"17\"\ra\rb\032",
	 PROMPT "\r\n> \r\n+CMGS: 0\r\n" OK},
	{"text mode, no number", "echo=off", "AT+CMEE=1;+CMGF=1;+CMGS=\"hello?\"\r",
	 "\r\n+CMS ERROR: 305\r\n"},
	{"write and send from storage", "echo=off", "AT+CMGW=18\r" SIM_PDU "\032AT+CMSS=1\r",
	 PROMPT "\r\n+CMGW: 1\r\n" OK "\r\n+CMSS: 0\r\n" OK},
	{"send what is not there", "echo=off", "AT+CMEE=1;+CMSS=1\r", "\r\n+CMS ERROR: 321\r\n"},
	{"write a DELIVER and read it", "echo=off", "AT+CMGW=17,1\r" DELIVER "\032AT+CMGR=1\r",
	 PROMPT "\r\n+CMGW: 1\r\n" OK "\r\n+CMGR: 1,,17\r\n" DELIVER "\r\n" OK},
	{"send a DELIVER", "echo=off", "AT+CMEE=1;+CMGW=17,1\r" DELIVER "\032AT+CMSS=1\r",
	 PROMPT "\r\n+CMGW: 1\r\n" OK "\r\n+CMS ERROR: 302\r\n"},
	{"loopback announced after the answer", "echo=off&loopback=on", "AT+CNMI=2,1\r" SEND,
	 OK SENT "\r\n+CMTI: \"ME\",1\r\n"},
	{"loopback from storage", "echo=off&loopback=on",
	 "AT+CNMI=2,1;+CMGW=18\r" SIM_PDU "\032AT+CMSS=1\r",
	 PROMPT "\r\n+CMGW: 1\r\n" OK "\r\n+CMSS: 0\r\n" OK "\r\n+CMTI: \"ME\",2\r\n"},
	{"loopback handed over", "echo=off&loopback=on", "AT+CNMI=2,2\r" SEND,
	 OK SENT "\r\n+CMT: ,24\r\n0791947101670000040C9194710000000000006210100000000005E8329BFD06"
		 "\r\n"},
};

static void test_prompt(void **state)
{
	(void)state;
	sim_check_rows(prompt_rows, SIM_COUNT(prompt_rows));
}

struct stored_row {
	const char *name, *control, *input, *expected;
};

static const struct stored_row stored_rows[] = {
	{"read once unread", "deliver +1234 hi", "AT+CMGR=1\rAT+CMGR=1\r",
	 "\r\n+CMGR: 0,,17\r\n" DELIVER "\r\n" OK "\r\n+CMGR: 1,,17\r\n" DELIVER "\r\n" OK},
	{"list unread", "deliver +1234 hi", "AT+CMGL\rAT+CMGL=0\rAT+CMGL=1\r",
	 "\r\n+CMGL: 1,0,,17\r\n" DELIVER "\r\n" OK OK "\r\n+CMGL: 1,1,,17\r\n" DELIVER "\r\n" OK},
	{"list all", "deliver +1234 hi", "AT+CMGL=4\r", "\r\n+CMGL: 1,0,,17\r\n" DELIVER "\r\n" OK},
	{"list out of range", "deliver +1234 hi", "AT+CMEE=1;+CMGL=5\r", "\r\n+CMS ERROR: 302\r\n"},
	{"stored is counted", "deliver +1234 hi", "AT+CPMS?\r",
	 "\r\n+CPMS: \"ME\",1,100,\"ME\",1,100,\"ME\",1,100\r\n" OK},
	{"delete", "deliver +1234 hi", "AT+CMGD=1\rAT+CMGD=1\rAT+CMGL=4\r", OK OK OK},
	{"delete nowhere", "deliver +1234 hi", "AT+CMEE=1;+CMGD=101\r", "\r\n+CMS ERROR: 321\r\n"},
	{"delete index 0", "deliver +1234 hi", "AT+CMEE=1;+CMGD=0\r", "\r\n+CMS ERROR: 321\r\n"},
	{"delete read ones only (27.005 3.5.4)", "deliver +1234 hi",
	 "AT+CMGD=1,1\rAT+CMGR=1\rAT+CMGD=1,1\rAT+CMGL=4\r",
	 OK "\r\n+CMGR: 0,,17\r\n" DELIVER "\r\n" OK OK OK},
	{"delete all", "deliver +1234 hi", "AT+CMGD=1,4\rAT+CMGL=4\r", OK OK},
	{"raw PDU", "deliver-pdu " DELIVER, "AT+CMGR=1\r",
	 "\r\n+CMGR: 0,,17\r\n" DELIVER "\r\n" OK},
	{"raw octets that are no PDU", "deliver-pdu 0004FF", "AT+CMGR=1\r",
	 "\r\n+CMGR: 0,,2\r\n0004FF\r\n" OK},
	{"text mode", "deliver +1234 hi", "AT+CMGF=1;+CMGR=1\r",
	 "\r\n+CMGR: \"REC UNREAD\",\"+1234\",,\"26/01/01,00:00:00+00\"\r\nhi\r\n" OK},
	{"text mode, list", "deliver +1234 hi", "AT+CMGF=1;+CMGL=\"ALL\"\r",
	 "\r\n+CMGL: 1,\"REC UNREAD\",\"+1234\",,\"26/01/01,00:00:00+00\"\r\nhi\r\n" OK},
	{"text mode, details", "deliver +1234 hi", "AT+CMGF=1;+CSDH=1;+CMGR=1\r",
	 "\r\n+CMGR: \"REC UNREAD\",\"+1234\",,\"26/01/01,00:00:00+00\",145,4,0,0,"
	 "\"+491710760000\",145,2\r\nhi\r\n" OK},
	{"text mode, UCS2", "deliver +1 h\xC3\xA9", "AT+CMGF=1;+CSCS=\"UCS2\";+CMGR=1\r",
	 "\r\n+CMGR: \"REC UNREAD\",\"002B0031\",,\"26/01/01,00:00:00+00\"\r\n006800E9\r\n" OK},
	{"text mode, beyond ASCII", "deliver +1 \xE2\x82\xAC", "AT+CMGF=1;+CSCS=\"IRA\";+CMGR=1\r",
	 "\r\n+CMGR: \"REC UNREAD\",\"+1\",,\"26/01/01,00:00:00+00\"\r\n?\r\n" OK},
	{"sender with a name", "deliver Bank hi", "AT+CMGF=1;+CMGR=1\r",
	 "\r\n+CMGR: \"REC UNREAD\",\"Bank\",,\"26/01/01,00:00:00+00\"\r\nhi\r\n" OK},
	{"sender with a name of 11 characters (23.040 9.1.2.5)",
	 "deliver \xC3\x84\xC3\x96\xC3\x9C\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F"
	 "\xC3\x84\xC3\x96\xC3\x9C\xC3\xA4 hi",
	 "AT+CMGF=1;+CSCS=\"HEX\";+CMGR=1\r",
	 "\r\n+CMGR: \"REC UNREAD\",\"5B5C5E7B7C7E1E5B5C5E7B\",,\"26/01/01,00:00:00+00\"\r\n6869"
	 "\r\n" OK},
	{"ring", "ring +1234", "", "\r\nRING\r\n"},
	{"urc", "urc ^RSSI:12", "", "\r\n^RSSI:12\r\n"},
	{"full: nothing is kept", "full on", "AT+CPMS?\r",
	 "\r\n+CPMS: \"ME\",100,100,\"ME\",100,100,\"ME\",100,100\r\n" OK},
	{"reboot", "reboot", "", "\r\nRDY\r\n\r\n+CPIN: READY\r\n"},
};

static void test_stored(void **state)
{
	struct sim_reply reply;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(stored_rows); i++) {
		struct smsmodem_sim *sim = sim_start("echo=off");
		sim_do(sim, stored_rows[i].control, 0);
		sim_say(sim, &reply, stored_rows[i].input, 0);
		if (strcmp(reply.text, stored_rows[i].expected) != 0)
			fail_msg("%s: got [%s]", stored_rows[i].name, reply.text);
		smsmodem_sim_free(sim);
	}
}

static const char *const refused_controls[] = {
	"",
	"no",
	"deliver",
	"deliver +1",
	"deliver  x",
	"deliver +12?45678901234 x",
	"deliver Twelve.chars x",
	"deliver Eleven.char\xE2\x82\xAC x",
	"deliver \xD0\x96 x",
	"deliver \xFF x",
	"deliver-pdu",
	"deliver-pdu xy",
	"deliver-pdu 00",
	"urc",
	"urc a\rb",
	"ring",
	"ring x?",
	"full",
	"full maybe",
	"deliver +1 \xFF",
	"ussd a\"b",
};

static void test_refused_controls(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct sim_reply reply;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(refused_controls); i++) {
		struct smsmodem_error error = {0};
		int code = smsmodem_sim_control(sim, refused_controls[i], 0, &error);
		if (code >= 0 || error.code != code || !error.text[0])
			fail_msg("'%s': %d", refused_controls[i], code);
	}
	assert_string_equal(sim_say(sim, &reply, "AT+CMGL=4\r", 0), OK);
	smsmodem_sim_free(sim);
}

/* Hand over every part; returns how many. */
static int submit_all(struct smsmodem_sim *sim, const struct smsmodem_submit *submit)
{
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu;
	struct sim_reply reply;
	char input[512];
	int parts = smsmodem_encode_begin(&encoder, submit, NULL);

	assert_true(parts > 0);
	while (smsmodem_encode_next(&encoder, &pdu, NULL) == 1) {
		(void)snprintf(input, sizeof input, "AT+CMGS=%d\r%s\032", pdu.length, pdu.hex);
		sim_say(sim, &reply, input, 0);
		assert_non_null(strstr(reply.text, OK));
	}
	return parts;
}

struct submit_row {
	const char *name;
	int repeat; /**< of text */
	const char *text;
	enum smsmodem_encoding encoding;
	int parts;
	const char *encoding_name;
};

static const struct submit_row submit_rows[] = {
	{"one part", 1, "hello", SMSMODEM_ENCODING_AUTO, 1, "gsm7"},
	{"nothing", 0, "x", SMSMODEM_ENCODING_AUTO, 1, "gsm7"},
	{"two parts", 161, "x", SMSMODEM_ENCODING_AUTO, 2, "gsm7"},
	{"UCS2", 1, "\xD0\x96", SMSMODEM_ENCODING_AUTO, 1, "ucs2"},
	{"UCS2 in parts", 100, "\xF0\x9F\x98\x80", SMSMODEM_ENCODING_AUTO, 4, "ucs2"},
};

static void test_submit_events(void **state)
{
	struct smsmodem_sim_event event;
	char text[1024];

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(submit_rows); i++) {
		const struct submit_row *row = &submit_rows[i];
		struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
		struct smsmodem_sim *sim = sim_start("echo=off");
		text[0] = '\0';
		for (int n = 0; n < row->repeat; n++)
			memcpy(text + strlen(text), row->text, strlen(row->text) + 1);
		submit.to = "+491700000000";
		submit.text = text;
		submit.text_len = strlen(text);
		submit.encoding = row->encoding;
		assert_int_equal(submit_all(sim, &submit), row->parts);
		assert_true(sim_next_submit(sim, &event));
		assert_string_equal(event.to, "+491700000000");
		assert_string_equal(event.smsc, "");
		assert_string_equal(event.text, text);
		assert_null(event.data);
		assert_int_equal(event.parts, row->parts);
		assert_string_equal(event.encoding, row->encoding_name);
		assert_false(sim_next_submit(sim, &event));
		smsmodem_sim_free(sim);
	}
}

static void test_submit_data(void **state)
{
	static const uint8_t data[] = {0x00, 0x1A, 0x1B, 0xFF};
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct smsmodem_sim_event event;

	(void)state;
	submit.to = "123";
	submit.smsc = "+4917";
	submit.data = data;
	submit.data_len = sizeof data;
	submit.encoding = SMSMODEM_ENCODING_8BIT;
	submit.port_dst = 2948;
	assert_int_equal(submit_all(sim, &submit), 1);
	assert_true(sim_next_submit(sim, &event));
	assert_null(event.text);
	assert_string_equal(event.data, "001A1BFF");
	assert_string_equal(event.smsc, "+4917");
	assert_string_equal(event.encoding, "8bit");
	smsmodem_sim_free(sim);
}

/* What is looped back is what was sent, from the phone's own number. */
static void test_loopback(void **state)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_sim *sim = sim_start("echo=off&loopback=on&number=%2B4917");
	struct smsmodem_tpdu parts[2];
	struct sim_reply reply;
	char text[301], joined[1024];

	(void)state;
	memset(text, 'z', 300);
	text[300] = '\0';
	submit.to = "123";
	submit.text = text;
	submit.text_len = 300;
	assert_int_equal(submit_all(sim, &submit), 2);
	for (size_t i = 0; i < 2; i++) {
		char command[32];
		(void)snprintf(command, sizeof command, "AT+CMGR=%zu\r", i + 1);
		sim_say(sim, &reply, command, 0);
		char *hex = strstr(reply.text + 2, "\r\n") + 2;
		size_t length = strcspn(hex, "\r");
		struct smsmodem_decode_options options = {SMSMODEM_KIND_DELIVER, false, -1};
		assert_int_equal(smsmodem_decode(hex, length, &options, &parts[i], NULL), 0);
		assert_string_equal(parts[i].peer.text, "+4917");
		assert_int_equal(parts[i].no_more, i == 1);
	}
	assert_true(smsmodem_text(parts, 2, joined, sizeof joined) > 0);
	assert_string_equal(joined, text);
	smsmodem_sim_free(sim);
}

static void test_memory_full(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CMEE=1;+CPMS=\"SM\",\"SM\",\"SM\"\r", 0);
	for (int i = 0; i < 21; i++)
		sim_do(sim, "deliver +1 x", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CPMS=\"SM\"\r", 0),
			    "\r\n+CPMS: 20,20,20,20,20,20\r\n" OK);
	assert_string_equal(sim_say(sim, &reply, "AT+CMGW=18\r" SIM_PDU "\032", 0),
			    PROMPT "\r\n+CMS ERROR: 322\r\n");
	smsmodem_sim_free(sim);
}

/* A line that comes while a payload is awaited waits for its end. */
static void test_urc_waits(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CLIP=1;+CMGS=18\r", 0);
	assert_string_equal(reply.text, PROMPT);
	sim_do(sim, "ring +1", 0);
	assert_string_equal(sim_say(sim, &reply, SIM_PDU, 0), "");
	assert_string_equal(sim_say(sim, &reply, "\032", 0),
			    "\r\n+CMGS: 0\r\n" OK "\r\nRING\r\n\r\n+CLIP: \"+1\",145\r\n");
	smsmodem_sim_free(sim);
}

/* A computer that went leaves neither a prompt nor half a line nor answers to the next one. */
static void test_hangup(void **state)
{
	static const char *const left[] = {"AT+CMGS=18\r0001", "AT+CMG", "AT\rAT\r"};
	struct sim_reply reply;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(left); i++) {
		struct smsmodem_sim *sim = sim_start("echo=off&latency=1");
		smsmodem_sim_input(sim, left[i], strlen(left[i]), 0);
		sim_do(sim, "hangup", 0);
		assert_int_equal(smsmodem_sim_deadline(sim), -1);
		sim_say(sim, &reply, "AT\r", 1);
		assert_string_equal(sim_say(sim, &reply, "", 2), OK);
		smsmodem_sim_free(sim);
	}
}

static void test_latency(void **state)
{
	struct smsmodem_sim *sim = sim_start("latency=20&network-latency=300");
	struct sim_reply reply;

	(void)state;
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	assert_string_equal(sim_say(sim, &reply, "AT+CMGS=18\r", 1000), "AT+CMGS=18\r");
	assert_int_equal(smsmodem_sim_deadline(sim), 1020);
	assert_string_equal(sim_say(sim, &reply, "", 1019), "");
	assert_string_equal(sim_say(sim, &reply, "", 1020), PROMPT);
	assert_string_equal(sim_say(sim, &reply, SIM_PDU "\032", 2000), SIM_PDU "\032");
	assert_int_equal(smsmodem_sim_deadline(sim), 2320);
	assert_string_equal(sim_say(sim, &reply, "", 2319), "");
	assert_string_equal(sim_say(sim, &reply, "", 2320), "\r\n+CMGS: 0\r\n" OK);
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	smsmodem_sim_free(sim);
}

/* The clock of messages is the clock that was given. */
static void test_clock(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT+CCLK?\r", (86400 + 3661) * 1000LL),
			    "\r\n+CCLK: \"26/01/02,01:01:01+00\"\r\n" OK);
	assert_non_null(strstr(sim_say(sim, &reply, "AT+CCLK?\r", INT64_MAX / 2), "\"85/"));
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prompt),
		cmocka_unit_test(test_stored),
		cmocka_unit_test(test_refused_controls),
		cmocka_unit_test(test_submit_events),
		cmocka_unit_test(test_submit_data),
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_memory_full),
		cmocka_unit_test(test_urc_waits),
		cmocka_unit_test(test_latency),
		cmocka_unit_test(test_hangup),
		cmocka_unit_test(test_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
