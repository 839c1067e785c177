/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of one record: a response to each request (Core 3 B 4), and no state between them. */
#include "sdp_request.h"
#include <string.h>

/* Room for the longest answer that is not cut in parts: one handle. */
#define RESPONSE_MIN (BT_SDP_HEADER_SIZE + 9)
/* The list of a record's attributes with the header of one sequence, and of one around that. */
#define ANSWER_MAX (BT_SDP_RECORD_MAX + 6)

/* In the order of the record, whichever way they were asked for. */
static void put_attributes(struct bt_sdp_out *out, struct smsmodem_sdp_element record,
			   struct smsmodem_sdp_element attributes)
{
	size_t list = bt_sdp_out_open(out);
	struct smsmodem_sdp_element value;
	const uint8_t *start = record.octets;
	unsigned id;

	while (bt_sdp_next_attribute(&record, &id, &value)) {
		if (bt_sdp_wanted(attributes, id))
			bt_sdp_out_octets(out, start, (size_t)(record.octets - start));
		start = record.octets;
	}
	bt_sdp_out_close(out, list);
}

/* --- the responses, without their headers --- */

/*
 * A length, at most `most` octets of a list from `from` on, and what to continue with (3 B 4.3).
 * The room is for that and one octet at least.
 */
static void put_part(struct bt_sdp_request *request, struct bt_sdp_out *out,
		     const struct bt_sdp_out *list, size_t from, size_t most)
{
	size_t room = out->size - out->used - sizeof(uint16_t);
	size_t left = list->used - from;
	uint8_t number[2];

	if (from >= list->used) {
		bt_sdp_request_fail(request, BT_SDP_BAD_CONTINUATION);
		return;
	}
	bool last = left <= most && left < room;
	size_t part =
		most < room - BT_SDP_CONTINUATION_SIZE ? most : room - BT_SDP_CONTINUATION_SIZE;
	if (last)
		part = left;
	bt_sdp_put16(number, part);
	bt_sdp_out_octets(out, number, sizeof number);
	bt_sdp_out_octets(out, list->octets + from, part);
	if (last) {
		bt_sdp_out_octets(out, "", 1);
		return;
	}
	bt_sdp_out_octets(out, &(const uint8_t){BT_SDP_CONTINUATION_SIZE - 1}, 1);
	bt_sdp_put16(number, from + part);
	bt_sdp_out_octets(out, number, sizeof number);
}

static bool is_handle(const struct smsmodem_sdp_element *record, uint32_t handle)
{
	struct smsmodem_sdp_element value;
	uint64_t number;

	return bt_sdp_attribute_find(record->octets, record->length, BT_SDP_RECORD_HANDLE,
				     &value) &&
	       smsmodem_sdp_number(&value, &number) && number == handle;
}

static void answer_attributes(struct bt_sdp_request *request, struct bt_sdp_out *out, bool search)
{
	uint8_t octets[ANSWER_MAX];
	struct bt_sdp_out list = {.octets = octets, .size = sizeof octets};
	bool matches = search && bt_sdp_request_pattern(request);
	uint32_t handle = search ? 0 : bt_sdp_request_number(request, 4);
	size_t most = bt_sdp_request_maximum(request);
	struct smsmodem_sdp_element attributes = bt_sdp_request_attributes(request);
	size_t from = bt_sdp_request_continuation(request);

	if (!search && !is_handle(request->record, handle))
		bt_sdp_request_fail(request, BT_SDP_NO_RECORD);
	if (request->error)
		return;
	size_t lists = search ? bt_sdp_out_open(&list) : 0;
	if (matches || !search)
		put_attributes(&list, *request->record, attributes);
	if (search)
		bt_sdp_out_close(&list, lists);
	put_part(request, out, &list, from, most);
}

/* The handle of the record that matches, if it does: how many in all, how many here, which. */
static void answer_search(struct bt_sdp_request *request, struct bt_sdp_out *out)
{
	static const uint8_t none[] = {0, 0, 0, 0, 0}, one[] = {0, 1, 0, 1};
	struct smsmodem_sdp_element value;
	const struct smsmodem_sdp_element *record = request->record;
	bool matches = bt_sdp_request_pattern(request);

	if (bt_sdp_request_number(request, 2) == 0) /* MaximumServiceRecordCount */
		bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
	if (bt_sdp_request_continuation(request) > 0)
		bt_sdp_request_fail(request, BT_SDP_BAD_CONTINUATION);
	if (request->error)
		return;
	if (!matches ||
	    !bt_sdp_attribute_find(record->octets, record->length, BT_SDP_RECORD_HANDLE, &value)) {
		bt_sdp_out_octets(out, none, sizeof none);
		return;
	}
	bt_sdp_out_octets(out, one, sizeof one);
	bt_sdp_out_octets(out, value.octets, value.length);
	bt_sdp_out_octets(out, "", 1);
}

static void answer(struct bt_sdp_request *request, unsigned pdu, struct bt_sdp_out *out)
{
	if (pdu == BT_SDP_PDU_SEARCH)
		answer_search(request, out);
	else if (pdu == BT_SDP_PDU_ATTRIBUTE || pdu == BT_SDP_PDU_SEARCH_ATTRIBUTE)
		answer_attributes(request, out, pdu == BT_SDP_PDU_SEARCH_ATTRIBUTE);
	else
		bt_sdp_request_fail(request, BT_SDP_BAD_SYNTAX);
}

size_t bt_sdp_answer(const uint8_t *record, size_t record_length, const uint8_t *request,
		     size_t count, uint8_t *response, size_t size)
{
	struct smsmodem_sdp_element whole = {SMSMODEM_SDP_SEQUENCE, record, record_length};
	struct smsmodem_sdp_element elements = {SMSMODEM_SDP_SEQUENCE, NULL, 0};
	struct bt_sdp_out out = {response, size, BT_SDP_HEADER_SIZE, false};

	if (count < BT_SDP_HEADER_SIZE || size < RESPONSE_MIN || !bt_sdp_next(&whole, &elements))
		return 0;
	struct bt_sdp_request parsed = {&elements, request + BT_SDP_HEADER_SIZE,
					count - BT_SDP_HEADER_SIZE, 0};
	if (bt_sdp_get16(request + 3) != parsed.length)
		bt_sdp_request_fail(&parsed, BT_SDP_BAD_SIZE);
	else
		answer(&parsed, request[0], &out);
	response[0] = parsed.error ? BT_SDP_PDU_ERROR : (uint8_t)(request[0] + 1);
	if (parsed.error) {
		bt_sdp_put16(response + BT_SDP_HEADER_SIZE, parsed.error);
		out.used = BT_SDP_HEADER_SIZE + 2;
	}
	memcpy(response + 1, request + 1, 2); /* the transaction ID */
	bt_sdp_put16(response + 3, out.used - BT_SDP_HEADER_SIZE);
	return out.full ? 0 : out.used;
}
