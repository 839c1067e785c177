/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Septets packed into octets (23.038 6.1.2.1), with and without fill bits in front. */
#include "pdu_support.h"

#define SEPTETS_MAX 200
#define OCTETS_MAX  200

struct pack_row {
	const char *septets; /* ASCII of the same value */
	unsigned fill_bits;
	const char *octets;
};

static const struct pack_row pack_rows[] = {
	{"", 0, ""},
	{"1", 0, "31"},                       /* 23.038 6.1.2.1.1 */
	{"12", 0, "3119"},                    /* the same */
	{"test text", 0, "F4F29C0EA297F174"}, /* libosmocore, sms_test */
	{"hellohello", 0, "E8329BFD4697D9EC37"},
	{"hola", 0, "E8373B0C"},
	{"1234567", 0, "31D98C56B3DD00"}, /* seven septets leave seven bits */
	{"12345678", 0, "31D98C56B3DD70"},
	{"1", 1, "62"}, /* behind a header of six octets: 23.040 9.2.3.24 */
	{"1", 6, "400C"},
	{"A", 5, "2008"},
};

static void test_pack(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pack_rows); i++) {
		const struct pack_row *row = &pack_rows[i];
		size_t count = strlen(row->septets);
		uint8_t octets[32], septets[32];
		int length = pdu_gsm7_pack((const uint8_t *)row->septets, count, row->fill_bits,
					   octets, sizeof octets);

		assert_true(length >= 0);
		assert_octets(octets, (size_t)length, row->octets);
		assert_int_equal(
			pdu_gsm7_unpack(octets, (size_t)length, row->fill_bits, septets, count),
			count);
		assert_memory_equal(septets, row->septets, count);
	}
}

/* Bit by bit, as the clause says it: an independent second way. */
static size_t pack_slowly(const uint8_t *septets, size_t count, unsigned fill_bits, uint8_t *octets)
{
	size_t bit = fill_bits;

	memset(octets, 0, OCTETS_MAX);
	for (size_t i = 0; i < count; i++)
		for (unsigned b = 0; b < 7; b++, bit++)
			if (septets[i] >> b & 1)
				octets[bit / 8] |= (uint8_t)(1U << bit % 8);
	return (bit + 7) / 8;
}

/* A septet's eighth bit is not packed. */
static void random_octets(struct random *random, uint8_t *octets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		octets[i] = (uint8_t)random_below(random, 256);
}

static void pack_and_back(struct random *random, size_t count, unsigned fill_bits)
{
	uint8_t septets[SEPTETS_MAX], back[SEPTETS_MAX], slow[OCTETS_MAX];

	random_octets(random, septets, count);
	size_t length = pack_slowly(septets, count, fill_bits, slow);
	uint8_t *in = exact_copy(septets, count), *octets = exact_copy(slow, length);

	memset(octets, CANARY, length);
	if (length > 0)
		assert_int_equal(pdu_gsm7_pack(in, count, fill_bits, octets, length - 1),
				 SMSMODEM_E_SPACE);
	assert_canary(octets, 0, length);
	assert_int_equal(pdu_gsm7_pack(in, count, fill_bits, octets, length), length);
	assert_memory_equal(octets, slow, length);
	memset(back, CANARY, sizeof back);
	assert_int_equal(pdu_gsm7_unpack(octets, length, fill_bits, back, count), count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(back[i], septets[i] & 0x7F);
	assert_canary(back, count, sizeof back);
	free(octets);
	free(in);
}

static void test_pack_property(void **state)
{
	struct random random = random_start();

	(void)state;
	for (size_t count = 0; count <= SEPTETS_MAX - 20; count++)
		for (unsigned fill_bits = 0; fill_bits < 7; fill_bits++)
			pack_and_back(&random, count, fill_bits);
}

/* Bit by bit, as far as whole septets are there. */
static size_t unpack_slowly(const uint8_t *octets, size_t length, unsigned fill_bits,
			    uint8_t *septets, size_t count)
{
	size_t used = 0;

	for (size_t bit = fill_bits; used < count && bit + 7 <= 8 * length; bit += 7, used++) {
		septets[used] = 0;
		for (unsigned b = 0; b < 7; b++)
			if (octets[(bit + b) / 8] >> (bit + b) % 8 & 1)
				septets[used] |= (uint8_t)(1U << b);
	}
	return used;
}

/* Any octets, fill bits that are not 0 among them; more or fewer septets wanted than there are. */
static void test_unpack_property(void **state)
{
	struct random random = random_start();

	(void)state;
	for (size_t length = 0; length <= 150; length++)
		for (unsigned fill_bits = 0; fill_bits < 7; fill_bits++) {
			uint8_t octets[OCTETS_MAX], slow[SEPTETS_MAX], septets[SEPTETS_MAX];
			size_t most = 8 * length / 7 + 2;
			size_t wanted =
				random_below(&random, 4) ? most : random_below(&random, 180);

			random_octets(&random, octets, length);
			uint8_t *in = exact_copy(octets, length);
			size_t count = unpack_slowly(octets, length, fill_bits, slow, wanted);
			memset(septets, CANARY, sizeof septets);
			assert_int_equal(pdu_gsm7_unpack(in, length, fill_bits, septets, wanted),
					 count);
			assert_memory_equal(septets, slow, count);
			assert_canary(septets, count, sizeof septets);
			free(in);
		}
}

/* Wherever input and output begin. */
static void test_alignments(void **state)
{
	struct random random = random_start();
	uint8_t septets[32 + 160], slow[OCTETS_MAX];

	(void)state;
	random_octets(&random, septets, sizeof septets);
	for (size_t in = 0; in < 32; in++)
		for (size_t out = 0; out < 32; out++) {
			uint8_t octets[32 + 140 + 1], back[32 + 160 + 1];

			memset(octets, CANARY, sizeof octets);
			memset(back, CANARY, sizeof back);
			assert_int_equal(pack_slowly(septets + in, 160, 0, slow), 140);
			assert_int_equal(pdu_gsm7_pack(septets + in, 160, 0, octets + out, 140),
					 140);
			assert_memory_equal(octets + out, slow, 140);
			assert_int_equal(pdu_gsm7_unpack(octets + out, 140, 0, back + in, 160),
					 160);
			for (size_t i = 0; i < 160; i++)
				assert_int_equal(back[in + i], septets[in + i] & 0x7F);
			assert_int_equal(octets[out + 140], CANARY);
			assert_int_equal(back[in + 160], CANARY);
			assert_true(out == 0 || octets[out - 1] == CANARY);
			assert_true(in == 0 || back[in - 1] == CANARY);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pack),
		cmocka_unit_test(test_pack_property),
		cmocka_unit_test(test_unpack_property),
		cmocka_unit_test(test_alignments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
