/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding messages of CDMA: addresses, subparameters, encodings, and what is malformed. */
#include "cdma.h"
#include "pdu_support.h"

static struct smsmodem_cdma decoded(const char *hex, enum smsmodem_cdma_layer layer)
{
	struct smsmodem_cdma cdma;
	struct smsmodem_error error;
	uint8_t octets[512];
	size_t length = octets_of(hex, octets, sizeof octets);
	uint8_t *exact = exact_copy(octets, length);

	if (pdu_cdma_decode(exact, length, layer, &cdma, &error) != SMSMODEM_OK)
		fail_msg("%s: %s", hex, error.text);
	free(exact);
	return cdma;
}

/* --- addresses --- */

struct address_row {
	const char *name, *hex, *text;
	bool eight_bit, network;
	uint8_t type, plan;
};

/* A point-to-point message with an originating address of its own. */
static const struct address_row address_rows[] = {
	{"4-bit digits, 3.4.3.3", "00 0202 0048", "1", false, false, 0, 0},
	{"4-bit 0*#, C.S0005 2.7.1.3.2.4-4", "00 0203 00EAFC", "0*#", false, false, 0, 0},
	{"reserved 4-bit codes", "00 0203 00C34C", "?2?", false, false, 0, 0},
	{"international", "00 0205 888198193000", "", false, false, 0, 0},
	{"international 1 2", "00 0205 8881189900", "+12", true, false, 1, 1},
	{"national, plan unknown", "00 0205 9001189800", "", true, false, 2, 0},
	{"no digits", "00 0202 0000", "", false, false, 0, 0},
};

static void test_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(address_rows); i++) {
		const struct address_row *row = &address_rows[i];
		if (row->text[0] == '\0')
			continue;
		struct smsmodem_cdma cdma = decoded(row->hex, SMSMODEM_CDMA_LAYER_TRANSPORT);
		print_message("%s\n", row->name);
		assert_string_equal(cdma.from.text, row->text);
		assert_int_equal(cdma.from.eight_bit, row->eight_bit);
		assert_int_equal(cdma.from.data_network, row->network);
		assert_int_equal(cdma.from.type, row->type);
		assert_int_equal(cdma.from.plan, row->plan);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests_name("cdma", tests, NULL, NULL);
}
