/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes that have secrets, whatever they are called and however they are cut; and what is unusual
 * of others. */
#include "push_support.h"

static const struct smsmodem_ports wap = {16, 2948, 9200};
static const struct smsmodem_ports settings = {16, 49999, 9200};

/* --- secrets --- */

/* <parm name="AUTHSECRET" value="s3c"/> and <parm name="NAME" value="s3c"/> by their tokens */
#define PROV   "030B6A00 45 87 0E 06 0373336300 01 01"
#define PUBLIC "03016A00 45 87 0D 06 0373336300 01 01"

#define XML    "text/xml"

static const struct secret_row {
	const char *name;
	const struct smsmodem_ports *ports; /* NULL: the octets are text, of `type` */
	const char *type, *octets;
	bool secrets;
	const char *masked; /* its XML, or NULL: there is none */
} secret_rows[] = {
	{"provisioning", &wap, NULL, "010601B6" PROV, true,
	 "<wap-provisioningdoc><parm name=\"AUTHSECRET\" value=\"****\"/></wap-provisioningdoc>"},
	{"under another name (image/jpeg)", &wap, NULL, "0106019E" PROV, true,
	 "<wap-provisioningdoc><parm name=\"AUTHSECRET\" value=\"****\"/></wap-provisioningdoc>"},
	{"in a multipart", &wap, NULL, "010601A3 01 01 0F B6" PROV, true, NULL},
	{"in a multipart that is cut", &wap, NULL, "010601A3 02 01 01 9E FF 01 0F B6", true, NULL},
	{"in a multipart within one", &wap, NULL, "010601A3 01 01 01 A3 00", true, NULL},
	{"a multipart without", &wap, NULL, "010601A3 01 01 02 9E 0102", false, NULL},
	{"another document with a value that is masked", &wap, NULL,
	 "010601A9 03016A10 7061726D006E616D650076616C756500 84 00 04 05 0350494E00 04 0A "
	 "0373336300 "
	 "01",
	 true, "<parm name=\"PIN\" value=\"****\"/>"},
	{"what the port says", &settings, NULL, "010601A9 03016A00 05", true, "<tag-0-05/>"},
	{"an indication", &wap, NULL, "010601AE 02056A00 45 C60B03612F0001 01 01", false,
	 "<si><indication href=\"a/\"/></si>"},
	{"one that is cut", &wap, NULL, "010601AE 02056A00 45 C60B0361", false,
	 "<si><indication href=\"a"},
	{"text", NULL, "text/vnd.wap.connectivity-xml", "<wap-provisioningdoc/>", true,
	 "<wap-provisioningdoc/>"},
	{"text with a parameter of its type", NULL, "text/vnd.wap.connectivity-xml; charset=utf-8",
	 "<parm name='PIN' value='s3c'/>", true, "<parm name='PIN' value='****'/>"},
	{"text under the name of the binary form", NULL,
	 "application/vnd.wap.connectivity-wbxml;charset=utf-8", "<parm name='PIN' value='s3c'/>",
	 true, "<parm name='PIN' value='****'/>"},
	{"text under another name", NULL, "application/octet-stream",
	 "<wap-provisioningdoc><parm name='PIN' value='s3c'/></wap-provisioningdoc>", true,
	 "<wap-provisioningdoc><parm name='PIN' value='****'/></wap-provisioningdoc>"},
	{"a root with a prefix", NULL, XML,
	 "<p:wap-provisioningdoc><parm name='PIN' value='s3c'/></p:wap-provisioningdoc>", true,
	 "<p:wap-provisioningdoc><parm name='PIN' value='****'/></p:wap-provisioningdoc>"},
	{"older settings as text", NULL, XML, "<PARM NAME='PPP_AUTHSECRET' VALUE='s3c'/>", true,
	 "<PARM NAME='PPP_AUTHSECRET' VALUE='****'/>"},
	{"of markup that cannot be read nobody knows", NULL, XML,
	 "<a type=b><parm name='PIN' value='s3c'/>", true, "<a type=****"},
	{"a declaration without its end", NULL, XML,
	 "<?xml?><a/><?x><parm name='PIN' value='s3c'/>", true, "<?xml?><a/>****"},
	{"two values", NULL, XML, "<parm name='PIN' value='s3c' value='x'/>", true,
	 "<parm name='PIN' value='****'/>"},
	{"two names", NULL, XML, "<parm name='PIN' name='x' value='s3c'/>", true,
	 "<parm name='PIN' name='x' value='****'/>"},
	{"a name with blanks", NULL, XML, "<parm name=' PIN ' value='s3c'/>", true,
	 "<parm name=' PIN ' value='****'/>"},
	{"a name that is too long to be known", NULL, XML,
	 "<parm name='0123456789012345678901234567890123456789012345678901234567890123456789' "
	 "value='s3c'/>",
	 true,
	 "<parm name='0123456789012345678901234567890123456789012345678901234567890123456789' "
	 "value='****'/>"},
	{"in a comment", NULL, "text/vnd.wap.connectivity-xml",
	 "<wap-provisioningdoc><!-- PIN s3c --><parm/></wap-provisioningdoc>", true,
	 "<wap-provisioningdoc>****"},
	{"in an entity", NULL, "text/vnd.wap.connectivity-xml",
	 "<!DOCTYPE a [<!ENTITY e \"s3c\">]><wap-provisioningdoc/>", true, "****"},
	{"in text", NULL, "text/vnd.wap.connectivity-xml",
	 "<?xml version='1.0'?><!DOCTYPE wap-provisioningdoc><parm>s3c</parm>", true,
	 "<?xml version='1.0'?><!DOCTYPE wap-provisioningdoc><parm>****"},
	{"another document", NULL, XML, "<a name='b' value='c'>d</a>", false,
	 "<a name='b' value='c'>d</a>"},
	{"text that has none", NULL, "text/plain", "hello", false, NULL},
	{"text that spells one", NULL, "text/plain", "<x>\n<characteristic", true, NULL},
};

