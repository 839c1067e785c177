/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bt_ask.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

/* The other side gives a pairing up 30 s after its last word (Core 2 C 4.2.7.3). */
#define ANSWER_MS 30000

struct ask ask_open(int cancel_fd)
{
	struct ask ask = {open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC), true, cancel_fd};

	if (ask.fd < 0) {
		ask.ours = false;
		ask.fd = isatty(0) ? 0 : -1;
	}
	return ask;
}

void ask_close(struct ask *ask)
{
	if (ask->ours && ask->fd >= 0)
		(void)close(ask->fd);
	ask->fd = -1;
}

/* To the terminal, wherever stderr goes. */
static void put_question(const struct ask *ask, const char *question)
{
	int fd = ask->ours ? ask->fd : 2;
	ssize_t done = write(fd, question, strlen(question));

	(void)done; /* who does not see it will not answer */
}

/* @return octets read; a failure */
static int read_some(const struct ask *ask, char *octets, size_t size, int64_t deadline_ms,
		     struct smsmodem_error *error)
{
	struct pollfd fds[2] = {{ask->fd, POLLIN, 0}, {ask->cancel_fd, POLLIN, 0}};

	for (;;) {
		int64_t left_ms = deadline_ms - smsmodem_sim_clock_ms();
		int ready = poll(fds, 2, left_ms > 0 ? (int)left_ms : 0);
		if (ready < 0 && errno == EINTR)
			continue;
		if (fds[1].revents)
			return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "interrupted");
		if (ready == 0)
			return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
						  "nobody answered within %d s", ANSWER_MS / 1000);
		ssize_t count = ready < 0 ? -1 : read(ask->fd, octets, size);
		if (count > 0)
			return (int)count;
		if (count == 0 || (errno != EINTR && errno != EAGAIN))
			return smsmodem_error_set(error, SMSMODEM_E_CANCELLED,
						  "the terminal gave no answer");
	}
}

int ask_line(const struct ask *ask, const char *question, char answer[ASK_ANSWER_SIZE],
	     struct smsmodem_error *error)
{
	int64_t deadline_ms = smsmodem_sim_clock_ms() + ANSWER_MS;
	size_t used = 0;

	if (ask->fd < 0)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "there is no terminal to ask at");
	(void)tcflush(ask->fd, TCIFLUSH); /* what was typed before is no answer */
	put_question(ask, question);
	for (;;) {
		int count =
			read_some(ask, answer + used, ASK_ANSWER_SIZE - used, deadline_ms, error);
		if (count < 0)
			return count;
		char *end = memchr(answer + used, '\n', (size_t)count);
		used += (size_t)count;
		if (end) {
			*end = '\0';
			return SMSMODEM_OK;
		}
		if (used == ASK_ANSWER_SIZE)
			used = 0;
	}
}

int ask_yes(const struct ask *ask, const char *question, struct smsmodem_error *error)
{
	char answer[ASK_ANSWER_SIZE];
	int result = ask_line(ask, question, answer, error);

	if (result < 0)
		return result;
	return strcasecmp(answer, "y") == 0 || strcasecmp(answer, "yes") == 0;
}
