/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TP-DCS (23.038 4), all 256 of them. */
#include "pdu_support.h"

struct dcs_row {
	uint8_t first, last;
	const char *encoding;
	int message_class; /* -1 none, -2 bits 1..0 */
};

static const struct dcs_row dcs_rows[] = {
	{0x00, 0x03, "gsm7", -1},       {0x04, 0x07, "8bit", -1},
	{0x08, 0x0B, "ucs2", -1},       {0x0C, 0x0F, "gsm7", -1},
	{0x10, 0x13, "gsm7", -2},       {0x14, 0x17, "8bit", -2},
	{0x18, 0x1B, "ucs2", -2},       {0x1C, 0x1F, "gsm7", -2},
	{0x20, 0x2F, "compressed", -1}, {0x30, 0x3F, "compressed", -2},
	{0x40, 0x43, "gsm7", -1},       {0x44, 0x47, "8bit", -1},
	{0x48, 0x4B, "ucs2", -1},       {0x4C, 0x4F, "gsm7", -1},
	{0x50, 0x53, "gsm7", -2},       {0x54, 0x57, "8bit", -2},
	{0x58, 0x5B, "ucs2", -2},       {0x5C, 0x5F, "gsm7", -2},
	{0x60, 0x6F, "compressed", -1}, {0x70, 0x7F, "compressed", -2},
	{0x80, 0xBF, "gsm7", -1},       {0xC0, 0xDF, "gsm7", -1},
	{0xE0, 0xEF, "ucs2", -1},       {0xF0, 0xF3, "gsm7", -2},
	{0xF4, 0xF7, "8bit", -2},       {0xF8, 0xFB, "gsm7", -2},
	{0xFC, 0xFF, "8bit", -2},
};

static void test_every_dcs(void **state)
{
	unsigned next = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(dcs_rows); i++)
		for (unsigned octet = dcs_rows[i].first; octet <= dcs_rows[i].last; octet++) {
			struct smsmodem_dcs dcs = smsmodem_dcs_decode((uint8_t)octet);
			int wanted = dcs_rows[i].message_class;
			bool waiting = octet >= 0xC0 && octet < 0xF0;

			assert_int_equal(octet, next++);
			assert_string_equal(smsmodem_encoding_name(dcs.encoding),
					    dcs_rows[i].encoding);
			assert_int_equal(dcs.message_class,
					 wanted == -2 ? (int)(octet & 3) : wanted);
			assert_int_equal(dcs.auto_delete, octet >= 0x40 && octet < 0x80);
			assert_int_equal(dcs.mwi, waiting);
			assert_int_equal(dcs.mwi_active, waiting && (octet & 8));
			assert_int_equal(dcs.mwi_discard, waiting && octet < 0xD0);
			assert_int_equal(dcs.mwi_type, waiting ? octet & 3 : 0);
		}
	assert_int_equal(next, 256);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_dcs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
