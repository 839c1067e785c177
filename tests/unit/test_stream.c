/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A modem as a stream: octets past the engine, waiting, and commands before and afterwards. */
#include "modem_private.h"
#include "pty_transport.h"
#include <poll.h>
#include <smsmodem/stream.h>
#include <string.h>
#include <sys/socket.h>

#define PATIENCE_MS 5000

static struct smsmodem *open_with(const struct smsmodem_options *options)
{
	struct smsmodem_error error = {0};
	struct smsmodem *modem = NULL;

	if (smsmodem_open(options, &modem, &error) != SMSMODEM_OK)
		fail_msg("%s: %s", options->device, error.text);
	return modem;
}

static struct smsmodem *open_pty(const struct pty_pair *pty)
{
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	options.device = pty->path;
	return open_with(&options);
}

static int await(struct smsmodem *modem, int64_t within_ms)
{
	struct smsmodem_error error;

	return smsmodem_stream_wait(modem, false, -1, smsmodem_now_ms(modem) + within_ms, &error);
}

/* What the modem got, as soon as there is anything. */
static ssize_t master_read(const struct pty_pair *pty, void *octets, size_t size)
{
	struct pollfd entry = {.fd = pty->master, .events = POLLIN};

	assert_int_equal(poll(&entry, 1, PATIENCE_MS), 1);
	return read(pty->master, octets, size);
}

