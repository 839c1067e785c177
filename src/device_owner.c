/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which other process has a device open, from /proc, and how to say so. */
#include "transports.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Descriptors looked at before giving up: a busy server has some ten thousand. */
#define LOOKS_MAX 200000

struct search {
	const char *path; /* canonical; NULL: a socket is wanted */
	struct stat status;
	const struct sockaddr *peer;
	socklen_t peer_size;
	long looks_left;
	bool clients_only; /* not who has the other end of a pty */
};

/* The first octets of /proc/PID/NAME; empty on failure. */
static void proc_read(pid_t pid, const char *name, char *text, size_t size)
{
	char path[64];
	ssize_t count = -1;

	snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		count = read(fd, text, size - 1);
		close(fd);
	}
	text[count > 0 ? count : 0] = '\0';
}

bool device_owner_lives(pid_t pid)
{
	char text[256];

	if (kill(pid, 0) != 0 && errno == ESRCH)
		return false;
	/* "PID (NAME) STATE ...", and a name may have anything in it (proc(5)) */
	proc_read(pid, "stat", text, sizeof text);
	const char *name_end = strrchr(text, ')');
	return !name_end || (strncmp(name_end, ") Z", 3) != 0 && strncmp(name_end, ") X", 3) != 0);
}

static void printable_copy(char *to, size_t size, const char *from, size_t length)
{
	size_t i;

	for (i = 0; i < length && i + 1 < size; i++) {
		bool printable = from[i] >= 0x20 && from[i] < 0x7F;

		to[i] = '?';
		if (printable)
			to[i] = from[i];
	}
	to[i] = '\0';
}

static bool ends_with(const char *text, size_t length, const char *end)
{
	size_t end_length = strlen(end);

	return length > end_length && memcmp(text + length - end_length, end, end_length) == 0;
}

/*
 * The innermost service counts. A user's manager is one too, but stopping user@1000.service is
 * nothing to suggest. Version 2 has the one line "0::/...", version 1 keeps systemd's in
 * "1:name=systemd:/...".
 */
void device_owner_unit(const char *cgroup, char *unit, size_t size)
{
	const char *line = strstr(cgroup, "name=systemd:/");

	unit[0] = '\0';
	if (!line)
		line = strstr(cgroup, "0::/");
	if (!line)
		return;
	for (const char *slash = strchr(line, '/'); slash && *slash == '/';) {
		const char *name = slash + 1;
		size_t length = strcspn(name, "/\n");

		if (ends_with(name, length, ".service") && strncmp(name, "user@", 5) != 0)
			printable_copy(unit, size, name, length);
		slash = name + length;
	}
}

void device_owner_describe(pid_t pid, struct smsmodem_owner *owner)
{
	char text[1024] = "";

	*owner = (struct smsmodem_owner){.pid = pid};
	proc_read(pid, "comm", text, sizeof text);
	printable_copy(owner->name, sizeof owner->name, text, strcspn(text, "\n"));
	proc_read(pid, "cgroup", text, sizeof text);
	device_owner_unit(text, owner->unit, sizeof owner->unit);
}

/* Linux, admin-guide/devices.txt */
static bool is_pts(const struct stat *status)
{
	return major(status->st_rdev) >= 136 && major(status->st_rdev) <= 143;
}

/* The same number under another name is the same device, but each devpts counts from 0. */
static bool same_device(const struct stat *a, const struct stat *b)
{
	if (!S_ISCHR(b->st_mode) || a->st_rdev != b->st_rdev)
		return false;
	return !is_pts(a) || a->st_dev == b->st_dev;
}

typedef bool descriptor_test(const struct search *search, pid_t pid, int directory,
			     const char *name);

static bool descriptor_matches(const struct search *search, pid_t pid, int directory,
			       const char *name)
{
	char target[PATH_MAX];
	struct stat status;
	ssize_t length = readlinkat(directory, name, target, sizeof target - 1);

	(void)pid;
	if (length < 0)
		return false;
	target[length] = '\0';
	/* stat on what is not a device could hang on a dead network file system */
	if (strcmp(target, search->path) != 0 && strncmp(target, "/dev/", 5) != 0)
		return false;
	/* the same path in a container may be another pty */
	return fstatat(directory, name, &status, 0) == 0 && same_device(&search->status, &status);
}

/* Of a descriptor of /dev/ptmx alone the kernel tells which pty it is (tty_show_fdinfo). */
static bool is_other_end(const struct search *search, pid_t pid, int directory, const char *name)
{
	char path[32], text[512], wanted[32];

	(void)directory;
	(void)snprintf(path, sizeof path, "fdinfo/%.20s", name);
	(void)snprintf(wanted, sizeof wanted, "tty-index:\t%u\n", minor(search->status.st_rdev));
	proc_read(pid, path, text, sizeof text);
	return strstr(text, wanted) != NULL;
}

/* A copy of another process's descriptor. Linux 5.6; -1: there is none, or not for us */
static int descriptor_copy(pid_t pid, int number)
{
	long process = syscall(SYS_pidfd_open, pid, 0);
	long copy = process < 0 ? -1 : syscall(SYS_pidfd_getfd, process, number, 0);

	if (process >= 0)
		close((int)process);
	return (int)copy;
}

