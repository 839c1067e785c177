/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A listener where no descriptor is left for who connects. */
#ifndef TURN_AWAY_H
#define TURN_AWAY_H

#include <stdbool.h>

/** A descriptor to keep for bt_turn_away. @return it, the caller's, or -1 and errno */
int bt_spare_open(void);

/** Whether an accept failed for want of a descriptor or of memory, and would again. */
bool bt_is_exhausted(int sys_errno);

/**
 * Take a connection and close it at once.
 * @param[in,out] spare_fd of bt_spare_open; given up for the moment
 */
void bt_turn_away(int listen_fd, int *spare_fd);

#endif
