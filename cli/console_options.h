/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the console is told on the command line, and by a profile. */
#ifndef CONSOLE_OPTIONS_H
#define CONSOLE_OPTIONS_H

#include "console.h"

extern const struct cli_option console_option_table[];

/** Take the command line. @return 0; an exit code, reported; -1: help was shown */
int options_parse(struct console *console, int argc, char **argv);

/** Take from the profile what the command line does not say. @return 0, or 78 (reported) */
int options_from_profile(struct console *console);

/** Where the options of other terminals belong: as struct cli_command's elsewhere. */
const char *console_elsewhere(const char *option, char *text, size_t size);

#endif
