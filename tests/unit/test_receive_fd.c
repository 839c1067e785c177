/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The descriptor of any event loop: it wakes for the phone, for the clock and for what waits. */
#include "pty_phone.h"
#include <smsmodem/smsmodem.h>

#define LONG_MS 20000 /* within which a loaded machine does what it is to do */

struct bench {
	struct pty_phone phone;
	struct smsmodem *modem;
	int fd;
};

static int readable(int fd, int timeout_ms)
{
	struct pollfd entry = {.fd = fd, .events = POLLIN};
	int count;

	do
		count = poll(&entry, 1, timeout_ms);
	while (count < 0 && errno == EINTR);
	return count;
}

static struct smsmodem *open_modem(const char *device, bool real_time)
{
	struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	struct smsmodem_error error = {0};
	struct smsmodem *modem;

	options.device = device;
	options.real_time = real_time;
	if (smsmodem_open(&options, &modem, &error) < 0)
		fail_msg("%s: %s", device, error.text);
	return modem;
}

static void receive(struct bench *bench, int64_t watch_ms)
{
	const struct smsmodem_receive_options options = {.no_journal = true, .watch_ms = watch_ms};
	struct smsmodem_error error = {0};

	if (smsmodem_receive(bench->modem, &options, &error) < 0)
		fail_msg("%s", error.text);
	bench->fd = smsmodem_fd(bench->modem, &error);
	assert_true(bench->fd >= 0);
}

static void bench_open(struct bench *bench, int64_t watch_ms)
{
	pty_phone_start(&bench->phone, "");
	pty_phone_do(&bench->phone, "plug 0");
	bench->modem = open_modem(bench->phone.port[0].path, false);
	receive(bench, watch_ms);
}

static void bench_close(struct bench *bench)
{
	assert_int_equal(smsmodem_close(bench->modem), SMSMODEM_OK);
	pty_phone_end(&bench->phone);
}

/* As an event loop does: only once it is readable, and then without waiting. */
static int wait_event(struct bench *bench, struct smsmodem_event *event)
{
	struct smsmodem_error error = {0};
	int result = 0;

	while (result == 0) {
		assert_int_equal(readable(bench->fd, LONG_MS), 1);
		result = smsmodem_next(bench->modem, event, 0, &error);
	}
	return result;
}

/* Until there is nothing to be done. */
static void settle(struct bench *bench)
{
	struct smsmodem_event event;

	while (readable(bench->fd, 0) > 0)
		assert_int_equal(smsmodem_next(bench->modem, &event, 0, NULL), 0);
}

static void take_sms(struct bench *bench, const char *text)
{
	struct smsmodem_event event;
	char body[SMSMODEM_TEXT_SIZE(1)];
	struct smsmodem_error error = {0};

	assert_int_equal(wait_event(bench, &event), 1);
	assert_int_equal(event.kind, SMSMODEM_EVENT_SMS);
	assert_int_equal(event.message.count, 1);
	assert_true(smsmodem_text(event.message.parts, 1, body, sizeof body) >= 0);
	assert_string_equal(body, text);
	assert_int_equal(smsmodem_ack(bench->modem, event.token, &error), SMSMODEM_OK);
}

static void test_messages(void **state)
{
	struct bench bench;

	(void)state;
	bench_open(&bench, -1);
	settle(&bench);
	assert_int_equal(readable(bench.fd, 0), 0);
	pty_phone_do(&bench.phone, "deliver +491701234567 one");
	take_sms(&bench, "one");
	pty_phone_do(&bench.phone, "deliver +491701234567 two");
	pty_phone_do(&bench.phone, "deliver +491701234567 three");
	take_sms(&bench, "two");
	take_sms(&bench, "three");
	settle(&bench);
	assert_int_equal(smsmodem_fd(bench.modem, NULL), bench.fd);
	bench_close(&bench);
}

/* What waits wakes, but not again whoever was told of it. */
static void test_told(void **state)
{
	struct smsmodem_event event;
	struct bench bench;
	int result = 0;

	(void)state;
	bench_open(&bench, -1);
	settle(&bench);
	pty_phone_do(&bench.phone, "deliver +491701234567 one");
	while (result == 0) {
		assert_int_equal(readable(bench.fd, LONG_MS), 1);
		result = smsmodem_next(bench.modem, NULL, 0, NULL);
	}
	assert_int_equal(result, 1);
	/* the phone may have more to say; it does not go on */
	for (int i = 0; i < 20 && readable(bench.fd, 0) > 0; i++)
		assert_int_equal(smsmodem_next(bench.modem, NULL, 0, NULL), 1);
	assert_int_equal(readable(bench.fd, 0), 0);
	assert_int_equal(smsmodem_next(bench.modem, &event, 0, NULL), 1);
	assert_int_equal(event.kind, SMSMODEM_EVENT_SMS);
	assert_int_equal(smsmodem_defer(bench.modem, event.token, 100, NULL), SMSMODEM_OK);
	take_sms(&bench, "one"); /* the clock wakes for it */
	bench_close(&bench);
}

