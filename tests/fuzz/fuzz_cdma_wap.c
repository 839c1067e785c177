/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The octets as segments of WAP that a stranger sends, each an octet of options, one of length and
 * user data; and all of them as a datagram that is encoded, decoded and joined again.
 */
#include "cdma.h"
#include <stdlib.h>
#include <string.h>

#define DATAGRAM_MAX  4096
#define SEGMENT_MAX   240
#define OPTION_NESTED 0x80U
#define OPTION_PEER   0x40U
#define OPTION_IDS    0x03U

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

/* --- what is joined --- */

static void read_message(const struct smsmodem_cdma_message *message)
{
	size_t size = SMSMODEM_CDMA_DATA_SIZE(message->count);
	uint8_t *data = malloc(size);
	unsigned last = 0, part, total;

	require(data != NULL && message->count >= 1 && message->count <= message->total);
	for (size_t i = 0; i < message->count; i++) {
		if (!smsmodem_cdma_part(message->parts[i], &part, &total)) {
			require(message->count == 1 && message->total == 1);
			continue;
		}
		require(part > last && part <= total && total == message->total);
		last = part;
	}
	require(smsmodem_cdma_data(message->parts, message->count, data, size) >= 0);
	free(data);
}

static void flush(struct smsmodem_cdma_join *join)
{
	struct smsmodem_cdma_message message;

	while (smsmodem_cdma_join_flush(join, &message) > 0)
		read_message(&message);
}

/* --- segments of a stranger --- */

static void put_octets(struct pdu_bit_writer *writer, const uint8_t *octets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		pdu_bits_put(writer, 8, octets[i]);
}

/* A message of the WAP teleservice with these user data. @return octets */
static size_t write_message(unsigned options, const uint8_t *data, size_t length, uint8_t *octets,
			    size_t size)
{
	struct pdu_bit_writer writer = {.octets = octets, .size = size};
	const uint8_t front[] = {0,
				 0,
				 2,
				 options & OPTION_NESTED ? 0xFD : 0x10,
				 options & OPTION_NESTED ? 0xEA : 0x04,
				 2,
				 3,
				 0x00,
				 options & OPTION_PEER ? 0xD5 : 0xD4,
				 0x54,
				 8,
				 (uint8_t)(5 + 2 + 2 + length),
				 0,
				 3,
				 0x10,
				 0x00,
				 (uint8_t)((options & OPTION_IDS) << 4),
				 1,
				 (uint8_t)(2 + length)};

	put_octets(&writer, front, sizeof front);
	pdu_bits_put(&writer, 5, SMSMODEM_CDMA_OCTET);
	pdu_bits_put(&writer, 8, (unsigned)length);
	put_octets(&writer, data, length);
	pdu_bits_put(&writer, 3, 0);
	require(!writer.failed);
	return pdu_bits_written(&writer);
}

static void join_strangers(struct smsmodem_cdma_join *join, const uint8_t *octets, size_t length)
{
	uint8_t message_octets[SMSMODEM_CDMA_PDU_MAX];
	struct smsmodem_cdma_message message;
	struct smsmodem_cdma cdma;

	for (size_t at = 0; length - at >= 2;) {
		unsigned options = octets[at];
		size_t count = octets[at + 1] % SEGMENT_MAX;

		at += 2;
		count = count < length - at ? count : length - at;
		size_t used = write_message(options, octets + at, count, message_octets,
					    sizeof message_octets);
		at += count;
		if (pdu_cdma_decode(message_octets, used, SMSMODEM_CDMA_LAYER_TRANSPORT, &cdma,
				    NULL) < 0)
			continue;
		int ready = smsmodem_cdma_join_add(join, &cdma, &message);
		while (ready > 0) {
			read_message(&message);
			ready = smsmodem_cdma_join_add(join, NULL, &message);
		}
	}
}

/* --- a datagram of our own --- */

static int encode(const struct smsmodem_cdma_submit *submit, struct smsmodem_cdma *segments)
{
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_cdma_pdu pdu;
	int parts = smsmodem_cdma_encode_begin(&encoder, submit, NULL);

	for (int i = 0; i < parts; i++) {
		require(smsmodem_cdma_encode_next(&encoder, &pdu, NULL) == 1);
		require(pdu.user_data_len <= submit->segment_size);
		require(!pdu.more || pdu.user_data_len == submit->segment_size);
		require(smsmodem_cdma_decode(pdu.hex, 2 * (size_t)pdu.length,
					     SMSMODEM_CDMA_LAYER_TRANSPORT, &segments[i],
					     NULL) == SMSMODEM_OK);
	}
	return parts;
}

/* Whether they begin as they would with ports that are there twice, which a reader leaves out. */
static int begins_with_ports(const uint8_t *octets, size_t length)
{
	static const uint8_t ports[] = {0x23, 0xF0, 0x0B, 0x84};

	return length >= sizeof ports && memcmp(octets, ports, sizeof ports) == 0;
}

static void round_trip(struct smsmodem_cdma_join *join, const uint8_t *octets, size_t length)
{
	static struct smsmodem_cdma segments[SMSMODEM_PARTS_MAX];
	static uint8_t data[DATAGRAM_MAX];
	struct smsmodem_cdma_submit submit = SMSMODEM_CDMA_SUBMIT_INIT;
	struct smsmodem_cdma_message message;

	submit.to = "+1";
	submit.wap = true;
	submit.port_src = 9200;
	submit.port_dst = 2948;
	submit.segment_size = 16 + octets[0] % 125;
	submit.data = octets;
	submit.data_len = length;
	int parts = encode(&submit, segments);
	require(parts > 0 || (parts == SMSMODEM_E_TEXT && length > (size_t)SMSMODEM_PARTS_MAX * 9));
	for (int i = parts; i > 0; i--)
		require(smsmodem_cdma_join_add(join, &segments[i - 1], &message) == (i == 1));
	if (parts <= 0 || begins_with_ports(octets, length))
		return;
	require(smsmodem_cdma_data(message.parts, message.count, data, sizeof data) == (int)length);
	require(memcmp(data, octets, length) == 0);
	for (int i = 0; i < parts; i++) /* all of it once more */
		require(smsmodem_cdma_join_add(join, &segments[i], &message) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	if (length == 0 || length > DATAGRAM_MAX)
		return 0;
	struct smsmodem_cdma_join *join = smsmodem_cdma_join_new(0);
	if (!join)
		return 0;
	join_strangers(join, octets, length);
	flush(join);
	round_trip(join, octets, length);
	flush(join);
	smsmodem_cdma_join_free(join);
	return 0;
}
