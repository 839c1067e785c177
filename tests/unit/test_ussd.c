/* SPDX-License-Identifier: GPL-3.0-or-later */
/* USSD with the simulated phone, and with phones that want a code in another form. */
#include "phone_support.h"
#include <smsmodem/phone.h>

struct ask_row {
	const char *name;
	const char *options;
	const char *code;
	int result;
	enum smsmodem_ussd_state state;
	const char *text;
};

static const struct ask_row ask_rows[] = {
	{"a balance", "", "*100#", 0, SMSMODEM_USSD_DONE, "Balance: 10.00"},
	{"a menu", "ussd-menu=*1%23:1%20a%202%20b", "*1#", 0, SMSMODEM_USSD_MENU, "1 a 2 b"},
	{"UCS-2", "ussd=*1%23:%D0%94%D0%BB%D1%8F", "*1#", 0, SMSMODEM_USSD_DONE, "Для"},
	{"unknown", "", "*999#", SMSMODEM_E_REFUSED, SMSMODEM_USSD_UNSUPPORTED, ""},
	{"no network", "network=off", "*100#", SMSMODEM_E_TEMPORARY, SMSMODEM_USSD_DONE, ""},
	{"no code", "", "", SMSMODEM_E_DATA, SMSMODEM_USSD_DONE, ""},
	{"no UTF-8", "", "*\xFF#", SMSMODEM_E_DATA, SMSMODEM_USSD_DONE, ""},
	{"a control character", "", "*1\x1A#", SMSMODEM_E_DATA, SMSMODEM_USSD_DONE, ""},
	{"a quote", "", "*\"#", SMSMODEM_E_REFUSED, SMSMODEM_USSD_UNSUPPORTED, ""},
	{"nokia", "profile=nokia", "*100#", 0, SMSMODEM_USSD_DONE, "Balance: 10.00"},
	{"siemens", "profile=siemens", "*100#", 0, SMSMODEM_USSD_DONE, "Balance: 10.00"},
	{"huawei", "profile=huawei", "*100#", 0, SMSMODEM_USSD_DONE, "Balance: 10.00"},
	{"simcom", "profile=simcom", "*100#", 0, SMSMODEM_USSD_DONE, "Balance: 10.00"},
	{"qualcomm", "profile=qualcomm", "*100#", 0, SMSMODEM_USSD_DONE, "Balance: 10.00"},
	{"quirky", "profile=quirky", "*100#", 0, SMSMODEM_USSD_DONE, "Balance: 10.00"},
	{"minimal", "profile=minimal", "*100#", SMSMODEM_E_REFUSED, SMSMODEM_USSD_DONE, ""},
};

static void test_ask(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ask_rows); i++) {
		const struct ask_row *row = &ask_rows[i];
		struct phone *phone = phone_open(row->options);
		struct smsmodem_ussd answer;
		struct smsmodem_error error = {0};
		int result = smsmodem_ussd(phone->modem, row->code, 0, &answer, &error);

		if (result != row->result || answer.state != row->state ||
		    strcmp(answer.text, row->text) != 0)
			fail_msg("%s: %d %s, state %d, \"%s\"", row->name, result, error.text,
				 (int)answer.state, answer.text);
		phone_close(phone);
	}
}

/* Whatever character set another program left behind; it is the same afterwards. */
static void test_charsets(void **state)
{
	static const char *const sets[] = {"GSM", "IRA", "UCS2", "HEX"};

	(void)state;
	for (size_t i = 0; i < COUNT(sets); i++) {
		struct phone *phone = phone_open("ussd=*1%23:Z%C3%A4hl%20%245");
		struct smsmodem_ussd answer;
		struct smsmodem_error error = {0};
		char line[40];

		(void)snprintf(line, sizeof line, "AT+CSCS=\"%s\"", sets[i]);
		assert_int_equal(smsmodem_command(phone->modem, line, NULL, 0, &error), 0);
		if (smsmodem_ussd(phone->modem, "*1#", 0, &answer, &error) < 0)
			fail_msg("%s: %s", sets[i], error.text);
		/* ASCII has no letter with a mark, and the GSM alphabet's dollar is 2 */
		assert_string_equal(answer.text, i == 1 ? "Z?hl $5" : "Zähl $5");
		assert_int_equal(smsmodem_command(phone->modem, "AT+CSCS?", NULL, 0, &error), 0);
		assert_non_null(strstr(smsmodem_response(phone->modem, 0), sets[i]));
		phone_close(phone);
	}
}

