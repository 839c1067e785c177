/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded into a program whose files cannot be chosen: opening the file that REDIRECT_FROM names
 * opens the one that REDIRECT_TO names, and below the directory REDIRECT_REFUSE no directory can be
 * made.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* With both names of 64-bit offsets: the headers' own would make one of them the other. */
int redirect_open(const char *path, int flags, ...);
int redirect_open(const char *path, int flags, ...)
{
	const char *from = getenv("REDIRECT_FROM"), *to = getenv("REDIRECT_TO");
	va_list arguments;

	va_start(arguments, flags);
	mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	if (from && to && strcmp(path, from) == 0)
		path = to;
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int peer_open(const char *path, int flags, ...) __asm__("open")
	__attribute__((alias("redirect_open")));
int peer_open64(const char *path, int flags, ...) __asm__("open64")
	__attribute__((alias("redirect_open")));

int mkdir(const char *path, mode_t mode)
{
	const char *refused = getenv("REDIRECT_REFUSE");

	if (refused && strncmp(path, refused, strlen(refused)) == 0) {
		errno = EACCES;
		return -1;
	}
	return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
