/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raw mode's parts: the screen, and a question asked on it. */
#ifndef CONSOLE_RAW_H
#define CONSOLE_RAW_H

#include "console.h"
#include "console_file.h"
#include "console_hex.h"
#include "console_map.h"
#include "console_menu.h"

/* --- the screen (console_raw_screen.c, console_raw_add.c) --- */

/** Octets that come at once from the modem. */
#define RAW_CHUNK ((size_t)64 << 10)

/** Octets that wait for the screen. */
#define RAW_SCREEN_SIZE (3 * RAW_CHUNK)

/** What is shown, and what waits for it. */
struct raw_screen {
	struct console *console;
	int fd;               /**< stdout; not blocking, where that leaves others' stdout alone */
	bool own;             /**< fd is to be closed */
	bool redraws;         /**< it is a terminal: what is unfinished is drawn again */
	char *octets;         /**< owned; RAW_SCREEN_SIZE of them */
	size_t start, length; /**< what waits in it */
	bool behind_text;     /**< the last octet shown ended no line */
	bool line_fresh;      /**< the next character begins a line, which gets its time */
	struct hex_row row;   /**< of the hex view, as far as it is full */
	char row_time[VIEW_TIME_SIZE]; /**< when it began, or empty */
	char note[320];                /**< kept below what comes: a question, progress; or empty */
	bool note_shown;
	bool note_asks; /**< it is a question: lines are shown as a whole, so that it may stay */
};

/** @return false: out of memory */
bool raw_screen_begin(struct raw_screen *screen, struct console *console);

/** Show what waits if the screen takes it soon, and give everything back. */
void raw_screen_end(struct raw_screen *screen);

/**
 * Where octets of the modem may be put to be shown unchanged, RAW_CHUNK of them.
 * @return NULL: there is no room, or they are to be changed by raw_screen_add
 */
char *raw_screen_room(struct raw_screen *screen);

/** Octets were put there. */
void raw_screen_added(struct raw_screen *screen, size_t count);

/** Whether there is room for as many octets as raw_screen_add takes, whatever they become. */
bool raw_screen_has_room(const struct raw_screen *screen);

#define RAW_ADD_MAX ((size_t)4 << 10)

/** Show octets the way that is wanted: mapped, in hex, with times. @param sent our own */
void raw_screen_add(struct raw_screen *screen, const char *octets, size_t count, bool sent);

/** A row of the hex view ends, though it is not full. */
void raw_screen_end_row(struct raw_screen *screen);

/** Write what waits, as far as it is taken at once. A screen that is gone ends the console. */
void raw_screen_flush(struct raw_screen *screen);

/** Whether what waits is not taken. */
bool raw_screen_is_full(const struct raw_screen *screen);

/** Finish a row and a line, for something else that is shown; and go on behind it. */
void raw_screen_break(struct raw_screen *screen);
void raw_screen_resume(struct raw_screen *screen);

/** Keep a text below everything, or none any more (""). */
void raw_screen_note(struct raw_screen *screen, const char *text, bool asks);

/** Clear it. */
void raw_screen_clear(struct raw_screen *screen);

/* --- the mode --- */

/** What raw mode is at. */
struct raw {
	struct console *console;
	struct raw_screen screen;
	bool prefix;             /**< the escape key was typed */
	enum menu_action asking; /**< what a question is for; MENU_DONE: there is none */
	char answer[256];        /**< as far as it is typed */
	size_t answer_length;
	struct console_file file; /**< that is being sent; its fd is -1: none is */
	int64_t progress_ms;      /**< it is shown again then */
	int64_t break_ms;         /**< a break ends then; negative: there is none */
	bool keys_held;           /**< the keyboard waits until the modem took what was typed */
	bool over;                /**< another mode is wanted */
};

/* --- questions (console_raw_ask.c) --- */

/** Ask for what an action wants. */
void raw_ask(struct raw *raw, enum menu_action action);

/** Take the octet of a key. @return false: what came with it is void */
bool raw_ask_key(struct raw *raw, char key);

/** Show the answer as it is now, if there is a question. Not in the midst of a character. */
void raw_ask_show(struct raw *raw);

/* --- a file on its way (console_raw_file.c) --- */

void raw_file_begin(struct raw *raw, const char *path);

/** Send what may be sent now. */
void raw_file_tick(struct raw *raw);

/** When to call raw_file_tick; negative: not for the time's sake. */
int64_t raw_file_due_ms(const struct raw *raw);

/** Somebody wants it to stop. */
void raw_file_stop(struct raw *raw);

#endif
