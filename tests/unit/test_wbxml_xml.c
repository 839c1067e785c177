/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML of WBXML: cut short, without room, in lines, without secrets. */
#include "pdu_support.h"
#include <smsmodem/wbxml.h>

#define HEX      1024
#define SETTINGS "application/x-wap-prov.browser-settings"

#define LONG_SI                                                                               \
	"03 05 6A 06 636C73006100 45 C6 0D 036F7265696C6C7900 85 0A C3 07 19990625152315 01 " \
	"0343686563 6B00 02 8169 C3 02 00FF 01 47 C8 12 83 00 01 01 04 04 01 01"

static void test_truncation(void **state)
{
	uint8_t octets[HEX];
	char whole[1024], xml[1024];
	size_t length = octets_of(LONG_SI, octets, sizeof octets);

	(void)state;
	assert_true(smsmodem_wbxml_xml(octets, length, NULL, 0, whole, sizeof whole, NULL) > 0);
	for (size_t i = 0; i < length; i++) {
		struct smsmodem_error error;
		uint8_t *exact = exact_copy(octets, i);

		assert_int_equal(smsmodem_wbxml_xml(exact, i, NULL, 0, xml, sizeof xml, &error),
				 SMSMODEM_E_PDU);
		assert_in_range(error.offset, 0, i);
		assert_int_equal(strncmp(xml, whole, strlen(xml)), 0);
		free(exact);
	}
}

static void test_capacity(void **state)
{
	uint8_t octets[HEX];
	char whole[1024], xml[1024];
	size_t length = octets_of(LONG_SI, octets, sizeof octets);
	int needed = smsmodem_wbxml_xml(octets, length, NULL, SMSMODEM_XML_INDENT, whole,
					sizeof whole, NULL);

	(void)state;
	assert_true(needed > 100);
	for (size_t size = 0; size <= (size_t)needed + 1; size++) {
		memset(xml, CANARY, sizeof xml);
		int count = smsmodem_wbxml_xml(octets, length, NULL, SMSMODEM_XML_INDENT, xml, size,
					       NULL);
		assert_int_equal(count, size > (size_t)needed ? needed : SMSMODEM_E_SPACE);
		assert_canary(xml, size, sizeof xml);
		if (size > 0) {
			assert_true(strlen(xml) < size);
			assert_int_equal(strncmp(xml, whole, strlen(xml)), 0);
		}
	}
}

static void test_indent(void **state)
{
	uint8_t octets[HEX];
	char xml[1024];
	size_t length = octets_of(LONG_SI, octets, sizeof octets);

	(void)state;
	assert_true(smsmodem_wbxml_xml(octets, length, NULL, SMSMODEM_XML_INDENT, xml, sizeof xml,
				       NULL) > 0);
	assert_string_equal(xml, "<si>\n"
				 "  <indication href=\"http://www.oreilly.com/\" "
				 "created=\"1999-06-25T15:23:15Z\">Check\u00E900FF</indication>\n"
				 "  <info>\n"
				 "    <item class=\"cls\"/>\n"
				 "    <a/>\n"
				 "  </info>\n"
				 "</si>");
	/* Where there is text, blanks would be part of it. */
	length = octets_of("03 05 6A 00 45 06 036100 06 47 08 01 01", octets, sizeof octets);
	assert_true(smsmodem_wbxml_xml(octets, length, NULL, SMSMODEM_XML_INDENT, xml, sizeof xml,
				       NULL) > 0);
	assert_string_equal(xml, "<si>\n  <indication/>a<indication/><info>\n    <item/>\n"
				 "  </info></si>");
}

/* --- secrets --- */

