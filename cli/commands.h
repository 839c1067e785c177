/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "cli.h"

extern const struct cli_command cmd_at, cmd_bt, cmd_completion, cmd_console, cmd_decode,
	cmd_devices, cmd_doctor, cmd_encode, cmd_info, cmd_profile, cmd_push, cmd_send, cmd_setup,
	cmd_sim, cmd_transcript;

#endif
