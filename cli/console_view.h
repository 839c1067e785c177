/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where all that a console shows goes through: above what is being typed, decorated if wanted, and
 * never with a control character of somebody else's in it.
 */
#ifndef CONSOLE_VIEW_H
#define CONSOLE_VIEW_H

#include <stdbool.h>
#include <stddef.h>

enum view_kind {
	VIEW_PHONE, /**< a line of the phone's, as it is */
	VIEW_NOTE,  /**< what it means: dim, on lines of its own; none with --plain */
	VIEW_SENT,  /**< what we send without that it was typed; shown to whoever sits here */
	VIEW_STATUS /**< about the console itself; stderr when nobody sits here */
};

struct console_view {
	bool attended;   /**< somebody sits here */
	bool terminal;   /**< stdout is one */
	bool colour;     /**< it may be told to be dim */
	bool plain;      /**< no notes */
	bool timestamps; /**< each line begins with the time of day */
	bool raw;        /**< the terminal makes no line ends */
	bool broken;     /**< stdout could not take something: the program ends with 74 */
	bool mute;       /**< the terminal stands still: what there is to say is lost */
	bool hidden;     /**< what is being typed has been taken away */
	unsigned open;   /**< view_begin without view_end */
	void (*hide)(void *context); /**< takes away what is being typed; NULL: nothing is */
	void (*show)(void *context); /**< and brings it back */
	void *context;
};

/** Room for a time of day with a blank behind it, NUL included. */
#define VIEW_TIME_SIZE 16

/** Write the time of day as lines begin with. @return its length */
size_t view_time(char text[VIEW_TIME_SIZE]);

/** Find out what stdout can do; the members for options are the caller's. */
void view_init(struct console_view *view);

/** Show a line, or several that end with LF. Control characters are shown escaped. */
void view_line(struct console_view *view, enum view_kind kind, const char *text, size_t length);

/** Show a formatted line of VIEW_NOTE or VIEW_STATUS. */
void view_say(struct console_view *view, enum view_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** Around what others print on stdout and stderr, and around several lines at once; may nest. */
void view_begin(struct console_view *view);
void view_end(struct console_view *view);

/** As view_begin, but what is being typed stays until something is shown. */
void view_hold(struct console_view *view);

#endif
