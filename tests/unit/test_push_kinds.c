/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes by push, kind by kind: reports on MMS, character sets, notifications of servers,
 * objects to ports, and headers that senders name. */
#include "push_support.h"

#define DIGEST "000102030405060708090A0B0C0D0E0F"
#define DM(bits, told)                                                                \
	2948, 9200, "010601C4" DIGEST bits "00000012340161", "dm",                    \
		"content_type=application/vnd.syncml.notification|tid#1|version=1.2|" \
		"server=a|session#4660|" told "|digest=" DIGEST
#define CARD "424547494E3A5643414C454E444152"

static const struct push_row rows[] = {
	{"M-Delivery.ind (OMA-TS-MMS_ENC 6.6)", 2948, 9200,
	 "010601BE 8C86 8D92 8B6D3100 97612E6200 85043B9ACA00 9580", "mms",
	 MMS_HEAD "message_type=m-delivery-ind|version=1.2|message_id=m1|to=a.b"
		  "|date=2001-09-09T01:46:40Z|status=expired"},
	{"M-Delivery.ind, unreachable (7.3.48)", 2948, 9200,
	 "010601BE 8C86 8D90 8B6D3100 97612E6200 85043B9ACA00 9587", "mms",
	 MMS_HEAD "message_type=m-delivery-ind|version=1.0|message_id=m1|to=a.b"
		  "|date=2001-09-09T01:46:40Z|status=unreachable"},
	{"M-Read-Orig.ind (6.7.2)", 2948, 9200,
	 "010601BE 8C88 8D91 8B6D3100 97612E6200 89048063 6400 85043B9ACA00 9B80", "mms",
	 MMS_HEAD "message_type=m-read-orig-ind|version=1.1|message_id=m1|to=a.b|from=cd"
		  "|date=2001-09-09T01:46:40Z|read_status=read"},
	{"M-Read-Orig.ind, not read (7.3.37)", 2948, 9200,
	 "010601BE 8C88 8D91 8B6D3100 97612E6200 890181 9B81", "mms",
	 MMS_HEAD "message_type=m-read-orig-ind|version=1.1|message_id=m1|to=a.b|from_inserted?1"
		  "|read_status=deleted without being read"},
	/* the set that is said counts, not what the octets look like */
	{"windows-1251 (2251)", 2948, 9200,
	 "010601BE 8C82 890B 80 09 0208CB 7F CFF0E8E200 960A 0208CB 7F CFF0E8E2F200", "mms",
	 MMS_HEAD "message_type=m-notification-ind|from=\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2"
		  "|subject=\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD1\x82"},
	{"Shift_JIS (17), of which an octet is that of a backslash", 2948, 9200,
	 "010601BE 8C82 9605 91 7F 955C00", "mms",
	 MMS_HEAD "message_type=m-notification-ind|subject=\xE8\xA1\xA8"},
	{"ISO-8859-2 (5)", 2948, 9200, "010601BE 8C82 9604 85 7F A300", "mms",
	 MMS_HEAD "message_type=m-notification-ind|subject=\xC5\x81"},
	{"UTF-16 (1015), ended by two NULs", 2948, 9200, "010601BE 8C82 9609 0203F7 041F0440 0000",
	 "mms", MMS_HEAD "message_type=m-notification-ind|subject=\xD0\x9F\xD1\x80"},
	{"UTF-16LE (1014), ended by one", 2948, 9200, "010601BE 8C82 9608 0203F6 1F044004 00",
	 "mms", MMS_HEAD "message_type=m-notification-ind|subject=\xD0\x9F\xD1\x80"},
	{"an SI as text in windows-1251", 2948, 9200,
	 "010606 05AD810208CB "
	 "3C73693E3C696E6469636174696F6E3EE03C2F696E6469636174696F6E3E3C2F73693E",
	 "si",
	 "content_type=text/vnd.wap.si|charset=windows-1251|tid#1|text=\xD0\xB0"
	 "|action=signal-medium"},
	{"an SL as text in UTF-16BE", 2948, 9200,
	 "010606 05AF810203F5 003C0073006C00200068007200650066003D00220061002F0022002F003E", "sl",
	 "content_type=text/vnd.wap.sl|charset=utf-16be|tid#1|href=a/|action=execute-low"},
	{"an SI as WBXML in KOI8-R (2084)", 2948, 9200, "010601AE 0205902400 454603C000 0101", "si",
	 "content_type=application/vnd.wap.sic|tid#1|text=\xD1\x8E|action=signal-medium"},
	/* OMA-TS-DM_Notification 6.2 */
	{"the user's, of which nothing is said", DM("0300", "initiator=user")},
	{"the user's, seen", DM("0320", "initiator=user|ui_mode=informative")},
	{"the server's, of which nothing is said", DM("0308", "initiator=server")},
	{"the server's, unseen", DM("0318", "initiator=server|ui_mode=background")},
	{"the server's, seen", DM("0328", "initiator=server|ui_mode=informative")},
	{"the server's, that asks", DM("0338", "initiator=server|ui_mode=user-interaction")},
	{"an EMN with its time (OMA EMN 1.0)", 2948, 9200,
	 "010604 0302030A 030D6A00 85 05C30720261123102030 07036140620085 01", "xml",
	 "content_type=application/vnd.wap.emn+wbxml|tid#1|document=emn|mailbox=mailat:a@b.com"
	 "|timestamp=2026-11-23T10:20:30Z"},
	/* 3GPP TS 24.008 10.5.1.3: 14 is not 014 */
	{"a network of three digits", 5506, 0, "134010 0A 00080101F0", "operator-logo",
	 "mcc=310|mnc=014|width#8|height#1|pbm=P1\n8 1\n11110000\n"},
	{"a network of two", 5506, 0, "13F041 0A 00080101F0", "operator-logo",
	 "mcc=310|mnc=14|width#8|height#1|pbm=P1\n8 1\n11110000\n"},
	{"a calendar", 9205, 0, CARD, "vcalendar", "text=BEGIN:VCALENDAR"},
	{"a calendar, secured", 9207, 0, CARD, "vcalendar", "text=BEGIN:VCALENDAR"},
	{"a calendar at the port of before", 228, 0, CARD, "vcalendar", "text=BEGIN:VCALENDAR"},
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

/* What a sender named itself is a header, in order behind those of WSP, and no field. */
static void test_named_by_the_sender(void **state)
{
	static const struct smsmodem_ports ports = {16, 2948, 9200};
	static const char *const wanted[][2] = {
		{"X-Wap-Application-Id", "x-wap-application:mms.ua"},
		{"type", "x"},
		{"subject", "no"},
	};
	struct smsmodem_push *push = push_of(
		"010603BEAF84 8C82 747970650078 00 7375626A656374006E6F00 964100", &ports, NULL);
	const struct smsmodem_push_field *headers;

	(void)state;
	assert_told("named by the sender", push, "mms",
		    MMS_HEAD "message_type=m-notification-ind|subject=A");
	assert_int_equal(smsmodem_push_headers(push, &headers), COUNT(wanted));
	for (size_t i = 0; i < COUNT(wanted); i++) {
		assert_string_equal(headers[i].key, wanted[i][0]);
		assert_string_equal(headers[i].text, wanted[i][1]);
	}
	smsmodem_push_free(push);
}

/* Of the settings of phones before OMA's the secrets are known by name, in each form. */
static void test_settings(void **state)
{
	static const struct smsmodem_ports ports = {16, SMSMODEM_PORT_OTA_SETTINGS, 9200};
	static const struct {
		const char *octets, *xml, *masked;
	} cases[] = {
		{"01062A1F28"
		 "6170706C69636174696F6E2F782D7761702D70726F762E62726F777365722D73657474696E677300"
		 "01016A00 45 C60601 8724 11 0378797A00 01 8713 11 036100 01 01 01",
		 "<CHARACTERISTIC-LIST><CHARACTERISTIC TYPE=\"ADDRESS\"><PARM "
		 "NAME=\"PPP_AUTHSECRET\" VALUE=\"xyz\"/><PARM NAME=\"PROXY\" VALUE=\"a\"/>"
		 "</CHARACTERISTIC></CHARACTERISTIC-LIST>",
		 "<CHARACTERISTIC-LIST><CHARACTERISTIC TYPE=\"ADDRESS\"><PARM "
		 "NAME=\"PPP_AUTHSECRET\" VALUE=\"****\"/><PARM NAME=\"PROXY\" VALUE=\"a\"/>"
		 "</CHARACTERISTIC></CHARACTERISTIC-LIST>"},
		{"01062A1F28"
		 "6170706C69636174696F6E2F782D7761702D70726F762E62726F777365722D73657474696E677300"
		 "01016A00 45 C60601 8719 11 0378797A00 01 01 01",
		 "<CHARACTERISTIC-LIST><CHARACTERISTIC TYPE=\"ADDRESS\"><PARM "
		 "NAME=\"PROXY_AUTHSECRET\" VALUE=\"xyz\"/></CHARACTERISTIC></CHARACTERISTIC-LIST>",
		 "<CHARACTERISTIC-LIST><CHARACTERISTIC TYPE=\"ADDRESS\"><PARM "
		 "NAME=\"PROXY_AUTHSECRET\" VALUE=\"****\"/></CHARACTERISTIC>"
		 "</CHARACTERISTIC-LIST>"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct smsmodem_push *push = push_of(cases[i].octets, &ports, NULL);

		assert_string_equal(smsmodem_push_type(push), "settings");
		assert_null(smsmodem_push_find(push, "problem"));
		assert_string_equal(smsmodem_push_xml_text(push, 0), cases[i].xml);
		assert_string_equal(smsmodem_push_xml_text(push, SMSMODEM_XML_MASK),
				    cases[i].masked);
		smsmodem_push_free(push);
	}
}

/* Cut anywhere, a report says what it began with and never another thing. */
static void test_cut_reports(void **state)
{
	static const struct smsmodem_ports ports = {16, 2948, 9200};
	uint8_t octets[64];
	size_t length = octets_of("010601BE 8C88 8D91 8B6D3100 97612E6200 890480636400 9B80",
				  octets, sizeof octets);

	(void)state;
	for (size_t cut = 6; cut <= length; cut++) {
		uint8_t *exact = exact_copy(octets, cut);
		const struct smsmodem_push_field *field;
		struct smsmodem_push *push;

		assert_int_equal(smsmodem_push_decode(exact, cut, &ports, NULL, &push, NULL),
				 SMSMODEM_OK);
		free(exact);
		field = smsmodem_push_find(push, "message_type");
		assert_non_null(field);
		assert_string_equal(field->text, "m-read-orig-ind");
		field = smsmodem_push_find(push, "read_status");
		assert_int_equal(field != NULL, cut == length);
		smsmodem_push_free(push);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_named_by_the_sender),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_cut_reports),
	};

	return cmocka_run_group_tests_name("push_kinds", tests, NULL, NULL);
}
