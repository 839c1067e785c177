/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cell broadcast: what comes, what +CSCB lets in, where +CNMI sends it (23.041 9.4.1, 27.005 3). */
#include "sim_dialogue.h"

#define OK     "\r\nOK\r\n"
#define CMS(n) "\r\n+CMS ERROR: " #n "\r\n"
/* "hi" in 93 septets, the rest filled with CR (23.038 6.1.2.2.1) */
#define HI               \
	"401000320F11"   \
	"E874"           \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D168341A8D46" \
	"A3D100"
#define LISTEN "AT+CSCB=0,\"50\"\r"
#define CBM    "\r\n+CBM: 88\r\n" HI "\r\n"
/* by <mid>, <dcs> and contents */
#define PAGE(mid, dcs)      \
	"4010" mid dcs "11" \
	"E834"

static const struct sim_dialogue rows[] = {
	{"nothing is let in at the start", NULL, {"AT+CNMI=2,0,2\r", "!cb hi"}, OK},
	{"bm 0: nothing",
	 NULL,
	 {LISTEN, "!cb hi", "AT+CPMS=\"BM\"\r"},
	 OK "\r\n+CPMS: 0,20,0,100,0,100\r\n" OK},
	{"bm 2: +CBM", NULL, {LISTEN, "AT+CNMI=2,0,2\r", "!cb hi"}, OK OK CBM},
	{"bm 2 in text mode",
	 NULL,
	 {LISTEN, "AT+CNMI=2,0,2;+CMGF=1\r", "!cb hi"},
	 OK OK "\r\n+CBM: 16400,50,15,1,1\r\nhi\r\n"},
	{"each has a number of its own",
	 NULL,
	 {LISTEN, "AT+CNMI=2,0,2;+CMGF=1\r", "!cb a", "!cb b"},
	 OK OK "\r\n+CBM: 16400,50,15,1,1\r\na\r\n\r\n+CBM: 16416,50,15,1,1\r\nb\r\n"},
	{"beyond the default alphabet",
	 NULL,
	 {LISTEN, "AT+CNMI=2,0,2;+CMGF=1\r", "!cb-pdu 4010003248110416"},
	 OK OK "\r\n+CBM: 16400,50,72,1,1\r\n0416\r\n"},
	{"8 bits are hexadecimal",
	 NULL,
	 {LISTEN, "AT+CNMI=2,0,2;+CMGF=1\r", "!cb-pdu 401000324411E834"},
	 OK OK "\r\n+CBM: 16400,50,68,1,1\r\nE834\r\n"},
	{"no page number is the only page (23.041 9.4.1.2.4)",
	 NULL,
	 {LISTEN, "AT+CNMI=2,0,2;+CMGF=1\r", "!cb-pdu 401000320F00E834"},
	 OK OK "\r\n+CBM: 16400,50,15,1,1\r\nhi\r\n"},
	{"bm 1: stored in BM and read there",
	 NULL,
	 {LISTEN, "AT+CNMI=2,0,1\r", "!cb hi", "AT+CPMS=\"BM\"\r", "AT+CMGR=1\r", "AT+CMGL=4\r",
	  "AT+CMGF=1;+CMGR=1\r", "AT+CMGL=\"ALL\"\r"},
	 OK OK "\r\n+CBMI: \"BM\",1\r\n\r\n+CPMS: 1,20,0,100,0,100\r\n" OK "\r\n+CMGR: 0,,88\r\n" HI
	       "\r\n" OK "\r\n+CMGL: 1,1,,88\r\n" HI "\r\n" OK
	       "\r\n+CMGR: \"REC READ\",16400,50,15,1,1\r\nhi\r\n" OK
	       "\r\n+CMGL: 1,\"REC READ\",16400,50,1,1\r\nhi\r\n" OK},
	{"bm 3: class 3 comes, others are stored",
	 NULL,
	 {LISTEN, "AT+CNMI=2,0,3\r", "!cb-pdu " PAGE("0032", "F3"), "!cb-pdu " PAGE("0032", "F1")},
	 OK OK "\r\n+CBM: 8\r\n" PAGE("0032", "F3") "\r\n\r\n+CBMI: \"BM\",1\r\n"},
	{"BM full: it is lost, as nobody keeps a broadcast",
	 "echo=off&storage=bm=1",
	 {LISTEN, "AT+CNMI=2,0,1\r", "!cb a", "!cb b", "AT+CPMS=\"BM\";+CMGD=1;+CPMS?\r"},
	 OK OK "\r\n+CBMI: \"BM\",1\r\n\r\n+CPMS: 1,1,0,100,0,100\r\n"
	       "\r\n+CPMS: \"BM\",0,1,\"ME\",0,100,\"ME\",0,100\r\n" OK},
	{"mode 0 keeps it until another",
	 NULL,
	 {LISTEN, "AT+CNMI=0,0,2\r", "!cb hi", "AT+CNMI=2\r"},
	 OK OK OK CBM},
	{"it needs no acknowledgement",
	 NULL,
	 {LISTEN, "AT+CSMS=1;+CNMI=2,2,2;+CMEE=1\r", "!cb hi", "AT+CNMA\r"},
	 OK "\r\n+CSMS: 1,1,1\r\n" OK CBM CMS(340)},
	{"locked card", "echo=off&pin=1234", {"!cb hi"}, ""},
	{"+CSCB",
	 NULL,
	 {"AT+CSCB=?;+CSCB?\r", "AT+CSCB=1,\"0,320-478,922\",\"0-3,5\";+CSCB?\r",
	  "AT+CSCB=0;+CSCB?\r"},
	 "\r\n+CSCB: (0,1)\r\n\r\n+CSCB: 0,\"\",\"\"\r\n" OK
	 "\r\n+CSCB: 1,\"0,320-478,922\",\"0-3,5\"\r\n" OK "\r\n+CSCB: 0,\"\",\"\"\r\n" OK},
	{"+CSCB refused, and nothing changed",
	 NULL,
	 {"AT+CMEE=1;+CSCB=0,\"50\"\r", "AT+CSCB=2\r", "AT+CSCB=0,\"a\"\r", "AT+CSCB=0,\"5-3\"\r",
	  "AT+CSCB=0,\"1-\"\r", "AT+CSCB=0,\"1;2\"\r", "AT+CSCB=0,\"65536\"\r",
	  "AT+CSCB=0,,\"x\"\r", "AT+CSCB\r", "AT+CSCB=0,,,1;\r", "AT+CSCB?\r"},
	 OK CMS(305) CMS(305) CMS(305) CMS(305) CMS(305) CMS(305) CMS(305) CMS(305)
		 CMS(305) "\r\n+CSCB: 0,\"50\",\"\"\r\n" OK},
};

