/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of headers and parameters as HTTP writes them (WAP-230-WSP 8.4.2.3 to 8.4.2.72). */
#include "wsp_support.h"

struct row {
	const char *clause; /* and what is tested of it */
	int code;           /* of a header, or PARAMETER + that of a parameter */
	const char *value, *text;
};

#define PARAMETER 0x100
#define UNTYPED   (PARAMETER - 1)

static const struct row rows[] = {
	{"8.4.2.7 Accept: constrained", 0x00, "80", "*/*"},
	{"8.4.2.7 Accept: text", 0x00, "612F6200", "a/b"},
	{"8.4.2.7 Accept: general with q", 0x00, "03 82 80 33", "text/html; q=0.5"},
	{"8.4.2.7 Accept: unassigned", 0x00, "FF", "127"},
	{"8.4.2.8 Accept-Charset", 0x01, "EA", "utf-8"},
	{"8.4.2.8 Accept-Charset: any", 0x3B, "80", "*"},
	{"8.4.2.8 Accept-Charset: general", 0x3B, "03 0203E8", "iso-10646-ucs-2"},
	{"8.4.2.8 Accept-Charset: with q", 0x3B, "02 84 0B", "iso-8859-1; q=0.1"},
	{"8.4.2.8 Accept-Charset: text with q", 0x3B, "05 66 6F 00 83 31", "fo; q=0.333"},
	{"8.4.2.8 Accept-Charset: unassigned", 0x3B, "03 02 7530", "30000"},
	{"8.4.2.9 Accept-Encoding", 0x3C, "81", "compress"},
	{"8.4.2.9 Accept-Encoding: any with q", 0x3C, "02 83 01", "*; q=0.0"},
	{"8.4.2.10 Accept-Language", 0x03, "99", "en"},
	{"8.4.2.10 Accept-Language: text", 0x03, "64652D415400", "de-AT"},
	{"8.4.2.10 Accept-Language: long, with q", 0x03, "03 018B 64", "la; q=0.99"},
	{"8.4.2.11 Accept-Ranges", 0x04, "81", "bytes"},
	{"8.4.2.12 Age", 0x05, "02012C", "300"},
	{"8.4.2.13 Allow", 0x06, "C0", "GET"},
	{"8.4.2.14 Authorization: basic", 0x07, "0C 80 416C616464696E00 6F70 00",
	 "Basic QWxhZGRpbjpvcA=="},
	{"8.4.2.14 Authorization: other", 0x21, "0B 446967657374 00 610062 00", "Digest; a=b"},
	{"8.4.2.15 Cache-Control", 0x47, "80", "no-cache"},
	{"8.4.2.15 Cache-Control: max-age", 0x3D, "04 82 020258", "max-age=600"},
	{"8.4.2.15 Cache-Control: fields", 0x08, "05 87 95 584100", "private=\"From, XA\""},
	{"8.4.2.15 Cache-Control: extension", 0x47, "66 6F 6F 00", "foo"},
	{"8.4.2.16 Connection", 0x09, "80", "close"},
	{"8.4.2.17 Content-Base", 0x0A, "687474703A2F2F6100", "http://a"},
	{"8.4.2.18 Content-Encoding", 0x0B, "82", "deflate"},
	{"8.4.2.19 Content-Language: long", 0x0C, "018C", "rm"},
	{"8.4.2.20 Content-Length", 0x0D, "01F2", "242"},
	{"8.4.2.21 Content-Location", 0x0E, "6100", "a"},
	{"8.4.2.22 Content-MD5", 0x0F, "10 000102030405060708090A0B0C0D0E0F",
	 "AAECAwQFBgcICQoLDA0ODw=="},
	{"8.4.2.23 Content-Range", 0x3E, "04 8374 8768", "bytes 500-/1000"},
	{"8.4.2.23 Content-Range: unknown length", 0x10, "02 00 80", "bytes 0-/*"},
	{"8.4.2.24 Content-Type", 0x11, "03 83 81 EA", "text/plain; charset=utf-8"},
	{"8.4.2.25 Date", 0x12, "04 3B375763", "2001-06-25T15:23:15Z"},
	{"8.4.2.25 Date: the epoch", 0x12, "0100", "1970-01-01T00:00:00Z"},
	{"8.4.2.25 Date: a leap day", 0x12, "04 38BB1F80", "2000-02-29T01:23:12Z"},
	{"8.4.2.25 Date: over 32 bits", 0x12, "05 0100000000", "2106-02-07T06:28:16Z"},
	{"8.4.2.25 Date: the last one", 0x12, "05 3AFFF4417F", "9999-12-31T23:59:59Z"},
	{"8.4.2.25 Date: behind it", 0x12, "05 3AFFF44180", "0x053AFFF44180"},
	{"8.4.2.26 ETag", 0x13, "22 61 22 00", "\"a\""},
	{"8.4.2.27 Expires", 0x14, "04 3B375763", "2001-06-25T15:23:15Z"},
	{"8.4.2.28 From", 0x15, "614062 00", "a@b"},
	{"8.4.2.33 If-Range: a tag", 0x1A, "22 61 00", "a"},
	{"8.4.2.33 If-Range: a date", 0x1A, "04 3B375763", "2001-06-25T15:23:15Z"},
	{"8.4.2.37 Max-Forwards", 0x1E, "85", "5"},
	{"8.4.2.38 Pragma", 0x1F, "80", "no-cache"},
	{"8.4.2.38 Pragma: parameter", 0x1F, "03 610085", "a=5"},
	{"8.4.2.39 Proxy-Authenticate", 0x20, "05 80 61 20 62 00", "Basic realm=\"a b\""},
	{"8.4.2.39 WWW-Authenticate: other", 0x2D, "08 5800 6100 62006300", "X realm=a; b=c"},
	{"8.4.2.41 Public", 0x22, "E0", "POST"},
	{"8.4.2.42 Range", 0x23, "05 80 8374 8767", "bytes=500-999"},
	{"8.4.2.42 Range: without end", 0x23, "03 80 8374", "bytes=500-"},
	{"8.4.2.42 Range: suffix", 0x23, "03 81 8374", "bytes=-500"},
	{"8.4.2.44 Retry-After: seconds", 0x25, "03 81 0178", "120"},
	{"8.4.2.44 Retry-After: date", 0x25, "06 80 04 3B375763", "2001-06-25T15:23:15Z"},
	{"8.4.2.46 Transfer-Encoding", 0x27, "80", "chunked"},
	{"8.4.2.46 Transfer-Encoding: general", 0x27, "05 6100 620085", "a; b=5"},
	{"8.4.2.48 User-Agent", 0x29, "6375726C2F372E38382E3100", "curl/7.88.1"},
	{"8.4.2.1 Text-string: quoted", 0x29, "7FC3BC00", "\xC3\xBC"},
	{"8.4.2.49 Vary", 0x2A, "A9", "User-Agent"},
	{"8.4.2.49 Vary: unassigned", 0x2A, "FF", "127"},
	{"8.4.2.51 Warning", 0x2C, "8A", "110"},
	{"8.4.2.51 Warning: general", 0x2C, "07 8A 6100 62206300", "110 a \"b c\""},
	{"8.4.2.53 Content-Disposition", 0x45, "0181", "attachment"},
	{"8.4.2.53 Content-Disposition: parameters", 0x2E, "07 82 98 22 61 20 62 00",
	 "inline; filename=\"a b\""},
	{"8.4.2.54 X-Wap-Application-Id", 0x2F, "84", "x-wap-application:mms.ua"},
	{"8.4.2.54 X-Wap-Application-Id: long", 0x2F, "028000", "x-wap-microsoft:localcontent.ua"},
	{"8.4.2.54 X-Wap-Application-Id: unassigned", 0x2F, "FF", "127"},
	{"8.4.2.54 X-Wap-Application-Id: URN", 0x2F, "75726E3A6100", "urn:a"},
	{"8.4.2.55 X-Wap-Content-URI", 0x30, "6100", "a"},
	{"8.4.2.56 X-Wap-Initiator-URI", 0x31, "6100", "a"},
	{"8.4.2.57 Accept-Application: any", 0x32, "80", "x-wap-application:*"},
	{"8.4.2.58 Bearer-Indication", 0x33, "83", "3"},
	{"8.4.2.59 Push-Flag", 0x34, "86", "trusted, last"},
	{"8.4.2.59 Push-Flag: all", 0x34, "87", "authenticated, trusted, last"},
	{"8.4.2.59 Push-Flag: none", 0x34, "80", "0"},
	{"8.4.2.59 Push-Flag: reserved", 0x34, "88", "8"},
	{"8.4.2.60 Profile", 0x35, "6100", "a"},
	{"8.4.2.61 Profile-Diff is not looked into", 0x36, "02 0102", "0x020102"},
	{"8.4.2.62 Profile-Warning", 0x44, "91", "101"},
	{"8.4.2.62 Profile-Warning: general", 0x37, "08 A0 6100 04 3B375763",
	 "200 a 2001-06-25T15:23:15Z"},
	{"8.4.2.63 Expect", 0x48, "80", "100-continue"},
	{"8.4.2.63 Expect: expression", 0x38, "04 61006200", "a=b"},
	{"8.4.2.64 TE: trailers", 0x39, "81", "trailers"},
	{"8.4.2.64 TE: with q", 0x39, "03 84 80 33", "gzip; q=0.5"},
	{"8.4.2.65 Trailer", 0x3A, "92", "Date"},
	{"8.4.2.66 X-Wap-Tod", 0x3F, "0100", "1970-01-01T00:00:00Z"},
	{"8.4.2.67 Content-ID", 0x40, "22 3C61403E 00", "<a@>"},
	{"8.4.2.68 Set-Cookie", 0x41, "08 90 6100 6200 9D 2F 00", "a=b; path=\"/\""},
	{"8.4.2.69 Cookie", 0x42, "0C 90 04 61006200 05 630064 00 20",
	 "0x0C900461006200056300640020"},
	{"8.4.2.69 Cookie: two", 0x42, "0D 90 04 61006200 06 63006400 2F00", "a=b; c=d; $Path=/"},
	{"8.4.2.70 Encoding-Version", 0x43, "93", "1.3"},
	{"8.4.2.70 Encoding-Version: major only", 0x43, "9F", "1"},
	{"8.4.2.70 Encoding-Version: of a page", 0x43, "02 90 92", "1.2; page=16"},
	{"8.4.2.71 X-WAP-Security", 0x46, "80", "close-subordinate"},
	{"no header has the number: integer", 0x7F, "85", "5"},
	{"no header has the number: text", 0x7F, "6100", "a"},
	{"no header has the number: octets", 0x7F, "02 0102", "0x020102"},
	{"a length that no Date has", 0x12, "09 000000000000000001", "0x09000000000000000001"},
	{"octets behind a value of structure", 0x25, "03 81 81 81", "0x03818181"},
	{"no q is above 1", 0x3B, "03 84 8900", "0x03848900"},
	{"no q is 00", 0x3B, "02 84 00", "0x028400"},
	{"an empty value", 0x29, "00", ""},
	{"charset", PARAMETER + 0x01, "EA", "utf-8"},
	{"charset as text", PARAMETER + 0x01, "612D6200", "a-b"},
	{"q", PARAMETER + 0x00, "33", "0.5"},
	{"q in thousandths", PARAMETER + 0x00, "8331", "0.333"},
	{"level", PARAMETER + 0x02, "A0", "2.0"},
	{"type", PARAMETER + 0x09, "83", "text/plain"},
	{"name", PARAMETER + 0x17, "22612062 00", "a b"},
	{"max-age", PARAMETER + 0x0E, "020258", "600"},
	{"secure has no value", PARAMETER + 0x10, "00", ""},
	{"SEC", PARAMETER + 0x11, "82", "USERNETWPIN"},
	{"SEC that nobody assigned", PARAMETER + 0x11, "84", "4"},
	{"creation-date", PARAMETER + 0x13, "0100", "1970-01-01T00:00:00Z"},
	{"differences", PARAMETER + 0x07, "92", "Date"},
	{"no parameter has the number", PARAMETER + 0x7F, "85", "5"},
	{"by its name", UNTYPED, "020258", "600"},
	{"by its name, text", UNTYPED, "226100", "a"},
};

