/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking a device what it is: simulated phones of many kinds, and scripts of odder ones. */
#include "phone_support.h"
#include <smsmodem/probe.h>

static void probe(struct phone *phone, int64_t timeout_ms, struct smsmodem_probe *found)
{
	struct smsmodem_error error = {0};

	if (smsmodem_probe(phone->modem, timeout_ms, found, &error) != SMSMODEM_OK)
		fail_msg("%s", error.text);
}

static void test_healthy(void **state)
{
	struct phone *phone = phone_open("");
	struct smsmodem_probe found;

	(void)state;
	probe(phone, 0, &found);
	assert_true(found.answers && found.talks && found.pdu_mode && found.text_mode);
	assert_true(found.tells);
	assert_string_equal(found.pin, "READY");
	assert_true(strlen(found.imei) >= 14 && strlen(found.imei) <= 17);
	assert_int_equal(strspn(found.imei, "0123456789"), strlen(found.imei));
	assert_true(found.manufacturer[0] && found.model[0] && found.revision[0]);
	/* AT once, and nothing that sets anything */
	assert_int_equal(phone_count(phone, "AT\r"), 1);
	assert_null(strstr(phone->written, "ATE"));
	for (const char *set = phone->written; (set = strchr(set, '=')) != NULL; set++)
		assert_int_equal(set[1], '?');
	phone_close(phone);
}

static void test_questions_that_are_refused(void **state)
{
	static const struct {
		const char *name, *options;
		bool pdu, text;
		const char *pin;
	} rows[] = {
		{"no echo", "echo=off", true, true, "READY"},
		{"echo twice (an oddity of old sticks)", "fault=echo=double", true, true, "READY"},
		{"digits for results, V.250 6.2.6", "fault=numeric", true, true, "READY"},
		{"unsolicited lines within", "fault=urc", true, true, "READY"},
		{"SIM PIN wanted, 27.007 8.3", "pin=1234", true, true, "SIM PIN"},
		{"PUK wanted", "pin=1234&pin-attempts=0", true, true, "SIM PUK"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct phone *phone = phone_open(rows[i].options);
		struct smsmodem_probe found;

		print_message("%s\n", rows[i].name);
		probe(phone, 0, &found);
		assert_true(found.answers);
		assert_string_equal(found.pin, rows[i].pin);
		if (strcmp(rows[i].pin, "READY") == 0) {
			assert_int_equal(found.pdu_mode, rows[i].pdu);
			assert_int_equal(found.text_mode, rows[i].text);
			assert_true(found.imei[0] && found.model[0]);
		}
		phone_close(phone);
	}
}

static void test_silent(void **state)
{
	struct phone *phone = phone_open("fault=silent");
	struct smsmodem_probe found;

	(void)state;
	probe(phone, 300, &found);
	assert_false(found.answers);
	assert_int_equal(phone_count(phone, "AT\r"), 2);
	assert_null(strstr(phone->written, "AT+"));
	assert_true(phone->now_ms <= 700);
	phone_close(phone);
}

static void test_falls_silent(void **state)
{
	struct phone *phone = phone_open("fault=silent@3");
	struct smsmodem_probe found;

	(void)state;
	probe(phone, 300, &found);
	assert_true(found.answers && found.pdu_mode);
	assert_false(found.tells);
	assert_string_equal(found.imei, "");
	/* the question, and three tries to find the end of its answer */
	assert_true(phone->now_ms <= 5 * 300);
	phone_close(phone);
}

static void test_cancelled(void **state)
{
	static const char *const moments[] = {"AT\r", "AT+CNMI=?", "AT+CGSN"};

	(void)state;
	for (size_t i = 0; i < COUNT(moments); i++) {
		struct phone *phone = phone_open("latency=100");
		struct smsmodem_error error = {0};
		struct smsmodem_probe found;

		phone->head.cancel_fd = phone->cancel_pipe[0];
		phone->cancel_on = moments[i];
		assert_int_equal(smsmodem_probe(phone->modem, 0, &found, &error),
				 SMSMODEM_E_CANCELLED);
		phone->head.cancel_fd = -1;
		phone_close(phone);
	}
}

static void test_unplugged(void **state)
{
	struct phone *phone = phone_open("");
	struct smsmodem_error error = {0};
	struct smsmodem_probe found;

	(void)state;
	phone_do(phone, "unplug");
	assert_int_equal(smsmodem_probe(phone->modem, 0, &found, &error), SMSMODEM_E_LINK);
	assert_int_equal(smsmodem_imei(phone->modem, 0, found.imei, &error), SMSMODEM_E_LINK);
	phone_close(phone);
}

/* --- what answers by a list --- */

struct answer {
	const char *question; /**< a whole line, ESC and CR aside; NULL ends the list */
	const char *reply;
};

/** A device that says what the list has, and to all else what the last row has. */
struct script {
	struct transport head;
	const struct answer *answers;
	char line[256], output[2048];
	size_t line_length, output_length;
	int64_t now_ms;
	int hails;
};

static struct script *script_of(struct transport *transport)
{
	return (struct script *)(void *)transport;
}

static ssize_t script_read(struct transport *transport, void *octets, size_t size,
			   struct smsmodem_error *error)
{
	struct script *script = script_of(transport);
	size_t count = size < script->output_length ? size : script->output_length;

	(void)error;
	memcpy(octets, script->output, count);
	script->output_length -= count;
	memmove(script->output, script->output + count, script->output_length);
	return (ssize_t)count;
}

static void script_answer(struct script *script)
{
	const struct answer *row = script->answers;

	script->line[script->line_length] = '\0';
	script->hails += strcmp(script->line, "AT") == 0;
	while (row->question && strcmp(row->question, script->line) != 0)
		row++;
	size_t length = row->reply ? strlen(row->reply) : 0;
	assert_true(script->output_length + length <= sizeof script->output);
	if (length > 0)
		memcpy(script->output + script->output_length, row->reply, length);
	script->output_length += length;
	script->line_length = 0;
}

static ssize_t script_write(struct transport *transport, const void *octets, size_t count,
			    struct smsmodem_error *error)
{
	struct script *script = script_of(transport);
	const char *text = octets;

	(void)error;
	for (size_t i = 0; i < count; i++) {
		if (text[i] == '\r' && script->line_length > 0)
			script_answer(script);
		else if (text[i] >= ' ' && script->line_length + 1 < sizeof script->line)
			script->line[script->line_length++] = text[i];
	}
	return (ssize_t)count;
}

static int script_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
		       struct smsmodem_error *error)
{
	struct script *script = script_of(transport);

