/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed replies: what is understood, and what is refused. */
#include "at_support.h"

/* A reply whose result is one number. */
struct number_row {
	const char *line;
	int result, value;
};

static void check_numbers(int (*reply)(const char *line, int *value), const struct number_row *rows,
			  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int value = -12345;
		int result = reply(rows[i].line, &value);
		if (result != rows[i].result || (result == SMSMODEM_OK && value != rows[i].value))
			fail_msg("'%s': result %d, value %d", rows[i].line, result, value);
	}
}

#define REFUSED SMSMODEM_E_DATA, 0

/* 27.005 4.3 */
static void test_cmgs(void **state)
{
	static const struct number_row rows[] = {
		{"+CMGS: 7", SMSMODEM_OK, 7},
		{"+CMGS:7", SMSMODEM_OK, 7},
		{"+CMGS: 0", SMSMODEM_OK, 0},
		{"+CMGS: 255", SMSMODEM_OK, 255},
		{"+CMGS: 12,0791", SMSMODEM_OK, 12},
		{"+CMGS: 12,\"26/01/01,00:00:00+00\"", SMSMODEM_OK, 12},
		{"+CMGS: 256", REFUSED},
		{"+CMGS: -1", REFUSED},
		{"+CMGS: x", REFUSED},
		{"+CMGS:", REFUSED},
		{"+CMGS: ,5", REFUSED},
		{"+CMGS", REFUSED},
		{"+CMGW: 7", REFUSED},
		{"", REFUSED},
		{"+CMGS: 99999999999999999999", REFUSED},
	};

	(void)state;
	check_numbers(at_reply_cmgs, rows, COUNT(rows));
}

/* 27.005 4.4 */
static void test_cmgw(void **state)
{
	static const struct number_row rows[] = {
		{"+CMGW: 0", SMSMODEM_OK, 0},
		{"+CMGW: 31", SMSMODEM_OK, 31},
		{"+CMGW: 300", SMSMODEM_OK, 300},
		{"+CMGW: -1", REFUSED},
		{"+CMGW:", REFUSED},
		{"+CMGS: 3", REFUSED},
	};

	(void)state;
	check_numbers(at_reply_cmgw, rows, COUNT(rows));
}

/* 27.007 8.3 */
static void test_cpin(void **state)
{
	static const struct {
		const char *line;
		int result;
		enum at_pin pin;
	} rows[] = {
		{"+CPIN: READY", SMSMODEM_OK, AT_PIN_READY},
		{"+CPIN:READY", SMSMODEM_OK, AT_PIN_READY},
		{"+CPIN: \"READY\"", SMSMODEM_OK, AT_PIN_READY},
		{"+cpin: ready", SMSMODEM_OK, AT_PIN_READY},
		{"+CPIN: SIM PIN", SMSMODEM_OK, AT_PIN_PIN},
		{"+CPIN: SIM PUK", SMSMODEM_OK, AT_PIN_PUK},
		{"+CPIN: SIM PIN2", SMSMODEM_OK, AT_PIN_OTHER},
		{"+CPIN: PH-NET PIN", SMSMODEM_OK, AT_PIN_OTHER},
		{"+CPIN: NOT READY", SMSMODEM_OK, AT_PIN_OTHER},
		{"+CPIN: READ", SMSMODEM_OK, AT_PIN_OTHER},
		{"+CPIN:", SMSMODEM_E_DATA, AT_PIN_OTHER},
		{"+CPIN: a word that is far too long to be a code", SMSMODEM_E_DATA, AT_PIN_OTHER},
		{"+CPINR: SIM PIN,3", SMSMODEM_E_DATA, AT_PIN_OTHER},
		{"READY", SMSMODEM_E_DATA, AT_PIN_OTHER},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum at_pin pin = AT_PIN_OTHER;
		assert_int_equal(at_reply_cpin(rows[i].line, &pin), rows[i].result);
		assert_int_equal(pin, rows[i].pin);
	}
}

/* 27.007 8.65 */
static void test_cpinr(void **state)
{
	static const struct number_row rows[] = {
		{"+CPINR: SIM PIN,3", SMSMODEM_OK, 3},
		{"+CPINR: SIM PIN,3,3", SMSMODEM_OK, 3},
		{"+CPINR: \"SIM PIN\",1,3", SMSMODEM_OK, 1},
		{"+CPINR: SIM PIN,0,3", SMSMODEM_OK, 0},
		{"+CPINR: SIM PUK,10,10", REFUSED}, /* of another code */
		{"+CPINR: SIM PIN2,3,3", REFUSED},
		{"+CPINR: SIM PIN", REFUSED},
		{"+CPINR: SIM PIN,", REFUSED},
		{"+CPINR: SIM PIN,-1", REFUSED},
		{"+CPINR: SIM PIN,x", REFUSED},
		{"+CPINR: 3", REFUSED},
		{"+CPINR:", REFUSED},
	};

	(void)state;
	check_numbers(at_reply_cpinr, rows, COUNT(rows));
}

