/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes of WAP taken apart: content types (WAP-230-WSP 8.4.2.24) and whole datagrams (8.2.4.1). */
#include "wsp_support.h"

struct row {
	const char *octets;
	int used;
	int64_t code;
	const char *name;
	size_t parameters_len;
};

static const struct row rows[] = {
	{"AE", 1, 0x2E, "application/vnd.wap.sic", 0},
	{"B0 FF", 1, 0x30, "application/vnd.wap.slc", 0},
	{"FF", 1, 0x7F, NULL, 0},                               /* unassigned */
	{"03 AE 81 EA", 4, 0x2E, "application/vnd.wap.sic", 2}, /* charset=utf-8 */
	{"03 02 03 0A", 4, 0x30A, "application/vnd.wap.emn+wbxml", 0},
	{"1F 03 02 03 0A", 5, 0x30A, "application/vnd.wap.emn+wbxml", 0}, /* the long way */
	{"612F6200 FF", 4, -1, "a/b", 0},
	{"06 612F6200 81 EA", 7, -1, "a/b", 2},
	{"", SMSMODEM_E_PDU, -1, NULL, 0},
	{"00", SMSMODEM_E_PDU, -1, NULL, 0},
	{"02 AE", SMSMODEM_E_PDU, -1, NULL, 0}, /* longer than what is there */
	{"612F62", SMSMODEM_E_PDU, -1, NULL, 0},
	{"1F", SMSMODEM_E_PDU, -1, NULL, 0},
	{"1F FFFFFFFFFF 01", SMSMODEM_E_PDU, -1, NULL, 0},
	{"1F 8FFFFFFF7F AE", SMSMODEM_E_PDU, -1, NULL, 0},
	{"06 05 0102030405", SMSMODEM_E_PDU, -1, NULL, 0}, /* no code has 40 bits */
	{"05 04 FFFFFFFF", SMSMODEM_E_PDU, -1, NULL, 0},
	{"02 02 03", SMSMODEM_E_PDU, -1, NULL, 0},
};

/* @return octets consumed, or SMSMODEM_E_PDU */
static int content_type_of(const uint8_t *octets, size_t length, struct pdu_content_type *type)
{
	struct pdu_wsp_reader reader = pdu_wsp_reader(octets, length);

	pdu_wsp_get_content_type(&reader, type);
	return reader.failed ? SMSMODEM_E_PDU : (int)reader.at;
}

static void test_content_types(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t raw[64];
		size_t length = octets_of(rows[i].octets, raw, sizeof raw);
		uint8_t *octets = exact_copy(raw, length);
		struct pdu_content_type type;

		assert_int_equal(content_type_of(octets, length, &type), rows[i].used);
		if (rows[i].used > 0) {
			assert_int_equal(type.code, rows[i].code);
			assert_int_equal(type.parameters_len, rows[i].parameters_len);
			assert_int_equal(type.name == NULL, rows[i].name == NULL);
			if (type.name)
				assert_string_equal(type.name, rows[i].name);
		}
		free(octets);
	}
}

/* Every cut of a good one either fails or stays within what is there. */
static void test_content_type_truncations(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t raw[64];
		size_t length = octets_of(rows[i].octets, raw, sizeof raw);

		for (size_t cut = 0; cut < length; cut++) {
			uint8_t *octets = exact_copy(raw, cut);
			struct pdu_content_type type;
			int used = content_type_of(octets, cut, &type);

			assert_true(used == SMSMODEM_E_PDU || (size_t)used <= cut);
			free(octets);
		}
	}
}

/* --- whole pushes --- */

struct push_row {
	const char *name, *octets;
	uint8_t tid, type;
	int32_t media;
	const char *content_type;
	uint32_t charset;
	const char *parameters, *headers;
	const char *body;
};

