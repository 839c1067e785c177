/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A console where nobody sits: what pipes and scripts have in common. */
#ifndef CONSOLE_FOLLOW_H
#define CONSOLE_FOLLOW_H

#include "console.h"

#define FOLLOW_QUIET_MS 200 /* then a line that has not ended is shown */

/** Have stdin in what wakes, or not: it would keep waking while nobody reads it. */
void follow_stdin(struct console *console, bool wanted);

/**
 * Read what came; if nothing did give up what is overdue and wait for the modem, for wake_fd or for
 * a time. Signals are taken. Octets are to be given to talk_hear.
 *
 * @param deadline_ms of console_now_ms, or negative
 * @return octets read; 0: look again what is the case
 */
size_t follow_read(struct console *console, int64_t deadline_ms, char *octets, size_t size);

/** As follow_read, and have it heard. */
void follow(struct console *console, int64_t deadline_ms);

/** Whether data was handed over, and nobody knows what became of it. */
bool follow_is_unknown(const struct talk *talk);

/** The exit code of the last command's result. */
int follow_status(const struct talk *talk);

/**
 * Wait until nothing runs, or until the modem wants data that nobody has queued.
 * @return false: the console is to be left
 */
bool follow_to_end(struct console *console);

/** Give data at the modem's prompt, all of it; its result is not waited for for ever. */
void follow_give(struct console *console, const char *data);

/** Write what waits, for a while. What comes meanwhile is nobody's. */
void follow_flush(struct console *console);

/**
 * Before the link is closed: write what waits, and leave a prompt that is open with ESC.
 * @param status what the exit code is to be if nothing else is the case
 * @return the exit code
 */
int follow_leave(struct console *console, int status);

#endif
