/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of a few words as XML, and what of them no phone would take. */
#include "document.h"
#include "pdu_support.h"
#include <smsmodem/push.h>

#define HEAD(root, dtd) \
	"<?xml version=\"1.0\"?>\n<!DOCTYPE " root " PUBLIC \"-//WAPFORUM//DTD " dtd "\">\n"
#define SI_HEAD  HEAD("si", "SI 1.0//EN\" \"http://www.wapforum.org/DTD/si.dtd")
#define SL_HEAD  HEAD("sl", "SL 1.0//EN\" \"http://www.wapforum.org/DTD/sl.dtd")
#define CO_HEAD  HEAD("co", "CO 1.0//EN\" \"http://www.wapforum.org/DTD/co_1.0.dtd")
#define EMN_HEAD HEAD("emn", "EMN 1.0//EN\" \"http://www.wapforum.org/DTD/emn.dtd")

struct si_row {
	const char *name;
	struct smsmodem_si si;
	const char *xml; /* behind the head */
};

static const struct si_row si_rows[] = {
	{"href alone", {.href = "http://a.de/"}, "<si><indication href=\"http://a.de/\">"},
	{"WAP-167 6.2",
	 {.href = "http://www.xyz.com/email/123/abc.wml",
	  .text = "You have 4 new emails",
	  .created = "1999-06-25T15:23:15Z",
	  .expires = "1999-06-30T00:00:00Z"},
	 "<si><indication href=\"http://www.xyz.com/email/123/abc.wml\" "
	 "created=\"1999-06-25T15:23:15Z\" si-expires=\"1999-06-30T00:00:00Z\">You have 4 new "
	 "emails"},
	{"markup is escaped",
	 {.href = "http://a.de/?a=1&b='", .text = "1 < 2 & 3 > \"2\"", .id = "a&b"},
	 "<si><indication href=\"http://a.de/?a=1&amp;b='\" "
	 "si-id=\"a&amp;b\">1 &lt; 2 &amp; 3 &gt; &quot;2&quot;"},
	{"UTF-8 stays",
	 {.href = "http://a.de/", .text = "5 \xE2\x82\xAC \xF0\x9F\x98\x80"},
	 "<si><indication href=\"http://a.de/\">5 \xE2\x82\xAC \xF0\x9F\x98\x80"},
	{"line breaks stay",
	 {.href = "http://a.de/", .text = "a\nb\tc\r"},
	 "<si><indication href=\"http://a.de/\">a&#10;b&#9;c&#13;"},
	{"blanks at the ends stay",
	 {.href = "http://a.de/", .text = "  a b "},
	 "<si><indication href=\"http://a.de/\">&#32; a b&#32;"},
	{"the default action is not said",
	 {.href = "http://a.de/", .action = "medium"},
	 "<si><indication href=\"http://a.de/\">"},
	{"none",
	 {.href = "http://a.de/", .action = "none"},
	 "<si><indication href=\"http://a.de/\" action=\"signal-none\">"},
	{"low",
	 {.href = "http://a.de/", .action = "low"},
	 "<si><indication href=\"http://a.de/\" action=\"signal-low\">"},
	{"high, by the document's own word",
	 {.href = "http://a.de/", .action = "signal-high"},
	 "<si><indication href=\"http://a.de/\" action=\"signal-high\">"},
	{"delete by id",
	 {.id = "x@a.de", .action = "delete"},
	 "<si><indication si-id=\"x@a.de\" action=\"delete\">"},
	{"delete by href",
	 {.href = "http://a.de/", .action = "delete"},
	 "<si><indication href=\"http://a.de/\" action=\"delete\">"},
	{"a day",
	 {.href = "http://a.de/", .expires = "2026-11-23"},
	 "<si><indication href=\"http://a.de/\" si-expires=\"2026-11-23T00:00:00Z\">"},
	{"a zone",
	 {.href = "http://a.de/", .created = "2026-01-01T00:30+01:00"},
	 "<si><indication href=\"http://a.de/\" created=\"2025-12-31T23:30:00Z\">"},
	{"a zone without colon",
	 {.href = "http://a.de/", .created = "2024-02-28 23:30:05-0100"},
	 "<si><indication href=\"http://a.de/\" created=\"2024-02-29T00:30:05Z\">"},
	{"a zone of hours",
	 {.href = "http://a.de/", .created = "2023-02-28T23:30-01"},
	 "<si><indication href=\"http://a.de/\" created=\"2023-03-01T00:30:00Z\">"},
	{"the day of a leap year",
	 {.href = "http://a.de/", .created = "2000-02-29"},
	 "<si><indication href=\"http://a.de/\" created=\"2000-02-29T00:00:00Z\">"},
	{"another scheme", {.href = "tel:+4912345"}, "<si><indication href=\"tel:+4912345\">"},
};