	(void)error;
	if (script->output_length > 0 || want_write)
		return TRANSPORT_READABLE | TRANSPORT_WRITABLE;
	assert_true(deadline_ms >= 0);
	script->now_ms = deadline_ms > script->now_ms ? deadline_ms : script->now_ms;
	return 0;
}

static int64_t script_now_ms(struct transport *transport)
{
	return script_of(transport)->now_ms;
}

static const char *script_stalled(struct transport *transport, bool refused)
{
	(void)transport;
	(void)refused;
	return NULL;
}

static void script_close(struct transport *transport)
{
	(void)transport;
}

/* @return how often AT was asked */
static int script_probe(const struct answer *answers, struct smsmodem_probe *found)
{
	static const struct transport_ops ops = {script_read,   script_write,   script_wait,
						 script_now_ms, script_stalled, script_close};
	struct script script = {.head = {.ops = &ops, .cancel_fd = -1}, .answers = answers};
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct smsmodem_error error = {0};
	struct smsmodem *modem = NULL;

	options.device = "sim:";
	assert_int_equal(smsmodem_open(&options, &modem, &error), SMSMODEM_OK);
	modem->transport->ops->close(modem->transport);
	modem->transport = &script.head;
	session_init(&modem->session, &script.head, NULL);
	assert_int_equal(smsmodem_probe(modem, 500, found, &error), SMSMODEM_OK);
	assert_true(script.now_ms < 60000);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	return script.hails;
}

#define END_SILENT         \
	{                  \
		NULL, NULL \
	}
#define END_ERROR                     \
	{                             \
		NULL, "\r\nERROR\r\n" \
	}
#define OK(text) "\r\n" text "\r\n\r\nOK\r\n"

