/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wire: the one way in and the one way out, and what the faults do to octets on it. */
#include "phone.h"

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

void sim_wire_put(struct smsmodem_sim *sim, const void *octets, size_t count, int64_t due_ms)
{
	if (!sim->gone && !sim_fault(sim, SIM_FAULT_SILENT))
		sim_queue_put(&sim->output, octets, count, due_ms);
}

void smsmodem_sim_input(struct smsmodem_sim *sim, const void *octets, size_t count, int64_t now_ms)
{
	const char *text = octets;

	sim_schedule_run(sim, now_ms);
	for (size_t i = 0; i < count && !sim->gone && !sim->endless; i++)
		sim_line_octet(sim, text[i]);
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
	sim_schedule_run(sim, now_ms);
	size_t count = sim_queue_take(&sim->output, octets, size, now_ms);
	if (sim->endless && !sim->output.head)
		count += sim_endless(sim, (char *)octets + count, size - count);
	return count;
}

int64_t smsmodem_sim_deadline(const struct smsmodem_sim *sim)
{
	int64_t later_ms = sim_schedule_due(sim);
	int64_t due_ms = sim_queue_due(&sim->output);

	if (due_ms < 0 && sim->endless)
		due_ms = sim->now_ms;
	if (sim->gone || later_ms < 0)
		return due_ms;
	return due_ms < 0 || later_ms < due_ms ? later_ms : due_ms;
}
