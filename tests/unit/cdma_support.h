/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of decoding CDMA share. */
#ifndef CDMA_SUPPORT_H
#define CDMA_SUPPORT_H

#include "cdma.h"
#include "pdu_support.h"

/** A message in whatever layer it is, from a copy of exact size; the test fails where it is none.
 */
static inline struct smsmodem_cdma decoded(const char *hex)
{
	struct smsmodem_cdma cdma;
	struct smsmodem_error error;
	uint8_t octets[512];
	size_t length = octets_of(hex, octets, sizeof octets);
	uint8_t *exact = exact_copy(octets, length);

	if (pdu_cdma_decode(exact, length, SMSMODEM_CDMA_LAYER_AUTO, &cdma, &error) != SMSMODEM_OK)
		fail_msg("%s: %s", hex, error.text);
	free(exact);
	return cdma;
}

#endif
