/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fd:N, and what all transports on a socket share. */
#include "pty_pair.h"
#include "transports.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct transport_options plain = {.timeout_ms = 0, .cancel_fd = -1};

static int open_number(int number, struct transport **transport, struct smsmodem_error *error)
{
	char uri[32];

	snprintf(uri, sizeof uri, "fd:%d", number);
	return transport_open(uri, &plain, transport, error);
}

static void test_socket(void **state)
{
	struct transport *transport;
	struct smsmodem_error error;
	int ends[2];
	char text[8];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	assert_int_equal(open_number(ends[0], &transport, &error), SMSMODEM_OK);
	assert_int_equal(transport->ops->read(transport, text, sizeof text, &error), 0);
	assert_int_equal(transport->ops->write(transport, "AT\r", 3, &error), 3);
	assert_int_equal(read(ends[1], text, sizeof text), 3);
	assert_int_equal(write(ends[1], "OK", 2), 2);
	assert_int_equal(transport->ops->wait(transport, false, -1, &error), TRANSPORT_READABLE);
	assert_int_equal(transport->ops->read(transport, text, 1, &error), 1);
	close(ends[1]);
	/* what came before the end is still given out */
	assert_int_equal(transport->ops->read(transport, text, sizeof text, &error), 1);
	assert_int_equal(text[0], 'K');
	assert_int_equal(transport->ops->wait(transport, false, -1, &error), TRANSPORT_READABLE);
	assert_int_equal(transport->ops->read(transport, text, 0, &error), 0);
	assert_int_equal(transport->ops->read(transport, text, sizeof text, &error),
			 SMSMODEM_E_LINK);
	assert_string_equal(error.text, "the other side closed the connection");
	/* and writing says so too, instead of a SIGPIPE */
	assert_int_equal(transport->ops->write(transport, "A", 1, &error), SMSMODEM_E_LINK);
	assert_int_equal(error.sys_errno, EPIPE);
	transport->ops->close(transport);
	close(ends[0]);
}

static void test_flags_are_restored(void **state)
{
	static const int flags[] = {0, O_NONBLOCK};
	struct transport *transport;
	int ends[2];

	(void)state;
	for (size_t i = 0; i < COUNT(flags); i++) {
		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
		assert_int_equal(fcntl(ends[0], F_SETFL, O_RDWR | flags[i]), 0);
		assert_int_equal(open_number(ends[0], &transport, NULL), SMSMODEM_OK);
		assert_int_equal(fcntl(ends[0], F_GETFL) & O_NONBLOCK, O_NONBLOCK);
		transport->ops->close(transport);
		assert_int_equal(fcntl(ends[0], F_GETFL) & O_NONBLOCK, flags[i]);
		assert_int_equal(write(ends[0], "x", 1), 1);
		close(ends[0]);
		close(ends[1]);
	}
}

static void test_terminal_keeps_its_settings(void **state)
{
	struct pty_pair pty;
	struct termios before, during;
	struct transport *transport;
	struct smsmodem_error error;
	char octet;

	(void)state;
	assert_true(pty_open(&pty));
	int slave = open(pty.path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_int_equal(tcgetattr(slave, &before), 0);
	assert_int_equal(open_number(slave, &transport, &error), SMSMODEM_OK);
	assert_int_equal(tcgetattr(slave, &during), 0);
	assert_true(same_line(&before, &during));
	assert_int_equal(transport->ops->read(transport, &octet, 1, &error), 0);
	close(pty.master);
	assert_int_equal(transport->ops->read(transport, &octet, 1, &error), SMSMODEM_E_LINK);
	assert_non_null(strstr(error.text, "unplugged"));
	transport->ops->close(transport);
	close(slave);
}

static void assert_refused(int number, const char *part)
{
	struct transport *transport;
	struct smsmodem_error error = {0};
	int flags = fcntl(number, F_GETFL);

	assert_int_equal(open_number(number, &transport, &error), SMSMODEM_E_NODEVICE);
	assert_null(transport);
	assert_non_null(strstr(error.text, part));
	assert_int_equal(fcntl(number, F_GETFL), flags);
}

static void test_unfit_descriptors(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_refused(ends[0], "no terminal, device or stream socket");
	assert_refused(ends[1], "no terminal, device or stream socket");
	close(ends[0]);
	close(ends[1]);
	assert_refused(ends[0], "cannot be used"); /* closed */
	assert_int_equal(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends), 0);
	assert_refused(ends[0], "no terminal, device or stream socket");
	close(ends[0]);
	close(ends[1]);
	int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	assert_refused(file, "no terminal, device or stream socket");
	close(file);
	int one_way = open("/dev/null", O_RDONLY | O_CLOEXEC);
	assert_refused(one_way, "reading and writing");
	close(one_way);
}

static void test_numbers(void **state)
{
	static const char *const uris[] = {"fd:",   "fd:x",           "fd:-1",   "fd:1x",
					   "fd: 1", "fd:99999999999", "fd:1?a=b"};
	struct transport *transport;
	struct smsmodem_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(uris); i++) {
		print_message("row '%s'\n", uris[i]);
		assert_int_equal(transport_open(uris[i], &plain, &transport, &error),
				 SMSMODEM_E_USAGE);
		assert_non_null(strstr(error.text, uris[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_socket),
		cmocka_unit_test(test_flags_are_restored),
		cmocka_unit_test(test_terminal_keeps_its_settings),
		cmocka_unit_test(test_unfit_descriptors),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