static struct smsmodem_push *push_of_row(const struct secret_row *row)
{
	struct smsmodem_push *push = NULL;

	if (row->ports)
		return push_of(row->octets, row->ports, NULL);
	assert_int_equal(smsmodem_push_decode_body((const uint8_t *)row->octets,
						   strlen(row->octets), row->type, NULL, &push,
						   NULL),
			 SMSMODEM_OK);
	return push;
}

static void test_secrets(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(secret_rows); i++) {
		const struct secret_row *row = &secret_rows[i];
		struct smsmodem_push *push = push_of_row(row);
		const char *xml = smsmodem_push_xml_text(push, SMSMODEM_XML_MASK);

		if (smsmodem_push_has_secrets(push) != row->secrets)
			fail_msg("%s: %d", row->name, !row->secrets);
		if ((xml == NULL) != (row->masked == NULL) ||
		    (xml && strcmp(xml, row->masked) != 0))
			fail_msg("%s: %s", row->name, xml ? xml : "no XML");
		smsmodem_push_free(push);
	}
}

/* Wherever provisioning is cut, the secret is in none of what is shown, and its octets count as
 * having one. */
static void test_cut_provisioning(void **state)
{
	static const char *const documents[] = {
		("010601B6" PROV), "010601B6 030B6A00 45 87 06 0373336300 0E 01 01",
		"010601B6 030B6A00 45 87 06 0373336300 05 0341555448 534543524554 00 01 01"};

	(void)state;
	for (size_t i = 0; i < COUNT(documents); i++) {
		uint8_t octets[64];
		size_t length = octets_of(documents[i], octets, sizeof octets);

		for (size_t cut = 4; cut <= length; cut++) {
			uint8_t *exact = exact_copy(octets, cut);
			struct smsmodem_push *push;

			assert_int_equal(smsmodem_push_decode(exact, cut, &wap, NULL, &push, NULL),
					 SMSMODEM_OK);
			free(exact);
			assert_true(smsmodem_push_has_secrets(push));
			const char *xml = smsmodem_push_xml_text(push, SMSMODEM_XML_MASK);
			assert_true(!xml || !strstr(xml, "s3"));
			smsmodem_push_free(push);
		}
	}
}

