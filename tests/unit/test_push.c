/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes by push, decoded: from datagrams and bodies to the fields of each kind. */
#include "push_support.h"

static const struct smsmodem_ports wap = {16, 2948, 9200};

#define SI_HEAD "content_type=application/vnd.wap.sic|tid#1|"

static const struct push_row rows[] = {
	{"SI by gammu", 2948, 9200,
	 "010601AE 02056A00 45C60B 03687474703A2F2F612F00 01 03486900 01 01", "si",
	 SI_HEAD "href=http://a/|text=Hi|action=signal-medium"},
	{"SI with all it can say, in another order (WAP-167 8)", 2948, 9200,
	 "010601AE 03056A00 45C6 08 11 036900 10C30419990630 0AC30719990625152315 0D 036100 85 01 "
	 "037400 01 01",
	 "si",
	 SI_HEAD "href=http://www.a.com/|text=t|action=signal-high|created=1999-06-25T15:23:15Z"
		 "|expires=1999-06-30T00:00:00Z|id=i"},
	{"SI without an indication", 2948, 9200, "010601AE 02056A00 05", "si",
	 "content_type=application/vnd.wap.sic|tid#1"},
	{"SI with charset ISO-8859-1 said by itself (MIBenum 4)", 2948, 9200,
	 "010601AE 02050400 45 46 03E400 01 01", "si",
	 SI_HEAD "text=\xC3\xA4|action=signal-medium"},
	{"SL whose action is the default (WAP-168 5.2.1)", 2948, 9200,
	 "010601B0 02066A00 85 08 03612F00 01", "sl",
	 "content_type=application/vnd.wap.slc|tid#1|href=a/|action=execute-low"},
	{"CO of two objects and a service (WAP-175)", 2948, 9200,
	 "010601B2 02076A00 45 86 05036100 01 86 05036200 01 87 05036300 01 01", "xml",
	 "content_type=application/vnd.wap.coc|tid#1|document=co|objects=a|objects=b|services=c"},
	{"EMN", 2948, 9200, "010604 0302030A 030D6A00 85 07036140620085 01", "xml",
	 "content_type=application/vnd.wap.emn+wbxml|tid#1|document=emn|mailbox=mailat:a@b.com"},
	{"a date that is none", 2948, 9200, "010601AE 02056A00 45 86 0AC3021999 01 01", "si",
	 SI_HEAD "action=signal-medium|created=1999"},
	{"of a port that a WSP port sent to", 5000, 9200, "010601AE 02056A00 05", "si",
	 "content_type=application/vnd.wap.sic|tid#1"},
	{"a content type that nobody looks into", 2948, 9200, "070601 9E 0102FF", "other",
	 "content_type=image/jpeg|tid#7|data=0102FF"},
	{"confirmed", 2948, 9200, "070701 83 6869", "other",
	 "content_type=text/plain|tid#7|confirmed?1|text=hi"},
	{"a delivery report (OMA-TS-MMS_ENC 6.6)", 2948, 9200,
	 "010601BE 8C86 8D90 8B6D3100 972B312F545950453D504C4D4E00 850405004000 9581", "mms",
	 MMS_HEAD "message_type=m-delivery-ind|version=1.0|message_id=m1|to=+1/TYPE=PLMN"
		  "|date=1972-08-29T02:14:24Z|status=retrieved"},
	{"an expiry at a time, a sender to be inserted, a flag", 2948, 9200,
	 "010601BE 8C82 880380 01 78 890181 8680 8780", "mms",
	 MMS_HEAD "message_type=m-notification-ind|expiry=1970-01-01T00:02:00Z"
		  "|from_inserted?1|delivery_report?1|delivery_time=80"},
	{"fields twice and named by the sender", 2948, 9200,
	 "010601BE 8C82 964100 964200 747970650078696300", "mms",
	 MMS_HEAD "message_type=m-notification-ind|subject=A|problem=its field subject is there "
		  "twice; the first counts"},
	{"a date after the year 9999", 2948, 9200, "010601BE 8C82 85083FFFFFFFFFFFFFFF", "mms",
	 MMS_HEAD "message_type=m-notification-ind|date=4611686018427387903"},
	{"a notification of device management", 2948, 9200,
	 "010601C4 000102030405060708090A0B0C0D0E0F 0310000000 1234 03 612E62 FF", "dm",
	 "content_type=application/vnd.syncml.notification|tid#1|version=1.2|server=a.b"
	 "|session#4660|initiator=user|ui_mode=background"
	 "|digest=000102030405060708090A0B0C0D0E0F|vendor=FF"},
	{"a NUL within text", 2948, 9200, "010601 83 610062", "other",
	 "content_type=text/plain|tid#1|text=a\xEF\xBF\xBD"
	 "b"},
	{"UTF-16 (MIBenum 1015)", 2948, 9200, "010601AE 0205877700 45 46 03004800690000 01 01",
	 "si", SI_HEAD "text=Hi|action=signal-medium"},
	{"a content type as text, in capitals", 2948, 9200,
	 "010618 4150504C49434154494F4E2F766E642E7761702E73696300 02056A00 45 46 03486900 01 01",
	 "si", "content_type=APPLICATION/vnd.wap.sic|tid#1|text=Hi|action=signal-medium"},
	{"an operator logo", 5506, 0, "62F2300A 00080101F0", "operator-logo",
	 "mcc=262|mnc=03|width#8|height#1|pbm=P1\n8 1\n11110000\n"},
	{"a card (port 9204)", 9204, 0, "424547494E3A5643415244", "vcard", "text=BEGIN:VCARD"},
	{"text with a character set (windows-1252 is 2252)", 2948, 9200,
	 "070606 05 83 81 02 08CC 80", "other",
	 "content_type=text/plain|charset=windows-1252|tid#7|text=\xE2\x82\xAC"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct push_row *row = &rows[i];
		const struct smsmodem_ports ports = {16, row->dst, row->src};

		struct smsmodem_push *push = push_of(row->octets, &ports, NULL);
		assert_told(row->name, push, row->type, row->fields);
		smsmodem_push_free(push);
	}
}

