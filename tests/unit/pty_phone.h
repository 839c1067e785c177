/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A simulated phone in a process of its own, plugged into one of several pseudo terminals; what it
 * keeps outlives being unplugged. The other end is a real port, with the real clock.
 */
#ifndef PTY_PHONE_H
#define PTY_PHONE_H

#include "pty_pair.h"
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <smsmodem/sim.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PTY_PHONE_PORTS 4

struct pty_phone {
	struct pty_pair port[PTY_PHONE_PORTS];
	pid_t pid;
	int control, done; /* ends of pipes: commands to it, an octet back for each */
};

/* What the process has. */
struct pty_phone_mount {
	struct smsmodem_sim *sim;
	int master[PTY_PHONE_PORTS];
	int plugged; /* index, or -1 */
	char pending[65536];
	size_t length;
};

static inline void pty_phone_pull(struct pty_phone_mount *mount)
{
	if (mount->plugged >= 0)
		close(mount->master[mount->plugged]);
	mount->plugged = -1;
	mount->length = 0;
}

/* "plug N", "pull", "mute" (its answers are thrown away), or one of the phone's own. */
static inline void pty_phone_obey(struct pty_phone_mount *mount, const char *command)
{
	if (strncmp(command, "plug ", 5) == 0)
		mount->plugged = command[5] - '0';
	else if (strcmp(command, "pull") == 0)
		pty_phone_pull(mount);
	else if (smsmodem_sim_control(mount->sim, command, smsmodem_sim_clock_ms(), NULL) < 0)
		_exit(3);
}

static inline void pty_phone_speak(struct pty_phone_mount *mount)
{
	mount->length +=
		smsmodem_sim_output(mount->sim, mount->pending + mount->length,
				    sizeof mount->pending - mount->length, smsmodem_sim_clock_ms());
	if (mount->plugged < 0)
		mount->length = 0;
	if (mount->length == 0)
		return;
	ssize_t written = write(mount->master[mount->plugged], mount->pending, mount->length);
	if (written <= 0)
		return;
	mount->length -= (size_t)written;
	memmove(mount->pending, mount->pending + written, mount->length);
}

static inline int pty_phone_timeout_ms(const struct pty_phone_mount *mount)
{
	int64_t due_ms = smsmodem_sim_deadline(mount->sim), now_ms = smsmodem_sim_clock_ms();

	if (due_ms < 0)
		return -1;
	return due_ms <= now_ms ? 0 : (int)(due_ms - now_ms);
}

static inline void pty_phone_listen(struct pty_phone_mount *mount)
{
	char octets[4096];
	ssize_t count = read(mount->master[mount->plugged], octets, sizeof octets);

	if (count > 0)
		smsmodem_sim_input(mount->sim, octets, (size_t)count, smsmodem_sim_clock_ms());
}

/* One command a write, each ended with NUL. @return false: nobody is left to give any */
static inline bool pty_phone_read_command(struct pty_phone_mount *mount, int control, int done)
{
	char command[512];
	size_t length = 0;

	do
		if (read(control, command + length, 1) != 1)
			return false;
	while (command[length++] != '\0' && length < sizeof command);
	pty_phone_obey(mount, command);
	pty_phone_speak(mount);
	return write(done, "", 1) == 1;
}

static inline void pty_phone_run(struct pty_phone_mount *mount, int control, int done)
{
	for (;;) {
		int master = mount->plugged < 0 ? -1 : mount->master[mount->plugged];
		struct pollfd entries[2] = {{.fd = control, .events = POLLIN},
					    {.fd = master, .events = POLLIN}};

		if (mount->length > 0)
			entries[1].events |= POLLOUT;
		(void)poll(entries, 2, mount->length > 0 ? -1 : pty_phone_timeout_ms(mount));
		if ((entries[0].revents & (POLLIN | POLLHUP)) &&
		    !pty_phone_read_command(mount, control, done))
			_exit(0);
		if ((entries[1].revents & POLLIN) && mount->plugged >= 0)
			pty_phone_listen(mount);
		pty_phone_speak(mount);
	}
}

/** Start it, plugged into port 0. */
static inline void pty_phone_start(struct pty_phone *phone, const char *sim_options)
{
	struct pty_phone_mount mount = {.sim = smsmodem_sim_new(sim_options, NULL)};
	int control[2], done[2];

	assert_non_null(mount.sim);
	assert_int_equal(pipe2(control, O_CLOEXEC), 0);
	assert_int_equal(pipe2(done, O_CLOEXEC), 0);
	for (int i = 0; i < PTY_PHONE_PORTS; i++) {
		assert_true(pty_open(&phone->port[i]));
		mount.master[i] = phone->port[i].master;
	}
	phone->pid = fork();
	assert_true(phone->pid >= 0);
	if (phone->pid == 0) {
		close(control[1]);
		close(done[0]);
		pty_phone_run(&mount, control[0], done[1]);
	}
	smsmodem_sim_free(mount.sim);
	for (int i = 0; i < PTY_PHONE_PORTS; i++)
		close(phone->port[i].master);
	close(control[0]);
	close(done[1]);
	phone->control = control[1];
	phone->done = done[0];
}

static inline void pty_phone_do(struct pty_phone *phone, const char *command)
{
	size_t length = strlen(command) + 1;
	char octet;

	assert_int_equal(write(phone->control, command, length), length);
	assert_int_equal(read(phone->done, &octet, 1), 1);
}

static inline void pty_phone_end(struct pty_phone *phone)
{
	int status;

	close(phone->control);
	close(phone->done);
	assert_int_equal(waitpid(phone->pid, &status, 0), phone->pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

#endif
