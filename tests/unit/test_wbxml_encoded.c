/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What libwbxml2 encodes is read as what it was made of: documents of specifications and random
 * ones, in each version, with and without a string table.
 */
#include "wbxml_canonical.h"
#include "wbxml_tokens.h"
#include <smsmodem/wbxml.h>
#include <wbxml/wbxml.h>

#define DOCTYPE(root, id) "<!DOCTYPE " root " PUBLIC \"" id "\" \"x\">"
#define DOCTYPE_SI        DOCTYPE("si", "-//WAPFORUM//DTD SI 1.0//EN")
#define DOCTYPE_SL        DOCTYPE("sl", "-//WAPFORUM//DTD SL 1.0//EN")
#define DOCTYPE_CO        DOCTYPE("co", "-//WAPFORUM//DTD CO 1.0//EN")
#define DOCTYPE_EMN       DOCTYPE("emn", "-//WAPFORUM//DTD EMN 1.0//EN")
#define DOCTYPE_PROV      DOCTYPE("wap-provisioningdoc", "-//WAPFORUM//DTD PROV 1.0//EN")
#define DOCTYPE_DRMREL    DOCTYPE("o-ex:rights", "-//OMA//DTD DRMREL 1.0//EN")
#define DOCTYPE_SYNCML    DOCTYPE("SyncML", "-//SYNCML//DTD SyncML 1.2//EN")
#define DOCTYPE_WML       DOCTYPE("wml", "-//WAPFORUM//DTD WML 1.3//EN")
#define DOCTYPE_OTA       "<!DOCTYPE CHARACTERISTIC-LIST SYSTEM \"/DTD/characteristic_list.xml\">"
#define SETTINGS          "application/x-wap-prov.browser-settings" /* which OTA needs and no other */
#define RIGHTS                                                    \
	"<o-ex:rights xmlns:o-ex=\"http://odrl.net/1.1/ODRL-EX\"" \
	" xmlns:o-dd=\"http://odrl.net/1.1/ODRL-DD\""             \
	" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#/\">"

/* @return whether libwbxml2 takes it; *octets is to be freed */
static bool encode(const char *xml, WBXMLVersion version, bool table, uint8_t **octets,
		   size_t *length)
{
	WBXMLConvXML2WBXML *converter = NULL;
	WB_UTINY *found = NULL;
	WB_ULONG count = 0;
	char *copy = strdup(xml);

	assert_non_null(copy);
	assert_int_equal(wbxml_conv_xml2wbxml_create(&converter), WBXML_OK);
	wbxml_conv_xml2wbxml_set_version(converter, version);
	wbxml_conv_xml2wbxml_enable_preserve_whitespaces(converter);
	if (!table)
		wbxml_conv_xml2wbxml_disable_string_table(converter);
	WBXMLError result = wbxml_conv_xml2wbxml_run(converter, (WB_UTINY *)copy,
						     (WB_ULONG)strlen(copy), &found, &count);
	wbxml_conv_xml2wbxml_destroy(converter);
	free(copy);
	*octets = NULL;
	if (result != WBXML_OK)
		return false;
	*octets = exact_copy(found, count);
	*length = count;
	free(found);
	return true;
}

/* In each of the ways. @return how many of them libwbxml2 took */
static unsigned check(const char *name, const char *xml, enum smsmodem_wbxml_language language)
{
	static char got[65536], lines[65536];
	static const WBXMLVersion versions[] = {WBXML_VERSION_10, WBXML_VERSION_11,
						WBXML_VERSION_12, WBXML_VERSION_13};
	struct smsmodem_error error;
	struct smsmodem_wbxml wbxml;
	unsigned taken = 0;

	for (size_t i = 0; i < 2 * COUNT(versions); i++) {
		uint8_t *octets;
		size_t length;

		if (!encode(xml, versions[i / 2], i % 2, &octets, &length))
			continue;
		taken++;
		assert_int_equal(smsmodem_wbxml_begin(&wbxml, octets, length, SETTINGS, NULL), 0);
		assert_int_equal(wbxml.language, language);
		assert_int_equal(wbxml.version, versions[i / 2]);
		if (smsmodem_wbxml_xml(octets, length, SETTINGS, 0, got, sizeof got, &error) < 0)
			fail_msg("%s: %s of %s", name, error.text, xml);
		assert_same_xml(name, got, xml,
				language == SMSMODEM_WBXML_DRMREL ||
					language == SMSMODEM_WBXML_SYNCML);
		assert_true(smsmodem_wbxml_xml(octets, length, SETTINGS, SMSMODEM_XML_INDENT, lines,
					       sizeof lines, NULL) >= (int)strlen(got));
		free(octets);
	}
	return taken;
}