static void test_broadcast(void **state)
{
	(void)state;
	sim_check_dialogues(rows, SIM_COUNT(rows));
}

struct filter_row {
	const char *filter, *mid, *dcs;
	bool wanted;
};

/* 27.005 3.3.4: what is listed, or all but that. */
static const struct filter_row filter_rows[] = {
	{"0,\"50\"", "0032", "0F", true},         {"0,\"50\"", "0033", "0F", false},
	{"0,\"40-60,922\"", "0032", "0F", true},  {"0,\"40-60,922\"", "039A", "0F", true},
	{"0,\"40-60,922\"", "0028", "0F", true},  {"0,\"40-60,922\"", "0027", "0F", false},
	{"0,\"50\",\"0-3\"", "0032", "03", true}, {"0,\"50\",\"0-3\"", "0032", "04", false},
	{"0,\"\",\"0-3\"", "0032", "03", false},  {"1", "0032", "0F", true},
	{"1,\"50\"", "0032", "0F", false},        {"1,\"50\"", "0033", "0F", true},
	{"1,\"\",\"15\"", "0033", "0F", false},
};

static void test_filter(void **state)
{
	struct sim_reply reply;
	char text[128];

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(filter_rows); i++) {
		const struct filter_row *row = &filter_rows[i];
		struct smsmodem_sim *sim = sim_start("echo=off");
		(void)snprintf(text, sizeof text, "AT+CSCB=%s;+CNMI=2,0,2\r", row->filter);
		assert_string_equal(sim_say(sim, &reply, text, 0), OK);
		(void)snprintf(text, sizeof text, "cb-pdu 4010%s%s11E834", row->mid, row->dcs);
		sim_do(sim, text, 0);
		sim_say(sim, &reply, "", 0);
		if ((reply.length > 0) != row->wanted)
			fail_msg("+CSCB=%s: %s %s", row->filter, row->mid, row->dcs);
		smsmodem_sim_free(sim);
	}
}

