/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory of what outlives a process, and files in it that nobody else can have laid there.
 */
#ifndef STATE_DIR_H
#define STATE_DIR_H

#include <smsmodem/error.h>
#include <stdbool.h>

#define STATE_PATH_SIZE 4096

/** Make a directory and those above it, for their owner alone. @return false: errno says why */
bool state_dir_make(const char *path);

/**
 * Find a file of the directory, and make it, empty and for its owner alone, where it is not there.
 * A directory or file of somebody else, or a link in the file's place, is refused.
 *
 * @param[out] path of STATE_PATH_SIZE octets; without symbolic links
 * @return SMSMODEM_OK; SMSMODEM_E_CONFIG: no such directory can be had; SMSMODEM_E_PERMISSION
 */
int state_dir_file(const char *directory, const char *name, char *path,
		   struct smsmodem_error *error);

#endif
