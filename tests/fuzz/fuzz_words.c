/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any line as a modem's, behind any command: what is said of it is a text on one line. */
#include "pdu.h"
#include <smsmodem/at.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
	if (!condition)
		abort();
}

static char *text(const uint8_t *octets, size_t count)
{
	char *copy = malloc(count + 1);

	require(copy != NULL);
	memcpy(copy, octets, count);
	copy[count] = '\0';
	return copy;
}

static void check(const char *words, int length)
{
	require(length >= 0 && strlen(words) == (size_t)length);
	for (int at = 0, step; at < length; at += step) {
		uint32_t character;

		step = pdu_utf8_get(words + at, (size_t)(length - at), &character);
		require(step > 0 && character >= 0x20 && (character < 0x7F || character >= 0xA0));
	}
}

/* The first line is the command, empty: none. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
	size_t first = end ? (size_t)(end - data) : 0;
	char words[4096], few[16];

	if (!end)
		return 0;
	char *command = text(data, first), *line = text(end + 1, size - first - 1);
	int length = smsmodem_at_words(*command ? command : NULL, line, words, sizeof words);
	check(words, length);
	check(few, smsmodem_at_words(*command ? command : NULL, line, few, sizeof few));
	require(strncmp(words, few, strlen(few)) == 0);
	free(command);
	free(line);
	return 0;
}
