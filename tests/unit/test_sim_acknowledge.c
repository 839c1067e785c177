/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From when on the time for +CNMA runs (27.005 3.4.4). */
#include "sim_dialogue.h"

#define OK     "\r\nOK\r\n"
#define PROMPT "\r\n> "
/* "hi" from +1234 at a time of 2026-01-01 */
#define CMT(time)                                                               \
	"\r\n+CMT: ,17\r\n07919471016700000404912143000062101000" time "02E834" \
	"\r\n"
#define HI_CMT CMT("000000")
#define PHASE2 "AT+CSMS=1;+CNMI=2,2,0,1;+CMEE=1\r"
#define BEGUN  "\r\n+CSMS: 1,1,1\r\n" OK

static const struct sim_dialogue time_rows[] = {
	{"behind a payload the time runs from its end (3.4.4 NOTE)",
	 NULL,
	 {PHASE2, "AT+CMGS=18\r", "!deliver +1234 hi", "@20000", SIM_PDU "\032", "@34999",
	  "AT+CNMA\r"},
	 BEGUN PROMPT "\r\n+CMGS: 0\r\n" OK HI_CMT OK},
	{"likewise behind one that is given up",
	 NULL,
	 {PHASE2, "AT+CMGS=18\r", "!deliver +1234 hi", "@20000", "\033", "@35000", "AT+CNMA\r"},
	 BEGUN PROMPT OK HI_CMT "\r\n+CMS ERROR: 340\r\n"},
	{"behind an answer that is late it runs from there",
	 NULL,
	 {PHASE2, "!latency 20000", "AT\r", "!deliver +1234 hi", "@20000", "!latency 0", "@34999",
	  "AT+CNMA\r"},
	 BEGUN OK HI_CMT OK},
	{"and ends 15 seconds later",
	 NULL,
	 {PHASE2, "!latency 20000", "AT\r", "!deliver +1234 hi", "@20000", "!latency 0", "@35000",
	  "AT+CNMA\r"},
	 BEGUN OK HI_CMT "\r\n+CMS ERROR: 340\r\n"},
	{"an option has another time",
	 "echo=off&acknowledge=200",
	 {PHASE2, "!deliver +1234 hi", "@199", "AT+CNMA\r", "!deliver +1234 hi", "@399",
	  "AT+CNMA\r"},
	 BEGUN HI_CMT OK CMT("000000") "\r\n+CMS ERROR: 340\r\n"},
	{"on a slow wire it runs from the last octet",
	 "echo=off&baud=50",
	 {PHASE2, "@60000", "!deliver +1234 hi", "@76000", "AT+CNMA\r", "@99000"},
	 BEGUN CMT("100000") OK},
	{"the answer that lets the next one in is late",
	 NULL,
	 {PHASE2, "!deliver +1234 hi", "!deliver +1234 hi", "!latency 20000", "AT+CNMA\r", "@20000",
	  "!latency 0", "@34999", "AT+CNMA\r"},
	 BEGUN HI_CMT OK HI_CMT OK},
};

static void test_time(void **state)
{
	(void)state;
	sim_check_dialogues(time_rows, SIM_COUNT(time_rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
