/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A transcript of a session: what went over the wire, when, with PINs and passwords masked. A text
 * file, one chunk a line: seconds since the start, '>' to or '<' from the modem, the octets quoted
 * as in C.
 */
#ifndef TRACE_H
#define TRACE_H

#include <smsmodem/error.h>
#include <stdint.h>

struct trace;

/** Create the file (it must not be readable by others: texts are private). */
int trace_open(const char *path, const char *device, int64_t now_ms, struct trace **trace,
	       struct smsmodem_error *error);

/** Add a chunk. @param direction '>' to the modem, '<' from it */
void trace_write(struct trace *trace, char direction, const void *octets, size_t count,
		 int64_t now_ms);

/** Close it. NULL is allowed. @return SMSMODEM_OK, or SMSMODEM_E_OUTPUT: not all of it was written
 */
int trace_close(struct trace *trace);

#endif
