/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions of our own: nobody typed them, so that nobody is shown them, or waits for their end. */
#include "console_talk.h"

#define PATIENT_MS 250

void talk_ask(struct console *console, const char *line, int64_t timeout_ms)
{
	struct talk *talk = &console->talk;

	if (!talk_is_idle(talk) || !console->modem)
		return;
	talk_begin_command(console, line, timeout_ms);
	talk->asking = true;
}

/* Most phones have answered before anybody could notice that keys wait. @return false: they do */
static bool wait_for_answer(struct console *console, int64_t patient_ms)
{
	bool patient = console_now_ms() < patient_ms;
	int64_t due_ms = console->talk.due_ms;
	/* what it fails with is told when we read */
	int ready = smsmodem_stream_wait(
		console->modem, console->out.length > 0, patient ? -1 : console->wake_fd,
		patient ? console_sooner_ms(patient_ms, due_ms) : due_ms, NULL);

	return ready < 0 || !(ready & SMSMODEM_WOKEN);
}

bool talk_await(struct console *console)
{
	int64_t patient_ms = console_now_ms() + PATIENT_MS;
	struct smsmodem_at_heard heard;
	char octets[1024];

	while (console->talk.asking && console->modem) {
		size_t count = console_read(console, octets, sizeof octets);

		for (size_t used = 0; used < count;)
			used += talk_hear(console, octets + used, count - used, &heard);
		if (talk_tick(console) || !console->talk.asking || !console->modem)
			continue;
		if (!wait_for_answer(console, patient_ms))
			return false;
	}
	return true;
}
