/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the computer sets in the simulated phone, the clock, and who the phone is. */
#include "sim_support.h"

#define OK      "\r\nOK\r\n"
#define ERROR   "\r\nERROR\r\n"
#define CME(n)  "\r\n+CME ERROR: " #n "\r\n"
#define LINE(s) "\r\n" s "\r\n"
#define O       "echo=off"
#define PIN     "echo=off&pin=1234"
#define E       "AT+CMEE=1;"

static const struct sim_row basic_rows[] = {
	{"registers as they leave the factory (V.250 6.2.1, 6.3.8)", O,
	 "ATS0?S3?S4?S5?S6?S7?S8?S10?\r",
	 LINE("000") LINE("013") LINE("010") LINE("008") LINE("002") LINE("050") LINE("002")
		 LINE("014") OK},
	{"register set and read", O, "ATS7=30S7?\r", LINE("030") OK},
	{"register, largest", O, "ATS0=255S0?\r", LINE("255") OK},
	{"register, too large", O, "ATS0=256\r", ERROR},
	{"register, too small", O, "ATS7=0\r", ERROR},
	{"register, no digits (V.250 5.3.1)", O, "ATS0=5S0=S0?\r", LINE("000") OK},
	{"register, chosen", O, "ATS3\r", OK},
	{"register that is not there", O, "ATS13?\r", ERROR},
	{"line ends are what they are", O, "ATS3=13S4=10S5=8\rATS3=10\r", OK ERROR},
	{"digits within their range", O, "ATL3M2X4&C1&D2&K6&S1\r", OK},
	{"no digits", O, "ATLMX&C&D&K&STP\r", OK},
	{"L too large (V.250 6.3.13)", O, "ATL4\r", ERROR},
	{"M too large (V.250 6.3.14)", O, "ATM3\r", ERROR},
	{"X too large (V.250 6.2.7)", O, "ATX5\r", ERROR},
	{"&C too large (V.250 6.2.8)", O, "AT&C2\r", ERROR},
	{"&D too large (V.250 6.2.9)", O, "AT&D3\r", ERROR},
	{"numeric results, an unknown command", O, "ATV0\rAT+NO\rATD1\r", "0\r4\r3\r"},
	{"numeric results, errors keep their names", O, "ATV0+CMEE=1\rAT+CMEE=9\r",
	 "0\r+CME ERROR: 50\r\n"},
	{"quiet (V.250 6.2.5)", O, "ATQ1\rAT+NO\rAT\rATQ0\r", OK},
	{"saved and restored", O, "AT+CRC=1;&W\rAT+CRC=0\rATZ\rAT+CRC?\r",
	 OK OK OK LINE("+CRC: 1") OK},
	{"factory", O, "AT+CRC=1;&W\rAT&F\rAT+CRC?\r", OK OK LINE("+CRC: 0") OK},
	{"no second profile", O, "ATZ1\rAT&W1\rAT&F1\r", ERROR ERROR ERROR},
	{"identity by number (V.250 6.1.3)", O, "ATI0I3I9\rATI10\r",
	 LINE("smsmodem simulated phone") LINE("1") LINE("490154203237518") OK ERROR},
	{"capabilities (V.250 6.1.9)", O, "AT+GCAP\r", LINE("+GCAP: +CGSM") OK},
	{"a command without its +", O, "ATCSQ\r", ERROR},
};

static const struct sim_row identity_rows[] = {
	{"serial number (27.007 5.4)", O, "AT+CGSN=0\r", LINE("490154203237518") OK},
	{"IMEI", O, "AT+CGSN=1\r", LINE("+CGSN: \"490154203237518\"") OK},
	{"IMEI and software version", O, "AT+CGSN=2\r", LINE("+CGSN: \"4901542032375101\"") OK},
	{"software version", O, "AT+CGSN=3\r", LINE("+CGSN: \"01\"") OK},
	{"no such", O, E "+CGSN=4\r", CME(50)},
	{"test", O, "AT+CGSN=?\r", LINE("+CGSN: (0-3)") OK},
	{"card", O, "AT+CCID;+CCID?;+ICCID\r",
	 LINE("+CCID: 8988211000000000007") LINE("+CCID: 8988211000000000007")
		 LINE("+ICCID: 8988211000000000007") OK},
	{"card file (27.007 8.18)", O, "AT+CRSM=176,12258,0,0,10\r",
	 LINE("+CRSM: 144,0,\"988812010000000000F7\"") OK},
	{"card file that is not there", O, "AT+CRSM=192,28486\r", LINE("+CRSM: 106,130") OK},
	{"card file, none", O, E "+CRSM=176\r", CME(50)},
	{"card, locked", PIN, E "+CRSM=176,12258,0,0,10\r", CME(11)},
	{"card instruction (27.007 8.17)", O, "AT+CSIM=14,\"A0A40000023F00\"\r",
	 LINE("+CSIM: 4,\"6D00\"") OK},
	{"card instruction, wrong length", O, E "+CSIM=12,\"A0A40000023F00\"\r", CME(50)},
	{"own number, test", O, "AT+CNUM=?\r", OK},
	{"own number, read", O, E "+CNUM?\r", CME(50)},
	{"own number, locked", PIN, E "+CNUM\r", CME(11)},
	{"contexts", O, "AT+CGDCONT=?\r",
	 LINE("+CGDCONT: (1),\"IP\",,,(0),(0)") LINE("+CGDCONT: (1),\"IPV6\",,,(0),(0)")
		 LINE("+CGDCONT: (1),\"IPV4V6\",,,(0),(0)") OK},
	{"multiplexer is refused", O, E "+CMUX=0\r", ERROR},
};

