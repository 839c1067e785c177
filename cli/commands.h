/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "cli.h"

extern const struct cli_command cmd_at, cmd_bt, cmd_call, cmd_clock, cmd_completion, cmd_console,
	cmd_decode, cmd_delete, cmd_devices, cmd_doctor, cmd_encode, cmd_info, cmd_list, cmd_outbox,
	cmd_phonebook, cmd_profile, cmd_push, cmd_read, cmd_receive, cmd_send, cmd_setup, cmd_sim,
	cmd_smsc, cmd_storage, cmd_transcript, cmd_ussd;

#endif
