/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configuration files: INI, one section a profile, what stands before the first section for all. */
#ifndef CONFIG_H
#define CONFIG_H

#include "cli.h"

/** Read the user's file and /etc/smsmodem.conf. @return 0, or 78 (reported) */
int config_load(struct cli *cli);

/** A value of the chosen profile, or a default, or NULL. Valid until config_free. */
const char *config_get(const struct cli *cli, const char *key);

/** Whether a setting says yes, true, on or 1. */
bool config_yes(const struct cli *cli, const char *key);

/** Fill what neither options nor environment gave. @return 0, or an exit code (reported) */
int config_apply(struct cli *cli);

void config_free(struct config *config);

#endif
