/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client's request as a server reads it (Core 3 B 4). Pure. */
#ifndef SDP_REQUEST_H
#define SDP_REQUEST_H

#include "sdp.h"

/** ErrorCode (3 B 4.4.1). */
enum bt_sdp_error {
	BT_SDP_NO_RECORD = 2,
	BT_SDP_BAD_SYNTAX = 3,
	BT_SDP_BAD_SIZE = 4,
	BT_SDP_BAD_CONTINUATION = 5
};

/** Octets of our continuation state with its length: how many have been sent. */
#define BT_SDP_CONTINUATION_SIZE 3

/** Its parameters, as they are read one after the other; once error is set, they mean nothing. */
struct bt_sdp_request {
	const struct smsmodem_sdp_element *record; /**< the elements of the one that is served */
	const uint8_t *octets;
	size_t length;  /**< left */
	unsigned error; /**< 0, or the first enum bt_sdp_error */
};

void bt_sdp_request_fail(struct bt_sdp_request *request, unsigned code);

/** @param octets of it, 1 to 4 */
uint32_t bt_sdp_request_number(struct bt_sdp_request *request, size_t octets);

/** A ServiceSearchPattern (3 B 2.7.1). @return whether the record has all its UUIDs, wherever */
bool bt_sdp_request_pattern(struct bt_sdp_request *request);

/** A MaximumAttributeByteCount, 7 at least (3 B 4.6.1, 4.7.1). */
size_t bt_sdp_request_maximum(struct bt_sdp_request *request);

/** An AttributeIDList, of single IDs and ranges in any order. */
struct smsmodem_sdp_element bt_sdp_request_attributes(struct bt_sdp_request *request);

/** Whether an ID is among these. */
bool bt_sdp_wanted(struct smsmodem_sdp_element attributes, unsigned id);

/** The state that we gave, and with it the end. @return octets that were sent before */
size_t bt_sdp_request_continuation(struct bt_sdp_request *request);

#endif
