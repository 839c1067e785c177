/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of a port looked at and changed, on pseudo-terminals, which have no control lines. */
#include "pty_transport.h"
#include <smsmodem/modem.h>
#include <smsmodem/stream.h>
#include <string.h>

static struct smsmodem *open_line(const struct pty_pair *pty, const char *options)
{
	struct smsmodem_options how = SMSMODEM_OPTIONS_INIT;
	struct smsmodem_error error = {0};
	struct smsmodem *modem = NULL;
	char device[128];

	(void)snprintf(device, sizeof device, "tty:%s?%s", pty->path, options);
	how.device = device;
	if (smsmodem_open(&how, &modem, &error) != SMSMODEM_OK)
		fail_msg("%s: %s", device, error.text);
	return modem;
}

struct line_row {
	const char *options;
	long baud;
	const char *form, *flow;
};

/* A pseudo-terminal keeps speed, size and flow control, but no parity and not fewer than 8 bits. */
static const struct line_row line_rows[] = {
	{"", 115200, "8N1", "none"},
	{"baud=50", 50, "8N1", "none"},
	{"baud=9600", 9600, "8N1", "none"},
	{"baud=4000000", 4000000, "8N1", "none"},
	{"stop=2", 115200, "8N2", "none"},
	{"flow=rtscts", 115200, "8N1", "rtscts"},
	{"flow=xonxoff", 115200, "8N1", "xonxoff"},
};

static void test_line(void **state)
{
	const struct pty_pair *pty = *state;

	for (size_t i = 0; i < COUNT(line_rows); i++) {
		const struct line_row *row = &line_rows[i];
		struct smsmodem *modem = open_line(pty, row->options);
		struct smsmodem_error error;
		struct smsmodem_line line;

		assert_int_equal(smsmodem_stream_line(modem, &line, &error), SMSMODEM_OK);
		assert_true(line.is_terminal);
		assert_false(line.has_lines);
		assert_int_equal(line.lines, 0);
		assert_int_equal(line.baud, row->baud);
		assert_string_equal(line.form, row->form);
		assert_string_equal(line.flow, row->flow);
		assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	}
}

static long master_baud(const struct pty_pair *pty)
{
	return tty_rate(pty->master);
}

static void test_baud(void **state)
{
	static const long good[] = {300, 9600, 38400, 57600, 460800, 4000000, 115200};
	static const long bad[] = {0, -1, 12345, 250000, 100000000, 100000001, 5000000000};
	const struct pty_pair *pty = *state;
	struct smsmodem *modem = open_line(pty, "baud=19200&flow=xonxoff&stop=2");
	struct smsmodem_error error;
	struct smsmodem_line line;

	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(smsmodem_stream_set_baud(modem, good[i], &error), SMSMODEM_OK);
		assert_int_equal(smsmodem_stream_line(modem, &line, &error), SMSMODEM_OK);
		assert_int_equal(line.baud, good[i]);
		assert_int_equal(master_baud(pty), good[i]);
		/* and nothing else */
		assert_string_equal(line.form, "8N2");
		assert_string_equal(line.flow, "xonxoff");
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		error = (struct smsmodem_error){0};
		assert_int_equal(smsmodem_stream_set_baud(modem, bad[i], &error), SMSMODEM_E_USAGE);
		assert_non_null(strstr(error.text, "baud"));
		assert_int_equal(master_baud(pty), 115200);
	}
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* The line is left as it was found, however often its speed was changed. */
static void test_baud_is_given_back(void **state)
{
	const struct pty_pair *pty = *state;
	struct smsmodem_error error;
	struct termios before, after;

	int early = open(pty->path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	assert_int_equal(tcgetattr(early, &before), 0);
	struct smsmodem *modem = open_line(pty, "baud=1200");
	assert_int_equal(smsmodem_stream_set_baud(modem, 300, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	assert_int_equal(tcgetattr(early, &after), 0);
	assert_true(same_line(&before, &after));
	close(early);
}

static void test_no_lines(void **state)
{
	const struct pty_pair *pty = *state;
	struct smsmodem *modem = open_line(pty, "");
	struct smsmodem_error error = {0};

	assert_int_equal(smsmodem_stream_set_lines(modem, SMSMODEM_LINE_DTR, 0, &error),
			 SMSMODEM_E_USAGE);
	assert_string_equal(error.text, "this port has no modem control lines");
	assert_int_equal(
		smsmodem_stream_set_lines(modem, SMSMODEM_LINE_CTS, SMSMODEM_LINE_CTS, &error),
		SMSMODEM_E_USAGE);
	assert_string_equal(error.text, "of the lines only DTR and RTS are this computer's");
	assert_int_equal(smsmodem_stream_break(modem, true, &error), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_stream_break(modem, false, &error), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* --- a port with hardware behind it, where the environment names one --- */

static unsigned switched(struct smsmodem *modem, unsigned which, unsigned on)
{
	struct smsmodem_error error = {0};
	struct smsmodem_line line;

	if (smsmodem_stream_set_lines(modem, which, on, &error) != SMSMODEM_OK)
		fail_msg("lines: %s", error.text);
	assert_int_equal(smsmodem_stream_line(modem, &line, &error), SMSMODEM_OK);
	assert_true(line.has_lines);
	return line.lines & (SMSMODEM_LINE_DTR | SMSMODEM_LINE_RTS);
}

/* An odd rate is set, or refused and the one before it kept: a 16550 divides what it has. */
static void check_odd_rate(struct smsmodem *modem)
{
	struct smsmodem_error error = {0};
	struct smsmodem_line line;
	int code = smsmodem_stream_set_baud(modem, 250000, &error);

	print_message("250000 baud: %s\n", code == SMSMODEM_OK ? "yes" : error.text);
	assert_true(code == SMSMODEM_OK || code == SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_stream_line(modem, &line, &error), SMSMODEM_OK);
	assert_true(line.baud > (code == SMSMODEM_OK ? 240000 : 19000));
	assert_true(line.baud < (code == SMSMODEM_OK ? 260000 : 20000));
}

static void test_real_port(void **state)
{
	const unsigned dtr = SMSMODEM_LINE_DTR, rts = SMSMODEM_LINE_RTS;
	struct smsmodem_options how = SMSMODEM_OPTIONS_INIT;
	struct smsmodem_error error = {0};
	struct smsmodem *modem = NULL;

	(void)state;
	how.device = getenv("SMSMODEM_TEST_LINE");
	if (!how.device)
		skip();
	if (smsmodem_open(&how, &modem, &error) != SMSMODEM_OK)
		fail_msg("%s", error.text);
	assert_int_equal(switched(modem, dtr | rts, dtr | rts), dtr | rts);
	assert_int_equal(switched(modem, dtr, 0), rts);
	assert_int_equal(switched(modem, 0, dtr), rts);
	assert_int_equal(switched(modem, dtr | rts, dtr), dtr);
	assert_int_equal(switched(modem, rts, rts), dtr | rts);
	assert_int_equal(smsmodem_stream_break(modem, true, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_stream_break(modem, false, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_stream_set_baud(modem, 19200, &error), SMSMODEM_OK);
	check_odd_rate(modem);
	assert_int_equal(switched(modem, 0, 0), dtr | rts);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PTY_TEST(test_line),
		PTY_TEST(test_baud),
		PTY_TEST(test_baud_is_given_back),
		PTY_TEST(test_no_lines),
		cmocka_unit_test(test_real_port),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