/* --- bodies alone --- */

static const struct body_row {
	const char *name, *content_type, *text, *type, *fields;
} body_rows[] = {
	{"SI as text", "text/vnd.wap.si",
	 "<?xml version='1.0'?>\n<!DOCTYPE si PUBLIC \"-//WAPFORUM//DTD SI 1.0//EN\" \"x\" [ "
	 "<!ENTITY a \"b>\"> ]><!-- < > -->"
	 "<si ><indication\n href = 'http://a/?b&amp;c' si-id=\"&#65;&#x20AC;&lt;\">You have "
	 "<![CDATA[<4>]]>&unknown;</indication></si>",
	 "si",
	 "content_type=text/vnd.wap.si|href=http://a/?b&c|text=You have <4>&unknown;"
	 "|action=signal-medium|id=A\xE2\x82\xAC<"},
	{"a definition that has markup", "text/vnd.wap.si",
	 "<!DOCTYPE si [<!ENTITY a \"><indication href='evil'/>\">]>"
	 "<si><indication href='good'/></si>",
	 "si", "content_type=text/vnd.wap.si|href=good|action=signal-medium"},
	{"told by its root", NULL, "  <si><indication action='delete' si-id='1'/></si>", "si",
	 "content_type=text/vnd.wap.si|action=delete|id=1"},
	{"told by its root, of a name that tells nothing", "application/xml",
	 "<sl href='http://a/'></sl>", "sl",
	 "content_type=application/xml|href=http://a/|action=execute-low"},
	{"another document", "text/xml", "<other/>", "xml", "content_type=text/xml"},
	{"another one by itself", NULL, "<other/>", "xml", "content_type=text/xml"},
	{"rights (OMA-DRM-REL 1.0)", "application/vnd.oma.drm.rights+xml",
	 "<o-ex:rights><o-ex:asset><o-dd:uid>cid:1</o-dd:uid></o-ex:asset></o-ex:rights>", "xml",
	 "content_type=application/vnd.oma.drm.rights+xml|document=drm|uids=cid:1"},
	{"a document under the name of its binary form", "application/vnd.wap.sic",
	 "<si><indication href='a'/></si>", "si",
	 "content_type=application/vnd.wap.sic|href=a|action=signal-medium"},
	{"the first of two", "text/vnd.wap.si",
	 "<si><indication href='a'/><indication href='b'/></si>", "si",
	 "content_type=text/vnd.wap.si|href=a|action=signal-medium"},
	{"cut in a value", "text/vnd.wap.si", "<si><indication href='http://a", "si",
	 "content_type=text/vnd.wap.si|href=http://a|problem=the XML ends "
	 "within markup, or is none, at octet 30"},
	{"an attribute without a value", "text/vnd.wap.sl", "<sl href action='cache'/>", "sl",
	 "content_type=text/vnd.wap.sl|problem=the XML ends within markup, or "
	 "is none, at octet 9"},
	{"no character by number", "text/vnd.wap.sl", "<sl href='&#0;&#xD800;&#x110000;&#;'/>",
	 "sl",
	 "content_type=text/vnd.wap.sl|href=\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD&#;"
	 "|action=execute-low"},
};