static const struct {
	const char *name;
	enum smsmodem_wbxml_language language;
	const char *xml;
} documents[] = {
	{"SI, WAP-167 example", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI "<si><indication href=\"http://www.xyz.com/email/123/abc.wml\" "
		    "created=\"1999-06-25T15:23:15Z\" si-expires=\"1999-06-30T00:00:00Z\">"
		    "You have 4 new emails</indication></si>"},
	{"SI, all attributes", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI
	 "<si><indication si-id=\"a@b\" action=\"signal-none\" href=\"https://a.net/\" "
	 "created=\"2000-01-01T00:00:00Z\">a</indication><info><item class=\"x\">y</item>"
	 "</info></si>"},
	{"SI, characters to be escaped", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI "<si><indication href=\"http://a/?b=1&amp;c=&quot;&lt;'\">"
		    "&lt;a&gt; &amp; \"b\" 'c'</indication></si>"},
	{"SI, beyond ASCII", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI "<si><indication href=\"http://www.a.org/\">Zkou\xC5\xA1ka "
		    "\xE2\x82\xAC &#128512;</indication></si>"},
	{"SI, entities", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI "<si><indication href=\"a&#233;\">&#8364;</indication></si>"},
	{"SI, CDATA", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI "<si><indication>a<![CDATA[<b>&c]]>d</indication></si>"},
	{"SI, an attribute nobody knows", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI
	 "<si><indication unheard-of=\"a\" action=\"delete\" x=\"\">b</indication></si>"},
	{"SI, an element nobody knows", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI "<si><unheard a=\"b\"><of/>c</unheard><of/></si>"},
	{"SI, a text that comes again", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI "<si><indication>repeated words</indication><info>"
		    "<item class=\"repeated words\">repeated words</item></info></si>"},
	{"SI, an action nobody knows", SMSMODEM_WBXML_SI,
	 DOCTYPE_SI "<si><indication action=\"signal-louder\"/></si>"},
	{"SL, WAP-168 example", SMSMODEM_WBXML_SL,
	 DOCTYPE_SL "<sl href=\"http://www.xyz.com/ppaid/123/abc.wml\"></sl>"},
	{"SL, cache", SMSMODEM_WBXML_SL,
	 DOCTYPE_SL "<sl action=\"cache\" href=\"https://www.a.edu/b.com/c\"/>"},
	{"CO, WAP-175 example", SMSMODEM_WBXML_CO,
	 DOCTYPE_CO "<co><invalidate-object uri=\"http://www.foo.com/bar/file.wml\"/>"
		    "<invalidate-service uri=\"https://www.foo.com/\"/>"
		    "<invalidate-service uri=\"ftp://a\"/></co>"},
	{"EMN, OMA example", SMSMODEM_WBXML_EMN,
	 DOCTYPE_EMN "<emn mailbox=\"mailat:user@wapforum.org\" "
		     "timestamp=\"2002-04-16T06:40:00Z\"></emn>"},
	{"EMN, IMAP", SMSMODEM_WBXML_EMN,
	 DOCTYPE_EMN "<emn mailbox=\"imap://user@a.com;AUTH=*/b.net\"/>"},
	{"EMN, no mailbox", SMSMODEM_WBXML_EMN, DOCTYPE_EMN "<emn mailbox=\"\" timestamp=\"\"/>"},
	{"provisioning, both code pages", SMSMODEM_WBXML_PROV,
	 DOCTYPE_PROV
	 "<wap-provisioningdoc version=\"1.1\"><characteristic type=\"APPLICATION\">"
	 "<parm name=\"APPID\" value=\"w2\"/><parm name=\"NAME\" value=\"a\"/>"
	 "<characteristic type=\"APPAUTH\"><parm name=\"AAUTHTYPE\" value=\"HTTP-BASIC,"
	 "HTTP-DIGEST\"/><parm name=\"AAUTHSECRET\" value=\"s\"/></characteristic>"
	 "<characteristic type=\"APPADDR\"><parm name=\"ADDRTYPE\" value=\"IPV6\"/>"
	 "<parm name=\"ADDR\" value=\"::1\"/></characteristic></characteristic>"
	 "<characteristic type=\"NAPDEF\"><parm name=\"BEARER\" value=\"GSM-GPRS\"/>"
	 "<parm name=\"AUTH-ENTITY\" value=\"AAA\"/><parm name=\"INTERNET\"/></characteristic>"
	 "</wap-provisioningdoc>"},
	{"provisioning, value before name", SMSMODEM_WBXML_PROV,
	 DOCTYPE_PROV
	 "<wap-provisioningdoc version=\"1.0\"><characteristic type=\"VENDORCONFIG\">"
	 "<parm value=\"x\" name=\"UNHEARD-OF\"/><parm value=\"PAP\" name=\"AUTHTYPE\"/>"
	 "</characteristic></wap-provisioningdoc>"},
	{"rights, OMA DRMREL example", SMSMODEM_WBXML_DRMREL,
	 DOCTYPE_DRMREL RIGHTS
	 "<o-ex:context><o-dd:version>1.0</o-dd:version></o-ex:context><o-ex:agreement>"
	 "<o-ex:asset><o-ex:context><o-dd:uid>cid:4567829547@foo.com</o-dd:uid></o-ex:context>"
	 "<ds:KeyInfo><ds:KeyValue>vUEwR8LzEJoeiC+dgT1mgg==</ds:KeyValue></ds:KeyInfo>"
	 "</o-ex:asset><o-ex:permission><o-dd:display><o-ex:constraint><o-dd:datetime><o-dd:end>"
	 "2002-12-31T23:59:59Z</o-dd:end></o-dd:datetime></o-ex:constraint></o-dd:display>"
	 "</o-ex:permission></o-ex:agreement></o-ex:rights>"},
	{"SyncML, MetInf and CDATA", SMSMODEM_WBXML_SYNCML,
	 DOCTYPE_SYNCML
	 "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2"
	 "</VerProto><SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>IMEI:1</LocURI></"
	 "Target>"
	 "</SyncHdr><SyncBody><Replace><CmdID>2</CmdID><Item><Meta>"
	 "<Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">text/plain"
	 "</Type></Meta><Data><![CDATA[a<b>c]]></Data></Item></Replace><Final/></SyncBody></"
	 "SyncML>"},
	{"WML, a card", SMSMODEM_WBXML_WML,
	 DOCTYPE_WML "<wml><card id=\"a\" title=\"b\"><p align=\"center\">Hello <a "
		     "href=\"http://www.x.com/\">go"
		     "</a><br/><input name=\"n\" type=\"password\"/></p></card></wml>"},
	{"WV-CSP, values of its own and numbers", SMSMODEM_WBXML_CSP,
	 "<!DOCTYPE WV-CSP-Message PUBLIC \"-//OMA//DTD WV-CSP 1.1//EN\" \"x\">"
	 "<WV-CSP-Message><Session><SessionDescriptor><SessionType>Outband</SessionType>"
	 "</SessionDescriptor><Transaction><TransactionContent><Login-Request><TimeToLive>3600"
	 "</TimeToLive></Login-Request></TransactionContent></Transaction></Session>"
	 "</WV-CSP-Message>"},
	{"DevInf", SMSMODEM_WBXML_DEVINF_1_2,
	 "<!DOCTYPE DevInf PUBLIC \"-//SYNCML//DTD DevInf 1.2//EN\" \"x\">"
	 "<DevInf><VerDTD>1.2</VerDTD><Man>a</Man><DevTyp>phone</DevTyp></DevInf>"},
	{"WTA events", SMSMODEM_WBXML_WTA_WML,
	 "<!DOCTYPE wta-wml PUBLIC \"-//WAPFORUM//DTD WTA-WML 1.2//EN\" \"x\">"
	 "<wta-wml><card id=\"a\"><p>b</p></card></wta-wml>"},
	{"a channel", SMSMODEM_WBXML_CHANNEL,
	 "<!DOCTYPE channel PUBLIC \"-//WAPFORUM//DTD CHANNEL 1.1//EN\" \"x\">"
	 "<channel maxspace=\"9\"><title>a</title></channel>"},
	{"OTA settings", SMSMODEM_WBXML_OTA,
	 DOCTYPE_OTA
	 "<CHARACTERISTIC-LIST><CHARACTERISTIC TYPE=\"ADDRESS\"><PARM NAME=\"BEARER\" "
	 "VALUE=\"GSM/CSD\"/><PARM NAME=\"PORT\" VALUE=\"9201\"/></CHARACTERISTIC>"
	 "<CHARACTERISTIC TYPE=\"URL\" VALUE=\"http://a.com/\"/></CHARACTERISTIC-LIST>"},
};

