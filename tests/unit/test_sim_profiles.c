/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personalities: what each phone says, octet by octet. */
#include "sim_support.h"

/* A phone that does not echo, so that the rows show answers only. */
#define AS(name) "profile=" name "&echo=off"

static const struct sim_row identity_rows[] = {
	{"a phone by the book", "echo=off", "AT+CGMI\r", "\r\nsmsmodem\r\n\r\nOK\r\n"},
	{"Nokia: gammu #11", AS("nokia"), "AT+CGMI\r", "\r\nNokia\r\n\r\nOK\r\n"},
	{"Nokia: several lines in one", AS("nokia"), "AT+CGMR\r",
	 "\r\nV 10.40\r\n06-08-10\r\nRM-578\r\n(c) Nokia\r\n\r\nOK\r\n"},
	{"Siemens: gammu #97", AS("siemens"), "ATI\r",
	 "\r\nSIEMENS\r\nMC35i\r\nREVISION 02.00\r\n\r\nOK\r\n"},
	{"Huawei: an empty line more", AS("huawei"), "AT+CGMM\r", "\r\nE1750\r\n\r\n\r\nOK\r\n"},
	{"Huawei: ATI", AS("huawei"), "ATI\r",
	 "\r\nManufacturer: huawei\r\nModel: E1750\r\nRevision: 11.126.03.01.55\r\n"
	 "IMEI: 490154203237518\r\n+GCAP: +CGSM,+FCLASS,+DS\r\n\r\n\r\nOK\r\n"},
	{"SIMCom: ATI", AS("simcom"), "ATI\r", "\r\nSIM800 R14.18\r\n\r\nOK\r\n"},
	{"SIMCom: revision", AS("simcom"), "AT+CGMR\r",
	 "\r\nRevision:1418B05SIM800L24\r\n\r\nOK\r\n"},
	{"Qualcomm: ModemManager test_parse_ati", AS("qualcomm"), "AT+GMI\r",
	 "\r\nQUALCOMM INCORPORATED\r\n\r\nOK\r\n"},
	{"minimal: has only a model", AS("minimal"), "AT+CGMI\r", "\r\nERROR\r\n"},
	{"the test form is left to the tables", AS("siemens"), "AT+CGMI=?\r", "\r\nOK\r\n"},
	{"so is another IMEI", AS("siemens"), "AT+CGSN\r", "\r\n490154203237518\r\n\r\nOK\r\n"},
};

static const struct sim_row unknown_rows[] = {
	{"by the book", "echo=off", "AT+NONSENSE\r", "\r\nERROR\r\n"},
	{"Huawei: gammu #138", AS("huawei"), "AT+MODE=2\r", "\r\n\r\nCOMMAND NOT SUPPORT\r\n"},
	{"Qualcomm", AS("qualcomm"), "AT+CMEE=1;+MODE=2\r", "\r\n+CME ERROR: 4\r\n"},
	{"Qualcomm, without +CMEE", AS("qualcomm"), "AT+MODE=2\r", "\r\nERROR\r\n"},
	{"Siemens: gammu #97", AS("siemens"), "AT$TSSPCSW=?\r", "\r\nERROR\r\n"},
	{"Nokia: numbers, never texts", AS("nokia"), "AT+CMEE=2;+CMGF=7\r",
	 "\r\n+CMS ERROR: 303\r\n"},
	{"Nokia: no +CEREG", AS("nokia"), "AT+CEREG?\r", "\r\nERROR\r\n"},
	{"SIMCom: no +CPINR", AS("simcom"), "AT+CPINR\r", "\r\nERROR\r\n"},
	{"minimal: no +CPIN", AS("minimal"), "AT+CPIN?\r", "\r\nERROR\r\n"},
	{"minimal: no +CNMI", AS("minimal"), "AT+CNMI=2,1\r", "\r\nERROR\r\n"},
	{"minimal: no +CMEE", AS("minimal"), "AT+CMEE=1\r", "\r\nERROR\r\n"},
	{"minimal: no line of two", AS("minimal"), "ATE0+CMGF=0\r", "\r\nERROR\r\n"},
	{"minimal: both in two lines", AS("minimal"), "ATE0\rAT+CMGF=0\r", "\r\nOK\r\n\r\nOK\r\n"},
};

