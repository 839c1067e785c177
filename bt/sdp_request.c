/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client's request as a server reads it (Core 3 B 4). */
#include "sdp_request.h"
#include <string.h>

void bt_sdp_request_fail(struct bt_sdp_request *request, unsigned code)
{
	if (!request->error)
		request->error = code;
}

uint32_t bt_sdp_request_number(struct bt_sdp_request *request, size_t octets)
{
	uint32_t number = 0;

	if (request->length < octets) {
		bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
		return 0;
	}
	for (size_t i = 0; i < octets; i++)
		number = number << 8 | request->octets[i];
	request->octets += octets;
	request->length -= octets;
	return number;
}

static struct smsmodem_sdp_element read_sequence(struct bt_sdp_request *request)
{
	struct smsmodem_sdp_element rest = {SMSMODEM_SDP_NIL, request->octets, request->length};
	struct smsmodem_sdp_element list = {SMSMODEM_SDP_SEQUENCE, NULL, 0};

	if (!bt_sdp_next(&rest, &list) || list.type != SMSMODEM_SDP_SEQUENCE || list.length == 0) {
		bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
		list.length = 0;
	}
	request->octets = rest.octets;
	request->length = rest.length;
	return list;
}

size_t bt_sdp_request_continuation(struct bt_sdp_request *request)
{
	uint32_t length = bt_sdp_request_number(request, 1);

	if (length == 0 && request->length == 0)
		return 0;
	if (request->length != length)
		bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
	uint32_t sent =
		length == BT_SDP_CONTINUATION_SIZE - 1 ? bt_sdp_request_number(request, length) : 0;
	if (sent == 0)
		bt_sdp_request_fail(request, BT_SDP_BAD_CONTINUATION);
	return sent;
}

/* UUIDs of a pattern at most (3 B 2.7.1). */
#define PATTERN_MAX 12

static bool mentions(struct smsmodem_sdp_element list, const struct smsmodem_sdp_uuid *uuid,
		     int depth)
{
	struct smsmodem_sdp_element element;
	struct smsmodem_sdp_uuid here;

	while (bt_sdp_next(&list, &element)) {
		bool is_list = element.type == SMSMODEM_SDP_SEQUENCE ||
			       element.type == SMSMODEM_SDP_ALTERNATIVE;

		if (is_list && depth > 0 && mentions(element, uuid, depth - 1))
			return true;
		if (smsmodem_sdp_uuid_read(&element, &here) &&
		    memcmp(here.octets, uuid->octets, sizeof here.octets) == 0)
			return true;
	}
	return false;
}

bool bt_sdp_request_pattern(struct bt_sdp_request *request)
{
	struct smsmodem_sdp_element pattern = read_sequence(request), element;
	struct smsmodem_sdp_uuid uuid;
	bool all = true;
	size_t count = 0;

	while (bt_sdp_next(&pattern, &element)) {
		if (!smsmodem_sdp_uuid_read(&element, &uuid) || ++count > PATTERN_MAX)
			bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
		else if (!mentions(*request->record, &uuid, SMSMODEM_SDP_DEPTH))
			all = false;
	}
	if (pattern.length > 0)
		bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
	return all;
}

/* An attribute ID, or a range of them: the first in the upper half (3 B 4.6.1). */
static bool read_range(const struct smsmodem_sdp_element *element, uint32_t *first, uint32_t *last)
{
	if (element->type != SMSMODEM_SDP_UINT || (element->length != 2 && element->length != 4))
		return false;
	*first = bt_sdp_get16(element->octets);
	*last = bt_sdp_get16(element->octets + element->length - 2);
	return *first <= *last;
}

struct smsmodem_sdp_element bt_sdp_request_attributes(struct bt_sdp_request *request)
{
	struct smsmodem_sdp_element list = read_sequence(request), rest = list, element;
	uint32_t first, last;

	while (bt_sdp_next(&rest, &element))
		if (!read_range(&element, &first, &last))
			bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
	if (rest.length > 0)
		bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
	return list;
}

bool bt_sdp_wanted(struct smsmodem_sdp_element attributes, unsigned id)
{
	struct smsmodem_sdp_element element;
	uint32_t first, last;

	while (bt_sdp_next(&attributes, &element))
		if (read_range(&element, &first, &last) && id >= first && id <= last)
			return true;
	return false;
}

size_t bt_sdp_request_maximum(struct bt_sdp_request *request)
{
	size_t maximum = bt_sdp_request_number(request, 2);

	if (maximum < 7)
		bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
	return maximum;
}
