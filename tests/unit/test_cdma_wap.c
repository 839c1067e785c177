/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WAP segments and concatenated texts of CDMA, and joining them. */
#include "cdma.h"
#include "pdu_support.h"

/* Two segments of a datagram "abcdef" to port 2948 from 9200, message identifier 7. */
#define SEGMENT_0 "0000021004020300D55408130003100070010C00500010011F805C230B1318"
#define SEGMENT_1 "0000021004020300D554080F00031000700108003000100B232B30"
/* Two parts of "Hello world", reference 23. */
#define PART_1 "0000021002020300D554081B000310001801142048280018B81008024003280360036003780100"
#define PART_2 "0000021002020300D5540819000310002801122040280018B8101003B80378039003600320"

static struct smsmodem_cdma decoded(const char *hex)
{
	struct smsmodem_cdma cdma;

	assert_int_equal(
		smsmodem_cdma_decode(hex, strlen(hex), SMSMODEM_CDMA_LAYER_TRANSPORT, &cdma, NULL),
		SMSMODEM_OK);
	return cdma;
}

static void assert_data(const struct smsmodem_cdma *const *parts, size_t count, const char *wanted)
{
	size_t length = strlen(wanted);
	uint8_t data[SMSMODEM_CDMA_DATA_SIZE(2)];

	for (size_t size = 0; size <= length; size++) {
		memset(data, CANARY, sizeof data);
		int got = smsmodem_cdma_data(parts, count, data, size);
		assert_int_equal(got, size < length ? SMSMODEM_E_SPACE : (int)length);
		assert_canary(data, size, sizeof data);
	}
	assert_memory_equal(data, wanted, length);
}

/* Ports in segment 0 only, the source in front of the destination (WAP-259-WDP). */
static void test_segments(void **state)
{
	struct smsmodem_cdma first = decoded(SEGMENT_0), second = decoded(SEGMENT_1);
	const struct smsmodem_cdma *parts[] = {&first, &second};

	(void)state;
	assert_true(first.data.wap.valid);
	assert_int_equal(first.data.wap.total, 2);
	assert_int_equal(first.data.wap.segment, 0);
	assert_int_equal(first.data.wap.src, 9200);
	assert_int_equal(first.data.wap.dst, 2948);
	assert_true(second.data.wap.valid);
	assert_int_equal(second.data.wap.segment, 1);
	assert_int_equal(second.data.wap.dst, 0);
	assert_false(smsmodem_cdma_is_text(&first));
	assert_data(parts, 2, "abcdef");
}

/* Bearer data within user data, as a Chinese network sends them. */
static void test_nested(void **state)
{
	struct smsmodem_cdma cdma = decoded("000002FDEA020300D554081C000310001001150098001880"
					    "2A8008600280008008FC02E1185898C0");
	const struct smsmodem_cdma *part = &cdma;

	(void)state;
	assert_int_equal(cdma.message_id, 0x55);
	assert_int_equal(cdma.data.wap.dst, 2948);
	assert_data(&part, 1, "abc");
}

/* Ports that are there twice, in front of a push. */
static void test_repeated_ports(void **state)
{
	struct smsmodem_cdma cdma = decoded("0000021004020300D55408170003100070011000700008011F80"
					    "5C211F805C20083010");
	const struct smsmodem_cdma *part = &cdma;

	(void)state;
	assert_data(&part, 1, "\x01\x06\x02");
}

/* --- segments alone, which say nothing of what they are --- */

static const struct {
	const char *name, *hex;
	enum smsmodem_cdma_type type;
} alone_rows[] = {
	{"as a transport message, an originator of one octet", "000201 0A 0201 61",
	 SMSMODEM_CDMA_WDP},
	{"as a transport message, reserved parameters", "002001 0A 2103 616263", SMSMODEM_CDMA_WDP},
	{"as bearer data, a message identifier", "000301 6162 0802 6364", SMSMODEM_CDMA_WDP},
	{"ports", "00020023F00B8461", SMSMODEM_CDMA_WDP},
	{"no octets", "00FFFE", SMSMODEM_CDMA_WDP},
	{"reply option, teleservice, bearer data", "000601 04 00021002 0808 0003100010 080180",
	 SMSMODEM_CDMA_POINT_TO_POINT},
	{"as that, without a message identifier", "000601 04 00021002 0803 080180",
	 SMSMODEM_CDMA_WDP},
	{"as that, without bearer data", "000601 04 00021002", SMSMODEM_CDMA_WDP},
	{"bearer data", "0003100010 080180", SMSMODEM_CDMA_BEARER_DATA},
	{"a teleservice", "0000021002", SMSMODEM_CDMA_POINT_TO_POINT},
	{"a segment behind the last", "000202 0044", SMSMODEM_CDMA_POINT_TO_POINT},
};

