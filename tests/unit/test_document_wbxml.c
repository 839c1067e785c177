/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML to WBXML: what comes out, and what is refused before it gets as far. */
#include "document.h"
#include "pdu_support.h"
#include <smsmodem/push.h>

#define SI(inside) "<si><indication href=\"http://a.de/\"" inside "</indication></si>"

struct row {
	const char *name, *xml, *wbxml, *content_type;
};

static const struct row rows[] = {
	{"WAP-167 6.2, of version 1.3",
	 "<?xml version=\"1.0\"?><!DOCTYPE si PUBLIC \"-//WAPFORUM//DTD SI 1.0//EN\" "
	 "\"http://www.wapforum.org/DTD/si.dtd\">\n<si>\n<indication "
	 "href=\"http://www.xyz.com/email/123/abc.wml\" created=\"1999-06-25T15:23:15Z\" "
	 "si-expires=\"1999-06-30T00:00:00Z\">\n  You have 4 new emails\n</indication>\n</si>",
	 "03 05 6A 00 45 C6 0D 03 78797A 00 85 03 656D61696C2F3132332F6162632E776D6C 00 0A C3 07 "
	 "19990625152315 10 C3 04 19990630 01 03 596F7520686176652034206E657720656D61696C73 00 01 "
	 "01",
	 "application/vnd.wap.sic"},
	{"no document type, no declaration", SI(">x"),
	 "03056A00 45C6 0C 03612E64652F00 01 03 7800 0101", "application/vnd.wap.sic"},
	{"another document type with the same root", "<!DOCTYPE si SYSTEM \"own.dtd\">" SI(">x"),
	 "03056A00 45C6 0C 03612E64652F00 01 03 7800 0101", "application/vnd.wap.sic"},
	{"blanks that are meant", SI("> a  b "),
	 "03056A00 45C6 0C 03612E64652F00 01 03 20612020622000 0101", "application/vnd.wap.sic"},
	{"a section is text", SI("><![CDATA[a<b]]>"),
	 "03056A00 45C6 0C 03612E64652F00 01 03 613C6200 0101", "application/vnd.wap.sic"},
	{"comments go", SI("><!-- x -->y"), "03056A00 45C6 0C 03612E64652F00 01 03 7900 0101",
	 "application/vnd.wap.sic"},
	{"ISO-8859-1 becomes UTF-8", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" SI(">\xE4"),
	 "03056A00 45C6 0C 03612E64652F00 01 03 C3A400 0101", "application/vnd.wap.sic"},
	{"a date of another zone", SI(" si-expires=\"2026-11-23T11:00+01:00\">"),
	 "03056A00 4586 0C 03612E64652F00 10 C305 2026112310 01 01", "application/vnd.wap.sic"},
	{"an empty date is left out", SI(" created=\"\">"),
	 "03056A00 45 86 0C 03612E64652F00 0A 01 01", "application/vnd.wap.sic"},
	{"what is to be deleted has a name", "<si><indication si-id=\"a\" action=\"delete\"/></si>",
	 "03056A00 45 86 11 03 6100 09 01 01", "application/vnd.wap.sic"},
	{"blanks that are references, in the middle of those that are not",
	 SI(">\n &#10;\n&#32;x&#9;  \n"), "03056A00 45C6 0C 03612E64652F00 01 03 0A0A20780900 0101",
	 "application/vnd.wap.sic"},
	{"a blank that is a reference, and nothing else", SI("> \n&#x20;\n"),
	 "03056A00 45C6 0C 03612E64652F00 01 03 2000 0101", "application/vnd.wap.sic"},
	{"a name that has no token wants a table", "<wml><card zz=\"y\">z</card></wml>",
	 "030A6A03 7A7A00 7F E7 0400 037900 01 03 7A00 0101", "application/vnd.wap.wmlc"},
	{"service loading", "<sl href=\"https://www.a.org/x\" action=\"cache\"/>",
	 "03066A00 85 0C 036100 88 037800 07 01", "application/vnd.wap.slc"},
	{"cache operation", "<co><invalidate-service uri=\"http://a.net/\"/></co>",
	 "03076A00 45 87 06 036100 87 01 01", "application/vnd.wap.coc"},
	{"e-mail notification",
	 "<emn mailbox=\"mailat:a@b.com\" timestamp=\"2026-11-23T00:00:00Z\"/>",
	 "030D6A00 85 07 03614062 00 85 05 C304 20261123 01", "application/vnd.wap.emn+wbxml"},
	{"provisioning",
	 "<wap-provisioningdoc version=\"1.0\"><characteristic type=\"BOOTSTRAP\">"
	 "<parm name=\"NAME\" value=\"x\"/></characteristic></wap-provisioningdoc>",
	 "030B6A00 C5 46 01 C6 56 01 87 07 06 037800 01 01 01",
	 "application/vnd.wap.connectivity-wbxml"},
	{"DRM rights (OMA-Download-DRMREL)",
	 "<o-ex:rights xmlns:o-ex=\"http://odrl.net/1.1/ODRL-EX\" "
	 "xmlns:o-dd=\"http://odrl.net/1.1/ODRL-DD\" "
	 "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#/\">\n <o-ex:context>\n  "
	 "<o-dd:version>1.0</o-dd:version>\n </o-ex:context>\n <o-ex:agreement>\n  <o-ex:asset>"
	 "<ds:KeyInfo><ds:KeyValue>vUEwR8LzEJoeiC+6Q6BSmg==</ds:KeyValue></ds:KeyInfo>"
	 "</o-ex:asset>\n  <o-ex:permission><o-dd:play/></o-ex:permission>\n </o-ex:agreement>\n"
	 "</o-ex:rights>",
	 "030E6A00 C5 05 85 06 86 07 87 01 46 47 03 312E3000 01 01 49 4A 4B 4C C310 "
	 "BD413047C2F3109A1E882FBA43A0529A 01 01 01 4D 0E 01 01 01",
	 "application/vnd.oma.drm.rights+wbxml"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *content_type = NULL;
		struct smsmodem_error error = {.text = ""};
		uint8_t octets[512];
		char *xml = exact_copy(rows[i].xml, strlen(rows[i].xml));

		print_message("%s\n", rows[i].name);
		int length = smsmodem_xml_wbxml(xml, strlen(rows[i].xml), octets, sizeof octets,
						&content_type, &error);
		if (length < 0)
			fail_msg("%s", error.text);
		assert_octets(octets, (size_t)length, rows[i].wbxml);
		assert_string_equal(content_type, rows[i].content_type);
		free(xml);
	}
}

