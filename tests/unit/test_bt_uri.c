/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rest of bt: and bt-listen: URIs. */
#include "bt_uri.h"
#include "pdu_support.h"

struct uri_row {
	const char *text;
	const char *address, *name;
	int channel;
	long service; /* 0: none */
	const char *security, *adapter;
};

static const struct uri_row uri_rows[] = {
	{"00:11:22:33:44:55", "00:11:22:33:44:55", "", 0, 0, "", ""},
	{"00:1b:af:0c:de:0f", "00:1B:AF:0C:DE:0F", "", 0, 0, "", ""},
	{"00-1B-AF-0C-DE-0F", "00:1B:AF:0C:DE:0F", "", 0, 0, "", ""},
	{"aA:Ff:00:99:90:09/1", "AA:FF:00:99:90:09", "", 1, 0, "", ""},
	{"00:11:22:33:44:55/30", "00:11:22:33:44:55", "", 30, 0, "", ""},
	{"00:11:22:33:44:55?channel=7", "00:11:22:33:44:55", "", 7, 0, "", ""},
	{"00:11:22:33:44:55?", "00:11:22:33:44:55", "", 0, 0, "", ""},
	{"00:11:22:33:44:55?service=dun", "00:11:22:33:44:55", "", 0, 0x1103, "", ""},
	{"00:11:22:33:44:55?service=spp", "00:11:22:33:44:55", "", 0, 0x1101, "", ""},
	{"00:11:22:33:44:55?service=0x111f", "00:11:22:33:44:55", "", 0, 0x111F, "", ""},
	{"00:11:22:33:44:55?service=00001101-0000-1000-8000-00805F9B34FB", "00:11:22:33:44:55", "",
	 0, 0x1101, "", ""},
	{"00:11:22:33:44:55/3?security=low", "00:11:22:33:44:55", "", 3, 0, "low", ""},
	{"00:11:22:33:44:55?security=medium", "00:11:22:33:44:55", "", 0, 0, "medium", ""},
	{"00:11:22:33:44:55?security=high&adapter=hci1", "00:11:22:33:44:55", "", 0, 0, "high",
	 "hci1"},
	{"00:11:22:33:44:55?adapter=00:AA:01:00:00:23", "00:11:22:33:44:55", "", 0, 0, "",
	 "00:AA:01:00:00:23"},
	{"Nokia 6230", "", "Nokia 6230", 0, 0, "", ""},
	{"Nokia 6230?channel=2&security=low", "", "Nokia 6230", 2, 0, "low", ""},
	{"Bob's/1", "", "Bob's/1", 0, 0, "", ""},
	{"T\xC3\xA9l\xC3\xA9phone", "", "T\xC3\xA9l\xC3\xA9phone", 0, 0, "", ""},
	{"abcdef", "", "abcdef", 0, 0, "", ""},
	{"Cafe-Babe", "", "Cafe-Babe", 0, 0, "", ""},
	{"E65: work", "", "E65: work", 0, 0, "", ""},
	{"My-N-95-is-so-old", "", "My-N-95-is-so-old", 0, 0, "", ""},
	{"A-B-C-D-E-F-G", "", "A-B-C-D-E-F-G", 0, 0, "", ""},
};

static void test_uris(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(uri_rows); i++) {
		const struct uri_row *row = &uri_rows[i];
		struct smsmodem_error error;
		struct bt_uri uri;

		print_message("row '%s'\n", row->text);
		assert_int_equal(bt_uri_parse(row->text, &uri, &error), SMSMODEM_OK);
		assert_string_equal(uri.address, row->address);
		assert_string_equal(uri.name, row->name);
		assert_int_equal(uri.channel, row->channel);
		assert_int_equal(uri.has_service, row->service != 0);
		if (row->service)
			assert_int_equal(smsmodem_sdp_uuid_number(&uri.service), row->service);
		assert_string_equal(uri.security, row->security);
		assert_string_equal(uri.adapter, row->adapter);
	}
}

struct refused_row {
	const char *text;
	const char *says; /* within the text */
};