struct coding_row {
	const char *dcs;
	const char *shown; /**< of the octets E8 34 */
};

/* 23.038 5. */
static const struct coding_row coding_rows[] = {
	{"00", "hi"},   {"0F", "hi"},   {"10", "hi"},   {"11", "E834"}, {"20", "hi"},
	{"24", "hi"},   {"40", "hi"},   {"44", "E834"}, {"48", "E834"}, {"50", "hi"},
	{"54", "E834"}, {"60", "E834"}, {"70", "E834"}, {"90", "E834"}, {"D0", "E834"},
	{"E0", "E834"}, {"F0", "hi"},   {"F4", "E834"}, {"80", "hi"},
};

static void test_coding(void **state)
{
	struct sim_reply reply;
	char text[128], expected[128];

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(coding_rows); i++) {
		struct smsmodem_sim *sim = sim_start("echo=off");
		sim_say(sim, &reply, "AT+CSCB=1;+CNMI=2,0,2;+CMGF=1\r", 0);
		(void)snprintf(text, sizeof text, "cb-pdu 40100032%s11E834", coding_rows[i].dcs);
		sim_do(sim, text, 0);
		(void)snprintf(expected, sizeof expected, "\r\n+CBM: 16400,50,%ld,1,1\r\n%s\r\n",
			       strtol(coding_rows[i].dcs, NULL, 16), coding_rows[i].shown);
		assert_string_equal(sim_say(sim, &reply, "", 0), expected);
		smsmodem_sim_free(sim);
	}
}

/* A long text has pages, no escape pair and no surrogate pair is cut, and 15 are the most. */
static void test_pages(void **state)
{
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct smsmodem_error error = {0};
	struct sim_reply reply;
	char text[2048] = "cb ";

	(void)state;
	sim_say(sim, &reply, "AT+CSCB=1;+CNMI=2,0,2;+CMGF=1\r", 0);
	memset(text + 3, 'x', 92);
	memcpy(text + 95, "{y", 3);
	sim_do(sim, text, 0);
	sim_say(sim, &reply, "", 0);
	assert_non_null(strstr(reply.text, ",50,15,1,2\r\nxx"));
	assert_non_null(strstr(reply.text, "x\r\n\r\n+CBM: 16400,50,15,2,2\r\n\033(y\r\n"));
	memset(text + 3, 'x', 15 * 93);
	text[3 + 15 * 93] = '\0';
	sim_do(sim, text, 0);
	assert_non_null(strstr(sim_say(sim, &reply, "", 0), ",50,15,15,15\r\n"));
	memcpy(text + 3 + 15 * 93, "x", 2);
	assert_int_equal(smsmodem_sim_control(sim, text, 0, &error), SMSMODEM_E_USAGE);
	memset(text + 3, 'x', 40);
	memcpy(text + 43, "\xF0\x9F\x98\x80", 5);
	sim_do(sim, text, 0);
	assert_non_null(strstr(sim_say(sim, &reply, "", 0), ",50,72,2,2\r\nD83DDE00000D"));
	smsmodem_sim_free(sim);
}

static void test_refused(void **state)
{
	static const char *const refused[] = {"cb",          "cb ",       "cb \xFF",
					      "cb-pdu",      "cb-pdu xy", "cb-pdu 401000320F11",
					      "cb-pdu 40100"};
	struct smsmodem_sim *sim = sim_start("echo=off");

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(refused); i++) {
		struct smsmodem_error error = {0};
		assert_int_equal(smsmodem_sim_control(sim, refused[i], 0, &error),
				 SMSMODEM_E_USAGE);
		assert_true(error.text[0] != '\0');
	}
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_broadcast), cmocka_unit_test(test_filter),
		cmocka_unit_test(test_coding),    cmocka_unit_test(test_pages),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
