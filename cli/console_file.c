/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console_file.h"
#include "console_map.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool name_file(struct console_file *file, const char *path)
{
	const char *home = path[0] == '~' && path[1] == '/' ? getenv("HOME") : NULL;
	int length = snprintf(file->path, sizeof file->path, "%s%s", home ? home : "",
			      home ? path + 1 : path);

	return length > 0 && (size_t)length < sizeof file->path;
}

static int refuse(struct console_file *file, const char *why, struct smsmodem_error *error)
{
	int code = smsmodem_error_set(error, SMSMODEM_E_NOINPUT, "%s is not sent: %s", file->path,
				      why);

	console_file_close(file);
	return code;
}

int console_file_open(struct console_file *file, const char *path, struct smsmodem_error *error)
{
	struct stat status;

	*file = (struct console_file){.fd = -1, .begun_ms = console_now_ms()};
	if (!name_file(file, path))
		return refuse(file, "its name is too long", error);
	/* not to wait for the other end of a FIFO before it is refused */
	file->fd = open(file->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (file->fd < 0 || fstat(file->fd, &status) != 0)
		return refuse(file, strerror(errno), error);
	if (!S_ISREG(status.st_mode))
		return refuse(file, "it is no regular file", error);
	file->size = status.st_size;
	return SMSMODEM_OK;
}

void console_file_close(struct console_file *file)
{
	if (file->fd >= 0)
		(void)close(file->fd);
	file->fd = -1;
}

/* @return false: it cannot be read */
static bool fill(struct console_file *file)
{
	if (file->start > 0)
		memmove(file->octets, file->octets + file->start, file->length);
	file->start = 0;
	while (!file->at_end && file->length < sizeof file->octets) {
		ssize_t count = read(file->fd, file->octets + file->length,
				     sizeof file->octets - file->length);

		if (count < 0 && errno != EINTR)
			return false;
		file->at_end = count == 0;
		file->length += count > 0 ? (size_t)count : 0;
	}
	return true;
}

/* Octets up to the end of a line, be it CR, LF, or both. @param[out] whole there is one */
static size_t line_length(const struct console_file *file, bool *whole)
{
	const char *octets = file->octets;
	size_t end = 0;

	while (end < file->length && octets[end] != '\r' && octets[end] != '\n')
		end++;
	*whole = end < file->length;
	if (!*whole)
		return end;
	if (octets[end] == '\r' && end + 1 < file->length && octets[end + 1] == '\n')
		end++;
	if (octets[end] == '\r' && end + 1 == sizeof file->octets) {
		*whole = false; /* its LF, if any, is not read yet */
		return end;
	}
	return end + 1;
}

int console_file_step(struct console *console, struct console_file *file,
		      struct smsmodem_error *error)
{
	char mapped[CONSOLE_MAPPED_MAX(sizeof file->octets)];
	int64_t now_ms = console_now_ms();
	bool whole = false;

	if (console->out.length > 0)
		return 1;
	if (file->at_end && file->length == 0)
		return 0;
	if (now_ms < file->next_ms)
		return 1;
	if (!fill(file))
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT, "cannot read %s: %s",
					  file->path, strerror(errno));
	if (file->length == 0)
		return 0;
	size_t count = console->options.pace_ms > 0 ? line_length(file, &whole) : file->length;
	size_t used = console_map(console->options.omap, file->octets, count, mapped);
	if (!console_send(console, mapped, used))
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	talk_typed(console, mapped, used);
	file->start = count;
	file->length -= count;
	file->sent += (int64_t)count;
	file->next_ms = whole ? now_ms + console->options.pace_ms : 0;
	return 1;
}
