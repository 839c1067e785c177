/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Datagrams over CDMA there and back: encoded, mixed up on the way, decoded, joined. */
#include "cdma_push_support.h"

#define PUSHES       10
#define DATAGRAM_MAX 2500

struct push {
	uint8_t datagram[DATAGRAM_MAX];
	size_t length;
	struct smsmodem_cdma_submit submit;
	int parts;
	bool joined;
};

/* A segment as a phone gets it, from the number that it was sent to. */
static struct smsmodem_cdma delivered(const struct smsmodem_cdma_pdu *pdu)
{
	uint8_t octets[SMSMODEM_CDMA_PDU_MAX];
	size_t length = octets_of(pdu->hex, octets, sizeof octets);
	struct smsmodem_cdma cdma;

	assert_int_equal(octets[5], SMSMODEM_CDMA_DESTINATION);
	octets[5] = SMSMODEM_CDMA_ORIGINATOR;
	uint8_t *bearer = octets + 5 + 2 + octets[6];
	assert_int_equal(bearer[4] >> 4, SMSMODEM_CDMA_SUBMIT);
	bearer[4] = (uint8_t)((bearer[4] & 15) | SMSMODEM_CDMA_DELIVER << 4);
	assert_int_equal(
		pdu_cdma_decode(octets, length, SMSMODEM_CDMA_LAYER_TRANSPORT, &cdma, NULL),
		SMSMODEM_OK);
	return cdma;
}

/* In China: the bearer data within the user data of others. */
static struct smsmodem_cdma nested(const struct smsmodem_cdma *inner)
{
	uint8_t octets[SMSMODEM_CDMA_PDU_MAX];
	struct pdu_bit_writer writer = {.octets = octets, .size = sizeof octets};
	static const uint8_t front[] = {0, 0, 2, 0xFD, 0xEA, 2, 3, 0x00, 0xD5, 0x54, 8};
	static const uint8_t identifier[] = {0, 3, 0x10, 0x00, 0x10};
	size_t user_data = inner->bearer_len + 2U;
	struct smsmodem_cdma cdma;

	for (size_t i = 0; i < sizeof front; i++)
		pdu_bits_put(&writer, 8, front[i]);
	pdu_bits_put(&writer, 8, (unsigned)(sizeof identifier + 2 + user_data));
	for (size_t i = 0; i < sizeof identifier; i++)
		pdu_bits_put(&writer, 8, identifier[i]);
	pdu_bits_put(&writer, 8, SMSMODEM_CDMA_SUB_USER_DATA);
	pdu_bits_put(&writer, 8, (unsigned)user_data);
	pdu_bits_put(&writer, 5, SMSMODEM_CDMA_OCTET);
	pdu_bits_put(&writer, 8, inner->bearer_len);
	for (size_t i = 0; i < inner->bearer_len; i++)
		pdu_bits_put(&writer, 8, inner->bearer[i]);
	pdu_bits_put(&writer, 3, 0);
	assert_false(writer.failed);
	assert_int_equal(pdu_cdma_decode(octets, pdu_bits_written(&writer),
					 SMSMODEM_CDMA_LAYER_TRANSPORT, &cdma, NULL),
			 SMSMODEM_OK);
	return cdma;
}

static void check_segment(const struct push *push, const struct smsmodem_cdma_pdu *pdu,
			  const struct smsmodem_cdma *cdma)
{
	const struct smsmodem_cdma_wap *wap = &cdma->data.wap;
	int size = push->submit.segment_size ? push->submit.segment_size : 112;

	assert_int_equal(strlen(pdu->hex), 2 * pdu->length);
	assert_in_range(pdu->user_data_len, 1, size);
	if (pdu->more)
		assert_int_equal(pdu->user_data_len, size);
	assert_true(wap->valid);
	assert_int_equal(wap->total, push->parts);
	assert_int_equal(wap->segment, pdu->part - 1);
	assert_int_equal(wap->src, wap->segment ? 0 : push->submit.port_src);
	assert_int_equal(wap->dst, wap->segment ? 0 : push->submit.port_dst);
	assert_int_equal(wap->offset, wap->segment ? 3 : 7);
	assert_int_equal(cdma->message_id, push->submit.message_id);
	assert_int_equal(cdma->parameters.bad | cdma->subs.bad, 0);
	assert_memory_equal(cdma->data.octets, pdu->user_data, pdu->user_data_len);
}

/* @param[out] segments room for those that are yet to come. @return how many there are now */
static size_t encode_push(struct push *push, struct smsmodem_cdma *segments, size_t count)
{
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_cdma_pdu pdu;
	struct smsmodem_error error;

	push->parts = smsmodem_cdma_encode_begin(&encoder, &push->submit, &error);
	if (push->parts < 0)
		fail_msg("%s", error.text);
	for (int part = 0; part < push->parts; part++) {
		assert_int_equal(smsmodem_cdma_encode_next(&encoder, &pdu, &error), 1);
		segments[count] = delivered(&pdu);
		check_segment(push, &pdu, &segments[count++]);
	}
	assert_int_equal(smsmodem_cdma_encode_next(&encoder, &pdu, &error), 0);
	return count;
}