/* 27.007 7.2, 10.1.20, 10.1.22 */
static void test_creg(void **state)
{
	static const struct number_row rows[] = {
		{"+CREG: 0,1", SMSMODEM_OK, AT_REGISTRATION_HOME},
		{"+CREG: 2,5,\"00C3\",\"0001A2B3\",7", SMSMODEM_OK, AT_REGISTRATION_ROAMING},
		{"+CREG: 0, 2", SMSMODEM_OK, AT_REGISTRATION_SEARCHING},
		{"+CREG: 0,3", SMSMODEM_OK, AT_REGISTRATION_DENIED},
		{"+CREG: 0,6", SMSMODEM_OK, 6},
		{"+CREG: 1", SMSMODEM_OK, AT_REGISTRATION_HOME}, /* <n> left out */
		{"+CGREG: 0,1", SMSMODEM_OK, AT_REGISTRATION_HOME},
		{"+CEREG: 0,0", SMSMODEM_OK, AT_REGISTRATION_NONE},
		{"+CREG: 2,1,\"0B,\"0100701\",7", SMSMODEM_OK, AT_REGISTRATION_HOME},
		{"+CREG:", REFUSED},
		{"+CREG: 0,", REFUSED},
		{"+CREG: 0,x", REFUSED},
		{"+CREG: 0,-1", REFUSED},
		{"+CREG: 1,\"CE00\",\"00005449\"", REFUSED}, /* unsolicited */
		{"+CEREG: 2, 0001, 00000100, 7", REFUSED},   /* likewise, Altair */
		{"+C5GREG: 2,1,1F00,79D903,11,6,ABCDEF", SMSMODEM_OK, AT_REGISTRATION_HOME},
		{"+CRE: 0,1", REFUSED},
		{"+CREGX: 0,1", REFUSED},
	};

	(void)state;
	check_numbers(at_reply_creg, rows, COUNT(rows));
}

/* 27.007 8.69 */
static void test_cesq(void **state)
{
	static const struct number_row rows[] = {
		{"+CESQ: 99,99,255,255,20,80", SMSMODEM_OK, -61},
		{"+CESQ: 99,99,95,40,255,255", SMSMODEM_OK, -26},
		{"+CESQ: 10,6,255,255,255,255", SMSMODEM_OK, -101},
		{"+CESQ: 0,99,255,255,255,255", SMSMODEM_OK, -111},
		{"+CESQ: 63,99,255,255,255,255", SMSMODEM_OK, -48},
		{"+CESQ: 99,99,255,255,0,97", SMSMODEM_OK, -44},
		{"+CESQ: 99,99,255,255,255,255", SMSMODEM_OK, 0},
		{"+CESQ: 64,99,97,255,255,98", SMSMODEM_OK, 0},
		/* and of 5G, which comes behind */
		{"+CESQ: 99,99,255,255,20,80,255,255,255", SMSMODEM_OK, -61},
		{"+CESQ: 99,99,255,255,20", REFUSED},
		{"+CESQ: 99,99,255,255,20,x", REFUSED},
		{"+CESQ: (0-63,99),(0-7,99),(0-96,255),(0-49,255),(0-34,255),(0-97,255)", REFUSED},
		{"+CESQ:", REFUSED},
		{"+CSQ: 20,99", REFUSED},
	};

	(void)state;
	check_numbers(at_reply_cesq, rows, COUNT(rows));
}

/* 27.007 8.5 */
static void test_csq(void **state)
{
	static const struct number_row rows[] = {
		{"+CSQ: 0,99", SMSMODEM_OK, -113},
		{"+CSQ: 20,99", SMSMODEM_OK, -73},
		{"+CSQ: 31,0", SMSMODEM_OK, -51},
		{"+CSQ: 99,99", SMSMODEM_OK, 0},
		{"+CSQ: 17", SMSMODEM_OK, -79},
		{"+CSQ: 32,99", REFUSED},
		{"+CSQ: 98,99", REFUSED},
		{"+CSQ: -1,99", REFUSED},
		{"+CSQ: ", REFUSED},
		{"+CSQ: 2147483647,0", REFUSED},
	};

	(void)state;
	check_numbers(at_reply_csq, rows, COUNT(rows));
}

/* 27.007 8.4 */
static void test_cbc(void **state)
{
	static const struct number_row rows[] = {
		{"+CBC: 0,80", SMSMODEM_OK, 80}, {"+CBC: 1,100,4100", SMSMODEM_OK, 100},
		{"+CBC: 0,0", SMSMODEM_OK, 0},   {"+CBC: 0,101", REFUSED},
		{"+CBC: 0,-1", REFUSED},         {"+CBC: 0", REFUSED},
		{"+CBC: 4.1V", REFUSED},         {"+CBC:", REFUSED},
	};

	(void)state;
	check_numbers(at_reply_cbc, rows, COUNT(rows));
}

