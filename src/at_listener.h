/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command line that somebody sent lets one expect. */
#ifndef AT_LISTENER_H
#define AT_LISTENER_H

#include "at.h"
#include <smsmodem/at.h>

/** Whether a command asks for lines with this line's prefix: "+CREG: 2,1" answers "AT+CREG?". */
bool at_listener_expects(const char *command, const char *line);

/** Whether a command may end with the results of a call: it dials, answers or goes on line. */
bool at_listener_calls(const char *command);

#endif