static const struct push_row push_rows[] = {
	{"short form", "01 06 01 AE 02056A", 1, 6, 0x2E, "application/vnd.wap.sic", 0, "", "",
	 "02056A"},
	{"short form with application (2.2 of the field)", "FF 06 03 BE AF84 8C82", 255, 6, 0x3E,
	 "application/vnd.wap.mms-message", 0, "",
	 "X-Wap-Application-Id: x-wap-application:mms.ua\n", "8C82"},
	{"confirmed push", "00 07 01 B0", 0, 7, 0x30, "application/vnd.wap.slc", 0, "", "", ""},
	{"charset", "00 06 04 03AE81EA 01", 0, 6, 0x2E, "application/vnd.wap.sic", 106,
	 "; charset=utf-8\n", "", "01"},
	{"charset as long integer", "00 06 06 05AE810203E8", 0, 6, 0x2E, "application/vnd.wap.sic",
	 1000, "; charset=iso-10646-ucs-2\n", "", ""},
	{"charset written out", "00 06 10 0F AE 6368617273657400 7574662D3800", 0, 6, 0x2E,
	 "application/vnd.wap.sic", 106, "; charset=utf-8\n", "", ""},
	{"provisioning with SEC and MAC (kannel)", "01 06 0B 0A B6 91 81 92 41424344 3000", 1, 6,
	 0x36, "application/vnd.wap.connectivity-wbxml", 0, "; SEC=USERPIN\n; MAC=ABCD0\n", "", ""},
	{"EMN in its long integer", "00 06 04 0302030A 0D", 0, 6, 0x30A,
	 "application/vnd.wap.emn+wbxml", 0, "", "", "0D"},
	{"unassigned number", "00 06 01 FF", 0, 6, 0x7F, NULL, 0, "", "", ""},
	{"headers length 0 and a content type behind it (Android's test)", "01 06 00 612F6200 8C82",
	 1, 6, -1, "a/b", 0, "", "", "8C82"},
	{"headers length in two octets", "00 06 8001 AE 01", 0, 6, 0x2E, "application/vnd.wap.sic",
	 0, "", "", "01"},
	{"kannel's poster", "00 06 14 B0 A96375726C2F372E38382E3100 8080 8D99 C393 02", 0, 6, 0x30,
	 "application/vnd.wap.slc", 0, "",
	 "User-Agent: curl/7.88.1\nAccept: */*\nContent-Length: 25\nEncoding-Version: 1.3\n", "02"},
	{"pages: delimiter, shortcut and back",
	 "00 06 11 AE 7F80 8581 10 8582 7F01 8583 582D4100 84", 0, 6, 0x2E,
	 "application/vnd.wap.sic", 0, "", "?: 1\n?: 2\nAge: 3\nX-A: 4\n", ""},
	{"a name on another page", "00 06 07 AE 05 582D4100 84", 0, 6, 0x2E,
	 "application/vnd.wap.sic", 0, "", "X-A: 4\n", ""},
	{"a page at the end", "00 06 03 AE 7F05 33", 0, 6, 0x2E, "application/vnd.wap.sic", 0, "",
	 "", "33"},
};

static void check_push(const struct push_row *row, const struct smsmodem_wsp *wsp)
{
	char lines[WSP_TEXT_SIZE];

	assert_int_equal(wsp->tid, row->tid);
	assert_int_equal(wsp->type, row->type);
	assert_int_equal(wsp->media, row->media);
	assert_int_equal(wsp->charset, row->charset);
	assert_int_equal(wsp->content_type == NULL, row->content_type == NULL);
	if (row->content_type)
		assert_string_equal(wsp->content_type, row->content_type);
	wsp_lines(wsp, true, lines, sizeof lines);
	assert_string_equal(lines, row->parameters);
	wsp_lines(wsp, false, lines, sizeof lines);
	assert_string_equal(lines, row->headers);
	assert_octets(wsp->body, wsp->body_len, row->body);
}

static void test_pushes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(push_rows); i++) {
		uint8_t raw[256];
		size_t length = octets_of(push_rows[i].octets, raw, sizeof raw);
		uint8_t *octets = exact_copy(raw, length);
		struct smsmodem_wsp wsp = wsp_decoded(octets, length);

		print_message("%s\n", push_rows[i].name);
		check_push(&push_rows[i], &wsp);
		free(octets);
	}
}

/* Nothing of a push that is cut is read behind its end, and its walks end. */
static void test_push_truncations(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(push_rows); i++) {
		uint8_t raw[256];
		size_t length = octets_of(push_rows[i].octets, raw, sizeof raw);

		for (size_t cut = 0; cut < length; cut++) {
			uint8_t *octets = exact_copy(raw, cut);
			struct smsmodem_error error;
			struct smsmodem_wsp wsp;

			if (smsmodem_wsp_decode(octets, cut, &wsp, &error) == SMSMODEM_OK) {
				char lines[WSP_TEXT_SIZE];
				wsp_lines(&wsp, true, lines, sizeof lines);
				wsp_lines(&wsp, false, lines, sizeof lines);
			} else {
				assert_int_equal(error.code, SMSMODEM_E_PDU);
				assert_in_range(error.offset, 0, cut);
			}
			free(octets);
		}
	}
}

