/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WBXML from outside: each token, each date, what is damaged, and what is out to do damage. */
#include "pdu_support.h"
#include "wbxml_tokens.h"

#define SI  "application/vnd.wap.sic"
#define HEX 1024

static const struct {
	const char *name, *hex, *type, *xml;
} rows[] = {
	/* the header, WAP-192 5.3 to 5.7 */
	{"1.3, known number", "03 05 6A 00 05", NULL, "<si/>"},
	{"1.1", "01 06 6A 00 05", NULL, "<sl/>"},
	{"1.0 has no charset", "00 05 00 05", NULL, "<si/>"},
	{"1.0 with a string table", "00 05 02 6100 85 04 00 01", NULL, "<si a=\"\"/>"},
	{"1.0 with a charset (libwbxml2)", "00 05 6A 02 7800 85 04 00 01", NULL, "<si x=\"\"/>"},
	{"a minor version to come", "05 05 6A 00 05", NULL, "<si/>"},
	{"number in 3 octets", "03 808005 6A 00 05", NULL, "<si/>"},
	{"charset in 2 octets", "03 05 8F68 00 05", NULL, "<si/>"},
	{"public identifier as text",
	 "03 00 00 6A 1C 2D2F2F574150464F52554D2F2F44544420534C20312E302F2F454E00 05", NULL,
	 "<sl/>"},
	{"public identifier behind another text",
	 "03 00 02 6A 1E 6100 2D2F2F574150464F52554D2F2F44544420534C20312E302F2F454E00 05", NULL,
	 "<sl/>"},
	{"by content type", "03 01 6A 00 05", SI, "<si/>"},
	{"by content type with a parameter", "03 01 6A 00 05",
	 "Application/VND.wap.emn+wbxml; charset=utf-8", "<emn/>"},
	{"the identifier counts more", "03 06 6A 00 05", SI, "<sl/>"},
	{"another content type", "03 01 6A 00 05", "application/vnd.wap.sicx", "<tag-0-05/>"},
	{"nothing tells", "03 01 6A 00 05", NULL, "<tag-0-05/>"},
	{"the first type of several", "03 01 6A 00 07", "application/x-wap-prov.browser-settings",
	 "<PARM/>"},
	{"SyncML, both pages", "03 A401 6A 00 5A 00 01 53 036100 01 01", NULL,
	 "<Meta><Type>a</Type></Meta>"},
	{"a document that is not known", "03 01 6A 00 7F E7 55 036100 01 0368 00 01 01", NULL,
	 "<tag-0-3F><tag-0-27 attribute-0-55=\"a\">h</tag-0-27></tag-0-3F>"},

	/* elements, 5.8.2 and 5.8.4.6 */
	{"no contents, though it says so", "03 05 6A 00 45 46 01 01", NULL,
	 "<si><indication/></si>"},
	{"LITERAL", "03 05 6A 02 6100 45 04 00 01", NULL, "<si><a/></si>"},
	{"LITERAL_C", "03 05 6A 02 6100 44 00 036200 01", NULL, "<a>b</a>"},
	{"LITERAL_A", "03 05 6A 02 6100 84 00 0B 01", NULL, "<a href=\"\"/>"},
	{"LITERAL_AC", "03 05 6A 02 6100 C4 00 0B 036200 01 036300 01", NULL,
	 "<a href=\"b\">c</a>"},
	{"a name within another", "03 05 6A 04 61626300 04 02", NULL, "<c/>"},
	{"a name XML does not allow", "03 05 6A 05 613E222000 44 00 01", NULL, "<a___/>"},
	{"a name that begins with a digit", "03 05 6A 03 316100 04 00", NULL, "<_1a/>"},
	{"no name", "03 05 6A 01 00 04 00", NULL, "<_/>"},
	{"a token of no element", "03 05 6A 00 45 3F 01", NULL, "<si><tag-0-3F/></si>"},
	{"page of tags only", "03 0B 6A 00 45 00 01 C6 55 01 01 01", NULL,
	 "<wap-provisioningdoc><characteristic type=\"NAPDEF\"/></wap-provisioningdoc>"},
	{"page of attributes only", "03 0B 6A 00 45 86 00 01 55 01 06 01", NULL,
	 "<wap-provisioningdoc><characteristic type=\"APPLICATION\"/><characteristic/>"
	 "</wap-provisioningdoc>"},
	{"pages that do not exist", "03 05 6A 00 45 00 07 06 01", NULL, "<si><tag-7-06/></si>"},

	/* attributes, 5.8.3 */
	{"value begun by the token, and a value token", "03 05 6A 00 86 0F 036100 85 036200 01",
	 NULL, "<indication href=\"https://www.a.com/b\"/>"},
	{"no slash in EMN", "03 0D 6A 00 85 09 036100 88 01", NULL,
	 "<emn mailbox=\"imap://a.org\"/>"},
	{"attribute without value", "03 05 6A 00 86 0B 12 01", NULL,
	 "<indication href=\"\" class=\"\"/>"},
	{"LITERAL", "03 05 6A 02 6100 86 04 00 036200 01", NULL, "<indication a=\"b\"/>"},
	{"a token of no attribute", "03 05 6A 00 86 3F 036200 01", NULL,
	 "<indication attribute-0-3F=\"b\"/>"},
	{"a token of no value", "03 05 6A 00 86 0B BF FF 01", NULL,
	 "<indication href=\"value-0-BFvalue-0-FF\"/>"},
	{"page within a value", "03 0B 6A 00 87 06 9C 00 01 90 00 00 9D 01", NULL,
	 "<parm value=\"HTTP-BASIC,HTTP-DIGEST\"/>"},

	/* strings, 5.8.4.1 */
	{"STR_T", "03 05 6A 04 61006200 46 83 02 83 00 01", NULL, "<indication>ba</indication>"},
	{"STR_T, the table ends within", "03 05 6A 02 6162 46 83 01 01", NULL,
	 "<indication>b</indication>"},
	{"texts between elements", "03 05 6A 00 45 036100 06 036200 01", NULL,
	 "<si>a<indication/>b</si>"},
	{"characters of XML", "03 05 6A 00 C6 0B 03263C3E22270A09 00 01 03263C3E22270D0A00 01",
	 NULL,
	 "<indication href=\"&amp;&lt;&gt;&quot;'&#10;&#9;\">"
	 "&amp;&lt;&gt;&quot;'&#13;&#10;</indication>"},
	{"control characters", "03 05 6A 00 46 03011B7FC285 00 01", NULL,
	 "<indication>\uFFFD\uFFFD\uFFFD\uFFFD</indication>"},
	{"no UTF-8", "03 05 6A 00 46 03C361E282 00 01", NULL,
	 "<indication>\uFFFDa\uFFFD\uFFFD</indication>"},
	{"Latin-1 stays as it is", "03 05 04 00 46 0361E900 01", NULL,
	 "<indication>a\xE9</indication>"},
	{"UTF-16", "03 05 8777 00 46 03 0061 20AC D83DDE00 0000 01", NULL,
	 "<indication>a\u20AC\U0001F600</indication>"},
	{"UTF-16 with a mark", "03 05 8777 00 46 03 FFFE 6100 AC20 0000 01", NULL,
	 "<indication>a\u20AC</indication>"},
	{"UTF-16LE", "03 05 8776 00 46 03 6100 AC20 0000 01", NULL,
	 "<indication>a\u20AC</indication>"},
	{"UCS-2 in pieces, a pair across them",
	 "03 05 8768 00 46 03 0061006100610061006100610061006100 61 D83DDE00 0062 0000 01", NULL,
	 "<indication>aaaaaaaaa\U0001F600b</indication>"},
	{"UTF-16 in the string table", "03 05 8777 04 00610000 44 00 83 00 01", NULL, "<a>a</a>"},

	/* entities and extensions, 5.8.4.2 and 5.8.4.4 */
	{"ENTITY", "03 05 6A 00 46 02 26 02 8169 02 C12C 01", NULL,
	 "<indication>&amp;\u00E9\u20AC</indication>"},
	{"ENTITY of no character", "03 05 6A 00 46 02 00 02 83B000 02 C48000 01", NULL,
	 "<indication>\uFFFD\uFFFD\uFFFD</indication>"},
	{"ENTITY in US-ASCII", "03 05 03 00 46 02 41 02 8169 01", NULL,
	 "<indication>A&#233;</indication>"},
	{"an attribute twice", "03 05 6A 00 86 11 036100 12 036200 11 036300 01", NULL,
	 "<indication si-id=\"a\" class=\"b\"/>"},
	{"ENTITY in Latin-1", "03 05 04 00 46 02 41 02 C12C 01", NULL,
	 "<indication>A&#8364;</indication>"},
	{"EXT_I", "03 01 6A 00 46 40 6100 42 6200 01", NULL, "<tag-0-06>ab</tag-0-06>"},
	{"EXT_T of WML, a variable in the string table", "03 04 6A 02 6100 60 81 00 01", NULL,
	 "<p>a</p>"},
	{"EXT_T of another language, a number below the table's length",
	 "03 01 6A 02 6100 46 81 00 01", NULL, "<tag-0-06>0</tag-0-06>"},
	{"EXT_T, a number", "03 01 6A 00 46 80 8148 01", NULL, "<tag-0-06>200</tag-0-06>"},
	{"EXT", "03 01 6A 00 46 C0 C2 01", NULL, "<tag-0-06>ext-0ext-2</tag-0-06>"},

	/* opaque, 5.8.4.5; dates, WAP-167 8.2.2 */
	{"OPAQUE", "03 05 6A 00 46 C3 03 00FF10 01", NULL, "<indication>00FF10</indication>"},
	{"OPAQUE that is text", "03 05 6A 00 46 C3 03 613C62 01", NULL,
	 "<indication>a&lt;b</indication>"},
	{"OPAQUE of nothing", "03 05 6A 00 46 C3 00 01", NULL, "<indication/>"},
	{"date", "03 05 6A 00 86 0A C3 07 19990625152315 01", NULL,
	 "<indication created=\"1999-06-25T15:23:15Z\"/>"},
	{"date, zeros at the end not sent", "03 05 6A 00 86 10 C3 04 19990630 01", NULL,
	 "<indication si-expires=\"1999-06-30T00:00:00Z\"/>"},
	{"date, hour only", "03 0D 6A 00 85 05 C3 05 2002041606 01", NULL,
	 "<emn timestamp=\"2002-04-16T06:00:00Z\"/>"},
	{"the 29th of February", "03 05 6A 00 86 0A C3 04 20000229 01", NULL,
	 "<indication created=\"2000-02-29T00:00:00Z\"/>"},
	{"not in 1900", "03 05 6A 00 86 0A C3 04 19000229 01", NULL,
	 "<indication created=\"19000229\"/>"},
	{"no such day", "03 05 6A 00 86 0A C3 04 20050431 01", NULL,
	 "<indication created=\"20050431\"/>"},
	{"no such hour", "03 05 6A 00 86 0A C3 05 2005043024 01", NULL,
	 "<indication created=\"2005043024\"/>"},
	{"no digits", "03 05 6A 00 86 0A C3 04 2005043A 01", NULL,
	 "<indication created=\"2005043A\"/>"},
	{"half a date", "03 05 6A 00 86 0A C3 02 2005 01", NULL, "<indication created=\"2005\"/>"},
	{"more than a date", "03 05 6A 00 86 0A C3 08 2005043012000000 01", NULL,
	 "<indication created=\"2005043012000000\"/>"},
	{"a date as text", "03 05 6A 00 86 0A 03 313939392D30362D32355431353A32333A31355A 00 01",
	 NULL, "<indication created=\"1999-06-25T15:23:15Z\"/>"},
	{"no date where none is expected", "03 05 6A 00 C6 0A 01 C3 04 19990630 01", NULL,
	 "<indication created=\"\">19990630</indication>"},
	{"rights, a key", "03 0E 6A 00 45 4C C3 04 01020304 01 01", NULL,
	 "<o-ex:rights><ds:KeyValue>AQIDBA==</ds:KeyValue></o-ex:rights>"},
	{"rights, a long key",
	 "03 0E 6A 00 4C C3 1A 000102030405060708090A0B0C0D0E0F10111213141516171819 01", NULL,
	 "<ds:KeyValue>AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBk=</ds:KeyValue>"},
	{"rights, attributes", "03 0E 6A 00 85 05 85 06 86 07 87 01", NULL,
	 "<o-ex:rights xmlns:o-ex=\"http://odrl.net/1.1/ODRL-EX\" "
	 "xmlns:o-dd=\"http://odrl.net/1.1/ODRL-DD\" "
	 "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#/\"/>"},

	/* processing instructions, 5.8.4.3; what stands outside */
	{"PI everywhere",
	 "03 05 6A 02 6100 43 04 00 036200 01 45 43 0B C3 02 0001 01 06 01 43 05 01", NULL,
	 "<si><indication/></si>"},
	{"zeros behind it", "03 05 6A 00 05 00 00 00", NULL, "<si/>"},
	{"a page before it", "03 0B 6A 00 00 00 45 01", NULL, "<wap-provisioningdoc/>"},
};