static void test_si(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(si_rows); i++) {
		char xml[1024], wanted[1024];
		int length = smsmodem_si_xml(&si_rows[i].si, xml, sizeof xml, NULL);

		print_message("%s\n", si_rows[i].name);
		assert_true(length > 0);
		assert_true(snprintf(wanted, sizeof wanted, "%s%s</indication></si>\n", SI_HEAD,
				     si_rows[i].xml) < (int)sizeof wanted);
		assert_string_equal(xml, wanted);
		assert_int_equal(strlen(xml), length);
	}
}

struct refused_row {
	const char *name;
	struct smsmodem_si si;
	int code;
	const char *says;
};

static const struct refused_row refused_rows[] = {
	{"no href", {.text = "x"}, SMSMODEM_E_DATA, "the href is missing"},
	{"an empty href", {.href = ""}, SMSMODEM_E_DATA, "the href is missing"},
	{"an id is no href", {.id = "x"}, SMSMODEM_E_DATA, "the href is missing"},
	{"an empty href to delete", {.href = "", .action = "delete"}, SMSMODEM_E_DATA, "missing"},
	{"nothing to delete", {.action = "delete"}, SMSMODEM_E_DATA, "wants the id, or the href"},
	{"no scheme", {.href = "www.example.com"}, SMSMODEM_E_DATA, "has no scheme"},
	{"no scheme but a colon", {.href = "/a:b"}, SMSMODEM_E_DATA, "has no scheme"},
	{"no host", {.href = "http://"}, SMSMODEM_E_DATA, "names no host"},
	{"no slashes", {.href = "https:a.de"}, SMSMODEM_E_DATA, "names no host"},
	{"nothing behind", {.href = "mailto:"}, SMSMODEM_E_DATA, "names no host"},
	{"a blank", {.href = "http://a.de/a b"}, SMSMODEM_E_DATA, "a blank at position 14"},
	{"a blank in front", {.href = " http://a.de/"}, SMSMODEM_E_DATA, "percent-encode it (%20)"},
	{"a line break", {.href = "http://a.de/\n"}, SMSMODEM_E_DATA, "a control character"},
	{"a tag", {.href = "http://a.de/<b>"}, SMSMODEM_E_DATA, "the character < at position 13"},
	{"a quote", {.href = "http://a.de/\""}, SMSMODEM_E_DATA, "percent-encode it (%22)"},
	{"a brace", {.href = "http://a.de/{"}, SMSMODEM_E_DATA, "the character {"},
	{"another brace", {.href = "http://a.de/}"}, SMSMODEM_E_DATA, "the character }"},
	{"a bar", {.href = "http://a.de/|"}, SMSMODEM_E_DATA, "the character |"},
	{"a backslash", {.href = "http://a.de\\"}, SMSMODEM_E_DATA, "the character \\"},
	{"a caret", {.href = "http://a.de/^"}, SMSMODEM_E_DATA, "the character ^"},
	{"a grave", {.href = "http://a.de/`"}, SMSMODEM_E_DATA, "(%60)"},
	{"DEL", {.href = "http://a.de/\x7F"}, SMSMODEM_E_DATA, "a control character"},
	{"an umlaut", {.href = "http://a.de/\xC3\xA4"}, SMSMODEM_E_DATA, "non-ASCII"},
	{"an action",
	 {.href = "http://a.de/", .action = "loud"},
	 SMSMODEM_E_DATA,
	 "none, low, medium, high, delete"},
	{"no day", {.href = "http://a.de/", .created = "2025-02-30"}, SMSMODEM_E_DATA, "never is"},
	{"no leap year",
	 {.href = "http://a.de/", .created = "2100-02-29"},
	 SMSMODEM_E_DATA,
	 "never is"},
	{"no month",
	 {.href = "http://a.de/", .created = "2025-13-01"},
	 SMSMODEM_E_DATA,
	 "never is"},
	{"no hour",
	 {.href = "http://a.de/", .created = "2025-01-01T24:61Z"},
	 SMSMODEM_E_DATA,
	 "never is"},
	{"no second",
	 {.href = "http://a.de/", .expires = "2025-01-01T23:59:60Z"},
	 SMSMODEM_E_DATA,
	 "never is"},
	{"no zone",
	 {.href = "http://a.de/", .expires = "2025-01-01T23:59:00"},
	 SMSMODEM_E_DATA,
	 "is no date"},
	{"a zone that is none",
	 {.href = "http://a.de/", .expires = "2025-01-01T23:59:00+25:00"},
	 SMSMODEM_E_DATA,
	 "is no date"},
	{"more behind",
	 {.href = "http://a.de/", .expires = "2025-01-01Z"},
	 SMSMODEM_E_DATA,
	 "is no date"},
	{"words", {.href = "http://a.de/", .expires = "tomorrow"}, SMSMODEM_E_DATA, "is no date"},
	{"nothing", {.href = "http://a.de/", .expires = ""}, SMSMODEM_E_DATA, "is no date"},
	{"beyond the calendar",
	 {.href = "http://a.de/", .expires = "9999-12-31T23:59-01:00"},
	 SMSMODEM_E_DATA,
	 "beyond"},
	{"expired before",
	 {.href = "http://a.de/", .created = "2026-11-23", .expires = "2026-11-22"},
	 SMSMODEM_E_DATA,
	 "not after"},
	{"expired at once, by another zone",
	 {.href = "http://a.de/",
	  .created = "2026-11-23T10:00Z",
	  .expires = "2026-11-23T11:00+01:00"},
	 SMSMODEM_E_DATA,
	 "not after"},
	{"no UTF-8",
	 {.href = "http://a.de/", .text = "ab\xE4"},
	 SMSMODEM_E_UTF8,
	 "not UTF-8 at octet 2"},
	{"a surrogate",
	 {.href = "http://a.de/", .text = "\xED\xA0\x80"},
	 SMSMODEM_E_UTF8,
	 "not UTF-8"},
	{"a control character",
	 {.href = "http://a.de/", .text = "a\x1B"},
	 SMSMODEM_E_DATA,
	 "U+001B at octet 1"},
	{"no character",
	 {.href = "http://a.de/", .id = "\xEF\xBF\xBF"},
	 SMSMODEM_E_DATA,
	 "the id has the character U+FFFF"},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused_rows); i++) {
		const struct refused_row *row = &refused_rows[i];
		struct smsmodem_error error;
		char xml[1024];

		print_message("%s\n", row->name);
		memset(xml, CANARY, sizeof xml);
		assert_int_equal(smsmodem_si_xml(&row->si, xml, sizeof xml, &error), row->code);
		assert_int_equal(error.code, row->code);
		if (!strstr(error.text, row->says))
			fail_msg("says: %s", error.text);
		assert_canary(xml, 0, sizeof xml);
		assert_int_equal(smsmodem_si_xml(&row->si, xml, sizeof xml, NULL), row->code);
	}
}