/* Each root element that is known, of the newest version and with the number that libwbxml2 has. */
static void test_languages(void **state)
{
	static const struct {
		const char *xml, *head, *content_type;
	} languages[] = {
		{"<o-ex:rights/>", "030E6A00", "application/vnd.oma.drm.rights+wbxml"},
		{"<SyncML/>", "03A4016A00", "application/vnd.syncml+wbxml"},
		{"<SyncML xmlns=\"SYNCML:SYNCML1.2\"/>", "03A4016A00",
		 "application/vnd.syncml+wbxml"},
		{"<SyncML xmlns=\"SYNCML:SYNCML1.1\"/>", "039F536A00",
		 "application/vnd.syncml+wbxml"},
		{"<SyncML xmlns=\"syncml:syncml1.0\"/>", "039F516A00",
		 "application/vnd.syncml+wbxml"},
		{"<!DOCTYPE SyncML PUBLIC \"-//SYNCML//DTD SyncML 1.1//EN\" \"\"><SyncML/>",
		 "039F536A00", "application/vnd.syncml+wbxml"},
		{"<SyncML><SyncHdr><VerDTD>1.2</VerDTD><VerProto>\n DM/1.2\n</VerProto></SyncHdr>"
		 "</SyncML>",
		 "03A4016A00", "application/vnd.syncml.dm+wbxml"},
		{"<DevInf xmlns=\"syncml:devinf\"/>", "03A4036A00",
		 "application/vnd.syncml-devinf+wbxml"},
		{"<MgmtTree/>", "0300006A", "application/vnd.syncml.dmddf+wbxml"},
		{"<CHARACTERISTIC-LIST/>", "03016A00", "application/x-wap-prov.browser-settings"},
		{"<wml/>", "030A6A00", "application/vnd.wap.wmlc"},
		{"<wta-wml/>", "030C6A00", "application/vnd.wap.wta-wmlc"},
		{"<WV-CSP-Message/>", "0300006A", "application/vnd.wv.csp+wbxml"},
		{"<!DOCTYPE AirSync PUBLIC \"-//AIRSYNC//DTD AirSync//EN\" \"\">"
		 "<FolderSync xmlns=\"FolderHierarchy:\"><SyncKey>0</SyncKey></FolderSync>",
		 "0300006A 1C 2D2F2F41495253594E", "application/vnd.ms-sync.wbxml"},
		{"<!DOCTYPE Sync PUBLIC \"-//microsoft//DTD ActiveSync//EN\" \"\">"
		 "<Sync xmlns=\"AirSync:\"/>",
		 "0300006A", "application/vnd.ms-sync.wbxml"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(languages); i++) {
		const char *content_type = NULL;
		struct smsmodem_error error = {.text = ""};
		uint8_t octets[512], head[16];
		size_t head_len = octets_of(languages[i].head, head, sizeof head);
		int length = smsmodem_xml_wbxml(languages[i].xml, strlen(languages[i].xml), octets,
						sizeof octets, &content_type, &error);

		print_message("%s\n", languages[i].xml);
		if (length < 0)
			fail_msg("%s", error.text);
		assert_true((size_t)length > head_len);
		assert_octets(octets, head_len, languages[i].head);
		assert_string_equal(content_type, languages[i].content_type);
	}
}

/* A string table is made where it saves octets, and nowhere else. */
static void test_shortest(void **state)
{
	static const struct {
		const char *xml;
		int length;
	} documents[] = {
		{"<wap-provisioningdoc><characteristic type=\"aaba\"><parm name=\"aaba\" "
		 "value=\"aaba\"/></characteristic></wap-provisioningdoc>",
		 25},
		{"<si><indication href=\"http://c/\" si-id=\"c\">c abbb abbb c</indication></si>",
		 33},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(documents); i++) {
		uint8_t octets[128];

		assert_int_equal(smsmodem_xml_wbxml(documents[i].xml, strlen(documents[i].xml),
						    octets, sizeof octets, NULL, NULL),
				 documents[i].length);
	}
}

/* The least document of a root. */
static const char *least_of(const char *root)
{
	static char empty[64];
	static const char *const whole[] = {
		SI(">"),
		"<sl href=\"http://a.de/\"/>",
		"<co><invalidate-object uri=\"http://a.de/\"/></co>",
		"<emn mailbox=\"pop://a\"/>",
		"<wap-provisioningdoc><characteristic type=\"a\"/></wap-provisioningdoc>",
	};

	for (size_t i = 0; i < COUNT(whole); i++)
		if (strncmp(whole[i] + 1, root, strlen(root)) == 0 &&
		    strchr(" >", whole[i][1 + strlen(root)]))
			return whole[i];
	assert_in_range(snprintf(empty, sizeof empty, "<%s/>", root), 1, sizeof empty - 1);
	return empty;
}

/* libwbxml2 has each language of the table, by its public identifier and by its root. */
static void test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < document_language_count; i++) {
		const struct document_language *row = &document_languages[i];
		const char *content_type = NULL;
		struct smsmodem_error error = {.text = ""};
		uint8_t octets[128];
		char xml[256];
		int length =
			snprintf(xml, sizeof xml, "<!DOCTYPE %s PUBLIC \"%s\" \"\">%s", row->root,
				 row->public_id ? row->public_id : "-//X//EN", least_of(row->root));

		assert_in_range(length, 1, sizeof xml - 1);
		length = smsmodem_xml_wbxml(xml, (size_t)length, octets, sizeof octets,
					    &content_type, &error);
		if (length < 0)
			fail_msg("%s: %s", row->root, error.text);
		assert_string_equal(content_type, row->content_type);
	}
}

