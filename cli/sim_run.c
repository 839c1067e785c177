/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim_run.h"
#include <poll.h>
#include <unistd.h>

enum slot {
	SLOT_SIGNAL,
	SLOT_INPUT,
	SLOT_MOUNTS,
	SLOTS = SLOT_MOUNTS + SIM_STATIONS * SIM_SLOTS
};

int64_t sim_run_now_ms(const struct sim_run *run)
{
	return smsmodem_sim_clock_ms() - run->start_ms;
}

static int timeout_ms(const struct sim_run *run)
{
	int64_t now_ms = sim_run_now_ms(run);
	int timeout = -1;

	for (size_t i = 0; i < run->station_count; i++) {
		int own = sim_station_timeout_ms(&run->stations[i], now_ms);
		if (own >= 0 && (timeout < 0 || own < timeout))
			timeout = own;
	}
	return timeout;
}

static size_t slot_of(size_t station, size_t slot)
{
	return SLOT_MOUNTS + station * SIM_SLOTS + slot;
}

static nfds_t fill(const struct sim_run *run, struct pollfd fds[SLOTS])
{
	bool closed = run->input_ended || run->input_waits;

	fds[SLOT_SIGNAL] = (struct pollfd){.fd = run->cli->signal_fd, .events = POLLIN};
	fds[SLOT_INPUT] = (struct pollfd){.fd = closed ? -1 : STDIN_FILENO, .events = POLLIN};
	for (size_t i = 0; i < run->station_count; i++) {
		for (size_t j = 0; j < SIM_SLOTS; j++) {
			struct pollfd *slot = &fds[slot_of(i, j)];
			*slot = (struct pollfd){.fd = -1};
			slot->fd = sim_station_poll(&run->stations[i], j, &slot->events);
		}
	}
	return slot_of(run->station_count, 0);
}

/* A phone that has gone takes its device along, and brings it when it comes back. */
static void go_and_come(struct sim_run *run, struct sim_station *station)
{
	bool gone = smsmodem_sim_gone(station->sim);
	struct smsmodem_error error;

	if (gone == station->away)
		return;
	station->away = gone;
	if (gone) {
		sim_station_unmount(station);
		sim_shown_gone(run, station);
	} else if (sim_station_mount(station, &error) < 0) {
		run->status = cli_fail(run->cli, &error);
		run->done = true;
	} else {
		sim_shown_ready(run, station);
	}
}

void sim_run_tell(struct sim_run *run, struct sim_station *station)
{
	sim_shown_events(run, station);
	go_and_come(run, station);
}

/* A client's octets one by one: of all that they may bring the phone keeps only so much. */
static void ready(struct sim_run *run, struct sim_station *station, size_t slot, short events)
{
	struct smsmodem_error error;

	if (sim_station_ready(station, slot, events, sim_run_now_ms(run), &error) < 0)
		sim_shown_error(run, &error);
	while (!run->done && sim_station_feed(station, sim_run_now_ms(run)))
		sim_run_tell(run, station);
}

static void wait_once(struct sim_run *run)
{
	struct pollfd fds[SLOTS];

	if (poll(fds, fill(run, fds), timeout_ms(run)) <= 0)
		return;
	if (fds[SLOT_SIGNAL].revents) {
		run->done = true;
		return;
	}
	for (size_t i = 0; i < run->station_count; i++)
		for (size_t j = 0; j < SIM_SLOTS; j++)
			if (fds[slot_of(i, j)].revents)
				ready(run, &run->stations[i], j, fds[slot_of(i, j)].revents);
	if (fds[SLOT_INPUT].revents)
		sim_commands_read(run);
}

static bool all_gone_for_good(const struct sim_run *run)
{
	for (size_t i = 0; i < run->station_count; i++)
		if (!run->stations[i].away || smsmodem_sim_deadline(run->stations[i].sim) >= 0)
			return false;
	return true;
}

int sim_run(struct sim_run *run)
{
	run->start_ms = smsmodem_sim_clock_ms();
	for (size_t i = 0; i < run->station_count; i++)
		sim_shown_ready(run, &run->stations[i]);
	while (!run->done) {
		wait_once(run);
		for (size_t i = 0; i < run->station_count && !run->done; i++) {
			/* gone is told before time may bring it back */
			sim_run_tell(run, &run->stations[i]);
			sim_station_pump(&run->stations[i], sim_run_now_ms(run));
			sim_run_tell(run, &run->stations[i]);
		}
		if (run->input_waits && !run->done)
			sim_commands_again(run);
		run->done = run->done || all_gone_for_good(run);
	}
	return run->status;
}
