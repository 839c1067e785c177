/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of completion share. */
#ifndef CONSOLE_COMPLETE_H
#define CONSOLE_COMPLETE_H

#include "console.h"

/** A name or value that is being typed in a command line. */
struct completing {
	struct console *console;
	struct completion *out;
	const char *name;  /**< of the command, and what is typed of it up to the cursor */
	size_t length;     /**< of the name; of all that is typed where there is no value */
	const char *typed; /**< of the value: up to the cursor */
	size_t typed_length;
	size_t parameter; /**< which one of them */
	bool lower;       /**< names are typed in small letters */
};

/** Add a word if it is not there; memory that there is not leaves it out. */
void completion_add(struct completion *out, const char *text, const char *help);

/** The names that begin with what is typed, and the forms of one that is complete. */
void complete_name(const struct completing *at);

/** The values of the parameter behind the '='. */
void complete_value(const struct completing *at);

/**
 * What the phone says to NAME=?; asked once, and again after a while where it said nothing. A key
 * is not kept waiting by it: then talk.asking tells that the answer is still to come.
 * @return lines, each ended with LF; NULL: nothing
 */
const char *completion_ask(struct console *console, const char *name, size_t length);

#endif