static const struct sim_row vendor_rows[] = {
	{"^SQWE: gammu #97", AS("siemens"), "AT^SQWE?\r", "\r\n^SQWE: 0\r\n\r\nOK\r\n"},
	{"^SCKS", AS("siemens"), "AT^SCKS?\r", "\r\n^SCKS: 0,1\r\n\r\nOK\r\n"},
	{"^SM20=", AS("siemens"), "AT^SM20=0,0\r", "\r\nOK\r\n"},
	{"^SM20 has no bare form", AS("siemens"), "AT^SM20\r", "\r\nERROR\r\n"},
	{"^SYSINFO", AS("huawei"), "AT^SYSINFO\r", "\r\n^SYSINFO:2,3,0,5,1,,4\r\n\r\n\r\nOK\r\n"},
	{"^CPIN", AS("huawei"), "AT^CPIN?\r", "\r\n^CPIN: READY,,10,3,10,3\r\n\r\n\r\nOK\r\n"},
	{"^CURC", AS("huawei"), "AT^CURC=0\r", "\r\n\r\nOK\r\n"},
	{"in a line of several", AS("huawei"), "AT^CURC=0;^PORTSEL=1;+CMGF=0\r", "\r\n\r\nOK\r\n"},
	{"none of another maker", AS("siemens"), "AT^SYSINFO\r", "\r\nERROR\r\n"},
	{"+CSMINS", AS("simcom"), "AT+CSMINS?\r", "\r\n+CSMINS: 0,1\r\n\r\nOK\r\n"},
	{"+CCID without its name", AS("simcom"), "AT+CCID\r",
	 "\r\n8988211000000000007\r\n\r\nOK\r\n"},
	{"$QCSIMSTAT", AS("qualcomm"), "AT$QCSIMSTAT?\r",
	 "\r\n$QCSIMSTAT: 0,SIM INIT COMPLETED\r\n\r\nOK\r\n"},
};

static const struct sim_row setting_rows[] = {
	{"Nokia: modes", AS("nokia"), "AT+CNMI=?\r",
	 "\r\n+CNMI: (2),(0-1,3),(0,2),(0-1),(0)\r\n\r\nOK\r\n"},
	{"Nokia: another is refused", AS("nokia"), "AT+CMEE=1\rAT+CNMI=1,1\r",
	 "\r\nOK\r\n\r\n+CMS ERROR: 303\r\n"},
	{"Siemens: <bfr> 1 at the start", AS("siemens"), "AT+CNMI?\r",
	 "\r\n+CNMI: 0,0,0,0,1\r\n\r\nOK\r\n"},
	{"Siemens: <bfr> 0 is refused", AS("siemens"), "AT+CMEE=1\rAT+CNMI=2,1,0,2,0\r",
	 "\r\nOK\r\n\r\n+CMS ERROR: 538\r\n"},
	{"Siemens: no report comes itself", AS("siemens"), "AT+CMEE=1\rAT+CNMI=2,1,0,1,1\r",
	 "\r\nOK\r\n\r\n+CMS ERROR: 538\r\n"},
	{"Siemens: an index of one does", AS("siemens"), "AT+CNMI=2,1,0,2,1;+CNMI?\r",
	 "\r\n+CNMI: 2,1,0,2,1\r\n\r\nOK\r\n"},
	{"Siemens: fields left out", AS("siemens"), "AT+CNMI=2,,,2;+CNMI=2,1;+CNMI?\r",
	 "\r\n+CNMI: 2,1,0,2,1\r\n\r\nOK\r\n"},
	{"SIMCom: at the start", AS("simcom"), "AT+CNMI?\r", "\r\n+CNMI: 2,1,0,0,0\r\n\r\nOK\r\n"},
	{"SIMCom: <ds> 2 is refused", AS("simcom"), "AT+CMEE=1\rAT+CNMI=2,1,0,2\r",
	 "\r\nOK\r\n\r\n+CMS ERROR: 303\r\n"},
	{"Qualcomm: names mode 2", AS("qualcomm"), "AT+CNMI=?\r",
	 "\r\n+CNMI: (0,1,2),(0,1,2,3),(0,2),(0,1,2),(0,1)\r\n\r\nOK\r\n"},
	{"Qualcomm: and refuses it", AS("qualcomm"), "AT+CMEE=1\rAT+CNMI=2,1,0,1,0\r",
	 "\r\nOK\r\n\r\n+CMS ERROR: 303\r\n"},
	{"Qualcomm: mode 1", AS("qualcomm"), "AT+CNMI=1,1,0,1,0\r", "\r\nOK\r\n"},
	{"Huawei: +CSMS?", AS("huawei"), "AT+CSMS?\r", "\r\n+CSMS: 0,0,1,1,1\r\n\r\n\r\nOK\r\n"},
	{"+CSMS? by the book", AS("nokia"), "AT+CSMS?\r", "\r\n+CSMS: 0,1,1,1\r\n\r\nOK\r\n"},
	{"AT&F keeps them", AS("simcom"), "AT&F\rAT+CNMI?\r",
	 "\r\nOK\r\n\r\n+CNMI: 2,1,0,0,0\r\n\r\nOK\r\n"},
};

