/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim_station.h"
#include <poll.h>
#include <smsmodem/bluetooth.h>

#define BURST 16 /* buffers written before others have their turn */

int sim_station_mount(struct sim_station *station, struct smsmodem_error *error)
{
	int result = SMSMODEM_OK;

	station->mount_count = 0;
	if (station->pty)
		result = sim_mount_pty(&station->mounts[station->mount_count++],
				       station->link[0] ? station->link : NULL, error);
	station->mounts[0].speed = station->pty ? station->speed : 0;
	if (result == SMSMODEM_OK && station->tcp[0])
		result = sim_mount_tcp(&station->mounts[station->mount_count++], station->tcp,
				       error);
	if (result == SMSMODEM_OK && station->rfcomm)
		result =
			sim_mount_rfcomm(&station->mounts[station->mount_count++], station->adapter,
					 station->channel, smsmodem_sim_number(station->sim),
					 station->cancel_fd, error);
	station->active = station->pty ? &station->mounts[0] : NULL;
	return result;
}

void sim_station_unmount(struct sim_station *station)
{
	for (size_t i = 0; i < station->mount_count; i++)
		sim_mount_close(&station->mounts[i]);
	station->input_start = station->input_end = 0;
	station->mount_count = 0;
	station->active = NULL;
}

static void hang_up(struct sim_station *station, int64_t now_ms)
{
	(void)smsmodem_sim_control(station->sim, "hangup", now_ms, NULL);
}

static void client_left(struct sim_station *station, const struct sim_mount *mount, int64_t now_ms)
{
	if (station->active != mount)
		return;
	hang_up(station, now_ms);
	station->active = NULL;
	for (size_t i = 0; i < station->mount_count && !station->active; i++)
		if (station->mounts[i].fd >= 0)
			station->active = &station->mounts[i];
}

static int client_came(struct sim_station *station, struct sim_mount *mount, int64_t now_ms,
		       struct smsmodem_error *error)
{
	int came =
		mount->listener ? sim_mount_rfcomm_accept(mount, error) : sim_mount_accept(mount);

	if (came <= 0 || station->active)
		return came < 0 ? came : SMSMODEM_OK;
	hang_up(station, now_ms);
	station->active = mount;
	return SMSMODEM_OK;
}

static void trace(const struct sim_station *station, char direction, const char *octets,
		  size_t count, int64_t now_ms)
{
	if (station->trace && count > 0)
		smsmodem_trace_write(station->trace, direction, octets, count, now_ms);
}

static void mount_input(struct sim_station *station, struct sim_mount *mount, int64_t now_ms)
{
	ssize_t count = sim_mount_read(mount, station->input, sizeof station->input);

	if (count < 0)
		client_left(station, mount, now_ms);
	if (count <= 0)
		return;
	station->active = mount;
	trace(station, '>', station->input, (size_t)count, now_ms);
	station->input_start = 0;
	station->input_end = (size_t)count;
}

bool sim_station_feed(struct sim_station *station, int64_t now_ms)
{
	if (station->input_start == station->input_end)
		return false;
	smsmodem_sim_input(station->sim, station->input + station->input_start++, 1, now_ms);
	return true;
}

void sim_station_pump(struct sim_station *station, int64_t now_ms)
{
	char nothing;

	/* with nobody to hear it the phone still lives: it rings, goes, and comes back */
	(void)smsmodem_sim_output(station->sim, &nothing, 0, now_ms);
	if (smsmodem_sim_gone(station->sim))
		return;
	for (int i = 0; i < BURST && station->active; i++) {
		struct sim_mount *mount = station->active;
		if (mount->out_end == 0) {
			mount->out_end = smsmodem_sim_output(station->sim, mount->out,
							     sizeof mount->out, now_ms);
			trace(station, '<', mount->out, mount->out_end, now_ms);
			sim_speed_garble(mount, mount->out, mount->out_end);
		}
		if (mount->out_end == 0)
			return;
		if (!sim_mount_flush(mount))
			client_left(station, mount, now_ms);
		else if (mount->out_end > 0)
			return;
	}
}

int sim_station_timeout_ms(const struct sim_station *station, int64_t now_ms)
{
	/* octets that nobody takes wait, and do not keep the phone from what it does by itself */
	bool heard = station->active && station->active->out_end == 0;
	int64_t deadline_ms = heard ? smsmodem_sim_deadline(station->sim)
				    : smsmodem_sim_action_deadline(station->sim);

	if (deadline_ms < 0)
		return -1;
	int64_t left_ms = deadline_ms - now_ms;
	return left_ms < 0 ? 0 : left_ms > 60000 ? 60000 : (int)left_ms;
}

enum {
	SLOT_RECORD = SIM_MOUNTS, /* RFCOMM's listener: asked for the record beside a client, too */
	SLOT_WATCH
};

static size_t rfcomm_mount(const struct sim_station *station)
{
	size_t i = 0;

	while (i < station->mount_count && !station->mounts[i].listener)
		i++;
	return i;
}

/* The mount on a pseudo-terminal, or mount_count. */
static size_t pty_mount(const struct sim_station *station)
{
	size_t i = 0;

	while (i < station->mount_count && station->mounts[i].slave_fd < 0)
		i++;
	return i;
}

int sim_station_poll(const struct sim_station *station, size_t slot, short *events)
{
	const struct sim_mount *at = &station->mounts[slot < SIM_MOUNTS ? slot : 0];

	*events = POLLIN;
	if (slot == SLOT_WATCH) {
		size_t pty = pty_mount(station);
		return pty < station->mount_count ? station->mounts[pty].watch_fd : -1;
	}
	if (slot == SLOT_RECORD) {
		size_t rfcomm = rfcomm_mount(station);
		return rfcomm < station->mount_count
			       ? smsmodem_bt_listener_fd(station->mounts[rfcomm].listener)
			       : -1;
	}
	if (slot >= station->mount_count)
		return -1;
	if (at->fd >= 0 && at->out_end > 0)
		*events = POLLIN | POLLOUT;
	return at->fd >= 0 ? at->fd : at->listen_fd;
}

int sim_station_ready(struct sim_station *station, size_t slot, short events, int64_t now_ms,
		      struct smsmodem_error *error)
{
	size_t mount = slot == SLOT_RECORD  ? rfcomm_mount(station)
		       : slot == SLOT_WATCH ? pty_mount(station)
					    : slot;
	struct sim_mount *at = &station->mounts[mount];

	if (mount >= station->mount_count)
		return SMSMODEM_OK;
	if (slot == SLOT_WATCH) {
		sim_mount_left(at);
		return SMSMODEM_OK;
	}
	if (slot == SLOT_RECORD || at->fd < 0)
		return client_came(station, at, now_ms, error);
	if ((events & POLLOUT) && !sim_mount_flush(at))
		client_left(station, at, now_ms);
	if ((events & (POLLIN | POLLHUP | POLLERR)) && at->fd >= 0)
		mount_input(station, at, now_ms);
	return SMSMODEM_OK;
}
