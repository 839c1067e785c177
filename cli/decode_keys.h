/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN and the IMSI of provisioning. */
#ifndef DECODE_KEYS_H
#define DECODE_KEYS_H

#include "cli.h"

#define DECODE_PIN_MAX  32 /* digits; OMA-TS-ProvCont says none */
#define DECODE_IMSI_MAX 15 /* 3GPP TS 23.003 2.2 */

/** Where the keys of provisioning are. */
struct decode_keys {
	char pin[DECODE_PIN_MAX + 1], imsi[DECODE_IMSI_MAX + 1];
	const char *pin_note, *imsi_note; /**< that of the environment is none: so; or NULL */
};

/**
 * Read what is given: of files (or NULL), else of the environment. What the environment has and is
 * none is left out, with its note: it may be there for something else.
 * @param keys all 0
 * @param[out] found into keys
 * @return SMSMODEM_OK, SMSMODEM_E_NOINPUT, _E_PERMISSION, _E_DATA
 */
int decode_keys(struct decode_keys *keys, const char *pin_file, const char *imsi_file,
		struct smsmodem_prov_keys *found, struct smsmodem_error *error);

#endif
