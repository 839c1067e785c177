/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personalities: our own client copes with each. */
#include "phone_support.h"

struct client_row {
	const char *profile, *manufacturer, *model, *revision;
	int reports; /**< of smsmodem_enable_reports */
	size_t storages;
};

static const struct client_row client_rows[] = {
	{"nokia", "Nokia", "Nokia 2730c", "V 10.40", SMSMODEM_OK, 1},
	{"siemens", "SIEMENS", "MC35i", "REVISION 02.00", SMSMODEM_OK, 3},
	{"huawei", "huawei", "E1750", "11.126.03.01.55", SMSMODEM_OK, 2},
	{"simcom", "SIMCOM_Ltd", "SIMCOM_SIM800L", "Revision:1418B05SIM800L24", SMSMODEM_OK, 1},
	{"qualcomm", "QUALCOMM INCORPORATED", "88",
	 "D1020-SUUAASFA-4352  1  [Apr 14 2008 18:00:00]", SMSMODEM_OK, 5},
	{"minimal", "", "minimal", "", SMSMODEM_E_REFUSED, 1},
	{"quirky", "Odd & Sons, Ltd.", "OK", "ERROR 404 found", SMSMODEM_OK, 2},
};

static void client_info(struct phone *phone, const struct client_row *row)
{
	struct smsmodem_error error = {0};
	struct smsmodem_info info;
	bool minimal = strcmp(row->profile, "minimal") == 0;

	if (smsmodem_info(phone->modem, &info, &error) < 0)
		fail_msg("info: %s", error.text);
	assert_string_equal(info.manufacturer, row->manufacturer);
	assert_string_equal(info.model, row->model);
	assert_string_equal(info.revision, row->revision);
	assert_string_equal(info.imei, minimal ? "" : "490154203237518");
	assert_string_equal(info.smsc, minimal ? "" : "+491710760000");
	assert_string_equal(info.registration, minimal ? "" : "home");
	assert_int_equal(info.storages, row->storages);
}

static void client_send(struct phone *phone, const struct smsmodem_submit *submit)
{
	struct smsmodem_sending sending;
	struct smsmodem_error error = {0};
	char taken[1024] = "";

	if (smsmodem_send(phone->modem, &sending, submit, 0, &error) < 0)
		fail_msg("send: %s", error.text);
	assert_int_equal(sending.status, SMSMODEM_STATUS_SENT);
	assert_int_equal(sending.sent, submit->text_len > 160 ? 3 : 1);
	for (int i = 0; i < sending.sent; i++)
		assert_true(sending.refs[i] >= 0);
	assert_int_equal(phone_submits(phone, taken, sizeof taken), 1);
	assert_string_equal(taken, submit->text);
}

static void client_report(struct phone *phone, const struct client_row *row,
			  struct smsmodem_submit *submit)
{
	struct smsmodem_error error = {0};
	struct smsmodem_tpdu report;

	assert_int_equal(smsmodem_enable_reports(phone->modem, &error), row->reports);
	submit->report = true;
	client_send(phone, submit);
	if (row->reports < 0)
		return;
	if (smsmodem_next_report(phone->modem, &report, 30000, &error) < 0)
		fail_msg("report: %s", error.text);
	assert_int_equal(report.status, 0);
	assert_string_equal(report.peer.text, PHONE_TO);
}

static void client_all(const struct client_row *row, const char *more, size_t chunk)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	char options[128], text[401];

	print_message("%s%s, octets at a time: %zu\n", row->profile, more, chunk);
	(void)snprintf(options, sizeof options, "profile=%s%s", row->profile, more);
	struct phone *phone = phone_open(options);
	phone->chunk = chunk;
	for (size_t i = 0; i < sizeof text - 1; i++)
		text[i] = (char)('a' + i % 26);
	text[sizeof text - 1] = '\0';
	client_info(phone, row);
	submit.to = PHONE_TO;
	submit.text = "short";
	submit.text_len = strlen(submit.text);
	client_send(phone, &submit);
	client_report(phone, row, &submit);
	submit.report = false;
	submit.text = text;
	submit.text_len = strlen(text);
	client_send(phone, &submit);
	phone_close(phone);
}

static void test_client(void **state)
{
	static const char *const more[] = {"", "&latency=40&network-latency=3000",
					   "&fault=echo=stuck", "&fault=numeric"};

	(void)state;
	for (size_t i = 0; i < COUNT(client_rows); i++)
		for (size_t j = 0; j < COUNT(more); j++)
			for (size_t chunk = 0; chunk < 2; chunk++)
				client_all(&client_rows[i], more[j], chunk);
}