static void test_session(void **state)
{
	struct phone *phone = phone_open("ussd-menu=*1%23:which&ussd-menu=2:more&ussd=3:end");
	struct smsmodem_ussd answer;
	struct smsmodem_error error = {0};

	(void)state;
	assert_int_equal(smsmodem_ussd(phone->modem, "*1#", 0, &answer, &error), 0);
	assert_string_equal(answer.text, "which");
	assert_int_equal(smsmodem_ussd(phone->modem, "2", 0, &answer, &error), 0);
	assert_string_equal(answer.text, "more");
	assert_int_equal(smsmodem_ussd(phone->modem, "3", 0, &answer, &error), 0);
	assert_string_equal(answer.text, "end");
	assert_int_equal(answer.state, SMSMODEM_USSD_DONE);
	/* the character set is asked for once a session */
	assert_int_equal(phone_count(phone, "AT+CSCS?"), 1);
	assert_int_equal(smsmodem_ussd(phone->modem, "*1#", 0, &answer, &error), 0);
	assert_int_equal(smsmodem_ussd_cancel(phone->modem, &error), 0);
	assert_int_equal(phone_count(phone, "AT+CUSD=2"), 1);
	phone_close(phone);
}

/* What the network says while nobody answers its menu is not taken for an answer to a new code. */
static void test_ended_meanwhile(void **state)
{
	struct phone *phone = phone_open("ussd-menu=*1%23:which&ussd=*2%23:two");
	struct smsmodem_ussd answer;
	struct smsmodem_error error = {0};

	(void)state;
	assert_int_equal(smsmodem_ussd(phone->modem, "*1#", 0, &answer, &error), 0);
	phone_do(phone, "urc +CUSD: 2");
	int asked = phone_count(phone, "AT+CUSD=1");
	assert_int_equal(smsmodem_ussd(phone->modem, "1", 0, &answer, &error), SMSMODEM_E_REFUSED);
	assert_int_equal(answer.state, SMSMODEM_USSD_ENDED);
	assert_int_equal(phone_count(phone, "AT+CUSD=1"), asked);
	phone_do(phone, "urc +CUSD: 2");
	assert_int_equal(smsmodem_ussd(phone->modem, "*2#", 0, &answer, &error), 0);
	assert_string_equal(answer.text, "two");
	phone_close(phone);
}

/* A network that says nothing: as long as was said, and then nothing is left open. */
static void test_timeout(void **state)
{
	struct phone *phone = phone_open("network-latency=100000");
	struct smsmodem_ussd answer;
	struct smsmodem_error error = {0};

	(void)state;
	assert_int_equal(smsmodem_prepare(phone->modem, &error), 0);
	int64_t before_ms = phone->now_ms;
	assert_int_equal(smsmodem_ussd(phone->modem, "*100#", 20000, &answer, &error),
			 SMSMODEM_E_TIMEOUT);
	assert_int_equal(phone->now_ms - before_ms, 20000);
	assert_int_equal(phone_count(phone, "AT+CUSD=2"), 1);
	before_ms = phone->now_ms;
	assert_int_equal(smsmodem_ussd(phone->modem, "*100#", 0, &answer, &error),
			 SMSMODEM_E_TIMEOUT);
	assert_int_equal(phone->now_ms - before_ms, 60000);
	phone_close(phone);
}

static void test_cancelled(void **state)
{
	struct phone *phone = phone_open("network-latency=100000");
	struct smsmodem_ussd answer;
	struct smsmodem_error error = {0};

	(void)state;
	phone->head.cancel_fd = phone->cancel_pipe[0];
	phone->cancel_on = "AT+CUSD=1";
	assert_int_equal(smsmodem_ussd(phone->modem, "*100#", 0, &answer, &error),
			 SMSMODEM_E_CANCELLED);
	assert_int_equal(phone_count(phone, "AT+CUSD=2"), 1);
	phone_close(phone);
}

/* Other lines that come meanwhile are still there for whoever wants them. */
static void test_others_stay(void **state)
{
	struct phone *phone = phone_open("network-latency=3000");
	struct smsmodem_ussd answer;
	struct smsmodem_error error = {0};

	(void)state;
	assert_int_equal(smsmodem_prepare(phone->modem, &error), 0);
	phone_do(phone, "urc +CREG: 5");
	phone_do(phone, "urc +CUSD: 0,\"old\",15");
	assert_int_equal(smsmodem_ussd(phone->modem, "*100#", 0, &answer, &error), 0);
	assert_string_equal(answer.text, "Balance: 10.00");
	assert_int_equal(smsmodem_expect(phone->modem, "+CREG:", 0, &error), 0);
	assert_int_equal(smsmodem_expect(phone->modem, "+CUSD:", 0, &error), 0);
	assert_string_equal(smsmodem_response(phone->modem, 0), "+CUSD: 0,\"old\",15");
	phone_close(phone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ask),         cmocka_unit_test(test_charsets),
		cmocka_unit_test(test_session),     cmocka_unit_test(test_ended_meanwhile),
		cmocka_unit_test(test_timeout),     cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_others_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
