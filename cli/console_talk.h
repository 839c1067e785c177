/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the talk share. */
#ifndef CONSOLE_TALK_H
#define CONSOLE_TALK_H

#include "console.h"

#define TALK_CTRL_Z "\x1A"
#define TALK_ESC    "\x1B"

/** Room for a command as it is shown to people. */
#define TALK_SHOWN_SIZE 64

/** A command fit to be shown: PINs masked, cut. */
void talk_show_command(const char *line, char *text, size_t size);

/** Send a line and note that it runs. @param timeout_ms 0: for ever */
void talk_begin_command(struct console *console, const char *line, int64_t timeout_ms);

/** What ran has ended, or is given up: nothing runs. */
void talk_end_command(struct talk *talk);

/* --- what is queued (console_talk_queue.c) --- */

/** Queue a line that was typed as the next command while something of ours runs. */
void talk_queue_typed(struct console *console, const char *line);

/** Begin what is next, if nothing runs. */
void talk_next(struct console *console);

/** Drop what is queued, and tell whoever wanted it. */
void talk_drop_told(struct console *console);

/**
 * Take the data of the command that wants it out of what was pasted behind that: the next line, or
 * all up to a Ctrl-Z if no command comes before.
 * @param[out] data malloc'd, its lines with CR between them; NULL: nothing was pasted behind it
 * @return false: there was an ESC in it, or there is no memory for it: the prompt is to be left
 */
bool talk_take_pasted(struct console *console, char **data);

#endif
