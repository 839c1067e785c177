/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a push costs: every figure is that of a message that was really encoded. */
#include "push_explain.h"
#include <stdlib.h>
#include <string.h>

/* A part of any network holds less. */
#define ONE_MAX 140

/* Only how long data is counts for the parts it takes. */
static uint8_t *any_octets(size_t length)
{
	return calloc(1, length > 0 ? length : 1);
}

static int count_segments(const struct push_explained *explained, const uint8_t *data,
			  size_t octets, int segment_size)
{
	const struct smsmodem_submit *submit = explained->submit;
	struct smsmodem_cdma_submit cdma = SMSMODEM_CDMA_SUBMIT_INIT;
	struct smsmodem_cdma_encoder encoder;

	cdma.to = submit->to;
	cdma.data = data;
	cdma.data_len = octets;
	cdma.wap = true;
	cdma.port_src = (uint16_t)submit->port_src;
	cdma.port_dst = (uint16_t)submit->port_dst;
	cdma.segment_size = segment_size;
	int result = smsmodem_cdma_encode_begin(&encoder, &cdma, NULL);
	return result > 0 ? result : 0;
}

struct push_cost push_explain_cost(const struct push_explained *explained, size_t octets,
				   int segment_size)
{
	struct smsmodem_submit submit = *explained->submit;
	struct push_cost cost = {.octets = octets};
	struct smsmodem_encoder encoder;
	uint8_t *data = any_octets(octets);

	if (!data)
		return cost;
	submit.data = data;
	submit.data_len = octets;
	submit.max_parts = 0;
	int result = smsmodem_encode_begin(&encoder, &submit, NULL);
	cost.parts = result > 0 ? result : 0;
	cost.segments = count_segments(explained, data, octets, segment_size);
	free(data);
	return cost;
}

static void find_capacities(struct push_explained *explained)
{
	for (size_t octets = 1; octets <= ONE_MAX; octets++) {
		const struct push_cost cost =
			push_explain_cost(explained, octets, explained->segment_size);
		if (cost.parts == 1)
			explained->one_part = octets;
		if (cost.segments == 1)
			explained->one_segment = octets;
	}
}

size_t push_explain_length(const struct push *push, enum push_option option, const char *value)
{
	struct push changed = *push; /* borrows what the other owns */
	struct smsmodem_error error;
	uint8_t *datagram;

	changed.value[option] = value;
	if (option == PUSH_HEADER && !value)
		changed.headers.count = 0;
	if (option == PUSH_MMS_HEADER && !value)
		changed.mms_headers.count = 0;
	int length = push_build(&changed, &datagram, &error);
	free(length < 0 ? NULL : datagram);
	explicit_bzero(changed.pin, sizeof changed.pin);
	return length < 0 ? 0 : (size_t)length;
}

int push_explain(struct cli *cli, const struct push *push, const struct smsmodem_submit *submit,
		 FILE *stream, int segment_size)
{
	struct push_explained explained = {
		.push = push,
		.submit = submit,
		.segment_size = segment_size ? segment_size : SMSMODEM_CDMA_SEGMENT,
	};

	explained.cost = push_explain_cost(&explained, submit->data_len, explained.segment_size);
	find_capacities(&explained);
	push_explain_pieces(&explained);
	push_explain_knobs(&explained);
	if (cli->json)
		return output_json(cli, push_explain_json(&explained));
	push_explain_text(&explained, stream);
	return stream == stdout ? output_flush() : 0;
}
