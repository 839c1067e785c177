/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pseudo terminal of a test's own; the test is the modem on the master side. */
#ifndef PTY_PAIR_H
#define PTY_PAIR_H

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

struct pty_pair {
	int master;
	char path[64];
};

static inline bool pty_open(struct pty_pair *pty)
{
	pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	return pty->master >= 0 && grantpt(pty->master) == 0 && unlockpt(pty->master) == 0 &&
	       ptsname_r(pty->master, pty->path, sizeof pty->path) == 0;
}

static inline bool same_line(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
	       a->c_lflag == b->c_lflag && cfgetospeed(a) == cfgetospeed(b) &&
	       cfgetispeed(a) == cfgetispeed(b) && a->c_cc[VMIN] == b->c_cc[VMIN] &&
	       a->c_cc[VTIME] == b->c_cc[VTIME] && a->c_cc[VEOF] == b->c_cc[VEOF];
}

/** A second process that holds something until child_end. */
struct child {
	pid_t pid;
	int ready, stop; /* pipe ends of the parent */
};

/** Start a process that calls hold(path), then says that it is ready and waits for its end. */
static inline bool child_start(struct child *child, int (*hold)(const char *path), const char *path)
{
	int ready[2], stop[2];
	char octet;

	if (pipe2(ready, O_CLOEXEC) != 0)
		return false;
	if (pipe2(stop, O_CLOEXEC) != 0)
		return false;
	child->pid = fork();
	if (child->pid == 0) {
		close(stop[1]);
		if (hold(path) < 0 || write(ready[1], "r", 1) != 1)
			_exit(1);
		while (read(stop[0], &octet, 1) > 0)
			;
		_exit(0);
	}
	close(ready[1]);
	close(stop[0]);
	child->ready = ready[0];
	child->stop = stop[1];
	return child->pid > 0 && read(child->ready, &octet, 1) == 1;
}

static inline void child_end(struct child *child)
{
	close(child->stop);
	close(child->ready);
	waitpid(child->pid, NULL, 0);
}

#endif