static const struct sim_row memory_rows[] = {
	{"Nokia: test form", AS("nokia"), "AT+CPMS=?\r", "\r\n+CPMS: (),(),()\r\n\r\nOK\r\n"},
	{"Nokia", AS("nokia"), "AT+CPMS?\r",
	 "\r\n+CPMS: \"ME\",0,100,\"ME\",0,100,\"ME\",0,100\r\n\r\nOK\r\n"},
	{"Siemens", AS("siemens"), "AT+CPMS?\r",
	 "\r\n+CPMS: \"SM\",0,20,\"SM\",0,20,\"SM\",0,20\r\n\r\nOK\r\n"},
	{"Siemens: ME", AS("siemens"), "AT+CPMS=\"ME\"\r",
	 "\r\n+CPMS: 0,25,0,20,0,20\r\n\r\nOK\r\n"},
	{"Huawei", AS("huawei"), "AT+CPMS=\"ME\",\"ME\"\r",
	 "\r\n+CPMS: 0,23,0,23,0,50\r\n\r\n\r\nOK\r\n"},
	{"SIMCom: no ME", AS("simcom"), "AT+CMEE=1\rAT+CPMS=\"ME\"\r",
	 "\r\nOK\r\n\r\n+CMS ERROR: 302\r\n"},
	{"minimal: ten places", AS("minimal"), "AT+CPMS?\rAT+CPMS=?\r",
	 "\r\n+CPMS: \"ME\",0,10,\"ME\",0,10,\"ME\",0,10\r\n\r\nOK\r\n"
	 "\r\n+CPMS: (\"ME\"),(\"ME\"),(\"ME\")\r\n\r\nOK\r\n"},
	{"minimal: no SM", AS("minimal"), "AT+CPMS=\"SM\"\r", "\r\nERROR\r\n"},
	{"Siemens: an empty place", AS("siemens"), "AT+CMGR=3\r", "\r\n+CMGR: 0,,0\r\n\r\nOK\r\n"},
	{"Siemens: a place that is not there", AS("siemens"), "AT+CMGR=99\r", "\r\nERROR\r\n"},
	{"index 0 by the book", AS("nokia"), "AT+CMEE=1\rAT+CMGR=0\r",
	 "\r\nOK\r\n\r\n+CMS ERROR: 321\r\n"},
};

