/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes of WAP written: content types, headers, what cannot be sent (WAP-230-WSP 8.2.4, 8.4.2). */
#include "wsp_support.h"

#define ENCODED_SIZE 1024

struct type_row {
	const char *content_type;
	bool long_form;
	const char *octets;
};

static const struct type_row type_rows[] = {
	{"application/vnd.wap.sic", false, "AE"},
	{"Application/VND.wap.SIC", false, "AE"},
	{" application/vnd.wap.sic ", false, "AE"},
	{"application/vnd.wap.sic", true, "6170706C69636174696F6E2F766E642E7761702E73696300"},
	{"application/vnd.wap.mms-message", false, "BE"},
	{"application/vnd.wap.emn+wbxml", false, "0302030A"},
	{"a/b", false, "612F6200"},
	{"0x2E", false, "AE"},
	{"46", false, "AE"},
	{"0x30A", false, "0302030A"},
	{"0x7F", false, "FF"},
	{"0x7F", true, "FF"}, /* it has no name */
	{"0x03", true, "746578742F706C61696E00"},
	{"text/directory;profile=vCard", false, "03020309"},
	{"text/vnd.wap.si; charset=utf-8", false, "03AD81EA"},
	{"text/vnd.wap.si;charset=\"UTF-8\"", false, "03AD81EA"},
	{"text/vnd.wap.si; charset=ucs-2", false, "05AD810203E8"},
	{"text/vnd.wap.si; charset=106;", false, "03AD81EA"},
	{"text/vnd.wap.si; charset=x-mine", false, "09AD81782D6D696E6500"},
	{"text/plain; charset=us-ascii", true, "0D746578742F706C61696E008183"},
	{"application/vnd.wap.emn+wbxml; charset=utf-8", false, "0502030A81EA"},
	/* of 45 octets, so behind a quote (2.4 of the field: kannel's) */
	{"application/vnd.wap.connectivity-wbxml; SEC=USERPIN; "
	 "MAC=AA2DC41F0123456789ABCDEF0123456789ABCDEF",
	 false,
	 "1F2D B6 9181 92 41413244433431463031323334353637383941424344454630313233343536373839"
	 "41424344454600"},
	{"application/vnd.wap.connectivity-wbxml; sec=0; mac=\"A\"", false, "06B69180924100"},
	{"a/b; name=\"x y\"", false, "0A 612F6200 97 2278207900"},
	{"a/b; name=\"\"", false, "07 612F6200 97 2200"},
	{"a/b; name=\"a\\\"b\"", false, "0A 612F6200 97 2261226200"},
	{"a/b; x=5; y=05; z", false, "0F 612F6200 780085 79003035 00 7A0000"},
	{"a/b; q=0.5; level=1", false, "08 612F6200 8033 829F"},
	{"a/b; type=text/plain; start=\"<a>\"", false, "0C 612F6200 8983 99223C613E00"},
};

static int encode_type(const char *content_type, bool long_form, uint8_t *octets, size_t size,
		       struct smsmodem_error *error)
{
	struct smsmodem_wsp_push push = {.content_type = content_type,
					 .long_content_type = long_form};

	return smsmodem_wsp_encode(&push, octets, size, error);
}

static void test_content_types(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(type_rows); i++) {
		struct smsmodem_error error = {0};
		uint8_t octets[256], wanted[128];
		size_t length = octets_of(type_rows[i].octets, wanted, sizeof wanted);
		int count = encode_type(type_rows[i].content_type, type_rows[i].long_form, octets,
					sizeof octets, &error);

		if (count < 0)
			fail_msg("%s: %s", type_rows[i].content_type, error.text);
		assert_int_equal(octets[1], SMSMODEM_WSP_PUSH);
		assert_int_equal(octets[2], length);
		assert_octets(octets + 3, (size_t)count - 3, type_rows[i].octets);
	}
}

struct header_row {
	const char *header, *octets;
	const char *back; /* "Name: value" lines; NULL: the same line */
};

