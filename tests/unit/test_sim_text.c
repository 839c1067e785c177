/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text mode: what is typed and what is shown (27.005 3), and the character sets (27.007 5.5). */
#include "sim_dialogue.h"

#define OK      "\r\nOK\r\n"
#define PROMPT  "\r\n> "
#define TEXT    "AT+CMEE=1;+CMGF=1\r"
#define CMS(n)  "\r\n+CMS ERROR: " #n "\r\n"
#define WRITTEN PROMPT "\r\n+CMGW: 1\r\n" OK
#define SENT    PROMPT "\r\n+CMGS: 0\r\n" OK
#define X50     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X160    X50 X50 X50 "xxxxxxxxxx"
/* TP-DA of +1234 */
#define TO_1234 "04912143"

/* What is typed, as the PDU that is made of it (27.005 3.1 <data>, 3.3.3). */
static const struct sim_dialogue compose_rows[] = {
	{"GSM",
	 NULL,
	 {TEXT, "AT+CMGW=\"+1234\"\r", "hi\032", "AT+CMGF=0\r", "AT+CMGR=1\r"},
	 OK WRITTEN OK "\r\n+CMGR: 2,,12\r\n001100" TO_1234 "0000A702E834\r\n" OK},
	{"GSM is septets as they are: $ is 2, @ is 0",
	 NULL,
	 {TEXT, "AT+CMGW=\"+1234\"\r", "\002{\032", "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,12\r\n001100" TO_1234 "0000A702823D\r\n" OK},
	{"IRA",
	 NULL,
	 {TEXT, "AT+CSCS=\"IRA\";+CMGW=\"+1234\"\r", "${\032", "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,13\r\n001100" TO_1234 "0000A70382"
		    "0D0A\r\n" OK},
	{"IRA has 7 bits",
	 NULL,
	 {TEXT, "AT+CSCS=\"IRA\";+CMGW=\"+1234\"\r", "\xE4\032"},
	 OK PROMPT CMS(305)},
	{"UCS2 in the default alphabet",
	 NULL,
	 {TEXT, "AT+CSCS=\"UCS2\";+CMGW=\"002B0031003200330034\"\r", "006800E9\032",
	  "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,12\r\n001100" TO_1234 "0000A702E802\r\n" OK},
	{"UCS2 beyond the default alphabet wants <dcs> 8",
	 NULL,
	 {TEXT, "AT+CSCS=\"UCS2\";+CMGW=\"002B0031\"\r", "0416\032"},
	 OK PROMPT CMS(305)},
	{"UCS2 with <dcs> 8",
	 NULL,
	 {TEXT, "AT+CSCS=\"UCS2\";+CSMP=17,167,0,8;+CMGW=\"002B0031003200330034\"\r", "0416\032",
	  "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,12\r\n001100" TO_1234 "0008A7020416\r\n" OK},
	{"HEX is septets in two digits",
	 NULL,
	 {TEXT, "AT+CSCS=\"HEX\";+CMGW=\"2B31323334\"\r", "6869\032", "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,12\r\n001100" TO_1234 "0000A702E834\r\n" OK},
	{"HEX above 7F is no septet",
	 NULL,
	 {TEXT, "AT+CSCS=\"HEX\";+CMGW=\"2B31\"\r", "80\032"},
	 OK PROMPT CMS(305)},
	{"8 bits are hexadecimal in any set",
	 NULL,
	 {TEXT, "AT+CSMP=17,167,0,4;+CMGW=\"+1234\"\r", "00FF\032", "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,12\r\n001100" TO_1234 "0004A70200FF\r\n" OK},
	{"8 bits that are no hexadecimal",
	 NULL,
	 {TEXT, "AT+CSMP=17,167,0,4;+CMGW=\"+1234\"\r", "hello\032"},
	 OK PROMPT CMS(305)},
	{"with a header: TP-UD in hexadecimal, UDL in septets",
	 NULL,
	 {TEXT, "AT+CSMP=81,167,0,0;+CMGW=\"+1234\"\r", "0500030102016834\032",
	  "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,18\r\n005100" TO_1234 "0000A7090500030102016834\r\n" OK},
	{"a header that is longer than the text",
	 NULL,
	 {TEXT, "AT+CSMP=81,167,0,0;+CMGW=\"+1234\"\r", "0500\032"},
	 OK PROMPT CMS(305)},
	{"a header of 255 octets",
	 NULL,
	 {TEXT, "AT+CSMP=81,167,0,0;+CMGW=\"+1234\"\r", "FF00\032"},
	 OK PROMPT CMS(305)},
	{"210 characters",
	 NULL,
	 {TEXT, "AT+CMGS=\"+1234\"\r", X160 X50 "\032"},
	 OK PROMPT CMS(305)},
	{"lines",
	 NULL,
	 {TEXT, "AT+CMGW=\"+1234\"\r", "a\rb\032", "AT+CMGR=1\r"},
	 OK PROMPT PROMPT "\r\n+CMGW: 1\r\n" OK
			  "\r\n+CMGR: \"STO UNSENT\",\"+1234\",\r\na\nb\r\n" OK},
	{"ESC keeps nothing",
	 NULL,
	 {TEXT, "AT+CMGW=\"+1234\"\r", "a\033", "AT+CMGL=\"ALL\"\r"},
	 OK PROMPT OK OK},
	{"160 characters", NULL, {TEXT, "AT+CMGS=\"+1234\"\r", X160 "\032"}, OK SENT},
	{"161 are not sent", NULL, {TEXT, "AT+CMGS=\"+1234\"\r", X160 "x\032"}, OK PROMPT CMS(305)},
	{"type of number makes it international",
	 NULL,
	 {TEXT, "AT+CMGW=\"1234\",145\r", "hi\032", "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,12\r\n001100" TO_1234 "0000A702E834\r\n" OK},
	{"type of number of one's own",
	 NULL,
	 {TEXT, "AT+CMGW=\"1234\",161\r", "hi\032", "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,12\r\n00110004A121430000A702E834\r\n" OK},
	{"no type of number",
	 NULL,
	 {TEXT, "AT+CMGW=\"1234\",1\r", "AT+CMGW=\"1234\",208\r"},
	 OK CMS(305) CMS(305)},
	{"+CSMP: report, reply path, reject duplicates, no validity",
	 NULL,
	 {TEXT, "AT+CSMP=165,0,1,0;+CMGW=\"+1234\"\r", "hi\032", "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,11\r\n00A500" TO_1234 "010002E834\r\n" OK},
	{"+CSMP: absolute validity",
	 NULL,
	 {TEXT, "AT+CSMP=25,\"26/12/24,18:30:00+04\";+CMGW=\"+1234\"\r", "hi\032",
	  "AT+CMGF=0;+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: 2,,18\r\n001900" TO_1234 "0000622142810300"
		    "4002E834\r\n" OK},
	{"+CSMP: absolute validity without a time",
	 NULL,
	 {TEXT, "AT+CSMP=25,167;+CMGW=\"+1234\"\r", "hi\032"},
	 OK PROMPT CMS(305)},
	{"+CSMP: enhanced validity has no text",
	 NULL,
	 {TEXT, "AT+CSMP=9,167;+CMGW=\"+1234\"\r", "hi\032"},
	 OK PROMPT CMS(305)},
	{"a message that was received (3.5.3 <stat>)",
	 NULL,
	 {TEXT, "AT+CMGW=\"+1234\",145,\"REC UNREAD\"\r", "hi\032", "AT+CMGL=\"REC UNREAD\"\r"},
	 OK WRITTEN "\r\n+CMGL: 1,\"REC UNREAD\",\"+1234\",,\"26/01/01,00:00:00+00\"\r\nhi\r\n" OK},
	{"its time by +CSMP",
	 NULL,
	 {TEXT, "AT+CSMP=4,\"25/01/02,03:04:05-08\";+CMGW=\"+1234\",145,\"REC READ\"\r", "hi\032",
	  "AT+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: \"REC READ\",\"+1234\",,\"25/01/02,03:04:05-08\"\r\nhi\r\n" OK},
	{"without a number",
	 NULL,
	 {TEXT, "AT+CMGW\r", "hi\032", "AT+CMGR=1\r", "AT+CMSS=1\r"},
	 OK WRITTEN "\r\n+CMGR: \"STO UNSENT\",\"\",\r\nhi\r\n" OK CMS(305)},
	{"without a number, with <stat>",
	 NULL,
	 {TEXT, "AT+CMGW=,,\"STO SENT\"\r", "hi\032", "AT+CMGL=\"STO SENT\"\r"},
	 OK WRITTEN "\r\n+CMGL: 1,\"STO SENT\",\"\",,\r\nhi\r\n" OK},
	{"sent from storage to another",
	 NULL,
	 {TEXT, "AT+CMGW\r", "hi\032", "AT+CMSS=1,\"+1234\"\r", "AT+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMSS: 0\r\n" OK "\r\n+CMGR: \"STO SENT\",\"\",\r\nhi\r\n" OK},
	{"wrong arguments",
	 NULL,
	 {TEXT, "AT+CMGS\r", "AT+CMGS?\r", "AT+CMGS=\r", "AT+CMGS=\"+1\",145,1,1\r",
	  "AT+CMGW=\"+1\",145,\"ALL\"\r", "AT+CMGW=\"+1\",145,\"NO\"\r", "AT+CMGW?\r"},
	 OK CMS(302) CMS(302) CMS(305) CMS(302) CMS(305) CMS(305) CMS(302)},
};

static void test_compose(void **state)
{
	(void)state;
	sim_check_dialogues(compose_rows, SIM_COUNT(compose_rows));
}

/* 23.038 6.2.1: '@' is 0, in the text as it is typed and as it is shown. */
static void test_gsm_zero(void **state)
{
	static const char typed[] = "AT+CMGF=1;+CMGW=\"+1234\"\ra\0b\032";
	static const char shown[] = "\r\na\0b\r\n" OK;
	struct smsmodem_sim *sim = sim_start("echo=off");
	struct sim_reply reply;

	(void)state;
	smsmodem_sim_input(sim, typed, sizeof typed - 1, 0);
	sim_say(sim, &reply, "AT+CMGR=1\r", 0);
	assert_true(reply.length > sizeof shown);
	assert_memory_equal(reply.text + reply.length - (sizeof shown - 1), shown,
			    sizeof shown - 1);
	sim_say(sim, &reply, "AT+CMGF=0;+CMGR=1\r", 0);
	assert_non_null(strstr(reply.text, "0000A703618018\r\n"));
	smsmodem_sim_free(sim);
}

#define STAMP   "\"26/01/01,00:00:00+00\""
#define SMSC    "0791947101670000"
#define DETAILS "+CSDH=1;"

/* What is shown (3.4.2, 3.4.3). */
static const struct sim_dialogue show_rows[] = {
	{"DELIVER with details",
	 NULL,
	 {"!deliver +1234 hi", "AT+CMGF=1;" DETAILS "+CMGR=1\r"},
	 "\r\n+CMGR: \"REC UNREAD\",\"+1234\",," STAMP
	 ",145,4,0,0,\"+491710760000\",145,2\r\nhi\r\n" OK},
	{"DELIVER with details, list",
	 NULL,
	 {"!deliver +1234 hi", "AT+CMGF=1;" DETAILS "+CMGL=\"ALL\"\r"},
	 "\r\n+CMGL: 1,\"REC UNREAD\",\"+1234\",," STAMP ",145,2\r\nhi\r\n" OK},
	{"SUBMIT with details",
	 NULL,
	 {TEXT "AT+CMGW=\"+1234\"\r", "hi\032", "AT" DETAILS "+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: \"STO UNSENT\",\"+1234\",,145,17,0,0,167,\"+491710760000\",145,2"
		    "\r\nhi\r\n" OK},
	{"SUBMIT with details, list",
	 NULL,
	 {TEXT "AT+CMGW=\"+1234\"\r", "hi\032", "AT" DETAILS "+CMGL=\"ALL\"\r"},
	 OK WRITTEN "\r\n+CMGL: 1,\"STO UNSENT\",\"+1234\",,,145,2\r\nhi\r\n" OK},
	{"SUBMIT with absolute validity",
	 NULL,
	 {TEXT, "AT+CSMP=25,\"26/12/24,18:30:00+04\";+CMGW=\"+1234\"\r", "hi\032",
	  "AT" DETAILS "+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: \"STO UNSENT\",\"+1234\",,145,25,0,0,\"26/12/24,18:30:00+04\","
		    "\"+491710760000\",145,2\r\nhi\r\n" OK},
	{"SUBMIT without validity",
	 NULL,
	 {TEXT, "AT+CSMP=1;+CMGW=\"1234\"\r", "hi\032", "AT" DETAILS "+CMGR=1\r"},
	 OK WRITTEN "\r\n+CMGR: \"STO UNSENT\",\"1234\",,129,1,0,0,,\"+491710760000\",145,2"
		    "\r\nhi\r\n" OK},
	{"UCS2 in any set is hexadecimal",
	 NULL,
	 {"!deliver +1234 \xD0\x96", "AT+CMGF=1;+CSCS=\"IRA\";+CMGR=1\r"},
	 "\r\n+CMGR: \"REC UNREAD\",\"+1234\",," STAMP "\r\n0416\r\n" OK},
	{"8 bits are hexadecimal",
	 NULL,
	 {"!deliver-pdu " SMSC "0404912143"
	  "0004"
	  "62101000000000"
	  "0200FF",
	  "AT+CMGF=1;+CMGR=1\r"},
	 "\r\n+CMGR: \"REC UNREAD\",\"+1234\",," STAMP "\r\n00FF\r\n" OK},
	{"with a header all is hexadecimal",
	 NULL,
	 {"!deliver-pdu " SMSC "4404912143"
	  "0000"
	  "62101000000000"
	  "0905000301020168"
	  "34",
	  "AT+CMGF=1;+CMGR=1\r"},
	 "\r\n+CMGR: \"REC UNREAD\",\"+1234\",," STAMP "\r\n0500030102016834\r\n" OK},
	{"HEX",
	 NULL,
	 {"!deliver +1234 h{", "AT+CMGF=1;+CSCS=\"HEX\";+CMGR=1\r"},
	 "\r\n+CMGR: \"REC UNREAD\",\"2B31323334\",," STAMP "\r\n681B28\r\n" OK},
	{"UCS2 with details",
	 NULL,
	 {"!deliver +1 hi", "AT+CMGF=1;+CSCS=\"UCS2\";" DETAILS "+CMGR=1\r"},
	 "\r\n+CMGR: \"REC UNREAD\",\"002B0031\",," STAMP
	 ",145,4,0,0,\"002B003400390031003700310030003700360030003000300030\",145,2"
	 "\r\n00680069\r\n" OK},
	{"a sender with a name",
	 NULL,
	 {"!deliver Bank hi", "AT+CMGF=1;" DETAILS "+CMGR=1\r"},
	 "\r\n+CMGR: \"REC UNREAD\",\"Bank\",," STAMP
	 ",208,4,0,0,\"+491710760000\",145,2\r\nhi\r\n" OK},
	{"what is no PDU is shown as one",
	 NULL,
	 {"!deliver-pdu 0004FF", "AT+CMGF=1;+CMGR=1\r"},
	 "\r\n+CMGR: 0,,2\r\n0004FF\r\n" OK},
	{"COMMAND (23.040 9.2.2.4)",
	 NULL,
	 {"AT+CMGW=12\r", "0002000102030491214302AABB\032", "AT+CMGF=1;+CMGR=1\r",
	  "AT+CMGL=\"ALL\"\r", "AT" DETAILS "+CMGR=1\r"},
	 WRITTEN "\r\n+CMGR: \"STO UNSENT\",2,2\r\n" OK "\r\n+CMGL: 1,\"STO UNSENT\",2,2\r\n" OK
		 "\r\n+CMGR: \"STO UNSENT\",2,2,1,3,\"+1234\",145,2\r\nAABB\r\n" OK},
	{"statuses (3.1)",
	 NULL,
	 {TEXT, "!deliver +1 a", "AT+CMGL\r", "AT+CMGL=\"REC UNREAD\"\r", "AT+CMGL=\"REC READ\"\r",
	  "AT+CMGL=\"STO SENT\"\r", "AT+CMGL=4\r"},
	 OK "\r\n+CMGL: 1,\"REC UNREAD\",\"+1\",," STAMP "\r\na\r\n" OK OK
	    "\r\n+CMGL: 1,\"REC READ\",\"+1\",," STAMP "\r\na\r\n" OK OK CMS(302)},
};

static void test_show(void **state)
{
	(void)state;
	sim_check_dialogues(show_rows, SIM_COUNT(show_rows));
}

static const struct sim_dialogue setting_rows[] = {
	{"+CSCS",
	 NULL,
	 {"AT+CSCS=?;+CSCS?\r", "AT+CSCS=\"HEX\";+CSCS?\r", "AT+CSCS=ira;+CSCS?\r",
	  "AT+CMEE=1;+CSCS=\"8859-1\"\r", "AT+CSCS\r"},
	 "\r\n+CSCS: (\"GSM\",\"IRA\",\"UCS2\",\"HEX\")\r\n\r\n+CSCS: \"GSM\"\r\n" OK
	 "\r\n+CSCS: \"HEX\"\r\n" OK "\r\n+CSCS: \"IRA\"\r\n" OK
	 "\r\n+CME ERROR: 4\r\n\r\n+CME ERROR: 50\r\n"},
	{"+CSCA in HEX and UCS2",
	 NULL,
	 {"AT+CSCS=\"HEX\";+CSCA=\"2B34393137\";+CSCA?\r", "AT+CSCS=\"UCS2\";+CSCA?\r",
	  "AT+CSCA=\"002B0031\";+CSCA?\r"},
	 "\r\n+CSCA: \"2B34393137\",145\r\n" OK "\r\n+CSCA: \"002B0034003900310037\",145\r\n" OK
	 "\r\n+CSCA: \"002B0031\",145\r\n" OK},
	{"+CSCA with its type",
	 NULL,
	 {"AT+CSCA=4917,145;+CSCA?\r", "AT+CSCA=\"017\",129;+CSCA?\r", "AT+CSCA=?\r"},
	 "\r\n+CSCA: \"+4917\",145\r\n" OK "\r\n+CSCA: \"017\",129\r\n" OK OK},
	{"+CSCA refused",
	 NULL,
	 {"AT+CMEE=1;+CSCA=\"x\"\r", "AT+CSCA=\"+1\",300\r", "AT+CSCA=\"\"\r", "AT+CSCA\r",
	  "AT+CSCA=\"1\",129,1\r"},
	 CMS(330) CMS(330) CMS(330) CMS(302) CMS(302)},
	{"+CSMP",
	 NULL,
	 {"AT+CSMP=?;+CSMP?\r", "AT+CSMP=49,255;+CSMP?\r", "AT+CSMP=,,1,8;+CSMP?\r",
	  "AT+CSMP=25,\"26/12/24,18:30:00-04\";+CSMP?\r", "AT+CMEE=1;+CSMP=256\r",
	  "AT+CSMP=1,\"26/13/24,18:30:00-04\"\r", "AT+CSMP=1,1,1,1,1\r", "AT+CSMP\r"},
	 "\r\n+CSMP: 17,167,0,0\r\n" OK "\r\n+CSMP: 49,255,0,0\r\n" OK
	 "\r\n+CSMP: 49,255,1,8\r\n" OK "\r\n+CSMP: 25,\"26/12/24,18:30:00-04\",1,8\r\n" OK CMS(305)
		 CMS(305) CMS(305) CMS(302)},
	{"+CSDH",
	 NULL,
	 {"AT+CSDH=?;+CSDH?;+CSDH=1;+CSDH?;+CSDH;+CSDH?\r", "AT+CMEE=1;+CSDH=2\r"},
	 "\r\n+CSDH: (0,1)\r\n\r\n+CSDH: 0\r\n\r\n+CSDH: 1\r\n\r\n+CSDH: 0\r\n" OK CMS(303)},
	{"+CSAS and +CRES (3.3.5, 3.3.6)",
	 NULL,
	 {"AT+CSCA=\"+1\";+CSMP=1,2,3,4;+CSCB=0,\"50\";+CSAS=2\r",
	  "AT+CSCA=\"+2\";+CSMP=5,6,7,8;+CSCB=1\r", "AT+CRES=2;+CSCA?;+CSMP?;+CSCB?\r"},
	 OK OK "\r\n+CSCA: \"+1\",145\r\n\r\n+CSMP: 1,2,3,4\r\n\r\n+CSCB: 0,\"50\",\"\"\r\n" OK},
	{"+CSAS and +CRES without a number",
	 NULL,
	 {"AT+CSMP=1,2,3,4;+CSAS;Z;+CSMP?;+CRES;+CSMP?\r"},
	 "\r\n+CSMP: 17,167,0,0\r\n\r\n+CSMP: 1,2,3,4\r\n" OK},
	{"+CSAS and +CRES refused",
	 NULL,
	 {"AT+CSAS=?;+CRES=?\r", "AT+CMEE=1;+CRES=1\r", "AT+CSAS=4\r", "AT+CRES?\r",
	  "AT+CSAS=1,1\r"},
	 "\r\n+CSAS: (0-3)\r\n\r\n+CRES: (0-3)\r\n" OK CMS(303) CMS(303) CMS(303) CMS(303)},
	{"locked card",
	 "echo=off&pin=1234",
	 {"AT+CMEE=1;+CSCA?\r", "AT+CSAS\r", "AT+CRES\r", "AT+CSCB?\r", "AT+CMGC=1\r"},
	 CMS(311) CMS(311) CMS(311) CMS(311) CMS(311)},
};

static void test_settings(void **state)
{
	(void)state;
	sim_check_dialogues(setting_rows, SIM_COUNT(setting_rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compose),
		cmocka_unit_test(test_gsm_zero),
		cmocka_unit_test(test_show),
		cmocka_unit_test(test_settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