static struct smsmodem_wsp_header header_of(const struct row *row, const uint8_t *value,
					    size_t length)
{
	struct smsmodem_wsp_header header = {
		.code = row->code % PARAMETER,
		.page = 1,
		.parameter = row->code >= UNTYPED,
		.value = value,
		.value_len = length,
	};

	if (row->code == UNTYPED)
		header.code = -1;
	return header;
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t raw[64];
		char text[512];
		size_t length = octets_of(rows[i].value, raw, sizeof raw);
		uint8_t *exact = exact_copy(raw, length);
		struct smsmodem_wsp_header header = header_of(&rows[i], exact, length);
		int count = smsmodem_wsp_text(&header, text, sizeof text);

		if (count < 0 || strcmp(text, rows[i].text) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", rows[i].clause, text, rows[i].text);
		assert_int_equal(count, strlen(text));
		free(exact);
	}
}

static void test_capacities(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t raw[64];
		char text[512];
		size_t length = octets_of(rows[i].value, raw, sizeof raw);
		size_t needed = strlen(rows[i].text) + 1;
		struct smsmodem_wsp_header header = header_of(&rows[i], raw, length);

		assert_true(needed <= SMSMODEM_WSP_TEXT_SIZE(length));
		for (size_t size = 0; size <= needed; size++) {
			memset(text, CANARY, sizeof text);
			int count = smsmodem_wsp_text(&header, text, size);

			if (count != (size < needed ? SMSMODEM_E_SPACE : (int)needed - 1))
				fail_msg("%s: %d in %zu", rows[i].clause, count, size);
			assert_canary(text, size, sizeof text);
		}
	}
}

