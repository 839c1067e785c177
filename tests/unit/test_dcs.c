/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TP-DCS (23.038 4), all 256 of them. */
#include "pdu_support.h"

/* What bits 1 and 0 say. */
enum dcs_low {
	NOTHING,
	CLASS,
	STORE,  /* a message waiting indication's type; the message is kept, */
	DISCARD /* or not */
};

/* Four values from first on. */
struct dcs_row {
	uint8_t first;
	const char *encoding;
	enum dcs_low low;
	bool active; /* indication */
};

static const struct dcs_row dcs_rows[] = {
	/* 0000: general, uncompressed, no class; alphabet 11 is reserved */
	{0x00, "gsm7", NOTHING, false},
	{0x04, "8bit", NOTHING, false},
	{0x08, "ucs2", NOTHING, false},
	{0x0C, "gsm7", NOTHING, false},
	/* 0001: with a class */
	{0x10, "gsm7", CLASS, false},
	{0x14, "8bit", CLASS, false},
	{0x18, "ucs2", CLASS, false},
	{0x1C, "gsm7", CLASS, false},
	/* 0010: compressed, no class */
	{0x20, "compressed", NOTHING, false},
	{0x24, "compressed", NOTHING, false},
	{0x28, "compressed", NOTHING, false},
	{0x2C, "compressed", NOTHING, false},
	/* 0011: compressed, with a class */
	{0x30, "compressed", CLASS, false},
	{0x34, "compressed", CLASS, false},
	{0x38, "compressed", CLASS, false},
	{0x3C, "compressed", CLASS, false},
	/* 0100..0111: the same, marked for automatic deletion */
	{0x40, "gsm7", NOTHING, false},
	{0x44, "8bit", NOTHING, false},
	{0x48, "ucs2", NOTHING, false},
	{0x4C, "gsm7", NOTHING, false},
	{0x50, "gsm7", CLASS, false},
	{0x54, "8bit", CLASS, false},
	{0x58, "ucs2", CLASS, false},
	{0x5C, "gsm7", CLASS, false},
	{0x60, "compressed", NOTHING, false},
	{0x64, "compressed", NOTHING, false},
	{0x68, "compressed", NOTHING, false},
	{0x6C, "compressed", NOTHING, false},
	{0x70, "compressed", CLASS, false},
	{0x74, "compressed", CLASS, false},
	{0x78, "compressed", CLASS, false},
	{0x7C, "compressed", CLASS, false},
	/* 1000..1011: reserved, to be taken for the default alphabet */
	{0x80, "gsm7", NOTHING, false},
	{0x84, "gsm7", NOTHING, false},
	{0x88, "gsm7", NOTHING, false},
	{0x8C, "gsm7", NOTHING, false},
	{0x90, "gsm7", NOTHING, false},
	{0x94, "gsm7", NOTHING, false},
	{0x98, "gsm7", NOTHING, false},
	{0x9C, "gsm7", NOTHING, false},
	{0xA0, "gsm7", NOTHING, false},
	{0xA4, "gsm7", NOTHING, false},
	{0xA8, "gsm7", NOTHING, false},
	{0xAC, "gsm7", NOTHING, false},
	{0xB0, "gsm7", NOTHING, false},
	{0xB4, "gsm7", NOTHING, false},
	{0xB8, "gsm7", NOTHING, false},
	{0xBC, "gsm7", NOTHING, false},
	/* 1100: message waiting, discard; bit 3 sets the indication, bit 2 is reserved */
	{0xC0, "gsm7", DISCARD, false},
	{0xC4, "gsm7", DISCARD, false},
	{0xC8, "gsm7", DISCARD, true},
	{0xCC, "gsm7", DISCARD, true},
	/* 1101: message waiting, store */
	{0xD0, "gsm7", STORE, false},
	{0xD4, "gsm7", STORE, false},
	{0xD8, "gsm7", STORE, true},
	{0xDC, "gsm7", STORE, true},
	/* 1110: likewise, UCS2 */
	{0xE0, "ucs2", STORE, false},
	{0xE4, "ucs2", STORE, false},
	{0xE8, "ucs2", STORE, true},
	{0xEC, "ucs2", STORE, true},
	/* 1111: class; bit 3 is reserved, bit 2 is the alphabet */
	{0xF0, "gsm7", CLASS, false},
	{0xF4, "8bit", CLASS, false},
	{0xF8, "gsm7", CLASS, false},
	{0xFC, "8bit", CLASS, false},
};

static void assert_dcs(const struct dcs_row *row, uint8_t low)
{
	struct smsmodem_dcs dcs = smsmodem_dcs_decode(row->first + low);
	bool waiting = row->low == STORE || row->low == DISCARD;

	assert_string_equal(smsmodem_encoding_name(dcs.encoding), row->encoding);
	assert_int_equal(dcs.encoding, pdu_dcs_encoding(row->first + low));
	assert_int_equal(dcs.message_class, row->low == CLASS ? low : -1);
	assert_int_equal(dcs.auto_delete, row->first >= 0x40 && row->first < 0x80);
	assert_int_equal(dcs.mwi, waiting);
	assert_int_equal(dcs.mwi_active, row->active);
	assert_int_equal(dcs.mwi_discard, row->low == DISCARD);
	assert_int_equal(dcs.mwi_type, waiting ? low : 0);
}

static void test_every_dcs(void **state)
{
	(void)state;
	assert_int_equal(COUNT(dcs_rows), 64);
	for (size_t i = 0; i < COUNT(dcs_rows); i++) {
		assert_int_equal(dcs_rows[i].first, 4 * i);
		for (uint8_t low = 0; low < 4; low++)
			assert_dcs(&dcs_rows[i], low);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_dcs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