/* --- what is unusual --- */

#define SIC  "6170706C69636174696F6E2F766E642E7761702E736963"
#define MMS  "content_type=application/vnd.wap.mms-message|tid#1|message_type=m-notification-ind|"
#define SI   "content_type=application/vnd.wap.sic|tid#1|"

#define BODY "02056A00 45 46 03486900 01 01"

static const struct {
	const char *name, *octets, *type, *fields;
} rows[] = {
	{"a content type with its parameters as text",
	 "01062D" SIC "3B20636861727365743D227574662D38223B613D6200" BODY, "si",
	 "content_type=application/vnd.wap.sic|charset=utf-8|parameters=a=b|tid#1|text=Hi"
	 "|action=signal-medium"},
	{"UTF-16 by its mark",
	 "010610746578742F766E642E7761702E736900FEFF003C00730069003E003C0069006E00640069006300"
	 "6100740069006F006E003E20AC003C002F0069006E006400690063006100740069006F006E003E003C00"
	 "2F00730069003E",
	 "si",
	 "content_type=text/vnd.wap.si|tid#1|charset=utf-16|text=\u20AC|action=signal-medium"},
	{"a set that the XML declares",
	 "010610746578742F766E642E7761702E736C003C3F786D6C2076657273696F6E3D22312E302220656E63"
	 "6F64696E673D2277696E646F77732D31323531223F3E3C736C20687265663D22CF222F3E",
	 "sl",
	 "content_type=text/vnd.wap.sl|tid#1|charset=windows-1251|href=\u041F"
	 "|action=execute-low"},
	{"an entity in ISO-8859-1", "010601AE 02050400 45 46 03E400 02 C12C 0342 00 01 01", "si",
	 SI "text=\u00E4\u20ACB|action=signal-medium"},
	{"a URL that is cut", "010601AE 02056A00 45 C6 0B 03612F62", "si",
	 SI "href=a/b|problem=WBXML: the document ends too early (octet 11)"},
	{"an MMS URL that is cut", "010601BE 8C82 83612F62", "mms",
	 MMS "location=a/b|problem=PDU: the value of X-Mms-Content-Location does not end (octet "
	     "3)"},
	{"an MMS subject that is cut", "010601BE 8C82 960AEAC3A961", "mms",
	 MMS "subject=\u00E9"
	     "a|problem=PDU: the value of Subject does not end (octet 3)"},
	{"several recipients", "010601BE 8C82 976100 976200 826300 826400", "mms",
	 MMS "to=a, b|cc=c, d"},
	{"tokens that nobody assigned", "010601BE 8C82 8A99 8F99", "mms",
	 MMS "class=0x99|priority=0x99"},
	{"a flag that is none", "010601BE 8C82 8699", "mms",
	 MMS "problem=the value of its field delivery report has not the form of one"},
	{"a size that is none", "010601BE 8C82 8E6100", "mms",
	 MMS "problem=the value of its field size has not the form of one"},
	{"a body behind the header of a message", "010601BE 8C84 8483 6869", "mms",
	 "content_type=application/vnd.wap.mms-message|tid#1|message_type=m-retrieve-conf"
	 "|content=text/plain, 2 octets"},
	{"of several parts", "010601BE 8C84 84A3 02 01 02 83 6869 01 01 9E FF", "mms",
	 "content_type=application/vnd.wap.mms-message|tid#1|message_type=m-retrieve-conf"
	 "|content=application/vnd.wap.multipart.mixed, 10 octets|parts=text/plain, 2 octets"
	 "|parts=image/jpeg, 1 octets"},
	{"a multipart", "010601A3 01 01 02 83 6869", "other",
	 "content_type=application/vnd.wap.multipart.mixed|tid#1|parts=text/plain, 2 octets"
	 "|data=010102836869"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_push *push = push_of(rows[i].octets, &wap, NULL);

		assert_told(rows[i].name, push, rows[i].type, rows[i].fields);
		smsmodem_push_free(push);
	}
}

