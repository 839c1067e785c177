/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A modem that takes no octets: it ends in time, in its own words, and says what became of them. */
#include "pty_pair.h"
#include "puppet_support.h"
#include "transports.h"
#include <sys/resource.h>
#include <sys/socket.h>

#define COMMAND "AT+CMGS=18\r"
#define DATA    "0001000B911716"

/* --- cut at every octet --- */

static const struct puppet_rule message_rules[] = {
	{.line = "AT+CMGS=", .answer = "\r\n> "},
	{.line = "AT", .answer = PUPPET_OK},
};

/* Before Ctrl-Z has been taken nothing was sent, and the rest never goes; from then on who knows.
 */
static void test_full_at_every_octet(void **state)
{
	const size_t whole = strlen(COMMAND DATA) + 1;
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	(void)state;
	for (size_t taken = 1; taken <= whole; taken++) {
		struct puppet *puppet = puppet_open(message_rules, COUNT(message_rules), &options);
		struct smsmodem_error error = {0};

		puppet->full_at = taken;
		int code = smsmodem_command(puppet->modem, "AT+CMGS=18", DATA, 5000, &error);
		print_message("%zu: %s\n", taken, error.text);
		assert_int_equal(code, taken < whole ? SMSMODEM_E_TIMEOUT : SMSMODEM_E_UNKNOWN);
		assert_int_equal(error.code, code);
		assert_int_equal(strstr(error.text,
					"AT+CMGS or its message did not go out whole "
					"within 5.0 s: the puppet does not read") != NULL,
				 taken < whole);
		assert_int_equal(puppet_heard(puppet, DATA "\x1A"), taken == whole);
		/* the deadline, and a moment for ESC */
		assert_true(puppet->now_ms <= 6000);
		puppet_close(puppet);
	}
}

/* What the port took and keeps may go yet. */
static void test_held_after_the_message(void **state)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(message_rules, COUNT(message_rules), &options);
	struct smsmodem_error error = {0};

	(void)state;
	puppet->held = true;
	assert_int_equal(smsmodem_command(puppet->modem, "AT+CMGS=18", DATA, 5000, &error),
			 SMSMODEM_E_UNKNOWN);
	assert_string_equal(error.text,
			    "no answer came, as the puppet does not read, after the message had "
			    "been handed over: it may have been sent, or not; it is not repeated");
	puppet_close(puppet);
}

static void test_held_command(void **state)
{
	static const struct puppet_rule silent[] = {{.line = ""}};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(silent, COUNT(silent), &options);
	struct smsmodem_error error = {0};

	(void)state;
	puppet->held = true;
	assert_int_equal(smsmodem_command(puppet->modem, "AT+CSQ", NULL, 5000, &error),
			 SMSMODEM_E_TIMEOUT);
	assert_string_equal(error.text,
			    "AT+CSQ did not go out whole within 5.0 s: the puppet does not read; "
			    "nothing was sent, try again");
	/* the next one finds it still so, and so does making ready */
	assert_int_equal(smsmodem_command(puppet->modem, "AT+CSQ", NULL, 5000, &error),
			 SMSMODEM_E_TIMEOUT);
	assert_non_null(strstr(error.text, "nothing goes out to the modem: the puppet does not"));
	assert_int_equal(smsmodem_prepare(puppet->modem, &error), SMSMODEM_E_TIMEOUT);
	assert_non_null(strstr(error.text, "nothing goes out to the modem: the puppet does not"));
	/* and without it, it is just silent */
	puppet->held = false;
	assert_int_equal(smsmodem_prepare(puppet->modem, &error), SMSMODEM_E_NOMODEM);
	puppet_close(puppet);
}

/* After the stall the modem is found again, and gets what is asked then, and nothing older. */
static void test_goes_on(void **state)
{
	static const struct puppet_rule rules[] = {
		{.line = "AT+CMGS=", .answer = "\r\n> "},
		{.line = "AT+CMEE?", .answer = "\r\n+CMEE: 1\r\n" PUPPET_OK},
		{.line = "AT", .answer = PUPPET_OK},
	};
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct puppet *puppet = puppet_open(rules, COUNT(rules), &options);
	struct smsmodem_error error = {0};

	(void)state;
	puppet->full_at = strlen(COMMAND DATA);
	assert_int_equal(smsmodem_command(puppet->modem, "AT+CMGS=18", DATA, 5000, &error),
			 SMSMODEM_E_TIMEOUT);
	puppet->full_at = 0;
	assert_int_equal(smsmodem_command(puppet->modem, "AT+CSQ", NULL, 5000, &error),
			 SMSMODEM_OK);
	assert_int_equal(puppet_heard(puppet, DATA "\x1B"), 1);
	assert_int_equal(puppet_heard(puppet, DATA "\x1A"), 0);
	puppet_close(puppet);
}

/* --- real descriptors --- */

