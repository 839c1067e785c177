/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lines nobody asked for, and how many lines follow them. */
#include "at_support.h"

struct urc_row {
	const char *line;
	bool known;
	int lines;
};

static const struct urc_row urc_rows[] = {
	/* 27.005 3.4.1 */
	{"+CMTI: \"SM\",3", true, 0},
	{"+CMT: ,23", true, 1},
	{"+CMT:,23", true, 1},
	{"+CMT: \"+49\",,\"26/01/01,00:00:00+00\"", true, 1},
	{"+CDS: 25", true, 1},
	{"+CDS:25", true, 1},
	{"+CDS: ,25", true, 1}, /* ZTE */
	{"+CDS: 6,12,\"+49\",145,\"26/01/01\",\"26/01/01\",0", true, 0},
	{"+CDSI: \"SR\",1", true, 0},
	{"+CBM: 88", true, 1},
	{"+CBMI: \"BM\",1", true, 0},
	/* 27.007 */
	{"+CREG: 1", true, 0},
	{"+CGREG: 1,\"00\",\"01\"", true, 0},
	{"+CEREG: 5", true, 0},
	{"+CUSD: 0,\"x\",15", true, 0},
	{"+CLIP: \"+49\",145", true, 0},
	{"RING", true, 0},
	{"+CRING: VOICE", true, 0},
	{"NO CARRIER", true, 0},
	{"BUSY", true, 0},
	{"+CIEV: 2,3", true, 0},
	/* manufacturers */
	{"RDY", true, 0},
	{"SMS Ready", true, 0},
	{"Call Ready", true, 0},
	{"^RSSI:20", true, 0},
	{"^MODE:3,3", true, 0},
	{"^BOOT:1,0,0,0,0", true, 0},
	{"^SYSSTART", true, 0},
	{"+ZUSIMR:2", true, 0},
	{"_OSIGQ: 20,0", true, 0},
	/* others */
	{"OK", false, 0},
	{"", false, 0},
	{"RINGS", false, 0},
	{"RIN", false, 0},
	{"+CMT", false, 0},
	{"+CMTX: 3", false, 0},
	{"+CSQ: 20,99", false, 0},
	{"+CMGR: 1,,20", false, 0},
	{"+CMGS: 7", false, 0},
	{" +CMTI: \"SM\",3", false, 0},
	{"07912143658709F1", false, 0},
};

static void test_urcs(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(urc_rows); i++) {
		struct at_urc urc = at_urc_match(urc_rows[i].line);
		if (urc.known != urc_rows[i].known || urc.lines != urc_rows[i].lines)
			fail_msg("'%s': known %d, lines %d", urc_rows[i].line, urc.known,
				 urc.lines);
		assert_int_equal(at_lines_following(urc_rows[i].line),
				 strncmp(urc_rows[i].line, "+CMGR", 5) == 0 ? 1 : urc.lines);
	}
}

/* 27.005 3.4.2, 3.4.3, 4.1, 4.2 */
static void test_responses(void **state)
{
	static const struct urc_row rows[] = {
		{"+CMGL: 1,1,,20", false, 1},
		{"+CMGL: 1,\"REC READ\",\"+49\",,\"26/01/01,00:00:00+00\"", false, 1},
		{"+CMGR: 1,,20", false, 1},
		{"+CMGR: ,,20", false, 1}, /* Qualcomm */
		{"+CMGR: 0,,0", false, 0}, /* Siemens MC35: an empty place */
		{"+CMGR: 0,, 0", false, 0},
		{"+CMGR: 1,,10", false, 1},
		{"+CMGR: 5", false, 1}, /* Siemens ES75 */
		{"+CMGS: 7", false, 0},
		{"+CPMS: 1,2,1,2,1,2", false, 0},
		{"OK", false, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (at_lines_following(rows[i].line) != rows[i].lines)
			fail_msg("'%s'", rows[i].line);
}

/* No row of the table is a final result too, but for those of calls. */
static void test_no_urc_ends_a_command(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(urc_rows); i++)
		if (urc_rows[i].known)
			assert_int_equal(at_final_match(urc_rows[i].line, true, false).result,
					 AT_RESULT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_urcs),
		cmocka_unit_test(test_responses),
		cmocka_unit_test(test_no_urc_ends_a_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
