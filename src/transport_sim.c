/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulated phone mounted in this process. Its clock is virtual: to wait is to move it, so a
 * timeout of a minute passes at once.
 */
#include "transports.h"
#include <poll.h>
#include <smsmodem/sim.h>
#include <stdlib.h>

struct sim_transport {
	struct transport head;
	struct smsmodem_sim *sim;
	int64_t now_ms;
};

static struct sim_transport *sim_of(struct transport *transport)
{
	return (struct sim_transport *)(void *)transport;
}

static int sim_gone(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_LINK, "the simulated phone has gone");
}

static ssize_t sim_read(struct transport *transport, void *octets, size_t size,
			struct smsmodem_error *error)
{
	struct sim_transport *self = sim_of(transport);
	size_t count = smsmodem_sim_output(self->sim, octets, size, self->now_ms);

	if (count == 0 && smsmodem_sim_gone(self->sim))
		return sim_gone(error);
	/* no wire is infinitely fast: while an answer does not end, time passes */
	if (count == size)
		self->now_ms++;
	return (ssize_t)count;
}

static ssize_t sim_write(struct transport *transport, const void *octets, size_t count,
			 struct smsmodem_error *error)
{
	struct sim_transport *self = sim_of(transport);

	if (smsmodem_sim_gone(self->sim))
		return sim_gone(error);
	smsmodem_sim_input(self->sim, octets, count, self->now_ms);
	return (ssize_t)count;
}

static bool cancelled(const struct transport *transport)
{
	struct pollfd entry = {.fd = transport->cancel_fd, .events = POLLIN};

	return transport->cancel_fd >= 0 && poll(&entry, 1, 0) > 0;
}

static int sim_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
		    struct smsmodem_error *error)
{
	struct sim_transport *self = sim_of(transport);
	int64_t next_ms = smsmodem_sim_deadline(self->sim);

	if (cancelled(transport))
		return TRANSPORT_CANCELLED;
	if (want_write)
		return TRANSPORT_WRITABLE;
	if (smsmodem_sim_gone(self->sim))
		return TRANSPORT_READABLE;
	if (next_ms >= 0 && (deadline_ms < 0 || next_ms <= deadline_ms)) {
		if (next_ms > self->now_ms)
			self->now_ms = next_ms;
		return TRANSPORT_READABLE;
	}
	if (deadline_ms < 0)
		return smsmodem_error_set(error, SMSMODEM_E_LINK,
					  "the simulated phone will never say anything more");
	if (deadline_ms > self->now_ms)
		self->now_ms = deadline_ms;
	return 0;
}

static int64_t sim_now_ms(struct transport *transport)
{
	return sim_of(transport)->now_ms;
}

static void sim_close(struct transport *transport)
{
	struct sim_transport *self = sim_of(transport);

	smsmodem_sim_free(self->sim);
	free(self);
}

static const struct transport_ops sim_ops = {sim_read, sim_write, sim_wait, sim_now_ms, sim_close};

int transport_open_sim(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error)
{
	struct sim_transport *self = calloc(1, sizeof *self);

	if (!self)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (*rest == '?')
		rest++;
	self->sim = smsmodem_sim_new(rest, error);
	if (!self->sim) {
		free(self);
		return error ? error->code : SMSMODEM_E_USAGE;
	}
	self->head = (struct transport){.ops = &sim_ops, .cancel_fd = options->cancel_fd};
	*transport = &self->head;
	return SMSMODEM_OK;
}