static void test_rows(void **state)
{
	uint8_t octets[HEX];
	char xml[2048];
	struct smsmodem_error error = {0};
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = octets_of(rows[i].hex, octets, sizeof octets);
		uint8_t *exact = exact_copy(octets, length);
		int count =
			smsmodem_wbxml_xml(exact, length, rows[i].type, 0, xml, sizeof xml, &error);
		if (count != (int)strlen(rows[i].xml) || strcmp(xml, rows[i].xml) != 0) {
			print_message("%s: %s is not %s; %s\n", rows[i].name, xml, rows[i].xml,
				      error.text);
			wrong++;
		}
		free(exact);
	}
	assert_int_equal(wrong, 0);
}

/* --- what is no document --- */

static const struct {
	const char *name, *hex;
	long offset;
	const char *xml; /* what could be read */
} bad[] = {
	{"nothing", "", 0, ""},
	{"XML", "3C3F786D6C", 0, ""},
	{"version only", "03", 1, ""},
	{"a number that does not end", "03 8080", 3, ""},
	{"a number of 36 bits", "03 FFFFFFFFFF 6A 00 05", 5, ""},
	{"string table longer than all", "03 05 6A 03 6100", 4, ""},
	{"identifier outside the table", "03 00 02 6A 02 6100 05", 7, ""},
	{"identifier without end", "03 00 00 6A 02 6161 05", 7, ""},
	{"no root", "03 05 6A 00", 4, ""},
	{"a text in its place", "03 05 6A 00 036100", 4, ""},
	{"an end in its place", "03 05 6A 00 01", 4, ""},
	{"element without end", "03 05 6A 00 45", 5, "<si"},
	{"attributes without end", "03 05 6A 00 86 0B", 6, "<indication href=\""},
	{"string without end", "03 05 6A 00 46 0361", 7, "<indication>a"},
	{"half an UTF-16 end", "03 05 8777 00 46 03 0061 00", 10, "<indication>a"},
	{"value without attribute", "03 05 6A 00 86 036100 01", 5, "<indication"},
	{"literal of contents as attribute", "03 05 6A 02 6100 86 44 00 01", 7, "<indication"},
	{"literal of contents as value", "03 05 6A 02 6100 86 0B 84 00 01", 8,
	 "<indication href=\""},
	{"PI as attribute", "03 05 6A 00 86 43 01", 5, "<indication"},
	{"opaque past the end", "03 05 6A 00 46 C3 05 6100", 7, "<indication"},
	{"opaque of 4 GiB", "03 05 6A 00 46 C3 8FFFFFFF7F 61", 11, "<indication"},
	{"text outside the table", "03 05 6A 02 6100 46 83 02 01", 9, "<indication"},
	{"name outside the table", "03 05 6A 02 6100 45 04 05 01", 9, "<si"},
	{"name without end", "03 05 6A 02 6161 45 04 00 01", 9, "<si"},
	{"PI without end", "03 05 6A 00 43 0B 036100", 9, ""},
	{"an element behind the root", "03 05 6A 00 05 05", 5, "<si/>"},
	{"text behind the root", "03 05 6A 00 45 01 00 036100", 7, "<si/>"},
	/* libwbxml2 0.11.8 dereferences null here */
	{"a mutated SI",
	 "03106a0045c60d0178797a008503656d61696c2f3132332f6162632e776d6c000ac30719994f25152315"
	 "10c30419990630010359",
	 52, NULL},
};

