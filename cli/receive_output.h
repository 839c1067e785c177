/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stdout, line by line: a message is taken when whoever reads it has all of its line. */
#ifndef RECEIVE_OUTPUT_H
#define RECEIVE_OUTPUT_H

#include "cli.h"
#include <sys/types.h>

enum receive_sink {
	RECEIVE_SINK_FILE,   /**< taken when it is on the disk */
	RECEIVE_SINK_PIPE,   /**< taken when it has been read */
	RECEIVE_SINK_SOCKET, /**< likewise, of one of another machine when that has it */
	RECEIVE_SINK_OTHER   /**< a terminal or the like: when it is written */
};

struct receive_output {
	enum receive_sink sink;
	int fd;        /**< where it goes, never made non-blocking for who shares it */
	bool own;      /**< fd is an opening of our own, and never waits */
	bool begin;    /**< the file does not end with a line end: the next line begins with one */
	bool narrow;   /**< a pipe: it has one page */
	bool counting; /**< what has not been read is asked for now and then */
	short ready;   /**< what poll(2) last said of fd, to be set before pumping */
	char *line;    /**< owned; NULL: nothing is under way */
	size_t length, written;
	off_t start;     /**< of the line in a file */
	int64_t look_ms; /**< when to count again, with pause_ms more behind that */
	int64_t pause_ms;
};

/** Look what descriptor fd is. @param fd is borrowed */
void receive_output_begin(struct receive_output *output, int fd);
void receive_output_end(struct receive_output *output);

/** Begin a line; nothing else is under way. @param line with its line end; taken over */
void receive_output_put(struct receive_output *output, char *line, size_t length);

/**
 * Go on with it, without waiting.
 * @return 1: taken, and nothing is under way; 0: the reader is waited for; SMSMODEM_E_OUTPUT
 */
int receive_output_pump(struct receive_output *output, int64_t now_ms,
			struct smsmodem_error *error);

/** What to poll(2) fd for, and note in ready. POLLERR and POLLHUP say that the reader has gone. */
short receive_output_events(const struct receive_output *output);

/** When to pump though fd is not ready, or -1. */
int64_t receive_output_deadline_ms(const struct receive_output *output);

/** The failure of an output whose reader has gone. @return SMSMODEM_E_OUTPUT */
int receive_output_gone(struct smsmodem_error *error);

#endif
