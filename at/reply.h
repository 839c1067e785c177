/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the replies share. */
#ifndef REPLY_H
#define REPLY_H

#include "at.h"
#include <smsmodem/at.h>

/**
 * Read "<number>,<type>": UCS2 is undone, and a number of type 145 gets the plus that it may lack.
 * @return SMSMODEM_OK, or SMSMODEM_E_DATA: it does not fit, or is no printable ASCII
 */
int reply_number(struct at_cursor *cursor, char *number, size_t size);

/**
 * Steps through the values of a test form, "(0-2),(0,1,3),(0)": what stands in parentheses is one
 * list, and so is a value without any.
 */
struct reply_lists {
	const char *rest; /* NULL: the end */
	size_t lists;     /* begun so far: the value that was given last is in the last of them */
	bool open;        /* inside parentheses */
	bool filled;      /* the last list has a value */
	bool bare;        /* no parentheses have been seen */
};

/** Begin behind "PREFIX:". @return false: the line has another prefix */
bool reply_lists_begin(struct reply_lists *lists, const char *line, const char *prefix);

/** The next value that is there. @return false: there is no further one */
bool reply_lists_next(struct reply_lists *lists, struct smsmodem_at_item *item);

#endif