static const struct sim_row clock_rows[] = {
	{"read (27.007 8.15)", O, "AT+CCLK?\r", LINE("+CCLK: \"26/01/01,00:00:00+00\"") OK},
	{"set", O, "AT+CCLK=\"24/02/29,23:59:59+04\";+CCLK?\r",
	 LINE("+CCLK: \"24/02/29,23:59:59+04\"") OK},
	{"set, west", O, "AT+CCLK=\"00/01/01,00:00:00-20\";+CCLK?\r",
	 LINE("+CCLK: \"00/01/01,00:00:00-20\"") OK},
	{"set, the last", O, "AT+CCLK=\"99/12/31,23:59:59+00\";+CCLK?\r",
	 LINE("+CCLK: \"99/12/31,23:59:59+00\"") OK},
	{"no such day", O, E "+CCLK=\"23/02/29,00:00:00+00\"\r", CME(50)},
	{"no such hour", O, E "+CCLK=\"23/02/28,24:00:00+00\"\r", CME(50)},
	{"no time", O, E "+CCLK=\"23/02/28\"\r", CME(50)},
	{"bare", O, E "+CCLK\r", CME(50)},
	{"test", O, "AT+CCLK=?\r", OK},
	{"messages keep the network's time", O "&loopback=on",
	 "AT+CCLK=\"30/01/01,00:00:00+00\";+CMGF=1;+CNMI=2,2\rAT+CMGF=0;+CMGS=18\r" SIM_PDU
	 "\032AT+CMGF?\r",
	 OK "\r\n> \r\n+CMGS: 0\r\n" OK
	    "\r\n+CMT: ,24\r\n0791947101670000040C9194710000000000006210100000000005"
	    "E8329BFD06\r\n" LINE("+CMGF: 0") OK},
};

static void test_rows(void **state)
{
	(void)state;
	sim_check_rows(basic_rows, SIM_COUNT(basic_rows));
	sim_check_rows(identity_rows, SIM_COUNT(identity_rows));
	sim_check_rows(clock_rows, SIM_COUNT(clock_rows));
}

static void test_clock_runs(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CCLK=\"23/12/31,23:59:50+00\"\r", 5000);
	assert_string_equal(sim_say(sim, &reply, "AT+CCLK?\r", 15000),
			    LINE("+CCLK: \"24/01/01,00:00:00+00\"") OK);
	sim_do(sim, "reboot", 16000);
	sim_say(sim, &reply, "ATE0\r", 16000);
	assert_string_equal(sim_say(sim, &reply, "AT+CCLK?\r", 17000),
			    LINE("+CCLK: \"24/01/01,00:00:02+00\"") OK);
	smsmodem_sim_free(sim);
}

/* A command that keeps numbers: name, what =? lists, what ? says at first, one value that is taken,
 * one that is not. */
struct parameter_row {
	const char *name, *test, *first, *good, *bad;
};

static const struct parameter_row parameters[] = {
	{"+IPR", "(0,1200,2400,4800,9600,19200,38400,57600,115200)", "0", "115200", "1"},
	{"+ICF", "(0-6),(0-3)", "3,3", "2,1", "7,1"},
	{"+IFC", "(0-2),(0-2)", "2,2", "0,0", "0,3"},
	{"+FCLASS", "(0)", "0", "0", "1"},
	{"+WS46", "(12,22,25,28)", "25", "28", "13"},
	{"+CSTA", "(129,145,161)", "129", "145", "130"},
	{"+CMOD", "(0)", "0", "0", "1"},
	{"+CBST", "(0,7,71),(0),(0,1)", "7,0,1", "71,0,1", "8"},
	{"+CR", "(0,1)", "0", "1", "2"},
	{"+CRC", "(0,1)", "0", "1", "2"},
	{"+CVHU", "(0-2)", "0", "2", "3"},
	{"+CSSN", "(0,1),(0,1)", "0,0", "1,1", "1,2"},
	{"+CTZU", "(0,1)", "0", "1", "2"},
	{"+CTZR", "(0,1)", "0", "1", "2"},
	{"+CLVL", "(0-10)", "5", "10", "11"},
	{"+CMUT", "(0,1)", "0", "1", "2"},
	{"+CMER", "(0-3),(0),(0),(0,1),(0,1)", "0,0,0,0,0", "3,0,0,1,1", "3,0,0,2"},
	{"+CGSMS", "(0-3)", "1", "3", "4"},
	{"+VTD", "(0-255)", "0", "255", "256"},
};

