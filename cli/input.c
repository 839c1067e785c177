/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int input_open(struct input *input, const char *path, int cancel_fd, bool allow_terminal,
	       struct smsmodem_error *error)
{
	bool standard = strcmp(path, "-") == 0;

	*input = (struct input){.fd = 0, .cancel_fd = cancel_fd};
	if (standard && !allow_terminal && isatty(0))
		return smsmodem_error_set(
			error, SMSMODEM_E_USAGE,
			"stdin is a terminal: give the text as an argument, or pipe "
			"it in");
	if (standard)
		return SMSMODEM_OK;
	/* A FIFO that nobody writes to yet is waited for below, where it can be interrupted. */
	input->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (input->fd >= 0)
		return SMSMODEM_OK;
	return smsmodem_error_set(error,
				  errno == EACCES ? SMSMODEM_E_PERMISSION : SMSMODEM_E_NOINPUT,
				  "cannot read %s: %s", path, strerror(errno));
}

static int input_room(struct input *input, struct smsmodem_error *error)
{
	if (input->start > 0) {
		memmove(input->octets, input->octets + input->start, input->end - input->start);
		input->end -= input->start;
		input->start = 0;
	}
	if (input->size - input->end > 1)
		return SMSMODEM_OK;
	size_t size = input->size ? input->size * 2 : 8192;
	char *octets = realloc(input->octets, size);
	if (!octets)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	input->octets = octets;
	input->size = size;
	return SMSMODEM_OK;
}

static int input_wait(const struct input *input, int timeout_ms, struct smsmodem_error *error)
{
	struct pollfd entries[2] = {{.fd = input->fd, .events = POLLIN},
				    {.fd = input->cancel_fd, .events = POLLIN}};
	int count;

	while ((count = poll(entries, 2, timeout_ms)) < 0)
		if (errno != EINTR)
			return smsmodem_error_set(error, SMSMODEM_E_NOINPUT, "poll: %s",
						  strerror(errno));
	if (entries[1].revents)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "interrupted");
	return count > 0 ? SMSMODEM_OK : INPUT_LATER;
}

static int input_fill(struct input *input, int timeout_ms, struct smsmodem_error *error)
{
	int result = input_room(input, error);

	if (result == SMSMODEM_OK)
		result = input_wait(input, timeout_ms, error);
	if (result != SMSMODEM_OK)
		return result;
	ssize_t count = read(input->fd, input->octets + input->end, input->size - input->end - 1);
	if (count < 0 && errno != EINTR && errno != EAGAIN)
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT, "cannot read the input: %s",
					  strerror(errno));
	input->ended = count == 0;
	input->end += count > 0 ? (size_t)count : 0;
	return SMSMODEM_OK;
}

/* Take a line of length octets, and the line end behind it if there is one, out of the buffer. */
static int input_take(struct input *input, char **text, size_t *length, bool ended,
		      struct smsmodem_error *error)
{
	bool overlong = input->overlong;

	*text = input->octets + input->start;
	input->start += *length + ended;
	if (*length > 0 && (*text)[*length - 1] == '\r')
		(*length)--;
	(*text)[*length] = '\0';
	input->line++;
	input->searched = 0;
	input->overlong = false;
	if (overlong)
		return smsmodem_error_set(error, SMSMODEM_E_DATA, "line %ld is over %zu octets",
					  input->line, INPUT_LINE_MAX);
	return 1;
}

/* Look for a line end behind what has been searched. @return false: there is none */
static bool input_search(struct input *input, size_t *length)
{
	const char *found = NULL;

	*length = input->end - input->start;
	if (*length > input->searched)
		found = memchr(input->octets + input->start + input->searched, '\n',
			       *length - input->searched);
	input->searched = *length;
	if (found)
		*length = (size_t)(found - (input->octets + input->start));
	input->overlong |= *length > INPUT_LINE_MAX;
	if (!found && input->overlong) /* only its end matters any more */
		input->searched = input->start = input->end = *length = 0;
	return found != NULL;
}

static int input_get(struct input *input, char **text, size_t *length, int timeout_ms,
		     struct smsmodem_error *error)
{
	for (;;) {
		if (input_search(input, length))
			return input_take(input, text, length, true, error);
		if (input->ended && *length == 0 && !input->overlong)
			return 0;
		if (input->ended)
			return input_take(input, text, length, false, error);
		int result = input_fill(input, timeout_ms, error);
		if (result != SMSMODEM_OK)
			return result;
	}
}

int input_line(struct input *input, char **text, size_t *length, struct smsmodem_error *error)
{
	return input_get(input, text, length, -1, error);
}

int input_line_now(struct input *input, char **text, size_t *length, struct smsmodem_error *error)
{
	return input_get(input, text, length, 0, error);
}

void input_close(struct input *input)
{
	if (input->fd > 0)
		(void)close(input->fd);
	free(input->octets);
	input->octets = NULL;
}

bool cli_may_read_stdin(const struct cli *cli)
{
	return !cli->console && !isatty(0);
}
