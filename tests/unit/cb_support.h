/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of cell broadcast share. */
#ifndef CB_SUPPORT_H
#define CB_SUPPORT_H

#include "cb.h"
#include "pdu_support.h"

/** Decode a row, blanks allowed. */
static inline struct smsmodem_cb decode(const char *row)
{
	uint8_t octets[SMSMODEM_CB_PDU_MAX];
	size_t length = octets_of(row, octets, sizeof octets);
	uint8_t *copy = exact_copy(octets, length);
	struct smsmodem_error error;
	struct smsmodem_cb cb;

	if (pdu_cb_decode(copy, length, &cb, &error) < 0)
		fail_msg("%s: %s", row, error.text);
	free(copy);
	return cb;
}

#endif