static const struct header_row header_rows[] = {
	{"X-Wap-Application-Id: x-wap-application:mms.ua", "AF84", NULL},
	{"X-Wap-Application-Id: mms.ua", "AF84", "X-Wap-Application-Id: x-wap-application:mms.ua"},
	{"x-wap-application-id:4", "AF84", "X-Wap-Application-Id: x-wap-application:mms.ua"},
	{"X-Wap-Application-Id: 0x8000", "AF028000",
	 "X-Wap-Application-Id: x-wap-microsoft:localcontent.ua"},
	{"X-Wap-Application-Id: *", "AF80", "X-Wap-Application-Id: x-wap-application:*"},
	{"X-Wap-Application-Id: urn:x:y", "AF75726E3A783A7900", NULL},
	{"X-Wap-Application-Id: 127", "AFFF", NULL},
	{"Push-Flag: authenticated, trusted, last", "B487", NULL},
	{"Push-Flag: LAST", "B484", "Push-Flag: last"},
	{"Push-Flag: 6", "B486", "Push-Flag: trusted, last"},
	{"Push-Flag: 0", "B480", NULL},
	{"Content-Length: 127", "8DFF", NULL},
	{"Content-Length: 128", "8D0180", NULL},
	{"Age: 300", "8502012C", NULL},
	{"Date: 2001-06-25T15:23:15Z", "92043B375763", NULL},
	{"Date: 2001-06-25T17:23:15+02:00", "92043B375763", "Date: 2001-06-25T15:23:15Z"},
	{"Date: 2001-06-25T10:23:15-05:00", "92043B375763", "Date: 2001-06-25T15:23:15Z"},
	{"Expires: Mon, 25 Jun 2001 15:23:15 GMT", "94043B375763", "Expires: 2001-06-25T15:23:15Z"},
	{"Last-Modified: 1970-01-01T00:00:00Z", "9D0100", NULL},
	{"X-Wap-Tod: 2000-02-29T23:59:59Z", "BF0438BC5D7F", NULL},
	{"Expires: 9999-12-31T23:59:59Z", "94053AFFF4417F", NULL},
	{"Expires: 2026-11-23T10:00Z", "94046B040EA0", "Expires: 2026-11-23T10:00:00Z"},
	{"Expires: 2026-11-23 11:00+0100", "94046B040EA0", "Expires: 2026-11-23T10:00:00Z"},
	{"X-Wap-Content-URI: http://a/", "B0687474703A2F2F612F00", NULL},
	{"X-Wap-Initiator-URI: http://a/", "B1687474703A2F2F612F00", NULL},
	{"Content-Location: a", "8E6100", NULL},
	{"User-Agent: \xC3\xBC", "A97FC3BC00", NULL},
	{"User-Agent:", "A900", "User-Agent: "},
	{"ETag: \"a\"", "9322612200", NULL},
	{"Content-ID: \"<a@b>\"", "C0223C6140623E00", "Content-ID: <a@b>"},
	{"Accept: text/html;q=0.5, */*", "8003828033 8080",
	 "Accept: text/html; q=0.5\nAccept: */*"},
	{"Accept-Charset: utf-8, ucs-2, latin1;q=0.25", "BBEA BB030203E8 BB02841A",
	 "Accept-Charset: utf-8\nAccept-Charset: iso-10646-ucs-2\nAccept-Charset: iso-8859-1; "
	 "q=0.25"},
	{"Accept-Charset: utf-8;q=1.0", "BBEA", "Accept-Charset: utf-8"},
	{"Accept-Language: en, de-AT, la", "8399 8364652D415400 8302018B",
	 "Accept-Language: en\nAccept-Language: de-AT\nAccept-Language: la"},
	{"Content-Language: la", "8C018B", NULL},
	{"Content-Encoding: gzip", "8B80", NULL},
	{"Accept-Encoding: br", "BC627200", NULL},
	{"Allow: GET, POST", "86C0 86E0", "Allow: GET\nAllow: POST"},
	{"Connection: close", "8980", NULL},
	{"Cache-Control: no-cache", "C780", NULL},
	{"Cache-Control: max-age=600", "C70482020258", NULL},
	{"Cache-Control: private=\"From, X-A\"", "C706 87 95 582D4100", NULL},
	{"Cache-Control: a=b", "C7613D6200", NULL},
	{"Vary: Accept", "AA80", NULL},
	{"Vary: X-A", "AA582D4100", NULL},
	{"Pragma: no-cache", "9F80", NULL},
	{"Pragma: a=5", "9F03610085", NULL},
	{"Transfer-Encoding: chunked", "A780", NULL},
	{"Retry-After: 120", "A50281F8", NULL},
	{"Retry-After: 2001-06-25T15:23:15Z", "A50680043B375763", NULL},
	{"TE: trailers, gzip;q=0.5", "B981 B903848033", "TE: trailers\nTE: gzip; q=0.5"},
	{"Warning: 110", "AC8A", NULL},
	{"Warning: 110 a \"b c\"", "5761726E696E6700 31313020612022622063220 0", NULL},
	{"Content-Disposition: attachment", "C50181", NULL},
	{"Content-Disposition: inline; filename=\"a b\"", "C507 82 98 2261206200", NULL},
	{"Encoding-Version: 1.3", "C393", NULL},
	{"Expect: 100-continue", "C880", NULL},
	{"Expect: a=b", "45787065637400 613D6200", NULL},
	{"X-WAP-Security: close-subordinate", "C680", NULL},
	{"Set-Cookie: a=b; path=/", "5365742D436F6F6B696500 613D623B20706174683D2F00", NULL},
	{"X-Foo: bar", "582D466F6F00 62617200", NULL},
	{"X-Foo: a,b", "582D466F6F00 612C6200", NULL},
	{"X-Foo:", "582D466F6F00 00", "X-Foo: "},
	{"X-Foo: \xC3\xBC", "582D466F6F00 7FC3BC00", NULL},
};

