/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_COMMANDS_TABLE_H
#define AT_COMMANDS_TABLE_H

#include <smsmodem/at.h>

/** In the order of strcmp of their names. */
extern const struct smsmodem_at_command at_command_rows[];
extern const size_t at_command_count;

#endif