static double cpu_seconds(void)
{
	struct rusage usage;

	assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void assert_stalls(struct smsmodem *modem, const char *part)
{
	const int64_t limit_ms = 600;
	struct smsmodem_error error = {0};
	int64_t start_ms = clock_now_ms();
	double cpu = cpu_seconds();

	assert_int_equal(smsmodem_command(modem, "AT+CSQ", NULL, limit_ms, &error),
			 SMSMODEM_E_TIMEOUT);
	if (!strstr(error.text, part))
		fail_msg("%s", error.text);
	assert_true(clock_now_ms() - start_ms >= limit_ms);
	/* it waited, and did not try again and again */
	assert_true(cpu_seconds() - cpu < (double)limit_ms / 2000);
}

static const struct {
	const char *query, *part;
} line_rows[] = {
	{"?flow=xonxoff", "flow control holds the port (XOFF came, and no XON)"},
	{"?flow=rtscts", "flow control holds the port (CTS is off"},
	{"", "the port takes no octets"},
};

static void test_terminal_that_is_stopped(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(line_rows); i++) {
		struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
		struct smsmodem *modem;
		struct smsmodem_error error;
		struct pty_pair pty;
		char device[96];

		assert_true(pty_open(&pty));
		(void)snprintf(device, sizeof device, "%s%s", pty.path, line_rows[i].query);
		options.device = device;
		int other = open(pty.path, O_RDWR | O_NOCTTY | O_CLOEXEC);
		assert_true(other >= 0);
		assert_int_equal(smsmodem_open(&options, &modem, &error), SMSMODEM_OK);
		assert_int_equal(tcflow(other, TCOOFF), 0); /* as XOFF does on a line */
		assert_stalls(modem, line_rows[i].part);
		int64_t start_ms = clock_now_ms();
		assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
		assert_true(clock_now_ms() - start_ms < 2000);
		close(other);
		close(pty.master);
	}
}

static void test_socket_that_is_not_read(void **state)
{
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct smsmodem *modem;
	struct smsmodem_error error;
	char device[32], octets[4096] = "";
	int ends[2], size = 1;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	assert_int_equal(setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size), 0);
	while (send(ends[0], octets, sizeof octets, MSG_DONTWAIT) > 0)
		;
	while (send(ends[0], octets, 1, MSG_DONTWAIT) > 0)
		;
	(void)snprintf(device, sizeof device, "fd:%d", ends[0]);
	options.device = device;
	assert_int_equal(smsmodem_open(&options, &modem, &error), SMSMODEM_OK);
	assert_stalls(modem, "did not go out whole within 0.6 s: its other end does not read");
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	close(ends[0]);
	close(ends[1]);
}

/* What a live and empty port says of itself. */
static void test_nothing_stalls(void **state)
{
	const struct transport_options options = {.timeout_ms = 0, .cancel_fd = -1};
	struct transport *transport;
	struct pty_pair pty;

	(void)state;
	assert_true(pty_open(&pty));
	assert_int_equal(transport_open(pty.path, &options, &transport, NULL), SMSMODEM_OK);
	assert_null(transport->ops->stalled(transport, false));
	transport->ops->close(transport);
	close(pty.master);
	assert_int_equal(transport_open("sim:", &options, &transport, NULL), SMSMODEM_OK);
	assert_null(transport->ops->stalled(transport, true));
	transport->ops->close(transport);
}

/* --- the port goes --- */

/* The link's end, when all has been handed over: its cause is told beside what it means. */
static void test_cause(void **state)
{
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct smsmodem *modem;
	struct smsmodem_error error;

	(void)state;
	options.device = "sim:?fault=unplug-submit@1";
	assert_int_equal(smsmodem_open(&options, &modem, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_command(modem, "AT+CMGF=0", NULL, 5000, &error), SMSMODEM_OK);
	assert_int_equal(
		smsmodem_command(modem, "AT+CMGS=10", "0001000491947100000161", 5000, &error),
		SMSMODEM_E_UNKNOWN);
	assert_string_equal(error.text,
			    "the link broke after the message had been handed over: it may have "
			    "been sent, or not; it is not repeated; the cause: the simulated phone "
			    "has gone");
	assert_int_equal(error.code, SMSMODEM_E_UNKNOWN);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* A modem that goes away once it has heard something. */
static pid_t start_leaving(struct pty_pair *pty)
{
	char octets[64];
	pid_t pid = fork();

	if (pid != 0) {
		close(pty->master);
		return pid;
	}
	(void)fcntl(pty->master, F_SETFL, O_RDWR);
	_exit(read(pty->master, octets, sizeof octets) > 0 ? 0 : 1);
}

/* Waiting ends as soon as the port is gone, whatever is waited for. */
static void test_port_goes(void **state)
{
	static const char *const commands[] = {"AT+CSQ", "AT+CMGS=18"};

	(void)state;
	for (size_t i = 0; i < COUNT(commands); i++) {
		struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
		struct smsmodem *modem;
		struct smsmodem_error error;
		struct pty_pair pty;
		int status;

		assert_true(pty_open(&pty));
		options.device = pty.path;
		assert_int_equal(smsmodem_open(&options, &modem, &error), SMSMODEM_OK);
		pid_t pid = start_leaving(&pty);
		assert_true(pid > 0);
		int64_t start_ms = clock_now_ms();
		assert_int_equal(
			smsmodem_command(modem, commands[i], i ? DATA : NULL, 60000, &error),
			SMSMODEM_E_LINK);
		assert_non_null(strstr(error.text, "the port went away (unplugged?)"));
		assert_true(clock_now_ms() - start_ms < 30000);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
		assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full_at_every_octet),
		cmocka_unit_test(test_held_after_the_message),
		cmocka_unit_test(test_held_command),
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_terminal_that_is_stopped),
		cmocka_unit_test(test_socket_that_is_not_read),
		cmocka_unit_test(test_nothing_stalls),
		cmocka_unit_test(test_cause),
		cmocka_unit_test(test_port_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