/* --- texts --- */

static int reply_cgmm(const char *line, char *text, size_t size)
{
	return at_reply_text(line, "+CGMM", text, size);
}

struct text_row {
	int (*reply)(const char *line, char *text, size_t size);
	const char *line, *expected; /* NULL: refused */
};

static const struct text_row text_rows[] = {
	/* 27.005 3.3.1 */
	{at_reply_csca, "+CSCA: \"+491710760000\",145", "+491710760000"},
	{at_reply_csca, "+CSCA: \"491710760000\",145", "+491710760000"},
	{at_reply_csca, "+CSCA: \"491710760000\",129", "491710760000"},
	{at_reply_csca, "+CSCA: \"491710760000\"", "491710760000"},
	{at_reply_csca, "+CSCA: +491710760000,145", "+491710760000"},
	{at_reply_csca, "+CSCA: \"\",129", ""},
	{at_reply_csca, "+CSCA: \"\",145", ""},
	{at_reply_csca, "+CSCA: \"002B003400390031\",145", "+491"},
	{at_reply_csca, "+CSCA: 0034,145", "+4"},
	{at_reply_csca, "+CSCA: \"003400390041\",129", "003400390041"}, /* no digit: as it is */
	{at_reply_csca, "+CSCA: \"0034002B\",129", "0034002B"},
	{at_reply_csca, "+CSCA: \"00340\",129", "00340"},
	{at_reply_csca, "+CSCA: \"+49\",x", NULL},
	{at_reply_csca, "+CSCA", NULL},
	{at_reply_csca, "+CSCS: \"GSM\"", NULL},
	/* 27.007 7.3 */
	{at_reply_cops, "+COPS: 0,0,\"vodafone ES\"", "vodafone ES"},
	{at_reply_cops, "+COPS: 1,2,\"46000\",7", "46000"},
	{at_reply_cops, "+COPS: 0,0,\"a, b\",7", "a, b"},
	{at_reply_cops, "+COPS: 0", ""},
	{at_reply_cops, "+COPS: 0,0,\"open", "open"},
	{at_reply_cops, "+COPS:", NULL},
	{at_reply_cops, "+COPS: x,0,\"a\"", NULL},
	{at_reply_cops, "+COPS: (2,\"a\",\"b\",\"26201\")", NULL},
	/* 27.007 7.1 */
	{at_reply_cnum, "+CNUM: \"mine\",\"+491700000000\",145", "+491700000000"},
	{at_reply_cnum, "+CNUM: ,\"0170\",129", "0170"},
	{at_reply_cnum, "+CNUM: mine,0170,129,7,4", "0170"},
	{at_reply_cnum, "+CNUM: \"a,b\",\"0170\",129", "0170"},
	{at_reply_cnum, "+CNUM: \"mine\"", ""},
	{at_reply_cnum, "+CNUMX: ,\"0170\",129", NULL},
	/* 27.007 5.1 to 5.4 */
	{reply_cgmm, "Nokia 5210", "Nokia 5210"},
	{reply_cgmm, "+CGMM: Nokia 5210", "Nokia 5210"},
	{reply_cgmm, "+CGMM:Nokia 5210  ", "Nokia 5210"},
	{reply_cgmm, "+cgmm: \"Nokia 5210\"", "Nokia 5210"},
	{reply_cgmm, "+CGMM: \"", "\""},
	{reply_cgmm, "+CGMM: \"\"", ""},
	{reply_cgmm, "+CGMM:", ""},
	{reply_cgmm, "+CGMMX: a", "+CGMMX: a"},
	{reply_cgmm, "", ""},
};

/* At every capacity: the whole text, or a refusal, and nothing behind the capacity is written. */
static void check_text(const struct text_row *row)
{
	for (size_t size = 0; size < 40; size++) {
		char text[64];
		memset(text, CANARY, sizeof text);
		bool fits = row->expected && size > strlen(row->expected);
		int result = row->reply(row->line, text, size);
		if (result != (fits ? SMSMODEM_OK : SMSMODEM_E_DATA) ||
		    (fits && strcmp(text, row->expected) != 0))
			fail_msg("'%s' into %zu: result %d", row->line, size, result);
		for (size_t i = size; i < sizeof text; i++)
			assert_int_equal(text[i], CANARY);
	}
}

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++)
		check_text(&text_rows[i]);
}