struct refused_row {
	const char *name, *xml, *says;
};

#define DEEP_10(x) x x x x x x x x x x

static const struct refused_row refused_rows[] = {
	{"nothing", "", "line 1, column 1: no element found"},
	{"a tag that ends another", "<co>\n <invalidate-object uri=\"http://a/\">\n  x</co>",
	 "line 3, column 6: mismatched tag"},
	{"an end that lacks", "<si>\n", "line 2, column 1: no element found"},
	{"no XML", "hello", "line 1, column 1: syntax error"},
	{"half a character", "<si>\xE4</si>", "not well-formed"},
	{"two roots", "<sl href=\"http://a.de/\"/><sl/>", "junk after document element"},
	{"an encoding that nobody knows", "<?xml version=\"1.0\" encoding=\"x-none\"?><si/>",
	 "unknown encoding"},
	{"another document", "<html>\n</html>",
	 "line 1, column 1: no binary form of a document <html> is known: there are <si>, <sl>, "
	 "<co>, <emn>, <wap-provisioningdoc>, <o-ex:rights>, <SyncML>"},
	{"a prefix that is not declared", "<wml:wml/>", "cannot be made binary"},
	{"a prefix where there is none", "<si:si/>", "<si> has no element <si:si>; known: <si>"},
	{"an entity of its own",
	 "<!DOCTYPE si [\n<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>"
	 "<si>&b;</si>",
	 "line 1, column 14: the document declares entities"},
	{"one from a file", "<!DOCTYPE si [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><si>&a;</si>",
	 "declares entities"},
	{"one of parameters", "<!DOCTYPE si [<!ENTITY % a SYSTEM \"http://a.de/\">%a;]><si/>",
	 "declares entities"},
	{"one that is not known", "<si>&nbsp;</si>", "undefined entity"},
	{"one that its document type may know", "<!DOCTYPE si SYSTEM \"si.dtd\"><si>&nbsp;</si>",
	 "the entity &nbsp; is not known"},
	{"33 levels", "<wml>" DEEP_10("<p>") DEEP_10("<p>") DEEP_10("<p>") "<p><p>",
	 "nested too deeply"},
	{"a date", "<si>\n<indication created=\"2025-02-30T00:00:00Z\"/></si>",
	 "line 2, column 1: the created \"2025-02-30T00:00:00Z\" is a day or time that never is"},
	{"rights with something else", "<o-ex:rights><o-ex:nothing/></o-ex:rights>",
	 "DRM rights have no \"o-ex:nothing\""},
	{"rights without their prefix", "<rights/>", "DRM rights have no \"rights\""},
	{"a key that is none",
	 "<o-ex:rights><ds:KeyInfo><ds:KeyValue>?</ds:KeyValue></ds:KeyInfo></o-ex:rights>",
	 "no base64"},
	{"an expiry", SI(" created=\"2026-11-23T00:00:00Z\" si-expires=\"2026-11-22T00:00:00Z\">"),
	 "not after its creation"},
	{"a URL", "<si><indication href=\"http://a.de/a b\"/></si>", "percent-encode"},
	{"a URL of a service", "<sl href=\"a\"/>", "no scheme"},
	{"a URL of a cache", "<co><invalidate-object uri=\"\"/></co>", "the uri is missing"},
	{"an action", SI(" action=\"high\">"), "signal-none, signal-low, signal-medium"},
	{"an action of a service", "<sl href=\"http://a.de/\" action=\"now\"/>",
	 "execute-low, execute-high, cache"},
	{"an attribute that it has not", "<si>\n<indication href=\"http://a/\" foo=\"1\"/></si>",
	 "line 2, column 1: <indication> has no attribute \"foo\"; known: href, si-id, created, "
	 "si-expires, action"},
	{"an attribute where there are none", "<co foo=\"1\"/>", "\"foo\"; known: none"},
	{"an element that it has not",
	 "<wap-provisioningdoc>\n<characteristic type=\"a\"><foo/></characteristic>"
	 "</wap-provisioningdoc>",
	 "line 2, column 26: <wap-provisioningdoc> has no element <foo>; known: "
	 "<wap-provisioningdoc>, <characteristic>, <parm>"},
	{"an element at the wrong place", "<si><item class=\"a\"/></si>",
	 "<si> has no element <item> in this place"},
	{"two of one in another", SI("><indication href=\"http://a/\"/>"), "in this place"},
	{"a parameter at the wrong place",
	 "<wap-provisioningdoc><parm name=\"a\"/></wap-provisioningdoc>", "in this place"},
	{"nothing indicated", "<si>\n</si>", "line 2, column 1: <si> has nothing in it"},
	{"other things indicated", "<si><info/></si>", "it must have a <indication>"},
	{"nothing loaded", "<sl action=\"cache\"/>", "<sl> lacks its attribute \"href\""},
	{"nothing invalidated", "<co/>", "it must have a <invalidate-object>"},
	{"an object without a URI", "<co><invalidate-object/></co>", "lacks its attribute \"uri\""},
	{"no mailbox", "<emn timestamp=\"2026-11-23T00:00:00Z\"/>",
	 "<emn> lacks its attribute \"mailbox\""},
	{"a mailbox with a blank", "<emn mailbox=\"mailat:a b\"/>", "the mailbox has a blank"},
	{"nothing provisioned", "<wap-provisioningdoc/>", "it must have a <characteristic>"},
	{"a time stamp", "<emn mailbox=\"pop://a\" timestamp=\"x\"/>", "is no date"},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused_rows); i++) {
		const struct refused_row *row = &refused_rows[i];
		struct smsmodem_error error;
		uint8_t octets[512];
		char *xml = exact_copy(row->xml, strlen(row->xml));

		print_message("%s\n", row->name);
		assert_int_equal(smsmodem_xml_wbxml(xml, strlen(row->xml), octets, sizeof octets,
						    NULL, &error),
				 SMSMODEM_E_DATA);
		if (!strstr(error.text, row->says))
			fail_msg("says: %s", error.text);
		assert_int_equal(smsmodem_xml_wbxml(xml, strlen(row->xml), octets, sizeof octets,
						    NULL, NULL),
				 SMSMODEM_E_DATA);
		free(xml);
	}
}