static void test_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(alone_rows); i++) {
		uint8_t octets[64];
		size_t length = octets_of(alone_rows[i].hex, octets, sizeof octets);
		uint8_t *exact = exact_copy(octets, length);
		struct smsmodem_cdma cdma;

		print_message("%s\n", alone_rows[i].name);
		assert_int_equal(
			pdu_cdma_decode(exact, length, SMSMODEM_CDMA_LAYER_AUTO, &cdma, NULL),
			SMSMODEM_OK);
		assert_int_equal(cdma.type, alone_rows[i].type);
		free(exact);
	}
}

/* Further segments of any text or octets are segments. */
static void test_any_segment(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int i = 0; i < 20000; i++) {
		uint8_t octets[SMSMODEM_UD_MAX];
		size_t length = 3 + random_below(&random, sizeof octets - 2);
		uint32_t total = 2 + random_below(&random, i % 2 ? 254 : 8);
		uint32_t least = i % 3 ? ' ' : 0, letters = i % 3 ? 95 : 256;
		struct smsmodem_cdma cdma;

		octets[0] = 0;
		octets[1] = (uint8_t)total;
		octets[2] = (uint8_t)(1 + random_below(&random, total - 1));
		for (size_t at = 3; at < length; at++)
			octets[at] = (uint8_t)(least + random_below(&random, letters));
		uint8_t *exact = exact_copy(octets, length);
		assert_int_equal(
			pdu_cdma_decode(exact, length, SMSMODEM_CDMA_LAYER_AUTO, &cdma, NULL),
			SMSMODEM_OK);
		assert_int_equal(cdma.type, SMSMODEM_CDMA_WDP);
		assert_int_equal(cdma.data.wap.total, total);
		assert_int_equal(cdma.data.wap.segment, octets[2]);
		assert_int_equal(cdma.data.length, length);
		free(exact);
	}
}

/* --- joining --- */

static void assert_joined(struct smsmodem_cdma_join *join, const struct smsmodem_cdma *cdma,
			  const char *text)
{
	struct smsmodem_cdma_message message;
	char got[SMSMODEM_CDMA_TEXT_SIZE(2)];

	assert_int_equal(smsmodem_cdma_join_add(join, cdma, &message), text ? 1 : 0);
	if (!text)
		return;
	assert_int_equal(message.count, 2);
	assert_int_equal(message.total, 2);
	if (smsmodem_cdma_is_text(message.parts[0])) {
		assert_true(smsmodem_cdma_text(message.parts, 2, got, sizeof got) >= 0);
		assert_string_equal(got, text);
	} else {
		assert_data(message.parts, 2, text);
	}
	assert_int_equal(smsmodem_cdma_join_add(join, NULL, &message), 0);
}

/* In any order, interleaved, with duplicates. */
static void test_join(void **state)
{
	struct smsmodem_cdma segments[] = {decoded(SEGMENT_0), decoded(SEGMENT_1)};
	struct smsmodem_cdma texts[] = {decoded(PART_1), decoded(PART_2)};

	(void)state;
	for (int swapped = 0; swapped < 2; swapped++) {
		struct smsmodem_cdma_join *join = smsmodem_cdma_join_new(0);

		assert_non_null(join);
		assert_joined(join, &segments[swapped], NULL);
		assert_joined(join, &texts[swapped], NULL);
		assert_joined(join, &texts[swapped], NULL);
		assert_joined(join, &texts[!swapped], "Hello world");
		assert_joined(join, &segments[!swapped], "abcdef");
		/* once more, when their message has been given out */
		for (int i = 0; i < 2; i++) {
			assert_joined(join, &segments[i], NULL);
			assert_joined(join, &texts[i], NULL);
		}
		struct smsmodem_cdma_message message;
		assert_int_equal(smsmodem_cdma_join_flush(join, &message), 0);
		smsmodem_cdma_join_free(join);
	}
	smsmodem_cdma_join_free(NULL);
}

