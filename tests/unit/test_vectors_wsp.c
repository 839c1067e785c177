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

/* What our tables have for a row of the file; *counted is which of them it is. */
static const char *our_name(const char *table, unsigned long code, size_t *counted)
{
	static const struct smsmodem_wsp_header sec = {.code = 0x11, .page = 1, .parameter = true};
	static char text[SMSMODEM_WSP_TEXT_SIZE(1)];

	if (strcmp(table, "content-type") == 0) {
		*counted = 0;
		return smsmodem_wsp_content_type((uint32_t)code);
	}
	if (strcmp(table, "application-id") == 0) {
		*counted = 1;
		return pdu_wsp_name(&pdu_wsp_applications, code);
	}
	if (strcmp(table, "parameter") == 0) {
		*counted = 2;
		assert_in_range(code, 0, PDU_WSP_PARAMETERS - 1);
		return pdu_wsp_parameters[code].name;
	}
	if (strcmp(table, "parameter-SEC") == 0) {
		uint8_t value = (uint8_t)(0x80 | code);
		struct smsmodem_wsp_header header = sec;

		*counted = 3;
		header.value = &value;
		header.value_len = 1;
		assert_true(smsmodem_wsp_text(&header, text, sizeof text) > 0);
		return text;
	}
	return NULL;
}

static void test_assigned_numbers(void **state)
{
	FILE *stream = open_beside("facts/wsp-tokens.tsv");
	size_t counts[4] = {0}, size = 0;
	char *line = NULL;

	(void)state;
	while (getline(&line, &size, stream) >= 0) {
		char *rest = line;
		const char *table = strsep(&rest, "\t\n"), *code = strsep(&rest, "\t\n");
		const char *meaning = strsep(&rest, "\t\n");
		size_t counted = COUNT(counts);
		const char *name = our_name(table, strtoul(code, NULL, 16), &counted);

		if (counted == COUNT(counts)) /* a heading, and types of PDUs that are no push */
			continue;
		counts[counted]++;
		if (!name || strcasecmp(name, meaning) != 0)
			fail_msg("%s %s is %s, not %s", table, code, meaning, name ? name : "none");
	}
	free(line);
	assert_int_equal(fclose(stream), 0);
	assert_int_equal(counts[0], pdu_wsp_content_types.count);
	assert_int_equal(counts[1], pdu_wsp_applications.count);
	assert_in_range(counts[2], 20, PDU_WSP_PARAMETERS);
	assert_int_equal(counts[3], 4);
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
		cmocka_unit_test(test_kannel),
	};

	/* 77: skipped as a whole, and reported so */
	return getenv("SMSMODEM_VECTORS") ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
