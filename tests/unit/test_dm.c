/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Package 0 of device management (OMA-TS-DM_Notification 6.2). */
#include "dm.h"
#include "pdu_support.h"

#define DIGEST "000102030405060708090A0B0C0D0E0F"

struct row {
	const char *hex; /* behind the digest */
	unsigned version, ui_mode;
	bool by_server;
	unsigned session_id;
	const char *server;
	size_t vendor_len;
	const char *ui;
};

static const struct row rows[] = {
	{"02F8000000 1234 00", 11, 3, true, 0x1234, "", 0, "user-interaction"},
	{"0318000000 0001 0B 6F6D612E6578616D706C65", 12, 1, true, 1, "oma.example", 0,
	 "background"},
	{"0300000000 FFFF 01 61 AABBCC", 12, 0, false, 0xFFFF, "a", 3, NULL},
	{"0327FFFFFF 0000 00 00", 12, 2, false, 0, "", 1, "informative"}, /* reserved bits */
	{"FFC0000000 0000 00", 1023, 0, false, 0, "", 0, NULL},
};

static void check(const struct row *row, const uint8_t *octets, const struct pdu_dm *dm)
{
	assert_memory_equal(dm->digest, octets, PDU_DM_DIGEST);
	assert_int_equal(dm->version, row->version);
	assert_int_equal(dm->ui_mode, row->ui_mode);
	assert_int_equal(dm->by_server, row->by_server);
	assert_int_equal(dm->session_id, row->session_id);
	assert_int_equal(dm->server_len, strlen(row->server));
	assert_memory_equal(dm->server, row->server, dm->server_len);
	assert_int_equal(dm->vendor_len, row->vendor_len);
	assert_ptr_equal(dm->vendor, dm->server + dm->server_len);
	if (row->ui)
		assert_string_equal(pdu_dm_ui_name(dm->ui_mode), row->ui);
	else
		assert_null(pdu_dm_ui_name(dm->ui_mode));
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t raw[64];
		struct pdu_dm dm;
		size_t length = octets_of(DIGEST, raw, sizeof raw);

		length += octets_of(rows[i].hex, raw + length, sizeof raw - length);
		uint8_t *octets = exact_copy(raw, length);
		assert_int_equal(pdu_dm_decode(octets, length, &dm, NULL), SMSMODEM_OK);
		check(&rows[i], octets, &dm);
		free(octets);
	}
	assert_null(pdu_dm_ui_name(4));
}

static void test_truncations(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t raw[64];
		size_t length = octets_of(DIGEST, raw, sizeof raw);

		length += octets_of(rows[i].hex, raw + length, sizeof raw - length);
		size_t needed = length - rows[i].vendor_len;
		for (size_t cut = 0; cut < length; cut++) {
			uint8_t *octets = exact_copy(raw, cut);
			struct smsmodem_error error;
			struct pdu_dm dm;
			int result = pdu_dm_decode(octets, cut, &dm, &error);

			assert_int_equal(result, cut < needed ? SMSMODEM_E_PDU : SMSMODEM_OK);
			if (result < 0) {
				assert_int_equal(error.code, SMSMODEM_E_PDU);
				assert_int_equal(error.offset, cut < 24 ? cut : 23);
			}
			free(octets);
		}
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_truncations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