static void test_long_url(void **state)
{
	char url[1026] = "http://a.de/", xml[2048];
	struct smsmodem_sl sl = {.href = url};

	(void)state;
	memset(url + strlen(url), 'x', sizeof url - 1 - strlen(url));
	assert_int_equal(smsmodem_sl_xml(&sl, xml, sizeof xml, NULL), SMSMODEM_E_DATA);
	url[1024] = '\0';
	assert_true(smsmodem_sl_xml(&sl, xml, sizeof xml, NULL) > 1024);
}

static void test_sl(void **state)
{
	static const struct {
		const char *action, *xml;
	} rows[] = {
		{NULL, SL_HEAD "<sl href=\"http://a.de/\"></sl>\n"},
		{"low", SL_HEAD "<sl href=\"http://a.de/\"></sl>\n"},
		{"high", SL_HEAD "<sl href=\"http://a.de/\" action=\"execute-high\"></sl>\n"},
		{"cache", SL_HEAD "<sl href=\"http://a.de/\" action=\"cache\"></sl>\n"},
	};
	struct smsmodem_error error;
	char xml[512];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_sl sl = {.href = "http://a.de/", .action = rows[i].action};

		assert_int_equal(smsmodem_sl_xml(&sl, xml, sizeof xml, NULL), strlen(rows[i].xml));
		assert_string_equal(xml, rows[i].xml);
	}
	struct smsmodem_sl medium = {.href = "http://a.de/", .action = "medium"};
	assert_int_equal(smsmodem_sl_xml(&medium, xml, sizeof xml, &error), SMSMODEM_E_DATA);
	assert_non_null(strstr(error.text, "low, high, cache"));
	struct smsmodem_sl none = {.action = "low"};
	assert_int_equal(smsmodem_sl_xml(&none, xml, sizeof xml, &error), SMSMODEM_E_DATA);
}

