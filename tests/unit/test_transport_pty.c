/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tty: on pseudo terminals: the stream and the line; the master side is the modem. */
#include "pty_transport.h"
#include <errno.h>
#include <poll.h>
#include <string.h>

/* Longest that a test waits for what the kernel does by itself in a moment. */
#define PATIENCE_MS 5000

static int ready(struct transport *transport, bool want_write, int64_t within_ms)
{
	struct smsmodem_error error;
	int64_t now_ms = transport->ops->now_ms(transport);

	return transport->ops->wait(transport, want_write, now_ms + within_ms, &error);
}

static void test_round_trip(void **state)
{
	const struct pty_pair *pty = *state;
	struct transport *transport = open_good(pty->path);
	struct smsmodem_error error;
	char text[64] = "";

	assert_int_equal(transport->ops->write(transport, "AT\r\x1A\x1B\x03\x11\x13", 8, &error),
			 8);
	assert_int_equal(read(pty->master, text, sizeof text), 8);
	assert_memory_equal(text, "AT\r\x1A\x1B\x03\x11\x13", 8);
	assert_int_equal(write(pty->master, "\r\nOK\r\n\x00\x7F\xFF\x04", 10), 10);
	assert_int_equal(ready(transport, false, PATIENCE_MS), TRANSPORT_READABLE);
	assert_int_equal(transport->ops->read(transport, text, sizeof text, &error), 10);
	assert_memory_equal(text, "\r\nOK\r\n\x00\x7F\xFF\x04", 10);
	assert_int_equal(transport->ops->write(transport, "", 0, &error), 0);
	assert_int_equal(transport->ops->read(transport, text, 0, &error), 0);
	transport->ops->close(transport);
}

static void test_idle(void **state)
{
	const struct pty_pair *pty = *state;
	struct transport *transport = open_good(pty->path);
	struct smsmodem_error error;
	char octet;

	assert_int_equal(transport->ops->read(transport, &octet, 1, &error), 0);
	assert_int_equal(ready(transport, false, -1000), 0);
	assert_int_equal(ready(transport, false, 0), 0);
	assert_int_equal(ready(transport, true, -1), TRANSPORT_WRITABLE);
	int64_t start_ms = clock_now_ms();
	assert_int_equal(ready(transport, false, 10), 0);
	assert_true(clock_now_ms() - start_ms >= 10);
	transport->ops->close(transport);
}

/* A reply that has come by the deadline wins over it. */
static void test_deadline_passed_with_data(void **state)
{
	const struct pty_pair *pty = *state;
	struct transport *transport = open_good(pty->path);
	struct smsmodem_error error;

	assert_int_equal(write(pty->master, "OK", 2), 2);
	assert_int_equal(transport->ops->wait(transport, false, -1, &error), TRANSPORT_READABLE);
	assert_int_equal(ready(transport, false, -1), TRANSPORT_READABLE);
	assert_int_equal(ready(transport, true, -1), TRANSPORT_READABLE | TRANSPORT_WRITABLE);
	transport->ops->close(transport);
}

