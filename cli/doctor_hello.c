/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first words with a device, octet by octet: whether it answers, echoes, says something else,
 * is at another speed, or is silent.
 */
#include "doctor.h"
#include <string.h>

#define HEAR_MAX ((size_t)64 << 10) /* a device that never stops talking has said enough */

static bool is_strange(unsigned char octet)
{
	return octet >= 0x7F || octet == 0 || (octet < 0x20 && !strchr("\t\r\n\b\x1B", octet));
}

static void note(struct doctor_hello *hello, const struct smsmodem_at_heard *heard)
{
	switch (heard->kind) {
	case SMSMODEM_AT_ECHO: hello->echoes++; break;
	case SMSMODEM_AT_FINAL:
		hello->heard = DOCTOR_HEARD_RESULT;
		hello->numeric = heard->line[0] >= '0' && heard->line[0] <= '9';
		break;
	case SMSMODEM_AT_RESPONSE:
	case SMSMODEM_AT_UNSOLICITED:
	case SMSMODEM_AT_BELOW:
	case SMSMODEM_AT_PROMPT:
	case SMSMODEM_AT_CUT:
		if (heard->line && heard->length > 0 && !hello->sample[0])
			(void)snprintf(hello->sample, sizeof hello->sample, "%.*s",
				       (int)(heard->length < sizeof hello->sample
						     ? heard->length
						     : sizeof hello->sample - 1),
				       heard->line);
		break;
	case SMSMODEM_AT_NOTHING: break;
	}
}

static void hear(struct smsmodem_at_listener *listener, const char *octets, size_t count,
		 struct doctor_hello *hello)
{
	struct smsmodem_at_heard heard;

	hello->octets += count;
	for (size_t i = 0; i < count; i++)
		hello->strange += is_strange((unsigned char)octets[i]);
	while (count > 0 && hello->heard != DOCTOR_HEARD_RESULT) {
		size_t taken = smsmodem_at_listener_feed(listener, octets, count, &heard);

		note(hello, &heard);
		if (heard.kind == SMSMODEM_AT_NOTHING)
			return;
		octets += taken;
		count -= taken;
	}
}

/* Write what is left of it, and read what came. @return 0 or the link's end */
static int exchange(struct doctor *doctor, struct smsmodem_at_listener *listener,
		    const char **octets, struct doctor_hello *hello)
{
	char came[512];
	ssize_t count = 0;

	if (**octets)
		count = smsmodem_stream_write(doctor->modem, *octets, strlen(*octets),
					      &doctor->error);
	if (count < 0)
		return (int)count;
	*octets += count;
	while (hello->heard != DOCTOR_HEARD_RESULT && hello->octets < HEAR_MAX) {
		count = smsmodem_stream_read(doctor->modem, came, sizeof came, &doctor->error);
		if (count <= 0)
			return (int)count;
		hear(listener, came, (size_t)count, hello);
	}
	return 0;
}

static int listen(struct doctor *doctor, struct smsmodem_at_listener *listener, const char *octets,
		  int64_t deadline_ms, struct doctor_hello *hello)
{
	for (;;) {
		int result = exchange(doctor, listener, &octets, hello);

		if (result < 0)
			return result;
		if (hello->heard == DOCTOR_HEARD_RESULT || hello->octets >= HEAR_MAX ||
		    smsmodem_now_ms(doctor->modem) >= deadline_ms)
			return 0;
		result = smsmodem_stream_wait(doctor->modem, *octets != '\0',
					      doctor->cli->modem.cancel_fd, deadline_ms,
					      &doctor->error);
		if (result < 0)
			return result;
		if (result & SMSMODEM_WOKEN)
			return smsmodem_error_set(&doctor->error, SMSMODEM_E_CANCELLED,
						  "interrupted");
	}
}

static enum doctor_heard judge(const struct doctor_hello *hello)
{
	if (hello->heard == DOCTOR_HEARD_RESULT)
		return DOCTOR_HEARD_RESULT;
	if (hello->octets == 0)
		return DOCTOR_HEARD_NOTHING;
	if (hello->strange * 8 > hello->octets)
		return DOCTOR_HEARD_GARBAGE;
	return hello->echoes > 0 && !hello->sample[0] ? DOCTOR_HEARD_ECHO : DOCTOR_HEARD_TEXT;
}

int doctor_hail(struct doctor *doctor, const char *octets, int64_t timeout_ms,
		struct doctor_hello *hello)
{
	struct smsmodem_at_listener *listener = smsmodem_at_listener_new();
	int64_t start_ms = smsmodem_now_ms(doctor->modem);

	*hello = (struct doctor_hello){.heard = DOCTOR_HEARD_NOTHING};
	if (!listener)
		return smsmodem_error_set(&doctor->error, SMSMODEM_E_MEMORY, "out of memory");
	smsmodem_at_listener_sent(listener, "AT");
	int result = listen(doctor, listener, octets, start_ms + timeout_ms, hello);
	hello->took_ms = smsmodem_now_ms(doctor->modem) - start_ms;
	hello->heard = judge(hello);
	smsmodem_at_listener_free(listener);
	return result;
}