static void test_co(void **state)
{
	static const char *const objects[] = {"http://a.de/1", "http://a.de/?2&3"};
	static const char *const services[] = {"http://b.de/"};
	static const char *const bad[] = {"http://b.de/", "b de"};
	struct smsmodem_co co = {objects, 2, services, 1}, none = {0}, wrong = {bad, 2, NULL, 0};
	struct smsmodem_error error;
	char xml[512];

	(void)state;
	assert_true(smsmodem_co_xml(&co, xml, sizeof xml, NULL) > 0);
	assert_string_equal(xml, CO_HEAD "<co><invalidate-object uri=\"http://a.de/1\"/>"
					 "<invalidate-object uri=\"http://a.de/?2&amp;3\"/>"
					 "<invalidate-service uri=\"http://b.de/\"/></co>\n");
	assert_int_equal(smsmodem_co_xml(&none, xml, sizeof xml, &error), SMSMODEM_E_DATA);
	assert_int_equal(smsmodem_co_xml(&wrong, xml, sizeof xml, &error), SMSMODEM_E_DATA);
	assert_non_null(strstr(error.text, "the URI of an object has a blank"));
}

static void test_emn(void **state)
{
	struct smsmodem_emn emn = {"mailat:user@example.com", "2026-11-23T10:00+01:00"};
	struct smsmodem_emn none = {.timestamp = "2026-11-23"};
	struct smsmodem_emn wrong = {"imap://a.de/", "now"};
	struct smsmodem_error error;
	char xml[512];

	(void)state;
	assert_true(smsmodem_emn_xml(&emn, xml, sizeof xml, NULL) > 0);
	assert_string_equal(xml, EMN_HEAD "<emn mailbox=\"mailat:user@example.com\" "
					  "timestamp=\"2026-11-23T09:00:00Z\"></emn>\n");
	assert_int_equal(smsmodem_emn_xml(&none, xml, sizeof xml, &error), SMSMODEM_E_DATA);
	assert_non_null(strstr(error.text, "the mailbox is missing"));
	assert_int_equal(smsmodem_emn_xml(&wrong, xml, sizeof xml, &error), SMSMODEM_E_DATA);
}

/* It is looked for where there is none to be found as seldom as it may be, and never missed. */
static void test_repeats(void **state)
{
	static const struct {
		const char *xml;
		bool repeats;
	} documents[] = {
		{"", false},
		{"<a b=\"abcd\">abcd</a>", true},
		{"<a b=\"abc\">abc</a>", false},
		{"<a b=\"abcd\" c=\"abcde\"></a>", false},
		{"<a b=\"a b c\" c=\"a b c\"></a>", true},
		{"<abcd>efgh</abcd><abcd></abcd>", false},
		{"<a>abcd efgh abcd</a>", false},
		{"<a>x 123456789 y 123456789 z</a>", false},
		{"<a>x 1234567890 y 1234567890 z</a>", true},
		{"<a>x&#10;1234567890&#32;y 1234567890 z</a>", true},
		{"<a>abcd &#", false},
		{"<a>&#10;</a><b>&#10;</b>", false},
		{"<a>a&amp;b</a><b>a&amp;b</b>", true},
		{"<a b=\"", false},
		{"<a b=\"abcd", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(documents); i++) {
		size_t length = strlen(documents[i].xml);
		char *xml = exact_copy(documents[i].xml, length);

		if (document_repeats(xml, length) != documents[i].repeats)
			fail_msg("%s", documents[i].xml);
		free(xml);
	}
	char many[65 * 8 + 1] = "";
	for (size_t i = 0; i < 65; i++)
		(void)snprintf(many + 7 * i, 8, " %05zu ", i);
	assert_true(document_repeats(many, strlen(many)));
	assert_false(document_repeats(many, 7 * 64));
}

static void test_every_capacity(void **state)
{
	struct smsmodem_si si = {.href = "http://a.de/", .text = "a & b"};
	char xml[512], full[512];
	int length = smsmodem_si_xml(&si, full, sizeof full, NULL);

	(void)state;
	assert_true(length > 0);
	for (size_t size = 0; size <= (size_t)length; size++) {
		memset(xml, CANARY, sizeof xml);
		assert_int_equal(smsmodem_si_xml(&si, xml, size, NULL), SMSMODEM_E_SPACE);
		assert_canary(xml, size, sizeof xml);
	}
	assert_int_equal(smsmodem_si_xml(&si, xml, (size_t)length + 1, NULL), length);
	assert_string_equal(xml, full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_si),       cmocka_unit_test(test_refused),
		cmocka_unit_test(test_long_url), cmocka_unit_test(test_sl),
		cmocka_unit_test(test_co),       cmocka_unit_test(test_emn),
		cmocka_unit_test(test_repeats),  cmocka_unit_test(test_every_capacity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