static void test_long_texts(void **state)
{
	char line[4200], text[128];

	(void)state;
	memset(line, '1', sizeof line);
	memcpy(line, "+CSCA: ", 7);
	line[sizeof line - 1] = '\0';
	assert_int_equal(at_reply_csca(line, text, sizeof text), SMSMODEM_E_DATA);
	memcpy(line, "+COPS: 0,0,", 11);
	assert_int_equal(at_reply_cops(line, text, sizeof text), SMSMODEM_E_DATA);
	assert_int_equal(at_reply_text(line, "+CGMM", text, sizeof text), SMSMODEM_E_DATA);
}

/* --- +CPMS --- */

/* 27.005 3.2.2: the read form has names, the set form has not. */
static void test_cpms(void **state)
{
	static const struct {
		const char *line, *expected;
	} rows[] = {
		{"+CPMS: \"SM\",3,20,\"ME\",0,100,\"MT\",3,120", "SM 3/20 ME 0/100 MT 3/120 "},
		{"+CPMS: SM, 3, 20", "SM 3/20 "},
		{"+CPMS: \"SM\",3,20,\"ME\",0,100", "SM 3/20 ME 0/100 "},
		{"+CPMS: 3,20", " 3/20 "},
		{"+CPMS: 3,20,0,100", " 3/20  0/100 "},
		{"+CPMS: 0,255,1,255,2,255", " 0/255  1/255  2/255 "},
		{"+CPMS: \"SM_P\",3,20", "SM_P 3/20 "}, /* Alcatel */
		{"+CPMS: \"SM\",3", ""},
		{"+CPMS: \"SM\",-1,20", ""},
		{"+CPMS: \"SM\",3,20,\"ME\",x,100", "SM 3/20 "},
		{"+CPMS: \"a name too long\",3,20", ""},
		{"+CPMS: \"SM,3,20", ""},
		{"+CPMS:", ""},
		{"+CPMS: (\"SM\",\"ME\"),(\"SM\"),(\"SM\")", ""}, /* the test form */
		{"+CPMS: (),(),()", ""},
		{"+CPMS: \"SM\",\"SM\",\"SM\"", ""},
		{"+CMGS: 3,20", ""},
	};
	static struct at_log log;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char name[8];
		int used, total;
		at_log_clear(&log);
		for (int j = 0; at_reply_cpms(rows[i].line, j, name, sizeof name, &used, &total) ==
				SMSMODEM_OK;
		     j++)
			at_log_add(&log, "%s %d/%d ", name, used, total);
		if (strcmp(log.text, rows[i].expected) != 0)
			fail_msg("'%s': %s", rows[i].line, log.text);
	}
}

static void test_cpms_capacities(void **state)
{
	(void)state;
	for (size_t size = 0; size < 6; size++) {
		char name[16];
		int used, total;
		memset(name, CANARY, sizeof name);
		assert_int_equal(at_reply_cpms("+CPMS: \"SM\",3,20", 0, name, size, &used, &total),
				 size > 2 ? SMSMODEM_OK : SMSMODEM_E_DATA);
		(void)at_reply_cpms("+CPMS: 3,20", 0, name, size, &used, &total);
		for (size_t i = size; i < sizeof name; i++)
			assert_int_equal(name[i], CANARY);
	}
}

/* --- any line to any reply --- */

static void give_to_all(const char *line)
{
	char text[24];
	int a, b;
	enum at_pin pin;

	(void)at_reply_cmgs(line, &a);
	(void)at_reply_cmgw(line, &a);
	(void)at_reply_cpin(line, &pin);
	(void)at_reply_cpinr(line, &a);
	(void)at_reply_creg(line, &a);
	(void)at_reply_csq(line, &a);
	(void)at_reply_cbc(line, &a);
	(void)at_reply_cops(line, text, sizeof text);
	(void)at_reply_csca(line, text, sizeof text);
	(void)at_reply_cnum(line, text, sizeof text);
	(void)at_reply_text(line, "+CGMM", text, sizeof text);
	for (int i = 0; i < 3; i++)
		(void)at_reply_cpms(line, i, text, sizeof text, &a, &b);
}

static void test_truncations(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++) {
		for (size_t length = 0; length <= strlen(text_rows[i].line); length++) {
			char *copy = strndup(text_rows[i].line, length);
			assert_non_null(copy);
			give_to_all(copy);
			free(copy);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cmgs),        cmocka_unit_test(test_cmgw),
		cmocka_unit_test(test_cpin),        cmocka_unit_test(test_cpinr),
		cmocka_unit_test(test_creg),        cmocka_unit_test(test_csq),
		cmocka_unit_test(test_cesq),        cmocka_unit_test(test_cbc),
		cmocka_unit_test(test_texts),       cmocka_unit_test(test_long_texts),
		cmocka_unit_test(test_cpms),        cmocka_unit_test(test_cpms_capacities),
		cmocka_unit_test(test_truncations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