static void test_too_long(void **state)
{
	size_t length = 1000001;
	char *xml = malloc(length);
	struct smsmodem_error error;
	uint8_t octets[16];

	(void)state;
	assert_non_null(xml);
	memset(xml, ' ', length);
	assert_int_equal(smsmodem_xml_wbxml(xml, length, octets, sizeof octets, NULL, &error),
			 SMSMODEM_E_DATA);
	assert_non_null(strstr(error.text, "1000001 octets"));
	free(xml);
}

/* Every truncation is refused, and every capacity is kept to. */
static void test_cut(void **state)
{
	static const char whole[] = SI(" created=\"1999-06-25T15:23:15Z\">You &amp; I");
	uint8_t octets[128];
	int length = smsmodem_xml_wbxml(whole, strlen(whole), octets, sizeof octets, NULL, NULL);

	(void)state;
	assert_true(length > 0);
	for (size_t cut = 0; cut < strlen(whole); cut++) {
		char *xml = exact_copy(whole, cut);

		assert_int_equal(smsmodem_xml_wbxml(xml, cut, octets, sizeof octets, NULL, NULL),
				 SMSMODEM_E_DATA);
		free(xml);
	}
	for (size_t size = 0; size < (size_t)length; size++) {
		memset(octets, CANARY, sizeof octets);
		assert_int_equal(smsmodem_xml_wbxml(whole, strlen(whole), octets, size, NULL, NULL),
				 SMSMODEM_E_SPACE);
		assert_canary(octets, 0, sizeof octets);
	}
}

