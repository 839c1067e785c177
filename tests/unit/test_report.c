/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status reports: asked for, waited for, matched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <smsmodem/smsmodem.h>
#include <string.h>

struct same_row {
	const char *a, *b;
	bool same;
};

static const struct same_row same_rows[] = {
	{"+491701234567", "+491701234567", true},
	{"+491701234567", "01701234567", true}, /* the national form of the same number */
	{"+491701234567", "491701234567", true},
	{"50131", "50131", true},
	{"+50131", "50131", true},
	{"50131", "0131", false},
	{"+491701234567", "+491701234568", false},
	{"123", "456", false},
	{"", "123", false},
	{"ABC", "ABD", false},
};

static void test_same_number(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof same_rows / sizeof same_rows[0]; i++) {
		const struct same_row *row = &same_rows[i];
		assert_int_equal(smsmodem_same_number(row->a, row->b), row->same);
		assert_int_equal(smsmodem_same_number(row->b, row->a), row->same);
	}
}

struct report_row {
	const char *device;
	const char *before; /* a command that somebody gave before, or NULL */
	int result;
	int status;
};

static const struct report_row report_rows[] = {
	{"sim:", NULL, SMSMODEM_OK, 0x00},
	{"sim:?fault=report=70", NULL, SMSMODEM_OK, 70},
	{"sim:?fault=report=48", NULL, SMSMODEM_OK, 48},
	{"sim:?profile=siemens", NULL, SMSMODEM_OK, 0x00}, /* it keeps them, and names the place */
	{"sim:?latency=20&network-latency=2000", NULL, SMSMODEM_OK, 0x00},
	{"sim:?fault=urc", NULL, SMSMODEM_OK, 0x00},
	{"sim:?fault=no-report", NULL, SMSMODEM_E_TIMEOUT, 0},
	/* 27.005 3.4.4: without acknowledgement there would be no second one */
	{"sim:", "AT+CSMS=1", SMSMODEM_OK, 0x00},
	{"sim:?profile=siemens", "AT+CSMS=1", SMSMODEM_OK, 0x00},
	{"sim:?profile=huawei", "AT+CSMS=1", SMSMODEM_OK, 0x00},
	{"sim:?profile=quirky", "AT+CSMS=1", SMSMODEM_OK, 0x00},
};

static void run_row(const struct report_row *row)
{
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_sending sending;
	struct smsmodem_error error = {0};
	struct smsmodem_tpdu report;
	struct smsmodem *modem;

	options.device = row->device;
	submit.to = "+491701234567";
	submit.text = "hi";
	submit.text_len = 2;
	submit.report = true;
	assert_int_equal(smsmodem_open(&options, &modem, &error), SMSMODEM_OK);
	if (row->before)
		assert_int_equal(smsmodem_command(modem, row->before, NULL, 0, &error),
				 SMSMODEM_OK);
	assert_int_equal(smsmodem_enable_reports(modem, &error), SMSMODEM_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(smsmodem_send(modem, &sending, &submit, 0, &error), SMSMODEM_OK);
		assert_int_equal(smsmodem_next_report(modem, &report, 5000, &error), row->result);
		if (row->result < 0)
			continue;
		assert_int_equal(report.kind, SMSMODEM_KIND_STATUS_REPORT);
		assert_int_equal(report.mr, sending.refs[0]);
		assert_int_equal(report.status, row->status);
		assert_true(smsmodem_same_number(report.peer.text, submit.to));
	}
	/* each is told once */
	assert_int_equal(smsmodem_next_report(modem, &report, 5000, &error), SMSMODEM_E_TIMEOUT);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

static void test_reports(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof report_rows / sizeof report_rows[0]; i++)
		run_row(&report_rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_number),
		cmocka_unit_test(test_reports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
