/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UUCP lock files as the Filesystem Hierarchy Standard 3.0 (5.9) has them, in HDB format: they keep
 * out programs that know nothing of flock. Between those who do, flock decides; so a lock file that
 * cannot be made is no error, and two who remove the same stale one at once do no harm.
 */
#include "transports.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "%10d\n" */
#define HDB_LENGTH 11

static bool lock_path(char *path, size_t size, const char *directory, const char *device)
{
	const char *name = strncmp(device, "/dev/", 5) == 0 ? device + 5 : device;
	int start = snprintf(path, size, "%s/LCK..", directory);

	if (start < 0 || (size_t)start >= size)
		return false;
	int length = snprintf(path + start, size - (size_t)start, "%s", name);
	if (length < 0 || (size_t)length >= size - (size_t)start)
		return false;
	for (char *c = path + start; *c; c++)
		if (*c == '/')
			*c = '_';
	return true;
}

/* @return the process in a lock file; 0: none that can be read; -1: no file */
static pid_t lock_read(const char *path)
{
	char text[HDB_LENGTH + 1];
	int pid;

	/* The directory is often everybody's to write: no links, and no waiting for a FIFO. */
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? -1 : 0;
	ssize_t count = read(fd, text, sizeof text - 1);
	close(fd);
	text[count > 0 ? count : 0] = '\0';
	char *number = text + strspn(text, " ");
	number[strcspn(number, "\n")] = '\0';
	return uri_number(number, 1, INT_MAX, &pid) ? pid : 0;
}

/* Our own number in it was a former process's: a container starts the same one again and again. */
static bool is_stale(pid_t pid)
{
	return pid <= 0 || pid == getpid() || !device_owner_lives(pid);
}

/* A file with our number and mode 0644 under a name of its own. */
static bool draft_write(char *draft)
{
	char text[HDB_LENGTH + 1];
	int fd = mkostemp(draft, O_CLOEXEC);

	if (fd < 0)
		return false;
	int length = snprintf(text, sizeof text, "%10ld\n", (long)getpid());
	bool done = length == HDB_LENGTH && write(fd, text, HDB_LENGTH) == HDB_LENGTH &&
		    fchmod(fd, 0644) == 0;
	if (close(fd) != 0)
		done = false;
	if (!done)
		unlink(draft);
	return done;
}

/* link is atomic: the file appears with its content, or not at all. */
static int draft_publish(const char *draft, const char *path, pid_t *holder)
{
	for (int tries = 0; tries < 3; tries++) {
		if (link(draft, path) == 0)
			return SMSMODEM_OK;
		if (errno != EEXIST)
			return SMSMODEM_E_PERMISSION;
		*holder = lock_read(path);
		if (!is_stale(*holder))
			return SMSMODEM_E_BUSY;
		if (unlink(path) != 0 && errno != ENOENT)
			return SMSMODEM_E_PERMISSION;
	}
	return SMSMODEM_E_PERMISSION;
}

int device_lock_take(struct device_lock *lock, const char *directory, const char *device,
		     struct smsmodem_owner *owner)
{
	char draft[sizeof lock->path];
	pid_t holder = 0;

	if (!lock_path(lock->path, sizeof lock->path, directory, device)) {
		lock->path[0] = '\0';
		return SMSMODEM_OK;
	}
	int length = snprintf(draft, sizeof draft, "%s/LTMP.XXXXXX", directory);
	int code = SMSMODEM_E_PERMISSION;
	if (length > 0 && (size_t)length < sizeof draft && draft_write(draft)) {
		code = draft_publish(draft, lock->path, &holder);
		unlink(draft);
	} else {
		/* A directory that is not ours to write may still say that somebody has it. */
		holder = lock_read(lock->path);
		if (!is_stale(holder))
			code = SMSMODEM_E_BUSY;
	}
	if (code != SMSMODEM_OK)
		lock->path[0] = '\0';
	if (code != SMSMODEM_E_BUSY)
		return SMSMODEM_OK;
	device_owner_describe(holder, owner);
	return SMSMODEM_E_BUSY;
}

void device_lock_release(struct device_lock *lock)
{
	/* Who took us for dead may have put its own there. */
	if (lock->path[0] && lock_read(lock->path) == getpid())
		unlink(lock->path);
	lock->path[0] = '\0';
}