static void random_push(struct random *random, struct push *push, int segment_size)
{
	push->length = random_below(random, random_below(random, 4) ? 400 : DATAGRAM_MAX);
	for (size_t i = 0; i < push->length; i++)
		push->datagram[i] = (uint8_t)random_below(random, 256);
	push->submit = submit_of(push->datagram, push->length);
	push->submit.segment_size = segment_size;
	push->submit.port_src = (uint16_t)random_below(random, 65536);
	push->submit.port_dst = (uint16_t)random_below(random, 65536);
	push->joined = false;
}

/* --- joining --- */

static void check_joined(struct push pushes[PUSHES], const struct smsmodem_cdma_message *message)
{
	uint8_t data[DATAGRAM_MAX + 8];
	struct push *push = NULL;

	for (int i = 0; i < PUSHES; i++)
		if (pushes[i].submit.message_id == message->parts[0]->message_id)
			push = &pushes[i];
	assert_non_null(push);
	assert_false(push->joined);
	push->joined = true;
	assert_int_equal(message->count, push->parts);
	assert_int_equal(message->total, push->parts);
	memset(data, CANARY, sizeof data);
	int length = smsmodem_cdma_data(message->parts, message->count, data, push->length);
	assert_int_equal(length, push->length);
	assert_memory_equal(data, push->datagram, push->length);
	assert_canary(data, push->length, sizeof data);
	assert_int_equal(message->parts[0]->data.wap.dst, push->submit.port_dst);
}

static void shuffle(struct random *random, struct smsmodem_cdma *segments, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t other = random_below(random, (uint32_t)i);
		struct smsmodem_cdma swap = segments[i - 1];

		segments[i - 1] = segments[other];
		segments[other] = swap;
	}
}

static void join_all(struct push pushes[PUSHES], const struct smsmodem_cdma *segments, size_t count)
{
	struct smsmodem_cdma_join *join = smsmodem_cdma_join_new(0);
	struct smsmodem_cdma_message message;

	assert_non_null(join);
	for (size_t i = 0; i < count; i++) {
		int ready = smsmodem_cdma_join_add(join, &segments[i], &message);

		assert_in_range(ready, 0, 1);
		if (ready)
			check_joined(pushes, &message);
	}
	/* nothing is left of what came twice */
	assert_int_equal(smsmodem_cdma_join_flush(join, &message), 0);
	smsmodem_cdma_join_free(join);
	for (int i = 0; i < PUSHES; i++)
		assert_true(pushes[i].joined);
}

static struct push pushes[PUSHES];
static struct smsmodem_cdma segments[2 * PUSHES * (DATAGRAM_MAX / 10)];

static void ten_pushes(struct random *random, int segment_size, bool in_china)
{
	uint16_t first = (uint16_t)random_below(random, 65536);
	size_t count = 0;

	for (int i = 0; i < PUSHES; i++) {
		random_push(random, &pushes[i], segment_size);
		pushes[i].submit.message_id = (uint16_t)(first + i);
		count = encode_push(&pushes[i], segments, count);
	}
	for (size_t i = 0; in_china && i < count; i++)
		segments[i] = nested(&segments[i]);
	/* some of them twice */
	for (size_t i = 0, once = count; i < once; i++)
		if (random_below(random, 3) == 0)
			segments[count++] = segments[i];
	assert_true(count < COUNT(segments));
	shuffle(random, segments, count);
	join_all(pushes, segments, count);
}

static void test_ten_pushes(void **state)
{
	static const int sizes[] = {50, 112, 140, 0, 16};
	struct random random = random_start();

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++)
		for (int round = 0; round < 8; round++)
			ten_pushes(&random, sizes[i], false);
}

static void test_ten_nested_pushes(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int round = 0; round < 8; round++)
		ten_pushes(&random, 112, true);
}

/* Some carriers write the ports twice in pushes of OMA DM; of what joins they are no part. */
static void test_repeated_ports(void **state)
{
	static const uint8_t push[] = {0x23, 0xF0, 0x0B, 0x84, 0x01, 0x06, 0x03, 0xC4, 0xAF,
				       0x87, 'a',  'b',  'c',  'd',  'e',  'f',  'g'};
	struct push sent = {.submit = submit_of(push, sizeof push)};
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_cdma_pdu pdu;
	const struct smsmodem_cdma *parts[2] = {&segments[0], &segments[1]};
	uint8_t data[32];

	(void)state;
	sent.submit.segment_size = 20;
	assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &sent.submit, NULL), 2);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(smsmodem_cdma_encode_next(&encoder, &pdu, NULL), 1);
		segments[i] = delivered(&pdu);
	}
	assert_int_equal(segments[0].data.wap.dst, 2948);
	assert_int_equal(smsmodem_cdma_data(parts, 2, data, sizeof data), sizeof push - 4);
	assert_memory_equal(data, push + 4, sizeof push - 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ten_pushes),
		cmocka_unit_test(test_ten_nested_pushes),
		cmocka_unit_test(test_repeated_ports),
	};

	return cmocka_run_group_tests_name("cdma_push_join", tests, NULL, NULL);
}