/* A phone that answers AT and has no SMS is told apart from one that says nothing. */
static void test_no_sms(void **state)
{
	static const struct {
		const char *options;
		int code;
		const char *part;
	} rows[] = {
		{"profile=handsfree", SMSMODEM_E_REFUSED, "Message Access Profile"},
		{"profile=handsfree&latency=40", SMSMODEM_E_REFUSED, "Message Access Profile"},
		{"profile=handsfree&fault=silent", SMSMODEM_E_NOMODEM, "no modem answers"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
		struct smsmodem_sending sending;
		struct smsmodem_error error = {0};
		struct phone *phone = phone_open(rows[i].options);
		char taken[64];

		submit.to = PHONE_TO;
		submit.text = "x";
		submit.text_len = 1;
		assert_int_equal(smsmodem_send(phone->modem, &sending, &submit, 0, &error),
				 rows[i].code);
		assert_int_equal(sending.status, SMSMODEM_STATUS_FAILED);
		if (!strstr(error.text, rows[i].part))
			fail_msg("%s", error.text);
		assert_null(strstr(phone->written, "+CMGS"));
		assert_int_equal(phone_submits(phone, taken, sizeof taken), 0);
		phone_close(phone);
	}
}

/* A phone that keeps reports, and a message sent to it that wants one. */
static struct phone *report_kept(void)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_error error = {0};
	struct phone *phone = phone_open("");

	assert_int_equal(smsmodem_enable_reports(phone->modem, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_command(phone->modem, "AT+CNMI=2,1,0,2", NULL, 0, &error), 0);
	submit.to = PHONE_TO;
	submit.text = "kept";
	submit.text_len = 4;
	submit.report = true;
	client_send(phone, &submit);
	phone_count_anew(phone);
	return phone;
}

/* It is read in the memory that +CDSI names, deleted, and the memory of before put back. */
static void test_report_fetched(void **state)
{
	struct smsmodem_error error = {0};
	struct smsmodem_tpdu report;
	struct phone *phone = report_kept();

	(void)state;
	if (smsmodem_next_report(phone->modem, &report, 1000, &error) < 0)
		fail_msg("%s", error.text);
	assert_string_equal(report.peer.text, PHONE_TO);
	assert_string_equal(phone->written,
			    "AT+CPMS?\rAT+CPMS=\"SR\"\rAT+CMGR=1\rAT+CMGD=1\rAT+CPMS=\"ME\"\r");
	phone_close(phone);
}

/* What is no place of a memory, or has no report in it, is passed over; nothing else is done. */
static void test_report_nonsense(void **state)
{
	static const char *const lines[] = {
		"urc +CDSI: \"ME\";+CMGD=1,4;\"\",1",
		"urc +CDSI: \"ME;+CMGD\",1",
		"urc +CDSI: \"\",1",
		"urc +CDSI: \"ME\"",
		"urc +CDSI: \"ME\",-1",
		"urc +CDSI: \"ME\",x",
		"urc +CDSI: \"ABCDEFGHIJ\",1",
		"urc +CDSI:",
		"urc +CDS: 6,12,\"+49\",145,\"\",\"\",0",
	};
	struct smsmodem_error error = {0};
	struct smsmodem_tpdu report;
	struct phone *phone = report_kept();

	(void)state;
	assert_int_equal(smsmodem_next_report(phone->modem, &report, 1000, &error), SMSMODEM_OK);
	phone_count_anew(phone);
	for (size_t i = 0; i < COUNT(lines); i++)
		phone_do(phone, lines[i]);
	assert_int_equal(smsmodem_next_report(phone->modem, &report, 1000, &error),
			 SMSMODEM_E_TIMEOUT);
	assert_string_equal(phone->written, "");
	phone_do(phone, "urc +CDSI: \"SR\",7");
	assert_int_equal(smsmodem_next_report(phone->modem, &report, 1000, &error),
			 SMSMODEM_E_TIMEOUT);
	assert_null(strstr(phone->written, "+CMGD"));
	phone_close(phone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_client),
		cmocka_unit_test(test_no_sms),
		cmocka_unit_test(test_report_fetched),
		cmocka_unit_test(test_report_nonsense),
	};

	return cmocka_run_group_tests_name("sim_profiles_client", tests, NULL, NULL);
}
