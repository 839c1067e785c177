/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal is given back by a program that crashes, too. */
#ifndef CONSOLE_CRASH_H
#define CONSOLE_CRASH_H

#include <stdbool.h>
#include <termios.h>

/** Give the terminal on stdin back when the program crashes: set it to found. @return false: errno
 */
bool crash_watch(const struct termios *found);

/** From now on stdin is as it was found, or is not. */
void crash_changed(bool changed);

/** What undoes what a terminal was told: written when the program crashes. Constant, or NULL. */
void crash_undo(int fd, const char *octets);

#endif