static void test_bad(void **state)
{
	uint8_t octets[HEX];
	char xml[1024];
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct smsmodem_error error = {0};
		size_t length = octets_of(bad[i].hex, octets, sizeof octets);
		uint8_t *exact = exact_copy(octets, length);
		int result = smsmodem_wbxml_xml(exact, length, NULL, 0, xml, sizeof xml, &error);
		if (result != SMSMODEM_E_PDU || error.code != result ||
		    error.offset != bad[i].offset || (bad[i].xml && strcmp(xml, bad[i].xml) != 0)) {
			print_message("%s: %d, %s, %s\n", bad[i].name, result, xml, error.text);
			wrong++;
		}
		assert_non_null(strstr(error.text, "WBXML: "));
		free(exact);
	}
	assert_int_equal(wrong, 0);
}

/* --- bounds --- */

static void test_depth(void **state)
{
	uint8_t octets[128] = {0x03, 0x05, 0x6A, 0x00};
	struct smsmodem_error error;
	char xml[8192];

	(void)state;
	for (size_t depth = 31; depth <= 33; depth++) {
		memset(octets + 4, 0x45, depth);
		memset(octets + 4 + depth, 0x01, depth);
		int result = smsmodem_wbxml_xml(octets, 4 + 2 * depth, NULL, SMSMODEM_XML_INDENT,
						xml, sizeof xml, &error);
		assert_int_equal(result, depth > 32 ? SMSMODEM_E_PDU : (int)strlen(xml));
		if (depth > 32)
			assert_int_equal(error.offset, 4 + 33);
	}
}

