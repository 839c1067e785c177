/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any octets as SDP. The first says as what: 0 a record; 1 a request to the server of our record; 2
 * a request to that of any record, whose length is the second octet; 3 responses to our client,
 * each behind its length in 16 bits.
 */
#include "sdp.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

/* Everything within, to the depth that readers go. */
static void walk(struct smsmodem_sdp_element list, int depth)
{
	struct smsmodem_sdp_element element;
	struct smsmodem_sdp_uuid uuid;
	char text[SMSMODEM_SDP_NAME_SIZE], name[SMSMODEM_SDP_UUID_SIZE];
	uint64_t number;

	while (bt_sdp_next(&list, &element)) {
		require(element.octets + element.length == list.octets);
		(void)smsmodem_sdp_number(&element, &number);
		if (smsmodem_sdp_text(&element, text, sizeof text))
			require(strlen(text) < sizeof text);
		if (smsmodem_sdp_uuid_read(&element, &uuid)) {
			smsmodem_sdp_uuid_format(&uuid, name);
			require(smsmodem_sdp_uuid_parse(name, &uuid, NULL) == SMSMODEM_OK);
			(void)smsmodem_sdp_uuid_name(&uuid);
		}
		if (depth > 0 && (element.type == SMSMODEM_SDP_SEQUENCE ||
				  element.type == SMSMODEM_SDP_ALTERNATIVE))
			walk(element, depth - 1);
	}
}

static void read_record(const uint8_t *octets, size_t length)
{
	struct smsmodem_sdp_record record;
	struct smsmodem_error error;
	int code = smsmodem_sdp_record_read(octets, length, &record, &error);

	walk((struct smsmodem_sdp_element){SMSMODEM_SDP_SEQUENCE, octets, length},
	     SMSMODEM_SDP_DEPTH);
	if (code < 0) {
		require(code == SMSMODEM_E_DATA && error.code == code && error.text[0]);
		return;
	}
	require(record.rfcomm_channel >= 0 && record.rfcomm_channel <= 30);
	require(record.l2cap_psm >= 0 && record.l2cap_psm <= 0xFFFF);
	require(record.class_count <= SMSMODEM_SDP_LIST_MAX);
	require(record.protocol_count <= SMSMODEM_SDP_LIST_MAX);
	require(record.profile_count <= SMSMODEM_SDP_LIST_MAX);
	require(strlen(record.name) < sizeof record.name);
	require(strlen(record.description) < sizeof record.description);
	require(strlen(record.provider) < sizeof record.provider);
	for (size_t i = 0; i < record.class_count; i++)
		require(smsmodem_sdp_record_is(&record, &record.classes[i]));
}

/* The response has its room exactly, and says its own length. */
static void answer(const uint8_t *record, size_t record_length, const uint8_t *request,
		   size_t length)
{
	static const size_t sizes[] = {13, 14, 48, 672};

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		uint8_t *response = malloc(sizes[i]);

		require(response != NULL);
		size_t count =
			bt_sdp_answer(record, record_length, request, length, response, sizes[i]);
		require(count <= sizes[i]);
		if (count > 0) {
			require(bt_sdp_get16(response + 3) == count - BT_SDP_HEADER_SIZE);
			require(memcmp(response + 1, request + 1, 2) == 0);
			require(response[0] == BT_SDP_PDU_ERROR || response[0] == request[0] + 1);
		}
		free(response);
	}
}

static void answer_ours(const uint8_t *request, size_t length)
{
	uint8_t record[BT_SDP_RECORD_MAX];
	long count = bt_sdp_record_write(SMSMODEM_BT_DUN, 5, "a modem", 0x10000, record);

	require(count > 0);
	answer(record, (size_t)count, request, length);
}

static void answer_any(const uint8_t *octets, size_t length)
{
	if (length < 1 || length - 1 < octets[0])
		return;
	answer(octets + 1, octets[0], octets + 1 + octets[0], length - 1 - octets[0]);
}

static void take(struct bt_sdp_query *query)
{
	struct smsmodem_sdp_element rest = {SMSMODEM_SDP_SEQUENCE, NULL, 0}, record;
	uint8_t *octets;
	size_t count;

	if (bt_sdp_query_take(query, &octets, &count, NULL) == SMSMODEM_OK) {
		rest.octets = octets;
		rest.length = count;
		while (bt_sdp_next(&rest, &record))
			read_record(record.octets, record.length);
		require(rest.length == 0);
	}
	free(octets);
}

/* The transaction ID is made right where it is said to be 0, as no input could know it. */
static void respond(const uint8_t *octets, size_t length)
{
	const struct smsmodem_sdp_uuid uuid = smsmodem_sdp_uuid_of(0x1103);
	uint8_t request[BT_SDP_REQUEST_SIZE], packet[672];
	struct bt_sdp_query query;
	int done = 0;

	require(bt_sdp_query_begin(&query, &uuid, NULL) == SMSMODEM_OK);
	while (done == 0 && length >= 2) {
		size_t count = bt_sdp_get16(octets);

		require(bt_sdp_query_write(&query, request) <= sizeof request);
		if (count > length - 2)
			count = length - 2;
		if (count > sizeof packet)
			count = sizeof packet;
		memcpy(packet, octets + 2, count);
		if (count >= 3 && bt_sdp_get16(packet + 1) == 0)
			memcpy(packet + 1, request + 1, 2);
		uint8_t *exact = malloc(count ? count : 1);
		require(exact != NULL);
		memcpy(exact, packet, count);
		done = bt_sdp_query_read(&query, exact, count, NULL);
		free(exact);
		octets += 2 + count;
		length -= 2 + count;
	}
	if (done == 1)
		take(&query);
	bt_sdp_query_end(&query);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	if (length == 0)
		return 0;
	switch (octets[0]) {
	case 0: read_record(octets + 1, length - 1); break;
	case 1: answer_ours(octets + 1, length - 1); break;
	case 2: answer_any(octets + 1, length - 1); break;
	case 3: respond(octets + 1, length - 1); break;
	default: break;
	}
	return 0;
}