static void test_stale_input_is_discarded(void **state)
{
	const struct pty_pair *pty = *state;
	struct smsmodem_error error;
	char text[16];

	int early = open(pty->path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	struct pollfd entry = {.fd = early, .events = POLLIN};
	assert_int_equal(write(pty->master, "RING\r\n+CMTI\r\n", 13), 13);
	assert_int_equal(poll(&entry, 1, PATIENCE_MS), 1);
	struct transport *transport = open_good(pty->path);
	close(early);
	assert_int_equal(transport->ops->read(transport, text, sizeof text, &error), 0);
	assert_int_equal(write(pty->master, "NEW", 3), 3);
	assert_int_equal(ready(transport, false, PATIENCE_MS), TRANSPORT_READABLE);
	assert_int_equal(transport->ops->read(transport, text, sizeof text, &error), 3);
	transport->ops->close(transport);
}

static void test_full(void **state)
{
	const struct pty_pair *pty = *state;
	struct transport *transport = open_good(pty->path);
	struct smsmodem_error error;
	char octets[4096] = {0};
	ssize_t count;
	long total = 0;

	/* the kernel's own worker makes room until it has moved what it can */
	do {
		count = transport->ops->write(transport, octets, sizeof octets, &error);
		assert_true(count >= 0);
		total += count;
		assert_true(total < 100000000);
	} while (count > 0 || ready(transport, true, -1) != 0);
	for (int i = 0; i < 1000 && ready(transport, true, -1) == 0; i++) {
		struct pollfd entry = {.fd = pty->master, .events = POLLIN};
		assert_int_equal(poll(&entry, 1, PATIENCE_MS), 1);
		assert_true(read(pty->master, octets, sizeof octets) > 0);
	}
	assert_int_equal(ready(transport, true, PATIENCE_MS), TRANSPORT_WRITABLE);
	assert_true(transport->ops->write(transport, octets, 1, &error) == 1);
	transport->ops->close(transport);
}

/* What is stuck at close costs a moment, not the half minute of the kernel's closing_wait. */
static void test_close_when_full(void **state)
{
	const struct pty_pair *pty = *state;
	struct transport *transport = open_good(pty->path);
	struct smsmodem_error error;
	char octets[4096] = {0};

	while (transport->ops->write(transport, octets, sizeof octets, &error) > 0)
		;
	int64_t start_ms = clock_now_ms();
	transport->ops->close(transport);
	assert_true(clock_now_ms() - start_ms < PATIENCE_MS);
}

static void test_written_before_close_arrives(void **state)
{
	const struct pty_pair *pty = *state;
	struct pollfd entry = {.fd = pty->master, .events = POLLIN};
	struct transport *transport = open_good(pty->path);
	struct smsmodem_error error;
	char text[8];

	assert_int_equal(transport->ops->write(transport, "\x1B", 1, &error), 1);
	transport->ops->close(transport);
	assert_int_equal(poll(&entry, 1, PATIENCE_MS), 1);
	assert_int_equal(read(pty->master, text, sizeof text), 1);
	assert_int_equal(text[0], 0x1B);
}

static void test_unplugged(void **state)
{
	struct pty_pair *pty = *state;
	struct transport *transport = open_good(pty->path);
	struct smsmodem_error error = {0};
	char octet;

	close(pty->master);
	pty->master = -1;
	assert_true(ready(transport, false, PATIENCE_MS) & TRANSPORT_READABLE);
	assert_int_equal(transport->ops->read(transport, &octet, 1, &error), SMSMODEM_E_LINK);
	assert_int_equal(error.code, SMSMODEM_E_LINK);
	assert_non_null(strstr(error.text, "unplugged"));
	error = (struct smsmodem_error){0};
	assert_int_equal(transport->ops->write(transport, "A", 1, &error), SMSMODEM_E_LINK);
	assert_int_equal(error.sys_errno, EIO);
	assert_non_null(strstr(error.text, "unplugged"));
	transport->ops->close(transport);
}

static void test_cancel(void **state)
{
	const struct pty_pair *pty = *state;
	struct transport *transport;
	struct smsmodem_error error;
	int ends[2];

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	const struct transport_options options = {.timeout_ms = 0, .cancel_fd = ends[0]};
	assert_int_equal(transport_open(pty->path, &options, &transport, &error), SMSMODEM_OK);
	assert_int_equal(ready(transport, false, -1), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_int_equal(transport->ops->wait(transport, false, -1, &error), TRANSPORT_CANCELLED);
	assert_int_equal(write(pty->master, "OK", 2), 2);
	for (int got = 0; !(got & TRANSPORT_READABLE);)
		got = transport->ops->wait(transport, false, -1, &error);
	assert_int_equal(transport->ops->wait(transport, false, -1, &error),
			 TRANSPORT_CANCELLED | TRANSPORT_READABLE);
	transport->ops->close(transport);
	assert_int_equal(fcntl(ends[0], F_GETFD), FD_CLOEXEC); /* it was borrowed */
	close(ends[0]);
	close(ends[1]);
}

/* --- settings --- */

struct line_row {
	const char *query;
	speed_t speed;
	tcflag_t control, input; /* of CSTOPB CRTSCTS, and IXON IXOFF */
};

/* A pty has no parity and always 8 bits, so only the rest shows on it. */
static const struct line_row line_rows[] = {
	{"", B115200, 0, 0},
	{"?baud=9600", B9600, 0, 0},
	{"?baud=50", B50, 0, 0},
	{"?baud=460800", B460800, 0, 0},
	{"?baud=4000000", B4000000, 0, 0},
	{"?stop=2", B115200, CSTOPB, 0},
	{"?flow=rtscts", B115200, CRTSCTS, 0},
	{"?flow=xonxoff", B115200, 0, IXON | IXOFF},
	{"?parity=even&bits=7&baud=1200", B1200, 0, 0},
};

static void test_line(void **state)
{
	const struct pty_pair *pty = *state;

	for (size_t i = 0; i < COUNT(line_rows); i++) {
		const struct line_row *row = &line_rows[i];
		struct termios line, after, before;
		char uri[128];

		print_message("row '%s'\n", row->query);
		assert_int_equal(tcgetattr(pty->master, &before), 0);
		assert_true(before.c_lflag & ECHO);
		snprintf(uri, sizeof uri, "%s%s%s", i % 2 ? "tty:" : "", pty->path, row->query);
		struct transport *transport = open_good(uri);
		assert_int_equal(tcgetattr(pty->master, &line), 0);
		assert_int_equal(cfgetospeed(&line), row->speed);
		assert_int_equal(line.c_cflag & (CSTOPB | CRTSCTS), row->control);
		assert_int_equal(line.c_cflag & (CREAD | CLOCAL), CREAD | CLOCAL);
		assert_int_equal(line.c_iflag & (IXON | IXOFF), row->input);
		assert_int_equal(line.c_iflag & (ICRNL | INLCR | IGNCR | ISTRIP | BRKINT), 0);
		assert_int_equal(line.c_lflag & (ECHO | ICANON | ISIG | IEXTEN), 0);
		assert_int_equal(line.c_oflag & OPOST, 0);
		assert_int_equal(line.c_cc[VMIN], 0);
		transport->ops->close(transport);
		assert_int_equal(tcgetattr(pty->master, &after), 0);
		assert_true(same_line(&after, &before));
	}
}

static void test_odd_rate(void **state)
{
	const struct pty_pair *pty = *state;
	struct termios before, after;
	struct smsmodem_error error;
	char uri[128];

	assert_int_equal(tcgetattr(pty->master, &before), 0);
	snprintf(uri, sizeof uri, "tty:%s?baud=123457", pty->path);
	open_bad(uri, SMSMODEM_E_USAGE, &error);
	assert_non_null(strstr(error.text, "123457"));
	assert_int_equal(tcgetattr(pty->master, &after), 0);
	assert_true(same_line(&after, &before));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PTY_TEST(test_round_trip),
		PTY_TEST(test_idle),
		PTY_TEST(test_deadline_passed_with_data),
		PTY_TEST(test_stale_input_is_discarded),
		PTY_TEST(test_full),
		PTY_TEST(test_close_when_full),
		PTY_TEST(test_written_before_close_arrives),
		PTY_TEST(test_unplugged),
		PTY_TEST(test_cancel),
		PTY_TEST(test_line),
		PTY_TEST(test_odd_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
