/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of a serial port, looked at and changed while it is open. */
#include "modem_private.h"
#include "transports.h"
#include <errno.h>
#include <smsmodem/stream.h>
#include <stdio.h>
#include <sys/ioctl.h>

static const struct {
	unsigned line;
	int flag;
} line_flags[] = {
	{SMSMODEM_LINE_DTR, TIOCM_DTR}, {SMSMODEM_LINE_RTS, TIOCM_RTS},
	{SMSMODEM_LINE_CTS, TIOCM_CTS}, {SMSMODEM_LINE_DSR, TIOCM_DSR},
	{SMSMODEM_LINE_DCD, TIOCM_CAR}, {SMSMODEM_LINE_RI, TIOCM_RNG},
};

#define LINES (sizeof line_flags / sizeof line_flags[0])

static unsigned lines_of(int flags)
{
	unsigned lines = 0;

	for (size_t i = 0; i < LINES; i++)
		if (flags & line_flags[i].flag)
			lines |= line_flags[i].line;
	return lines;
}

static int flags_of(unsigned lines)
{
	int flags = 0;

	for (size_t i = 0; i < LINES; i++)
		if (lines & line_flags[i].line)
			flags |= line_flags[i].flag;
	return flags;
}

/* A driver without modem control lines, that of pseudo-terminals for one, knows no such ioctl. */
static int line_failed(int sys_errno, struct smsmodem_error *error)
{
	if (sys_errno == ENOTTY || sys_errno == EINVAL || sys_errno == EOPNOTSUPP)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "this port has no modem control lines");
	return error_set_errno(error, SMSMODEM_E_LINK, sys_errno, "the port has gone");
}

/* @return the descriptor, or SMSMODEM_E_USAGE */
static int terminal(const struct smsmodem *modem, struct smsmodem_error *error)
{
	int fd = fd_transport_terminal(modem->transport);

	if (fd < 0)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "this is no serial port");
	return fd;
}

int smsmodem_stream_line(struct smsmodem *modem, struct smsmodem_line *line,
			 struct smsmodem_error *error)
{
	static const char *const flows[] = {[TTY_FLOW_NONE] = "none",
					    [TTY_FLOW_RTSCTS] = "rtscts",
					    [TTY_FLOW_XONXOFF] = "xonxoff"};
	static const char parities[] = {
		[TTY_PARITY_NONE] = 'N', [TTY_PARITY_EVEN] = 'E', [TTY_PARITY_ODD] = 'O'};
	int fd = fd_transport_terminal(modem->transport), flags;
	struct tty_settings set;

	*line = (struct smsmodem_line){.is_terminal = fd >= 0};
	if (fd < 0)
		return SMSMODEM_OK;
	if (!tty_settings_read(fd, &set))
		return error_set_errno(error, SMSMODEM_E_LINK, errno, "the port has gone");
	line->baud = set.baud;
	(void)snprintf(line->form, sizeof line->form, "%c%c%c", '0' + set.bits,
		       parities[set.parity], '0' + set.stop);
	(void)snprintf(line->flow, sizeof line->flow, "%s", flows[set.flow]);
	line->has_lines = ioctl(fd, TIOCMGET, &flags) == 0;
	if (line->has_lines)
		line->lines = lines_of(flags);
	return SMSMODEM_OK;
}

int smsmodem_stream_set_baud(struct smsmodem *modem, long baud, struct smsmodem_error *error)
{
	int fd = terminal(modem, error);

	return fd < 0 ? fd : tty_rate_apply(fd, baud, error);
}

int smsmodem_stream_set_lines(struct smsmodem *modem, unsigned which, unsigned on,
			      struct smsmodem_error *error)
{
	int fd = terminal(modem, error), now;

	if (fd < 0)
		return fd;
	if (which & ~(unsigned)(SMSMODEM_LINE_DTR | SMSMODEM_LINE_RTS))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "of the lines only DTR and RTS are this computer's");
	int up = flags_of(which & on), down = flags_of(which & ~on);
	if (ioctl(fd, TIOCMGET, &now) != 0 || (up && ioctl(fd, TIOCMBIS, &up) != 0) ||
	    (down && ioctl(fd, TIOCMBIC, &down) != 0))
		return line_failed(errno, error);
	return SMSMODEM_OK;
}

int smsmodem_stream_break(struct smsmodem *modem, bool on, struct smsmodem_error *error)
{
	int fd = terminal(modem, error), now;

	if (fd < 0)
		return fd;
	/* a driver that can do none says yes all the same */
	if (ioctl(fd, TIOCMGET, &now) != 0 || ioctl(fd, on ? TIOCSBRK : TIOCCBRK) != 0)
		return line_failed(errno, error);
	return SMSMODEM_OK;
}
