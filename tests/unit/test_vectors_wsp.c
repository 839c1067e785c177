/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WSP beside what is known of it elsewhere: the tables of assigned numbers, and pushes of kannel.
 */
#include "wsp_support.h"
#include "wsp_table.h"
#include <strings.h>

/* A file beside the folder of vectors. @return a stream that the caller closes */
static FILE *open_beside(const char *name)
{
	char path[4096];

	assert_in_range(snprintf(path, sizeof path, "%s/../%s", getenv("SMSMODEM_VECTORS"), name),
			1, sizeof path - 1);
	FILE *stream = fopen(path, "re");
	if (!stream)
		fail_msg("%s cannot be opened", path);
	return stream;
}

/* --- assigned numbers --- */

static const char *type_name(unsigned long code)
{
	return pdu_wsp_name(&pdu_wsp_types, code);
}

static const char *content_type(unsigned long code)
{
	return smsmodem_wsp_content_type((uint32_t)code);
}

static const char *application(unsigned long code)
{
	return pdu_wsp_name(&pdu_wsp_applications, code);
}

static const char *parameter(unsigned long code)
{
	assert_in_range(code, 0, PDU_WSP_PARAMETERS - 1);
	return pdu_wsp_parameters[code].name;
}

static const char *security(unsigned long code)
{
	static char text[SMSMODEM_WSP_TEXT_SIZE(1)];
	uint8_t value = (uint8_t)(0x80 | code);
	struct smsmodem_wsp_header header = {
		.code = 0x11, .page = 1, .parameter = true, .value = &value, .value_len = 1};

	assert_true(smsmodem_wsp_text(&header, text, sizeof text) > 0);
	return text;
}

/* Every table of the file, with the number of its rows. */
static const struct {
	const char *name;
	const char *(*our_name)(unsigned long code);
	size_t rows;
	const struct pdu_wsp_rows *ours; /* has no others */
} table_rows[] = {
	{"pdu-type", type_name, 49, &pdu_wsp_types},
	{"content-type", content_type, 125, &pdu_wsp_content_types},
	{"application-id", application, 27, &pdu_wsp_applications},
	{"parameter", parameter, 22, NULL},
	{"parameter-SEC", security, 4, NULL},
};

/* @return which table the row is of */
static size_t check_row(const char *table, const char *code, const char *meaning)
{
	size_t i = 0;

	while (i < COUNT(table_rows) && strcmp(table_rows[i].name, table) != 0)
		i++;
	if (i == COUNT(table_rows)) {
		fail_msg("nothing has the table %s", table);
		return 0;
	}
	const char *name = table_rows[i].our_name(strtoul(code, NULL, 16));
	if (!name || strcasecmp(name, meaning) != 0)
		fail_msg("%s %s is %s, not %s", table, code, meaning, name ? name : "none");
	return i;
}

static void test_assigned_numbers(void **state)
{
	FILE *stream = open_beside("facts/wsp-tokens.tsv");
	size_t counts[COUNT(table_rows)] = {0}, size = 0;
	char *line = NULL;

	(void)state;
	assert_true(getline(&line, &size, stream) > 0); /* headings */
	while (getline(&line, &size, stream) >= 0) {
		char *rest = line;
		const char *table = strsep(&rest, "\t\n"), *code = strsep(&rest, "\t\n");

		counts[check_row(table, code, strsep(&rest, "\t\n"))]++;
	}
	free(line);
	assert_int_equal(fclose(stream), 0);
	for (size_t i = 0; i < COUNT(table_rows); i++) {
		print_message("%s\n", table_rows[i].name);
		assert_int_equal(counts[i], table_rows[i].rows);
		if (table_rows[i].ours)
			assert_int_equal(counts[i], table_rows[i].ours->count);
	}
}

/* What is no push is told by its name. */
static void test_other_types(void **state)
{
	(void)state;
	for (unsigned type = 0; type <= 0xFF; type++) {
		const uint8_t octets[] = {1, (uint8_t)type, 1, 0xAE};
		const char *name = pdu_wsp_name(&pdu_wsp_types, type);
		struct smsmodem_error error = {0};
		struct smsmodem_wsp wsp;
		int result = smsmodem_wsp_decode(octets, sizeof octets, &wsp, &error);
		char wanted[64];

		if (type == SMSMODEM_WSP_PUSH || type == SMSMODEM_WSP_CONFIRMED_PUSH) {
			assert_int_equal(result, SMSMODEM_OK);
			continue;
		}
		assert_in_range(snprintf(wanted, sizeof wanted, "0x%02X (%s)", type,
					 name ? name : "not assigned"),
				1, sizeof wanted - 1);
		assert_int_equal(result, SMSMODEM_E_PDU);
		assert_int_equal(error.offset, 1);
		assert_non_null(strstr(error.text, wanted));
	}
}

/* --- kannel --- */

struct push_file {
	const char *name;
	int32_t media;
	const char *headers;
	size_t body_len;
};

/* It copies the headers of who posted the push: curl. */
static const struct push_file push_files[] = {
	{"peers-pdus/kannel-sl-short.deliver.hex", 0x30,
	 "User-Agent: curl/7.88.1\nAccept: */*\nContent-Length: 25\nEncoding-Version: 1.3\n", 25},
	{"peers-pdus/kannel-sl.deliver.hex", 0x30,
	 "User-Agent: curl/7.88.1\nAccept: */*\nContent-Length: 163\nEncoding-Version: 1.3\n", 163},
	{"peers-pdus/kannel-si.deliver.hex", 0x2E,
	 "User-Agent: curl/7.88.1\nAccept: */*\nContent-Length: 242\nEncoding-Version: 1.3\n", 242},
};

/* The user data of all lines, headers left out. @return octets */
static size_t datagram_of(const char *name, uint8_t *datagram, size_t size)
{
	static const struct smsmodem_decode_options options = {.no_smsc = true};
	FILE *stream = open_beside(name);
	size_t used = 0, line_size = 0;
	char *line = NULL;

	while (getline(&line, &line_size, stream) > 1) {
		struct smsmodem_tpdu tpdu;

		line[strcspn(line, "\r\n")] = '\0';
		assert_int_equal(smsmodem_decode(line, strlen(line), &options, &tpdu, NULL),
				 SMSMODEM_OK);
		size_t count = tpdu.ud_len - (size_t)tpdu.udh_len;
		assert_in_range(count, 1, size - used);
		memcpy(datagram + used, tpdu.ud + tpdu.udh_len, count);
		used += count;
	}
	free(line);
	assert_int_equal(fclose(stream), 0);
	return used;
}

static void test_kannel(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(push_files); i++) {
		uint8_t datagram[1024];
		char lines[WSP_TEXT_SIZE];
		size_t length = datagram_of(push_files[i].name, datagram, sizeof datagram);
		uint8_t *exact = exact_copy(datagram, length);
		struct smsmodem_wsp wsp = wsp_decoded(exact, length);

		assert_int_equal(wsp.media, push_files[i].media);
		assert_int_equal(wsp.body_len, push_files[i].body_len);
		wsp_lines(&wsp, false, lines, sizeof lines);
		assert_string_equal(lines, push_files[i].headers);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_assigned_numbers),
		cmocka_unit_test(test_other_types),
		cmocka_unit_test(test_kannel),
	};

	/* 77: skipped as a whole, and reported so */
	return getenv("SMSMODEM_VECTORS") ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