static bool socket_matches(const struct search *search, pid_t pid, int directory, const char *name)
{
	struct sockaddr_storage peer = {0};
	socklen_t size = sizeof peer;
	char target[16] = "";
	int number;

	if (readlinkat(directory, name, target, sizeof target - 1) < 0 ||
	    strncmp(target, "socket:[", 8) != 0 || !uri_number(name, 0, INT_MAX, &number))
		return false;
	int fd = descriptor_copy(pid, number);
	if (fd < 0)
		return false;
	bool matches = getpeername(fd, (struct sockaddr *)&peer, &size) == 0 &&
		       size == search->peer_size && memcmp(&peer, search->peer, size) == 0;
	close(fd);
	return matches;
}

static bool has_descriptor(struct search *search, pid_t pid, descriptor_test *test)
{
	char path[64];
	const struct dirent *entry;
	bool found = false;

	snprintf(path, sizeof path, "/proc/%ld/fd", (long)pid);
	DIR *directory = opendir(path);
	if (!directory)
		return false; /* gone, or not ours to look at */
	while (!found && search->looks_left-- > 0 && (entry = readdir(directory)))
		found = entry->d_name[0] != '.' &&
			test(search, pid, dirfd(directory), entry->d_name);
	closedir(directory);
	return found;
}

static bool process_matches(struct search *search, pid_t pid)
{
	if (!has_descriptor(search, pid, search->path ? descriptor_matches : socket_matches))
		return false;
	return !search->clients_only || !is_pts(&search->status) ||
	       !has_descriptor(search, pid, is_other_end);
}

static bool processes_search(struct search *search, struct smsmodem_owner *owner)
{
	const struct dirent *entry;
	bool found = false;
	int pid;

	DIR *directory = opendir("/proc");
	if (!directory)
		return false;
	while (!found && search->looks_left-- > 0 && (entry = readdir(directory))) {
		if (!uri_number(entry->d_name, 1, INT_MAX, &pid) || pid == getpid())
			continue;
		found = process_matches(search, pid);
		if (found)
			device_owner_describe(pid, owner);
	}
	closedir(directory);
	return found;
}

/* "12: FLOCK  ADVISORY  WRITE 4711 00:19:5 0 EOF" with place "00:19:5" (proc(5)). @return 4711, or
 * 0 */
static pid_t lock_line_pid(char *line, const char *place)
{
	char *rest = line, *word, *before = NULL;
	int pid;

	if (!strstr(line, "FLOCK"))
		return 0;
	while ((word = strsep(&rest, " ")) != NULL) {
		if (*word == '\0')
			continue;
		if (before && strcmp(word, place) == 0 && uri_number(before, 1, INT_MAX, &pid))
			return pid;
		before = word;
	}
	return 0;
}

/* Whoever holds the lock has the device; others may just have it open, as a pty's other end does.
 */
static bool locks_search(const struct search *search, struct smsmodem_owner *owner)
{
	char line[256], place[64];
	FILE *file = fopen("/proc/locks", "re");
	pid_t pid = 0;

	if (!file)
		return false;
	(void)snprintf(place, sizeof place, "%02x:%02x:%ju", major(search->status.st_dev),
		       minor(search->status.st_dev), (uintmax_t)search->status.st_ino);
	while (pid == 0 && fgets(line, sizeof line, file))
		pid = lock_line_pid(line, place);
	(void)fclose(file);
	if (pid == 0 || pid == getpid())
		return false;
	device_owner_describe(pid, owner);
	return true;
}

static bool find(const char *path, bool clients_only, struct smsmodem_owner *owner)
{
	struct search search = {.looks_left = LOOKS_MAX, .clients_only = clients_only};
	char *canonical = realpath(path, NULL);
	bool found = false;

	if (canonical && stat(canonical, &search.status) == 0 && S_ISCHR(search.status.st_mode)) {
		search.path = canonical;
		found = locks_search(&search, owner) || processes_search(&search, owner);
	}
	free(canonical);
	return found;
}

bool device_owner_find(const char *path, struct smsmodem_owner *owner)
{
	return find(path, false, owner);
}

bool smsmodem_port_owner(const char *path, struct smsmodem_owner *owner)
{
	return find(path, true, owner);
}

bool socket_owner_find(const struct sockaddr *peer, socklen_t size, struct smsmodem_owner *owner)
{
	struct search search = {.peer = peer, .peer_size = size, .looks_left = LOOKS_MAX};

	return processes_search(&search, owner);
}

int device_owner_error(const char *path, const struct smsmodem_owner *owner,
		       struct smsmodem_error *error)
{
	if (!owner)
		return smsmodem_error_set(
			error, SMSMODEM_E_BUSY,
			"%.100s is in use by another process (`sudo fuser -v %.100s` "
			"says which; often ModemManager)",
			path, path);
	const char *comma = owner->unit[0] ? ", " : "";
	const char *name = owner->name[0] ? owner->name : "a process";
	/* ModemManager takes every port that might be a modem, so this is the commonest case. */
	if (strcmp(owner->name, "ModemManager") == 0)
		return smsmodem_error_set(
			error, SMSMODEM_E_BUSY,
			"%.100s is in use by ModemManager (pid %ld%s%.60s): run `systemctl stop "
			"ModemManager`, or `mmcli --inhibit-device=...` meanwhile, or keep it off "
			"by a udev rule with ENV{ID_MM_DEVICE_IGNORE}=\"1\"",
			path, (long)owner->pid, comma, owner->unit);
	return smsmodem_error_set(error, SMSMODEM_E_BUSY,
				  "%.100s is in use by %s (pid %ld%s%.100s): end it first", path,
				  name, (long)owner->pid, comma, owner->unit);
}