static void expect(struct smsmodem_sim *sim, const char *name, const char *form, const char *lines)
{
	struct sim_reply reply;
	char line[128];

	(void)snprintf(line, sizeof line, "AT%s%s\r", name, form);
	if (strcmp(sim_say(sim, &reply, line, 0), lines) != 0)
		fail_msg("%s: [%s], not [%s]", line, reply.text, lines);
}

static void parameter_check(struct smsmodem_sim *sim, const struct parameter_row *row)
{
	char lines[160], set[64];

	(void)snprintf(lines, sizeof lines, "\r\n%s: %s\r\n" OK, row->name, row->test);
	expect(sim, row->name, "=?", lines);
	(void)snprintf(lines, sizeof lines, "\r\n%s: %s\r\n" OK, row->name, row->first);
	expect(sim, row->name, "?", lines);
	(void)snprintf(set, sizeof set, "=%s", row->bad);
	expect(sim, row->name, set, CME(50));
	expect(sim, row->name, "=x", CME(50));
	expect(sim, row->name, "=-1", CME(50));
	expect(sim, row->name, "=0,0,0,0,0,0", CME(50));
	expect(sim, row->name, "", CME(50));
	expect(sim, row->name, "?", lines);
	(void)snprintf(set, sizeof set, "=%s", row->good);
	expect(sim, row->name, set, OK);
	(void)snprintf(lines, sizeof lines, "\r\n%s: %s\r\n" OK, row->name, row->good);
	expect(sim, row->name, "?", lines);
	expect(sim, "Z", "", OK);
	expect(sim, "+CMEE", "=1", OK);
}

static void test_parameters(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply reply;

	(void)state;
	sim_say(sim, &reply, "AT+CMEE=1\r", 0);
	for (size_t i = 0; i < SIM_COUNT(parameters); i++)
		parameter_check(sim, &parameters[i]);
	smsmodem_sim_free(sim);
}

/* Every command that the phone lists has a test form, if it is an extended one. */
static void test_list(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply list, reply;
	int count = 0;

	(void)state;
	sim_say(sim, &list, "AT+CLAC\r", 0);
	for (char *at = strstr(list.text, "AT+"); at; at = strstr(at + 1, "AT+")) {
		char line[32];
		(void)snprintf(line, sizeof line, "%.*s=?\r", (int)strcspn(at, "\r"), at);
		sim_say(sim, &reply, line, 0);
		sim_drain(sim, &reply, 5000);
		if (!strstr(reply.text, OK))
			fail_msg("%s: [%s]", line, reply.text);
		count++;
	}
	assert_true(count > 80);
	smsmodem_sim_free(sim);
}

static const char *const forms[] = {
	"",
	"?",
	"=",
	"=,",
	"=0",
	"=-1",
	"=99999999999999999999",
	"=\"\"",
	"=\"x\",\"y\",\"z\"",
	"=\"",
	"=1,2,3,4,5,6,7,8",
	"=1,2,3,4,5,6,7,8,9",
	"x",
	"=?x",
	"??",
};

static bool is_final(const char *text)
{
	return strstr(text, OK) || strstr(text, ERROR) || strstr(text, "\r\n+CME ERROR: ") ||
	       strstr(text, "\r\n+CMS ERROR: ") || strstr(text, "\r\n> ");
}

/* Whatever is asked in whatever form is answered. */
static void test_forms(void **state)
{
	struct smsmodem_sim *sim = sim_start(O);
	struct sim_reply list, reply;

	(void)state;
	sim_say(sim, &list, "AT+CLAC\r", 0);
	for (char *at = strstr(list.text, "AT+"); at; at = strstr(at + 1, "AT+")) {
		for (size_t i = 0; i < SIM_COUNT(forms); i++) {
			char line[64];
			(void)snprintf(line, sizeof line, "%.*s%s\r", (int)strcspn(at, "\r"), at,
				       forms[i]);
			sim_say(sim, &reply, "AT+CMEE=1\r", 0);
			sim_say(sim, &reply, line, 0);
			if (!is_final(reply.text))
				fail_msg("%s: [%s]", line, reply.text);
			if (strstr(reply.text, "\r\n> "))
				sim_say(sim, &reply, "\033", 0);
		}
	}
	smsmodem_sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),       cmocka_unit_test(test_clock_runs),
		cmocka_unit_test(test_parameters), cmocka_unit_test(test_list),
		cmocka_unit_test(test_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
