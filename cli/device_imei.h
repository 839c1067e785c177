/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The modem that a profile is for, known by its IMEI. */
#ifndef DEVICE_IMEI_H
#define DEVICE_IMEI_H

#include "cli.h"

/** Whether the device is the profile's: who names another one means that one. */
bool imei_of_profile(const struct cli *cli);

/** The IMEI that the device of this run must have, or NULL: any, or none was configured. */
const char *imei_wanted(const struct cli *cli);

/**
 * Find the device by imei_wanted alone, and set cli->modem.device.
 * @return SMSMODEM_OK; SMSMODEM_E_NODEVICE, _E_CANCELLED
 */
int imei_search(struct cli *cli, struct smsmodem_error *error);

/**
 * smsmodem_open, and the modem is the one that is wanted; where its port has another one now, it is
 * looked for on all others, and cli->modem.device changed. @return as smsmodem_open
 */
int imei_open(struct cli *cli, struct smsmodem **modem, struct smsmodem_error *error);

#endif
