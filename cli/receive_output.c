/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pipe holds is lost when its reader dies, so a message whose line is in one has not been
 * taken. A pipe of one page (pipe(7)) can be written to only when all of it has been read; a longer
 * line gets a pipe that holds it whole, as a part of one could stay behind us, and is counted.
 */
#include "receive_output.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE         ((size_t)4096) /* of a pipe at least; rounded up where pages are larger */
#define PIECE        ((size_t)256)  /* to a terminal that may stop within more */
#define PAUSE_MIN_MS 1
#define PAUSE_MAX_MS 100

/* --- what it is --- */

/* Our own opening of the same pipe or terminal: who shares the other one waits as before. */
static void open_again(struct receive_output *output)
{
	char path[32];

	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", output->fd);
	int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return; /* another user's: each piece waits for room then */
	output->fd = fd;
	output->own = true;
}

/* Whether what was written last broke off within a line: a disk was full, or we were killed. */
static bool ends_within_line(int fd)
{
	char path[32], last = '\n';
	int flags = fcntl(fd, F_GETFL);
	off_t end = lseek(fd, 0, flags >= 0 && (flags & O_APPEND) ? SEEK_END : SEEK_CUR);

	if (end <= 0)
		return false;
	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	int reader = open(path, O_RDONLY | O_CLOEXEC);
	if (reader < 0)
		return false;
	bool within = pread(reader, &last, 1, end - 1) == 1 && last != '\n';
	(void)close(reader);
	return within;
}

void receive_output_begin(struct receive_output *output, int fd)
{
	struct stat status;

	*output = (struct receive_output){.sink = RECEIVE_SINK_OTHER, .fd = fd};
	if (fstat(fd, &status) < 0)
		return; /* writing will tell */
	if (S_ISREG(status.st_mode))
		output->sink = RECEIVE_SINK_FILE;
	else if (S_ISFIFO(status.st_mode))
		output->sink = RECEIVE_SINK_PIPE;
	else if (S_ISSOCK(status.st_mode))
		output->sink = RECEIVE_SINK_SOCKET;
	if (output->sink == RECEIVE_SINK_FILE)
		output->begin = ends_within_line(fd);
	else if (output->sink == RECEIVE_SINK_PIPE || isatty(fd))
		open_again(output);
}

void receive_output_end(struct receive_output *output)
{
	if (output->own)
		(void)close(output->fd);
	free(output->line);
	output->line = NULL;
}

/* --- writing --- */

static bool pipe_size(const struct receive_output *output, size_t octets)
{
	return fcntl(output->fd, F_SETPIPE_SZ, (int)octets) >= 0;
}

/* @return whether what has not been read has to be counted */
static bool make_room(struct receive_output *output)
{
	if (output->sink == RECEIVE_SINK_SOCKET)
		return true;
	if (output->sink != RECEIVE_SINK_PIPE)
		return false;
	if (output->length > PAGE && pipe_size(output, output->length)) {
		output->narrow = false;
		return true;
	}
	/* refused while somebody else's octets are in it */
	output->narrow = output->narrow || pipe_size(output, PAGE);
	return !output->narrow;
}

void receive_output_put(struct receive_output *output, char *line, size_t length)
{
	char *longer = output->begin ? malloc(length + 1) : NULL;

	if (longer) {
		longer[0] = '\n';
		memcpy(longer + 1, line, length++);
		free(line);
		line = longer;
		output->begin = false;
	}
	output->line = line;
	output->length = length;
	output->written = 0;
	output->ready = 0;
	output->look_ms = 0;
	output->pause_ms = PAUSE_MIN_MS;
	output->counting = make_room(output);
}

/* Whether writing a little would not wait, or fails at once. */
static bool is_ready(const struct receive_output *output)
{
	struct pollfd entry = {.fd = output->fd, .events = POLLOUT};

	return poll(&entry, 1, 0) > 0;
}

static size_t piece_max(const struct receive_output *output)
{
	switch (output->sink) {
	case RECEIVE_SINK_PIPE: return output->own ? output->length : PAGE;
	case RECEIVE_SINK_OTHER: return output->own ? output->length : PIECE;
	case RECEIVE_SINK_FILE:
	case RECEIVE_SINK_SOCKET: break;
	}
	return output->length;
}

