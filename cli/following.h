/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A port that may go and come back under another name: the order of plugging in is its number. */
#ifndef FOLLOWING_H
#define FOLLOWING_H

#include "cli.h"

struct following {
	const char *device;                   /**< as it was opened at first; borrowed */
	char identity[SMSMODEM_USB_URI_SIZE]; /**< "usb:...": what the port is, or empty */
};

/** Note which port it is, while it is there. @param device outlives this */
void following_note(struct following *following, const char *device);

/**
 * What is to be opened to have it again. A profile's IMEI is checked where the device is the
 * profile's; else a USB port is looked for by what it is.
 */
const char *following_wanted(const struct following *following, const struct cli *cli);

/**
 * Its name now that it is back.
 *
 * @param opened what was opened
 * @param path room for a name
 * @return following->device: it has the same; or opened, or path
 */
const char *following_name(const struct following *following, const char *opened, char *path,
			   size_t size);

#endif