/* So many parameters or headers take no place from what the body says, nor from "problem". */
static void test_many(void **state)
{
	uint8_t octets[8192] = {1, 6, 0, 0, 0x1F, 0x88, 0x21, 0xAE};
	size_t at = 8;
	struct smsmodem_push *push;
	const struct smsmodem_push_field *fields;

	(void)state;
	for (size_t i = 0; i < 528; i++, at += 2)
		memcpy(octets + at, "\xFF\x81", 2);
	for (size_t i = 0; i < 600; i++, at += 2)
		memcpy(octets + at, "\xFF\x81", 2);
	octets[2] = (uint8_t)(0x80 | ((at - 4) >> 7));
	octets[3] = (at - 4) & 0x7F;
	at += octets_of(BODY, octets + at, sizeof octets - at);
	assert_int_equal(smsmodem_push_decode(octets, at, &wap, NULL, &push, NULL), SMSMODEM_OK);
	assert_non_null(smsmodem_push_find(push, "text"));
	assert_non_null(smsmodem_push_find(push, "problem"));
	assert_in_range(smsmodem_push_fields(push, &fields), 60, 80);
	assert_int_equal(smsmodem_push_headers(push, &fields), 512);
	smsmodem_push_free(push);
}

/* --- bodies that nobody names --- */

static void test_told_by_itself(void **state)
{
	static const struct {
		const char *octets, *content_type;
	} cases[] = {
		{PROV, "application/vnd.wap.connectivity-wbxml"},
		{PUBLIC, "application/vnd.wap.wbxml"},
		{"03016A14 7761702D70726F766973696F6E696E67646F6300 04 00",
		 "application/vnd.wap.connectivity-wbxml"},
		{"03046A00 7F", "application/vnd.wap.wbxml"},
		{"98 6100 8C82", "application/vnd.wap.mms-message"},
		{"010601AE" BODY, "application/vnd.wap.sic"},
		{"EFBBBF 3C736C2F3E", "text/vnd.wap.sl"},
		{"FFFE 3C0073006C002F003E00", "text/vnd.wap.sl"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint8_t octets[64];
		size_t length = octets_of(cases[i].octets, octets, sizeof octets);
		uint8_t *exact = exact_copy(octets, length);
		struct smsmodem_push *push;

		if (smsmodem_push_decode_body(exact, length, NULL, NULL, &push, NULL) < 0)
			fail_msg("%s", cases[i].octets);
		free(exact);
		assert_string_equal(smsmodem_push_find(push, "content_type")->text,
				    cases[i].content_type);
		smsmodem_push_free(push);
	}
}

static void test_profile(void **state)
{
	static const struct smsmodem_ports port = {16, 5514, 0};
	struct smsmodem_push *push = push_of("30 04 0002 6162 06 0005 00080101AA", &port, NULL);

	(void)state;
	assert_told("profile", push, "profile", "name=ab|width#8|height#1|pbm=P1\n8 1\n10101010\n");
	smsmodem_push_free(push);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_secrets),        cmocka_unit_test(test_cut_provisioning),
		cmocka_unit_test(test_rows),           cmocka_unit_test(test_many),
		cmocka_unit_test(test_told_by_itself), cmocka_unit_test(test_profile),
	};

	return cmocka_run_group_tests_name("push_secrets", tests, NULL, NULL);
}
