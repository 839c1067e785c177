/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A configuration file is written beside the old one, and takes its name when it is on the disc.
 * Two who change it at once wait for each other by a lock on its directory.
 */
#include "config.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_failed(const char *path, int reason, struct smsmodem_error *error)
{
	int code = reason == EACCES || reason == EPERM || reason == EROFS ? SMSMODEM_E_PERMISSION
									  : SMSMODEM_E_OUTPUT;

	smsmodem_error_set(error, code, "cannot write %.200s: %s; it is as it was", path,
			   strerror(reason));
	if (error)
		error->sys_errno = reason;
	return code;
}

/* A link, as people have who keep their files elsewhere, stays one. */
static bool real_path(const char *path, char real[PATH_MAX])
{
	if (realpath(path, real))
		return true;
	int length = errno == ENOENT ? snprintf(real, PATH_MAX, "%s", path) : -1;
	return length > 0 && length < PATH_MAX;
}

/* @return errno, or 0 */
static int make_directories(const char *path, char directory[PATH_MAX])
{
	const char *slash = strrchr(path, '/');

	(void)snprintf(directory, PATH_MAX, "%.*s", slash ? (int)(slash - path) : 1,
		       slash ? path : ".");
	if (slash == path)
		(void)snprintf(directory, PATH_MAX, "/");
	for (char *end = strchr(directory + 1, '/'); end; end = strchr(end + 1, '/')) {
		*end = '\0';
		if (mkdir(directory, 0700) < 0 && errno != EEXIST)
			return errno;
		*end = '/';
	}
	return mkdir(directory, 0700) < 0 && errno != EEXIST ? errno : 0;
}

/* Who may read it stays as it was. @return errno, or 0 */
static int keep_access(int fd, const char *path)
{
	struct stat old, mine;

	if (stat(path, &old) < 0)
		return errno == ENOENT ? 0 : errno;
	if (fstat(fd, &mine) < 0)
		return errno;
	if ((mine.st_uid != old.st_uid || mine.st_gid != old.st_gid) &&
	    fchown(fd, old.st_uid, old.st_gid) < 0)
		return errno;
	return fchmod(fd, old.st_mode & 07777) < 0 ? errno : 0;
}

/* @return errno, or 0 */
static int write_all(int fd, const char *text)
{
	size_t left = strlen(text);

	while (left > 0) {
		ssize_t count = write(fd, text, left);

		if (count < 0 && errno != EINTR)
			return errno;
		text += count > 0 ? count : 0;
		left -= count > 0 ? (size_t)count : 0;
	}
	return fsync(fd) < 0 ? errno : 0;
}

/* @return errno, or 0 */
static int replace(const char *path, int directory_fd, const char *text)
{
	char draft[PATH_MAX + 8];

	(void)snprintf(draft, sizeof draft, "%s.XXXXXX", path);
	int fd = mkostemp(draft, O_CLOEXEC); /* mode 0600 */
	if (fd < 0)
		return errno;
	int reason = keep_access(fd, path);
	if (reason == 0)
		reason = write_all(fd, text);
	if (close(fd) < 0 && reason == 0)
		reason = errno;
	if (reason == 0 && rename(draft, path) < 0)
		reason = errno;
	if (reason != 0)
		(void)unlink(draft);
	else
		(void)fsync(directory_fd); /* not every file system can: then it comes later */
	return reason;
}

static int change_locked(const char *path, int directory_fd, const struct config_change *change,
			 struct smsmodem_error *error)
{
	char *text, *made;
	size_t length;
	int result = config_slurp(path, &text, &length, error);

	if (result < 0)
		return result;
	if (text && memchr(text, '\0', length)) {
		free(text);
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "%.200s is no text, and is left as it is", path);
	}
	made = change->settings ? config_edit_section(text ? text : "", length, change->name,
						      change->settings, change->count)
				: config_remove_section(text ? text : "", length, change->name);
	free(text);
	if (!made)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	int reason = replace(path, directory_fd, made);
	free(made);
	return reason == 0 ? SMSMODEM_OK : write_failed(path, reason, error);
}

int config_change(const char *path, const struct config_change *change,
		  struct smsmodem_error *error)
{
	char real[PATH_MAX], directory[PATH_MAX];

	if (!real_path(path, real))
		return write_failed(path, errno ? errno : ENAMETOOLONG, error);
	int reason = make_directories(real, directory);
	if (reason != 0)
		return write_failed(path, reason, error);
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || flock(fd, LOCK_EX) < 0) {
		reason = errno;
		if (fd >= 0)
			(void)close(fd);
		return write_failed(path, reason, error);
	}
	int result = change_locked(real, fd, change, error);
	(void)close(fd);
	return result;
}