/* A sender that uses an identifier again for another datagram is heard. */
static void test_join_identifier_again(void **state)
{
	struct smsmodem_cdma segments[] = {decoded(SEGMENT_0), decoded(SEGMENT_1)};
	struct smsmodem_cdma_join *join = smsmodem_cdma_join_new(0);

	(void)state;
	assert_joined(join, &segments[0], NULL);
	assert_joined(join, &segments[1], "abcdef");
	for (int i = 0; i < 2; i++)
		segments[i].bearer[segments[i].bearer_len - 1] ^= 1; /* a later time, say */
	assert_joined(join, &segments[1], NULL);
	assert_joined(join, &segments[0], "abcdef");
	smsmodem_cdma_join_free(join);
}

/* Another originator, message identifier or total is another message. */
static void test_join_keys(void **state)
{
	struct smsmodem_cdma first = decoded(SEGMENT_0);
	struct smsmodem_cdma_message message;

	(void)state;
	for (int change = 0; change < 3; change++) {
		struct smsmodem_cdma_join *join = smsmodem_cdma_join_new(0);
		struct smsmodem_cdma second = decoded(SEGMENT_1);

		assert_non_null(join);
		second.message_id += change == 0;
		second.from.text[0] += change == 1;
		second.data.wap.total += change == 2;
		assert_joined(join, &first, NULL);
		assert_joined(join, &second, NULL);
		assert_int_equal(smsmodem_cdma_join_flush(join, &message), 1);
		assert_int_equal(message.count, 1);
		assert_int_equal(message.total, 2);
		assert_int_equal(message.parts[0]->data.wap.segment, 0);
		smsmodem_cdma_join_free(join);
	}
}

/* The same number with other content: the sender has come round, and the old message goes out. */
static void test_join_again(void **state)
{
	struct smsmodem_cdma first = decoded(SEGMENT_0), other = first, second = decoded(SEGMENT_1);
	struct smsmodem_cdma_join *join = smsmodem_cdma_join_new(0);
	struct smsmodem_cdma_message message;

	(void)state;
	other.data.octets[7] = 'A';
	assert_joined(join, &first, NULL);
	assert_int_equal(smsmodem_cdma_join_add(join, &other, &message), 1);
	assert_int_equal(message.count, 1);
	assert_data(message.parts, 1, "abc");
	assert_joined(join, &second, "Abcdef");
	assert_int_equal(smsmodem_cdma_join_flush(join, &message), 0);
	smsmodem_cdma_join_free(join);
}

/* What waits is bounded: the oldest makes room. */
static void test_join_bound(void **state)
{
	struct smsmodem_cdma first = decoded(SEGMENT_0);
	struct smsmodem_cdma_join *join = smsmodem_cdma_join_new(1);
	struct smsmodem_cdma_message message;
	unsigned out = 0;

	(void)state;
	for (unsigned i = 0; i < 300; i++) {
		first.message_id = (uint16_t)i;
		int result = smsmodem_cdma_join_add(join, &first, &message);
		assert_int_equal(result, i >= 256);
		if (result > 0)
			assert_int_equal(message.parts[0]->message_id, out++);
	}
	while (smsmodem_cdma_join_flush(join, &message) > 0)
		assert_int_equal(message.parts[0]->message_id, out++);
	assert_int_equal(out, 300);
	smsmodem_cdma_join_free(join);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_segments),
		cmocka_unit_test(test_nested),
		cmocka_unit_test(test_repeated_ports),
		cmocka_unit_test(test_alone),
		cmocka_unit_test(test_any_segment),
		cmocka_unit_test(test_join),
		cmocka_unit_test(test_join_keys),
		cmocka_unit_test(test_join_again),
		cmocka_unit_test(test_join_identifier_again),
		cmocka_unit_test(test_join_bound),
	};

	return cmocka_run_group_tests_name("cdma_wap", tests, NULL, NULL);
}
