/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The MAC of provisioning (OMA-WAP-TS-ProvBoot). */
#include "vectors_support.h"
#include <smsmodem/push.h>

/* RFC 2202 has its keys in octets; these are of PINs. Computed by another HMAC (Python's hmac). */
#define BODY "\x03\x0B\x6A\x00\x45\x01"

struct mac_row {
	const char *name;
	enum smsmodem_prov_sec sec;
	struct smsmodem_prov_keys keys;
	const char *mac;
};

static const struct mac_row mac_rows[] = {
	{"USERPIN",
	 SMSMODEM_SEC_USERPIN,
	 {"1234", NULL},
	 "6CD48BFD7FFC33183154734DF4434DA694E25E6A"},
	{"of the longest PIN",
	 SMSMODEM_SEC_USERPIN,
	 {"12345678901234567890123456789012", NULL},
	 "C57E93C1778D6AA5B9831E78A0AA7AF38AF0561B"},
	{"NETWPIN of 15 digits",
	 SMSMODEM_SEC_NETWPIN,
	 {NULL, "466923103145252"},
	 "1AF545FE2823DC9347064450F90FF1BBF957E146"},
	{"NETWPIN of 14 digits, filled",
	 SMSMODEM_SEC_NETWPIN,
	 {NULL, "46692310314525"},
	 "62D0B2D4A9D15F1B46808409BD77A92AA318763B"},
	{"USERNETWPIN: the IMSI and then the PIN",
	 SMSMODEM_SEC_USERNETWPIN,
	 {"1234", "466923103145252"},
	 "3DBC50BB7BACAE901461F5ECCB0ADB1F71B58D02"},
	{"USERPINMAC: as many digits as the PIN has",
	 SMSMODEM_SEC_USERPINMAC,
	 {"12345", NULL},
	 "28080"},
	{"USERPINMAC of the most digits",
	 SMSMODEM_SEC_USERPINMAC,
	 {"12345678901234567890", NULL},
	 "64187417121906712811"},
};

static void test_methods(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(mac_rows); i++) {
		const struct mac_row *row = &mac_rows[i];
		char mac[SMSMODEM_MAC_SIZE];

		print_message("%s\n", row->name);
		assert_int_equal(smsmodem_prov_mac(row->sec, &row->keys, (const uint8_t *)BODY,
						   sizeof BODY - 1, mac, NULL),
				 SMSMODEM_OK);
		assert_string_equal(mac, row->mac);
	}
}

struct refused_row {
	const char *name;
	enum smsmodem_prov_sec sec;
	struct smsmodem_prov_keys keys;
	int code;
	const char *says;
};

static const struct refused_row refused_rows[] = {
	{"no PIN", SMSMODEM_SEC_USERPIN, {NULL, "466923103145252"}, SMSMODEM_E_DATA, "missing"},
	{"an empty PIN", SMSMODEM_SEC_USERPIN, {"", NULL}, SMSMODEM_E_DATA, "missing"},
	{"letters", SMSMODEM_SEC_USERPIN, {"secret", NULL}, SMSMODEM_E_DATA, "digits"},
	{"a blank", SMSMODEM_SEC_USERPIN, {"1234 ", NULL}, SMSMODEM_E_DATA, "digits"},
	{"33 digits",
	 SMSMODEM_SEC_USERPIN,
	 {"777777777777777777777777777777777", NULL},
	 SMSMODEM_E_DATA,
	 "digits"},
	{"no IMSI", SMSMODEM_SEC_NETWPIN, {"1234", NULL}, SMSMODEM_E_DATA, "IMSI"},
	{"a short IMSI", SMSMODEM_SEC_NETWPIN, {NULL, "77777"}, SMSMODEM_E_DATA, "IMSI"},
	{"16 digits", SMSMODEM_SEC_NETWPIN, {NULL, "7777777777777777"}, SMSMODEM_E_DATA, "IMSI"},
	{"letters", SMSMODEM_SEC_NETWPIN, {NULL, "46692310314525x"}, SMSMODEM_E_DATA, "IMSI"},
	{"both, no PIN",
	 SMSMODEM_SEC_USERNETWPIN,
	 {NULL, "466923103145252"},
	 SMSMODEM_E_DATA,
	 "PIN"},
	{"both, no IMSI", SMSMODEM_SEC_USERNETWPIN, {"7777", NULL}, SMSMODEM_E_DATA, "IMSI"},
	{"USERPINMAC of 4", SMSMODEM_SEC_USERPINMAC, {"7777", NULL}, SMSMODEM_E_DATA, "5 to 20"},
	{"USERPINMAC of 21",
	 SMSMODEM_SEC_USERPINMAC,
	 {"777777777777777777777", NULL},
	 SMSMODEM_E_DATA,
	 "5 to 20"},
	{"no method", SMSMODEM_SEC_NONE, {"1234", NULL}, SMSMODEM_E_USAGE, "USERPIN"},
	{"another method", (enum smsmodem_prov_sec)4, {"1234", NULL}, SMSMODEM_E_USAGE, "USERPIN"},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused_rows); i++) {
		const struct refused_row *row = &refused_rows[i];
		struct smsmodem_error error;
		char mac[SMSMODEM_MAC_SIZE];

		print_message("%s %s\n", row->name, row->says);
		assert_int_equal(smsmodem_prov_mac(row->sec, &row->keys, (const uint8_t *)BODY,
						   sizeof BODY - 1, mac, &error),
				 row->code);
		if (!strstr(error.text, row->says))
			fail_msg("says: %s", error.text);
		/* Secrets are in no text. */
		assert_null(strstr(error.text, "777"));
		assert_null(strstr(error.text, "secret"));
		assert_null(strstr(error.text, "466923"));
	}
	assert_int_equal(smsmodem_prov_mac(SMSMODEM_SEC_USERPIN, NULL, (const uint8_t *)BODY,
					   sizeof BODY - 1, (char[SMSMODEM_MAC_SIZE]){0}, NULL),
			 SMSMODEM_E_DATA);
}

/* Real documents with the MAC they came with. */
static void compare_vector(struct vector *vector)
{
	static const struct {
		const char *id;
		enum smsmodem_prov_sec sec;
		struct smsmodem_prov_keys keys;
		const char *mac;
	} rows[] = {
		{"gecko-cp-codepage", SMSMODEM_SEC_USERPIN, {"0000", NULL}, "AA2DC41F"},
		{"gecko-cp-networkpin",
		 SMSMODEM_SEC_NETWPIN,
		 {NULL, "466923103145252"},
		 "1AF545FE"},
	};
	size_t *seen = vector->context;
	uint8_t octets[4096];
	char mac[SMSMODEM_MAC_SIZE];
	size_t bad;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].id, vector->id) != 0)
			continue;
		int count = pdu_hex_decode(vector->hex, strlen(vector->hex), octets, sizeof octets,
					   &bad);
		assert_true(count > 0);
		assert_int_equal(smsmodem_prov_mac(rows[i].sec, &rows[i].keys, octets,
						   (size_t)count, mac, NULL),
				 SMSMODEM_OK);
		print_message("%s %s\n", vector->id, mac);
		assert_memory_equal(mac, rows[i].mac, strlen(rows[i].mac));
		(*seen)++;
	}
}

static void test_vectors(void **state)
{
	size_t seen = 0;

	(void)state;
	vectors_each("wap.tsv", compare_vector, &seen);
	assert_int_equal(seen, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_vectors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