/* Every value cut short or changed gives something, in the room that is said to be enough. */
static void test_damaged(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned run = 0; run < 40000; run++) {
		const struct row *row = &rows[random_below(&random, COUNT(rows))];
		uint8_t raw[64];
		char text[SMSMODEM_WSP_TEXT_SIZE(64)];
		size_t length = octets_of(row->value, raw, sizeof raw);

		length -=
			random_below(&random, 4) == 0 ? random_below(&random, (uint32_t)length) : 0;
		for (uint32_t changes = random_below(&random, 3); changes > 0; changes--)
			raw[random_below(&random, (uint32_t)length)] =
				(uint8_t)random_below(&random, 256);
		uint8_t *exact = exact_copy(raw, length);
		struct smsmodem_wsp_header header = header_of(row, exact, length);
		header.code =
			random_below(&random, 2) ? header.code : (int)random_below(&random, 0x50);
		assert_true(smsmodem_wsp_text(&header, text, SMSMODEM_WSP_TEXT_SIZE(length)) >= 0);
		free(exact);
	}
}

/* Names that take more room than is promised: shown as octets rather than not at all. */
static void test_expanding(void **state)
{
	uint8_t value[130] = {0x1F, 0x7F, 0x87}; /* private, and 126 times the same header */
	char text[SMSMODEM_WSP_TEXT_SIZE(sizeof value)];
	struct smsmodem_wsp_header header = {
		.code = 0x47, .page = 1, .value = value, .value_len = 129};

	(void)state;
	memset(value + 3, 0x80 | 0x2F, 126);
	assert_int_equal(smsmodem_wsp_text(&header, text, SMSMODEM_WSP_TEXT_SIZE(129)), 260);
	assert_memory_equal(text, "0x1F7F87AFAF", 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_capacities),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_expanding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