static const struct sim_row prompt_rows[] = {
	{"by the book", "echo=off", "AT+CMGS=18\r", "\r\n> "},
	{"Qualcomm: no blank", AS("qualcomm"), "AT+CMGS=18\r", "\r\n>"},
	{"minimal: nothing before it", AS("minimal"), "AT+CMGS=18\r", "> "},
	{"quirky: a line of its own", AS("quirky"), "AT+CMGS=18\r",
	 "AT+CMGS=18\rAT+CMGS=18\r\r\n>\r\n"},
};

/* What a car asks first (HFP 1.7.1 4.2.1), and what a modem would be asked. */
static const struct sim_row handsfree_rows[] = {
	{"AT alone", "profile=handsfree", "AT\r", "\r\nOK\r\n"},
	{"features", "profile=handsfree", "AT+BRSF=191\r", "\r\n+BRSF: 871\r\n\r\nOK\r\n"},
	{"indicators", "profile=handsfree", "AT+CIND=?\rAT+CIND?\rAT+CMER=3,0,0,1\r",
	 "\r\n+CIND: (\"call\",(0,1)),(\"callsetup\",(0-3)),(\"service\",(0-1)),"
	 "(\"signal\",(0-5)),(\"roam\",(0,1)),(\"battchg\",(0-5)),(\"callheld\",(0-2))\r\n"
	 "\r\nOK\r\n\r\n+CIND: 0,0,1,4,0,5,0\r\n\r\nOK\r\n\r\nOK\r\n"},
	{"calls", "profile=handsfree", "AT+CHLD=?\rAT+CLIP=1\rAT+CCWA=1\rAT+CLCC\rAT+CHUP\r",
	 "\r\n+CHLD: (0,1,2,3)\r\n\r\nOK\r\n\r\nOK\r\n\r\nOK\r\n\r\nOK\r\n\r\nOK\r\n"},
	{"operator", "profile=handsfree", "AT+COPS=3,0\rAT+COPS?\r",
	 "\r\nOK\r\n\r\n+COPS: 0,0,\"simulated network\"\r\n\r\nOK\r\n"},
	{"phone book", "profile=handsfree", "AT+CSCS=\"GSM\"\rAT+CPBS=\"ME\"\r",
	 "\r\nOK\r\n\r\nOK\r\n"},
	{"no SMS", "profile=handsfree", "AT+CMGF=0\rAT+CMGS=18\rAT+CSMS?\rAT+CPMS?\rAT+CNMI?\r",
	 "\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n"},
	{"nor its test form", "profile=handsfree", "AT+CMGF=?\rAT+CMGS=?\r",
	 "\r\nERROR\r\n\r\nERROR\r\n"},
	{"nothing of a modem", "profile=handsfree", "ATE0\rATV1\rATI\rATZ\rAT+CPIN?\rAT+CGMM\r",
	 "\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n"},
	{"unknown, with numbers", "profile=handsfree", "AT+CMEE=1\rAT+CMGF=0\r",
	 "\r\nOK\r\n\r\n+CME ERROR: 0\r\n"},
	{"known, but not so", "profile=handsfree", "AT+CMEE=1\rAT+CMEE?\rAT+COPS=?\rAT+CIND=1\r",
	 "\r\nOK\r\n\r\n+CME ERROR: 4\r\n\r\n+CME ERROR: 4\r\n\r\n+CME ERROR: 4\r\n"},
	{"one command a line", "profile=handsfree", "AT+CLIP=1;+CCWA=1\r", "\r\nERROR\r\n"},
};