/* @return octets taken, or -1 with errno; EAGAIN: none now */
static ssize_t write_piece(struct receive_output *output)
{
	const char *octets = output->line + output->written;
	size_t left = output->length - output->written;
	size_t count = left < piece_max(output) ? left : piece_max(output);

	if (output->sink == RECEIVE_SINK_SOCKET)
		return send(output->fd, octets, count, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (!output->own && output->sink != RECEIVE_SINK_FILE && !is_ready(output)) {
		errno = EAGAIN;
		return -1;
	}
	return write(output->fd, octets, count);
}

/* Half a line would be glued to the next one. Nothing is cut that somebody else wrote behind it. */
static void cut_back(const struct receive_output *output)
{
	struct stat status;
	off_t end = output->start + (off_t)output->written;

	if (output->sink != RECEIVE_SINK_FILE || output->written == 0)
		return;
	if (lseek(output->fd, 0, SEEK_CUR) == end && fstat(output->fd, &status) == 0 &&
	    status.st_size == end && ftruncate(output->fd, output->start) == 0)
		(void)lseek(output->fd, output->start, SEEK_SET);
}

int receive_output_gone(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_OUTPUT,
				  "the reader of the output has gone; what it did not take stays "
				  "where it is, and comes again");
}

static int broken(struct receive_output *output, int sys_errno, struct smsmodem_error *error)
{
	cut_back(output);
	free(output->line);
	output->line = NULL;
	if (sys_errno == EPIPE || sys_errno == ECONNRESET)
		return receive_output_gone(error);
	return smsmodem_error_set(error, SMSMODEM_E_OUTPUT,
				  "cannot write the output: %s; what it did not take stays where "
				  "it is, and comes again",
				  strerror(sys_errno));
}

/* --- taken or not --- */

/* A disk may find out late that it is full. What cannot be synchronised is taken as it is. */
static int sync_file(const struct receive_output *output)
{
	if (fdatasync(output->fd) == 0 || errno == EINVAL || errno == EROFS || errno == ENOSYS)
		return 0;
	return errno;
}

/* Octets that nobody has read yet; what cannot be counted is none. */
static int unread(const struct receive_output *output)
{
	int count = 0;
	unsigned long request = output->sink == RECEIVE_SINK_SOCKET ? SIOCOUTQ : FIONREAD;

	return ioctl(output->fd, request, &count) == 0 ? count : 0;
}

/* A socket's reader that goes takes along what it has not read, which is told once (unix(7)). */
static bool is_reset(struct receive_output *output)
{
	int failure = 0;
	socklen_t size = sizeof failure;

	if (output->sink != RECEIVE_SINK_SOCKET ||
	    getsockopt(output->fd, SOL_SOCKET, SO_ERROR, &failure, &size) < 0 || failure == 0)
		return false;
	output->ready |= POLLERR;
	return true;
}

static bool is_read(struct receive_output *output, int64_t now_ms)
{
	if (!output->counting)
		return output->sink != RECEIVE_SINK_PIPE || (output->ready & POLLOUT);
	if (now_ms < output->look_ms && !(output->ready & (POLLERR | POLLHUP)))
		return false;
	if (unread(output) == 0 && !is_reset(output))
		return true;
	output->look_ms = now_ms + output->pause_ms;
	if (output->pause_ms < PAUSE_MAX_MS)
		output->pause_ms *= 2;
	return false;
}

static int settle(struct receive_output *output, int64_t now_ms, struct smsmodem_error *error)
{
	int failure = output->sink == RECEIVE_SINK_FILE ? sync_file(output) : 0;

	if (failure)
		return broken(output, failure, error);
	if (is_read(output, now_ms)) {
		free(output->line);
		output->line = NULL;
		return 1;
	}
	return output->ready & (POLLERR | POLLHUP) ? broken(output, EPIPE, error) : 0;
}

int receive_output_pump(struct receive_output *output, int64_t now_ms, struct smsmodem_error *error)
{
	while (output->written < output->length) {
		ssize_t count = write_piece(output);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0 && errno == EAGAIN)
			return 0;
		if (count <= 0)
			return broken(output, count < 0 ? errno : ENOSPC, error);
		if (output->written == 0 && output->sink == RECEIVE_SINK_FILE)
			output->start = lseek(output->fd, 0, SEEK_CUR) - count;
		output->written += (size_t)count;
		output->ready = 0; /* that was before */
	}
	return settle(output, now_ms, error);
}

short receive_output_events(const struct receive_output *output)
{
	bool written = output->written == output->length;

	if (!output->line || (output->counting && written))
		return 0;
	return POLLOUT;
}

int64_t receive_output_deadline_ms(const struct receive_output *output)
{
	bool written = output->written == output->length;

	return output->line && output->counting && written ? output->look_ms : -1;
}
