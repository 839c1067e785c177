/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user data header (23.040 9.2.3.24). */
#include "pdu_support.h"

struct udh_row {
	const char *octets;
	unsigned ref_bits, ref, total, seq;
	unsigned port_bits, dst, src;
	bool canonical; /* is written the same */
};

static const struct udh_row udh_rows[] = {
	{"05 00031E0301", 8, 30, 3, 1, 0, 0, 0, true},
	{"06 0804DFD30201", 16, 0xDFD3, 2, 1, 0, 0, 0, true},
	{"06 05040B8423F0", 0, 0, 0, 0, 16, 2948, 9200, true},
	{"04 0402F5E2", 0, 0, 0, 0, 8, 245, 226, true},
	{"0B 00030102010 5040B8423F0", 8, 1, 2, 1, 16, 2948, 9200, true},
	{"0C 0804DFD30201 05040B8423F0", 16, 0xDFD3, 2, 1, 16, 2948, 9200, true},
	{"0B 05040B8423F0 0003010201", 8, 1, 2, 1, 16, 2948, 9200, false},
	{"05 00031EFFFF", 8, 30, 255, 255, 0, 0, 0, true},
	/* illegal: total 0, number 0, number over total */
	{"05 00031E0000", 0, 0, 0, 0, 0, 0, 0, false},
	{"05 00031E0300", 0, 0, 0, 0, 0, 0, 0, false},
	{"05 00031E0304", 0, 0, 0, 0, 0, 0, 0, false},
	{"06 0804DFD30203", 0, 0, 0, 0, 0, 0, 0, false},
	/* lengths that are not the element's */
	{"04 00021E03", 0, 0, 0, 0, 0, 0, 0, false},
	{"06 00041E030100", 0, 0, 0, 0, 0, 0, 0, false},
	{"05 05030B8423", 0, 0, 0, 0, 0, 0, 0, false},
	/* unknown elements are stepped over */
	{"0A 0A03000510 00031E0301", 8, 30, 3, 1, 0, 0, 0, false},
	{"09 7000 0003070201 FF00", 8, 7, 2, 1, 0, 0, 0, false},
	/* of repeated ones the last legal one */
	{"0A 0003010201 0003020202", 8, 2, 2, 2, 0, 0, 0, false},
	{"0A 0003010201 0003020203", 8, 1, 2, 1, 0, 0, 0, false},
	{"0B 0003010201 080412340303", 16, 0x1234, 3, 3, 0, 0, 0, false},
	/* and of those that exclude each other */
	{"0A 05040B8423F0 0402F5E2", 0, 0, 0, 0, 8, 245, 226, false},
	{"0A 0402F5E2 05040B8423F0", 0, 0, 0, 0, 16, 2948, 9200, false},
	{"0C 080412340303 0003010201", 8, 1, 2, 1, 0, 0, 0, false},
	/* an element with too few octets, or one octet of none: the header counts for nothing */
	{"08 00031E0301 050423", 0, 0, 0, 0, 0, 0, 0, false},
	{"06 00031E0301 05", 0, 0, 0, 0, 0, 0, 0, false},
	{"07 00031E0301 0501", 0, 0, 0, 0, 0, 0, 0, false},
	{"01 00", 0, 0, 0, 0, 0, 0, 0, false},
	{"00", 0, 0, 0, 0, 0, 0, 0, false},
};

static void test_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(udh_rows); i++) {
		const struct udh_row *row = &udh_rows[i];
		struct pdu_udh found = {.concat.ref_bits = 99, .ports.bits = 99};
		uint8_t raw[32], back[32];
		size_t length = octets_of(row->octets, raw, sizeof raw);
		uint8_t *udh = exact_copy(raw, length);

		pdu_udh_read(udh, length, &found);
		assert_int_equal(found.concat.ref_bits, row->ref_bits);
		assert_int_equal(found.concat.ref, row->ref);
		assert_int_equal(found.concat.total, row->total);
		assert_int_equal(found.concat.seq, row->seq);
		assert_int_equal(found.ports.bits, row->port_bits);
		assert_int_equal(found.ports.dst, row->dst);
		assert_int_equal(found.ports.src, row->src);
		for (size_t size = 0; row->canonical && size <= length; size++) {
			memset(back, CANARY, sizeof back);
			assert_int_equal(pdu_udh_write(&found, back, size),
					 size == length ? (int)length : SMSMODEM_E_SPACE);
			assert_canary(back, size == length ? length : 0, sizeof back);
		}
		if (row->canonical)
			assert_memory_equal(back, udh, length);
		free(udh);
	}
}

struct shift_row {
	const char *octets;
	unsigned locking, single;
	bool canonical;
};

/* 9.2.3.24.15, .16 */
static const struct shift_row shift_rows[] = {
	{"03 240101", 0, 1, true},
	{"03 250103", 3, 0, true},
	{"06 24010D 25010D", 13, 13, true},
	{"06 250104 240106", 4, 6, false},
	{"03 240100", 0, 0, false},
	/* nobody has assigned these */
	{"03 24010E", 0, 0, false},
	{"03 2501FF", 0, 0, false},
	/* nor has Spanish a locking one */
	{"03 250102", 0, 0, false},
	{"03 240102", 0, 2, true},
	/* of repeated ones the last; lengths that are not the element's */
	{"06 240101 240102", 0, 2, false},
	{"06 250101 25010E", 0, 0, false},
	{"05 240101 2400", 0, 1, false},
	{"04 24020102", 0, 0, false},
	/* with others between them */
	{"0C 240101 00031E0301 7000 00", 0, 0, false},
	{"0D 240101 00031E0301 250103", 3, 1, false},
};