static void test_bodies(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(body_rows); i++) {
		const struct body_row *row = &body_rows[i];
		uint8_t *exact = exact_copy(row->text, strlen(row->text));
		struct smsmodem_push *push;

		assert_int_equal(smsmodem_push_decode_body(exact, strlen(row->text),
							   row->content_type, NULL, &push, NULL),
				 SMSMODEM_OK);
		free(exact);
		assert_told(row->name, push, row->type, row->fields);
		assert_string_equal(smsmodem_push_xml_text(push, 0), row->text);
		smsmodem_push_free(push);
	}
}

static void test_nothing_known(void **state)
{
	static const char *const none[] = {"", "00", "FF", "8C", "9801", "3C20", "0300"};
	uint8_t octets[8];
	struct smsmodem_push *push;

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		size_t length = octets_of(none[i], octets, sizeof octets);

		assert_int_equal(smsmodem_push_decode_body(octets, length, NULL, NULL, &push, NULL),
				 SMSMODEM_E_PDU);
		assert_null(push);
	}
}

/* --- ports --- */

static void test_ports(void **state)
{
	static const struct {
		uint16_t dst, src;
		int result;
	} cases[] = {
		{2948, 9200, SMSMODEM_OK},      {2948, 0, SMSMODEM_OK},
		{2949, 9202, SMSMODEM_OK},      {1, 9200, SMSMODEM_OK},
		{1, 9203, SMSMODEM_OK},         {1, 9204, SMSMODEM_E_USAGE},
		{9200, 2948, SMSMODEM_E_USAGE}, {0, 0, SMSMODEM_E_USAGE},
	};
	uint8_t octets[32];
	size_t length = octets_of("010601AE 02056A00 05", octets, sizeof octets);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct smsmodem_ports ports = {16, cases[i].dst, cases[i].src};
		struct smsmodem_error error;
		struct smsmodem_push *push;

		assert_int_equal(smsmodem_push_decode(octets, length, &ports, NULL, &push, &error),
				 cases[i].result);
		smsmodem_push_free(push);
	}
}

/* A push is no longer than 255 parts are. */
static void test_too_long(void **state)
{
	uint8_t *octets = calloc(1, SMSMODEM_DATAGRAM_MAX + 1);
	struct smsmodem_error error;
	struct smsmodem_push *push;

	(void)state;
	assert_non_null(octets);
	memcpy(octets, "\1\6\1\xAE\2\5\x6A\0\5", 9);
	assert_int_equal(
		smsmodem_push_decode(octets, SMSMODEM_DATAGRAM_MAX + 1, &wap, NULL, &push, &error),
		SMSMODEM_E_PDU);
	assert_null(push);
	assert_int_equal(
		smsmodem_push_decode(octets, SMSMODEM_DATAGRAM_MAX, &wap, NULL, &push, &error),
		SMSMODEM_OK);
	smsmodem_push_free(push);
	free(octets);
}

/* --- headers --- */

static void test_headers(void **state)
{
	/* X-Wap-Application-Id mms.ua; Push-Flag 6; X-Wap-Tos by its name; unassigned 7F */
	struct smsmodem_push *push =
		push_of("0106 0E BE AF84 B486 782D61003100 FF 81 8C82", &wap, NULL);
	static const char *const wanted[][2] = {
		{"X-Wap-Application-Id", "x-wap-application:mms.ua"},
		{"Push-Flag", NULL},
		{"x-a", "1"},
		{"0x7F", NULL},
	};
	const struct smsmodem_push_field *headers;
	size_t count = smsmodem_push_headers(push, &headers);

	(void)state;
	assert_int_equal(count, COUNT(wanted));
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(headers[i].key, wanted[i][0]);
		if (wanted[i][1])
			assert_string_equal(headers[i].text, wanted[i][1]);
	}
	smsmodem_push_free(push);
}

/* --- provisioning --- */

/* The WSP header that KANNEL gw/ota_prov.c writes, and the least document; the MACs are those of
 * Python's hmac. */
#define PROV_BODY "030B6A0005"

/* A build without nettle makes none. */
static bool makes_macs(void)
{
	static const struct smsmodem_prov_keys keys = {"1234", NULL};
	char mac[SMSMODEM_MAC_SIZE];

	return smsmodem_prov_mac(SMSMODEM_SEC_USERPIN, &keys, (const uint8_t *)"", 0, mac, NULL) !=
	       SMSMODEM_E_CONFIG;
}