static void test_documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(documents); i++) {
		unsigned taken = check(documents[i].name, documents[i].xml, documents[i].language);
		/* Without a string table it cannot write a name that has no token. */
		if (taken != 8 && taken != 4)
			fail_msg("%s: libwbxml2 took %u of 8", documents[i].name, taken);
	}
}

/* --- random ones --- */

static const struct {
	enum smsmodem_wbxml_language language;
	const char *doctype, *root;
} kinds[] = {
	{SMSMODEM_WBXML_SI, DOCTYPE_SI, "si"},
	{SMSMODEM_WBXML_SL, DOCTYPE_SL, "sl"},
	{SMSMODEM_WBXML_CO, DOCTYPE_CO, "co"},
	{SMSMODEM_WBXML_EMN, DOCTYPE_EMN, "emn"},
	{SMSMODEM_WBXML_PROV, DOCTYPE_PROV, "wap-provisioningdoc"},
	{SMSMODEM_WBXML_OTA, DOCTYPE_OTA, "CHARACTERISTIC-LIST"},
	{SMSMODEM_WBXML_WML, DOCTYPE_WML, "wml"},
};

struct maker {
	struct random random;
	const struct pdu_wbxml_language *language;
	char xml[32768];
	size_t used;
};

static void put(struct maker *maker, const char *text)
{
	size_t length = strlen(text);

	assert_true(length < sizeof maker->xml - maker->used);
	memcpy(maker->xml + maker->used, text, length + 1);
	maker->used += length;
}