/* A document whose string table is shown again and again ends at a bound, soon. */
static void test_repetition(void **state)
{
	enum {
		SIZE = 30000
	};
	uint8_t *octets = malloc(SIZE);
	struct smsmodem_wbxml wbxml;
	struct smsmodem_wbxml_event event;
	struct smsmodem_error error;
	size_t total = 0;
	int result;

	(void)state;
	assert_non_null(octets);
	memcpy(octets, "\x03\x05\x6A\x81\x9C\x10", 6); /* a table of 20,000 */
	memset(octets + 6, 'a', 20000);
	octets[6 + 20000 - 1] = 0;
	octets[6 + 20000] = 0x45;
	for (size_t i = 6 + 20000 + 1; i + 1 < SIZE; i += 2) {
		octets[i] = 0x83;
		octets[i + 1] = 0;
	}
	assert_int_equal(smsmodem_wbxml_begin(&wbxml, octets, SIZE, NULL, NULL), 0);
	while ((result = smsmodem_wbxml_next(&wbxml, &event, &error)) > 0)
		total += event.length;
	assert_int_equal(result, SMSMODEM_E_PDU);
	assert_non_null(strstr(error.text, "far longer"));
	assert_true(total <= 65536 + (size_t)16 * SIZE && total > (size_t)16 * SIZE);
	/* It stays so. */
	assert_int_equal(smsmodem_wbxml_next(&wbxml, &event, NULL), SMSMODEM_E_PDU);
	free(octets);
}

