/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state_dir.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool state_dir_make(const char *path)
{
	char part[STATE_PATH_SIZE];

	if (snprintf(part, sizeof part, "%s", path) >= (int)sizeof part) {
		errno = ENAMETOOLONG;
		return false;
	}
	for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(part, 0700) < 0 && errno != EEXIST)
			return false;
		*slash = '/';
	}
	return mkdir(part, 0700) == 0 || errno == EEXIST;
}

static int no_directory(const char *directory, struct smsmodem_error *error)
{
	int reason = errno;

	smsmodem_error_set(error, SMSMODEM_E_CONFIG,
			   "there is no directory %.200s for what is to be remembered: %s; set "
			   "XDG_STATE_HOME to one that you may write to",
			   directory, strerror(reason));
	if (error)
		error->sys_errno = reason;
	return SMSMODEM_E_CONFIG;
}

/* Who else may write there could lay another file in its place. */
static int check_directory(const char *path, struct smsmodem_error *error)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return no_directory(path, error);
	if (!S_ISDIR(status.st_mode)) {
		errno = ENOTDIR;
		return no_directory(path, error);
	}
	if (status.st_uid != geteuid())
		return smsmodem_error_set(error, SMSMODEM_E_PERMISSION,
					  "the directory %.200s belongs to another user (%ju): set "
					  "XDG_STATE_HOME to one of your own",
					  path, (uintmax_t)status.st_uid);
	if (status.st_mode & (S_IWGRP | S_IWOTH))
		return smsmodem_error_set(
			error, SMSMODEM_E_PERMISSION,
			"others may write to the directory %.200s: `chmod go-w` it", path);
	return SMSMODEM_OK;
}

static int cannot_open(const char *path, struct smsmodem_error *error)
{
	int reason = errno;
	int code = reason == EACCES || reason == EPERM ? SMSMODEM_E_PERMISSION : SMSMODEM_E_CONFIG;

	smsmodem_error_set(error, code, "cannot open %.256s: %s", path, strerror(reason));
	if (error)
		error->sys_errno = reason;
	return code;
}

/* O_EXCL follows no link; who came first made it. */
static int make_file(const char *path, struct smsmodem_error *error)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return errno == EEXIST ? SMSMODEM_OK : cannot_open(path, error);
	(void)close(fd);
	return SMSMODEM_OK;
}

static int check_file(const char *path, const struct stat *status, struct smsmodem_error *error)
{
	if (!S_ISREG(status->st_mode))
		return smsmodem_error_set(
			error, SMSMODEM_E_PERMISSION,
			"%.256s is no file%s: remove it, or set XDG_STATE_HOME to "
			"another directory",
			path, S_ISLNK(status->st_mode) ? " but a link" : "");
	if (status->st_uid != geteuid() || status->st_nlink != 1)
		return smsmodem_error_set(error, SMSMODEM_E_PERMISSION,
					  "%.256s %s: remove it, or set XDG_STATE_HOME to another "
					  "directory",
					  path,
					  status->st_nlink != 1 ? "has another name beside this"
								: "belongs to another user");
	if (status->st_mode & 077 && chmod(path, 0600) < 0)
		return cannot_open(path, error);
	return SMSMODEM_OK;
}

/*
 * It is looked at without opening it: closing a descriptor takes away the locks (fcntl(2)) that
 * another part of this process may have on the file.
 */
int state_dir_file(const char *directory, const char *name, char *path,
		   struct smsmodem_error *error)
{
	char real[PATH_MAX];
	struct stat status;
	int result;

	if (!state_dir_make(directory) || !realpath(directory, real))
		return no_directory(directory, error);
	result = check_directory(real, error);
	if (result < 0)
		return result;
	if (snprintf(path, STATE_PATH_SIZE, "%s/%s", real, name) >= STATE_PATH_SIZE) {
		errno = ENAMETOOLONG;
		return cannot_open(name, error);
	}
	if (lstat(path, &status) < 0) {
		result = errno == ENOENT ? make_file(path, error) : cannot_open(path, error);
		if (result < 0)
			return result;
		if (lstat(path, &status) < 0)
			return cannot_open(path, error);
	}
	return check_file(path, &status, error);
}
