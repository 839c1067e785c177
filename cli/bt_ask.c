/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bt_ask.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

struct ask ask_open(void)
{
	struct ask ask = {open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC), true};

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
static void put(const struct ask *ask, const char *text)
{
	int fd = ask->ours ? ask->fd : 2;
	ssize_t done = write(fd, text, strlen(text));

	(void)done; /* who does not see it will not answer */
}

/** A line as it comes; one octet more than fits means that it does not. */
struct line {
	char *answer;
	size_t used;
};

/* @return whether the line has ended */
static bool line_take(struct line *line, const char *octets, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (octets[i] == '\n') {
			/* The part of an answer could be another answer. */
			line->answer[line->used < ASK_ANSWER_SIZE ? line->used : 0] = '\0';
			return true;
		}
		if (line->used < ASK_ANSWER_SIZE)
			line->answer[line->used++] = octets[i];
	}
	return false;
}

/* @return 1: the line has ended; 0: not yet; SMSMODEM_E_CANCELLED */
static int line_read(struct line *line, int fd, struct smsmodem_error *error)
{
	char octets[64];
	ssize_t count = read(fd, octets, sizeof octets);

	if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN))
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED,
					  "the terminal gave no answer");
	bool ended = line_take(line, octets, count > 0 ? (size_t)count : 0);
	explicit_bzero(octets, sizeof octets);
	return ended;
}

int ask_line(const struct ask *ask, struct smsmodem_bt_pairing *pairing, const char *question,
	     char answer[ASK_ANSWER_SIZE], struct smsmodem_error *error)
{
	struct line line = {answer, 0};
	int result;

	(void)tcflush(ask->fd, TCIFLUSH); /* what was typed before is no answer */
	put(ask, question);
	do {
		result = smsmodem_bt_pair_wait(pairing, ask->fd, error);
		if (result <= 0) {
			put(ask, "\n");
			return result;
		}
		result = line_read(&line, ask->fd, error);
	} while (result == 0);
	return result;
}

int ask_yes(const struct ask *ask, struct smsmodem_bt_pairing *pairing, const char *question,
	    bool *yes, struct smsmodem_error *error)
{
	char answer[ASK_ANSWER_SIZE];
	int result = ask_line(ask, pairing, question, answer, error);

	if (result > 0)
		*yes = strcasecmp(answer, "y") == 0 || strcasecmp(answer, "yes") == 0;
	return result;
}