static const struct pdu_wbxml_token *any(struct maker *maker, const struct pdu_wbxml_list *list)
{
	return &list->tokens[random_below(&maker->random, (uint32_t)list->count)];
}

static void put_words(struct maker *maker, unsigned most)
{
	static const char *const words[] = {"a",
					    "hello world",
					    "&amp;",
					    "&lt;",
					    "&gt;",
					    "&quot;",
					    "'",
					    "http://",
					    "www.",
					    ".com",
					    ".com/",
					    ".org",
					    "/",
					    "0123",
					    "\xC3\xA9",
					    "\xE2\x82\xAC",
					    "\xF0\x9F\x98\x80",
					    "&#233;",
					    "repeated",
					    "x=y;z",
					    "~",
					    "PAP",
					    "IPV4"};

	for (unsigned i = random_below(&maker->random, most + 1); i > 0; i--) {
		if (random_below(&maker->random, 6) == 0 && maker->language->values.count)
			put(maker, any(maker, &maker->language->values)->name);
		else
			put(maker, words[random_below(&maker->random, COUNT(words))]);
	}
}

static void put_date(struct maker *maker)
{
	char text[32];
	struct random *random = &maker->random;
	bool midnight = random_below(random, 3) == 0;

	(void)snprintf(text, sizeof text, "%04u-%02u-%02uT%02u:%02u:%02uZ",
		       1990 + random_below(random, 60), 1 + random_below(random, 12),
		       1 + random_below(random, 28), midnight ? 0 : random_below(random, 24),
		       midnight ? 0 : random_below(random, 60),
		       random_below(random, 2) * random_below(random, 60));
	put(maker, text);
}

static void put_attributes(struct maker *maker)
{
	const char *used[3];

	for (unsigned i = 0, count = random_below(&maker->random, 4); i < count; i++) {
		const struct pdu_wbxml_token *token = any(maker, &maker->language->attributes);
		bool again = false;

		/* libwbxml2 writes the namespace of a name with a prefix in its place. */
		bool known = random_below(&maker->random, 12) && !strchr(token->name, ':');
		used[i] = known ? token->name : "unheard-of";
		for (unsigned j = 0; j < i; j++)
			again = again || strcmp(used[i], used[j]) == 0;
		if (again)
			continue;
		put(maker, " ");
		put(maker, used[i]);
		put(maker, "=\"");
		if (strcmp(used[i], "created") == 0 || strcmp(used[i], "si-expires") == 0 ||
		    strcmp(used[i], "timestamp") == 0) {
			put_date(maker);
		} else {
			if (token->value && random_below(&maker->random, 4))
				put(maker, token->value);
			put_words(maker, 4);
		}
		put(maker, "\"");
	}
}

static void put_element(struct maker *maker, const char *name, unsigned depth)
{
	put(maker, "<");
	put(maker, name);
	put_attributes(maker);
	put(maker, ">");
	for (unsigned i = random_below(&maker->random, 4); i > 0; i--) {
		if (depth > 5 || random_below(&maker->random, 2))
			put_words(maker, 4);
		else
			put_element(maker,
				    random_below(&maker->random, 10)
					    ? any(maker, &maker->language->tags)->name
					    : "unheard",
				    depth + 1);
	}
	put(maker, "</");
	put(maker, name);
	put(maker, ">");
}

static void test_random(void **state)
{
	static struct maker maker;
	unsigned taken = 0;

	(void)state;
	maker.random = random_start();
	for (unsigned i = 0; i < 420; i++) {
		size_t kind = i % COUNT(kinds);

		maker.language = pdu_wbxml_languages[kinds[kind].language];
		maker.used = 0;
		put(&maker, kinds[kind].doctype);
		put_element(&maker, kinds[kind].root, 0);
		taken += check("random", maker.xml, kinds[kind].language);
	}
	/* Without a table it writes no names of ours, and of OTA settings none at all. */
	assert_in_range(taken, 1600, 3360);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
