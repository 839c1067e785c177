/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every text, and every data, splits into parts that join to the same, whatever the order and the
 * duplication: messages of several senders at once, each part up to three times, some of them long
 * after their message was complete.
 */
#include "join_support.h"

enum {
	MESSAGES = 24,
	CHARACTERS_MAX = 700,
	PARTS = MESSAGES * 40
};

static const char *const senders[] = {"+491701234567", "+49170123456", "4711", "+1"};

struct sent {
	char text[4 * CHARACTERS_MAX];
	size_t length;
	bool is_data;
	unsigned first, count; /* of its parts */
	unsigned joined;       /* times */
};

struct run {
	struct sent sent[MESSAGES];
	struct smsmodem_tpdu parts[PARTS];
	unsigned owner[PARTS];
	size_t count;
};

static uint32_t random_character(struct random *random)
{
	static const uint32_t ranges[][2] = {{0x20, 95},    {0xC0, 64},  {0x900, 128}, {0x20AC, 1},
					     {0x1F600, 64}, {0x200D, 1}, {0x1, 0xD7FE}};
	const uint32_t *range = ranges[random_below(random, COUNT(ranges))];

	return range[0] + random_below(random, range[1]);
}

static void random_text(struct random *random, struct sent *sent)
{
	unsigned characters = 1 + random_below(random, CHARACTERS_MAX);
	bool plain = random_below(random, 2);

	sent->length = 0;
	for (unsigned i = 0; i < characters; i++) {
		uint32_t character =
			plain ? 0x20 + random_below(random, 95) : random_character(random);
		int octets = pdu_utf8_put(character, sent->text + sent->length, 4);

		assert_true(octets > 0);
		sent->length += (size_t)octets;
	}
}

/* A part as its receiver gets it: through octets, from the sender, stamped by the centre. */
static void deliver(const struct smsmodem_pdu *pdu, const char *sender, uint8_t second,
		    struct smsmodem_tpdu *part)
{
	const struct smsmodem_decode_options submit = {.kind = SMSMODEM_KIND_SUBMIT,
						       .tpdu_length = -1};
	const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_DELIVER,
							.tpdu_length = -1};
	struct smsmodem_tpdu tpdu;
	uint8_t octets[SMSMODEM_PDU_MAX];

	assert_int_equal(smsmodem_decode(pdu->hex, pdu->hex_len, &submit, &tpdu, NULL),
			 SMSMODEM_OK);
	tpdu.kind = SMSMODEM_KIND_DELIVER;
	assert_int_equal(pdu_address_parse(sender, &tpdu.peer, NULL), SMSMODEM_OK);
	tpdu = part_at(tpdu, second);
	int length = pdu_encode(&tpdu, octets, sizeof octets, NULL);
	assert_true(length > 0);
	assert_int_equal(pdu_decode(octets, (size_t)length, &options, part, NULL), SMSMODEM_OK);
	assert_true(part->scts.valid);
}

static void split(struct run *run, unsigned index, const struct smsmodem_submit *submit,
		  unsigned round)
{
	struct sent *sent = &run->sent[index];
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu;

	sent->first = (unsigned)run->count;
	sent->joined = 0;
	assert_true(smsmodem_encode_begin(&encoder, submit, NULL) > 0);
	while (smsmodem_encode_next(&encoder, &pdu, NULL) == 1) {
		assert_true(run->count < PARTS);
		deliver(&pdu, senders[index % COUNT(senders)], (uint8_t)(round % 60),
			&run->parts[run->count]);
		run->owner[run->count++] = index;
	}
	sent->count = (unsigned)run->count - sent->first;
}

/* References come again with each round, but no two messages of a sender have one at once. */
static void send_all(struct run *run, struct random *random, unsigned round)
{
	run->count = 0;
	for (unsigned i = 0; i < MESSAGES; i++) {
		struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
		struct sent *sent = &run->sent[i];

		random_text(random, sent);
		sent->is_data = random_below(random, 4) == 0;
		submit.to = "123";
		submit.text = sent->is_data ? NULL : sent->text;
		submit.text_len = sent->is_data ? 0 : sent->length;
		submit.data = sent->is_data ? (const uint8_t *)sent->text : NULL;
		submit.data_len = sent->is_data ? sent->length : 0;
		submit.languages = random_below(random, 2) ? SMSMODEM_LANGUAGES_ALL : 0;
		submit.port_dst = random_below(random, 3) ? -1 : 2948;
		submit.ref_bits = random_below(random, 2) ? 16 : 8;
		submit.ref = (uint16_t)(i * 7);
		split(run, i, &submit, round);
	}
}

static void assert_joined(struct run *run, const struct smsmodem_message *message)
{
	static char text[SMSMODEM_TEXT_SIZE(SMSMODEM_PARTS_MAX)];
	static uint8_t data[SMSMODEM_PARTS_MAX * SMSMODEM_UD_MAX];
	unsigned part = 0;

	assert_int_equal(message->count, message->total);
	while (part < run->count &&
	       (strcmp(run->parts[part].peer.text, message->parts[0].peer.text) != 0 ||
		memcmp(run->parts[part].ud, message->parts[0].ud, message->parts[0].ud_len) != 0))
		part++;
	assert_true(part < run->count);
	struct sent *sent = &run->sent[run->owner[part]];
	assert_int_equal(message->count, sent->count);
	sent->joined++;
	if (sent->is_data) {
		assert_int_equal(smsmodem_data(message->parts, message->count, data, sizeof data),
				 sent->length);
		assert_memory_equal(data, sent->text, sent->length);
	} else {
		assert_int_equal(smsmodem_text(message->parts, message->count, text, sizeof text),
				 sent->length);
		assert_memory_equal(text, sent->text, sent->length);
	}
}

/* What is not part of a long message is one message each time that it comes. */
static size_t copies(const struct run *run, struct random *random, size_t part)
{
	return run->parts[part].concat.total ? 1 + random_below(random, 3) : 1;
}

static void receive_all(struct run *run, const struct run *before, struct random *random,
			struct smsmodem_join *join)
{
	static size_t order[2 * 3 * PARTS];
	struct smsmodem_message message;
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		for (size_t copy = copies(run, random, i); copy > 0; copy--)
			order[count++] = i;
	for (size_t i = 0; i < before->count; i++)
		if (before->parts[i].concat.total)
			order[count++] = PARTS + i;
	shuffle(random, order, count);
	for (size_t i = 0; i < count; i++) {
		const struct smsmodem_tpdu *part =
			order[i] < PARTS ? &run->parts[order[i]] : &before->parts[order[i] - PARTS];
		int result = smsmodem_join_add(join, part, (int64_t)i, &message);

		assert_in_range(result, 0, 1);
		if (result)
			assert_joined(run, &message);
	}
	for (size_t i = 0; i < MESSAGES; i++)
		assert_int_equal(run->sent[i].joined, 1);
	assert_int_equal(smsmodem_join_flush(join, &message), 0);
}

static void test_texts(void **state)
{
	struct random random = random_start();
	struct run *runs = calloc(2, sizeof *runs);
	struct smsmodem_join *join = smsmodem_join_new(NULL);

	(void)state;
	assert_true(runs && join);
	for (unsigned round = 0; round < 30; round++) {
		send_all(&runs[round % 2], &random, round);
		receive_all(&runs[round % 2], &runs[(round + 1) % 2], &random, join);
	}
	smsmodem_join_free(join);
	free(runs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
