/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "modem_private.h"
#include <assert.h>
#include <smsmodem/stream.h>
#include <string.h>

static_assert((int)SMSMODEM_READABLE == (int)TRANSPORT_READABLE &&
		      (int)SMSMODEM_WRITABLE == (int)TRANSPORT_WRITABLE &&
		      (int)SMSMODEM_WOKEN == (int)TRANSPORT_CANCELLED,
	      "what a wait ends with is handed on as it is");

/*
 * Octets that went past the engine: it does not know any more what is under way, so that the next
 * command looks for the end of that first; and what the modem was made ready for may be undone.
 */
static void stream_past_engine(struct smsmodem *modem)
{
	at_engine_lose(&modem->session.engine);
	modem->prepared = false;
}

static void stream_trace(struct smsmodem *modem, char direction, const void *octets, size_t count)
{
	if (modem->trace)
		smsmodem_trace_write(modem->trace, direction, octets, count,
				     session_now_ms(&modem->session));
}

static size_t buffered(const struct session *session)
{
	return session->input_length - session->input_done;
}

/* What a command had read and not looked at comes first; it is in the trace already. */
static size_t stream_take(struct session *session, void *octets, size_t size)
{
	size_t count = buffered(session) < size ? buffered(session) : size;

	memcpy(octets, session->input + session->input_done, count);
	session->input_done += count;
	return count;
}

ssize_t smsmodem_stream_read(struct smsmodem *modem, void *octets, size_t size,
			     struct smsmodem_error *error)
{
	struct session *session = &modem->session;

	if (size == 0)
		return 0;
	if (buffered(session) > 0) {
		stream_past_engine(modem);
		return (ssize_t)stream_take(session, octets, size);
	}
	ssize_t count = modem->transport->ops->read(modem->transport, octets, size, error);
	if (count > 0) {
		stream_past_engine(modem);
		session->seen += (size_t)count;
		stream_trace(modem, '<', octets, (size_t)count);
	}
	return count;
}

ssize_t smsmodem_stream_write(struct smsmodem *modem, const void *octets, size_t count,
			      struct smsmodem_error *error)
{
	ssize_t taken = modem->transport->ops->write(modem->transport, octets, count, error);

	if (taken > 0) {
		stream_past_engine(modem);
		stream_trace(modem, '>', octets, (size_t)taken);
	}
	return taken;
}

int smsmodem_stream_wait(struct smsmodem *modem, bool want_write, int wake_fd, int64_t deadline_ms,
			 struct smsmodem_error *error)
{
	int cancel_fd = modem->transport->cancel_fd;
	bool waiting = buffered(&modem->session) > 0;

	modem->transport->cancel_fd = wake_fd;
	/* a deadline that has passed still looks once */
	int ready = modem->transport->ops->wait(modem->transport, want_write,
						waiting ? 0 : deadline_ms, error);
	modem->transport->cancel_fd = cancel_fd;
	return ready >= 0 && waiting ? ready | SMSMODEM_READABLE : ready;
}

const char *smsmodem_stream_stalled(struct smsmodem *modem, bool refused)
{
	return modem->transport->ops->stalled(modem->transport, refused);
}
