/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any octets as a push: its headers, parameters and their texts, its body in its character set; and
 * as lines of a content type and headers, of which what can be encoded can be decoded.
 */
#include "wsp.h"
#include <stdlib.h>
#include <string.h>

#define LINES_MAX 16
#define SETS      5

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

/* In a buffer of the size that is said to be enough, so that the sanitizer sees what is behind. */
static void read_value(const struct smsmodem_wsp_header *header)
{
	size_t size = SMSMODEM_WSP_TEXT_SIZE(header->value_len);
	char *text = malloc(size), small[8];

	if (!text)
		return;
	int count = smsmodem_wsp_text(header, text, size);
	require(count >= 0 && (size_t)count < size && text[count] == '\0');
	count = smsmodem_wsp_text(header, small, sizeof small);
	require(count == SMSMODEM_E_SPACE || count < (int)sizeof small);
	free(text);
}

/* @return whether all could be read */
static int read_headers(const struct smsmodem_wsp *wsp, const uint8_t *end)
{
	struct smsmodem_wsp_header header;
	size_t position = 0, steps = 0;
	int parameters, headers;

	while ((parameters = smsmodem_wsp_next_parameter(wsp, &position, &header)) > 0) {
		require(header.value + header.value_len <= end && ++steps <= wsp->parameters_len);
		read_value(&header);
	}
	position = steps = 0;
	while ((headers = smsmodem_wsp_next(wsp, &position, &header)) > 0) {
		require(header.value + header.value_len <= end && ++steps <= wsp->headers_len);
		read_value(&header);
	}
	return parameters == 0 && headers == 0;
}

static void read_body(const struct smsmodem_wsp *wsp)
{
	static const uint32_t sets[SETS] = {0, 4, 106, 1014, 1015};
	size_t length = wsp->body_len < 256 ? wsp->body_len : 256;
	char text[3 * 256 + 1];

	for (size_t i = 0; i < SETS; i++) {
		int count = smsmodem_charset_decode(sets[i], wsp->body, length, text, sizeof text);
		require(count >= 0 && strlen(text) == (size_t)count);
	}
}

static void read_strings(const uint8_t *octets, size_t length)
{
	struct pdu_wsp_reader reader = pdu_wsp_reader(octets, length);

	while (pdu_wsp_left(&reader) > 0) {
		size_t at = reader.at;
		struct pdu_wsp_string string = pdu_wsp_get_encoded_string(&reader);

		require(reader.failed || reader.at > at);
		require(string.length == 0 || (string.octets >= octets &&
					       string.octets + string.length <= octets + length));
	}
}

static void write_lines(char *lines)
{
	const char *headers[LINES_MAX];
	uint8_t octets[4096];
	struct smsmodem_error error;
	struct smsmodem_wsp wsp;
	struct smsmodem_wsp_push push = {.content_type = strsep(&lines, "\n"), .headers = headers};

	while (lines && push.header_count < LINES_MAX)
		headers[push.header_count++] = strsep(&lines, "\n");
	push.long_content_type = push.header_count % 2;
	int count = smsmodem_wsp_encode(&push, octets, sizeof octets, &error);
	if (count < 0) {
		require(error.code == count && error.text[0]);
		return;
	}
	require(smsmodem_wsp_decode(octets, (size_t)count, &wsp, &error) == SMSMODEM_OK);
	require(wsp.body_len == 0 && read_headers(&wsp, octets + count));
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	struct smsmodem_error error;
	struct smsmodem_wsp wsp;
	char *lines = strndup((const char *)octets, length);

	int result = smsmodem_wsp_decode(octets, length, &wsp, &error);
	if (result < 0) {
		require(error.code == result && error.offset >= 0 &&
			(size_t)error.offset <= length && error.text[0]);
	} else {
		(void)read_headers(&wsp, octets + length);
		read_body(&wsp);
	}
	read_strings(octets, length);
	if (lines)
		write_lines(lines);
	free(lines);
	return 0;
}