/* What a document of ours becomes reads back as what went in, blanks and all. */
static void test_round_trip(void **state)
{
	static const char *const words[] = {
		"a",  " ",        "  ",           "&",     "<b>",        "\"", "'", "]]>",
		"\n", "\xC3\xA4", "\xE2\x82\xAC", ".com/", "http://www."};
	struct random random = random_start();

	(void)state;
	for (int round = 0; round < 300; round++) {
		char text[256] = "", xml[4096], back[4096];
		uint8_t octets[1024];
		struct smsmodem_si si = {.href = "http://www.example.com/?a&b", .text = text};

		for (uint32_t i = random_below(&random, 20); i > 0; i--)
			strncat(text, words[random_below(&random, COUNT(words))],
				sizeof text - strlen(text) - 1);
		int length = smsmodem_si_xml(&si, xml, sizeof xml, NULL);
		assert_true(length > 0);
		length = smsmodem_xml_wbxml(xml, (size_t)length, octets, sizeof octets, NULL, NULL);
		assert_true(length > 0);
		assert_true(smsmodem_wbxml_xml(octets, (size_t)length, NULL, 0, back, sizeof back,
					       NULL) > 0);
		/* And once more from what was read, whose blanks at the ends are written as they
		 * are. */
		if (!strchr(" \n", text[0]) && !strchr(" \n", text[strlen(text) - 1])) {
			uint8_t again[1024];

			assert_int_equal(smsmodem_xml_wbxml(back, strlen(back), again, sizeof again,
							    NULL, NULL),
					 length);
			assert_memory_equal(again, octets, (size_t)length);
		}
		struct smsmodem_wbxml wbxml;
		struct smsmodem_wbxml_event event;
		char got[256] = "";
		bool contents = false;
		assert_int_equal(smsmodem_wbxml_begin(&wbxml, octets, (size_t)length, NULL, NULL),
				 0);
		while (smsmodem_wbxml_next(&wbxml, &event, NULL) > 0) {
			contents |= event.kind == SMSMODEM_WBXML_CONTENT && wbxml.depth == 2;
			if (contents && event.kind == SMSMODEM_WBXML_TEXT)
				strncat(got, event.text, event.length);
		}
		assert_string_equal(got, text);
	}
}

