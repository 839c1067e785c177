/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the key behind the escape key does, in raw mode and in line mode. */
#ifndef CONSOLE_MENU_H
#define CONSOLE_MENU_H

#include "console.h"

/** What is left to do for the mode that the key was typed in. */
enum menu_action {
	MENU_DONE, /**< nothing: it is done, or it was said why not */
	MENU_LEAVE,
	MENU_TO_LINE,
	MENU_TO_RAW,
	MENU_ITSELF, /**< the escape key is meant as a key */
	MENU_CLEAR,  /**< clear the screen */
	/* those that only raw mode is asked for */
	MENU_BAUD,  /**< ask for a speed */
	MENU_BREAK, /**< send a break */
	MENU_FILE,  /**< ask for a file to send */
	MENU_LOG    /**< begin a log, or end it */
};

#define MENU_KEY_SIZE 12

/** Name a key: "Ctrl-A", "X". */
void menu_key_name(int key, char name[MENU_KEY_SIZE]);

/** Do what a key means behind the escape key. @param raw the mode it was typed in is raw mode */
enum menu_action menu_run(struct console *console, int key, bool raw);

#endif