struct bad_row {
	const char *octets;
	long offset;
	const char *word;
};

static const struct bad_row bad_rows[] = {
	{"", 0, "first two octets"},
	{"01", 1, "first two octets"},
	{"01 04 01 AE", 1, "PDU type"},
	{"01 06", 2, "headers length"},
	{"01 06 FFFFFFFFFF01", 2, "headers length"},
	{"01 06 05 AE", 3, "longer"},
	{"01 06 02 AE", 3, "longer"},
	{"01 06 03 1F7FAE", 3, "content type"},
	{"01 06 00", 3, "content type"},
	{"01 06 02 612F 00", 3, "content type"}, /* its NUL is behind the headers */
};

static void test_bad_pushes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_rows); i++) {
		struct smsmodem_error error;
		struct smsmodem_wsp wsp;
		uint8_t raw[64];
		size_t length = octets_of(bad_rows[i].octets, raw, sizeof raw);
		uint8_t *octets = exact_copy(raw, length);

		assert_int_equal(smsmodem_wsp_decode(octets, length, &wsp, &error), SMSMODEM_E_PDU);
		assert_int_equal(error.offset, bad_rows[i].offset);
		assert_non_null(strstr(error.text, bad_rows[i].word));
		assert_int_equal(smsmodem_wsp_decode(octets, length, &wsp, NULL), SMSMODEM_E_PDU);
		free(octets);
	}
}

/* A header that is damaged ends the walk, and what is before it is there. */
static void test_bad_headers(void **state)
{
	static const char *const damaged[] = {
		"0006 05 AE 8501 00 8D",    /* no value */
		"0006 06 AE 8581 8D 05 01", /* a value longer than the headers */
		"0006 06 AE 8581 A9 4142",  /* a text without its end */
		"0006 05 AE 8581 00 81",    /* no header begins with 00 */
		"0006 06 AE 8581 8D 1F 85", /* a length that ends within */
		"0006 04 AE 8581 7F",       /* no page */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(damaged); i++) {
		struct smsmodem_wsp_header header;
		uint8_t raw[64];
		size_t length = octets_of(damaged[i], raw, sizeof raw), position = 0;
		uint8_t *octets = exact_copy(raw, length);
		struct smsmodem_wsp wsp = wsp_decoded(octets, length);

		assert_int_equal(smsmodem_wsp_next(&wsp, &position, &header), 1);
		assert_int_equal(header.code, 5);
		assert_int_equal(smsmodem_wsp_next(&wsp, &position, &header), SMSMODEM_E_PDU);
		assert_int_equal(smsmodem_wsp_next(&wsp, &position, &header), SMSMODEM_E_PDU);
		free(octets);
	}
}

static void test_bad_parameters(void **state)
{
	static const char *const damaged[] = {
		"0006 04 03 AE 81 6A",
		"0006 04 03 AE 0001",
		"0006 05 04 AE 02 0181",
		"0006 04 03 AE 80 81",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(damaged); i++) {
		struct smsmodem_wsp_header header;
		uint8_t raw[64];
		size_t length = octets_of(damaged[i], raw, sizeof raw), position = 0;
		uint8_t *octets = exact_copy(raw, length);
		struct smsmodem_wsp wsp = wsp_decoded(octets, length);

		assert_int_equal(wsp.charset, 0);
		assert_int_equal(smsmodem_wsp_next_parameter(&wsp, &position, &header),
				 SMSMODEM_E_PDU);
		free(octets);
	}
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(smsmodem_wsp_content_type(0x30A), "application/vnd.wap.emn+wbxml");
	assert_null(smsmodem_wsp_content_type(0x7F));
	assert_int_equal(smsmodem_wsp_content_type_find("APPLICATION/VND.wap.sic"), 0x2E);
	assert_int_equal(smsmodem_wsp_content_type_find("application/vnd.wap.si"), -1);
	assert_int_equal(smsmodem_wsp_content_type_find("application/vnd.wap.sicx"), -1);
	assert_int_equal(smsmodem_wsp_content_type_find(""), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_content_types),
		cmocka_unit_test(test_content_type_truncations),
		cmocka_unit_test(test_pushes),
		cmocka_unit_test(test_push_truncations),
		cmocka_unit_test(test_bad_pushes),
		cmocka_unit_test(test_bad_headers),
		cmocka_unit_test(test_bad_parameters),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