/* A silent phone is asked if it lives, by the clock alone. */
static void test_clock(void **state)
{
	struct smsmodem_event event;
	struct bench bench;

	(void)state;
	bench_open(&bench, 50);
	settle(&bench);
	pty_phone_do(&bench.phone, "fault silent");
	struct smsmodem_error error = {0};
	int result = 0;
	while (result == 0) {
		assert_int_equal(readable(bench.fd, LONG_MS), 1);
		result = smsmodem_next(bench.modem, &event, 0, &error);
	}
	assert_int_equal(result, SMSMODEM_E_LINK);
	assert_int_equal(readable(bench.fd, 0), 1); /* that it hangs is an event */
	assert_int_equal(smsmodem_next(bench.modem, &event, 0, &error), 1);
	assert_int_equal(event.kind, SMSMODEM_EVENT_LINK);
	assert_int_equal(event.state, SMSMODEM_LINK_HUNG);
	bench_close(&bench);
}

/* Pulled out, and in again at another port: the same descriptor. */
static void test_reopen(void **state)
{
	struct smsmodem_error error = {0};
	struct smsmodem_event event;
	struct bench bench;

	(void)state;
	bench_open(&bench, -1);
	settle(&bench);
	for (char port = '1'; port < '4'; port++) {
		char plug[] = {'p', 'l', 'u', 'g', ' ', port, '\0'};
		pty_phone_do(&bench.phone, "pull");
		char deliver[] = "deliver +491701234567 meanwhile 0";
		deliver[sizeof deliver - 2] = port;
		pty_phone_do(&bench.phone, deliver);
		assert_int_equal(wait_event(&bench, &event), SMSMODEM_E_LINK);
		assert_int_equal(smsmodem_reopen(bench.modem, NULL, &error), SMSMODEM_E_NODEVICE);
		assert_int_equal(readable(bench.fd, 0), 0); /* closed, and quiet */
		pty_phone_do(&bench.phone, plug);
		assert_int_equal(
			smsmodem_reopen(bench.modem, bench.phone.port[port - '0'].path, &error),
			SMSMODEM_OK);
		assert_int_equal(smsmodem_fd(bench.modem, NULL), bench.fd);
		assert_int_equal(wait_event(&bench, &event), 1);
		assert_int_equal(event.kind, SMSMODEM_EVENT_LINK);
		assert_int_equal(event.state, SMSMODEM_LINK_UP);
		assert_string_equal(event.text, bench.phone.port[port - '0'].path);
		take_sms(&bench, deliver + strlen("deliver +491701234567 "));
		settle(&bench);
	}
	bench_close(&bench);
}

/* A descriptor of the caller's stays open when the modem has closed its own; nothing of it wakes.
 */
static void test_borrowed(void **state)
{
	struct smsmodem_error error = {0};
	struct bench bench;
	char device[32];

	(void)state;
	pty_phone_start(&bench.phone, "");
	pty_phone_do(&bench.phone, "plug 0");
	int fd = open(bench.phone.port[0].path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(fd >= 0);
	struct termios line;
	assert_int_equal(tcgetattr(fd, &line), 0);
	cfmakeraw(&line);
	assert_int_equal(tcsetattr(fd, TCSANOW, &line), 0);
	(void)snprintf(device, sizeof device, "fd:%d", fd);
	bench.modem = open_modem(device, false);
	receive(&bench, -1);
	settle(&bench);
	assert_int_equal(smsmodem_reopen(bench.modem, "/dev/nonexistent", &error),
			 SMSMODEM_E_NODEVICE);
	pty_phone_do(&bench.phone, "urc ^RSSI: 1");
	assert_int_equal(readable(fd, LONG_MS), 1);
	assert_int_equal(readable(bench.fd, 0), 0);
	assert_int_equal(smsmodem_reopen(bench.modem, device, &error), SMSMODEM_OK);
	pty_phone_do(&bench.phone, "deliver +491701234567 one");
	struct smsmodem_event event;
	assert_int_equal(wait_event(&bench, &event), 1);
	assert_int_equal(event.kind, SMSMODEM_EVENT_LINK);
	take_sms(&bench, "one");
	assert_int_equal(close(fd), 0);
	bench_close(&bench);
}

/* The phone in this process has no descriptor, and a clock. */
static void test_simulated(void **state)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_sending sending;
	struct smsmodem_error error = {0};
	struct bench bench;

	(void)state;
	bench.modem = open_modem("sim:?network-latency=50", true);
	receive(&bench, -1);
	settle(&bench);
	submit.to = "+491700000000"; /* itself */
	submit.text = "hello";
	submit.text_len = 5;
	assert_int_equal(smsmodem_send(bench.modem, &sending, &submit, 0, &error), SMSMODEM_OK);
	(void)smsmodem_fd(bench.modem, NULL);
	take_sms(&bench, "hello");
	assert_int_equal(smsmodem_close(bench.modem), SMSMODEM_OK);
}

static void test_before_receive(void **state)
{
	struct smsmodem_error error = {0};
	struct smsmodem *modem = open_modem("sim:", false);

	(void)state;
	assert_int_equal(smsmodem_fd(modem, &error), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_close(modem), SMSMODEM_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages),       cmocka_unit_test(test_told),
		cmocka_unit_test(test_clock),          cmocka_unit_test(test_reopen),
		cmocka_unit_test(test_borrowed),       cmocka_unit_test(test_simulated),
		cmocka_unit_test(test_before_receive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