/* Names are of the table, too, also those of ends. */
static void test_long_names(void **state)
{
	uint8_t octets[3000] = "\x03\x05\x6A\x8D\x68"; /* a table of 1,768 */
	struct smsmodem_wbxml wbxml;
	struct smsmodem_wbxml_event event;
	size_t total = 0;

	(void)state;
	memset(octets + 5, 'a', 1767);
	octets[5 + 1768] = 0x45;
	for (size_t i = 5 + 1768 + 1; i + 1 < sizeof octets; i += 2)
		octets[i] = 0x04;
	assert_int_equal(smsmodem_wbxml_begin(&wbxml, octets, sizeof octets, NULL, NULL), 0);
	while (smsmodem_wbxml_next(&wbxml, &event, NULL) > 0)
		total += event.name ? strlen(event.name) : 0;
	assert_true(total <= 65536 + 17 * sizeof octets);
}

/* --- what a reader tells --- */

static void test_reader(void **state)
{
	static const uint8_t wta[] = {0x02, 0x03, 0x04, 0x00, 0xC6, 0x0B,
				      0x02, 0x82, 0x6A, 0x01, 0x01};
	static const enum smsmodem_wbxml_kind kinds[] = {
		SMSMODEM_WBXML_OPEN, SMSMODEM_WBXML_ATTRIBUTE, SMSMODEM_WBXML_TEXT,
		SMSMODEM_WBXML_CONTENT, SMSMODEM_WBXML_CLOSE};
	struct smsmodem_wbxml wbxml;
	struct smsmodem_wbxml_event event;

	(void)state;
	assert_int_equal(smsmodem_wbxml_begin(&wbxml, wta, sizeof wta, NULL, NULL), 0);
	assert_int_equal(wbxml.language, SMSMODEM_WBXML_WTA);
	assert_int_equal(wbxml.version, 2);
	assert_int_equal(wbxml.public_id, 0x03);
	assert_string_equal(wbxml.public_name, "-//WAPFORUM//DTD WTA 1.0//EN");
	assert_int_equal(wbxml.charset, 4);
	for (size_t i = 0; i < COUNT(kinds); i++) {
		assert_int_equal(smsmodem_wbxml_next(&wbxml, &event, NULL), 1);
		assert_int_equal(event.kind, kinds[i]);
		if (event.kind == SMSMODEM_WBXML_TEXT) {
			assert_int_equal(event.character, 0x16A);
			assert_int_equal(event.length, 1);
			assert_int_equal(event.text[0], '?');
		}
	}
	assert_int_equal(smsmodem_wbxml_next(&wbxml, &event, NULL), 0);
	assert_int_equal(smsmodem_wbxml_next(&wbxml, &event, NULL), 0);
	assert_int_equal(event.kind, SMSMODEM_WBXML_END);
}

/* Of every list the tokens rise, or the search would miss some. */
static void test_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pdu_wbxml_languages); i++) {
		const struct pdu_wbxml_language *language = pdu_wbxml_languages[i];
		const struct pdu_wbxml_list *lists[] = {&language->tags, &language->attributes,
							&language->values};
		for (size_t j = 0; j < COUNT(lists); j++)
			for (size_t k = 1; k < lists[j]->count; k++)
				assert_true(lists[j]->tokens[k - 1].key < lists[j]->tokens[k].key);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),       cmocka_unit_test(test_bad),
		cmocka_unit_test(test_depth),      cmocka_unit_test(test_repetition),
		cmocka_unit_test(test_long_names), cmocka_unit_test(test_reader),
		cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
