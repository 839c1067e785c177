/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link that broke is made anew; while it is not there every call says so, and none is lost. */
#include "phone_support.h"
#include "receive.h"
#include <smsmodem/smsmodem.h>
#include <smsmodem/stream.h>

static struct smsmodem *open_sim(const char *device, const char *trace)
{
	struct smsmodem_options options = PHONE_OPTIONS;
	struct smsmodem_error error = {0};
	struct smsmodem *modem;

	options.device = device;
	options.trace = trace;
	if (smsmodem_open(&options, &modem, &error) < 0)
		fail_msg("%s: %s", device, error.text);
	return modem;
}

static void receive(struct smsmodem *modem)
{
	const struct smsmodem_receive_options options = {.no_journal = true};
	struct smsmodem_error error = {0};

	if (smsmodem_receive(modem, &options, &error) < 0)
		fail_msg("%s", error.text);
}

static void reopen_well(struct smsmodem *modem, const char *device)
{
	struct smsmodem_error error = {0};

	if (smsmodem_reopen(modem, device, &error) < 0)
		fail_msg("%s", error.text);
}

/* The next event that is not of the link. */
static void expect_up(struct smsmodem *modem, const char *device)
{
	struct smsmodem_event event;

	assert_int_equal(smsmodem_next(modem, &event, 0, NULL), 1);
	assert_int_equal(event.kind, SMSMODEM_EVENT_LINK);
	assert_int_equal(event.state, SMSMODEM_LINK_UP);
	assert_string_equal(event.text, device);
}

/* --- closed --- */

static int call_prepare(struct smsmodem *modem, struct smsmodem_error *error)
{
	return smsmodem_prepare(modem, error);
}

static int call_command(struct smsmodem *modem, struct smsmodem_error *error)
{
	return smsmodem_command(modem, "AT", NULL, 0, error);
}

static int call_send(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_sending sending;

	submit.to = PHONE_TO;
	submit.text = "x";
	submit.text_len = 1;
	return smsmodem_send(modem, &sending, &submit, 0, error);
}

static int call_expect(struct smsmodem *modem, struct smsmodem_error *error)
{
	return smsmodem_expect(modem, "RING", 1000, error);
}

static int call_reports(struct smsmodem *modem, struct smsmodem_error *error)
{
	return smsmodem_enable_reports(modem, error);
}

static int call_report(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct smsmodem_tpdu report;

	return smsmodem_next_report(modem, &report, 1000, error);
}

static int call_info(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct smsmodem_info info;

	return smsmodem_info(modem, &info, error);
}

static int call_read(struct smsmodem *modem, struct smsmodem_error *error)
{
	char octet;

	return (int)smsmodem_stream_read(modem, &octet, 1, error);
}

static int call_write(struct smsmodem *modem, struct smsmodem_error *error)
{
	return (int)smsmodem_stream_write(modem, "x", 1, error);
}

static int call_wait(struct smsmodem *modem, struct smsmodem_error *error)
{
	return smsmodem_stream_wait(modem, true, -1, 0, error);
}

static int call_next(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct smsmodem_event event;

	return smsmodem_next(modem, &event, -1, error);
}

static int call_next_none(struct smsmodem *modem, struct smsmodem_error *error)
{
	return smsmodem_next(modem, NULL, 0, error);
}

struct closed_row {
	const char *name;
	int (*call)(struct smsmodem *modem, struct smsmodem_error *error);
};

static const struct closed_row closed_rows[] = {
	{"prepare", call_prepare},
	{"command", call_command},
	{"send", call_send},
	{"expect", call_expect},
	{"enable_reports", call_reports},
	{"next_report", call_report},
	{"info", call_info},
	{"stream_read", call_read},
	{"stream_write", call_write},
	{"stream_wait", call_wait},
	{"next", call_next},
	{"next without an event", call_next_none},
};