static void test_shift(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(shift_rows); i++) {
		const struct shift_row *row = &shift_rows[i];
		struct pdu_udh found;
		uint8_t raw[32], back[32];
		size_t length = octets_of(row->octets, raw, sizeof raw);
		uint8_t *udh = exact_copy(raw, length);

		print_message("  %s\n", row->octets);
		pdu_udh_read(udh, length, &found);
		assert_int_equal(found.shift.locking, row->locking);
		assert_int_equal(found.shift.single, row->single);
		if (row->canonical) {
			assert_int_equal(pdu_udh_write(&found, back, sizeof back), length);
			assert_memory_equal(back, udh, length);
		}
		free(udh);
	}
}

/* Elements that nothing is made of go through a message as they are, in their order. */
static void test_carried_through(void **state)
{
	static const char header[] = "21 7000 7103AABBCC 010280 05 0A030003 10 2105 0001020304"
				     "22080B916407281553F8";
	static const uint8_t identifiers[] = {0x70, 0x71, 0x01, 0x0A, 0x21, 0x22};
	struct smsmodem_tpdu tpdu = {.kind = SMSMODEM_KIND_SUBMIT, .dcs = 4}, again;
	uint8_t octets[SMSMODEM_PDU_MAX];
	struct smsmodem_ie ie;
	size_t position = 0, length = octets_of(header, tpdu.ud, sizeof tpdu.ud);

	(void)state;
	assert_int_equal(length, tpdu.ud[0] + 1);
	tpdu.udl = tpdu.ud_len = (uint8_t)(length + 2);
	tpdu.udh_len = (uint8_t)length;
	tpdu.peer.toa = 0x81;
	int count = pdu_encode(&tpdu, octets, sizeof octets, NULL);
	assert_true(count > 0);
	assert_int_equal(pdu_decode(octets, (size_t)count, NULL, &again, NULL), SMSMODEM_OK);
	assert_int_equal(again.udh_len, length);
	assert_memory_equal(again.ud, tpdu.ud, tpdu.ud_len);
	for (size_t i = 0; i < COUNT(identifiers); i++) {
		assert_int_equal(smsmodem_udh_next(&again, &position, &ie), 1);
		assert_int_equal(ie.iei, identifiers[i]);
	}
	assert_int_equal(smsmodem_udh_next(&again, &position, &ie), 0);
}

static void test_write_nothing(void **state)
{
	const struct pdu_udh nothing = {0};

	(void)state;
	assert_int_equal(pdu_udh_write(&nothing, NULL, 0), 0);
}

static void test_next(void **state)
{
	static const uint8_t udh[] = {7, 0x24, 1, 5, 0x70, 0, 0x0A, 3};
	struct smsmodem_ie ie;
	size_t position = 0;

	(void)state;
	assert_int_equal(pdu_udh_next(udh, sizeof udh, &position, &ie), 1);
	assert_int_equal(ie.iei, 0x24);
	assert_int_equal(ie.length, 1);
	assert_int_equal(ie.data[0], 5);
	assert_int_equal(pdu_udh_next(udh, sizeof udh, &position, &ie), 1);
	assert_int_equal(ie.iei, 0x70);
	assert_int_equal(ie.length, 0);
	assert_int_equal(pdu_udh_next(udh, sizeof udh, &position, &ie), SMSMODEM_E_PDU);
	position = 0;
	assert_int_equal(pdu_udh_next(udh, 1, &position, &ie), 0);
	assert_int_equal(pdu_udh_next(udh, 0, &position, &ie), 0);
}

/* The public one trusts no struct: not beyond what is there, nor beyond the struct. */
static void test_next_bounds(void **state)
{
	struct smsmodem_tpdu tpdu = {.ud_len = 255, .udh_len = 255, .ud = {254, 1, 156}};
	struct smsmodem_ie ie;
	size_t position = 0;

	(void)state;
	assert_int_equal(smsmodem_udh_next(&tpdu, &position, &ie), 1);
	assert_int_equal(smsmodem_udh_next(&tpdu, &position, &ie), SMSMODEM_E_PDU);
	tpdu.ud[2] = 158;
	position = 0;
	assert_int_equal(smsmodem_udh_next(&tpdu, &position, &ie), SMSMODEM_E_PDU);
	tpdu.ud[2] = 2;
	tpdu.ud_len = 4;
	assert_int_equal(smsmodem_udh_next(&tpdu, &position, &ie), SMSMODEM_E_PDU);
	tpdu.ud_len = 5;
	assert_int_equal(smsmodem_udh_next(&tpdu, &position, &ie), 1);
	assert_int_equal(smsmodem_udh_next(&tpdu, &position, &ie), 0);
}

/* Any header at any length stays within its octets and ends. */
static void test_any_octets(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		struct pdu_udh found;
		uint8_t raw[24];
		size_t count = random_below(&random, sizeof raw + 1);

		for (size_t i = 0; i < count; i++)
			raw[i] = (uint8_t)random_below(&random, i % 2 ? 9 : 5);
		uint8_t *udh = exact_copy(raw, count);
		pdu_udh_read(udh, count, &found);
		assert_true(found.concat.seq <= found.concat.total);
		free(udh);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_shift),
		cmocka_unit_test(test_carried_through),
		cmocka_unit_test(test_write_nothing),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_next_bounds),
		cmocka_unit_test(test_any_octets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
