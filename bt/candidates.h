/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What service records say of where a modem may be. Pure. */
#ifndef CANDIDATES_H
#define CANDIDATES_H

#include <smsmodem/bluetooth.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The service classes whose channels may be a modem's, the likeliest first: DUN, SPP. */
#define BT_CANDIDATE_CLASSES 2
extern const uint16_t bt_candidate_classes[BT_CANDIDATE_CLASSES];

/** RFCOMM channels to be tried, in order. */
struct bt_candidates {
	uint8_t channels[SMSMODEM_BT_CHANNELS_MAX];
	size_t count;
};

/**
 * Add the channels of records that are of a service class; one that is there already stays where it
 * is. What is no record is passed over.
 */
void bt_candidates_add(struct bt_candidates *candidates, const uint8_t *octets, size_t count,
		       const struct smsmodem_sdp_uuid *uuid);

/**
 * Name the service classes of records, each once: "Message Access Server, Headset".
 *
 * @param[out] text empty when there is none; what does not fit is "..."
 * @param size > 4
 */
void bt_offers(const uint8_t *octets, size_t count, char *text, size_t size);

#endif