static const struct refused_row refused_rows[] = {
	{"", "wants an address or a name"},
	{"?channel=1", "wants an address or a name"},
	{"00:11:22:33:44", "no Bluetooth address"},
	{"00:11:22:33:44:5", "no Bluetooth address"},
	{"00:11:22:33:44:555", "no Bluetooth address"},
	{"00:11:22:33:44:55:66", "no Bluetooth address"},
	{"00:11:22:33:44::55", "no Bluetooth address"},
	{"00:11:22:33:44/1", "no Bluetooth address"},
	{"00:11:22:33:44:55/", "no RFCOMM channel"},
	{"00:11:22:33:44:55/0", "no RFCOMM channel"},
	{"00:11:22:33:44:55/31", "no RFCOMM channel"},
	{"00:11:22:33:44:55/1x", "no RFCOMM channel"},
	{"00:11:22:33:44:55/-1", "no RFCOMM channel"},
	{"00:11:22:33:44:55/4294967297", "no RFCOMM channel"},
	{"00:11:22:33:44:55/1/2", "no RFCOMM channel"},
	{"00:11:22:33:44:55/3?channel=3", "given twice"},
	{"00:11:22:33:44:55?channel=0", "no RFCOMM channel"},
	{"00:11:22:33:44:55?service=fax", ""},
	{"00:11:22:33:44:55?security=none", "low, medium or high"},
	{"00:11:22:33:44:55?security=", "low, medium or high"},
	{"00:11:22:33:44:55?adapter=", "hci0"},
	{"00:11:22:33:44:55?adapter=hci0-which-is-the-first", "hci0"},
	{"00:11:22:33:44:55?baud=9600", "no option 'baud'"},
	{"00:11:22:33:44:55?service", "NAME=VALUE"},
	{"Nokia?chanel=1", "no option 'chanel'"},
	{"00:11:22:33:44:GG", "no Bluetooth address"},
	{"00:11:22:33:44:GG/1", "no Bluetooth address"},
	{"00:11:22:33:44:5O?channel=1", "no Bluetooth address"},
	{"00-11-22-33-44-GG", "no Bluetooth address"},
	{"00-11-22-33-44-5", "no Bluetooth address"},
	{"00:11:22:33:44:5?", "no Bluetooth address"},
	{"Who?", "with a '?' in its name is given by its address"},
	{"Who? me", "with a '?' in its name is given by its address"},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused_rows); i++) {
		struct smsmodem_error error = {0};
		struct bt_uri uri;

		print_message("row '%s'\n", refused_rows[i].text);
		assert_int_equal(bt_uri_parse(refused_rows[i].text, &uri, &error),
				 SMSMODEM_E_USAGE);
		assert_int_equal(error.code, SMSMODEM_E_USAGE);
		assert_non_null(strstr(error.text, refused_rows[i].says));
	}
}

static void test_lengths(void **state)
{
	char text[BT_URI_SIZE + 8];

	(void)state;
	for (size_t length = 1; length < sizeof text; length++) {
		struct smsmodem_error error;
		struct bt_uri uri;

		memset(text, 'n', length);
		text[length] = '\0';
		int code = bt_uri_parse(text, &uri, &error);
		assert_int_equal(code,
				 length < SMSMODEM_BT_NAME_SIZE ? SMSMODEM_OK : SMSMODEM_E_USAGE);
		if (code == SMSMODEM_OK)
			assert_string_equal(uri.name, text);
		if (length == sizeof text - 1)
			break;
	}
}

/* Whatever is given is taken or refused, and what is taken is what can be. */
static void test_random(void **state)
{
	static const char letters[] =
		"0123456789abcdefABCDEF:::://??&&==-channelservicesecurity x\xC3";
	struct random random = random_start();

	(void)state;
	for (int i = 0; i < 200000; i++) {
		char text[40];
		size_t length = random_below(&random, sizeof text);
		struct smsmodem_error error = {0};
		struct bt_uri uri;

		for (size_t k = 0; k < length; k++)
			text[k] = letters[random_below(&random, sizeof letters - 1)];
		text[length ? length - 1 : 0] = '\0';
		int code = i & 1 ? bt_uri_parse(text, &uri, &error)
				 : bt_uri_parse_listen(text, &uri, &error);
		assert_true(code == SMSMODEM_OK || (code == SMSMODEM_E_USAGE && error.text[0]));
		if (code == SMSMODEM_OK)
			assert_in_range(uri.channel, 0, 30);
		if (code == SMSMODEM_OK && i & 1)
			assert_int_equal(!uri.address[0], uri.name[0] != 0);
	}
}

static void test_listen(void **state)
{
	static const struct {
		const char *text;
		int code, channel;
	} rows[] = {
		{"", SMSMODEM_OK, 0},
		{"5", SMSMODEM_OK, 5},
		{"?adapter=hci1", SMSMODEM_OK, 0},
		{"12?service=dun&security=low", SMSMODEM_OK, 12},
		{"0", SMSMODEM_E_USAGE, 0},
		{"31", SMSMODEM_E_USAGE, 0},
		{"x", SMSMODEM_E_USAGE, 0},
		{"/5", SMSMODEM_E_USAGE, 0},
		{"5?channel=5", SMSMODEM_E_USAGE, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_error error;
		struct bt_uri uri;

		print_message("row '%s'\n", rows[i].text);
		assert_int_equal(bt_uri_parse_listen(rows[i].text, &uri, &error), rows[i].code);
		if (rows[i].code == SMSMODEM_OK)
			assert_int_equal(uri.channel, rows[i].channel);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_uris),    cmocka_unit_test(test_refused),
		cmocka_unit_test(test_lengths), cmocka_unit_test(test_random),
		cmocka_unit_test(test_listen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