/* Everything that quirky does is pinned down here, one oddity a row. */
static const struct sim_row quirky_rows[] = {
	{"ATV0 at the start; the line again; OK behind an error", AS("quirky"), "AT+X\r",
	 "AT+X\rAT+X\r+ZUSIMR:2\r4\r0\r"},
	{"bare CR, an empty line, a line before the result, blanks behind it", AS("quirky"),
	 "ATV1\r", "ATV1\rATV1\r\r+ZUSIMR:2\r\r\rOK  \r"},
	{"ATE0 changes nothing", AS("quirky"), "ATE0\rAT\r",
	 "ATE0\rATE0\r+ZUSIMR:2\r0\rAT\rAT\r+ZUSIMR:2\r0\r"},
	{"no line of two", AS("quirky"), "ATE0V1\r", "ATE0V1\rATE0V1\r+ZUSIMR:2\r4\r0\r"},
	{"a vendor's final, and OK", AS("quirky"), "ATV1\rAT+X\r",
	 "ATV1\rATV1\r\r+ZUSIMR:2\r\r\rOK  \rAT+X\rAT+X\r\r+ZUSIMR:2\r"
	 "\r\rCOMMAND NOT SUPPORT  \r\r\rOK  \r"},
	{"a text though +CMEE is 0", AS("quirky"), "ATV1\rAT+CMGF=7\r",
	 "ATV1\rATV1\r\r+ZUSIMR:2\r\r\rOK  \rAT+CMGF=7\rAT+CMGF=7\r\r+ZUSIMR:2\r"
	 "\r+CMS ERROR: operation not supported\r\r\rOK  \r"},
	{"+CPMS= says nothing", AS("quirky"), "AT+CPMS=\"ME\"\r",
	 "AT+CPMS=\"ME\"\rAT+CPMS=\"ME\"\r+ZUSIMR:2\r0\r"},
	{"+CPMS? has blanks", AS("quirky"), "AT+CPMS?\r",
	 "AT+CPMS?\rAT+CPMS?\r+CPMS: \"SM\",0,25, \"SM\",0,25, \"SM\",0,25\r+ZUSIMR:2\r0\r"},
	{"a filled place", AS("quirky"), "AT+CMGR=3\r",
	 "AT+CMGR=3\rAT+CMGR=3\r+CMGR: 0,15\r00ffffffffffffffffffffffffffffff\r+ZUSIMR:2\r0\r"},
	{"+CSMS?", AS("quirky"), "AT+CSMS?\r",
	 "AT+CSMS?\rAT+CSMS?\r+CSMS: 0,0,1,1,1\r+ZUSIMR:2\r0\r"},
};

static const struct sim_row fault_rows[] = {
	{"a fault beside a personality", AS("siemens") "&fault=prompt=bare", "AT+CMGS=18\r", ">"},
	{"in either order", "fault=numeric&echo=off&profile=siemens", "AT\r", "0\r"},
	{"ATE1 after a phone that never echoes", "profile=minimal", "ATE1\rAT\r",
	 "\r\nOK\r\n\r\nOK\r\n"},
	{"others echo from the start", "profile=nokia", "AT\r", "AT\r\r\nOK\r\n"},
};