/* Documents that somebody garbled: refused or not, nothing breaks. */
static void test_garbled(void **state)
{
	static const char *const documents[] = {
		SI(" created=\"1999-06-25T15:23:15Z\">x"),
		"<WV-CSP-Message "
		"xmlns=\"http://www.openmobilealliance.org/DTD/WV-CSP1.2\"><Session>"
		"<DateTime>20260101T000000Z</DateTime><SessionType>Outband</SessionType>"
		"<MessageCount>1</MessageCount></Session></WV-CSP-Message>",
		"<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncBody><Add><CmdID>1</CmdID><Item><Data>"
		"<DevInf "
		"xmlns=\"syncml:devinf\"><Man>x</Man></DevInf></Data></Item></Add></SyncBody>"
		"</SyncML>",
		"<o-ex:rights xmlns:o-ex=\"http://odrl.net/1.1/ODRL-EX\" "
		"xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#/"
		"\"><ds:KeyInfo><ds:KeyValue>vUEwR8LzEJo"
		"eiC+6Q6BS==</ds:KeyValue></ds:KeyInfo></o-ex:rights>",
		("<CHARACTERISTIC-LIST><CHARACTERISTIC TYPE=\"ADDRESS\"><PARM NAME=\"ICON\" "
		 "VALUE=\"R0lGOD==\"/></CHARACTERISTIC></CHARACTERISTIC-LIST>"),
	};
	static const char letters[] = "<>/=\"' &;:09TZ-+.x\xC3\xA4\x01\n";
	struct random random = random_start();

	(void)state;
	for (int round = 0; round < 4000; round++) {
		const char *whole = documents[random_below(&random, COUNT(documents))];
		size_t length = strlen(whole);
		char *xml = exact_copy(whole, length);
		uint8_t octets[1024];
		const char *content_type;

		for (uint32_t i = random_below(&random, 3); i > 0; i--)
			xml[random_below(&random, (uint32_t)length)] =
				letters[random_below(&random, sizeof letters - 1)];
		int code =
			smsmodem_xml_wbxml(xml, length, octets, sizeof octets, &content_type, NULL);
		assert_true(code > 0 || code == SMSMODEM_E_DATA);
		free(xml);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),     cmocka_unit_test(test_table),
		cmocka_unit_test(test_shortest), cmocka_unit_test(test_languages),
		cmocka_unit_test(test_refused),  cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_cut),      cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_garbled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
