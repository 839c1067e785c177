/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transport.h"

static int closed_error(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_LINK,
				  "the device is closed: it has to be opened again");
}

static ssize_t closed_read(struct transport *transport, void *octets, size_t size,
			   struct smsmodem_error *error)
{
	(void)transport;
	(void)octets;
	(void)size;
	return closed_error(error);
}

static ssize_t closed_write(struct transport *transport, const void *octets, size_t count,
			    struct smsmodem_error *error)
{
	(void)transport;
	(void)octets;
	(void)count;
	return closed_error(error);
}

static int closed_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
		       struct smsmodem_error *error)
{
	(void)transport;
	(void)want_write;
	(void)deadline_ms;
	return closed_error(error);
}

static int64_t closed_now_ms(struct transport *transport)
{
	return clock_now_ms() + ((const struct closed_transport *)(void *)transport)->ahead_ms;
}

static const char *closed_stalled(struct transport *transport, bool refused)
{
	(void)transport;
	(void)refused;
	return NULL;
}

static void closed_close(struct transport *transport)
{
	(void)transport;
}

struct transport *transport_closed(struct closed_transport *closed, int64_t now_ms)
{
	static const struct transport_ops ops = {closed_read,   closed_write,   closed_wait,
						 closed_now_ms, closed_stalled, closed_close};

	*closed = (struct closed_transport){.head = {.ops = &ops, .cancel_fd = -1},
					    .ahead_ms = now_ms - clock_now_ms()};
	return &closed->head;
}