static void test_mac(void **state)
{
	static const struct {
		const char *octets;
		struct smsmodem_prov_keys keys;
		const char *fields;
	} cases[] = {
		{"0106 2F 1F2D B6 9181 92 " PROV_MAC_USERPIN_TEXT "00 " PROV_BODY,
		 {"1234", NULL},
		 "sec=userpin|mac=" PROV_MAC_USERPIN "|document=prov|mac_valid?1"},
		{"0106 2F 1F2D B6 9181 92 " PROV_MAC_USERPIN_TEXT "00 " PROV_BODY,
		 {"1235", NULL},
		 "sec=userpin|mac=" PROV_MAC_USERPIN "|document=prov|mac_valid?0"},
		{"0106 2F 1F2D B6 9181 92 " PROV_MAC_USERPIN_TEXT "00 " PROV_BODY,
		 {NULL, "262011234567890"},
		 "sec=userpin|mac=" PROV_MAC_USERPIN "|document=prov|mac_problem=the MAC is made "
		 "with a PIN that the user is told, which is missing: give it"},
		{"0106 2F 1F2D B6 9181 92 " PROV_MAC_USERPIN_TEXT "00 " PROV_BODY,
		 {NULL, NULL},
		 "sec=userpin|mac=" PROV_MAC_USERPIN "|document=prov"},
		{"0106 04 03 B6 9181 " PROV_BODY,
		 {"1234", NULL},
		 "sec=userpin|document=prov|mac_valid?0"},
		{"0106 01 B6 " PROV_BODY, {"1234", NULL}, "document=prov"},
	};

	if (!makes_macs())
		skip();
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char fields[256];
		struct smsmodem_push *push = push_of(cases[i].octets, &wap, &cases[i].keys);

		(void)snprintf(fields, sizeof fields,
			       "content_type=application/vnd.wap.connectivity-wbxml|tid#1|%s",
			       cases[i].fields);
		assert_told(cases[i].octets, push, "xml", fields);
		smsmodem_push_free(push);
	}
}

/* Of a document as text the secrets are masked wherever its name stands. */
static void test_masked_text(void **state)
{
	static const struct {
		const char *xml, *masked;
	} cases[] = {
		{"<wap-provisioningdoc><parm name=\"AUTHSECRET\" value=\"abc\"/><parm "
		 "value='x&amp;y' name='PXAUTH-PW'/><parm name='NAME' value='n'/>"
		 "</wap-provisioningdoc>",
		 "<wap-provisioningdoc><parm name=\"AUTHSECRET\" value=\"****\"/><parm "
		 "value='****' name='PXAUTH-PW'/><parm name='NAME' value='n'/>"
		 "</wap-provisioningdoc>"},
		{"<parm name='AUTHSECRE&#84;' value='s'/>",
		 "<parm name='AUTHSECRE&#84;' value='****'/>"},
		{"<parm value='secret' name='AUTHSECRET", "<parm value='****' name='AUTHSECRET"},
		{"<parm name='AUTHSECRET' value='sec", "<parm name='AUTHSECRET' value='****"},
		{"<parm name='AUTHSECRET' value=''/>", "<parm name='AUTHSECRET' value=''/>"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct smsmodem_push *push;

		assert_int_equal(smsmodem_push_decode_body(
					 (const uint8_t *)cases[i].xml, strlen(cases[i].xml),
					 "text/vnd.wap.connectivity-xml", NULL, &push, NULL),
				 SMSMODEM_OK);
		assert_string_equal(smsmodem_push_xml_text(push, SMSMODEM_XML_MASK),
				    cases[i].masked);
		assert_string_equal(smsmodem_push_xml_text(push, 0), cases[i].xml);
		smsmodem_push_free(push);
	}
}

static void test_ringtone(void **state)
{
	static const char rtttl[] = "ab:d=4,o=5,b=125:c,e.,8g#6";
	static const struct smsmodem_ports port = {16, SMSMODEM_PORT_RINGTONE, 0};
	uint8_t octets[256];
	char fields[256];
	int length = smsmodem_ringtone_encode(rtttl, strlen(rtttl), octets, sizeof octets, NULL);
	struct smsmodem_push *push;

	(void)state;
	assert_true(length > 0);
	assert_int_equal(smsmodem_push_decode(octets, (size_t)length, &port, NULL, &push, NULL),
			 SMSMODEM_OK);
	const struct smsmodem_push_field *field = smsmodem_push_find(push, "rtttl");
	assert_non_null(field);
	(void)snprintf(fields, sizeof fields, "name=ab|rtttl=%s", field->text);
	assert_told("ringtone", push, "ringtone", fields);
	assert_true(strncmp(field->text, "ab:", 3) == 0);
	smsmodem_push_free(push);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),          cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_nothing_known), cmocka_unit_test(test_ports),
		cmocka_unit_test(test_too_long),      cmocka_unit_test(test_headers),
		cmocka_unit_test(test_mac),           cmocka_unit_test(test_masked_text),
		cmocka_unit_test(test_ringtone),
	};

	return cmocka_run_group_tests_name("push", tests, NULL, NULL);
}