static const struct {
	const char *name, *hex, *xml;
} secrets[] = {
	{"name by its token", "03 0B 6A 00 87 0E 06 036100 01",
	 "<parm name=\"AUTHSECRET\" value=\"****\"/>"},
	{"two names", "03 0B 6A 00 87 06 036100 0E 05 036200 01",
	 "<parm value=\"****\" name=\"AUTHSECRET\"/>"},
	{"value first", "03 0B 6A 00 87 06 036100 0E 01",
	 "<parm value=\"****\" name=\"AUTHSECRET\"/>"},
	{"name as text", "03 0B 6A 00 87 05 035058415554482D505700 06 9C 036100 01",
	 "<parm name=\"PXAUTH-PW\" value=\"****\"/>"},
	{"name in pieces", "03 0B 6A 00 87 05 0341555448 00 03534543524554 00 06 036100 01",
	 "<parm name=\"AUTHSECRET\" value=\"****\"/>"},
	{"name in small letters", "03 0B 6A 00 87 05 0370726f78792d707700 06 036100 01",
	 "<parm name=\"proxy-pw\" value=\"****\"/>"},
	{"page 1", "03 0B 6A 00 87 00 01 32 00 00 06 036100 01",
	 "<parm name=\"AAUTHSECRET\" value=\"****\"/>"},
	{"names as literals",
	 "03 0B 6A 0B 6E616D650076616C756500 87 04 00 0350572D50570004 05"
	 " 036100 01",
	 "<parm name=\"PW-PW\" value=\"****\"/>"},
	{"OTA settings", "03 01 6A 00 87 24 11 036100 01",
	 "<PARM NAME=\"PPP_AUTHSECRET\" VALUE=\"****\"/>"},
	{"opaque", "03 0B 6A 00 87 1B 06 C3 02 0001 01",
	 "<parm name=\"PXAUTH-PW\" value=\"****\"/>"},
	{"no value", "03 0B 6A 00 87 0E 01", "<parm name=\"AUTHSECRET\"/>"},
	{"only of that element", "03 0B 6A 00 46 87 0E 06 036100 01 87 07 06 036200 01 01",
	 "<characteristic><parm name=\"AUTHSECRET\" value=\"****\"/>"
	 "<parm name=\"NAME\" value=\"b\"/></characteristic>"},
	{"what is public", "03 0B 6A 00 87 0D 06 036100 01",
	 "<parm name=\"AUTHNAME\" value=\"a\"/>"},
};

static void test_secrets(void **state)
{
	uint8_t octets[HEX];
	char xml[1024];

	(void)state;
	for (size_t i = 0; i < COUNT(secrets); i++) {
		size_t length = octets_of(secrets[i].hex, octets, sizeof octets);

		assert_true(smsmodem_wbxml_xml(octets, length, SETTINGS, SMSMODEM_XML_MASK, xml,
					       sizeof xml, NULL) > 0);
		if (strcmp(xml, secrets[i].xml) != 0)
			fail_msg("%s: %s", secrets[i].name, xml);
		assert_true(smsmodem_wbxml_xml(octets, length, NULL, 0, xml, sizeof xml, NULL) > 0);
		assert_null(strstr(xml, "****"));
	}
}

static void test_secret_names(void **state)
{
	static const char *const hidden[] = {"AUTHSECRET", "AAUTHSECRET",      "PXAUTH-PW",
					     "BASAUTH-PW", "PROXY-PW",         "AAUTHDATA",
					     "authsecret", "WPA-PRES-KEY-ASC", "MY_PASSWORD"};
	static const char *const shown[] = {"",        "AUTHNAME", "PXAUTH-ID",  "PULLENABLED",
					    "NAME",    "AUTHTYPE", "CLIENT-ID",  "SPI",
					    "SECRETS", "PW",       "AUTH-ENTITY"};

	(void)state;
	for (size_t i = 0; i < COUNT(hidden); i++)
		assert_true(smsmodem_prov_is_secret(hidden[i]));
	for (size_t i = 0; i < COUNT(shown); i++)
		assert_false(smsmodem_prov_is_secret(shown[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_truncation),   cmocka_unit_test(test_capacity),
		cmocka_unit_test(test_indent),       cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_secret_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
