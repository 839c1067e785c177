/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content types of WAP push (WAP-230-WSP 8.4.2.24). */
#include "pdu_support.h"

struct row {
	const char *octets;
	int used;
	int64_t code;
	const char *name;
	size_t parameters_len;
};

static const struct row rows[] = {
	{"AE", 1, 0x2E, "application/vnd.wap.sic", 0},
	{"B0 FF", 1, 0x30, "application/vnd.wap.slc", 0},
	{"FF", 1, 0x7F, NULL, 0},                               /* unassigned */
	{"03 AE 81 EA", 4, 0x2E, "application/vnd.wap.sic", 2}, /* charset=utf-8 */
	{"03 02 03 0A", 4, 0x30A, "application/vnd.wap.emn+wbxml", 0},
	{"1F 03 02 03 0A", 5, 0x30A, "application/vnd.wap.emn+wbxml", 0}, /* the long way */
	{"612F6200 FF", 4, -1, "a/b", 0},
	{"06 612F6200 81 EA", 7, -1, "a/b", 2},
	{"", SMSMODEM_E_PDU, -1, NULL, 0},
	{"00", SMSMODEM_E_PDU, -1, NULL, 0},
	{"02 AE", SMSMODEM_E_PDU, -1, NULL, 0}, /* longer than what is there */
	{"612F62", SMSMODEM_E_PDU, -1, NULL, 0},
	{"1F", SMSMODEM_E_PDU, -1, NULL, 0},
	{"1F FFFFFFFFFF 01", SMSMODEM_E_PDU, -1, NULL, 0},
	{"1F 8FFFFFFF7F AE", SMSMODEM_E_PDU, -1, NULL, 0},
	{"06 05 0102030405", SMSMODEM_E_PDU, -1, NULL, 0}, /* no code has 40 bits */
	{"02 02 03", SMSMODEM_E_PDU, -1, NULL, 0},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t raw[64];
		size_t length = octets_of(rows[i].octets, raw, sizeof raw);
		uint8_t *octets = exact_copy(raw, length);
		struct pdu_content_type type;

		assert_int_equal(pdu_wsp_content_type(octets, length, &type), rows[i].used);
		if (rows[i].used > 0) {
			assert_int_equal(type.code, rows[i].code);
			assert_int_equal(type.parameters_len, rows[i].parameters_len);
			assert_int_equal(type.name == NULL, rows[i].name == NULL);
			if (type.name)
				assert_string_equal(type.name, rows[i].name);
		}
		free(octets);
	}
}

/* Every cut of a good one either fails or stays within what is there. */
static void test_truncations(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t raw[64];
		size_t length = octets_of(rows[i].octets, raw, sizeof raw);

		for (size_t cut = 0; cut < length; cut++) {
			uint8_t *octets = exact_copy(raw, cut);
			struct pdu_content_type type;
			int used = pdu_wsp_content_type(octets, cut, &type);

			assert_true(used == SMSMODEM_E_PDU || (size_t)used <= cut);
			free(octets);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_truncations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