#define CHECK(name)                                                  \
	static void test_##name(void **state)                        \
	{                                                            \
		(void)state;                                         \
		sim_check_rows(name##_rows, SIM_COUNT(name##_rows)); \
	}

CHECK(identity)
CHECK(unknown)
CHECK(vendor)
CHECK(setting)
CHECK(memory)
CHECK(prompt)
CHECK(handsfree)
CHECK(quirky)
CHECK(fault)

static void test_option(void **state)
{
	struct smsmodem_error error = {0};

	(void)state;
	assert_null(smsmodem_sim_new("profile=fridge", &error));
	assert_int_equal(error.code, SMSMODEM_E_USAGE);
	assert_string_equal(error.text, "simulated phone: no profile 'fridge'; there are nokia, "
					"siemens, huawei, simcom, qualcomm, minimal, "
					"handsfree, quirky");
	assert_null(smsmodem_sim_new("profile=", &error));
	assert_null(smsmodem_sim_new("profile=Nokia", &error));
}

/* A row of "at this time this and no more has come". */
struct time_row {
	int64_t now_ms;
	const char *expected;
};

static void check_times(struct smsmodem_sim *sim, const struct time_row *rows, size_t count)
{
	struct sim_reply reply;

	for (size_t i = 0; i < count; i++) {
		reply.length = 0;
		sim_drain(sim, &reply, rows[i].now_ms);
		assert_string_equal(reply.text, rows[i].expected);
	}
}

static void test_boot(void **state)
{
	static const struct time_row rows[] = {
		{10999, ""},
		{11000, "\r\nRDY\r\n"},
		{11100, "\r\n+CFUN: 1\r\n"},
		{11800, "\r\n+CPIN: READY\r\n"},
		{15999, ""},
		{100000, "\r\nCall Ready\r\n\r\nSMS Ready\r\n"},
	};
	struct smsmodem_sim *sim = sim_start("profile=simcom");

	(void)state;
	sim_do(sim, "reboot", 10000);
	assert_int_equal(smsmodem_sim_deadline(sim), 11000);
	check_times(sim, rows, SIM_COUNT(rows));
	smsmodem_sim_free(sim);
}

/* AT+CFUN=1,1 ends as a reboot does (27.007 8.2). */
static void test_restart(void **state)
{
	struct smsmodem_sim *sim = sim_start(AS("siemens"));
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT+CFUN=1,1\r", 0), "\r\nOK\r\n");
	assert_string_equal(sim_say(sim, &reply, "", 60000), "\r\n^SYSSTART\r\n");
	smsmodem_sim_free(sim);
}

static void test_boot_locked(void **state)
{
	static const struct time_row rows[] = {
		{1100, "\r\nRDY\r\n\r\n+CFUN: 1\r\n"},
		{1800, "\r\n+CPIN: SIM PIN\r\n"},
	};
	struct smsmodem_sim *sim = sim_start("profile=simcom&pin=1234");

	(void)state;
	sim_do(sim, "reboot", 0);
	check_times(sim, rows, SIM_COUNT(rows));
	smsmodem_sim_free(sim);
}

static void test_noise(void **state)
{
	static const struct time_row rows[] = {
		{1000000, "AT\r\r\n\r\nOK\r\n"},
		{1000999, ""},
		{1001000, "\r\n^RSSI:20\r\n"},
		{1003000, "\r\n^BOOT:20952548,0,0,0,72\r\n"},
		{1007000, "\r\n^DSFLOWRPT:0000001E,00000000,00000000,0000000000000000,"
			  "0000000000000000,00000000,00000000\r\n\r\n^MODE:5,4\r\n"},
		{1008000, "\r\n^RSSI:20\r\n"},
	};
	struct smsmodem_sim *sim = sim_start("profile=huawei");

	(void)state;
	/* it begins with the first command, whatever the clock says then */
	smsmodem_sim_input(sim, "AT\r", 3, 1000000);
	check_times(sim, rows, SIM_COUNT(rows));
	smsmodem_sim_free(sim);
}

static void test_noise_ends(void **state)
{
	struct smsmodem_sim *sim = sim_start("profile=huawei&echo=off");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT^CURC=0\rAT\r", 0);
	assert_int_equal(smsmodem_sim_deadline(sim), -1);
	assert_string_equal(sim_say(sim, &reply, "AT\r", 3600000), "\r\n\r\nOK\r\n");
	smsmodem_sim_free(sim);
}

/* Nobody reads for a month: what waits is bounded, and the phone still answers. */
static void test_noise_unread(void **state)
{
	struct smsmodem_sim *sim = sim_start("profile=quirky&echo=off");
	struct sim_reply reply = {.length = 0};

	(void)state;
	smsmodem_sim_input(sim, "AT\r", 3, 0);
	for (int64_t now_ms = 0; now_ms < INT64_C(30) * 86400000; now_ms += 3600000)
		smsmodem_sim_input(sim, "", 0, now_ms);
	sim_drain(sim, &reply, INT64_C(30) * 86400000);
	assert_in_range(reply.length, 1000, 8192);
	assert_non_null(strstr(sim_say(sim, &reply, "ATV1\r", INT64_C(31) * 86400000), "OK  \r"));
	smsmodem_sim_free(sim);
}

/* Noise waits while a message is taken (V.250 5.7.1). */
static void test_noise_held(void **state)
{
	struct smsmodem_sim *sim = sim_start("profile=huawei&echo=off");
	struct sim_reply reply;

	(void)state;
	assert_string_equal(sim_say(sim, &reply, "AT+CMGS=18\r", 0), "\r\n> ");
	assert_string_equal(sim_say(sim, &reply, "", 1500), "");
	assert_string_equal(sim_say(sim, &reply, SIM_PDU "\x1A", 1600),
			    "\r\n+CMGS: 0\r\n\r\n\r\nOK\r\n\r\n^RSSI:20\r\n");
	smsmodem_sim_free(sim);
}

#define DELIVER                                                            \
	"deliver-pdu 07919471017600F0040C91947110325476000062101000000000" \
	"05E8329BFD06"

struct stored_row {
	const char *name, *options, *before, *input, *expected;
};

/* Dialogues with one message in the memory: before it is delivered, and after. */
static const struct stored_row stored_rows[] = {
	{"Huawei: the first index is 0", AS("huawei"), "AT+CNMI=2,1\r", "",
	 "\r\n+CMTI: \"SM\",0\r\n"},
	{"Huawei: it is read there", AS("huawei"), "", "AT+CMGR=0\r",
	 "\r\n+CMGR: 0,,24\r\n07919471017600F0040C9194711032547600006210100000000005E8329BFD06\r\n"
	 "\r\n\r\nOK\r\n"},
	{"Huawei: and not counted at once", AS("huawei"), "", "AT+CPMS?\r",
	 "\r\n+CPMS: \"SM\",0,50,\"SM\",0,50,\"SM\",0,50\r\n\r\n\r\nOK\r\n"},
	{"Huawei: it is deleted there", AS("huawei"), "", "AT+CMGD=0\rAT+CMGL=4\r",
	 "\r\n\r\nOK\r\n\r\n\r\nOK\r\n"},
	{"Qualcomm: no <stat>", AS("qualcomm"), "", "AT+CMGR=1\r",
	 "\r\n+CMGR: ,,24\r\n07919471017600F0040C9194711032547600006210100000000005E8329BFD06\r\n"
	 "\r\nOK\r\n"},
	{"Qualcomm: +CMGL has it", AS("qualcomm"), "", "AT+CMGL=4\r",
	 "\r\n+CMGL: 1,0,,24\r\n"
	 "07919471017600F0040C9194711032547600006210100000000005E8329BFD06\r\n\r\nOK\r\n"},
	{"quirky: no <alpha>, all octets counted, small letters, an empty line", AS("quirky"), "",
	 "AT+CMGL=4\r",
	 "AT+CMGL=4\rAT+CMGL=4\r+CMGL: 0,0,32\r\r"
	 "07919471017600f0040c9194711032547600006210100000000005e8329bfd06\r+ZUSIMR:2\r0\r"},
	{"quirky: +CMT", AS("quirky"), "AT+CNMI=1,2\r", "",
	 "\r+CMT: ,24\r\r07919471017600f0040c9194711032547600006210100000000005e8329bfd06\r"},
};

static void test_stored(void **state)
{
	struct sim_reply reply;

	(void)state;
	for (size_t i = 0; i < SIM_COUNT(stored_rows); i++) {
		const struct stored_row *row = &stored_rows[i];
		struct smsmodem_sim *sim = sim_start(row->options);
		sim_say(sim, &reply, row->before, 0);
		sim_do(sim, DELIVER, 0);
		sim_say(sim, &reply, row->input, 0);
		if (strcmp(reply.text, row->expected) != 0)
			fail_msg("%s: wanted [%s], got [%s]", row->name, row->expected, reply.text);
		smsmodem_sim_free(sim);
	}
}

static void test_counted_late(void **state)
{
	struct smsmodem_sim *sim = sim_start(AS("huawei"));
	struct sim_reply reply;

	(void)state;
	sim_do(sim, DELIVER, 100);
	assert_non_null(strstr(sim_say(sim, &reply, "AT+CPMS?\r", 599), "\"SM\",0,50"));
	assert_non_null(strstr(sim_say(sim, &reply, "AT+CPMS?\r", 600), "\"SM\",1,50"));
	smsmodem_sim_free(sim);
}

/* SIMCom: a report waits for a moment after the result. */
static void test_report_delay(void **state)
{
	static const char pdu[] = "0021000C91947110325476000005E8329BFD06\x1A";
	struct smsmodem_sim *sim = sim_start(AS("simcom"));
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CNMI=2,1,0,1\rAT+CMGS=18\r", 0);
	assert_string_equal(sim_say(sim, &reply, pdu, 0), "\r\n+CMGS: 0\r\n\r\nOK\r\n");
	assert_string_equal(sim_say(sim, &reply, "", 99), "");
	assert_memory_equal(sim_say(sim, &reply, "", 100), "\r\n+CDS: ", 8);
	smsmodem_sim_free(sim);
}

/* Siemens: a report is a message of SM, which has no memory of its own for them. */
static void test_report_stored(void **state)
{
	static const char pdu[] = "0021000C91947110325476000005E8329BFD06\x1A";
	struct smsmodem_sim *sim = sim_start(AS("siemens"));
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CNMI=2,1,0,2,1\rAT+CMGS=18\r", 0);
	assert_string_equal(sim_say(sim, &reply, pdu, 0),
			    "\r\n+CMGS: 0\r\n\r\nOK\r\n\r\n+CDSI: \"SM\",1\r\n");
	assert_memory_equal(sim_say(sim, &reply, "AT+CMGR=1\r", 0), "\r\n+CMGR: 0,,", 12);
	smsmodem_sim_free(sim);
}

/* quirky: a later command's answer comes first, the earlier one's is not lost. */
static void test_overtaken(void **state)
{
	struct smsmodem_sim *sim = sim_start("profile=quirky&latency=100");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+GSN\r", 0);
	assert_string_equal(sim_say(sim, &reply, "AT+CSMS?\r", 10), "");
	reply.length = 0;
	sim_drain(sim, &reply, 400);
	const char *later = strstr(reply.text, "+CSMS: 0,");
	const char *earlier = strstr(reply.text, "490154203237518");
	assert_non_null(later);
	assert_non_null(earlier);
	assert_true(later < earlier);
	smsmodem_sim_free(sim);
}

/* ZTE: +CDS has an empty field first. */
static void test_report_header(void **state)
{
	static const char pdu[] = "0021000C91947110325476000005E8329BFD06\x1A";
	struct smsmodem_sim *sim = sim_start("profile=quirky");
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CNMI=1,1,0,1\rAT+CMGS=18\r", 0);
	sim_say(sim, &reply, pdu, 0);
	assert_memory_equal(sim_say(sim, &reply, "", 250), "\r+CDS: ,", 8);
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_identity),     cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_vendor),       cmocka_unit_test(test_setting),
		cmocka_unit_test(test_memory),       cmocka_unit_test(test_prompt),
		cmocka_unit_test(test_handsfree),    cmocka_unit_test(test_quirky),
		cmocka_unit_test(test_fault),        cmocka_unit_test(test_option),
		cmocka_unit_test(test_boot),         cmocka_unit_test(test_boot_locked),
		cmocka_unit_test(test_noise),        cmocka_unit_test(test_noise_ends),
		cmocka_unit_test(test_noise_unread), cmocka_unit_test(test_noise_held),
		cmocka_unit_test(test_stored),       cmocka_unit_test(test_counted_late),
		cmocka_unit_test(test_report_delay), cmocka_unit_test(test_report_header),
		cmocka_unit_test(test_overtaken),    cmocka_unit_test(test_report_stored),
		cmocka_unit_test(test_restart),
	};

	return cmocka_run_group_tests_name("sim_profiles", tests, NULL, NULL);
}