static void test_closed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(closed_rows); i++) {
		struct smsmodem *modem = open_sim("sim:", NULL);
		struct smsmodem_error error = {0};
		struct smsmodem_line line;

		receive(modem);
		assert_int_equal(smsmodem_reopen(modem, "/dev/nonexistent", &error),
				 SMSMODEM_E_NODEVICE);
		int64_t before_ms = smsmodem_now_ms(modem);
		for (int again = 0; again < 2; again++) {
			int result = closed_rows[i].call(modem, &error);
			if (result != SMSMODEM_E_LINK || error.code != SMSMODEM_E_LINK)
				fail_msg("%s: %d, %s", closed_rows[i].name, result, error.text);
		}
		assert_true(smsmodem_now_ms(modem) >= before_ms);
		assert_null(smsmodem_peer(modem));
		assert_null(smsmodem_stream_stalled(modem, false));
		assert_int_equal(smsmodem_stream_line(modem, &line, &error), SMSMODEM_OK);
		assert_false(line.is_terminal);
		reopen_well(modem, "sim:");
		expect_up(modem, "sim:");
		assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	}
}

static void test_closed_for_good(void **state)
{
	struct smsmodem *modem = open_sim("sim:", NULL);
	struct smsmodem_error error = {0};

	(void)state;
	receive(modem);
	for (int i = 0; i < 3; i++)
		assert_int_equal(smsmodem_reopen(modem, "nothing:", &error), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* --- open again --- */

static void test_same(void **state)
{
	struct smsmodem *modem = open_sim("sim:", NULL);
	int64_t before_ms = 0;

	(void)state;
	receive(modem);
	for (int i = 0; i < 3; i++) {
		reopen_well(modem, NULL);
		expect_up(modem, "sim:");
		assert_true(smsmodem_now_ms(modem) >= before_ms); /* one clock */
		before_ms = smsmodem_now_ms(modem);
		assert_int_equal(call_command(modem, NULL), SMSMODEM_OK);
	}
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* Also for who does not receive at all. */
static void test_without_receiver(void **state)
{
	struct smsmodem *modem = open_sim("sim:", NULL);

	(void)state;
	reopen_well(modem, NULL);
	assert_int_equal(call_send(modem, NULL), SMSMODEM_OK);
	reopen_well(modem, "sim:?profile=siemens");
	assert_int_equal(call_send(modem, NULL), SMSMODEM_OK);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* What is opened but does not answer is closed again. */
static void test_no_modem(void **state)
{
	struct smsmodem *modem = open_sim("sim:", NULL);
	struct smsmodem_error error = {0};

	(void)state;
	receive(modem);
	assert_int_equal(smsmodem_reopen(modem, "sim:?fault=silent", &error), SMSMODEM_E_NOMODEM);
	assert_int_equal(call_command(modem, &error), SMSMODEM_E_LINK);
	assert_int_equal(smsmodem_reopen(modem, "sim:?pin=1234", &error), SMSMODEM_E_PIN);
	assert_int_equal(call_command(modem, &error), SMSMODEM_E_LINK);
	reopen_well(modem, "sim:");
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* The trace goes on in the same file. */
static void test_trace(void **state)
{
	char path[] = "/tmp/smsmodem-reopen-XXXXXX", text[65536];
	int fd = mkstemp(path), commands = 0;

	(void)state;
	assert_true(fd >= 0);
	struct smsmodem *modem = open_sim("sim:", path);
	receive(modem);
	reopen_well(modem, NULL);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	ssize_t count = pread(fd, text, sizeof text - 1, 0);
	assert_true(count > 0);
	text[count] = '\0';
	for (const char *found = text; (found = strstr(found, "> \"ATE0")) != NULL; found++)
		commands++;
	assert_int_equal(commands, 2);
	assert_int_equal(close(fd), 0);
	assert_int_equal(unlink(path), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_closed),   cmocka_unit_test(test_closed_for_good),
		cmocka_unit_test(test_same),     cmocka_unit_test(test_without_receiver),
		cmocka_unit_test(test_no_modem), cmocka_unit_test(test_trace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
