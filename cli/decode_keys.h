/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN and the IMSI of provisioning. */
#ifndef DECODE_KEYS_H
#define DECODE_KEYS_H

#include "cli.h"

#define DECODE_KEY_SIZE 17 /* an IMSI has 15 digits; NUL included */

/** Where the keys of provisioning are. */
struct decode_keys {
	char pin[DECODE_KEY_SIZE], imsi[DECODE_KEY_SIZE];
};

/**
 * Read what is given: of files (or NULL), else of the environment.
 * @param[out] found into keys
 * @return SMSMODEM_OK, SMSMODEM_E_NOINPUT, _E_PERMISSION, _E_DATA
 */
int decode_keys(struct decode_keys *keys, const char *pin_file, const char *imsi_file,
		struct smsmodem_prov_keys *found, struct smsmodem_error *error);

#endif
