/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A modem as a stream of octets, for terminals: what is typed goes out and what comes is shown,
 * whatever it is. The line of a serial port can be looked at and changed. What else is done with
 * the modem afterwards, such as smsmodem_command, finds the end of what was under way first.
 * error may be NULL everywhere; then the code alone is told.
 */
#ifndef SMSMODEM_STREAM_H
#define SMSMODEM_STREAM_H

#include <smsmodem/modem.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a wait ended with; a set. */
enum smsmodem_ready {
	SMSMODEM_READABLE = 1, /**< read has something to say, be it the link's end */
	SMSMODEM_WRITABLE = 2,
	SMSMODEM_WOKEN = 4 /**< the descriptor of the caller is readable */
};

/** Never waits. @return octets read, 0: nothing now; SMSMODEM_E_LINK: the link ended */
ssize_t smsmodem_stream_read(struct smsmodem *modem, void *octets, size_t size,
			     struct smsmodem_error *error);

/** Never waits. @return octets taken, 0: none now; SMSMODEM_E_LINK */
ssize_t smsmodem_stream_write(struct smsmodem *modem, const void *octets, size_t count,
			      struct smsmodem_error *error);

/**
 * Wait for the stream, for a descriptor of the caller's, or for a time.
 *
 * @param want_write whether there is something to write
 * @param wake_fd readable means: return; it is not read. -1: none. An epoll descriptor will do
 * @param deadline_ms of smsmodem_now_ms; negative: none
 * @return a set of enum smsmodem_ready; 0: the deadline came; SMSMODEM_E_LINK
 */
int smsmodem_stream_wait(struct smsmodem *modem, bool want_write, int wake_fd, int64_t deadline_ms,
			 struct smsmodem_error *error);

/**
 * Why octets do not go out: a clause that lives for ever, or NULL.
 * @param refused smsmodem_stream_write has just taken none
 */
const char *smsmodem_stream_stalled(struct smsmodem *modem, bool refused);

/* --- the line of a serial port --- */

/** Modem control lines (V.24); a set. */
enum smsmodem_lines {
	SMSMODEM_LINE_DTR = 1, /**< ours */
	SMSMODEM_LINE_RTS = 2, /**< ours */
	SMSMODEM_LINE_CTS = 4,
	SMSMODEM_LINE_DSR = 8,
	SMSMODEM_LINE_DCD = 16,
	SMSMODEM_LINE_RI = 32
};

struct smsmodem_line {
	bool is_terminal; /**< it is a serial port or pty; else nothing here means anything */
	bool has_lines;   /**< it has modem control lines */
	long baud;        /**< bits per second; 0: unknown */
	char form[4];     /**< data bits, parity and stop bits: "8N1" */
	char flow[8];     /**< "none", "rtscts" or "xonxoff" */
	unsigned lines;   /**< of enum smsmodem_lines, those that are on */
};

/** @return SMSMODEM_OK or SMSMODEM_E_LINK */
int smsmodem_stream_line(struct smsmodem *modem, struct smsmodem_line *line,
			 struct smsmodem_error *error);

/** @return SMSMODEM_OK; SMSMODEM_E_USAGE: no serial port, or it has no such speed; _E_LINK */
int smsmodem_stream_set_baud(struct smsmodem *modem, long baud, struct smsmodem_error *error);

/**
 * Switch DTR and RTS. @param which those to switch @param on those of them that shall be on
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: it has none; _E_LINK
 */
int smsmodem_stream_set_lines(struct smsmodem *modem, unsigned which, unsigned on,
			      struct smsmodem_error *error);

/** Begin or end a break; the caller keeps the time. @return as smsmodem_stream_set_lines */
int smsmodem_stream_break(struct smsmodem *modem, bool on, struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#endif
