/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Final results: whole lines, never a part of one. */
#include "at_support.h"

enum when {
	ALWAYS,
	NUMERIC, /* only where ATV0 is possible */
	CALL     /* only behind a command that calls */
};

struct final_row {
	const char *line;
	enum when when;
	enum at_result result;
	int code;
};

static const struct final_row rows[] = {
	/* V.250 5.7.1 */
	{"OK", ALWAYS, AT_RESULT_OK, -1},
	{"OK ", ALWAYS, AT_RESULT_OK, -1},
	{"OK \t ", ALWAYS, AT_RESULT_OK, -1},
	{"ERROR", ALWAYS, AT_RESULT_ERROR, -1},
	{"ERROR  ", ALWAYS, AT_RESULT_ERROR, -1},
	{"CONNECT", CALL, AT_RESULT_CONNECT, -1},
	{"CONNECT 9600", CALL, AT_RESULT_CONNECT, -1},
	{"NO CARRIER", CALL, AT_RESULT_CALL, -1},
	{"NO CARRIER ", CALL, AT_RESULT_CALL, -1},
	{"BUSY", CALL, AT_RESULT_CALL, -1},
	{"NO ANSWER", CALL, AT_RESULT_CALL, -1},
	{"NO DIALTONE", CALL, AT_RESULT_CALL, -1},
	{"NO DIAL TONE", CALL, AT_RESULT_CALL, -1},
	/* V.250 table 1, ATV0 */
	{"0", NUMERIC, AT_RESULT_OK, -1},
	{"0 ", NUMERIC, AT_RESULT_OK, -1},
	{"4", NUMERIC, AT_RESULT_ERROR, -1},
	/* 27.005 3.2.5 */
	{"+CMS ERROR: 500", ALWAYS, AT_RESULT_CMS, 500},
	{"+CMS ERROR:500", ALWAYS, AT_RESULT_CMS, 500},
	{"+CMS ERROR:  38 ", ALWAYS, AT_RESULT_CMS, 38},
	{"+CMS ERROR: 0", ALWAYS, AT_RESULT_CMS, 0},
	{"+CMS ERROR: 65535", ALWAYS, AT_RESULT_CMS, 65535},
	{"+CMS ERROR: 65536", ALWAYS, AT_RESULT_CMS, -1},
	{"+CMS ERROR: 99999999999999999999999", ALWAYS, AT_RESULT_CMS, -1},
	{"+CMS ERROR: SMSC address unknown", ALWAYS, AT_RESULT_CMS, 330},
	{"+CMS ERROR: smsc ADDRESS unknown", ALWAYS, AT_RESULT_CMS, 330},
	{"+CMS ERROR: SMSC address unknown ", ALWAYS, AT_RESULT_CMS, 330},
	{"+CMS ERROR: SMSC address", ALWAYS, AT_RESULT_CMS, -1},
	{"+CMS ERROR: bananas", ALWAYS, AT_RESULT_CMS, -1},
	{"+CMS ERROR: 500 bananas", ALWAYS, AT_RESULT_CMS, -1},
	{"+CMS ERROR:", ALWAYS, AT_RESULT_CMS, -1},
	{"+CMS ERROR: ", ALWAYS, AT_RESULT_CMS, -1},
	/* 27.007 9.2 */
	{"+CME ERROR: 10", ALWAYS, AT_RESULT_CME, 10},
	{"+CME ERROR: SIM busy", ALWAYS, AT_RESULT_CME, 14},
	{"+CME ERROR: sim BUSY", ALWAYS, AT_RESULT_CME, 14},
	{"+CME ERROR:-1", ALWAYS, AT_RESULT_CME, -1}, /* Samsung: an empty place */
	{"+CME ERROR: -1", ALWAYS, AT_RESULT_CME, -1},
	{"+CME ERROR: SMSC address unknown", ALWAYS, AT_RESULT_CME, -1}, /* of the other table */
	/* manufacturers */
	{"COMMAND NOT SUPPORT", ALWAYS, AT_RESULT_ERROR, -1},
	{"COMMAND NOT SUPPORTED", ALWAYS, AT_RESULT_ERROR, -1},
	{"TOO MANY PARAMETERS", ALWAYS, AT_RESULT_ERROR, -1},
	{"MODEM ERROR: 3", ALWAYS, AT_RESULT_ERROR, -1},
	{"+EXT ERROR: 4", ALWAYS, AT_RESULT_ERROR, -1},
	{"ERROR: UNSUPPORTED", ALWAYS, AT_RESULT_ERROR, -1},
	{"NA", ALWAYS, AT_RESULT_ERROR, -1},
	/* no results */
	{"", ALWAYS, AT_RESULT_NONE, -1},
	{" ", ALWAYS, AT_RESULT_NONE, -1},
	{" OK", ALWAYS, AT_RESULT_NONE, -1},
	{"OKAY", ALWAYS, AT_RESULT_NONE, -1},
	{"O", ALWAYS, AT_RESULT_NONE, -1},
	{"ok", ALWAYS, AT_RESULT_NONE, -1},
	{"NOT OK", ALWAYS, AT_RESULT_NONE, -1},
	{"OK OK", ALWAYS, AT_RESULT_NONE, -1},
	{"\"OK\"", ALWAYS, AT_RESULT_NONE, -1},
	{"+CMT: \"BOOKING OK\"", ALWAYS, AT_RESULT_NONE, -1},
	{"+CUSD: 0,\"ERROR\",15", ALWAYS, AT_RESULT_NONE, -1},
	{"ERRORS", ALWAYS, AT_RESULT_NONE, -1},
	{"an ERROR", ALWAYS, AT_RESULT_NONE, -1},
	{"CMS ERROR: 500", ALWAYS, AT_RESULT_NONE, -1},
	{" +CMS ERROR: 500", ALWAYS, AT_RESULT_NONE, -1},
	{"+CMS ERROR", ALWAYS, AT_RESULT_NONE, -1},
	{"+CMSERROR: 500", ALWAYS, AT_RESULT_NONE, -1},
	{"+CMGS: 500", ALWAYS, AT_RESULT_NONE, -1},
	{"CONNECTED", ALWAYS, AT_RESULT_NONE, -1},
	{"NO CARRIERS", ALWAYS, AT_RESULT_NONE, -1},
	{"BUSY LINE", ALWAYS, AT_RESULT_NONE, -1},
	{"NO", ALWAYS, AT_RESULT_NONE, -1},
	{"NAME", ALWAYS, AT_RESULT_NONE, -1},
	{"COMMAND NOT", ALWAYS, AT_RESULT_NONE, -1},
	{"00", ALWAYS, AT_RESULT_NONE, -1},
	{"2", ALWAYS, AT_RESULT_NONE, -1}, /* RING */
	{"5", ALWAYS, AT_RESULT_NONE, -1},
	{"0123", ALWAYS, AT_RESULT_NONE, -1},
	{"-0", ALWAYS, AT_RESULT_NONE, -1},
	{">", ALWAYS, AT_RESULT_NONE, -1},
};