static void test_headers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(header_rows); i++) {
		const struct header_row *row = &header_rows[i];
		const char *const headers[] = {row->header};
		struct smsmodem_wsp_push push = {
			.content_type = "0x2E", .headers = headers, .header_count = 1};
		uint8_t octets[ENCODED_SIZE];
		char lines[WSP_TEXT_SIZE], wanted[256];
		struct smsmodem_error error = {0};
		int count = smsmodem_wsp_encode(&push, octets, sizeof octets, &error);

		if (count < 0)
			fail_msg("%s: %s", row->header, error.text);
		assert_int_equal(octets[2], count - 3);
		assert_octets(octets + 4, (size_t)count - 4, row->octets);
		struct smsmodem_wsp wsp = wsp_decoded(octets, (size_t)count);
		wsp_lines(&wsp, false, lines, sizeof lines);
		(void)snprintf(wanted, sizeof wanted, "%s\n", row->back ? row->back : row->header);
		assert_string_equal(lines, wanted);
	}
}

/* --- what cannot be sent --- */

struct bad_row {
	const char *header, *word;
};

static const struct bad_row bad_headers[] = {
	{"", "colon"},
	{"X-Foo", "colon"},
	{": a", "colon"},
	{"X Foo: a", "colon"},
	{"\xC3\xBC: a", "colon"},
	{"X-Foo: a\r\nX-Bar: b", "control"},
	{"X-Foo: a\tb", "control"},
	{"X-Foo: a\x7F", "control"},
	{"Content-Type: a/b", "content type"},
	{"Date: yesterday", "date"},
	{"Date: 2001-02-29T00:00:00Z", "date"},
	{"Date: 1969-12-31T23:59:59Z", "date"},
	{"Date: 1970-01-01T00:00:00+00:01", "date"},
	{"Date: 2001-06-25T15:23:15", "date"},
	{"Date: 2001-06-25T24:00:00Z", "date"},
	{"Date: Mon, 25 Foo 2001 15:23:15 GMT", "date"},
	{"X-Wap-Initiator-URI: http://\xC3\xA4/", "URI"},
	{"X-Wap-Content-URI: http://a b/", "URI"},
	{"Content-Location:", "URI"},
	{"Age: -1", "whole number"},
	{"Age: 18446744073709551616", "whole number"},
	{"Age: 05", "whole number"},
	{"Age:", "whole number"},
	{"Push-Flag: urgent", "authenticated"},
	{"Push-Flag: 128", "0 to 127"},
	{"X-Wap-Application-Id: foo", "push application"},
	{"X-Wap-Application-Id:", "push application"},
	{"Encoding-Version: 8.0", "version"},
	{"Encoding-Version: 1.15", "version"},
	{"Accept-Charset: utf-8;q=2", "q"},
	{"Accept-Charset: utf-8;q=0.1234", "q"},
	{"Accept-Charset: utf-8;x=5", "q"},
	{"Accept: foo", "media type"},
	{"Accept: a/b;=5", "parameter"},
	{"Allow: GET POST", "token"},
	{"Retry-After: soon", "date"},
	{"Vary: a b", "header"},
};

