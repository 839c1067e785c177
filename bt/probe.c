/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what a phone calls a serial port is a modem. */
#include "bt.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PROBE_MS   2000
#define PROBE_LINE 32 /* a longer line is no final result */

enum verdict {
	NOTHING_YET,
	SAYS_OK,
	SAYS_ERROR,
	SAYS_NO_MORE /* the connection has come to an end */
};

struct probe {
	int fd;
	struct bt_wait wait;
	char line[PROBE_LINE];
	size_t length; /* more than fits counts on */
};

/* Final results of V.250 5.7, in words and numbers; the digit is V0's, which a client before may
 * have left behind. */
static enum verdict line_verdict(struct probe *probe)
{
	size_t length = probe->length;

	probe->length = 0;
	if (length >= sizeof probe->line)
		return NOTHING_YET;
	probe->line[length] = '\0';
	if (strcmp(probe->line, "OK") == 0 || strcmp(probe->line, "0") == 0)
		return SAYS_OK;
	if (strcmp(probe->line, "ERROR") == 0 || strcmp(probe->line, "4") == 0 ||
	    strncmp(probe->line, "+CME ERROR:", 11) == 0)
		return SAYS_ERROR;
	return NOTHING_YET;
}

static enum verdict octet_verdict(struct probe *probe, char octet)
{
	if (octet == '\r' || octet == '\n')
		return line_verdict(probe);
	if (probe->length < sizeof probe->line)
		probe->line[probe->length++] = octet;
	return NOTHING_YET;
}

/* Reads up to the end of what is there, so that little is left for whoever asks next. */
static enum verdict read_verdict(struct probe *probe)
{
	char octets[256];
	ssize_t count = read(probe->fd, octets, sizeof octets);
	enum verdict verdict = NOTHING_YET;

	if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
		return SAYS_NO_MORE;
	for (ssize_t i = 0; i < count; i++) {
		enum verdict heard = octet_verdict(probe, octets[i]);
		if (verdict == NOTHING_YET)
			verdict = heard;
	}
	return verdict;
}

/* Time is looked at each time round: a satellite receiver talks without an end. @return a verdict,
 * or SMSMODEM_E_CANCELLED */
static int ask(struct probe *probe, struct smsmodem_error *error)
{
	static const char question[] = "AT\r";
	enum verdict verdict = NOTHING_YET;

	if (send(probe->fd, question, sizeof question - 1, MSG_NOSIGNAL) != sizeof question - 1)
		return SAYS_NO_MORE;
	while (verdict == NOTHING_YET && !bt_wait_over(&probe->wait)) {
		int ready = fd_wait(probe->fd, POLLIN, probe->wait.cancel_fd,
				    probe->wait.deadline_ms, error);

		if (ready < 0)
			return ready;
		if (ready & TRANSPORT_CANCELLED)
			return smsmodem_error_set(error, SMSMODEM_E_CANCELLED,
						  "cancelled while looking for the modem");
		if (ready & TRANSPORT_READABLE)
			verdict = read_verdict(probe);
	}
	return (int)verdict;
}

int bt_probe(int fd, const struct bt_wait *wait, struct smsmodem_error *error)
{
	struct probe probe = {.fd = fd, .wait = bt_wait_part(wait, PROBE_MS)};
	int verdict = ask(&probe, error);

	/* Half a line that was left there before ours makes an error of the first AT. */
	if (verdict == SAYS_ERROR)
		verdict = ask(&probe, error);
	return verdict < 0 ? verdict : verdict == SAYS_OK;
}
