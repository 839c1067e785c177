/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any octets as a message of CDMA in every layer: text, data, lists and fields of what it is. */
#include "cdma.h"
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

static void read_lists(const struct smsmodem_cdma *cdma)
{
	struct smsmodem_cdma_subparameter sub;
	struct smsmodem_cdma_program program;
	struct smsmodem_cdma_result entry;
	struct smsmodem_cdma_segment segment;
	struct smsmodem_cdma_vmn vmn;
	struct smsmodem_cdma_vmn_ack ack;
	struct smsmodem_ie ie;
	size_t position = 0;

	while (smsmodem_cdma_sub_next(cdma, &position, &sub) > 0)
		require(sub.octets + sub.length <= cdma->bearer + cdma->bearer_len);
	position = 0;
	while (smsmodem_cdma_program_next(cdma, &position, &program) > 0)
		require(strlen(program.name) < sizeof program.name);
	position = 0;
	while (smsmodem_cdma_result_next(cdma, &position, &entry) > 0)
		require(entry.result < 16);
	position = 0;
	while (smsmodem_cdma_segment_next(cdma, &position, &segment) > 0)
		require(strlen(segment.text) < sizeof segment.text);
	position = 0;
	while (smsmodem_cdma_udh_next(cdma, &position, &ie) > 0)
		require(position <= cdma->data.header_len);
	require(smsmodem_cdma_vmn(cdma, &vmn) <= 1 && smsmodem_cdma_vmn_ack(cdma, &ack) <= 1);
}

static void read_content(const struct smsmodem_cdma *cdma)
{
	const struct smsmodem_cdma *parts[2] = {cdma, cdma};
	char text[SMSMODEM_CDMA_TEXT_SIZE(2)], small[8];
	uint8_t data[SMSMODEM_CDMA_DATA_SIZE(2)];

	int count = smsmodem_cdma_text(parts, 2, text, sizeof text);
	require(count >= 0 && text[count] == '\0');
	for (int at = 0, step; at < count; at += step) {
		uint32_t character;
		step = pdu_utf8_get(text + at, (size_t)(count - at), &character);
		require(step > 0);
	}
	(void)smsmodem_cdma_text(parts, 2, small, sizeof small);
	count = smsmodem_cdma_data(parts, 2, data, sizeof data);
	require(count >= 0 && count <= 2 * cdma->data.length);
	if (cdma->data.wap.valid)
		require(cdma->data.wap.segment < cdma->data.wap.total);
}

static void read_joined(const struct smsmodem_cdma *cdma)
{
	struct smsmodem_cdma_join *join = smsmodem_cdma_join_new(0);
	struct smsmodem_cdma_message message;

	if (!join)
		return;
	if (smsmodem_cdma_join_add(join, cdma, &message) == 0)
		require(smsmodem_cdma_join_flush(join, &message) == 1);
	require(message.count == 1 && message.total >= 1);
	smsmodem_cdma_join_free(join);
}

static void read_fields(const uint8_t *octets, size_t length, enum smsmodem_cdma_layer layer)
{
	static const char digits[] = "0123456789abcdef";
	struct smsmodem_field fields[SMSMODEM_FIELDS_MAX];
	char hex[2 * PDU_CDMA_OCTETS_MAX];
	size_t count = 0, end = 0;

	for (size_t i = 0; i < length; i++) {
		hex[2 * i] = digits[octets[i] >> 4];
		hex[2 * i + 1] = digits[octets[i] & 15];
	}
	int result = smsmodem_cdma_fields(hex, 2 * length, layer, fields, &count, NULL);
	require(count <= SMSMODEM_FIELDS_MAX);
	for (size_t i = 0; i < count; i++) {
		require(fields[i].offset == end); /* in order, without gaps */
		end += fields[i].length;
	}
	require(end == length || (result < 0 && end < length));
}

/* Held for as long as the process lives, so that the C library does not load them each time. */
static void hold_converters(void)
{
	static iconv_t held[2];

	if (!held[0]) {
		held[0] = iconv_open("UTF-8", "CP932");
		held[1] = iconv_open("UTF-8", "CP949");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	hold_converters();
	if (length > PDU_CDMA_OCTETS_MAX)
		return 0;
	for (int layer = 0; layer <= SMSMODEM_CDMA_LAYER_WDP; layer++) {
		struct smsmodem_cdma cdma;
		struct smsmodem_error error;
		int result = pdu_cdma_decode(octets, length, (enum smsmodem_cdma_layer)layer, &cdma,
					     &error);

		read_fields(octets, length, (enum smsmodem_cdma_layer)layer);
		if (result < 0) {
			require(error.code == result && error.offset >= 0 &&
				(size_t)error.offset <= length && error.text[0]);
			continue;
		}
		read_lists(&cdma);
		read_content(&cdma);
		read_joined(&cdma);
	}
	return 0;
}