static void check(const struct final_row *row, bool numeric, bool call)
{
	bool applies = row->when == ALWAYS || (row->when == NUMERIC && numeric) ||
		       (row->when == CALL && call);
	struct at_final final = at_final_match(row->line, numeric, call);

	if (final.result != (applies ? row->result : AT_RESULT_NONE) || final.code != row->code)
		fail_msg("'%s', numeric %d, call %d: result %d, code %d", row->line, numeric, call,
			 (int) final.result, final.code);
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (int flags = 0; flags < 4; flags++)
			check(&rows[i], flags & 1, flags & 2);
}

/* V.250 table 1: 1 CONNECT, 3 NO CARRIER, 6 NO DIALTONE, 7 BUSY, 8 NO ANSWER */
static void test_numeric_results_of_a_call(void **state)
{
	static const struct {
		const char *line;
		enum at_result result;
	} digits[] = {{"1", AT_RESULT_CONNECT},
		      {"3", AT_RESULT_CALL},
		      {"6", AT_RESULT_CALL},
		      {"7", AT_RESULT_CALL},
		      {"8", AT_RESULT_CALL}};

	(void)state;
	for (size_t i = 0; i < COUNT(digits); i++) {
		const char *line = digits[i].line;
		assert_int_equal(at_final_match(line, true, true).result, digits[i].result);
		assert_int_equal(at_final_match(line, true, false).result, AT_RESULT_NONE);
		assert_int_equal(at_final_match(line, false, true).result, AT_RESULT_NONE);
	}
}

/* No result is found in the middle of a line. */
static void test_never_within_a_line(void **state)
{
	char line[128];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		(void)snprintf(line, sizeof line, "+CMT: \"%s\"", rows[i].line);
		assert_int_equal(at_final_match(line, true, true).result, AT_RESULT_NONE);
		(void)snprintf(line, sizeof line, "x%s", rows[i].line);
		assert_int_equal(at_final_match(line, true, true).result, AT_RESULT_NONE);
	}
}

/* A result that is cut is another result of the table, or none. */
static void test_truncations(void **state)
{
	char line[128];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].result != AT_RESULT_OK && rows[i].result != AT_RESULT_CALL)
			continue;
		size_t length = strcspn(rows[i].line, " \t");
		for (size_t count = 0; count < length; count++) {
			memcpy(line, rows[i].line, count);
			line[count] = '\0';
			assert_int_equal(at_final_match(line, true, true).result, AT_RESULT_NONE);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_numeric_results_of_a_call),
		cmocka_unit_test(test_never_within_a_line),
		cmocka_unit_test(test_truncations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
