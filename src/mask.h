/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PINs and passwords in a stream of octets, whatever the chunks. */
#ifndef MASK_H
#define MASK_H

#include <stdbool.h>

#define MASK_LENGTH 8 /* of the longest text that announces a secret */

/** One direction of a wire, or one line; all zero at first. */
struct mask {
	char recent[MASK_LENGTH];
	bool masking;
};

/** What is to be shown of an octet. */
enum mask_verdict {
	MASK_SHOW,
	MASK_SHOW_THEN_STARS, /**< the octet, and "****" for the secret that begins behind it */
	MASK_HIDE
};

enum mask_verdict mask_octet(struct mask *mask, char octet);

#endif