static void test_bad_headers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_headers); i++) {
		const char *const headers[] = {"X-Good: a", bad_headers[i].header};
		struct smsmodem_wsp_push push = {
			.content_type = "0x2E", .headers = headers, .header_count = 2};
		uint8_t octets[ENCODED_SIZE];
		struct smsmodem_error error = {0};

		if (smsmodem_wsp_encode(&push, octets, sizeof octets, &error) != SMSMODEM_E_DATA)
			fail_msg("%s was taken", bad_headers[i].header);
		assert_int_equal(error.code, SMSMODEM_E_DATA);
		if (!strstr(error.text, bad_headers[i].word))
			fail_msg("%s: %s", bad_headers[i].header, error.text);
		assert_int_equal(smsmodem_wsp_encode(&push, octets, sizeof octets, NULL),
				 SMSMODEM_E_DATA);
	}
}

static void test_bad_content_types(void **state)
{
	static const char *const types[] = {NULL,          "",       "a",         "a/",
					    "/b",          "a b/c",  "a/b\r\nX",  "a/b/c",
					    "0x100000000", "a/b;=5", "a/b; q=5",  "a/b; q",
					    "\xC3\xBC/b",  "0xG",    "2147483648"};

	(void)state;
	for (size_t i = 0; i < COUNT(types); i++) {
		uint8_t octets[64];
		struct smsmodem_error error = {0};

		if (encode_type(types[i], false, octets, sizeof octets, &error) != SMSMODEM_E_DATA)
			fail_msg("%s was taken", types[i] ? types[i] : "NULL");
		assert_non_null(strstr(error.text, "content type"));
	}
}

/* --- lengths and capacities --- */

/* Headers lengths to the last bit of their octets: a text header makes up what is missing. */
static void test_headers_lengths(void **state)
{
	static const size_t lengths[] = {30, 31, 126, 127, 128, 129, 16382, 16383, 16384, 16385};
	static char header[17000] = "X: ";
	static uint8_t octets[17100];

	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		const char *const headers[] = {header};
		struct smsmodem_wsp_push push = {.content_type = "0x2E",
						 .headers = headers,
						 .header_count = 1,
						 .body = (const uint8_t *)"body",
						 .body_len = 4};
		size_t value = lengths[i] - 4; /* content type, name and the two NULs */
		size_t front = lengths[i] < 128 ? 1 : lengths[i] < 16384 ? 2 : 3;

		memset(header + 3, 'v', value);
		header[3 + value] = '\0';
		int count = smsmodem_wsp_encode(&push, octets, sizeof octets, NULL);
		size_t total = 2 + front + lengths[i] + 4;
		assert_int_equal(count, total);
		uint8_t *exact = exact_copy(octets, total);
		struct smsmodem_wsp wsp = wsp_decoded(exact, total);
		assert_int_equal(wsp.headers_len, lengths[i] - 1);
		assert_int_equal(wsp.body_len, 4);
		assert_memory_equal(wsp.body, "body", 4);
		free(exact);
	}
}

static void test_capacities(void **state)
{
	static const char *const headers[] = {"X-Wap-Application-Id: mms.ua",
					      "Accept-Charset: ucs-2, utf-8;q=0.5",
					      "Cache-Control: private=\"From, X-A\"", "X-Foo: bar"};
	struct smsmodem_wsp_push push = {
		.tid = 7,
		.content_type = "text/vnd.wap.si; charset=utf-8; name=\"a rather long name of it\"",
		.headers = headers,
		.header_count = COUNT(headers),
		.body = (const uint8_t *)"body",
		.body_len = 4};
	uint8_t whole[ENCODED_SIZE], octets[ENCODED_SIZE];
	int needed = smsmodem_wsp_encode(&push, whole, sizeof whole, NULL);

	(void)state;
	assert_in_range(needed, 60, 100);
	for (int size = 0; size <= needed + 1; size++) {
		struct smsmodem_error error;

		memset(octets, CANARY, sizeof octets);
		int count = smsmodem_wsp_encode(&push, octets, (size_t)size, &error);
		assert_int_equal(count, size < needed ? SMSMODEM_E_SPACE : needed);
		assert_canary(octets, (size_t)size, sizeof octets);
		if (count > 0)
			assert_memory_equal(octets, whole, (size_t)needed);
	}
}

/* --- random pushes --- */

static const char *const types_random[] = {"application/vnd.wap.sic",
					   "application/vnd.wap.emn+wbxml", "a/b",
					   "application/vnd.wap.mms-message"};

