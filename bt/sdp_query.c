/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client's ServiceSearchAttribute transaction (Core 3 B 4.7), without its connection. */
#include "sdp.h"
#include <stdlib.h>
#include <string.h>

/* Even a server that answers in parts of the smallest MTU needs fewer for what we take. */
#define PARTS_MAX 2048

int bt_sdp_query_begin(struct bt_sdp_query *query, const struct smsmodem_sdp_uuid *uuid,
		       struct smsmodem_error *error)
{
	*query = (struct bt_sdp_query){.uuid = *uuid, .octets = malloc(BT_SDP_ANSWER_MAX)};
	if (!query->octets)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	return SMSMODEM_OK;
}

size_t bt_sdp_query_write(struct bt_sdp_query *query, uint8_t request[BT_SDP_REQUEST_SIZE])
{
	struct bt_sdp_out out = {request, BT_SDP_REQUEST_SIZE, BT_SDP_HEADER_SIZE, false};
	/* MaximumAttributeByteCount: as much as the server can. */
	static const uint8_t maximum[] = {0xFF, 0xFF};

	size_t pattern = bt_sdp_out_open(&out);
	bt_sdp_out_uuid(&out, &query->uuid);
	bt_sdp_out_close(&out, pattern);
	bt_sdp_out_octets(&out, maximum, sizeof maximum);
	size_t attributes = bt_sdp_out_open(&out);
	bt_sdp_out_uint(&out, 4, 0x0000FFFF); /* the range 0x0000 to 0xFFFF */
	bt_sdp_out_close(&out, attributes);
	bt_sdp_out_octets(&out, query->continuation, 1U + query->continuation[0]);
	query->transaction++;
	request[0] = BT_SDP_PDU_SEARCH_ATTRIBUTE;
	bt_sdp_put16(request + 1, query->transaction);
	bt_sdp_put16(request + 3, out.used - BT_SDP_HEADER_SIZE);
	return out.used;
}

static int damaged(struct smsmodem_error *error, const char *how)
{
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "the device's answer about its services is damaged: %s", how);
}

/* ErrorCode (3 B 4.4.1). */
static int refused(const uint8_t *parameters, size_t length, struct smsmodem_error *error)
{
	static const char *const meanings[] = {
		[1] = "it knows another version of SDP",
		[2] = "no such record",
		[3] = "it does not understand the question",
		[4] = "the question has a wrong length",
		[5] = "it lost the thread",
		[6] = "it is short of resources, try again later",
	};
	unsigned code = length >= 2 ? bt_sdp_get16(parameters) : 0;
	bool known = code >= 1 && code < sizeof meanings / sizeof meanings[0];

	return smsmodem_error_set(error, code == 6 ? SMSMODEM_E_TEMPORARY : SMSMODEM_E_REFUSED,
				  "the device does not tell its services: %s (SDP error 0x%04x)",
				  known ? meanings[code] : "it gives no reason that is known",
				  code);
}

/* AttributeLists, and what to continue with (3 B 4.7.2). */
static int read_part(struct bt_sdp_query *query, const uint8_t *parameters, size_t length,
		     struct smsmodem_error *error)
{
	if (length < 3)
		return damaged(error, "it is cut off");
	size_t part = bt_sdp_get16(parameters);
	if (part > length - 3)
		return damaged(error, "it is cut off");
	const uint8_t *continuation = parameters + 2 + part;
	size_t left = length - 2 - part;
	if (continuation[0] > BT_SDP_CONTINUATION_MAX || left != 1U + continuation[0])
		return damaged(error, "its continuation has a wrong length");
	if (part > BT_SDP_ANSWER_MAX - query->count)
		return damaged(error, "it has no end");
	memcpy(query->octets + query->count, parameters + 2, part);
	query->count += part;
	memcpy(query->continuation, continuation, left);
	if (continuation[0] == 0)
		return 1;
	return part == 0 || ++query->parts >= PARTS_MAX ? damaged(error, "it has no end") : 0;
}

int bt_sdp_query_read(struct bt_sdp_query *query, const uint8_t *response, size_t count,
		      struct smsmodem_error *error)
{
	if (count < BT_SDP_HEADER_SIZE || bt_sdp_get16(response + 3) != count - BT_SDP_HEADER_SIZE)
		return damaged(error, "its length is wrong");
	if (bt_sdp_get16(response + 1) != query->transaction)
		return damaged(error, "it answers another question");
	const uint8_t *parameters = response + BT_SDP_HEADER_SIZE;
	if (response[0] == BT_SDP_PDU_ERROR)
		return refused(parameters, count - BT_SDP_HEADER_SIZE, error);
	if (response[0] != BT_SDP_PDU_SEARCH_ATTRIBUTE + 1)
		return damaged(error, "it answers another question");
	return read_part(query, parameters, count - BT_SDP_HEADER_SIZE, error);
}

static bool all_sequences(struct smsmodem_sdp_element list)
{
	struct smsmodem_sdp_element record;

	while (bt_sdp_next(&list, &record))
		if (record.type != SMSMODEM_SDP_SEQUENCE)
			return false;
	return list.length == 0;
}

int bt_sdp_query_take(struct bt_sdp_query *query, uint8_t **octets, size_t *count,
		      struct smsmodem_error *error)
{
	struct smsmodem_sdp_element list;
	long taken = smsmodem_sdp_read(query->octets, query->count, &list);

	*octets = NULL;
	*count = 0;
	if (taken != (long)query->count || list.type != SMSMODEM_SDP_SEQUENCE ||
	    !all_sequences(list))
		return damaged(error, "it is no list of records");
	if (list.length == 0)
		return SMSMODEM_OK;
	memmove(query->octets, list.octets, list.length);
	/* Where it cannot be made smaller, it stays as large as it is. */
	uint8_t *smaller = realloc(query->octets, list.length);
	*octets = smaller ? smaller : query->octets;
	*count = list.length;
	query->octets = NULL;
	return SMSMODEM_OK;
}

void bt_sdp_query_end(struct bt_sdp_query *query)
{
	free(query->octets);
	query->octets = NULL;
}