static void test_octets_are_untouched(void **state)
{
	static const char all[] = "\x00\x01\x03\x04\r\n\x11\x13\x1A\x1B\x1C\x7F\x80\xFF";
	const struct pty_pair *pty = *state;
	struct smsmodem *modem = open_pty(pty);
	struct smsmodem_error error;
	char octets[64];

	assert_int_equal(smsmodem_stream_read(modem, octets, sizeof octets, &error), 0);
	assert_int_equal(smsmodem_stream_write(modem, all, sizeof all, &error), sizeof all);
	assert_int_equal(master_read(pty, octets, sizeof octets), sizeof all);
	assert_memory_equal(octets, all, sizeof all);
	assert_int_equal(write(pty->master, all, sizeof all), sizeof all);
	assert_int_equal(await(modem, PATIENCE_MS), SMSMODEM_READABLE);
	assert_int_equal(smsmodem_stream_read(modem, octets, 0, &error), 0);
	assert_int_equal(smsmodem_stream_read(modem, octets, 3, &error), 3);
	assert_int_equal(smsmodem_stream_read(modem, octets + 3, sizeof octets, &error),
			 sizeof all - 3);
	assert_memory_equal(octets, all, sizeof all);
	assert_null(smsmodem_stream_stalled(modem, false));
	assert_non_null(smsmodem_stream_stalled(modem, true));
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

static void test_wait(void **state)
{
	const struct pty_pair *pty = *state;
	struct smsmodem *modem = open_pty(pty);
	struct smsmodem_error error;
	int pipe_ends[2];

	assert_int_equal(pipe2(pipe_ends, O_CLOEXEC), 0);
	assert_int_equal(await(modem, 0), 0);
	int64_t before_ms = smsmodem_now_ms(modem);
	assert_int_equal(await(modem, 10), 0);
	assert_true(smsmodem_now_ms(modem) - before_ms >= 10);
	assert_int_equal(smsmodem_stream_wait(modem, true, pipe_ends[0], -1, &error),
			 SMSMODEM_WRITABLE);
	assert_int_equal(write(pipe_ends[1], "x", 1), 1);
	assert_int_equal(smsmodem_stream_wait(modem, false, pipe_ends[0], -1, &error),
			 SMSMODEM_WOKEN);
	/* it was not read */
	assert_int_equal(smsmodem_stream_wait(modem, false, pipe_ends[0], -1, &error),
			 SMSMODEM_WOKEN);
	assert_int_equal(write(pty->master, "x", 1), 1);
	assert_int_equal(await(modem, PATIENCE_MS), SMSMODEM_READABLE);
	assert_int_equal(smsmodem_stream_wait(modem, true, pipe_ends[0], -1, &error),
			 SMSMODEM_READABLE | SMSMODEM_WRITABLE | SMSMODEM_WOKEN);
	close(pipe_ends[0]);
	close(pipe_ends[1]);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* The descriptor that ends everything else is none of this wait's, and is there again after it. */
static void test_cancel_descriptor_is_kept(void **state)
{
	const struct pty_pair *pty = *state;
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct smsmodem_error error;
	int pipe_ends[2];

	assert_int_equal(pipe2(pipe_ends, O_CLOEXEC), 0);
	assert_int_equal(write(pipe_ends[1], "x", 1), 1);
	options.device = pty->path;
	options.cancel_fd = pipe_ends[0];
	struct smsmodem *modem = open_with(&options);
	assert_int_equal(await(modem, 0), 0);
	assert_int_equal(smsmodem_command(modem, "AT", NULL, 1000, &error), SMSMODEM_E_CANCELLED);
	close(pipe_ends[0]);
	close(pipe_ends[1]);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

static void test_link_ends(void **state)
{
	struct pty_pair *pty = *state;
	struct smsmodem *modem = open_pty(pty);
	struct smsmodem_error error = {0};
	struct smsmodem_line line;
	char octets[8];

	assert_int_equal(write(pty->master, "BYE", 3), 3);
	assert_int_equal(await(modem, PATIENCE_MS), SMSMODEM_READABLE);
	assert_int_equal(smsmodem_stream_read(modem, octets, sizeof octets, &error), 3);
	close(pty->master);
	pty->master = -1;
	assert_int_equal(await(modem, PATIENCE_MS), SMSMODEM_READABLE);
	assert_int_equal(smsmodem_stream_read(modem, octets, sizeof octets, &error),
			 SMSMODEM_E_LINK);
	assert_string_equal(error.text, "the port went away (unplugged?)");
	assert_int_equal(smsmodem_stream_write(modem, "A", 1, &error), SMSMODEM_E_LINK);
	assert_int_equal(smsmodem_stream_line(modem, &line, &error), SMSMODEM_E_LINK);
	assert_true(line.is_terminal);
	assert_int_equal(smsmodem_stream_set_baud(modem, 9600, &error), SMSMODEM_E_LINK);
	assert_int_equal(smsmodem_stream_set_lines(modem, 1, 1, &error), SMSMODEM_E_LINK);
	assert_int_equal(smsmodem_stream_break(modem, true, &error), SMSMODEM_E_LINK);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* What a command read beyond its answer is the stream's, octet by octet too. */
static void test_what_was_buffered_comes_first(void **state)
{
	const struct pty_pair *pty = *state;
	struct smsmodem *modem = open_pty(pty);
	struct smsmodem_error error;
	char octets[16];

	memcpy(modem->session.input, "abcdef", 6);
	modem->session.input_length = 6;
	modem->session.input_done = 2;
	assert_int_equal(write(pty->master, "gh", 2), 2);
	assert_int_equal(smsmodem_stream_wait(modem, false, -1, -1, &error) & SMSMODEM_READABLE,
			 SMSMODEM_READABLE);
	assert_int_equal(smsmodem_stream_read(modem, octets, 1, &error), 1);
	assert_int_equal(octets[0], 'c');
	assert_int_equal(await(modem, 0) & SMSMODEM_READABLE, SMSMODEM_READABLE);
	assert_int_equal(smsmodem_stream_read(modem, octets, sizeof octets, &error), 3);
	assert_memory_equal(octets, "def", 3);
	assert_int_equal(await(modem, PATIENCE_MS), SMSMODEM_READABLE);
	assert_int_equal(smsmodem_stream_read(modem, octets, sizeof octets, &error), 2);
	assert_memory_equal(octets, "gh", 2);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* --- what is no terminal --- */

static void test_no_terminal(void **state)
{
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct smsmodem_error error;
	struct smsmodem_line line;
	char device[16], text[8];
	int ends[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	(void)snprintf(device, sizeof device, "fd:%d", ends[0]);
	options.device = device;
	struct smsmodem *modem = open_with(&options);
	assert_int_equal(smsmodem_stream_write(modem, "AT\r", 3, &error), 3);
	assert_int_equal(read(ends[1], text, sizeof text), 3);
	assert_int_equal(smsmodem_stream_line(modem, &line, &error), SMSMODEM_OK);
	assert_false(line.is_terminal || line.has_lines);
	assert_int_equal(smsmodem_stream_set_baud(modem, 9600, &error), SMSMODEM_E_USAGE);
	assert_string_equal(error.text, "this is no serial port");
	assert_int_equal(smsmodem_stream_set_lines(modem, SMSMODEM_LINE_DTR, 0, &error),
			 SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_stream_break(modem, true, &error), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	close(ends[0]);
	close(ends[1]);
}

/* --- commands around it --- */

static struct smsmodem *open_sim(const char *device, const char *trace, bool real_time)
{
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;

	options.device = device;
	options.trace = trace;
	options.real_time = real_time;
	return open_with(&options);
}

static size_t read_all(struct smsmodem *modem, char *text, size_t size, int64_t within_ms)
{
	struct smsmodem_error error;
	size_t length = 0;

	while (length + 1 < size && await(modem, within_ms) > 0) {
		ssize_t count =
			smsmodem_stream_read(modem, text + length, size - 1 - length, &error);
		assert_true(count >= 0);
		length += (size_t)count;
	}
	text[length] = '\0';
	return length;
}

static void send_text(struct smsmodem *modem, const char *text)
{
	struct smsmodem_error error;

	assert_int_equal(smsmodem_stream_write(modem, text, strlen(text), &error), strlen(text));
}

struct between_row {
	const char *name, *sent;
	bool read; /* else its answer is still to come */
};

static const struct between_row between_rows[] = {
	{"an answer that was read", "AT+CSQ\r", true},
	{"an answer that was not", "AT+CSQ\r", false},
	{"half a line", "AT+CM", true},
	{"a prompt that waits", "AT+CMGF=1\rAT+CMGS=\"+491701234567\"\r", true},
	{"a prompt that comes", "AT+CMGF=1\rAT+CMGS=\"+491701234567\"\r", false},
	{"half a text", "AT+CMGF=1\rAT+CMGS=\"+491701234567\"\rHello", false},
};

/* A command after whatever went past the engine gets its own answer. */
static void test_command_afterwards(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(between_rows); i++) {
		const struct between_row *row = &between_rows[i];
		struct smsmodem *modem = open_sim("sim:?latency=20", NULL, false);
		struct smsmodem_error error = {0};
		char text[1024];

		assert_int_equal(smsmodem_command(modem, "AT+CGMI", NULL, 0, &error), SMSMODEM_OK);
		modem->prepared = true;
		send_text(modem, row->sent);
		assert_false(modem->prepared);
		assert_int_equal(modem->session.engine.state, AT_STATE_LOST);
		if (row->read)
			(void)read_all(modem, text, sizeof text, 1000);
		if (smsmodem_command(modem, "AT+CGSN", NULL, 0, &error) != SMSMODEM_OK)
			fail_msg("%s: %s", row->name, error.text);
		if (strcmp(smsmodem_response(modem, 0), "490154203237518") != 0)
			fail_msg("%s: %s", row->name, smsmodem_response(modem, 0));
		assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	}
}

/* Half a line that was read is what the engine must not go on with. */
static void test_reading_alone_is_past_the_engine(void **state)
{
	struct smsmodem *modem = open_sim("sim:?profile=simcom", NULL, false);
	struct smsmodem_error error;
	char text[8];

	(void)state;
	assert_int_equal(smsmodem_command(modem, "AT", NULL, 0, &error), SMSMODEM_OK);
	assert_int_equal(modem->session.engine.state, AT_STATE_IDLE);
	modem->session.input[0] = 'x';
	modem->session.input_done = 0;
	modem->session.input_length = 1;
	assert_int_equal(smsmodem_stream_read(modem, text, sizeof text, &error), 1);
	assert_int_equal(modem->session.engine.state, AT_STATE_LOST);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

static void test_trace(void **state)
{
	char path[] = "/tmp/smsmodem-stream-XXXXXX", text[1024];

	(void)state;
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	struct smsmodem *modem = open_sim("sim:", path, false);
	send_text(modem, "AT+CPIN=\"0000\"\r");
	(void)read_all(modem, text, sizeof text, 100);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
	ssize_t count = read(fd, text, sizeof text - 1);
	assert_true(count > 0);
	text[count] = '\0';
	assert_non_null(strstr(text, " > \"AT+CPIN=****\\r\""));
	assert_non_null(strstr(text, " < \""));
	assert_null(strstr(text, "0000"));
	close(fd);
	unlink(path);
}

/* --- the simulated phone and the real clock --- */

static void test_real_time_passes(void **state)
{
	struct smsmodem *modem = open_sim("sim:?latency=40&echo=off", NULL, true);
	struct smsmodem_error error;
	char text[64];

	(void)state;
	int64_t before_ms = clock_now_ms();
	assert_true(smsmodem_now_ms(modem) >= before_ms);
	assert_true(smsmodem_now_ms(modem) <= clock_now_ms());
	assert_int_equal(await(modem, 10), 0);
	assert_true(clock_now_ms() - before_ms >= 10);
	before_ms = clock_now_ms();
	send_text(modem, "AT\r");
	ssize_t count = smsmodem_stream_read(modem, text, sizeof text, &error);
	assert_true(count == 0 || clock_now_ms() - before_ms >= 40);
	if (count == 0) {
		assert_true(smsmodem_stream_wait(modem, true, -1, -1, &error) & SMSMODEM_WRITABLE);
		assert_int_equal(await(modem, PATIENCE_MS), SMSMODEM_READABLE);
		assert_true(clock_now_ms() - before_ms >= 40);
		count = smsmodem_stream_read(modem, text, sizeof text, &error);
	}
	assert_int_equal(count, 6);
	assert_memory_equal(text, "\r\nOK\r\n", 6);
	/* a command takes its time, and ends */
	before_ms = clock_now_ms();
	assert_int_equal(smsmodem_command(modem, "AT+CGMI", NULL, 0, &error), SMSMODEM_OK);
	assert_true(clock_now_ms() - before_ms >= 40);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

/* There is no "never": somebody may still press a key. */
static void test_real_time_is_woken(void **state)
{
	struct smsmodem *modem = open_sim("sim:", NULL, true);
	struct smsmodem_error error;
	int pipe_ends[2];

	(void)state;
	assert_int_equal(pipe2(pipe_ends, O_CLOEXEC), 0);
	assert_int_equal(write(pipe_ends[1], "x", 1), 1);
	assert_int_equal(smsmodem_stream_wait(modem, false, pipe_ends[0], -1, &error),
			 SMSMODEM_WOKEN);
	send_text(modem, "AT\r");
	assert_int_equal(smsmodem_stream_wait(modem, true, pipe_ends[0], -1, &error),
			 SMSMODEM_READABLE | SMSMODEM_WRITABLE | SMSMODEM_WOKEN);
	close(pipe_ends[0]);
	close(pipe_ends[1]);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

static void test_real_time_gone(void **state)
{
	struct smsmodem *modem = open_sim("sim:?fault=unplug-later=20", NULL, true);
	struct smsmodem_error error = {0};
	char text[16];
	ssize_t count = 0;

	(void)state;
	for (int i = 0; i < 10 && count == 0; i++) {
		assert_int_equal(smsmodem_stream_wait(modem, false, -1, -1, &error),
				 SMSMODEM_READABLE);
		count = smsmodem_stream_read(modem, text, sizeof text, &error);
	}
	assert_int_equal(count, SMSMODEM_E_LINK);
	assert_string_equal(error.text, "the simulated phone has gone");
	assert_int_equal(smsmodem_stream_write(modem, "A", 1, &error), SMSMODEM_E_LINK);
	assert_int_equal(await(modem, PATIENCE_MS), SMSMODEM_READABLE);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PTY_TEST(test_octets_are_untouched),
		PTY_TEST(test_wait),
		PTY_TEST(test_cancel_descriptor_is_kept),
		PTY_TEST(test_link_ends),
		PTY_TEST(test_what_was_buffered_comes_first),
		cmocka_unit_test(test_no_terminal),
		cmocka_unit_test(test_command_afterwards),
		cmocka_unit_test(test_reading_alone_is_past_the_engine),
		cmocka_unit_test(test_trace),
		cmocka_unit_test(test_real_time_passes),
		cmocka_unit_test(test_real_time_is_woken),
		cmocka_unit_test(test_real_time_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