static const char *const parameters_random[] = {"charset=utf-8",
						"charset=iso-10646-ucs-2",
						"SEC=USERNETWPIN",
						"MAC=0123",
						"x=y",
						"name=\"a b\"",
						"size=70000",
						"creation-date=2001-06-25T15:23:15Z",
						"q=0.125",
						"level=2.1"};

/* A content type that is as it would be shown. */
static void random_type(struct random *random, char *text, size_t size)
{
	size_t used = (size_t)snprintf(text, size, "%s",
				       types_random[random_below(random, COUNT(types_random))]);

	for (uint32_t more = random_below(random, 4); more > 0; more--)
		used += (size_t)snprintf(
			text + used, size - used, "; %s",
			parameters_random[random_below(random, COUNT(parameters_random))]);
	assert_true(used < size);
}

/* A line of a table that comes back as it is, or a header of its own with any printable text. */
static void random_header(struct random *random, char *text, size_t size)
{
	const struct header_row *row = &header_rows[random_below(random, COUNT(header_rows))];
	size_t used = 0, length = random_below(random, 60);

	if (!row->back && random_below(random, 2)) {
		(void)snprintf(text, size, "%s", row->header);
		return;
	}
	used = (size_t)snprintf(text, size, "X-%u: v", random_below(random, 1000));
	for (; length > 0; length--)
		text[used++] = (char)(' ' + random_below(random, 95));
	text[used++] = '.';
	text[used] = '\0';
}

/* The content type with its parameters, as random_type writes them. */
static void random_shown_type(const struct smsmodem_wsp *wsp, char *text, size_t size)
{
	struct smsmodem_wsp_header parameter;
	size_t position = 0, used = (size_t)snprintf(text, size, "%s", wsp->content_type);

	while (smsmodem_wsp_next_parameter(wsp, &position, &parameter) > 0) {
		char value[128];

		assert_true(smsmodem_wsp_text(&parameter, value, sizeof value) >= 0);
		const char *quote = strchr(value, ' ') ? "\"" : "";
		used += (size_t)snprintf(text + used, size - used, "; %s=%s%s%s", parameter.name,
					 quote, value, quote);
		assert_true(used < size);
	}
}

/* What was encoded is decoded to the same, header by header, and parameter by parameter. */
static void test_random(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned run = 0; run < 2000; run++) {
		static char texts[8][128], lines[WSP_TEXT_SIZE], wanted[WSP_TEXT_SIZE];
		const char *headers[8];
		char type[256];
		uint8_t octets[2048], body[64];
		size_t used = 0;
		struct smsmodem_wsp_push push = {.tid = (uint8_t)random_below(&random, 256),
						 .content_type = type,
						 .long_content_type = random_below(&random, 2),
						 .headers = headers,
						 .header_count = random_below(&random, 8),
						 .body = body,
						 .body_len = random_below(&random, 64)};

		random_type(&random, type, sizeof type);
		wanted[0] = '\0';
		for (size_t i = 0; i < push.header_count; i++) {
			random_header(&random, texts[i], sizeof texts[i]);
			headers[i] = texts[i];
			used += (size_t)snprintf(wanted + used, sizeof wanted - used, "%s\n",
						 texts[i]);
		}
		for (size_t i = 0; i < push.body_len; i++)
			body[i] = (uint8_t)random_below(&random, 256);
		struct smsmodem_error error = {0};
		int count = smsmodem_wsp_encode(&push, octets, sizeof octets, &error);
		if (count < 0)
			fail_msg("%s: %s", type, error.text);
		size_t total = count > 0 ? (size_t)count : 0;
		uint8_t *exact = exact_copy(octets, total);
		struct smsmodem_wsp wsp = wsp_decoded(exact, total);
		assert_int_equal(wsp.tid, push.tid);
		wsp_lines(&wsp, false, lines, sizeof lines);
		assert_string_equal(lines, wanted);

		random_shown_type(&wsp, lines, sizeof lines);
		assert_string_equal(lines, type);
		assert_int_equal(wsp.body_len, push.body_len);
		assert_memory_equal(wsp.body, body, push.body_len);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_content_types),   cmocka_unit_test(test_headers),
		cmocka_unit_test(test_bad_headers),     cmocka_unit_test(test_bad_content_types),
		cmocka_unit_test(test_headers_lengths), cmocka_unit_test(test_capacities),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