static void test_odd_devices(void **state)
{
	static const struct answer gps[] = {
		{NULL, "$GPGGA,,,,,,0,,,,,,,,*66\r\n$GPRMC,,V,,,,,,,,,,N*53\r\n"}};
	static const struct answer loop[] = {{"AT", "AT\r"}, END_SILENT};
	static const struct answer refuses[] = {END_ERROR};
	static const struct answer text_only[] = {
		{"AT", "\r\nOK\r\n"}, {"AT+CMGF=?", OK("+CMGF: (1)")}, END_ERROR};
	static const struct answer bare[] = {
		{"AT", "\r\nOK\r\n"}, {"AT+CMGF=?", OK("+CMGF: 0,1")}, END_ERROR};
	static const struct answer range[] = {{"AT", "\r\nOK\r\n"},
					      {"AT+CMGF=?", OK("+CMGF: (0-1)")},
					      {"AT+CNMI=?", OK("+CNMI: (0-2),(0-3),(0,2),(0,1)")},
					      END_ERROR};
	static const struct answer quiet[] = {{"AT", "\r\nOK\r\n"},
					      {"AT+CMGF=?", OK("+CMGF: (0)")},
					      {"AT+CNMI=?", OK("+CNMI: (0-2),(0),(0,2),(0,1)")},
					      END_ERROR};
	static const struct answer prompt[] = {{"AT", "\r\n> "}, END_SILENT};
	static const struct {
		const char *name;
		const struct answer *answers;
		bool answer, talks, pdu, text, tells;
		int hails;
	} rows[] = {
		{"a receiver of positions", gps, false, true, false, false, false, 2},
		{"a plug that leads back", loop, false, true, false, false, false, 2},
		{"ERROR is an answer, too", refuses, true, true, false, false, false, 1},
		{"text mode alone, 27.005 3.2.3", text_only, true, true, false, true, false, 1},
		{"without parentheses", bare, true, true, true, true, false, 1},
		{"a range, V.250 5.4.4.1", range, true, true, true, true, true, 1},
		{"<mt> is 0 alone, 27.005 3.4.1", quiet, true, true, true, false, false, 1},
		{"a prompt for ever", prompt, false, true, false, false, false, 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_probe found;
		int hails = script_probe(rows[i].answers, &found);

		print_message("%s\n", rows[i].name);
		assert_int_equal(found.answers, rows[i].answer);
		assert_int_equal(found.talks, rows[i].talks);
		assert_int_equal(found.pdu_mode, rows[i].pdu);
		assert_int_equal(found.text_mode, rows[i].text);
		assert_int_equal(found.tells, rows[i].tells);
		assert_int_equal(hails, rows[i].hails);
	}
}

static void test_texts(void **state)
{
	static const struct answer answers[] = {
		{"AT", "\r\nOK\r\n"},
		{"AT+CGMI", OK("+CGMI: \"A \033[31m\x9B"
			       "B\"")},
		{"AT+CGMM", OK("0123456789012345678901234567890123456789"
			       "0123456789012345678901234567890123456789")},
		{"AT+CGMR", OK("Revision: 1.2")},
		{"AT+CPIN?", OK("+CPIN: SIM PIN")},
		{NULL, "\r\nERROR\r\n"},
	};
	struct smsmodem_probe found;

	(void)state;
	(void)script_probe(answers, &found);
	assert_string_equal(found.manufacturer, "A ?[31m?B");
	assert_int_equal(strlen(found.model), sizeof found.model - 1);
	assert_string_equal(found.revision, "Revision: 1.2");
	assert_string_equal(found.pin, "SIM PIN");
	assert_string_equal(found.imei, "");
}

static void test_imei(void **state)
{
	static const struct {
		const char *reply, *imei;
	} rows[] = {
		{OK("490154203237518"), "490154203237518"},
		{OK("+CGSN: 490154203237518"), "490154203237518"},
		{OK("+CGSN: \"49015420323751801\""), "49015420323751801"},
		{OK("49-015420-323751-8"), "490154203237518"},
		{OK("IMEI: 490154203237518"), "490154203237518"},
		{OK("1234567890123"), ""}, /* too short: a serial number */
		{OK("123456789012345678"), ""},
		{OK("80A1B2C3"), ""}, /* an ESN */
		{OK("none"), ""},
		{"\r\nERROR\r\n", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct answer answers[] = {
			{"AT", "\r\nOK\r\n"}, {"AT+CGSN", rows[i].reply}, END_ERROR};
		struct smsmodem_probe found;

		(void)script_probe(answers, &found);
		assert_string_equal(found.imei, rows[i].imei);
	}
}

static void test_imei_alone(void **state)
{
	struct phone *phone = phone_open("");
	struct smsmodem_error error = {0};
	char imei[SMSMODEM_IMEI_SIZE];
	struct smsmodem_probe found;

	(void)state;
	assert_int_equal(smsmodem_imei(phone->modem, 0, imei, &error), SMSMODEM_OK);
	assert_int_equal(phone_count(phone, "\r"), 1);
	probe(phone, 0, &found);
	assert_string_equal(imei, found.imei);
	phone_close(phone);
	phone = phone_open("fault=silent");
	assert_int_equal(smsmodem_imei(phone->modem, 200, imei, &error), SMSMODEM_E_NOMODEM);
	assert_string_equal(imei, "");
	phone_close(phone);
}

static void test_same_imei(void **state)
{
	(void)state;
	assert_true(smsmodem_same_imei("490154203237518", "490154203237518"));
	/* the check digit, none, and the version of its software in its place (23.003 6.2.2) */
	assert_true(smsmodem_same_imei("490154203237518", "49015420323751"));
	assert_true(smsmodem_same_imei("4901542032375101", "490154203237518"));
	assert_false(smsmodem_same_imei("490154203237518", "490154203237618"));
	assert_false(smsmodem_same_imei("", ""));
	assert_false(smsmodem_same_imei("4901542032375", "4901542032375"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_healthy),
		cmocka_unit_test(test_questions_that_are_refused),
		cmocka_unit_test(test_silent),
		cmocka_unit_test(test_falls_silent),
		cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_unplugged),
		cmocka_unit_test(test_odd_devices),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_imei),
		cmocka_unit_test(test_imei_alone),
		cmocka_unit_test(test_same_imei),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
