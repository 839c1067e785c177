/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wire: the one way in and the one way out, its speed, and what the faults do to it. */
#include "phone.h"

#define OCTET_BITS   10 /* a start bit, eight of data, a stop bit */
#define US_OF_SECOND 1000000
#define US_OF_MS     1000

/* xorshift64: a run is repeated by its seed. */
uint64_t sim_random(struct smsmodem_sim *sim)
{
	uint64_t x = sim->random ? sim->random : 0x9E3779B97F4A7C15u;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	sim->random = x;
	return x;
}

/* --- speed --- */

/* An octet goes over a wire that is free from *free_us on. @return when it is over */
static int64_t wire_pace(const struct smsmodem_sim *sim, int64_t *free_us, int64_t from_ms)
{
	if (sim->baud == 0)
		return from_ms;
	if (*free_us < from_ms * US_OF_MS)
		*free_us = from_ms * US_OF_MS;
	*free_us += (int64_t)OCTET_BITS * US_OF_SECOND / sim->baud;
	return (*free_us + US_OF_MS - 1) / US_OF_MS;
}

int64_t sim_arrived_ms(const struct smsmodem_sim *sim)
{
	int64_t arrived_ms = (sim->in_free_us + US_OF_MS - 1) / US_OF_MS;

	return arrived_ms > sim->now_ms ? arrived_ms : sim->now_ms;
}

int64_t sim_latency(struct smsmodem_sim *sim)
{
	if (sim->jitter_ms == 0)
		return sim->latency_ms;
	return sim->latency_ms + (int64_t)(sim_random(sim) % (uint64_t)(sim->jitter_ms + 1));
}

/* --- out --- */

void sim_wire_put(struct smsmodem_sim *sim, const void *octets, size_t count, int64_t due_ms)
{
	const char *text = octets;
	char noisy[2];

	if (sim->gone || sim_fault_silent(sim))
		return;
	if (!sim->noise && sim->baud == 0) {
		sim_queue_put(&sim->output, octets, count, due_ms);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		size_t come = sim_noise(sim, SIM_FROM_PHONE, text[i], noisy);
		int64_t over_ms = wire_pace(sim, &sim->out_free_us, due_ms);
		sim_queue_put(&sim->output, noisy, come, over_ms);
	}
}

void sim_wire_release(struct smsmodem_sim *sim, int64_t due_ms)
{
	char octets[256];
	size_t count;

	while ((count = sim_queue_take(&sim->held, octets, sizeof octets, INT64_MAX)) > 0)
		sim_wire_put(sim, octets, count, due_ms);
}

void sim_wire_clear(struct smsmodem_sim *sim)
{
	sim_queue_clear(&sim->output);
	sim_queue_clear(&sim->held);
	sim->in_free_us = sim->out_free_us = 0;
	sim->line_length = 0;
	sim->overlong = false;
	sim->prompt = SIM_PROMPT_NONE;
	sim->endless = false;
	sim->answering = false;
}

/* --- in --- */

static void wire_octet(struct smsmodem_sim *sim, char octet)
{
	char noisy[2];
	size_t come = sim_noise(sim, SIM_TO_PHONE, octet, noisy);

	(void)wire_pace(sim, &sim->in_free_us, sim->now_ms);
	for (size_t i = 0; i < come && !sim->gone; i++)
		sim_line_octet(sim, noisy[i]);
}

void sim_wire_time(struct smsmodem_sim *sim, int64_t now_ms)
{
	if (sim->gone && sim->replug_ms != SIM_NEVER && now_ms >= sim->replug_ms) {
		sim->now_ms = sim->replug_ms;
		sim_plug(sim);
	}
	sim_schedule_run(sim, now_ms);
}

void smsmodem_sim_input(struct smsmodem_sim *sim, const void *octets, size_t count, int64_t now_ms)
{
	const char *text = octets;

	sim_wire_time(sim, now_ms);
	for (size_t i = 0; i < count && !sim->gone && !sim->endless; i++)
		wire_octet(sim, text[i]);
}

/* The answer that never ends, as much of it as is asked for. */
static size_t sim_endless(struct smsmodem_sim *sim, char *octets, size_t size)
{
	static const char line[] = "\r\n+X: 1";

	for (size_t i = 0; i < size; i++) {
		octets[i] = line[sim->endless_position];
		sim->endless_position = (sim->endless_position + 1) % (sizeof line - 1);
	}
	return size;
}

size_t smsmodem_sim_output(struct smsmodem_sim *sim, void *octets, size_t size, int64_t now_ms)
{
	sim_wire_time(sim, now_ms);
	size_t count = sim_queue_take(&sim->output, octets, size, now_ms);
	if (sim->endless && !sim->output.head)
		count += sim_endless(sim, (char *)octets + count, size - count);
	return count;
}

int64_t smsmodem_sim_action_deadline(const struct smsmodem_sim *sim)
{
	return sim->gone ? sim->replug_ms : sim_schedule_due(sim);
}

int64_t smsmodem_sim_deadline(const struct smsmodem_sim *sim)
{
	int64_t later_ms = smsmodem_sim_action_deadline(sim);
	int64_t due_ms = sim_queue_due(&sim->output);

	if (sim->gone)
		return later_ms;
	if (due_ms < 0 && sim->endless)
		due_ms = sim->now_ms;
	if (later_ms < 0)
		return due_ms;
	return due_ms < 0 || later_ms < due_ms ? later_ms : due_ms;
}
