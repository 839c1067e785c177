/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line that says where a device listens. */
#include "pdu_support.h"
#include "transports.h"
#include <netinet/in.h>
#include <smsmodem/modem.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINE_MAX_OCTETS 600

static int notes[2];

static int setup(void **state)
{
	(void)state;
	return pipe(notes);
}

/* What was written, and no more is. */
static void take(char line[LINE_MAX_OCTETS])
{
	close(notes[1]);
	ssize_t count = read(notes[0], line, LINE_MAX_OCTETS - 1);
	close(notes[0]);
	assert_true(count >= 0);
	line[count] = '\0';
}

static void test_printable(void **state)
{
	const struct transport_options options = {.cancel_fd = -1, .note_fd = notes[1]};
	char line[LINE_MAX_OCTETS];

	(void)state;
	transport_note(&options, "a %d\n\x1B[2J\xFF \xC3\xA4", 7);
	take(line);
	assert_string_equal(line, "smsmodem: a 7??[2J? \xC3\xA4\n");
}

/* Cut between characters, and with its line end. */
static void test_long(void **state)
{
	const struct transport_options options = {.cancel_fd = -1, .note_fd = notes[1]};
	char line[LINE_MAX_OCTETS];

	(void)state;
	transport_note(&options, "%0499d\xC3\xA4%0600d", 0, 0);
	take(line);
	assert_int_equal(strspn(line + 10, "0"), 499);
	assert_string_equal(line + 10 + 499, "\n");
}

/* No descriptor, and one that is none: who does not hear it is waited for all the same. */
static void test_nowhere(void **state)
{
	static const int nowhere[] = {0, -1, 9999};
	char line[LINE_MAX_OCTETS];

	(void)state;
	for (size_t i = 0; i < COUNT(nowhere); i++) {
		const struct transport_options options = {.note_fd = nowhere[i]};

		transport_note(&options, "unheard");
	}
	take(line);
	assert_string_equal(line, "");
}

/* A listening socket, and what says where it is. */
static int taken_port(int *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(bind(fd, (const struct sockaddr *)&address, size), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	assert_int_equal(listen(fd, 1), 0);
	*port = ntohs(address.sin_port);
	return fd;
}

/* Through the public options; nothing is said until the port is ours. */
static void test_listener(void **state)
{
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	char line[LINE_MAX_OCTETS], wanted[LINE_MAX_OCTETS], uri[64];
	struct smsmodem_error error;
	struct smsmodem *modem;
	int port, taken = taken_port(&port);

	(void)state;
	assert_int_equal(options.note_fd, 0);
	(void)snprintf(uri, sizeof uri, "tcp-listen:%d", port);
	options.device = uri;
	options.command_timeout_ms = 1;
	options.note_fd = notes[1];
	assert_int_equal(smsmodem_open(&options, &modem, &error), SMSMODEM_E_BUSY);
	close(taken);
	assert_int_equal(smsmodem_open(&options, &modem, &error), SMSMODEM_E_TIMEOUT);
	take(line);
	(void)snprintf(wanted, sizeof wanted, "smsmodem: waiting for a modem at tcp:127.0.0.1:%d\n",
		       port);
	assert_string_equal(line, wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_printable, setup),
		cmocka_unit_test_setup(test_long, setup),
		cmocka_unit_test_setup(test_nowhere, setup),
		cmocka_unit_test_setup(test_listener, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
